"""Why the plan is as it is: for every goal, every planned intervention and every one left out.

Nothing here is guessed from the shape of the problem: a reason is what a new search finds when a limit is
relaxed, or what breaks or ends worse when a start is tried. Searches: ``gaps`` of each of the ``goals``,
``ways_out`` of a gap by ``elastic`` limits and by ``lifting`` some of the ``parts`` of a problem,
``shortest`` how long it takes, ``clash`` what cannot all hold. Trying: ``moves`` which rules break,
``measuring`` which objective ends worse; by these ``chosen`` and ``candidates``: ``attempts`` to put in
what was left out, by itself when it serves the ``wishes`` that are open, ``together`` with its
``companions``, or in ``swaps``. ``reach`` tells what is possible by the logic of steps and prerequisites
alone, ``soonest`` from when on; ``slack`` what can be put off, ``chain`` what fixes the finish, ``use`` what
is taken of each limit; ``replanning`` plans again from a later period, and tells what moved and why.
``searches``: how long each may take, and what they share.
"""

from plateau.roadmap.explanation.explaining import DETERMINISTIC_LIMIT, WALL_LIMIT, explain, reasons
from plateau.roadmap.explanation.replanning import Replanned, as_planned, replan, to_replan

__all__ = [
    "DETERMINISTIC_LIMIT",
    "WALL_LIMIT",
    "Replanned",
    "as_planned",
    "explain",
    "reasons",
    "replan",
    "to_replan",
]
