"""What is proved of single tables, held against every patient of small guidelines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cells.understand import understand_test
from b12dt.check.conditions import meets
from b12dt.diagnostics import Finding
from b12dt.model import DecisionTable, Guideline, HitPolicy, Kind, Output, Rule, Variable
from b12dt.program import tables_of
from b12dt.prove import prove
from b12dt.prove.graph import Graph
from b12dt.prove.tables import NEXT_REGION, alike_rules, check_tables, dead_rules, gaps, idle_columns, true_regions
from tests.prove.brute import Patient, World, lies_in, read_region, read_said, small
from tests.support.interpreter import interpret
from tests.support.models import (
    AGGREGATES,
    LISTS,
    NOWHERE,
    ONE_ANSWER,
    Policies,
    asked_of,
    category,
    guideline,
    inputs,
    number,
    output,
    points,
    several,
    table,
    tables,
)

CHAINS = st.one_of(
    small(),
    small(Policies(inner=LISTS, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *LISTS))),
    small(Policies(inner=AGGREGATES, last=(HitPolicy.FIRST, HitPolicy.PRIORITY, *AGGREGATES))),
)


def without_answer(world: World, decision: DecisionTable) -> list[Patient]:
    """Return the patients whom a table leaves without an answer although those before it answered."""
    needs = {one.decision for one in decision.inputs if isinstance(one, Output)}
    return [
        one
        for one in world.patients
        if one.fired[decision.key] is None and all(one.fired[key] is not None for key in needs)
    ]


SUMS = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST)


def questions(decision: DecisionTable, model: Guideline) -> list[dict[str, Any]]:
    """Return all that a table could be asked, whether or not the tables before it ever give it.

    A sum, a least or a greatest may be unknown: no rule of its table may have counted.
    """
    sums = {one.path for table in tables_of(model) if table.hit_policy in SUMS for one in table.outputs}
    every = [
        [*points(one, asked_of(one, model.decisions)), *([None] if one.path in sums else [])] for one in decision.inputs
    ]
    return [dict(zip([one.path for one in decision.inputs], values, strict=True)) for values in product(*every)]


def is_met(rule: Rule, decision: DecisionTable, asked: dict[str, Any]) -> bool:
    """Tell whether what a table is asked meets all cells of a rule."""
    return all(meets(entry.test, asked[one.path]) for one, entry in zip(decision.inputs, rule.inputs, strict=True))


def detail(found: Finding, name: str) -> str:
    """Return a detail of a finding."""
    return dict(found.details)[name]


# --- gaps ------------------------------------------------------------------------------------------------------------


@settings(max_examples=120)
@given(CHAINS)
def test_gaps_are_exactly_the_patients_without_an_answer(model: Guideline) -> None:
    """A table's regions hold, each patient in one, whoever it leaves without an answer, and nobody else who reaches it.

    The patient shown with each region lies in it, gets no answer, and nobody in it is nearer to the base patient.
    """
    world = World(model)
    for decision in tables_of(model):
        needs = {one.decision for one in decision.inputs if isinstance(one, Output)}
        reached = [one for one in world.patients if all(one.fired[key] is not None for key in needs)]
        missing = {one.point for one in without_answer(world, decision)}
        found = list(gaps(world.graph, decision))
        assert bool(found) == bool(missing)
        covered: list[tuple[int, ...]] = []
        for one in found:
            shown = world.shown(one)
            assert shown.point in missing
            asked = read_region(one.read or "", decision.inputs)
            if asked is None:
                covered = []
                break
            region = [patient for patient in reached if lies_in(asked, patient.values)]
            assert shown in region
            base = world.base.point
            assert shown.differs_from(base) == min(patient.differs_from(base) for patient in region)
            covered += [patient.point for patient in region]
        else:
            assert sorted(covered) == sorted(missing)


def test_a_gap_behind_a_gap_is_told_once() -> None:
    """Patients whom an earlier table leaves without an answer are no gap of the table that asks it."""
    fact, first = category("a"), output("t.x")
    model = guideline(
        [fact], [table("t", "U", [fact], [first], "a || x"), table("u", "U", [first], [output("u.x")], "not(x) || y")]
    )
    found = [one for one in check_tables(Graph(model)) if one.code == "DT410"]
    assert [(detail(one, "table"), one.read, one.patient) for one in found] == [
        ("t", "a not(a)", ()),
        ("u", "t.x x", (("a", "a"),)),
    ]


def test_a_gap_that_nobody_reaches_is_none() -> None:
    """What the tables before never give needs no rule; a combination that they never give neither."""
    fact, first, other = category("a"), output("t.x"), output("t.y")
    rules = "a || x | x\nnot(a) || y | y"
    model = guideline(
        [fact],
        [
            table("t", "U", [fact], [first, other], rules),
            table("u", "U", [first, other], [output("u.x")], "x | x || x\ny | y || y"),
        ],
    )
    assert not [one for one in check_tables(Graph(model)) if one.code == "DT410"]


def test_a_region_names_only_what_can_be_had() -> None:
    """A gap is described without the values that nobody in it can have."""
    fact, first = category("a"), output("t.x")
    model = guideline(
        [fact],
        [
            table("t", "U", [fact], [first], "a || x\nnot(a) || y"),
            table("u", "U", [fact, first], [output("u.x")], "a | - || x"),
        ],
    )
    (found,) = [one for one in check_tables(Graph(model)) if one.code == "DT410"]
    assert found.read == "a not(a), t.x y"


# --- rules that never fire -------------------------------------------------------------------------------------------


@settings(max_examples=120)
@given(CHAINS)
def test_dead_rules_are_those_that_nobody_fires(model: Guideline) -> None:
    """A rule is reported if and only if no patient fires it; it is said to be hidden if and only if no answers would do."""
    world = World(model)
    for decision in tables_of(model):
        fired = {rule for one in world.patients for rule in one.fired[decision.key] or ()}
        found = {one.rule: one for one in dead_rules(world.graph, decision)}
        by_id = {one.id: one for one in decision.rules}
        assert set(found) == set(by_id) - fired
        for rule in (by_id[name] for name in found):
            mine = [asked for asked in questions(decision, model) if is_met(rule, decision, asked)]
            if found[rule.id].code == "DT411":
                _check_hiding(decision, by_id, detail(found[rule.id], "hiding").split(", "), mine, rule)
            elif mine and decision.hit_policy in ONE_ANSWER:
                others = [one for one in decision.rules if _is_tried_before(decision, one, rule)]
                assert any(not any(is_met(one, decision, asked) for one in others) for asked in mine)


def _check_hiding(
    decision: DecisionTable, by_id: dict[str, Rule], names: list[str], mine: list[dict[str, Any]], rule: Rule
) -> None:
    hiding = [by_id[name] for name in filter(None, names)]
    assert all(_is_tried_before(decision, one, rule) for one in hiding)
    assert all(any(is_met(one, decision, asked) for one in hiding) for asked in mine)
    for left_out in hiding:
        others = [one for one in hiding if one is not left_out]
        assert not all(any(is_met(one, decision, asked) for one in others) for asked in mine)


def _is_tried_before(decision: DecisionTable, one: Rule, other: Rule) -> bool:
    """Tell, from DMN 1.5 section 8.2.8, whether a rule takes the patients of another."""
    if decision.hit_policy is HitPolicy.PRIORITY:
        return _ranks(decision, one) < _ranks(decision, other)
    return decision.hit_policy in (HitPolicy.FIRST, HitPolicy.UNIQUE) and decision.rules.index(
        one
    ) < decision.rules.index(other)


def _ranks(decision: DecisionTable, rule: Rule) -> list[int]:
    return [
        [value.code for value in made_of.values.values].index(str(entry.value)) if made_of.values else 0
        for made_of, entry in zip(decision.outputs, rule.outputs, strict=True)
    ]


def test_a_rule_hidden_by_several_together() -> None:
    """A rule that no single rule hides, but two do together, is hidden by these two and no third."""
    one, other = category("a"), number("n")
    rules = "b | - || x\na | <= 5 || x\na | > 4 || y\na | > 6 || x\na | [2..8] || y\n- | - || z"
    model = guideline([one, other], [table("t", "F", [one, other], [output("t.x")], rules)])
    found = [(x.code, x.rule, detail(x, "hiding")) for x in dead_rules(Graph(model), tables_of(model)[0])]
    assert found == [("DT411", "t4", "t3"), ("DT411", "t5", "t2, t3")]


def test_a_rule_that_the_tables_before_exclude() -> None:
    """A rule whose combination never comes is not said to be hidden, and is described by what it asks."""
    fact, first = category("a"), output("t.x")
    model = guideline(
        [fact],
        [
            table("t", "U", [fact], [first], "a || x\nnot(a) || y"),
            table("u", "F", [fact, first], [output("u.x")], "a | y || x\n- | z || y\n- | - || z"),
        ],
    )
    found = list(dead_rules(Graph(model), tables_of(model)[1]))
    assert [(one.code, one.rule, one.read) for one in found] == [
        ("DT412", "u1", "a a, t.x y"),
        ("DT412", "u2", "t.x z"),
    ]


# --- what FIRST leaves -----------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(small(Policies(inner=(HitPolicy.FIRST,), last=(HitPolicy.FIRST,)), most_tables=2))
def test_true_regions_are_what_the_rules_above_leave(model: Guideline) -> None:
    """A rule of a FIRST table is told its region if and only if it lost some answers and not all; the region is exact."""
    graph = Graph(model)
    for decision in tables_of(model):
        found = {one.rule: one for one in true_regions(graph, decision)}
        every = questions(decision, model)
        taken: list[dict[str, Any]] = []
        for rule in decision.rules:
            mine = [asked for asked in every if is_met(rule, decision, asked)]
            left = [asked for asked in mine if asked not in taken]
            taken += left
            assert (rule.id in found) == (0 < len(left) < len(mine))
            if rule.id in found and "patients" not in (found[rule.id].read or ""):
                _check_region(found[rule.id], decision.inputs, every, left)


def _check_region(
    found: Finding, variables: tuple[Variable, ...], every: list[dict[str, Any]], left: list[dict[str, Any]]
) -> None:
    regions = [read_said(text, variables) for text in (found.read or "").split(NEXT_REGION)]
    if None in regions:
        return
    assert [asked for asked in every if any(lies_in(one or (), asked) for one in regions)] == left


# --- columns without effect ------------------------------------------------------------------------------------------


@settings(max_examples=80)
@given(CHAINS)
def test_idle_columns_are_those_that_every_rule_leaves_open(model: Guideline) -> None:
    """A column is reported if and only if whatever it holds meets every rule's cell, so that it can change nothing."""
    graph = Graph(model)
    for decision in tables_of(model):
        idle = [
            one.label
            for place, one in enumerate(decision.inputs)
            if all(
                meets(rule.inputs[place].test, value)
                for rule in decision.rules
                for value in points(one, asked_of(one, model.decisions))
            )
        ]
        assert [one.read for one in idle_columns(graph, decision)] == idle


def test_a_column_that_cells_mention_in_vain_is_idle() -> None:
    """A cell that lists every answer leaves its column as open as a dash does."""
    fact, other = category("a"), category("b")
    model = guideline([fact, other], [table("t", "U", [fact, other], [output("t.x")], "a, b, c, unknown | a || x")])
    assert [one.read for one in idle_columns(Graph(model), tables_of(model)[0])] == ["a"]


# --- rules that could be one -----------------------------------------------------------------------------------------


@st.composite
def repetitive(draw: st.DrawFn, policies: tuple[HitPolicy, ...]) -> Guideline:
    """Return a guideline of one table in which rules often state the same."""
    facts = draw(inputs())[:2]
    decision = draw(tables("t0", facts, policies))
    return guideline(facts, [decision])


def _merged(decision: DecisionTable, found: Finding) -> DecisionTable | None:
    """Return a table with two rules made one as a finding proposes; None where it names no cell to write."""
    other = detail(found, "other")
    column = next(place for place, one in enumerate(decision.inputs) if one.label == detail(found, "label"))
    cell = detail(found, "cell")
    if "combinations" in cell:
        return None
    test, problems = understand_test(cell, decision.inputs[column], NOWHERE, rule="", column="")
    assert test is not None, problems
    rules: list[Rule] = []
    for rule in decision.rules:
        if rule.id == other:
            entries = list(rule.inputs)
            entries[column] = replace(entries[column], test=test)
            rules.append(replace(rule, inputs=tuple(entries)))
        elif rule.id != found.rule:
            rules.append(rule)
    return replace(decision, rules=tuple(rules))


def _check_merging(model: Guideline) -> None:
    world = World(model)
    (decision,) = tables_of(model)
    for found in alike_rules(world.graph, decision):
        merged = _merged(decision, found)
        if merged is None:
            continue
        changed = replace(model, decisions=(merged,))
        for one in world.patients:
            outputs = interpret(changed, world.facts_at(one.point))[1]
            assert outputs
            assert {path: _unordered(value, merged) for path, value in outputs.items()} == {
                path: _unordered(one.values[path], merged) for path in outputs
            }, found


def _unordered(value: Any, decision: DecisionTable) -> Any:
    return sorted(value, key=str) if isinstance(value, tuple) and decision.hit_policy is HitPolicy.COLLECT else value


@settings(max_examples=150)
@given(repetitive(ONE_ANSWER))
def test_alike_rules_can_be_made_one(model: Guideline) -> None:
    """Two rules made one as the finding proposes change no patient's result."""
    _check_merging(model)


@settings(max_examples=60)
@given(repetitive((HitPolicy.COLLECT, HitPolicy.OUTPUT_ORDER, HitPolicy.LEAST, HitPolicy.GREATEST)))
def test_alike_rules_of_lists_can_be_made_one(model: Guideline) -> None:
    """The same where what is collected has no order or one of its own, and for the least and the greatest."""
    _check_merging(model)


@pytest.mark.parametrize("policy", ["C+", "C#", "C"])
def test_rules_that_count_twice_are_not_alike(policy: str) -> None:
    """Where two rules that are met at once count twice, the finding proposes no rule that counts once."""
    fact = category("a")
    result = output("t0.x", kind=Kind.NUMBER)
    _check_merging(guideline([fact], [table("t0", policy, [fact], [result], "a || 1\na, b || 1")]))


def test_rules_whose_order_shows_are_not_alike() -> None:
    """Where the order of the rules is the order of the results, rules with another between them stay two."""
    fact = category("a")
    rules = "b || x\na, b || y\na || x"
    _check_merging(guideline([fact], [table("t0", "R", [fact], [output("t0.x", kind=Kind.SEVERAL)], rules)]))


@pytest.mark.parametrize(
    ("rules", "cell"), [("a || x\nb || x\n- || y", "a, b"), ("a, b || x\nc || x\n- || y", "a, b, c")]
)
def test_the_cell_for_both_can_be_written(rules: str, cell: str) -> None:
    """What a finding proposes for a column of several values is the text of a cell."""
    fact = several("s")
    model = guideline([fact], [table("t", "F", [fact], [output("t.x")], rules)])
    (found,) = alike_rules(Graph(model), tables_of(model)[0])
    assert detail(found, "cell") == cell


@pytest.mark.parametrize(
    ("policy", "rules", "pairs"),
    [
        ("U", "a || x\nb || x\nc || y", [("t1", "t2")]),
        ("F", "a || x\nb || y\nc || x", []),
        ("U", "a || x\nb || y\nc || x", [("t1", "t3")]),
        ("F", "a || x\nb || x\nc || x", [("t1", "t2"), ("t2", "t3")]),
    ],
)
def test_which_rules_are_alike(policy: str, rules: str, pairs: list[tuple[str, str]]) -> None:
    """Of a FIRST table only neighbours are proposed, of others any two that state the same."""
    fact = category("a")
    model = guideline([fact], [table("t", policy, [fact], [output("t.x")], rules)])
    found = alike_rules(Graph(model), tables_of(model)[0])
    assert [(detail(one, "other"), one.rule) for one in found] == pairs


def test_rules_on_other_grounds_are_not_alike() -> None:
    """Rules that rest on other statements are not proposed for merging, however alike their results are."""
    fact = category("a")
    decision = table("t", "U", [fact], [output("t.x")], "a || x\nb || x")
    one, other = decision.rules
    model = guideline([fact], [replace(decision, rules=(one, replace(other, statements=("S1",))))])
    assert list(alike_rules(Graph(model), tables_of(model)[0])) == []


# --- too large -------------------------------------------------------------------------------------------------------


def _large(gap: str) -> Graph:
    """Return a graph of two tables of which only the first one fits."""
    facts = [category(f"i{place}") for place in range(6)]
    first = table("t", "U", facts[:1], [output("t.x")], gap)
    cells = [["-"] * place + ["a"] + ["-"] * (4 - place) for place in range(5)]
    rules = "\n".join(f"{' | '.join(asked)} || {'xyz'[place % 3]}" for place, asked in enumerate(cells))
    second = table("u", "F", facts[1:], [output("u.x")], rules)
    third = table("v", "U", facts[:1], [output("v.x")], "- || x")
    graph = Graph(guideline(facts, [first, second, third]), most_nodes=30)
    assert [one.key for one in graph.built] == ["t"]
    return graph


def test_what_was_not_proved_is_named() -> None:
    """A table whose diagrams outgrow the bound is reported, and so is every table after it."""
    found = prove(_large("- || x"))
    assert [(one.code, one.read) for one in found if one.code == "DT429"] == [("DT429", "u"), ("DT429", "v")]


def test_a_gap_is_told_beside_what_was_not_proved() -> None:
    """A gap of a table that was built is told although another table did not fit, or its name is told; nothing breaks off."""
    found = prove(_large("a || x"))
    assert {one.code for one in found} <= {"DT410", "DT416", "DT429"}
    assert [one.read for one in found if one.code == "DT429"][-2:] == ["u", "v"]


def test_tables_in_order_are_checked_each(guideline: Any) -> None:
    """The real tables have no gap, no dead rule and no idle column."""
    codes: Iterable[str] = {one.code for one in check_tables(Graph(guideline.program.guideline))}
    assert not set(codes) & {"DT410", "DT411", "DT412", "DT414"}
