"""The rows a finding is about, as a strip of the sheet: the column titles, the rows, and which cell is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from b12dt.diagnostics import Span
from b12dt.read.grid import Grid
from b12dt.recognise.layout import LISTS, RULE_ID, known
from b12dt.words.order import position

WIDEST = 24
MOST_COLUMNS = 6
MOST_ROWS = 3
_FIRST_TITLES = (RULE_ID, *(title for layout in LISTS.values() for title in layout.required[:1]))


def excerpt(places: Sequence[Span], grids: Iterable[Grid]) -> list[str]:
    """Return the lines of the strip for the first of `places` and the others on its sheet; none outside a table."""
    main = places[0]
    grid = next((one for one in grids if (one.workbook, one.sheet) == (main.workbook, main.sheet)), None)
    row, column = position(main)
    titles = _title_row(grid, row) if grid else None
    if grid is None or titles is None:
        return []
    rows = {
        row,
        *(position(place)[0] for place in places[1:] if place.sheet == main.sheet and place.workbook == main.workbook),
    }
    rows = sorted(one for one in rows if one > titles)[:MOST_ROWS]
    columns = _columns(grid, titles, None if ":" in main.cells else column)
    strip = [[" ".join(grid.text(line, place).split()) for place in columns] for line in (titles, *rows)]
    widths = [max(1, *(min(len(line[i]), WIDEST) for line in strip)) for i in range(len(columns))]
    lines = [_line(line, widths, columns) for line in strip]
    if len(rows) == 1 or ":" not in main.cells:
        lines[1 + rows.index(row)] += "  <- here"
    return lines


def _title_row(grid: Grid, row: int) -> int | None:
    return next((above for above in range(row - 1, 0, -1) if _has_titles(grid, above)), None)


def _has_titles(grid: Grid, row: int) -> bool:
    return len(grid.row(row)) > 1 and any(known(cell.text, _FIRST_TITLES) for cell in grid.row(row))


def _columns(grid: Grid, titles: int, meant: int | None) -> list[int]:
    """Return the columns to show: the first, and those around the one that is meant, or as many as fit."""
    titled = [cell.column for cell in grid.row(titles)]
    if meant is None:
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
