"""What one may notice about the answers of a round."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.model import Anonymity, Perspective, Round
from plateau.assessment.operations.results import compute_results, sees_names
from plateau.assessment.quality import (
    Noticed,
    Unproven,
    high_without_evidence,
    notice,
    silent_perspectives,
)
from plateau.assessment.suppression import Withheld
from plateau.catalogue.scan import Questionnaire, Scan


@dataclass(frozen=True, slots=True)
class Quality:
    """The signs in a round; with `withheld` at most `silent` is there, and in an anonymous round nothing."""

    respondents: int
    minimum: int
    silent: tuple[Perspective, ...]
    withheld: Withheld | None = None
    noticed: tuple[Noticed, ...] = ()
    without_evidence: tuple[Unproven, ...] = ()


def compute_quality(session: Session, *, actor: Actor, item: Round, asked: Questionnaire) -> Quality:
    """The signs in a round, as far as the actor may see them."""
    found = compute_results(session, actor=actor, item=item, asked=asked)
    with_names = sees_names(actor, item)
    submissions = store.submissions(session, item.id, with_names=with_names)
    invited = [participant.perspective for participant in store.participants(session, item.id)]
    silent = silent_perspectives(invited, submissions)
    minimum = 1 if with_names else item.minimum_group
    if found.results.withheld:
        # Of a perspective of one person it would tell, from day to day, whether that person handed in.
        told = silent if item.anonymity is Anonymity.NAMED else ()
        return Quality(len(submissions), minimum, told, found.results.withheld)
    return Quality(
        respondents=len(submissions),
        minimum=minimum,
        silent=silent,
        noticed=notice(submissions, store.paces(session, item.id), minimum=minimum),
        # On the scale of a scan nothing is high.
        without_evidence=()
        if isinstance(asked, Scan)
        else high_without_evidence(found.results, found.comments, found.pieces),
    )
