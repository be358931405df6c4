"""Why a goal is reached or stays open, and what would close it, as codes and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plateau.roadmap.model.intervention import Step
from plateau.roadmap.model.plan import ObjectiveName, StepMade
from plateau.roadmap.model.values import FrozenMap, later


class GapCode(StrEnum):
    """Why a goal is reached or stays open; with several ways out it speaks of the first (see ``causes``)."""

    CLOSED = "closed"
    NO_WAY = "no_way"  # no intervention makes ``missing_step``
    FORBIDDEN = "forbidden"  # possible in time with ``interventions``, which the user forbade
    RULES = "rules"  # possible in time without ``rules``: choices and dates of the programme's own
    PREREQUISITE = "prerequisite"  # ``interventions`` that must come first can never be done
    HORIZON = "horizon"  # ``periods_needed`` > ``periods_available``
    TIME = "time"  # ``ways[0]``: beside all that the plan does, it takes so much longer
    BUDGET = "budget"  # ``ways[0]``: the smallest extra money that closes it
    CAPACITY = "capacity"  # ``ways[0]``: the fewest extra days that close it
    FUND = "fund"  # ``ways[0]``: the smallest extra in a fund that closes it
    CHANGE = "change"  # ``ways[0]``: the least that a change load must allow more
    OBJECTIVE = "objective"  # ``ways[0].worse``: what counts for more stops it
    PRIORITIES = "priorities"  # ``ways[0].instead_of``: other goals would end worse
    COMBINATION = "combination"  # ``ways[0].relaxed`` are needed together; or ``rules`` cannot all hold
    UNPROVEN = "unproven"  # the search stopped before it could tell
    UNEXPLAINED = "unexplained"  # nobody looked for it (yet)


class Relaxation(StrEnum):
    """What a way out gives up: limits of the programme's own, or what it reaches elsewhere."""

    BUDGET = "budget"
    CAPACITY = "capacity"
    FUND = "fund"
    CHANGE = "change"
    TIME = "time"  # the goal has more time (``WayOut.extra_periods``)
    RULES = "rules"  # choices and dates no longer hold (``WayOut.lifted``)
    OBJECTIVES = "objectives"  # what counts for more ends worse (``WayOut.worse``)
    PRIORITIES = "priorities"  # other goals end worse, hard ones too (``WayOut.instead_of``)


@dataclass(frozen=True, slots=True)
class WayOut:
    """A smallest relaxation that closes the gap while all that the plan reaches elsewhere stays as good.

    ``extra_cents`` in total, ``extra_per_year`` where it falls; ``extra_days`` per role and per period where
    they fall; ``extra_funds``: cents per fund; ``extra_change``: how much more a change load must allow.
    ``extra_periods``: how much later the goal may be met; the horizon is longer when that lies beyond it, and
    in what is added a role has the days of its last period and a year the budget of the last one. Not looked
    for where cost, benefit or earliness counts for more: over a longer horizon those are of other years.
    ``lifted``: paths of choices and dates in the problem (see ``ClashRule``) that no longer hold.
    ``instead_of``: criteria, areas and milestone ids that would end worse. ``worse``: objectives that count
    for more than the goal → how much their value rises. ``proven``: it cannot be less.
    """

    relaxed: tuple[Relaxation, ...]
    extra_cents: int = 0
    extra_per_year: Mapping[int, int] = field(default_factory=FrozenMap)
    extra_days: Mapping[str, int] = field(default_factory=FrozenMap)
    extra_days_per_period: Mapping[str, tuple[int, ...]] = field(default_factory=FrozenMap)
    instead_of: tuple[str, ...] = ()
    proven: bool = True
    extra_funds: Mapping[str, int] = later(factory=FrozenMap)
    extra_change: Mapping[str, int] = later(factory=FrozenMap)
    worse: Mapping[ObjectiveName, int] = later(factory=FrozenMap)
    extra_periods: int = later(0)
    lifted: tuple[str, ...] = later(())

    def __post_init__(self) -> None:
        for name in (
            *("extra_per_year", "extra_days", "extra_days_per_period"),
            *("extra_funds", "extra_change", "worse"),
        ):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class GapReason:
    """One goal: what closes it and when (``steps``), or why it stays open (``code`` and its figures).

    The goal is the target of ``criterion``, the target of ``area`` or ``milestone``; the other two are empty.
    ``current``, ``target`` and ``reached`` are plateaus; of a milestone: how many of the things that it asks
    for are so at the start, are asked, and are so in time.
    ``ways``: all that close it with the fewest kinds of limits relaxed, each at its least; empty when nothing
    is known to. ``periods_without_choices``: how many are needed when no own choice or date holds, if fewer.
    ``causes``: the smallest sets of limits that stop it; from each at least one must give.
    """

    criterion: str
    current: int
    target: int
    reached: int
    code: GapCode
    steps: tuple[StepMade, ...] = ()
    missing_step: Step | None = None
    interventions: tuple[str, ...] = ()
    periods_needed: int | None = None
    periods_available: int | None = None
    ways: tuple[WayOut, ...] = ()
    area: str = later("")
    milestone: str = later("")
    rules: tuple[str, ...] = later(())
    causes: tuple[tuple[Relaxation, ...], ...] = later(())
    periods_without_choices: int | None = later(None)

    @property
    def objective(self) -> ObjectiveName:
        """What it would count for."""
        return ObjectiveName.MILESTONES if self.milestone else ObjectiveName.TARGETS
