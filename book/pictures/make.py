"""Make the pictures of the page on editing a table: LibreOffice itself, on a screen that nobody sees.

    python book/pictures/make.py

Needs LibreOffice Calc, Xvfb, xdotool and ImageMagick's `import` and `convert`. Run after the look of the workbooks or
the edit of the page has changed, and look at what came out; the tests only ask that the pictures are there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

FOLDER = Path(__file__).parent
TABLES = FOLDER.parents[1] / "tables"
DISPLAY = ":79"
SCREEN = "2000x1300x24"
DPI = "144"
"""One and a half times the usual: sharp in print and on fine screens, and no larger to a reader."""
COLOURS = "96"
BOOK = "populations.xlsx"
SHEET = "Platelets and injection"
VIEWS = "xl/workbook.xml"
PATIENCE = 8
"""Seconds for LibreOffice to draw a workbook once its window is there, or to close it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: the sheet, and the part of the screen that is kept.

    `points` is where the pointer comes to rest; where `types` are keys, it clicks there and they are pressed.
    """

    name: str
    sheet: str
    part: str
    marked: bool = False
    points: tuple[str, str] | None = None
    types: str = ""


TITLE, RESULT = ("1085", "500"), ("1085", "640")
"""Where the title of column F and the cell F14 stand on the screen."""

PICTURES = (
    Picture(name="cover", sheet="Contents", part="1260x455+0+133"),
    Picture(name="table", sheet=SHEET, part="1260x715+0+133"),
    Picture(name="note", sheet=SHEET, part="1000x500+668+372", points=TITLE),
    Picture(name="dropdown", sheet=SHEET, part="1260x420+0+436", points=RESULT, types="alt+Down"),
    Picture(name="marked", sheet=SHEET, part="1000x500+668+372", marked=True, points=RESULT),
)


def main() -> None:
    """Make every picture."""
    missing = [tool for tool in ("soffice", "Xvfb", "xdotool", "import", "convert") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"These pictures need {', '.join(missing)}.")
    with tempfile.TemporaryDirectory() as place, _screen():
        folder = Path(place)
        for picture in PICTURES:
            _make(picture, folder)
            print(f"{picture.name}.png: {(FOLDER / f'{picture.name}.png').stat().st_size // 1000} kB")


def _make(picture: Picture, folder: Path) -> None:
    book = folder / BOOK
    shutil.copy(_marked(folder) / BOOK if picture.marked else TABLES / BOOK, book)
    _turn_to(picture.sheet, book)
    with _office(book, folder):
        if picture.points is not None:
            # A note appears for a pointer that has moved, not for one that was there.
            _run("xdotool", "mousemove", "300", "900", "sleep", "1", "mousemove", *picture.points)
            _run("xdotool", "sleep", "0.3", "mousemove_relative", "3", "2", "sleep", "2")
        if picture.types:
            _run("xdotool", "click", "1", "sleep", "1", "key", picture.types, "sleep", "1")
        _run("import", "-window", "root", "-crop", picture.part, "+repage", str(folder / "shot.png"))
    target = FOLDER / f"{picture.name}.png"
    _run("convert", str(folder / "shot.png"), "+dither", "-colors", COLOURS, "-strip", f"PNG8:{target}")


def _marked(folder: Path) -> Path:
    """Return marked copies of workbooks with the slip of the page in them."""
    tables, marked = folder / "tables", folder / "marked"
    shutil.copytree(TABLES, tables)
    book = openpyxl.load_workbook(tables / BOOK)
    book[SHEET]["F14"] = "needle and presure"
    book.save(tables / BOOK)
    command = (sys.executable, "-m", "b12dt", "check", str(tables), "--annotate", str(marked))
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return marked


def _turn_to(sheet: str, place: Path) -> None:
    """Make a workbook open on this sheet, and change nothing else in it: openpyxl would lose the width of notes."""
    number = openpyxl.load_workbook(place, read_only=True).sheetnames.index(sheet)
    with ZipFile(place) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    views = re.sub(rb' (activeTab|firstSheet)="[0-9]+"', b"", parts[VIEWS])
    parts[VIEWS] = views.replace(b"<workbookView", b'<workbookView activeTab="%d"' % number)
    with ZipFile(place, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@contextmanager
def _screen() -> Iterator[None]:
    screen = subprocess.Popen(
        ("Xvfb", DISPLAY, "-screen", "0", SCREEN, "-dpi", DPI), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(1)
    try:
        yield
    finally:
        screen.terminate()
        screen.wait()


@contextmanager
def _office(book: Path, folder: Path) -> Iterator[None]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = ("soffice", profile, "--norestore", "--nologo", "--nolockcheck", "--calc", str(book))
    office = subprocess.Popen(words, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _run("xdotool", "search", "--sync", "--onlyvisible", "--name", book.name)
    time.sleep(PATIENCE)
    try:
        yield
    finally:
        _run("xdotool", "key", "Escape", "ctrl+q")
        try:
            office.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            office.terminate()
            office.wait()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, env=_environment(), stdout=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    return {**os.environ, "DISPLAY": DISPLAY}


if __name__ == "__main__":
    main()
