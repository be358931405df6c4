"""Waiting for a roadmap that takes longer: progress, stopping, and going on by itself; without script too.

The demo's own worker is too quick to be looked at. Here the test is the worker: it takes the calculation up,
tells how far it is, and brings it to its end when the page has been seen.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.roadmap import operations, store
from plateau.roadmap.model import ObjectiveName
from plateau.roadmap.solver import Progress
from tests.e2e.conftest import MakeVisitor
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


def take_up(database: Database, base: str) -> tuple[UUID, Callable[[], None]]:
    """A calculation with the stored settings, under way, and what brings it to its end.

    What it comes to is worked out first: a page gives up on a worker that is silent for long.
    """
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

    def end() -> None:
        with database.transaction() as session:
            operations.finish_calculation(
                session,
                calculation_id=asked.id,
                problem=problem,
                plan=plan,
                explanation=explanation,
                now=datetime.now(UTC),
            )

    return asked.id, end


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_a_calculation(visitor: MakeVisitor, demo_database: Database, width: int) -> None:
    someone = visitor(width=width)
    page = someone.log_in(DIRECTOR)
    # Other tests start measurements of their own; this one needs the demo's, with its ambition.
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    save_budgets(page, base, 900_000 + width)
    calculation_id, end = take_up(demo_database, base)
    page.goto(f"{base}/roadmap/berekening/{calculation_id}")
    page.wait_for_selector("#calculation table")
    well_made(page)
    end()
    page.wait_for_url("**/roadmap#result", timeout=60_000)  # htmx goes on by itself
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
    assert someone.complaints == []


def test_stopping_without_script(visitor: MakeVisitor, demo_database: Database) -> None:
    someone = visitor(script=False)
    page = someone.log_in(DIRECTOR)
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    save_budgets(page, base, 800_000)
    calculation_id, end = take_up(demo_database, base)
    page.goto(f"{base}/roadmap/berekening/{calculation_id}")
    assert "Mijlpalen" in page.inner_text("main")
    page.click("main button:has-text('Stoppen')")
    end()
    while "/berekening/" in page.url:
        page.click("text=Bijwerken")
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
