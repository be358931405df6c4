"""Waiting for a roadmap that takes longer: progress, stopping, and going on by itself; without script too.

The demo's own worker is too quick to be looked at. Here the test is the worker: it takes the calculation up,
tells how far it is, and brings it to its end when the page has been seen.
"""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.roadmap import operations, store
from plateau.roadmap.model import ObjectiveName, Problem
from plateau.roadmap.solver import Progress
from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_every_page import OPTIONS

DIRECTOR = "directeur@lindervaart.example"
PROGRESS = (
    Progress(ObjectiveName.MILESTONES, 4, 4, settled=True),
    Progress(ObjectiveName.TARGETS, 7, 5),
    Progress(ObjectiveName.COST, None, None),
)


def save_with_little_money(page: Page, base: str, euro: int) -> None:
    page.goto(f"{base}/roadmap/instellingen")
    for field in page.locator('[id^="budget-"]').all():
        if field.get_attribute("name"):
            field.fill(str(euro))
    page.click("main button[value=save] >> nth=0")
    page.wait_for_selector("text=opgeslagen")


def take_up(database: Database, base: str) -> tuple[UUID, Problem]:
    """A calculation with the stored settings, under way."""
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
        store.beat(session, asked.id, progress=PROGRESS, now=now)
    return asked.id, begun[1]


def bring_to_its_end(database: Database, calculation_id: UUID, problem: Problem) -> None:
    plan, explanation = operations.work_out(problem)
    with database.transaction() as session:
        operations.finish_calculation(
            session,
            calculation_id=calculation_id,
            problem=problem,
            plan=plan,
            explanation=explanation,
            now=datetime.now(UTC),
        )


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_a_calculation(visitor: MakeVisitor, demo_database: Database, width: int) -> None:
    someone = visitor(width=width)
    page = someone.log_in(DIRECTOR)
    # Other tests start measurements of their own; this one needs the demo's, with its ambition.
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    save_with_little_money(page, base, 90_000 + width)
    calculation_id, problem = take_up(demo_database, base)
    page.goto(f"{base}/roadmap/berekening/{calculation_id}")
    page.wait_for_selector("#calculation table")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in violations] == []
    bring_to_its_end(demo_database, calculation_id, problem)
    page.wait_for_url("**/roadmap#result", timeout=90_000)  # htmx goes on by itself
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
    assert someone.complaints == []


def test_stopping_without_script(visitor: MakeVisitor, demo_database: Database) -> None:
    someone = visitor(script=False)
    page = someone.log_in(DIRECTOR)
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    save_with_little_money(page, base, 80_000)
    calculation_id, problem = take_up(demo_database, base)
    page.goto(f"{base}/roadmap/berekening/{calculation_id}")
    assert "Mijlpalen" in page.inner_text("main")
    page.click("main button:has-text('Stoppen')")
    bring_to_its_end(demo_database, calculation_id, problem)
    while "/berekening/" in page.url:
        page.click("text=Bijwerken")
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
