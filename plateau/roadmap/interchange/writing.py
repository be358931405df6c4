"""Problem and plan as the text of a JSON document; equal problems give equal texts."""

from __future__ import annotations

import json
from typing import Any

from plateau.roadmap.interchange.reading import FORMAT
from plateau.roadmap.model import Explanation, Plan, Problem, as_document


def write_problem(problem: Problem) -> str:
    """The document of a problem: fields in the model's order, lists, sets and keys sorted."""
    return _text(as_document(problem))


def write_plan(plan: Plan, explanation: Explanation | None = None) -> str:
    """The document of a plan, with its reasons when they are given."""
    reasons = {} if explanation is None else {"explanation": as_document(explanation)}
    return _text(as_document(plan) | reasons)


def _text(document: dict[str, Any]) -> str:
    whole = {"format": FORMAT, **document}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
