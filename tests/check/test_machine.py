"""The machine that runs cases on atoms gives what the evaluator gives, also with one table exchanged."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.check.cases import facts_of, is_expected
from b12dt.check.machine import Machine, Run, version_of
from b12dt.model import DecisionTable, Guideline, HitPolicy, Kind
from b12dt.prove.graph import Graph
from b12dt.runtime.facts import complete
from tests.prove.brute import Patient, World, small
from tests.support.interpreter import interpret, plain
from tests.support.models import (
    AGGREGATES,
    LISTS,
    Policies,
    category,
    compiled,
    guideline,
    output,
    summary,
    table,
)

NOT_ORDERED = tuple(one for one in HitPolicy if one is not HitPolicy.OUTPUT_ORDER)
CHAINS = st.one_of(
    small(Policies(last=NOT_ORDERED), most=300),
    small(Policies(inner=LISTS, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *LISTS)), most=300),
    small(Policies(inner=AGGREGATES, last=(HitPolicy.FIRST, HitPolicy.PRIORITY, *AGGREGATES)), most=300),
)


def fired(machine: Machine, run: Run) -> dict[str, list[str] | None]:
    """Return the rules that a run fired, by the decision's key."""
    return {
        key: None if run.fired[key] is None else [version.decision.rules[place].id for place in run.fired[key] or ()]
        for key, version in machine.versions.items()
    }


@pytest.fixture(scope="module")
def real(guideline: Any) -> Machine:
    """Return the machine of `tables/`."""
    return Machine(Graph(guideline.program.guideline))


def _check_real(guideline: Any, machine: Machine, facts: dict[str, Any]) -> None:
    advice = guideline.evaluate(facts)
    run = machine.run(complete(guideline.inputs, facts))
    by_key = {key: one for key, one in advice.decisions.items() if key in machine.versions}
    assert fired(machine, run) == {
        key: [rule.id for rule in one.rules] if one.answered else None for key, one in by_key.items()
    }
    assert {path: plain(value) for path, value in run.results.items()} == {path: advice[path] for path in advice}


def test_each_case_runs_as_it_is_evaluated(guideline: Any, real: Machine) -> None:
    """For every worked case of `tables/` the machine gives the evaluator's rules and results."""
    for case in guideline.program.guideline.cases:
        _check_real(guideline, real, facts_of(case))


def test_random_patients_run_as_they_are_evaluated(guideline: Any, real: Machine) -> None:
    """The same for random patients, half of whose facts are unknown."""
    sample = random.Random(41)
    for _ in range(200):
        facts = {}
        for name, one in guideline.inputs.items():
            value = sample.choice([*one.samples, None] if one.may_be_unknown else list(one.samples))
            facts[name] = list(value) if isinstance(value, tuple) else value
        _check_real(guideline, real, facts)


def _check(patient: Patient, machine: Machine, run: Run) -> None:
    """Hold a run against what the second evaluator says of the patient."""
    came = fired(machine, run)
    assert came == {key: None if rules is None else list(rules) for key, rules in patient.fired.items() if key in came}
    assert {path: plain(value) for path, value in run.results.items()} == {
        path: plain(patient.values[path]) for path in run.results
    }


@settings(max_examples=100)
@given(CHAINS)
def test_small_guidelines_run_as_their_cells_say(model: Guideline) -> None:
    """Chained tables of every hit policy run as the second evaluator has them, for every patient."""
    world = World(model)
    machine = Machine(world.graph)
    for one in world.patients:
        _check(one, machine, machine.run(world.facts_at(one.point)))


@pytest.mark.parametrize("rules", ["- || x\n- || y", "a || x\nnot(a) || y"])
def test_output_order_runs_as_its_cells_say(rules: str) -> None:
    """Under OUTPUT ORDER every rule that is met counts, in the order of the output's list."""
    fact = category("a")
    world = World(guideline([fact], [table("t", "O", [fact], [output("t.x")], rules)]))
    machine = Machine(world.graph)
    for one in world.patients:
        _check(one, machine, machine.run(world.facts_at(one.point)))


@settings(max_examples=120)
@given(st.data())
def test_again_is_the_changed_guideline(data: st.DataObject) -> None:
    """A run with one table exchanged gives what the guideline with that table gives, for every patient."""
    model = data.draw(CHAINS)
    world = World(model)
    machine = Machine(world.graph)
    decision = data.draw(st.sampled_from([one for one in model.decisions if isinstance(one, DecisionTable)]))
    changed = _changed(data, decision)
    if changed is None:
        return
    places = {rule.id: place for place, rule in enumerate(decision.rules)}
    boxes = world.graph.boxes[decision.key]
    version = version_of(changed, [boxes[places[rule.id]] for rule in changed.rules])
    other = replace(model, decisions=tuple(changed if one is decision else one for one in model.decisions))
    exchanged = Machine(world.graph)
    exchanged.versions = {**machine.versions, decision.key: version}
    for one in world.patients[:: max(1, len(world.patients) // 100)]:
        before = machine.run(world.facts_at(one.point))
        run = machine.again(before, version)
        rules, outputs = interpret(other, world.facts_at(one.point))
        _check(Patient(one.point, outputs, rules), exchanged, run)
        # What was run before is not touched by running it again.
        _check(one, machine, before)


def _changed(data: st.DataObject, decision: DecisionTable) -> DecisionTable | None:
    """Return a table with a rule dropped, two rules swapped, or one rule's results given to another."""
    places = range(len(decision.rules))
    one, other = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    rules = list(decision.rules)
    match data.draw(st.sampled_from(["drop", "swap", "result"])):
        case "drop":
            del rules[one]
        case "swap":
            rules[one], rules[other] = rules[other], rules[one]
        case _ if decision.hit_policy is HitPolicy.ANY:
            return None
        case _:
            rules[one] = replace(rules[one], outputs=rules[other].outputs)
    return replace(decision, rules=tuple(rules))


def test_only_what_is_asked_otherwise_is_run_again() -> None:
    """A table that is asked the same after a change keeps its answer, one that is asked something else gets another."""
    fact, first, second = category("a"), output("t.x"), output("u.x")
    decisions = [
        table("t", "U", [fact], [first], "a || x\nnot(a) || y"),
        table("u", "U", [first], [second], "x || x\ny || y\nz || z"),
        summary("s", (output("s.high"), "highest of", [first, second])),
    ]
    graph = Graph(guideline([fact], decisions))
    machine = Machine(graph)
    run = machine.run({"a": "b"})
    changed = table("t", "U", [fact], [first], "a || x\nnot(a) || z")
    again = machine.again(run, version_of(changed, graph.boxes["t"]))
    assert run.results == {"t.x": "y", "u.x": "y", "s.high": "y"}
    assert again.results == {"t.x": "z", "u.x": "z", "s.high": "z"}
    assert again.fired == {"t": (1,), "u": (2,), "s": ()}


def test_a_number_is_what_a_case_expects() -> None:
    """A result of 0.1 that a case expects is 0.1, on atoms as in the evaluator."""
    from decimal import Decimal

    from b12dt.loading import loaded
    from b12dt.runtime.advice import evaluate

    fact, result = category("a"), output("t.x", kind=Kind.NUMBER)
    program = compiled([fact], [table("t", "U", [fact], [result], "- || 0.1")])
    assert is_expected(Decimal("0.1"), evaluate(loaded(program), {})["t.x"])
    assert is_expected(Decimal("0.1"), Machine(Graph(program.guideline)).run({"a": "a"}).results["t.x"])
