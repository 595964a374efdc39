"""Pages in a real Chromium, for every test of a page: one browser for each file of tests, and no page that asks for anything or complains.

    def test_a_page(page, axe):
        page.goto(address_of_a_file)
        assert axe(page) == []

`page` is wide and light; `pages(width=320, dark=True)` opens others. A test fails at its end when a page wrote an error
to its console, threw one, had a request that failed, or asked for anything outside this machine. `pages.requests` lists
what was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.support.node import program_called

NAMES = ("chromium", "chromium-browser", "google-chrome")
HERE = ("localhost", "127.0.0.1", "[::1]")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""WCAG 2.2, levels A and AA."""

STILL = "document.getAnimations().every(one => one.playState !== 'running')"
"""True once nothing moves and no colour changes: a colour half-way to another has a contrast nobody reads at."""

Check = Callable[[Page], list[str]]


class Pages:
    """Opens pages and keeps what they asked for and what went wrong."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.requests: list[str] = []
        self.troubles: list[str] = []

    def __call__(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        """Return a new page that holds nothing yet, in a context of its own."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            # What is seen is looked at where it comes to rest; a colour on its way to another is not the page's.
            reduced_motion="reduce",
            locale="en-GB",
        )
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"an error was thrown: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", lambda request: self.troubles.append(f"a request failed: {request.url}"))
        page.on("response", lambda one: self.troubles.append(f"{one.status}: {one.url}") if one.status >= 400 else None)
        return page

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"the console says: {message.text}")

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        address = urlsplit(request.url)
        if address.scheme not in ("file", "data", "blob", "about") and address.hostname not in HERE:
            self.troubles.append(f"a request leaves this machine: {request.url}")

    def close(self) -> None:
        """Close every page."""
        for context in self._browser.contexts:
            context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium; without one the test is skipped, but fails where CI is set.

    One for each file of tests: its event loop must not run on beside tests that have one of their own.
    """
    executable = program_called(*NAMES)
    # A browser without a sandbox of its own is what a container needs; only our own pages are opened.
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield started
        started.close()


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Return what opens pages; at the end of the test none of them may have complained."""
    opened = Pages(browser)
    yield opened
    opened.close()
    assert opened.troubles == []


@pytest.fixture
def page(pages: Pages) -> Page:
    """Return a wide, light page that holds nothing yet."""
    return pages()


@pytest.fixture(scope="session")
def axe() -> Check:
    """Return what tells every fault of accessibility that axe finds in a page: WCAG 2.2, A and AA."""

    def check(page: Page) -> list[str]:
        # Style sheets are not loaded a second time: what they import would be looked for in the wrong place.
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
        page.wait_for_function(STILL)
        found = Axe().run(page, options=options)
        return [
            f"{one['id']}: {one['help']}: {node['html'][:160]} {node.get('failureSummary', '')}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    return check
