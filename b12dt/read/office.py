"""What Excel or LibreOffice wrote, through openpyxl: which sheets there are, their cells, styles and dates.

This module and `sheets` are all that knows openpyxl.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, cast
from zipfile import BadZipFile

import openpyxl.utils.datetime
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS

from b12dt.read.package import Package
from b12dt.read.sheets import StoredCell, StoredSheet, texts, walk

# The published types of openpyxl leave these open.
_dates = cast("Any", openpyxl.utils.datetime)

# Numbers of built-in formats that openpyxl does not know: dates in Chinese, Japanese and Korean Excel.
_EAST_ASIAN_DATES = {*range(27, 37), *range(50, 59)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBook:
    """A workbook as stored. `formats` are the number formats by style; `others` names chart sheets and the like."""

    sheets: tuple[StoredSheet, ...]
    others: tuple[str, ...]
    formats: tuple[str, ...]
    counts_from: Any

    def is_date(self, cell: StoredCell) -> bool:
        """Return whether Excel holds the cell for a date or a time."""
        return cell.kind == "date" or (cell.kind == "number" and is_date_format(self.formats[cell.style]))

    def date(self, cell: StoredCell) -> date | time | timedelta | None:
        """Return the date or time that Excel holds the cell for; None where it lies outside Excel's calendar."""
        try:
            if cell.kind == "date":
                return cast("date | time | timedelta", _dates.from_ISO8601(cell.value))
            elapsed = is_timedelta_format(self.formats[cell.style])
            return cast(
                "date | time | timedelta", _dates.from_excel(float(cell.value), self.counts_from, timedelta=elapsed)
            )
        except (ValueError, OverflowError):
            return None


class DamagedError(Exception):
    """The file is a workbook by its parts, but what stands in them does not fit together."""


# What openpyxl and the XML and zip modules below it raise on workbooks that are damaged, from its source and from
# mutated files: missing parts and relations (KeyError, AttributeError on None), attributes that its descriptors refuse
# (TypeError, ValueError), wrong indexes (IndexError), no workbook part (OSError), XML errors (SyntaxError).
_OPENPYXL_RAISES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


def load(package: Package) -> StoredBook:
    """Read a package that was found safe.

    Raises: DamagedError whatever openpyxl stumbles over.
    """
    # The one boundary around openpyxl: it checks little and has no exception of its own for damage. Only the taking
    # apart of the file happens inside; what the cells mean is worked out outside, where an exception is our defect.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _load(package)
    except _OPENPYXL_RAISES as error:
        raise DamagedError(f"{type(error).__name__}: {error}") from error


def _load(package: Package) -> StoredBook:
    # Links are left alone: the package has none, and openpyxl would follow them.
    reader = ExcelReader(cast("Any", package.archive()), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    shared = cast("Any", reader.package).find(SHARED_STRINGS)
    strings = [] if shared is None else texts(package.parts[shared.PartName.removeprefix("/")])
    sheets: list[StoredSheet] = []
    others: list[str] = []
    for entry in cast("Iterable[Any]", reader.parser.sheets):
        relation: Any = cast("Any", reader.parser.rels)[entry.id]
        if str(relation.Type).endswith("/worksheet"):
            sheets.append(walk(entry.name, entry.state, package.parts[relation.target], strings))
        else:
            others.append(entry.name)
    book = StoredBook(
        sheets=tuple(sheets), others=tuple(others), formats=_formats(reader.wb), counts_from=reader.wb.epoch
    )
    _agrees(book)
    return book


def _agrees(book: StoredBook) -> None:
    """Raise what the loader would where names or styles do not fit together."""
    names = [name.casefold() for name in (*(sheet.name for sheet in book.sheets), *book.others)]
    if len(set(names)) < len(names):
        raise ValueError("two sheets have the same name")
    if any(not 0 <= cell.style < len(book.formats) for sheet in book.sheets for cell in sheet.cells):
        raise IndexError("style")


def _formats(workbook: Any) -> tuple[str, ...]:
    """Return the number format of each style, by the style's number."""
    custom: list[str] = list(workbook._number_formats)  # noqa: SLF001
    formats: list[str] = []
    for style in workbook._cell_styles:  # noqa: SLF001
        number_format: int = style.numFmtId
        if number_format in _EAST_ASIAN_DATES:
            formats.append("yyyy-mm-dd")
        elif number_format < BUILTIN_FORMATS_MAX_SIZE:
            formats.append(BUILTIN_FORMATS.get(number_format, "General"))
        else:
            formats.append(custom[number_format - BUILTIN_FORMATS_MAX_SIZE])
    return tuple(formats)
