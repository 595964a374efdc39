"""The pages of the worked cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from b12dt.cells.write import canonical_answer
from b12dt.model import Case, DecisionTable, Output
from b12dt.publish.page import Page, page
from b12dt.publish.site import Site


class CaseShown(NamedTuple):
    """A worked case: what differs from the base patient, and what must come out."""

    case: Case
    facts: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]


def cases(site: Site) -> Iterator[Page]:
    """Return the pages of the worked cases: those reasoned from the source, and those at the edges."""
    everything = site.program.guideline.cases
    first = everything[0].span.sheet if everything else ""
    worked = [_case(site, one) for one in everything if one.span.sheet == first]
    edges = [_case(site, one) for one in everything if one.span.sheet != first]
    lead = f"{len(worked)} cases reasoned from the source. Each is run whenever the guideline is checked."
    yield page(site, "cases", title="Worked cases, all of them", lead=lead, matrix=_matrix(site), entries=worked)
    lead = f"{len(edges)} cases at the edges. Their results were taken from the tables: they notice changes, and do not show that a result is right."
    yield page(site, "cases-edges", "cases.md", title="Cases at the edges", lead=lead, matrix=(), entries=edges)


def _matrix(site: Site) -> list[tuple[DecisionTable, int, int, tuple[str, int]]]:
    matrix: list[tuple[DecisionTable, int, int, tuple[str, int]]] = []
    for table in site.tables.values():
        counts = {rule.id: len(site.cases_firing.get(rule.id, ())) for rule in table.rules}
        least = min(counts.items(), key=lambda pair: pair[1])
        matrix.append((table, len(counts), sum(bool(count) for count in counts.values()), least))
    return matrix


def _case(site: Site, case: Case) -> CaseShown:
    inputs = {one.name: one for one in site.program.guideline.inputs}
    facts = dict(case.facts)
    return CaseShown(
        case,
        tuple((inputs[name].label, canonical_answer(facts[name], inputs[name])) for name in case.own_facts),
        tuple(_expected(one.output, one.value) for one in case.expectations),
    )


def _expected(output: Output, value: Any) -> tuple[str, str]:
    return output.label, "no result" if value is None else canonical_answer(value, output)
