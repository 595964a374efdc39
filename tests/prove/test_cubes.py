"""Regions in a few descriptions: true, disjoint as counted, and none could say more at once."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12dt.model import Kind
from b12dt.program import Box
from b12dt.prove.conditions import where
from b12dt.prove.cubes import cubes
from b12dt.prove.graph import Graph
from b12dt.prove.regions import mask_text
from tests.prove.brute import World, is_small, questions, small, variables_of
from tests.support.models import category, guideline, output, table


def patients(graph: Graph, box: Box) -> set[tuple[int, ...]]:
    """Return the patients of a box by the places of their atoms."""
    places = [
        [place for place, atom in enumerate(atoms) if mask >> atom & 1]
        for mask, atoms in zip(box, graph.facts, strict=True)
    ]
    return set(product(*places))


@settings(max_examples=120)
@given(st.data())
def test_cubes_describe_the_region(data: st.DataObject) -> None:
    """All cubes together are the region; each lies in it, cannot be widened, and adds what it is said to add.

    Of combinations of several values a cube keeps what words can say, and could hold more. The first one holds the region's patient nearest to the base patient.
    """
    model = data.draw(small(most=300))
    condition = data.draw(questions(variables_of(model)))
    world = World(model)
    graph, space = world.graph, world.graph.space
    region = where(graph, condition)
    inside = {one.point for one in world.patients if world.at(region, one)}
    told: set[tuple[int, ...]] = set()
    found = list(cubes(graph, region))
    for box, part in found:
        mine = patients(graph, box)
        added = {one.point for one in world.patients if world.at(part, one)}
        assert mine <= inside
        assert added == mine - told
        assert added
        assert space.count(part) == len(added)
        told |= mine
        for mask, one in zip(box, graph.inputs, strict=True):
            assert "combinations" not in mask_text(mask & graph.atoms[one.name].domain, graph.atoms[one.name], one)
        for place, atoms in enumerate(graph.facts):
            for atom in atoms:
                if graph.inputs[place].kind is not Kind.SEVERAL and not box[place] >> atom & 1:
                    wider = (*box[:place], box[place] | 1 << atom, *box[place + 1 :])
                    assert not patients(graph, wider) <= inside
    assert told == inside
    if found:
        nearest = min(world.by_point[point].differs_from(graph.base) for point in inside)
        assert min(world.by_point[point].differs_from(graph.base) for point in patients(graph, found[0][0])) == nearest


@settings(max_examples=40)
@given(st.data())
def test_no_more_cubes_than_asked_for(data: st.DataObject) -> None:
    """With few cubes allowed the first few are told, the same as with many."""
    model = data.draw(small(most=300))
    assume(is_small(model, 300))
    graph = Graph(model)
    region = where(graph, data.draw(questions(variables_of(model))))
    every = list(cubes(graph, region))
    most = data.draw(st.integers(0, 4))
    assert list(cubes(graph, region, most)) == every[:most]


def test_nobody_and_everybody() -> None:
    """The region of nobody has no cube, that of everybody one that asks nothing."""
    facts = [category("a"), category("b", "xy", may_be_unknown=False, default="x")]
    graph = Graph(guideline(facts, [table("t", "U", facts, [output("t.x")], "a | x || x")]))
    assert list(cubes(graph, graph.space.false, 5)) == []
    assert list(cubes(graph, graph.space.true, 5)) == [((0b1111, 0b110), graph.space.true)]
