"""Sending over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from plateau.mail.model import Failure, Message, as_email
from plateau.settings import MailSecurity, MailSettings

TIMEOUT_S = 15
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Sends through the mail server of the settings, all messages over one connection."""

    settings: MailSettings

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[Failure]:
        """Send them; one that fails does not keep the rest. Gives those that failed."""
        failures: list[Failure] = []
        sent = 0
        try:
            with self._connect() as server:
                for message in messages:
                    sent += 1
                    try:
                        server.send_message(as_email(message, sender=self.settings.sender, now=now))
                    except smtplib.SMTPServerDisconnected:
                        raise
                    except (smtplib.SMTPException, ValueError) as error:
                        failures.append(Failure(message, _reason(error)))
        except (OSError, smtplib.SMTPException) as error:
            # No connection (any more): the one at hand and all that were to come have failed.
            unsent = messages[max(sent - 1, 0) :]
            failed = {failure.message.id for failure in failures}
            failures += [Failure(message, _reason(error)) for message in unsent if message.id not in failed]
        for failure in failures:
            log.warning("mail-failed", message=str(failure.message.id), reason=failure.reason)
        return failures

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


def _reason(error: Exception) -> str:
    """What went wrong, in one line and without an address of anyone."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "recipient refused"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return type(error).__name__
