"""The table of what moved is read from first to last."""

from plateau.roadmap.model import Move, Scheduled
from plateau.roadmap.replanning_page import in_order_of_time


def test_moves_stand_in_the_order_of_time() -> None:
    late = Move("a", Scheduled("a", 0, 2), Scheduled("a", 5, 7))
    early = Move("c", Scheduled("c", 3, 4), Scheduled("c", 1, 2))
    dropped = Move("b", Scheduled("b", 2, 4), None)
    added = Move("d", None, Scheduled("d", 3, 4))
    assert in_order_of_time([late, dropped, early, added]) == [early, dropped, added, late]
