"""One workbook as grids: every sheet, every cell with content at its address, and what was noticed on the way."""

from __future__ import annotations

import itertools
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from b12dt.diagnostics import Finding, Span, finding
from b12dt.kept import Kept
from b12dt.read.clean import clean
from b12dt.read.grid import Cell, Grid, column_letters, runs
from b12dt.read.office import DamagedError, StoredBook, load
from b12dt.read.package import LARGEST_FILE, MEGABYTE, unpack
from b12dt.read.sheets import Area, StoredCell, StoredSheet
from b12dt.read.values import date_shown, interval_meant, is_percent, iso, number_text, shown_otherwise

LARGEST_MERGED_AREA: Final = 10_000
"""Cells. A title across twenty columns, or a condition down fifty rules, stays far below; a whole column does not."""
MOST_MERGED_CELLS: Final = 100_000
"""Cells of all merged areas of a sheet together."""
LONGEST_TEXT: Final = 32_767
"""Characters that Excel allows in a cell."""

_IN_QUOTES = re.compile(r'"[^"]*"')
# `[1]Sheet1!A1`, `'[1]Sheet 1'!A1`, `'C:\folder\[other.xlsx]Sheet 1'!A1`; but not a table's column, `Doses[Low]`.
_OTHER_WORKBOOK = re.compile(r"(?<![\w.\]])\[[^\[\]]+\][\w.]*!|'[^'\[]*\[[^\[\]]+\][^']*'!")

Findings = list[Finding]


def read_workbook(place: Path, kept: Kept | None = None) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Read one workbook. Diagnostics: DT103 to DT114 where it cannot be read, DT117 to DT129 on what is in it."""
    try:
        content = _content(place)
    except OSError as error:
        return (), (finding("DT103", Span(workbook=place.name), reason=type(error).__name__),)
    if content is None:
        return (), (_file_too_large(place.name),)
    kept = kept or Kept()
    return kept.of(("read", place.name), content, lambda: read_content(place.name, content))


def read_content(workbook: str, content: bytes) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Read a workbook from its bytes; `workbook` is the name under which its cells are reported."""
    package, refused = unpack(workbook, content)
    if package is None:
        return (), refused
    try:
        book = load(package)
    except DamagedError as damage:
        return (), (finding("DT108", Span(workbook=workbook), part="", reason=str(damage)),)
    findings: Findings = [finding("DT128", Span(workbook=workbook, sheet=name)) for name in book.others]
    if not book.sheets:
        findings.append(finding("DT117", Span(workbook=workbook)))
    grids = [_grid(workbook, book, sheet, findings) for sheet in book.sheets]
    return tuple(grids), tuple(findings)


def _content(place: Path) -> bytes | None:
    """Return a file's bytes, or None where they are too many.

    Raises: OSError where it cannot be opened, or is no file.
    """
    # A pipe or a device with a workbook's name would never end.
    if not stat.S_ISREG(place.stat().st_mode):
        raise IsADirectoryError(place)
    with place.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    return None if len(content) > LARGEST_FILE else content


def _file_too_large(workbook: str) -> Finding:
    return finding("DT110", Span(workbook=workbook), what="megabytes", bound=LARGEST_FILE // MEGABYTE)


def _grid(workbook: str, book: StoredBook, sheet: StoredSheet, findings: Findings) -> Grid:
    """Turn a stored sheet into a grid, and add what was noticed to the findings."""
    grid = Grid(workbook=workbook, sheet=sheet.name, cells={}, hidden=sheet.state != "visible")
    noticed: Findings = []
    for stored in sheet.cells:
        cell = _cell(book, grid, stored, noticed)
        if cell is not None:
            grid.cells[cell.row, cell.column] = cell
    if grid.hidden:
        findings.append(finding("DT126", grid.whole))
    noticed += _formulas(grid, sheet)
    noticed += _spread(grid, sheet.merged)
    # Only now, since a hidden row may hold nothing but its share of a merged area.
    findings += _hidden_lines(grid, sheet)
    findings += noticed
    return grid


def _cell(book: StoredBook, grid: Grid, stored: StoredCell, noticed: Findings) -> Cell | None:
    """Turn a stored cell into a cell of the grid; None where it is empty, or cannot be taken as it stands."""
    refused = _refused(grid, stored)
    if refused:
        noticed.append(refused)
        return None
    if stored.kind in {"number", "date"}:
        text = read = _number(book, grid, stored, noticed)
    else:
        text, read = clean(stored.value), stored.value
    return Cell(row=stored.row, column=stored.column, text=text, read=read) if text else None


def _refused(grid: Grid, stored: StoredCell) -> Finding | None:
    """Return why a cell has no content that could be taken."""
    formula = f"={stored.formula}"
    if stored.formula is not None and _points_elsewhere(stored.formula):
        return finding("DT111", grid.span(stored.row, stored.column), read=formula)
    if stored.kind == "none":
        return finding("DT123", grid.span(stored.row, stored.column), read=formula)
    if stored.kind == "error":
        return finding("DT122", grid.span(stored.row, stored.column), read=stored.value)
    if len(stored.value) > LONGEST_TEXT:
        span = grid.span(stored.row, stored.column)
        return finding("DT129", span, length=len(stored.value), bound=LONGEST_TEXT)
    return None


def _number(book: StoredBook, grid: Grid, stored: StoredCell, noticed: Findings) -> str:
    """Return a number's text; empty where it is not the number that the author meant."""
    number_format = book.formats[stored.style]
    if number_format == "General" and stored.kind == "number":
        return stored.value
    span = grid.span(stored.row, stored.column)
    if book.is_date(stored):
        noticed.append(_taken_for_a_date(book, span, stored))
        return ""
    text = stored.value
    if is_percent(number_format):
        shown = number_text(f"{text}e2") + "%"
        noticed.append(finding("DT121", span, read=shown, held=text))
        return ""
    shown = shown_otherwise(text, number_format)
    if shown is not None:
        noticed.append(finding("DT125", span, read=shown, held=text))
    return text


def _taken_for_a_date(book: StoredBook, span: Span, stored: StoredCell) -> Finding:
    number_format = book.formats[stored.style]
    when = book.date(stored)
    if when is None:
        return finding("DT120", span, read=stored.value, shown="########", iso="")
    shown = date_shown(when, number_format)
    meant = interval_meant(when, number_format)
    return finding("DT120", span, read=shown, expected=[meant] if meant else [], shown=shown, iso=iso(when))


def _points_elsewhere(formula: str) -> bool:
    return "[" in formula and bool(_OTHER_WORKBOOK.search(_IN_QUOTES.sub("", formula)))


def _formulas(grid: Grid, sheet: StoredSheet) -> Findings:
    """Say once a sheet that results of formulas were taken; their cells are the places of the finding."""
    cells = [cell for cell in sheet.cells if cell.formula is not None and (cell.row, cell.column) in grid.cells]
    if not cells:
        return []
    first, *others = (grid.span(cell.row, cell.column) for cell in cells)
    return [finding("DT124", first, read=f"={cells[0].formula}", related=others, count=len(cells))]


def _hidden_lines(grid: Grid, sheet: StoredSheet) -> Findings:
    """Name the hidden rows and columns that hold something; empty ones are nobody's concern."""
    rows = sorted({row for row, _ in grid.cells} & sheet.hidden_rows)
    columns = sorted({column for _, column in grid.cells} & sheet.hidden_columns)
    return [
        *_lines("row", grid, rows, str),
        *_lines("column", grid, columns, column_letters),
    ]


def _lines(what: str, grid: Grid, lines: list[int], name: Callable[[int], str]) -> Findings:
    if not lines:
        return []
    spans = [
        Span(workbook=grid.workbook, sheet=grid.sheet, cells=f"{name(first)}:{name(last)}")
        for first, last in runs(lines)
    ]
    which = ", ".join(_named(what, name(first), name(last)) for first, last in runs(lines))
    return [finding("DT127", spans[0], related=spans[1:], which=which)]


def _named(what: str, first: str, last: str) -> str:
    return f"{what} {first}" if first == last else f"{what}s {first} to {last}"


def _spread(grid: Grid, merged: Iterable[Area]) -> Findings:
    """Repeat the content of each merged area in all of its cells."""
    findings: Findings = []
    left = MOST_MERGED_CELLS
    for first_row, first_column, last_row, last_column in merged:
        size = (last_row - first_row + 1) * (last_column - first_column + 1)
        span = grid.span(first_row, first_column, last_row, last_column)
        shown = grid.at(first_row, first_column)
        if shown is None and size > LARGEST_MERGED_AREA:
            continue
        left -= size
        if size > LARGEST_MERGED_AREA or left < 0:
            findings.append(finding("DT119", span, size=size))
            if left < 0:
                break
            continue
        addresses = itertools.product(range(first_row, last_row + 1), range(first_column, last_column + 1))
        findings += _fill(grid, span, shown, addresses)
    return findings


def _fill(grid: Grid, area: Span, shown: Cell | None, addresses: Iterable[tuple[int, int]]) -> Findings:
    """Write the content of a merged area into its cells; name what stood behind it."""
    findings: Findings = []
    for row, column in addresses:
        covered = grid.cells.pop((row, column), None)
        if covered is not None and (shown is None or covered.text != shown.text):
            findings.append(finding("DT118", grid.span(row, column), read=covered.text, area=area.cells))
        if shown is not None:
            first = (shown.row, shown.column)
            repeats = None if first == (row, column) else first
            grid.cells[row, column] = Cell(row=row, column=column, text=shown.text, read=shown.read, first=repeats)
    return findings
