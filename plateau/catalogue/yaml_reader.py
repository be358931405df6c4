"""YAML with positions: every complaint names file, line, key and what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from plateau.language import Text

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Words = str | Text
UNITS = {"line": Text("regel", "line"), "row": Text("rij", "row")}
NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
DATES = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
LONGEST_NUMBER = 15
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class ContentError(ValueError):
    """Content that can't be used; each problem names file, line, key and what was expected.

    As a string it is English, a line per problem; `problems` has both languages. A rule that only speaks
    to those who write our own content may be a plain (English) string.
    """

    def __init__(self, *problems: Words) -> None:
        self.problems = tuple(both(problem) for problem in problems)
        super().__init__("\n".join(problem.en for problem in self.problems))


def both(words: Words) -> Text:
    """Words in both languages; a plain string stands in both."""
    return Text(words, words) if isinstance(words, str) else words


@dataclass(frozen=True, slots=True)
class Position:
    """Where in which file a value stands: the line of a text, the row of a sheet."""

    file: str
    line: int
    key: Words
    unit: str = "line"

    def error(self, message: Words) -> ContentError:
        """The complaint about the value at this position."""
        words, unit = both(message), UNITS[self.unit]
        where = both(self.key or "document")
        return ContentError(
            Text(
                nl=f"{self.file}, {unit.nl} {self.line}, {where.nl}: {words.nl}",
                en=f"{self.file}, {unit.en} {self.line}, {where.en}: {words.en}",
            )
        )


class Value:
    """One YAML value that knows where it stands.

    With a list of `complaints` a value that can't be used is put down there and something of its type is
    returned, so that reading goes on and all mistakes are found at once; what was read is then of no use.
    Without it the first mistake raises ContentError.
    """

    # There are tens of thousands: the path to each is only written out when something is wrong with it.
    __slots__ = ("_complaints", "_file", "_inside", "_node", "_step", "_unit")

    def __init__(
        self,
        node: yaml.Node,
        file: str,
        complaints: list[ContentError] | None = None,
        unit: str = "line",
        inside: Value | None = None,
        step: str | int = "",
    ) -> None:
        self._node, self._file, self._complaints, self._unit = node, file, complaints, unit
        self._inside, self._step = inside, step

    @property
    def at(self) -> Position:
        """Where it stands; a workbook has several sheets, and a row's own mark says in which."""
        place = self._node.start_mark.name if self._unit == "row" else self._file
        return Position(place, self._node.start_mark.line + 1, self._key(), self._unit)

    def _key(self) -> str:
        outer = self._inside._key() if self._inside else ""
        return f"{outer}[{self._step}]" if isinstance(self._step, int) else f"{outer}.{self._step}".strip(".")

    def tell(self, message: Words, instead: T) -> T:
        """Complain about this value; `instead` is what the reading goes on with when it may."""
        if self._complaints is None:
            raise self.at.error(message)
        self._complaints.append(self.at.error(message))
        return instead

    def complain(self, nl: str, en: str) -> None:
        """Complain about this value, in both languages, and go on."""
        self.tell(Text(nl, en), None)

    def text(self) -> str:
        """A non-empty string."""
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag != "tag:yaml.org,2002:str":
            return self.tell(Text("hier hoort een tekst", "expected a text"), "?")
        value: str = self._node.value.strip()
        if not value:
            return self.tell(
                Text("hier hoort een tekst, maar het is leeg", "expected a text, found it empty"), "?"
            )
        return value

    def whole_number(self) -> int:
        """An integer of at least 0."""
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag != "tag:yaml.org,2002:int":
            return self.tell(Text("hier hoort een heel getal", "expected a whole number"), 0)
        value: str = self._node.value
        if not value.isascii() or not value.isdigit():
            return self.tell(
                Text("hier hoort een heel getal van 0 of meer", "expected a whole number of at least 0"), 0
            )
        if len(value) > LONGEST_NUMBER:
            return self.tell(Text("dit getal is te groot", "this number is too large"), 0)
        return int(value)

    def number_from(self, allowed: range) -> int:
        """An integer in `allowed`."""
        low, high = allowed.start, allowed.stop - 1
        value = str(self._node.value)
        if self._node.tag == "tag:yaml.org,2002:int" and len(value) <= LONGEST_NUMBER and value.isdigit():
            number = int(value)
            if number in allowed:
                return number
        return self.tell(
            Text(
                f"hier hoort een heel getal van {low} tot en met {high}",
                f"expected a whole number from {low} to {high}",
            ),
            low,
        )

    def day(self) -> date:
        """A date, written as 2027-01-31; with or without quotes."""
        written = str(self._node.value)
        if self._node.tag in {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"} and DAY.fullmatch(
            written
        ):
            with suppress(ValueError):
                return date.fromisoformat(written)
        return self.tell(
            Text("hier hoort een datum, zoals 2027-01-31", "expected a date, like 2027-01-31"), date.min
        )

    def decimal(self) -> Decimal:
        """A number as it is written, with or without decimals; it may be below 0."""
        # A number in quotes is a text.
        if self._node.tag not in NUMBERS or not PLAIN_NUMBER.fullmatch(str(self._node.value)):
            return self.tell(Text("hier hoort een getal", "expected a number"), Decimal(0))
        return Decimal(self._node.value)

    def line_numbers(self) -> str:
        """Line numbers of a source, like "12-14, 30"; a single number may stand without quotes."""
        if isinstance(self._node, yaml.ScalarNode) and self._node.value:
            return str(self._node.value)
        return self.tell(
            Text('hier horen regelnummers, zoals "12-14, 30"', 'expected line numbers, like "12-14, 30"'), "1"
        )

    def choice(self, options: type[E]) -> E:
        """One of the values of an enum."""
        value = self.text()
        try:
            return options(value)
        except ValueError:
            expected = ", ".join(option.value for option in options)
            return self.tell(
                Text(
                    f"{value!r} is onbekend; kies uit: {expected}",
                    f"{value!r} is unknown; expected one of: {expected}",
                ),
                next(iter(options)),
            )

    def bilingual(self) -> Text:
        """A mapping with nl and en."""
        mapping = self.mapping({"nl", "en"})
        return self.build(lambda: Text(nl=mapping["nl"].text(), en=mapping["en"].text()))

    def is_null(self) -> bool:
        """Whether nothing is filled in on purpose."""
        return self._node.tag == "tag:yaml.org,2002:null"

    def items(self) -> list[Value]:
        """The values of a list, in order."""
        if not isinstance(self._node, yaml.SequenceNode):
            return self.tell(Text("hier hoort een lijst", "expected a list"), [])
        return [self._part(node, index) for index, node in enumerate(self._node.value)]

    def mapping(self, required: set[str] | None = None, optional: set[str] | None = None) -> dict[str, Value]:
        """The values by key; with `required`, exactly those and any of `optional`."""
        if not isinstance(self._node, yaml.MappingNode):
            self.tell(Text("hier horen sleutels met waarden", "expected keys with values"), None)
            return self._silent(required)
        found: dict[str, Value] = {}
        known = None if required is None else required | (optional or set())
        for key_node, value_node in self._node.value:
            key = str(key_node.value)
            value = self._part(value_node, key)
            if key in found:
                value.tell(Text("deze sleutel staat hier twee keer", "this key stands here twice"), None)
            if known is not None and key not in known:
                expected = ", ".join(sorted(known))
                value.tell(
                    Text(f"onbekende sleutel; kies uit: {expected}", f"unknown key; expected: {expected}"),
                    None,
                )
            found[key] = value
        missing = (required or set()) - found.keys()
        if not missing:
            return found
        names = ", ".join(sorted(missing))
        self.tell(Text(f"ontbreekt: {names}", f"missing: {names}"), None)
        return found | self._silent(missing)

    def _part(self, node: yaml.Node, step: str | int) -> Value:
        return Value(node, self._file, self._complaints, self._unit, self, step)

    def _silent(self, keys: set[str] | None) -> dict[str, Value]:
        # What is missing was told already: what reads on from here complains to nobody.
        nothing = yaml.ScalarNode("tag:yaml.org,2002:str", "?", self._node.start_mark)
        return {key: Value(nothing, self._file, [], step=key) for key in keys or ()}

    def build(self, make: Callable[[], T]) -> T:
        """Run a constructor; what it finds wrong is told with this position."""
        try:
            return make()
        except ContentError:
            raise
        except ValueError as error:
            raise self.at.error(_in_dutch_too(str(error))) from error


# What the types of the model say of their own values.
DUTCH = {
    "an estimate needs 0 ≤ low ≤ likely ≤ high": "een schatting loopt van laag via waarschijnlijk naar hoog",
    "a step goes from one plateau to the next, between 1 and 5": (
        "een stap gaat van een plateau naar het volgende, tussen 1 en 5"
    ),
    "both nl and en must be filled in": "vul Nederlands en Engels allebei in",
}


def _in_dutch_too(message: str) -> Text:
    return Text(DUTCH.get(message, message), message)


def read(text: str, file: str, complaints: list[ContentError] | None = None) -> Value:
    """The document in `text`; `file` is the name used in complaints, which may be collected.

    Raises:
        ContentError: it is no YAML, is empty, or repeats itself through aliases.
    """
    try:
        # An alias can blow a small file up to gigabytes; our content needs none. Looking for the star first
        # saves a third of the time.
        if "*" in text and any(
            isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=LOADER)
        ):
            raise ContentError(
                Text(f"{file}: verwijzingen (*naam) mogen niet", f"{file}: aliases (*name) are not allowed")
            )
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise ContentError(
            Text(
                f"{file}, regel {line}: geen geldige YAML ({error.problem})",
                f"{file}, line {line}: no valid YAML: {error.problem}",
            )
        ) from error
    except yaml.YAMLError as error:
        raise ContentError(
            Text(f"{file}: geen geldige YAML ({error})", f"{file}: no valid YAML: {error}")
        ) from error
    if node is None:
        raise ContentError(Text(f"{file}: het bestand is leeg", f"{file}: the file is empty"))
    return Value(node, file, complaints=complaints)
