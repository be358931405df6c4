"""What a report is about: everything known of a round, as the chapters need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from plateau.accounts.model import Organisation
from plateau.assessment.gaps import Gap
from plateau.assessment.model import Ambition, Round
from plateau.assessment.scoring import Profile, Verdict
from plateau.catalogue.model import Catalogue, Instrument
from plateau.report.model import Cell
from plateau.roadmap.presentation import RoadmapPage
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import local


@dataclass(frozen=True, slots=True)
class Subject:
    """The material of a report; `stored` and `page` are the roadmap, both None when there is none.

    `changed` says what is different since the roadmap was computed; empty when nothing is. `evidence` is the
    number of pieces on each criterion that has any.
    """

    catalogue: Catalogue
    organisation: Organisation
    round: Round
    instrument: Instrument
    profile: Profile
    ambition: Ambition | None
    gaps: tuple[Gap, ...]
    stored: StoredPlan | None
    page: RoadmapPage | None
    names: Mapping[UUID, str]
    changed: str
    evidence: Mapping[str, int]
    generated_at: datetime

    def area_name(self, area: str) -> str:
        """The name of an area."""
        return local(self.catalogue.area(area).name)

    def plateau_cell(self, plateau: int | None, otherwise: str) -> Cell:
        """A plateau with its number and name, or why there is none."""
        if plateau is None:
            return Cell(otherwise)
        return Cell(local(self.catalogue.plateau(plateau).name), plateau=plateau)

    def verdict_cell(self, area: str) -> Cell:
        """Where an area stands."""
        found = self.profile.area(area)
        no_verdict = (
            _("geen uitspraak") if found.verdict is Verdict.TOO_FEW_KNOWN else _("niet van toepassing")
        )
        return self.plateau_cell(found.plateau, no_verdict)

    def target_cell(self, area: str) -> Cell:
        """Where an area must go."""
        target = self.ambition.area_target(area) if self.ambition else None
        return self.plateau_cell(target, _("geen doel") if self.ambition else _("nog geen ambitie"))
