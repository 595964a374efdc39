"""What a compiled guideline must still show: that it holds for every patient, and that its worked cases come out."""

from __future__ import annotations

from b12dt.check.cases import run_cases
from b12dt.diagnostics import Finding
from b12dt.program import Program
from b12dt.prove import prove
from b12dt.prove.graph import Graph


def check(program: Program) -> tuple[Finding, ...]:
    """Return everything that the checks find."""
    return (*prove(Graph(program.guideline)), *run_cases(program))
