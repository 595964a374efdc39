"""Is it still the same guideline? Asked of the tidied workbooks before any of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from openpyxl.utils.cell import range_boundaries

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity, Span, finding
from b12dt.model import DecisionTable, Guideline
from b12dt.read import Grid, fingerprint, read_content
from b12dt.read.grid import column_letters
from b12dt.recognise import recognise
from b12dt.recognise.sheets import Sheet
from b12dt.resolve import resolve
from b12dt.tidy.change import Change
from b12dt.tidy.forms import kind_of
from b12dt.tidy.parts import MAIN, Parts, root

OTHER_MEANING = "DT805"
_FOR_EXCEL = {"contents", "lists"}


def meaning(sheets: Iterable[Sheet], grids: Iterable[Grid], place: str) -> tuple[Guideline | None, tuple[Finding, ...]]:
    """Return the guideline that the sheets state."""
    return resolve(sheets, Span(workbook=place), fingerprint(grids))


def same_meaning(
    before: Iterable[Grid], files: Mapping[str, bytes], guideline: Guideline, changes: Iterable[Change]
) -> tuple[Finding, ...]:
    """Return a finding for each workbook whose tidied file would mean or hold something else. There should be none.

    Diagnostics: DT805.
    """
    before = tuple(before)
    after: list[Grid] = [grid for grid in before if grid.workbook not in files]
    for workbook, file in files.items():
        grids, found = read_content(workbook, file)
        if wrong := [one for one in found if severity(one) is Severity.ERROR]:
            return tuple(finding(OTHER_MEANING, one.span, what=one.code) for one in wrong)
        after += grids
    # Workbooks and sheets in the order they had: it decides in which order decisions are told.
    order = {(grid.workbook, grid.sheet): place for place, grid in enumerate(before)}
    after.sort(key=lambda grid: order.get((grid.workbook, grid.sheet), len(order)))
    sheets, _ = recognise(after)
    read, _ = meaning(sheets, after, "")
    if read is None or _plain(read) != _plain(guideline):
        return (finding(OTHER_MEANING, Span(workbook=next(iter(files))), what="guideline"),)
    return tuple(_other_cells(before, after, files, changes))


def _plain(guideline: Guideline) -> Guideline:
    """Return a guideline without the spelling of its cells."""
    decisions = tuple(
        replace(
            one,
            rules=tuple(
                replace(
                    rule,
                    inputs=tuple(replace(entry, text="") for entry in rule.inputs),
                    outputs=tuple(replace(entry, text="") for entry in rule.outputs),
                )
                for rule in one.rules
            ),
        )
        if isinstance(one, DecisionTable)
        else one
        for one in guideline.decisions
    )
    return replace(guideline, decisions=decisions, sha256="")


def _other_cells(
    before: Iterable[Grid], after: Iterable[Grid], files: Mapping[str, bytes], changes: Iterable[Change]
) -> Iterator[Finding]:
    """Compare every cell of every sheet, those of sheets that b12dt does not know, too, with what was reported."""
    allowed = {(one.workbook, one.sheet, one.cell) for one in changes}
    now = {(grid.workbook, grid.sheet): grid for grid in after}
    covered = {workbook: _covered(Parts.of(file)) for workbook, file in files.items()}
    for grid in before:
        if grid.workbook not in files or kind_of(grid)[0] in _FOR_EXCEL:
            continue
        other = now.get((grid.workbook, grid.sheet))
        if other is None:
            yield finding(OTHER_MEANING, grid.whole, what="sheet")
            continue
        behind = covered[grid.workbook].get(grid.sheet, set())
        for at in sorted({*grid.cells, *other.cells}):
            address = f"{column_letters(at[1])}{at[0]}"
            told = (grid.workbook, grid.sheet, address) in allowed
            if not told and at not in behind and grid.text(*at) != other.text(*at):
                yield finding(OTHER_MEANING, grid.span(*at), read=grid.text(*at), what=other.text(*at))


def _covered(parts: Parts) -> dict[str, set[tuple[int, int]]]:
    """Return, for each sheet, the cells that stand behind the first one of merged cells."""
    covered: dict[str, set[tuple[int, int]]] = {}
    for name, part in parts.sheets.items():
        cells = covered.setdefault(name, set())
        for area in root(parts.content[part]).iter(f"{{{MAIN}}}mergeCell"):
            first, top, last, bottom = (int(one or 1) for one in range_boundaries(area.get("ref", "")))
            cells |= {(row, column) for row in range(top, bottom + 1) for column in range(first, last + 1)} - {
                (top, first)
            }
    return covered
