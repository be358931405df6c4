"""The server is killed while people save (SIGKILL, at moments that nobody chose): what they saw as saved is there.

`PLATEAU_KILL_SAVES=1000 pytest tests/integration/test_kill.py` is the whole trial; here a part of it.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from plateau.database import Database
from tests import postgresql
from tests.crowd import Guest, Server, another, invite, lost, questions

SAVES = int(os.environ.get("PLATEAU_KILL_SAVES", "120"))
PEOPLE = 8
SAVES_PER_KILL = 50
THINK_S = 0.02
SEED = 20261129


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kill.sqlite'}"
    elif postgresql.binaries() is None:
        pytest.skip("PostgreSQL is not here: apt-get install postgresql")
    else:
        with postgresql.cluster() as found:
            yield found


@pytest.mark.slow
def test_what_was_shown_as_saved_is_there_after_a_kill(url: str, tmp_path: Path) -> None:
    database = Database(url)
    database.upgrade()
    server = Server(url, tmp_path)
    guests = invite(database, people=PEOPLE, port=server.port)
    try:
        kills, interrupted = asyncio.run(_trial(server, guests))
    finally:
        server.kill()
    missing = lost(database, guests)
    database.dispose()
    saves = sum(len(guest.saved) for guest in guests)
    print(f"{saves} saves, {kills} kills, {interrupted} requests without an answer, {len(missing)} lost")
    assert not [error for guest in guests for error in guest.errors]
    assert saves >= SAVES
    assert interrupted >= kills > 0  # else the kills came when nobody was saving
    assert not missing


async def _trial(server: Server, guests: list[Guest]) -> tuple[int, int]:
    """All saves by all people, the server killed in between; how often, and how many requests that cut off."""
    for guest in guests:
        await guest.enter()
    people = [
        asyncio.create_task(_save(guest, random.Random(number), SAVES // PEOPLE))
        for number, guest in enumerate(guests)
    ]
    chance, kills = random.Random(SEED), 0
    for number in range(1, SAVES // SAVES_PER_KILL + 1):
        while sum(len(guest.saved) for guest in guests) < (number - 0.5) * SAVES_PER_KILL:
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.random() * 0.2)
        server.kill()
        kills += 1
        await asyncio.to_thread(server.start)
    cut_off = sum(await asyncio.gather(*people))
    for guest in guests:
        guest.lines.close()
    await asyncio.sleep(0.1)  # the loop closes them in its next rounds
    return kills, cut_off


async def _save(guest: Guest, chance: random.Random, number: int) -> int:
    """So many answers; what got no answer is sent again, as the browser does. Says how many were cut off."""
    again = 0
    for _, (area, criterion) in zip(range(number), questions(guest.instrument), strict=False):
        plateau = another(chance, guest.chosen.get(criterion))
        while True:
            try:
                if area != guest.area:
                    await guest.open_area(area)
                await guest.choose(criterion, plateau)
                break
            except OSError as error:
                again += not isinstance(error, ConnectionRefusedError)  # refused: it had not started yet
                await asyncio.sleep(0.3)
        await asyncio.sleep(THINK_S)
    return again
