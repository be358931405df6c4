"""A transitie's dossier in words: amounts with their year and state, and what one transitie is to another."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.dossier import Figure, LinkKind, MoneyKind, State, Unit
from plateau.web.locale import number


def amount(figure: Figure) -> str:
    """The amount as the source gives it; what is left open or unknown says so."""
    if figure.low is None or figure.high is None:
        return state_name(figure.state)
    if figure.low == figure.high:
        span = number(figure.low)
    else:
        span = _("%(low)s tot %(high)s", low=number(figure.low), high=number(figure.high))
    return {
        Unit.EUR_MLN: _("%(span)s miljoen euro", span=span),
        Unit.EUR_THOUSAND: _("%(span)s duizend euro", span=span),
        Unit.EUR_PER_PLACE: _("%(span)s euro per plaats", span=span),
        Unit.EUR_PER_PERSON: _("%(span)s euro per persoon", span=span),
        Unit.PERCENT: _("%(span)s procent", span=span),
    }[figure.unit]


def year(figure: Figure) -> str:
    """The year the amount is for, and the year in which it was said."""
    said = _("gezegd in %(year)s", year=figure.as_of)
    return f"{figure.year}, {said}" if figure.year else _("jaar niet genoemd, %(said)s", said=said)


def state_name(state: State) -> str:
    """How far an amount is known."""
    return {
        State.EXACT: _("zoals genoemd"),
        State.ESTIMATE: _("schatting van de bron"),
        State.RANGE: _("bandbreedte"),
        State.PM: _("opengelaten door de bron"),
        State.UNKNOWN: _("onbekend"),
        State.CONTESTED: _("omstreden"),
    }[state]


def money_name(kind: MoneyKind) -> str:
    """What an amount is."""
    return {
        MoneyKind.BUDGET: _("budget"),
        MoneyKind.CUT: _("korting"),
        MoneyKind.RESULT: _("uitkomst"),
        MoneyKind.SAVING: _("verwachte besparing"),
        MoneyKind.PRICE: _("prijs"),
    }[kind]


def link_sentence(kind: LinkKind, start: str, end: str) -> str:
    """What the first transitie has to do with the second."""
    return {
        LinkKind.NEEDS: _("%(start)s heeft %(end)s nodig", start=start, end=end),
        LinkKind.FEEDS: _("%(start)s werkt door in %(end)s", start=start, end=end),
        LinkKind.SHARES: _("%(start)s deelt met %(end)s", start=start, end=end),
        LinkKind.BLOCKS: _("%(start)s kan %(end)s hinderen", start=start, end=end),
    }[kind]
