"""The program: overlaps and contradictions are found exactly, and every hit policy gives what DMN says."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cells.understand import understand_fact
from b12dt.check.conditions import meets
from b12dt.loading import loaded
from b12dt.model import DecisionTable, HitPolicy, Input, Kind, Rule
from b12dt.program import compile_guideline
from b12dt.runtime.advice import evaluate
from tests.support.models import (
    NOWHERE,
    category,
    cell,
    compiled,
    conditions,
    guideline,
    inputs,
    number,
    output,
    points,
    rule,
    several,
    table,
)


@st.composite
def _overlapping(draw: st.DrawFn, policy: str) -> tuple[list[Input], DecisionTable]:
    """Return a small table whose rules were drawn without regard to one another."""
    facts = draw(inputs())[:3]
    made = output("t.o")
    rules = [
        rule(f"r{place}", [draw(conditions(one)) for one in facts], [draw(st.sampled_from("xy"))])
        for place in range(draw(st.integers(2, 5)))
    ]
    return facts, table("t", policy, facts, [made], rules)


def _meets(one: Rule, patient: tuple[Any, ...]) -> bool:
    return all(meets(entry.test, value) for entry, value in zip(one.inputs, patient, strict=True))


def _pairs_met(facts: list[Input], made: DecisionTable) -> set[tuple[str, str]]:
    """Return by brute force the pairs of rules that some patient meets both of."""
    every = [points(one, [entry.inputs[place].test for entry in made.rules]) for place, one in enumerate(facts)]
    pairs: set[tuple[str, str]] = set()
    for patient in product(*every):
        pairs |= set(combinations([one.id for one in made.rules if _meets(one, patient)], 2))
    return pairs


def _read(text: str, one: Input) -> Any:
    """Return a value of a finding's patient as a case would read it."""
    value, findings = understand_fact(text, one, NOWHERE, case="patient")
    assert value is not None, (text, findings)
    if value == "unknown":
        return {Kind.CATEGORY: "unknown", Kind.SEVERAL: ("unknown",), Kind.NUMBER: None}[one.kind]
    return value


@settings(max_examples=200)
@given(_overlapping("U"))
def test_overlaps_are_found_exactly(drawn: tuple[list[Input], DecisionTable]) -> None:
    """With U every pair of rules that some patient meets both of is reported, no other; each with such a patient."""
    facts, made = drawn
    program, findings = compile_guideline(guideline(facts, [made]))
    assert {(dict(one.details)["other"], one.rule) for one in findings if one.code == "DT401"} == _pairs_met(
        facts, made
    )
    assert (program is None) == bool(findings)
    _check_patients(facts, made, findings)


@settings(max_examples=200)
@given(_overlapping("A"))
def test_contradictions_are_found_exactly(drawn: tuple[list[Input], DecisionTable]) -> None:
    """With A every pair that shares a patient and differs in its results is reported, no other."""
    facts, made = drawn
    program, findings = compile_guideline(guideline(facts, [made]))
    given_results = {one.id: one.outputs for one in made.rules}
    wanted = {pair for pair in _pairs_met(facts, made) if given_results[pair[0]] != given_results[pair[1]]}
    assert {(dict(one.details)["other"], one.rule) for one in findings if one.code == "DT402"} == wanted
    assert (program is None) == bool(findings)
    _check_patients(facts, made, findings)


def _check_patients(facts: list[Input], made: DecisionTable, findings: Any) -> None:
    by_id = {one.id: one for one in made.rules}
    for found in findings:
        patient = dict(found.patient)
        assert list(patient) == [one.name for one in facts]
        values = tuple(_read(patient[one.name], one) for one in facts)
        assert _meets(by_id[found.rule], values), found
        assert _meets(by_id[dict(found.details)["other"]], values), found


def test_the_patient_of_an_overlap_can_be_pasted_into_a_case() -> None:
    """A patient is written as a case writes facts: (none) for no value, plain numbers."""
    plan, small = several("plan", may_be_unknown=False, default=()), number("small", "0", "1", may_be_unknown=False)
    made = table("t", "U", [plan, small], [output("t.o")], "not(a) | > 0.00001 || x\nnot(b) | < 0.00003 || y")
    _, findings = compile_guideline(guideline([plan, small], [made]))
    assert [one.code for one in findings] == ["DT401"]
    _check_patients([plan, small], made, findings)


def test_an_overlap_names_both_rows() -> None:
    """The finding stands at the second rule and shows the first."""
    from dataclasses import replace

    fact = category("a")
    made = table("t", "U", [fact], [output("t.o")], "a, b || x\nb, c || y")
    spans = [replace(NOWHERE, cells=f"B{row}:D{row}") for row in (11, 12)]
    made = replace(made, rules=tuple(replace(one, span=span) for one, span in zip(made.rules, spans, strict=True)))
    _, (found,) = compile_guideline(guideline([fact], [made]))
    assert (found.span, found.related, found.rule, found.patient) == (spans[1], (spans[0],), "t2", (("a", "b"),))


@pytest.mark.parametrize("policy", ["P", "F", "R", "O", "C", "C+", "C<", "C>", "C#"])
def test_other_policies_allow_overlaps(policy: str) -> None:
    """Only U and A promise anything about rules that share a patient."""
    fact = category("a")
    kind = Kind.NUMBER if policy in ("C+", "C<", "C>", "C#") else Kind.SEVERAL if policy in "CR" else Kind.CATEGORY
    lines = "a || 1\n- || 2" if kind is Kind.NUMBER else "a || x\n- || y"
    assert (
        compile_guideline(guideline([fact], [table("t", policy, [fact], [output("t.o", kind=kind)], lines)]))[1] == ()
    )


def test_results_in_another_order_do_not_contradict() -> None:
    """With A two rules that give the same several values, written in another order, say the same."""
    fact = category("a")
    made = table("t", "A", [fact], [output("t.o", kind=Kind.SEVERAL)], "a || x;y\na, b || y;x")
    assert compile_guideline(guideline([fact], [made]))[1] == ()


def test_too_many_codes() -> None:
    """Up to twelve codes of a `several of` input are told apart; thirteen are a finding that names it."""
    letters = "abcdefghijklm"
    fact = several("s", letters)
    for count, wanted in ((12, []), (13, [("DT403", "s")])):
        made = table(
            "t", "C", [fact], [output("t.o", kind=Kind.SEVERAL)], "\n".join(f"{one} || x" for one in letters[:count])
        )
        program, findings = compile_guideline(guideline([fact], [made]))
        assert [(one.code, one.read) for one in findings] == wanted
        assert (program is None) == bool(wanted)


def test_unknown_is_not_counted_among_the_codes() -> None:
    """Twelve codes and `unknown` are not too many: unknown makes no combinations."""
    letters = "abcdefghijkl"
    fact = several("s", letters)
    lines = "\n".join(f"{one} || x" for one in (*letters, "unknown"))
    assert (
        compile_guideline(guideline([fact], [table("t", "C", [fact], [output("t.o", kind=Kind.SEVERAL)], lines)]))[1]
        == ()
    )


LINES = {
    Kind.CATEGORY: "a | - || y\na | > 5 || x\n- | > 5 || z\n- | > 7 || x\nb | > 7 || y",
    Kind.NUMBER: "a | - || 3\na | > 5 || 1.5\n- | > 5 || 2\n- | > 7 || 1.5",
    Kind.SEVERAL: "a | - || y\na | > 5 || x; y\n- | > 5 || z\n- | > 7 ||",
}
POLICIES = [
    # policy, kind, facts, rules that fire, result
    ("U", Kind.CATEGORY, {"a": "b", "n": 6}, ["t3"], "z"),
    ("A", Kind.CATEGORY, {"a": "b", "n": 6}, ["t3"], "z"),
    ("F", Kind.CATEGORY, {"a": "a", "n": 8}, ["t1"], "y"),
    ("F", Kind.CATEGORY, {"a": "c", "n": 1}, [], None),
    ("P", Kind.CATEGORY, {"a": "a", "n": 8}, ["t2", "t4"], "x"),
    ("P", Kind.CATEGORY, {"a": "a", "n": 1}, ["t1"], "y"),
    ("P", Kind.CATEGORY, {"a": "c", "n": 1}, [], None),
    ("O", Kind.CATEGORY, {"a": "a", "n": 8}, ["t2", "t4", "t1", "t3"], ["x", "y", "z"]),
    ("O", Kind.CATEGORY, {"a": "c", "n": 1}, [], []),
    ("R", Kind.SEVERAL, {"a": "a", "n": 6}, ["t1", "t2", "t3"], ["y", "x", "z"]),
    ("C", Kind.SEVERAL, {"a": "a", "n": 8}, ["t1", "t2", "t3", "t4"], ["y", "x", "z"]),
    ("C", Kind.SEVERAL, {"a": "c", "n": 1}, [], []),
    ("R", Kind.NUMBER, {"a": "a", "n": 8}, ["t1", "t2", "t3", "t4"], [3, 1.5, 2, 1.5]),
    ("C", Kind.NUMBER, {"a": "a", "n": 8}, ["t1", "t2", "t3", "t4"], [3, 1.5, 2, 1.5]),
    ("C+", Kind.NUMBER, {"a": "a", "n": 8}, ["t1", "t2", "t3", "t4"], 8),
    ("C+", Kind.NUMBER, {"a": "c", "n": 1}, [], None),
    ("C<", Kind.NUMBER, {"a": "a", "n": 6}, ["t1", "t2", "t3"], 1.5),
    ("C>", Kind.NUMBER, {"a": "a", "n": 6}, ["t1", "t2", "t3"], 3),
    ("C>", Kind.NUMBER, {"a": "c", "n": 1}, [], None),
    ("C#", Kind.NUMBER, {"a": "a", "n": 8}, ["t1", "t2", "t3", "t4"], 4),
    ("C#", Kind.NUMBER, {"a": "c", "n": 1}, [], 0),
]


@pytest.mark.parametrize(("policy", "kind", "facts", "fired", "wanted"), POLICIES)
def test_what_each_hit_policy_gives(
    policy: str, kind: Kind, facts: dict[str, Any], fired: list[str], wanted: Any
) -> None:
    """Each hit policy gives the rules and the result that DMN 1.5 says (8.2.8), a list each value once."""
    a, n = category("a"), number("n")
    lines = LINES[kind]
    if policy in ("U", "A"):
        lines = "a | - || y\nb | > 7 || y\nb, c | (5..7] || z"
    advice = evaluate(loaded(compiled([a, n], [table("t", policy, [a, n], [output("t.o", kind=kind)], lines)])), facts)
    assert advice["t.o"] == wanted
    assert [one.id for one in advice.decisions["t"].rules] == fired


def test_any_shows_every_rule_that_is_met() -> None:
    """With A all rules that are met count, and their statements and bases with them."""
    fact = category("a")
    made = table("t", "A", [fact], [output("t.o")], "a, b || x\na, c || x")
    advice = evaluate(loaded(compiled([fact], [made])), {"a": "a"})
    assert ([one.id for one in advice.decisions["t"].rules], advice["t.o"]) == (["t1", "t2"], "x")


def test_priority_follows_the_first_output_then_the_next() -> None:
    """P ranks by the first output's list; where that is equal, by the second's."""
    fact = category("a")
    made = table("t", "P", [fact], [output("t.o"), output("t.p")], "- || y | x\n- || x | z\n- || x | y")
    advice = evaluate(loaded(compiled([fact], [made])), {})
    assert (advice["t.o"], advice["t.p"]) == ("x", "y")


@pytest.mark.parametrize("policy", ["C", "R", "O"])
def test_a_collected_category_can_be_asked(policy: str) -> None:
    """What several rules give is a list; a table that asks for it either gets it or was refused while compiling."""
    fact, collected = category("a"), output("t.o")
    first = table("t", policy, [fact], [collected], "a || x\na, b || y")
    second = table("u", "F", [collected], [output("u.o")], "x || x\nnot(x) || y")
    program, findings = compile_guideline(guideline([fact], [first, second]))
    if program is None:
        assert findings
        return
    advice = evaluate(loaded(program), {"a": "a"})
    assert advice["t.o"] == ["x", "y"]
    assert advice["u.o"] == "x"
    assert str(advice.explain())


@pytest.mark.parametrize("policy", ["C", "R"])
def test_collected_numbers_can_be_asked(policy: str) -> None:
    """A table that compares collected numbers either can or was refused while compiling; it never fails on a patient."""
    fact, collected = category("a"), output("t.o", kind=Kind.NUMBER)
    first = table("t", policy, [fact], [collected], "a || 1\na, b || 2")
    second = table("u", "F", [collected], [output("u.o")], "> 1 || x\n- || y")
    program, findings = compile_guideline(guideline([fact], [first, second]))
    if program is None:
        assert findings
        return
    assert str(evaluate(loaded(program), {"a": "a"}).explain())


@pytest.mark.parametrize("policy", ["C+", "C<", "C>"])
@pytest.mark.parametrize(
    ("rules", "always"), [("- || 1\na || 2", True), ("a || 1\nnot(a) || 2", True), ("a || 1\nb || 2", False)]
)
def test_a_sum_that_is_always_known(policy: str, rules: str, *, always: bool) -> None:
    """Rules that overlap only where a sum is unknown are refused if and only if it can be: if no rule adds for somebody."""
    fact, total = category("a"), output("t.o", kind=Kind.NUMBER)
    first = table("t", policy, [fact], [total], rules)
    second = table("u", "U", [total], [output("u.o")], "not(> 1) || x\nnot(<= 1) || y")
    program, findings = compile_guideline(guideline([fact], [first, second]))
    assert [one.code for one in findings] == ([] if always else ["DT401"])
    if program is not None:
        assert {evaluate(loaded(program), {"a": one})["u.o"] for one in "abc"} <= {"x", "y"}


def test_a_count_of_words_is_a_number() -> None:
    """C# counts rules, so that its output is a number whatever stands in the cells; what asks for it can."""
    fact, counted = category("a"), output("t.o", kind=Kind.NUMBER)
    first = table("t", HitPolicy.COUNT, [fact], [counted], "a || 1\na, b || 1")
    second = table("u", "F", [counted], [output("u.o")], ">= 2 || x\n- || y")
    module = loaded(compiled([fact], [first, second]))
    assert [evaluate(module, {"a": one})["u.o"] for one in "abc"] == ["x", "y", "y"]
    assert all(str(evaluate(module, {"a": one}).explain()) for one in "abc")


def test_priority_of_lists() -> None:
    """P ranks results that hold several values, too, by the first output before the second; questions follow it."""
    fact = category("a")
    outputs = [output("t.o", kind=Kind.SEVERAL), output("t.p", kind=Kind.SEVERAL)]
    made = table("t", "P", [fact], outputs, "- || x;y |\n- || x | y")
    advice = evaluate(loaded(compiled([fact], [made])), {})
    assert len(advice.decisions["t"].rules) == 1, "two different results have not the same rank"
    assert advice.settled


def test_exact_decimals_in_results() -> None:
    """A number in an output cell comes out as it was written."""
    fact = category("a")
    made = table("t", "U", [fact], [output("t.o", kind=Kind.NUMBER)], "- || 2.8")
    assert evaluate(loaded(compiled([fact], [made])), {})["t.o"] == float(Decimal("2.8"))


def test_cells_share_atoms_with_other_tables() -> None:
    """Thresholds of one table do not disturb another on the same input."""
    fact = number("n")
    tables = [
        table("t", "U", [fact], [output("t.o")], "< 10 || x\n>= 10 || y\nunknown || z"),
        table("u", "U", [fact], [output("u.o")], "<= 50 || x\n> 50 || y\nunknown || z"),
    ]
    module = loaded(compiled([fact], tables))
    came = [
        (evaluate(module, {"n": value})["t.o"], evaluate(module, {"n": value})["u.o"])
        for value in (9, 10, 50, 51, None)
    ]
    assert came == [("x", "x"), ("y", "x"), ("y", "x"), ("y", "y"), ("z", "z")]
    assert meets(cell("< 10", fact), 9)
