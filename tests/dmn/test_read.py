"""DMN files become guidelines: hit policies, types, null, defaults, and what is left out by name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from b12dt.dmn.read import read_content, read_dmn
from b12dt.dmn.types import WIDEST
from b12dt.model import DecisionTable, Kind
from tests.dmn.documents import codes, decision, document, fact, item, read, ready

A = fact("a", "number")
GRADES = '< 10 => "low"\n[5..20] => "mid"\n>= 20 => "high"'
RANKED = [("", '"high", "mid", "low"', "")]


def first(model: Any) -> DecisionTable:
    """Return the first decision, a table."""
    assert model is not None
    assert isinstance(model.decisions[0], DecisionTable)
    return model.decisions[0]


@pytest.mark.parametrize(
    ("policy", "aggregation", "rules", "value", "expected"),
    [
        ("UNIQUE", "", '< 10 => "low"\n>= 10 => "high"', 10, "high"),
        ("ANY", "", '< 10 => "low"\n< 5 => "low"\n>= 10 => "high"', 3, "low"),
        ("PRIORITY", "", GRADES, 7, "mid"),
        ("PRIORITY", "", GRADES, 20, "high"),
        ("FIRST", "", GRADES, 7, "low"),
        ("RULE ORDER", "", GRADES, 20, ["mid", "high"]),
        ("OUTPUT ORDER", "", GRADES, 20, ["high", "mid"]),
        ("COLLECT", "", GRADES, 7, ["low", "mid"]),
        ("COLLECT", "", GRADES.replace("mid", "low"), 7, ["low"]),
        ("COLLECT", "SUM", "< 10 => 1.5\n< 20 => 2\n> 30 => 9", 5, 3.5),
        ("COLLECT", "MIN", "< 10 => 1.5\n< 20 => 2\n> 30 => 9", 5, 1.5),
        ("COLLECT", "MAX", "< 10 => 1.5\n< 20 => 2\n> 30 => 9", 5, 2),
        ("COLLECT", "MAX", "< 10 => 1.5\n< 20 => 2\n> 30 => 9", 25, None),
        ("COLLECT", "COUNT", GRADES, 7, 2),
        ("COLLECT", "", "< 10 => 1\n< 20 => 1", 5, [1, 1]),
    ],
)
def test_hit_policies(policy: str, aggregation: str, rules: str, value: int, expected: Any) -> None:
    """Each hit policy of DMN gives what DMN says; only a list of texts has each of them once."""
    outputs = RANKED if "ORDER" in policy or policy == "PRIORITY" else [("", "", "")]
    guideline = ready(A + decision("d", rules, policy=policy, aggregation=aggregation, outputs=outputs))
    assert guideline.evaluate(a=value)["d.result"] == expected


@pytest.mark.parametrize("version", ["20191111", "20211108", "20230324"])
def test_versions(version: str) -> None:
    """DMN 1.3, 1.4 and 1.5 are read."""
    content = document(A + decision("d", GRADES, policy="FIRST"), f"https://www.omg.org/spec/DMN/{version}/MODEL/")
    model, findings = read_content("x.dmn", content)
    assert model is not None
    assert not findings


@pytest.mark.parametrize(
    ("cell", "met", "not_met"),
    [
        ("-", [1, None], []),
        ("5", [5], [4, None]),
        ("= 5", [5], [4, None]),
        ("!= 5", [4, None], [5]),
        ("not(5)", [4, None], [5]),
        ("not(> 5)", [5, -3], [6, None]),
        ("not([1..3], null)", [0, 4], [1, 3, None]),
        ("null", [None], [0]),
        ("not(null)", [0], [None]),
        ("1,2,.5", [1, 2, 0.5], [3, None]),
        ("]1..3[", [2], [1, 3]),
        ("(-2.5..3]", [3, -2], [-2.5, 4]),
        ("<18,>=60", [17, 60], [18, 59.5, None]),
    ],
)
def test_number_cells(cell: str, met: list[Any], not_met: list[Any]) -> None:
    """S-FEEL's tests on numbers hold for what they hold in FEEL, null among it."""
    rules = f'{cell} => "yes"' + ("" if cell == "-" else '\n- => "no"')
    guideline = ready(A + decision("d", rules, policy="FIRST"))
    assert [guideline.evaluate(a=value)["d.result"] for value in met] == ["yes"] * len(met)
    assert [guideline.evaluate(a=value)["d.result"] for value in not_met] == ["no"] * len(not_met)


def test_texts_without_a_list() -> None:
    """A text that nothing lists is one that cells mention, or any other; `-`, `not` and null work on it."""
    model, findings = read(fact("a", "string") + decision("d", '"x" => 1\nnot("x","y z") => 2\n- => 3', policy="FIRST"))
    assert codes(findings) == ["DT723"]
    assert model is not None
    assert [value.code for value in model.inputs[0].values.values] == ["x", "y z", "(any other)"]  # type: ignore[union-attr]
    guideline = ready(fact("a", "string") + decision("d", '"x" => 1\nnot("x","y z") => 2\n- => 3', policy="FIRST"))
    asked = ["x", "y z", "(any other)", None]
    assert [guideline.evaluate(a=value)["d.result"] for value in asked] == [1, 3, 2, 2]


def test_listed_texts_and_capital_letters() -> None:
    """Listed texts are the domain; DMN tells capital letters apart, and so does what is read."""
    types = item("t", "string", '"Low", "low", "High"')
    guideline = ready(types + fact("a", "t") + decision("d", '"low" => 1\n"Low" => 2\n- => 3', policy="FIRST"))
    assert [guideline.evaluate(a=value)["d.result"] for value in ("low", "Low", "High")] == [1, 2, 3]
    model, findings = read(item("t", "string", '"Low", "High"') + fact("a", "t") + decision("d", '"low" => 1'))
    assert model is None
    assert codes(findings) == ["DT714", "DT704"]


def test_truth_values() -> None:
    """A boolean is a category of true and false, as input and as result."""
    guideline = ready(fact("a", "boolean") + decision("d", "true => false\nnot(true) => true", policy="FIRST"))
    assert [guideline.evaluate(a=value)["d.result"] for value in ("true", "false", None)] == ["false", "true", "true"]


def test_ranges() -> None:
    """A constraint gives a number its range; without one the range is very wide."""
    model, findings = read(item("t", "number", "[0..120], null") + fact("a", "t") + decision("d", ">= 18 => 1"))
    assert model is not None
    assert (model.inputs[0].lowest, model.inputs[0].highest) == (0, 120)
    assert not findings
    model, findings = read(item("t", "number", "(0..120)") + fact("a", "t") + decision("d", ">= 18 => 1"))
    assert codes(findings) == ["DT722"]
    model, _ = read(A + decision("d", ">= 18 => 1"))
    assert model is not None
    assert (model.inputs[0].lowest, model.inputs[0].highest) == (-WIDEST, WIDEST)


def test_structures() -> None:
    """A component of a structure is an input of its own."""
    types = (
        '<itemDefinition name="t"><itemComponent name="b c"><typeRef>number</typeRef></itemComponent></itemDefinition>'
    )
    guideline = ready(types + fact("a", "t") + decision("d", "> 5 => 1\n<= 5 => 2", expressions=["a.b c"]))
    assert guideline.evaluate(a_b_c=6)["d.result"] == 1


def test_decisions_in_a_row() -> None:
    """A table asks for the result of another, by its name or by name and component."""
    many = [("x", "", ""), ("y", "", "")]
    body = (
        A
        + decision("last", '"p" | "q" => 1\n- | - => 2', policy="FIRST", inputs=(), decisions=("one", "two"), expressions=("one", "two.y"))
        + decision("one", '> 5 => "p"\n<= 5 => "r"')
        + decision("two", '> 7 => "s" | "q"\n<= 7 => "s" | "t"', outputs=many)
    )  # fmt: skip
    guideline = ready(body)
    assert list(guideline.decisions) in (["one", "two", "last"], ["two", "one", "last"])
    assert [guideline.evaluate(a=value)["last.result"] for value in (8, 6)] == [1, 2]


def test_lists() -> None:
    """A list of texts is asked whether it contains one."""
    types = item("t", "string", '"x", "y"', several=True)
    rules = 'list contains(?, "x") => 1\nnot(list contains(?, "y")) => 2\n- => 3'
    guideline = ready(types + fact("a", "t") + decision("d", rules, policy="FIRST"))
    assert [guideline.evaluate(a=value)["d.result"] for value in (["x", "y"], [], ["y"], None)] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("policy", "aggregation", "expected"),
    [("UNIQUE", "", 9), ("ANY", "", 9), ("FIRST", "", 9), ("COLLECT", "MAX", 9), ("COLLECT", "SUM", 9)],
)
def test_defaults(policy: str, aggregation: str, expected: Any) -> None:
    """A default result holds for exactly those whom no other rule covers, null among them."""
    outputs = [("", "", "9")]
    body = A + decision("d", "< 5 => 1\n[7..8) => 1", policy=policy, aggregation=aggregation, outputs=outputs)
    guideline = ready(body)
    results = [guideline.evaluate(a=value)["d.result"] for value in (4, 5, 6, 7, 8, None)]
    assert results == [1, expected, expected, 1, expected, expected]


def test_default_of_a_list() -> None:
    """The default of a table that makes a list is kept where the decision's type makes a list of it, else not read."""
    outputs = [("", "", '"none"')]
    table = decision("d", '< 5 => "x"', policy="COLLECT", outputs=outputs, reference="t")
    assert ready(A + item("t", "string", several=True) + table).evaluate(a=6)["d.result"] == ["none"]
    model, findings = read(A + item("t", "string") + table)
    assert model is None
    assert codes(findings) == ["DT717", "DT704"]


def test_null_as_a_result() -> None:
    """Null is our unknown, as a result, too."""
    body = A + decision("one", '> 5 => "p"\n<= 5 => null\nnull => "p"') + decision("two", 'null => 1\n"p" => 2', inputs=(), decisions=("one",))  # fmt: skip
    assert [ready(body).evaluate(a=value)["two.result"] for value in (6, 5)] == [2, 1]


def test_without_null() -> None:
    """For verification, inputs can be read as never null."""
    model, _ = read(A + decision("d", "> 5 => 1"), may_be_null=False)
    assert model is not None
    assert not model.inputs[0].may_be_unknown


def test_a_decision_left_out_is_asked_for() -> None:
    """A table that needs a decision which is left out asks for its result like a fact."""
    literal = '<decision id="d_one" name="one"><variable name="one" typeRef="number"/><literalExpression><text>1 + 1</text></literalExpression></decision>'
    model, findings = read(literal + decision("two", "> 5 => 1\n<= 5 => 2", inputs=(), decisions=("one",)))
    assert codes(findings) == ["DT710", "DT720"]
    assert model is not None
    assert [one.name for one in model.inputs] == ["one"]


def test_names_and_places() -> None:
    """Phrases become names; every place is named in words; rule ids are those of the file, or counted."""
    body = fact("Applicant's Age", "number") + decision(
        "Class of 5", "> 5 => 1\n<= 5 => 2", inputs=("Applicant's Age",)
    )
    table = first(read(body)[0])
    assert (table.key, table.inputs[0].name, table.inputs[0].label) == (
        "class_of_5",
        "applicant_s_age",
        "Applicant's Age",
    )
    assert str(table.rules[1].inputs[0].span) == "made-up.dmn › Class of 5 › rule 2, input 1"
    assert [rule.id for rule in table.rules] == ["class_of_5.1", "class_of_5.2"]


def test_same_names() -> None:
    """Names that become the same one are told apart, and words of Python are avoided."""
    body = fact("in", "number") + fact("In", "number") + fact("decide d", "number")
    body += decision("d", "> 5 | > 5 | > 5 => 1\n- | - | - => 2", policy="FIRST", inputs=("in", "In", "decide d"))
    assert ready(body).evaluate(in_value=6, in_value_2=6, n_decide_d=6)["d.result"] == 1


def test_twice_in_a_list() -> None:
    """Where DMN would list a value twice it is said, with the two rules."""
    model, findings = read(A + decision("d", '< 10 => "x"\n< 5 => "x"', policy="COLLECT"))
    assert codes(findings) == ["DT724"]
    assert first(model).outputs[0].kind is Kind.SEVERAL


def test_a_gap_before_another_table() -> None:
    """Where DMN would go on with null, b12dt makes no decision; that is said."""
    body = A + decision("one", '> 5 => "p"') + decision("two", "- => 1", inputs=(), decisions=("one",))
    _, findings = read(body)
    assert codes(findings) == ["DT725"]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (A + decision("d", "> 5 => 1", expressions=["a + 1"]), "DT711", "`a + 1`"),
        (A + decision("d", "> 5 => 1", expressions=["b"]), "DT711", "`b`"),
        (A + decision("d", "> 5 | > 6 => 1", expressions=["a", "a"]), "DT711", "`a`"),
        (fact("a", "date") + decision("d", "- => 1"), "DT712", "dates"),
        (fact("a", "nowhere") + decision("d", "- => 1"), "DT712", "`nowhere`"),
        (fact("a") + decision("d", '"x" => 1\n> 5 => 2'), "DT712", "different kinds"),
        (item("t", "number", several=True) + fact("a", "t") + decision("d", "- => 1"), "DT712", "lists"),
        (A + decision("d", "> b => 1"), "DT713", "the name `b`"),
        (A + decision("d", 'date("2020-01-01") => 1'), "DT713", "the function `date`"),
        (A + decision("d", "? > 5 => 1"), "DT713", "`?`"),
        (A + decision("d", "> 5 + 1 => 1"), "DT713", "`+`"),
        (A + decision("d", '"x" => 1'), "DT713", "does not fit a number"),
        (A + decision("d", "EMPTY => 1"), "DT713", "nothing in it"),
        (fact("a", "string") + decision("d", '< "x" => 1'), "DT713", "order"),
        (fact("a", "string") + decision("d", '["a".."x"] => 1'), "DT713", "range"),
        (item("t", "number", "[0..9]") + fact("a", "t") + decision("d", "> 10 => 1"), "DT714", "DT219"),
        (A + decision("d", "[5..4] => 1"), "DT714", "DT220"),
        (A + decision("d", '> 5 => "x"', policy="PRIORITY"), "DT715", "outputValues"),
        (A + decision("d", "> 5 => 1", policy="OUTPUT ORDER", outputs=[("", "1, 2", "")]), "DT715", "ranked"),
        (A + decision("d", '> 5 => "x"', policy="COLLECT", aggregation="SUM"), "DT715", "numbers"),
        (A + decision("d", "> 5 => 1", aggregation="SUM"), "DT715", "no such hit policy"),
        (A + decision("d", "> 5 => 1", policy="MOST"), "DT715", "no such hit policy"),
        (A + decision("d", "> 5 => 1 | 2", policy="COLLECT", aggregation="MAX", outputs=[("x", "", ""), ("y", "", "")]), "DT715", "several"),
        (A + decision("d", "> 5 => 1 | 2"), "DT716", "one entry"),
        (A + decision("d", "> 5 => a"), "DT716", "the name `a`"),
        (A + decision("d", "> 5 => 2 * 3"), "DT716", "`*`"),
        (A + decision("d", '> 5 => 1\n<= 5 => "x"'), "DT716", "different kinds"),
        (A + decision("d", "> 5 => [1, 2]"), "DT716", "list of numbers"),
        (A + decision("d", "> 5 => 1", policy="COLLECT", aggregation="COUNT", outputs=[("", "", "9")]), "DT717", "count"),
        (fact("a", "string") + decision("d", '"unknown" => 1'), "DT718", "null"),
        (fact("a", "string") + decision("d", '"x  y" => 1'), "DT718", "spaces"),
        (fact("a", "string") + decision("d", r'"x\"y" => 1'), "DT718", "quotation"),
        ('<decision id="d_d" name="d"/>', "DT710", "nothing"),
        ('<decision id="d_d" name="d"><context/></decision>', "DT710", "a context"),
        ('<decision id="d_d" name="d"><invocation/></decision>', "DT710", "an invocation"),
        ('<decision id="d_d" name="d"><literalExpression><text>1</text></literalExpression></decision>', "DT710", "a literal"),
    ],
)  # fmt: skip
def test_left_out(body: str, code: str, words: str) -> None:
    """What is outside is left out by name and with its reason; a file with nothing else is refused."""
    from b12dt.catalogue import title

    model, findings = read(body)
    assert model is None
    assert codes(findings) == [code, "DT704"]
    assert "`d`" in title(findings[0])
    assert words in title(findings[0])
    beside, findings = read(body + fact("z", "number") + decision("ok", "> 5 => 1", inputs=("z",)))
    assert beside is not None
    assert [one.key for one in beside.decisions] == ["ok"]
    assert code in codes(findings)


def test_priority_of_a_result_without_an_order() -> None:
    """A result without outputValues takes no part in the order, or the table is not read."""
    outputs = [("x", '"high", "low"', ""), ("y", "", "")]
    kept = A + decision("d", '> 5 => "low" | "p"\n> 3 => "low" | "q"', policy="PRIORITY", outputs=outputs)
    assert ready(kept).evaluate(a=6)["d.y"] == "p"
    bent = A + decision(
        "d", '> 5 => "low" | "q"\n> 3 => "low" | "p"\n> 1 => "low" | "q"', policy="PRIORITY", outputs=outputs
    )
    assert codes(read(bent)[1]) == ["DT715", "DT704"]


def test_passed_by() -> None:
    """Business knowledge models, decision services and imports are named."""
    more = (
        '<import name="m" namespace="n" importType="t"/><businessKnowledgeModel name="k"/><decisionService name="s"/>'
    )
    assert codes(read(A + decision("d", "> 5 => 1") + more)[1]) == ["DT719"] * 3


def test_the_same_id_twice() -> None:
    """A second element with the id of another is named, not passed over in silence."""
    model, findings = read(A + decision("d", "> 5 => 1") + decision("d", "> 6 => 1"))
    assert model is not None
    assert codes(findings) == ["DT719"]


def test_another_language() -> None:
    """Cells in another expression language are not read as if they were FEEL."""
    other = decision("d", "> 5 => 1").replace("<inputEntry>", '<inputEntry expressionLanguage="juel">')
    model, findings = read(A + other)
    assert model is None
    assert codes(findings) == ["DT713", "DT704"]


def test_a_column_that_allows_less() -> None:
    """Where a column allows less than the type of what it asks for, that is said."""
    types = item("t", "string", '"x", "y", "z"')
    table = decision("d", '"x" => 1')
    for allowed, expected in (('"x", "y"', ["DT722"]), ('"z", "y", "x"', [])):
        limited = table.replace(
            "</inputExpression>", f"</inputExpression><inputValues><text>{allowed}</text></inputValues>"
        )
        assert codes(read(types + fact("a", "t") + limited)[1]) == expected


def test_listed_by_the_columns() -> None:
    """Where only the columns list the texts, those are the domain."""
    table = decision("d", '"x" => 1\n"y" => 2')
    limited = table.replace("</inputExpression>", '</inputExpression><inputValues><text>"x", "y"</text></inputValues>')
    model, findings = read(fact("a", "string") + limited)
    assert not findings
    assert [value.code for value in first(model).inputs[0].values.values] == ["x", "y"]  # type: ignore[union-attr]


def test_a_table_without_rules_or_columns() -> None:
    """A table may have no rule, or no column: it is read, and evaluated."""
    empty = decision("d", "> 5 => 1", policy="COLLECT")
    empty = empty[: empty.index("<rule>")] + "</decisionTable></decision>"
    assert ready(A + empty).evaluate(a=1)["d.result"] == []
    bare = '<decision id="d_e" name="e"><decisionTable><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>'
    assert ready(bare).evaluate()["e.result"] == 1


def test_unused_input_and_circle() -> None:
    """An input that no table asks for is named; decisions in a circle are refused."""
    assert codes(read(A + fact("b", "string") + decision("d", "> 5 => 1"))[1]) == ["DT727"]
    circle = decision("x", "1 => 1", inputs=(), decisions=("y",)) + decision("y", "1 => 1", inputs=(), decisions=("x",))
    model, findings = read(circle)
    assert model is None
    assert codes(findings) == ["DT726"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DT701"),
        (b"<definitions", "DT701"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "DT701"),
        (b"<a>" * 500 + b"</a>" * 500, "DT701"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DT702"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DT702"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "DT702"),
        (b"<a/>", "DT703"),
        (document("", "http://www.omg.org/spec/DMN/20180521/MODEL/"), "DT703"),
        (document(""), "DT704"),
    ],
)
def test_refused(content: bytes, code: str) -> None:
    """What is no DMN 1.3 to 1.5, or declares a document type, is refused before anything else looks at it."""
    model, findings = read_content("x.dmn", content)
    assert model is None
    assert codes(findings) == [code]


def test_from_a_file(tmp_path: Path) -> None:
    """A file is read from its path; one that is not there is a finding."""
    place = tmp_path / "x.dmn"
    place.write_bytes(document(A + decision("d", "> 5 => 1")))
    model, _ = read_dmn(place)
    assert first(model).rules[0].outputs[0].value == Decimal(1)
    assert codes(read_dmn(tmp_path / "y.dmn")[1]) == ["DT701"]
