"""What a problem lays down at one place (a choice, a date, an order, a limit), as part of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import ClashRule, Intervention, Lag, Limit, Pin, Problem
from plateau.roadmap.wording.names import (
    area_name,
    criterion_name,
    intervention_name,
    intervention_names,
    joined,
    quarter,
    role_name,
    so_many_periods,
    up_to_euro,
)
from plateau.web.locale import money, number

#: The days of so many periods are told one by one.
_MOST_PERIODS = 4


def rule_phrases(paths: Iterable[str], problem: Problem, catalogue: Catalogue) -> str:
    """What is laid down at each of these places, as one enumeration."""
    return joined([rule_phrase(ClashRule.of(path), problem, catalogue) for path in paths])


def rule_phrase(
    rule: ClashRule,
    problem: Problem,
    catalogue: Catalogue,
    *,
    short: Sequence[Limit] = (),
    only: bool = False,
) -> str:
    """What is laid down at one place, with its figure.

    Of a limit that is too low ``short`` tells what it lacks; ``only``: no other limit can make up for it.
    """
    return _Phrases(rule, problem, catalogue, short, only=only).phrase()


class _Phrases:
    def __init__(
        self, rule: ClashRule, problem: Problem, catalogue: Catalogue, short: Sequence[Limit], *, only: bool
    ) -> None:
        self._rule = rule
        self._short = short
        self._only = only
        self._problem = problem
        self._catalogue = catalogue
        self._name = intervention_name(rule.owner, catalogue)
        self._quoted = f"“{rule.owner}”"

    def phrase(self) -> str:
        return _PHRASES[self._rule.kind](self)

    def _when(self, period: int) -> str:
        return quarter(self._problem.calendar, period)

    # choices

    def _mandatory(self) -> str:
        return _("%(name)s moet in de roadmap", name=self._name)

    def _forbidden(self) -> str:
        return _("%(name)s mag niet in de roadmap", name=self._name)

    def _pinned(self) -> str:
        (pin,) = [pin for pin in self._problem.pins if pin.id == self._rule.owner]
        told = []
        if pin.start is not None:
            told.append(self._starts(pin, pin.start))
        if pin.not_before is not None:
            told.append(self._no_earlier_than(pin.not_before))
        if pin.not_after is not None:
            told.append(self._no_later_than(pin.not_after))
        if pin.mode is not None:
            told.append(_("%(name)s wordt op één vaste manier gedaan", name=self._name))
        return joined(told)

    def _starts(self, pin: Pin, start: int) -> str:
        """With how long it takes, when the period ends before it can be over."""
        told = _("%(name)s begint in %(when)s", name=self._name, when=self._when(start))
        calendar = self._problem.calendar
        lasts = min(way.duration for way in self._problem.ways(self._problem.by_id[pin.id]).values())
        if start + lasts <= calendar.periods:
            return told
        takes = so_many_periods(lasts, calendar)
        return _("%(told)s en duurt %(takes)s, tot na de looptijd", told=told, takes=takes)

    # dates

    def _earliest_start(self) -> str:
        return self._no_earlier_than(self._item.earliest_start)

    def _latest_start(self) -> str:
        return self._no_later_than(self._item.latest_start or 0)

    def _no_earlier_than(self, period: int) -> str:
        return _("%(name)s begint niet eerder dan %(when)s", name=self._name, when=self._when(period))

    def _no_later_than(self, period: int) -> str:
        return _("%(name)s begint niet later dan %(when)s", name=self._name, when=self._when(period))

    def _deadline(self) -> str:
        when = self._when((self._item.deadline or 1) - 1)
        return _("%(name)s is eind %(when)s klaar", name=self._name, when=when)

    def _condition(self) -> str:
        (condition,) = [it for it in self._problem.conditions if it.id == self._rule.which]
        return _(
            "%(name)s wacht op “%(condition)s” (zeker vanaf %(when)s)",
            name=self._name,
            condition=condition.id,
            when=self._when(condition.certain),
        )

    # order

    def _all_of(self) -> str:
        other = intervention_name(self._rule.which, self._catalogue)
        return _("%(name)s kan pas beginnen na %(other)s", name=self._name, other=other)

    def _one_of(self) -> str:
        others = intervention_names(sorted(self._item.one_of), self._catalogue)
        return _("%(name)s kan pas beginnen na een van deze: %(others)s", name=self._name, others=others)

    def _lag(self) -> str:
        lag = self._item.lags[int(self._rule.which)]
        return _(
            "de tijd tussen %(name)s en %(others)s is %(limits)s",
            name=self._name,
            others=intervention_names(sorted(lag.any_of), self._catalogue),
            limits=self._between(lag),
        )

    def _between(self, lag: Lag) -> str:
        least = _("minstens %(periods)s", periods=so_many_periods(lag.least, self._problem.calendar))
        if lag.most is None:
            return least
        most = so_many_periods(lag.most, self._problem.calendar)
        return joined([least, _("hoogstens %(periods)s", periods=most)])

    def _excludes(self) -> str:
        other = intervention_name(self._rule.which, self._catalogue)
        return _("%(name)s en %(other)s sluiten elkaar uit", name=self._name, other=other)

    def _required_group(self) -> str:
        return _("uit de groep %(name)s moet er één in de roadmap", name=self._quoted)

    def _group(self) -> str:
        return _("uit de groep %(name)s past er maar één in de roadmap", name=self._quoted)

    # goals and limits

    def _target(self) -> str:
        name = criterion_name(self._rule.owner, self._catalogue)
        return _("het doel voor %(name)s moet worden gehaald", name=name)

    def _area_target(self) -> str:
        name = area_name(self._rule.owner, self._catalogue)
        return _("het doel voor %(name)s moet worden gehaald", name=name)

    def _milestone(self) -> str:
        return _("de mijlpaal %(name)s moet worden gehaald", name=self._quoted)

    def _yearly_steps(self) -> str:
        return ngettext(
            "een onderwerp maakt hoogstens %(num)s stap in een jaar",
            "een onderwerp maakt hoogstens %(num)s stappen in een jaar",
            self._problem.steps_per_criterion_per_year,
        )

    def _budget(self) -> str:
        year = int(self._rule.owner)
        cents = self._problem.budgets[year] or 0
        told = _("het budget van %(year)s is %(amount)s", year=year, amount=money(cents))
        return self._with_needed_money(told, cents)

    def _fund(self) -> str:
        (fund,) = [fund for fund in self._problem.funds if fund.id == self._rule.owner]
        told = _("%(name)s is %(amount)s", name=self._quoted, amount=money(fund.limit))
        return self._with_needed_money(told, fund.limit)

    def _with_needed_money(self, told: str, cents: int) -> str:
        if not self._short:
            return told
        needed = money(up_to_euro(cents + sum(limit.short or 0 for limit in self._short)))
        if self._only:
            return _("%(told)s, maar er is minstens %(needed)s nodig", told=told, needed=needed)
        return self._would_fit(told, needed)

    def _capacity(self) -> str:
        role, per_period = role_name(self._rule.owner), self._problem.capacity[self._rule.owner] or ()
        if 0 < len(self._short) <= _MOST_PERIODS:
            places = [self._in_period(limit, per_period) for limit in self._short]
            return _("%(role)s heeft te weinig dagen: %(places)s", role=role, places=joined(places))
        days = sum(per_period)
        told = ngettext(
            "%(role)s heeft in de looptijd %(days)s dag",
            "%(role)s heeft in de looptijd %(days)s dagen",
            days,
            role=role,
            days=number(days),
        )
        return self._would_fit(told, number(days + sum(limit.short or 0 for limit in self._short)))

    def _in_period(self, limit: Limit, per_period: Sequence[int]) -> str:
        period = limit.period or 0
        told = _("%(days)s in %(when)s", when=self._when(period), days=number(per_period[period]))
        return self._would_fit(told, number(per_period[period] + (limit.short or 0)))

    def _change(self) -> str:
        (load,) = [load for load in self._problem.change_loads if load.id == self._rule.owner]
        limit = number(load.limit)
        told = _("bij %(name)s loopt er hoogstens %(limit)s tegelijk", name=self._quoted, limit=limit)
        return self._would_fit(told, number(load.limit + sum(limit.short or 0 for limit in self._short)))

    def _would_fit(self, told: str, needed: str) -> str:
        return _("%(told)s (dit past met %(needed)s)", told=told, needed=needed) if self._short else told

    def _past(self) -> str:
        return _("wat er staat over het begin van %(name)s, kan niet", name=self._name)

    @property
    def _item(self) -> Intervention:
        return self._problem.by_id[self._rule.owner]


_PHRASES: dict[str, Callable[[_Phrases], str]] = {
    "mandatory": _Phrases._mandatory,
    "pins": _Phrases._pinned,
    "groups": _Phrases._required_group,
    "targets": _Phrases._target,
    "area_targets": _Phrases._area_target,
    "milestones": _Phrases._milestone,
    "forbidden": _Phrases._forbidden,
    "groups.interventions": _Phrases._group,
    "earliest_start": _Phrases._earliest_start,
    "latest_start": _Phrases._latest_start,
    "deadline": _Phrases._deadline,
    "conditions": _Phrases._condition,
    "all_of": _Phrases._all_of,
    "one_of": _Phrases._one_of,
    "lags": _Phrases._lag,
    "excludes": _Phrases._excludes,
    "steps_per_criterion_per_year": _Phrases._yearly_steps,
    "budgets": _Phrases._budget,
    "funds": _Phrases._fund,
    "capacity": _Phrases._capacity,
    "change_loads": _Phrases._change,
    "past": _Phrases._past,
}
