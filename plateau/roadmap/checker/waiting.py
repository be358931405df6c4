"""What in a plan waits for something that is not there in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from plateau.roadmap.checker.climbing import Climb
from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import Problem, Scheduled


def in_vain(problem: Problem, entries: Collection[Scheduled]) -> Iterator[str]:
    """Who does; for what was begun it is too late to wait, but its steps still come after those below."""
    replay, climb = Replay(problem, entries), Climb(problem, entries)
    begun = {it.id for it in problem.past}
    over = dict.fromkeys(replay.done, 0) | {entry.id: entry.end for entry in entries}
    for entry in entries:
        item, counts = replay.item(entry), replay.counts(entry)
        ready = {id_ for id_, end in over.items() if end <= entry.start}
        in_order = (
            item.all_of <= ready
            and (not item.one_of or not item.one_of.isdisjoint(ready))
            and all(climb.level(step.criterion, entry.start) >= step.start for step in item.steps)
            and all(
                lag.any_of & replay.done
                or any(keeps(lag, wait(lag, entry, it)) for it in entries if it.id in lag.any_of)
                for lag in item.lags
            )
        )
        skips = counts <= replay.periods and any(
            climb.level(step.criterion, counts - 1) < step.start for step in item.steps
        )
        if skips if entry.id in begun else not in_order:
            yield entry.id
