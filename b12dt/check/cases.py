"""The worked cases as a test suite: every expected result and rule must come out, every invariant must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, cast

from b12dt.check.conditions import holds
from b12dt.diagnostics import Finding, Span, finding
from b12dt.loading import loaded
from b12dt.model import (
    UNKNOWN,
    And,
    Case,
    Comparison,
    Condition,
    FactValue,
    Guideline,
    Invariant,
    IsEmpty,
    Not,
    Or,
    OutputValue,
    Variable,
)
from b12dt.program import Program
from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.decided import Compiled, outputs_of
from b12dt.runtime.numbers import number_text
from b12dt.runtime.structure import Rule

Worked = Sequence[tuple[Case, Advice]]
"""The worked cases, each with the advice that came of it."""


def worked(program: Program, compiled: Compiled) -> Worked:
    """Run every worked case."""
    return [(case, evaluate(compiled, facts_of(case))) for case in program.guideline.cases]


def run_cases(program: Program, done: Worked | None = None) -> Iterable[Finding]:
    """Report each result, rule or invariant of a case that fails, cases that fail alike together.

    `done`: the cases, where they have been run already.
    """
    failures: dict[tuple[str, ...], list[Failure]] = {}
    invariants = _Invariants(program.guideline)
    for case, advice in worked(program, loaded(program)) if done is None else done:
        values = known_values(advice)
        broken = (_broken(case, one, values) for one in invariants.broken(values))
        for failure in (*_results(case, advice, values), *_rules(case, advice), *broken):
            failures.setdefault(failure.alike, []).append(failure)
    return [_finding(group) for group in failures.values()]


def rules_fired(advice: Advice) -> frozenset[str]:
    """Return the IDs of the rules that fired for a patient."""
    return frozenset(rule.id for rules in advice.fired for rule in rules or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing about one case that is not as it should be. Failures with the same `alike` have one cause."""

    code: str
    case: Case
    span: Span
    read: str
    expected: tuple[str, ...] = ()
    column: str = ""
    fired: tuple[Rule, ...] = ()
    invariant: str = ""
    sentence: str = ""
    came: str = ""

    @property
    def alike(self) -> tuple[str, ...]:
        """Return what failures of one cause share."""
        fired = tuple(rule.id for rule in self.fired)
        return (self.code, self.read, *self.expected, self.column, self.invariant, *fired)


def _finding(group: list[Failure]) -> Finding:
    first = group[0]
    others = [failure.case.id for failure in group[1:]]
    return finding(
        first.code,
        first.span,
        read=first.read,
        expected=first.expected,
        column=first.column,
        rule=first.case.id,
        related=(first.case.span,) if first.code == "DT603" else (),
        fired=_fired(first),
        came=first.came,
        title=first.case.title,
        others=f" and {len(others)} more" if others else "",
        alike=", ".join(others),
        invariant=first.invariant,
        sentence=first.sentence,
    )


def _fired(failure: Failure) -> str:
    if failure.code == "DT603":
        return ""
    return "; ".join(f"{rule.id} ({rule.place})" for rule in failure.fired) or "no rule"


def facts_of(case: Case) -> dict[str, Any]:
    """Return a case's facts as `evaluate` takes them."""
    return {name: _fact(value) for name, value in case.facts}


def _fact(value: FactValue) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _results(case: Case, advice: Advice, values: Mapping[str, Any]) -> Iterable[Failure]:
    for expected in case.expectations:
        path = expected.output.path
        came, wanted = values[path], expected.value
        if not is_expected(wanted, came):
            yield Failure(
                code="DT601",
                case=case,
                span=expected.span,
                read=_words(came, expected.output),
                expected=(_words(wanted, expected.output),),
                column=path,
                fired=advice.decisions[expected.output.decision].rules,
            )


def is_expected(expected: OutputValue | None, came: Any) -> bool:
    """Tell whether a result is what a case expects; the order of several values does not matter."""
    if isinstance(expected, tuple):
        return set(came or ()) == set(expected)
    return came == (float(expected) if isinstance(expected, Decimal) else expected)


def _words(value: Any, variable: Variable) -> str:
    """Return a value as a cell has it: in the labels of its list."""
    listed: Iterable[Any] = cast("Iterable[Any]", value) if isinstance(value, list | tuple) else (value,)
    labels = {one.code: one.label for one in variable.words}
    words = (labels.get(one, one) if isinstance(one, str) else number_text(one) for one in listed if one is not None)
    return "; ".join(words) or "(none)"


def _came(condition: Condition, values: Mapping[str, Any]) -> str:
    """Return what came out of all that a condition asks about."""
    asked = {one.path: one for one in _variables(condition)}
    return ", ".join(f"{one.label} {_words(values[path], one)}" for path, one in asked.items())


def _variables(condition: Condition) -> Iterable[Variable]:
    match condition:
        case Comparison(variable=variable) | IsEmpty(variable=variable):
            yield variable
        case Not(operand=operand):
            yield from _variables(operand)
        case And(operands=operands) | Or(operands=operands):
            for one in operands:
                yield from _variables(one)


def _rules(case: Case, advice: Advice) -> Iterable[Failure]:
    fired = rules_fired(advice)
    for rule in case.rules:
        if rule not in fired:
            key = next(
                key for key, one in advice.compiled.DECISIONS.items() if any(rule == own.id for own in one.rules)
            )
            instead = advice.decisions[key].rules
            read = ", ".join(one.id for one in instead) or "no rule"
            yield Failure(code="DT602", case=case, span=case.rules_span, read=read, expected=(rule,), fired=instead)


class _Invariants:
    """The invariants, each judged once for all cases that are alike in what it asks about."""

    def __init__(self, guideline: Guideline) -> None:
        self._all = [(one, itemgetter(*_paths(one)), dict[Any, bool]()) for one in guideline.invariants]

    def broken(self, values: Mapping[str, Any]) -> Iterable[Invariant]:
        """Return the invariants that do not hold for these facts and results."""
        for invariant, asked, known in self._all:
            point = asked(values)
            fine = known.get(point)
            if fine is None:
                fine = not holds(invariant.premise, values) or holds(invariant.conclusion, values)
                known[point] = fine
            if not fine:
                yield invariant


def _paths(invariant: Invariant) -> Iterable[str]:
    return (one.path for condition in (invariant.premise, invariant.conclusion) for one in _variables(condition))


def _broken(case: Case, invariant: Invariant, values: Mapping[str, Any]) -> Failure:
    return Failure(
        code="DT603",
        case=case,
        span=invariant.span,
        read=invariant.conclusion_text,
        invariant=invariant.id,
        sentence=invariant.sentence,
        came=_came(invariant.conclusion, values),
    )


def known_values(advice: Advice) -> Mapping[str, Any]:
    """Return every fact and every output by its path; an unknown number is `unknown`, several codes are a tuple."""
    facts = {name: UNKNOWN if value is None else value for name, value in advice.checked_facts.items()}
    return facts | outputs_of(advice.compiled.DECISIONS, advice.fired)
