"""The whole book as one tagged PDF: its pages in reading order on one sheet of HTML, printed by Chromium.

`python -m b12dt.publish.pdf book/_build/html book/_build/pdf/guideline.pdf`
"""

from __future__ import annotations

import json
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

import pikepdf
from bs4 import BeautifulSoup
from bs4.element import Tag

from b12dt.publish.files import FOLDER, GUIDELINE

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
"""Names of the browser, the first that is there is taken."""
ROOT: Final = "index.html"
PATIENCE: Final = 600
"""Seconds that the browser may take."""

STYLE: Final = """
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font: 8pt sans-serif; } }
html { font-size: 10pt; } body { background: #fff; margin: 0; padding: 0; }
.b12-sheet { break-before: page; } .b12-sheet h1 { break-after: avoid; bookmark-level: 1; }
h1, h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; }
a.headerlink, button, .copybtn, script { display: none !important; }
.b12-title { break-after: page; padding-top: 40mm; } .b12-title h1 { font-size: 28pt; }
.b12-contents ol { columns: 2; font-size: 9pt; }
@page wide { size: A4 landscape; } .b12-graph { page: wide; } .b12-graph svg { width: 100%; height: auto; max-height: 165mm; }
details > summary { list-style: none; }
"""


class Sheet(NamedTuple):
    """A page of the book: its address, its title, and what it shows."""

    address: str
    title: str
    article: Tag


class NoBrowserError(Exception):
    """Chromium is not installed."""

    def __init__(self) -> None:
        super().__init__("Chromium prints the book: apt-get install chromium")


def print_book(html: Path, out: Path) -> int:
    """Print a built book into one file and return how many pages of the book it holds.

    Raises: NoBrowserError; subprocess.CalledProcessError and TimeoutExpired where the browser fails.
    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise NoBrowserError
    sheets = list(_in_reading_order(html))
    whole = html / "whole-book.html"
    whole.write_text(_document(html, sheets), encoding="utf-8")
    out.parent.mkdir(parents=True, exist_ok=True)
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ]
    try:
        subprocess.run(  # noqa: S603 - the browser that was found on the path, on a file that was just written
            [browser, *flags, f"--print-to-pdf={out.resolve()}", whole.resolve().as_uri()],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
    finally:
        whole.unlink()
    _pack(out, json.loads((html / FOLDER / GUIDELINE).read_text(encoding="utf-8"))["sha256"])
    return len(sheets)


def _pack(out: Path, sha256: str) -> None:
    """Pack what the browser left loose, take out what differs from one run to the next, and say of which workbooks it is."""
    with pikepdf.open(out, allow_overwriting_input=True) as document:
        for item in ("/CreationDate", "/ModDate", "/Creator"):
            if item in document.docinfo:
                del document.docinfo[item]
        document.docinfo["/Keywords"] = sha256
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _in_reading_order(html: Path) -> Iterator[Sheet]:
    """Follow the links from each page to the next one."""
    address: str | None = ROOT
    seen: set[str] = set()
    while address is not None and address not in seen:
        seen.add(address)
        soup = BeautifulSoup((html / address).read_text(encoding="utf-8"), "html.parser")
        article = soup.select_one("article.bd-article")
        heading = article.select_one("h1") if article else None
        if article is not None:
            for mark in article.select("a.headerlink, script, .b12-screen"):
                mark.decompose()
            yield Sheet(address, heading.get_text(strip=True) if heading else address, article)
        following = soup.select_one("a.right-next")
        address = _resolved(address, str(following["href"])) if following else None


def _resolved(page: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(href).path)))


def _document(html: Path, sheets: list[Sheet]) -> str:
    numbers = {sheet.address: number for number, sheet in enumerate(sheets)}
    for sheet in sheets:
        _rewrite(html, sheet, numbers)
    front = BeautifulSoup((html / ROOT).read_text(encoding="utf-8"), "html.parser")
    notice = front.select_one(".bd-header-announcement")
    foot = front.select_one(".footer-content__inner, .bd-footer-content")
    styles = "".join(
        f'<link rel="stylesheet" href="{link["href"]}">' for link in front.select('link[rel="stylesheet"]')
    )
    contents = "".join(f'<li><a href="#{_name(number)}">{sheet.title}</a></li>' for number, sheet in enumerate(sheets))
    told = "".join(f"<p>{part.get_text(' ', strip=True)}</p>" for part in (notice, foot) if part is not None)
    bodies = "".join(
        f'<section class="b12-sheet" id="{_name(number)}">{sheet.article}</section>'
        for number, sheet in enumerate(sheets)
    )
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8"><title>{sheets[0].title}</title>{styles}<style>{STYLE}</style></head>'
        f'<body><header class="b12-title"><h1>{sheets[0].title}</h1>{told}</header>'
        f'<nav class="b12-contents" aria-label="Contents"><h2>Contents</h2><ol>{contents}</ol></nav><main>{bodies}</main></body></html>'
    )


def _name(number: int, anchor: str = "") -> str:
    return f"p{number}-{anchor}" if anchor else f"p{number}"


def _rewrite(html: Path, sheet: Sheet, numbers: dict[str, int]) -> None:
    """Make one page of many: names that are its own, links that stay inside, everything unfolded."""
    number = numbers[sheet.address]
    for one in sheet.article.find_all(id=True):
        one["id"] = _name(number, str(one["id"]))
    for one in sheet.article.find_all("details"):
        one["open"] = ""
    for attribute in ("aria-labelledby", "aria-describedby", "for", "headers"):
        for one in sheet.article.select(f"[{attribute}]"):
            words = one[attribute]
            listed = words if isinstance(words, list) else str(words).split()
            one[attribute] = " ".join(_name(number, word) for word in listed)
    for one in sheet.article.find_all(href=True):
        parts = urlsplit(str(one["href"]))
        if parts.scheme:
            continue
        page = _resolved(sheet.address, parts.path) if parts.path else sheet.address
        if page in numbers:
            one["href"] = f"#{_name(numbers[page], parts.fragment)}"
        elif one.name == "a":
            del one["href"]
    for one in sheet.article.find_all(src=True):
        if not urlsplit(str(one["src"])).scheme:
            one["src"] = (html / _resolved(sheet.address, str(one["src"]))).resolve().as_uri()


def main() -> int:
    """Print the book that the first argument names into the file that the second one does."""
    html, out = (Path(word) for word in sys.argv[1:3])
    try:
        count = print_book(html, out)
    except NoBrowserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{out}: {count} pages of the book.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
