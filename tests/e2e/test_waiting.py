"""Waiting for a roadmap that takes longer: progress, stopping, and going on by itself; without script too.

The demo's own worker is too quick to be looked at. Here the test is the worker: it takes the calculation up,
tells how far it is, and brings it to its end when the page has been seen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import State
from plateau.roadmap.explanation import reasons
from plateau.roadmap.model import Explanation, ObjectiveName, Plan, Problem
from plateau.roadmap.solver import Progress
from tests.e2e.conftest import MakeVisitor, Visitor
from tests.e2e.well_made import well_made

DIRECTOR = "directeur@lindervaart.example"
PROGRESS = (
    Progress(ObjectiveName.MILESTONES, 4, 4, settled=True),
    Progress(ObjectiveName.TARGETS, 7, 5),
    Progress(ObjectiveName.COST, None, None),
)


def save_budgets(page: Page, base: str, euro: int) -> None:
    page.goto(f"{base}/roadmap/instellingen")
    for field in page.locator('[id^="budget-"]').all():
        if field.get_attribute("name"):
            field.fill(str(euro))
    page.click("main button[value=save] >> nth=0")
    page.wait_for_selector("text=opgeslagen")


@dataclass
class Taken:
    """A calculation with the stored settings, under way, and what its worker can do."""

    database: Database
    id: UUID
    problem: Problem
    plan: Plan
    explanation: Explanation

    def keep(self) -> None:
        """The roadmap is there; why goals stay open is not."""
        self._tell(operations.keep_found, reasons(self.problem, self.plan))

    def end(self) -> None:
        """All of it is there."""
        self._tell(operations.finish_calculation, self.explanation)

    def fail(self) -> None:
        """It goes wrong half-way."""
        with self.database.transaction() as session:
            store.end_calculation(session, self.id, state=State.FAILED, now=datetime.now(UTC))

    def _tell(self, operation: Callable[..., object], explanation: Explanation) -> None:
        with self.database.transaction() as session:
            operation(
                session,
                calculation_id=self.id,
                problem=self.problem,
                plan=self.plan,
                explanation=explanation,
                now=datetime.now(UTC),
            )


def take_up(database: Database, base: str) -> Taken:
    """What it comes to is worked out first: a page gives up on a worker that is silent for long."""
    organisation_id, round_id = (UUID(found) for found in re.findall(r"[0-9a-f-]{36}", base))
    now = datetime.now(UTC)
    with database.transaction() as session:
        credentials = accounts_store.find_credentials(session, DIRECTOR)
        assert credentials
        person = credentials[0]
        membership = accounts_store.find_membership(
            session, person_id=person.id, organisation_id=organisation_id
        )
        assert membership
        asked = operations.start_calculation(
            session,
            actor=Actor(person, membership.organisation, membership.role),
            round_id=round_id,
            catalogue=catalogue(),
            now=now,
            today=now.date(),
        ).calculation
        assert asked
        begun = store.begin_calculation(session, asked.id, now=now)
    assert begun
    problem = begun[1]
    plan, explanation = operations.work_out(problem)
    with database.transaction() as session:
        store.beat(session, asked.id, progress=PROGRESS, now=datetime.now(UTC))
    return Taken(database, asked.id, problem, plan, explanation)


def under_way(someone: Visitor, database: Database, euro: int) -> tuple[Page, str, Taken]:
    """A calculation for the demo's measurement with these budgets; its page's visitor, and where that is."""
    page = someone.log_in(DIRECTOR)
    # Other tests start measurements of their own; this one needs the demo's, with its ambition.
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    save_budgets(page, base, euro)
    return page, base, take_up(database, base)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_a_calculation(visitor: MakeVisitor, demo_database: Database, width: int) -> None:
    someone = visitor(width=width)
    page, base, taken = under_way(someone, demo_database, 900_000 + width)
    page.goto(f"{base}/roadmap/berekening/{taken.id}")
    page.wait_for_selector("#calculation table")
    well_made(page)
    taken.end()
    page.wait_for_url("**/roadmap#result", timeout=60_000)  # htmx goes on by itself
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
    assert someone.complaints == []


def test_stopping_without_script(visitor: MakeVisitor, demo_database: Database) -> None:
    someone = visitor(script=False)
    page, base, taken = under_way(someone, demo_database, 800_000)
    page.goto(f"{base}/roadmap/berekening/{taken.id}")
    assert "Mijlpalen" in page.inner_text("main")
    page.click("main button:has-text('Stoppen')")
    taken.end()
    while "/berekening/" in page.url:
        page.click("text=Bijwerken")
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")


@pytest.mark.parametrize("width", [1280, 360])
def test_why_goals_stay_open_comes_by_itself(
    visitor: MakeVisitor, demo_database: Database, width: int
) -> None:
    someone = visitor(width=width)
    page, base, taken = under_way(someone, demo_database, 20_000 + width)
    taken.keep()
    page.goto(f"{base}/roadmap/berekening/{taken.id}")
    page.wait_for_url("**/roadmap#result")
    page.wait_for_selector("#explaining:has-text('zoeken we nu uit')")
    assert "nog niet uitgezocht" in page.inner_text("#why")
    assert "nog niet uitgezocht" in page.inner_text("#why-milestones")
    well_made(page)
    taken.end()
    page.wait_for_selector("#explaining:has-text('staat nu waarom')")
    for part in ("#why", "#why-milestones"):
        page.wait_for_selector(f"{part}:not(:has-text('nog niet uitgezocht'))")
    assert "Dit kan wel" in page.inner_text("#why")
    well_made(page)
    assert someone.complaints == []


def test_why_goals_stay_open_can_be_looked_for_once_more(
    visitor: MakeVisitor, demo_database: Database
) -> None:
    someone = visitor(script=False)
    page, base, taken = under_way(someone, demo_database, 25_000)
    taken.keep()
    page.goto(f"{base}/roadmap")
    page.click("#explaining a")  # without script one asks again oneself
    assert "zoeken we nu uit" in page.inner_text("#explaining")
    taken.fail()
    page.reload()
    number = page.inner_text(".plateau-page-title__eyebrow")
    page.click("#explaining button")
    while page.locator("main:has-text('niet uitgezocht')").count() or "/berekening/" in page.url:
        page.reload()
    assert page.inner_text(".plateau-page-title__eyebrow") == number
