"""Every operation on diagrams, held against the function it stands for, written out patient by patient."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.prove.diagram import Node, Space, TooLargeError

Point = tuple[int, ...]
Function = dict[Point, Any]
SIZES = st.lists(st.integers(1, 3), min_size=1, max_size=4)
EXAMPLES = 80


@dataclass(frozen=True)
class Drawn:
    """A space, all of its patients, and functions on them: written out, and as diagrams."""

    space: Space
    points: list[Point]
    functions: list[Function]
    nodes: list[Node]


def build(space: Space, function: Callable[[Point], Hashable], so_far: Point = ()) -> Node:
    """Return a function as a diagram, asking every variable in turn."""
    if len(so_far) == len(space.sizes):
        return space.terminal(function(so_far))
    atoms = range(space.sizes[len(so_far)])
    return space.ask(len(so_far), tuple(build(space, function, (*so_far, atom)) for atom in atoms))


def at(space: Space, node: Node, point: Point) -> Any:
    """Return the value of a diagram for a patient."""
    for place, atom in enumerate(point):
        node = space.child(node, place, atom)
    assert space.is_terminal(node)
    return space.value(node)


def written(drawn: Drawn, node: Node) -> Function:
    """Return a diagram written out."""
    return {point: at(drawn.space, node, point) for point in drawn.points}


@st.composite
def functions(draw: st.DrawFn, count: int, *values: st.SearchStrategy[Any]) -> Drawn:
    """Return a small space and `count` functions, the last ones of the first strategy."""
    space = Space(draw(SIZES))
    points = list(product(*map(range, space.sizes)))
    strategies = [*values, *[values[0]] * (count - len(values))]
    written_out = [dict(zip(points, draw(_lists(one, len(points))), strict=True)) for one in strategies]
    return Drawn(space, points, written_out, [build(space, one.__getitem__) for one in written_out])


def _lists(values: st.SearchStrategy[Any], length: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=length, max_size=length)


conditions = st.booleans()
words = st.sampled_from(["a", "b", ("c", 1), None, 7])


@settings(max_examples=EXAMPLES)
@given(functions(2, words))
def test_equal_functions_are_one_node(drawn: Drawn) -> None:
    """Two functions have one node if and only if they are equal, and a node says of every patient what was put in."""
    for function, node in zip(drawn.functions, drawn.nodes, strict=True):
        assert written(drawn, node) == function
    assert (drawn.nodes[0] == drawn.nodes[1]) == (drawn.functions[0] == drawn.functions[1])


@settings(max_examples=EXAMPLES)
@given(functions(3, conditions))
def test_conditions_combine_as_their_patients_do(drawn: Drawn) -> None:
    """`both`, `either`, `no`, `unlike`, `all_of` and `any_of` are the node that the function written out has."""
    space, (a, b, c) = drawn.space, drawn.nodes
    first, second, third = drawn.functions

    def is_node(node: Node, wanted: Callable[[bool, bool, bool], bool]) -> bool:
        return node == build(space, lambda point: wanted(first[point], second[point], third[point]))

    assert is_node(space.both(a, b), lambda x, y, _: x and y)
    assert is_node(space.either(a, b), lambda x, y, _: x or y)
    assert is_node(space.no(a), lambda x, _y, _z: not x)
    assert is_node(space.unlike(a, b), lambda x, y, _: x != y)
    assert is_node(space.all_of([a, b, c]), lambda x, y, z: x and y and z)
    assert is_node(space.any_of([a, b, c]), lambda x, y, z: x or y or z)
    assert space.all_of([]) == space.true
    assert space.any_of([]) == space.false


@settings(max_examples=EXAMPLES)
@given(functions(4, st.sampled_from("xyz"), words))
def test_case_takes_the_choice_named(drawn: Drawn) -> None:
    """`case` is for each patient the value of the choice that the selector names."""
    space = drawn.space
    selector, *others = drawn.functions
    choices = dict(zip("xyz", drawn.nodes[1:], strict=True))
    by_name = dict(zip("xyz", others, strict=True))
    assert space.case(drawn.nodes[0], choices) == build(space, lambda point: by_name[selector[point]][point])


@settings(max_examples=EXAMPLES)
@given(functions(2, conditions))
def test_case_of_the_same_selector_asked_twice(drawn: Drawn) -> None:
    """A selector of yes and no and the same one of 1 and 0 or other words do not share an answer by mistake."""
    space, (selector, node) = drawn.space, drawn.nodes
    first, second = drawn.functions
    numbers = space.relabel(selector, int)
    swapped = space.relabel(selector, lambda held: not held)
    plain = space.case(selector, {True: node, False: space.no(node)})
    assert plain == build(space, lambda point: second[point] if first[point] else not second[point])
    assert space.case(numbers, {1: node, 0: space.no(node)}) == plain
    assert space.case(swapped, {True: node, False: space.no(node)}) == space.no(plain)


@settings(max_examples=EXAMPLES)
@given(functions(1, words), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_relabel_changes_each_value(drawn: Drawn, labels: list[int]) -> None:
    """`relabel` gives each patient the label of the value, and patients of one label become one node."""
    label = dict(zip(["a", "b", ("c", 1), None, 7], labels, strict=True))
    node = drawn.space.relabel(drawn.nodes[0], label.__getitem__)
    assert node == build(drawn.space, lambda point: label[drawn.functions[0][point]])


@settings(max_examples=EXAMPLES)
@given(functions(1, words), st.data())
def test_restrict_holds_one_variable(drawn: Drawn, data: st.DataObject) -> None:
    """`restrict` is the function with one answer given, and no longer depends on that variable."""
    place = data.draw(st.integers(0, len(drawn.space.sizes) - 1))
    atom = data.draw(st.integers(0, drawn.space.sizes[place] - 1))
    node = drawn.space.restrict(drawn.nodes[0], place, atom)
    held = drawn.functions[0]
    assert node == build(drawn.space, lambda point: held[(*point[:place], atom, *point[place + 1 :])])
    assert place not in drawn.space.support(node)


@settings(max_examples=EXAMPLES)
@given(functions(2, conditions, words))
def test_count_results_and_support(drawn: Drawn) -> None:
    """`count` counts the patients, `results` lists the values, `support` the variables that change something."""
    space, (condition, function) = drawn.space, drawn.functions
    assert space.count(drawn.nodes[0]) == sum(condition.values())
    assert space.count(space.true) == len(drawn.points)
    assert space.count(space.false) == 0
    assert set(space.results(drawn.nodes[1])) == set(function.values())
    needed = {
        place
        for place, size in enumerate(space.sizes)
        for point in drawn.points
        for atom in range(size)
        if function[point] != function[(*point[:place], atom, *point[place + 1 :])]
    }
    assert space.support(drawn.nodes[1]) == needed
    assert space.is_terminal(drawn.nodes[1]) == (len(set(function.values())) == 1)


@settings(max_examples=EXAMPLES)
@given(functions(1, conditions), st.data())
def test_nearest_differs_in_the_fewest_variables(drawn: Drawn, data: st.DataObject) -> None:
    """`nearest` meets the condition, names only what differs from the base, and nobody differs in less."""
    space, (condition,) = drawn.space, drawn.functions
    base = tuple(data.draw(st.integers(0, size - 1)) for size in space.sizes)
    found = space.nearest(drawn.nodes[0], base)
    meeting = [point for point in drawn.points if condition[point]]
    if not meeting:
        assert found is None
        return
    assert found is not None
    assert all(atom != base[place] for place, atom in found.items())
    assert condition[tuple(found.get(place, atom) for place, atom in enumerate(base))]
    assert len(found) == min(sum(a != b for a, b in zip(point, base, strict=True)) for point in meeting)


def test_no_node_asks_what_changes_nothing() -> None:
    """A question of which every answer leads to the same is not asked, and a variable's question is made once."""
    space = Space([2, 3])
    same = space.terminal("same")
    assert space.ask(0, (same, same)) == same
    size = len(space)
    assert space.variable(1, "aba") == space.variable(1, "aba")
    assert len(space) == size + 3


@pytest.mark.parametrize(("one", "other"), list(combinations([1, True, 1.0, "1", (1,), None, 0, False], 2)))
def test_terminals_are_told_apart_by_type(one: Any, other: Any) -> None:
    """1, True, 1.0 and "1" are four values: each terminal holds what was put in."""
    space = Space([2])
    first, second = space.terminal(one), space.terminal(other)
    assert first != second
    assert type(space.value(first)) is type(one)
    assert type(space.value(second)) is type(other)


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), (1, 1.0)])
def test_results_are_told_apart_by_type(one: Any, other: Any) -> None:
    """Where a function is 1 for some and True for others, both are among its results, as its nodes have it."""
    space = Space([2])
    assert len(space.results(space.variable(0, (one, other)))) == 2


@pytest.mark.parametrize("most", [3, 4, 6, 9])
def test_the_bound_is_kept(most: int) -> None:
    """A space never holds more nodes than it was allowed, and says so instead of making one more."""
    space = Space([2] * 8, most_nodes=most)
    with pytest.raises(TooLargeError):
        space.all_of(space.variable(place, [False, True]) for place in range(8))
    assert len(space) <= most
