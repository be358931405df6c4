"""Verdicts and advice in words, in the language of the page or of `force_locale`."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.ambition import Advice, AdviceCode
from plateau.assessment.gaps import GapState
from plateau.assessment.model import Mark
from plateau.assessment.scoring import AreaProfile, CriterionScore, Profile, Verdict
from plateau.assessment.tally import QuestionTally, Tally
from plateau.catalogue.model import Catalogue, Instrument
from plateau.catalogue.scan import ScanQuestion
from plateau.web.locale import local, number


def basis_sentence(found: Profile | Tally) -> str:
    """What a profile rests on."""
    if not found.respondents:
        return _("Gebaseerd op wat de groep samen heeft afgesproken; er is geen vragenlijst die meetelt.")
    return ngettext(
        "Gebaseerd op %(num)s ingeleverde vragenlijst.",
        "Gebaseerd op %(num)s ingeleverde vragenlijsten.",
        found.respondents,
    )


def verdict_sentence(area: AreaProfile, catalogue: Catalogue, instrument: Instrument) -> str:
    """Where the area stands, or why that can't be said."""
    if area.verdict is Verdict.NOT_APPLICABLE:
        return _("Alle onderwerpen in dit gebied zijn niet van toepassing.")
    if area.plateau is None:
        return _(
            "Er is te weinig bekend voor een uitspraak: %(known)s van de %(applicable)s onderwerpen. "
            "Daarvoor moet minstens %(share)s%% bekend zijn.",
            known=area.known,
            applicable=area.applicable,
            share=instrument.known_share,
        )
    return _(
        "Dit gebied staat op plateau %(plateau)s, %(name)s.",
        plateau=area.plateau,
        name=local(catalogue.plateau(area.plateau).name).lower(),
    )


def spread_sentence(area: AreaProfile) -> str:
    """The middle and the spread of the known scores; empty when nothing is known."""
    if area.median is None:
        return ""
    if area.lowest == area.highest:
        return _("Alle bekende onderwerpen staan op %(plateau)s.", plateau=area.lowest)
    return _(
        "De onderwerpen lopen van %(lowest)s tot %(highest)s, de middelste score is %(median)s.",
        lowest=area.lowest,
        highest=area.highest,
        median=number(area.median),
    )


def holding_sentences(area: AreaProfile, catalogue: Catalogue) -> list[str]:
    """What keeps the area where it is: empty on plateau 5 or without a verdict."""
    if area.plateau is None or not area.holding:
        return []
    following = area.plateau + 1
    sentences = []
    if area.blocking:
        sentences.append(
            ngettext(
                "%(names)s staat meer dan één stap onder plateau %(following)s "
                "en houdt het gebied op %(plateau)s.",
                "%(names)s staan meer dan één stap onder plateau %(following)s "
                "en houden het gebied op %(plateau)s.",
                len(area.blocking),
                names=names(area.blocking, catalogue),
                following=following,
                plateau=area.plateau,
            )
        )
    if area.needed:
        sentences.append(
            ngettext(
                "Voor plateau %(following)s moet nog %(num)s onderwerp die stap maken, uit: %(names)s.",
                "Voor plateau %(following)s moeten nog %(num)s onderwerpen die stap maken, uit: %(names)s.",
                area.needed,
                names=names(area.holding, catalogue),
                following=following,
            )
        )
    return sentences


def names(criteria: tuple[str, ...], catalogue: Catalogue) -> str:
    """The names of criteria as one enumeration, each between quotes."""
    quoted = [f"“{local(catalogue.question(criterion).name)}”" for criterion in criteria]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s en %(last)s", first=", ".join(quoted[:-1]), last=quoted[-1])


def score_words(score: CriterionScore, catalogue: Catalogue) -> str:
    """A criterion's score: the plateau's name, or which kind of unknown it is."""
    if score.mark is Mark.NOT_APPLICABLE:
        return _("niet van toepassing")
    if score.plateau is None:
        return _("onbekend")
    return f"{score.plateau} – {local(catalogue.plateau(score.plateau).name)}"


def answers_words(score: CriterionScore) -> str:
    """How the answers are divided, unless that would show who gave which."""
    if not score.shows_spread:
        return _("getoond vanaf 3 deelnemers")
    parts = [
        _("%(count)s× plateau %(number)s", count=count, number=plateau)
        for plateau, count in score.counts.items()
        if count
    ]
    if score.unknown:
        parts.append(_("%(count)s× weet niet", count=score.unknown))
    if score.not_applicable:
        parts.append(_("%(count)s× n.v.t.", count=score.not_applicable))
    return ", ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)


def gap_state_words(state: GapState) -> str:
    """How a criterion stands to its target."""
    return {
        GapState.OPEN: _("nog te gaan"),
        GapState.REACHED: _("bereikt"),
        GapState.UNKNOWN: _("onbekend: eerst meten"),
        GapState.NOT_APPLICABLE: _("niet van toepassing"),
        GapState.NO_TARGET: _("geen doel gekozen"),
    }[state]


def advice_sentence(advice: Advice, *, current: int | None, target: int, asked: int, months: int) -> str:
    """One remark on a target, in words."""
    values = {
        "current": current,
        "target": target,
        "asked": asked,
        "months": months,
        "needed": advice.months,
        "stone": advice.stone,
    }
    match advice.code:
        case AdviceCode.REACHED:
            return _("Het gebied staat al op plateau %(target)s: dit is vasthouden.", **values)
        case AdviceCode.BELOW_CURRENT:
            return _(
                "Het doel ligt lager dan waar het gebied nu staat (%(current)s). Dat kan een goede keuze "
                "zijn als de taak erom vraagt; leg in de motivatie uit waarom.",
                **values,
            )
        case AdviceCode.TOO_BIG_FOR_HORIZON if advice.stone is None:
            return _(
                "Van %(current)s naar %(target)s vraagt naar onze schatting ongeveer %(needed)s maanden, "
                "en er zijn er %(months)s. Neem meer tijd.",
                **values,
            )
        case AdviceCode.TOO_BIG_FOR_HORIZON:
            return _(
                "Van %(current)s naar %(target)s vraagt naar onze schatting ongeveer %(needed)s maanden, "
                "en er zijn er %(months)s. Kies eerst plateau %(stone)s als tussenstap, of neem meer tijd.",
                **values,
            )
        case AdviceCode.JUMP:
            return _(
                "Van %(current)s in één keer naar %(target)s is volgens K2 te hoog gegrepen. Gebruik plateau "
                "%(stone)s als tussenstap: de roadmap slaat geen plateau over.",
                **values,
            )
        case AdviceCode.ABOVE_ASKED:
            return _("De transities vragen plateau %(asked)s; dit doel gaat verder.", **values)
        case AdviceCode.BELOW_ASKED:
            return _("De transities vragen plateau %(asked)s; dit doel blijft daaronder.", **values)
        case AdviceCode.UNKNOWN_START:
            return _("Het is onbekend waar dit gebied nu staat. Vul eerst de vragenlijst aan.", **values)
        case AdviceCode.FITS:
            return _(
                "Van %(current)s naar %(target)s past in de tijd: naar onze schatting ongeveer "
                "%(needed)s maanden.",
                **values,
            )


def outcome_words(question: ScanQuestion, tally: QuestionTally) -> str:
    """What the group says of one question of a scan, or which kind of unknown it is."""
    if tally.mark is Mark.NOT_APPLICABLE:
        return _("niet van toepassing")
    if not tally.outcome:
        return _("onbekend")
    names = [local(question.scale.pole(key).name) for key in tally.outcome]
    if len(names) == 1:
        return names[0]
    return _("even vaak: %(names)s", names=", ".join(names))


def option_counts_words(question: ScanQuestion, tally: QuestionTally) -> str:
    """How the answers to a scan's question are divided, unless that would show who gave which."""
    if not tally.shows_spread:
        return _("getoond vanaf 3 deelnemers")
    parts = [
        _("%(count)s× %(answer)s", count=count, answer=local(question.scale.pole(key).name).lower())
        for key, count in tally.counts.items()
        if count
    ]
    if tally.unknown:
        parts.append(_("%(count)s× weet niet", count=tally.unknown))
    if tally.not_applicable:
        parts.append(_("%(count)s× n.v.t.", count=tally.not_applicable))
    return ", ".join(parts)
