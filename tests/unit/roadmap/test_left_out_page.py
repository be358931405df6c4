"""What was left out, as the page lists it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from plateau.catalogue.loader import catalogue
from plateau.roadmap.left_out_page import left_out_rows
from plateau.roadmap.model import CandidateCode, CandidateReason, Explanation
from tests.unit.roadmap.small import measure, problem

pytestmark = pytest.mark.usefixtures("dutch")


def test_what_would_help_comes_first_but_not_what_only_others_wait_for() -> None:
    made = problem(*(measure(name) for name in "abcd"))
    candidates = (
        CandidateReason("a", CandidateCode.NOT_COUNTED),
        CandidateReason("b", CandidateCode.TOGETHER, enables=("d",)),
        CandidateReason("c", CandidateCode.DONE),
        CandidateReason("d", CandidateCode.TOGETHER),
    )
    stored: Any = SimpleNamespace(
        problem=made, explanation=Explanation(made.fingerprint, candidates=candidates)
    )
    rows = left_out_rows(stored, catalogue())
    assert [(row.id, row.would_help) for row in rows] == [("d", True), ("a", False), ("b", False)]
