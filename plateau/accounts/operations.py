"""What people do with their account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store
from plateau.accounts.model import Organisation, Person, Role
from plateau.accounts.passwords import hash_password, needs_rehash, password_fits


@dataclass(frozen=True, slots=True)
class LogIn:
    """A log-in that fits; `outdated` when the password was hashed with weaker settings than today's."""

    person: Person
    outdated: bool


def log_in(session: Session, *, email: str, password: str) -> LogIn | None:
    """The person whom e-mail address and password fit, or None.

    It only reads: checking a password is slow on purpose, and must not keep others from saving meanwhile.
    """
    found = store.find_credentials(session, email)
    if not password_fits(password, found[1] if found else None) or found is None:
        return None
    return LogIn(found[0], outdated=needs_rehash(found[1]))


def renew_password_hash(session: Session, *, person_id: UUID, password_hash: str) -> None:
    """Replace the hash of a person's password by one with today's settings."""
    store.set_password_hash(session, person_id, password_hash)


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
