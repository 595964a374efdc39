"""A fingerprint of what the workbooks say, whatever program saved them last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from b12dt.read.grid import Grid


def fingerprint(grids: Iterable[Grid]) -> str:
    """Return the SHA-256 over the content of the grids, in hexadecimal.

    Workbook, sheet, address and cleaned text of each cell count, in the order of workbooks, sheets, rows and columns.
    Formats, the order of the sheets, and what Excel or LibreOffice keep beside the cells do not, so that saving a
    workbook again without a change keeps the fingerprint.
    """
    content = [
        [grid.workbook, grid.sheet, [[*address, grid.cells[address].text] for address in sorted(grid.cells)]]
        for grid in sorted(grids, key=lambda grid: (grid.workbook, grid.sheet))
    ]
    # JSON in ASCII marks where each text begins and ends, so that no two contents look alike.
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode("ascii")).hexdigest()
