"""Evidence with an answer: a link or a file, who may see it, and how much there may be.

Whoever gave it always sees it. When it is shared, those who lead the round see it too, once the answers
may be seen and under the same rule as a comment: only of who handed in, only on criteria that enough people
answered, and never beside the answer of one person. In an anonymous round it is shared only when its
author chose so, and then without a name, a file name or an order that tells who gave it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from plateau.assessment.file_kinds import NAME_LENGTH, ending
from plateau.assessment.model import Anonymity

MOST_PIECES = 10
#: The files of one questionnaire together are at most so many times the largest file.
MOST_LARGEST_FILES = 10
DESCRIPTION_LENGTH = 500
URL_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as it was added; its content stands apart. `size` in bytes, `digest` is the SHA-256 of it.

    `is_wiped`: its author had the content destroyed.
    """

    name: str
    media_type: str
    size: int
    digest: str
    is_wiped: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= NAME_LENGTH:
            raise ValueError(f"a file has a name of at most {NAME_LENGTH} characters")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: a link (`url`) or a file (`file_id` says where its content is).

    `shared`: its author chose to show it without a name; where people answer by name it need not be chosen.
    Taken away it stays on record, with `removed_at`; put back it is a new piece with the same content.
    """

    id: UUID
    criterion: str
    description: str
    url: str | None
    file: EvidenceFile | None
    shared: bool
    added_at: datetime
    removed_at: datetime | None = None
    file_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.url is None) == (self.file is None):
            raise ValueError("a piece of evidence is either a link or a file")
        if len(self.description) > DESCRIPTION_LENGTH:
            raise ValueError(f"a description has at most {DESCRIPTION_LENGTH} characters")

    @property
    def is_there(self) -> bool:
        """Whether it was not taken away."""
        return self.removed_at is None

    @property
    def content(self) -> tuple[object, ...]:
        """What it says; two pieces with the same content are one."""
        return (self.criterion, self.description, self.url, self.file.digest if self.file else None)


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece as others see it; `name` is only filled in where names may be seen."""

    description: str
    url: str | None
    file: EvidenceFile | None
    name: str = ""


def there(pieces: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """The pieces that were not taken away, by criterion."""
    found = defaultdict(list)
    for piece in pieces:
        if piece.is_there:
            found[piece.criterion].append(piece)
    return dict(found)


def bytes_kept(pieces: Iterable[Evidence]) -> int:
    """How much the files among these take; one that was taken away counts until it is wiped."""
    files = {piece.file_id: piece.file for piece in pieces if piece.file}
    return sum(file.size for file in files.values() if not file.is_wiped)


def taken_away(pieces: Iterable[Evidence]) -> list[Evidence]:
    """The pieces that were taken away and not put back, each content once: when it was there last."""
    newest = {piece.content: piece for piece in pieces}
    return [piece for piece in newest.values() if not piece.is_there]


def shown_evidence(
    given: Iterable[tuple[str, Evidence]],
    criteria: Container[str],
    *,
    anonymity: Anonymity,
    with_names: bool,
) -> dict[str, tuple[ShownEvidence, ...]]:
    """What others see, by criterion, of pieces with the name of who gave them; only on these criteria.

    The order is that of what the pieces say: any order that comes from the people would let a reader match
    one person's pieces on all criteria. What two people gave, stands there once when there are no names.
    """
    found: dict[str, set[ShownEvidence]] = defaultdict(set)
    for name, piece in given:
        # Asked of the round as it is now: one that became anonymous shows what was chosen to be shared only.
        shared = piece.shared or anonymity is Anonymity.NAMED
        if shared and piece.is_there and piece.criterion in criteria:
            found[piece.criterion].add(_shown(piece, name if with_names else None))
    return {criterion: tuple(sorted(pieces, key=_by_content)) for criterion, pieces in found.items()}


def _shown(piece: Evidence, name: str | None) -> ShownEvidence:
    if name is not None:
        return ShownEvidence(piece.description, piece.url, piece.file, name)
    nameless = replace(piece.file, name=f"bewijs.{ending(piece.file.name)}") if piece.file else None
    return ShownEvidence(piece.description, piece.url, nameless)


def _by_content(piece: ShownEvidence) -> tuple[str, ...]:
    file = piece.file
    return (piece.description.casefold(), piece.url or "", file.digest if file else "", piece.name)


def checked_url(text: str) -> str:
    """A web address as it was given, with https:// before it when that was left out.

    Raises:
        ValueError: it is no address of a page on the web, or holds a user name.
    """
    url = text.strip()
    if "://" not in url:
        url = f"https://{url}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("no address of a page on the web")
    if parts.port == 0 or not url.isprintable() or " " in url or len(url) > URL_LENGTH:
        raise ValueError("no address of a page on the web")
    return url
