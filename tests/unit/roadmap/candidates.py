"""Why a candidate of a small problem is left out."""

from __future__ import annotations

from plateau.roadmap.checker import check
from plateau.roadmap.explanation.explaining import reasons
from plateau.roadmap.model import CandidateReason, Problem
from plateau.roadmap.solver import solve


def left_out(made: Problem, id_: str) -> CandidateReason:
    plan = solve(made)
    found = reasons(made, plan)
    assert check(made, plan, found) == []
    return next(reason for reason in found.candidates if reason.id == id_)
