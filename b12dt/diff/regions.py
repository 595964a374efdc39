"""Patients of a difference, described by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

from b12dt.boxes import Box
from b12dt.prove.cubes import cubes
from b12dt.prove.diagram import Node, TooLargeError
from b12dt.prove.graph import Graph
from b12dt.prove.regions import Facts, region

MOST_REGIONS = 10_000
"""More than any edit tried has made. A change that has more is told without the rest, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Patients described by what they have in common; `patients` counts those whom the regions before it left out."""

    facts: Facts
    patients: int


def regions_of(graph: Graph, where: Node, most: int | None = None) -> tuple[Region, ...]:
    """Return the regions of the patients who meet a condition, the nearest to the base patient first.

    All of them, unless there are more than `most` (or MOST_REGIONS) or they outgrow the diagrams' bound.
    """
    found: list[Region] = []
    try:
        for box, part in cubes(graph, where, MOST_REGIONS if most is None else most):
            told = region(_in_words(graph, box), graph.inputs, graph.atoms)
            found.append(Region(facts=told, patients=graph.space.count(part)))
    except TooLargeError:
        return tuple(found)
    return tuple(found)


def _in_words(graph: Graph, box: Box) -> Box:
    return tuple(mask & graph.atoms[one.name].domain for mask, one in zip(box, graph.inputs, strict=True))
