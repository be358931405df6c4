"""Rules of order and choice: what comes first, what must be done, what does not go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from plateau.roadmap.model import Intervention, Lag, Moment

if TYPE_CHECKING:
    from plateau.roadmap.solver.programme import Option, Programme, Truth


def started_stays_started(programme: Programme) -> None:
    """Time goes one way."""
    for option in programme.every_option():
        for before, after in zip(option.variables, option.variables[1:], strict=False):
            programme.implies(before, [after])


def mandatory_is_done(programme: Programme) -> None:
    """What must be done, or was begun already, is in the plan."""
    for id_ in sorted(programme.problem.required):
        programme.require(programme.chosen(id_))


def all_prerequisites_come_first(programme: Programme) -> None:
    """Every one of ``all_of`` is over when it starts."""
    for id_, item in _open(programme):
        for before in sorted(item.all_of):
            for period in _starts(programme, id_):
                programme.implies(programme.started(id_, period), [programme.finished(before, period)])


def one_prerequisite_comes_first(programme: Programme) -> None:
    """At least one of ``one_of`` is over when it starts."""
    for id_, item in _open(programme):
        for period in _starts(programme, id_) if item.one_of else ():
            alternatives = [programme.finished(before, period) for before in sorted(item.one_of)]
            programme.implies(programme.started(id_, period), alternatives)


def lags_are_kept(programme: Programme) -> None:
    """The time between two interventions is as long as it must be."""
    for id_, item in _open(programme):
        for lag in item.lags:
            for option in programme.options[id_] if not lag.any_of & programme.scope.done else ():
                _keep_lag(programme, option, lag)


def _keep_lag(programme: Programme, option: Option, lag: Lag) -> None:
    others = [other for id_ in sorted(lag.any_of) for other in programme.options.get(id_, ())]
    for start in option.window:
        soon_enough = [other.started(_latest(option, start, other, lag)) for other in others]
        programme.implies(option.started(start), soon_enough)
    if lag.most is None:
        return
    # Which one it is that lies near enough; when there is but one, that is no question.
    alone = len(others) == 1
    near: list[Truth] = [True if alone else programme.new_bool("near") for _ in others]
    programme.implies(option.chosen, near)
    for other, truth in zip(others, near, strict=True):
        for start in option.window:
            latest = _latest(option, start, other, lag)
            too_early = latest - (lag.most - lag.least) - 1
            programme.clause([other.started(latest)], [truth, option.started(start)])
            # When the other had started by then, this one must have started before ``start``.
            programme.clause([option.started(start - 1)], [truth, option.chosen, other.started(too_early)])


def _latest(option: Option, start: int, other: Option, lag: Lag) -> int:
    """The last start of ``other`` that leaves ``lag.least`` when ``option`` starts in ``start``."""
    mine = start + (option.way.duration if lag.to is Moment.END else 0)
    return mine - lag.least - (other.way.duration if lag.since is Moment.END else 0)


def excluded_are_not_both_done(programme: Programme) -> None:
    """What excludes each other is not combined."""
    inside = programme.scope.interventions
    pairs = {(min(id_, other), max(id_, other)) for id_ in inside for other in inside[id_].excludes}
    for first, second in sorted(pairs):
        programme.clause([], [programme.chosen(first), programme.chosen(second)])


def one_of_each_group_is_done(programme: Programme) -> None:
    """Of alternatives at most one, of a required group exactly one unless it was done before."""
    for group in programme.problem.groups:
        chosen = [programme.chosen(id_) for id_ in sorted(group.interventions)]
        programme.model.add_at_most_one(chosen)
        if group.required and not group.interventions & programme.scope.done:
            programme.clause(chosen)


def _open(programme: Programme) -> Iterator[tuple[str, Intervention]]:
    """What is still to be decided: to what was begun the rules of order come too late."""
    begun = {entry.id for entry in programme.problem.past}
    return ((id_, item) for id_, item in programme.scope.interventions.items() if id_ not in begun)


def _starts(programme: Programme, id_: str) -> range:
    """From the first to the last start in any way."""
    windows = [option.window for option in programme.options[id_] if option.window]
    if not windows:
        return range(0)
    return range(min(window.start for window in windows), max(window.stop for window in windows))


ORDER: tuple[Callable[[Programme], None], ...] = (
    started_stays_started,
    mandatory_is_done,
    all_prerequisites_come_first,
    one_prerequisite_comes_first,
    lags_are_kept,
    excluded_are_not_both_done,
    one_of_each_group_is_done,
)
