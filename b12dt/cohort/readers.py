"""From the columns of an Arrow table to digits: every value checked against the dictionary, as for one patient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor, inf, nan
from typing import Any, Protocol

import numpy as np

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.digits import Codes
from b12dt.cohort.given import Given, given_of, is_given, put_unknown
from b12dt.cohort.look_up import BYTES, Exchange, Table, exchange_of
from b12dt.cohort.vocabulary import Vocabulary
from b12dt.runtime.facts import EXACT, FactProblem, allowed
from b12dt.runtime.structure import Input

SINGLE_DIGITS = 6
"""Decimal digits that a 32-bit number keeps: bounds that have more cannot be compared with one."""
WRONG = 1 << 31
"""A bit that is no code's: of a list that holds something else."""
WORD = 8
"""Bytes of a word."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that cannot be used, and the rows of the chunk that hold it."""

    rows: list[int]
    problem: FactProblem


class Reader(Protocol):
    """A column of one batch. It reads any stretch of it, in any thread."""

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits of a stretch; return where it holds what cannot be used, None where it holds no such thing."""
        ...

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used in a stretch, with its rows."""
        ...


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
        values, codes = found.dictionary.to_pylist(), _places(found.indices)
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
    return _Entries(_values(column.indices), given_of(column.indices), digits, exchange_of(digits), none, flawed)


class Numbers:
    """A column of numbers: the digit is the count of cuts passed."""

    def __init__(self, column: Any, vocabulary: Vocabulary) -> None:
        """Take a column of whole numbers or floats."""
        self._values = _values(column)
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
        bits = _united_bytes(held.indices, known, ends)
        bad: Codes | None = None
        if bits is None:
            bits = _united(np.take(known, _places(held.indices)), ends)
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

    def _bits(self, values: Any) -> Codes:
        """Return for each value of a dictionary the bit of its code, `WRONG` where it is none; the last stands for nothing given."""
        places = {code: place for place, code in enumerate(self._vocabulary.digits.atoms.codes)}
        codes = [self._vocabulary.code(value) for value in (*values.to_pylist(), None)]
        return np.array(
            [WRONG if isinstance(one, FactProblem) else 1 << places[one] if one in places else 0 for one in codes],
            dtype=np.uint32,
        )

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


def _united_bytes(indices: Any, known: Codes, ends: Codes) -> Codes | None:
    """Return the bits of each list's members together; None where members or lists do not fit a word of eight bytes.

    Each word holds the members from where a list begins; those of the lists after it are shifted out, the others are laid
    upon one another.
    """
    lengths = np.diff(ends)
    fits = known[:-1].max(initial=0) < BYTES and lengths.max(initial=0) <= WORD and not indices.null_count
    exchange = exchange_of(known[:-1].astype(np.uint8)) if fits else None
    if exchange is None:
        return None
    members = np.zeros(len(indices) + WORD, dtype=np.uint8)
    np.copyto(members[:-WORD], _values(indices), casting="unsafe")
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
    codes = _places(held.indices)
    values = held.dictionary.to_pylist()
    for code in np.unique(codes).tolist():
        yield (None if code < 0 else values[code]), rows[codes == code]


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
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return Lists(column, vocabulary) if vocabulary.input.kind == "several of" else None
    if pa.types.is_integer(kind) or pa.types.is_float64(kind):
        # Whole numbers that no float keeps exactly are looked at one by one, as `evaluate` does.
        exact = all(abs(bound) < EXACT for bound in _bounds(vocabulary)) or pa.types.is_float64(kind)
        return Numbers(column, vocabulary) if vocabulary.input.kind == "number" and exact else Words(column, vocabulary)
    if pa.types.is_float32(kind):
        exact = all(_digits(bound) <= SINGLE_DIGITS for bound in _bounds(vocabulary))
        return Numbers(column, vocabulary) if exact else None
    if pa.types.is_string_view(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return Words(column.cast(pa.large_string()), vocabulary)
    if pa.types.is_dictionary(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind):
        return Words(column, vocabulary)
    return None


def _bounds(vocabulary: Vocabulary) -> list[float]:
    one = vocabulary.input
    ends = [end for end in (one.lowest, one.highest) if end is not None]
    return [*ends, *(bound for bound, _ in vocabulary.digits.atoms.cuts)] if one.kind == "number" else [inf]


def _digits(bound: float) -> float:
    return inf if bound in (inf, -inf) else len(repr(float(bound)).replace("-", "").replace(".", "").strip("0"))


def _values(column: Any) -> Codes:
    """Return the numbers of a column as they lie in memory; where none is given, any number may stand."""
    kind = np.dtype(column.type.to_pandas_dtype())
    buffer = column.buffers()[1]
    if buffer is None:
        return np.zeros(len(column), dtype=kind)
    return np.frombuffer(buffer, dtype=kind, count=len(column), offset=column.offset * kind.itemsize)


def _places(indices: Any) -> Codes:
    """Return the places of a dictionary, -1 where there is none; they may be counted in a type that knows no -1."""
    return indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)


def unreadable(one: Input, read: str) -> FactProblem:
    """Return the problem of a column whose type no value of the fact can have."""
    return FactProblem(one.name, read, "The column is of another type.", allowed(one))
