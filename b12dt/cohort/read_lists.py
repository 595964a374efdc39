"""Columns of lists of codes: each list is the union of its members' bits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.column import Wrong, places_of, values_of
from b12dt.cohort.digits import Codes
from b12dt.cohort.given import is_given, put_unknown
from b12dt.cohort.look_up import BYTES, Exchange, Table, exchange_of
from b12dt.cohort.vocabulary import Vocabulary
from b12dt.runtime.facts import FactProblem

WRONG = 1 << 31
"""A bit that is no code's: of a list that holds something else."""
WORD = 8
"""Bytes of a word."""


@dataclass(frozen=True, slots=True)
class _Bits:
    """For each value of a dictionary the bit of its code, `WRONG` where it is none; the last stands for nothing given.

    `exchange` makes bits of values that are given; None where a byte does not hold the bits, or not every value has one.
    """

    bits: Codes
    exchange: Exchange | None


class Lists:
    """A column of lists of codes."""

    def __init__(self, column: Any, vocabulary: Vocabulary) -> None:
        """Take a column of lists; a dictionary's values are looked at once."""
        self._column = column
        self._vocabulary = vocabulary
        held = column.values
        self._known = self._bits(held.dictionary) if pa.types.is_dictionary(held.type) else None

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits; see `Reader`."""
        part = self._column.slice(begin, end - begin)
        held = part.flatten() if self._known is not None else part.flatten().dictionary_encode()
        known = self._bits(held.dictionary) if self._known is None else self._known
        ends = _ends(part)
        bits = _united_bytes(held.indices, known.exchange, ends)
        bad: Codes | None = None
        if bits is None:
            bits = _united(np.take(known.bits, places_of(held.indices)), ends)
            bad = bits >= WRONG
            bits &= WRONG - 1
        np.copyto(out, bits, casting="unsafe")
        out += 1 - self._vocabulary.digits.first
        if part.null_count:
            given = is_given(part)
            none = int(self._vocabulary.look_up([None])[0])
            put_unknown(out, given, none)
            if none == self._vocabulary.bad:
                bad = ~given if bad is None else bad | ~given
        return bad if bad is not None and bad.any() else None

    def _bits(self, values: Any) -> _Bits:
        places = {code: place for place, code in enumerate(self._vocabulary.digits.atoms.codes)}
        codes = [self._vocabulary.code(value) for value in (*values.to_pylist(), None)]
        bits = np.array(
            [WRONG if isinstance(one, FactProblem) else 1 << places[one] if one in places else 0 for one in codes],
            dtype=np.uint32,
        )
        fits = bits[:-1].max(initial=0) < BYTES
        return _Bits(bits, exchange_of(bits[:-1].astype(np.uint8)) if fits else None)

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used; see `Reader`."""
        part = self._column.slice(begin, end - begin)
        missing = ~is_given(part)
        if (bad & missing).any():
            yield Wrong(np.flatnonzero(bad & missing).tolist(), self._vocabulary.problem(None))
        for value, rows in _members(part):
            code = self._vocabulary.code(value)
            if isinstance(code, FactProblem):
                yield Wrong(np.unique(rows).tolist(), code)


def _ends(part: Any) -> Codes:
    """Return where among the members of all lists each list ends, and before it where the first begins."""
    if part.null_count:
        # Something may lie where no list is given, and is not among the members.
        lengths = pc.list_value_length(part).fill_null(0).to_numpy(zero_copy_only=False)
        return np.concatenate([[0], np.cumsum(lengths)])
    ends = part.offsets.to_numpy()
    return ends - ends[0]


def _united_bytes(indices: Any, exchange: Exchange | None, ends: Codes) -> Codes | None:
    """Return the bits of each list's members together; None where members or lists do not fit a word of eight bytes.

    Each word holds the members from where a list begins; those of the lists after it are shifted out, the others are laid
    upon one another.
    """
    lengths = np.diff(ends)
    if exchange is None or lengths.max(initial=0) > WORD or indices.null_count:
        return None
    members = np.zeros(len(indices) + WORD, dtype=np.uint8)
    np.copyto(members[:-WORD], values_of(indices), casting="unsafe")
    exchange.put(members[:-WORD], members[:-WORD])
    words = np.ndarray((len(indices) + 1,), dtype="<u8", buffer=members, strides=(1,))
    found = Table(words).of(ends[:-1])
    beyond = np.uint8(8 * WORD) - np.uint8(8) * lengths.astype(np.uint8)
    found = np.left_shift(found, beyond.astype(np.uint64))
    for half in ("<u4", "<u2", "u1"):
        halves = found.view(half).reshape(-1, 2)
        found = halves[:, 0] | halves[:, 1]
    return found


def _united(members: Codes, ends: Codes) -> Codes:
    """Return the bits of each list's members together."""
    sums = np.zeros(len(members) + 1, dtype=np.uint32)
    np.cumsum(members, out=sums[1:])
    bits = np.diff(sums[ends])
    lengths = np.diff(ends)
    # A sum of single bits has as many of them as there were only if no two were the same: then it is their union.
    if (np.bitwise_count(bits) == lengths).all():
        return bits
    bits.fill(0)
    some = np.flatnonzero(lengths)
    bits[some] = np.bitwise_or.reduceat(members, ends[:-1][some])
    return bits


def _members(part: Any) -> Iterator[tuple[Any, Codes]]:
    """Return each value that stands in some list, with the rows of the lists that hold it."""
    rows = np.repeat(np.arange(len(part)), pc.list_value_length(part).fill_null(0).to_numpy(zero_copy_only=False))
    held = part.flatten()
    if not pa.types.is_dictionary(held.type):
        held = held.dictionary_encode()
    codes = places_of(held.indices)
    values = held.dictionary.to_pylist()
    for code in np.unique(codes).tolist():
        yield (None if code < 0 else values[code]), rows[codes == code]
