"""Problem and plan as the text of a JSON document; equal problems give equal texts."""

from __future__ import annotations

import json
from typing import Any

from plateau.roadmap.frontier import Frontier
from plateau.roadmap.interchange.reading import FORMAT
from plateau.roadmap.model import Explanation, Plan, Problem, as_document
from plateau.roadmap.uncertainty import Outlook


def write_problem(problem: Problem) -> str:
    """The document of a problem: fields in the model's order, lists, sets and keys sorted."""
    document = as_document(problem)
    if problem.calendar.first_month or problem.calendar.first_week:
        del document["calendar"]["first_quarter"]  # said already
    return _text(document)


def write_plan(plan: Plan, explanation: Explanation | None = None, outlook: Outlook | None = None) -> str:
    """The document of a plan, with its reasons and with how sure it is when these are given."""
    parts = {"explanation": explanation, "outlook": outlook}
    given = {name: as_document(part) for name, part in parts.items() if part is not None}
    return _text(as_document(plan) | given)


def write_frontier(frontier: Frontier, explanation: Explanation | None = None) -> str:
    """The document of a frontier: its points, each with its plan, and whether these are all; of none why."""
    given = {} if explanation is None else {"explanation": as_document(explanation)}
    return _text(as_document(frontier) | given)


def _text(document: dict[str, Any]) -> str:
    whole = {"format": FORMAT, **document}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
