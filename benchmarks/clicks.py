"""The consultant's session in the app: from a click in Chromium to the new roadmap, and to all its reasons.

Server, worker and browser share the machine, so this is what one person sees who runs `make demo`. A click
counts from the browser's own event: until the new roadmap is on the screen (the first paint of its page),
until all of that page has loaded, and until it no longer looks for reasons. Run with
`.venv/bin/python benchmarks/clicks.py [ROUNDS]`.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from statistics import median

from demo_server import demo_server
from playwright.sync_api import Locator, Page, sync_playwright

from plateau.demo import DEMO_PASSWORD

WAIT_MS = 60_000
#: What a workshop waits for.
LIMIT_S = 2.0
#: The moment of a click outlives the page it was made on.
KEEP_THE_CLICK = "addEventListener('click', () => sessionStorage.setItem('clicked', Date.now()), true)"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("| click | on the screen, s | loaded, s | all reasons, s |\n|---|---:|---:|---:|")
    taken: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(rounds):
        with demo_server() as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl")
            context.add_init_script(KEEP_THE_CLICK)
            for step, seconds in _session(context.new_page(), f"http://127.0.0.1:{port}"):
                taken.setdefault(step, []).append(seconds)
            browser.close()
    for step, found in taken.items():
        seen, loaded, reasons = (" ".join(f"{each[place]:.2f}" for each in found) for place in range(3))
        late = " (too long)" if median(each[0] for each in found) > LIMIT_S else ""
        print(f"| {step} | {seen}{late} | {loaded} | {reasons} |", flush=True)


def _session(page: Page, address: str) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """What a consultant tries, one after the other on what came of the one before."""
    page.goto(f"{address}/inloggen")
    page.fill("#email", "directeur@lindervaart.example")
    page.fill("#password", DEMO_PASSWORD)
    page.click(".plateau-login__card button")
    page.wait_for_url("**/organisaties/**")
    href = page.locator("main a[href*='/metingen/']").first.get_attribute("href") or ""
    base = address + "/".join(href.split("/")[:5])
    settings = f"{base}/roadmap/instellingen"
    compute = "main button[value=compute] >> nth=-1"
    page.goto(settings)
    page.click("button:has-text('helft')")
    yield "half the budget", _timed(page, compute)
    page.goto(settings)
    page.click("button:has-text('Wijzigen') >> nth=0")
    page.wait_for_selector("h1:has-text('Mijlpaal wijzigen')")
    page.fill("#milestone_date", _half_a_year_sooner(page.input_value("#milestone_date")))
    page.click("main button:has-text('Opslaan')")
    page.wait_for_selector("h1:not(:has-text('Mijlpaal wijzigen'))")
    yield "a law half a year sooner", _timed(page, compute)
    form = page.locator("form:has(button[name=pinned])").nth(3)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    later = int(form.locator("button[name=pinned]").get_attribute("value") or "") + 2
    for field in ("not_before", "not_after"):
        form.locator(f"select[name={field}]").select_option(str(later))
    yield "an intervention half a year later", _timed(page, form.locator("button:not([name])"))
    page.goto(settings)
    page.click("button:has-text('helft')")
    yield "half the budget once more", _timed(page, compute)


def _half_a_year_sooner(date: str) -> str:
    """Of a date as the form writes it; no month is too short for day 28."""
    year, month, day = map(int, date.split("-"))
    year, month = (year, month - 6) if month > 6 else (year - 1, month + 6)
    return f"{year}-{month:02}-{min(day, 28):02}"


def _timed(page: Page, button: str | Locator) -> tuple[float, float, float]:
    """Seconds from the click to the roadmap on the screen, to all of its page, and to its reasons."""
    before = page.locator(".plateau-page-title__eyebrow").inner_text()
    (page.locator(button) if isinstance(button, str) else button).click()
    page.wait_for_selector(f"#result .plateau-page-title__eyebrow:not(:text-is('{before}'))", timeout=WAIT_MS)
    page.wait_for_load_state()
    seen, loaded = page.evaluate(
        "() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, "
        "performance.getEntriesByType('navigation')[0].loadEventEnd].map((at) => at + performance.timeOrigin)"
    )
    page.wait_for_selector("#explaining [hx-get]", state="detached", timeout=WAIT_MS)
    now, clicked = time.time() * 1000, float(page.evaluate("() => sessionStorage.getItem('clicked')"))
    return (seen - clicked) / 1000, (loaded - clicked) / 1000, (now - clicked) / 1000


if __name__ == "__main__":
    main()
