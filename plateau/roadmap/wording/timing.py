"""What can be put off and what fixes the finish, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Calendar, LimitCode, Link, Slack
from plateau.roadmap.wording.limits import limit_phrase
from plateau.roadmap.wording.names import intervention_name, quarter, so_many_periods


def rest_stays_sentence() -> str:
    """What holds for each reason why an intervention cannot start at another time, told once for all."""
    return _(
        "Of een maatregel op een ander moment kan beginnen, is bekeken terwijl de rest van de roadmap blijft "
        "staan. Schuift er meer mee, dan kan er soms meer."
    )


def slack_sentence(slack: Slack, calendar: Calendar) -> str:
    """How much later it can start."""
    if not slack.total:
        return _("Kan niet later zonder dat iets niet meer past, te laat komt of het eind opschuift.")
    alone = _(
        "Kan %(time)s later beginnen; de rest blijft dan staan.", time=so_many_periods(slack.free, calendar)
    )
    along = _(
        "Kan %(time)s later beginnen als wat erop wacht, meeschuift.",
        time=so_many_periods(slack.total, calendar),
    )
    if slack.free == slack.total:
        return alone
    return f"{alone} {along}" if slack.free else along


def link_sentence(link: Link, catalogue: Catalogue, calendar: Calendar) -> str:
    """What keeps an intervention of the critical chain from an earlier start."""
    begin = quarter(calendar, link.start)
    match link.because.code:
        case LimitCode.BEGUN:
            return _("Is al begonnen, in %(quarter)s.", quarter=begin)
        case LimitCode.AT_ONCE:
            return _("Begint meteen, in %(quarter)s.", quarter=begin)
        case LimitCode.FREE:
            return _("Eerder kan ook: dat het hier het best staat, is niet bewezen.")
        case LimitCode.OBJECTIVE:
            return _("Eerder kan, maar %(reason)s.", reason=limit_phrase(link.because, catalogue, calendar))
        case _:
            phrase = limit_phrase(link.because, catalogue, calendar)
    if link.after and link.because.code in (LimitCode.CAPACITY, LimitCode.CHANGE):
        return _(
            "Eerder kan niet: %(reason)s, want %(name)s is dan bezig.",
            reason=phrase,
            name=intervention_name(link.after, catalogue),
        )
    return _("Eerder kan niet: %(reason)s.", reason=phrase)
