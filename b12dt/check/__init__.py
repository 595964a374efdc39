"""What a compiled guideline must still show: that it holds for every patient, and that its worked cases come out."""

from __future__ import annotations

from collections.abc import Callable

from b12dt.check.cases import Worked, rules_fired, run_cases, worked
from b12dt.check.coverage import check_coverage, survivors
from b12dt.check.refuted import with_rules
from b12dt.check.suite import Score, Suite
from b12dt.diagnostics import Finding
from b12dt.kept import Kept
from b12dt.loading import loaded
from b12dt.model import Guideline
from b12dt.program import Program
from b12dt.prove import prove
from b12dt.prove.diagram import Space
from b12dt.prove.graph import Graph

MOST_KEPT = 250_000
"""Nodes of the diagrams that are left for the next check; a guideline of 50 tables has 30,000."""


def check(program: Program, kept: Kept | None = None) -> tuple[Worked, tuple[Finding, ...]]:
    """Return what came of the worked cases, and everything that they and the proofs find, all but the mutants."""
    kept = kept or Kept()
    graph, proved = _proved(program.guideline, kept)
    compiled = loaded(program, kept=kept)
    proved = tuple(with_rules(proved, program.guideline, compiled))
    done = worked(program, compiled)
    cases = tuple(run_cases(program, done))
    if graph.unbuilt:
        return done, (*proved, *cases)
    fired = frozenset[str]().union(*(rules_fired(advice) for _, advice in done))
    return done, (*proved, *cases, *check_coverage(Suite(program.guideline, graph, fired)))


def _proved(guideline: Guideline, kept: Kept) -> tuple[Graph, tuple[Finding, ...]]:
    """Return the diagrams and what the proofs find, on the nodes of the last check where they fit."""
    earlier: Space | None = kept.last("diagrams")
    graph = Graph(guideline, earlier=earlier)
    found = prove(graph)
    if earlier is not None and graph.space is earlier and earlier.full:
        # It is the nodes of the last check that left no room.
        graph = Graph(guideline)
        found = prove(graph)
    kept.keep("diagrams", graph.space if len(graph.space) <= MOST_KEPT else None)
    return graph, found


def check_mutants(program: Program, progress: Callable[[str], None]) -> tuple[Score, tuple[Finding, ...]]:
    """Return what became of every mutant of the tables, and a finding for each that no case notices."""
    suite = Suite(program.guideline)
    score, found = suite.mutation(progress)
    return score, tuple(survivors(suite, found))
