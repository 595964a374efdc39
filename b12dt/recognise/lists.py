"""List sheets: one row of column titles, one row a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from b12dt.diagnostics import Finding, finding
from b12dt.read.grid import Grid
from b12dt.recognise.header import between, has_titles
from b12dt.recognise.layout import LISTS, ListLayout, known
from b12dt.recognise.sheets import Field, ListSheet, Row
from b12dt.runtime.closest import closest

MANY = 3
"""So many columns have to be filled in that a row with one text is no entry that is merely short."""


def read_list(grid: Grid, kind: str, header: Mapping[str, Field], start: int) -> tuple[ListSheet | None, list[Finding]]:
    """Return the list that begins at row `start` or below.

    Diagnostics: DT138 to DT142, DT148.
    """
    layout = LISTS[kind]
    below = grid.rows_from(start)
    if not below:
        return None, [finding("DT138", grid.whole, expected=layout.columns)]
    title_row = next((row for row in below if has_titles(grid, row, layout.columns)), below[0])
    columns, extra, findings = _titles(grid, layout, title_row)
    findings += between(grid, start, title_row)
    titled = {cell.column for cell in grid.row(title_row)}
    missing = [title for title in layout.required if title not in columns]
    findings.extend(
        finding(
            "DT140",
            grid.span(title_row, 2, last_column=grid.row(title_row)[-1].column),
            column=title,
            expected=layout.required,
        )
        for title in missing
    )
    if missing:
        return None, findings
    findings.extend(untitled_content(grid, titled, title_row + 1))
    own = (*columns.values(), *extra.values())
    filled = [row for row in grid.rows_from(title_row + 1) if any(grid.at(row, column) for column in own)]
    lone = [] if layout.open or len(layout.required) < MANY else lone_texts(grid, filled, min(own))
    findings.extend(lone_text(grid, row, min(own)) for row in lone)
    rows = tuple(_row(grid, row, columns, extra) for row in filled if row not in lone)
    titles = {
        title: Field(text=title, span=grid.span(title_row, column)) for title, column in (columns | extra).items()
    }
    return ListSheet(kind=kind, header=header, titles=titles, rows=rows, span=grid.whole), findings


def _titles(grid: Grid, layout: ListLayout, row: int) -> tuple[dict[str, int], dict[str, int], list[Finding]]:
    columns: dict[str, int] = {}
    extra: dict[str, int] = {}
    findings: list[Finding] = []
    for cell in grid.row(row):
        here = grid.span(row, cell.column)
        title = known(cell.text, layout.columns)
        if title in columns or cell.text in extra:
            findings.append(finding("DT141", here, read=cell.text, column=cell.text))
        elif title is not None:
            columns[title] = cell.column
        elif layout.open:
            extra[cell.text] = cell.column
        else:
            near = closest(cell.text, layout.columns)
            findings.append(finding("DT139", here, read=cell.text, expected=layout.columns, closest=near))
    return columns, extra, findings


def _row(grid: Grid, row: int, columns: Mapping[str, int], extra: Mapping[str, int]) -> Row:
    def field(column: int) -> Field:
        return Field(text=grid.text(row, column), span=grid.span(row, column))

    return Row(
        fields={title: field(column) for title, column in columns.items()},
        extra={title: field(column) for title, column in extra.items() if grid.at(row, column)},
        span=grid.span(row, min(columns.values()), last_column=max(columns.values())),
    )


def lone_texts(grid: Grid, rows: Iterable[int], column: int) -> list[int]:
    """Return the rows that hold nothing but a text in their first column: remarks, most likely."""
    return [row for row in rows if [cell.column for cell in grid.row(row)] == [column]]


def lone_text(grid: Grid, row: int, column: int) -> Finding:
    """Report a row that holds nothing but a text in its first column."""
    return finding("DT148", grid.span(row, column), read=grid.text(row, column))


def untitled_content(grid: Grid, titled: set[int], start: int) -> list[Finding]:
    """Return a finding for the first cell of each column that has content but no title."""
    seen: set[int] = set()
    findings: list[Finding] = []
    for (row, column), cell in sorted(grid.cells.items()):
        if row >= start and column not in titled and column not in seen:
            seen.add(column)
            findings.append(finding("DT142", grid.span(row, column), read=cell.text))
    return findings
