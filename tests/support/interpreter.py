"""A second evaluator, slow and plain, to hold the compiled one against.

It walks the cells of the model with `b12dt.check.conditions.meets` and knows nothing of atoms, masks, trees or
generated code. Hit policies are written down here once more from DMN 1.5, section 8.2.8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from b12dt.check.conditions import meets
from b12dt.model import DecisionTable, Guideline, HitPolicy, Kind, Output, Rule, Summary, Takes, Variable

ONE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


def interpret(
    guideline: Guideline, values: Mapping[str, Any]
) -> tuple[dict[str, tuple[str, ...] | None], dict[str, Any]]:
    """Return the IDs of the rules that fire, by decision, and every output by its path.

    `values` are complete facts: codes, tuples of codes, numbers, None for an unknown number. A table without an answer
    fires None and gives None; so does one that needs such an answer.
    """
    known: dict[str, Any] = dict(values)
    fired: dict[str, tuple[str, ...] | None] = {}
    for decision in guideline.decisions:
        if isinstance(decision, Summary):
            fired[decision.key] = (
                ()
                if all(fired[one.decision] is not None for union in decision.unions for one in union.sources)
                else None
            )
            for union in decision.unions:
                known[union.output.path] = _united(
                    union.takes, [known[one.path] for one in union.sources], union.output
                )
            continue
        needed = {one.decision for one in decision.inputs if isinstance(one, Output)}
        rules = None if any(fired[key] is None for key in needed) else rules_that_fire(decision, known)
        fired[decision.key] = None if rules is None else tuple(rule.id for rule in rules)
        for place, output in enumerate(decision.outputs):
            known[output.path] = None if rules is None else result(decision, place, rules)
    return fired, {path: value for path, value in known.items() if path not in values}


def rules_that_fire(decision: DecisionTable, known: Mapping[str, Any]) -> tuple[Rule, ...] | None:
    """Return the rules of one table that count, None where it owes an answer and has none."""
    met = [
        rule
        for rule in decision.rules
        if all(meets(entry.test, known[one.path]) for one, entry in zip(decision.inputs, rule.inputs, strict=True))
    ]
    return choose(decision, met)


def choose(decision: DecisionTable, met: Sequence[Rule]) -> tuple[Rule, ...] | None:
    """Return which of the rules that are met count, by the hit policy."""
    match decision.hit_policy:
        case HitPolicy.UNIQUE:
            assert len(met) <= 1, "unique promises that no two rules are met"
            chosen = list(met)
        case HitPolicy.ANY:
            assert len({tuple(entry.value for entry in rule.outputs) for rule in met}) <= 1, "any promises one result"
            chosen = list(met)
        case HitPolicy.FIRST:
            chosen = list(met[:1])
        case HitPolicy.PRIORITY:
            best = min((priority(decision, rule) for rule in met), default=None)
            chosen = [rule for rule in met if priority(decision, rule) == best]
        case HitPolicy.OUTPUT_ORDER:
            chosen = sorted(met, key=lambda rule: priority(decision, rule))
        case _:
            chosen = list(met)
    return tuple(chosen) if chosen or decision.hit_policy not in ONE else None


def priority(decision: DecisionTable, rule: Rule) -> tuple[int, ...]:
    """Return where a rule's results stand in their lists, the first output counting most."""
    return tuple(
        _order(output).index(str(entry.value)) for output, entry in zip(decision.outputs, rule.outputs, strict=True)
    )


def result(decision: DecisionTable, place: int, rules: Sequence[Rule]) -> Any:
    """Return one output of a table from the rules that count."""
    given = [rule.outputs[place].value for rule in rules]
    match decision.hit_policy:
        case HitPolicy.UNIQUE | HitPolicy.ANY | HitPolicy.PRIORITY | HitPolicy.FIRST:
            return given[0]
        case HitPolicy.COUNT:
            return len(given)
        case HitPolicy.SUM:
            return sum(given, Decimal(0)) if given else None
        case HitPolicy.LEAST:
            return min(given, default=None)
        case HitPolicy.GREATEST:
            return max(given, default=None)
        case _ if decision.outputs[place].kind is Kind.NUMBER:
            return tuple(given)
        case _:
            return _each_once(given)


def plain(value: Any) -> Any:
    """Return a result as the compiled guideline states it: numbers as floats, several values as a list."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return float(value) if isinstance(value, Decimal | int) else value


def columns(decision: DecisionTable, *, points: Mapping[str, Sequence[Any]]) -> list[list[tuple[Any, frozenset[int]]]]:
    """Return for each column its points, each with the places of the rules whose cell it meets."""
    return [
        [
            (
                point,
                frozenset(place for place, rule in enumerate(decision.rules) if meets(rule.inputs[column].test, point)),
            )
            for point in points[variable.path]
        ]
        for column, variable in enumerate(decision.inputs)
    ]


def _united(takes: Takes, given: Sequence[Any], output: Output) -> Any:
    flat = _each_once([one for one in given if one is not None])
    if takes is Takes.ALL:
        return flat
    return min(flat, key=_order(output).index, default=None)


def _each_once(given: Sequence[Any]) -> tuple[Any, ...]:
    flat = [one for value in given for one in (value if isinstance(value, tuple) else (value,))]
    return tuple(dict.fromkeys(flat))


def _order(variable: Variable) -> list[str]:
    return [value.code for value in variable.values.values] if variable.values else []
