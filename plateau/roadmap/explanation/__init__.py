"""Why the plan is as it is: for every gap, every planned intervention and every one left out.

Nothing here is guessed from the shape of the problem: a reason is what a new search finds when a limit is
relaxed (``gaps``, ``elastic``, ``shortest``), or what breaks when a start is tried (``moves``). ``reach``
tells what is possible by the logic of steps and prerequisites alone.
"""

from plateau.roadmap.explanation.explaining import explain, why_not

__all__ = ["explain", "why_not"]
