"""What if? A question changes the problem, the planner solves it again, and both plans are compared.

``questions`` what can be asked · ``answering`` the answer · ``comparing`` what differs. Pure.
"""

from plateau.roadmap.what_if.answering import Answer, ask
from plateau.roadmap.what_if.comparing import Changed, Comparison, Moved, Redone, compare
from plateau.roadmap.what_if.questions import Kind, Question, changed_problem, find_question, questions

__all__ = [
    "Answer",
    "Changed",
    "Comparison",
    "Kind",
    "Moved",
    "Question",
    "Redone",
    "ask",
    "changed_problem",
    "compare",
    "find_question",
    "questions",
]
