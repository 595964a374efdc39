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
from b12dt.cohort.machine import Coded

CHUNK = 1 << 16
"""Patients taken together: so many that the calls do not matter, and few enough that a slot stays in a core's own cache."""
BYTE, SHORT, FOUR_BYTES = 1 << 8, 1 << 16, 4
WORDS, PART = 1 << 20, 1 << 21
"""Where in the room a table's words stand, and the parts of a wide one: apart from the columns."""


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
    merge: Codes | None

    def read(self, work: Work, place: int) -> Codes:
        """Return its codes for the chunk."""
        codes = work.slots[self.slot]
        if self.merge is None:
            return codes
        index = work.room(np.intp)
        np.copyto(index, codes)
        return np.take(self.merge, index, out=work.room(self.merge.dtype.type, place), mode="clip")


@dataclass(frozen=True, slots=True)
class Index:
    """The number of each patient's combination of columns, row-major: first in bytes, as far as these reach."""

    runs: tuple[tuple[Column, ...], ...]
    sizes: tuple[int, ...]

    def of(self, work: Work) -> Codes:
        """Return the numbers, ready to look up with."""
        index = work.room(np.intp)
        parts = [self._run(work, place, run) for place, run in enumerate(self.runs)]
        if not parts:
            index.fill(0)
            return index
        found = parts[0]
        kind = np.uint16 if prod(self.sizes) < SHORT else np.intp
        for place, (size, part) in enumerate(zip(self.sizes[1:], parts[1:], strict=True)):
            sums = work.room(kind, place % 2 + 1)
            np.multiply(found, size, out=sums, dtype=kind, casting="unsafe")
            np.add(sums, part, out=sums, dtype=kind, casting="unsafe")
            found = sums
        np.copyto(index, found)
        return index

    def _run(self, work: Work, place: int, run: tuple[Column, ...]) -> Codes:
        first, *others = (column.read(work, place * 8 + at) for at, column in enumerate(run))
        found = first
        for column, codes in zip(run[1:], others, strict=True):
            sums = work.room(np.uint8, -place - 1)
            np.multiply(found, column.size, out=sums, casting="unsafe")
            np.add(sums, codes, out=sums, casting="unsafe")
            found = sums
        return found


def index_of(columns: Iterable[tuple[int, int, Codes | None]]) -> Index:
    """Return how columns make a number; of each its slot, its size, and how its codes are merged."""
    runs: list[list[Column]] = []
    sizes: list[int] = []
    for slot, size, merge in columns:
        column = Column(slot, size, merge)
        if runs and sizes[-1] * size <= BYTE and max(sizes[-1], size) < BYTE:
            runs[-1].append(column)
            sizes[-1] *= size
        else:
            runs.append([column])
            sizes.append(size)
    return Index(tuple(tuple(run) for run in runs), tuple(sizes))


@dataclass(frozen=True, slots=True)
class Pack:
    """Several short columns of a table in one word, so that one look-up finds them all. `parts`: slot and bytes."""

    words: Codes
    parts: tuple[tuple[int, int], ...]

    def unpack(self, index: Codes, work: Work) -> None:
        """Look the words up and take them apart."""
        if len(self.parts) == 1:
            np.take(self.words, index, out=work.slots[self.parts[0][0]], mode="clip")
            return
        words = np.take(self.words, index, out=work.room(self.words.dtype.type, WORDS), mode="clip")
        for place, (slot, _) in enumerate(self.parts):
            if place:
                np.right_shift(words, 8 * self.parts[place - 1][1], out=words)
            np.copyto(work.slots[slot], words, casting="unsafe")


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
            yield Pack(taken[0][1], ((taken[0][0], 0),))
            continue
        words, shift = np.zeros(len(taken[0][1]), dtype=np.uint32), 0
        for _, codes in taken:
            words |= codes.astype(np.uint32) << np.uint32(shift)
            shift += 8 * codes.itemsize
        yield Pack(
            words.astype(np.uint16 if shift <= 16 else np.uint32),  # noqa: PLR2004 - bits of a short word
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

    parts: tuple[int | tuple[Index, Codes | None], ...]
    merge: Merge[Any]
    state: int
    told: tuple[tuple[int, Coded], ...]

    def take(self, work: Work) -> None:
        """Fill the slots of the decision."""
        parts = [self._part(work, place, one) for place, one in enumerate(self.parts)]
        found = self.merge.of(parts)
        np.copyto(work.slots[self.state], found, casting="unsafe")
        if not self.told:
            return
        index = work.room(np.intp)
        np.copyto(index, found)
        for slot, coded in self.told:
            np.copyto(work.slots[slot], np.take(coded.codes, index, mode="clip"), casting="unsafe")

    def _part(self, work: Work, place: int, part: int | tuple[Index, Codes | None]) -> Codes:
        if isinstance(part, int):
            return work.slots[part]
        index, sets = part
        if sets is None:
            found = work.room(np.uint32, PART + place)
            np.copyto(found, index.of(work), casting="unsafe")
            return found
        return np.take(sets, index.of(work), out=work.room(np.uint32, PART + place), mode="clip")


Step = LookUp | Gather
