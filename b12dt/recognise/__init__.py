"""Second stage: grids become sheets. What each sheet is, is said by its header block, not by its name or place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from b12dt.diagnostics import Finding, finding
from b12dt.kept import Kept
from b12dt.read.grid import Grid
from b12dt.recognise.header import read_header
from b12dt.recognise.layout import HEADER_LABELS, ID, KEY, LISTS, SHEET_KIND, STATUS, STATUSES, fold, known
from b12dt.recognise.lists import read_list
from b12dt.recognise.sheets import Sheet
from b12dt.recognise.tables import read_table


def recognise(grids: Iterable[Grid], kept: Kept | None = None) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return every sheet whose layout is understood, and what is wrong with the layout of the others."""
    kept = kept or Kept()
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for grid in grids:
        sheet, found = kept.of(("recognise", grid.workbook, grid.sheet), grid, partial(_recognise_one, grid))
        findings.extend(found)
        if sheet is not None:
            sheets.append(sheet)
    return tuple(sheets), tuple(findings)


def _recognise_one(grid: Grid) -> tuple[Sheet | None, list[Finding]]:
    if not grid.cells:
        return None, [finding("DT130", grid.whole)]
    header, end, findings = read_header(grid)
    if header is None:
        return None, [finding("DT131", grid.whole, expected=HEADER_LABELS)]
    status = header.get(STATUS)
    if status and fold(status.text) == "draft":
        # What is unfinished may be wrong in any way; nothing of it is told but that it was set aside.
        return None, [finding("DT132", grid.whole)]
    if status and status.text and fold(status.text) not in STATUSES:
        findings.append(finding("DT133", status.span, read=status.text, expected=STATUSES))
    if SHEET_KIND not in header or fold(header[SHEET_KIND].text) == "decision table":
        if ID in header or KEY in header:
            return _with(findings, read_table(grid, header, end))
        return None, _without_lacks([*findings, finding("DT134", grid.whole, expected=tuple(LISTS))])
    kind = known(header[SHEET_KIND].text, tuple(LISTS))
    if kind is None:
        field = header[SHEET_KIND]
        return None, [*findings, finding("DT135", field.span, read=field.text, expected=tuple(LISTS))]
    if not LISTS[kind].read:
        return None, findings
    return _with(findings, read_list(grid, kind, header, end))


def _with(before: list[Finding], outcome: tuple[Sheet | None, list[Finding]]) -> tuple[Sheet | None, list[Finding]]:
    sheet, found = outcome
    return sheet, _without_lacks([*before, *found])


def _without_lacks(findings: list[Finding]) -> list[Finding]:
    """Return the findings without labels that are missing, where one is misspelled: it may be the one."""
    misspelled = any(one.code == "DT136" for one in findings)
    return [one for one in findings if one.code not in ("DT134", "DT143") or not misspelled]
