"""Columns as the cells of a CSV file or a sheet hold them: words written out, a list as one text, times as ISO 8601 has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Any

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.written import NOTHING

NOT_GIVEN = "(not given)"
"""What stands in the text of a list for a member that is not given."""
LONGEST = 32_767
"""Signs that a cell of a sheet holds."""
_DIGITS = 15
"""Digits that a number in a sheet keeps."""
_FIRST, _LAST = 1901, 9999
"""Years that a sheet counts as every other calendar does."""
_EXTENSIONS = ("arrow.uuid", "arrow.json", "arrow.bool8")
_UNHELD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def holds(kind: Any) -> bool:
    """Tell whether cells hold a column of a type."""
    types = pa.types
    if types.is_dictionary(kind):
        return holds(kind.value_type)
    if is_list(kind):
        return not is_list(kind.value_type) and holds(kind.value_type)
    if isinstance(kind, pa.BaseExtensionType):
        return kind.extension_name in _EXTENSIONS
    tests = (
        types.is_null, types.is_boolean, types.is_integer, types.is_floating, types.is_decimal, types.is_string,
        types.is_large_string, types.is_date, types.is_time, types.is_timestamp,
    )  # fmt: skip
    return any(test(kind) for test in tests)


def is_list(kind: Any) -> bool:
    """Tell whether a type is one of lists."""
    return pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)


def cells(table: Any) -> Any:
    """Return a table as the cells of a CSV file hold it; `holds` must be true of each of its columns."""
    return pa.table({name: written(column) for name, column in zip(table.column_names, table.columns, strict=True)})


def written(column: Any) -> Any:
    """Return a column as the cells of a CSV file hold it."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return written(column.cast(kind.value_type))
    if is_list(kind):
        return pa.chunked_array([_joined(one) for one in column.chunks], pa.string())
    if pa.types.is_timestamp(kind):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S" + ("%Ez" if kind.tz else ""))
    if isinstance(kind, pa.BaseExtensionType):
        if kind.extension_name == "arrow.uuid":
            texts = [None if one is None else str(one) for one in column.to_pylist()]
            return pa.chunked_array([texts], pa.string())
        return column.cast(pa.bool_() if kind.extension_name == "arrow.bool8" else kind.storage_type)
    return column


def _joined(column: Any) -> Any:
    """Return an array of lists as an array of texts."""
    lengths = pc.list_value_length(column).fill_null(0)
    texts = written(pa.chunked_array([column.flatten()])).cast(pa.string()).combine_chunks()
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(lengths.cast(pa.int64()))])
    lists = pa.ListArray.from_arrays(offsets.cast(pa.int32()), texts.fill_null(NOT_GIVEN), mask=column.is_null())
    return pc.if_else(pc.and_(pc.equal(lengths, 0), column.is_valid()), NOTHING, pc.binary_join(lists, "; "))


def sheet_rows_of(table: Any) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a table as values of a sheet's cells.

    What a sheet would change stands as a text: numbers of more than 15 digits, times with a zone, before 1901, or finer
    than a thousandth of a second.
    """
    return zip(*(_sheet_values(column) for column in table.columns), strict=True)


def _sheet_values(column: Any) -> list[Any]:
    kind, types = column.type, pa.types
    if types.is_dictionary(kind):
        return _sheet_values(column.cast(kind.value_type))
    if types.is_date(kind) or types.is_time(kind) or (types.is_timestamp(kind) and not kind.tz):
        return _times(column)
    return [_kept(one) for one in written(column).to_pylist()]


def _kept(value: Any) -> Any:
    """Return a value; as a text where a sheet would keep another."""
    match value:
        case bool() | None:
            return value
        case str():
            return escaped(value)
        case float():
            return value if isfinite(value) else str(value)
        case int():
            return value if abs(value) < 10**_DIGITS else str(value)
        case Decimal():
            return value if len(value.as_tuple().digits) <= _DIGITS else str(value)
        case _:
            return str(value)


def _times(column: Any) -> list[Any]:
    """Return dates and times; as texts those that a sheet does not hold."""
    kind, types = column.type, pa.types
    if types.is_date(kind):
        near, fits = column, True
    else:
        near = column.cast(pa.time32("ms") if types.is_time(kind) else pa.timestamp("ms"), safe=False)
        fits = pc.equal(near.cast(kind, safe=False), column)
    if not types.is_time(kind):
        year = pc.year(column)
        fits = pc.and_(fits, pc.and_(pc.greater_equal(year, _FIRST), pc.less_equal(year, _LAST)))
    values = pc.if_else(fits, near, pa.scalar(None, near.type)).to_pylist()
    texts = written(column).cast(pa.string()).to_pylist()
    return [text if value is None else value for value, text in zip(values, texts, strict=True)]


def escaped(text: str) -> str:
    """Return a text with the signs that a sheet's file cannot hold written as Excel writes them: `_x0007_`."""
    return _UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
