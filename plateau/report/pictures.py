"""The report's charts: the same figures as on the pages, each with its words."""

from __future__ import annotations

from flask_babel import gettext as _
from matplotlib.figure import Figure

from plateau.assessment import pictures as profile_pictures
from plateau.catalogue.model import Track
from plateau.report.model import Picture
from plateau.report.subject import Subject
from plateau.roadmap import pictures as roadmap_pictures
from plateau.roadmap.model import Calendar
from plateau.roadmap.presentation import RoadmapPage
from plateau.roadmap.schedule_page import ScheduleRow
from plateau.web.svg import to_svg_bytes

POINTS_PER_INCH = 72
#: A higher timeline (in points) would be set in letters of under 7 points to fit on a page.
TALLEST = 900
#: A part of a timeline with fewer interventions is not worth a page.
FEWEST_BARS = 10


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


def timelines(page: RoadmapPage, calendar: Calendar) -> tuple[Picture, ...]:
    """Interventions over the quarters: one picture, or more when one would have to be set too small."""
    order = list(Track)

    def place(row: ScheduleRow) -> tuple[int, int, int, str]:
        return order.index(roadmap_pictures.track_of(row)), row.start, row.end, row.title

    rows = sorted(page.schedule, key=place)
    most = max(1, -(-len(rows) // FEWEST_BARS))
    for count in range(1, most + 1):
        size = -(-len(rows) // count)
        parts = [rows[at : at + size] for at in range(0, len(rows), size)]
        figures = [roadmap_pictures.gantt(page, calendar, part) for part in parts]
        if all(figure.get_figheight() * POINTS_PER_INCH <= TALLEST for figure in figures):
            break
    return tuple(
        _picture(
            figure,
            caption=_("Maatregelen in de tijd")
            if len(figures) == 1
            else _("Maatregelen in de tijd, deel %(part)s van %(all)s", part=position, all=len(figures)),
            alternative=_(
                "Per maatregel een balk van begin tot eind. Dezelfde gegevens staan in de tabel eronder."
            ),
        )
        for position, figure in enumerate(figures, 1)
    )


def costs(page: RoadmapPage) -> Picture:
    """Cost and budget per year."""
    return _picture(
        roadmap_pictures.costs(page),
        caption=_("Kosten en budget"),
        alternative=_("Per jaar de kosten en het budget. Dezelfde gegevens staan in de tabel eronder."),
    )


def load(page: RoadmapPage, calendar: Calendar) -> Picture:
    """Days per role and quarter."""
    return _picture(
        roadmap_pictures.load(page, calendar),
        caption=_("Dagen per rol en kwartaal, en wat er is"),
        alternative=_("Per rol de dagen in elk kwartaal. Dezelfde gegevens staan in de tabel eronder."),
        scale=0.76,
    )


def _picture(figure: Figure, *, caption: str, alternative: str, scale: float = 1.0) -> Picture:
    width = figure.get_figwidth() * scale
    return Picture(to_svg_bytes(figure), caption, alternative, width * POINTS_PER_INCH)
