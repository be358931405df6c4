"""Sixty phones in one session: how long a poll takes, and how soon after the reveal every screen shows it.

Run with `.venv/bin/python benchmarks/workshop.py [phones]`; prints the lines of docs/benchmarks.md. The
server is a real `plateau demo` process (waitress, SQLite) on this machine; the phones are threads here that
do what live.js does: ask the state each second, and the page once the version changed. They share the
cores with the server, so the figures are on the safe side.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from demo_server import demo_server

from plateau.demo import DEMO_PASSWORD

PHONES = 60
EVERY_S = 1.0
ROUNDS = 4
QUIET_S = 20
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """Cookies and one kept connection, as a browser has them."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and the place it redirects to."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, text, answer.getheader("Location") or ""

    def send(self, page: str, path: str, **form: str) -> tuple[int, str, str]:
        """Send a form with the token of the page it stands on."""
        token = CSRF.search(self.ask("GET", page)[1])
        assert token, page
        return self.ask("POST", path, {"csrf_token": token.group(1), **form})


@dataclass
class Phone:
    """One who takes part."""

    browser: Browser
    polls: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    version: int = 0
    revealed: dict[str, float] = field(default_factory=dict)
    token: str = ""
    place: str = ""

    def live(self, until: threading.Event) -> None:
        """Poll until the end, each phone at its own moment of the second."""
        time.sleep((id(self) % 997) / 997 * EVERY_S)
        while not until.is_set():
            start = time.perf_counter()
            status, text, _ = self.browser.ask("GET", "/w/stand")
            self.polls.append(time.perf_counter() - start)
            assert status == 200, text
            version = json.loads(text)["version"]
            if version != self.version:
                self.version = version
                self.renew()
            time.sleep(EVERY_S)

    def renew(self) -> None:
        """Fetch the page; vote when it asks to, note the moment when it shows the votes."""
        start = time.perf_counter()
        text = self.browser.ask("GET", "/w/deelnemen")[1]
        self.pages.append(time.perf_counter() - start)
        found = re.search(r'id="now".*?eyebrow">([^<]+)<', text, re.DOTALL)
        self.place = found.group(1) if found else ""
        if "plateau-votes" in text:
            self.revealed.setdefault(self.place, time.monotonic())
        at = re.search(r'name="at" value="([^"]+)"', text)
        token = CSRF.findall(text)
        if at and token:
            start = time.perf_counter()
            self.browser.ask(
                "POST",
                "/w/stem",
                {"csrf_token": token[-1], "choice": str(len(self.polls) % 5 + 1), "at": at[1]},
            )
            self.votes.append(time.perf_counter() - start)


def row(name: str, seconds: list[float]) -> None:
    """One line of the table, in milliseconds."""
    ordered = sorted(value * 1000 for value in seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"| {name} | {len(ordered)} | {statistics.median(ordered):,.0f} | {p95:,.0f} | {ordered[-1]:,.0f} |"
    )


def facilitate(port: int) -> tuple[Browser, str, str]:
    """Log in and start a session; the browser, its page and the code."""
    browser = Browser(port)
    browser.send("/inloggen", "/inloggen", email="directeur@lindervaart.example", password=DEMO_PASSWORD)
    home = browser.ask("GET", "/")[2]
    page = re.search(r'href="([^"]+/werksessie)"', browser.ask("GET", home)[1])
    assert page
    text = browser.ask("GET", page[1])[1]
    form = dict(re.findall(r'name="(number-[^"]+)"[^>]*value="(\d+)"', text))
    workshop = re.search(r'name="workshop_id"[^>]*value="([^"]+)"', text)
    assert workshop
    place = browser.send(page[1], page[1], workshop_id=workshop[1], quorum="3", **form)[2]
    code = re.search(r'plateau-code">(\w+)<', browser.ask("GET", place)[1])
    assert code
    return browser, place, code[1]


def move(facilitator: Browser, place: str) -> None:
    """One step on."""
    at = re.search(r'name="at" value="([^"]+)"', facilitator.ask("GET", place)[1])
    assert at
    facilitator.send(place, f"{place}/verder", move="next", at=at[1])


def run(port: int, number: int) -> None:
    """The session: quiet polling while people vote, then reveals."""
    facilitator, place, code = facilitate(port)
    phones = [Phone(Browser(port)) for _ in range(number)]
    for index, phone in enumerate(phones):
        seat = re.search(r'name="seat"[^>]*value="([^"]+)"', phone.browser.ask("GET", "/w")[1])
        assert seat
        person = {"name": f"Deelnemer {index}", "perspective": "management"}
        phone.browser.send("/w", "/w", code=code, seat=seat[1], **person)
    end = threading.Event()
    threads = [threading.Thread(target=phone.live, args=(end,)) for phone in phones]
    for thread in threads:
        thread.start()
    time.sleep(2)
    last: list[float] = []
    for _ in range(ROUNDS):
        move(facilitator, place)
        time.sleep(QUIET_S / ROUNDS)
        for phone in phones:
            phone.revealed.clear()
        start = time.monotonic()
        move(facilitator, place)
        time.sleep(4)
        moments = [min(phone.revealed.values(), default=float("inf")) - start for phone in phones]
        last.append(max(moments))
        for _step in range(2):
            move(facilitator, place)
            time.sleep(1.5)
    end.set()
    for thread in threads:
        thread.join()
    print(f"{number} phones, {os.cpu_count()} cores for server and phones together, SQLite.\n")
    print("| request | number | median ms | p95 ms | max ms |\n|---|---:|---:|---:|---:|")
    row("poll of the state", [value for phone in phones for value in phone.polls])
    row("the phone's page after a change", [value for phone in phones for value in phone.pages])
    row("a vote", [value for phone in phones for value in phone.votes])
    print(
        "\nFrom the click on reveal to the last of all phones, s:",
        ", ".join(f"{value:.2f}" for value in last),
    )


def main() -> None:
    """Start the server, run the session, stop."""
    with demo_server() as port:
        run(port, int(sys.argv[1]) if len(sys.argv) > 1 else PHONES)


if __name__ == "__main__":
    main()
