"""An independent check of a plan: every rule and every figure, without a line of the solver's code.

``replay`` lives through the plan period by period, ``climbing`` too, with gaps · ``rules`` what a plan may
not do, ``limits`` what it may take, ``lags`` the time between two · ``claims`` what it says of itself:
figures, objectives, status · ``measures`` what the objectives come to · ``reasons`` what is said of why
(``purposes``, ``obstacles``), of what is ``left_out``, of what can be put off (``delays``) and of what is
left · ``gaps`` of what is not reached: ``codes`` in a word, ``ways_out``, each tried with what it gives
(``giving``), and ``causes``, held against what can close it at all (``closing``) · ``clash`` of why there is
no plan: ``named`` leaves only those rules, ``trying`` looks whether these leave a plan, in ``places`` ·
``certainty`` how sure it is, ``repeated`` with the same ``draws``: ``runs``, ``spent``, ``chains`` ·
``frontier`` several plans · ``checking`` all of it together.
"""

from plateau.roadmap.checker.checking import Report, check, examine, examine_frontier
from plateau.roadmap.checker.violation import Violation

__all__ = ["Report", "Violation", "check", "examine", "examine_frontier"]
