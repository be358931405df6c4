"""Reasons as codes and figures; the words are made elsewhere, in two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from plateau.roadmap.model.gaps import GapReason
from plateau.roadmap.model.intervention import Step
from plateau.roadmap.model.plan import Scheduled
from plateau.roadmap.model.values import later


class LimitCode(StrEnum):
    """What keeps an intervention from a start."""

    AT_ONCE = "at_once"  # it starts in the first period: nothing holds it
    EARLIEST_START = "earliest_start"
    PREREQUISITE = "prerequisite"  # ``intervention`` must finish first; ``name`` one_of: or another of those
    #: ``criterion`` stands on ``plateau`` from ``period`` on, or never (None); ``name`` soonest: in any plan
    STEP_BELOW = "step_below"
    YEARLY_STEPS = "yearly_steps"  # ``criterion`` already makes its steps of ``year``
    BUDGET = "budget"  # ``short`` cents in ``year``
    CAPACITY = "capacity"  # ``short`` days of ``role``, first in ``period``
    EXCLUDED = "excluded"  # by ``intervention``, which is in the plan
    HORIZON = "horizon"  # it would not end within the horizon
    LATEST_START = "latest_start"  # it may start in ``period`` at the latest
    DEADLINE = "deadline"  # it must be over at the start of ``period``
    CONDITION = "condition"  # ``name`` holds from ``period`` on
    LAG = "lag"  # the time between it and ``intervention`` would not be right
    PIN = "pin"  # it was decided: ``name`` (start, not_before or not_after) ``period``
    NOW = "now"  # what was not begun starts in ``period`` at the earliest
    BEGUN = "begun"  # it was begun before the plan
    CHANGE = "change"  # ``short`` too much in the change load ``name``, first in ``period``
    FUND = "fund"  # ``short`` cents in the fund ``name``
    OBJECTIVE = "objective"  # ``name`` would end ``short`` worse; of stability, ``period``: where it was
    WAITED_FOR = "waited_for"  # planned ``intervention`` waits for what this would take the place of
    DEMANDED = "demanded"  # ``intervention``, whose place it would take, must be in the plan
    FREE = "free"  # nothing holds it there: the plan is not proven to be the tidiest


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule that a tested start breaks; only the fields its code names are filled."""

    code: LimitCode
    intervention: str | None = None
    criterion: str | None = None
    plateau: int | None = None
    role: str | None = None
    year: int | None = None
    period: int | None = None
    short: int | None = None
    name: str | None = later(None)


@dataclass(frozen=True, slots=True)
class ChosenReason:
    """Why an intervention is in the plan and why it starts when it does.

    ``steps`` it makes in the plan; ``targets``, ``areas`` and ``milestones`` that these bring nearer or that
    ask for it; ``enables``: planned interventions that can start only because of it. ``mandatory``,
    ``pinned`` (a fixed start), ``begun`` (before the plan), ``kept`` (the plan to keep near has it): that is
    asked for.
    ``groups``: of these one must be done. ``pays``: cents (present value) that it brings in the horizon
    above what it costs, where that counts.
    ``fixed_by``: all rules that a start one period earlier would break, the rest of the plan staying as it
    is; when it breaks none, the first objective that would end worse.
    """

    id: str
    start: int
    steps: tuple[Step, ...]
    targets: tuple[str, ...]
    milestones: tuple[str, ...]
    enables: tuple[str, ...]
    mandatory: bool
    fixed_by: tuple[Limit, ...]
    areas: tuple[str, ...] = later(())
    groups: tuple[str, ...] = later(())
    pinned: bool = later(False)
    begun: bool = later(False)
    kept: bool = later(False)
    pays: int = later(0)

    @property
    def has_purpose(self) -> bool:
        """Whether anything asks for it; only in a plan that is not proven may nothing do so."""
        serves = self.targets or self.areas or self.milestones or self.enables or self.groups
        return bool(serves or self.mandatory or self.pinned or self.begun or self.kept or self.pays)


class CandidateCode(StrEnum):
    """Why an intervention was not chosen."""

    FORBIDDEN = "forbidden"  # it was decided that it may not
    DONE = "done"  # the organisation stands already where all its steps lead
    NOT_NEEDED = "not_needed"  # nothing it does brings anything nearer
    NOT_COUNTED = "not_counted"  # it brings nearer only goals that are no objective
    DOMINATED = "dominated"  # ``by`` do what it would do, and the plan is at least as good with them
    #: It would help, but breaks ``limits`` at its best start; where these end with an OBJECTIVE, that would
    #: end worse if it did not break them.
    WOULD_NOT_FIT = "would_not_fit"
    OUTWEIGHED = "outweighed"  # it would help and fits, but an objective before that (``limits``) ends worse
    TOGETHER = "together"  # it helps at most with others that are left out too: no plan with it is better
    UNPROVEN = "unproven"  # the search stopped before it could tell


@dataclass(frozen=True, slots=True)
class Companion:
    """Another one that was left out too, put in the plan as well; ``limits``: the rules it breaks there."""

    place: Scheduled
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateReason:
    """One intervention not chosen.

    ``by``: planned interventions that make its needed steps, are done of its required ``groups``, or let
    those of ``enables`` start. ``extra_cents``: its charge less theirs.
    ``start``: of all starts at which it would help and nothing that counts for more ends worse (else of all),
    the first at which the fewest rules break, the rest of the plan staying as it is; ``limits``: these rules,
    and that objective. A start that no plan can have, as the step below cannot be there, only for want of
    another, with just that. Of what is dominated and costs no more, or would make
    the plan better: put in the place of ``by``; no later than they make their steps if that can be, unless
    no rule breaks later.
    ``companions``: what it would take besides, when it helps only with others, each of them needed;
    ``limits``: with these there.
    ``enables``: planned interventions that could wait for it as well as for ``by``; of TOGETHER those that
    are left out too, and nothing else needs it.
    """

    id: str
    code: CandidateCode
    by: tuple[str, ...] = ()
    extra_cents: int | None = None
    start: int | None = None
    limits: tuple[Limit, ...] = ()
    groups: tuple[str, ...] = later(())
    enables: tuple[str, ...] = later(())
    companions: tuple[Companion, ...] = later(())


@dataclass(frozen=True, slots=True)
class Slack:
    """How many periods a planned intervention could start later, each period up to there being possible.

    Possible: every rule is kept, money and people too; of no milestone more is missed and no target ends
    further from what it asks; the last intervention ends no later. ``free``: all else stays where it is.
    ``total``: what waits for it (prerequisites, lags, the plateau its steps start from) moves along, each no
    further than it has to, and nothing else moves. ``free`` is at most ``total``; both are 0 for what has
    begun.
    """

    id: str
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Link:
    """One intervention of the critical chain, and what keeps it from starting a period earlier.

    ``because``: that rule. ``after``: the link before it, which ends (or is at work) right where this one
    would have to start sooner; None where the chain begins: at the start, a date, a decision or money.
    """

    id: str
    start: int
    end: int
    because: Limit
    after: str | None = None


@dataclass(frozen=True, slots=True)
class LimitUse:
    """What the plan takes of one limit: ``code`` BUDGET, FUND, CAPACITY or CHANGE tells which kind.

    ``name``: the year, the fund, the role, the change load. ``used``: cents, days or change in each period of
    the horizon (0 where it does not count). ``allowed``: one number for them together (BUDGET, FUND), or one
    for each period (CAPACITY, CHANGE). ``left``: the least room that remains, below zero only when what was
    begun before ``now`` took more.
    """

    code: LimitCode
    name: str
    used: tuple[int, ...]
    allowed: tuple[int, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Move:
    """What became of an intervention of the plan to keep near.

    ``before`` None: it was added; ``after`` None: it was dropped.
    ``because``: the rules that its old start would break in the new plan, all else staying as it is there;
    BEGUN when it really began otherwise; none when its old place is still free.
    """

    id: str
    before: Scheduled | None
    after: Scheduled | None
    because: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """``rules``: paths of what cannot all hold: with them there is no plan, without any one of them there is.

    ``unproven``: those of them that are there only because the search for a plan without them was too short.
    ``short``: of each limit in it the least that it lacks, the others staying as they are (``budget``,
    ``fund``, ``change``, and ``capacity`` for every period of one plan for which that is enough); none where
    that is not proven.
    """

    rules: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()
    short: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons for every goal, every planned intervention and every one left out.

    ``slack`` of every planned intervention; ``chain``: the critical chain, in order of time, that fixes when
    the last one ends; ``use``: every limit and what the plan takes of it; ``moves``: what is not where the
    plan to keep near had it. Why a goal stays open takes searches: UNEXPLAINED when nobody asked for them.
    ``clash_rules``: when the plan is infeasible, paths of a smallest set of what can be lifted and cannot all
    hold, such as ``mandatory[x]``, ``interventions[x].deadline`` and ``budgets[2027]``; ``clash_unproven``:
    those of them that are there only because the search for a plan without them was too short; ``clash``:
    the mandatory interventions in it. ``clashes``: that one and what cannot all hold once the limits in the
    others are lifted (all of it, of one that has none); ``clashes_complete``: with that lifted in all of them
    there is a plan. ``clashes_enough``: with so much more of all their limits, and without those that have
    none, there is a plan; the least money, then funds, days and change; none when that is not proven.
    """

    problem_hash: str
    gaps: tuple[GapReason, ...] = ()
    chosen: tuple[ChosenReason, ...] = ()
    candidates: tuple[CandidateReason, ...] = ()
    clash: tuple[str, ...] = ()
    clash_rules: tuple[str, ...] = later(())
    clash_unproven: tuple[str, ...] = later(())
    clashes: tuple[Clash, ...] = later(())
    clashes_complete: bool = later(False)
    clashes_enough: tuple[Limit, ...] = later(())
    slack: tuple[Slack, ...] = later(())
    chain: tuple[Link, ...] = later(())
    use: tuple[LimitUse, ...] = later(())
    moves: tuple[Move, ...] = later(())


@dataclass(frozen=True, slots=True)
class ClashRule:
    """A path of ``clash_rules`` taken apart.

    ``kind``: the field of the problem, or of the intervention; ``groups.interventions`` for "at most one" of
    a group. ``owner``: the id or key there; ``which``: the id or index in its field; empty when it has none.
    """

    kind: str
    owner: str
    which: str

    @classmethod
    def of(cls, path: str) -> ClashRule:
        """The rule at ``path``; ValueError when that is none."""
        found = _RULE.fullmatch(path)
        if found is None:
            raise ValueError(f"{path!r} is not the path of a rule.")
        place, owner, field_, which = (part or "" for part in found.groups())
        kind = field_ if place == "interventions" else f"{place}.{field_}" if field_ else place
        return cls(kind, owner, which)


_RULE = re.compile(r"(\w+)(?:\[(.*?)\](?:\.(\w+)(?:\[(.*)\])?)?)?", re.DOTALL)
