"""The report says how sure it is that a milestone is met that the roadmap meets."""

from datetime import date

from flask import Flask

from plateau.catalogue.model import Certainty
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.report.model import Table
from plateau.roadmap import operations as roadmap
from plateau.roadmap.milestones import DatedMilestone
from tests.integration.conftest import NOW, World
from tests.integration.report.test_report import CATALOGUE, build, filled, gather

__all__ = ["filled"]


def test_a_milestone_that_is_met_says_how_sure_that_is(
    app: Flask, app_database: Database, filled: World
) -> None:
    director, title = filled.actor("director"), Text("Loket open", "Loket open")
    where = {"round_id": filled.round.id, "catalogue": CATALOGUE, "now": NOW, "today": NOW.date()}
    with app_database.transaction() as session:
        milestone = DatedMilestone(
            str(new_id()), "wmo", title, date(2029, 7, 1), Certainty.VAST, plateau=3, own=True
        )
        roadmap.add_milestone(session, actor=director, milestone=milestone)
        stored = roadmap.compute_roadmap(session, actor=director, **where)  # type: ignore[arg-type]
        roadmap.approve_plan(session, actor=director, plan_id=stored.summary.id, **where)  # type: ignore[arg-type]
    blocks = build(app, gather(app_database, filled)).chapters[2].blocks
    (table,) = [it for it in blocks if isinstance(it, Table) and it.caption == "Mijlpalen in de looptijd"]
    (row,) = table.rows
    assert row.cells[0].text == "Loket open"
    assert "Wordt gehaald" in row.cells[4].text
    assert "van de 100, als onze schattingen kloppen." in row.cells[4].text
