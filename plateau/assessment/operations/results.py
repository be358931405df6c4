"""What a round's answers say, as far as the one who looks may see it; and hiding a comment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Permission
from plateau.accounts.policy import may
from plateau.assessment import store
from plateau.assessment.answer_scale import scale_of
from plateau.assessment.differences import Comment, comments_on
from plateau.assessment.evidence import EvidenceFile, ShownEvidence, shown_evidence
from plateau.assessment.model import Anonymity, Round
from plateau.assessment.operations.errors import NotFound
from plateau.assessment.operations.rounds import get_round
from plateau.assessment.suppression import Results, Submission, Withheld, publish, shows_results
from plateau.catalogue.scan import Questionnaire


@dataclass(frozen=True, slots=True)
class RoundResults:
    """What of a round one may see; `named` holds who said what, for who may see names, else nobody.

    `comments` are those on criteria that are shown, hidden ones too: who may hide one can show it again.
    `pieces` tells how much evidence there is on such a criterion; what it is (`evidence`) only who leads
    the round sees.
    """

    results: Results
    comments: dict[str, tuple[Comment, ...]]
    named: tuple[Submission, ...] = ()
    pieces: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, tuple[ShownEvidence, ...]] = field(default_factory=dict)


def sees_names(actor: Actor, item: Round) -> bool:
    """Whether this person sees who answered what: who leads a round in which people answer by name."""
    return item.anonymity is Anonymity.NAMED and may(actor.role, Permission.ROUND_MANAGE)


def compute_results(session: Session, *, actor: Actor, item: Round, asked: Questionnaire) -> RoundResults:
    """The results of a round that the actor's organisation has."""
    with_names = sees_names(actor, item)
    submissions = store.submissions(session, item.id, with_names=with_names)
    scales = {criterion.id: scale_of(criterion) for criterion in asked.criteria}
    if not shows_results(item.anonymity, item.state):
        unseen = Results(len(submissions), item.minimum_group, withheld=Withheld.STILL_OPEN)
        return RoundResults(unseen, {})
    results = publish(submissions, scales, minimum=1 if with_names else item.minimum_group)
    hidden = store.hidden_comments(session, item.id)
    given = store.given_evidence(session, item.id, with_names=with_names)
    evidence = shown_evidence(given, results.distributions, anonymity=item.anonymity, with_names=with_names)
    return RoundResults(
        results,
        {criterion: comments_on(criterion, submissions, hidden) for criterion in results.distributions},
        tuple(submissions) if with_names else (),
        {criterion: len(found) for criterion, found in evidence.items()},
        evidence if may(actor.role, Permission.ROUND_MANAGE) else {},
    )


def count_evidence(session: Session, *, item: Round, asked: Questionnaire) -> dict[str, int]:
    """How many pieces of evidence there are on each criterion, for a reader who sees no names."""
    if not shows_results(item.anonymity, item.state):
        return {}
    submissions = store.submissions(session, item.id, with_names=False)
    scales = {criterion.id: scale_of(criterion) for criterion in asked.criteria}
    results = publish(submissions, scales, minimum=item.minimum_group)
    given = store.given_evidence(session, item.id, with_names=False)
    shown = shown_evidence(given, results.distributions, anonymity=item.anonymity, with_names=False)
    return {criterion: len(pieces) for criterion, pieces in shown.items()}


def get_shown_file(
    session: Session, *, actor: Actor, item: Round, asked: Questionnaire, criterion: str, digest: str
) -> tuple[EvidenceFile, bytes]:
    """A file among the evidence that the actor may see, and what is in it.

    Raises:
        NotFound: there is none with this digest on this criterion.
    """
    found = compute_results(session, actor=actor, item=item, asked=asked)
    files = (piece.file for piece in found.evidence.get(criterion, ()) if piece.file)
    file = next((one for one in files if one.digest == digest), None)
    content = store.content_with(session, round_id=item.id, digest=digest) if file else None
    if file is None or content is None:
        raise NotFound(f"a file with digest {digest}")
    return file, content


def set_comment_hidden(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    asked: Questionnaire,
    criterion: str,
    digest: str,
    hidden: bool,
    now: datetime,
) -> None:
    """Hide a comment that gives its author away, or show it again; each time leaves a trace.

    Raises:
        NotFound: no such round, or no such comment that the actor can see.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    shown = compute_results(session, actor=actor, item=item, asked=asked)
    comment = next((one for one in shown.comments.get(criterion, ()) if one.digest == digest), None)
    if comment is None:
        raise NotFound(f"comment on {criterion}")
    if comment.hidden is not hidden:
        store.add_comment_event(
            session,
            round_id=round_id,
            criterion=criterion,
            digest=digest,
            hidden=hidden,
            by=actor.person.id,
            now=now,
        )
