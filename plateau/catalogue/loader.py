"""Reads the YAML content into the typed model; all of it, or nothing with a clear complaint."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from plateau.catalogue.coherence import check_coherence
from plateau.catalogue.dossier import Dossier
from plateau.catalogue.dossier_loader import read_dossier, read_links
from plateau.catalogue.figure_loader import read_figures
from plateau.catalogue.intervention_loader import read_intervention, read_reference, read_texts
from plateau.catalogue.model import (
    Area,
    Catalogue,
    Certainty,
    Criterion,
    Document,
    Instrument,
    Intervention,
    Kind,
    Level,
    Origin,
    Plateau,
    Principle,
    Sign,
    TimetableEntry,
    Transitie,
)
from plateau.catalogue.releases import ids_kept, versions_kept
from plateau.catalogue.scan_loader import read_scales, read_scan
from plateau.catalogue.tool_loader import read_tool
from plateau.catalogue.yaml_reader import ContentError, Value, read
from plateau.language import Text

CONTENT = Path(__file__).parent / "content"
T = TypeVar("T")


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Unique among its kind."""
        ...


I = TypeVar("I", bound=Identified)  # noqa: E741


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with this version, read once."""
    return load(CONTENT)


def load(folder: Path) -> Catalogue:
    """Read and check the content under `folder`.

    Raises:
        ContentError: with file, line, key and what was expected; nothing is loaded by half.
    """
    with _no_collecting():
        return _load(folder)


def check_content(folder: Path) -> Catalogue:
    """Read the content under `folder`, and check that its questionnaires keep their version numbers honest.

    Raises:
        ContentError: as `load`; or a questionnaire asks something else under a number that was used before.
    """
    loaded = load(folder)
    problems = list(versions_kept(loaded, _document(folder, "released.yaml")))
    if problems:
        raise ContentError(*problems)
    return loaded


@contextmanager
def _no_collecting() -> Iterator[None]:
    # Hundreds of thousands of parts are made and none is garbage before the end: looking for it meanwhile
    # takes a quarter of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(folder: Path) -> Catalogue:
    model = _document(folder, "model.yaml").mapping(
        {"documents", "plateaus", "areas", "principles", "transities"}
    )
    scales = read_scales(_document(folder, "scales.yaml"))
    loaded = Catalogue(
        documents=_unique(model["documents"], _source_document),
        plateaus=tuple(_plateau(item) for item in model["plateaus"].items()),
        areas=_unique(model["areas"], _area),
        principles=_unique(model["principles"], _principle),
        transities=_unique(model["transities"], _transitie),
        instruments=tuple(
            _instrument(path)
            for path in sorted(folder.glob("instruments/*"), key=lambda path: path.name)
            if path.is_dir()
        ),
        interventions=_by_id(
            item
            for path in sorted(folder.glob("interventions/*.yaml"))
            for item in _document(folder, f"interventions/{path.name}")
            .mapping({"interventions"})["interventions"]
            .items()
        ),
        dossiers=tuple(_dossier(folder, path.name) for path in sorted(folder.glob("transities/*.yaml"))),
        links=read_links(_document(folder, "links.yaml")),
        scales=scales,
        scans=tuple(
            read_scan(_document(folder, f"scans/{path.name}"), scales)
            for path in sorted(folder.glob("scans/*.yaml"))
        ),
        figures=tuple(
            table
            for path in sorted(folder.glob("figures/*.yaml"))
            for table in read_figures(_document(folder, f"figures/{path.name}"))
        ),
        tools=tuple(
            read_tool(_document(folder, f"tools/{path.name}")) for path in sorted(folder.glob("tools/*.yaml"))
        ),
    )
    problems = [*check_coherence(loaded), *ids_kept(loaded, _document(folder, "released.yaml"))]
    if problems:
        raise ContentError(*problems)
    return loaded


def _document(folder: Path, name: str) -> Value:
    path = folder / name
    try:
        return read(path.read_text(encoding="utf-8"), name)
    except OSError as error:
        raise ContentError(f"{name}: can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"{name}: is not written in UTF-8 (byte {error.start})") from error


def _unique(value: Value, make: Callable[[Value], I]) -> tuple[I, ...]:
    found: dict[str, I] = {}
    for item in value.items():
        made = make(item)
        if made.id in found:
            raise item.at.error(f"the id {made.id!r} is used twice")
        found[made.id] = made
    return tuple(found.values())


def _by_id(items: Iterable[Value]) -> tuple[Intervention, ...]:
    found: dict[str, Intervention] = {}
    for item in items:
        made = read_intervention(item)
        if made.id.split(".", 1)[0] not in set(Kind):
            raise item.at.error(f"the id {made.id!r} begins with none of: {', '.join(Kind)}")
        if made.id in found:
            raise item.at.error(f"the id {made.id!r} is used twice")
        found[made.id] = made
    return tuple(found[key] for key in sorted(found))


def _dossier(folder: Path, name: str) -> Dossier:
    value = _document(folder, f"transities/{name}")
    made = read_dossier(value)
    if f"{made.id}.yaml" != name:  # so no dossier can be there twice
        raise value.mapping()["id"].at.error(f"{made.id!r} is not the name of the file")
    return made


# the model


def _source_document(value: Value) -> Document:
    keys = value.mapping({"id", "short", "title", "year"})
    return Document(
        keys["id"].text(), keys["short"].bilingual(), keys["title"].bilingual(), keys["year"].whole_number()
    )


def _plateau(value: Value) -> Plateau:
    keys = value.mapping({"number", "name", "description", "strength", "involved", "goal", "source"})
    return Plateau(
        number=keys["number"].whole_number(),
        name=keys["name"].bilingual(),
        description=keys["description"].bilingual(),
        strength=keys["strength"].bilingual(),
        involved=keys["involved"].bilingual(),
        goal=keys["goal"].bilingual(),
        reference=read_reference(keys["source"]),
    )


def _area(value: Value) -> Area:
    keys = value.mapping({"id", "name", "definition", "source"})
    return Area(
        keys["id"].text(),
        keys["name"].bilingual(),
        keys["definition"].bilingual(),
        read_reference(keys["source"]),
    )


def _principle(value: Value) -> Principle:
    keys = value.mapping({"id", "name", "meaning", "source"})
    return Principle(
        keys["id"].text(),
        keys["name"].bilingual(),
        keys["meaning"].bilingual(),
        read_reference(keys["source"]),
    )


def _transitie(value: Value) -> Transitie:
    keys = value.mapping({"id", "name", "short", "summary", "timetable", "source"})
    return Transitie(
        id=keys["id"].text(),
        name=keys["name"].bilingual(),
        short=keys["short"].bilingual(),
        summary=keys["summary"].bilingual(),
        timetable=tuple(_timetable_entry(item) for item in keys["timetable"].items()),
        reference=read_reference(keys["source"]),
    )


def _timetable_entry(value: Value) -> TimetableEntry:
    keys = value.mapping({"date", "what", "certainty", "source"})
    return TimetableEntry(
        date=keys["date"].text(),
        what=keys["what"].bilingual(),
        certainty=keys["certainty"].choice(Certainty),
        reference=read_reference(keys["source"]),
    )


# instruments


def _instrument(folder: Path) -> Instrument:
    content, name = folder.parent.parent, f"instruments/{folder.name}"
    keys = _document(content, f"{name}/instrument.yaml").mapping(
        {
            "id",
            "version",
            "kind",
            "name",
            "introduction",
            "area_share",
            "known_share",
            "asked_plateau",
            "areas",
        }
    )
    found: dict[str, Criterion] = {}
    for area in keys["areas"].items():
        criteria = _document(content, f"{name}/{area.text()}.yaml").mapping({"criteria"})["criteria"]
        for item in criteria.items():
            criterion = _criterion(item)
            if criterion.area != area.text():
                raise item.at.error(f"stands in the file of {area.text()!r} with the area {criterion.area!r}")
            if criterion.id in found:
                raise item.at.error(f"the id {criterion.id!r} is used twice")
            found[criterion.id] = criterion
    return Instrument(
        id=keys["id"].text(),
        version=keys["version"].whole_number(),
        kind=keys["kind"].choice(Kind),
        name=keys["name"].bilingual(),
        introduction=keys["introduction"].bilingual(),
        area_share=keys["area_share"].whole_number(),
        known_share=keys["known_share"].whole_number(),
        asked_plateau=keys["asked_plateau"].whole_number(),
        criteria=tuple(found.values()),
    )


def _criterion(value: Value) -> Criterion:
    keys = value.mapping(
        {
            "id",
            "area",
            "name",
            "question",
            "explanation",
            "source",
            "principles",
            "transities",
            "signs",
            "levels",
        }
    )
    return Criterion(
        id=keys["id"].text(),
        area=keys["area"].text(),
        name=keys["name"].bilingual(),
        question=keys["question"].bilingual(),
        explanation=keys["explanation"].bilingual(),
        reference=read_reference(keys["source"]),
        principles=read_texts(keys["principles"]),
        transities=read_texts(keys["transities"]),
        signs=tuple(_sign(item) for item in keys["signs"].items()),
        levels=_levels(keys["levels"]),
    )


def _sign(value: Value) -> Sign:
    keys = value.mapping({"nl", "en", "lines"})
    return Sign(
        text=value.build(lambda: Text(nl=keys["nl"].text(), en=keys["en"].text())),
        lines=keys["lines"].line_numbers(),
    )


def _levels(value: Value) -> tuple[Level, ...]:
    levels = tuple(_level(item) for item in value.items())
    if [level.plateau for level in levels] != [1, 2, 3, 4, 5]:
        raise value.at.error("expected five levels, for plateaus 1 to 5 in order")
    return levels


def _level(value: Value) -> Level:
    keys = value.mapping({"plateau", "origin", "nl", "en"})
    return Level(
        plateau=keys["plateau"].whole_number(),
        text=value.build(lambda: Text(nl=keys["nl"].text(), en=keys["en"].text())),
        origin=keys["origin"].choice(Origin),
    )
