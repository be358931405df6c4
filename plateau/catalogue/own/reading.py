"""The document of an own questionnaire into the model; every mistake is told at its own place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plateau.catalogue.model import (
    PLATEAUS,
    Catalogue,
    Criterion,
    Instrument,
    Kind,
    Level,
    Origin,
    Reference,
    Sign,
)
from plateau.catalogue.own import model
from plateau.catalogue.own.scan_reading import read_scan
from plateau.catalogue.own.values import Names, identifier, limited, name, sentence
from plateau.catalogue.scan import OWN, Questionnaire
from plateau.catalogue.yaml_reader import Value

CRITERIA, QUESTIONS = "criteria", "questions"


def read_questionnaire(document: Value, beside: Catalogue) -> Questionnaire:
    """The questionnaire in a document: with `criteria` it measures plateaus, with `questions` it is a scan.

    Areas, principles, transities and shared scales are those of the catalogue `beside`. Mistakes go to the
    document's list of complaints; with any, what is returned is of no use.
    """
    if CRITERIA in document.mapping():
        return _instrument(document, beside)
    return read_scan(document, beside)


def _instrument(document: Value, beside: Catalogue) -> Instrument:
    parts = document.mapping({"questionnaire", CRITERIA})
    keys = parts["questionnaire"].mapping({"id", "kind", "name", "introduction", "asked_plateau"})
    questionnaire_id = OWN + identifier(keys["id"], model.QUESTIONNAIRE_ID)
    reader = _CriterionReader(questionnaire_id, Names.of(beside))
    order = [area.id for area in beside.areas]
    criteria = sorted(
        (reader.read(row) for row in limited(parts[CRITERIA], model.MOST_QUESTIONS)),
        key=lambda item: order.index(item.area) if item.area in order else 0,
    )
    return Instrument(
        id=questionnaire_id,
        version=1,
        kind=keys["kind"].choice(Kind),
        name=name(keys["name"]),
        introduction=sentence(keys["introduction"]),
        area_share=model.AREA_SHARE,
        known_share=model.KNOWN_SHARE,
        asked_plateau=keys["asked_plateau"].number_from(range(PLATEAUS[0], PLATEAUS[-1] + 1)),
        criteria=tuple(criteria),
    )


@dataclass(frozen=True, slots=True)
class _CriterionReader:
    owner: str
    known: Names

    def read(self, value: Value) -> Criterion:
        keys = value.mapping(
            {"id", "area", "name", "question", "explanation", "levels"},
            {"principles", "transities", "signs", "source"},
        )
        own_id = self.known.once(keys["id"], identifier(keys["id"], model.QUESTION_ID))
        return Criterion(
            id=f"{self.owner}.{own_id}",
            area=self.known.area(keys["area"]),
            name=name(keys["name"]),
            question=sentence(keys["question"]),
            explanation=sentence(keys["explanation"]),
            reference=Reference(self.owner, keys["source"].text() if "source" in keys else ""),
            principles=_each(keys, "principles", self.known.principle),
            transities=_each(keys, "transities", self.known.transitie),
            signs=tuple(Sign(sentence(item), "") for item in _items(keys, "signs")),
            levels=_levels(keys["levels"]),
        )


def _levels(value: Value) -> tuple[Level, ...]:
    said = value.mapping({str(plateau) for plateau in PLATEAUS})
    return tuple(Level(plateau, sentence(said[str(plateau)]), Origin.ORGANISATION) for plateau in PLATEAUS)


def _items(keys: dict[str, Value], key: str) -> list[Value]:
    return keys[key].items() if key in keys else []


def _each(keys: dict[str, Value], key: str, read: Callable[[Value], str]) -> tuple[str, ...]:
    return tuple(read(item) for item in _items(keys, key))
