"""People, organisations and roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from plateau.catalogue.model import Kind


class Role(StrEnum):
    """What a person is for one organisation."""

    MEMBER = "member"
    CONSULTANT = "consultant"
    DIRECTOR = "director"


class Permission(StrEnum):
    """One thing one may be allowed to do for an organisation."""

    ORGANISATION_READ = "organisation:read"
    ROUND_MANAGE = "round:manage"
    ROUND_ADOPT = "round:adopt"
    QUESTIONNAIRE_ANSWER = "questionnaire:answer"
    PROFILE_READ = "profile:read"
    AMBITION_READ = "ambition:read"
    AMBITION_SET = "ambition:set"
    ROADMAP_READ = "roadmap:read"
    ROADMAP_DRAFT = "roadmap:draft"
    ROADMAP_APPROVE = "roadmap:approve"
    REPORT_DOWNLOAD = "report:download"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant. `size` is inhabitants for a municipality, staff for a provider."""

    id: UUID
    name: str
    kind: Kind
    size: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can log in."""

    id: UUID
    email: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What a person is for an organisation."""

    organisation: Organisation
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work for one organisation: what every operation is told about who acts."""

    person: Person
    organisation: Organisation
    role: Role
