"""Boxes subtracted from boxes, held against the patients they hold, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.boxes import hidden_by, joined, left_of, outside
from b12dt.program import Box

ATOMS = 4
Point = tuple[int, ...]


def points(box: Box) -> set[Point]:
    """Return every patient of a box."""
    return set(product(*([atom for atom in range(ATOMS) if mask >> atom & 1] for mask in box)))


def points_of(boxes: Iterable[Box]) -> set[Point]:
    """Return every patient of some boxes."""
    return {point for box in boxes for point in points(box)}


def are_disjoint(boxes: Iterable[Box]) -> bool:
    """Tell whether no patient lies in two of the boxes."""
    boxes = list(boxes)
    return len(points_of(boxes)) == sum(len(points(box)) for box in boxes)


def boxes_over(columns: int, least: int = 1) -> st.SearchStrategy[Box]:
    """Return boxes over so many columns; with `least` 0 some ask for what nobody has."""
    return st.tuples(*[st.integers(least, 2**ATOMS - 1)] * columns)


@st.composite
def a_box_and_others(draw: st.DrawFn, most: int = 5) -> tuple[Box, list[Box]]:
    """Return a box and some others over the same columns."""
    columns = draw(st.integers(1, 3))
    return draw(boxes_over(columns)), draw(st.lists(boxes_over(columns), max_size=most))


@given(st.integers(1, 3).flatmap(lambda n: st.tuples(boxes_over(n, 0), boxes_over(n, 0))))
def test_outside_is_exact(both: tuple[Box, Box]) -> None:
    """What lies outside another box is what it says, no patient twice and no box of nobody, whatever the masks."""
    box, other = both
    rest = outside(box, other)
    assert points_of(rest) == points(box) - points(other)
    assert are_disjoint(rest)
    if all(box):
        assert all(all(one) for one in rest)


@settings(max_examples=200)
@given(a_box_and_others())
def test_left_of_is_exact(drawn: tuple[Box, list[Box]]) -> None:
    """What several boxes leave of one is exact, in boxes that share no patient and are not empty."""
    box, others = drawn
    rest = left_of(box, others)
    assert points_of(rest) == points(box) - points_of(others)
    assert are_disjoint(rest)
    assert all(all(one) for one in rest)


@settings(max_examples=200)
@given(a_box_and_others())
def test_joined_keeps_the_patients(drawn: tuple[Box, list[Box]]) -> None:
    """Joined boxes hold the same patients, share none, are no more than before, and no two of them can be one."""
    box, others = drawn
    parts = [part for one in others for part in outside(box, one)]
    # Parts of different subtractions overlap; those of one point each never do.
    single = [tuple(1 << atom for atom in point) for point in sorted(points_of(parts))]
    whole = joined(single)
    assert points_of(whole) == points_of(parts)
    assert are_disjoint(whole)
    assert len(whole) <= len(single)
    for one, other in product(whole, whole):
        assert one is other or sum(a != b for a, b in zip(one, other, strict=True)) > 1


def test_joined_of_no_box() -> None:
    """Nothing joined is nothing."""
    assert joined([]) == []


@settings(max_examples=200)
@given(a_box_and_others(6))
def test_hidden_by_is_exact(drawn: tuple[Box, list[Box]]) -> None:
    """The boxes named hold all of the box together, none of them can be left out, and None means that some is left."""
    box, others = drawn
    hiding = hidden_by(box, others)
    assert (hiding is None) == bool(points(box) - points_of(others))
    if hiding is not None:
        named = [others[place] for place in hiding]
        assert points(box) <= points_of(named)
        assert len(set(hiding)) == len(hiding)
        for place in range(len(named)):
            assert points(box) - points_of(named[:place] + named[place + 1 :])


@pytest.mark.parametrize("others", [[], [(3, 3)], [(1, 3), (2, 3)]])
def test_boxes_of_nobody_leave_nobody(others: list[Box]) -> None:
    """A box whose one cell no patient meets holds nobody, however the rest is cut."""
    assert points_of(left_of((0, 3), others)) == set()
