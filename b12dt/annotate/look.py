"""How the marked copies look: the colours of severities, and the fonts and lines of the guideline's own workbooks."""

from __future__ import annotations

import math
from typing import Final, cast

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as ILLEGAL
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.diagnostics import Severity

INK, QUIET, LINK, WHITE = "1F2D3A", "6B7885", "1F5F8B", "FFFFFF"
HEADER, LABEL, LINE = "44546A", "F1F3F6", "CBD3DB"
PALE: Final = {Severity.ERROR: "F6CFCB", Severity.WARNING: "FBE3B5", Severity.INFO: "DCE9F4"}
STRONG: Final = {Severity.ERROR: "A34A3F", Severity.WARNING: "B07D2B", Severity.INFO: "2E6A8E"}
NAMES: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}

LONGEST: Final = 4_000
"""Characters of a text in a cell or a note. A row cannot be made high enough to show more."""
_LINE_HEIGHT, _HIGHEST = 12.9, 400.0
_FORMULA_SIGNS = ("=", "+", "-", "@")


def fill(colour: str) -> PatternFill:
    """Return a plain background."""
    return PatternFill(fill_type="solid", fgColor=colour, bgColor=colour)


def edges(colour: str, style: str = "thin") -> Border:
    """Return lines around a cell."""
    side = Side(style=style, color=colour)  # pyright: ignore[reportArgumentType] - the styles are named in openpyxl only
    return Border(left=side, right=side, top=side, bottom=side)


def font(*, size: float = 10, bold: bool = False, colour: str = INK) -> Font:
    """Return the workbooks' font."""
    return Font(name="Calibri", size=size, bold=bold, color=colour)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell; in a merged area, one that has a look of its own but no content."""
    return cast("Cell", sheet.cell(row, column))


def plain(text: str) -> str:
    """Return a text that can stand in a cell or a note: no control characters, not endless."""
    text = ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def put(cell: Cell, text: str, *, wrap: bool = True) -> None:
    """Write a text as a text: what was read from a cell may look like a formula, and must never become one."""
    cell.value = plain(text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(_FORMULA_SIGNS)  # pyright: ignore[reportAttributeAccessIssue] - not in the published types
    cell.font = font()
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of that width, in characters."""
    # Letters are narrower than the digits by which Excel measures columns; words that do not fit take some of it back.
    return sum(max(1, math.ceil(len(line) / max(1.0, 1.2 * width - 1))) for line in text.split("\n"))


def height(most_lines: int) -> float:
    """Return the height of a row with that many lines, in points."""
    return min(_HIGHEST, _LINE_HEIGHT * most_lines + 3.5)
