"""The worked cases as a test suite: every expected result and rule must come out, every invariant must hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from b12dt.check.conditions import holds
from b12dt.diagnostics import Finding, finding
from b12dt.loading import loaded
from b12dt.model import UNKNOWN, Case, FactValue, Guideline
from b12dt.program import Program
from b12dt.runtime.advice import Advice, evaluate


def run_cases(program: Program) -> Iterable[Finding]:
    """Run every worked case; report each result, rule or invariant that fails."""
    compiled = loaded(program)
    for case in program.guideline.cases:
        advice = evaluate(compiled, facts_of(case))
        yield from _results(case, advice)
        yield from _rules(case, advice)
        yield from _invariants(case, advice, program.guideline)


def facts_of(case: Case) -> dict[str, Any]:
    """Return a case's facts as `evaluate` takes them."""
    return {name: _fact(value) for name, value in case.facts}


def _fact(value: FactValue) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _results(case: Case, advice: Advice) -> Iterable[Finding]:
    for expected in case.expectations:
        path = expected.output.path
        came = advice[path]
        wanted = expected.value
        same = set(came or ()) == set(wanted) if isinstance(wanted, tuple) else came == _plain(wanted)
        if not same:
            rules = advice.decisions[expected.output.decision].rules
            yield finding(
                "DT601",
                expected.span,
                read=_words(came),
                expected=[_words(wanted)],
                rule=case.id,
                column=path,
                related=[],
                title=case.title,
                fired=", ".join(f"{rule.id} ({rule.place})" for rule in rules) or "no rule",
            )


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value) or "(none)"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return "(none)" if value is None else str(value)


def _rules(case: Case, advice: Advice) -> Iterable[Finding]:
    fired = {rule.id for decided in advice.decisions.values() for rule in decided.rules}
    for rule in case.rules:
        if rule not in fired:
            key = next(key for key, one in advice.compiled.DECISIONS.items() if any(rule == own.id for own in one.rules))
            instead = ", ".join(one.id for one in advice.decisions[key].rules) or "no rule"
            yield finding("DT602", case.span, read=instead, expected=[rule], rule=case.id, title=case.title)


def _invariants(case: Case, advice: Advice, guideline: Guideline) -> Iterable[Finding]:
    values = known_values(advice)
    for invariant in guideline.invariants:
        if holds(invariant.premise, values) and not holds(invariant.conclusion, values):
            yield finding(
                "DT603",
                invariant.span,
                read=invariant.conclusion_text,
                rule=invariant.id,
                related=[case.span],
                sentence=invariant.sentence,
                case=case.id,
            )


def known_values(advice: Advice) -> Mapping[str, Any]:
    """Return every fact and every output by its path; an unknown number is `unknown`."""
    values: dict[str, Any] = dict(advice.facts)
    values |= {path: advice[path] for path in advice}
    return {path: UNKNOWN if value is None and path in advice.facts else value for path, value in values.items()}
