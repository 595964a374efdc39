"""What a compiled guideline must still show: that it holds for every patient, and that its worked cases come out."""

from __future__ import annotations

from collections.abc import Callable

from b12dt.check.cases import rules_fired, run_cases, worked
from b12dt.check.coverage import check_coverage, survivors
from b12dt.check.refuted import with_rules
from b12dt.check.suite import Score, Suite
from b12dt.diagnostics import Finding
from b12dt.loading import loaded
from b12dt.program import Program
from b12dt.prove import prove
from b12dt.prove.graph import Graph


def check(program: Program) -> tuple[Finding, ...]:
    """Return everything that the proofs and the worked cases find, all but the mutants."""
    graph = Graph(program.guideline)
    proved = prove(graph)
    compiled = loaded(program)
    proved = tuple(with_rules(proved, program.guideline, compiled))
    done = worked(program, compiled)
    cases = tuple(run_cases(program, done))
    if graph.unbuilt:
        return (*proved, *cases)
    fired = frozenset[str]().union(*(rules_fired(advice) for _, advice in done))
    return (*proved, *cases, *check_coverage(Suite(program.guideline, graph, fired)))


def check_mutants(program: Program, progress: Callable[[str], None]) -> tuple[Score, tuple[Finding, ...]]:
    """Return what became of every mutant of the tables, and a finding for each that no case notices."""
    suite = Suite(program.guideline)
    score, found = suite.mutation(progress)
    return score, tuple(survivors(suite, found))
