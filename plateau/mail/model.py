"""A message, and what came of sending it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Kind(StrEnum):
    """What a message is for."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    OWN_LINK = "own_link"  # asked for by who gets it


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person, as plain text; `organisation_id`: on whose behalf."""

    id: UUID
    organisation_id: UUID
    kind: Kind
    to_name: str
    to_address: str
    subject: str
    text: str
    language: str


class Verdict(StrEnum):
    """What came of handing a message to the mail server."""

    SENT = "sent"
    LATER = "later"  # it was not taken now, and may be later
    REFUSED = "refused"
    UNSURE = "unsure"  # the connection broke while it was handed over


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending, and why when it did not go: one line, without an address of anyone."""

    verdict: Verdict
    reason: str = ""


class Unreachable(Exception):
    """There is no way to the mail server now; nothing was handed over."""


class Line(Protocol):
    """An open way to the mail server."""

    def send(self, message: Message, *, now: datetime) -> Outcome:
        """Hand one message over.

        Raises:
            Unreachable: the connection is gone; this message was not handed over.
        """


class Transport(Protocol):
    """A way to send messages."""

    def open(self) -> AbstractContextManager[Line]:
        """A line, for as long as the block lasts.

        Raises:
            Unreachable: there is none.
        """


def as_email(message: Message, *, sender: str, now: datetime) -> EmailMessage:
    """The message as it goes over the line (RFC 5322).

    Raises:
        ValueError: a header would hold a line break.
    """
    email = EmailMessage()
    email["From"] = sender
    email["To"] = formataddr((message.to_name, message.to_address))
    email["Subject"] = message.subject
    email["Date"] = format_datetime(now)
    email["Message-ID"] = f"<{message.id}@plateau>"
    email["Content-Language"] = message.language
    email["Auto-Submitted"] = "auto-generated"  # keeps out-of-office answers away (RFC 3834)
    email["X-Plateau-Kind"] = message.kind.value
    email.set_content(message.text)
    return email
