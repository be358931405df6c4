"""How long an own questionnaire of 500 topics takes to be read, checked and compared.

    .venv/bin/python -m benchmarks.importing

Prints a table for docs/benchmarks.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import yaml

from plateau.catalogue import own
from plateau.catalogue.difference import questionnaire_differences
from plateau.catalogue.importing import read_own_questionnaire
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.language import Text

QUESTIONS = 500
RUNS = 7
T = TypeVar("T")
EXAMPLES = Path(own.__file__).parent


def main() -> None:
    """Print the table."""
    print("| what | size kB | median s | max s |")
    print("|---|---:|---:|---:|")
    for name in ("plateaus", "scan"):
        item = _grown(_example(name))
        shared = catalogue().scales
        text = yaml.safe_dump(own.as_document(item, shared), allow_unicode=True, sort_keys=False)
        for form, data in (("YAML", text.encode()), ("XLSX", own.write_questionnaire(item, shared, "nl"))):
            _row(f"{name}, {QUESTIONS} questions, {form}", data, item)
        middle, slowest = _timed(lambda: list(questionnaire_differences(item, _reworded(item))))  # noqa: B023
        print(f"| {name}, all reworded: difference | | {middle:.2f} | {slowest:.2f} |")


def _row(name: str, data: bytes, expected: Questionnaire) -> None:
    def read() -> None:
        assert read_own_questionnaire(data, "x", beside=catalogue()) == expected

    middle, slowest = _timed(read)
    print(f"| {name} | {len(data) // 1000} | {middle:.2f} | {slowest:.2f} |")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), max(seconds)


def _example(name: str) -> Questionnaire:
    data = (EXAMPLES / f"example-{name}.yaml").read_bytes()
    return read_own_questionnaire(data, name, beside=catalogue())


def _grown(item: Questionnaire) -> Questionnaire:
    """The example's questions, repeated under new ids and with words of their own."""
    if isinstance(item, Scan):
        return replace(
            item,
            criteria=tuple(
                replace(one, id=f"{item.id}.q{n}", question=_said(one.question, n))
                for n, one in enumerate(_repeated(item.criteria))
            ),
        )
    return _grown_instrument(item)


def _grown_instrument(item: Instrument) -> Instrument:
    criteria = (
        replace(
            one,
            id=f"{item.id}.q{n}",
            question=_said(one.question, n),
            levels=tuple(replace(level, text=_said(level.text, n)) for level in one.levels),
        )
        for n, one in enumerate(_repeated(item.criteria))
    )
    return replace(item, criteria=tuple(criteria))


def _repeated(items: Sequence[T]) -> Iterator[T]:
    """Each item as often as its neighbour, in order: all questions of a part stay together."""
    return (items[n * len(items) // QUESTIONS] for n in range(QUESTIONS))


def _said(text: Text, number: int) -> Text:
    return Text(f"{text.nl} {number}", f"{text.en} {number}")


def _reworded(item: Questionnaire) -> Questionnaire:
    if isinstance(item, Scan):
        return replace(
            item, criteria=tuple(replace(one, question=_said(one.question, 0)) for one in item.criteria)
        )
    return replace(
        item, criteria=tuple(replace(one, question=_said(one.question, 0)) for one in item.criteria)
    )


if __name__ == "__main__":
    main()
