"""What people do with their account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store
from plateau.accounts.model import Organisation, Person, Role
from plateau.accounts.passwords import hash_password, needs_rehash, password_fits


def log_in(session: Session, *, email: str, password: str) -> Person | None:
    """The person whom e-mail address and password fit, or None; renews an outdated hash."""
    found = store.find_credentials(session, email)
    if not password_fits(password, found[1] if found else None) or found is None:
        return None
    person, password_hash = found
    if needs_rehash(password_hash):
        store.set_password_hash(session, person.id, hash_password(password))
    return person


def choose_language(session: Session, *, person_id: UUID, language: str) -> None:
    """Remember the language a person chose ("nl" or "en")."""
    store.set_language(session, person_id, language)


def register_organisation(session: Session, *, organisation: Organisation, now: datetime) -> None:
    """Take in an organisation."""
    store.add_organisation(session, organisation, now=now)


def register_person(session: Session, *, person: Person, password: str, now: datetime) -> None:
    """Take in a person, with a password."""
    store.add_person(session, person, password_hash=hash_password(password), now=now)


def give_role(
    session: Session, *, membership_id: UUID, person_id: UUID, organisation_id: UUID, role: Role
) -> None:
    """Let a person work for an organisation."""
    store.add_membership(
        session,
        membership_id=membership_id,
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
    )
