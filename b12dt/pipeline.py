"""The stages in order: workbooks, grids, sheets, guideline, program. Nothing else knows the order.

Each stage collects everything that is wrong in it; an error stops the pipeline before the next stage, so that no
finding is the echo of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from b12dt.catalogue import severity
from b12dt.check import check
from b12dt.check.cases import Worked
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.dmn.read import read_dmn
from b12dt.kept import Kept
from b12dt.program import Program, compile_guideline
from b12dt.prove import prove_tables
from b12dt.prove.graph import Graph
from b12dt.read import Grid, fingerprint, read
from b12dt.recognise import recognise
from b12dt.resolve import resolve

DMN = ".dmn"

CONSEQUENCES = ("DT324",)
"""A case expects a rule that is gone: no reason not to prove the tables, which may show what the rule was there for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a folder of workbooks: the program, None where an error stands in its way, and all findings.

    `worked`: the worked cases with what came of them, where they were run.
    """

    program: Program | None
    findings: tuple[Finding, ...]
    grids: tuple[Grid, ...] = ()
    worked: Worked = ()


def run(place: Path, *, checks: bool = False, kept: Kept | None = None) -> Outcome:
    """Read and compile the workbooks of a folder, or one workbook; with `checks`, also prove and run the worked cases.

    A DMN file has neither cases nor invariants: of it the tables are proved. `kept`: what the last run has left, which
    makes this one quicker where its workbooks are the same, and changes nothing that it finds.
    """
    kept = kept or Kept()
    if place.suffix.casefold() == DMN:
        return _run_dmn(place, checks=checks)
    grids, found = read(place, kept)
    if failed(found):
        return Outcome(program=None, findings=found, grids=grids)
    sheets, more = recognise(grids, kept)
    found += more
    if failed(found):
        return Outcome(program=None, findings=found, grids=grids)
    guideline, more = resolve(
        sheets, Span(workbook=place.name), fingerprint(grids, kept), despite=CONSEQUENCES, kept=kept
    )
    found += more
    if guideline is None:
        return Outcome(program=None, findings=found, grids=grids)
    program, more = compile_guideline(guideline)
    found += more
    worked: Worked = ()
    if program is not None and checks:
        worked, more = check(program, kept)
        found += more
    return Outcome(program=program, findings=found, grids=grids, worked=worked)


def _run_dmn(place: Path, *, checks: bool) -> Outcome:
    guideline, found = read_dmn(place)
    program = None
    if guideline is not None:
        program, more = compile_guideline(guideline)
        found += more
    if program is not None and checks:
        found += prove_tables(Graph(program.guideline))
    return Outcome(program=program, findings=found)


def failed(findings: Iterable[Finding]) -> bool:
    """Tell whether an error is among the findings."""
    return any(severity(one) is Severity.ERROR for one in findings)
