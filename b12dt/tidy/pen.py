"""Write on a sheet only where something differs, and note what did: so that tidying twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Border, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy import look
from b12dt.tidy.change import Log
from b12dt.tidy.metrics import lines

LINE_HEIGHT, MARGIN = 12.9, 3.5
TALLEST = 409.0
"""Points: more than this Excel does not show of a row."""
DEFAULT_WIDTH = 8.43
# LibreOffice rounds to units of its own; less than this is not worth a change.
_SAME_WIDTH, _SAME_HEIGHT = 0.05, 0.6

_BORDERS = {
    "": look.NO_BORDER,
    "box": look.BOX,
    "top": look.BOX_TOP,
    "bottom": look.BOX_BOTTOM,
    "heavy": look.BOX_HEAVY,
}
_ALIGNMENTS = {"wrap": look.WRAP, "middle": look.MIDDLE, "middle left": look.MIDDLE_LEFT}

LOOKS = "colours, fonts and borders"
WIDTHS = "column widths"
HEIGHTS = "row heights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks. `text` sets the number format Text; a number keeps its own."""

    size: float = look.SIZE
    colour: str = look.INK
    name: str = look.FONT
    bold: bool = False
    italic: bool = False
    link: bool = False
    fill: str = ""
    border: Literal["", "box", "top", "bottom", "heavy"] = ""
    align: Literal["wrap", "middle", "middle left"] = "wrap"
    text: bool = True


class Pen:
    """Writes on one sheet. With `whole`, what is written is noted once for the sheet, not for every cell."""

    def __init__(self, sheet: Worksheet, log: Log, *, whole: bool = False) -> None:
        self.sheet = sheet
        self.log = log
        self.whole = whole

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell to write on, None where it is hidden behind a merged one."""
        cell = self.sheet.cell(row, column)
        return None if isinstance(cell, MergedCell) else cell

    def read(self, row: int, column: int) -> str:
        """Return what stands in a cell, as text."""
        value = self.sheet.cell(row, column).value
        return "" if value is None else str(value)

    def note(self, what: str) -> None:
        """Note that something about the sheet changed."""
        self.log.sheet(self.sheet.title, what)

    def write(self, row: int, column: int, text: str, why: str) -> None:
        """Write a text into a cell and note the change; an empty text empties the cell."""
        cell = self.cell(row, column)
        before = self.read(row, column)
        if cell is None or before == text:
            return
        put(cell, text)
        if self.whole:
            self.note(why)
        else:
            self.log.cell(self.sheet.title, cell.coordinate, before, text, why)

    def style(self, row: int, column: int, style: Style) -> None:
        """Give a cell a look, unless it has it."""
        cell: Any = self.sheet.cell(row, column)
        # openpyxl paints what lies behind merged cells itself.
        if isinstance(cell, MergedCell):
            return
        if _seen(cell) != _wanted(style):
            cell.font = look.font(
                size=style.size,
                colour=style.colour,
                name=style.name,
                bold=style.bold,
                italic=style.italic,
                link=style.link,
            )
            cell.fill = look.fill(style.fill) if style.fill else PatternFill()
            cell.border = _BORDERS[style.border]
            cell.alignment = _ALIGNMENTS[style.align]
            self.note(LOOKS)
        # A number would be shown as it is, but Excel warns of each one that is formatted as text.
        if style.text and cell.number_format != "@" and isinstance(cell.value, str | None):
            cell.number_format = "@"
            self.note(LOOKS)

    def width(self, column: int, width: float) -> None:
        """Set a column's width."""
        dimension = self.sheet.column_dimensions[get_column_letter(column)]
        if abs((dimension.width or 0) - width) > _SAME_WIDTH:
            dimension.width = width
            self.note(WIDTHS)

    def width_of(self, column: int) -> float:
        """Return a column's width in Excel's unit."""
        letter = get_column_letter(column)
        return (
            self.sheet.column_dimensions[letter].width if letter in self.sheet.column_dimensions else 0
        ) or DEFAULT_WIDTH

    def height(self, row: int, height: float) -> None:
        """Set a row's height."""
        dimension: Any = self.sheet.row_dimensions[row]
        height = min(height, TALLEST)
        if abs((dimension.height or 0) - height) > _SAME_HEIGHT:
            dimension.height = height
            self.note(HEIGHTS)

    def fit(self, row: int, columns: list[int]) -> None:
        """Make a row as high as its cells need."""
        self.height(row, round(max((self._lines(row, one) for one in columns), default=1) * LINE_HEIGHT + MARGIN, 1))

    def _lines(self, row: int, column: int) -> float:
        cell: Any = self.sheet.cell(row, column)
        if cell.value is None or isinstance(cell, MergedCell):
            return 1
        font: Any = cell.font
        size: float = font.sz or look.SIZE
        wide = self.width_of(column)
        count = lines(str(cell.value), wide, size=size, bold=bool(font.b), mono=font.name == look.MONO)
        return max(1, count * size / look.SIZE)

    def link(self, row: int, column: int, sheet: str) -> None:
        """Let a cell lead to a sheet of the workbook."""
        cell = self.cell(row, column)
        location = "'" + sheet.replace("'", "''") + "'!A1"
        if cell is None or (cell.hyperlink and _same_place(cell.hyperlink.location, location)):
            return
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, tooltip=f"Go to {sheet}")  # pyright: ignore[reportAttributeAccessIssue] - openpyxl takes a hyperlink as well as an address
        self.note("links")


def put(cell: Cell, text: str) -> None:
    """Set a cell's content to a text. What begins like a formula is a text all the same."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def _same_place(one: str | None, other: str) -> bool:
    return (one or "").replace("'", "") == other.replace("'", "")


def _colour(colour: Any) -> str:
    """Return a colour without its opacity, which every program writes in its own way."""
    return colour.rgb[-6:] if colour is not None and colour.type == "rgb" else ""


def _sides(border: Border | Any) -> tuple[tuple[str, str], ...]:
    sides: list[Any] = [border.left, border.right, border.top, border.bottom]
    return tuple((side.style, _colour(side.color)) if side is not None and side.style else ("", "") for side in sides)


def _aligned(alignment: Any) -> tuple[object, ...]:
    horizontal = None if alignment.horizontal == "general" else alignment.horizontal
    return horizontal, alignment.vertical or "bottom", bool(alignment.wrap_text), alignment.indent or 0


def _seen(cell: Any) -> tuple[object, ...]:
    font, fill = cell.font, cell.fill
    shown = _colour(fill.fgColor) if getattr(fill, "patternType", None) == "solid" else ""
    return (
        *(font.sz, _colour(font.color), font.name, bool(font.b), bool(font.i), font.u == "single"),
        *(shown, _sides(cell.border), _aligned(cell.alignment)),
    )


def _wanted(style: Style) -> tuple[object, ...]:
    return (
        *(style.size, style.colour, style.name, style.bold, style.italic, style.link),
        *(style.fill, _sides(_BORDERS[style.border]), _aligned(_ALIGNMENTS[style.align])),
    )


def as_typed(text: str) -> str:
    """Return a text with the micro sign of keyboards, which the reader makes the Greek letter that looks the same."""
    return text.replace("\u03bc", "\u00b5")
