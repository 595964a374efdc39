"""The matrix: the compiled Python and a second, slow evaluator decide alike, table by table and patient by patient."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import b12dt
from b12dt.emit.python import write_python
from b12dt.guideline import Guideline, load
from b12dt.loading import loaded
from b12dt.model import DecisionTable, HitPolicy, Kind
from b12dt.program import compile_guideline
from b12dt.runtime.advice import evaluate
from tests.support.interpreter import choose, columns, interpret, plain, rules_that_fire
from tests.support.models import (
    Policies,
    as_facts,
    as_values,
    asked_of,
    category,
    compiled,
    guidelines,
    number,
    output,
    patients,
    points,
    several,
    summary,
    table,
)

MOST = 20_000
ALL = tuple(HitPolicy)


def _fired_by_code(module: Any, decision: DecisionTable, values: Sequence[Any]) -> tuple[str, ...] | None:
    """Return the rules that the generated function of one table fires."""
    fired = getattr(module, f"decide_{decision.key}")(*values)
    if fired is None or (fired == () and decision.hit_policy in "UAPF"):
        return None
    return (fired.id,) if hasattr(fired, "id") else tuple(rule.id for rule in fired)


def _compare_table(
    module: Any, decision: DecisionTable, by_path: Mapping[str, Sequence[Any]], sample: random.Random
) -> int:
    """Hold one table against the cells on every combination of its columns' points, or on a sample; return how many."""
    asked = columns(decision, points=by_path)
    total = prod(len(one) for one in asked)
    everything = frozenset(range(len(decision.rules)))
    combinations = product(*asked) if total <= MOST else ([sample.choice(one) for one in asked] for _ in range(MOST))
    count = 0
    for combination in combinations:
        met = everything.intersection(*(rules for _, rules in combination))
        wanted = choose(decision, [decision.rules[place] for place in sorted(met)])
        came = _fired_by_code(module, decision, [value for value, _ in combination])
        assert came == (None if wanted is None else tuple(rule.id for rule in wanted)), (decision.key, combination)
        count += 1
    return count


def _compare_patient(compiled_guideline: Any, model: Any, facts: Mapping[str, Any]) -> None:
    """Hold all rules and all outputs of one patient against the cells."""
    fired, outputs = interpret(model, as_values(facts, model))
    advice = evaluate(compiled_guideline, facts)
    came = {
        decision.key: None if rules is None else tuple(rule.id for rule in rules)
        for decision, rules in zip(model.decisions, advice.fired, strict=True)
        if isinstance(decision, DecisionTable)
    }
    assert came == {key: rules for key, rules in fired.items() if key in came}
    assert {path: advice[path] for path in advice} == {path: plain(value) for path, value in outputs.items()}
    assert {key: one.answered for key, one in advice.decisions.items()} == {
        key: one is not None for key, one in fired.items()
    }


@settings(max_examples=150)
@given(guidelines(Policies(inner=ALL, last=ALL), most_tables=1), st.randoms(use_true_random=False))
def test_each_table_decides_as_its_cells_say(model: Any, sample: random.Random) -> None:
    """The code of a table fires, under every hit policy and for every combination of answers, the rules its cells name."""
    program, findings = compile_guideline(model)
    assert program is not None, findings
    module = loaded(program)
    for decision in model.decisions:
        if isinstance(decision, DecisionTable):
            by_path = {one.path: points(one, asked_of(one, [decision])) for one in decision.inputs}
            assert _compare_table(module, decision, by_path, sample) > 0


@settings(max_examples=200)
@given(st.data())
def test_whole_patients_get_the_same_advice(data: st.DataObject) -> None:
    """Chained tables of every hit policy give each patient the rules, results and gaps that the cells give."""
    model = data.draw(guidelines())
    program, findings = compile_guideline(model)
    assert program is not None, findings
    module = loaded(program)
    for _ in range(8):
        _compare_patient(module, model, data.draw(patients(model)))


@settings(max_examples=150)
@given(st.data())
def test_lists_of_results_can_be_asked(data: st.DataObject) -> None:
    """A table may ask what tables of the hit policies C and R collected in a `several of` output."""
    lists = (HitPolicy.COLLECT, HitPolicy.RULE_ORDER)
    model = data.draw(guidelines(Policies(inner=lists, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *lists))))
    program, findings = compile_guideline(model)
    assert program is not None, findings
    module = loaded(program)
    for _ in range(8):
        _compare_patient(module, model, data.draw(patients(model)))


@settings(max_examples=150)
@given(st.data())
def test_sums_and_counts_can_be_asked(data: st.DataObject) -> None:
    """A table may ask for a sum, a least, a greatest or a count, also where no rule gave anything to add up."""
    sums = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST, HitPolicy.COUNT)
    model = data.draw(guidelines(Policies(inner=sums, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *sums))))
    program, findings = compile_guideline(model)
    if program is None:
        # A sum that some rule always adds to is never unknown. The compiler sees one table at a time, and refuses two
        # rules that would both answer there.
        assert all(one.code == "DT401" and "unknown" in dict(one.patient).values() for one in findings), findings
        return
    module = loaded(program)
    for _ in range(8):
        _compare_patient(module, model, data.draw(patients(model)))


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


NAMES = (
    "facts",
    "met",
    "gathered",
    "united",
    "fired_t",
    "decide",
    "decide_t",
    "rule",
    "any",
    "tuple",
    "type",
    "match",
    "float",
)


def test_names_do_not_collide_in_the_code() -> None:
    """Inputs and decisions may be called like names of Python or of the generated code."""
    facts = [category(name) for name in NAMES]
    first = table("t", "U", facts[:1], [output("t.x")], "a || x\nnot(a) || y")
    others = [
        table(f"d_{one.name}", "P", [one, first.outputs[0]], [output(f"d_{one.name}.x")], "a | - || x\n- | - || y")
        for one in facts
    ]
    last = table(
        "facts", "C", [first.outputs[0], facts[8]], [output("facts.met", kind=Kind.SEVERAL)], "x | a || x\ny | b || y;z"
    )
    united = summary("gathered", (output("gathered.x", kind=Kind.SEVERAL), "all of", [last.outputs[0]]))
    asking = table("united", "F", [united.unions[0].output, facts[0]], [output("united.x")], "x | - || x\n- | - || y")
    model = compiled(facts, [first, *others, last, united, asking])
    advice = evaluate(loaded(model), {"facts": "a", "any": "a", "met": "a"})
    assert (advice["t.x"], advice["facts.met"], advice["gathered.x"], advice["united.x"]) == ("x", ["x"], ["x"], "x")
    assert {one.name for one in facts if advice[f"d_{one.name}.x"] == "x"} == {"facts", "any", "met"}


@pytest.mark.parametrize("text", ['"""', "\\", "\\N{x}", '"', "a\nb", '"""\nraise SystemExit\n"""', "'''", "{x}", "#"])
@pytest.mark.parametrize("field", ["name", "id", "question"])
def test_no_text_of_a_table_becomes_code(text: str, field: str) -> None:
    """Whatever stands in a decision's ID, name or question, the generated module runs and decides."""
    from dataclasses import replace

    fact = category("a")
    made = replace(table("t", "U", [fact], [output("t.x")], "- || x"), **{field: text})
    assert evaluate(loaded(compiled([fact], [made])), {})["t.x"] == "x"


@pytest.mark.parametrize("text", ['"""', "\\", "\\N{x}", 'ends in "', "a\nb", '"""\nraise SystemExit\n"""'])
def test_no_title_becomes_code(text: str) -> None:
    """Whatever the title and the version of a guideline are, the generated module runs and states them."""
    from dataclasses import replace

    from tests.support.models import guideline as made_of

    fact = category("a")
    model = made_of([fact], [table("t", "U", [fact], [output("t.x")], "- || x")])
    program, _ = compile_guideline(replace(model, about=(("Title", text), ("Version", text))))
    assert program is not None
    advice = evaluate(loaded(program), {})
    assert (advice["t.x"], advice.guideline["title"], advice.guideline["version"]) == ("x", text, text)


@pytest.mark.parametrize("where", ["workbook", "sheet"])
@pytest.mark.parametrize("text", ["a\nraise SystemExit", "a\rraise SystemExit", '"""', "\\x"])
def test_no_place_becomes_code(text: str, where: str) -> None:
    """Whatever a workbook or a sheet is called, the generated module runs and decides."""
    from dataclasses import replace

    from tests.support.models import NOWHERE

    fact = category("a")
    place = replace(NOWHERE, **{where: text})
    for policy in ("U", "C"):
        made = table("t", policy, [fact], [output("t.x", kind=Kind.SEVERAL)], "- || x")
        made = replace(made, span=place, rules=tuple(replace(one, span=place) for one in made.rules))
        assert evaluate(loaded(compiled([fact], [made])), {})["t.x"] == ["x"]


@pytest.mark.parametrize("policy", [policy.value for policy in HitPolicy])
@pytest.mark.parametrize("maker", [category, several, number])
def test_a_table_without_rules_answers_nothing(policy: str, maker: Any) -> None:
    """A table of which all rules are retired never answers, and breaks nothing."""
    fact = maker("a")
    kind = Kind.NUMBER if policy in ("C+", "C<", "C>", "C#") else Kind.SEVERAL if policy in "CR" else Kind.CATEGORY
    advice = evaluate(loaded(compiled([fact], [table("t", policy, [fact], [output("t.x", kind=kind)], [])])), {})
    assert advice.decisions["t"].rules == ()


# --- the guideline of tables/ ------------------------------------------------------------------------------------------


def test_each_table_of_the_guideline_decides_as_its_cells_say(guideline: Guideline) -> None:
    """Every table of `tables/` fires, for every combination of answers (a sample of the widest), what its cells name."""
    assert guideline.program is not None
    sample = random.Random(12)
    model = guideline.program.guideline
    tables = [one for one in model.decisions if isinstance(one, DecisionTable)]
    by_path = {one.path: points(one, asked_of(one, tables)) for table in tables for one in table.inputs}
    compared = {one.key: _compare_table(guideline.compiled, one, by_path, sample) for one in tables}
    assert len(compared) == len(tables)
    assert min(compared.values()) > 1


def test_whole_patients_of_the_guideline(guideline: Guideline) -> None:
    """3,000 random patients get from `tables/` the rules and results that its cells name."""
    assert guideline.program is not None
    model = guideline.program.guideline
    sample = random.Random(21)
    possible = {one.name: points(one, asked_of(one, model.decisions)) for one in model.inputs}
    for count in range(3000):
        facts = as_facts({name: sample.choice(values) for name, values in possible.items()})
        if count % 2:
            # Half of the patients differ from the defaults in a few facts only, as patients in a clinic do.
            facts = {name: facts[name] for name in sample.sample(list(facts), 6)}
        complete = {
            one.name: facts.get(one.name, list(one.default) if isinstance(one.default, tuple) else one.default)
            for one in model.inputs
        }
        fired, outputs = interpret(model, as_values(complete, model))
        advice = guideline.evaluate(facts)
        assert [None if rules is None else tuple(one.id for one in rules) for rules in advice.fired] == list(
            fired.values()
        ), facts
        assert {path: advice[path] for path in advice} == {path: plain(value) for path, value in outputs.items()}, facts


def test_cases_by_the_second_evaluator(guideline: Guideline) -> None:
    """The worked cases pass when their facts are held against the cells themselves."""
    assert guideline.program is not None
    model = guideline.program.guideline
    for case in model.cases:
        facts = as_facts(dict(case.facts))
        fired, outputs = interpret(model, as_values(facts, model))
        came = {rule for rules in fired.values() for rule in rules or ()}
        assert set(case.rules) <= came, case.id
        for one in case.expectations:
            wanted, result = one.value, outputs[one.output.path]
            assert (set(result) if isinstance(result, tuple) else result) == (
                set(wanted) if isinstance(wanted, tuple) else wanted
            ), case.id


def test_compiled_module_is_not_stale(guideline: Guideline) -> None:
    """`b12dt/compiled.py` is what `tables/` compile to now; if not, run `b12dt compile`."""
    assert guideline.program is not None
    shipped = Path(b12dt.__file__).with_name("compiled.py").read_text(encoding="utf-8")
    assert shipped == write_python(guideline.program)


def test_written_module_is_the_same_each_time(guideline: Guideline) -> None:
    """The same workbooks give the same text, so that a difference in it is a difference in them."""
    assert guideline.program is not None
    again = load(Path(__file__).parent.parent / "tables")
    assert again.program is not None
    assert write_python(again.program) == write_python(guideline.program)


def test_shipped_and_loaded_guideline_advise_alike(guideline: Guideline) -> None:
    """`b12dt.evaluate` and `load("tables").evaluate` give the same, down to questions and notices."""
    assert guideline.program is not None
    sample = random.Random(3)
    model = guideline.program.guideline
    for _ in range(25):
        chosen = sample.sample(list(model.inputs), 8)
        facts = as_facts({one.name: sample.choice(points(one, asked_of(one, model.decisions))) for one in chosen})
        shipped, now = b12dt.evaluate(**facts).to_dict(), guideline.evaluate(facts).to_dict()
        shipped.pop("guideline")
        now.pop("guideline")
        assert shipped == now


def test_rules_that_fire_needs_no_order_of_columns() -> None:
    """The second evaluator itself: a rule fires when all of its cells are met, whatever their order."""
    one, other = category("a"), number("n")
    made = table("t", "C", [one, other], [output("t.x", kind=Kind.SEVERAL)], "a | > 5 || x\n- | unknown || y")
    fired = rules_that_fire(made, {"a": "a", "n": None})
    assert fired is not None
    assert [rule.id for rule in fired] == ["t2"]
