"""The fixtures themselves: what goes wrong in a page is noticed, so that their silence means something."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Check, Pages


@pytest.mark.parametrize(
    ("script", "word"),
    [
        ("console.error('oh')", "the console says: oh"),
        ("console.warn('oh')", "the console says: oh"),
        ("setTimeout(() => { throw new Error('oh') })", "an error was thrown: oh"),
        ("document.body.append(Object.assign(new Image(), {src: 'file:///no/such.png'}))", "a request failed"),
        ("fetch('https://guideline.invalid/').catch(() => null)", "a request leaves this machine"),
    ],
)
def test_a_page_that_complains_is_noticed(page: Page, pages: Pages, script: str, word: str) -> None:
    """Errors of the console, thrown errors, failed requests and requests to elsewhere are all kept as troubles."""
    page.goto("about:blank")
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(300)
    assert any(word in one for one in pages.troubles), pages.troubles
    pages.troubles.clear()


def test_faults_of_accessibility_are_found(page: Page, axe: Check) -> None:
    """An image without words and text too pale to read are both told."""
    page.set_content(
        "<!doctype html><html lang='en'><title>x</title><main><h1>x</h1><img src='data:,'>"
        "<p style='color:#aaa;background:#fff'>pale</p></main>"
    )
    assert {one.partition(":")[0] for one in axe(page)} == {"image-alt", "color-contrast"}
