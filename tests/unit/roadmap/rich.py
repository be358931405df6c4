"""Random small problems that use all that a problem can say, few enough plans to try each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from plateau.roadmap.model import (
    Area,
    AreaTarget,
    Calendar,
    ChangeLoad,
    Condition,
    Counted,
    Fund,
    Group,
    Intervention,
    InvalidProblem,
    Lag,
    Mode,
    Moment,
    ObjectiveName,
    Past,
    Pin,
    Problem,
    Scheduled,
    Unit,
)
from tests.unit.roadmap.small import CRITERIA, ROLES, problems


def _rarely(draw: st.DrawFn, value: st.SearchStrategy[Any], default: Any, one_in: int = 3) -> Any:
    return draw(value) if draw(st.integers(1, one_in)) == 1 else default


@st.composite
def calendars(draw: st.DrawFn, periods: int) -> Calendar:
    unit = draw(st.sampled_from(Unit))
    if unit is Unit.MONTH:
        starts = draw(st.integers(1, 12))
        return Calendar(2027, 1, periods, unit, first_month=draw(st.integers(1, 12)), year_starts=starts)
    if unit is Unit.WEEK:
        return Calendar(2026, 1, periods, unit, first_week=draw(st.sampled_from((1, 26, 51, 53))))
    return Calendar(2027, draw(st.integers(1, 4)), periods, year_starts=draw(st.sampled_from((1, 7))))


@st.composite
def _modes(draw: st.DrawFn, item: Intervention) -> tuple[Mode, ...]:
    duration = draw(st.integers(1, 2))
    days = st.lists(st.integers(0, 5), min_size=duration, max_size=duration)
    return (
        Mode(
            "other",
            duration,
            spend=draw(st.lists(st.integers(0, 60), min_size=duration, max_size=duration)),
            demand={role: draw(days) for role in sorted(item.effort)},
        ),
    )


@st.composite
def _lags(draw: st.DrawFn, others: list[str]) -> tuple[Lag, ...]:
    least = draw(st.integers(-1, 2))
    return (
        Lag(
            draw(st.frozensets(st.sampled_from(others), min_size=1, max_size=2)),
            draw(st.sampled_from(Moment)),
            draw(st.sampled_from(Moment)),
            least,
            draw(st.none() | st.integers(least, least + 2)),
        ),
    )


@st.composite
def _goals(draw: st.DrawFn, made: Problem) -> dict[str, Any]:
    """Deadlines, hard targets, areas and change loads."""
    moment = st.none() | st.integers(1, made.calendar.periods)
    hard = st.sampled_from((False, False, False, True))
    areas = (Area("both", frozenset(CRITERIA), draw(st.integers(1, 2))),)
    return {
        "targets": tuple(
            replace(target, deadline=_rarely(draw, moment, None), hard=_rarely(draw, hard, False))
            for target in made.targets
        ),
        "areas": areas,
        "area_targets": _rarely(
            draw,
            st.tuples(
                st.builds(AreaTarget, st.just("both"), st.integers(1, 3), st.integers(1, 3), moment, hard)
            ),
            (),
        ),
        "milestones": tuple(
            replace(
                milestone,
                areas=_rarely(draw, st.just({"both": 2}), {}),
                interventions=_rarely(
                    draw, st.frozensets(st.sampled_from([i.id for i in made.interventions])), frozenset()
                ),
                hard=_rarely(draw, hard, False),
            )
            for milestone in made.milestones
        ),
        "change_loads": _rarely(
            draw,
            st.tuples(
                st.builds(
                    ChangeLoad,
                    st.just("calm"),
                    st.integers(1, 3),
                    tags=st.sampled_from((frozenset(), frozenset({"jeugd"}))),
                    area=st.sampled_from((None, "both")),
                )
            ),
            (),
        ),
    }


@st.composite
def _decisions(draw: st.DrawFn, made: Problem, ids: list[str]) -> dict[str, Any]:
    """Pins, the past, and a plan to stay near."""
    last = made.calendar.periods - 1
    now = draw(st.sampled_from((0, 0, 1)))
    first = made.interventions[0]
    past = (Past(first.id, 0, draw(st.integers(1, 2))),) if draw(st.booleans()) else ()
    free = [id_ for id_ in ids if id_ not in {entry.id for entry in past}]
    pin = st.builds(
        Pin,
        st.sampled_from(free),
        st.none() | st.integers(now, last),
        st.none() | st.integers(0, 1),
        st.none() | st.integers(1, last),
    )
    kept = st.integers(0, last).map(lambda start: (Scheduled(ids[-1], start, start + 1),))
    return {
        "now": now,
        "past": past,
        "pins": (draw(pin),) if draw(st.integers(0, 3)) == 0 else (),
        "keep": draw(kept) if draw(st.booleans()) else (),
    }


#: Mostly with the targets or the benefit in front: without them doing nothing is best.
orders = st.tuples(
    st.sampled_from((ObjectiveName.TARGETS, ObjectiveName.BENEFIT, ObjectiveName.MILESTONES)),
    st.lists(st.sampled_from(ObjectiveName), max_size=5, unique=True),
).map(lambda pair: tuple(dict.fromkeys((pair[0], *pair[1]))))


@st.composite
def rich_problems(draw: st.DrawFn, *, most: int = 3) -> Problem:
    """A problem of ``small.problems`` to which anything may be added."""
    plain = draw(problems(most=most))
    plain = replace(plain, forbidden=frozenset(), targets=tuple(replace(t, plateau=3) for t in plain.targets))
    periods = plain.calendar.periods
    items = []
    for item in plain.interventions:
        others = [other.id for other in plain.interventions if other.id != item.id]
        items.append(
            replace(
                item,
                modes=_rarely(draw, _modes(item), ()),
                lags=_rarely(draw, _lags(others), ()),
                benefit_per_period=_rarely(draw, st.integers(20, 200), 0),
                latest_start=_rarely(draw, st.integers(0, periods), None, 5),
                deadline=_rarely(draw, st.integers(1, periods), None, 5),
                consolidation=_rarely(draw, st.integers(1, 2), 0),
                conditions=_rarely(draw, st.just(frozenset({"law"})), frozenset(), 5),
                unit=_rarely(draw, st.sampled_from(("jeugd", "zorg")), None),
            )
        )
    ids = st.frozensets(st.sampled_from([item.id for item in items]), min_size=1, max_size=2)
    fund = st.builds(
        Fund,
        st.just("pot"),
        st.integers(20, 200),
        periods=st.frozensets(st.integers(0, periods - 1), max_size=2),
        interventions=st.just(frozenset()) | ids,
        tags=st.sampled_from((frozenset(), frozenset({"jeugd"}), frozenset({"wmo"}))),
        on=st.sampled_from(Counted),
    )
    calendar = draw(calendars(periods))
    chosen = [item.id for item in items]
    try:
        rich = replace(
            plain,
            calendar=calendar,
            budgets={year: _rarely(draw, st.sampled_from((150, 60)), None) for year in calendar.years},
            capacity={role: plain.capacity[role] for role in ROLES},
            interventions=tuple(items),
            funds=(draw(fund),) if draw(st.booleans()) else (),
            conditions=(Condition("law", draw(st.integers(0, 1)), draw(st.none() | st.integers(1, 2))),),
            groups=(Group("one", draw(ids), draw(st.booleans())),) if draw(st.integers(0, 3)) == 0 else (),
            objectives=draw(orders),
            discount_rate=draw(st.sampled_from((0, 450, 10_000))),
        )
        rich = replace(rich, **draw(_goals(rich)))
        return replace(rich, **draw(_decisions(rich, chosen)))
    except InvalidProblem:
        # Lags and hard goals drawn at random can ask for what cannot be; that is refused, and tested elsewhere.
        return replace(plain, calendar=calendar, budgets={})
