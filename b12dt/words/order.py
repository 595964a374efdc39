"""The order in which findings are told: causes before consequences, and otherwise as one meets them in the workbooks.

Files and layout come first, then cells and names, then tables, then the graph of tables, and the worked cases last: a
case that fails is nearly always the echo of what was told above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from b12dt.diagnostics import Finding, Span
from b12dt.read.grid import Grid

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")

_BANDS = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 4, "6": 5}
_CASES = _BANDS["6"]
_LAST = 6
_OF_A_CASE = "DT324"
"""A case names a rule that no table has (any more): its band is that of names, and it is a consequence."""


def position(span: Span) -> tuple[int, int]:
    """Return row and column of a place's first cell, (0, 0) where the whole sheet is meant."""
    found = _ADDRESS.match(span.cells)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def in_order(findings: Iterable[Finding], grids: Iterable[Grid] = ()) -> list[Finding]:
    """Return the findings by band, workbook, sheet, row and column; each one once."""
    sheets = {(grid.workbook, grid.sheet): place for place, grid in enumerate(grids)}

    def key(one: Finding) -> tuple[int, str, int, tuple[int, int], str]:
        span = one.span
        return _band(one), span.workbook, sheets.get((span.workbook, span.sheet), -1), position(span), one.code

    return sorted(dict.fromkeys(findings), key=key)


def case_of(one: Finding) -> str:
    """Return the ID of the worked case that a finding is about; empty where it is about none."""
    return dict(one.details).get("case", "")


def _band(one: Finding) -> int:
    if one.code == _OF_A_CASE or case_of(one):
        return _CASES
    return _BANDS.get(one.code[2], _LAST)
