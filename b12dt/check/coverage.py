"""What of the guideline the worked cases exercise: rules, thresholds, values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from b12dt.check.suite import Suite, Survivor
from b12dt.diagnostics import Finding, finding
from b12dt.model import DecisionTable, Guideline, Input, Kind, Within
from b12dt.program import tables_of
from b12dt.prove.gathering import codes_of
from b12dt.prove.regions import as_evaluated, patient_text
from b12dt.runtime.numbers import number_text


def check_coverage(suite: Suite) -> Iterable[Finding]:
    """Return what no case exercises. Rules that can never fire are reported elsewhere and are not asked for here."""
    if not suite.cases:
        yield finding("DT609", suite.graph.guideline.decisions[0].span)
        return
    for case in suite.cases:
        if not case.expectations and not case.rules:
            yield finding("DT608", case.span, rule=case.id)
    yield from _rules_never_fired(suite)
    yield from _thresholds_not_tested(suite)
    yield from _values_never_expected(suite)


def survivors(suite: Suite, found: Iterable[Survivor]) -> Iterable[Finding]:
    """Return a finding for each mutant that no case notices, with a patient who would notice it."""
    variables = {one.name: one for one in suite.graph.inputs}
    for survivor in found:
        mutant = survivor.mutant
        yield finding(
            "DT607",
            mutant.span,
            rule=mutant.rule,
            read=mutant.before,
            patient=patient_text(survivor.patient, variables),
            facts=as_evaluated(survivor.patient, suite.graph.guideline),
            after=mutant.after,
        )


def _rules_never_fired(suite: Suite) -> Iterable[Finding]:
    for decision in tables_of(suite.graph.guideline):
        for rule in decision.rules:
            patient = None if rule.id in suite.fired else suite.graph.patient(suite.graph.fires[rule.id])
            if patient is not None:
                variables = {one.name: one for one in suite.graph.inputs}
                yield finding(
                    "DT604",
                    rule.span,
                    rule=rule.id,
                    patient=patient_text(patient, variables),
                    facts=as_evaluated(patient, suite.graph.guideline),
                )


def _thresholds_not_tested(suite: Suite) -> Iterable[Finding]:
    guideline = suite.graph.guideline
    for one in guideline.inputs:
        if one.kind is not Kind.NUMBER:
            continue
        tried = [
            value
            for case in suite.cases
            for name, value in case.facts
            if name == one.name and isinstance(value, Decimal)
        ]
        bounds = bounds_of(one, guideline)
        for place, bound in enumerate(bounds):
            below = bounds[place - 1] if place else None
            above = bounds[place + 1] if place + 1 < len(bounds) else None
            missing = list(_sides(one, tried, bound, below, above))
            if missing:
                yield finding(
                    "DT605", one.span, read=f"{bound} {one.unit}".rstrip(), label=one.label, sides=", ".join(missing)
                )


def bounds_of(one: Input, guideline: Guideline) -> list[Decimal]:
    """Return the thresholds that cells set on a number, in ascending order."""
    return sorted(
        {
            bound
            for decision in tables_of(guideline)
            if one in decision.inputs
            for rule in decision.rules
            for test in [rule.inputs[decision.inputs.index(one)].test]
            if isinstance(test, Within)
            for interval in test.intervals
            for bound in (interval.low, interval.high)
            if bound is not None
        }
    )


def _sides(
    one: Input, tried: list[Decimal], bound: Decimal, below: Decimal | None, above: Decimal | None
) -> Iterable[str]:
    """Return the sides of a threshold that no case stands on: on it, between it and its neighbours."""
    if bound not in tried:
        yield "on it"
    if (one.lowest is None or bound > one.lowest) and not any(
        (below is None or below < value) and value < bound for value in tried
    ):
        yield "just below it"
    if (one.highest is None or bound < one.highest) and not any(
        bound < value and (above is None or value < above) for value in tried
    ):
        yield "just above it"


def _values_never_expected(suite: Suite) -> Iterable[Finding]:
    expected: dict[str, set[object]] = {}
    for case in suite.cases:
        for one in case.expectations:
            expected.setdefault(one.output.path, set()).update(codes_of(one.value) if one.value is not None else ())
    for decision in tables_of(suite.graph.guideline):
        yield from _never_expected(suite, decision, expected)


def _never_expected(suite: Suite, decision: DecisionTable, expected: dict[str, set[object]]) -> Iterable[Finding]:
    for output in decision.outputs:
        found = suite.graph.values(output)
        given = {code for value, where in found.items() if where != suite.graph.space.false for code in codes_of(value)}
        missing = sorted(
            number_text(float(code)) if isinstance(code, Decimal) else str(code)
            for code in given - expected.get(output.path, set())
        )
        if missing:
            yield finding("DT606", output.span, read=", ".join(missing), label=output.label)
