"""From the bytes of a JSON document to problem and plan."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from plateau.roadmap.documents import Complaint, UnreadableDocument, from_document
from plateau.roadmap.frontier import Frontier
from plateau.roadmap.interchange.doubts import doubts
from plateau.roadmap.model import Explanation, Plan, Problem
from plateau.roadmap.uncertainty import Outlook

T = TypeVar("T")

FORMAT = 1
MAX_BYTES = 50_000_000
#: Values in a document, and items in one list or object: five times what any region needs. Without these a
#: file within the size above took a minute and three gigabytes before its first complaint.
MAX_VALUES = 2_000_000
MAX_ITEMS = 10_000
#: The documents have five levels at most; what is far deeper is no honest mistake, and costs stack.
MAX_DEPTH = 20
#: More digits than any number of the model has, and few enough to show in a message.
MAX_DIGITS = 25
_LONGEST = 400


class BadDocument(ValueError):
    """The document cannot be read; `complaints` has all that was found, never empty."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(Complaint(_plain(item.path), _plain(item.message)) for item in complaints)
        first = self.complaints[0]
        super().__init__(f"{first.path}: {first.message}" if first.path else first.message)


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """A problem, and what is said in it that does nothing."""

    problem: Problem
    doubts: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan, and what was written with it, if anything: its reasons, and how sure it is."""

    plan: Plan
    explanation: Explanation | None = None
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class FrontierDocument:
    """Plans that no other beats; of none why, if that was written with it."""

    frontier: Frontier
    explanation: Explanation | None = None


def read_problem(content: bytes) -> Problem:
    """The problem that a document holds. BadDocument when it cannot be read or cannot be."""
    return read_with_doubts(content).problem


def read_with_doubts(content: bytes) -> ProblemDocument:
    """The same, with what may be a slip of the pen."""
    document = read_object(content)
    complaints = [*_format_complaints(document), *_begun_twice(document.get("calendar"))]
    problem = _unless(complaints, _part(Problem, document, complaints, ""))
    return ProblemDocument(problem, tuple(doubts(problem, document)))


def _begun_twice(calendar: object) -> list[Complaint]:
    """The first quarter beside a first month or week; one that is not 1 the calendar itself refuses."""
    if not isinstance(calendar, dict) or calendar.get("first_quarter") != 1:
        return []
    twice = [name for name in ("first_month", "first_week") if calendar.get(name) is not None]
    return [Complaint("calendar.first_quarter", f"leave it out: {name} says it already.") for name in twice]


def read_plan(content: bytes) -> PlanDocument:
    """The plan that a document holds, not yet held against a problem. BadDocument when it cannot be read."""
    return _plan(read_object(content))


def read_answer(content: bytes) -> PlanDocument | FrontierDocument:
    """The same, or the frontier that it holds: that has ``points``."""
    document = read_object(content)
    return _frontier(document) if "points" in document else _plan(document)


def _frontier(document: dict[str, Any]) -> FrontierDocument:
    complaints = _format_complaints(document)
    explanation = None
    if "explanation" in document:
        explanation = _part(Explanation, document.pop("explanation"), complaints, "explanation")
    frontier = _part(Frontier, document, complaints, "")
    return FrontierDocument(_unless(complaints, frontier), explanation)


def _plan(document: dict[str, Any]) -> PlanDocument:
    complaints = _format_complaints(document)
    explanation = outlook = None
    if "explanation" in document:
        explanation = _part(Explanation, document.pop("explanation"), complaints, "explanation")
    if "outlook" in document:
        outlook = _part(Outlook, document.pop("outlook"), complaints, "outlook")
    plan = _part(Plan, document, complaints, "")
    return PlanDocument(_unless(complaints, plan), explanation, outlook)


def _part(kind: type[T], document: object, complaints: list[Complaint], path: str) -> T | None:
    try:
        return from_document(kind, document)
    except UnreadableDocument as error:
        complaints += [
            Complaint(".".join(filter(None, (path, item.path))), item.message) for item in error.complaints
        ]
        return None


def _unless(complaints: list[Complaint], found: T | None) -> T:
    if complaints or found is None:
        raise BadDocument(complaints)
    return found


def _format_complaints(document: dict[str, Any]) -> list[Complaint]:
    absent = "format" not in document
    found = document.pop("format", None)
    if found == FORMAT and not isinstance(found, bool):  # True equals 1 as well
        return []
    return [Complaint("format", f"expected {FORMAT}, found {'nothing' if absent else repr(found)[:40]}.")]


# JSON, with what Python's reader would let through refused


class _NoNumber:
    """Stands where a number stood that the model cannot have: NaN, infinite, or of too many digits."""

    def __init__(self, text: str) -> None:
        self._text = text if len(text) <= MAX_DIGITS else f"a number of {len(text)} characters"

    def __repr__(self) -> str:
        return self._text


class _Repeated(dict[str, Any]):
    """An object in which the key `name` stood twice."""

    name = ""


def read_object(content: bytes) -> dict[str, Any]:
    """The JSON object in the bytes. BadDocument when there is none, or it holds what none of ours may."""
    if len(content) > MAX_BYTES:
        raise _bad(f"expected at most {MAX_BYTES:,} bytes, found more.")
    if _values_at_most(content) > MAX_VALUES:
        raise _bad(f"expected at most {MAX_VALUES:,} values in all, found more.")
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            parse_int=lambda text: int(text) if len(text) <= MAX_DIGITS else _NoNumber(text),
            parse_float=_float,
            parse_constant=_NoNumber,
            object_pairs_hook=_pairs,
        )
    except UnicodeDecodeError as error:
        raise _bad(f"expected UTF-8, found something else at byte {error.start}.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _bad(f"expected JSON: {error.msg.lower()} at {where}.") from None
    except RecursionError:
        raise _bad(_TOO_DEEP) from None
    complaints = _oddities(document)
    if complaints:
        raise BadDocument(complaints)
    if not isinstance(document, dict):
        raise _bad("expected object.")
    return document


_TOO_DEEP = f"expected at most {MAX_DEPTH} levels of nesting, found more."


def _bad(message: str) -> BadDocument:
    return BadDocument([Complaint("", message)])


def _values_at_most(content: bytes) -> int:
    """No fewer than the values in the JSON, before it is read: each follows a comma or is a first one."""
    return sum(content.count(mark) for mark in (b",", b"[", b"{")) + 1


def _float(text: str) -> float | _NoNumber:
    value = float(text)
    return value if math.isfinite(value) else _NoNumber(text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _Repeated(found)
    seen: set[str] = set()
    repeated.name = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    return repeated


def _oddities(document: Any) -> list[Complaint]:
    """What is wrong at any place, whatever should stand there."""
    complaints: list[Complaint] = []
    waiting: list[tuple[str, int, Any]] = [("", 0, document)]
    while waiting:
        path, depth, value = waiting.pop()
        if depth > MAX_DEPTH:
            return [Complaint(path, _TOO_DEEP)]
        if isinstance(value, list | dict) and len(value) > MAX_ITEMS:
            return [Complaint(path, f"expected at most {MAX_ITEMS:,} items, found {len(value):,}.")]
        if isinstance(value, str):
            complaints += _half_characters(path, value)
        elif isinstance(value, list):
            waiting += [(f"{path}[{index}]", depth + 1, item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            if isinstance(value, _Repeated):
                complaints.append(
                    Complaint(path, f"the key {value.name[:60]!r} stands there more than once.")
                )
            for name, item in value.items():
                complaints += _half_characters(path, name)
                waiting.append((f"{path}.{name}" if path else name, depth + 1, item))
    return complaints


def _half_characters(path: str, text: str) -> list[Complaint]:
    """Half of a surrogate pair can be written in JSON, and in no file or terminal."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return []
    return [Complaint(path, "expected text, found half of a surrogate pair.")]


def _plain(text: str) -> str:
    """On one line, without control characters, of a length that a person can read."""
    safe = "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"
