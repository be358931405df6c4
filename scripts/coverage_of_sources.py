"""Counts how much of the fact sheets the catalogue rests on, and names what is neither used nor left out.

    .venv/bin/python scripts/coverage_of_sources.py FOLDER_OF_FACT_SHEETS [--missing]

A fact counts as used when an item of the catalogue cites lines of the same document that overlap with the
fact's. That is a test of place and not of meaning: a citation of a long passage counts for every fact in it.
The sheets are not part of the project; the table is kept in docs/coverage.md.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import yaml

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Criterion, Reference

LEFT_OUT = Path("docs/coverage-left-out.yaml")
# What a product can act on: each of these is used, or left out with a reason.
ACCOUNTED = {
    "criterion",
    "intervention",
    "decision",
    "condition",
    "dependency",
    "indicator",
    "scale",
    "checklist",
}
LINES = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
Lines = tuple[int, int]


def ranges(lines: str) -> list[Lines]:
    """``"12-14, 30"`` → [(12, 14), (30, 30)]."""
    return [(int(first), int(last or first)) for first, last in LINES.findall(lines)]


def cited(item: object) -> Iterator[tuple[str, Lines]]:
    """Every place (document, lines) that an item or one of its parts cites."""
    if isinstance(item, Reference):
        yield from ((item.document, place) for place in ranges(item.lines))
    elif isinstance(item, Criterion):
        for sign in item.signs:
            yield from ((item.reference.document, place) for place in ranges(sign.lines))
    if isinstance(item, tuple | list):
        for part in item:
            yield from cited(part)
    elif isinstance(item, Mapping):
        yield from cited(tuple(item.values()))
    elif is_dataclass(item):
        for field in fields(item):
            yield from cited(getattr(item, field.name))


def facts_of(folder: Path) -> Iterator[tuple[str, str, str, list[Lines]]]:
    """(document, id, kind, places) of each fact of each sheet."""
    for path in sorted(folder.glob("*.yaml")):
        sheet = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for fact in sheet.get("facts", ()):
            yield sheet["source"], fact["id"], fact["kind"], ranges(str(fact.get("lines", "")))


def main() -> int:
    """0 when every fact that must be accounted for is; 1 with those that are not."""
    folder = Path(sys.argv[1])
    places: dict[str, list[Lines]] = defaultdict(list)
    for document, place in cited(catalogue()):
        places[document].append(place)
    reasons: dict[str, str] = yaml.safe_load(LEFT_OUT.read_text(encoding="utf-8")) or {}
    total, used, left_out = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    missing, known = [], set()
    for document, name, kind, lines in facts_of(folder):
        known.add(name)
        key = (document, kind)
        total[key] += 1
        if any(a <= last and first <= b for a, b in lines for first, last in places[document]):
            used[key] += 1
        elif name in reasons:
            left_out[key] += 1
        elif kind in ACCOUNTED:
            missing.append(f"{name} ({kind}, lines {lines})")
    print("| source | kind | facts | used | left out with a reason | neither |")
    print("|---|---|---:|---:|---:|---:|")
    for key in sorted(total):
        rest = total[key] - used[key] - left_out[key]
        print(f"| {key[0]} | {key[1]} | {total[key]} | {used[key]} | {left_out[key]} | {rest} |")
    everything, all_used = sum(total.values()), sum(used.values())
    print(
        f"\n{everything} facts, {all_used} used ({all_used / everything:.0%}), {len(missing)} to account for."
    )
    unknown = sorted(set(reasons) - known)
    for name in unknown:
        print(f"{LEFT_OUT}: no fact has the id {name}", file=sys.stderr)
    if "--missing" in sys.argv:
        print("\n".join(missing), file=sys.stderr)
    return 1 if missing or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
