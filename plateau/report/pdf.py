"""The report as a PDF made to PDF/UA-1 and PDF/A-2a, by Typst.

Everything goes in as data: what people wrote never becomes markup. Typst refuses to make the file when a
picture lacks its words, a heading level is skipped or a glyph is missing.
"""

from __future__ import annotations

import json
import re
from dataclasses import is_dataclass
from typing import Any, Literal

import typst

from plateau.report.fonts import FontSet, font_set
from plateau.report.model import Report
from plateau.resources import folder

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
#: A longer word gets places where it may break, else it would run out of a narrow column.
LONG_WORD = re.compile(r"\S{32,}")
BREAK_EVERY = 12
MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def render_pdf(report: Report) -> bytes:
    """The report as a PDF; the same report gives the same bytes.

    Raises:
        typst.TypstError: the document can't be made accessible.
    """
    fonts = font_set()
    sources = folder("templates") / "report"
    return typst.compile(
        str(sources / "report.typ"),
        root=str(sources),
        font_paths=fonts.fonts,
        sys_inputs={
            "data": json.dumps(_plain(report, fonts), ensure_ascii=False),
            "logo": (folder("static") / "img" / "logo.svg").read_text(),
        },
        pdf_standards=[*STANDARDS],
        timestamp=int(report.generated_at.timestamp()),
    )


def _plain(value: Any, fonts: FontSet) -> Any:
    """A model as lists, dictionaries and text that can be shown; a block tells its kind."""
    if is_dataclass(value) and not isinstance(value, type):
        fields = {name: _plain(getattr(value, name), fonts) for name in value.__dataclass_fields__}
        fields.update({"kind": value.kind} if hasattr(value, "kind") and "kind" not in fields else {})
        return fields
    if isinstance(value, tuple):
        return [_plain(item, fonts) for item in value]
    if isinstance(value, bytes):
        return fonts.displayable(value.decode())  # an SVG of ours, with titles of theirs
    if isinstance(value, str):
        return LONG_WORD.sub(_breakable, fonts.displayable(str(value)))
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return MAY_BREAK.join(word[at : at + BREAK_EVERY] for at in range(0, len(word), BREAK_EVERY))
