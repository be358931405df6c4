"""What holds for every page: axe finds nothing in it, and nothing sticks out of the window."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Every rule is tried on every element all the same; only what is in order isn't described.
    "resultTypes": ["violations"],
}
RUN = """options => axe.run(options).then(
    found => found.violations.map(item => [item.id, item.nodes[0].html.slice(0, 200)])
)"""


def well_made(page: Page) -> None:
    """Hold what is in view to it."""
    fits(page)
    if page.evaluate("typeof axe") == "undefined":  # else this page was looked at before, at another width
        page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, OPTIONS) == [], _where(page)


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{_where(page)}: {wide} px too wide"


def _where(page: Page) -> str:
    assert page.viewport_size
    return f"{page.url} at {page.viewport_size['width']} px"
