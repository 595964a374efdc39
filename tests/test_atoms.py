"""Atoms and masks: a cell's mask holds exactly the atoms whose values meet the cell."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.atoms import atoms_of, mask_of, sample_of, size
from b12dt.check.conditions import meets
from b12dt.model import UNKNOWN, Anything, Has, Input, Interval, Kind, UnaryTest, Within
from b12dt.runtime.atoms import atom_of
from tests.support.models import category, cell, conditions, intervals, number, output, points, several

VARIABLES = [
    number("n", "0", "10"),
    number("n", "-5", "7.5", may_be_unknown=False),
    category("c"),
    category("c", may_be_unknown=False, default="a"),
    several("s", "abcd"),
    several("s", may_be_unknown=False, default=()),
    output("t.n", kind=Kind.NUMBER),
    output("t.c", ["x", "unknown", "y"]),
    output("t.s", kind=Kind.SEVERAL),
]


def _tests(variable: Any) -> st.SearchStrategy[list[UnaryTest]]:
    return st.lists(conditions(variable), min_size=1, max_size=6)


@settings(max_examples=400)
@given(st.sampled_from(VARIABLES).flatmap(lambda one: st.tuples(st.just(one), _tests(one))))
def test_a_value_meets_a_test_iff_its_atom_is_in_the_mask(made: tuple[Any, list[UnaryTest]]) -> None:
    """For every test and every value: it meets the test if and only if the mask holds its atom."""
    variable, tests = made
    atoms = atoms_of(variable, tests)
    for value in points(variable, tests):
        atom = atom_of(value, atoms)
        assert atoms.domain >> atom & 1, value
        for test in tests:
            assert bool(mask_of(test, atoms) >> atom & 1) == meets(test, value), (test, value)


@settings(max_examples=300)
@given(_tests(VARIABLES[0]), st.lists(st.floats(0, 10), min_size=1, max_size=20))
def test_any_float_meets_a_test_iff_its_atom_is_in_the_mask(tests: list[UnaryTest], numbers: list[float]) -> None:
    """The same for arbitrary floats, not only those beside a threshold."""
    atoms = atoms_of(VARIABLES[0], tests)
    for value in numbers:
        atom = atom_of(value, atoms)
        assert all(bool(mask_of(test, atoms) >> atom & 1) == meets(test, value) for test in tests)


@settings(max_examples=300)
@given(st.sampled_from(VARIABLES).flatmap(lambda one: st.tuples(st.just(one), _tests(one))))
def test_samples_lie_in_their_atoms(made: tuple[Any, list[UnaryTest]]) -> None:
    """The value that stands for an atom lies in it, and in the allowed range."""
    variable, tests = made
    atoms = atoms_of(variable, tests)
    for atom in range(size(atoms)):
        if atoms.domain >> atom & 1:
            sample = sample_of(atom, atoms, variable)
            assert atom_of(sample, atoms) == atom
            if isinstance(variable, Input) and isinstance(sample, float):
                assert variable.lowest is not None
                assert variable.highest is not None
                assert variable.lowest <= Decimal(sample) <= variable.highest


@given(st.lists(st.decimals("0", "1", places=14, allow_nan=False), min_size=1, max_size=5, unique=True))
def test_samples_between_close_thresholds(bounds: list[Decimal]) -> None:
    """Thresholds may be as close as fifteen digits allow; samples still lie in their atoms."""
    variable = number("n", "0", "1")
    atoms = atoms_of(variable, [Within(intervals=(Interval(low=bound),)) for bound in bounds])
    for atom in range(size(atoms)):
        if atoms.domain >> atom & 1:
            assert atom_of(sample_of(atom, atoms, variable), atoms) == atom


@settings(max_examples=300)
@given(st.lists(intervals(), min_size=1, max_size=5), st.booleans())
def test_neighbouring_atoms_of_numbers_are_told_apart(taken: list[Interval], negated: bool) -> None:
    """Two neighbouring stretches of numbers are different atoms only where some test tells them apart."""
    variable = number("n", "0", "12")
    tests = [Within(intervals=(one,), negated=negated) for one in taken]
    atoms = atoms_of(variable, tests)
    known = [atom for atom in range(1, size(atoms)) if atoms.domain >> atom & 1]
    for left, right in pairwise(known):
        assert any((mask_of(test, atoms) >> left ^ mask_of(test, atoms) >> right) & 1 for test in tests), (left, right)


@settings(max_examples=200)
@given(st.lists(intervals(-3, 15), min_size=1, max_size=5), st.booleans())
def test_the_domain_is_what_can_occur(taken: list[Interval], may_be_unknown: bool) -> None:
    """An atom is in the domain if and only if an allowed value lies in it; unknown where it is allowed."""
    variable = number("n", "0", "10", may_be_unknown=may_be_unknown)
    tests: list[UnaryTest] = [Within(intervals=(one,)) for one in taken]
    atoms = atoms_of(variable, tests)
    occurring = {atom_of(value, atoms) for value in points(variable, tests)}
    assert {atom for atom in range(size(atoms)) if atoms.domain >> atom & 1} == occurring


@given(st.sampled_from(VARIABLES).flatmap(lambda one: st.tuples(st.just(one), _tests(one))))
def test_masks_are_within_the_domain(made: tuple[Any, list[UnaryTest]]) -> None:
    """No mask holds what cannot occur, `-` holds all that can, and a test and its contrary share nothing and leave nothing out."""
    variable, tests = made
    atoms = atoms_of(variable, tests)
    assert mask_of(Anything(), atoms) == atoms.domain
    for test in tests:
        mask = mask_of(test, atoms)
        assert mask & ~atoms.domain == 0
        if not isinstance(test, Anything):
            contrary = type(test)(
                **{field: getattr(test, field) for field in test.__slots__ if field != "negated"},
                negated=not test.negated,
            )
            assert mask ^ mask_of(contrary, atoms) == atoms.domain


def test_the_example_of_the_documentation() -> None:
    """`< 10`, `[10..25)`, `[25..50]` and `> 50` make the atoms unknown and four stretches."""
    platelets = number("platelets", "0", "2000")
    tests = [cell(text, platelets) for text in ("< 10", "[10..25)", "[25..50]", "> 50")]
    atoms = atoms_of(platelets, tests)
    assert size(atoms) == 5
    assert [mask_of(test, atoms) for test in tests] == [0b10, 0b100, 0b1000, 0b10000]
    assert [atom_of(value, atoms) for value in (None, 0.0, 9.99, 10.0, 24.999, 25.0, 50.0, 50.01)] == [
        0,
        1,
        1,
        2,
        2,
        3,
        3,
        4,
    ]


@pytest.mark.parametrize("bound", ["2.8", "0.1", "0.3", "1.005", "49.9", "123456789.012345", "0.000000000000001"])
def test_thresholds_are_exact(bound: str) -> None:
    """The number that the threshold is written as is the threshold itself, as float and as decimal."""
    variable = number("n", "0", "999999999")
    above, exactly, below = (cell(text, variable) for text in (f"> {bound}", bound, f"< {bound}"))
    atoms = atoms_of(variable, [above, exactly, below])
    atom = atom_of(float(bound), atoms)
    assert [bool(mask_of(test, atoms) >> atom & 1) for test in (above, exactly, below)] == [False, True, False]


def test_a_sum_of_floats_is_not_its_decimal() -> None:
    """0.1 + 0.2 as floats is above 0.3 and is treated so; nothing is rounded in secret."""
    variable = number("n", "0", "1")
    above = cell("> 0.3", variable)
    atoms = atoms_of(variable, [above])
    assert meets(above, 0.1 + 0.2)
    assert mask_of(above, atoms) >> atom_of(0.1 + 0.2, atoms) & 1


def test_a_number_without_tests_has_one_atom() -> None:
    """Where no cell asks, all known values are one atom."""
    atoms = atoms_of(number("n"), [])
    assert (size(atoms), atoms.domain) == (2, 0b11)


def test_codes_that_no_cell_names_are_not_told_apart() -> None:
    """What holds several values has atoms for the codes that cells name, not for the others."""
    variable = several("s", "abcdefghijklmnop")
    atoms = atoms_of(variable, [Has(codes=("a",)), Has(codes=("c", "a"))])
    assert atoms.codes == ("a", "c")
    assert size(atoms) == 5
    assert atom_of(("b", "p"), atoms) == atom_of((), atoms)


def test_unknown_among_the_results_of_a_list() -> None:
    """A result that holds several values, `unknown` beside another, has what it has."""
    variable = output("t.s", ["x", "unknown", "y"], Kind.SEVERAL)
    tests = [Has(codes=("x",)), Has(codes=(UNKNOWN,)), Has(codes=("x",), negated=True)]
    atoms = atoms_of(variable, tests)
    for value in ((), ("x",), ("unknown",), ("x", "unknown"), ("y", "unknown")):
        atom = atom_of(value, atoms)
        assert [bool(mask_of(test, atoms) >> atom & 1) for test in tests] == [meets(test, value) for test in tests], (
            value
        )
