"""The cover sheet of a workbook: its sheets with links, the colours, how a cell is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy import look
from b12dt.tidy.metrics import lines
from b12dt.tidy.paint import BACK, page_setup, tab_colour, zoom
from b12dt.tidy.pen import Pen, Style

NAME = "Contents"
COVER, BACK_LINK = "cover sheet", "link back to the cover"
ARROW = "← Contents"
BACK_ROW: Final = 2
TITLES = ("Sheet", "Table ID", "What it holds")
LISTS_LINE = "The words that the dropdowns offer. Changing them here changes the dropdowns only, not the guideline."
_FIRST_ROW: Final = 3
_WIDTHS = {1: 2.0, 2: 34.0, 3: 15.0, 4: 100.0}

_HEAD = Style(colour="FFFFFF", bold=True, fill=look.DARK["list"], border="box")
_ENTRY = Style(border="box")
_LINK = Style(colour=look.LINK, link=True, border="box")
_ID = Style(colour=look.MUTED, border="box")

_WRITING = "How to write a cell"
LEGEND: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Colours",
        (
            ("Input", "What the table asks: an answer about the patient, the order or the plan, or a result of another table.", look.SOFT["input"]),
            ("Output", "What the table answers.", look.SOFT["output"]),
            ("Notes and evidence", "A plain sentence on the rule, the statements of the source it rests on, and how it rests on them.", look.SOFT["note"]),
            ("explicit", "The source says so.", look.BASIS_COLOURS["explicit"][0]),
            ("interpretation", "A choice of the authors where the source is unclear or contradicts itself; shown to every reader.", look.BASIS_COLOURS["interpretation"][0]),
            ("not covered", "The source is silent: clinical judgement.", look.BASIS_COLOURS["not covered"][0]),
        ),
    ),
    (
        _WRITING,
        (
            ("-", "Does not matter.", ""),
            ("yes", "This answer.", ""),
            ("low, borderline", "Any of these answers. In a column that takes several answers at once, a listed one means: has it.", ""),
            ("not(yes)", "Any other answer, unknown included.", ""),
            ("unknown", "Not known. Unknown is never read as no and never as a number.", ""),
            ("< 25   >= 3   > 20", "Less than, at least, more than. A unit may follow and must then be the dictionary's.", ""),
            ("[25..50]   (30..60]", "From 25 to 50, both included. More than 30, up to 60: a round bracket leaves its number out.", ""),
            ("first result; second result", "In an output that may hold several results, a semicolon stands between them. (none) is an empty list.", ""),
        ),
    ),
    (
        "Changing a table",
        (
            ("Rule ID", "Permanent: never renumbered. A rule is retired by writing retired as its basis; a new rule gets the next free number.", ""),
            ("Draft", "A line Status with the word draft in the block at the top of a sheet sets the sheet aside until it is finished.", ""),
            ("Check", "After a change, run b12dt check tables. Every finding names the sheet and the cell, and shows a patient.", ""),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sheet on the cover. `says` is what the sheet tells of itself, None where it tells nothing."""

    sheet: str
    id: str = ""
    says: str | None = None


def new_cover(pen: Pen, title: str, warning: str, purpose: str, *, legend: bool) -> None:
    """Fill a cover that was just made: its title, its purpose, the legend."""
    for row, text in ((1, title), (2, warning), (_FIRST_ROW, "Sheet kind"), (_FIRST_ROW + 1, "Purpose")):
        pen.write(row, 2, text, COVER)
    pen.write(_FIRST_ROW, 3, NAME, COVER)
    pen.write(_FIRST_ROW + 1, 3, purpose, COVER)
    pen.style(1, 2, Style(size=18, bold=True, align="middle", text=False))
    pen.height(1, 30)
    pen.style(2, 2, Style(colour=look.WARNING, italic=True, align="middle", text=False))
    for row in (_FIRST_ROW, _FIRST_ROW + 1):
        pen.style(row, 2, Style(colour=look.MUTED, bold=True))
        _across(pen, row, Style())
    for column, width in _WIDTHS.items():
        pen.width(column, width)
    for column, text in enumerate(TITLES, start=2):
        pen.write(6, column, text, COVER)
    if legend:
        _write_legend(pen, 9)
    zoom(pen, 110)
    page_setup(pen, 1)
    tab_colour(pen, look.TABS[NAME])


def _write_legend(pen: Pen, row: int) -> None:
    for title, entries in LEGEND:
        pen.write(row, 2, title, COVER)
        pen.style(row, 2, Style(size=12, bold=True))
        for word, text, fill in entries:
            row += 1
            pen.write(row, 2, word, COVER)
            pen.style(row, 2, Style(border="box", fill=fill, name=look.MONO if title == _WRITING else look.FONT))
            pen.write(row, 3, text, COVER)
            _across(pen, row, _ENTRY)
        row += 2


def _across(pen: Pen, row: int, style: Style) -> None:
    """Let a text run over the last two columns."""
    for column in (3, 4):
        pen.style(row, column, style)
    if not any(area.min_row <= row <= area.max_row for area in pen.sheet.merged_cells.ranges):
        pen.sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
    wide = _WIDTHS[3] + _WIDTHS[4]
    count = max(lines(pen.read(row, 3), wide), lines(pen.read(row, 2), _WIDTHS[2], mono=True))
    pen.height(row, round(13.2 * count + 4, 1))


def refresh_cover(pen: Pen, sheets: Sequence[Line]) -> None:
    """Make the list of sheets on a cover complete; all else on it, and what it says of unknown sheets, stays."""
    top = _titles_row(pen.sheet)
    if top is None:
        return
    held = _held(pen, top)
    _make_room(pen, top + len(held), len(sheets) - len(held))
    said = {sheet: text for sheet, text in held if sheet}
    for row, line in enumerate(sheets, start=top + 1):
        pen.write(row, 2, line.sheet, COVER)
        pen.write(row, 3, line.id, COVER)
        pen.write(row, 4, said.get(line.sheet, "") if line.says is None else line.says, COVER)
        pen.link(row, 2, line.sheet)
        _dress(pen, row)
    for column in (2, 3, 4):
        if pen.read(top, column):
            pen.style(top, column, _HEAD)


def _dress(pen: Pen, row: int) -> None:
    for column, style in ((2, _LINK), (3, _ID), (4, _ENTRY)):
        if not pen.sheet.cell(row, column).has_style:
            pen.style(row, column, style)
    pen.style(row, 2, replace(_LINK, text=False))
    pen.fit(row, [2, 3, 4])


def _titles_row(sheet: Worksheet) -> int | None:
    """Return the row above the list of sheets."""
    return next(
        (
            row
            for row in range(1, sheet.max_row + 1)
            if (sheet.cell(row, 2).value, sheet.cell(row, 4).value) == (TITLES[0], TITLES[2])
        ),
        None,
    )


def _held(pen: Pen, top: int) -> list[tuple[str, str]]:
    """Return the sheets that the cover lists now, each with what it says of them."""
    held: list[tuple[str, str]] = []
    row = top + 1
    while pen.read(row, 2) and pen.sheet.cell(row, 2).hyperlink is not None:
        held.append((pen.read(row, 2), pen.read(row, 4)))
        row += 1
    return held


def _make_room(pen: Pen, row: int, more: int) -> None:
    """Move all below a row down by `more` rows, or up where that is less than none."""
    sheet = pen.sheet
    last = sheet.max_row
    if more == 0:
        return
    if more < 0:
        for gone in range(row + more + 1, row + 1):
            for column in (2, 3, 4):
                pen.write(gone, column, "", COVER)
                sheet.cell(gone, column).hyperlink = None
    if last <= row:
        return
    areas = [area for area in sheet.merged_cells.ranges if area.min_row > row]
    for area in areas:
        sheet.unmerge_cells(str(area))
    rows: Any = sheet.row_dimensions
    heights: dict[int, Any] = {at: rows[at].height for at in range(row + 1, last + 1)}
    sheet.move_range(f"A{row + 1}:{sheet.cell(last, max(sheet.max_column, 4)).coordinate}", rows=more)
    for at, height in heights.items():
        rows[at + more].height = height
    for area in areas:
        area.shift(row_shift=more)
        sheet.merge_cells(str(area))
    pen.note(COVER)


def link_back(pen: Pen, cover: str, first_label: int) -> None:
    """Put a link to the cover into B2, where that cell is free."""
    if first_label <= BACK_ROW or pen.cell(BACK_ROW, 2) is None:
        return
    text = pen.read(2, 2)
    if text not in {"", ARROW}:
        return
    pen.write(2, 2, ARROW, BACK_LINK)
    pen.link(2, 2, cover)
    pen.style(2, 2, BACK)
    pen.height(2, 20)


def lines_of(says: Mapping[str, Line], names: Sequence[str], cover: str) -> list[Line]:
    """Return the lines of a cover in the order of the sheets."""
    return [says.get(name, Line(sheet=name)) for name in names if name != cover]
