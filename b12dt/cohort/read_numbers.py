"""Columns of numbers: each is held against the cuts of its fact, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, inf, nan
from typing import Any

import numpy as np

from b12dt.cohort.column import Wrong, values_of
from b12dt.cohort.digits import Codes
from b12dt.cohort.given import given_of, put_unknown
from b12dt.cohort.vocabulary import Vocabulary


class Numbers:
    """A column of numbers: the digit is the count of cuts passed."""

    def __init__(self, column: Any, vocabulary: Vocabulary) -> None:
        """Take a column of whole numbers or floats."""
        self._values = values_of(column)
        self._given = given_of(column)
        self._vocabulary = vocabulary
        one, digits = vocabulary.input, vocabulary.digits
        assert one.lowest is not None, "a number has a range"
        assert one.highest is not None, "a number has a range"
        kind = self._values.dtype
        self._lowest, self._highest = _bound((one.lowest, 0), kind), _bound((one.highest, 1), kind)
        self._cuts = [_bound(cut, kind) for cut in digits.atoms.cuts]
        self._base = 1 - digits.first
        self._none = int(vocabulary.look_up([None])[0])

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits; see `Reader`."""
        values = self._values[begin:end]
        out.fill(self._base)
        for cut in self._cuts:
            # A byte of yes or no is 1 or 0: read as such it is added without being converted.
            np.add(out, (values >= cut).view(np.uint8), out=out)
        bad: Codes | None = None
        if len(values) and not (values.min() >= self._lowest and values.max() < self._highest):
            bad = ~((values >= self._lowest) & (values < self._highest))
        if self._given is not None:
            valid = self._given.between(begin, end)
            put_unknown(out, valid, self._none)
            bad = None if bad is None else bad & valid
            if self._none == self._vocabulary.bad:
                bad = ~valid if bad is None else bad | ~valid
        return None if bad is None or not bad.any() else bad

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used; see `Reader`."""
        values = self._values[begin:end]
        given = np.ones(len(values), dtype=bool) if self._given is None else self._given.between(begin, end)
        rows = np.flatnonzero(bad & ~given)
        if len(rows):
            yield Wrong(rows.tolist(), self._vocabulary.problem(None))
        rows = np.flatnonzero(bad & given & (values != values))  # noqa: PLR0124 - only what is no number differs from itself
        if len(rows):
            yield Wrong(rows.tolist(), self._vocabulary.problem(nan))
        rows = np.flatnonzero(bad & given & (values == values))  # noqa: PLR0124 - see above
        for value in np.unique(values[rows]).tolist():
            yield Wrong(rows[values[rows] == value].tolist(), self._vocabulary.problem(value))


def _bound(cut: tuple[float, int], kind: Any) -> Any:
    """Return the least number of a type that passes a cut."""
    bound, above = cut
    if kind.kind in "iu":
        return floor(bound) + 1 if above else ceil(bound)
    return np.nextafter(kind.type(bound), kind.type(inf)) if above else kind.type(bound)
