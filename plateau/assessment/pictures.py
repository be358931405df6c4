"""The profile's charts with their words, in the language of the page; used by pages and report."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from matplotlib.figure import Figure

from plateau.assessment import charts
from plateau.assessment.model import Ambition
from plateau.assessment.scoring import Profile, Verdict
from plateau.assessment.tally import Tally
from plateau.catalogue.model import Catalogue, Instrument
from plateau.catalogue.scan import ScanQuestion
from plateau.web.locale import local

#: With fewer, a radar is a line: the table beside it says as much.
LEAST_SPOKES = 3


def has_radar(profile: Profile) -> bool:
    """Whether there is something to draw, in enough areas."""
    return profile.respondents > 0 and len(profile.areas) >= LEAST_SPOKES


def radar(profile: Profile, ambition: Ambition | None, catalogue: Catalogue) -> Figure:
    """Where each area stands, and where it should."""
    return charts.radar(
        area_labels=[local(catalogue.area(area.area).name) for area in profile.areas],
        plateau_labels=[local(plateau.name) for plateau in catalogue.plateaus],
        current=[area.plateau for area in profile.areas],
        ambition=[ambition.area_target(area.area) for area in profile.areas] if ambition else None,
        applicable=[area.verdict is not Verdict.NOT_APPLICABLE for area in profile.areas],
        labels=charts.RadarLabels(
            current=_("Nu"),
            ambition=_("Ambitie"),
            unknown=_("Onbekend"),
            not_applicable=_("Niet van toepassing"),
        ),
    )


def heat_map(
    instrument: Instrument, profile: Profile, ambition: Ambition | None, catalogue: Catalogue
) -> Figure:
    """Where each criterion stands, and where it should."""
    rows = [
        charts.HeatMapRow(
            group=local(catalogue.area(criterion.area).name),
            label=local(criterion.name),
            mark=profile.scores[criterion.id].mark,
            plateau=profile.scores[criterion.id].plateau,
            target=ambition.criterion_target(criterion.area, criterion.id) if ambition else None,
        )
        for criterion in instrument.criteria
    ]
    return charts.heat_map(
        rows,
        plateau_labels=[local(plateau.name) for plateau in catalogue.plateaus],
        labels=charts.HeatMapLabels(
            current=_("Nu"),
            target=_("Ambitie"),
            unknown=_("Onbekend"),
            not_applicable=_("Niet van toepassing"),
        ),
    )


def positions(questions: Sequence[ScanQuestion], tally: Tally) -> Figure:
    """Where the group stands on each of these questions, which share one scale."""
    poles = questions[0].scale.poles
    places = {pole.key: place for place, pole in enumerate(poles)}
    return charts.positions(
        [
            charts.PositionRow(
                label=local(question.name),
                mark=tally.questions[question.id].mark,
                places=tuple(places[key] for key in tally.questions[question.id].outcome),
            )
            for question in questions
        ],
        columns=[local(pole.name) for pole in poles],
        labels=charts.PositionLabels(unknown=_("Onbekend"), not_applicable=_("Niet van toepassing")),
    )


def trend(rounds: Sequence[tuple[str, Profile]], catalogue: Catalogue) -> Figure:
    """Where each area stood in each of these rounds, by name, the oldest first."""
    areas = [area.area for area in rounds[-1][1].areas]
    return charts.trend(
        [
            charts.TrendRow(
                local(catalogue.area(area).name),
                [found.plateau if (found := profile.find_area(area)) else None for _name, profile in rounds],
            )
            for area in areas
        ],
        rounds=[name for name, _profile in rounds],
        unknown=_("onbekend"),
    )
