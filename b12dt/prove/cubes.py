"""A region of patients as a few plain descriptions: each leaves open every fact that it can."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from b12dt.boxes import Box
from b12dt.model import Kind
from b12dt.prove.combinations import around
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph


def cubes(graph: Graph, region: Node, most: int | None = None) -> Iterator[tuple[Box, Node]]:
    """Return up to `most` boxes over the facts that lie in a region, each with the part of it not told before.

    A box starts at the region's patient nearest to the base patient and is widened, fact by fact, as far as all of it
    stays in the region and can be said in words. Without `most` together they are all of the region.
    """
    return islice(_cubes(graph, region), most)


def _cubes(graph: Graph, region: Node) -> Iterator[tuple[Box, Node]]:
    space = graph.space
    left, outside = region, space.no(region)
    sayable: dict[tuple[int, int, int], int] = {}
    while (nearest := space.nearest(left, graph.base)) is not None:
        box = _widened(graph, outside, [nearest.get(place, atom) for place, atom in enumerate(graph.base)], sayable)
        inside = _node(graph, box)
        yield _as_masks(graph, box), space.both(left, inside)
        left = space.without(left, inside)


def _widened(graph: Graph, outside: Node, point: list[int], sayable: dict[tuple[int, int, int], int]) -> list[int]:
    """Return the point's box widened: a fact is left open where it may be, else it keeps each answer it may have.

    What a reader would ask last is left open first. While a fact is widened, those before it are still the point's, so
    that one node says all; those after it are settled, so that what is found out of a node holds on.
    """
    space = graph.space
    path = [outside]
    for place, atom in enumerate(point):
        path.append(space.child(path[place], place, atom))
    box = [0] * len(point)
    known: dict[Node, bool] = {}
    for place in reversed(range(len(point))):
        size = space.sizes[place]
        whole = box[place] = (1 << size) - 1
        if space.asks(path[place], place):
            children = [space.child(path[place], place, atom) for atom in range(size)]
            fits = sum(1 << atom for atom, child in enumerate(children) if not space.touches(child, box, known))
            if fits != whole:
                key = (place, fits, point[place])
                box[place] = sayable[key] = sayable.get(key) or _sayable(graph, *key)
    return box


def _sayable(graph: Graph, place: int, fits: int, start: int) -> int:
    """Return the answers that fit; of combinations of several values as many around the first as words can say."""
    one, facts = graph.inputs[place], graph.facts[place]
    if one.kind is not Kind.SEVERAL:
        return fits
    mask = around(_mask(fits, facts), facts[start], graph.atoms[one.name], one)
    return sum(1 << spot for spot, atom in enumerate(facts) if mask >> atom & 1)


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
    return tuple(_mask(mask, atoms) for mask, atoms in zip(box, graph.facts, strict=True))


def _mask(places: int, atoms: list[int]) -> int:
    return sum(1 << atom for place, atom in enumerate(atoms) if places >> place & 1)
