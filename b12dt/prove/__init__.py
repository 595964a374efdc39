"""Proof: what holds for every possible patient, by boxes for one table and by diagrams for the whole graph."""

from __future__ import annotations

from b12dt.diagnostics import Finding, finding
from b12dt.prove.diagram import TooLargeError
from b12dt.prove.graph import Graph
from b12dt.prove.tables import check_tables
from b12dt.prove.whole import check_whole


def prove(graph: Graph) -> tuple[Finding, ...]:
    """Return everything that is wrong for some possible patient. Exact; what grew too large is named, never passed over.

    Diagnostics: DT410 to DT429, DT504 to DT507.
    """
    found = prove_tables(graph)
    if graph.unbuilt:
        return found
    try:
        return (*found, *check_whole(graph))
    except TooLargeError:
        unproved = (*graph.guideline.invariants, *graph.guideline.pairs)
        return (*found, *(finding("DT429", one.span, read=one.id) for one in unproved))


def prove_tables(graph: Graph) -> tuple[Finding, ...]:
    """Return what is wrong with each table by itself; one that grew too large is named.

    Diagnostics: DT410 to DT416, DT429.
    """
    unbuilt = (finding("DT429", decision.span, read=decision.name) for decision in graph.unbuilt)
    return (*check_tables(graph), *unbuilt)
