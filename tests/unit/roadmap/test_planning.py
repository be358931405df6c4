"""From gaps, settings and milestones to the planner's problem; horizon, candidates, stored documents."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.assessment.gaps import Gap, GapState
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty, Estimate, Kind, Role, Scaling
from plateau.catalogue.scaling import (
    scale_factor,
    scaled_days,
    scaled_days_range,
    scaled_money,
    scaled_money_range,
)
from plateau.language import Text
from plateau.roadmap.changes import Change, changes
from plateau.roadmap.documents import UnreadableDocument, from_document
from plateau.roadmap.figures import (
    closed_targets,
    knitting,
    last_period,
    role_loads,
    structural_after,
    year_costs,
)
from plateau.roadmap.milestones import DatedMilestone, period_of, split_by_horizon, timetable
from plateau.roadmap.model import (
    Calendar,
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
from plateau.roadmap.planning import build_problem, find_candidates, quarters, role_order
from plateau.roadmap.scenario import (
    MAX_PERIODS,
    Choice,
    Scenario,
    Setting,
    calendar_until,
    default_scenario,
    differences,
    fit_budgets,
    is_cut_off,
)
from plateau.roadmap.solver import solve

CATALOGUE = catalogue()
GEMEENTE = CATALOGUE.instrument("gemeente")
TODAY = date(2026, 11, 25)
HORIZON = date(2030, 12, 31)
SCENARIO = default_scenario(kind=Kind.GEMEENTE, size=50_000, today=TODAY, horizon=HORIZON)


def gap(criterion: str, current: int | None, target: int | None) -> Gap:
    if current is None:
        state = GapState.UNKNOWN
    elif target is None:
        state = GapState.NO_TARGET
    else:
        state = GapState.OPEN if current < target else GapState.REACHED
    return Gap(GEMEENTE.criterion(criterion).area, criterion, state, current, target)


def all_gaps(**changed: tuple[int | None, int | None]) -> list[Gap]:
    """Every criterion on 2 with target 3, unless told otherwise."""
    return [
        gap(criterion.id, *changed.get(criterion.id.split(".")[1], (2, 3))) for criterion in GEMEENTE.criteria
    ]


def problem(gaps: list[Gap] | None = None, *, scenario: Scenario = SCENARIO, **more: Any) -> Problem:
    return build_problem(
        catalogue=CATALOGUE,
        instrument=GEMEENTE,
        gaps=all_gaps() if gaps is None else gaps,
        scenario=scenario,
        **{"milestones": (), "organisation_size": 50_000, "kind": Kind.GEMEENTE, **more},
    )


def milestone(day: date, *, transitie: str = "wmo", plateau: int = 4, name: str = "m") -> DatedMilestone:
    return DatedMilestone(
        id=name,
        transitie=transitie,
        title=Text("Mijlpaal", "Milestone"),
        date=day,
        certainty=Certainty.VAST,
        plateau=plateau,
        own=True,
    )


# size


@pytest.mark.parametrize(
    ("scaling", "kind", "size", "factor"),
    [
        (Scaling.INHABITANTS, Kind.GEMEENTE, 50_000, 1.0),
        (Scaling.INHABITANTS, Kind.GEMEENTE, 200_000, 2.0),
        (Scaling.STAFF, Kind.GEMEENTE, 200_000, 2.0),
        (Scaling.STAFF, Kind.AANBIEDER, 1_000, 2.0),
        (Scaling.FIXED, Kind.AANBIEDER, 1_000, 1.0),
    ],
)
def test_estimates_grow_with_the_square_root_of_the_size(
    scaling: Scaling, kind: Kind, size: int, factor: float
) -> None:
    assert scale_factor(scaling, kind=kind, size=size) == pytest.approx(factor)


def test_a_size_must_be_known() -> None:
    with pytest.raises(ValueError, match="above 0"):
        scale_factor(Scaling.FIXED, kind=Kind.GEMEENTE, size=0)


def test_scaled_figures_are_no_more_exact_than_the_estimate() -> None:
    assert scaled_money(25_000, 1.0) == 25_000
    assert scaled_money(25_040, 1.0) == 25_040  # the catalogue's own figure stays as it is
    assert scaled_money(25_000, 1.0954) == 27_400
    assert scaled_money(0, 3.0) == 0
    assert scaled_days(10, 1.26) == 13
    assert scaled_days(1, 0.1) == 1
    assert scaled_days(0, 2.0) == 0
    assert scaled_money_range(Estimate(1000, 2000, 3000), 2.0) == Estimate(2000, 4000, 6000)
    assert scaled_days_range(Estimate(1, 2, 3), 2.0) == Estimate(2, 4, 6)


# settings


def test_the_proposal_starts_next_quarter_and_ends_with_the_ambition() -> None:
    assert SCENARIO.calendar == Calendar(2027, 1, 16)
    assert SCENARIO.budgets[2028] == 300_000_00
    assert set(SCENARIO.capacity) == {role.value for role in Role}
    assert SCENARIO.choices == {}


@pytest.mark.parametrize(
    ("today", "horizon", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), Calendar(2026, 2, 3)),
        (date(2026, 12, 31), date(2027, 12, 30), Calendar(2027, 1, 3)),  # the last quarter is not whole
        (date(2026, 3, 31), date(2026, 5, 1), Calendar(2026, 2, 1)),  # never less than one quarter
        (date(2026, 3, 31), date(2050, 1, 1), Calendar(2026, 2, 32)),  # nor more than eight years
    ],
)
def test_horizon_in_whole_quarters(today: date, horizon: date, expected: Calendar) -> None:
    assert calendar_until(today=today, horizon=horizon) == expected


def test_the_furthest_horizon_gives_the_longest_calendar() -> None:
    found = calendar_until(today=TODAY, horizon=date.max)
    assert found == Calendar(2027, 1, MAX_PERIODS)
    assert is_cut_off(found, date.max)
    assert not is_cut_off(found, date(2034, 12, 31))


def test_a_part_of_a_year_gets_its_part_of_the_budget() -> None:
    found = default_scenario(
        kind=Kind.AANBIEDER, size=250, today=date(2026, 5, 1), horizon=date(2027, 12, 31)
    )
    assert found.calendar == Calendar(2026, 3, 6)
    assert dict(found.budgets) == {2026: 125_000_00, 2027: 250_000_00}


def test_a_larger_organisation_is_proposed_more() -> None:
    large = default_scenario(kind=Kind.GEMEENTE, size=200_000, today=TODAY, horizon=HORIZON)
    assert large.budgets[2028] == 600_000_00
    assert large.capacity["beleid"] == 180


def test_a_scenario_is_complete_or_refused() -> None:
    with pytest.raises(ValueError, match="each of the years"):
        replace(SCENARIO, budgets={2027: 1})
    with pytest.raises(ValueError, match="each role"):
        replace(SCENARIO, capacity={"beleid": 1})


def test_new_years_get_the_nearest_budget() -> None:
    assert fit_budgets({2027: 1, 2028: None}, (2026, 2027, 2028, 2029)) == {
        2026: 1,
        2027: 1,
        2028: None,
        2029: None,
    }
    assert fit_budgets({}, (2026,)) == {2026: None}


def test_differences_name_each_setting_once() -> None:
    typed = replace(
        SCENARIO,
        budgets={**SCENARIO.budgets, 2028: None},
        capacity={**SCENARIO.capacity, "beleid": 7},
        choices={"gemeente.opgave-doorrekenen": Choice.FORBIDDEN},
    )
    found = differences(SCENARIO, typed)
    assert [(item.setting, item.key, item.typed) for item in found] == [
        (Setting.BUDGET, "2028", None),
        (Setting.CAPACITY, "beleid", 7),
        (Setting.CHOICE, "gemeente.opgave-doorrekenen", Choice.FORBIDDEN),
    ]
    assert differences(typed, typed) == ()


def test_a_different_period_is_a_difference_and_so_is_no_other_year() -> None:
    shorter = replace(
        SCENARIO, calendar=Calendar(2027, 2, 7), budgets=fit_budgets(SCENARIO.budgets, (2027, 2028))
    )
    assert [(item.setting, item.stored, item.typed) for item in differences(SCENARIO, shorter)] == [
        (Setting.START, 2027 * 4, 2027 * 4 + 1),
        (Setting.PERIODS, 16, 7),
    ]


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


# milestones


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), 0),
        (date(2027, 3, 31), 0),
        (date(2027, 4, 1), 1),
        (date(2030, 12, 31), 15),
        (date(2031, 1, 1), 16),  # the first day after the horizon is its end
        (date(2031, 1, 2), None),
        (date(2031, 4, 1), None),
    ],
)
def test_the_quarter_of_a_date(day: date, period: int | None) -> None:
    assert period_of(Calendar(2027, 1, 16), day) == period


def test_the_timetable_of_2012_lies_outside_and_says_so() -> None:
    inside, outside = split_by_horizon(SCENARIO.calendar, timetable(CATALOGUE, GEMEENTE))
    assert inside == ()
    assert len(outside) == sum(len(item.timetable) for item in CATALOGUE.transities)
    assert problem().milestones == ()


def test_the_timetable_counts_when_it_lies_inside() -> None:
    calendar = Calendar(2012, 1, 16)
    scenario = replace(SCENARIO, calendar=calendar, budgets=dict.fromkeys(calendar.years))
    found = problem(scenario=scenario)
    assert {item.id for item in found.milestones} == {
        item.id for item in split_by_horizon(calendar, timetable(CATALOGUE, GEMEENTE))[0]
    }
    assert "jeugdzorg.2015-01-01" in {item.id for item in found.milestones}


def test_a_milestone_asks_what_is_open_for_its_transitie_and_never_more_than_the_target() -> None:
    own = milestone(date(2028, 7, 1), transitie="participatiewet", plateau=4)
    found = problem(all_gaps(sb1=(1, 2), sb2=(3, 3), sb3=(1, 5), sb4=(1, 4)), milestones=[own])
    (asked,) = found.milestones
    assert asked.period == 6
    assert asked.weight == 3
    assert asked.requirements["gemeente.sb1"] == 2  # the target is lower
    assert asked.requirements["gemeente.sb3"] == 4  # the milestone is lower
    assert "gemeente.sb2" not in asked.requirements  # stands there
    assert "gemeente.sb4" not in asked.requirements  # belongs to other transities


def test_a_milestone_that_asks_for_what_is_there_asks_nothing() -> None:
    found = problem(milestones=[milestone(date(2028, 7, 1), plateau=2)])
    assert found.milestones[0].requirements == {}


def test_a_milestone_is_refused_when_it_cannot_be() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        milestone(TODAY, plateau=6)
    with pytest.raises(ValueError, match="200 characters"):
        replace(milestone(TODAY), title=Text("x" * 201, "x"))


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


# stored documents


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


# figures


def test_figures_add_up_to_those_of_the_plan() -> None:
    found = problem()
    plan = solve(found)
    costs = year_costs(found, plan)
    assert {item.year: item.total for item in costs} == dict(plan.spend_per_year)
    assert sum(item.total for item in costs) == plan.total_spend
    assert [item.budget for item in costs] == [found.budgets[year] for year in found.calendar.years]
    loads = role_loads(found, plan, role_order(found))
    assert {item.role: item.days for item in loads} == dict(plan.load)
    assert all(item.days[item.busiest] == max(item.days) for item in loads)
    assert closed_targets(found, plan) == len(found.targets) - len(plan.unmet_targets)
    assert last_period(plan) == max(item.end for item in plan.scheduled) - 1
    assert structural_after(found, plan) == sum(
        found.by_id[item.id].structural_cost_per_year for item in plan.scheduled
    )
    serving = [len(found.by_id[name].transities) for name in knitting(found, plan)]
    assert serving == sorted(serving, reverse=True)
    assert min(serving) > 1


def test_nothing_planned_has_figures_too() -> None:
    found = problem([])
    plan = solve(found)
    assert last_period(plan) is None
    assert {item.total for item in year_costs(found, plan)} == {0}
    assert all(item.total == 0 for item in role_loads(found, plan, role_order(found)))
