"""A region of patients as a few plain descriptions: each leaves open every fact that it can."""

from __future__ import annotations

from collections.abc import Iterator

from b12dt.program import Box
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph


def cubes(graph: Graph, region: Node, most: int) -> Iterator[tuple[Box, Node]]:
    """Return up to `most` boxes over the facts that lie in a region, each with the part of it not told before.

    A box starts at the region's patient nearest to the base patient and is widened, fact by fact, as far as all of it
    stays in the region.
    """
    space = graph.space
    left = region
    for _ in range(most):
        nearest = space.nearest(left, graph.base)
        if nearest is None:
            return
        point = [1 << nearest.get(place, atom) for place, atom in enumerate(graph.base)]
        box = _widened(graph, region, point)
        inside = _node(graph, box)
        yield _as_masks(graph, box), space.both(left, inside)
        left = space.both(left, space.no(inside))


def _widened(graph: Graph, region: Node, point: list[int]) -> list[int]:
    """Return the point's box widened: a fact is left open where it may be, else it keeps each answer it may have."""
    box = list(point)
    outside = graph.space.no(region)
    support = graph.space.support(region)
    # What a reader would ask last is left open first; facts that the region does not depend on are always open.
    for place in reversed(range(len(box))):
        whole = (1 << graph.space.sizes[place]) - 1
        if place not in support or _fits(graph, outside, _with(box, place, whole)):
            box[place] = whole
            continue
        for atom in range(graph.space.sizes[place]):
            wider = box[place] | 1 << atom
            if wider != box[place] and _fits(graph, outside, _with(box, place, wider)):
                box[place] = wider
    return box


def _with(box: list[int], place: int, mask: int) -> list[int]:
    return [*box[:place], mask, *box[place + 1 :]]


def _fits(graph: Graph, outside: Node, box: list[int]) -> bool:
    return not graph.space.touches(outside, box)


def _node(graph: Graph, box: list[int]) -> Node:
    """Return a box as a function, built from the last fact up so that no step repeats another."""
    space = graph.space
    node = space.true
    for place in reversed(range(len(box))):
        children = tuple(node if box[place] >> atom & 1 else space.false for atom in range(space.sizes[place]))
        node = space.ask(place, children)
    return node


def _as_masks(graph: Graph, box: list[int]) -> Box:
    """Return a box over places of atoms as one over the atoms themselves."""
    return tuple(
        sum(1 << atom for place, atom in enumerate(atoms) if mask >> place & 1)
        for mask, atoms in zip(box, graph.facts, strict=True)
    )
