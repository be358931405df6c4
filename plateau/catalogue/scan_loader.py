"""Reads the scales and the scans; the loader puts them in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plateau.catalogue.dossier_loader import read_about, read_sourced_reference
from plateau.catalogue.model import Area, Kind, Option, Origin
from plateau.catalogue.scan import Pole, Scale, ScaleKind, Scan, ScanQuestion
from plateau.catalogue.yaml_reader import Value
from plateau.language import Text


def read_scales(value: Value) -> tuple[Scale, ...]:
    """The scales in `scales.yaml`, which every scan may use.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    return tuple(_scale(item) for item in value.mapping({"scales"})["scales"].items())


def read_scan(value: Value, shared: Sequence[Scale]) -> Scan:
    """The scan in one file of `scans/`; `shared` are the scales it may name besides its own.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    keys = value.mapping({"id", "version", "kind", "name", "introduction", "reading", "minutes", "parts"},
                         {"scales", "about"})  # fmt: skip
    own = tuple(_scale(item) for item in keys["scales"].items()) if "scales" in keys else ()
    scales = {scale.id: scale for scale in (*shared, *own)}
    scan_id = keys["id"].text()
    parts: list[Area] = []
    questions: list[ScanQuestion] = []
    for item in keys["parts"].items():
        part = item.mapping({"id", "name", "definition", "source", "scale", "questions"})
        parts.append(
            Area(
                part["id"].text(),
                part["name"].bilingual(),
                part["definition"].bilingual(),
                read_sourced_reference(part["source"]),
            )
        )
        scale = _known(part["scale"], scales)
        questions += [_question(entry, parts[-1].id, scale, scales) for entry in part["questions"].items()]
    return Scan(
        id=scan_id,
        version=keys["version"].whole_number(),
        kind=None if keys["kind"].is_null() else keys["kind"].choice(Kind),
        name=keys["name"].bilingual(),
        introduction=keys["introduction"].bilingual(),
        reading=keys["reading"].bilingual(),
        minutes=keys["minutes"].whole_number(),
        parts=tuple(parts),
        criteria=tuple(questions),
        about=read_about(keys),
    )


def _known(value: Value, scales: Mapping[str, Scale]) -> Scale:
    name = value.text()
    if name not in scales:
        raise value.at.error(f"{name!r} is unknown; expected one of: {', '.join(scales)}")
    return scales[name]


def _scale(value: Value) -> Scale:
    keys = value.mapping({"id", "kind", "options"})
    kind = keys["kind"].choice(ScaleKind)
    return Scale(
        id=keys["id"].text(),
        kind=kind,
        poles=tuple(_pole(item, kind) for item in keys["options"].items()),
    )


def _pole(value: Value, kind: ScaleKind) -> Pole:
    ordered = kind is not ScaleKind.PROFILE
    keys = value.mapping({"key", "nl", "en", "value"} if ordered else {"key", "nl", "en"})
    return Pole(
        keys["key"].text(),
        value.build(lambda: Text(nl=keys["nl"].text(), en=keys["en"].text())),
        keys["value"].whole_number() if ordered else None,
    )


def _question(value: Value, part: str, scale: Scale, scales: Mapping[str, Scale]) -> ScanQuestion:
    keys = value.mapping({"id", "name", "question", "explanation", "source"}, {"options", "scale"})
    if "scale" in keys:
        scale = _known(keys["scale"], scales)
    source = keys["source"].mapping({"basis", "refs"})
    said = {}
    if "options" in keys:
        said = {
            key: text.bilingual()
            for key, text in keys["options"].mapping({pole.key for pole in scale.poles}).items()
        }
    return ScanQuestion(
        id=keys["id"].text(),
        area=part,
        name=keys["name"].bilingual(),
        question=keys["question"].bilingual(),
        explanation=keys["explanation"].bilingual(),
        scale=scale,
        options=tuple(Option(pole.key, said.get(pole.key, pole.name), pole.value) for pole in scale.poles),
        basis=source["basis"].choice(Origin),
        references=tuple(read_sourced_reference(item) for item in source["refs"].items()),
    )
