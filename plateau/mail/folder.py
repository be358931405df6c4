"""Mail that goes no further than a folder: one .eml file per message, for the demo and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from plateau.mail.model import Kind, Message, Outcome, Verdict, as_email

SENDER = "plateau <plateau@demo.example>"


@dataclass(frozen=True, slots=True)
class Kept:
    """A message in the folder."""

    kind: Kind
    to: str
    subject: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """Keeps messages in a folder per organisation."""

    folder: Path

    @contextmanager
    def open(self) -> Iterator[FolderTransport]:
        """The folder is always there."""
        yield self

    def send(self, message: Message, *, now: datetime) -> Outcome:
        """Write it down."""
        place = self.folder / str(message.organisation_id)
        try:
            content = as_email(message, sender=SENDER, now=now).as_bytes(policy=policy.SMTP)
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{message.id}.eml").write_bytes(content)
        except (OSError, ValueError) as error:
            return Outcome(Verdict.REFUSED, type(error).__name__)
        return Outcome(Verdict.SENT)

    def messages(self, organisation_id: UUID) -> list[Kept]:
        """What was sent on behalf of an organisation, the newest first."""
        # A message's id is a UUID version 7: by name is by time.
        files = sorted((self.folder / str(organisation_id)).glob("*.eml"), reverse=True)
        return [_kept(path.read_bytes()) for path in files]


def _kept(content: bytes) -> Kept:
    email = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(content)
    body = email.get_body(("plain",))
    return Kept(
        kind=Kind(email["X-Plateau-Kind"]),
        to=str(email["To"]),
        subject=str(email["Subject"]),
        text=body.get_content().replace("\r\n", "\n") if body else "",
        sent_at=parsedate_to_datetime(str(email["Date"])),
    )
