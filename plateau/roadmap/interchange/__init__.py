"""Problem and plan as plain JSON documents, format 1: what goes in and out of `plateau solve`. Pure.

``reading`` bytes to dataclasses, with every complaint at its path, and ``doubts`` · ``writing`` back,
canonically ·
``schema`` the JSON Schema of both, made from the dataclasses (``python -m plateau.roadmap.interchange``).
"""

from plateau.roadmap.interchange.reading import (
    FORMAT,
    MAX_BYTES,
    BadDocument,
    FrontierDocument,
    PlanDocument,
    ProblemDocument,
    read_answer,
    read_object,
    read_plan,
    read_problem,
    read_with_doubts,
)
from plateau.roadmap.interchange.schema import plan_schema, problem_schema
from plateau.roadmap.interchange.writing import write_frontier, write_plan, write_problem

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "BadDocument",
    "FrontierDocument",
    "PlanDocument",
    "ProblemDocument",
    "plan_schema",
    "problem_schema",
    "read_answer",
    "read_object",
    "read_plan",
    "read_problem",
    "read_with_doubts",
    "write_frontier",
    "write_plan",
    "write_problem",
]
