"""What a compiled guideline must still show: its worked cases, run."""

from __future__ import annotations

from b12dt.check.cases import run_cases
from b12dt.diagnostics import Finding
from b12dt.program import Program


def check(program: Program) -> tuple[Finding, ...]:
    """Return everything that the checks find."""
    return tuple(run_cases(program))
