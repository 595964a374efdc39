"""Patients of a difference, described by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

from b12dt.model import Input
from b12dt.prove.cubes import cubes
from b12dt.prove.diagram import Node, TooLargeError
from b12dt.prove.graph import Graph
from b12dt.prove.regions import Facts, region, said

MOST_REGIONS = 10_000
"""More than any edit tried has made. A change that has more is told without the rest, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Patients described by what they have in common; `patients` counts those whom the regions before it left out.

    `facts` are told as cells would say them, `words` the same one by one as a reader would.
    """

    facts: Facts
    words: tuple[str, ...]
    patients: int


def regions_of(graph: Graph, where: Node, most: int | None = None) -> tuple[Region, ...]:
    """Return the regions of the patients who meet a condition, the nearest to the base patient first.

    All of them, unless there are more than `most` (or MOST_REGIONS) or they outgrow the diagrams' bound.
    """
    found: list[Region] = []
    # Many regions ask the same of a fact: it is put into words once.
    known: dict[tuple[str, int], tuple[Facts, str]] = {}
    try:
        for box, part in cubes(graph, where, MOST_REGIONS if most is None else most):
            told = [_in_words(graph, one, mask, known) for one, mask in zip(graph.inputs, box, strict=True)]
            found.append(
                Region(
                    facts=tuple(fact for facts, _ in told for fact in facts),
                    words=tuple(words for facts, words in told if facts),
                    patients=graph.space.count(part),
                )
            )
    except TooLargeError:
        return tuple(found)
    return tuple(found)


def _in_words(
    graph: Graph, one: Input, mask: int, known: dict[tuple[str, int], tuple[Facts, str]]
) -> tuple[Facts, str]:
    """Return what a region asks of a fact, nothing where it asks nothing: as a cell would say it, and in plain words."""
    key = (one.name, mask)
    if key not in known:
        box = (mask & graph.atoms[one.name].domain,)
        known[key] = region(box, (one,), graph.atoms), said(box, (one,), graph.atoms)
    return known[key]
