"""A message, and what came of sending some."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was not sent, and what the mail server said."""

    message: Message
    reason: str


class Transport(Protocol):
    """A way to send messages."""

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[Failure]:
        """Send them; one that fails does not keep the rest. Gives those that failed."""


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
