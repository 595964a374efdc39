"""A sheet as a grid of texts, each with its address: the only thing later stages know of Excel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from b12dt.diagnostics import Span


@cache
def column_letters(column: int) -> str:
    """Return Excel's name of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as runs of neighbours: 2, 3, 4, 7 as 2 to 4 and 7 to 7."""
    joined: list[tuple[int, int]] = []
    for number in numbers:
        if joined and joined[-1][1] == number - 1:
            joined[-1] = (joined[-1][0], number)
        else:
            joined.append((number, number))
    return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that is not empty. `text` is cleaned (spaces, dashes, comparison signs); `read` is what stands in Excel.

    `first`: of a cell that repeats the content of a merged area, the row and column where that stands.
    """

    row: int
    column: int
    text: str
    read: str
    first: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def address(self) -> str:
        """Return the address as Excel writes it."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet. Rows and columns count from 1, as in Excel. A merged area repeats its content in each of its cells."""

    workbook: str
    sheet: str
    cells: dict[tuple[int, int], Cell] = field(repr=False)
    hidden: bool = False

    @cached_property
    def rows(self) -> dict[int, tuple[Cell, ...]]:
        """Return the rows that hold something, from the top: each with its cells from left to right.

        A stray cell in the last row Excel has does not make a million rows.
        """
        rows: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell, or None where it is empty."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Return the cell's cleaned text, empty where the cell is empty."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def row(self, row: int) -> tuple[Cell, ...]:
        """Return the row's cells that are not empty, from left to right."""
        return self.rows.get(row, ())

    def rows_from(self, row: int) -> list[int]:
        """Return the numbers of the rows from `row` down that hold something."""
        return [number for number in self.rows if number >= row]

    def span(self, row: int, column: int, last_row: int | None = None, last_column: int | None = None) -> Span:
        """Return the place of a cell, or of the rectangle down to `last_row` and across to `last_column`."""
        first = f"{column_letters(column)}{row}"
        last = f"{column_letters(last_column or column)}{last_row or row}"
        return Span(workbook=self.workbook, sheet=self.sheet, cells=first if first == last else f"{first}:{last}")

    @property
    def whole(self) -> Span:
        """Return the sheet as a place."""
        return Span(workbook=self.workbook, sheet=self.sheet)
