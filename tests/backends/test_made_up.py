"""Made-up guidelines of every hit policy, kind and shape through every backend, held against the cells themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.loading import loaded
from b12dt.model import HitPolicy, Kind
from b12dt.program import Program, compile_guideline
from b12dt.runtime.advice import evaluate
from tests.backends.answers import Values, cells, compiled_python, differences
from tests.backends.matrix import here
from tests.backends.patients import of_each_table
from tests.support.interpreter import rules_that_fire
from tests.support.models import (
    Policies,
    as_values,
    category,
    compiled,
    guidelines,
    number,
    output,
    patients,
    summary,
    table,
)

ALL = tuple(HitPolicy)


def _hold(program: Program, those: Sequence[Values]) -> None:
    """Hold every backend against the cells."""
    wanted = cells(program, those)
    for name, answers in {"compiled Python": compiled_python, **here()}.items():
        assert differences(wanted, answers(program, those), those) == [], name


def _hold_drawn(data: st.DataObject, model: Any) -> None:
    program, findings = compile_guideline(model)
    if program is None:
        # A sum that some rule always adds to is never unknown. The compiler sees one table at a time, and refuses two
        # rules that would both answer there.
        assert all(one.code == "DT401" and "unknown" in dict(one.patient).values() for one in findings), findings
        return
    _hold(program, [as_values(data.draw(patients(model)), model) for _ in range(8)])


@settings(max_examples=50)
@given(guidelines(Policies(inner=ALL, last=ALL), most_tables=1))
def test_each_table_decides_as_its_cells_say(model: Any) -> None:
    """A table fires, under every hit policy and for every combination of answers, the rules its cells name."""
    for _, program, those in of_each_table(model):
        _hold(program, those)


@settings(max_examples=80)
@given(st.data())
def test_whole_patients_get_the_same_advice(data: st.DataObject) -> None:
    """Chained tables of every hit policy give each patient the rules, results and gaps that the cells give."""
    _hold_drawn(data, data.draw(guidelines()))


@settings(max_examples=50)
@given(st.data())
def test_lists_of_results_can_be_asked(data: st.DataObject) -> None:
    """A table may ask what tables of the hit policies C and R collected in a `several of` output."""
    lists = (HitPolicy.COLLECT, HitPolicy.RULE_ORDER)
    _hold_drawn(data, data.draw(guidelines(Policies(inner=lists, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *lists)))))


@settings(max_examples=50)
@given(st.data())
def test_sums_and_counts_can_be_asked(data: st.DataObject) -> None:
    """A table may ask for a sum, a least, a greatest or a count, also where no rule gave anything to add up."""
    sums = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST, HitPolicy.COUNT)
    _hold_drawn(data, data.draw(guidelines(Policies(inner=sums, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *sums)))))


def test_the_least_of_nothing_is_no_number() -> None:
    """A table that compares a sum to which no rule contributed does not fail, and reads nothing into it."""
    fact, total, asked = category("a"), output("sum.total", kind=Kind.NUMBER), output("next.x")
    first = table("sum", "C+", [fact], [total], "a || 5\na, b || 3")
    second = table("next", "F", [total], [asked], "> 4 || x\n<= 4 || y\n- || z")
    model = compiled([fact], [first, second])
    assert [evaluate(loaded(model), {"a": one})["next.x"] for one in "abc"] == ["x", "y", "z"]


def test_sums_are_decimal() -> None:
    """0.1 and 0.2 are 0.3, also where a table compares the sum with 0.3."""
    fact, total, asked = category("a"), output("sum.total", kind=Kind.NUMBER), output("next.x")
    first = table("sum", "C+", [fact], [total], "a || 0.1\na || 0.2")
    second = table("next", "F", [total], [asked], "> 0.3 || x\n0.3 || y\n- || z")
    advice = evaluate(loaded(compiled([fact], [first, second])), {"a": "a"})
    assert (advice["sum.total"], advice["next.x"]) == (0.3, "y")


def test_nothing_collected_behind_a_gap() -> None:
    """A table that collects and finds nothing answers with an empty list, also where a table that it asks has gaps."""
    fact, first, last = category("a"), output("t.x"), output("u.x", kind=Kind.SEVERAL)
    decisions = [table("t", "U", [fact], [first], "a || x\nb || y"), table("u", "C", [first], [last], "x || z")]
    module = loaded(compiled([fact], decisions))
    assert [evaluate(module, {"a": one})["u.x"] for one in "abc"] == [["z"], [], None]
    assert [evaluate(module, {"a": one}).decisions["u"].answered for one in "abc"] == [True, True, False]


def test_gap_goes_through_a_summary() -> None:
    """A table that asks a summary does not answer where a table that the summary unites has no answer."""
    fact, given_, high, last = category("a"), output("t.x"), output("s.high"), output("u.x")
    decisions = [
        table("t", "U", [fact], [given_], "a || x"),
        summary("s", (high, "highest of", [given_])),
        table("u", "F", [high], [last], "not(x) || y\n- || z"),
    ]
    program = compiled([fact], decisions)
    assert evaluate(loaded(program), {"a": "a"})["u.x"] == "z"
    advice = evaluate(loaded(program), {"a": "b"})
    assert advice["u.x"] is None
    assert not advice.decisions["u"].answered


def test_highest_of_values_with_unknown_among_them() -> None:
    """`highest of` follows its list's order where `unknown` is in the list, too."""
    fact, given_, high = category("a"), output("t.x", ["x", "unknown", "y"]), output("s.high", ["x", "unknown", "y"])
    other = output("u.x", ["x", "unknown", "y"])
    decisions = [
        table("t", "U", [fact], [given_], "a || x\nb || unknown\nc, unknown || y"),
        table("u", "U", [fact], [other], "- || y"),
        summary("s", (high, "highest of", [given_, other])),
    ]
    module = loaded(compiled([fact], decisions))
    assert [evaluate(module, {"a": one})["s.high"] for one in "abc"] == ["x", "unknown", "y"]


def test_rules_that_fire_needs_no_order_of_columns() -> None:
    """The second evaluator itself: a rule fires when all of its cells are met, whatever their order."""
    one, other = category("a"), number("n")
    made = table("t", "C", [one, other], [output("t.x", kind=Kind.SEVERAL)], "a | > 5 || x\n- | unknown || y")
    fired = rules_that_fire(made, {"a": "a", "n": None})
    assert fired is not None
    assert [rule.id for rule in fired] == ["t2"]
