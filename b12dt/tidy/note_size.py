"""How large the boxes of notes are: read from the drawings, since openpyxl leaves that out, and fitted to their texts.

A program that saves a workbook may make every box as small as it makes a new one, whatever is said in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, cast

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy.metrics import lines
from b12dt.tidy.parts import Parts
from b12dt.tidy.pen import Pen

SIZES = "size of hover notes"

# Pixels. A box that is made has room to spare; one that is there is left as it is while its text just fits.
_WIDTH, _TALLEST = 360, 620
_LINE, _MARGIN = 16, 24
_LEAST_LINE, _LEAST_MARGIN = 14.6, 8
# Notes are shown in another font than cells. Of the 258 notes of our workbooks that LibreOffice fitted to their texts in
# boxes of 144 pixels, none takes a line more than letters of this size do in a column that is as wide.
_LETTERS = 11
_PIXELS_A_UNIT = 7

# Every program has its own prefixes; Excel's parts are not always well-formed, so no parser could read them.
_SHAPE = re.compile(rb"<(\w+:)shape\b.*?</\1shape>", re.DOTALL)
_MEASURE = re.compile(rb"(?<![-\w])(width|height)\s*:\s*([0-9.]+)(pt|px|in|mm|cm)?")
_AT = re.compile(rb"<\w+:(Row|Column)>\s*([0-9]+)")
_PIXELS: Final = {b"": 1.0, b"px": 1.0, b"pt": 96 / 72, b"in": 96.0, b"mm": 96 / 25.4, b"cm": 96 / 2.54}


def take_sizes(sheet: Worksheet, parts: Parts, part: str) -> None:
    """Give the notes of a sheet the sizes that are stored in its `part`'s drawing."""
    for relation in parts.relations(part):
        if relation.kind != "vmlDrawing" or relation.external:
            continue
        for found in _SHAPE.finditer(parts.content[relation.target]):
            shape = found[0]
            at = {name: int(number) for name, number in _AT.findall(shape)}
            size = {name: float(number) * _PIXELS[unit] for name, number, unit in _MEASURE.findall(shape[:2000])}
            if not {b"Row", b"Column"} <= at.keys() or not {b"width", b"height"} <= size.keys():
                continue
            comment = sheet.cell(at[b"Row"] + 1, at[b"Column"] + 1).comment
            if comment is not None:
                comment.width, comment.height = round(size[b"width"]), round(size[b"height"])


def new_note(text: str, author: str) -> Comment:
    """Return a note in a box that holds its text."""
    return Comment(text, author, width=_WIDTH, height=_height(text, _WIDTH))


def fit_notes(pen: Pen) -> None:
    """Enlarge each box that is too small for its text, whoever wrote it; a larger one stays as it was made."""
    unseen: Any = pen.sheet
    for cell in cast("Iterable[Cell]", unseen._cells.values()):  # noqa: SLF001 - only the cells that are there
        note = cell.comment
        if note is None or _holds(note):
            continue
        note.width = max(note.width, _WIDTH)
        note.height = max(note.height, _height(note.text, note.width))
        pen.note(SIZES)


def _holds(note: Comment) -> bool:
    least = _LEAST_MARGIN + _LEAST_LINE * _lines(note.text, note.width)
    return note.height >= min(least, _TALLEST)


def _height(text: str, width: float) -> int:
    return min(_TALLEST, _MARGIN + _LINE * _lines(text, width))


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a box of this width in pixels."""
    return lines(text, max(1, (width - _LEAST_MARGIN) / _PIXELS_A_UNIT), size=_LETTERS)
