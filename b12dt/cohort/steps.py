"""What is done to a chunk of patients for one decision: a number from its columns, then one look-up of all it states.

A step reads and writes *slots*: columns of small codes, one for each patient of the chunk. It holds nothing of a chunk
itself, so that several threads may take the same step on chunks of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from b12dt.cohort.digits import Codes
from b12dt.cohort.lazy import Merge
from b12dt.cohort.look_up import BYTES, Table
from b12dt.cohort.machine import Coded

CHUNK = 1 << 16
"""Patients taken together: so many that the calls do not matter, and few enough that a slot stays in a core's own cache."""
SHORT, FOUR_BYTES = 1 << 16, 4
SUMS, WORDS, PART = 1 << 8, 1 << 9, 1 << 10
"""Where in the room the numbers of several runs stand, a table's words, and the parts of a wide one: apart from the runs."""


class Work:
    """The slots of one chunk, and room to reckon in. Each thread has its own."""

    def __init__(self, types: Sequence[Any], rows: int = CHUNK) -> None:
        """Make room for slots of these types."""
        self.rows = 0
        self.own = [np.zeros(rows, dtype=one) for one in types]
        self.slots: list[Codes] = list(self.own)
        self._room: dict[tuple[Any, int], Codes] = {}
        self._most = rows

    def room(self, kind: Any, place: int = 0) -> Codes:
        """Return an array to write in; the same one for the same place, until the next step."""
        found = self._room.get((kind, place))
        if found is None:
            found = self._room[kind, place] = np.empty(self._most, dtype=kind)
        return found[: self.rows]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a number is reckoned from: a slot, how many codes it may hold, and the class of each, if merged."""

    slot: int
    size: int
    merge: Table | None

    def read(self, work: Work) -> Codes:
        """Return its codes for the chunk."""
        codes = work.slots[self.slot]
        return codes if self.merge is None else self.merge.of(codes)


@dataclass(frozen=True, slots=True)
class Index:
    """The number of each patient's combination of columns, row-major: first in bytes, as far as these reach."""

    runs: tuple[tuple[Column, ...], ...]
    sizes: tuple[int, ...]

    def of(self, work: Work) -> Codes:
        """Return the numbers, ready to look up with."""
        if not self.runs:
            return np.zeros(work.rows, dtype=np.uint8)
        parts = [self._run(work, place, run) for place, run in enumerate(self.runs)]
        found = parts[0]
        kind = np.uint16 if prod(self.sizes) < SHORT else np.uint32
        for place, (size, part) in enumerate(zip(self.sizes[1:], parts[1:], strict=True)):
            sums = work.room(kind, SUMS + place % 2)
            np.multiply(found, size, out=sums, dtype=kind, casting="unsafe")
            np.add(sums, part, out=sums, dtype=kind, casting="unsafe")
            found = sums
        return found

    def _run(self, work: Work, place: int, run: tuple[Column, ...]) -> Codes:
        found = run[0].read(work)
        for column in run[1:]:
            sums = work.room(np.uint8, place)
            np.multiply(found, column.size, out=sums, casting="unsafe")
            np.add(sums, column.read(work), out=sums, casting="unsafe")
            found = sums
        return found


def index_of(columns: Iterable[tuple[int, int, Codes | None]]) -> Index:
    """Return how columns make a number; of each its slot, its size, and how its codes are merged."""
    runs: list[list[Column]] = []
    sizes: list[int] = []
    for slot, size, merge in columns:
        column = Column(slot, size, None if merge is None else Table(merge))
        if runs and sizes[-1] * size <= BYTES and max(sizes[-1], size) < BYTES:
            runs[-1].append(column)
            sizes[-1] *= size
        else:
            runs.append([column])
            sizes.append(size)
    return Index(tuple(tuple(run) for run in runs), tuple(sizes))


@dataclass(frozen=True, slots=True)
class Pack:
    """Several short columns of a table in one word, so that one look-up finds them all. `parts`: slot and bytes."""

    words: Table
    parts: tuple[tuple[int, int], ...]

    def unpack(self, index: Codes, work: Work) -> None:
        """Look the words up and take them apart."""
        words = found = self.words.of(index)
        shift = 0
        for slot, size in self.parts:
            if shift:
                words = np.right_shift(found, shift, out=work.room(found.dtype.type, WORDS))
            np.copyto(work.slots[slot], words, casting="unsafe")
            shift += 8 * size


def packed(columns: Sequence[tuple[int, Codes]]) -> Iterator[Pack]:
    """Return the columns of a table, each with its slot, in as few words as hold them."""
    waiting = list(columns)
    while waiting:
        taken = [waiting.pop(0)]
        for one in list(waiting):
            if sum(codes.itemsize for _, codes in (*taken, one)) <= FOUR_BYTES:
                taken.append(one)
                waiting.remove(one)
        if len(taken) == 1:
            yield Pack(Table(taken[0][1]), ((taken[0][0], 0),))
            continue
        words, shift = np.zeros(len(taken[0][1]), dtype=np.uint32), 0
        for _, codes in taken:
            words |= codes.astype(np.uint32) << np.uint32(shift)
            shift += 8 * codes.itemsize
        yield Pack(
            Table(words.astype(np.uint16 if shift <= 16 else np.uint32)),  # noqa: PLR2004 - bits of a short word
            tuple((slot, codes.itemsize) for slot, codes in taken),
        )


@dataclass(frozen=True, slots=True)
class LookUp:
    """A table small enough to hold what it states for every combination of its columns."""

    index: Index
    packs: tuple[Pack, ...]

    def take(self, work: Work) -> None:
        """Fill the slots of the decision."""
        index = self.index.of(work)
        for one in self.packs:
            one.unpack(index, work)


@dataclass(frozen=True, slots=True)
class Gather:
    """A decision whose states are numbered as patients come. `parts`: slots, or numbers of a table's combinations.

    `state` is the slot of the number; `told` are the columns that other decisions need of it, each with its slot.
    """

    parts: tuple[int | tuple[Index, Table | None], ...]
    merge: Merge[Any]
    state: int
    told: tuple[tuple[int, Coded], ...]

    def take(self, work: Work) -> None:
        """Fill the slots of the decision."""
        parts = [self._part(work, place, one) for place, one in enumerate(self.parts)]
        found = self.merge.of(parts)
        np.copyto(work.slots[self.state], found, casting="unsafe")
        for slot, coded in self.told:
            np.copyto(work.slots[slot], Table(coded.codes).of(found), casting="unsafe")

    def _part(self, work: Work, place: int, part: int | tuple[Index, Table | None]) -> Codes:
        if isinstance(part, int):
            return work.slots[part]
        index, sets = part
        numbers = index.of(work)
        if sets is not None:
            return sets.of(numbers)
        found = work.room(numbers.dtype.type, PART + place)
        np.copyto(found, numbers)
        return found


Step = LookUp | Gather
