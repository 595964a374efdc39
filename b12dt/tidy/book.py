"""A workbook in openpyxl's hands: opened so that nothing is lost on the way that could be kept, and saved."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final, cast
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy.note_size import take_sizes
from b12dt.tidy.parts import Parts, local, root

# What openpyxl raises on parts that it does not understand: the reader takes less of a workbook to pieces than it does.
OPENPYXL_RAISES: Final = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, SyntaxError),
    *(TypeError, ValueError, BadZipFile),
)


def open_book(file: bytes, parts: Parts) -> Workbook:
    """Open a workbook for changing."""
    with warnings.catch_warnings():
        # openpyxl warns of what it drops; `losses` has looked for that more closely.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(file))
    for sheet in worksheets(book):
        # Pictures are put back as they were, so openpyxl must not write its own version of them.
        left: Any = sheet
        left._images, left._charts = [], []  # noqa: SLF001
        part = parts.sheets.get(sheet.title)
        if part is not None:
            _take_newer_validations(sheet, root(parts.content[part]))
            take_sizes(sheet, parts, part)
    return book


def save_book(book: Workbook) -> Parts:
    """Return the parts that openpyxl makes of a workbook."""
    saved = BytesIO()
    for sheet in worksheets(book):
        # What an earlier saving left behind would be looked for in an archive that is not there.
        sheet.legacy_drawing = None
    book.save(saved)
    return Parts.of(saved.getvalue())


def worksheets(book: Workbook) -> list[Worksheet]:
    """Return the sheets with cells, in their order."""
    return list(cast("Iterable[Worksheet]", book.worksheets))


def spread_columns(sheet: Worksheet) -> None:
    """Give each column its own width: a file may state one for several, and openpyxl would hang on to the first."""
    for dimension in list(sheet.column_dimensions.values()):
        first, last = dimension.min, dimension.max
        if first is None or last is None or last <= first:
            continue
        # Beyond the last column in use, one entry for all the others is as good.
        own = min(last, max(sheet.max_column, first) + 1)
        dimension.min = dimension.max = first
        for column in range(first + 1, own + 1):
            new = sheet.column_dimensions[get_column_letter(column)]
            new.width, new.hidden = dimension.width, dimension.hidden
            new._style = dimension._style  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]
            new.min, new.max = column, last if column == own else column


def _take_newer_validations(sheet: Worksheet, stored: Element) -> None:
    """Turn dropdowns whose words stand on another sheet into the form that openpyxl knows.

    Excel since 2010 keeps them in an extension, although it reads them in the old place as well.
    """
    for element in stored.iter():
        if local(element.tag) != "dataValidation" or "/2009/9/main" not in element.tag:
            continue
        texts = {local(part.tag): "".join(part.itertext()).strip() for part in element}
        known = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
        validation = DataValidation(
            **cast("Any", known),
            formula1=texts.get("formula1"),
            formula2=texts.get("formula2"),
            sqref=cast("Any", texts.get("sqref", "")),
        )
        sheet.add_data_validation(validation)
