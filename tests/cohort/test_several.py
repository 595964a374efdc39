"""Lists and flags are copied as bytes, given rows read as bits: what comes out is what one would write row by row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cohort import several
from b12dt.cohort.given import given_of
from b12dt.guideline import Guideline

MANY = [f"word {place}" for place in range(300)]
ENTRIES = st.lists(st.none() | st.lists(st.sampled_from(MANY[:4]), max_size=4).map(tuple), min_size=1, max_size=3)


@pytest.mark.parametrize("rows_a_group", [0, 1, 1 << 20])
@given(data=st.data(), entries=ENTRIES)
@settings(max_examples=60, deadline=None)
def test_lists_and_flags(rows_a_group: int, data: st.DataObject, entries: list[tuple[str, ...] | None]) -> None:
    """Each row gets the list of its code, and a yes for what is in it, however many rows are copied together."""
    codes = np.array(data.draw(st.lists(st.integers(0, len(entries) - 1), max_size=70)), dtype=np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(several, "ROWS_A_GROUP", rows_a_group)
        patch.setattr(several, "CHUNK", 16)
        lists = several.list_column(entries, codes)
        flags = list(several.flag_columns(entries, codes, MANY[:9]))
    meant = [entries[code] for code in codes.tolist()]
    assert lists.to_pylist() == [None if one is None else list(one) for one in meant]
    for value, column in zip(MANY[:9], flags, strict=True):
        assert column.to_pylist() == [None if one is None else value in one for one in meant]
    for column in (lists, *flags):
        column.validate(full=True)


def test_lists_of_more_words_than_a_byte_holds() -> None:
    """A list may be of words whose places take two bytes."""
    entries = [tuple(MANY), (), None, (MANY[299], MANY[1])]
    codes = np.array([3, 0, 1, 2, 3] * 3, dtype=np.uint8)
    made = several.list_column(entries, codes)
    made.validate(full=True)
    assert made.to_pylist() == [None if entries[one] is None else list(entries[one] or ()) for one in codes.tolist()]


@given(values=st.lists(st.none() | st.integers(0, 9), max_size=60), begin=st.integers(0, 60), first=st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_given_from_any_row_on(values: list[int | None], begin: int, first: int) -> None:
    """The bits of what is given are found wherever a column and a stretch of it begin."""
    column = pa.array(values, pa.int64()).slice(min(begin, len(values)))
    found = given_of(column)
    first = min(first, len(column))
    if found is None:
        assert None not in column.to_pylist()
    else:
        assert found.after(first).between(0, len(column) - first).tolist() == column.is_valid().to_pylist()[first:]


@pytest.mark.parametrize("kind", [pa.string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_code_named_twice_counts_once(guideline: Guideline, kind: Any) -> None:
    """A list of codes may name one twice."""
    codes = guideline.inputs["plan"].values
    lists = [[codes[0]], [codes[0], codes[0]], [codes[1], codes[0], codes[0], codes[0]], [], [codes[0], codes[1]]]
    flat = pa.array([one for each in lists for one in each], pa.string()).cast(kind)
    offsets = pa.array(np.cumsum([0, *map(len, lists)]), pa.int32())
    with pytest.warns(UserWarning, match="no column"):
        made = guideline.evaluate_frame(
            pa.table({"plan": pa.ListArray.from_arrays(offsets, flat)}), "check_plan"
        ).to_pylist()
    assert made[0] == made[1]
    assert made[2] == made[4]
    assert made[0] != made[2]
