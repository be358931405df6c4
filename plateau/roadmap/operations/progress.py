"""Telling how far an intervention of the approved roadmap is."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.operations import NotFound
from plateau.roadmap import store
from plateau.roadmap.progress import Report
from plateau.roadmap.store import StoredPlan


def report_progress(
    session: Session, *, actor: Actor, round_id: UUID, stored: StoredPlan, report: Report
) -> Report:
    """Keep what is told about an intervention; the same told twice is kept once.

    Raises:
        NotFound: the roadmap is another organisation's, is not approved, or does not have the intervention.
    """
    ours = stored.summary.organisation_id == actor.organisation.id and stored.summary.is_approved
    if not ours or report.intervention_id not in stored.plan.by_id:
        raise NotFound(f"{report.intervention_id} in an approved roadmap")
    known = store.reports(session, organisation_id=actor.organisation.id, round_id=round_id)
    newest = next((item for item in known if item.intervention_id == report.intervention_id), None)
    if newest and replace(report, id=newest.id, reported_at=newest.reported_at) == newest:
        return newest
    store.add_report(session, organisation_id=actor.organisation.id, report=report)
    return report
