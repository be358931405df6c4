"""Agreement and difference in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.agreement import Accord, BlindSpot, Distribution, Reliability
from plateau.assessment.consensus import AgreedValue
from plateau.assessment.model import Mark, Perspective
from plateau.assessment.suppression import Block
from plateau.catalogue.model import Catalogue, Criterion
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


def criterion_name(criterion: Criterion) -> str:
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
        return _("niemand noemt een plateau")
    return {
        Accord.AGREED: _("eens"),
        Accord.LARGELY: _("grotendeels eens"),
        Accord.DIVIDED: _("verdeeld"),
        Accord.TWO_CAMPS: _("twee kampen"),
        Accord.TOO_FEW: _("te weinig antwoorden"),
    }[distribution.accord]


def median_words(distribution: Distribution, catalogue: Catalogue) -> str:
    """The middle answer, or the two middle ones; or that nobody named a plateau."""
    low, high = distribution.median_low, distribution.median_high
    if low is None or high is None:
        return _("niemand noemt een plateau")
    if low == high:
        return f"{low} – {local(catalogue.plateau(low).name)}"
    return _("tussen %(low)s en %(high)s", low=low, high=high)


def spread_words(distribution: Distribution) -> str:
    """Between which plateaus the answers lie; empty when nobody named one."""
    if distribution.range is None or distribution.quartiles is None:
        return ""
    lowest, highest = distribution.range
    if lowest == highest:
        return _("Iedereen noemt plateau %(plateau)s.", plateau=lowest)
    low, high = distribution.quartiles
    if distribution.quartiles == distribution.range:
        return _("De antwoorden lopen van %(lowest)s tot %(highest)s.", lowest=lowest, highest=highest)
    middle = (
        _("de middelste helft op %(low)s", low=low)
        if low == high
        else _("de middelste helft van %(low)s tot %(high)s", low=low, high=high)
    )
    return _(
        "De antwoorden lopen van %(lowest)s tot %(highest)s, %(middle)s.",
        lowest=lowest,
        highest=highest,
        middle=middle,
    )


def figure_words(distribution: Distribution) -> str:
    """The figure behind the word; empty when there is none."""
    if distribution.agreement is None:
        return ""
    return _("overeenstemming %(figure)s", figure=two_decimals(distribution.agreement))


def blind_spot_sentence(spot: BlindSpot, blocks: Sequence[Block]) -> str:
    """Who sees a criterion higher than whom, and how much."""
    names = {block.key: block_name(block) for block in blocks}
    return _(
        "Volgens %(higher)s staat dit op %(high)s, volgens %(lower)s op %(low)s.",
        higher=names[spot.higher],
        high=number(spot.higher_median),
        lower=names[spot.lower],
        low=number(spot.lower_median),
    )


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


def answer_words(mark: Mark | None, plateau: int | None, catalogue: Catalogue) -> str:
    """A plateau, or which other answer it is."""
    if plateau is not None:
        return f"{plateau} – {local(catalogue.plateau(plateau).name)}"
    if mark is None:
        return _("nog open")
    return _("niet van toepassing") if mark is Mark.NOT_APPLICABLE else _("weet niet")


def agreed_words(value: AgreedValue | None, catalogue: Catalogue) -> str:
    """What was agreed on a criterion, or that nothing was."""
    if value is None:
        return _("nog niet besproken")
    return answer_words(value.mark, value.plateau, catalogue)


def untouched_sentence(count: int) -> str:
    """How many criteria keep a round from being adopted."""
    return ngettext(
        "Over %(num)s onderwerp is nog niets afgesproken.",
        "Over %(num)s onderwerpen is nog niets afgesproken.",
        count,
    )
