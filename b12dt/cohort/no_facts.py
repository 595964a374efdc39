"""Why no column of a file holds a fact: another sign between the cells, a line above the titles, another sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from b12dt.cohort.file_kinds import CSV, XLSX, kind_of

LINES = 20
"""Lines in which titles are looked for."""
_SIGNS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def why_no_fact(path: Path, known: Collection[str]) -> str:
    """Return in a sentence where the titles of a file seem to be, "" where nobody knows. `known`: names and labels of facts."""
    words = {one.casefold() for one in known}
    kind = kind_of(path)
    return _in_lines(path, words) if kind == CSV else _in_sheets(path, words) if kind == XLSX else ""


def _in_lines(path: Path, words: Collection[str]) -> str:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(islice(file, LINES), start=1):
            for sign in (",", *_SIGNS):
                if _has(line.split(sign), words):
                    place = "" if number == 1 else f"The titles seem to stand on line {number}: put them on the first. "
                    parted = (
                        f"The cells seem to be parted by {_SIGNS[sign]}: save it parted by commas. "
                        if sign in _SIGNS
                        else ""
                    )
                    return (place + parted).strip()
    return ""


def _in_sheets(path: Path, words: Collection[str]) -> str:
    for place, (sheet, number, row) in _rows(path):
        if _has(row, words):
            if place:
                above = "" if number == 1 else f", row {number}"
                return f'The titles seem to stand in the sheet "{sheet}"{above}: make it the first, titles in row 1.'
            return f"The titles seem to stand in row {number} of the sheet: put them in the first."
    return ""


def _rows(path: Path) -> Iterator[tuple[int, tuple[str, int, Sequence[Any]]]]:
    import openpyxl

    book: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for place, sheet in enumerate(book.worksheets):
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_row=LINES, values_only=True), start=1):
            yield place, (sheet.title, number, row)


def _has(cells: Sequence[Any], words: Collection[str]) -> bool:
    return any(isinstance(one, str) and one.strip(' "\r\n').casefold() in words for one in cells)
