"""The solver: the best plan for a problem, level after level, with a proof for each.

``footprint`` what an intervention takes · ``relevance`` which can contribute · ``programme`` variables and
rules · ``objectives`` what is minimised, in order · ``search`` how · ``parts`` what only shared limits join ·
``sketch`` what the parts come to · ``planning`` all of it in turn ·
``figures`` what follows from the starts · ``control`` looking in, and stopping.
"""

from plateau.roadmap.solver.control import Control, Progress
from plateau.roadmap.solver.planning import solve

__all__ = ["Control", "Progress", "solve"]
