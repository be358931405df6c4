"""Why no plan is possible, in words: what cannot all hold."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import ClashRule, Explanation
from plateau.roadmap.wording.names import criterion_name, intervention_name, intervention_names, joined


def clash_sentence(explanation: Explanation, catalogue: Catalogue) -> str:
    """Which interventions cannot all be done and all that is in the way; empty without a clash."""
    rules = [ClashRule.of(path) for path in explanation.clash_rules]
    clash = sorted({*explanation.clash, *(rule.owner for rule in rules if rule.kind == "pins")})
    reasons = [sentence for rule in rules if (sentence := rule_sentence(rule, catalogue))]
    if not clash and not reasons:
        return ""
    if not reasons:
        reasons = [_("de looptijd, de volgorde of een uitsluiting staat het niet toe")]
    told = _together(clash, joined(list(dict.fromkeys(reasons))), catalogue)
    if not explanation.clash_unproven:
        return told
    return f"{told} " + _("De rekentijd was te kort om te bewijzen dat dit er allemaal toe doet.")


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


def rule_sentence(rule: ClashRule, catalogue: Catalogue) -> str:
    """What one rule does not allow; empty for what is mandatory, which is named by itself."""
    name = intervention_name(rule.owner, catalogue)
    other = intervention_name(rule.which, catalogue)
    quoted = f"“{rule.owner}”"
    return {
        "pins": _("het kwartaal dat vastligt, kan niet"),
        "groups": _("uit de groep %(name)s moet er één in de roadmap", name=quoted),
        "targets": _(
            "het doel voor %(name)s moet worden gehaald", name=criterion_name(rule.owner, catalogue)
        ),
        "area_targets": _("het doel voor %(name)s moet worden gehaald", name=quoted),
        "milestones": _("de mijlpaal %(name)s moet worden gehaald", name=quoted),
        "forbidden": _("%(name)s mag niet in de roadmap", name=name),
        "groups.interventions": _("uit de groep %(name)s past er maar één in de roadmap", name=quoted),
        "earliest_start": _("%(name)s mag niet eerder beginnen", name=name),
        "latest_start": _("%(name)s mag niet later beginnen", name=name),
        "deadline": _("%(name)s mag niet later klaar zijn", name=name),
        "conditions": _("%(name)s moet wachten op “%(condition)s”", name=name, condition=rule.which),
        "all_of": _("%(name)s kan pas beginnen na %(other)s", name=name, other=other),
        "one_of": _("%(name)s kan pas beginnen na een andere maatregel", name=name),
        "lags": _("de tijd tussen %(name)s en een andere maatregel ligt vast", name=name),
        "excludes": _("%(name)s en %(other)s sluiten elkaar uit", name=name, other=other),
        "steps_per_criterion_per_year": _("een onderwerp maakt niet meer stappen in een jaar"),
        "budgets": _("het budget is te klein"),
        "funds": _("het geld van %(name)s is te weinig", name=quoted),
        "capacity": _("er is te weinig tijd van mensen"),
        "change_loads": _("bij %(name)s loopt er te veel tegelijk", name=quoted),
        "past": _("wat er staat over het begin van %(name)s, kan niet", name=name),
    }.get(rule.kind, "")
