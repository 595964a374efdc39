"""The order in which findings are told: as one meets them walking through the workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from b12dt.diagnostics import Finding, Span
from b12dt.read.grid import Grid

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


def position(span: Span) -> tuple[int, int]:
    """Return row and column of a place's first cell, (0, 0) where the whole sheet is meant."""
    found = _ADDRESS.match(span.cells)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def in_sheet_order(findings: Iterable[Finding], grids: Iterable[Grid] = ()) -> list[Finding]:
    """Return the findings by workbook, sheet, row and column; each one once."""
    sheets = {(grid.workbook, grid.sheet): place for place, grid in enumerate(grids)}

    def key(one: Finding) -> tuple[str, int, tuple[int, int], str]:
        span = one.span
        return span.workbook, sheets.get((span.workbook, span.sheet), -1), position(span), one.code

    return sorted(dict.fromkeys(findings), key=key)
