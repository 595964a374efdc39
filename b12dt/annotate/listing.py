"""The first sheet of a marked copy: its findings, one a row, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.annotate.look import (
    HEADER,
    INK,
    LABEL,
    LINE,
    LINK,
    NAMES,
    PALE,
    QUIET,
    STRONG,
    WHITE,
    cell_at,
    edges,
    fill,
    font,
    height,
    lines,
    put,
)
from b12dt.catalogue import catalogue, severity, title
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.words.facts import facts, places_apart
from b12dt.words.order import position
from b12dt.words.report import summary

TITLE: Final = "Findings"
COLUMNS: Final = (
    ("Severity", 10.0),
    ("Code", 9.0),
    ("Sheet", 22.0),
    ("Cells", 11.0),
    ("What is wrong", 46.0),
    ("I read", 26.0),
    ("I expected", 36.0),
    ("Closest", 18.0),
    ("Patient", 34.0),
    ("How to mend it", 50.0),
)
_FIRST = 2
"""The first column, B, as on the guideline's own sheets."""
_WHERE = 2, 3
"""Which of the columns lead to the cell."""
_COPY = "A marked copy. Correct the workbook itself: the next check writes this copy anew."


def add_listing(workbook: Workbook, name: str, findings: Iterable[Finding], notes: Sequence[str]) -> None:
    """Put the list of findings before the sheets of a workbook called `name`, and open it there.

    `notes` tell what the copy lacks.
    """
    ordered = _in_order(findings, name, workbook.sheetnames)
    hidden = {sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"}
    # A link leads to a visible worksheet only; sheets of charts have no cells.
    reached = {sheet.title for sheet in workbook.worksheets} - hidden
    for sheet in workbook.worksheets:
        # Else Excel would take this sheet and ours for a group, and write into both at once.
        sheet.sheet_view.tabSelected = False
    sheet = workbook.create_sheet(TITLE, 0)
    workbook.active = 0
    sheet.sheet_view.tabSelected = True
    top = _add_head(sheet, summary(ordered), notes)
    _add_titles(sheet, top)
    for row, one in enumerate(ordered, top + 1):
        _add_row(sheet, row, one, name, reached)
    _settle(sheet, top, len(ordered))
    grades = {severity(one) for one in ordered}
    sheet.sheet_properties.tabColor = STRONG[next((grade for grade in Severity if grade in grades), Severity.INFO)]


def _in_order(findings: Iterable[Finding], name: str, sheets: Sequence[str]) -> list[Finding]:
    """Return the findings as one meets them walking through the workbook; those of other workbooks last."""
    places = {sheet: place for place, sheet in enumerate(sheets)}

    def key(one: Finding) -> tuple[bool, str, int, tuple[int, int], str]:
        span = one.span
        return span.workbook != name, span.workbook, places.get(span.sheet, -1), position(span), one.code

    return sorted(findings, key=key)


def _add_head(sheet: Worksheet, counts: str, notes: Sequence[str]) -> int:
    """Write the title and what to know; return the row for the titles of the columns."""
    _put_free(sheet["B1"], TITLE, size=15, bold=True)
    _put_free(sheet["B2"], f"{counts} {_COPY}", colour=QUIET)
    # b12dt passes over sheets of this kind, so that a marked copy can itself be checked.
    labelled = [("Sheet kind", "Contents"), *(("Note", note) for note in notes)]
    for row, (label, text) in enumerate(labelled, 3):
        put(cell_at(sheet, row, _FIRST), label)
        cell_at(sheet, row, _FIRST).font = font(size=9, bold=True, colour=QUIET)
        cell_at(sheet, row, _FIRST).fill = fill(LABEL)
        _put_free(cell_at(sheet, row, _FIRST + 1), text)
    return 3 + len(labelled) + 1


def _put_free(cell: Cell, text: str, *, size: float = 10, bold: bool = False, colour: str = INK) -> None:
    """Write a text that runs on across the columns to its right."""
    put(cell, text, wrap=False)
    cell.font = font(size=size, bold=bold, colour=colour)


def _add_titles(sheet: Worksheet, row: int) -> None:
    for column, (text, _) in enumerate(COLUMNS, _FIRST):
        cell = cell_at(sheet, row, column)
        put(cell, text)
        cell.font = font(bold=True, colour=WHITE)
        cell.fill = fill(HEADER)
        cell.border = edges(LINE)


def _add_row(sheet: Worksheet, row: int, one: Finding, name: str, reached: set[str]) -> None:
    grade = severity(one)
    texts = _texts(one, name)
    for place, text in enumerate(texts):
        cell = cell_at(sheet, row, _FIRST + place)
        put(cell, text)
        cell.border = edges(LINE)
        link = _link(one.span, name, reached) if place in _WHERE and text else None
        if link:
            cell.hyperlink = link
            cell.font = font(colour=LINK)
    cell_at(sheet, row, _FIRST).fill = fill(PALE[grade])
    cell_at(sheet, row, _FIRST).font = font(bold=True, colour=STRONG[grade])
    most = max(lines(text, width) for text, (_, width) in zip(texts, COLUMNS, strict=True))
    sheet.row_dimensions[row].height = height(most)


def _texts(one: Finding, name: str) -> list[str]:
    """Return a row's texts; facts without a column of their own stand below the headline."""
    told = dict(facts(one))
    span = one.span
    sheet = span.sheet or "(whole workbook)"
    wrong = [title(one)]
    wrong += [f"{label}: {told[label]}" for label in ("What fired", "Then fires", "Also") if label in told]
    apart = places_apart(one)
    wrong += [f"See also {_short(place, span)}" for place in apart[:8]]
    if len(apart) > 8:  # noqa: PLR2004 - a list of eight can be taken in at a glance
        wrong.append(f"... and {len(apart) - 8} more places.")
    return [
        NAMES[severity(one)],
        one.code,
        sheet if span.workbook == name else " › ".join(part for part in (span.workbook, span.sheet) if part),
        span.cells,
        "\n".join(wrong),
        told.get("I read", ""),
        told.get("I expected", ""),
        one.closest or "",
        told.get("Patient", ""),
        catalogue()[one.code].mend,
    ]


def _short(place: Span, seen_from: Span) -> str:
    """Return a place without what it shares with the finding's own."""
    if (place.workbook, place.sheet) == (seen_from.workbook, seen_from.sheet):
        return place.cells or place.sheet
    if place.workbook == seen_from.workbook:
        return " › ".join(part for part in (place.sheet, place.cells) if part)
    return str(place)


def _link(span: Span, name: str, reached: set[str]) -> Hyperlink | None:
    """Return the link to a place; none where there is no cell to go to."""
    quoted = span.sheet.replace("'", "''")
    location = f"'{quoted}'!{span.cells or 'A1'}" if span.sheet else None
    if span.workbook == name:
        return Hyperlink(ref="", location=location) if span.sheet in reached else None
    if not span.workbook.casefold().endswith(".xlsx"):
        return None
    # The copies lie in one folder, so the file's name is the way to it.
    return Hyperlink(ref="", target=quote(span.workbook), location=location)


def _settle(sheet: Worksheet, top: int, count: int) -> None:
    """Set widths, filter, the frozen header, and how the sheet prints."""
    sheet.column_dimensions["A"].width = 2
    for column, (_, width) in enumerate(COLUMNS, _FIRST):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(_FIRST + len(COLUMNS) - 1)
    sheet.auto_filter.ref = f"B{top}:{last}{top + count}"
    sheet.freeze_panes = f"B{top + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.row_dimensions[1].height = 25
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{top}:{top}"
