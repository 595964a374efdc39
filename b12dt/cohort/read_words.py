"""Columns whose distinct values are looked at one by one: codes, labels, decimals, categories of anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.column import Wrong, places_of, values_of
from b12dt.cohort.digits import Codes
from b12dt.cohort.given import Given, given_of, put_unknown
from b12dt.cohort.look_up import Exchange, exchange_of
from b12dt.cohort.vocabulary import Vocabulary


class Words:
    """A column of which the distinct values are few, or have to be looked at one by one: codes, labels, decimals."""

    def __init__(self, column: Any, vocabulary: Vocabulary) -> None:
        """Take a column; a dictionary's values are looked at once."""
        self._column = column
        self._vocabulary = vocabulary
        self._entries = _entries(column, vocabulary) if pa.types.is_dictionary(column.type) else None

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits; see `Reader`."""
        found = self._entries or _entries(self._column.slice(begin, end - begin).dictionary_encode(), self._vocabulary)
        if self._entries is not None:
            found = found.between(begin, end)
        if found.exchange is not None and out.dtype == np.uint8:
            # Where nothing is given any index may stand, and is overwritten below.
            np.copyto(out, found.indices, casting="unsafe")
            found.exchange.put(out, out)
        elif len(found.digits):
            np.copyto(out, np.take(found.digits, found.indices, mode="clip"), casting="unsafe")
        if found.given is not None:
            put_unknown(out, found.given.between(0, len(found.indices)), found.none)
        marked = self._vocabulary.bad
        if not found.flawed and (found.given is None or found.none != marked):
            return None
        bad = out == marked
        return bad if bad.any() else None

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used; see `Reader`."""
        rows = np.flatnonzero(bad)
        found = self._column.slice(begin, end - begin).take(pa.array(rows))
        if not pa.types.is_dictionary(found.type):
            found = found.dictionary_encode(null_encoding="encode")
        values, codes = found.dictionary.to_pylist(), places_of(found.indices)
        for code in np.unique(codes).tolist():
            value = None if code < 0 else values[code]
            yield Wrong(rows[codes == code].tolist(), self._vocabulary.problem(value))


@dataclass(frozen=True, slots=True)
class _Entries:
    """A dictionary's places, which of them are given, the digit of each value, that of none, and whether one is wrong."""

    indices: Codes
    given: Given | None
    digits: Codes
    exchange: Exchange | None
    none: int
    flawed: bool

    def between(self, begin: int, end: int) -> _Entries:
        given = None if self.given is None else self.given.after(begin)
        return replace(self, indices=self.indices[begin:end], given=given)


def _entries(column: Any, vocabulary: Vocabulary) -> _Entries:
    none = int(vocabulary.look_up([None])[0])
    digits = vocabulary.look_up(column.dictionary.to_pylist())
    # A dictionary may itself hold a place for what is not given.
    flawed = bool((digits == vocabulary.bad).any())
    return _Entries(values_of(column.indices), given_of(column.indices), digits, exchange_of(digits), none, flawed)
