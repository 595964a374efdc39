"""Guidelines become DMN 1.5 XML that means the same: to a second reading of FEEL, and to our own reader."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.atoms import atoms_of, mask_of
from b12dt.dmn.feel_text import test_text as text_of
from b12dt.dmn.read import read_content
from b12dt.dmn.shapes import Shapes
from b12dt.dmn.write import write_dmn
from b12dt.loading import loaded
from b12dt.model import UNKNOWN, DecisionTable, Has, HitPolicy, Kind, Summary, Variable
from b12dt.pipeline import Outcome
from b12dt.program import Program, compile_guideline
from b12dt.program import tests_of as asked_by
from b12dt.prove.gathering import codes_of
from b12dt.runtime.advice import evaluate
from tests.dmn.documents import DMN15, codes, feel_meets
from tests.support.models import (
    as_facts,
    category,
    cell,
    compiled,
    conditions,
    guidelines,
    number,
    output,
    points,
    several,
    summary,
    table,
)

SAMPLES: list[Variable] = [
    category("a"),
    number("n", "0", "12"),
    several("m"),
    number("k", "0", "12", may_be_unknown=False),
]


def for_feel(value: Any, variable: Variable) -> Any:
    """Return a value as FEEL has it: null for what is unknown."""
    return (
        None if value in (UNKNOWN, (UNKNOWN,), None) else Decimal(str(value)) if variable.kind is Kind.NUMBER else value
    )


def compare(program: Program, names: Shapes | None = None) -> tuple[Any, tuple[Any, ...]]:
    """Write, read again, and hold every cell of every table against its original, on all atoms."""
    names = names or Shapes(program)
    content = write_dmn(program).encode()
    read, findings = read_content("again.dmn", content)
    assert read is not None, findings
    again = {one.name: one for one in read.decisions}
    tests = asked_by([one for one in program.guideline.decisions if isinstance(one, DecisionTable)])
    for one in program.guideline.decisions:
        other = again.get(names.name(one))
        if other is None or isinstance(one, Summary):
            continue
        assert isinstance(other, DecisionTable)
        assert one.hit_policy is other.hit_policy
        assert [rule.id for rule in one.rules] == [rule.id for rule in other.rules]
        for rule, same in zip(one.rules, other.rules, strict=True):
            for column, entry, entry_again in zip(one.inputs, rule.inputs, same.inputs, strict=True):
                both = atoms_of(column, [*tests[column.path], entry_again.test])
                assert mask_of(entry.test, both) == mask_of(entry_again.test, both), (rule.id, column.path)
            given, given_again = ([entry.value for entry in row.outputs] for row in (rule, same))
            if one.hit_policy is not HitPolicy.COUNT:
                assert [codes_of(value) for value in given] == [codes_of(value) for value in given_again]
    return read, findings


def test_the_guideline_comes_back(outcome: Outcome) -> None:
    """Every table of `tables/`, written as DMN and read again, has the same cells; no decision is left out."""
    assert outcome.program is not None
    read, findings = compare(outcome.program)
    assert not [code for code in codes(findings) if code.startswith("DT71")]
    assert len(read.decisions) == len(outcome.program.guideline.decisions)
    assert [one.key for one in read.decisions if isinstance(one, Summary)]


def test_patients_of_the_guideline(outcome: Outcome) -> None:
    """Patients get the same rules and the same summaries from the guideline and from its DMN."""
    program = outcome.program
    assert program is not None
    names = Shapes(program)
    read, _ = read_content("again.dmn", write_dmn(program).encode())
    assert read is not None
    again, conflicts = compile_guideline(read)
    assert again is not None, conflicts
    first, second = loaded(program), loaded(again)
    keys = {one.name: one.key for one in read.decisions}
    facts_again = {one.name: names.name(one) for one in program.guideline.inputs}
    asked = {one.label: one.name for one in read.inputs}
    tests = asked_by([one for one in program.guideline.decisions if isinstance(one, DecisionTable)])
    sample = random.Random(12)
    for _ in range(300):
        facts = as_facts(
            {one.name: sample.choice(points(one, tests.get(one.path, ()))) for one in program.guideline.inputs}
        )
        mine = evaluate(first, facts)
        other = evaluate(
            second, {asked[facts_again[name]]: value for name, value in facts.items() if facts_again[name] in asked}
        )
        for one in program.guideline.decisions:
            ours, theirs = mine.decisions[one.key], other.decisions[keys[names.name(one)]]
            assert [rule.id for rule in ours.rules] == [rule.id for rule in theirs.rules], one.key
            assert list(ours.outputs.values()) == list(theirs.outputs.values()), one.key


def test_written_twice(outcome: Outcome) -> None:
    """The same guideline gives the same text, and ids and names in it are each used once."""
    assert outcome.program is not None
    text = write_dmn(outcome.program)
    assert text == write_dmn(outcome.program)
    root = ET.fromstring(text)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for kind in (("inputData", "decision"), ("itemDefinition",)):
        names = [one.get("name") for name in kind for one in root.iter(f"{{{DMN15}}}{name}")]
        assert len(names) == len(set(names))
    hrefs = [one.get("href", "")[1:] for one in root.iter() if one.get("href")]
    assert set(hrefs) <= set(ids)


@settings(max_examples=60)
@given(guidelines())
def test_made_up_guidelines(model: Any) -> None:
    """Random guidelines come back cell by cell; what cannot be read again is left out with a reason."""
    program, _ = compile_guideline(model)
    if program is None:
        return
    read, findings = read_content("again.dmn", write_dmn(program).encode())
    left_out = [one for one in findings if one.code.startswith("DT71")]
    assert read is not None or left_out
    if read is not None:
        compare(program)
        assert len(read.decisions) + len(left_out) == len(model.decisions)


@settings(max_examples=200)
@given(st.sampled_from(SAMPLES).flatmap(lambda one: st.tuples(st.just(one), conditions(one))))
def test_cells_in_feel(sample: tuple[Variable, Any]) -> None:
    """An input entry is met by the values that the cell is met by, null standing for unknown."""
    variable, test = sample
    atoms = atoms_of(variable, [test])
    text = text_of(test, variable, atoms)
    for value in points(variable, [test]):
        from b12dt.check.conditions import meets

        assert feel_meets(text, for_feel(value, variable)) == meets(test, value), (text, value)


@pytest.mark.parametrize(
    ("name", "cell_text", "text"),
    [
        ("a", "a, unknown", '"a", null'),
        ("a", "not(a)", 'not("a")'),
        ("n", "not(> 5)", "<= 5, null"),
        ("n", "not([2..3), unknown)", "< 2, >= 3"),
        ("n", "not(unknown)", "not(null)"),
        ("n", "(2..3], 7", "(2..3], 7"),
        ("m", "a", '? != null and list contains(?, "a")'),
        ("m", "a, b", '? != null and (list contains(?, "a") or list contains(?, "b"))'),
        ("m", "a, unknown", '? = null or list contains(?, "a")'),
        ("m", "not(a, b)", '? = null or not(list contains(?, "a") or list contains(?, "b"))'),
        ("m", "not(a, unknown)", '? != null and not(list contains(?, "a"))'),
    ],
)
def test_forms_of_feel(name: str, cell_text: str, text: str) -> None:
    """Cells are written in S-FEEL where it can say them, and so that FEEL's null is our unknown."""
    variable = next(one for one in SAMPLES if one.path == name)
    test = cell(cell_text, variable)
    assert text_of(test, variable, atoms_of(variable, [test])) == text


def test_lists_of_lists() -> None:
    """Where rules of a table that collects state lists, columns ask for them made one list."""
    many = output("one.x", "xyz", Kind.SEVERAL)
    facts = [category("a")]
    program = compiled(
        facts,
        [
            table("one", "C", facts, [many], "a || x;y\nb || z"),
            table("two", "F", [many], [output("two.y")], "z || x\n- || y"),
        ],
    )
    text = write_dmn(program)
    assert "flatten(one)" in text
    assert '["x", "y"]' in text
    compare(program)


def test_a_fact_called_like_a_decision() -> None:
    """DMN keeps facts and decisions in one room: the decision then gets another name."""
    facts = [category("one"), category("list")]
    program = compiled(facts, [table("one", "F", facts, [output("one.x")], "a | b || x\n- | - || y")])
    text = write_dmn(program)
    assert 'name="one_decision"' in text
    assert 'name="list_fact"' in text
    compare(program)


def test_summaries_come_back() -> None:
    """A summary is written as FEEL and known again, its order and sources kept."""
    facts = [category("a")]
    one, two = table("one", "C", facts, [output("one.x", "xyz", Kind.SEVERAL)], "a || x\nb || y"), table("two", "F", facts, [output("two.x")], "a || z\n- || y")  # fmt: skip
    unions = (
        (output("s.all", "xyz", Kind.SEVERAL), "all of", [one.outputs[0]]),
        (output("s.high"), "highest of", [two.outputs[0]]),
    )
    for chosen in (unions, unions[:1], unions[1:]):
        program = compiled(facts, [one, two, summary("s", *chosen)])
        read, findings = compare(program)
        assert not [code for code in codes(findings) if code.startswith("DT71")]
        back = read.decisions[-1]
        assert isinstance(back, Summary)
        assert [union.takes for union in back.unions] == [takes for _, takes, _ in chosen]
        assert [union.output.path for union in back.unions] == [made.path for made, _, _ in chosen]


def test_signs_that_xml_cannot_hold() -> None:
    """A control character in a text does not make the file unreadable."""
    facts = [category("a")]
    made = table("one", "F", facts, [output("one.x")], "a || x\n- || y")
    from dataclasses import replace

    program = compiled(facts, [replace(made, name="a\x00b\ud800<&>\"'", question="\x1f]]>")])
    ET.fromstring(write_dmn(program))
    compare(program)


def test_has_of_unknown_alone() -> None:
    """A list that is asked only whether it is unknown is asked for null."""
    variable = several("m")
    for test in (Has(codes=(UNKNOWN,)), Has(codes=(UNKNOWN,), negated=True)):
        text = text_of(test, variable, atoms_of(variable, [test]))
        assert text in ("null", "not(null)")
