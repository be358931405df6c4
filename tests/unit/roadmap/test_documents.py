"""Stored documents: what comes back is what was stored, and what does not fit says where."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.documents import UnreadableDocument, from_document
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Explanation,
    GapCode,
    GapReason,
    Limit,
    LimitCode,
    Plan,
    Problem,
    Relaxation,
    Scheduled,
    Status,
    Step,
    StepMade,
    WayOut,
    as_document,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.from_catalogue import milestone, problem


def test_a_problem_and_its_plan_come_back_as_they_were() -> None:
    found = problem(milestones=[milestone(date(2028, 7, 1))])
    assert from_document(Problem, as_document(found)) == found
    assert from_document(Problem, as_document(found)).fingerprint == found.fingerprint
    plan = solve(found)
    assert from_document(Plan, as_document(plan)) == plan


def test_reasons_come_back_as_they_were() -> None:
    explanation = Explanation(
        problem_hash="abc",
        gaps=(
            GapReason(
                criterion="a",
                current=1,
                target=3,
                reached=2,
                code=GapCode.COMBINATION,
                steps=(StepMade(Step("a", 1, 2), 3, ("x", "y")),),
                missing_step=Step("a", 2, 3),
                periods_needed=4,
                ways=(
                    WayOut(
                        relaxed=(Relaxation.BUDGET, Relaxation.CAPACITY),
                        extra_cents=5,
                        extra_per_year={2027: 5},
                        extra_days={"beleid": 2},
                        extra_days_per_period={"beleid": (0, 2)},
                        instead_of=("b",),
                        proven=False,
                    ),
                ),
            ),
        ),
        chosen=(
            ChosenReason(
                id="x",
                start=1,
                steps=(Step("a", 1, 2),),
                targets=("a",),
                milestones=("m",),
                enables=("z",),
                mandatory=True,
                fixed_by=(Limit(LimitCode.CAPACITY, role="beleid", period=2, short=3),),
            ),
        ),
        candidates=(CandidateReason("y", CandidateCode.DOMINATED, by=("x",), extra_cents=-3),),
        clash=("p", "q"),
    )
    assert from_document(Explanation, as_document(explanation)) == explanation


@given(
    st.builds(
        Plan,
        status=st.sampled_from(Status),
        scheduled=st.lists(
            st.builds(
                lambda name, start, lasts: Scheduled(name, start, start + lasts),
                st.text(min_size=1),
                st.integers(0, 30),
                st.integers(1, 9),
            ),
            max_size=4,
        ).map(tuple),
        levels=st.dictionaries(st.text(min_size=1), st.lists(st.integers(1, 5)).map(tuple), max_size=3),
        spend_per_year=st.dictionaries(st.integers(2000, 2100), st.integers(0, 10**12), max_size=4),
        spend_per_period=st.lists(st.integers(0, 10**12), max_size=5).map(tuple),
        deterministic_time=st.floats(0, 100, allow_nan=False),
        reproducible=st.booleans(),
    )
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert from_document(Plan, as_document(plan)) == plan


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ([], "expected object"),
        ({"status": 3}, "Plan.status: expected str"),
        ({"status": "optimal", "colour": "red"}, "has no field 'colour'"),
        ({}, "missing 1 required"),
        ({"status": "optimal", "seed": True}, "expected int"),
        ({"status": "optimal", "spend_per_period": ["1"]}, r"spend_per_period\[0\]: expected int"),
    ],
)
def test_a_document_that_does_not_fit_says_where(document: object, complaint: str) -> None:
    with pytest.raises(UnreadableDocument, match=complaint):
        from_document(Plan, document)


def test_a_field_that_came_later_gets_its_default() -> None:
    assert from_document(Plan, {"status": "unknown"}) == Plan(Status.UNKNOWN)
