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
from plateau.mail.model import Kind, Message, Outcome, Transport, Unreachable, Verdict
from plateau.mail.smtp import SmtpTransport
from plateau.settings import MailSecurity, MailSettings

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ORGANISATION = new_id()


def message(
    to: str = "els@proef.example", name: str = "Els Proef", text: str = "Dag Els,\n\nTot zo.\n"
) -> Message:
    return Message(new_id(), ORGANISATION, Kind.INVITATION, name, to, "Uitnodiging: één meting", text, "nl")


class Server(socketserver.ThreadingTCPServer):
    """As much of SMTP as smtplib speaks; refuses recipients with "refuse", "busy" ones for now, hangs up at "hangup"."""

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
            elif command.upper().startswith("RCPT") and "busy" in command:
                self.say("451 come back later")
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


def send(transport: Transport, messages: list[Message]) -> list[Outcome]:
    with transport.open() as line:
        return [line.send(one, now=NOW) for one in messages]


def test_a_message_arrives_as_it_was_written() -> None:
    with mail_server() as (server, transport):
        assert send(transport, [message()]) == [Outcome(Verdict.SENT)]
    [content] = server.received
    assert b"To: Els Proef <els@proef.example>" in content
    assert b"From: Proef <p@proef.example>" in content
    assert b"Auto-Submitted: auto-generated" in content
    assert b"Dag Els," in content


def test_one_that_is_refused_does_not_keep_the_rest() -> None:
    people = [message("a@proef.example"), message("refuse@proef.example"), message("c@proef.example")]
    with mail_server() as (server, transport):
        outcomes = send(transport, people)
    assert [one.verdict for one in outcomes] == [Verdict.SENT, Verdict.REFUSED, Verdict.SENT]
    assert outcomes[1].reason == "recipient 550"
    assert len(server.received) == 2


def test_a_grey_list_says_later() -> None:
    with mail_server() as (server, transport):
        [outcome] = send(transport, [message("busy@proef.example")])
    assert outcome == Outcome(Verdict.LATER, "recipient 451")
    assert server.received == []


def test_a_connection_that_breaks_halfway_is_unsure_and_the_next_is_not_reached() -> None:
    with mail_server() as (server, transport), transport.open() as line:
        assert line.send(message("a@proef.example"), now=NOW).verdict is Verdict.SENT
        assert line.send(message("hangup@proef.example"), now=NOW).verdict is Verdict.UNSURE
        with pytest.raises(Unreachable):
            line.send(message("c@proef.example"), now=NOW)
    assert len(server.received) == 1


def test_no_server_at_all_is_unreachable() -> None:
    with mail_server() as (_, transport):
        pass
    with pytest.raises(Unreachable, match="ConnectionRefusedError"), transport.open():
        pass


@pytest.mark.parametrize("name", ["Els\nBcc: x@y.example", "Els\r\nX: y"])
def test_a_name_can_not_add_a_header(tmp_path: Path, name: str) -> None:
    pair = [message(name=name), message()]
    kept = FolderTransport(tmp_path)
    with mail_server() as (server, transport):
        outcomes = [*send(transport, pair), *send(kept, pair)]
    assert [one.verdict for one in outcomes] == [Verdict.REFUSED, Verdict.SENT] * 2
    assert len(server.received) == len(kept.messages(ORGANISATION)) == 1


def test_the_folder_gives_back_what_was_sent_per_organisation(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path)
    long = "https://plateau.example/m/" + "x" * 90 + "\n\nGroet, Zoë\n"
    assert send(transport, [message(), message(text=long)]) == [Outcome(Verdict.SENT)] * 2
    newest, oldest = transport.messages(ORGANISATION)
    assert (newest.text, newest.sent_at, newest.kind) == (long, NOW, Kind.INVITATION)
    assert (oldest.subject, oldest.to) == ("Uitnodiging: één meting", "Els Proef <els@proef.example>")
    assert transport.messages(new_id()) == []
