"""The rows a finding is about, as a strip of the sheet: the column titles, the rows, and which cell is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from b12dt.diagnostics import Span
from b12dt.read.grid import Grid
from b12dt.recognise.header import read_header
from b12dt.recognise.layout import LISTS, OUTPUTS, SHEET_KIND, known
from b12dt.words.order import position

WIDEST = 24
MOST_COLUMNS = 6
MOST_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The column titles of a sheet: the rows they stand in, two in a decision table, and the title of each column."""

    rows: tuple[int, ...]
    titles: Mapping[int, str]


def titles_of(grid: Grid) -> Titles:
    """Return a sheet's column titles; none where it has no table."""
    header, end, _ = read_header(grid)
    below = [row for row in grid.rows_from(end) if len(grid.row(row)) > 1]
    kind = known(header[SHEET_KIND].text, tuple(LISTS)) if header and SHEET_KIND in header else None
    upper = None
    if kind is None:
        upper = next((row for row in below if any(known(cell.text, (OUTPUTS,)) for cell in grid.row(row))), None)
    if upper is not None:
        # Under `Input(s)` and `Output(s)` stands what the columns are about; the other titles stand there themselves.
        rows = (upper, upper + 1)
    elif below:
        rows = (_fullest(grid, below, kind),)
    else:
        return Titles(rows=(), titles={})
    return Titles(rows=rows, titles={cell.column: cell.text for row in rows for cell in grid.row(row)})


def _fullest(grid: Grid, below: Sequence[int], kind: str | None) -> int:
    """Return the row of a list's titles: the first that has several which are known, else the first."""
    columns = LISTS[kind].columns if kind else tuple({title for one in LISTS.values() for title in one.required})
    few = min(2, len(columns))
    several = (row for row in below if sum(known(cell.text, columns) is not None for cell in grid.row(row)) >= few)
    return next(several, below[0])


def excerpt(places: Sequence[Span], grids: Iterable[Grid]) -> list[str]:
    """Return the lines of the strip for the first of `places` and the others on its sheet; none outside a table."""
    main = places[0]
    grid = next((one for one in grids if (one.workbook, one.sheet) == (main.workbook, main.sheet)), None)
    if grid is None:
        return []
    row, column = position(main)
    titles = titles_of(grid)
    if not titles.rows or row <= titles.rows[-1]:
        return []
    rows = _rows(row, places, titles)
    columns = _columns(titles, None if ":" in main.cells and not _is_column(main) else column)
    strip = [[titles.titles.get(place, "") for place in columns]]
    strip += [[grid.text(line, place) for place in columns] for line in rows]
    strip = [[" ".join(text.split()) for text in line] for line in strip]
    widths = [max(1, *(min(len(line[i]), WIDEST) for line in strip)) for i in range(len(columns))]
    lines = [_line(line, widths, columns) for line in strip]
    if (len(rows) == 1 or ":" not in main.cells) and not _is_column(main):
        lines[1 + rows.index(row)] += "  <- here"
    return lines


def _is_column(span: Span) -> bool:
    """Tell whether a place is a column of several cells: then no row of it is meant more than another."""
    first, _, last = (end.rstrip("0123456789") for end in span.cells.partition(":"))
    return first == last


def _rows(row: int, places: Sequence[Span], titles: Titles) -> list[int]:
    """Return the rows to show: the one that is meant, and as many of the others as fit."""
    main = places[0]
    others = {position(one)[0] for one in places[1:] if (one.workbook, one.sheet) == (main.workbook, main.sheet)}
    shown = sorted(one for one in others - {row} if one > titles.rows[-1])[: MOST_ROWS - 1]
    return sorted([row, *shown])


def _columns(titles: Titles, meant: int | None) -> list[int]:
    """Return the columns to show: the first, and those around the one that is meant, or as many as fit."""
    titled = sorted(titles.titles)
    if meant is None or meant == titled[0]:
        return titled[:MOST_COLUMNS]
    return sorted({titled[0], *(place for place in titled if meant - 1 <= place <= meant), meant})


def _line(cells: list[str], widths: list[int], columns: list[int]) -> str:
    text = f"| {_fit(cells[0], widths[0])}"
    for place in range(1, len(cells)):
        skipped = " | ..." if columns[place] > columns[place - 1] + 1 else ""
        text += f"{skipped} | {_fit(cells[place], widths[place])}"
    return text + " |"


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
