"""Arrow's views of texts and lists, as some writers leave them, put as the plain types that every step knows."""

from __future__ import annotations

from typing import Any

from b12dt.cohort.arrow import pa


def without_views(table: Any) -> Any:
    """Return a table or a batch with the same columns, none of which is a view."""
    kinds = [_plain(field.type) for field in table.schema]
    if kinds == list(table.schema.types):
        return table
    fields = [field.with_type(kind) for field, kind in zip(table.schema, kinds, strict=True)]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


def _plain(kind: Any) -> Any:
    types = pa.types
    if types.is_string_view(kind):
        return pa.large_string()
    if types.is_binary_view(kind):
        return pa.large_binary()
    if types.is_list_view(kind):
        return pa.list_(_plain(kind.value_type))
    if types.is_large_list_view(kind):
        return pa.large_list(_plain(kind.value_type))
    if types.is_list(kind) or types.is_large_list(kind):
        held = _plain(kind.value_type)
        same = held == kind.value_type
        return kind if same else pa.list_(held) if types.is_list(kind) else pa.large_list(held)
    return kind
