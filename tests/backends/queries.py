"""Engines that a query is executed on, and how its rows become answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from b12dt.described import outputs_of
from b12dt.emit.sql import write_sql
from b12dt.emit.sql.dialects import DIALECTS
from b12dt.emit.sql.names import column_of, rules_column
from b12dt.model import Guideline, Kind
from b12dt.program import Program
from tests.backends.answers import (
    NOTHING,
    Answers,
    Values,
    answered_by,
    answers_of,
    facts_table,
    form_of,
    listed,
    rules_of,
)
from tests.backends.postgres import postgres
from tests.backends.sparks import spark_session

Columns = Mapping[str, list[Any]]


def duckdb_rows(query: str, model: Guideline, columns: Columns) -> pa.Table:
    """Return the rows of a query on DuckDB."""
    cursor = _duckdb().cursor()
    cursor.register("given", _arrow(model, columns))
    cursor.execute("CREATE OR REPLACE TEMP TABLE facts AS SELECT * FROM given")
    return cursor.sql(query).to_arrow_table()


@cache
def _duckdb() -> Any:
    import duckdb

    return duckdb.connect()


def sqlite_rows(query: str, model: Guideline, columns: Columns) -> pa.Table:
    """Return the rows of a query on SQLite."""
    kinds = {one.name: "REAL" if one.kind is Kind.NUMBER else "TEXT" for one in model.inputs}
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE facts ({_described(columns, kinds)})")
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO facts VALUES ({marks})", zip(*columns.values(), strict=True))
        return _fetched(connection.execute(query))


def postgres_rows(query: str, model: Guideline, columns: Columns) -> pa.Table:
    """Return the rows of a query on PostgreSQL."""
    words = {Kind.NUMBER: "DOUBLE PRECISION"}
    kinds = {column_of(one.path, DIALECTS["postgres"]): words.get(one.kind, "TEXT") for one in model.inputs}
    cursor = postgres().cursor()
    cursor.execute("DROP TABLE IF EXISTS facts")
    cursor.execute(f"CREATE TEMP TABLE facts ({_described(columns, kinds)})")
    with cursor.copy("COPY facts FROM STDIN") as rows:
        for row in zip(*columns.values(), strict=True):
            rows.write_row(row)
    return _fetched(cursor.execute(query))


def spark_rows(query: str, model: Guideline, columns: Columns) -> pa.Table:
    """Return the rows of a query on Spark's local mode.

    They are parted first: what stands in the plan itself Spark reckons while it plans, one row after another.
    """
    session = spark_session()
    session.createDataFrame(_arrow(model, columns)).repartition(2).createOrReplaceTempView("facts")
    return session.sql(query.rstrip().rstrip(";")).toArrow()


ROWS: dict[str, Callable[[str, Guideline, Columns], pa.Table]] = {
    "duckdb": duckdb_rows,
    "sqlite": sqlite_rows,
    "postgres": postgres_rows,
    "spark": spark_rows,
}
"""How a query is run in each dialect that an engine here executes."""


def on(dialect: str, program: Program, patients: Sequence[Values]) -> Answers:
    """Return what the query answers in a dialect."""
    model = program.guideline
    return read(program, dialect, ROWS[dialect](write_sql(program, dialect), model, facts_table(model, patients)))


def _arrow(model: Guideline, columns: Columns) -> pa.Table:
    kinds = {one.name: pa.float64() if one.kind is Kind.NUMBER else pa.string() for one in model.inputs}
    return pa.table({name: pa.array(column, kinds.get(name)) for name, column in columns.items()})


def _described(columns: Columns, kinds: Mapping[str, str]) -> str:
    """Return the columns of a table with their types; what is no fact is a whole number."""
    return ", ".join(f'"{name}" {kinds.get(name, "INTEGER")}' for name in columns)


def _fetched(cursor: Any) -> pa.Table:
    names = [one[0] for one in cursor.description]
    return pa.table(dict(zip(names, map(list, zip(*cursor.fetchall(), strict=True)), strict=True)))


def read(program: Program, dialect: str, rows: pa.Table) -> Answers:
    """Return the rows of a query as answers, in the order of the patients; no fact may have been a problem."""
    to = DIALECTS[dialect]
    form = form_of(program)
    rows = rows.sort_by("patient_id")
    assert rows["problem"].null_count == len(rows), rows["problem"].drop_null()[0]
    gaps = listed(_words(rows["gaps"]))
    columns: dict[str, Any] = {}
    for decision in program.guideline.decisions:
        columns[rules_of(decision.key)] = listed(_words(rows[rules_column(decision, to)]).fill_null(NOTHING))
        columns[answered_by(decision.key)] = pc.invert(_among(gaps, decision.key))
        for output in outputs_of(decision):
            column = rows[column_of(output.path, to)]
            parted = pa.types.is_list(form.field(output.path).type) and not pa.types.is_list(column.type)
            columns[output.path] = listed(_words(column)) if parted else column
    return answers_of(program, columns)


def _words(column: Any) -> Any:
    """Return a column as one of texts: where all is NULL nothing else says that it is."""
    return column.cast(pa.string())


def _among(lists: Any, word: str) -> Any:
    """Return for each list whether a word is in it."""
    return pa.chunked_array([[word in one for one in lists.to_pylist()]])
