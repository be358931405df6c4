"""From gaps, settings and milestones to the planner's problem; the candidates, and what changed."""

from dataclasses import replace
from datetime import date

import pytest

from plateau.catalogue.model import Scaling
from plateau.roadmap.changes import Change, changes
from plateau.roadmap.planning import find_candidates, quarters, role_order
from plateau.roadmap.scenario import Choice
from tests.unit.roadmap.from_catalogue import CATALOGUE, GEMEENTE, SCENARIO, all_gaps, gap, milestone, problem

# problem


@pytest.mark.parametrize(("months", "expected"), [(1, 1), (3, 1), (4, 2), (12, 4), (13, 5)])
def test_months_become_quarters_rounded_up(months: int, expected: int) -> None:
    assert quarters(months) == expected


def test_the_ranges_of_the_catalogue_go_along_in_quarters_and_cents() -> None:
    for item in problem().interventions:
        measure = CATALOGUE.intervention(item.id)
        estimate = item.estimate
        assert estimate is not None
        assert estimate.duration is not None
        months = measure.duration_months
        assert estimate.duration.low == pytest.approx(months.low / 3, abs=0.01)
        assert estimate.duration.high == pytest.approx(months.high / 3, abs=0.01)
        assert estimate.duration.planned == item.duration
        cost = estimate.one_off_cost
        assert cost is not None
        assert cost.low <= item.one_off_cost == cost.likely <= cost.high


def test_the_problem_speaks_of_the_own_kind_only_in_cents_quarters_and_days() -> None:
    found = problem()
    assert {item.id.split(".")[0] for item in found.interventions} == {"gemeente"}
    measure = CATALOGUE.intervention("gemeente.opgave-doorrekenen")
    item = found.by_id[measure.id]
    assert item.one_off_cost == measure.one_off_cost_eur.likely * 100
    assert item.duration == quarters(measure.duration_months.likely)
    assert dict(item.effort) == {role.value: days.likely for role, days in measure.effort_days.items()}
    assert item.transities == frozenset(measure.transities)


def test_size_changes_what_scales_and_nothing_else() -> None:
    base, large = problem(), problem(organisation_size=200_000)
    for item in base.interventions:
        factor = 1 if CATALOGUE.intervention(item.id).scales_with is Scaling.FIXED else 2
        grown = large.by_id[item.id]
        assert grown.one_off_cost == item.one_off_cost * factor
        assert grown.duration == item.duration


def test_targets_are_the_open_gaps() -> None:
    found = problem(all_gaps(sb1=(1, 4), sb2=(3, 3), sb3=(4, 2), sb4=(2, None)))
    targets = {item.criterion: item.plateau for item in found.targets}
    assert targets["gemeente.sb1"] == 4
    assert not targets.keys() & {"gemeente.sb2", "gemeente.sb3", "gemeente.sb4"}
    assert {"gemeente.sb2", "gemeente.sb3", "gemeente.sb4"} <= found.current.keys()
    assert {item.weight for item in found.targets} == {1}


def test_what_is_unknown_is_left_out_with_its_steps() -> None:
    found = problem(all_gaps(sb1=(None, 4)))
    assert "gemeente.sb1" not in found.current
    assert all(step.criterion != "gemeente.sb1" for item in found.interventions for step in item.steps)
    # What makes another step as well stays; what served sb1 alone and is nobody's prerequisite goes.
    assert "gemeente.opgave-doorrekenen" in found.by_id
    useless = {item.id for item in found.interventions if not item.steps}
    named = {name for item in found.interventions for name in (*item.all_of, *item.one_of)}
    assert useless <= named
    assert len(found.interventions) < len(problem().interventions)


def test_prerequisites_stay_even_without_a_step_of_their_own() -> None:
    found = problem(
        [gap("gemeente.sb1", None, 4) if item.criterion == "gemeente.sb1" else item for item in all_gaps()]
    )
    named = {name for item in found.interventions for name in (*item.all_of, *item.one_of)}
    assert named <= set(found.by_id)


def test_choices_become_mandatory_and_forbidden() -> None:
    scenario = replace(
        SCENARIO,
        choices={
            "gemeente.opgave-doorrekenen": Choice.MANDATORY,
            "gemeente.coalitiekamer": Choice.FORBIDDEN,
            "gemeente.bestaat-niet-meer": Choice.MANDATORY,
            "aanbieder.ook-niet-van-ons": Choice.FORBIDDEN,
        },
    )
    found = problem(scenario=scenario)
    assert found.mandatory == {"gemeente.opgave-doorrekenen"}
    assert found.forbidden == {"gemeente.coalitiekamer"}


def test_limits_and_no_limits() -> None:
    scenario = replace(
        SCENARIO,
        budgets={**SCENARIO.budgets, 2028: None, 2029: 0},
        capacity={**SCENARIO.capacity, "beleid": None, "bestuur": 0},
    )
    found = problem(scenario=scenario)
    assert (found.budgets[2028], found.budgets[2029]) == (None, 0)
    assert found.capacity["beleid"] is None
    assert found.capacity["bestuur"] == (0,) * 16
    assert role_order(found) == ("bestuur", "management", "beleid", "uitvoering", "bedrijfsvoering")


# candidates


def test_candidates_stand_under_the_first_gap_they_serve_once() -> None:
    found = problem()
    candidates = find_candidates(found, [criterion.id for criterion in GEMEENTE.criteria])
    assert list(candidates.by_gap) == [criterion.id for criterion in GEMEENTE.criteria]
    assert len(candidates.all) == len(set(candidates.all))
    assert "gemeente.opgave-doorrekenen" in candidates.by_gap["gemeente.sb1"]
    assert "gemeente.opgave-doorrekenen" not in candidates.by_gap["gemeente.sb3"]
    assert candidates.unserved == frozenset()
    for criterion, names in candidates.by_gap.items():
        for name in names:
            assert any(
                step.criterion == criterion and (step.start, step.end) == (2, 3)
                for step in found.by_id[name].steps
            )


def test_a_gap_that_nothing_helps_with_is_told_from_one_whose_measures_stand_above() -> None:
    found = problem([gap("gemeente.lc1", 2, 3), gap("gemeente.sb1", 2, 3)])
    kept = tuple(
        item for item in found.interventions if all(step.criterion != "gemeente.lc1" for step in item.steps)
    )
    alone = tuple(replace(item, all_of=frozenset(), one_of=frozenset()) for item in kept)
    without = replace(found, interventions=tuple(replace(item, excludes=frozenset()) for item in alone))
    candidates = find_candidates(without, ["gemeente.sb1", "gemeente.lc1"])
    assert candidates.unserved == {"gemeente.lc1"}
    assert candidates.by_gap["gemeente.lc1"] == ()
    assert candidates.by_gap["gemeente.sb1"]


def test_what_was_chosen_before_stays_in_sight() -> None:
    scenario = replace(SCENARIO, choices={"gemeente.opgave-doorrekenen": Choice.MANDATORY})
    found = problem([gap("gemeente.lc1", 2, 3), gap("gemeente.sb1", 4, 4)], scenario=scenario)
    candidates = find_candidates(found, ["gemeente.lc1"])
    assert candidates.others == ("gemeente.opgave-doorrekenen",)


# what changed


def test_changes_are_named_by_what_a_person_changed() -> None:
    before = problem()
    own = milestone(date(2028, 7, 1))
    assert changes(before, problem()) == ()
    assert changes(before, problem(all_gaps(sb1=(3, 3)))) == (Change.ANSWERS,)
    assert changes(before, problem(all_gaps(sb1=(2, 4)))) == (Change.AMBITION,)
    assert changes(before, problem(milestones=[own])) == (Change.MILESTONES,)
    assert changes(before, problem(organisation_size=60_000)) == (Change.ESTIMATES,)
    tighter = replace(SCENARIO, budgets={**SCENARIO.budgets, 2027: 0})
    assert changes(before, problem(scenario=tighter)) == (Change.SETTINGS,)
