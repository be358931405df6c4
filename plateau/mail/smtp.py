"""Sending over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from plateau.mail.model import Line, Message, Outcome, Unreachable, Verdict, as_email
from plateau.settings import MailSecurity, MailSettings

TIMEOUT_S = 15


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Sends through the mail server of the settings."""

    settings: MailSettings

    @contextmanager
    def open(self) -> Iterator[Line]:
        """A connection, for any number of messages.

        Raises:
            Unreachable: the server can't be reached, or does not let us in.
        """
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_reason(error)) from error
        try:
            yield SmtpLine(server, self.settings.sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if settings.security is MailSecurity.TLS:
            server = smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_S)
        try:
            if settings.security is MailSecurity.STARTTLS:
                server.starttls(context=context)
            if settings.user:
                server.login(settings.user, settings.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class SmtpLine:
    """An open connection to a mail server."""

    server: smtplib.SMTP
    sender: str

    def send(self, message: Message, *, now: datetime) -> Outcome:
        """Hand one message over; what breaks halfway is unsure.

        Raises:
            Unreachable: the connection was gone before it began.
        """
        try:
            email = as_email(message, sender=self.sender, now=now)
        except ValueError as error:
            return Outcome(Verdict.REFUSED, _reason(error))
        try:
            self.server.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_reason(error)) from error
        try:
            self.server.send_message(email)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return Outcome(_verdict(error), _reason(error))
        return Outcome(Verdict.SENT)


def _verdict(error: Exception) -> Verdict:
    code = _code(error)
    if code is None:
        return Verdict.REFUSED if isinstance(error, ValueError) else Verdict.UNSURE
    return Verdict.LATER if 400 <= code < 500 else Verdict.REFUSED  # RFC 5321, 4.2.1


def _code(error: Exception) -> int | None:
    """What the server answered, when it did."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, _text)] = error.recipients.values()  # a message goes to one person
        return code
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def _reason(error: Exception) -> str:
    """What went wrong, in one line and without an address of anyone."""
    code = _code(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"recipient {code}"
    return f"{type(error).__name__} {code}" if code else type(error).__name__
