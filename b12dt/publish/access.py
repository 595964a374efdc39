"""What the theme leaves out for those who do not see it: names for its buttons and folds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_FOLD: Final = re.compile(
    r'(<a class="[^"]*reference internal[^"]*" href="[^"]*">)([^<]*)(</a><details[^>]*>)<summary>(?=<span class="toctree-toggle")'
)
_SEARCH: Final = re.compile(r'(<button class="btn search-button-field[^"]*" title="Search") aria-label="Search"')
_MODE: Final = re.compile(r'(<button class="btn[^"]*theme-switch-button[^"]*") aria-label="Color mode"([^>]*>)')


def mend(text: str) -> str:
    """Return a page on which each fold of the side bar and each button says what it is.

    A name that is read aloud must hold the words that are seen (WCAG 2.2, 2.5.3 and 4.1.2).
    """
    text = _FOLD.sub(r'\1\2\3<summary aria-label="Pages below \2">', text)
    text = _SEARCH.sub(r"\1", text)
    return _MODE.sub(r'\1\2<span class="visually-hidden">Light or dark</span>', text)


def mend_all(folder: Path) -> None:
    """Mend every page of a built book, in place."""
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        mended = mend(text)
        if mended != text:
            path.write_text(mended, encoding="utf-8")
