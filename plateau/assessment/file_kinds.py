"""Which files may be added as evidence: told by what is in them, and the name must say the same.

A table of signatures suffices: a few kinds that offices use, and the ones that are zip archives are opened.
Nothing is unpacked but the line in which an OpenDocument file says what it is.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = "application/vnd.openxmlformats-officedocument"
NAME_LENGTH = 150
#: Where a reader looks for the start of a PDF: scanners and mail gateways put a few bytes before it.
PDF_HEAD = 1024
#: What zipfile and the ways in which it unpacks make of a damaged archive.
UNREADABLE = (
    BadZipFile,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
)
NO_TEXT = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))


class Refusal(StrEnum):
    """Why a file can't be added."""

    EMPTY = "empty"
    KIND = "kind"
    CONTENT = "content"
    MACROS = "macros"


class RefusedFile(ValueError):
    """A file that can't be added; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class _Archive(NamedTuple):
    names: frozenset[str]
    mimetype: str


def _archive(content: bytes) -> _Archive:
    """What is in a zip archive; empty when it can't be read as one."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            if "mimetype" not in names:
                return _Archive(names, "")
            with archive.open("mimetype") as entry:
                return _Archive(names, entry.read(100).decode("ascii", "replace").strip())
    except UNREADABLE:
        return _Archive(frozenset(), "")


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(beginnings)


def _office(folder: str) -> Callable[[bytes], bool]:
    def is_office(content: bytes) -> bool:
        names = _archive(content).names
        if any(name.endswith("vbaProject.bin") for name in names):
            raise RefusedFile(Refusal.MACROS)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_office


def _open_document(kind: str) -> Callable[[bytes], bool]:
    return lambda content: _archive(content).mimetype == f"{OPEN_DOCUMENT}.{kind}"


def _is_text(content: bytes) -> bool:
    """Text in UTF-8 or in a Windows code page: no byte that no text has."""
    return content.translate(None, NO_TEXT) == content


class _Kind(NamedTuple):
    media_type: str
    fits: Callable[[bytes], bool]


_JPEG = _Kind("image/jpeg", _starts(b"\xff\xd8\xff"))
#: The kinds by what their names end with.
KINDS: Mapping[str, _Kind] = {
    "pdf": _Kind("application/pdf", lambda content: b"%PDF-" in content[:PDF_HEAD]),
    "docx": _Kind(f"{OFFICE}.wordprocessingml.document", _office("word/")),
    "xlsx": _Kind(f"{OFFICE}.spreadsheetml.sheet", _office("xl/")),
    "pptx": _Kind(f"{OFFICE}.presentationml.presentation", _office("ppt/")),
    "odt": _Kind(f"{OPEN_DOCUMENT}.text", _open_document("text")),
    "ods": _Kind(f"{OPEN_DOCUMENT}.spreadsheet", _open_document("spreadsheet")),
    "png": _Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "txt": _Kind("text/plain", _is_text),
    "csv": _Kind("text/csv", _is_text),
}


def ending(name: str) -> str:
    """What a name ends with, in small letters and without the dot: "pdf"."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def media_type_of(name: str, content: bytes) -> str:
    """The media type of a file that may be added.

    Raises:
        RefusedFile: it is empty, of another kind, not what its name says, or holds macros.
    """
    kind = KINDS.get(ending(name))
    if kind is None:
        raise RefusedFile(Refusal.KIND)
    if not content:
        raise RefusedFile(Refusal.EMPTY)
    if not kind.fits(content):
        raise RefusedFile(Refusal.CONTENT)
    return kind.media_type


def safe_name(name: str) -> str:
    """A file's own name without the folders it came from and what no name should hold; the ending stays."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip()
    stem, dot, tail = clean.rpartition(".")
    # Without a stem the ending would be the name: ".pdf" ends with nothing.
    return f"{stem[: NAME_LENGTH - len(tail) - 1] or '_'}{dot}{tail}"[:NAME_LENGTH]
