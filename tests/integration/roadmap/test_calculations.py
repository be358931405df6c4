"""Calculations in the background: asked for, worked out, stopped, gone wrong; on both databases."""

import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.operations import NotFound
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from plateau.roadmap import calculating, operations, store
from plateau.roadmap.calculation import SILENCE, Calculation, State
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import Explanation, Plan, Problem, Status
from plateau.roadmap.operations import Started
from plateau.roadmap.solver import Control, solve
from plateau.roadmap.store import PlanSummary
from tests.integration.roadmap.situations import NOW, TODAY, aim, make_director, make_round, measure
from tests.unit.roadmap.instances import gemeente

SOLVE = "plateau.roadmap.calculating.solve"
EXPLAIN = "plateau.roadmap.calculating.explain"


@dataclass
class Office:
    """A round that is ready to be computed, and all that can be done with it."""

    database: Database
    actor: Actor
    round_id: UUID

    def start(self, *, minutes: float = 0) -> Started:
        with self.database.transaction() as session:
            return operations.start_calculation(
                session,
                actor=self.actor,
                round_id=self.round_id,
                catalogue=catalogue(),
                now=NOW + timedelta(minutes=minutes),
                today=TODAY,
            )

    def begin(self) -> Calculation:
        found = self.start().calculation
        assert found
        return found

    def work(self, item: Calculation, stopping: threading.Event | None = None) -> None:
        calculating.calculate(
            self.database, item.id, clock=lambda: NOW, stopping=stopping or threading.Event()
        )

    def explain(self, plan: PlanSummary) -> Started:
        with self.database.transaction() as session:
            return operations.start_explaining(
                session, actor=self.actor, round_id=self.round_id, number=plan.number, now=NOW
            )

    def stop_explaining(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A roadmap is computed of which the reasons are not found."""

        def fail(problem: Problem, plan: Plan, **given: Any) -> Explanation:
            raise RuntimeError("out of luck")

        with monkeypatch.context() as patch:
            patch.setattr(EXPLAIN, fail)
            self.work(self.begin())

    def stop(self, item: Calculation) -> None:
        with self.database.transaction() as session:
            operations.stop_calculation(
                session, actor=self.actor, round_id=self.round_id, calculation_id=item.id, now=NOW
            )

    def now(self, item: Calculation) -> Calculation:
        with self.database.reading() as session:
            return store.get_calculation(session, item.id)

    @property
    def plans(self) -> list[PlanSummary]:
        with self.database.reading() as session:
            return store.plan_summaries(
                session, organisation_id=self.actor.organisation.id, round_id=self.round_id
            )

    def aim_higher(self) -> None:
        with self.database.transaction() as session:
            aim(session, self.actor, self.round_id, plateau=4, version=1)


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as session:
        actor = make_director(session)
        round_id = make_round(session, actor)
        measure(session, actor, round_id)
        aim(session, actor, round_id)
    return Office(database, actor, round_id)


@pytest.fixture
def hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker finds a problem that takes longer than anyone would wait for."""
    monkeypatch.setattr(calculating, "PULSE_S", 0.2)
    real = store.begin_calculation

    def begin(session: Session, calculation_id: UUID, *, now: datetime) -> tuple[Calculation, Problem] | None:
        begun = real(session, calculation_id, now=now)
        return (begun[0], gemeente(60, 16, 1, money=0.3, people=1)) if begun else None

    monkeypatch.setattr(store, "begin_calculation", begin)


def test_asked_for_and_worked_out(office: Office) -> None:
    started = office.start()
    assert started.is_new
    assert started.calculation
    item = started.calculation
    assert office.now(item) == item
    office.work(item)
    done = office.now(item)
    (plan,) = office.plans
    assert (done.state, done.plan_id, done.ended_at) == (State.DONE, plan.id, NOW)
    assert (plan.computed_by, plan.status) == (office.actor.person.id, Status.OPTIMAL)
    office.work(item)  # the queue may deliver a job twice
    assert office.plans == [plan]
    assert office.start() == Started(None)


def test_asked_twice_it_is_computed_once(office: Office) -> None:
    first = office.begin()
    assert office.start(minutes=0.1) == Started(first)


def test_another_question_replaces_the_first(office: Office) -> None:
    first = office.begin()
    office.aim_higher()
    second = office.start()
    assert second.is_new
    office.work(first)
    assert (office.now(first).state, office.plans) == (State.REPLACED, [])
    assert second.calculation
    office.work(second.calculation)
    assert [plan.problem_hash for plan in office.plans] == [second.calculation.problem_hash]


def test_replaced_while_it_was_worked_out_it_keeps_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.begin()

    def meanwhile(problem: Problem, *, control: Control) -> Plan:
        office.aim_higher()
        assert office.start().is_new
        return solve(problem, control=control)

    monkeypatch.setattr(SOLVE, meanwhile)
    office.work(item)
    assert (office.now(item).state, office.plans) == (State.REPLACED, [])


def test_a_roadmap_is_there_before_all_of_its_reasons(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = office.begin()
    seen: list[tuple[Calculation, datetime | None]] = []

    def explain_later(problem: Problem, plan: Plan, **given: Any) -> Explanation:
        (kept,) = office.plans
        assert office.start() == Started(office.now(item))  # asked again meanwhile it is the same one
        seen.append((office.now(item), kept.explained_at))
        return explain(problem, plan, **given)

    monkeypatch.setattr(EXPLAIN, explain_later)
    office.work(item)
    ((meanwhile, explained_at),) = seen
    (plan,) = office.plans
    assert (meanwhile.state, meanwhile.plan_id, explained_at) == (State.RUNNING, plan.id, None)
    assert (office.now(item).state, plan.explained_at) == (State.DONE, NOW)


def test_replaced_while_reasons_were_looked_for_the_roadmap_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculating, "PULSE_S", 0.05)
    item = office.begin()

    def explain_meanwhile(problem: Problem, plan: Plan, *, control: Control, **given: Any) -> Explanation:
        office.aim_higher()
        assert office.start().is_new
        end = time.monotonic() + 10
        while not control.cancelled:
            assert time.monotonic() < end
        return explain(problem, plan, control=control, **given)

    monkeypatch.setattr(EXPLAIN, explain_meanwhile)
    office.work(item)
    (plan,) = office.plans
    assert (office.now(item).state, office.now(item).plan_id) == (State.REPLACED, plan.id)
    assert plan.explained_at is None


def test_reasons_that_were_not_found_are_found_when_asked_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.stop_explaining(monkeypatch)
    (plan,) = office.plans
    assert plan.explained_at is None
    office.work(office.begin())
    (again,) = office.plans
    assert (again.id, again.explained_at) == (plan.id, NOW)
    assert office.start() == Started(None)


def test_reasons_alone_are_looked_for_of_any_roadmap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of one that is no longer the newest: it keeps its number, and nothing is searched again."""
    office.stop_explaining(monkeypatch)
    office.aim_higher()
    office.work(office.begin())
    newest, older = office.plans
    assert (newest.explained_at, older.explained_at) == (NOW, None)

    def search_again(problem: Problem, *, control: Control) -> Plan:
        raise AssertionError("nothing is to be searched")

    monkeypatch.setattr(SOLVE, search_again)
    asked = office.explain(older)
    assert asked.calculation
    assert (asked.is_new, asked.calculation.plan_id) == (True, older.id)
    assert office.explain(older) == Started(asked.calculation)
    office.work(asked.calculation)
    assert [(plan.id, plan.explained_at) for plan in office.plans] == [(newest.id, NOW), (older.id, NOW)]
    assert office.explain(older) == Started(None)


def test_reasons_of_what_is_not_there_or_elsewhere(office: Office) -> None:
    office.work(office.begin())
    (plan,) = office.plans
    with office.database.transaction() as session:
        other = make_director(session)
        elsewhere = make_round(session, other)
        for actor, round_id, number in (
            (office.actor, office.round_id, 2),
            (other, office.round_id, plan.number),
            (other, elsewhere, plan.number),
        ):
            with pytest.raises(NotFound):
                operations.start_explaining(session, actor=actor, round_id=round_id, number=number, now=NOW)


def test_the_roadmap_that_is_there_is_explained_not_the_one_that_is_found_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found again it may be another: stopped sooner, or by another version of the search."""
    office.stop_explaining(monkeypatch)
    explained: list[Plan] = []

    def note(problem: Problem, plan: Plan, **given: Any) -> Explanation:
        explained.append(plan)
        return explain(problem, plan, **given)

    def otherwise(problem: Problem, *, control: Control) -> Plan:
        without = frozenset({solve(problem, control=control).scheduled[-1].id})
        return replace(solve(replace(problem, forbidden=without)), problem_hash=problem.fingerprint)

    monkeypatch.setattr(EXPLAIN, note)
    monkeypatch.setattr(SOLVE, otherwise)
    office.work(office.begin())
    (plan,) = office.plans
    assert plan.explained_at == NOW
    with office.database.reading() as session:
        kept = store.get_plan(session, organisation_id=office.actor.organisation.id, plan_id=plan.id)
    assert explained == [kept.plan]
    assert {reason.id for reason in kept.explanation.chosen} == kept.plan.by_id.keys()


def test_after_a_dead_worker_one_begins_again(office: Office) -> None:
    dead = office.begin()
    with office.database.transaction() as session:
        assert store.begin_calculation(session, dead.id, now=NOW)
    assert office.start() == Started(office.now(dead))
    again = office.start(minutes=SILENCE.total_seconds() / 60)
    assert again.is_new
    assert again.calculation
    assert office.now(dead).state is State.REPLACED
    office.work(again.calculation)
    assert len(office.plans) == 1


def test_stopped_before_it_was_begun(office: Office) -> None:
    item = office.begin()
    for _ in range(2):
        office.stop(item)
    office.work(item)
    assert (office.now(item).state, office.now(item).plan_id, office.plans) == (State.DONE, None, [])


@pytest.mark.usefixtures("hard")
def test_stopped_half_way_the_best_so_far_is_kept(office: Office) -> None:
    item = office.begin()
    thread = threading.Thread(target=office.work, args=(item,))
    thread.start()
    while not any(level.value for level in office.now(item).progress):
        assert thread.is_alive()
    office.stop(item)
    thread.join(timeout=30)
    assert not thread.is_alive()
    (plan,) = office.plans
    assert plan.status is Status.FEASIBLE
    assert office.now(item).plan_id == plan.id


@pytest.mark.usefixtures("hard")
def test_a_worker_that_has_to_go_says_so(office: Office) -> None:
    item = office.begin()
    stopping = threading.Event()
    stopping.set()
    office.work(item, stopping)
    assert (office.now(item).state, office.plans) == (State.INTERRUPTED, [])
    assert office.start().is_new


def test_what_goes_wrong_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(problem: Problem, *, control: Control) -> Plan:
        raise RuntimeError("out of luck")

    item = office.begin()
    with monkeypatch.context() as patch:
        patch.setattr(SOLVE, fail)
        office.work(item)
    assert (office.now(item).state, office.plans) == (State.FAILED, [])
    again = office.begin()
    office.work(again)
    assert office.now(again).state is State.DONE


def test_a_calculation_of_another_is_not_found(office: Office) -> None:
    item = office.begin()
    with office.database.transaction() as session:
        other = make_director(session)
        elsewhere = make_round(session, other)
        for actor, round_id in ((other, office.round_id), (other, elsewhere), (office.actor, elsewhere)):
            for calculation_id in (item.id, new_id()):
                with pytest.raises(NotFound):
                    operations.stop_calculation(
                        session, actor=actor, round_id=round_id, calculation_id=calculation_id, now=NOW
                    )
    assert office.now(item).state is State.QUEUED
