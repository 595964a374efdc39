"""The header block: labels in column B, values in column C, down to the first row without a label."""

from __future__ import annotations

from b12dt.diagnostics import Finding, finding
from b12dt.read.grid import Grid
from b12dt.recognise.layout import HEADER_LABELS, known
from b12dt.recognise.sheets import Field
from b12dt.runtime.closest import closest

LABEL_COLUMN = 2
VALUE_COLUMN = 3


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
