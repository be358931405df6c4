"""The report's charts: the same figures as on the pages, each with its words."""

from __future__ import annotations

from flask_babel import gettext as _
from matplotlib.figure import Figure

from plateau.assessment import pictures as profile_pictures
from plateau.catalogue.model import Track
from plateau.report.model import Picture
from plateau.report.subject import Subject
from plateau.roadmap import charts, wording
from plateau.roadmap.presentation import RoadmapPage
from plateau.web.locale import number
from plateau.web.svg import to_svg_bytes

POINTS_PER_INCH = 72


def radar(subject: Subject) -> Picture:
    """Where each area stands, and where it should."""
    places = []
    for area in subject.profile.areas:
        target = subject.ambition.area_target(area.area) if subject.ambition else None
        values = {
            "area": subject.area_name(area.area),
            "current": area.plateau or _("onbekend"),
            "target": target or _("geen doel"),
        }
        places.append(
            _("%(area)s: nu %(current)s, ambitie %(target)s", **values)
            if subject.ambition
            else _("%(area)s: nu %(current)s", **values)
        )
    return _picture(
        profile_pictures.radar(subject.profile, subject.ambition, subject.catalogue),
        caption=_("Profiel per gebied, van plateau 1 in het midden tot 5 aan de rand"),
        alternative=_("Radar. %(places)s.", places="; ".join(places)),
        scale=0.82,
    )


def heat_map(subject: Subject) -> Picture:
    """Where each criterion stands, and where it should."""
    return _picture(
        profile_pictures.heat_map(subject.instrument, subject.profile, subject.ambition, subject.catalogue),
        caption=_("Waar elk onderwerp staat"),
        alternative=_(
            "Per onderwerp het plateau. Dezelfde gegevens staan in de tabel met de score per onderwerp."
        ),
        scale=0.86,
    )


def gantt(subject: Subject, page: RoadmapPage) -> Picture:
    """Interventions over the quarters."""
    figure = charts.gantt(
        [
            charts.Bar(
                row.title, row.start, row.end, (row.measure.track if row.measure else Track.TRANSITIE).value
            )
            for row in page.schedule
        ],
        [
            charts.Diamond(row.title, row.period, row.transitie, row.met, row.transitie_name)
            for row in page.milestones
            if row.asks
        ],
        # K1, K2 …: the year stands above.
        quarters=[label.split(" ")[1] for label in page.quarters],
        years=_years(subject),
        labels=charts.GanttLabels(
            tracks={track.value: wording.track_name(track).capitalize() for track in Track},
            milestones=_("Mijlpalen"),
            missed=_("niet gehaald"),
        ),
    )
    return _picture(
        figure,
        caption=_("Maatregelen in de tijd"),
        alternative=_(
            "Per maatregel een balk van begin tot eind. Dezelfde gegevens staan in de tabel eronder."
        ),
    )


def costs(page: RoadmapPage) -> Picture:
    """Cost and budget per year."""
    labels = charts.CostLabels(
        one_off=_("Eenmalig"),
        structural=_("Structureel"),
        budget=_("Budget"),
        unit=_("duizend euro"),
        no_budget=_("zonder streep: geen grens"),
    )
    return _picture(
        charts.costs(page.costs, labels=labels, write=number),
        caption=_("Kosten en budget"),
        alternative=_("Per jaar de kosten en het budget. Dezelfde gegevens staan in de tabel eronder."),
    )


def load(subject: Subject, page: RoadmapPage) -> Picture:
    """Days per role and quarter."""
    figure = charts.load(
        page.loads,
        names=[wording.role_name(item.role).capitalize() for item in page.loads],
        quarters=page.quarters,
        used=_("Dagen voor maatregelen"),
        available=_("Dagen beschikbaar"),
        years=_years(subject),
        over=_("Meer dagen dan beschikbaar"),
    )
    return _picture(
        figure,
        caption=_("Dagen per rol en kwartaal, en wat er is"),
        alternative=_("Per rol de dagen in elk kwartaal. Dezelfde gegevens staan in de tabel eronder."),
        scale=0.76,
    )


def _years(subject: Subject) -> list[tuple[int, int, int]]:
    """Each year with its first quarter and the quarter after its last."""
    assert subject.stored is not None
    calendar = subject.stored.problem.calendar
    return [
        (year, span.start, span.stop) for year, span in ((y, calendar.periods_of(y)) for y in calendar.years)
    ]


def _picture(figure: Figure, *, caption: str, alternative: str, scale: float = 1.0) -> Picture:
    width = figure.get_figwidth() * scale
    return Picture(to_svg_bytes(figure), caption, alternative, width * POINTS_PER_INCH)
