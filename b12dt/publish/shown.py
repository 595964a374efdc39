"""What the templates are given of a rule, a case and a reference."""

from __future__ import annotations

from typing import Any, NamedTuple

from b12dt.cells.write import canonical_answer
from b12dt.model import Case, DecisionTable, Output, Reference, Rule
from b12dt.prove.tables import NEXT_REGION
from b12dt.publish import wording
from b12dt.publish.site import Site
from b12dt.show.places import anchor


class RuleShown(NamedTuple):
    """A rule as a page shows it; `remains` are the regions that the rules above leave to it, in words."""

    rule: Rule
    asked: tuple[wording.Asked, ...]
    stated: tuple[wording.Stated, ...]
    remains: tuple[str, ...]
    cases: tuple[str, ...]


class Recommended(NamedTuple):
    """A rule as one sentence; `remains` are the regions that the rules above leave to it, in words."""

    rule: Rule
    asked: tuple[wording.Asked, ...]
    remains: tuple[str, ...]
    told: tuple[str, ...]


class CaseShown(NamedTuple):
    """A worked case: what differs from the base patient, and what must come out."""

    case: Case
    facts: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]


class ReferenceShown(NamedTuple):
    """A reference, its anchor where the source's citations lead to it, and the statements it is about."""

    reference: Reference
    anchor: str
    statements: tuple[str, ...]


def rule_shown(site: Site, table: DecisionTable, rule: Rule) -> RuleShown:
    """Return a rule with its cells in words and the cases that fire it."""
    return RuleShown(
        rule=rule,
        asked=wording.conditions(table, rule),
        stated=wording.results(table, rule),
        remains=_left_to(site, rule),
        cases=site.cases_firing.get(rule.id, ()),
    )


def recommended(site: Site, table: DecisionTable, rule: Rule) -> Recommended:
    """Return a rule as one sentence; what is quiet in its results is left out."""
    return Recommended(rule, wording.conditions(table, rule), _left_to(site, rule), _told(table, rule))


def _left_to(site: Site, rule: Rule) -> tuple[str, ...]:
    """Return the true regions of a rule of a FIRST table, in words; none where its own conditions say it all."""
    left = site.findings_about("DT413", rule.id)
    return tuple((left[0].read or "").split(NEXT_REGION)) if left else ()


def _told(table: DecisionTable, rule: Rule) -> tuple[str, ...]:
    pairs = zip(table.outputs, rule.outputs, strict=True)
    return tuple(sentence for output, entry in pairs for sentence in wording.loud(output, entry.value))


def case_shown(site: Site, case: Case) -> CaseShown:
    """Return a worked case in the words of the dictionary."""
    inputs = {one.name: one for one in site.program.guideline.inputs}
    facts = dict(case.facts)
    return CaseShown(
        case,
        tuple((inputs[name].label, canonical_answer(facts[name], inputs[name])) for name in case.own_facts),
        tuple(_expected(one.output, one.value) for one in case.expectations),
    )


def _expected(output: Output, value: Any) -> tuple[str, str]:
    return output.label, "no result" if value is None else canonical_answer(value, output)


def references_shown(site: Site) -> list[ReferenceShown]:
    """Return every reference; the first with a citation number is the place that number leads to."""
    known = {one.id for one in site.program.guideline.statements}
    seen: set[str] = set()
    shown: list[ReferenceShown] = []
    for one in site.program.guideline.references:
        first = one.citation not in ("", "-") and one.citation not in seen
        seen.add(one.citation)
        named = one.statements.replace(",", " ").replace(";", " ").split()
        exact = named and all(word in known for word in named)
        shown.append(ReferenceShown(one, anchor(f"r{one.citation}") if first else "", tuple(named) if exact else ()))
    return shown
