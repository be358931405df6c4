"""Computing in the background: ask, follow, stop, and keep what the worker found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Organisation
from plateau.assessment.operations import NotFound, get_round
from plateau.catalogue.model import Catalogue
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.calculation import Calculation, Sought, State
from plateau.roadmap.model import Explanation, Plan, Problem, Status
from plateau.roadmap.operations.computing import ask, keep_plan, prepare_roadmap
from plateau.roadmap.store import StoredPlan


@dataclass(frozen=True, slots=True)
class Started:
    """`calculation` is what to wait for, `is_new` when a worker is still to be told; None: no need to."""

    calculation: Calculation | None
    is_new: bool = False


def start_calculation(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    catalogue: Catalogue,
    now: datetime,
    today: date,
    scenario_id: UUID | None = None,
) -> Started:
    """Ask for a roadmap of now; asked twice, it is computed once.

    A calculation of the same scenario that is still open is replaced when it answers another problem, or
    when its worker is dead.

    Raises:
        NotFound, NoAmbition.
    """
    # The round's row is the lock: two who ask at once must find each other's calculation.
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    draft = prepare_roadmap(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=scenario_id,
    )
    seen = store.worker_seen_at(session)
    for item in store.open_calculations(session, organisation_id=actor.organisation.id, round_id=round_id):
        if draft.situation.stored and item.scenario_id != draft.situation.stored.id:
            continue
        same = item.problem_hash == draft.problem.fingerprint and not item.cancel_requested_at
        if same and item.is_awaited(now=now, worker_seen_at=seen):
            return Started(item)
        store.end_calculation(session, item.id, state=State.REPLACED, now=now)
    if draft.existing:
        return Started(None)
    fresh = ask(session, actor=actor, draft=draft, now=now)
    store.add_calculation(session, fresh, draft.problem)
    return Started(fresh, is_new=True)


def start_explaining(
    session: Session, *, actor: Actor, round_id: UUID, number: int, now: datetime
) -> Started:
    """Ask (once more) why goals of this roadmap stay open; asked twice, it is looked for once.

    Raises:
        NotFound: this round has no such roadmap.
    """
    organisation_id = actor.organisation.id
    get_round(session, organisation_id=organisation_id, round_id=round_id, for_update=True)
    stored = store.find_plan(session, organisation_id=organisation_id, round_id=round_id, number=number)
    if stored is None:
        raise NotFound(f"roadmap {number}")
    summary = stored.summary
    if summary.explained_at is not None:
        return Started(None)
    busy = store.find_explaining(session, organisation_id=organisation_id, plan_id=summary.id)
    if busy and busy.is_awaited(now=now, worker_seen_at=store.worker_seen_at(session)):
        return Started(busy)
    if busy:
        store.end_calculation(session, busy.id, state=State.REPLACED, now=now)
    fresh = Calculation(
        id=new_id(),
        organisation_id=organisation_id,
        round_id=round_id,
        scenario_id=summary.scenario_id,
        ambition_id=summary.ambition_id,
        problem_hash=summary.problem_hash,
        state=State.QUEUED,
        requested_at=now,
        requested_by=actor.person.id,
        plan_id=summary.id,
    )
    store.add_calculation(session, fresh, stored.problem)
    return Started(fresh, is_new=True)


def keep_found(
    session: Session,
    *,
    calculation_id: UUID,
    problem: Problem,
    plan: Plan,
    explanation: Explanation,
    now: datetime,
) -> StoredPlan | None:
    """Keep a roadmap of which some reasons are still to be found, or give the newest when that is the same.

    None when nobody waits for more: the calculation was replaced, or the reasons of the newest are known.
    """
    calculation = _still_wanted(session, calculation_id)
    if calculation is None:
        return None
    kept = keep_plan(session, calculation, problem, plan, explanation, now=now, explained=False)
    if kept.summary.explained_at is not None:
        store.end_calculation(session, calculation_id, state=State.DONE, now=now, plan_id=kept.summary.id)
        return None
    store.set_calculation_found(session, calculation_id, plan_id=kept.summary.id)
    return kept


def finish_calculation(
    session: Session,
    *,
    calculation_id: UUID,
    problem: Problem,
    plan: Plan,
    explanation: Explanation,
    now: datetime,
) -> None:
    """Keep what a worker found, or the reasons of what it found before, unless nobody waits for it any more.

    A search that was stopped before it found anything leaves no roadmap: there is nothing to show.
    """
    calculation = _still_wanted(session, calculation_id)
    if calculation is None:
        return
    plan_id = calculation.plan_id
    if plan_id:
        store.set_plan_explained(session, plan_id=plan_id, explanation=explanation, now=now)
    elif plan.status is not Status.UNKNOWN or calculation.cancel_requested_at is None:
        plan_id = keep_plan(session, calculation, problem, plan, explanation, now=now).summary.id
    store.end_calculation(session, calculation_id, state=State.DONE, now=now, plan_id=plan_id)


def _still_wanted(session: Session, calculation_id: UUID) -> Calculation | None:
    asked = store.get_calculation(session, calculation_id)
    # The round first, as everywhere: two locks in two orders wait for each other forever.
    get_round(session, organisation_id=asked.organisation_id, round_id=asked.round_id, for_update=True)
    calculation = store.get_calculation(session, calculation_id, for_update=True)
    return calculation if calculation.state is State.RUNNING else None


def stop_calculation(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    calculation_id: UUID,
    now: datetime,
    sought: Sought = Sought.ROADMAP,
) -> None:
    """Ask to stop with the best so far; what was not begun yet is not begun. Twice is the same as once.

    Raises:
        NotFound: this round has no such calculation.
    """
    found = find_calculation(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        calculation_id=calculation_id,
        sought=sought,
    )
    if found.state is State.QUEUED:
        store.request_cancel(session, calculation_id, now=now)
        store.end_calculation(session, calculation_id, state=State.DONE, now=now)
    elif found.state is State.RUNNING:
        store.request_cancel(session, calculation_id, now=now)


def find_calculation(
    session: Session,
    *,
    organisation: Organisation,
    round_id: UUID,
    calculation_id: UUID,
    sought: Sought = Sought.ROADMAP,
) -> Calculation:
    """This calculation of a round, of what is sought.

    Raises:
        NotFound: there is none.
    """
    found = store.find_calculation(
        session,
        organisation_id=organisation.id,
        round_id=round_id,
        calculation_id=calculation_id,
        sought=sought,
    )
    if found is None:
        raise NotFound(f"calculation {calculation_id}")
    return found
