"""An organisation's own estimate of an intervention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from plateau.catalogue.model import Estimate, Intervention, Role

REASON_LENGTH = 2000
FILE_NAME_LENGTH = 300


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
