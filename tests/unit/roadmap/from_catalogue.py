"""What the planner gets of a municipality: gaps, settings, milestones, and the problem they make."""

from datetime import date
from typing import Any

from plateau.assessment.gaps import Gap, GapState
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty, Kind
from plateau.language import Text
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import Problem
from plateau.roadmap.planning import build_problem
from plateau.roadmap.scenario import Scenario, default_scenario

CATALOGUE = catalogue()
GEMEENTE = CATALOGUE.instrument("gemeente")
TODAY = date(2026, 11, 25)
HORIZON = date(2030, 12, 31)
SCENARIO = default_scenario(kind=Kind.GEMEENTE, size=50_000, today=TODAY, horizon=HORIZON)


def gap(criterion: str, current: int | None, target: int | None) -> Gap:
    if current is None:
        state = GapState.UNKNOWN
    elif target is None:
        state = GapState.NO_TARGET
    else:
        state = GapState.OPEN if current < target else GapState.REACHED
    return Gap(GEMEENTE.criterion(criterion).area, criterion, state, current, target)


def all_gaps(**changed: tuple[int | None, int | None]) -> list[Gap]:
    """Every criterion on 2 with target 3, unless told otherwise."""
    return [
        gap(criterion.id, *changed.get(criterion.id.split(".")[1], (2, 3))) for criterion in GEMEENTE.criteria
    ]


def problem(gaps: list[Gap] | None = None, *, scenario: Scenario = SCENARIO, **more: Any) -> Problem:
    return build_problem(
        catalogue=CATALOGUE,
        instrument=GEMEENTE,
        gaps=all_gaps() if gaps is None else gaps,
        scenario=scenario,
        **{"milestones": (), "organisation_size": 50_000, "kind": Kind.GEMEENTE, **more},
    )


def milestone(day: date, *, transitie: str = "wmo", plateau: int = 4, name: str = "m") -> DatedMilestone:
    return DatedMilestone(
        id=name,
        transitie=transitie,
        title=Text("Mijlpaal", "Milestone"),
        date=day,
        certainty=Certainty.VAST,
        plateau=plateau,
        own=True,
    )
