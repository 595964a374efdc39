"""Mutants differ in one place, and what is said of each is so when the mutated guideline is compiled and tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12dt.atoms import mask_of
from b12dt.atoms import test_of as cell_of
from b12dt.check.cases import run_cases
from b12dt.check.machine import Version
from b12dt.check.mutants import Mutant, mutants_of, on_the_bounds, overlaps
from b12dt.check.suite import Suite
from b12dt.model import (
    Anything,
    DecisionTable,
    Guideline,
    Has,
    HitPolicy,
    Kind,
    OneOf,
    Rule,
    UnaryTest,
    Variable,
    Within,
)
from b12dt.program import compile_guideline, tables_of
from b12dt.prove.graph import Graph
from b12dt.runtime.structure import Atoms
from tests.check.made import case, with_cases
from tests.prove.brute import Patient, World, is_small, small
from tests.support.interpreter import interpret
from tests.support.models import LISTS, ONE_ANSWER, Policies, category, guideline, number, output, several, table

MOST_PATIENTS = 250
MUTANTS = 12
PLAIN = (*ONE_ANSWER, *LISTS)
MODELS = st.one_of(
    small(Policies(last=PLAIN), most_tables=2, most=100),
    small(Policies(inner=LISTS, last=PLAIN), most_tables=2, most=100),
)


def written_with(mask: int, atoms: Atoms, variable: Variable) -> UnaryTest:
    """Return a cell with this mask, also one that nobody meets."""
    if not mask:
        return {Kind.CATEGORY: OneOf(codes=()), Kind.SEVERAL: Has(codes=()), Kind.NUMBER: Within()}[variable.kind]
    if variable.kind is not Kind.SEVERAL:
        test = cell_of(mask, atoms, variable)
        assert test is not None
        return test
    for count in range(len(atoms.codes) + 2):
        for codes in combinations((*atoms.codes, "unknown"), count):
            for test in (Has(codes=codes), Has(codes=codes, negated=True), Anything()):
                if mask_of(test, atoms) == mask:
                    return test
    raise AssertionError(f"no cell has the mask {mask:b}")


def as_written(graph: Graph, version: Version) -> DecisionTable:
    """Return the table that a mutant stands for, its cells written so that they have the mutant's masks."""
    old = {rule.id: (rule, box) for rule, box in zip(*_table(graph, version.decision.key), strict=True)}
    rules: list[Rule] = []
    for rule, box in zip(version.decision.rules, version.boxes, strict=True):
        entries = tuple(
            entry if mask == was else replace(entry, test=written_with(mask, graph.atoms[one.path], one))
            for one, entry, mask, was in zip(version.decision.inputs, rule.inputs, box, old[rule.id][1], strict=True)
        )
        rules.append(replace(rule, inputs=entries))
    return replace(version.decision, rules=tuple(rules))


def _table(graph: Graph, key: str) -> tuple[tuple[Rule, ...], tuple[tuple[int, ...], ...]]:
    decision = graph.decision(key)
    assert isinstance(decision, DecisionTable)
    return decision.rules, graph.boxes[key]


# --- what mutants there are ------------------------------------------------------------------------------------------


def places_changed(graph: Graph, mutant: Mutant) -> list[str]:
    """Return every place in which a mutant differs from its table."""
    rules, boxes = _table(graph, mutant.version.decision.key)
    version = mutant.version
    order = [one.id for one in version.decision.rules]
    if order != [one.id for one in rules]:
        moved = [place for place, one in enumerate(order) if one != rules[place].id]
        assert moved == [moved[0], moved[0] + 1]
        assert sorted(order) == sorted(one.id for one in rules)
        assert [boxes[[one.id for one in rules].index(name)] for name in order] == list(version.boxes)
        return ["order"]
    changed: list[str] = []
    for old, new, box, other in zip(rules, version.decision.rules, boxes, version.boxes, strict=True):
        columns = [place for place, (a, b) in enumerate(zip(box, other, strict=True)) if a != b]
        changed += ["dropped"] if box != other and not any(other) else [f"cell {place}" for place in columns]
        changed += [
            f"result {place}"
            for place, (a, b) in enumerate(zip(old.outputs, new.outputs, strict=True))
            if a.value != b.value
        ]
        assert replace(old, outputs=new.outputs) == new
        if box != other or old != new:
            assert mutant.rule == old.id
    return changed


@settings(max_examples=80)
@given(small(most=300))
def test_every_mutant_differs_in_one_place(model: Guideline) -> None:
    """A mutant changes one cell, one result or the order of two neighbours, or drops one rule; no two are the same."""
    graph = Graph(model, on_the_bounds(model))
    for decision in tables_of(model):
        every = list(mutants_of(graph, decision))
        nobodys = {rule.id for rule, box in zip(*_table(graph, decision.key), strict=True) if not all(box)}
        assert all(len(places_changed(graph, one)) == 1 for one in every if one.rule not in nobodys)
        seen = [(one.version.decision.rules, one.version.boxes) for one in every if one.rule not in nobodys]
        assert len(set(seen)) == len(seen)
        assert sum(one.after == "(rule dropped)" for one in every) == len(decision.rules)
        swaps = len(decision.rules) - 1 if decision.hit_policy is HitPolicy.FIRST else 0
        assert sum(one.after == "(the two swapped)" for one in every) == swaps


def cells_of(text: str, variable: Variable) -> set[str]:
    """Return what the mutants of one cell say."""
    model = guideline([variable], [table("t", "F", [variable], [output("t.x", "xy")], f"{text} || x\n- || y")])
    graph = Graph(model, on_the_bounds(model))
    return {one.after for one in mutants_of(graph, tables_of(model)[0]) if one.rule == "t1" and one.before == text}


@pytest.mark.parametrize(
    ("text", "variable", "cells"),
    [
        ("a, b", category("a"), {"a", "b", "not(unknown)", "not(c)"}),
        ("a", category("a", "ab", may_be_unknown=False, default="a"), {"-"}),
        ("> 5", number("n", may_be_unknown=False), {">= 5", "> 5", "<= 5"}),
        ("-", category("a"), set()),
    ],
)
def test_the_mutants_of_a_cell(text: str, variable: Variable, cells: set[str]) -> None:
    """A category's cell has one value more or less, a number's takes the threshold in or leaves it out, or is turned round."""
    came = cells_of(text, variable)
    if variable.kind is Kind.NUMBER:
        assert cells - {text} <= came
        assert text not in came
    else:
        assert {one for one in came if one != "(rule dropped)"} == cells


# --- what becomes of them --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """A guideline with cases, all of its patients, and the suite."""

    world: World
    suite: Suite


@st.composite
def with_some_cases(draw: st.DrawFn, models: st.SearchStrategy[Guideline]) -> Tried:
    """Return a guideline with cases that expect some of what their patients get, all of which come out."""
    model = draw(models)
    fine = Graph(model, on_the_bounds(model))
    assume(0 < fine.space.count(fine.space.true) <= MOST_PATIENTS)
    world = World(model, fine)
    cases = []
    for place in range(draw(st.integers(0, 5))):
        patient = draw(st.sampled_from(world.patients))
        facts = {one.name: _as_case(patient.values[one.name], one.kind) for one in model.inputs}
        paths = [one.path for table in tables_of(model) for one in table.outputs]
        chosen = draw(st.lists(st.sampled_from(paths), unique=True))
        fired = [rule for rules in patient.fired.values() for rule in rules or ()]
        rules = draw(st.lists(st.sampled_from(fired), unique=True)) if fired else []
        cases.append(
            case(
                model,
                f"C{place}",
                expected={path: patient.values[path] for path in chosen},
                rules=tuple(rules),
                **facts,
            )
        )
    model = with_cases(model, *cases)
    return Tried(World(model, fine), Suite(model))


def _as_case(value: Any, kind: Kind) -> Any:
    if kind is Kind.NUMBER:
        return "unknown" if value is None else value
    return "unknown" if value == ("unknown",) else value


def differing(tried: Tried, mutated: Guideline, key: str) -> tuple[list[Patient], list[Patient]]:
    """Return who gets something else from one table, or no longer fires a rule of it; and who lost the answer."""
    changed: list[Patient] = []
    lost: list[Patient] = []
    (policy,) = [table.hit_policy for table in tables_of(mutated) if table.key == key]
    paths = [one.path for table in tables_of(mutated) if table.key == key for one in table.outputs]
    for one in tried.world.patients:
        fired, outputs = interpret(mutated, tried.world.facts_at(one.point))
        gone = set(one.fired[key] or ()) - set(fired[key] or ())
        if gone or any(_loose(outputs[path], policy) != _loose(one.values[path], policy) for path in paths):
            changed.append(one)
        if fired[key] is None and one.fired[key] is not None:
            lost.append(one)
    return changed, lost


def _loose(value: Any, policy: HitPolicy) -> Any:
    """Return a result without the order of what is collected in none."""
    return sorted(value, key=str) if isinstance(value, tuple) and policy is HitPolicy.COLLECT else value


def check_fate(tried: Tried, mutant: Mutant) -> str:
    """Hold what is said of one mutant against the mutated guideline, compiled and tried; return what is said."""
    suite = tried.suite
    key = mutant.version.decision.key
    written = as_written(suite.graph, mutant.version)
    model = replace(
        tried.world.model,
        decisions=tuple(written if one.key == key else one for one in tried.world.model.decisions),
    )
    program, _ = compile_guideline(model)
    fate = suite._fate(mutant)
    if program is None:
        assert fate in ("noticed", "refused"), mutant
        return str(fate)
    failing = any(one.code in ("DT601", "DT602") for one in run_cases(program))
    assert (fate == "noticed") == failing, mutant
    if failing:
        return "noticed"
    changed, lost = differing(tried, model, key)
    assert (fate == "refused") == bool(lost), mutant
    if lost:
        return "refused"
    assert (fate == "equivalent") == (not changed), mutant
    if isinstance(fate, Mapping):
        _check_survivor(tried, fate, changed)
        return "survived"
    return "equivalent"


def _check_survivor(tried: Tried, shown: Mapping[str, Any], changed: list[Patient]) -> None:
    base = tried.world.base
    facts = {one.name: base.values[one.name] for one in tried.world.model.inputs} | dict(shown)
    (patient,) = [
        one for one in tried.world.patients if all(one.values[name] == value for name, value in facts.items())
    ]
    assert patient in changed
    assert patient.differs_from(base.point) == min(one.differs_from(base.point) for one in changed)


def check_all(tried: Tried, data: st.DataObject) -> None:
    """Hold some mutants of every table against their mutated guidelines, and the score against the fates."""
    for decision in tables_of(tried.world.model):
        every = list(mutants_of(tried.suite.graph, decision))
        places = data.draw(st.lists(st.integers(0, len(every) - 1), unique=True, max_size=MUTANTS)) if every else []
        for place in places:
            check_fate(tried, every[place])


@settings(max_examples=120)
@given(st.data())
def test_what_is_said_of_a_mutant_is_so(data: st.DataObject) -> None:
    """Noticed: some case fails. Refused: an overlap, or somebody without an answer. Equivalent: nobody differs. Else: the patient shown does."""
    check_all(data.draw(with_some_cases(MODELS)), data)


@settings(max_examples=30)
@given(with_some_cases(MODELS))
def test_the_score_counts_every_mutant(tried: Tried) -> None:
    """Made is noticed, refused, equivalent and survived together, and each table's name was told before its mutants."""
    names: list[str] = []
    score, left = tried.suite.mutation(names.append)
    tables = tables_of(tried.world.model)
    assert names == [one.name for one in tables]
    assert score.made == sum(len(list(mutants_of(tried.suite.graph, one))) for one in tables)
    assert score.made == score.noticed + score.refused + score.equivalent + score.survived
    assert len(left) == score.survived


def _one_fate(model: Guideline, rule: str, before: str, after: str) -> str:
    world = World(model, Graph(model, on_the_bounds(model)))
    assert is_small(model)
    tried = Tried(world, Suite(model))
    (mutant,) = [
        one
        for table in tables_of(model)
        for one in mutants_of(tried.suite.graph, table)
        if (one.rule, one.before, one.after) == (rule, before, after)
    ]
    return check_fate(tried, mutant)


A = category("a", "ab", may_be_unknown=False, default="a")


def _small(policy: str, rules: str, kind: Kind = Kind.CATEGORY) -> Guideline:
    return guideline([A], [table("t", policy, [A], [output("t.x", "xy", kind)], rules)])


def test_each_fate_by_hand() -> None:
    """One mutant of each fate, told as such."""
    unique = _small("U", "a || x\nb || y")
    assert _one_fate(unique, "t1", "a", "-") == "refused"
    assert _one_fate(unique, "t1", "t1", "(rule dropped)") == "refused"
    assert _one_fate(unique, "t1", "x", "y") == "survived"
    seen = with_cases(unique, case(unique, "C", a="a", expected={"t.x": "x"}))
    assert _one_fate(seen, "t1", "x", "y") == "noticed"
    fired = with_cases(unique, case(unique, "C", a="a", rules=("t1",)))
    assert _one_fate(fired, "t1", "x", "y") == "survived"
    assert _one_fate(fired, "t1", "t1", "(rule dropped)") == "noticed"
    assert _one_fate(_small("C", "a || x\n- || x", Kind.SEVERAL), "t1", "a", "-") == "equivalent"


@pytest.mark.parametrize("kind", [Kind.CATEGORY, Kind.SEVERAL])
def test_a_mutant_that_fills_a_gap_is_not_equivalent(kind: Kind) -> None:
    """A cell that is met by patients who had no answer is a difference: they get one."""
    suite = Suite(_small("U", "a || x", kind))
    (mutant,) = [
        one
        for one in mutants_of(suite.graph, tables_of(suite.graph.guideline)[0])
        if (one.before, one.after) == ("a", "-")
    ]
    assert suite._fate(mutant) == {"a": "b"}


def test_a_case_notices_through_the_tables_after() -> None:
    """A mutant is noticed by a case that expects a result of a later table only."""
    first = output("t.x", "xy")
    decisions = [
        table("t", "U", [A], [first], "a || x\nb || y"),
        table("u", "U", [first], [output("u.x", "xy")], "x || x\ny || y"),
    ]
    model = guideline([A], decisions)
    assert _one_fate(with_cases(model, case(model, "C", expected={"u.x": "x"})), "t1", "x", "y") == "noticed"
    assert _one_fate(with_cases(model, case(model, "C", a="b", expected={"u.x": "y"})), "t1", "x", "y") == "survived"


@pytest.mark.parametrize("policy", ["C+", "C#", "C>", "C<", "C"])
def test_a_wider_rule_of_an_aggregate_is_not_equivalent(policy: str) -> None:
    """Where another rule adds to a sum, a count, a least, a greatest or a list of numbers, somebody gets something else."""
    result = {"C<": "1", "C>": "3"}.get(policy, "2")
    model = _small(policy, f"a || {result}\n- || 2", Kind.NUMBER)
    assert _one_fate(model, "t1", "a", "-") == "survived"


def test_a_number_that_is_never_the_greatest_makes_no_difference() -> None:
    """A changed number that is still below the greatest, or only counted, changes nobody's result."""
    assert _one_fate(_small("C#", "a || 1\nb || 1", Kind.NUMBER), "t1", "1", "2") == "equivalent"


def test_mutants_of_output_order() -> None:
    """A case that expects both results of an OUTPUT ORDER table notices that one of them changes."""
    model = _small("O", "- || x\n- || y")
    model = with_cases(model, case(model, "C", expected={"t.x": ("x", "y")}))
    assert _one_fate(model, "t2", "y", "x") == "noticed"


def test_a_mutant_that_changes_nothing_for_a_case_is_not_noticed() -> None:
    """A case that expects 0.1 of one table, which it gets, does not notice a change of another."""
    decisions = [
        table("t", "U", [A], [output("t.x", kind=Kind.NUMBER)], "- || 0.1"),
        table("u", "U", [A], [output("u.x", "xy")], "a || x\nb || y"),
    ]
    model = guideline([A], decisions)
    model = with_cases(model, case(model, "C", expected={"t.x": decisions[0].rules[0].outputs[0].value}))
    assert _one_fate(model, "u1", "x", "y") == "survived"


def test_an_any_table_may_list_codes_in_any_order() -> None:
    """What the compiler takes for the same result is no contradiction to the mutants either."""
    model = _small("A", "a || x;y\n- || y;x", Kind.SEVERAL)
    assert compile_guideline(model)[0] is not None
    assert not overlaps(Suite(model).machine.versions["t"])


def test_several_values_have_mutants_that_can_be_written() -> None:
    """A cell of a fact with several values has one code more, one less, or the contrary."""
    fact = several("s", "abc")
    model = guideline([fact], [table("t", "F", [fact], [output("t.x", "xy")], "a, b || x\nnot(c) || y\n- || x")])
    graph = Graph(model, on_the_bounds(model))
    decision = tables_of(model)[0]
    masks = {
        mask_of(test, graph.atoms["s"])
        for test in (
            Has(codes=("a",)),
            Has(codes=("b",)),
            Has(codes=("a", "b", "c")),
            Has(codes=("a", "b"), negated=True),
        )
    }
    cells = {
        one.version.boxes[0][0]
        for one in mutants_of(graph, decision)
        if one.rule == "t1" and places_changed(graph, one) == ["cell 0"]
    }
    assert cells == masks


def test_the_cases_of_the_guideline_notice_every_mutant(guideline: Any) -> None:
    """No mutant of `tables/` survives: each is noticed by a case, refused by the proofs, or proved to mean the same."""
    score, left = Suite(guideline.program.guideline).mutation()
    assert [(one.mutant.rule, one.mutant.before, one.mutant.after, one.patient) for one in left] == []
    assert score.made > 1000
    assert score.noticed > 0.5 * score.made
