"""YAML with positions: every complaint names file, line, key and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from plateau.language import Text

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """Content that can't be used; the text names file, line, key and what was expected."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where in which file a value stands: the line of a text, the row of a sheet."""

    file: str
    line: int
    key: str
    unit: str = "line"

    def error(self, message: str) -> ContentError:
        """The complaint about the value at this position."""
        return ContentError(f"{self.file}, {self.unit} {self.line}, {self.key or 'document'}: {message}")


class Value:
    """One YAML value that knows where it stands.

    With a list of `complaints` a value that can't be used is put down there and something of its type is
    returned, so that reading goes on and all mistakes are found at once; what was read is then of no use.
    Without it the first mistake raises ContentError.
    """

    def __init__(
        self,
        node: yaml.Node,
        file: str,
        key: str = "",
        complaints: list[ContentError] | None = None,
        unit: str = "line",
    ) -> None:
        self._node = node
        self._complaints = complaints
        self.at = Position(file, node.start_mark.line + 1, key, unit)

    def tell(self, message: str, instead: T) -> T:
        """Complain about this value; `instead` is what the reading goes on with when it may."""
        if self._complaints is None:
            raise self.at.error(message)
        self._complaints.append(self.at.error(message))
        return instead

    def text(self) -> str:
        """A non-empty string."""
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag != "tag:yaml.org,2002:str":
            return self.tell("expected a text", "?")
        value: str = self._node.value.strip()
        if not value:
            return self.tell("expected a text, found it empty", "?")
        return value

    def whole_number(self) -> int:
        """An integer of at least 0."""
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag != "tag:yaml.org,2002:int":
            return self.tell("expected a whole number", 0)
        value: str = self._node.value
        if not value.isascii() or not value.isdigit():
            return self.tell("expected a whole number of at least 0", 0)
        return int(value)

    def line_numbers(self) -> str:
        """Line numbers of a source, like "12-14, 30"; a single number may stand without quotes."""
        if isinstance(self._node, yaml.ScalarNode) and self._node.value:
            return str(self._node.value)
        return self.tell('expected line numbers, like "12-14, 30"', "1")

    def choice(self, options: type[E]) -> E:
        """One of the values of an enum."""
        value = self.text()
        try:
            return options(value)
        except ValueError:
            expected = ", ".join(option.value for option in options)
            return self.tell(f"{value!r} is unknown; expected one of: {expected}", next(iter(options)))

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
            return self.tell("expected a list", [])
        return [self._part(node, f"{self.at.key}[{index}]") for index, node in enumerate(self._node.value)]

    def mapping(self, required: set[str] | None = None, optional: set[str] | None = None) -> dict[str, Value]:
        """The values by key; with `required`, exactly those and any of `optional`."""
        if not isinstance(self._node, yaml.MappingNode):
            self.tell("expected keys with values", None)
            return self._silent(required)
        found: dict[str, Value] = {}
        for key_node, value_node in self._node.value:
            key = str(key_node.value)
            value = self._part(value_node, f"{self.at.key}.{key}".lstrip("."))
            if key in found:
                value.tell("this key stands here twice", None)
            if required is not None and key not in required | (optional or set()):
                value.tell(
                    f"unknown key; expected: {', '.join(sorted(required | (optional or set())))}", None
                )
            found[key] = value
        missing = (required or set()) - found.keys()
        if missing:
            self.tell(f"missing: {', '.join(sorted(missing))}", None)
        return found | self._silent(missing)

    def _part(self, node: yaml.Node, key: str) -> Value:
        return Value(node, self.at.file, key, self._complaints, self.at.unit)

    def _silent(self, keys: set[str] | None) -> dict[str, Value]:
        # What is missing was told already: what reads on from here complains to nobody.
        nothing = yaml.ScalarNode("tag:yaml.org,2002:str", "?", self._node.start_mark)
        return {key: Value(nothing, self.at.file, key, []) for key in keys or ()}

    def build(self, make: Callable[[], T]) -> T:
        """Run a constructor; what it finds wrong is told with this position."""
        try:
            return make()
        except ContentError:
            raise
        except ValueError as error:
            raise self.at.error(str(error)) from error


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
            raise ContentError(f"{file}: aliases (*name) are not allowed")
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise ContentError(f"{file}, line {line}: no valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ContentError(f"{file}: no valid YAML: {error}") from error
    if node is None:
        raise ContentError(f"{file}: the file is empty")
    return Value(node, file, complaints=complaints)
