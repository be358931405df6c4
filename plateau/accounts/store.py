"""The only SQL of accounts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from plateau.accounts.model import Membership, Organisation, Person, Role
from plateau.accounts.records import MembershipRecord, OrganisationRecord, PersonRecord
from plateau.catalogue.model import Kind


def add_organisation(session: Session, organisation: Organisation, *, now: datetime) -> None:
    """Keep a new organisation."""
    session.add(
        OrganisationRecord(
            id=organisation.id,
            name=organisation.name,
            kind=organisation.kind.value,
            size=organisation.size,
            created_at=now,
        )
    )
    session.flush()


def get_organisation(session: Session, organisation_id: UUID) -> Organisation:
    """The organisation with this id."""
    return to_organisation(session.get_one(OrganisationRecord, organisation_id))


def add_person(session: Session, person: Person, *, password_hash: str, now: datetime) -> None:
    """Keep a new person; the e-mail address must be new."""
    session.add(
        PersonRecord(
            id=person.id,
            email=person.email.lower(),
            name=person.name,
            language=person.language,
            password_hash=password_hash,
            created_at=now,
        )
    )
    session.flush()


def add_membership(
    session: Session, *, membership_id: UUID, person_id: UUID, organisation_id: UUID, role: Role
) -> None:
    """Give a person a role for an organisation."""
    session.add(
        MembershipRecord(
            id=membership_id, person_id=person_id, organisation_id=organisation_id, role=role.value
        )
    )
    session.flush()


def find_person(session: Session, person_id: UUID) -> Person | None:
    """The person with this id."""
    record = session.get(PersonRecord, person_id)
    return _person(record) if record else None


def find_credentials(session: Session, email: str) -> tuple[Person, str] | None:
    """The person with this e-mail address, and the hash of their password."""
    record = session.scalar(select(PersonRecord).where(PersonRecord.email == email.strip().lower()))
    return (_person(record), record.password_hash) if record else None


def set_password_hash(session: Session, person_id: UUID, password_hash: str) -> None:
    """Replace the hash of a person's password."""
    session.get_one(PersonRecord, person_id).password_hash = password_hash


def set_language(session: Session, person_id: UUID, language: str) -> None:
    """Remember the language a person reads."""
    session.get_one(PersonRecord, person_id).language = language


def memberships(session: Session, person_id: UUID) -> list[Membership]:
    """The organisations a person works for, by name."""
    rows = session.scalars(
        select(MembershipRecord)
        .join(MembershipRecord.organisation)
        .where(MembershipRecord.person_id == person_id)
        .options(joinedload(MembershipRecord.organisation))
        .order_by(OrganisationRecord.name, OrganisationRecord.id)
    )
    return [Membership(to_organisation(row.organisation), Role(row.role)) for row in rows]


def find_membership(session: Session, *, person_id: UUID, organisation_id: UUID) -> Membership | None:
    """What this person is for this organisation, if anything."""
    row = session.scalar(
        select(MembershipRecord)
        .where(
            MembershipRecord.person_id == person_id,
            MembershipRecord.organisation_id == organisation_id,
        )
        .options(joinedload(MembershipRecord.organisation))
    )
    return Membership(to_organisation(row.organisation), Role(row.role)) if row else None


def people_with_roles(session: Session, organisation_id: UUID, roles: tuple[Role, ...]) -> list[Person]:
    """The people of an organisation who have one of `roles`, by name."""
    rows = session.scalars(
        select(PersonRecord)
        .join(MembershipRecord, MembershipRecord.person_id == PersonRecord.id)
        .where(
            MembershipRecord.organisation_id == organisation_id,
            MembershipRecord.role.in_([role.value for role in roles]),
        )
        .order_by(PersonRecord.name, PersonRecord.id)
    )
    return [_person(row) for row in rows]


def people_names(session: Session, person_ids: set[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    rows = session.execute(select(PersonRecord.id, PersonRecord.name).where(PersonRecord.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def people_languages(session: Session, person_ids: set[UUID]) -> dict[UUID, str]:
    """The languages these people read."""
    rows = session.execute(
        select(PersonRecord.id, PersonRecord.language).where(PersonRecord.id.in_(person_ids))
    )
    return {row.id: row.language for row in rows}


def to_organisation(record: OrganisationRecord) -> Organisation:
    """The organisation that a row holds."""
    return Organisation(record.id, record.name, Kind(record.kind), record.size)


def _person(record: PersonRecord) -> Person:
    return Person(record.id, record.email, record.name, record.language)
