"""The planning problem: where the organisation stands, where it wants to be, and with what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from plateau.roadmap.model.calendar import Calendar
from plateau.roadmap.model.intervention import Intervention
from plateau.roadmap.model.values import (
    MAX_CENTS,
    MAX_DAYS,
    MAX_PERIODS,
    MAX_WEIGHT,
    FrozenMap,
    InvalidProblem,
    as_document,
    identifier,
    identifiers,
    keyed,
    plateau,
    unique,
    whole,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a criterion should stand at the end of the horizon; ``weight`` counts per missing step."""

    criterion: str
    plateau: int
    weight: int = 1

    def __post_init__(self) -> None:
        identifier("targets.criterion", self.criterion)
        plateau(f"targets[{self.criterion}].plateau", self.plateau)
        whole(f"targets[{self.criterion}].weight", self.weight, 1, MAX_WEIGHT)


@dataclass(frozen=True, slots=True)
class Milestone:
    """At the START of ``period`` each criterion of ``requirements`` stands at least on its plateau.

    Soft: ``weight`` counts once for every criterion that does not. ``period`` may equal the number of
    periods: then it asks for the end of the horizon. ``transitie`` is the law track it belongs to, or None.
    """

    id: str
    period: int
    transitie: str | None
    requirements: Mapping[str, int]
    weight: int = 1

    def __post_init__(self) -> None:
        identifier("milestones.id", self.id)
        path = f"milestones[{self.id}]"
        whole(f"{path}.period", self.period, 0, MAX_PERIODS)
        whole(f"{path}.weight", self.weight, 1, MAX_WEIGHT)
        if self.transitie is not None:
            identifier(f"{path}.transitie", self.transitie)
        for criterion, level in keyed(f"{path}.requirements", self.requirements).items():
            plateau(f"{path}.requirements[{identifier(f'{path}.requirements', criterion)}]", level)
        object.__setattr__(self, "requirements", FrozenMap(self.requirements))


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the solver needs. Lists are kept in the order of their ids, so input order never matters.

    ``current`` holds the plateau of every criterion that anything else mentions. ``budgets`` is in cents per
    year of the calendar for everything spent in it, one-off and structural; None, or a year left out, means
    unlimited. ``capacity`` is in days per role and period (exactly ``calendar.periods`` numbers); None means
    unlimited. ``mandatory`` interventions must be in the plan, ``forbidden`` ones may not.

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

    def __post_init__(self) -> None:
        self._order_lists()
        self._check_current()
        self._check_targets()
        self._check_milestones()
        self._check_interventions()
        self._check_budgets()
        self._check_capacity()
        self._check_choices()
        self._check_cycles()
        whole("steps_per_criterion_per_year", self.steps_per_criterion_per_year, 1, 4)

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

    def _order_lists(self) -> None:
        put = object.__setattr__
        put(self, "current", FrozenMap(keyed("current", self.current)))
        put(self, "targets", tuple(sorted(self.targets, key=lambda item: item.criterion)))
        put(self, "interventions", tuple(sorted(self.interventions, key=lambda item: item.id)))
        put(self, "milestones", tuple(sorted(self.milestones, key=lambda item: item.id)))
        put(self, "mandatory", identifiers("mandatory", self.mandatory))
        put(self, "forbidden", identifiers("forbidden", self.forbidden))

    def _check_current(self) -> None:
        for criterion, level in self.current.items():
            plateau(f"current[{identifier('current', criterion)}]", level)

    def _check_targets(self) -> None:
        unique("targets", (target.criterion for target in self.targets))
        for target in self.targets:
            self._known_criterion(f"targets[{target.criterion}]", target.criterion)

    def _check_milestones(self) -> None:
        unique("milestones", (milestone.id for milestone in self.milestones))
        for milestone in self.milestones:
            path = f"milestones[{milestone.id}]"
            whole(f"{path}.period", milestone.period, 0, self.calendar.periods)
            for criterion in milestone.requirements:
                self._known_criterion(f"{path}.requirements[{criterion}]", criterion)

    def _check_interventions(self) -> None:
        unique("interventions", (item.id for item in self.interventions))
        known = set(self.by_id)
        for item in self.interventions:
            path = f"interventions[{item.id}]"
            for step in item.steps:
                self._known_criterion(f"{path}.steps[{step.criterion}]", step.criterion)
            for name in ("all_of", "one_of", "excludes"):
                self._known_interventions(f"{path}.{name}", getattr(item, name), known)
            for role, days in item.effort.items():
                if days and role not in self.capacity:
                    raise InvalidProblem(
                        f"{path}.effort[{role}]", f"the capacity names no role {role!r}; give days or None."
                    )

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

    def _check_choices(self) -> None:
        known = set(self.by_id)
        self._known_interventions("mandatory", self.mandatory, known)
        self._known_interventions("forbidden", self.forbidden, known)
        both = sorted(self.mandatory & self.forbidden)
        if both:
            raise InvalidProblem("mandatory", f"{both[0]!r} is both mandatory and forbidden.")

    def _check_cycles(self) -> None:
        # A single alternative is as binding as all-of; with two or more, a way around the cycle may exist.
        graph = {
            item.id: item.all_of | (item.one_of if len(item.one_of) == 1 else frozenset())
            for item in self.interventions
        }
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            ring = " → ".join(reversed(error.args[1]))
            first = min(error.args[1])
            raise InvalidProblem(f"interventions[{first}].all_of", f"it waits for itself: {ring}.") from None

    def _known_criterion(self, path: str, criterion: str) -> None:
        if criterion not in self.current:
            raise InvalidProblem(path, f"the current plateau of {criterion!r} is not given.")

    def _known_interventions(self, path: str, ids: frozenset[str], known: set[str]) -> None:
        unknown = sorted(ids - known)
        if unknown:
            raise InvalidProblem(path, f"there is no intervention {unknown[0]!r}.")
