"""The header block: labels in column B, values in column C, down to the first row without a label, or of titles."""

from __future__ import annotations

from b12dt.diagnostics import Finding, finding
from b12dt.read.grid import Grid
from b12dt.recognise.layout import COLUMN_TITLES, HEADER_LABELS, known
from b12dt.recognise.sheets import Field
from b12dt.runtime.closest import closest

LABEL_COLUMN = 2
VALUE_COLUMN = 3
FEW_TITLES = 2


def read_header(grid: Grid) -> tuple[dict[str, Field] | None, int, list[Finding]]:
    """Return the header's fields by label, the first row below it, and findings; None where there is no header block."""
    start = next((row for row in grid.rows if known(grid.text(row, LABEL_COLUMN), HEADER_LABELS)), None)
    if start is None:
        return None, 1, []
    header: dict[str, Field] = {}
    findings: list[Finding] = []
    row = start
    while grid.text(row, LABEL_COLUMN):
        label = known(grid.text(row, LABEL_COLUMN), HEADER_LABELS)
        if label is None and has_titles(grid, row, COLUMN_TITLES):
            break
        here = grid.span(row, LABEL_COLUMN)
        if label is None:
            read = grid.text(row, LABEL_COLUMN)
            findings.append(
                finding("DT136", here, read=read, expected=HEADER_LABELS, closest=closest(read, HEADER_LABELS))
            )
        elif label in header:
            findings.append(finding("DT137", here, read=label, related=[header[label].span]))
        else:
            header[label] = Field(text=grid.text(row, VALUE_COLUMN), span=grid.span(row, VALUE_COLUMN))
        row += 1
    return header, row, findings


def has_titles(grid: Grid, row: int, titles: tuple[str, ...]) -> bool:
    """Tell whether a row holds several known column titles: one alone may be a word like any other."""
    # A merged cell says the same word several times.
    found = {known(cell.text, titles) for cell in grid.row(row)} - {None}
    return len(found) >= min(FEW_TITLES, len(titles))


def between(grid: Grid, start: int, titles: int) -> list[Finding]:
    """Report what stands between the header block and the column titles: it belongs to neither and would be lost."""
    rows = [row for row in grid.rows_from(start) if row < titles]
    if not rows:
        return []
    first = grid.row(rows[0])[0]
    return [finding("DT147", grid.span(rows[0], first.column), read=first.text)]
