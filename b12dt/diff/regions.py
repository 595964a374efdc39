"""Patients of a difference, described by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

from b12dt.program import Box
from b12dt.prove.cubes import cubes
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph
from b12dt.prove.regions import Facts, region

MOST_REGIONS = 4
MOST_REGIONS_AS_DATA = 30
"""As data, all regions of nearly every edit of a cell; of wide changes with hundreds, the first. Each costs time and nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Patients described by what they have in common; `patients` counts those whom the regions before it left out."""

    facts: Facts
    patients: int


def regions_of(graph: Graph, where: Node, most: int = MOST_REGIONS) -> tuple[Region, ...]:
    """Return the first regions of the patients who meet a condition."""
    return tuple(
        Region(facts=region(_in_words(graph, box), graph.inputs, graph.atoms), patients=graph.space.count(part))
        for box, part in cubes(graph, where, most)
    )


def _in_words(graph: Graph, box: Box) -> Box:
    return tuple(mask & graph.atoms[one.name].domain for mask, one in zip(box, graph.inputs, strict=True))
