"""An independent check of a schedule: period by period, without a line of the search's code."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.finish.model import Finish, Project
from plateau.roadmap.model import Status


def check_finish(project: Project, result: Finish) -> list[str]:
    """All that is wrong with a result, in sentences; empty when it is in order."""
    if result.status is Status.INFEASIBLE:
        return [] if project.too_demanding() and not result.starts else ["a schedule exists."]
    if len(result.starts) != len(project.activities):
        return [f"expected {len(project.activities)} starts, found {len(result.starts)}."]
    return [*_times(project, result), *_resources(project, result), *_claims(project, result)]


def _times(project: Project, result: Finish) -> Iterator[str]:
    for activity, start in zip(project.activities, result.starts, strict=True):
        if start < 0:
            yield f"activity {activity.name} starts before period 0."
        for other in activity.successors:
            if result.starts[other] < start + activity.duration:
                later = project.activities[other].name
                yield f"activity {later} starts before the end of activity {activity.name}."


def _resources(project: Project, result: Finish) -> Iterator[str]:
    for resource, capacity in enumerate(project.capacities):
        used: dict[int, int] = {}
        for activity, start in zip(project.activities, result.starts, strict=True):
            for period in range(start, start + activity.duration):
                used[period] = used.get(period, 0) + activity.demands[resource]
        for period in sorted(used):
            if used[period] > capacity:
                yield f"period {period} uses {used[period]} of resource {resource + 1}, of {capacity}."


def _claims(project: Project, result: Finish) -> Iterator[str]:
    end = max(
        start + activity.duration for activity, start in zip(project.activities, result.starts, strict=True)
    )
    if result.finish != end:
        yield f"the finish is {end}, not {result.finish}."
    if result.bound > result.finish:
        yield f"the bound {result.bound} lies above the finish {result.finish}."
    if (result.status is Status.OPTIMAL) != (result.bound == result.finish):
        yield f"status {result.status.value} does not fit finish {result.finish} and bound {result.bound}."
