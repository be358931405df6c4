"""What must hold for scans and their scales: one rule, one function; `coherence.RULES` runs them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from plateau.catalogue.model import Catalogue, Origin
from plateau.catalogue.scan import Scale, Scan
from plateau.language import Text

MINUTES = range(1, 61)
KEY = re.compile(r"[a-z]+(-[a-z]+)*")
#: As long as the column that keeps an answer.
KEY_LENGTH = 40
#: As long as the column that keeps which parts someone answers.
PART_LENGTH = 20
#: Names of answers that every question offers beside its scale.
TAKEN = {"weet_niet", "nvt"}


def scales_sound(catalogue: Catalogue) -> Iterator[str]:
    """A scale has two options or more, with keys of their own; in a scale with values no two are alike."""
    for owner, scale in _scales(catalogue):
        keys = [pole.key for pole in scale.poles]
        if len(keys) < 2:
            yield f"{owner}: a scale needs at least two options"
        for key, times in Counter(keys).items():
            if times > 1:
                yield f"{owner}: the option {key!r} stands here twice"
            if not KEY.fullmatch(key) or len(key) > KEY_LENGTH or key in TAKEN:
                yield f"{owner}: {key!r} can't be a key (small letters and hyphens, at most {KEY_LENGTH})"
        values = [pole.value for pole in scale.poles]
        if scale.is_ordered and len(set(values)) != len(values):
            yield f"{owner}: two options have the same value"


def scans_sound(catalogue: Catalogue) -> Iterator[str]:
    """Scans have ids of their own, parts with questions, and a time to fill in; questions bear their ids."""
    ids = Counter(item.id for item in catalogue.instruments)
    ids.update(item.id for item in catalogue.scans)
    yield from (f"{name}: two instruments have this id" for name, times in ids.items() if times > 1)
    parts = Counter(part.id for scan in catalogue.scans for part in scan.parts)
    parts.update(area.id for area in catalogue.areas)
    yield from (f"{name}: two areas or parts have this id" for name, times in parts.items() if times > 1)
    for scan in catalogue.scans:
        if scan.minutes not in MINUTES:
            yield f"{scan.id}: minutes must be from 1 to 60"
        for part in scan.parts:
            if not KEY.fullmatch(part.id) or len(part.id) > PART_LENGTH:
                yield f"{scan.id}: {part.id!r} can't be a part's id (at most {PART_LENGTH} letters)"
            if not scan.in_area(part.id):
                yield f"{scan.id}: the part {part.id!r} asks nothing"
        for name, times in Counter(question.id for question in scan.criteria).items():
            if times > 1:
                yield f"{name}: this id is used twice"
            if not name.startswith(f"{scan.id}."):
                yield f"{name}: does not begin with {scan.id!r}"


def scans_sourced(catalogue: Catalogue) -> Iterator[str]:
    """A question names a known document, unless it is marked ours."""
    documents = {item.id for item in catalogue.documents}
    for scan in catalogue.scans:
        for question in scan.criteria:
            if not question.references and question.basis is not Origin.OURS:
                yield f"{question.id}: has no source and is not marked ours"
            for reference in question.references:
                if reference.document not in documents:
                    yield f"{question.id}: unknown document {reference.document!r}"
        for part in scan.parts:
            if part.reference.document not in documents:
                yield f"{scan.id}, {part.id}: unknown document {part.reference.document!r}"


def scans_translated(catalogue: Catalogue) -> Iterator[str]:
    """A sentence that is the same in both languages was not translated."""
    for scan in catalogue.scans:
        for owner, text in _sentences(scan):
            if text.nl == text.en:
                yield f"{owner}: nl and en are the same: {text.nl!r}"


def _scales(catalogue: Catalogue) -> Iterator[tuple[str, Scale]]:
    yield from ((f"scale {scale.id}", scale) for scale in catalogue.scales)
    shared = set(catalogue.scales)
    for scan in catalogue.scans:
        own = dict.fromkeys(question.scale for question in scan.criteria if question.scale not in shared)
        yield from ((f"{scan.id}, scale {scale.id}", scale) for scale in own)


def _sentences(scan: Scan) -> Iterator[tuple[str, Text]]:
    yield from ((scan.id, text) for text in (scan.introduction, scan.reading))
    yield from ((f"{scan.id}, {part.id}", part.definition) for part in scan.parts)
    for question in scan.criteria:
        yield from ((question.id, text) for text in (question.question, question.explanation))


SCAN_RULES = (scales_sound, scans_sound, scans_sourced, scans_translated)
