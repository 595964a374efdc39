"""Engines that a query is executed on, and how its rows become answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from b12dt.emit.sql import write_sql
from b12dt.emit.sql.dialects import DIALECTS
from b12dt.emit.sql.names import column_of, outputs_of, rules_column
from b12dt.emit.sql.summaries import is_list
from b12dt.model import Guideline, Kind
from b12dt.program import Program
from tests.backends.answers import Answer, Values, facts_table
from tests.backends.sparks import spark_session

Row = Mapping[str, Any]


def on_duckdb(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what the query answers on DuckDB."""
    rows = duckdb_rows(write_sql(program, "duckdb"), program.guideline, facts_table(program.guideline, patients))
    return read(program, "duckdb", rows)


def on_sqlite(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what the query answers on SQLite."""
    rows = sqlite_rows(write_sql(program, "sqlite"), program.guideline, facts_table(program.guideline, patients))
    return read(program, "sqlite", rows)


def on_spark(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what the query answers on Spark."""
    rows = spark_rows(write_sql(program, "spark"), program.guideline, facts_table(program.guideline, patients))
    return read(program, "spark", rows)


@cache
def _duckdb() -> Any:
    import duckdb

    return duckdb.connect()


def duckdb_rows(query: str, model: Guideline, columns: Mapping[str, list[Any]], table: str = "facts") -> list[Row]:
    """Return the rows of a query on DuckDB."""
    cursor = _duckdb().cursor()
    cursor.register("given", _arrow(model, columns))
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM given")
    cursor.execute(query)
    names = [one[0] for one in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def sqlite_rows(query: str, model: Guideline, columns: Mapping[str, list[Any]], table: str = "facts") -> list[Row]:
    """Return the rows of a query on SQLite."""
    kinds = {one.name: "REAL" if one.kind is Kind.NUMBER else "TEXT" for one in model.inputs}
    with sqlite3.connect(":memory:") as connection:
        named = ", ".join(f'"{name}" {kinds.get(name, "INTEGER")}' for name in columns)
        connection.execute(f"CREATE TABLE {table} ({named})")
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", zip(*columns.values(), strict=True))
        cursor = connection.execute(query)
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def spark_rows(query: str, model: Guideline, columns: Mapping[str, list[Any]], table: str = "facts") -> list[Row]:
    """Return the rows of a query on Spark's local mode."""
    session = spark_session()
    session.createDataFrame(_arrow(model, columns)).createOrReplaceTempView(table)
    return session.sql(query.rstrip().rstrip(";")).toArrow().to_pylist()


def _arrow(model: Guideline, columns: Mapping[str, list[Any]]) -> Any:
    import pyarrow as pa

    kinds = {one.name: pa.float64() if one.kind is Kind.NUMBER else pa.string() for one in model.inputs}
    return pa.table({name: pa.array(column, kinds.get(name)) for name, column in columns.items()})


def read(program: Program, dialect: str, rows: Iterable[Row]) -> list[Answer]:
    """Return the rows of a query as answers, in the order of the patients; no fact may have been a problem."""
    to = DIALECTS[dialect]
    found: list[Answer] = []
    for row in sorted(rows, key=lambda row: row["patient_id"]):
        assert row["problem"] is None, row["problem"]
        gaps = _split(row["gaps"])
        answer = Answer({}, {}, {})
        for decision in program.guideline.decisions:
            answer.rules[decision.key] = tuple(_split(row[rules_column(decision, to)]))
            answer.answered[decision.key] = decision.key not in gaps
            for output in outputs_of(decision):
                value = row[column_of(output.path, to)]
                listed = is_list(decision, output) and value is not None
                value = _listed(value) if listed else value
                if listed and output.kind is Kind.NUMBER:
                    value = [float(one) for one in value]
                answer.outputs[output.path] = value
        found.append(answer)
    return found


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else _split(value)


def _split(value: str | None) -> list[str]:
    return value.split("; ") if value else []
