"""The objectives as expressions over a programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from ortools.sat.python import cp_model

from plateau.roadmap.model import ObjectiveName
from plateau.roadmap.solver.footprint import charge, days, worth
from plateau.roadmap.solver.goals import asked_by
from plateau.roadmap.solver.limits import in_period
from plateau.roadmap.solver.programme import Programme, Truth


class Nature(Enum):
    """What a sum counts, which says how its least value is soonest found."""

    MOMENTS = 1
    CHOICE = 2
    MONEY = 3
    #: Only chooses between plans that are as good.
    TIE = 4


class Sum:
    """A weighted sum of variables, none below zero, plus a constant; gathered term by term."""

    def __init__(self, nature: Nature = Nature.MOMENTS) -> None:
        """Start at zero."""
        self.nature = nature
        self.constant = 0
        self._terms: list[tuple[cp_model.IntVar, int]] = []

    def add(self, weight: int, truth: Truth) -> None:
        """Count ``weight`` when ``truth`` holds (or ``weight`` times the variable)."""
        if isinstance(truth, cp_model.IntVar):
            self._terms.append((truth, weight))
        elif truth:
            self.constant += weight

    def add_unless(self, weight: int, truth: Truth) -> None:
        """Count ``weight`` when ``truth`` does not hold."""
        self.constant += weight
        self.add(-weight, truth)

    @property
    def lowest(self) -> int:
        """No solution can go below this."""
        return self.constant + sum(min(0, weight) for _, weight in self._terms)

    @property
    def expression(self) -> cp_model.LinearExprT:
        """The sum for the solver."""
        variables = [variable for variable, _ in self._terms]
        weights = [weight for _, weight in self._terms]
        return cp_model.LinearExpr.weighted_sum(variables, weights) + self.constant

    def keep_within(self, model: cp_model.CpModel, limit: int) -> None:
        """Demand that the sum is at most ``limit``."""
        if self._terms:
            model.add(self.expression <= limit)
        elif self.constant > limit:
            model.add_bool_or([])

    def keep_above(self, model: cp_model.CpModel, limit: int) -> None:
        """Tell that the sum never comes below ``limit``."""
        if self._terms:
            model.add(self.expression >= limit)

    def value(self, solution: Mapping[int, int]) -> int:
        """Its value in a solution, given as variable index → value."""
        return self.constant + sum(weight * solution[variable.index] for variable, weight in self._terms)


def milestones(programme: Programme) -> Sum:
    """Weight × what a milestone asks for and is not so at its date."""
    total = Sum(Nature.CHOICE)
    for milestone in programme.problem.milestones:
        for truth in asked_by(programme, milestone):
            total.add_unless(milestone.weight, truth)
    return total


def targets(programme: Programme, *, leave_out: str | None = None) -> Sum:
    """Weight × plateau steps of criteria and areas that are missing in time, but for one criterion."""
    total = Sum(Nature.CHOICE)
    end = programme.periods
    for target in programme.problem.targets:
        for plateau in range(1, target.plateau + 1) if target.criterion != leave_out else ():
            standing = programme.stands_on(target.criterion, plateau, target.moment(end))
            total.add_unless(target.weight, standing)
    for wanted in programme.problem.area_targets:
        for plateau in range(1, wanted.plateau + 1):
            standing = programme.area_stands_on(wanted.area, plateau, wanted.moment(end))
            total.add_unless(wanted.weight, standing)
    return total


def cost(programme: Programme) -> Sum:
    """Cents charged for what is chosen."""
    total = Sum(Nature.MONEY)
    for option in programme.every_option():
        total.add(charge(programme.problem, option.item, option.way), option.chosen)
    return total


def knitting(programme: Programme) -> Sum:
    """One for every chosen intervention, plus one for every transitie it does not serve.

    Among equally cheap plans that prefers few interventions that serve several transities, and it never
    rewards one that has no other use.
    """
    total = Sum()
    transities = frozenset[str]().union(*(item.transities for item in programme.problem.interventions))
    for id_, item in programme.scope.interventions.items():
        total.add(1 + len(transities) - len(item.transities), programme.chosen(id_))
    return total


def earliness(programme: Programme) -> Sum:
    """Weight × periods (1 .. end) at whose start a step towards a target is still to be made."""
    total = Sum()
    for target in programme.problem.targets:
        for plateau in range(1, target.plateau + 1):
            for period in range(1, programme.periods + 1):
                total.add_unless(target.weight, programme.stands_on(target.criterion, plateau, period))
    for wanted in programme.problem.area_targets:
        for plateau in range(1, wanted.plateau + 1):
            for period in range(1, programme.periods + 1):
                total.add_unless(wanted.weight, programme.area_stands_on(wanted.area, plateau, period))
    return total


def waiting(programme: Programme, ids: Sequence[str]) -> Sum:
    """Periods before the start of each, as the digits of one number: the first of ``ids`` weighs most.

    With base ``periods + 1`` no later intervention can outweigh an earlier one.
    """
    total = Sum(Nature.TIE)
    for place, id_ in enumerate(reversed(ids)):
        for period in range(programme.periods):
            total.add_unless((programme.periods + 1) ** place, programme.started(id_, period))
    return total


def modes(programme: Programme, ids: Sequence[str]) -> Sum:
    """The place of the mode in which each is done, as the digits of one number."""
    total = Sum(Nature.TIE)
    base = max(len(options) for options in programme.options.values())
    for place, id_ in enumerate(reversed(ids)):
        for digit, option in enumerate(programme.options[id_]):
            total.add(digit * base**place, option.chosen)
    return total


def number(programme: Programme) -> Sum:
    """How many interventions are chosen."""
    total = Sum(Nature.TIE)
    for id_ in programme.scope.interventions:
        total.add(1, programme.chosen(id_))
    return total


def benefit(programme: Programme) -> Sum:
    """Present value of all spend less all benefit in the horizon."""
    total = Sum(Nature.MONEY)
    for option in programme.every_option():
        net = [worth(programme.problem, option.item, option.way, start) for start in option.window]
        for variable, weight in option.by_start(net):
            total.add(weight, variable)
    return total


def finish(programme: Programme) -> Sum:
    """The period at whose start all is over; zero when nothing is done."""
    total = Sum()
    later: Truth = True
    for period in range(programme.periods):
        busy = programme.new_bool(f"busy@{period}")
        programme.implies(busy, [later])
        for option in programme.every_option():
            programme.clause([busy, option.started(period - option.way.duration)], [option.chosen])
        later = busy
        total.add(1, busy)
    return total


def stability(programme: Programme, *, absent: int | None = None) -> Sum:
    """Periods moved from the plan to keep near, one for another mode; ``absent`` when dropped or added.

    Left out: as many as there are periods.
    """
    total = Sum()
    absent = programme.periods if absent is None else absent
    kept = {entry.id: entry for entry in programme.problem.keep}
    for id_ in sorted(kept):
        total.add_unless(absent, programme.chosen(id_))
    for option in programme.every_option():
        entry = kept.get(option.item.id)
        if entry is None:
            total.add(absent, option.chosen)
            continue
        moved = [abs(start - entry.start) + (option.mode != entry.mode) for start in option.window]
        for variable, weight in option.by_start(moved):
            total.add(weight, variable)
    return total


def evenness(programme: Programme) -> Sum:
    """The most days in any period, of each role, added up."""
    total = Sum()
    for role in programme.problem.capacity:
        worked = [(option, days(option.way, role)) for option in programme.every_option()]
        worked = [(option, share) for option, share in worked if share]
        most = sum(max(share) for _, share in worked)
        peak = programme.new_int(most, f"peak of {role}")
        for period in range(programme.periods if worked else 0):
            load = Sum()
            for option, share in worked:
                for variable, weight in option.by_start(in_period(option, share, period)):
                    load.add(weight, variable)
            load.add(-1, peak)
            load.keep_within(programme.model, 0)
        total.add(1, peak)
    return total


#: How each objective is measured.
OBJECTIVES: dict[ObjectiveName, Callable[[Programme], Sum]] = {
    ObjectiveName.MILESTONES: milestones,
    ObjectiveName.TARGETS: targets,
    ObjectiveName.COST: cost,
    ObjectiveName.KNITTING: knitting,
    ObjectiveName.EARLINESS: earliness,
    ObjectiveName.BENEFIT: benefit,
    ObjectiveName.FINISH: finish,
    ObjectiveName.EVENNESS: evenness,
    ObjectiveName.STABILITY: stability,
}
