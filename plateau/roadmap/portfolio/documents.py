"""Portfolio and selection as JSON documents: PPSSolver's form goes in, ours comes out and can be checked."""

from __future__ import annotations

import json
from typing import TypeVar

from plateau.roadmap.documents import UnreadableDocument, from_document
from plateau.roadmap.interchange import BadDocument, read_object
from plateau.roadmap.model import as_document
from plateau.roadmap.portfolio.model import Portfolio, Selection

T = TypeVar("T")


def read_portfolio(content: bytes) -> Portfolio:
    """The portfolio in a file of PPSSolver. BadDocument with the path of all that is wrong."""
    return _read(Portfolio, content)


def read_selection(content: bytes) -> Selection:
    """A selection as `write_selection` made it, not yet held against a portfolio. BadDocument as above."""
    return _read(Selection, content)


def write_selection(selection: Selection) -> str:
    """The selection as JSON, a line per project."""
    document = as_document(selection)
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in document["scheduled"])
    whole = json.dumps({**document, "scheduled": []}, ensure_ascii=False, indent=2) + "\n"
    return whole.replace('"scheduled": []', f'"scheduled": [\n{rows}\n  ]') if rows else whole


def _read(kind: type[T], content: bytes) -> T:
    try:
        return from_document(kind, read_object(content))
    except UnreadableDocument as error:
        raise BadDocument(error.complaints) from None
