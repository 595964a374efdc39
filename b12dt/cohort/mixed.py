"""A column whose values are of several types, as pandas and polars keep any Python objects: each is looked at as `evaluate` would."""

from __future__ import annotations

import reprlib
from collections.abc import Hashable, Iterable
from decimal import Decimal
from math import nan
from numbers import Integral
from typing import Any, cast

from b12dt.cohort.arrow import pa

_TEXT, _BOOL, _INT, _FLOAT, _DECIMAL, _LIST = range(6)
_TYPES = (pa.string(), pa.bool_(), pa.int64(), pa.float64(), pa.decimal256(76, 38), pa.list_(pa.string()))
_WHOLE = 1 << 63
_DIGITS = 38
"""Digits before and behind the point that are kept; no bound of a fact has as many."""


def mixed_column(values: Iterable[Any]) -> Any:
    """Return values, None where nothing is given, as a dictionary array of them: a text, a number and a list stay what they are."""
    places: dict[Hashable, int] = {}
    members: list[tuple[int, Any]] = []
    codes: list[int | None] = []
    for value in values:
        if value is None:
            codes.append(None)
            continue
        member = _member(value)
        key = (*member[:1], tuple(member[1])) if member[0] == _LIST else member
        place = places.setdefault(key, len(members))
        if place == len(members):
            members.append(member)
        codes.append(place)
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), _union(members))


def _member(value: Any) -> tuple[int, Any]:
    """Return a value with its place among the types; what no fact can be becomes a text that no fact has."""
    match value:
        case str():
            return _TEXT, _text(value)
        case bool():
            return _BOOL, value
        case Integral() if -_WHOLE <= int(value) < _WHOLE:
            return _INT, int(value)
        case Integral() if abs(int(value)) < 10**_DIGITS:
            return _DECIMAL, Decimal(int(value))
        case float():
            return _FLOAT, float(value)
        case Decimal() if not value.is_finite():
            return _FLOAT, nan if value.is_nan() else float(value)
        case Decimal() if value.adjusted() < _DIGITS and int(value.as_tuple().exponent) >= -_DIGITS:
            return _DECIMAL, value
        case list() | tuple() | set() | frozenset():
            words = cast("Iterable[Any]", value)
            return _LIST, [_text(word) if isinstance(word, str) else _described(word) for word in words]
        case _:
            return _TEXT, _described(value)


def _text(text: str) -> str:
    """Return a text; half a sign, which no file holds, written out."""
    return str.__str__(text).encode(errors="backslashreplace").decode()


def _described(value: Any) -> str:
    return f"{type(value).__name__}: {reprlib.repr(value)}"


def _union(members: list[tuple[int, Any]]) -> Any:
    """Return members as an array in which each has a type of its own."""
    held: list[list[Any]] = [[] for _ in _TYPES]
    offsets: list[int] = []
    for kind, value in members:
        offsets.append(len(held[kind]))
        held[kind].append(value)
    return pa.UnionArray.from_dense(
        pa.array([kind for kind, _ in members], pa.int8()),
        pa.array(offsets, pa.int32()),
        [pa.array(one, kind) for one, kind in zip(held, _TYPES, strict=True)],
    )
