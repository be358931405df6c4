"""The objectives, measured on a plan as it is lived through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import ObjectiveName


def value_of(name: ObjectiveName, replay: Replay) -> int:
    """What the plan is worth by one objective; less is better."""
    return _MEASURES[name](replay)


def _missed(replay: Replay) -> int:
    return sum(
        milestone.weight * (len(lacking.criteria) + len(lacking.areas) + len(lacking.interventions))
        for milestone in replay.problem.milestones
        for lacking in [replay.lacking(milestone)]
    )


def _short(replay: Replay, period: int | None = None) -> int:
    """Weighted steps short at the start of ``period``; when it is None, each at its own moment."""
    areas = {area.id: area for area in replay.problem.areas}
    total = 0
    for target in replay.problem.targets:
        own = target.moment(replay.periods)
        level = replay.level(target.criterion, own if period is None else period)
        total += target.weight * max(0, target.plateau - level)
    for wanted in replay.problem.area_targets:
        own = wanted.moment(replay.periods)
        level = replay.area_level(areas[wanted.area], own if period is None else period)
        total += wanted.weight * max(0, wanted.plateau - level)
    return total


def _charged(replay: Replay) -> int:
    """All cents in the horizon, had each begun as soon as it may."""
    certain = {
        condition.id: condition.period if condition.latest is None else condition.latest
        for condition in replay.problem.conditions
    }
    total = 0
    for entry in replay.entries:
        item, duration = replay.item(entry), replay.way(entry).duration
        first = max([replay.problem.now, item.earliest_start, *(certain[id_] for id_ in item.conditions)])
        for pin in replay.problem.pins:
            if pin.id == item.id:
                first = max(first, pin.not_before or 0, pin.start or 0)
        for begun in replay.problem.past:
            if begun.id == item.id:
                first = begun.start
        early = replace(entry, start=first, end=first + duration)
        total += sum(replay.cents_of(early, period) for period in range(replay.periods))
    return total


def _loose_ends(replay: Replay) -> int:
    all_of_them = {name for item in replay.problem.interventions for name in item.transities}
    return sum(1 + len(all_of_them - item.transities) for item in map(replay.item, replay.entries))


def _waited(replay: Replay) -> int:
    return sum(_short(replay, period) for period in range(1, replay.periods + 1))


def _net_cost(replay: Replay) -> int:
    return sum(map(replay.present_cost, replay.entries))


def _last(replay: Replay) -> int:
    return max(map(replay.over, replay.entries), default=0)


def moved(replay: Replay, absent: int) -> int:
    """Periods moved from the plan to keep near, one for another mode; ``absent`` when dropped or added."""
    kept = {entry.id: entry for entry in replay.problem.keep}
    planned = {entry.id: entry for entry in replay.entries}
    return absent * len(kept.keys() ^ planned.keys()) + sum(
        abs(planned[id_].start - kept[id_].start) + (planned[id_].mode != kept[id_].mode)
        for id_ in kept.keys() & planned.keys()
    )


def _peaks(replay: Replay) -> int:
    return sum(
        max(replay.days(role, period) for period in range(replay.periods)) for role in replay.problem.capacity
    )


_MEASURES: dict[ObjectiveName, Callable[[Replay], int]] = {
    ObjectiveName.MILESTONES: _missed,
    ObjectiveName.TARGETS: _short,
    ObjectiveName.COST: _charged,
    ObjectiveName.KNITTING: _loose_ends,
    ObjectiveName.EARLINESS: _waited,
    ObjectiveName.BENEFIT: _net_cost,
    ObjectiveName.FINISH: _last,
    ObjectiveName.EVENNESS: _peaks,
    ObjectiveName.STABILITY: lambda replay: moved(replay, replay.periods),
}
