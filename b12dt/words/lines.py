"""A workbook as lines of text, one a cell, so that two versions of it can be compared line by line.

A line names its cell as the guideline does, not by its address: a row that is put in above would otherwise change the
address of everything below it, and an edit of one cell would drown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from b12dt.read.grid import Grid, column_letters
from b12dt.words.excerpt import titles_of

Refused = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One cell. `row` and `column` name it where it belongs to a table or to the header block, else `cell` does."""

    sheet: str
    cell: str
    row: str
    column: str
    text: str

    def __str__(self) -> str:
        place = (self.sheet, *(part for part in (self.row, self.column) if part))
        if not self.row:
            place = (self.sheet, self.cell)
        return f"{' › '.join(_flat(part) for part in place)} = {_flat(self.text)}"


def lines(grid: Grid, refused: Refused | None = None) -> Iterable[Line]:
    """Return the lines of a sheet, row by row. `refused` holds what is shown in cells of which no content was taken."""
    texts = {place: cell.read for place, cell in grid.cells.items()} | dict(refused or {})
    titles = titles_of(grid)
    key = min(titles.titles, default=0)
    above: tuple[int, str] = (0, "")
    for (row, column), text in sorted(texts.items()):
        if titles.rows and row > titles.rows[-1]:
            names = texts.get((row, key), "") or f"row {row}", titles.titles.get(column, "")
            if not names[1]:
                names = ("", "")
        elif row in titles.rows:
            names = ("(column titles)", column_letters(column))
        else:
            # What stands right of a label of the header block is known by it.
            names = (above[1], "") if above[0] == row else ("", "")
            above = above if above[0] == row else (row, text)
        yield Line(sheet=grid.sheet, cell=f"{column_letters(column)}{row}", row=names[0], column=names[1], text=text)


def _flat(text: str) -> str:
    """Return a text in one line, its line ends shown."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "⏎")
