"""Readers for project files: PSPLIB's `.sm` (Kolisch & Sprecher 1997) and Patterson's `.rcp` (1984)."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plateau.roadmap.finish.model import (
    MAX_ACTIVITIES,
    MAX_NUMBER,
    MAX_RESOURCES,
    Activity,
    BadProject,
    Project,
)

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    words: tuple[str, ...]

    def numbers(self, at_least: int, what: str) -> list[int]:
        """Its words as whole numbers; `what` tells what they should be."""
        if len(self.words) < at_least:
            raise BadProject(
                f"expected {what}: {at_least} numbers or more, found {len(self.words)}.", self.number
            )
        return [_number(word, self.number, what) for word in self.words]


def _number(word: str, line: int, what: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", word):
        raise BadProject(f"expected {what}: a whole number, found {word[:40]!r}.", line)
    value = int(word)
    if value < 0:
        raise BadProject(f"expected {what}: a number of 0 or more, found {value}.", line)
    return value


def _lines(content: bytes) -> list[_Line]:
    if len(content) > MAX_BYTES:
        raise BadProject(f"expected at most {MAX_BYTES:,} bytes, found more.")
    # A mark that it is UTF-8 and an end mark of DOS are no part of it. Comments are in any encoding; what
    # counts is ASCII.
    text = content.removeprefix(codecs.BOM_UTF8).rstrip(b"\x1a\0\r\n ").decode("latin-1")
    return [
        _Line(number, tuple(line.split()))
        for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1)
        if line.strip()
    ]


def read_psplib(content: bytes) -> Project:
    """The project in a single-mode PSPLIB file (`.sm`). BadProject with the line that is wrong."""
    lines = _lines(content)
    jobs = _count(lines, "jobs", MAX_ACTIVITIES)
    renewable = _count(lines, "renewable", MAX_RESOURCES)
    for other in ("nonrenewable", "doubly constrained"):
        if _count(lines, other, MAX_NUMBER, default=0):
            raise BadProject(f"{other} resources are not supported, only renewable ones.")
    successors: dict[int, list[int]] = {}
    where: dict[int, int] = {}
    for line in _section(lines, "PRECEDENCE RELATIONS", jobs):
        job, modes, count, *after = line.numbers(3, "job, modes, number of successors, successors")
        _expected_job(job, len(successors) + 1, line)
        if modes != 1:
            raise BadProject(f"job {job} has {modes} modes; only one is supported.", line.number)
        _counted(after, count, jobs, line.number)
        successors[job], where[job] = after, line.number
    activities: list[Activity] = []
    for line in _section(lines, "REQUESTS/DURATIONS", jobs):
        job, _mode, duration, *demands = line.numbers(3 + renewable, "job, mode, duration, demands")
        _expected_job(job, len(activities) + 1, line)
        if len(demands) != renewable:
            raise BadProject(f"expected {renewable} demands, found {len(demands)}.", line.number)
        _fitting(duration, demands, line.number)
        activities.append(_activity(job, duration, demands, successors[job]))
    (last,) = _section(lines, "RESOURCEAVAILABILITIES", 1)
    capacities = last.numbers(renewable, "the capacity of each resource")
    if len(capacities) != renewable:
        raise BadProject(f"expected {renewable} capacities, found {len(capacities)}.", last.number)
    return Project(tuple(activities), tuple(capacities))


def read_patterson(content: bytes) -> Project:
    """The project in a Patterson file (`.rcp`), however it is broken into lines. BadProject as above."""
    words = _Words(_lines(content))
    jobs = words.next("the number of jobs", MAX_ACTIVITIES)
    resources = words.next("the number of resources", MAX_RESOURCES)
    capacities = [words.next(f"the capacity of resource {index + 1}") for index in range(resources)]
    activities = []
    for job in range(1, jobs + 1):
        duration = words.next(f"the duration of job {job}")
        demands = [
            words.next(f"the demand of job {job} for resource {index + 1}") for index in range(resources)
        ]
        count = words.next(f"the number of successors of job {job}")
        after = [words.next(f"a successor of job {job}") for _ in range(count)]
        _counted(after, count, jobs, words.line)
        activities.append(_activity(job, duration, demands, after))
    words.end()
    return Project(tuple(activities), tuple(capacities))


class _Words:
    """The numbers of a file one after the other, each knowing its line."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self.line = 0
        self._words = self._all(lines)

    def _all(self, lines: Sequence[_Line]) -> Iterator[str]:
        for line in lines:
            self.line = line.number
            yield from line.words

    def next(self, what: str, most: int = MAX_NUMBER) -> int:
        word = next(self._words, None)
        if word is None:
            raise BadProject(f"expected {what}, found the end of the file.", self.line or 1)
        value = _number(word, self.line, what)
        if value > most:
            raise BadProject(f"expected {what}: at most {most}, found {value}.", self.line)
        return value

    def end(self) -> None:
        word = next(self._words, None)
        if word is not None:
            raise BadProject(f"expected the end of the file, found {word[:40]!r}.", self.line)


def _letters(text: str) -> str:
    """A label as one compares it: files differ in capitals, spaces, dashes and colons."""
    return re.sub("[^a-z]", "", text.lower())


def _count(lines: Sequence[_Line], label: str, most: int, default: int | None = None) -> int:
    """The first number after the colon (or the last word) of the line that starts with `label`."""
    what = f"the number of {label}"
    for line in lines:
        text = " ".join(line.words)
        if not _letters(text).startswith(_letters(label)):
            continue
        found = re.search(r":\s*(\S+)", text) or re.search(r"(\S+)$", text)
        value = _number(found[1] if found else "", line.number, what)
        if value > most:
            raise BadProject(f"expected {what}: at most {most}, found {value}.", line.number)
        return value
    if default is None:
        raise BadProject(f"expected a PSPLIB file with a line {label!r}, found none.")
    return default


def _section(lines: Sequence[_Line], title: str, count: int) -> list[_Line]:
    """The `count` lines of a section, after its heading and what stands there without a number in front."""
    for index, line in enumerate(lines):
        if _letters(" ".join(line.words)).startswith(_letters(title)):
            below = itertools.dropwhile(_is_heading, lines[index + 1 :])
            rows = list(itertools.islice(below, count))
            if len(rows) < count or any(row.words[0].startswith("*") for row in rows):
                raise BadProject(f"expected {count} lines under {title}, found fewer.", line.number)
            return rows
    raise BadProject(f"expected a section {title}, found none.")


def _is_heading(line: _Line) -> bool:
    """The names of the columns, or a ruler below them."""
    return not re.match(r"[-+]?[0-9*]", line.words[0])


def _expected_job(job: int, expected: int, line: _Line) -> None:
    if job != expected:
        raise BadProject(f"expected job {expected}, found {job}.", line.number)


def _counted(after: Sequence[int], count: int, jobs: int, line: int) -> None:
    if len(after) != count:
        raise BadProject(f"expected {count} successors, found {len(after)}.", line)
    for job in after:
        if not 1 <= job <= jobs:
            raise BadProject(f"expected a successor from 1 to {jobs}, found {job}.", line)


def _fitting(duration: int, demands: Sequence[int], line: int) -> None:
    for value in (duration, *demands):
        if value > MAX_NUMBER:
            raise BadProject(f"expected at most {MAX_NUMBER}, found {value}.", line)


def _activity(job: int, duration: int, demands: Sequence[int], after: Sequence[int]) -> Activity:
    return Activity(str(job), duration, tuple(demands), tuple(sorted({job - 1 for job in after})))
