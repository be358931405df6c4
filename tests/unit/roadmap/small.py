"""Small problems, written briefly, and random ones for Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from plateau.roadmap.model import Calendar, Intervention, Milestone, Problem, Step, Target


def steps(*names: str) -> tuple[Step, ...]:
    """``"a1"`` is criterion a from plateau 1 to 2."""
    return tuple(Step(name[:-1], int(name[-1]), int(name[-1]) + 1) for name in names)


def measure(
    id_: str,
    *made: str,
    duration: int = 1,
    cost: int = 0,
    yearly: int = 0,
    days: Mapping[str, int] | None = None,
    all_of: Sequence[str] = (),
    one_of: Sequence[str] = (),
    excludes: Sequence[str] = (),
    transities: Sequence[str] = (),
    earliest: int = 0,
) -> Intervention:
    return Intervention(
        id=id_,
        duration=duration,
        one_off_cost=cost,
        structural_cost_per_year=yearly,
        effort=days or {},
        steps=steps(*made),
        all_of=frozenset(all_of),
        one_of=frozenset(one_of),
        excludes=frozenset(excludes),
        transities=frozenset(transities),
        earliest_start=earliest,
    )


def problem(
    *interventions: Intervention,
    current: Mapping[str, int] | None = None,
    targets: Mapping[str, int] | None = None,
    weights: Mapping[str, int] | None = None,
    periods: int = 8,
    first_quarter: int = 1,
    budgets: Mapping[int, int | None] | None = None,
    capacity: Mapping[str, Sequence[int] | None] | None = None,
    milestones: Sequence[Milestone] = (),
    mandatory: Sequence[str] = (),
    forbidden: Sequence[str] = (),
    per_year: int = 1,
) -> Problem:
    """Criterion a from 1 to 2 in eight quarters from 2027 on, unless told otherwise."""
    current = current or {"a": 1}
    targets = {"a": 2} if targets is None else targets
    return Problem(
        calendar=Calendar(2027, first_quarter, periods),
        current=current,
        targets=tuple(Target(name, level, (weights or {}).get(name, 1)) for name, level in targets.items()),
        interventions=interventions,
        budgets=budgets or {},
        capacity=capacity or {},
        milestones=tuple(milestones),
        mandatory=frozenset(mandatory),
        forbidden=frozenset(forbidden),
        steps_per_criterion_per_year=per_year,
    )


CRITERIA = ("a", "b")
ROLES = ("beleid", "bestuur")


@st.composite
def interventions(draw: st.DrawFn, number: int) -> tuple[Intervention, ...]:
    made: list[Intervention] = []
    for index in range(number):
        others = [f"m{other}" for other in range(index)]
        criteria = draw(
            st.lists(st.sampled_from(CRITERIA), unique=True, min_size=int(index != 1), max_size=2)
        )
        tied = others if draw(st.integers(0, 2)) == 0 else []
        required = draw(st.lists(st.sampled_from(tied), unique=True, max_size=1)) if tied else []
        free = [other for other in others if other not in required]
        made.append(
            measure(
                f"m{index}",
                *(f"{name}{draw(st.sampled_from((1, 1, 2, 2, 3)))}" for name in criteria),
                duration=draw(st.sampled_from((1, 1, 2, 3))),
                cost=draw(st.sampled_from((0, 10, 25, 101))),
                yearly=draw(st.sampled_from((0, 0, 7, 40))),
                days={role: draw(st.integers(0, 7)) for role in draw(st.sets(st.sampled_from(ROLES)))},
                all_of=required,
                one_of=draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if tied else [],
                excludes=draw(st.lists(st.sampled_from(free), unique=True, max_size=1))
                if tied and free
                else [],
                transities=draw(st.lists(st.sampled_from(("wmo", "jeugdzorg")), unique=True)),
                earliest=draw(st.sampled_from((0, 0, 0, 1))),
            )
        )
    return tuple(made)


@st.composite
def tight_problems(draw: st.DrawFn) -> Problem:
    """Every step has somebody to make it, and money, people, time or a choice of the user's is short."""
    periods = draw(st.sampled_from((6, 5, 8)))
    made = ["a1", "a2", "b1", "b2", draw(st.sampled_from(("a1", "a2", "b1")))]
    items = tuple(
        measure(
            f"m{index}",
            step,
            duration=draw(st.integers(1, 2)),
            cost=draw(st.integers(0, 60)),
            yearly=draw(st.sampled_from((0, 9, 30))),
            days={"beleid": draw(st.integers(0, 9)), "bestuur": draw(st.integers(0, 9))},
            all_of=[f"m{index - 1}"] if index and draw(st.integers(0, 5)) == 0 else [],
            excludes=["m0"] if index == 4 and draw(st.integers(0, 3)) == 0 else [],
        )
        for index, step in enumerate(made)
    )
    short = draw(st.sampled_from(("money", "people", "both", "choice", "time")))
    calendar = Calendar(2027, draw(st.integers(1, 4)), periods if short != "time" else 3)
    money, people = short in ("money", "both"), short in ("people", "both")
    return Problem(
        calendar=calendar,
        current={"a": 1, "b": 1},
        targets=(Target("a", 3, draw(st.integers(1, 3))), Target("b", 3, draw(st.integers(1, 3)))),
        interventions=items,
        budgets={year: draw(st.integers(0, 80)) if money else None for year in calendar.years},
        capacity={role: [draw(st.integers(0, 7))] * calendar.periods if people else None for role in ROLES},
        forbidden=frozenset(draw(st.sets(st.sampled_from(("m0", "m1", "m2", "m3")))))
        if short == "choice"
        else frozenset(),
        steps_per_criterion_per_year=draw(st.integers(1, 2)),
    )


@st.composite
def problems(draw: st.DrawFn, *, most: int = 4) -> Problem:
    """Up to ``most`` interventions, two criteria, three to five quarters: small enough to try every plan."""
    periods = draw(st.sampled_from((5, 4, 3)))
    items = draw(interventions(draw(st.integers(2, most))))
    ids = [item.id for item in items]
    levels = st.fixed_dictionaries({name: st.sampled_from((2, 3, 3, 4, 1)) for name in CRITERIA})
    chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
    mandatory = chosen[:1] if draw(st.integers(0, 4)) == 0 else []
    forbidden = chosen[1:] if draw(st.integers(0, 2)) == 0 else []
    calendar = Calendar(2027, draw(st.integers(1, 4)), periods)
    return Problem(
        calendar=calendar,
        current=draw(st.fixed_dictionaries({name: st.sampled_from((1, 1, 1, 2)) for name in CRITERIA})),
        targets=tuple(Target(name, level, draw(st.integers(1, 3))) for name, level in draw(levels).items()),
        interventions=items,
        budgets={year: draw(st.sampled_from((None, None, 150, 60, 0))) for year in calendar.years},
        capacity={
            role: draw(
                st.one_of(
                    st.none(), st.lists(st.sampled_from((9, 6, 12, 3, 7)), min_size=periods, max_size=periods)
                )
            )
            for role in ROLES
        },
        milestones=tuple(
            Milestone(
                f"wet{number}", draw(st.integers(0, periods)), "wmo", draw(levels), draw(st.integers(1, 3))
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        mandatory=frozenset(mandatory),
        forbidden=frozenset(forbidden),
        steps_per_criterion_per_year=draw(st.integers(1, 2)),
    )
