"""Columns of types that would be compared as something else: a problem, or the query stops; none is guessed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb
import pytest

from b12dt.emit.sql import DIALECTS, write_sql
from tests.backends.postgres import postgres
from tests.sql.small import FINE, rows_of, small_program
from tests.support.models import category, compiled, number, output, table

NEITHER = "n: neither a decimal number, a whole one, nor one of double precision."
FACTS = {"a": "'a'", "n": "6", "s": "'a'", "must": "'a'"}


def _row(dialect: str, **given: str) -> Mapping[str, Any]:
    """Return the row of a patient whose facts are given as the engine's own expressions."""
    columns = ", ".join(f"{value} AS {name}" for name, value in {"patient_id": "1", **FACTS, **given}.items())
    connection = _connected(dialect)
    connection.execute(f"CREATE TEMP TABLE facts AS SELECT {columns}")
    cursor = connection.execute(write_sql(small_program(), dialect))
    return dict(zip([one[0] for one in cursor.description], cursor.fetchone(), strict=True))


def _connected(dialect: str) -> Any:
    """Return a connection to an engine without a table of facts."""
    if dialect == "duckdb":
        return duckdb.connect()
    if dialect == "sqlite":
        return sqlite3.connect(":memory:")
    _domains()
    postgres().execute("DROP TABLE IF EXISTS facts")
    return postgres()


@cache
def _domains() -> None:
    postgres().execute("CREATE DOMAIN as_real AS REAL; CREATE DOMAIN as_numeric AS NUMERIC")


@pytest.mark.parametrize(
    ("dialect", "value"),
    [
        ("duckdb", "6::FLOAT"),
        ("duckdb", "TRUE"),
        ("duckdb", "'6'::JSON"),
        ("duckdb", "'\"abc\"'::JSON"),
        ("duckdb", "6::VARIANT"),
        ("duckdb", "6::UNION(a INTEGER, b VARCHAR)"),
        ("sqlite", "'6'"),
        ("sqlite", "'abc'"),
        ("sqlite", "x'06'"),
        ("postgres", "6::REAL"),
        ("postgres", "6::as_real"),
    ],
)
def test_numbers_of_other_types_are_problems(dialect: str, value: str) -> None:
    """What an engine would round, or compare as something else than a number, gets no advice."""
    row = _row(dialect, n=value)
    assert row["problem"] == NEITHER
    assert row["t__x"] is None


@pytest.mark.parametrize(
    ("dialect", "value"),
    [
        *(("duckdb", f"6::{kind}") for kind in ("TINYINT", "UBIGINT", "HUGEINT", "DECIMAL(4, 1)", "DOUBLE", "BIGNUM")),
        *(("sqlite", value) for value in ("6", "6.0", "1=1", "CAST(6 AS REAL)")),
        *(("postgres", f"6::{kind}") for kind in ("SMALLINT", "BIGINT", "NUMERIC", "FLOAT8", "as_numeric")),
    ],
)
def test_numbers_of_exact_types_are_read(dialect: str, value: str) -> None:
    """Whole numbers of any length, decimals and double precision are compared as they are."""
    row = _row(dialect, n=value)
    # SQLite keeps yes as 1, which is no more than 5.
    assert (row["problem"], row["t__x"]) == (None, "z" if value == "1=1" else "x")


@pytest.mark.parametrize(
    ("dialect", "value"),
    [
        *(("duckdb", value) for value in ("'6'", "'abc'", "DATE '2020-01-01'", "'6'::BLOB", "[6]")),
        *(("postgres", value) for value in ("'6'::TEXT", "TRUE", "6::MONEY", "'6'::JSON", "DATE '2020-01-01'")),
    ],
)
def test_what_is_no_number_stops_the_query(dialect: str, value: str) -> None:
    """A column that the engine does not compare with numbers stops the query; nothing is advised."""
    with pytest.raises(Exception, match=r"explicit cast|explicit type cast"):
        _row(dialect, n=value)


@pytest.mark.parametrize(
    ("dialect", "value"),
    [("duckdb", "'a'::BLOB"), ("sqlite", "x'61'"), ("postgres", "'a'::BYTEA"), ("duckdb", "['a']"), ("sqlite", "1")],
)
def test_bytes_and_lists_are_no_codes(dialect: str, value: str) -> None:
    """Bytes that spell a code, and arrays, are a problem in a column of texts."""
    assert _row(dialect, a=value)["problem"].startswith("a: not one of")
    assert _row(dialect, s=value)["problem"].startswith("s: not a list of")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_head_says_which_types_are_needed(dialect: str) -> None:
    """Above the query stand the columns of numbers, and what befalls texts that are made numbers."""
    told = [line for line in write_sql(small_program(), dialect).splitlines() if line.startswith("-- ")]
    assert "-- Numbers, in columns of whole ones, decimals or double precision, no texts: n." in told
    assert any(line.endswith(DIALECTS[dialect].casting) for line in told)
    a = category("a")
    alone = write_sql(compiled([a], [table("t", "U", [a], [output("t.x")], "- || x")]), dialect)
    assert "-- Numbers" not in alone


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_not_a_number_is_no_number(dialect: str, value: float) -> None:
    """NaN and infinity are a problem, not numbers above every threshold and not unknown ones."""
    [row] = rows_of(small_program(), dialect, {**FINE, "n": value})
    assert row["problem"] == "n: not a number from 0 to 10 mg, or unknown."
    assert row["t__x"] is None


def test_sqlite_compares_sign_by_sign() -> None:
    """A column that SQLite is told to compare without regard to case is compared with regard to it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE facts (patient_id, a TEXT COLLATE NOCASE, n, s TEXT COLLATE NOCASE, must)")
    connection.execute("INSERT INTO facts VALUES (1, 'A', 6, 'a', 'a')")
    assert next(connection.execute(write_sql(small_program(), "sqlite")))[1].startswith("a: not one of")


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
@pytest.mark.parametrize(("kind", "wanted"), [("DECIMAL(30, 20)", "xyz"), ("DOUBLE PRECISION", "yyy")])
def test_decimals_are_compared_exactly(dialect: str, kind: str, wanted: str) -> None:
    """A DECIMAL column is compared with all of its digits, and one of double precision as the Python does."""
    n = number("n", "0", "10")
    program = compiled([n], [table("t", "F", [n], [output("t.x")], "< 2.8 || x\n2.8 || y\n> 2.8 || z")])
    connection = _connected(dialect)
    values = "(1, 2.79999999999999999999), (2, 2.8), (3, 2.80000000000000000001)"
    connection.execute(
        f"CREATE TEMP TABLE facts AS SELECT c0 AS patient_id, CAST(c1 AS {kind}) AS n FROM (VALUES {values}) v(c0, c1)"
    )
    rows = connection.execute(write_sql(program, dialect).rstrip(";\n") + " ORDER BY 1").fetchall()
    assert "".join(row[-1] for row in rows) == wanted
