"""The whole model, with its look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from plateau.catalogue.model.items import (
    Area,
    Criterion,
    Document,
    Instrument,
    Intervention,
    Kind,
    Plateau,
    Principle,
    Transitie,
)

if TYPE_CHECKING:  # these are built on this part of the model
    from plateau.catalogue.dossier import Dossier, Link
    from plateau.catalogue.figure_table import FigureTable
    from plateau.catalogue.scan import Question, Questionnaire, Scale, Scan, ScanQuestion
    from plateau.catalogue.tool import Tool


class WithoutPlateaus(KeyError):
    """A scan measures no plateaus: what rests on plateaus does not exist for it."""


@dataclass(frozen=True)
class Catalogue:
    """The whole model; look-ups by id raise KeyError.

    `instruments` are the two that measure plateaus, `scans` the instruments with other scales; a
    `questionnaire` is either.
    """

    documents: tuple[Document, ...]
    plateaus: tuple[Plateau, ...]
    areas: tuple[Area, ...]
    principles: tuple[Principle, ...]
    transities: tuple[Transitie, ...]
    instruments: tuple[Instrument, ...]
    interventions: tuple[Intervention, ...]
    dossiers: tuple[Dossier, ...]
    links: tuple[Link, ...]
    scales: tuple[Scale, ...] = ()
    scans: tuple[Scan, ...] = ()
    tools: tuple[Tool, ...] = ()
    figures: tuple[FigureTable, ...] = ()

    def plateau(self, number: int) -> Plateau:
        """Plateau 1..5."""
        return self.plateaus[number - 1]

    def area(self, area_id: str) -> Area:
        """The area with this id, or the part of a scan."""
        return self._areas[area_id]

    def principle(self, principle_id: str) -> Principle:
        """The principle with this id."""
        return self._principles[principle_id]

    def transitie(self, transitie_id: str) -> Transitie:
        """The transitie with this id."""
        return self._transities[transitie_id]

    def dossier(self, transitie_id: str) -> Dossier:
        """The dossier of the transitie with this id."""
        return self._dossiers[transitie_id]

    def document(self, document_id: str) -> Document:
        """The source document with this id."""
        return self._documents[document_id]

    def instrument(self, instrument_id: str) -> Instrument:
        """The plateau instrument with this id.

        Raises:
            WithoutPlateaus: it is a scan.
        """
        if instrument_id in self._scans:
            raise WithoutPlateaus(instrument_id)
        return self._instruments[instrument_id]

    def questionnaire(self, questionnaire_id: str) -> Questionnaire:
        """The plateau instrument or scan with this id."""
        return self._scans.get(questionnaire_id) or self._instruments[questionnaire_id]

    @property
    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """All of them; what measures plateaus first."""
        return (*self.instruments, *self.scans)

    def questionnaires_for(self, kind: Kind) -> tuple[Questionnaire, ...]:
        """What an organisation of this kind can measure with; what measures plateaus first."""
        return (
            *(item for item in self.instruments if item.kind is kind),
            *(item for item in self.scans if item.fits(kind)),
        )

    def has_plateaus(self, questionnaire_id: str) -> bool:
        """Whether a questionnaire measures plateaus, and so leads to an ambition and a roadmap."""
        return questionnaire_id not in self._scans

    def intervention(self, intervention_id: str) -> Intervention:
        """The intervention with this id."""
        return self._interventions[intervention_id]

    def interventions_for(self, kind: Kind) -> tuple[Intervention, ...]:
        """The interventions offered to a kind of organisation, by id."""
        return tuple(item for item in self.interventions if item.kind is kind and not item.retired)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id, whichever instrument asks it."""
        return self._criteria[criterion_id]

    def question(self, question_id: str) -> Question:
        """The criterion or the question of a scan with this id."""
        return self._questions.get(question_id) or self._criteria[question_id]

    def tool(self, tool_id: str) -> Tool:
        """The decision tool with this id."""
        return self._tools[tool_id]

    @cached_property
    def _tools(self) -> dict[str, Tool]:
        return {item.id: item for item in self.tools}

    @cached_property
    def _areas(self) -> dict[str, Area]:
        parts = (part for scan in self.scans for part in scan.parts)
        return {item.id: item for item in (*self.areas, *parts)}

    @cached_property
    def _principles(self) -> dict[str, Principle]:
        return {item.id: item for item in self.principles}

    @cached_property
    def _transities(self) -> dict[str, Transitie]:
        return {item.id: item for item in self.transities}

    @cached_property
    def _dossiers(self) -> dict[str, Dossier]:
        return {item.id: item for item in self.dossiers}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {item.id: item for item in self.documents}

    @cached_property
    def _instruments(self) -> dict[str, Instrument]:
        return {item.id: item for item in self.instruments}

    @cached_property
    def _scans(self) -> dict[str, Scan]:
        return {item.id: item for item in self.scans}

    @cached_property
    def _questions(self) -> dict[str, ScanQuestion]:
        return {item.id: item for scan in self.scans for item in scan.criteria}

    @cached_property
    def _interventions(self) -> dict[str, Intervention]:
        return {item.id: item for item in self.interventions}

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {item.id: item for instrument in self.instruments for item in instrument.criteria}
