"""The table of what each backend can do is true, and is the page of the book."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from b12dt.cohort.problems import FrameError
from b12dt.emit.sql import DIALECTS, SqlError, write_sql
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Kind
from b12dt.runtime.facts import FactError
from b12dt.support import (
    BACKENDS,
    DEFAULTS,
    DIALECT_OF,
    EXECUTED,
    LABELS,
    LISTS,
    NUMBERS,
    SINGLE,
    SQL,
    SUMMARY_GAPS,
    SUMS,
    TYPES,
    level,
    support,
    support_page,
)
from tests.backends.matrix import BACKENDS as TESTED
from tests.backends.matrix import ON_SPARK
from tests.support.models import category, compiled, number, output, summary, table

PAGE = Path(__file__).parent.parent.parent / "book" / "backends.md"


def test_every_gap_has_its_reason() -> None:
    """What is not wholly there says why, and what is there says nothing."""
    rows = list(support())
    assert {one.backend for one in rows} == set(BACKENDS)
    assert {one.level for one in rows} == {"yes", "partly", "no"}
    assert [one for one in rows if (one.level == "yes") != (one.reason == "")] == []


def test_the_page_is_the_table(accept: bool) -> None:
    """The page of the book is what the data say; `pytest --accept` writes it."""
    if accept:
        PAGE.write_text(support_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == support_page()


def test_executed_are_those_in_the_matrix() -> None:
    """A backend is said to be executed if and only if the matrix of the tests has it."""
    told = {one for one in BACKENDS if level(one, EXECUTED) == "yes"}
    assert told == {"Python", *TESTED, *ON_SPARK} - {"the cells"}


@pytest.mark.parametrize("backend", SQL)
def test_lists_are_arrays_where_it_is_said(backend: str) -> None:
    """A list, and a list of numbers, is given out as an array exactly where the table says so."""
    to = DIALECTS[DIALECT_OF[backend]]
    assert to.title == backend
    assert to.arrays == (level(backend, LISTS) == "yes")
    assert (to.arrays and to.number_arrays) == (level(backend, NUMBERS) == "yes")
    a = category("a")
    decisions = [
        table("t", "C", [a], [output("t.x", kind=Kind.SEVERAL)], "- || x"),
        table("u", "R", [a], [output("u.n", kind=Kind.NUMBER)], "- || 2.5"),
    ]
    query = write_sql(compiled([a], decisions), to.name)
    if to.name == "duckdb":
        connection: Any = duckdb.connect()
    elif to.name == "sqlite":
        connection = sqlite3.connect(":memory:")
    else:
        return
    connection.execute("CREATE TABLE facts (patient_id INTEGER, a TEXT)")
    connection.execute("INSERT INTO facts VALUES (1, 'a')")
    row = connection.execute(query).fetchone()
    assert row[4] == (["x"] if to.arrays else "x")
    assert row[6] == ([2.5] if to.number_arrays else "2.5")


def test_facts_left_out(guideline: Guideline) -> None:
    """A fact without a column stands at its default in a frame, and stops a query."""
    assert level("evaluate_frame", DEFAULTS) == level("Python", DEFAULTS) == "yes"
    with pytest.warns(UserWarning, match="default"):
        came = guideline.evaluate_frame(pa.table({"age_years": [52.0]}), "status").to_pylist()
    assert came[0]["status.rule"]
    assert guideline.evaluate({"age_years": 52})["scope.scope"]
    assert guideline.program is not None
    assert {level(one, DEFAULTS) for one in SQL} == {"no"}
    connection = duckdb.connect()
    connection.execute("CREATE TABLE facts AS SELECT 1 AS patient_id, 52 AS years")
    with pytest.raises(duckdb.Error, match="age_years"):
        connection.execute(write_sql(guideline.program, "duckdb", decisions=["scope"]))


def test_labels(guideline: Guideline) -> None:
    """Frames read a label for its code; the Python and the queries do not."""
    label = guideline.compiled.VALUES[guideline.inputs["medication_cause"].list]["h2_blocker"].label
    assert label.casefold() != "h2_blocker"
    with pytest.raises(FactError):
        guideline.evaluate({"medication_cause": label})
    assert level("Python", LABELS) == level("DuckDB", LABELS) == "no"
    with pytest.warns(UserWarning, match="default"):
        came = guideline.evaluate_frame(
            pa.table({"medication_cause": [label, "h2_blocker"]}), "oral_option"
        ).to_pylist()
    assert came[0] == came[1]
    assert level("evaluate_frame", LABELS) == "yes"
    connection = duckdb.connect()
    connection.execute("CREATE TABLE facts AS SELECT 1 AS patient_id, 'A' AS a")
    a = category("a")
    row = connection.execute(write_sql(compiled([a], [table("t", "U", [a], [output("t.x")], "- || x")]), "duckdb"))
    assert str((row.fetchone() or ("", ""))[1]).startswith("a: not one of")


def test_single_precision() -> None:
    """Dialects that refuse single precision are those that know the type by name; DuckDB does refuse it."""
    refusing = {"FLOAT", "float", "real"}
    for backend in SQL:
        to = DIALECTS[DIALECT_OF[backend]]
        refuses = bool(to.exact or refusing & set(to.inexact))
        assert refuses == (level(backend, SINGLE) == "no"), backend
    n = number("n", "0", "10")
    program = compiled([n], [table("t", "F", [n], [output("t.x")], "2.8 || x\n- || y")])
    connection = duckdb.connect()
    connection.execute("CREATE TABLE facts AS SELECT 1 AS patient_id, 2.8::FLOAT AS n")
    assert (connection.execute(write_sql(program, "duckdb")).fetchone() or ())[1].startswith("n: neither")
    frame = pa.table({"n": pa.array([2.8], pa.float32())})
    assert Guideline(loaded(program)).evaluate_frame(frame).to_pylist()[0]["t.x"] == "x"


def test_types_of_numbers() -> None:
    """Only SQLite reads yes as a number; what the other engines here do is held in tests/sql/test_types.py."""
    n = number("n", "0", "10")
    program = compiled([n], [table("t", "F", [n], [output("t.x")], "1 || x\n- || y")])
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE facts AS SELECT 1 AS patient_id, TRUE AS n")
    assert connection.execute(write_sql(program, "sqlite")).fetchone() == (1, None, "(none)", "t1", "x")
    assert {one for one in BACKENDS if level(one, TYPES) != "yes"} == {"SQLite"}
    with pytest.raises(FactError):
        Guideline(loaded(program)).evaluate({"n": True})
    with pytest.raises(FrameError):
        Guideline(loaded(program)).evaluate_frame(pa.table({"n": [True]}))


@pytest.mark.parametrize("backend", SQL)
def test_long_sums_are_refused(backend: str) -> None:
    """Sums that an engine may round are not written, in any dialect."""
    a = category("a")
    sums = table("s", "C+", [a], [output("s.n", kind=Kind.NUMBER)], "a || 99999999999999\n- || 0.01")
    assert level(backend, SUMS) == "partly"
    with pytest.raises(SqlError):
        write_sql(compiled([a], [sums]), DIALECT_OF[backend])


def test_gaps_behind_a_summary() -> None:
    """A row of a query names a summary among its gaps; in a frame the gap stands with the table that has it."""
    a, one, other = category("a"), output("t.x"), output("u.x")
    decisions = [
        table("t", "U", [a], [one], "a || x"),
        table("u", "U", [a], [other], "- || y"),
        summary("s", (output("s.all", kind=Kind.SEVERAL), "all of", [one, other])),
    ]
    program = compiled([a], decisions)
    [row] = Guideline(loaded(program)).evaluate_frame(pa.table({"a": ["b"]})).to_pylist()
    assert (row["t.rule"], row["s.rule"]) == (None, "u1")
    assert level("evaluate_frame", SUMMARY_GAPS) == "partly"
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE facts (patient_id INTEGER, a TEXT)")
    connection.execute("INSERT INTO facts VALUES (1, 'b')")
    assert next(connection.execute(write_sql(program, "sqlite")))[2] == "t; s"
    assert level("SQLite", SUMMARY_GAPS) == "yes"
