"""Boxes of notes that another program shrank hold their texts again; those that people made large stay large."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from b12dt.tidy import Change, tidy, told
from b12dt.tidy.book import open_book, worksheets
from b12dt.tidy.parts import Parts
from tests.conftest import TABLES
from tests.support.workbooks import tiny_guideline
from tests.tidy.small import BOOK, tidied

A_LINE = 14.6
"""Pixels that LibreOffice takes for a line of a note."""
SHRUNK = (144, 79)
"""The box that openpyxl makes of any other when it saves a workbook."""
LONG = "\n".join(f"point {number}" for number in range(1, 13))

Boxes = dict[tuple[str, str], tuple[str, int, int]]


def boxes(file: Path) -> Boxes:
    """Return text, width and height in pixels of each note of a workbook, by sheet and cell."""
    content = file.read_bytes()
    return {
        (sheet.title, cell.coordinate): (cell.comment.text, cell.comment.width, cell.comment.height)
        for sheet in worksheets(open_book(content, Parts.of(content)))
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def with_note(folder: Path, text: str, width: int, height: int) -> tuple[tuple[str, int, int], tuple[Change, ...]]:
    """Return the note that a colleague put on a cell, as it is after tidying, and what was changed."""
    guide = tiny_guideline()
    at = guide.at("Route", "R1", "Anemia")
    guide["Route"][at].comment = Comment(text, "Dr Ada", width=width, height=height)
    place, changes = tidied(guide, folder)
    return boxes(place / BOOK)["Route", at], changes


@pytest.mark.parametrize(("width", "height"), [SHRUNK, (600, 79), (1, 1)])
def test_a_box_too_small_for_its_text_grows(tmp_path: Path, width: int, height: int) -> None:
    """All twelve lines are seen, the box is not made narrower, and the change is told."""
    (text, wide, high), changes = with_note(tmp_path, LONG, width, height)
    assert text == LONG
    assert wide == max(width, 360)
    assert 12 * A_LINE < high < 24 * A_LINE
    assert "size of hover notes" in told(changes)
    assert tidy(tmp_path / "guideline") == ((), ())


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [(LONG, 700, 500), (LONG, 144, 12 * 15 + 8), ("Are we sure?", *SHRUNK)],
    ids=["generous", "just right", "little to say"],
)
def test_a_box_that_holds_its_text_stays(tmp_path: Path, text: str, width: int, height: int) -> None:
    """Nobody's own size is changed while the text fits into it."""
    assert with_note(tmp_path, text, width, height)[0] == (text, width, height)


def test_a_very_long_note_stays_on_the_screen(tmp_path: Path) -> None:
    """A box grows to 620 pixels and no higher, and is then left alone."""
    (_, wide, high), _ = with_note(tmp_path, LONG * 9, *SHRUNK)
    assert (wide, high) == (360, 620)
    assert tidy(tmp_path / "guideline") == ((), ())


def test_our_own_note_that_was_made_large_stays(tmp_path: Path) -> None:
    """A note of b12dt is written in a box for its text; a reader who makes the box larger keeps it."""
    place, _ = tidied(tiny_guideline(), tmp_path)
    (name, at), (_, wide, high) = next(iter(boxes(place / BOOK).items()))
    assert (wide, high) != SHRUNK
    content = (place / BOOK).read_bytes()
    book = open_book(content, Parts.of(content))
    note = book[name][at].comment
    note.width, note.height = 555, 444
    # Something else to tidy, so that the workbook is written anew.
    book[name].column_dimensions["C"].width = 3
    book.save(place / BOOK)
    changes, found = tidy(place)
    assert changes
    assert not found
    assert boxes(place / BOOK)[name, at][1:] == (555, 444)


def test_the_tables_after_another_program_shrank_their_notes(tmp_path: Path) -> None:
    """Every note of a workbook that openpyxl saved can be read again, nothing else is changed, and twice is once."""
    place = tmp_path / "tables"
    place.mkdir()
    for file in TABLES.glob("*.xlsx"):
        openpyxl.load_workbook(file).save(place / file.name)
    held = boxes(place / "treatment.xlsx")
    assert {one[1:] for one in held.values()} == {SHRUNK}
    changes, found = tidy(place)
    assert not found
    assert {one.why for one in changes} == {"size of hover notes"}
    now = boxes(place / "treatment.xlsx")
    assert {at: one[0] for at, one in now.items()} == {at: one[0] for at, one in held.items()}
    assert all(high > A_LINE * len(text.splitlines()) for text, _, high in now.values())
    # 144 pixels take about 20 letters a line, 360 pixels about 50.
    assert all(high > A_LINE * len(text) / (50 if wide == 360 else 20) for text, wide, high in now.values())
    assert tidy(place) == ((), ())
