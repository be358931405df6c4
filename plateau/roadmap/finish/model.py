"""A project to finish early: activities, what waits for what, resources that are renewed each period.

The resource-constrained project scheduling problem of the literature: every activity is done, without a
break, in one way; only the finish counts. Times are whole periods from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from plateau.roadmap.model import Status

MAX_ACTIVITIES = 5_000
MAX_RESOURCES = 100
#: Keeps every sum of the search far inside 32 bits.
MAX_NUMBER = 10_000
#: Of all durations together: the longest that a schedule can be.
MAX_HORIZON = 200_000


class BadProject(ValueError):
    """The project cannot be read, or cannot be; `line` is its line in the file, if it stands on one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Activity:
    """`demands`: per resource, while it runs. `successors`: positions of what starts after its end."""

    name: str
    duration: int
    demands: tuple[int, ...]
    successors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """`capacities`: per resource, the same in every period. BadProject when the parts do not fit together."""

    activities: tuple[Activity, ...]
    capacities: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.activities) <= MAX_ACTIVITIES:
            raise BadProject(f"expected 1 to {MAX_ACTIVITIES} activities, found {len(self.activities)}.")
        if len(self.capacities) > MAX_RESOURCES:
            raise BadProject(f"expected at most {MAX_RESOURCES} resources, found {len(self.capacities)}.")
        for resource, capacity in enumerate(self.capacities, 1):
            _small(f"the capacity of resource {resource}", capacity)
        for activity in self.activities:
            self._check(activity)
        if self.horizon > MAX_HORIZON:
            raise BadProject(f"expected durations of {MAX_HORIZON} together at most, found {self.horizon}.")
        self.order()

    def _check(self, activity: Activity) -> None:
        _small(f"the duration of activity {activity.name}", activity.duration)
        if len(activity.demands) != len(self.capacities):
            raise BadProject(
                f"activity {activity.name}: expected {len(self.capacities)} demands, "
                f"found {len(activity.demands)}."
            )
        for resource, demand in enumerate(activity.demands, 1):
            _small(f"the demand of activity {activity.name} for resource {resource}", demand)
        for successor in activity.successors:
            if not 0 <= successor < len(self.activities):
                raise BadProject(f"activity {activity.name}: there is no activity {successor + 1}.")

    @property
    def horizon(self) -> int:
        """Periods in which everything fits one after the other."""
        return sum(activity.duration for activity in self.activities)

    @property
    def arcs(self) -> tuple[tuple[int, int], ...]:
        """Pairs of positions: the first ends before the second starts."""
        return tuple(
            sorted({(i, j) for i, activity in enumerate(self.activities) for j in activity.successors})
        )

    def reversed(self) -> Project:
        """The same with every wait the other way: a schedule of it, read from its finish, is one of this."""
        before: list[list[int]] = [[] for _ in self.activities]
        for position, other in self.arcs:
            before[other].append(position)
        turned = (
            replace(activity, successors=tuple(those))
            for activity, those in zip(self.activities, before, strict=True)
        )
        return Project(tuple(turned), self.capacities)

    def waiting(self, waits: Iterable[tuple[int, int]]) -> Project:
        """The same with more waits: the first position of each ends before the second starts."""
        activities = list(self.activities)
        for before, after in waits:
            one = activities[before]
            activities[before] = replace(one, successors=(*one.successors, after))
        return Project(tuple(activities), self.capacities)

    def order(self) -> list[int]:
        """All positions, none before what it waits for. BadProject names a cycle."""
        graph: dict[int, list[int]] = {position: [] for position in range(len(self.activities))}
        for before, after in self.arcs:
            graph[after].append(before)
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            ring = " → ".join(self.activities[position].name for position in error.args[1])
            raise BadProject(f"an activity waits for itself: {ring}.") from None

    def too_demanding(self) -> str:
        """Which activity asks more than there is, in a sentence; empty when none does."""
        for activity in self.activities:
            for resource, (demand, capacity) in enumerate(
                zip(activity.demands, self.capacities, strict=True), 1
            ):
                if demand > capacity and activity.duration:
                    return (
                        f"activity {activity.name} needs {demand} of resource {resource}, "
                        f"of which there is {capacity}"
                    )
        return ""


@dataclass(frozen=True, slots=True)
class Finish:
    """The best schedule found: `starts` by position, `finish` the end of the last, proven at least `bound`.

    Status infeasible: no starts, and `reason` says why. `reproducible` is False when the wall limit cut the
    search short.
    """

    status: Status
    finish: int = 0
    bound: int = 0
    starts: tuple[int, ...] = ()
    reason: str = ""
    reproducible: bool = True


def finish_of(project: Project, starts: Sequence[int]) -> int:
    """When the last activity ends."""
    return max(start + activity.duration for start, activity in zip(starts, project.activities, strict=True))


def longest_paths(project: Project) -> list[int]:
    """Per activity the earliest start when there are people enough."""
    earliest = [0] * len(project.activities)
    for position in project.order():
        activity = project.activities[position]
        for other in activity.successors:
            earliest[other] = max(earliest[other], earliest[position] + activity.duration)
    return earliest


def mirrored(project: Project, starts: Sequence[int]) -> tuple[int, ...]:
    """The starts of the project reversed: each activity as far from the finish as it was from period 0."""
    finish = finish_of(project, starts)
    return tuple(
        finish - start - activity.duration for start, activity in zip(starts, project.activities, strict=True)
    )


def _small(what: str, value: int) -> None:
    if not 0 <= value <= MAX_NUMBER:
        raise BadProject(f"expected {what} from 0 to {MAX_NUMBER}, found {value}.")
