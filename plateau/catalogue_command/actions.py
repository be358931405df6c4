"""What the actions of `plateau catalogue` do, without app or database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from plateau.catalogue.difference import differences
from plateau.catalogue.export import as_json
from plateau.catalogue.importing import contents, read_interventions, read_own_questionnaire
from plateau.catalogue.loader import CONTENT, catalogue, check_content, load
from plateau.catalogue.own import example, example_yaml, write_questionnaire
from plateau.catalogue.scan import Scan
from plateau.catalogue.workbook import write_interventions
from plateau.catalogue.yaml_reader import ContentError
from plateau.roadmap.milestone_file import (
    MILESTONES,
    example_milestones,
    milestones_yaml,
    read_milestones,
    write_milestones,
)


def check(chosen: argparse.Namespace) -> None:
    """Tell what a folder of content holds, when all of it is in order."""
    loaded = check_content(chosen.folder or CONTENT)
    criteria = sum(len(instrument.criteria) for instrument in loaded.instruments)
    questions = sum(len(scan.criteria) for scan in loaded.scans)
    rows = sum(len(table.rows) for table in loaded.figures)
    parts = sum(len(dossier.sourced()) for dossier in loaded.dossiers)
    print(
        f"The catalogue is coherent: {len(loaded.instruments)} instruments, {criteria} criteria, "
        f"{len(loaded.interventions)} interventions, {len(loaded.scans)} scans, {questions} questions, "
        f"{len(loaded.tools)} tools, {len(loaded.figures)} tables of figures, {rows} lines, "
        f"{len(loaded.dossiers)} dossiers, {parts} items, {len(loaded.links)} links."
    )


def export(chosen: argparse.Namespace) -> None:
    """Write the catalogue as JSON, or its interventions as a workbook."""
    if chosen.format == "xlsx":
        if chosen.output is None:
            raise ContentError("a workbook goes to a file: add -o FILE.xlsx")
        _write(chosen.output, write_interventions(catalogue().interventions, chosen.language))
        return
    text = json.dumps(as_json(load(CONTENT)), ensure_ascii=False, indent=2)
    if chosen.output is None:
        print(text)
    else:
        _write(chosen.output, f"{text}\n".encode())


def template(chosen: argparse.Namespace) -> None:
    """Write a file to begin own content with."""
    as_yaml = chosen.output.suffix in {".yaml", ".yml"}
    _write(chosen.output, _template_of(chosen.of, chosen.language, as_yaml=as_yaml))


def _template_of(what: str, language: str, *, as_yaml: bool) -> bytes:
    if what == "interventions":
        if as_yaml:
            raise ContentError("the template for interventions is a workbook: choose a name like FILE.xlsx")
        return write_interventions((), language)
    if what == "milestones":
        found = example_milestones(language, datetime.now(UTC).year)
        return milestones_yaml(found) if as_yaml else write_milestones(found, language)
    name = what.removeprefix("questionnaire-")
    if as_yaml:
        return example_yaml(name)
    return write_questionnaire(example(name, catalogue()), catalogue().scales, language)


def import_file(chosen: argparse.Namespace) -> None:
    """Read own content and tell whether it is in order; nothing is stored."""
    data, file = _read(chosen.file), chosen.file.name
    match contents(data, file):
        case "questionnaire":
            found = read_own_questionnaire(data, file, beside=catalogue())
            kind = "a scan" if isinstance(found, Scan) else "with plateaus"
            told = f"the questionnaire {found.name.en!r} ({kind}), {len(found.criteria)} questions"
        case MILESTONES.name:
            milestones = read_milestones(data, file, catalogue=catalogue(), make_id=uuid4)
            told = f"{len(milestones)} milestones"
        case _:
            told = f"{len(read_interventions(data, file, beside=catalogue()))} interventions"
    print(f"{file}: {told}, all in order.")


def diff(chosen: argparse.Namespace) -> int:
    """Print what changed between two catalogues; 1 when something did."""
    changes = list(differences(_content(chosen.old), _content(chosen.new or CONTENT)))
    for change in changes:
        print(change)
    print(f"{len(changes)} changes", file=sys.stderr)
    return 1 if changes else 0


def _content(path: Path) -> dict[str, Any]:
    if path.is_dir():
        return as_json(load(path))
    try:
        content = json.loads(_read(path))
    except ValueError as error:
        raise ContentError(f"{path}: no valid JSON ({error})") from error
    if not isinstance(content, dict) or "interventions" not in content:
        raise ContentError(f"{path}: is no export of the catalogue")
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError(f"{path}: can't be read ({error.strerror})") from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ContentError(f"{path}: can't be written ({error.strerror})") from error
