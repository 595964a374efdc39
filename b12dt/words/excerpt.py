"""The row a finding is about, as a strip of the sheet: its name, the column titles near the cell, and the cell."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diagnostics import Span
from b12dt.read.grid import Grid
from b12dt.recognise.layout import LISTS, RULE_ID, known
from b12dt.words.order import position

WIDEST = 28
_FIRST_TITLES = (RULE_ID, *(title for layout in LISTS.values() for title in layout.required[:1]))


def excerpt(span: Span, grids: Iterable[Grid]) -> list[str]:
    """Return the lines of the strip; none where the finding is not about one cell of a table."""
    grid = next((one for one in grids if (one.workbook, one.sheet) == (span.workbook, span.sheet)), None)
    row, column = position(span)
    if grid is None or not row or ":" in span.cells:
        return []
    titles = next((above for above in range(row - 1, 0, -1) if _has_titles(grid, above)), None)
    if titles is None:
        return []
    first = next(cell.column for cell in grid.row(titles) if known(cell.text, _FIRST_TITLES))
    shown = [first, *([column - 1] if first < column - 1 else []), *([column] if column != first else [])]
    cut = [place - 1 in shown or place == shown[0] for place in shown]
    strip = [[grid.text(line, place) for place in shown] for line in (titles, row)]
    widths = [max(1, *(min(len(line[i]), WIDEST) for line in strip)) for i in range(len(shown))]
    lines = ["| " + _joined([_fit(text, width) for text, width in zip(line, widths, strict=True)], cut) + " |" for line in strip]
    return [lines[0], f"{lines[1]}  <- here"]


def _has_titles(grid: Grid, row: int) -> bool:
    return len(grid.row(row)) > 1 and any(known(cell.text, _FIRST_TITLES) for cell in grid.row(row))


def _joined(cells: list[str], adjacent: list[bool]) -> str:
    text = cells[0]
    for cell, near in zip(cells[1:], adjacent[1:], strict=True):
        text += f" | {cell}" if near else f" | ... | {cell}"
    return text


def _fit(text: str, width: int) -> str:
    """Return a text as one line of exactly `width` signs."""
    line = " ".join(text.split())
    return line.ljust(width) if len(line) <= width else line[: width - 1] + "…"
