"""Agreement and difference in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.agreement import Accord, BlindSpot, Distribution, Reliability
from plateau.assessment.answer_wording import AnswerName, answer_words
from plateau.assessment.consensus import AgreedValue
from plateau.assessment.model import Perspective
from plateau.assessment.suppression import Block
from plateau.catalogue.scan import Question
from plateau.web.locale import language, local, number

#: Below these people order the criteria hardly the same, or only partly so. Ours: for coders of a text
#: Krippendorff asks 0.667 at least; opinions about one's own work may well differ more.
PARTLY, LARGELY = 1 / 3, 2 / 3


def perspective_name(perspective: Perspective) -> str:
    """From where someone answers."""
    return {
        Perspective.BESTUUR: _("bestuur"),
        Perspective.MANAGEMENT: _("management"),
        Perspective.PROFESSIONALS: _("professionals"),
        Perspective.STAF: _("staf"),
        Perspective.PARTNER: _("partner of aanbieder"),
        Perspective.CLIENTEN: _("cliënten of raad"),
    }[perspective]


def block_name(block: Block) -> str:
    """Who is counted together: one perspective, or several small ones."""
    return enumeration([perspective_name(perspective) for perspective in block.perspectives])


def criterion_name(criterion: Question) -> str:
    """What a criterion is called."""
    return local(criterion.name)


def enumeration(words: Sequence[str]) -> str:
    """These words as one enumeration."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s en %(last)s", first=", ".join(words[:-1]), last=words[-1])


def accord_words(distribution: Distribution) -> str:
    """How far people agree on a criterion."""
    if distribution.known == 0:
        return _("niemand noemt een waarde")
    return {
        Accord.AGREED: _("eens"),
        Accord.LARGELY: _("grotendeels eens"),
        Accord.DIVIDED: _("verdeeld"),
        Accord.TWO_CAMPS: _("twee kampen"),
        Accord.TOO_FEW: _("te weinig antwoorden"),
    }[distribution.accord]


def outcome_words(distribution: Distribution, names: Sequence[AnswerName]) -> str:
    """The middle answer, or the two middle ones; on a profile scale what most chose."""
    if not distribution.known:
        return _("niemand noemt een waarde")
    if not distribution.is_ordered:
        return _or([names[place - 1].full for place in distribution.most])
    low, high = distribution.median_low or 1, distribution.median_high or 1
    if low == high:
        return names[low - 1].full
    return _("tussen %(low)s en %(high)s", low=names[low - 1].said, high=names[high - 1].said)


def _or(words: Sequence[str]) -> str:
    return _("even vaak: %(names)s", names=", ".join(words)) if len(words) > 1 else "".join(words)


def outcome_sentence(distribution: Distribution, names: Sequence[AnswerName]) -> str:
    """What the group says, as a sentence; empty when nobody named an answer."""
    if not distribution.known:
        return ""
    if distribution.is_ordered:
        return _("Middelste antwoord: %(median)s.", median=outcome_words(distribution, names))
    values = {
        "num": distribution.counts[distribution.most[0]],
        "words": enumeration([names[place - 1].full for place in distribution.most]),
    }
    if len(distribution.most) > 1:
        return ngettext(
            "Even vaak gekozen: %(words)s (elk %(num)s keer).",
            "Even vaak gekozen: %(words)s (elk %(num)s keer).",
            **values,
        )
    return ngettext(
        "Meest gekozen: %(words)s (%(num)s keer).", "Meest gekozen: %(words)s (%(num)s keer).", **values
    )


def spread_words(distribution: Distribution, names: Sequence[AnswerName]) -> str:
    """Between which answers they lie; empty on a profile scale, and when nobody named one."""
    if distribution.range is None or distribution.quartiles is None:
        return ""
    lowest, highest = (names[place - 1] for place in distribution.range)
    if lowest == highest and lowest.plateau:
        return _("Iedereen noemt plateau %(plateau)s.", plateau=lowest.said)
    if lowest == highest:
        return _("Iedereen zegt %(answer)s.", answer=lowest.said)
    low, high = (names[place - 1] for place in distribution.quartiles)
    if distribution.quartiles == distribution.range:
        return _(
            "De antwoorden lopen van %(lowest)s tot %(highest)s.", lowest=lowest.said, highest=highest.said
        )
    middle = (
        _("de middelste helft op %(low)s", low=low.said)
        if low == high
        else _("de middelste helft van %(low)s tot %(high)s", low=low.said, high=high.said)
    )
    return _(
        "De antwoorden lopen van %(lowest)s tot %(highest)s, %(middle)s.",
        lowest=lowest.said,
        highest=highest.said,
        middle=middle,
    )


def figure_words(distribution: Distribution) -> str:
    """The figure behind the word; empty when there is none."""
    if distribution.agreement is None:
        return ""
    return _("overeenstemming %(figure)s", figure=two_decimals(distribution.agreement))


def blind_spot_sentence(spot: BlindSpot, blocks: Sequence[Block], answers: Sequence[AnswerName]) -> str:
    """Who sees a criterion higher than whom, and how much."""
    names = {block.key: block_name(block) for block in blocks}
    values = {
        "higher": names[spot.higher],
        "high": _middle(spot.higher_median, answers),
        "lower": names[spot.lower],
        "low": _middle(spot.lower_median, answers),
    }
    if answers[0].plateau:
        return _("Volgens %(higher)s staat dit op %(high)s, volgens %(lower)s op %(low)s.", **values)
    return _("Het middelste antwoord van %(higher)s is %(high)s, van %(lower)s %(low)s.", **values)


def _middle(median: float, answers: Sequence[AnswerName]) -> str:
    """A median, which may lie between two answers."""
    low, high = answers[floor(median) - 1], answers[ceil(median) - 1]
    if low == high:
        return low.said
    if low.plateau:
        return number(median)
    return _("tussen %(low)s en %(high)s", low=low.said, high=high.said)


def reliability_sentence(found: Reliability | None) -> str:
    """Whether people order the criteria in the same way."""
    if found is None:
        return _("Er zijn te weinig verschillende antwoorden om te zeggen of mensen hetzelfde beeld hebben.")
    if found.alpha < PARTLY:
        return _(
            "Wat hoog staat en wat laag, daarover verschillen mensen bijna net zo veel als wanneer zij "
            "zouden gokken. Bespreek eerst wat de onderwerpen betekenen."
        )
    if found.alpha < LARGELY:
        return _("Mensen zijn het er deels over eens wat hoog staat en wat laag.")
    return _("Mensen zijn het er grotendeels over eens wat hoog staat en wat laag.")


def reliability_figure(found: Reliability | None) -> str:
    """The figure behind that sentence, with its interval; empty when there is none."""
    if found is None:
        return ""
    if found.low is None or found.high is None:
        return _("Krippendorffs alfa %(alpha)s", alpha=two_decimals(found.alpha))
    return _(
        "Krippendorffs alfa %(alpha)s (95%%: %(low)s tot %(high)s)",
        alpha=two_decimals(found.alpha),
        low=two_decimals(found.low),
        high=two_decimals(found.high),
    )


def two_decimals(value: float) -> str:
    """A measure with two decimals, a real minus sign, and no minus zero."""
    text = f"{abs(value):.2f}"
    if language() == "nl":
        text = text.replace(".", ",")
    return f"\N{MINUS SIGN}{text}" if round(value, 2) < 0 else text


def agreed_words(value: AgreedValue | None, names: tuple[AnswerName, ...]) -> str:
    """What was agreed on a criterion, or that nothing was."""
    if value is None:
        return _("nog niet besproken")
    return answer_words(value.answer, names)


def untouched_sentence(count: int) -> str:
    """How many criteria keep a round from being adopted."""
    return ngettext(
        "Over %(num)s onderwerp is nog niets afgesproken.",
        "Over %(num)s onderwerpen is nog niets afgesproken.",
        count,
    )
