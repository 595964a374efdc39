"""Tidy small guidelines, and look at what came of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.catalogue import title
from b12dt.tidy import Change, tidy
from tests.support.workbooks import Guide

BOOK = "guideline.xlsx"


def tidied(guide: Guide, folder: Path) -> tuple[Path, tuple[Change, ...]]:
    """Tidy a small guideline and return its folder and the changes."""
    place = guide.write(folder)
    changes, found = tidy(place)
    assert not found, [title(one) for one in found]
    return place, changes


def sheet(place: Path, name: str, book: str = BOOK) -> Worksheet:
    """Open a sheet of a tidied workbook."""
    return openpyxl.load_workbook(place / book)[name]


def cells(changes: tuple[Change, ...], name: str) -> dict[str, tuple[str, str]]:
    """Return the cells of a sheet that were changed, with what stood there and what stands there now."""
    return {one.cell: (one.before, one.after) for one in changes if one.sheet == name and one.cell}
