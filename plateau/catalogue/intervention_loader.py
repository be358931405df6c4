"""Reads an intervention, of our own content or of someone's file; the loader puts ours in the catalogue."""

from __future__ import annotations

from types import MappingProxyType

from plateau.catalogue.model import Estimate, Intervention, Origin, Reference, Role, Scaling, Step, Track
from plateau.catalogue.yaml_reader import Value
from plateau.language import Text


def read_intervention(value: Value) -> Intervention:
    """One intervention of a document."""
    keys = value.mapping(
        {
            "id", "title", "summary", "first_steps", "done_when", "owner", "track", "steps",
            "transities", "principles", "duration_months", "one_off_cost_eur",
            "structural_cost_eur_per_year", "effort_days", "scales_with", "requires", "excludes",
            "waits_for", "risks", "failure_signs", "estimate", "source",
        }
    )  # fmt: skip
    requires = keys["requires"].mapping({"all_of", "one_of"})
    source = keys["source"].mapping({"basis", "refs"})
    return Intervention(
        id=keys["id"].text(),
        title=keys["title"].bilingual(),
        summary=keys["summary"].bilingual(),
        first_steps=tuple(item.bilingual() for item in keys["first_steps"].items()),
        done_when=keys["done_when"].bilingual(),
        owner=keys["owner"].bilingual(),
        track=keys["track"].choice(Track),
        steps=tuple(_step(item) for item in keys["steps"].items()),
        transities=read_texts(keys["transities"]),
        principles=read_texts(keys["principles"]),
        duration_months=_estimate(keys["duration_months"]),
        one_off_cost_eur=_estimate(keys["one_off_cost_eur"]),
        structural_cost_eur_per_year=_estimate(keys["structural_cost_eur_per_year"]),
        effort_days=_efforts(keys["effort_days"]),
        scales_with=keys["scales_with"].choice(Scaling),
        all_of=read_texts(requires["all_of"]),
        one_of=read_texts(requires["one_of"]),
        excludes=read_texts(keys["excludes"]),
        waits_for=None if keys["waits_for"].is_null() else keys["waits_for"].bilingual(),
        risks=tuple(item.bilingual() for item in keys["risks"].items()),
        failure_signs=tuple(item.bilingual() for item in keys["failure_signs"].items()),
        estimate=keys["estimate"].choice(Origin),
        basis=source["basis"].choice(Origin),
        references=tuple(read_reference(item) for item in source["refs"].items()),
    )


def _step(value: Value) -> Step:
    keys = value.mapping({"criterion", "from", "to"})
    return value.build(
        lambda: Step(keys["criterion"].text(), keys["from"].whole_number(), keys["to"].whole_number())
    )


def _estimate(value: Value) -> Estimate:
    keys = value.mapping({"low", "likely", "high"})
    return value.build(
        lambda: Estimate(
            keys["low"].whole_number(), keys["likely"].whole_number(), keys["high"].whole_number()
        )
    )


def _efforts(value: Value) -> MappingProxyType[Role, Estimate]:
    efforts: dict[Role, Estimate] = {}
    for name, item in value.mapping().items():
        try:
            role = Role(name)
        except ValueError as error:
            raise item.at.error(
                Text(
                    f"onbekende rol; kies uit: {', '.join(Role)}",
                    f"unknown role; expected one of: {', '.join(Role)}",
                )
            ) from error
        efforts[role] = _estimate(item)
    return MappingProxyType(efforts)


def read_reference(value: Value) -> Reference:
    """A place in a source; section and lines may be left out."""
    keys = value.mapping({"document"}, {"section", "lines"})
    return Reference(
        document=keys["document"].text(),
        section=keys["section"].text() if "section" in keys else "",
        lines=keys["lines"].line_numbers() if "lines" in keys else "",
    )


def read_texts(value: Value) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(item.text() for item in value.items())
