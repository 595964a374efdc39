"""The query as its users meet it: bad rows get no advice, unknown is never no, nothing of the guideline becomes code."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from b12dt.emit.sql import DIALECTS, SqlError, write_sql
from b12dt.emit.sql.names import column_of
from b12dt.guideline import Guideline
from b12dt.model import Has, Kind, OneOf
from b12dt.program import compile_guideline
from tests.backends.answers import compiled_python, differences
from tests.backends.postgres import postgres
from tests.backends.queries import duckdb_rows, on, sqlite_rows
from tests.sql.small import EVERY, FINE, rows_of, small_program
from tests.support.models import NOWHERE, category, compiled, number, output, rule, several, summary, table
from tests.support.models import guideline as made_of


@pytest.mark.parametrize("dialect", EVERY)
def test_a_fine_row_is_advised(dialect: str) -> None:
    """A row without a problem has advice, its rule, and no gap: the tests of bad rows below could fail."""
    [row] = rows_of(small_program(), dialect, FINE)
    assert (row["problem"], row["t__x"], row["t__rule"], row["gaps"]) == (None, "x", "t1", "(none)")


@pytest.mark.parametrize("dialect", EVERY)
@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("a", "A"),
        ("a", "d"),
        ("a", "a "),
        ("a", " a"),
        ("a", ""),
        ("a", "a; b"),
        ("n", 10.5),
        ("n", -0.0001),
        ("n", float("inf")),
        ("s", "a; d"),
        ("s", "A"),
        ("s", "a, b"),
        ("s", "a; unknown"),
        ("s", "ab"),
        ("s", ";a"),
        ("s", " "),
        ("s", "(a)"),
        ("must", None),
        ("must", "unknown"),
    ],
)
def test_a_bad_row_gets_a_problem_and_no_advice(dialect: str, fact: str, value: Any) -> None:
    """A fact outside the dictionary is named in the problem, and every other column of the advice is NULL."""
    [row] = rows_of(small_program(), dialect, {**FINE, fact: value})
    assert row["problem"].startswith(f"{fact}: not "), row
    assert {name for name, one in row.items() if one is not None} == {"patient_id", "problem"}


@pytest.mark.parametrize("dialect", EVERY)
def test_every_problem_of_a_row_is_told(dialect: str) -> None:
    """Several facts that are wrong are all named, in the order of the dictionary."""
    [row] = rows_of(small_program(), dialect, {**FINE, "a": "x", "n": 11.0, "must": None})
    assert row["problem"] == (
        "a: not one of a, b, c, unknown. n: not a number from 0 to 10 mg, or unknown. must: not one of a, b, c."
    )


@pytest.mark.parametrize("dialect", EVERY)
def test_unknown_meets_not_and_nothing_else(dialect: str) -> None:
    """`not(...)` of known values holds for an unknown category, list and number; a comparison never does."""
    a, n, s = category("a"), number("n", "0", "10"), several("s")
    decisions = [
        table("c", "F", [a], [output("c.x")], "not(a, b) || x\n- || y"),
        table("d", "F", [a], [output("d.x")], "not(unknown) || x\n- || y"),
        table("l", "F", [s], [output("l.x")], "not(a) || x\n- || y"),
        table("m", "F", [s], [output("m.x")], "not(a, unknown) || x\n- || y"),
        table("p", "F", [n], [output("p.x")], "not(> 5) || x\n- || y"),
        table("q", "F", [n], [output("q.x")], "not(> 5, unknown) || x\n- || y"),
        table("r", "F", [n], [output("r.x")], "<= 5 || x\n> 5 || y\nunknown || z"),
    ]
    program = compiled([a, n, s], decisions)
    for unknown in (None, "unknown"):
        [row] = rows_of(program, dialect, {"patient_id": 1, "a": unknown, "n": None, "s": unknown})
        assert [row[f"{key}__x"] for key in "cdlmpqr"] == ["x", "y", "x", "y", "x", "y", "z"]


@pytest.mark.parametrize("dialect", EVERY)
def test_a_gap_is_named_and_goes_on(dialect: str) -> None:
    """Where no rule answers the decision is NULL and among the gaps, and so is every one that needs it."""
    a = category("a")
    first, last = output("t.x"), output("u.x", kind=Kind.SEVERAL)
    decisions = [table("t", "U", [a], [first], "a || x\nb || y"), table("u", "C", [first], [last], "x || z")]
    program = compiled([a], decisions)
    rows = [rows_of(program, dialect, {"patient_id": 1, "a": value})[0] for value in ("a", "b", "c", None)]
    assert [row["gaps"] for row in rows] == ["(none)", "(none)", "t; u", "t; u"]
    assert [row["u__rule"] for row in rows] == ["u1", "(none)", None, None]
    empty: Any = "(none)" if dialect == "sqlite" else []
    assert [row["u__x"] for row in rows] == ["z" if dialect == "sqlite" else ["z"], empty, None, None]


@pytest.mark.parametrize("dialect", EVERY)
def test_a_summary_tells_its_gap(dialect: str) -> None:
    """A summary states what some of its tables gave, and stands among the gaps where another gave nothing."""
    a = category("a")
    one, other = output("t.x"), output("u.x")
    decisions = [
        table("t", "U", [a], [one], "a || x"),
        table("u", "U", [a], [other], "- || y"),
        summary(
            "s",
            (output("s.all", kind=Kind.SEVERAL), "all of", [one, other]),
            (output("s.high"), "highest of", [one, other]),
        ),
    ]
    [row] = rows_of(compiled([a], decisions), dialect, {"patient_id": 1, "a": "b"})
    assert (row["gaps"], row["s__rule"], row["s__high"]) == ("t; s", "u1", "y")


@pytest.mark.parametrize("dialect", EVERY)
def test_sums_are_decimal(dialect: str) -> None:
    """0.1, 0.2 and -0.05 add up exactly, and are compared so by the table that asks."""
    a, total = category("a"), output("sum.total", kind=Kind.NUMBER)
    first = table("sum", "C+", [a], [total], "a, b || 0.1\na, c || 0.2\na || -0.05")
    last = table("next", "F", [total], [output("next.x")], "> 0.25 || x\n0.25 || y\n- || z")
    program = compiled([a], [first, last])
    those = [{"a": one} for one in ("a", "b", "c", "unknown")]
    assert differences(compiled_python(program, those), on(dialect, program, those), those) == []
    assert on(dialect, program, those).select(["sum.total", "next.x"]).to_pylist()[0] == {
        "sum.total": 0.25,
        "next.x": "y",
    }


def test_sums_that_would_be_rounded_are_refused() -> None:
    """Sums of more digits than double precision holds cannot be exact everywhere, and are not written."""
    a = category("a")
    sums = table("sum", "C+", [a], [output("sum.total", kind=Kind.NUMBER)], "a || 99999999999999\n- || 0.01")
    with pytest.raises(SqlError, match="15 digits"):
        write_sql(compiled([a], [sums]), "duckdb")


TEXTS = (
    "it's",
    'a"b',
    "back\\slash",
    "*/ x /*",
    "-- x",
    "a b",
    "ÄÖµ",
    "100%",
    "a_b",
    "{x}",
    "'; DROP TABLE facts; --"[:1],
)


@pytest.mark.parametrize("dialect", EVERY)
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_becomes_code(dialect: str, text: str) -> None:
    """Whatever a code, a decision's name, a rule's ID, a sheet or the title is, the query runs and answers."""
    a, s = category("a", [text, "b"]), several("s", [text, "b"])
    made = table("t", "U", [a, s], [output("t.x", [text, "y"])], [])
    rules = (
        rule(f"r{text}", [OneOf(codes=(text,)), Has(codes=(text,))], [text]),
        rule("r2", [OneOf(codes=(text,)), Has(codes=(text,), negated=True)], ["y"]),
    )
    place = replace(NOWHERE, workbook=text, sheet=text)
    made = replace(made, name=text, question=text, span=place, rules=tuple(replace(one, span=place) for one in rules))
    program, found = compile_guideline(replace(made_of([a, s], [made]), about=(("Title", text), ("Notice", text))))
    assert program is not None, found
    those = [
        {"a": text, "s": (text,)},
        {"a": text, "s": ("b",)},
        {"a": "b", "s": ()},
        {"a": "unknown", "s": ("unknown",)},
    ]
    assert differences(compiled_python(program, those), on(dialect, program, those), those) == []


def test_a_code_with_the_sign_between_values_is_refused() -> None:
    """A code that holds `;` could not be told from two."""
    a = category("a", ["x;y", "z"])
    with pytest.raises(SqlError, match="';'"):
        write_sql(compiled([a], [table("t", "U", [a], [output("t.x")], "z || x")]), "duckdb")


WORDS = (
    "order",
    "group",
    "plan",
    "user",
    "table",
    "select",
    "problem",
    "gaps",
    "facts",
    "met",
    "advice",
    "t",
    "patient",
)


@pytest.mark.parametrize("dialect", EVERY)
def test_names_of_sql_may_be_facts(dialect: str) -> None:
    """Facts and decisions may be called like words of SQL or of the query."""
    facts = [category(name) for name in WORDS]
    decisions = [
        table(one.name, "F", [one], [output(f"{one.name}.rule"), output(f"{one.name}.x")], "a || x | y\n- || y | z")
        for one in facts
    ]
    program = compiled(facts, decisions)
    those = [dict.fromkeys(WORDS, one) for one in ("a", "b", "unknown")]
    assert differences(compiled_python(program, those), on(dialect, program, those), those) == []


@pytest.mark.parametrize("dialect", EVERY)
def test_long_names_are_shortened_alike_and_apart(dialect: str) -> None:
    """Names too long for the engine, 63 signs in PostgreSQL, are cut, each to one of its own; others stay as they are."""
    long = "a" * 40
    facts = [category(f"{long}_{'b' * 30}_{end}") for end in ("x", "y")]
    decisions = [
        table(f"{long}_{one.name[-1]}", "U", [one], [output(f"{long}_{one.name[-1]}.{long}")], "a || x\nnot(a) || y")
        for one in facts
    ]
    program = compiled(facts, decisions)
    columns = [column_of(one.path, DIALECTS[dialect]) for one in facts]
    assert len(set(columns)) == 2
    assert all((len(name) > 63) == (dialect != "postgres") for name in columns)
    [row] = rows_of(program, dialect, {"patient_id": 1, columns[0]: "a", columns[1]: "b"})
    assert [value for name, value in row.items() if name.endswith("a") or "__a" in name] == ["x", "y"]


@pytest.mark.parametrize(
    "keys",
    [
        ["problem"], ["gaps"], ["a"], ["a__b"], ["problem_"], ["gaps_"], ["Problem"], ["GAPS"], ["MUST"], ["T__X"],
        ["given_facts"], ["Checked_Facts"], ["decided_1"], ["advice"], ["met"],
    ],
)  # fmt: skip
def test_keys_that_would_be_mistaken(keys: list[str]) -> None:
    """A key cannot be called like a column of the query."""
    with pytest.raises(SqlError, match="key cannot be called"):
        write_sql(small_program(), "duckdb", keys=keys)


@pytest.mark.parametrize(
    ("keys", "told"),
    [(["id", "ID"], "given twice"), (["id", "id"], "given twice"), ([""], "no name"), ([" "], "no name")],
)
def test_keys_that_are_none_or_one(keys: list[str], told: str) -> None:
    """Keys have a name each, and SQL does not look at case."""
    with pytest.raises(SqlError, match=told):
        write_sql(small_program(), "duckdb", keys=keys)


@pytest.mark.parametrize(("table_name", "view"), [("facts", "Facts"), ("ward.seen", "ward.SEEN")])
def test_a_view_is_not_its_own_table(table_name: str, view: str) -> None:
    """The view cannot take the place of the table it is made from."""
    with pytest.raises(SqlError, match="view cannot be called"):
        write_sql(small_program(), "duckdb", table=table_name, view=view)


def test_a_table_called_like_a_step() -> None:
    """A step of the query is not read in the table's place, however the table's name is written."""
    with pytest.raises(SqlError, match="another name"):
        write_sql(small_program(), "duckdb", table="Given_Facts")


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_a_view_a_table_a_key_of_any_name(dialect: str) -> None:
    """The view, the table with its schema and the keys go by the names they are given, in quotes where they must."""
    connection: Any = duckdb.connect() if dialect == "duckdb" else postgres()
    connection.execute("DROP SCHEMA IF EXISTS ward CASCADE")
    connection.execute("CREATE SCHEMA ward")
    connection.execute("""CREATE TABLE ward.seen AS SELECT 7 AS "Fall Nr", 'a' AS a, 6.0 AS n, '' AS s, 'b' AS must""")
    query = write_sql(small_program(), dialect, table="ward.seen", view="ward.advised", keys=["Fall Nr"])
    connection.execute(query)
    rows = connection.execute('SELECT "Fall Nr", problem, t__x FROM ward.advised').fetchall()
    assert rows == [(7, None, "z")]


def test_a_part_of_the_decisions_says_the_same(guideline: Guideline) -> None:
    """With some decisions only these are given out, only their facts are needed, and they say what the whole says."""
    assert guideline.program is not None
    program = guideline.program
    whole, part = (write_sql(program, "duckdb", decisions=one) for one in (None, ["urgency", "route"]))
    facts = {
        one.name: ["unknown" if one.may_be_unknown and one.kind is not Kind.NUMBER else None]
        for one in program.guideline.inputs
    }
    facts |= {
        one.name: [one.default]
        for one in program.guideline.inputs
        if not one.may_be_unknown and isinstance(one.default, str)
    }
    facts |= {
        "patient_id": [1],
        "plan": [""],
        "deficiency_confirmed": ["yes"],
        "age_years": [52.0],
        "pernicious_anemia": ["yes"],
    }
    [one] = duckdb_rows(whole, program.guideline, facts).to_pylist()
    needed = {name: column for name, column in facts.items() if name not in ("order_drug", "plan", "folate")}
    [other] = duckdb_rows(part, program.guideline, needed).to_pylist()
    assert one["problem"] is None
    assert other == {name: value for name, value in one.items() if name in other}
    assert {name.split("__")[0] for name in other} == {"patient_id", "problem", "gaps", "urgency", "route"}
    assert other["route__strength"] == "required"


def test_the_head_says_what_it_is(guideline: Guideline) -> None:
    """Title, version, fingerprint and the notice stand above every query, as comments."""
    assert guideline.program is not None
    about = dict(guideline.program.guideline.about)
    for dialect in DIALECTS:
        head = [line for line in write_sql(guideline.program, dialect).splitlines() if line.startswith("-- ")]
        for told in (about["Title"], about["Version"], guideline.program.guideline.sha256, about["Notice"]):
            assert any(told in line for line in head), told


def test_exact_numbers_come_back_exact() -> None:
    """Numbers that rules state, lists of them among it, come out as they stand in the cells."""
    a = category("a")
    decisions = [
        table("one", "U", [a], [output("one.n", kind=Kind.NUMBER)], "a || 0.1\nnot(a) || -12.75"),
        table("each", "R", [a], [output("each.n", kind=Kind.NUMBER)], "a || 0.1\n- || 0.1\nb || -3"),
        table("least", "C<", [a], [output("least.n", kind=Kind.NUMBER)], "a || 0.3\na, b || 0.1"),
    ]
    program = compiled([a], decisions)
    those = [{"a": one} for one in ("a", "b", "c", "unknown")]
    for dialect in EVERY:
        assert differences(compiled_python(program, those), on(dialect, program, those), those) == []
    assert Decimal(str(on("duckdb", program, those)["one.n"][0])) == Decimal("0.1")


@pytest.mark.parametrize(
    "given", [{"table": ""}, {"table": "x;y"}, {"table": "a.b.c.d.e ("}, {"view": "x;y"}, {"view": ""}, {"table": " "}]
)
def test_what_is_no_name_of_a_table(given: dict[str, str]) -> None:
    """Nothing but a name is taken for a table's, or for a view's."""
    with pytest.raises(SqlError, match="not the name of a table"):
        write_sql(small_program(), "duckdb", **given)


@pytest.mark.parametrize("name", ["(SELECT 1)", "x, y", "a b;c"])
def test_odd_names_of_tables_stand_in_quotes(name: str) -> None:
    """A name that SQL would read as something else is written as a name."""
    query = write_sql(small_program(), "duckdb", table=name)
    [table_read] = [one for one in sqlglot.parse_one(query, dialect="duckdb").find_all(exp.Table) if one.name == name]
    assert table_read.this.args["quoted"]


def test_more_columns_than_an_engine_holds_are_refused() -> None:
    """A guideline too wide for a dialect is refused with what to do; in parts, and for others, it is written."""
    a = category("a")
    decisions = [table(f"t{place}", "U", [a], [output(f"t{place}.x")], "- || x") for place in range(600)]
    program = compiled([a], decisions)
    with pytest.raises(SqlError, match=r"SQL Server holds 1024 columns and .* please choose fewer --decisions"):
        write_sql(program, "tsql")
    assert write_sql(program, "tsql", decisions=["t7"])
    rows = sqlite_rows(write_sql(program, "sqlite"), program.guideline, {"patient_id": [1], "a": ["a"]})
    assert rows["t599__x"].to_pylist() == ["x"]
