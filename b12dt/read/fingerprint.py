"""A fingerprint of what the workbooks say, whatever program saved them last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import partial

from b12dt.kept import Kept
from b12dt.read.grid import Grid


def fingerprint(grids: Iterable[Grid], kept: Kept | None = None) -> str:
    """Return the SHA-256 over the content of the grids, in hexadecimal.

    Workbook, sheet, address and cleaned text of each cell count, in the order of workbooks, sheets, rows and columns.
    Formats, the order of the sheets, and what Excel or LibreOffice keep beside the cells do not, so that saving a
    workbook again without a change keeps the fingerprint.
    """
    kept = kept or Kept()
    content = [
        kept.of(("fingerprint", grid.workbook, grid.sheet), grid, partial(_content, grid))
        for grid in sorted(grids, key=lambda grid: (grid.workbook, grid.sheet))
    ]
    return hashlib.sha256(f"[{','.join(content)}]".encode("ascii")).hexdigest()


def _content(grid: Grid) -> str:
    """Return what counts of a grid: JSON in ASCII marks where each text begins and ends, so no two contents look alike."""
    cells = [[*address, grid.cells[address].text] for address in sorted(grid.cells)]
    return json.dumps([grid.workbook, grid.sheet, cells], separators=(",", ":"))
