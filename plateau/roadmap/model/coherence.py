"""What the parts of a problem say of each other: references, cycles, lags that cannot be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from plateau.roadmap.model.intervention import Intervention, Lag, Moment
from plateau.roadmap.model.values import InvalidProblem, optional_whole, unique, whole

if TYPE_CHECKING:
    from plateau.roadmap.model.problem import Problem


def check_references(problem: Problem) -> None:
    """Every name means something; InvalidProblem at the first that does not."""
    known = set(problem.by_id)
    _check_goals(problem, known)
    _check_interventions(problem, known)
    _check_limits(problem, known)
    _check_decisions(problem, known)
    _interventions("mandatory", problem.mandatory, known)
    _interventions("forbidden", problem.forbidden, known)
    both = sorted(problem.mandatory & problem.forbidden)
    if both:
        raise InvalidProblem("mandatory", f"{both[0]!r} is both mandatory and forbidden.")
    both = sorted(problem.required & problem.forbidden)
    if both:
        raise InvalidProblem("forbidden", f"{both[0]!r} has a fixed start, or was begun already.")


def _check_goals(problem: Problem, known: Set[str]) -> None:
    last = problem.calendar.periods
    unique("targets", (target.criterion for target in problem.targets))
    for target in problem.targets:
        _criterion(problem, f"targets[{target.criterion}]", target.criterion)
        optional_whole(f"targets[{target.criterion}].deadline", target.deadline, 0, last)
    areas = {area.id for area in problem.areas}
    for area in problem.areas:
        for criterion in sorted(area.criteria):
            _criterion(problem, f"areas[{area.id}].criteria", criterion)
        if not area.criteria:
            raise InvalidProblem(f"areas[{area.id}].criteria", "expected at least one criterion, found none.")
        whole(f"areas[{area.id}].needed", area.needed, 1, len(area.criteria))
    unique("area_targets", (wanted.area for wanted in problem.area_targets))
    for wanted in problem.area_targets:
        _known(f"area_targets[{wanted.area}].area", {wanted.area}, areas, "area")
        optional_whole(f"area_targets[{wanted.area}].deadline", wanted.deadline, 0, last)
    for milestone in problem.milestones:
        path = f"milestones[{milestone.id}]"
        whole(f"{path}.period", milestone.period, 0, last)
        _known(f"{path}.areas", milestone.areas.keys(), areas, "area")
        _interventions(f"{path}.interventions", milestone.interventions, known)
        for criterion in milestone.requirements:
            _criterion(problem, f"{path}.requirements[{criterion}]", criterion)


def _check_interventions(problem: Problem, known: Set[str]) -> None:
    conditions = {condition.id for condition in problem.conditions}
    for item in problem.interventions:
        path = f"interventions[{item.id}]"
        for step in item.steps:
            _criterion(problem, f"{path}.steps[{step.criterion}]", step.criterion)
        for name in ("all_of", "one_of", "excludes"):
            _interventions(f"{path}.{name}", getattr(item, name), known)
        for index, lag in enumerate(item.lags):
            _interventions(f"{path}.lags[{index}].any_of", lag.any_of, known)
        _known(f"{path}.conditions", item.conditions, conditions, "condition")


def _check_limits(problem: Problem, known: Set[str]) -> None:
    years = problem.calendar.years
    for fund in problem.funds:
        path = f"funds[{fund.id}]"
        _interventions(f"{path}.interventions", fund.interventions, known)
        if fund.year is not None and fund.year not in years:
            raise InvalidProblem(f"{path}.year", f"the horizon runs from {years[0]} to {years[-1]}.")
        for period in sorted(fund.periods):
            whole(f"{path}.periods", period, 0, problem.calendar.periods - 1)
    for load in problem.change_loads:
        path = f"change_loads[{load.id}]"
        _interventions(f"{path}.interventions", load.interventions, known)
        if load.area is not None:
            _known(f"{path}.area", {load.area}, {area.id for area in problem.areas}, "area")
    for group in problem.groups:
        _interventions(f"groups[{group.id}].interventions", group.interventions, known)


def _check_decisions(problem: Problem, known: Set[str]) -> None:
    last, items = problem.calendar.periods, problem.by_id
    for name in ("pins", "past", "keep"):
        for entry in getattr(problem, name):
            path = f"{name}[{entry.id}]"
            _interventions(path, {entry.id}, known)
            modes = {"", *(mode.id for mode in items[entry.id].modes)}
            if entry.mode is not None:
                _known(f"{path}.mode", {entry.mode}, modes, "mode")
    for pin in problem.pins:
        if pin.start is not None and problem.now == last:
            raise InvalidProblem(f"pins[{pin.id}].start", f"nothing can start: now is the end, {last}.")
        optional_whole(f"pins[{pin.id}].start", pin.start, problem.now, last - 1)
    for begun in problem.past:
        whole(f"past[{begun.id}].start", begun.start, 0, problem.now)
        whole(f"past[{begun.id}].end", begun.end, 1, last)


def check_hard_goals(problem: Problem) -> None:
    """Every hard target and milestone can be reached by steps and prerequisites, time and money aside."""
    reach = _within_reach(problem, problem.forbidden)
    for path, goal, needed in _hard_goals(problem):
        if reach[goal] < needed:
            name = goal[1]
            told = (
                f"{name!r} can never be done"
                if goal[0] is _DONE
                else f"{name!r} can get no further than plateau {reach[goal]}"
            )
            needs = _forbidden_that_it_needs(problem, goal, needed)
            because = f" without {', '.join(map(repr, needs))}: forbidden" if needs else ""
            raise InvalidProblem(path, f"it is hard, and {told}{because}.")


#: What a goal is about: a criterion or area, which stands on a plateau, or an intervention, done (1) or not.
_CRITERION, _AREA, _DONE = "criterion", "area", "done"
_Goal = tuple[str, str]


def _hard_goals(problem: Problem) -> Iterator[tuple[str, _Goal, int]]:
    """Path, goal and what is needed of it."""
    for target in problem.targets:
        if target.hard:
            yield f"targets[{target.criterion}]", (_CRITERION, target.criterion), target.plateau
    for wanted in problem.area_targets:
        if wanted.hard:
            yield f"area_targets[{wanted.area}]", (_AREA, wanted.area), wanted.plateau
    for milestone in problem.milestones:
        path = f"milestones[{milestone.id}]"
        if milestone.hard:
            yield from ((path, (_CRITERION, name), asked) for name, asked in milestone.requirements.items())
            yield from ((path, (_AREA, name), asked) for name, asked in milestone.areas.items())
            yield from ((path, (_DONE, name), 1) for name in sorted(milestone.interventions))


def _forbidden_that_it_needs(problem: Problem, goal: _Goal, needed: int) -> list[str]:
    """A smallest set of forbidden interventions with which the goal can be; empty when they are not why."""
    allowed = set(problem.forbidden)
    if _within_reach(problem, frozenset())[goal] < needed:
        return []
    for id_ in sorted(problem.forbidden):
        if _within_reach(problem, problem.forbidden - allowed | {id_})[goal] >= needed:
            allowed.discard(id_)
    return sorted(allowed)


def _within_reach(problem: Problem, forbidden: Set[str]) -> dict[_Goal, int]:
    """The highest plateau of each criterion and area, and what can be done or was."""
    levels, possible = dict(problem.current), set(problem.already_done)
    waiting = [item for item in problem.interventions if item.id not in forbidden]
    grew = True
    while grew:
        grew = False
        waiting.reverse()  # a chain is then through in two rounds, whichever way it runs
        for item in waiting:
            needed = [frozenset({id_}) for id_ in item.all_of] + [lag.any_of for lag in item.lags]
            needed += [item.one_of] if item.one_of else []
            if (
                item.id not in possible
                and all(ids & possible for ids in needed)
                and all(levels[step.criterion] >= step.start for step in item.steps)
            ):
                grew = True
                possible.add(item.id)
                for step in item.steps:
                    levels[step.criterion] = max(levels[step.criterion], step.end)
    return {
        **{(_CRITERION, name): level for name, level in levels.items()},
        **{(_AREA, area.id): area.level(levels) for area in problem.areas},
        **{(_DONE, item.id): int(item.id in possible) for item in problem.interventions},
    }


def _criterion(problem: Problem, path: str, criterion: str) -> None:
    if criterion not in problem.current:
        raise InvalidProblem(path, f"the current plateau of {criterion!r} is not given.")


def _interventions(path: str, ids: Set[str], known: Set[str]) -> None:
    _known(path, ids, known, "intervention")


def _known(path: str, names: Set[str], known: Set[str], kind: str) -> None:
    unknown = sorted(names - known)
    if unknown:
        raise InvalidProblem(path, f"there is no {kind} {unknown[0]!r}.")


def check_ways(problem: Problem) -> None:
    """Every role that is asked of has a capacity, limited or not."""
    for item in problem.interventions:
        for way in item.ways:
            path = f"interventions[{item.id}]" + ("" if way is item else f".modes[{way.id}]")
            for field, amounts in (("effort", way.effort), ("demand", way.demand)):
                for role, days in amounts.items():
                    if days and role not in problem.capacity:
                        raise InvalidProblem(
                            f"{path}.{field}[{role}]",
                            f"the capacity names no role {role!r}; give its days, or null for no limit.",
                        )


def check_cycles(interventions: Iterable[Intervention]) -> None:
    """No intervention waits for itself, by way of others."""
    # A single alternative is as binding as all-of; with two or more, a way around the cycle may exist.
    graph = {
        item.id: item.all_of | (item.one_of if len(item.one_of) == 1 else frozenset())
        for item in interventions
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1][::-1]  # each waits for the next
        place = ring.index(min(ring))
        (first,) = (item for item in interventions if item.id == ring[place])
        field = "all_of" if ring[place + 1] in first.all_of else "one_of"
        raise InvalidProblem(
            f"interventions[{first.id}].{field}", f"it waits for itself: {' → '.join(ring)}."
        ) from None


def check_lags(interventions: Sequence[Intervention]) -> None:
    """No set of binding lags asks an intervention to start after itself."""
    items = {item.id: item for item in interventions}
    # Mostly there is no ring among all of them, and then none among those that belong together.
    rings = any(item.lags for item in interventions) and _impossible(items, items)
    for item in interventions if rings else ():
        if item.lags:
            ring = _impossible(_implied(item, items), items)
            if ring:
                own = min(id_ for id_ in ring if items[id_].lags)  # prerequisites alone make no such ring
                raise InvalidProblem(
                    f"interventions[{own}].lags",
                    f"they cannot all hold: {' → '.join(ring)} would have to start after itself.",
                )


def _binding(item: Intervention) -> list[Lag]:
    """What certainly holds when it is planned: prerequisites and lags with one id."""
    plain = [Lag(frozenset({id_})) for id_ in sorted(item.all_of)]
    if len(item.one_of) == 1:
        plain.append(Lag(item.one_of))
    return plain + [lag for lag in item.lags if len(lag.any_of) == 1]


def _implied(item: Intervention, items: dict[str, Intervention]) -> list[str]:
    """It and all that must be planned with it."""
    found, waiting = {item.id}, [item.id]
    while waiting:
        for lag in _binding(items[waiting.pop()]):
            new = lag.any_of - found
            found |= new
            waiting += new
    return sorted(found)


def _impossible(ids: Collection[str], items: dict[str, Intervention]) -> list[str]:
    """A ring of start-to-start distances that add up to more than zero; empty when there is none."""
    edges = [edge for id_ in ids for lag in _binding(items[id_]) for edge in _distances(items, id_, lag)]
    earliest = dict.fromkeys(ids, 0)
    before: dict[str, str] = {}
    moved = ""
    for _ in range(len(earliest)):
        moved = ""
        edges.reverse()  # a chain is then through in two rounds, whichever way it runs
        for first, second, distance in edges:
            if earliest[first] + distance > earliest[second]:
                earliest[second] = earliest[first] + distance
                before[second], moved = first, second
        if not moved:
            return []
    for _ in earliest:  # back into the ring, from wherever it pushed
        moved = before[moved]
    ring = [moved]
    while before[ring[-1]] != moved:
        ring.append(before[ring[-1]])
    return [moved, *reversed(ring)]


def _distances(items: dict[str, Intervention], id_: str, lag: Lag) -> Iterable[tuple[str, str, int]]:
    """(first, second, at least so many periods from start to start), both ways when there is a most."""
    (other,) = lag.any_of
    mine = [way.duration for way in items[id_].ways] if lag.to is Moment.END else [0]
    theirs = [way.duration for way in items[other].ways] if lag.since is Moment.END else [0]
    yield other, id_, lag.least + min(theirs) - max(mine)
    if lag.most is not None:
        yield id_, other, min(mine) - max(theirs) - lag.most
