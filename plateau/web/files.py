"""Files that come in through a form, and files that go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

from flask import Flask, Response, current_app, request, send_file

from plateau.language import Text

View = TypeVar("View", bound=Callable[..., object])
MARK = "takes_file"
#: What a form with a file may hold, the rest of the form included.
MAXIMUM_BYTES = 10_100_000
NAME_LENGTH = 300
#: Mistakes in a file that a page lists: who has more does best to begin with these.
SHOWN_PROBLEMS = 100
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file did not come in: what is wrong with it, or that none was chosen."""

    file: str = ""
    problems: Sequence[Text] = ()
    no_file: bool = False

    @property
    def shown(self) -> Sequence[Text]:
        """The mistakes that a page lists."""
        return self.problems[:SHOWN_PROBLEMS]


def install(app: Flask) -> None:
    """Leave room for a file where a view takes one; before anything reads the form."""
    app.before_request(_make_room)


def takes_file(view: View) -> View:
    """Mark a view as one whose form may bring a file."""
    setattr(view, MARK, True)
    return view


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, MARK, False):
        request.max_content_length = MAXIMUM_BYTES


def uploaded() -> tuple[bytes, str] | None:
    """The content and the name of the file that was sent; None when none was chosen."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return None
    with upload.stream as stream:
        return stream.read(), upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:NAME_LENGTH]


def download(data: bytes, name: str, ending: str) -> Response:
    """A file to keep; its `ending` is a key of `TYPES`."""
    return send_file(BytesIO(data), TYPES[ending], as_attachment=True, download_name=f"{name}.{ending}")
