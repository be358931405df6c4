"""An intervention (maatregel), the criterion steps it makes, and the ways and order in which it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plateau.roadmap.model.estimate import Estimate, check_estimate
from plateau.roadmap.model.values import (
    MAX_CENTS,
    MAX_DAYS,
    MAX_PERIODS,
    FrozenMap,
    InvalidProblem,
    identifier,
    identifiers,
    keyed,
    later,
    numbers,
    optional_whole,
    plateau,
    unique,
    whole,
)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One criterion from plateau ``start`` to ``end``, which is always the next one."""

    criterion: str
    start: int
    end: int

    def __post_init__(self) -> None:
        identifier("step.criterion", self.criterion)
        plateau(f"step[{self.criterion}].start", self.start)
        plateau(f"step[{self.criterion}].end", self.end)
        if self.end != self.start + 1:
            raise InvalidProblem(
                f"step[{self.criterion}]",
                f"a step goes to the next plateau: {self.start} to {self.end} is not one step.",
            )


class Moment(StrEnum):
    """The two moments of an intervention."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lag:
    """``to`` of this intervention lies ``least`` to ``most`` periods after ``since`` of one of ``any_of``.

    At least one of ``any_of`` must be in the plan for which that is so; what was done before the plan always
    satisfies. ``least`` may be below zero, ``most`` None is no limit. A plain prerequisite is a lag of one id
    from end to start with ``least`` 0.
    """

    any_of: frozenset[str]
    since: Moment = Moment.END
    to: Moment = Moment.START
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "any_of", identifiers("lag.any_of", self.any_of))
        if not self.any_of:
            raise InvalidProblem("lag.any_of", "expected at least one id, found none.")
        whole("lag.least", self.least, -MAX_PERIODS, MAX_PERIODS)
        optional_whole("lag.most", self.most, -MAX_PERIODS, MAX_PERIODS)
        if self.most is not None and self.most < self.least:
            raise InvalidProblem("lag.most", f"{self.most} is less than the least, {self.least}.")


def _lag_order(lag: Lag) -> tuple[object, ...]:
    most = MAX_PERIODS + 1 if lag.most is None else lag.most
    return sorted(lag.any_of), lag.since, lag.to, lag.least, most


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do an intervention: how long it takes and what it takes meanwhile.

    Money in cents and own days per role, either in total, spread evenly over the duration as ``spread`` does
    (``one_off_cost``, ``effort``), or per period of its life (``spend``, ``demand``: ``duration`` numbers).
    """

    id: str
    duration: int
    one_off_cost: int = 0
    effort: Mapping[str, int] = field(default_factory=FrozenMap)
    spend: Sequence[int] = ()
    demand: Mapping[str, Sequence[int]] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        path = f"mode[{identifier('mode.id', self.id)}]"
        check_takes(self, path)


def check_takes(way: Mode | Intervention, path: str) -> None:
    """The fields that a mode and an intervention share, checked and frozen."""
    put = object.__setattr__
    whole(f"{path}.duration", way.duration, 1, MAX_PERIODS)
    whole(f"{path}.one_off_cost", way.one_off_cost, 0, MAX_CENTS)
    for role, days in keyed(f"{path}.effort", way.effort).items():
        whole(f"{path}.effort[{identifier(f'{path}.effort', role)}]", days, 0, MAX_DAYS)
    put(way, "effort", FrozenMap(way.effort))
    put(way, "spend", numbers(f"{path}.spend", way.spend, 0, MAX_CENTS))
    _as_long_as_it_lasts(f"{path}.spend", way.spend, way.duration)
    if way.spend and way.one_off_cost:
        raise InvalidProblem(f"{path}.spend", "give one_off_cost or spend, not both.")
    demand: dict[str, tuple[int, ...]] = {}
    for role, days_each in keyed(f"{path}.demand", way.demand).items():
        place = f"{path}.demand[{identifier(f'{path}.demand', role)}]"
        demand[role] = numbers(place, days_each, 0, MAX_DAYS)
        _as_long_as_it_lasts(place, demand[role], way.duration, empty=False)
        if way.effort.get(role):
            raise InvalidProblem(place, "give effort or demand, not both.")
    put(way, "demand", FrozenMap(demand))


def _as_long_as_it_lasts(path: str, values: Sequence[int], duration: int, *, empty: bool = True) -> None:
    if len(values) != duration and not (empty and not values):
        raise InvalidProblem(
            path, f"expected {duration} numbers, one a period of its life; found {len(values)}."
        )


@dataclass(frozen=True, slots=True)
class Intervention:
    """What an organisation does to move criteria one plateau up.

    ``duration`` in periods; ``one_off_cost`` in cents, spread over the duration; ``structural_cost_per_year``
    in cents, from the period after the end; ``effort`` own days in total per role, spread over the duration
    (both as ``spread`` does); ``spend``/``demand`` per period of its life instead (see ``Mode``); ``modes``
    other ways to do it. ``benefit_per_period`` in cents from the period after the end.
    ``all_of``/``one_of`` ids that must be finished before it starts (every one / at least one); ``lags`` the
    same with time between; ``excludes`` ids that cannot be done as well (works both ways); ``conditions`` ids
    of what must hold before it starts.
    ``earliest_start``/``latest_start`` the first and last period it may start in; ``deadline``: it is over at
    the start of that period. Its steps count ``consolidation`` periods after its end. They may be none: then
    it only prepares others. ``unit``, ``track`` and ``tags`` are names by which limits can select it;
    ``change``: how much it counts in a change load.
    ``estimate`` tells how uncertain the figures are; it does not move the plan.
    """

    id: str
    duration: int
    one_off_cost: int = 0
    structural_cost_per_year: int = 0
    effort: Mapping[str, int] = field(default_factory=FrozenMap)
    steps: tuple[Step, ...] = ()
    all_of: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    transities: frozenset[str] = frozenset()
    principles: frozenset[str] = frozenset()
    earliest_start: int = 0
    estimate: Estimate | None = later(None)
    spend: Sequence[int] = later(())
    demand: Mapping[str, Sequence[int]] = later(factory=FrozenMap)
    modes: tuple[Mode, ...] = later(())
    benefit_per_period: int = later(0)
    lags: tuple[Lag, ...] = later(())
    conditions: frozenset[str] = later(frozenset())
    latest_start: int | None = later(None)
    deadline: int | None = later(None)
    consolidation: int = later(0)
    unit: str | None = later(None)
    track: str | None = later(None)
    tags: frozenset[str] = later(frozenset())
    change: int = later(1)

    def __post_init__(self) -> None:
        identifier("interventions.id", self.id)
        path = f"interventions[{self.id}]"
        check_takes(self, path)
        whole(f"{path}.structural_cost_per_year", self.structural_cost_per_year, 0, MAX_CENTS)
        whole(f"{path}.benefit_per_period", self.benefit_per_period, 0, MAX_CENTS)
        whole(f"{path}.earliest_start", self.earliest_start, 0, MAX_PERIODS)
        optional_whole(f"{path}.latest_start", self.latest_start, 0, MAX_PERIODS)
        optional_whole(f"{path}.deadline", self.deadline, 1, MAX_PERIODS)
        whole(f"{path}.consolidation", self.consolidation, 0, MAX_PERIODS)
        whole(f"{path}.change", self.change, 0, MAX_DAYS)
        put = object.__setattr__
        put(self, "steps", tuple(sorted(self.steps)))
        put(self, "modes", tuple(sorted(self.modes, key=lambda mode: mode.id)))
        put(self, "lags", tuple(sorted(self.lags, key=_lag_order)))
        if self.estimate is not None:
            check_estimate(
                f"{path}.estimate",
                self.estimate,
                duration=self.duration,
                one_off=sum(self.spend) or self.one_off_cost,
                structural=self.structural_cost_per_year,
            )
        unique(f"{path}.steps", (step.criterion for step in self.steps))
        unique(f"{path}.modes", (mode.id for mode in self.modes))
        for name in ("all_of", "one_of", "excludes", "transities", "principles", "conditions", "tags"):
            put(self, name, identifiers(f"{path}.{name}", getattr(self, name)))
        for name in ("unit", "track"):
            if getattr(self, name) is not None:
                identifier(f"{path}.{name}", getattr(self, name))
        for name in ("all_of", "one_of", "excludes"):
            if self.id in getattr(self, name):
                raise InvalidProblem(f"{path}.{name}", "an intervention cannot refer to itself.")
        for index, lag in enumerate(self.lags):
            if self.id in lag.any_of:
                raise InvalidProblem(f"{path}.lags[{index}]", "an intervention cannot wait for itself.")
        both = sorted(self.excludes & self.all_of)
        if both:
            raise InvalidProblem(f"{path}.excludes", f"{both[0]!r} is both required and excluded.")

    @property
    def ways(self) -> tuple[Mode | Intervention, ...]:
        """Itself as it stands, and its other modes."""
        return (self, *self.modes)

    def way(self, mode: str) -> Mode | Intervention:
        """How it is done in ``mode``; an empty text is the intervention as it stands. KeyError if unknown."""
        if not mode:
            return self
        return {other.id: other for other in self.modes}[mode]

    @property
    def names(self) -> frozenset[str]:
        """All by which a limit can select it, but for its id."""
        own = (name for name in (self.unit, self.track) if name is not None)
        return self.tags | self.transities | self.principles | frozenset(own)
