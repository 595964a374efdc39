"""The same guideline for another rule engine: a b12dt program as a decision graph of ZEN (GoRules), and its evaluation.

Every decision table becomes a `decisionTableNode`, a summary an `expressionNode`, every requirement an edge. Facts are
read from the request itself (`$nodes.request`), which spares ZEN merging them into the data of every node: of eight
shapes of the graph that were tried none is faster beyond the noise, the plainest takes 1.4 times as long. The engines
are compared only after they have been shown to agree: `python -m benchmarks.zen` checks all outputs of all decisions
on random patients.

What is translated, and how:

- ZEN has the hit policies `first` and `collect`. UNIQUE, ANY and FIRST become `first`; PRIORITY becomes `first` over the
  rules in the order of their results in the value lists; COLLECT becomes `first` with collecting columns (`field[]`),
  ZEN 2's own way to gather a column over all rules that are met.
- An unknown code is the code `unknown` on both sides, an unknown number is `null`; `null` never meets a comparison.
- `not(...)` of codes becomes the list of the other codes: ZEN indexes such cells and walks the others.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, cast

os.environ["RUST_BACKTRACE"] = "0"  # else ZEN records a stack with every cell that it cannot evaluate

import zen

from b12dt.guideline import Guideline, load
from b12dt.model import (
    UNKNOWN,
    Anything,
    DecisionTable,
    Has,
    HitPolicy,
    Input,
    Interval,
    Kind,
    OneOf,
    OutputValue,
    Rule,
    Summary,
    Takes,
    UnaryTest,
    Union,
    Variable,
    Within,
)
from b12dt.program import Program, outputs_of
from b12dt.resolve.order import requirements

FIRST = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST)
KEY = "guideline"

Node = dict[str, Any]
Facts = Mapping[str, Any]


def evaluator(program: Program) -> Callable[[Facts], dict[str, Any]]:
    """Return ZEN's fastest repeated evaluation: one engine, the graph compiled once and held by the engine's own loader.

    A `ZenDecision` made by `create_decision` is compiled once, too, but starts a new runtime with its threads at
    every `evaluate`; the engine shares one. The static loader hands out the compiled graph without calling Python.
    """
    engine = _engine(program)

    def evaluate(facts: Facts) -> dict[str, Any]:
        return engine.evaluate(KEY, facts)["result"]

    return evaluate


def batches(program: Program) -> Callable[[Sequence[Facts]], list[dict[str, Any]]]:
    """Return ZEN's evaluation of many patients by one call, with the same engine."""
    engine = _engine(program)

    def evaluate(patients: Sequence[Facts]) -> list[dict[str, Any]]:
        made = engine.evaluate_batch([{"key": KEY, "context": facts} for facts in patients])
        return [one["data"]["result"] for one in made]

    return evaluate


def _engine(program: Program) -> Any:
    return zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph(program)}}})


def graph(program: Program) -> Node:
    """Return the whole guideline as a JSON decision model."""
    decisions = program.guideline.decisions
    nodes: list[Node] = [
        {"id": "request", "name": "request", "type": "inputNode", "content": {}},
        *(_table(one) if isinstance(one, DecisionTable) else _summary(one) for one in decisions),
        {"id": "response", "name": "response", "type": "outputNode", "content": {}},
    ]
    edges = chain(
        ((need, one.key) for one in decisions for need in requirements(one) or ("request",)),
        ((one.key, "response") for one in decisions),
    )
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes],
        "edges": [{"id": f"{a}>{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


def _table(decision: DecisionTable) -> Node:
    collects = decision.hit_policy not in (*FIRST, HitPolicy.PRIORITY)
    if collects and decision.hit_policy is not HitPolicy.COLLECT:
        raise NotImplementedError(f"{decision.key}: ZEN has no hit policy {decision.hit_policy}")
    rules = decision.rules
    if decision.hit_policy is HitPolicy.PRIORITY:
        rules = tuple(sorted(rules, key=lambda rule: _rank(rule, decision)))
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": one.path, "name": one.label, "field": _field(one)} for one in decision.inputs],
        "outputs": [
            {"id": f"out.{one.name}", "name": one.label, "field": f"{one.name}[]" if collects else one.name}
            for one in decision.outputs
        ],
        "rules": [_rule(rule, decision) for rule in rules],
        "outputPath": decision.key,
    }
    return {"id": decision.key, "name": decision.key, "type": "decisionTableNode", "content": content}


def _rank(rule: Rule, decision: DecisionTable) -> tuple[int, ...]:
    """Return the places of a rule's results in their value lists; the least comes first."""
    pairs = zip(decision.outputs, rule.outputs, strict=True)
    return tuple(_codes(output).index(entry.value) if isinstance(entry.value, str) else 0 for output, entry in pairs)


def _field(variable: Variable) -> str:
    """Return what a column asks; a collected column holds a list for each rule that was met, or nothing at all."""
    if isinstance(variable, Input):
        return f"$nodes.request.{variable.path}"
    return f"flatten({variable.path} ?? [])" if variable.kind is Kind.SEVERAL else variable.path


def _rule(rule: Rule, decision: DecisionTable) -> dict[str, str]:
    conditions = {one.path: cell(entry.test, one) for one, entry in zip(decision.inputs, rule.inputs, strict=True)}
    results = {
        f"out.{one.name}": literal(entry.value) for one, entry in zip(decision.outputs, rule.outputs, strict=True)
    }
    return {"_id": rule.id, **conditions, **results}


def _summary(decision: Summary) -> Node:
    expressions = [{"id": one.output.name, "key": one.output.name, "value": _union(one)} for one in decision.unions]
    content = {"expressions": expressions, "outputPath": decision.key}
    return {"id": decision.key, "name": decision.key, "type": "expressionNode", "content": content}


def _union(union: Union) -> str:
    values = f"flatten(flatten([{', '.join(f'({source.path} ?? [])' for source in union.sources)}]))"
    if union.takes is Takes.ALL:
        return values
    return f"filter({literal(_codes(union.output))}, # in {values})[0]"


def cell(test: UnaryTest, variable: Variable) -> str:
    """Return an input cell in ZEN's language; empty for `-`."""
    match test:
        case Anything():
            return ""
        case OneOf(codes=codes, negated=negated):
            return ", ".join(literal(code) for code in (_others(codes, variable) if negated else codes))
        case Has(codes=codes, negated=negated):
            some = " or ".join(f"{literal(code)} in $" for code in codes)
            return f"not({some})" if negated else some
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            return _numbers(intervals, unknown=unknown, negated=negated)


def _numbers(intervals: Iterable[Interval], *, unknown: bool, negated: bool) -> str:
    """Return a condition on a number. ZEN stops at `and` and `or` as Python does, so null is never compared."""
    parts = [_interval(one) for one in intervals]
    if negated:
        outside = [f"not({part})" for part in parts]
        return " and ".join(["$ != null", *outside]) if unknown else " or ".join(["$ == null", " and ".join(outside)])
    inside = " or ".join(parts)
    if unknown:
        return f"$ == null or {inside}" if parts else "null"
    return f"$ != null and ({inside})"


def _interval(interval: Interval) -> str:
    if interval.low is not None and interval.high is not None:
        left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
        return f"$ in {left}{interval.low}..{interval.high}{right}"
    if interval.low is not None:
        return f"$ {'>=' if interval.low_closed else '>'} {interval.low}"
    return f"$ {'<=' if interval.high_closed else '<'} {interval.high}"


def _codes(variable: Variable) -> tuple[str, ...]:
    return tuple(value.code for value in variable.values.values) if variable.values else ()


def _others(codes: Iterable[str], variable: Variable) -> list[str]:
    every = dict.fromkeys(_codes(variable))
    if isinstance(variable, Input) and variable.may_be_unknown:
        every[UNKNOWN] = None
    return [code for code in every if code not in set(codes)]


def literal(value: OutputValue) -> str:
    """Return a value in ZEN's language."""
    if isinstance(value, tuple):
        return f"[{', '.join(literal(one) for one in value)}]"
    return str(value) if isinstance(value, Decimal) else f"'{value}'"


def plain(facts: Facts) -> dict[str, Any]:
    """Return facts as both engines take them: codes, lists of codes, numbers, None for an unknown number."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def outputs(result: Facts, program: Program) -> dict[str, Any]:
    """Return ZEN's results by path, in the form of b12dt's: nothing collected is an empty list, a value counts once."""
    found: dict[str, Any] = {}
    for decision in program.guideline.decisions:
        for one in outputs_of(decision):
            stated: dict[str, Any] = result.get(decision.key) or {}
            value = stated.get(one.name)
            if one.kind is Kind.SEVERAL:
                value = list(dict.fromkeys(_flat(cast(Any, value))))
            found[one.path] = value
    return found


def _flat(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        for one in cast(list[Any], value):
            yield from _flat(one)
    elif value is not None:
        yield value


def differences(guideline: Guideline, patients: Iterable[Facts]) -> list[str]:
    """Return every output on which the two engines do not agree, with the patient."""
    program = guideline.program
    assert program is not None, "the guideline was read from workbooks"
    evaluate = evaluator(program)
    found: list[str] = []
    for patient in patients:
        advice = guideline.evaluate(patient)
        theirs = outputs(evaluate(plain(patient)), program)
        ours = {path: advice[path] for path in advice}
        assert ours.keys() == theirs.keys(), "both engines make the same outputs"
        found += [
            f"{path}: b12dt {ours[path]!r}, ZEN {theirs[path]!r} for {patient}"
            for path in ours
            if ours[path] != theirs[path]
        ]
    return found


def main() -> int:
    """Compare the engines on random patients, and write the graph if a file is named."""
    from benchmarks.patients import random_patients

    guideline = load("tables")
    assert guideline.program is not None, "the guideline was read from workbooks"
    patients = random_patients(guideline.inputs, 3000, seed=1)
    found = differences(guideline, patients)
    made = len(guideline.program.guideline.decisions)
    print(f"{len(patients)} patients, {made} decisions: {len(found)} differences")
    print("\n".join(found[:10]))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(
            json.dumps(graph(guideline.program), ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
