"""Atoms and rule masks: the idea the compiler rests on.

The values of a variable fall into **atoms**: the largest groups that no cell in the guideline tells apart. If the
cells on platelets say `< 10`, `[10..25)`, `[25..50]` and `> 50`, its atoms are *unknown* and these four stretches,
and a count of 30 can never be treated otherwise than one of 31. So there is a finite number of patients to think of.

A cell is then a set of atoms, kept as the bits of one integer, its **mask**: `-` is all bits, `unknown` is bit 0. A
**rule** is a box: one mask a column. It is met by the patients whose atom, in every column, is in the mask. Whether
two rules overlap, whether a rule is buried under others, whether some patient meets none: each is a question about
boxes, answered by `&`, `|` and `~`, exactly, for every possible patient.

What holds several values at once (a plan, a list of reasons) has an atom for each combination of the codes that
cells mention, so that its cells are masks like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from b12dt.model import UNKNOWN, Anything, Has, Input, Interval, Kind, OneOf, Output, UnaryTest, Variable, Within
from b12dt.runtime.structure import Atoms

MOST_CODES = 12
"""Codes of a `several of` variable that cells may tell apart: they make 2**12 combinations."""

Cut = tuple[float, int]
"""A place between numbers: (bound, 0) just below the bound, (bound, 1) just above it. Bounds have at most 15 digits,
so that equal decimals are equal floats and no others are."""


def atoms_of(variable: Variable, tests: Iterable[UnaryTest], *, may_be_nothing: bool = False) -> Atoms:
    """Return the atoms of a variable, given every test that the guideline makes on it.

    `may_be_nothing`: an output that can be without a value, which is then unknown.
    """
    values = variable.words
    codes = tuple(value.code for value in values if value.code != UNKNOWN)
    can_be_unknown = variable.may_be_unknown if isinstance(variable, Input) else len(codes) < len(values)
    cuts: tuple[Cut, ...] = ()
    if variable.kind is Kind.CATEGORY:
        known = (2 << len(codes)) - 2
    elif variable.kind is Kind.SEVERAL:
        # What a table collects is known: `unknown` among it is a word like any other.
        codes = codes if isinstance(variable, Input) else tuple(value.code for value in values)
        mentioned = {code for test in tests if isinstance(test, Has) for code in test.codes}
        can_be_unknown = isinstance(variable, Input) and variable.may_be_unknown
        codes = tuple(code for code in codes if code in mentioned)
        known = (2 << (1 << len(codes))) - 2
    else:
        cuts = tuple(sorted({cut for test in tests if isinstance(test, Within) for cut in _cuts(test)}))
        known = _possible(cuts, variable)
    return Atoms(variable.kind.value, codes, cuts, known | can_be_unknown | may_be_nothing)


def size(atoms: Atoms) -> int:
    """Return the number of atoms, unknown among them whether or not it can occur."""
    return atoms.domain.bit_length()


def mask_of(test: UnaryTest, atoms: Atoms) -> int:
    """Return the atoms that meet a test, as bits; only those that can occur."""
    match test:
        case Anything():
            return atoms.domain
        case OneOf(codes=codes):
            # A code that cannot occur, because two versions of a dictionary are compared, is no atom.
            places = {UNKNOWN: 0} | {code: place for place, code in enumerate(atoms.codes, 1)}
            bits = sum(1 << places[code] for code in set(codes) if code in places)
        case Has(codes=codes):
            bits = _mask_of_combinations(codes, atoms)
        case Within(intervals=intervals, unknown=unknown):
            bits = int(unknown)
            for interval in intervals:
                bits |= _stretches(atoms.cuts, interval)
    return atoms.domain & (~bits if test.negated else bits)


def _cuts(test: Within) -> Iterable[Cut]:
    return (cut for interval in test.intervals for cut in _ends(interval) if cut is not None)


def _ends(interval: Interval) -> tuple[Cut | None, Cut | None]:
    low = None if interval.low is None else (float(interval.low), 0 if interval.low_closed else 1)
    high = None if interval.high is None else (float(interval.high), 1 if interval.high_closed else 0)
    return low, high


def _stretches(cuts: tuple[Cut, ...], whole: Interval) -> int:
    """Return the atoms of the stretches between `cuts` that lie within `whole`, as bits."""
    low, high = _ends(whole)
    bits = 0
    for stretch, (begins, ends) in enumerate(pairwise((None, *cuts, None))):
        after_low = low is None or (begins is not None and begins >= low)
        before_high = high is None or (ends is not None and ends <= high)
        if after_low and before_high:
            bits |= 1 << (stretch + 1)
    return bits


def _possible(cuts: tuple[Cut, ...], variable: Variable) -> int:
    """Return the atoms of the stretches that hold a number of the allowed range, as bits."""
    lowest, highest = _range(variable)
    bits = 0
    for stretch, (begins, ends) in enumerate(pairwise((None, *cuts, None))):
        below = lowest is not None and ends is not None and ends <= (lowest, 0)
        above = highest is not None and begins is not None and begins >= (highest, 1)
        if not (below or above):
            bits |= 1 << (stretch + 1)
    return bits


def _range(variable: Variable) -> tuple[float | None, float | None]:
    if isinstance(variable, Output) or variable.lowest is None or variable.highest is None:
        return None, None
    return float(variable.lowest), float(variable.highest)


def sample_of(atom: int, atoms: Atoms, variable: Variable) -> str | tuple[str, ...] | float | None:
    """Return a value that lies in an atom, as a clinician might have it; None for an unknown number."""
    if atom == 0:
        return {Kind.NUMBER: None, Kind.SEVERAL: (UNKNOWN,)}.get(variable.kind, UNKNOWN)
    if variable.kind is Kind.CATEGORY:
        return atoms.codes[atom - 1]
    if variable.kind is Kind.SEVERAL:
        return tuple(code for i, code in enumerate(atoms.codes) if (atom - 1) >> i & 1)
    lowest, highest = _range(variable)
    begins = atoms.cuts[atom - 2] if atom > 1 else None
    ends = atoms.cuts[atom - 1] if atom <= len(atoms.cuts) else None
    if begins is None or (lowest is not None and begins < (lowest, 0)):
        begins = (lowest, 0) if lowest is not None else None
    if ends is None or (highest is not None and ends > (highest, 1)):
        ends = (highest, 1) if highest is not None else None
    return _number_between(begins, ends)


def _number_between(begins: Cut | None, ends: Cut | None) -> float:
    """Return the plainest number between two cuts: a bound that is included, else a whole number, else the middle."""
    if begins is None:
        return 0.0 if ends is None else ends[0] - 1
    if begins[1] == 0:
        return begins[0]
    above = float(int(begins[0]) + 1)
    if ends is None or (above, 0.5) < ends:
        return above
    middle = (begins[0] + ends[0]) / 2
    return next((short for digits in range(1, 16) if begins < (short := round(middle, digits), 0.5) < ends), middle)


def _mask_of_combinations(codes: Iterable[str], atoms: Atoms) -> int:
    wanted = sum(1 << i for i, code in enumerate(atoms.codes) if code in codes)
    bits = int(UNKNOWN in codes and UNKNOWN not in atoms.codes)
    for combination in range(1 << len(atoms.codes)):
        if combination & wanted:
            bits |= 1 << (combination + 1)
    return bits


def test_of(mask: int, atoms: Atoms, variable: Variable) -> UnaryTest | None:
    """Return the test that a mask stands for, None where only a list of combinations of several values would say it."""
    if mask == atoms.domain:
        return Anything()
    if variable.kind is Kind.CATEGORY:
        return _one_of(mask, atoms)
    if variable.kind is Kind.NUMBER:
        return Within(intervals=tuple(_intervals(mask, atoms)), unknown=bool(mask & 1))
    for negated in (False, True):
        wanted = atoms.domain & ~mask if negated else mask
        codes = tuple(code for code in atoms.codes if not mask_of(Has(codes=(code,)), atoms) & ~wanted)
        test = Has(codes=(*codes, UNKNOWN) if wanted & 1 and UNKNOWN not in atoms.codes else codes, negated=negated)
        if mask_of(test, atoms) == mask:
            return test
    return None


def _one_of(mask: int, atoms: Atoms) -> OneOf:
    """Return the codes of a mask, or, where that is shorter, those it leaves out."""

    def codes(bits: int) -> tuple[str, ...]:
        known = tuple(code for i, code in enumerate(atoms.codes) if bits >> (i + 1) & 1)
        return (*known, UNKNOWN) if bits & 1 else known

    listed, others = codes(mask), codes(atoms.domain & ~mask)
    # `not(...)` of known values holds for unknown, too: it is used only where unknown is among the values meant.
    return OneOf(codes=others, negated=True) if len(others) < len(listed) else OneOf(codes=listed)


def _intervals(mask: int, atoms: Atoms) -> Iterable[Interval]:
    bounds: list[Cut | None] = [None, *atoms.cuts, None]
    atom, last = 1, len(atoms.cuts) + 1
    while atom <= last:
        if not mask >> atom & 1:
            atom += 1
            continue
        first = atom
        while atom < last and (mask >> (atom + 1) & 1):
            atom += 1
        low, high = bounds[first - 1], bounds[atom]
        # Nothing possible lies below the first atom of the range, or above its last: no bound is needed there.
        low = low if atoms.domain & ((1 << first) - 2) else None
        high = high if atoms.domain >> (atom + 1) else None
        yield Interval(
            low=None if low is None else Decimal(str(low[0])).normalize(),
            low_closed=low is not None and low[1] == 0,
            high=None if high is None else Decimal(str(high[0])).normalize(),
            high_closed=high is not None and high[1] == 1,
        )
        atom += 1
