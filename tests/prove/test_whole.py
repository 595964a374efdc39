"""What is proved of guidelines as a whole, held against every patient of small ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.check.conditions import holds, meets
from b12dt.model import (
    Anything,
    Comparison,
    DecisionTable,
    Guideline,
    HitPolicy,
    Input,
    Invariant,
    IsEmpty,
    Kind,
    Not,
    Output,
    Statement,
    Within,
)
from b12dt.prove.conditions import where
from b12dt.prove.graph import Graph
from b12dt.prove.pairs import broken_pairs
from b12dt.prove.whole import (
    answers_never_told_apart,
    broken_invariants,
    check_whole,
    idle_facts,
    statements_never_cited,
    values_never_given,
)
from tests.prove.brute import (
    Patient,
    World,
    breaks,
    breaks_pair,
    invariant,
    is_small,
    loosely,
    pair,
    questions,
    read,
    small,
    variables_of,
    with_invariants,
)
from tests.support.models import (
    AGGREGATES,
    LISTS,
    NOWHERE,
    Policies,
    asked_of,
    asks,
    category,
    cell,
    conditions,
    guideline,
    number,
    output,
    points,
    several,
    summary,
    table,
)

CHAINS = st.one_of(
    small(most=300),
    small(Policies(inner=LISTS, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *LISTS)), most=300),
    small(Policies(inner=AGGREGATES, last=(HitPolicy.FIRST, HitPolicy.PRIORITY, *AGGREGATES)), most=300),
)


def outputs_of(model: Guideline) -> list[Output]:
    """Return the outputs of tables."""
    return [one for table in model.decisions if isinstance(table, DecisionTable) for one in table.outputs]


# --- invariants ------------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.data())
def test_invariants_are_broken_iff_some_patient_breaks_them(data: st.DataObject) -> None:
    """An invariant is refuted, or said to speak of nobody, if and only if it is so of all patients one by one.

    The patient shown breaks it, and nobody who breaks it differs from the base patient in fewer facts.
    """
    model = data.draw(CHAINS)
    asked = variables_of(model)
    stated = [invariant(f"I{place}", data.draw(questions(asked)), data.draw(questions(asked, 1))) for place in range(3)]
    # Bounds that only invariants name make more patients.
    stated = [one for one in stated if is_small(with_invariants(model, *stated), 1500)]
    if not stated:
        return
    model = with_invariants(model, *stated)
    world = World(model)
    found = {one.rule: one for one in broken_invariants(world.graph)}
    for one in stated:
        told = found.get(one.id)
        breaking = [patient for patient in world.patients if breaks(one, patient.values)]
        if not any(holds(one.premise, patient.values) for patient in world.patients):
            assert told is not None
            assert told.code == "DT422"
        elif not breaking:
            assert told is None
        else:
            assert told is not None
            assert told.code == "DT420"
            shown = world.shown(told)
            assert shown in breaking
            base = world.base.point
            assert shown.differs_from(base) == min(patient.differs_from(base) for patient in breaking)


def test_no_invariants_is_a_finding() -> None:
    """A guideline without invariants is told so, one with an invariant is not."""
    fact = category("a")
    model = guideline([fact], [table("t", "U", [fact], [output("t.x")], "- || x")])
    assert [one.code for one in broken_invariants(Graph(model))] == ["DT423"]
    stated = invariant("I", asks(fact, "a"), asks(model.decisions[0].outputs[0], "x"))
    assert list(broken_invariants(Graph(with_invariants(model, stated)))) == []


@pytest.mark.parametrize(
    ("text", "breaks_it"),
    [("not(x)", True), ("x", True), ("not(y)", False), ("-", False)],
)
def test_invariants_of_patients_without_an_answer(text: str, breaks_it: bool) -> None:
    """Of a patient without an answer `not(...)` holds and a word does not, as in the worked cases."""
    fact, result = category("a", "ab", may_be_unknown=False, default="a"), output("t.x")
    model = guideline([fact], [table("t", "U", [fact], [result], "a || x")])
    model = with_invariants(model, invariant("I", asks(fact, "a, b"), asks(result, text)))
    world = World(model)
    assert any(breaks(model.invariants[0], one.values) for one in world.patients) == breaks_it
    assert bool(list(broken_invariants(world.graph))) == breaks_it


@pytest.mark.parametrize("policy", ["O", "C", "R"])
def test_invariants_on_a_list_of_categories(policy: str) -> None:
    """What proofs say of a list that a table collects in an output of one value, cases say of each patient."""
    fact, result = category("a", "ab", may_be_unknown=False, default="a"), output("t.x")
    model = guideline([fact], [table("t", policy, [fact], [result], "a || x\n- || y")])
    graph = Graph(model)
    world = World(model, graph)
    for text in ("x", "y", "not(x)", "not(y)"):
        condition = asks(result, text)
        came = [world.at(where(graph, condition), one) for one in world.patients]
        assert came == [holds(condition, one.values) for one in world.patients], text


@pytest.mark.parametrize("policy", ["R", "C"])
def test_invariants_on_a_list_of_numbers(policy: str) -> None:
    """Of numbers that a table collects one in the range is enough, and for `not(...)` none may be; none is not unknown."""
    fact, result = category("a", "ab", may_be_unknown=False, default="a"), output("t.x", kind=Kind.NUMBER)
    model = guideline([fact], [table("t", policy, [fact], [result], "a || 1\na || 5")])
    tests = [cell(text, result) for text in ("< 2", "> 4", "[2..4]", "not(< 2)", "not([2..4])")]
    tests += [Within(unknown=True), Within(unknown=True, negated=True)]
    model = with_invariants(
        model,
        *(invariant(str(i), asks(fact, "a"), Comparison(variable=result, test=test)) for i, test in enumerate(tests)),
    )
    world = World(model)
    for one in model.invariants:
        came = [world.at(where(world.graph, one.conclusion), patient) for patient in world.patients]
        assert came == [holds(one.conclusion, patient.values) for patient in world.patients], one.conclusion


def test_what_counts_rules_is_no_word() -> None:
    """A count in an output of words is never one of them, in proofs as in cases."""
    fact, result = category("a", "ab", may_be_unknown=False, default="a"), output("t.x")
    model = guideline([fact], [table("t", "C#", [fact], [result], "a || x\n- || y")])
    world = World(model)
    for text in ("x", "not(x)"):
        condition = asks(result, text)
        came = [world.at(where(world.graph, condition), one) for one in world.patients]
        assert came == [holds(condition, one.values) for one in world.patients], text


def test_empty_lists_in_invariants() -> None:
    """`is empty` of a fact is not `unknown`, and of what a table collects is where no rule gives anything."""
    fact, result = several("s", "ab"), output("t.x", kind=Kind.SEVERAL)
    model = guideline([fact], [table("t", "C", [fact], [result], "a || x\nb ||")])
    condition = Not(operand=IsEmpty(variable=fact))
    model = with_invariants(model, invariant("I", condition, IsEmpty(variable=result)))
    world = World(model)
    (found,) = broken_invariants(world.graph)
    assert world.shown(found).values["s"] == ("a",)
    assert {one.values["s"] for one in world.patients if holds(IsEmpty(variable=fact), one.values)} == {()}


# --- invariants between two patients ---------------------------------------------------------------------------------


@st.composite
def with_pair(draw: st.DrawFn) -> Guideline:
    """Return a guideline with an invariant between two patients."""
    model = draw(CHAINS)
    asked = variables_of(model)
    fact = draw(st.sampled_from(model.inputs))
    maybe = st.one_of(st.none(), questions(asked, 1))
    after = draw(maybe)
    unchanged = draw(st.lists(st.sampled_from(outputs_of(model)), max_size=2, unique_by=lambda one: one.path))
    if after is None and not unchanged:
        after = draw(questions(asked, 1))
    stated = pair(
        "P", (fact, draw(conditions(fact)), draw(conditions(fact))), unchanged=unchanged, premise=draw(maybe),
        after=after, before=draw(maybe),
    )  # fmt: skip
    return replace(model, pairs=(stated,))


def broken(world: World) -> list[tuple[Patient, Patient]]:
    """Return every pair of patients who break the invariant between them."""
    (stated,) = world.model.pairs
    place = world.graph.inputs.index(stated.facts[0])
    return [
        (one, other)
        for one in world.patients
        for other in world.others(one, place)
        if one is not other and breaks_pair(world.model, stated, one.values, other.values)
    ]


@settings(max_examples=200)
@given(with_pair())
def test_pairs_are_broken_iff_some_pair_breaks_them(model: Guideline) -> None:
    """An invariant between two patients is refuted if and only if some pair breaks it; the pair shown does."""
    if not is_small(model, 700):
        return
    world = World(model)
    wrong = broken(world)
    found = list(broken_pairs(world.graph))
    assert [one.code for one in found] == ["DT421"] * bool(wrong)
    if not found:
        return
    fact = model.pairs[0].facts[0]
    told = dict(found[0].details)["change"].removeprefix(f"{fact.label} ")
    old, _, new = told.partition(" becomes ")
    before = world.shown(found[0])
    assert before.values[fact.name] == read(old.removesuffix(" mg"), fact)
    wanted = read(new.removesuffix(" mg"), fact)
    assert any(one is before and other.values[fact.name] == wanted for one, other in wrong)


def test_the_pair_shown_is_the_nearest() -> None:
    """Of all patients whose change breaks the invariant, the one shown differs least from the base patient."""
    one, other, third = category("a"), category("b"), category("c")
    result = output("t.x")
    rules = "a | b | b || x\n b | - | - || y\n- | - | - || z"
    model = guideline([one, other, third], [table("t", "F", [one, other, third], [result], rules)])
    # Becoming `a` is broken by patients with b and c; becoming `b` by the base patient himself.
    model = replace(model, pairs=(pair("P", (one, cell("unknown", one), Anything()), unchanged=[result]),))
    world = World(model)
    (found,) = broken_pairs(world.graph)
    least = min(before.differs_from(world.base.point) for before, _ in broken(world))
    assert world.shown(found).differs_from(world.base.point) == least == 0


def test_only_the_change_asked_about_counts() -> None:
    """A result may change with a fact where the change is not among those stated."""
    fact, result = category("a"), output("t.x")
    model = guideline([fact], [table("t", "U", [fact], [result], "a, b || x\nc, unknown || y")])
    for left, right, count in (("a", "b", 0), ("c", "unknown", 0), ("a", "c", 1), ("unknown", "a", 1), ("-", "-", 1)):
        stated = pair("P", (fact, cell(left, fact), cell(right, fact)), unchanged=[result])
        assert len(list(broken_pairs(Graph(replace(model, pairs=(stated,)))))) == count


# --- idle facts, values never given ----------------------------------------------------------------------------------


@settings(max_examples=150)
@given(CHAINS)
def test_idle_facts_are_those_whose_answer_changes_nothing(model: Guideline) -> None:
    """A fact that tables ask about is reported if and only if no patient's results change with its answer."""
    world = World(model)
    outputs = outputs_of(model)
    results = {one.point: tuple(loosely(one.values, output, model) for output in outputs) for one in world.patients}
    asked = {one for made in model.decisions if isinstance(made, DecisionTable) for one in made.inputs}
    wanted = {
        one.label
        for place, one in enumerate(world.graph.inputs)
        if one in asked
        and all(
            results[patient.point] == results[other.point]
            for patient in world.patients
            for other in world.others(patient, place)[:1]
        )
    }
    assert {found.read for found in idle_facts(world.graph)} == wanted


def test_a_fact_that_changes_the_order_is_not_idle() -> None:
    """Under a hit policy by which the order of results means something, a fact that changes the order changes something."""
    fact = category("a")
    made = table("t", "R", [fact], [output("t.x", kind=Kind.SEVERAL)], "a || x;y\nnot(a) || y;x")
    assert list(idle_facts(Graph(guideline([fact], [made])))) == []


def test_a_fact_that_changes_which_rule_gives_the_same_number_is_idle() -> None:
    """A fact is idle where whatever rule its answer chooses collects the same number."""
    fact = category("a")
    made = table("t", "C", [fact], [output("t.x", kind=Kind.NUMBER)], "a || 1\nnot(a) || 1")
    assert [one.read for one in idle_facts(Graph(guideline([fact], [made])))] == ["a"]


@settings(max_examples=150)
@given(CHAINS)
def test_values_never_given_are_those_that_nobody_gets(model: Guideline) -> None:
    """A value of an output's list is reported if and only if no patient gets it."""
    world = World(model)
    wanted = set()
    for one in outputs_of(model):
        if one.values is not None:
            given_to = {
                code
                for patient in world.patients
                for value in [patient.values[one.path]]
                for code in (value if isinstance(value, tuple) else (value,))
            }
            wanted |= {(one.values.name, value.code) for value in one.values.values if value.code not in given_to}
    found = [dict(one.details) for one in values_never_given(world.graph)]
    assert {(one["list"], one["value"]) for one in found} == wanted
    assert len(found) == len(wanted)


def test_a_list_that_facts_use_too_is_left_alone() -> None:
    """A value that only facts take is no value that is never given."""
    fact = category("a", "xyz")
    made = table("t", "U", [fact], [replace(output("t.x"), values=fact.values)], "- || x")
    assert list(values_never_given(Graph(guideline([fact], [made])))) == []


def test_a_list_of_two_outputs_is_asked_of_both() -> None:
    """A value that one of the outputs of a list takes is given."""
    fact = category("a")
    first = output("t.x")
    second = replace(output("u.x"), values=first.values)
    decisions = [table("t", "U", [fact], [first], "- || x"), table("u", "U", [fact], [second], "- || y")]
    found = list(values_never_given(Graph(guideline([fact], decisions))))
    assert [dict(one.details)["value"] for one in found] == ["z"]


# --- answers never told apart, statements never cited ----------------------------------------------------------------


@settings(max_examples=80)
@given(CHAINS)
def test_answers_never_told_apart_meet_the_same_cells(model: Guideline) -> None:
    """Known answers are reported together if and only if every cell of the guideline meets all of them or none."""
    wanted = {}
    for one in model.inputs:
        tests = asked_of(one, model.decisions)
        if one.kind is not Kind.CATEGORY or not tests:
            continue
        groups: dict[tuple[bool, ...], list[str]] = {}
        for value in points(one, tests, known_only=True):
            groups.setdefault(tuple(meets(test, value) for test in tests), []).append(value)
        wanted[one.label] = {", ".join(codes) for codes in groups.values() if len(codes) > 1}
    found: dict[str, set[str]] = {label: set() for label in wanted}
    for one in answers_never_told_apart(Graph(model)):
        found[dict(one.details)["label"]].add(one.read or "")
    assert found == wanted


def test_statements_that_no_rule_cites() -> None:
    """A statement is reported if and only if no rule rests on it."""
    fact = category("a")
    made = table("t", "U", [fact], [output("t.x")], "- || x")
    made = replace(made, rules=tuple(replace(one, statements=("S2",)) for one in made.rules))
    statements = tuple(
        Statement(
            id=f"S{place}", text="Text.", section="", kind="", actionable=True, line=place, citations=(), span=NOWHERE
        )
        for place in (1, 2, 3)
    )
    model = replace(guideline([fact], [made]), statements=statements)
    assert [one.read for one in statements_never_cited(Graph(model))] == ["S1", "S3"]


# --- the guideline of tables/ ----------------------------------------------------------------------------------------


def test_the_invariants_of_the_guideline_can_be_broken(guideline: Any) -> None:
    """The contrary of each invariant of `tables/` is refuted by a patient for whom, evaluated, it does not hold."""
    from b12dt.check.cases import known_values

    model = guideline.program.guideline
    contrary = tuple(replace(one, conclusion=Not(operand=one.conclusion)) for one in model.invariants)
    graph = Graph(replace(model, invariants=contrary))
    found = {one.rule: one for one in broken_invariants(graph)}
    assert set(found) == {one.id for one in contrary}
    by_label: dict[str, Input] = {one.label: one for one in graph.inputs}
    for one in contrary:
        facts = {by_label[label].name: _fact(text, by_label[label]) for label, text in found[one.id].patient}
        values = known_values(guideline.evaluate({**dict(_base(model)), **facts}))
        assert breaks(one, values), one.id


def _base(model: Guideline) -> list[tuple[str, Any]]:
    return [(name, list(value) if isinstance(value, tuple) else value) for name, value in model.base]


def _fact(text: str, one: Input) -> Any:
    # Units stand after numbers in a patient's words, as a case may write them.
    value = read(text, one)
    return (
        list(value)
        if isinstance(value, tuple) and value != ("unknown",)
        else "unknown"
        if value in (("unknown",), None)
        else value
    )


def test_nothing_of_the_whole_is_wrong(guideline: Any) -> None:
    """`tables/` break no invariant, ask no idle fact, and list no value that nobody gets."""
    codes = {one.code for one in check_whole(Graph(guideline.program.guideline))}
    assert not codes & {"DT420", "DT421", "DT422", "DT423", "DT504", "DT505"}


def test_a_summary_in_an_invariant() -> None:
    """The highest of what several tables state is compared as their list orders it, and none where nothing is stated."""
    fact, size = category("a"), number("n")
    first, high = output("t.x"), output("s.high")
    decisions = [
        table("t", "U", [fact, size], [first], "a | > 5 || y\na | <= 5 || x"),
        summary("s", (high, "highest of", [first])),
    ]
    model = guideline([fact, size], decisions)
    world = World(model)
    for text in ("x", "y", "not(x)"):
        node = where(world.graph, asks(high, text))
        for one in world.patients:
            assert world.at(node, one) == holds(asks(high, text), one.values)


def test_a_summary_beside_a_gap_in_an_invariant() -> None:
    """Where one table of a summary has no answer, the highest of the others is what invariants see, as cases do."""
    fact, high = category("a"), output("s.high")
    first, second = output("t.x"), output("u.x")
    decisions = [
        table("t", "U", [fact], [first], "a || x"),
        table("u", "U", [fact], [second], "- || y"),
        summary("s", (high, "highest of", [first, second])),
    ]
    world = World(guideline([fact], decisions))
    condition = asks(high, "x, y")
    for one in world.patients:
        assert world.at(where(world.graph, condition), one) == holds(condition, one.values)


def test_what_outgrows_the_bound_is_named_for_each_invariant() -> None:
    """Where an invariant's diagram outgrows the bound, every invariant is named as not proved."""
    from b12dt.prove import prove

    facts = [category(f"i{place}") for place in range(6)]
    made = table("t", "U", facts, [output("t.x")], " | ".join("-" * 6) + " || x")
    premise = asks(facts[0], "a")
    for one in facts[1:]:
        from b12dt.model import Or

        premise = Or(operands=(premise, asks(one, "b")))
    stated: Invariant = invariant("I", premise, asks(made.outputs[0], "x"))
    model = with_invariants(guideline(facts, [made]), stated)
    few = len(Graph(model).space) + 4
    assert ("DT429", "I") in [(one.code, one.read) for one in prove(Graph(model, most_nodes=few))]
