"""Numbers for what several look-ups find together: given out when a patient first has it, so that nothing explodes.

The combinations of wide tables, and of the tables that a summary unites, are too many to be listed. Those that a
cohort has are few. Part by part, what was found so far and what the next part found are a pair; each pair is numbered
once, and kept in a table in which all later patients are looked up: a decision diagram that grows where it is walked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

import numpy as np

from b12dt.cohort.digits import Codes
from b12dt.cohort.look_up import Table
from b12dt.cohort.states import Interned

MOST_PAIRS = 1 << 22
"""Entries of the table of one level; beyond it pairs are looked up one by one."""
NONE = -1

Payload = TypeVar("Payload", bound=Hashable)


class _Level:
    """The pairs of one level, numbered by `name`, which is called with the lock held."""

    def __init__(self, name: Callable[[int, int], int], lock: Lock) -> None:
        self._name = name
        self._lock = lock
        self._named: dict[tuple[int, int], int] = {}
        self._table: Codes = np.full((1, 1), NONE, dtype=np.int32)

    def of(self, left: Codes, right: Codes) -> Codes:
        """Return the number of each pair."""
        if not len(left):
            return np.zeros(0, dtype=np.int32)
        table = self._table
        needed = int(left.max()) + 1, int(right.max()) + 1
        if needed[0] > table.shape[0] or needed[1] > table.shape[1]:
            grown = self._grown(needed)
            if grown is None:
                return self._one_by_one(left, right)
            table = grown
        # A table has a power of two columns, and no more entries than 32 bits count.
        keys = left.astype(np.int32)
        keys <<= table.shape[1].bit_length() - 1
        np.add(keys, right, out=keys, casting="unsafe")
        pairs = Table(table.reshape(-1))
        found = pairs.of(keys)
        if int(found.min()) < 0:
            missing = np.unique(keys[found < 0])
            with self._lock:
                # The table may have been replaced by a larger one meanwhile; this one still serves this chunk.
                for key in missing.tolist():
                    table.flat[key] = self._number(*divmod(key, table.shape[1]))
            found = pairs.of(keys)
        return found

    def _number(self, left: int, right: int) -> int:
        number = self._named.get((left, right))
        if number is None:
            number = self._named[left, right] = self._name(left, right)
        return number

    def _grown(self, needed: tuple[int, int]) -> Codes | None:
        """Return a table that has room, None where it would be too large."""
        with self._lock:
            old = self._table
            rows, columns = (
                max(have, 1 << (want - 1).bit_length()) for have, want in zip(old.shape, needed, strict=True)
            )
            if rows * columns > MOST_PAIRS:
                return None
            self._table = table = np.full((rows, columns), NONE, dtype=np.int32)
            table[: old.shape[0], : old.shape[1]] = old
        return table

    def _one_by_one(self, left: Codes, right: Codes) -> Codes:
        keys = (left.astype(np.int64) << 32) | right.astype(np.int64)
        pairs, places = np.unique(keys, return_inverse=True)
        with self._lock:
            numbers = [self._number(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs.tolist()]
        return np.array(numbers, dtype=np.int32)[places]


class Merge(Generic[Payload]):
    """The parts of a decision brought together: each part narrows down, or adds to, what was found before it.

    `first` says what the number of the first part stands for, `join` what it is together with the number of the next
    part at `place`, `last` gives the number of the whole. All three are called with the lock held.
    """

    def __init__(
        self,
        parts: int,
        first: Callable[[int], Payload],
        join: Callable[[Payload, int, int], Payload],
        last: Callable[[Payload], int],
        lock: Lock,
    ) -> None:
        """Make the levels between the parts; a single part has one, too."""
        self._first, self._join, self._last = first, join, last
        self._found = [Interned[Payload]() for _ in range(max(parts - 2, 0))]
        self._levels = [_Level(self._namer(place, parts), lock) for place in range(max(parts - 1, 1))]

    def of(self, parts: Sequence[Codes]) -> Codes:
        """Return the number of each patient's whole from the numbers of the parts."""
        found = parts[0]
        for level, part in zip(self._levels, parts[1:] or [np.zeros_like(found)], strict=True):
            found = level.of(found, part)
        return found

    def _namer(self, place: int, parts: int) -> Callable[[int, int], int]:
        def name(left: int, right: int) -> int:
            payload = self._found[place - 1].all[left] if place else self._first(left)
            if parts > 1:
                payload = self._join(payload, place + 1, right)
            return self._last(payload) if place == len(self._levels) - 1 else self._found[place].place(payload)

        return name
