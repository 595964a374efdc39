"""The rows of a workbook's first sheet as texts: a formula that nobody worked out is told as such, never as nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from b12dt.cohort.csv_files import check_titles
from b12dt.cohort.written import NO_VALUE
from b12dt.runtime.numbers import number_text

_BLOCK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w{1,8}:)?f[\s/>]")
_LONGEST = 16
_SIGN = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""A sign as a sheet's file holds one that it cannot hold as it is."""


def sheet_rows(path: Path) -> Iterator[tuple[str | None, ...]]:
    """Return the rows of the first sheet, the titles first, each cell as a text: a number with as many digits as it has."""
    written = _rows(path, results=False) if _has_formulas(path) else repeat(())
    for row, formulas in zip(_rows(path, results=True), written, strict=False):
        more = len(row) - len(formulas)
        yield tuple(_cell(value, formula) for value, formula in zip(row, [*formulas, *[None] * more], strict=False))


def sheet_titles(path: Path) -> list[str]:
    """Return the titles in the first row of the first sheet. Raises: FileError."""
    titles = [one or "" for one in next(sheet_rows(path), ())]
    while titles and not titles[-1]:
        # A sheet may be wider than what is in it.
        titles.pop()
    check_titles(path, [(title, f"{cell_name(place)}1") for place, title in enumerate(titles)])
    return titles


def cell_name(place: int) -> str:
    """Return the letters of a column, counted from 0."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)


def _rows(path: Path, *, results: bool) -> Iterator[Sequence[Any]]:
    import openpyxl

    book: Any = openpyxl.load_workbook(path, read_only=True, data_only=results)
    yield from book.worksheets[0].iter_rows(values_only=True)


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with file.open(name) as sheet:
                    end = b""
                    while block := sheet.read(_BLOCK):
                        if _FORMULA.search(end + block):
                            return True
                        end = block[-_LONGEST:]
    return False


def _cell(value: Any, formula: Any) -> str | None:
    if value is None and formula is not None:
        return NO_VALUE
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return _SIGN.sub(lambda found: chr(int(found[1], 16)), str(value))
