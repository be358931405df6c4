"""A measurement that is far enough for a roadmap: small, so that the planner is done at once."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations as assessment
from plateau.assessment.model import Answer, Mark, Target
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import new_id

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
HORIZON = date(2028, 12, 31)
INSTRUMENT = catalogue().instrument("gemeente")
#: One area to bring a plateau further: three open gaps, one of them unknown.
AREA, TARGET = "lc", 3


def make_director(session: Session) -> Actor:
    organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 60_000)
    accounts.register_organisation(session, organisation=organisation, now=NOW)
    return _make_actor(session, organisation, Role.DIRECTOR)


def make_colleague(session: Session, actor: Actor) -> Actor:
    return _make_actor(session, actor.organisation, Role.MEMBER)


def _make_actor(session: Session, organisation: Organisation, role: Role) -> Actor:
    person = Person(new_id(), f"{new_id()}@proef.example", "Proef Persoon", "nl")
    accounts.register_person(session, person=person, password="geheim-genoeg", now=NOW)
    accounts.give_role(
        session,
        membership_id=new_id(),
        person_id=person.id,
        organisation_id=organisation.id,
        role=role,
    )
    return Actor(person, organisation, role)


def make_round(session: Session, actor: Actor) -> UUID:
    item = assessment.open_round(
        session,
        actor=actor,
        instrument=INSTRUMENT,
        name="Nulmeting",
        is_baseline=True,
        now=NOW,
        round_id=new_id(),
    )
    return item.id


def measure(
    session: Session, actor: Actor, round_id: UUID, *, value: int = 2, unknown: str = "gemeente.lc3"
) -> None:
    """Everything on `value`, one criterion unknown."""
    answers = [
        Answer(criterion.id, Mark.UNKNOWN, None)
        if criterion.id == unknown
        else Answer(criterion.id, Mark.PLATEAU, value)
        for criterion in INSTRUMENT.criteria
    ]
    found = assessment.save_answers(
        session, actor=actor, round_id=round_id, answers=answers, base_revision=0, now=NOW
    )
    assert found.response.revision
    assessment.submit_response(session, actor=actor, round_id=round_id, now=NOW)


def aim(
    session: Session,
    actor: Actor,
    round_id: UUID,
    *,
    plateau: int = TARGET,
    version: int = 0,
    horizon: date = HORIZON,
) -> None:
    assessment.set_ambition(
        session,
        actor=actor,
        round_id=round_id,
        horizon=horizon,
        motivation="Omdat",
        motivations={},
        targets=[Target(AREA, plateau)],
        base_version=version,
        now=NOW,
    )
