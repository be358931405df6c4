"""The interventions that were considered and not chosen, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.measures import find_measure
from plateau.roadmap.model import CandidateCode, CandidateReason
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import local

_WOULD_HELP = {
    CandidateCode.WOULD_NOT_FIT,
    CandidateCode.OUTWEIGHED,
    CandidateCode.TOGETHER,
    CandidateCode.UNPROVEN,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A candidate that was not chosen, and why."""

    id: str
    title: str
    summary: str
    reason: str
    would_help: bool
    is_forbidden: bool


def left_out_rows(stored: StoredPlan, catalogue: Catalogue) -> tuple[LeftOut, ...]:
    """The candidates that were not chosen: first what would help but does not fit, then the rest.

    Not those whose work was done before: nobody would choose them.
    """
    rows = []
    for reason in stored.explanation.candidates:
        if reason.code is CandidateCode.DONE:
            continue
        measure = find_measure(catalogue, reason.id)
        rows.append(
            LeftOut(
                id=reason.id,
                title=wording.intervention_title(reason.id, catalogue),
                summary=local(measure.summary) if measure else "",
                reason=wording.candidate_sentence(reason, catalogue, stored.problem),
                would_help=_would_help(reason),
                is_forbidden=reason.code is CandidateCode.FORBIDDEN,
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.would_help, row.title)))


def _would_help(reason: CandidateReason) -> bool:
    """Not what only others that were left out wait for."""
    return reason.code in _WOULD_HELP and not reason.enables
