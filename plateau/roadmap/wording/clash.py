"""Why no plan is possible, in words: what cannot all hold."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import ClashRule, Explanation, Problem
from plateau.roadmap.wording.names import intervention_name, intervention_names, joined
from plateau.roadmap.wording.rules import rule_phrase


def clash_sentence(explanation: Explanation, catalogue: Catalogue, problem: Problem) -> str:
    """Which interventions cannot all be done and all that is in the way; empty without a clash."""
    rules = [ClashRule.of(path) for path in explanation.clash_rules]
    clash = sorted({*explanation.clash, *(rule.owner for rule in rules if rule.kind == "pins")})
    # What is mandatory is named by itself.
    reasons = [rule_phrase(rule, problem, catalogue) for rule in rules if rule.kind != "mandatory"]
    if not clash and not reasons:
        return ""
    if not reasons:
        reasons = [_what_cannot_be_lifted() if rules else _unknown()]
    told = _together(clash, joined(list(dict.fromkeys(reasons))), catalogue)
    if not explanation.clash_unproven:
        return told
    return f"{told} " + _("De rekentijd was te kort om te bewijzen dat dit er allemaal toe doet.")


def _what_cannot_be_lifted() -> str:
    """What is in the way when no rule is: how long things take, and steps without an intervention."""
    return _(
        "met de stappen die eerst nodig zijn past het niet in de looptijd, of er is voor zo’n stap geen "
        "maatregel"
    )


def _unknown() -> str:
    """Explanations of before clashes told their rules."""
    return _("de looptijd, de volgorde of een uitsluiting staat het niet toe")


def _together(clash: list[str], reason: str, catalogue: Catalogue) -> str:
    if not clash:
        return _("Dit gaat niet samen: %(reason)s. Laat er één los of geef meer ruimte.", reason=reason)
    if len(clash) == 1:
        return _(
            "%(name)s past niet: %(reason)s. Laat deze keuze los of geef meer ruimte.",
            name=intervention_name(clash[0], catalogue),
            reason=reason,
        )
    return _(
        "Deze verplichte maatregelen gaan niet samen: %(names)s. Want %(reason)s. Laat er één los of geef "
        "meer ruimte.",
        names=intervention_names(clash, catalogue),
        reason=reason,
    )
