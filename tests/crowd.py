"""People who answer a round all at once, before a real `plateau serve`: for benchmarks/load.py and the kill test.

Each comes in by a personal link and sends what `autosave.js` sends: the form of one area, over a connection that
is kept, with cookie and CSRF token. What the server said it saved is remembered, to be looked for afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import links, operations, store
from plateau.assessment.forms import field_name
from plateau.assessment.model import Link, Participant, Perspective
from plateau.assessment.records import AnswerRecord, ResponseRecord
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Instrument, Kind
from plateau.database import Database, new_id

SECRET = "d" * 64
HOST = "plateau.voorbeeld.example"
START_S = 60
ANSWER_S = 30
CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
REVISION = re.compile(rb'name="revision" value="(\d+)"')


class Server:
    """A `plateau serve` of its own, in production mode, as behind one reverse proxy; can be killed and started again."""

    def __init__(self, database_url: str, folder: Path, *, more: Mapping[str, str] | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.log = folder / "server.log"
        self._environment = {
            **os.environ,
            "PLATEAU_MODE": "production",
            "PLATEAU_SECRET_KEY": SECRET,
            "PLATEAU_DATABASE_URL": database_url,
            "PLATEAU_DATA_DIR": str(folder),
            "PLATEAU_PORT": str(self.port),
            "PLATEAU_PROXIES": "1",
            **(more or {}),
        }
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [f"{Path(sys.executable).parent}/plateau", "serve"],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START_S
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/gezondheid", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"the server did not start: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """As the kernel does when memory runs out: no last words."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """As an operator does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def processor_seconds(self) -> float:
        """What the server's process used until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Lines:
    """Connections to the server that are kept: a browser's one, or the pool that a reverse proxy keeps for all."""

    def __init__(self, port: int, *, kept: int = 1) -> None:
        self._port = port
        self._kept = kept
        self._idle: list[Line] = []

    async def take(self) -> Line:
        """One that is idle, else a new one."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    def give_back(self, line: Line) -> None:
        """It can be used again."""
        if len(self._idle) < self._kept:
            self._idle.append(line)
        else:
            line[1].close()

    def close(self) -> None:
        """Hang up all that is idle."""
        while self._idle:
            self._idle.pop()[1].close()


@dataclass(frozen=True, slots=True)
class Saved:
    """What the server said it saved."""

    criterion: str
    plateau: int
    revision: int


@dataclass
class Guest:
    """Someone with a personal link, in a browser."""

    lines: Lines
    address: str
    participant_id: UUID
    token: str
    instrument: Instrument
    cookie: str = ""
    csrf: str = ""
    revision: int = 0
    area: str = ""
    chosen: dict[str, int] = field(default_factory=dict)
    saved: list[Saved] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    save_seconds: list[float] = field(default_factory=list)
    page_seconds: list[float] = field(default_factory=list)

    async def enter(self) -> None:
        """Open the personal link."""
        status, _ = await self._ask("GET", f"/m/{self.token}")
        assert status == 302, status

    async def open_area(self, area: str) -> None:
        """Load the page with an area's questions."""
        start = time.perf_counter()
        status, page = await self._ask("GET", f"/m/vragenlijst/{area}")
        self.page_seconds.append(time.perf_counter() - start)
        csrf, revision = CSRF.search(page), REVISION.search(page)
        assert status == 200, status
        assert csrf
        assert revision
        self.csrf, self.revision, self.area = csrf[1].decode(), int(revision[1]), area

    async def choose(self, criterion: str, plateau: int) -> None:
        """Choose a plateau, as a click does: the whole form of the area goes to the server.

        Raises:
            OSError: no answer came; whether it was saved is not known. Choosing the same again is safe.
        """
        self.chosen[criterion] = plateau
        form = {"csrf_token": self.csrf, "revision": str(self.revision)}
        for one in self.instrument.in_area(self.area):
            if one.id in self.chosen:
                form[field_name(one.id)] = str(self.chosen[one.id])
            form[f"{field_name(one.id)}-comment"] = ""
        start = time.perf_counter()
        status, answer = await self._ask("POST", f"/m/vragenlijst/{self.area}", urlencode(form))
        self.save_seconds.append(time.perf_counter() - start)
        if status != 200:
            self.errors.append(f"{status} {answer[:200]!r}")
            return
        self.revision = json.loads(answer)["revision"]
        self.saved.append(Saved(criterion, plateau, self.revision))

    async def _ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        line = await self.lines.take()
        try:
            answer = await asyncio.wait_for(self._exchange(line, method, path, body.encode()), ANSWER_S)
        except (asyncio.IncompleteReadError, TimeoutError) as error:
            line[1].close()
            raise ConnectionError(type(error).__name__) from error
        except BaseException:
            line[1].close()
            raise
        self.lines.give_back(line)
        return answer

    async def _exchange(self, line: Line, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        reader, writer = line
        head = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}",
            f"X-Forwarded-For: {self.address}",
            f"X-Forwarded-Host: {HOST}",
            "X-Forwarded-Proto: https",
            f"Referer: https://{HOST}/m/vragenlijst",
            f"Accept: {'application/json' if method == 'POST' else 'text/html'}",
            "Accept-Language: nl",
            *([f"Cookie: {self.cookie}"] if self.cookie else []),
        ]
        if method == "POST":
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = [
            (name.lower(), value.strip()) for name, _, value in (one.partition(":") for one in lines[1:])
        ]
        for name, value in headers:
            if name == "set-cookie":
                self.cookie = value.partition(";")[0]
        return int(lines[0].split()[1]), await reader.readexactly(int(dict(headers)["content-length"]))


def invite(database: Database, *, people: int, port: int, pool: int = 0) -> list[Guest]:
    """An open round of a new municipality, with so many participants, each with a personal link.

    `pool`: they come through a reverse proxy that keeps so many connections; 0: each has one of their own.
    """
    shared = Lines(port, kept=pool)
    now = datetime.now(UTC)
    organisation = Organisation(new_id(), "Gemeente Drukte", Kind.GEMEENTE, 60_000)
    person = Person(new_id(), "directeur@drukte.example", "Dirk Drukte", "nl")
    instrument = catalogue().instrument(Kind.GEMEENTE.value)
    with database.transaction() as session:
        accounts.register_organisation(session, organisation=organisation, now=now)
        accounts.register_person(session, person=person, password="een-lang-wachtwoord", now=now)
        item = operations.open_round(
            session,
            actor=Actor(person, organisation, Role.DIRECTOR),
            instrument=instrument,
            name="Nulmeting",
            is_baseline=True,
            now=now,
            round_id=new_id(),
        )
        guests = []
        for number in range(people):
            someone = Participant(
                new_id(),
                item.id,
                None,
                f"Deelnemer {number}",
                None,
                list(Perspective)[number % len(Perspective)],
            )
            store.add_participant(session, someone)
            token = links.derive_token(SECRET, Link.HANDED, participant_id=someone.id, salt="")
            store.set_link(
                session,
                someone.id,
                salt="",
                hashes=links.derive_hashes(SECRET, participant_id=someone.id, salt=""),
                expires_at=now + links.LINK_DURATION,
            )
            address = f"10.0.{number // 250}.{number % 250 + 1}"
            lines = shared if pool else Lines(port)
            guests.append(Guest(lines, address, someone.id, token, instrument))
    return guests


def questions(instrument: Instrument, first: int = 0) -> Iterator[tuple[str, str]]:
    """Area and criterion, one after the other from the `first` on, round and round."""
    criteria = instrument.criteria[first:] + instrument.criteria[:first]
    return itertools.cycle([(criterion.area, criterion.id) for criterion in criteria])


def another(chance: random.Random, before: int | None) -> int:
    """A plateau that is not the one chosen before: choosing the same again would save nothing."""
    return chance.choice([plateau for plateau in range(1, 6) if plateau != before])


def lost(database: Database, guests: Sequence[Guest]) -> list[str]:
    """Every answer that was said to be saved and is not in the database as it was at that revision."""
    versions: dict[tuple[UUID, str], list[tuple[int, int | None]]] = {}
    with database.reading() as session:
        for row in session.execute(
            select(
                ResponseRecord.participant_id,
                AnswerRecord.criterion_id,
                AnswerRecord.revision,
                AnswerRecord.plateau,
            )
            .join(AnswerRecord, AnswerRecord.response_id == ResponseRecord.id)
            .order_by(AnswerRecord.revision)
        ):
            versions.setdefault((row.participant_id, row.criterion_id), []).append(
                (row.revision, row.plateau)
            )
    missing = []
    for guest in guests:
        for saved in guest.saved:
            kept = versions.get((guest.participant_id, saved.criterion), [])
            then = [plateau for revision, plateau in kept if revision <= saved.revision]
            if not then or then[-1] != saved.plateau:
                missing.append(f"{guest.participant_id} {saved}: {kept}")
    return missing
