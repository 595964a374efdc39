"""A workbook as lines of text, one a cell, so that two versions of it can be compared line by line.

A line names its cell as the guideline does, not by its address: a row that is put in above would otherwise change the
address of everything below it, and an edit of one cell would drown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from b12dt.read.grid import Grid, column_letters
from b12dt.words.excerpt import Titles, titles_of

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
    names = _row_names(texts, titles)
    repeated = {place: cell.first for place, cell in grid.cells.items() if cell.first}
    for (row, column), text in sorted(texts.items()):
        first = repeated.get((row, column))
        if first and (first[0] == row or row not in names):
            # A merged cell is said once; of a table again for each rule below, to which it belongs as well.
            continue
        left = texts.get((row, column - 1))
        if row in names:
            named = (names[row], titles.titles.get(column, ""))
        elif (
            (row, column + 1) in texts and (row, column + 1) not in repeated and left is None and row not in titles.rows
        ):
            # A label is said with what stands right of it.
            continue
        elif row in titles.rows:
            named = ("(column titles)", column_letters(column))
        else:
            named = (left or "", "")
        place = named if named[1] or row not in names else ("", "")
        yield Line(sheet=grid.sheet, cell=f"{column_letters(column)}{row}", row=place[0], column=place[1], text=text)


def _row_names(texts: Mapping[tuple[int, int], str], titles: Titles) -> dict[int, str]:
    """Return what names each row of a table: its first column, with the second one where that is not enough."""
    if not titles.rows:
        return {}
    first, *others = sorted(titles.titles)
    rows = sorted({row for row, _ in texts if row > titles.rows[-1]})
    ids = {row: texts.get((row, first), "") for row in rows}
    often = Counter(ids.values())
    names: dict[int, str] = {}
    for row, name in ids.items():
        second = texts.get((row, others[0]), "") if others and often[name] > 1 else ""
        names[row] = " ".join(part for part in (name, second) if part) or f"row {row}"
    return names


def _flat(text: str) -> str:
    """Return a text in one line, its line ends shown."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "⏎")
