"""What tells an own questionnaire from ours, and how far one may go."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import OWN, Questionnaire, Scan
from plateau.catalogue.scan_rules import KEY, KEY_LENGTH, PART_LENGTH
from plateau.language import Text

#: The rule of the area's verdict is plateau's own, see docs/model.md.
AREA_SHARE, KNOWN_SHARE = 75, 60


@dataclass(frozen=True, slots=True)
class IdForm:
    """What an id may look like; `words` say it."""

    pattern: re.Pattern[str]
    longest: int
    words: Text


QUESTIONNAIRE_ID = IdForm(
    re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*"),
    50,
    Text(
        "kleine letters, cijfers en streepjes, te beginnen met een letter",
        "small letters, digits and hyphens, beginning with a letter",
    ),
)
#: Without a hyphen: in a form it would run together with the names of the fields around it.
QUESTION_ID = IdForm(
    re.compile(r"[a-z][a-z0-9]*"),
    30,
    Text(
        "kleine letters en cijfers, te beginnen met een letter",
        "small letters and digits, beginning with a letter",
    ),
)
_LETTERS = Text("kleine letters en streepjes", "small letters and hyphens")
PART_ID = IdForm(KEY, PART_LENGTH, _LETTERS)
OPTION_KEY = IdForm(KEY, KEY_LENGTH, _LETTERS)
#: With the underscore that plateau's own have: those stand in what is stored.
SCALE_ID = IdForm(re.compile(r"[a-z]+([-_][a-z]+)*"), KEY_LENGTH, _LETTERS)
NAME_LENGTH = 200
TEXT_LENGTH = 2000
#: Of parts: these words have another meaning in the address of a questionnaire.
RESERVED = {"nakijken", "heropenen"}
MOST_QUESTIONS = 1000
MOST_PARTS = 50
OPTIONS = range(2, 10)


def with_version(item: Questionnaire, version: int) -> Questionnaire:
    """The same questionnaire as another version."""
    # Written twice for the type checker, which keeps the two kinds apart.
    return replace(item, version=version) if isinstance(item, Scan) else _numbered(item, version)


def _numbered(item: Instrument, version: int) -> Instrument:
    return replace(item, version=version)


def local_id(item_id: str, owner: str = "") -> str:
    """The id as it stands in a file: without plateau's `eigen-`, or without the questionnaire's id."""
    return item_id.removeprefix(f"{owner}." if owner else OWN)
