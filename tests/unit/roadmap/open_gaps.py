"""A gap of the catalogue, and a problem that knows of what it names."""

from dataclasses import replace

from plateau.catalogue.loader import catalogue
from plateau.roadmap.model import Area, AreaTarget, Calendar, GapCode, GapReason, Milestone, Pin
from tests.unit.roadmap import small

CATALOGUE = catalogue()
CALENDAR = Calendar(2027, 1, 8)
SB1, SB2 = "gemeente.sb1", "gemeente.sb2"
ONE, TWO = "gemeente.coalitiekamer", "gemeente.opgave-doorrekenen"
AREA = CATALOGUE.criterion(SB1).area
SB2_NAME = CATALOGUE.criterion(SB2).name.nl
ONE_TITLE = CATALOGUE.intervention(ONE).title.nl
TWO_TITLE = CATALOGUE.intervention(TWO).title.nl


def gap(code: GapCode, **more: object) -> GapReason:
    return GapReason(**{"criterion": SB1, "current": 2, "target": 4, "reached": 2, "code": code, **more})  # type: ignore[arg-type]


PROBLEM = replace(
    small.problem(
        small.measure(ONE),
        small.measure(TWO, earliest=3),
        current={SB1: 2, SB2: 2, "b": 1},
        targets={SB2: 3, "b": 2},
        milestones=[Milestone("m1", 4, None, {SB2: 3}), Milestone("b", 4, None, {SB2: 3})],
    ),
    areas=(Area(AREA, frozenset({SB1}), 1),),
    area_targets=(AreaTarget(AREA, 3),),
    pins=(Pin(ONE, not_before=15),),
)
