"""The values in someone's own file, held against what plateau can store, show and tell apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from plateau.catalogue.model import Catalogue
from plateau.catalogue.own.model import NAME_LENGTH, TEXT_LENGTH, IdForm
from plateau.catalogue.yaml_reader import Value
from plateau.language import LANGUAGES, Text

#: What a value becomes that was complained about already.
UNREADABLE = "?"


def identifier(value: Value, form: IdForm) -> str:
    """An id in this form."""
    found = value.text()
    if found == UNREADABLE or (form.pattern.fullmatch(found) and len(found) <= form.longest):
        return found
    return value.tell(
        Text(
            f"{_short(found)!r} kan geen id zijn: {form.words.nl}, hoogstens {form.longest} tekens",
            f"{_short(found)!r} can't be an id: {form.words.en}, at most {form.longest} characters",
        ),
        UNREADABLE,
    )


def name(value: Value) -> Text:
    """A name in both languages, which may be the same in both."""
    return _no_longer(value, value.bilingual(), NAME_LENGTH)


def sentence(value: Value) -> Text:
    """A sentence in both languages; when it is the same in both it was not translated."""
    text = _no_longer(value, value.bilingual(), TEXT_LENGTH)
    if text.nl == text.en and text.nl != UNREADABLE:
        return value.tell(
            Text(
                f"Nederlands en Engels zijn gelijk: {_short(text.nl)!r}",
                f"nl and en are the same: {_short(text.nl)!r}",
            ),
            text,
        )
    return text


def _no_longer(value: Value, text: Text, longest: int) -> Text:
    for language in LANGUAGES:
        length = len(text.in_language(language))
        if length > longest:
            value.complain(
                f"{language} is {length} tekens lang, hoogstens {longest} mag",
                f"{language} has {length} characters, at most {longest} fit",
            )
    return text


def limited(rows: Value, most: int) -> list[Value]:
    """The values of a list that has at least one and at most this many."""
    found = rows.items()
    if not found:
        rows.complain("hier staat niets", "there is nothing here")
    if len(found) > most:
        rows.complain(
            f"hier staan er {len(found)}, hoogstens {most} mag",
            f"{len(found)} stand here, at most {most} fit",
        )
    return found[:most]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


@dataclass(frozen=True, slots=True)
class Names:
    """What a questionnaire may point to, and the ids that it gave out already."""

    areas: Collection[str]
    principles: Collection[str]
    transities: Collection[str]
    given: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Names:
        """The names that this catalogue knows."""
        return cls(
            [item.id for item in catalogue.areas],
            [item.id for item in catalogue.principles],
            [item.id for item in catalogue.transities],
        )

    def once(self, value: Value, found: str) -> str:
        """An id that no other row has."""
        if found in self.given and found != UNREADABLE:
            value.complain(f"de id {found!r} staat er twee keer", f"the id {found!r} is used twice")
        self.given.add(found)
        return found

    def area(self, value: Value) -> str:
        """One of the five areas."""
        return known(value, "area", self.areas)

    def principle(self, value: Value) -> str:
        """One of the principles."""
        return known(value, "principle", self.principles)

    def transitie(self, value: Value) -> str:
        """One of the transities."""
        return known(value, "transitie", self.transities)


WORDS = {
    "area": Text("gebied", "area"),
    "principle": Text("principe", "principle"),
    "transitie": Text("transitie", "transitie"),
    "scale": Text("schaal", "scale"),
    "part": Text("onderdeel", "part"),
}


def known(value: Value, what: str, names: Collection[str]) -> str:
    """One of these names; `what` they are is a key of `WORDS`."""
    found = value.text()
    if found in names or found == UNREADABLE:
        return found
    expected, words = ", ".join(names), WORDS[what]
    return value.tell(
        Text(
            f"{words.nl} {found!r} is onbekend; kies uit: {expected}",
            f"unknown {words.en} {found!r}; expected one of: {expected}",
        ),
        UNREADABLE,
    )
