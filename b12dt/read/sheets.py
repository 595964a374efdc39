"""The XML of one sheet, walked once: its cells as stored, merged areas, hidden rows and columns.

openpyxl could do this, but it gives either a formula or its result at one loading, makes an object of every empty
formatted cell and of every cell of a merged area (a million for one slip of the mouse), and gives up a workbook for a
picture or a dropdown that it does not like. What is walked here has no document type: `package` has refused those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple, cast
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS

from b12dt.read.values import number_text

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""The size of a sheet in Excel; a cell beyond it is damage."""

_NS = f"{{{SHEET_MAIN_NS}}}"
_CELL, _VALUE, _FORMULA, _INLINE = (_NS + tag for tag in ("c", "v", "f", "is"))
_SHARED, _TEXT, _RUN_TEXT = _NS + "si", _NS + "t", f"{_NS}r/{_NS}t"
_ROW, _COLUMN, _MERGED, _WORKSHEET = (_NS + tag for tag in ("row", "col", "mergeCell", "worksheet"))
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_TRUE = {"1", "true"}
# Excel writes a control character by its number, and an underscore that would look like the beginning of one, too.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")

# Cells that carry a format and nothing else, and rows of them. Taking them out of the text first is ten times faster
# than walking them, which is what keeps a sheet that is formatted down to row 1,048,576 quick.
_CELL_XML = rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*+(?<=/)>'
_EMPTY_CELLS = re.compile(rb"(?:%b)++" % _CELL_XML)
_EMPTY_ROWS = re.compile(rb'(?:<row r="[0-9]{1,7}"[^<>]*+(?:(?<=/)>|>(?:%b)*+</row>))++' % _CELL_XML)

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class StoredCell(NamedTuple):
    """A cell with content.

    `kind` is `number`, `text`, `boolean`, `error`, `date` (strict form only), or `none` for a formula without a result.
    """

    row: int
    column: int
    kind: str
    value: str
    style: int
    formula: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSheet:
    """A worksheet as stored."""

    name: str
    state: str
    cells: tuple[StoredCell, ...]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def texts(content: bytes) -> list[str]:
    """Return the texts that the workbook's cells refer to by number."""
    strings: list[str] = []
    for _, element in iterparse(BytesIO(content)):  # noqa: S314 (package.py refuses document types)
        if element.tag == _SHARED:
            strings.append(_text(element))
            element.clear()
    return strings


def _text(element: Element) -> str:
    """Return a text without its formatting; reading aids for Japanese are no part of it."""
    plain = element.findtext(_TEXT, "")
    text = plain + "".join(run.text or "" for run in element.iterfind(_RUN_TEXT))
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text) if "_x00" in text else text


def walk(name: str, state: str, content: bytes, strings: list[str]) -> StoredSheet:
    """Walk one sheet's XML: the rows with their cells, hidden columns, merged areas."""
    cells: dict[tuple[int, int], StoredCell] = {}
    merged: list[Area] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row = 0
    events = iterparse(BytesIO(_without_empty_cells(content)))  # noqa: S314 (package.py refuses document types)
    for _, element in events:
        if element.tag == _ROW:
            row = _row_number(element, row)
            for cell in _cells(element, row, strings):
                if cells.setdefault((cell.row, cell.column), cell) is not cell:
                    raise ValueError("two cells at one address")
            if element.get("hidden") in _TRUE:
                hidden_rows.add(row)
            element.clear()
        elif element.tag == _COLUMN and element.get("hidden") in _TRUE:
            hidden_columns.update(_columns(element))
        elif element.tag == _MERGED:
            merged.append(_area(element.attrib["ref"]))
    if cast("Any", events).root.tag != _WORKSHEET:
        raise ValueError("not a worksheet")
    return StoredSheet(
        name=name,
        state=state,
        cells=tuple(sorted(cells.values())),
        merged=tuple(merged),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
    )


def _without_empty_cells(content: bytes) -> bytes:
    # In CDATA, what looks like a cell would be text.
    if b"<![CDATA[" in content:
        return content
    # A cell or row without an address stands after the one before it, so none may be taken away.
    if b"<c>" in content or b"<row>" in content or re.search(rb"<(?:c|row) (?!r=)", content):
        return content
    return _EMPTY_CELLS.sub(b"", _EMPTY_ROWS.sub(b"", content))


def _row_number(element: Element, previous: int) -> int:
    row = int(element.get("r") or previous + 1)
    if not 1 <= row <= LAST_ROW:
        raise ValueError("row")
    return row


def _columns(element: Element) -> range:
    first, last = int(element.attrib["min"]), int(element.attrib["max"])
    if not 1 <= first <= last <= LAST_COLUMN:
        raise ValueError("columns")
    return range(first, last + 1)


def _area(reference: str) -> Area:
    first_column, first_row, last_column, last_row = cast("Area", range_boundaries(reference))
    if not (1 <= first_row <= last_row <= LAST_ROW and 1 <= first_column <= last_column <= LAST_COLUMN):
        raise ValueError("merged area")
    return first_row, first_column, last_row, last_column


def _cells(row_element: Element, row: int, strings: list[str]) -> Iterator[StoredCell]:
    """Yield a row's cells that hold something."""
    column = 0
    for element in row_element:
        if element.tag != _CELL:
            continue
        address = element.get("r")
        if address:
            cell_row, column = coordinate_to_tuple(address)
            if cell_row != row:
                raise ValueError("cell outside its row")
        else:
            column += 1
        if not len(element):
            continue
        if not 1 <= column <= LAST_COLUMN:
            raise ValueError("column")
        kind, value = _stored(element, strings)
        formula = element.find(_FORMULA)
        if kind != "none" or formula is not None:
            text = None if formula is None else formula.text or ""
            yield StoredCell(row, column, kind, value, int(element.get("s", 0)), text)


def _stored(element: Element, strings: list[str]) -> tuple[str, str]:
    """Return what kind of value a cell stores, and the value as text."""
    kind = element.get("t", "n")
    if kind == "inlineStr":
        inline = element.find(_INLINE)
        return ("none", "") if inline is None else ("text", _text(inline))
    node = element.find(_VALUE)
    stored = "" if node is None else node.text or ""
    if kind == "str" and node is not None:
        return "text", stored
    if not stored:
        return "none", ""
    if kind == "s":
        return "text", strings[_index(stored)]
    if kind == "n":
        return "number", number_text(stored.strip())
    if kind == "b":
        return "boolean", _BOOLEANS[stored.strip()]
    return {"e": "error", "d": "date"}[kind], stored.strip()


def _index(stored: str) -> int:
    index = int(stored)
    # Python would count a negative one from the end.
    if index < 0:
        raise IndexError(stored)
    return index
