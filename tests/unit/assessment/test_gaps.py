from datetime import UTC, date, datetime
from uuid import UUID

from plateau.assessment.gaps import GapState, find_gaps
from plateau.assessment.model import Ambition, Answer, Mark, Target
from plateau.assessment.scoring import profile_round
from plateau.catalogue.loader import catalogue

NIL = UUID(int=0)


def ambition(*targets: Target) -> Ambition:
    return Ambition(
        NIL, NIL, NIL, 1, date(2030, 12, 31), "why", {}, targets, NIL, datetime(2026, 1, 1, tzinfo=UTC)
    )


def test_each_criterion_has_one_gap_and_its_own_target_goes_before_the_area() -> None:
    instrument = catalogue().instrument("gemeente")
    given = {
        "gemeente.sb1": Answer("gemeente.sb1", Mark.PLATEAU, 2),
        "gemeente.sb2": Answer("gemeente.sb2", Mark.PLATEAU, 4),
        "gemeente.sb3": Answer("gemeente.sb3", Mark.UNKNOWN, None),
        "gemeente.sb4": Answer("gemeente.sb4", Mark.NOT_APPLICABLE, None),
        "gemeente.ps1": Answer("gemeente.ps1", Mark.PLATEAU, 1),
    }
    profile = profile_round(instrument, [given])
    gaps = {
        gap.criterion: gap
        for gap in find_gaps(instrument, profile, ambition(Target("sb", 4), Target("sb", 3, "gemeente.sb1")))
    }
    assert len(gaps) == 19
    assert (gaps["gemeente.sb1"].state, gaps["gemeente.sb1"].target, gaps["gemeente.sb1"].size) == (
        GapState.OPEN,
        3,
        1,
    )
    assert (gaps["gemeente.sb2"].state, gaps["gemeente.sb2"].size) == (GapState.REACHED, 0)
    assert gaps["gemeente.sb3"].state is GapState.UNKNOWN
    assert gaps["gemeente.sb4"].state is GapState.NOT_APPLICABLE
    assert gaps["gemeente.ps1"].state is GapState.NO_TARGET
