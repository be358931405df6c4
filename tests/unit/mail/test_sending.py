"""Mail over SMTP against a server that answers as told, and mail into a folder."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plateau.database import new_id
from plateau.mail.folder import FolderTransport
from plateau.mail.model import Kind, Message
from plateau.mail.smtp import SmtpTransport
from plateau.settings import MailSecurity, MailSettings

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ORGANISATION = new_id()


def message(
    to: str = "els@proef.example", name: str = "Els Proef", text: str = "Dag Els,\n\nTot zo.\n"
) -> Message:
    return Message(new_id(), ORGANISATION, Kind.INVITATION, name, to, "Uitnodiging: één meting", text, "nl")


class Server(socketserver.ThreadingTCPServer):
    """As much of SMTP as smtplib speaks; refuses recipients with "refuse", hangs up at one with "hangup"."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[bytes] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say("220 proef")
        while line := self.rfile.readline():
            command = line.decode().strip()
            if command.upper().startswith("RCPT") and "hangup" in command:
                return
            if command.upper().startswith("RCPT") and "refuse" in command:
                self.say("550 no such mailbox")
            elif command.upper() == "DATA":
                self.say("354 go on")
                content = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    content += part
                self.server.received.append(content)
                self.say("250 kept")
            elif command.upper() == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mail_server() -> Iterator[tuple[Server, SmtpTransport]]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        settings = MailSettings("127.0.0.1", port, MailSecurity.NONE, "", "", "Proef <p@proef.example>")
        try:
            yield server, SmtpTransport(settings)
        finally:
            server.shutdown()


def test_a_message_arrives_as_it_was_written() -> None:
    with mail_server() as (server, transport):
        assert transport.send([message()], now=NOW) == []
    [content] = server.received
    assert b"To: Els Proef <els@proef.example>" in content
    assert b"From: Proef <p@proef.example>" in content
    assert b"Auto-Submitted: auto-generated" in content
    assert b"Dag Els," in content


def test_one_that_is_refused_does_not_keep_the_rest() -> None:
    people = [message("a@proef.example"), message("refuse@proef.example"), message("c@proef.example")]
    with mail_server() as (server, transport):
        failures = transport.send(people, now=NOW)
    assert [(failure.message, failure.reason) for failure in failures] == [(people[1], "recipient refused")]
    assert len(server.received) == 2


def test_who_was_not_reached_after_a_broken_connection_is_told() -> None:
    people = [message("a@proef.example"), message("hangup@proef.example"), message("c@proef.example")]
    with mail_server() as (server, transport):
        failures = transport.send(people, now=NOW)
    assert [failure.message for failure in failures] == people[1:]
    assert len(server.received) == 1


def test_no_server_at_all_fails_everyone() -> None:
    with mail_server() as (_, transport):
        pass
    people = [message(), message()]
    failures = transport.send(people, now=NOW)
    assert [failure.message for failure in failures] == people
    assert {failure.reason for failure in failures} == {"ConnectionRefusedError"}


@pytest.mark.parametrize("name", ["Els\nBcc: x@y.example", "Els\r\nX: y"])
def test_a_name_can_not_add_a_header(tmp_path: Path, name: str) -> None:
    bad, good = message(name=name), message()
    with mail_server() as (server, transport):
        failures = transport.send([bad, good], now=NOW)
    kept = FolderTransport(tmp_path)
    failures += kept.send([bad, good], now=NOW)
    assert [failure.message for failure in failures] == [bad, bad]
    assert len(server.received) == len(kept.messages(ORGANISATION)) == 1


def test_the_folder_gives_back_what_was_sent_per_organisation(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path)
    long = "https://plateau.example/m/" + "x" * 90 + "\n\nGroet, Zoë\n"
    assert transport.send([message(), message(text=long)], now=NOW) == []
    newest, oldest = transport.messages(ORGANISATION)
    assert (newest.text, newest.sent_at, newest.kind) == (long, NOW, Kind.INVITATION)
    assert (oldest.subject, oldest.to) == ("Uitnodiging: één meting", "Els Proef <els@proef.example>")
    assert transport.messages(new_id()) == []
