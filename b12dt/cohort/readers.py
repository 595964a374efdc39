"""From the columns of an Arrow table to digits: every value checked against the dictionary, as for one patient."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.column import Reader, Wrong
from b12dt.cohort.digits import Codes
from b12dt.cohort.read_lists import Lists
from b12dt.cohort.read_numbers import Numbers
from b12dt.cohort.read_words import Words
from b12dt.cohort.vocabulary import Vocabulary
from b12dt.runtime.facts import EXACT, FactProblem, allowed
from b12dt.runtime.structure import Input

ANOTHER_TYPE = "The column is of another type."
SINGLE_DIGITS = 6
"""Decimal digits that a 32-bit number keeps: bounds that have more cannot be compared with one."""


class Nothing:
    """A column in which nothing is given."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the fact."""
        self._vocabulary = vocabulary

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits; see `Reader`."""
        none = int(self._vocabulary.look_up([None])[0])
        out.fill(none)
        return np.ones(end - begin, dtype=bool) if none == self._vocabulary.bad else None

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used; see `Reader`."""
        yield Wrong(np.flatnonzero(bad[: end - begin]).tolist(), self._vocabulary.problem(None))


def reader(column: Any, vocabulary: Vocabulary) -> Reader | None:
    """Return what reads a column of a batch; None for a type that no value of the fact can have."""
    kind = column.type
    if pa.types.is_null(kind):
        return Nothing(vocabulary)
    if pa.types.is_fixed_size_list(kind):
        return reader(column.cast(pa.list_(kind.value_type)), vocabulary)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        known = vocabulary.input.kind == "several of" and _are_words(kind.value_type)
        return Lists(column, vocabulary) if known else None
    if pa.types.is_integer(kind) or pa.types.is_float64(kind):
        # Whole numbers that no float keeps exactly are looked at one by one, as `evaluate` does.
        exact = all(abs(bound) < EXACT for bound in _bounds(vocabulary)) or pa.types.is_float64(kind)
        return Numbers(column, vocabulary) if vocabulary.input.kind == "number" and exact else Words(column, vocabulary)
    if pa.types.is_float32(kind):
        exact = all(_digits(bound) <= SINGLE_DIGITS for bound in _bounds(vocabulary))
        return Numbers(column, vocabulary) if exact else None
    if pa.types.is_string_view(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return Words(column.cast(pa.large_string()), vocabulary)
    if pa.types.is_decimal32(kind) or pa.types.is_decimal64(kind):
        return Words(column.cast(pa.decimal128(kind.precision, kind.scale)), vocabulary)
    if pa.types.is_dictionary(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind):
        return Words(column, vocabulary)
    return None


def _are_words(kind: Any) -> bool:
    """Tell whether members of lists can be looked at one by one; those that are no words are refused each."""
    types = pa.types
    tests = (
        types.is_string,
        types.is_large_string,
        types.is_dictionary,
        types.is_null,
        types.is_boolean,
        types.is_integer,
    )
    return any(test(kind) for test in tests)


def _bounds(vocabulary: Vocabulary) -> list[float]:
    one = vocabulary.input
    ends = [end for end in (one.lowest, one.highest) if end is not None]
    return [*ends, *(bound for bound, _ in vocabulary.digits.atoms.cuts)] if one.kind == "number" else [inf]


def _digits(bound: float) -> float:
    return inf if bound in (inf, -inf) else len(repr(float(bound)).replace("-", "").replace(".", "").strip("0"))


def unreadable(one: Input, read: str) -> FactProblem:
    """Return the problem of a column whose type no value of the fact can have."""
    return FactProblem(one.name, read, ANOTHER_TYPE, allowed(one))
