"""A table of everything a decision table can be asked: the rules that are met, for each combination of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from b12dt.cohort.digits import Codes, Digits
from b12dt.runtime.structure import Decision

WORD = 64
MOST_CELLS = 1 << 13
"""Combinations of a table's columns up to which the atoms are used as they are: such a table fits the nearest cache."""
MOST_MERGED = 1 << 16
"""Combinations of merged classes up to which one look-up answers; a larger table is taken in several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A column of a table as it is asked: the digits of `path`, or through `merge` the class of each digit.

    `bits` tells for each rule which of its classes it allows; `gap` is the class of no answer, `possible` those that occur.
    """

    path: str
    size: int
    merge: Codes | None
    bits: NDArray[np.bool_]
    possible: NDArray[np.bool_]
    gap: int | None


def asked(decision: Decision, digits: Sequence[Digits]) -> tuple[Asked, ...]:
    """Return the columns of a table, their atoms merged where the table would grow too large otherwise."""
    columns = [_plain(decision, place, one) for place, one in enumerate(digits)]
    # The column that shrinks most goes first; each merged one costs a look-up for every patient.
    merged = {place: _merged(one) for place, one in enumerate(columns)}
    for place in sorted(merged, key=lambda place: merged[place].size / columns[place].size):
        if prod(one.size for one in columns) <= MOST_CELLS:
            break
        if merged[place].size < columns[place].size:
            columns[place] = merged[place]
    return tuple(columns)


def _plain(decision: Decision, place: int, digits: Digits) -> Asked:
    bits = np.array([digits.bits(rule.masks[place]) for rule in decision.rules], dtype=bool)
    possible = digits.bits(digits.atoms.domain)
    if digits.silent:
        possible[digits.gap] = True
    return Asked(
        path=decision.inputs[place],
        size=digits.size,
        merge=None,
        bits=bits.reshape(len(decision.rules), digits.size),
        possible=possible,
        gap=digits.gap if digits.silent else None,
    )


def _merged(column: Asked) -> Asked:
    """Return a column with those digits made one that no rule tells apart."""
    kept: dict[Any, int] = {}
    merge = np.zeros(column.size, dtype=np.uint32)
    for digit in np.flatnonzero(column.possible).tolist():
        same: Any = None if digit == column.gap else column.bits[:, digit].tobytes()
        merge[digit] = kept.setdefault(same, len(kept))
    first = [int(np.flatnonzero(column.possible & (merge == place))[0]) for place in range(len(kept))]
    return Asked(
        path=column.path,
        size=len(kept),
        merge=merge.astype(np.uint8 if len(kept) <= 1 << 8 else np.uint32),
        bits=column.bits[:, first],
        possible=np.ones(len(kept), dtype=bool),
        gap=kept.get(None),
    )


def groups(columns: Sequence[Asked]) -> list[list[Asked]]:
    """Return the columns in groups each small enough for one look-up; nearly always in one."""
    found: list[list[Asked]] = [[]]
    for one in columns:
        if found[-1] and prod(each.size for each in found[-1]) * one.size > MOST_MERGED:
            found.append([])
        found[-1].append(one)
    return found


def cells(columns: Sequence[Asked], rules: int) -> tuple[Codes, list[int | None]]:
    """Return for every combination of the columns, in row-major order, which of the found sets of rules it meets.

    The sets are bitmasks of the rules' places; None is the set of a combination with no answer in some column.
    """
    shape = tuple(one.size for one in columns)
    words = np.zeros((prod(shape), rules // WORD + 1), dtype=np.uint64)
    for place in range(rules):
        met = _every([one.bits[place] for one in columns])
        words[:, place // WORD] |= met.astype(np.uint64) << np.uint64(place % WORD)
    answered = _every([np.arange(one.size) != (-1 if one.gap is None else one.gap) for one in columns])
    possible = _every([one.possible for one in columns])
    # The place of the answer goes with the rules: the last bit of the last word is no rule's.
    words[:, -1] |= (~answered).astype(np.uint64) << np.uint64(WORD - 1)
    # What cannot occur is never looked up, and must not add a set of its own.
    words[~possible] = words[int(np.argmax(possible))]
    sets, places = np.unique(words, axis=0, return_inverse=True)
    return places.reshape(-1), [_set_of(row) for row in sets]


def _every(columns: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Return for every combination whether it lies in each column's set."""
    met = np.ones(1, dtype=bool)
    for one in columns:
        met = np.logical_and.outer(met, one).reshape(-1)
    return met


def _set_of(words: NDArray[np.uint64]) -> int | None:
    bits = sum(int(word) << (WORD * place) for place, word in enumerate(words))
    return None if bits >> (WORD * len(words) - 1) else bits


def places(bits: int) -> Iterator[int]:
    """Return the places of the bits of a set of rules."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
