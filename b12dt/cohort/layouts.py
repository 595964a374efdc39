"""Arrow's unusual layouts, views and runs, put as the plain types that every step knows."""

from __future__ import annotations

from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.digits import Codes


def plain_layout(table: Any) -> Any:
    """Return a table or a batch with the same columns, none of which is a view or kept as runs."""
    schema = plain_schema(table.schema)
    if schema == table.schema:
        return table
    columns = [_laid(column, kind) for column, kind in zip(table.columns, schema.types, strict=True)]
    made: Any = pa.Table if isinstance(table, pa.Table) else pa.RecordBatch
    return made.from_arrays(columns, schema=schema)


def plain_schema(schema: Any) -> Any:
    """Return the schema that a table has once it is laid out plainly."""
    return pa.schema([one.with_type(_plain(one.type)) for one in schema], metadata=schema.metadata)


def _plain(kind: Any) -> Any:
    types = pa.types
    if types.is_run_end_encoded(kind):
        return _plain(kind.value_type)
    if types.is_string_view(kind):
        return pa.large_string()
    if types.is_binary_view(kind):
        return pa.large_binary()
    if types.is_list_view(kind):
        return pa.list_(_plain(kind.value_type))
    if types.is_large_list_view(kind):
        return pa.large_list(_plain(kind.value_type))
    if types.is_dictionary(kind):
        held = _plain(kind.value_type)
        return kind if held == kind.value_type else pa.dictionary(kind.index_type, held, kind.ordered)
    if types.is_list(kind) or types.is_large_list(kind):
        held = _plain(kind.value_type)
        same = held == kind.value_type
        return kind if same else pa.list_(held) if types.is_list(kind) else pa.large_list(held)
    return kind


def _laid(column: Any, kind: Any) -> Any:
    """Return a column, in one piece or in several, laid out plainly."""
    if column.type == kind:
        return column
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([_laid(one, kind) for one in column.chunks], kind)
    if pa.types.is_dictionary(column.type):
        held = _laid(column.dictionary, kind.value_type)
        return pa.DictionaryArray.from_arrays(column.indices, held, ordered=kind.ordered)
    if pa.types.is_run_end_encoded(column.type):
        return _laid(_decoded(column), kind)
    if pa.types.is_list_view(column.type) or pa.types.is_large_list_view(column.type):
        # Arrow's own cast leaves lists with a null broken.
        lengths = pc.list_value_length(column).fill_null(0).cast(pa.int64())
        offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(lengths)])
        large = pa.types.is_large_list(kind)
        made = pa.LargeListArray if large else pa.ListArray
        held = _laid(column.flatten(), kind.value_type)
        return made.from_arrays(offsets if large else offsets.cast(pa.int32()), held, mask=column.is_null()).cast(kind)
    return column.cast(kind)


def _decoded(column: Any) -> Any:
    """Return a column of runs row by row; Arrow's own way knows but some types."""
    begin: int = column.offset
    rows = np.arange(begin, begin + len(column))
    ends: Codes = column.run_ends.to_numpy()
    return column.values.take(pa.array(np.searchsorted(ends, rows, side="right")))
