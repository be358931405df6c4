"""Why the plan is as it is: for every gap, every planned intervention and every one left out.

Nothing here is guessed from the shape of the problem: a reason is what a new search finds when a limit is
relaxed (``gaps``, ``elastic``, ``shortest``), or what breaks when a start is tried (``moves``). ``reach``
tells what is possible by the logic of steps and prerequisites alone; ``clash`` what cannot all hold;
``slack`` what can be put off, ``chain`` what fixes the finish, ``use`` what is taken of each limit;
``replanning`` plans again from a later period, and tells what moved and why.
"""

from plateau.roadmap.explanation.explaining import explain, reasons, why_not
from plateau.roadmap.explanation.replanning import Replanned, as_planned, replan, to_replan

__all__ = ["Replanned", "as_planned", "explain", "reasons", "replan", "to_replan", "why_not"]
