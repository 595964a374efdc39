"""The rows of a workbook's first sheet as texts: a formula that nobody worked out is told as such, never as nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from b12dt.cohort.csv_files import check_titles
from b12dt.cohort.file_kinds import FileError
from b12dt.cohort.written import NO_VALUE
from b12dt.runtime.numbers import number_text

_BLOCK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w{1,8}:)?f[\s/>]")
_MERGED = re.compile(
    rb'<(?:\w{1,8}:)?mergeCell [^>]{0,40}?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_LONGEST = 120
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
    sheet = _book(path, results=results).worksheets[0]
    # How large a sheet is some programs state wrongly: what is beyond would be lost in silence.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)


def _book(path: Path, *, results: bool = True) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=results)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # What openpyxl does not know it stumbles over: a sheet of a chart alone, for one.
        raise FileError(
            f"{path} cannot be read: something in it is not known here. Save the sheet with the patients in a workbook of its own."
        ) from error


def other_sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets that are not read. Raises: FileError, where the one that is read cannot be meant."""
    book = _book(path)
    if not book.worksheets:
        raise FileError(f"{path} cannot be read: there is no sheet of cells in it.")
    first, *others = book.worksheets
    if first.sheet_state != "visible":
        raise FileError(f'{path} cannot be read: its first sheet, "{first.title}", is hidden, and the first is read.')
    merged = _merged(path, first)
    if merged:
        raise FileError(
            f"{path} cannot be read: the cells {merged} are merged, so that only the first row has what they say. Part them."
        )
    return tuple(one.title for one in others)


def _merged(path: Path, sheet: Any) -> str:
    """Return the place of merged cells that reach over several rows, "" where there are none."""
    with zipfile.ZipFile(path) as file:
        for found in _found(file, sheet._worksheet_path.lstrip("/"), _MERGED):  # noqa: SLF001 - nothing else tells the place
            if found[2] != found[4]:
                return b"".join((*found.group(1, 2), b":", *found.group(3, 4))).decode()
    return ""


def _found(file: zipfile.ZipFile, name: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Return where a pattern stands in a part of a workbook, which is read block by block."""
    with file.open(name) as part:
        end = b""
        while block := part.read(_BLOCK):
            text = end + block
            last = 0
            for found in pattern.finditer(text):
                yield found
                last = found.end()
            end = text[max(last, len(text) - _LONGEST) :]


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as file:
        names = [one for one in file.namelist() if one.startswith("xl/worksheets/") and one.endswith(".xml")]
        return any(True for name in names for _ in _found(file, name, _FORMULA))


def _cell(value: Any, formula: Any) -> str | None:
    if value is None and formula is not None:
        return NO_VALUE
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return _SIGN.sub(lambda found: chr(int(found[1], 16)), str(value))
