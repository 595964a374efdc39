"""Every page of the book in a real browser: it opens, it is accessible, it fits, it can be searched and printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check, Pages

NARROW, WIDE = 360, 1280
KINDS = (
    "index.html",
    "guideline/decisions/route.html",
    "guideline/decisions/guards.html",
    "guideline/index.html",
    "guideline/dictionary.html",
    "guideline/changes.html",
    "guideline/try.html",
    "workbooks.html",
)
"""A page of each kind, looked at in every combination of width and light."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(html: Path) -> Iterator[str]:
    """Return where the book is served: on this machine, for as long as the tests of this file run."""
    server = ThreadingHTTPServer(("localhost", 0), partial(_Quiet, directory=str(html)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def every_page(html: Path) -> list[str]:
    """Return the pages of the book."""
    found = sorted(path.relative_to(html).as_posix() for path in html.rglob("*.html"))
    return [page for page in found if not page.startswith(("_static/", "files/"))]


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide, light", "narrow, dark"])
def test_every_page_is_accessible_and_fits(
    pages: Pages, axe: Check, address: str, every_page: list[str], width: int, dark: bool
) -> None:
    """No page complains, has a fault of WCAG 2.2 A or AA that axe can find, or is wider than the screen."""
    page = pages(width=width, dark=dark)
    faults: list[str] = []
    for name in every_page:
        page.goto(f"{address}/{name}")
        faults += [f"{name}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{name}: wider than the screen")
    assert faults[:20] == []


@pytest.mark.parametrize(("width", "dark"), [(WIDE, True), (NARROW, False)], ids=["wide, dark", "narrow, light"])
@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_page_is_accessible_the_other_way_round(
    pages: Pages, axe: Check, address: str, name: str, width: int, dark: bool
) -> None:
    """The other two combinations of width and light have no faults either."""
    page = pages(width=width, dark=dark)
    page.goto(f"{address}/{name}")
    assert axe(page) == []


def test_a_page_opens_from_a_file(pages: Pages, html: Path) -> None:
    """The book needs no server to be read."""
    page = pages()
    page.goto((html / "guideline" / "decisions" / "route.html").as_uri())
    expect(page.get_by_role("heading", name="Route", exact=True)).to_be_visible()


def test_there_is_one_search_and_the_keyboard_opens_it(page: Page, address: str) -> None:
    """One search field is seen; Ctrl-K opens the search, and it finds a sentence of the workbooks."""
    page.goto(f"{address}/index.html")
    assert page.locator(".search-button-field:visible, .search-button:visible").count() == 1
    page.keyboard.press("Control+k")
    field = page.locator("dialog input[type=search], .search-button__search-container input").first
    expect(field).to_be_focused()
    field.fill("transfusion platelets")
    field.press("Enter")
    expect(page.locator("#search-results")).to_contain_text("Platelets and injection", timeout=20_000)


def test_the_search_finds_a_rule_by_its_number(page: Page, address: str) -> None:
    """The first that is found for the number of a rule is that rule."""
    page.goto(f"{address}/search.html?q=B12.D34.02")
    first = page.locator("#search-results li a").first
    expect(first).to_be_visible(timeout=20_000)
    assert (first.get_attribute("href") or "").startswith("guideline/decisions/injection-safety.html#b12-d34-02")


def test_a_rule_has_an_address_of_its_own(page: Page, address: str) -> None:
    """The address of a rule shows that rule."""
    page.goto(f"{address}/guideline/decisions/route.html#b12-d14-04")
    expect(page.locator("#b12-d14-04")).to_be_in_viewport()


def test_the_head_and_the_rules_of_a_table_stay_in_sight(page: Page, address: str) -> None:
    """However far a table is scrolled, its column titles and the ID of each rule are seen."""
    page.set_viewport_size({"width": 700, "height": 500})
    page.goto(f"{address}/guideline/decisions/order-context.html")
    box = page.locator(".b12-scroll:has(table.b12-table)").first
    box.scroll_into_view_if_needed()
    box.evaluate("one => one.scrollTo(one.scrollWidth, 150)")
    frame = box.bounding_box()
    head = box.locator("thead th").first.bounding_box()
    rule = box.locator("tbody tr:last-child th").bounding_box()
    assert frame is not None
    assert head is not None
    assert rule is not None
    assert abs(head["y"] - frame["y"]) < 4
    assert abs(rule["x"] - frame["x"]) < 4


def test_light_and_dark_can_be_chosen(page: Page, address: str) -> None:
    """The button changes the colours, and the choice is kept on the next page."""
    page.goto(f"{address}/index.html")
    seen = {page.evaluate("document.documentElement.dataset.theme")}
    for _ in range(2):
        page.locator(".theme-switch-button:visible").first.click()
        seen.add(page.evaluate("document.documentElement.dataset.theme"))
    assert seen == {"light", "dark"}
    kept = page.evaluate("document.documentElement.dataset.mode")
    page.goto(f"{address}/safety.html")
    assert page.evaluate("document.documentElement.dataset.mode") == kept


def test_print_shows_all_of_a_table(page: Page, address: str) -> None:
    """On paper nothing can be scrolled: the whole table is there."""
    page.emulate_media(media="print")
    page.goto(f"{address}/guideline/decisions/route.html")
    box = page.locator(".b12-scroll:has(table.b12-table)").first
    assert box.evaluate("one => getComputedStyle(one).overflow") == "visible"
    assert box.evaluate("one => one.scrollHeight - one.clientHeight") <= 2
