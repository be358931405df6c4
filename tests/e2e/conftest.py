"""A real server with the demo, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from plateau.database import Database
from plateau.demo import DEMO_PASSWORD

CHROMIUM = shutil.which("chromium")
START_S = 90
# (server, e-mail) → the cookies of someone who is logged in.
SESSIONS: dict[tuple[str, str], list[SetCookieParam]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not here: apt-get install chromium"))


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps its database, its queue and its mail."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def server(demo_folder: Path) -> Iterator[str]:
    """The address of a running `plateau demo`; stopping it must go cleanly."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PLATEAU_DATA_DIR": str(demo_folder), "PLATEAU_PORT": str(port)}
    log = (demo_folder / "server.log").open("wb")
    process = subprocess.Popen(
        [f"{Path(sys.executable).parent}/plateau", "demo"], env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/gezondheid", process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=20)
        log.close()
    assert code == 0, (demo_folder / "server.log").read_text()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the demo did not start")


@pytest.fixture
def demo_database(server: str, demo_folder: Path) -> Iterator[Database]:
    """The database of the running demo, for what can't be brought about from a browser."""
    database = Database(f"sqlite:///{demo_folder / 'plateau.sqlite'}")
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield found
        found.close()


class Visitor:
    """Someone with a browser; keeps what the console complains about."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.complaints: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def log_in(self, email: str) -> Page:
        """Through the form the first time; later with its cookies, for log-ins per minute are limited."""
        cookies = SESSIONS.get((self.server, email))
        if cookies:
            self.context.add_cookies(cookies)
            self.page.goto(self.server)
        else:
            self.page.goto(f"{self.server}/inloggen")
            self.page.fill("#email", email)
            self.page.fill("#password", DEMO_PASSWORD)
            self.page.click(".plateau-login__card button")
        self.page.wait_for_url("**/organisaties/**")
        SESSIONS[self.server, email] = cast("list[SetCookieParam]", self.context.cookies())
        self.choose_language("nl")  # a test that failed may have left the other
        return self.page

    def choose_language(self, language: str) -> None:
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.locator(".plateau-language button").evaluate("button => button.click()")
            self.page.wait_for_selector(f"html[lang={language}]", state="attached")

    @property
    def round_url(self) -> str:
        """The address of the measurement that the page in view belongs to."""
        href = self.page.locator('a[href*="/profiel"]').first.get_attribute("href")
        assert href
        return self.server + href.rsplit("/", 1)[0]


MakeVisitor = Callable[..., Visitor]


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[MakeVisitor]:
    """Makes visitors: a laptop unless another width is asked for; `script=False` turns JavaScript off."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = 1280, script: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="nl-NL", java_script_enabled=script
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Visitor(context, server)

    yield make
    for context in contexts:
        context.close()
