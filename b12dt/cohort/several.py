"""Columns of several values: lists, and flags. What a code stands for is worked out once and copied as bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.digits import Codes, width
from b12dt.cohort.look_up import Table
from b12dt.cohort.steps import CHUNK

Entries = Sequence[tuple[Any, ...] | None]
"""What each code stands for; None for no answer."""
MOST_ROWS = 8
"""Rows whose lists are copied together."""
ROWS_A_GROUP = 1 << 8
"""Rows there must be for each combination of lists that are copied together, so that listing them does not matter."""


def list_column(entries: Entries, codes: Codes) -> Any:
    """Return the lists as Arrow keeps them, of words from a dictionary.

    A list is a run of bytes, the places of its words; so are those of several rows in turn, which are copied together.
    """
    words = list(dict.fromkeys(word for one in entries for word in one or ()))
    places = {word: place for place, word in enumerate(words)}
    kind = np.dtype(width(len(words)))
    lengths = [len(one or ()) for one in entries]
    held = np.array([places[word] for one in entries for word in one or ()], dtype=kind).tobytes()
    ends = accumulate(length * kind.itemsize for length in lengths)
    runs = [held[end - length * kind.itemsize : end] for length, end in zip(lengths, ends, strict=True)]
    rows = _together(len(entries), len(codes))
    groups = _groups(codes, len(entries), rows)
    taken = pa.array([b"".join(one) for one in product(runs, repeat=rows)], type=pa.binary()).take(pa.array(groups))
    _, begins, values = taken.buffers()
    offsets = np.frombuffer(begins, dtype=np.int32, count=len(groups) + 1) // kind.itemsize
    members = pa.Array.from_buffers(signed(kind), int(offsets[-1]), [None, values])
    if rows > 1:
        offsets = _offsets(offsets, lengths, groups, rows)
    return pa.Array.from_buffers(
        pa.list_(pa.dictionary(signed(kind), pa.string())),
        len(codes),
        [_valid(entries, codes), pa.py_buffer(offsets)],
        children=[pa.DictionaryArray.from_arrays(members, pa.array(words, type=pa.string()), safe=False)],
    )


def signed(kind: Any) -> Any:
    """Return Arrow's type for codes: with a sign, as dictionaries are read everywhere."""
    return pa.from_numpy_dtype(np.dtype(f"i{kind.itemsize}"))


def _together(entries: int, rows: int) -> int:
    """Return how many rows' lists are copied together: as many as have few combinations."""
    together = MOST_ROWS
    while together > 1 and max(entries, 2) ** together * ROWS_A_GROUP > rows:
        together //= 2
    return together


def _groups(codes: Codes, entries: int, rows: int) -> Codes:
    """Return the number of the combination that each so many rows have; the last are filled up with code 0."""
    if rows == 1:
        return codes
    filled = np.zeros(-(-len(codes) // rows) * rows, dtype=codes.dtype)
    filled[: len(codes)] = codes
    of_rows = filled.reshape(-1, rows)
    groups = of_rows[:, 0].astype(np.uint32)
    for place in range(1, rows):
        groups *= np.uint32(entries)
        groups += of_rows[:, place]
    return groups


def _offsets(begins: Codes, lengths: Sequence[int], groups: Codes, rows: int) -> Codes:
    """Return where each row's list begins, from where each group's do, and the end of the last."""
    of_groups = np.array(list(product(lengths, repeat=rows)), dtype=np.uint16)
    inside = (np.cumsum(of_groups, axis=1) - of_groups).astype(np.int32)
    offsets = np.empty((len(groups) + 1, rows), dtype=np.int32)
    step = CHUNK // rows
    for begin in range(0, len(groups), step):
        chunk = slice(begin, begin + step)
        found = np.take(inside, groups[chunk], axis=0, out=offsets[:-1][chunk], mode="clip").reshape(-1)
        found += np.repeat(begins[:-1][chunk], rows)
    offsets[-1] = begins[-1]
    return offsets.reshape(-1)


def flag_columns(entries: Entries, codes: Codes, values: Sequence[str]) -> Iterator[Any]:
    """Return a column of yes and no for each value."""
    places = {value: place for place, value in enumerate(values)}
    holds = np.zeros((len(entries), len(values)), dtype=bool)
    for at, one in enumerate(entries):
        for value in one or ():
            holds[at, places[value]] = True
    valid = _valid(entries, codes)
    for bits in _bits(holds, codes):
        yield pa.Array.from_buffers(pa.bool_(), len(codes), [valid, pa.py_buffer(bits)])


def _valid(entries: Entries, codes: Codes) -> Any:
    """Return the bits of which rows have an answer; None where each code is one."""
    if None not in entries:
        return None
    given = np.array([[one is not None] for one in entries], dtype=bool)
    return pa.py_buffer(_bits(given, codes)[0])


def _bits(holds: Codes, codes: Codes) -> Codes:
    """Return for each column of `holds` a bit for each row, as Arrow keeps them: eight columns by one look-up."""
    words = [Table(eight) for eight in np.packbits(holds, axis=1, bitorder="little").T]
    bits = np.zeros((holds.shape[1], -(-len(codes) // 8)), dtype=np.uint8)
    for begin in range(0, len(codes), CHUNK):
        part = codes[begin : begin + CHUNK]
        chunk = slice(begin // 8, -(-(begin + len(part)) // 8))
        for first, eight in enumerate(words):
            found = eight.of(part)
            for bit in range(min(8, holds.shape[1] - 8 * first)):
                bits[8 * first + bit, chunk] = np.packbits(found & np.uint8(1 << bit), bitorder="little")
    return bits
