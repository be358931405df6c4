"""Two hundred people answer a round at once: how long a save takes, and whether every one of them is there.

Run with `.venv/bin/python benchmarks/load.py`; prints the lines of docs/benchmarks.md. The server is a real
`plateau serve` in production mode on this machine, first on SQLite, then on a PostgreSQL that waits for the
disk; the people are in this process and share the cores with it, so the figures are on the safe side. They
come through the connections that a reverse proxy keeps (production has one, for HTTPS); `--pool 0` gives
each a connection to the server itself. Each came in by a personal link, is somewhere in the questionnaire,
saves an answer every three seconds at a moment of their own, and loads the next area's page after its last
question.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from plateau.database import Database
from tests import postgresql
from tests.crowd import Guest, Server, another, invite, lost, questions

Questions = Iterator[tuple[str, str]]
EVERY_S = 3.0
ENTER_EVERY_S = 0.03


async def answer(guest: Guest, chance: random.Random, asked: Questions, *, begin: float, end: float) -> None:
    """One person: an answer every three seconds, whatever happens."""
    moment = begin + chance.random() * EVERY_S
    for area, criterion in asked:
        if moment > end:
            return
        await asyncio.sleep(max(0.0, moment - time.monotonic()))
        try:
            if area != guest.area:
                await guest.open_area(area)
            await guest.choose(criterion, another(chance, guest.chosen.get(criterion)))
        except (OSError, AssertionError) as error:
            guest.errors.append(repr(error))
        moment += EVERY_S


async def crowd(server: Server, guests: list[Guest], seconds: float) -> float:
    """Let them all in, then let them all answer; gives the server's processor seconds meanwhile."""
    ready = []
    for number, guest in enumerate(guests):
        chance = random.Random(number)
        asked = questions(guest.instrument, chance.randrange(len(guest.instrument.criteria)))
        area, criterion = next(asked)
        await guest.enter()
        await guest.open_area(area)
        ready.append((guest, chance, itertools.chain([(area, criterion)], asked)))
        await asyncio.sleep(ENTER_EVERY_S)
    for guest in guests:
        guest.page_seconds.clear()
    before, begin = server.processor_seconds(), time.monotonic()
    await asyncio.gather(*(answer(*one, begin=begin, end=begin + seconds) for one in ready))
    return server.processor_seconds() - before


def milliseconds(seconds: list[float], share: float) -> str:
    """The value that this share stays within."""
    if not seconds:
        return "–"
    return f"{sorted(seconds)[min(int(len(seconds) * share), len(seconds) - 1)] * 1000:,.0f}"


def measure(name: str, url: str, people: int, seconds: float, pool: int) -> None:
    """One line of the table."""
    database = Database(url)
    database.upgrade()
    with tempfile.TemporaryDirectory(prefix="plateau-load-") as folder:
        server = Server(url, Path(folder))
        try:
            guests = invite(database, people=people, port=server.port, pool=pool)
            processor = asyncio.run(crowd(server, guests, seconds))
        finally:
            server.stop()
    saves = [value for guest in guests for value in guest.save_seconds]
    pages = [value for guest in guests for value in guest.page_seconds]
    errors = [error for guest in guests for error in guest.errors]
    missing = lost(database, guests)
    database.dispose()
    figures = [len(saves), len(errors), len(missing)]
    figures += [milliseconds(saves, share) for share in (0.5, 0.95, 0.99, 1)]
    figures += [milliseconds(pages, 0.95), f"{processor:.0f} of {seconds:.0f}", f"{os.getloadavg()[0]:.1f}"]
    print(f"| {name} | {people} | " + " | ".join(str(figure) for figure in figures) + " |", flush=True)
    for line in [*errors[:5], *missing[:5]]:
        print(line, file=sys.stderr)


def main() -> None:
    """SQLite, then PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--pool", type=int, default=32, help="connections that the proxy keeps; 0: no proxy")
    chosen = parser.parse_args()
    print(
        "| database | people | saves | errors | lost | p50 ms | p95 ms | p99 ms | max ms "
        "| p95 of a page, ms | processor s | load |\n|---|" + "---:|" * 11
    )
    if chosen.database != "postgresql":
        with tempfile.TemporaryDirectory(prefix="plateau-load-") as folder:
            measure("SQLite", f"sqlite:///{folder}/load.sqlite", chosen.people, chosen.seconds, chosen.pool)
    if chosen.database != "sqlite":
        with postgresql.cluster() as url:
            measure("PostgreSQL", url, chosen.people, chosen.seconds, chosen.pool)


if __name__ == "__main__":
    main()
