"""What an organisation has of its own: estimates, interventions, questionnaires, and what its rounds ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from plateau.catalogue.model import Estimate, Intervention, Role
from plateau.catalogue.scan import Questionnaire

REASON_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Estimates:
    """What an intervention takes: months, whole euro, and own days per role (no role, no days)."""

    duration_months: Estimate
    one_off_cost_eur: Estimate
    structural_cost_eur_per_year: Estimate
    effort_days: Mapping[Role, Estimate]

    def __post_init__(self) -> None:
        if self.duration_months.low < 1:
            raise ValueError("an intervention takes at least a month")


@dataclass(frozen=True, slots=True)
class OwnEstimate:
    """One version of an organisation's own estimate; `estimates` is None when it went back to ours."""

    id: UUID
    organisation_id: UUID
    intervention_id: str
    version: int
    estimates: Estimates | None
    reason: str
    set_by: UUID
    set_at: datetime


@dataclass(frozen=True, slots=True)
class OwnIntervention:
    """One version of an intervention that an organisation added; `withdrawn` takes it out of use."""

    id: UUID
    organisation_id: UUID
    version: int
    item: Intervention
    file: str
    withdrawn: bool
    set_by: UUID
    set_at: datetime


@dataclass(frozen=True, slots=True)
class OwnQuestionnaire:
    """One version of a questionnaire that an organisation brought; `withdrawn`: no new round starts with it.

    `item` carries the same version number. Rounds keep the version they started with.
    """

    id: UUID
    organisation_id: UUID
    item: Questionnaire
    file: str
    withdrawn: bool
    set_by: UUID
    set_at: datetime

    @property
    def version(self) -> int:
        """The number of this version, from 1."""
        return self.item.version


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """Which version of which questionnaire a round asks.

    Of ours a copy is kept under `digest`; of the organisation's own (`digest` is None) all versions are.
    """

    organisation_id: UUID
    questionnaire_id: str
    version: int
    digest: str | None


@dataclass(frozen=True, slots=True)
class WaitingQuestionnaire:
    """A questionnaire that was read and checked, and waits until who brought it says: store it."""

    id: UUID
    organisation_id: UUID
    item: Questionnaire
    file: str
    made_by: UUID
    made_at: datetime
