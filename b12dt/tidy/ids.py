"""Numbers for new rules: the next free one of their table. A number that was ever used is never used again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from b12dt.diagnostics import Finding, finding
from b12dt.read.grid import Cell, Grid
from b12dt.recognise.layout import ID
from b12dt.recognise.sheets import ListSheet, RuleRow, Sheet, TableSheet
from b12dt.tidy.forms import place

NO_NUMBER = "DT804"
_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewId:
    """A rule that gets its ID."""

    workbook: str
    sheet: str
    row: int
    column: int
    id: str


def new_ids(sheets: Iterable[Sheet]) -> tuple[tuple[NewId, ...], tuple[Finding, ...]]:
    """Return an ID for each rule that has conditions and results but none yet.

    Diagnostics: DT804 where the table's IDs follow no pattern that could be continued.
    """
    sheets = tuple(sheets)
    tables = [sheet for sheet in sheets if isinstance(sheet, TableSheet)]
    taken = {row.id.text for sheet in tables for row in sheet.rows if row.id.text} | _named_in_cases(sheets)
    new: list[NewId] = []
    found: list[Finding] = []
    for sheet in tables:
        rows = [row for row in sheet.rows if not row.id.text and _is_rule(row)]
        if not rows:
            continue
        pattern = _pattern(sheet, taken)
        if pattern is None:
            found.append(finding(NO_NUMBER, rows[0].id.span, related=[row.id.span for row in rows[1:]]))
            continue
        start, digits, highest = pattern
        for number, row in enumerate(rows, start=highest + 1):
            at_row, column = place(row.id.span)
            text = f"{start}{number:0{digits}}"
            taken.add(text)
            new.append(NewId(workbook=row.span.workbook, sheet=row.span.sheet, row=at_row, column=column, id=text))
    return tuple(new), tuple(found)


def _is_rule(row: RuleRow) -> bool:
    return all(one.text for one in (*row.inputs, *row.outputs))


def _named_in_cases(sheets: Iterable[Sheet]) -> set[str]:
    """Return the rules that worked cases name: one of them may have stood in a row that was deleted."""
    return {
        text
        for sheet in sheets
        if isinstance(sheet, ListSheet) and sheet.kind == "Cases"
        for row in sheet.rows
        for text in re.split(r"[\s,;]+", row.text("Expected rules"))
    }


def _pattern(sheet: TableSheet, taken: Iterable[str]) -> tuple[str, int, int] | None:
    """Return the beginning of the table's IDs, their digits, and the highest number used, retired rules included."""
    ids = [row.id.text for row in sheet.rows if row.id.text]
    if not ids:
        return (f"{sheet.header[ID].text}.", _DIGITS, 0) if sheet.header[ID].text else None
    numbered = [match for text in ids if (match := _NUMBERED.fullmatch(text))]
    starts = [match[1] for match in numbered]
    own = f"{sheet.header[ID].text}."
    # The table's own ID leads; a rule that was moved here from another table does not.
    start = own if own in starts else max(starts, key=starts.count, default=None)
    if start is None:
        return None
    # Other tables may have the same beginning; the numbers of their rules are used, too.
    numbers = [match[2] for text in taken if (match := _NUMBERED.fullmatch(text)) and match[1] == start]
    return start, max(map(len, numbers)) if any(one[0] == "0" for one in numbers) else 1, max(map(int, numbers))


def with_ids(grids: Sequence[Grid], new: Iterable[NewId]) -> tuple[Grid, ...]:
    """Return the grids with the new IDs in their cells."""
    by_sheet: dict[tuple[str, str], dict[tuple[int, int], Cell]] = {}
    for one in new:
        cell = Cell(row=one.row, column=one.column, text=one.id, read=one.id)
        by_sheet.setdefault((one.workbook, one.sheet), {})[one.row, one.column] = cell
    return tuple(
        replace(grid, cells={**grid.cells, **by_sheet[grid.workbook, grid.sheet]})
        if (grid.workbook, grid.sheet) in by_sheet
        else grid
        for grid in grids
    )
