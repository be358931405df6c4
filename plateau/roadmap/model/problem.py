"""The planning problem: where the organisation stands, where it wants to be, and with what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plateau.roadmap.model.calendar import Calendar
from plateau.roadmap.model.coherence import (
    check_cycles,
    check_hard_goals,
    check_lags,
    check_references,
    check_ways,
)
from plateau.roadmap.model.goals import Area, AreaTarget, Milestone, Target
from plateau.roadmap.model.intervention import Intervention, Mode
from plateau.roadmap.model.limits import ChangeLoad, Condition, Fund, Group, Past, Pin, select
from plateau.roadmap.model.plan import STANDARD_OBJECTIVES, ObjectiveName, Scheduled
from plateau.roadmap.model.values import (
    MAX_CENTS,
    MAX_DAYS,
    MAX_RATE,
    FrozenMap,
    InvalidProblem,
    as_document,
    identifier,
    identifiers,
    keyed,
    later,
    plateau,
    unique,
    whole,
)

_LISTS = (
    *("interventions", "milestones", "funds", "conditions", "groups"),
    *("areas", "change_loads", "pins", "past", "keep"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the solver needs. Lists are kept in the order of their ids, so input order never matters.

    ``current`` holds the plateau of every criterion that anything else mentions. ``budgets`` is in cents per
    year of the calendar for everything spent in it, one-off and structural; None, or a year left out, means
    unlimited; ``funds`` are limits on parts of it. ``capacity`` is in days per role and period (exactly
    ``calendar.periods`` numbers); None means unlimited. ``mandatory`` interventions must be in the plan,
    ``forbidden`` ones may not; of each of ``groups`` at most one. ``conditions``: what others bring about and
    interventions wait for. ``objectives`` in the order in which they count; ``discount_rate`` in hundredths
    of a percent a year, for the benefit. ``areas`` group criteria; ``change_loads`` limit what runs at once;
    ``pins`` are decisions about single interventions. ``now``: nothing new starts before this period;
    ``past`` tells what did. ``keep``: a plan to stay near, for the objective of stability.

    An intervention whose every step ends at or below the current plateau counts as done (``already_done``):
    it satisfies the prerequisites of others and is not planned, unless it is mandatory. It blocks nothing by
    its ``excludes``, since only its effect is known to be there, not that it was ever carried out.
    """

    calendar: Calendar
    current: Mapping[str, int]
    targets: tuple[Target, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    budgets: Mapping[int, int | None] = field(default_factory=FrozenMap)
    capacity: Mapping[str, Sequence[int] | None] = field(default_factory=FrozenMap)
    milestones: tuple[Milestone, ...] = ()
    mandatory: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    steps_per_criterion_per_year: int = 1
    funds: tuple[Fund, ...] = later(())
    conditions: tuple[Condition, ...] = later(())
    groups: tuple[Group, ...] = later(())
    objectives: tuple[ObjectiveName, ...] = later(STANDARD_OBJECTIVES)
    discount_rate: int = later(0)
    areas: tuple[Area, ...] = later(())
    area_targets: tuple[AreaTarget, ...] = later(())
    change_loads: tuple[ChangeLoad, ...] = later(())
    pins: tuple[Pin, ...] = later(())
    now: int = later(0)
    past: tuple[Past, ...] = later(())
    keep: tuple[Scheduled, ...] = later(())

    def __post_init__(self) -> None:
        self._order_lists()
        for criterion, level in self.current.items():
            plateau(f"current[{identifier('current', criterion)}]", level)
        check_references(self)
        check_ways(self)
        self._check_budgets()
        self._check_capacity()
        check_cycles(self.interventions)
        check_lags(self.interventions)
        check_hard_goals(self)
        whole("steps_per_criterion_per_year", self.steps_per_criterion_per_year, 1, 4)
        whole("now", self.now, 0, self.calendar.periods)
        whole("discount_rate", self.discount_rate, 0, MAX_RATE)
        if not self.objectives:
            raise InvalidProblem("objectives", "expected at least one objective, found none.")
        unique("objectives", (name.value for name in self.objectives))

    @property
    def already_done(self) -> frozenset[str]:
        """Ids of interventions whose every step ends at or below the current plateau (see the class)."""
        return frozenset(
            item.id
            for item in self.interventions
            if item.steps and all(step.end <= self.current[step.criterion] for step in item.steps)
        )

    @property
    def by_id(self) -> dict[str, Intervention]:
        """The interventions by id, in the order of the ids."""
        return {item.id: item for item in self.interventions}

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex over the canonical document: equal for equal problems, whatever the input order."""
        text = json.dumps({"problem": 1, **as_document(self)}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def required(self) -> frozenset[str]:
        """Ids that are in every plan: mandatory, with a fixed start, or begun in the past."""
        fixed = (pin.id for pin in self.pins if pin.start is not None)
        return self.mandatory.union(fixed, (entry.id for entry in self.past))

    def ways(self, item: Intervention) -> dict[str, Mode | Intervention]:
        """Mode → how ``item`` can be done in it; an empty text is the intervention as it stands."""
        all_ways: dict[str, Mode | Intervention] = {"": item, **{mode.id: mode for mode in item.modes}}
        for entry in self.past:
            if entry.id == item.id:
                way = all_ways[entry.mode]
                return {
                    entry.mode: way if entry.end - entry.start == way.duration else _stretched(way, entry)
                }
        for pin in self.pins:
            if pin.id == item.id and pin.mode is not None:
                return {pin.mode: all_ways[pin.mode]}
        return all_ways

    def window(self, item: Intervention, way: Mode | Intervention) -> range:
        """The periods in which ``item`` can start, done this way, whatever the rest of the plan is."""
        for entry in self.past:
            if entry.id == item.id:
                return range(entry.start, entry.start + 1)
        certain = {condition.id: condition.certain for condition in self.conditions}
        first = [self.now, item.earliest_start, *(certain[id_] for id_ in item.conditions)]
        ends = [self.calendar.periods] if item.deadline is None else [self.calendar.periods, item.deadline]
        last = [min(ends) - way.duration, item.latest_start]
        for pin in self.pins:
            if pin.id == item.id:
                first += [moment for moment in (pin.not_before, pin.start) if moment is not None]
                last += [pin.not_after, pin.start]
        return range(max(first), max(*first, 1 + min(end for end in last if end is not None)))

    def loaded(self, load: ChangeLoad) -> tuple[str, ...]:
        """The interventions that a change load is about."""
        everything = not (load.interventions or load.tags or load.area)
        inside = {area.id: area.criteria for area in self.areas}.get(load.area or "", frozenset())
        return tuple(
            item.id
            for item in self.interventions
            if everything
            or item.id in load.interventions
            or item.names & load.tags
            or any(step.criterion in inside for step in item.steps)
        )

    def funded(self, fund: Fund) -> tuple[tuple[str, ...], frozenset[int]]:
        """The interventions and the periods that a fund is about."""
        everywhere = frozenset(range(self.calendar.periods))
        periods = fund.periods or everywhere
        if fund.year is not None:
            periods = frozenset(self.calendar.periods_of(fund.year))
        return select(self.interventions, fund.interventions, fund.tags), periods

    def _order_lists(self) -> None:
        put = object.__setattr__
        put(self, "current", FrozenMap(keyed("current", self.current)))
        put(self, "targets", tuple(sorted(self.targets, key=lambda item: item.criterion)))
        for name in _LISTS:
            put(self, name, tuple(sorted(getattr(self, name), key=lambda item: item.id)))
            unique(name, (item.id for item in getattr(self, name)))
        put(self, "area_targets", tuple(sorted(self.area_targets, key=lambda item: item.area)))
        put(self, "mandatory", identifiers("mandatory", self.mandatory))
        put(self, "forbidden", identifiers("forbidden", self.forbidden))
        put(self, "objectives", tuple(self.objectives))

    def _check_budgets(self) -> None:
        years = self.calendar.years
        for year, cents in keyed("budgets", self.budgets).items():
            if year not in years:
                raise InvalidProblem(f"budgets[{year}]", f"the horizon runs from {years[0]} to {years[-1]}.")
            if cents is not None:
                whole(f"budgets[{year}]", cents, 0, MAX_CENTS)
        object.__setattr__(self, "budgets", FrozenMap({year: self.budgets.get(year) for year in years}))

    def _check_capacity(self) -> None:
        kept: dict[str, tuple[int, ...] | None] = {}
        for role, days in keyed("capacity", self.capacity).items():
            path = f"capacity[{identifier('capacity', role)}]"
            kept[role] = None if days is None else tuple(days)
            if days is not None and len(days) != self.calendar.periods:
                raise InvalidProblem(
                    path, f"expected {self.calendar.periods} numbers, one a period; found {len(days)}."
                )
            for period, value in enumerate(kept[role] or ()):
                whole(f"{path}[{period}]", value, 0, MAX_DAYS)
        object.__setattr__(self, "capacity", FrozenMap(kept))


def _stretched(way: Mode | Intervention, entry: Past) -> Mode:
    """All that ``way`` takes, evenly over the time that it really took."""
    days = {role: sum(per_period) for role, per_period in way.demand.items()}
    return Mode(
        entry.mode or entry.id,
        entry.end - entry.start,
        one_off_cost=sum(way.spend) or way.one_off_cost,
        effort={**way.effort, **days},
    )
