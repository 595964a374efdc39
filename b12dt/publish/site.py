"""What the pages are made of: the guideline, compiled and checked, with what belongs together looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from b12dt.check.cases import rules_fired
from b12dt.diagnostics import Finding, Span
from b12dt.model import (
    Case,
    ClinicalCode,
    Decision,
    DecisionTable,
    Guideline,
    Input,
    Invariant,
    Output,
    PairInvariant,
    Rule,
    Summary,
)
from b12dt.pipeline import failed, run
from b12dt.program import Program


class NotPublishedError(Exception):
    """The workbooks have errors; a book of them would give wrong advice. `findings` holds them all."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        from b12dt.words.report import report

        self.findings = tuple(findings)
        super().__init__(report(self.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The decisions that live in one workbook, in the order of their IDs."""

    name: str
    title: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A checked guideline. `findings` are remarks and warnings; one with errors is never published.

    `fired_by`: the rules that each worked case fires, by the case's ID; `previous`: the version before.
    """

    program: Program
    findings: tuple[Finding, ...]
    fired_by: Mapping[str, frozenset[str]]
    previous: Guideline | None = None

    @cached_property
    def about(self) -> Mapping[str, str]:
        """Return what the guideline says about itself, by item."""
        return dict(self.program.guideline.about)

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Return every decision by its key, in the order of their IDs."""
        return {one.key: one for one in sorted(self.program.guideline.decisions, key=lambda one: one.id)}

    @cached_property
    def tables(self) -> Mapping[str, DecisionTable]:
        """Return the decisions that are made by rules, by key."""
        return {key: one for key, one in self.decisions.items() if isinstance(one, DecisionTable)}

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the decisions by workbook."""
        books: dict[str, list[Decision]] = {}
        for one in self.decisions.values():
            books.setdefault(PurePath(one.span.workbook).stem, []).append(one)
        return tuple(
            Chapter(name=name, title=name.replace("-", " ").replace("_", " ").capitalize(), decisions=tuple(decisions))
            for name, decisions in books.items()
        )

    @cached_property
    def rules(self) -> Mapping[str, tuple[DecisionTable, Rule]]:
        """Return every rule with its table, by the rule's ID."""
        return {rule.id: (table, rule) for table in self.tables.values() for rule in table.rules}

    @cached_property
    def rules_citing(self) -> Mapping[str, tuple[str, ...]]:
        """Return the IDs of the rules that rest on a statement or follow an interpretation, by its ID."""
        cited: dict[str, dict[str, None]] = {}
        for rule_id, (_, rule) in self.rules.items():
            for one in (*rule.statements, *rule.interpretations):
                cited.setdefault(one, {})[rule_id] = None
        return {one: tuple(rules) for one, rules in cited.items()}

    @cached_property
    def cases_firing(self) -> Mapping[str, tuple[str, ...]]:
        """Return the IDs of the worked cases in which a rule fires, by the rule's ID."""
        firing: dict[str, list[str]] = {}
        for case, rules in self.fired_by.items():
            for rule in rules:
                firing.setdefault(rule, []).append(case)
        return {rule: tuple(cases) for rule, cases in firing.items()}

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """Return the worked cases by ID."""
        return {one.id: one for one in self.program.guideline.cases}

    @cached_property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """Return the keys of the decisions that read a fact or a decision, by its name or key."""
        users: dict[str, dict[str, None]] = {}
        for key, one in self.decisions.items():
            for used in self.reads(one):
                users.setdefault(used.decision if isinstance(used, Output) else used.name, {})[key] = None
        return {used: tuple(keys) for used, keys in users.items()}

    def reads(self, decision: Decision) -> tuple[Input | Output, ...]:
        """Return what a decision asks for: the columns of a table, the sources of a summary."""
        if isinstance(decision, Summary):
            return tuple(dict.fromkeys(source for union in decision.unions for source in union.sources))
        return decision.inputs

    @cached_property
    def codes(self) -> Mapping[str, tuple[ClinicalCode, ...]]:
        """Return the clinical codes of a fact and of its values, by the fact's name."""
        codes: dict[str, list[ClinicalCode]] = {}
        for one in self.program.guideline.codes:
            codes.setdefault(one.name, []).append(one)
        return {name: tuple(listed) for name, listed in codes.items()}

    @cached_property
    def invariants(self) -> tuple[Invariant | PairInvariant, ...]:
        """Return all that must hold for every patient, of one patient first, then between two."""
        return (*self.program.guideline.invariants, *self.program.guideline.pairs)

    def findings_at(self, span: Span) -> tuple[Finding, ...]:
        """Return the findings on the sheet of a place."""
        return tuple(one for one in self.findings if (one.span.workbook, one.span.sheet) == (span.workbook, span.sheet))

    def findings_about(self, code: str, rule: str) -> tuple[Finding, ...]:
        """Return the findings of one code about one rule, or one invariant."""
        return tuple(one for one in self.findings if one.code == code and one.rule == rule)


def survey(tables: Path, previous: Path | None = None) -> Site:
    """Read, compile and check the workbooks of a folder; `previous`: the workbooks of the version before, if there is one.

    Raises: NotPublishedError where they have errors.
    """
    outcome = run(tables, checks=True)
    if outcome.program is None or failed(outcome.findings):
        raise NotPublishedError(outcome.findings)
    earlier = run(previous) if previous is not None and previous.exists() else None
    if earlier is not None and earlier.program is None:
        raise NotPublishedError(earlier.findings)
    return Site(
        program=outcome.program,
        findings=outcome.findings,
        fired_by={case.id: rules_fired(advice) for case, advice in outcome.worked},
        previous=earlier.program.guideline if earlier is not None and earlier.program is not None else None,
    )


def number_of_rules(decisions: Iterable[Decision]) -> int:
    """Return how many rules the decisions have together."""
    return sum(len(one.rules) for one in decisions if isinstance(one, DecisionTable))
