"""What the dialects of SQL differ in, as far as the queries of b12dt are concerned. All else sqlglot knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A dialect of SQL.

    `name`, also sqlglot's. `longest`: signs in a name. `columns`: as many as a step, or a view, can have.
    `concat`: texts are joined by a function, which is laid out over several lines.
    `arrays`: lists of texts are given out as arrays; `number_arrays`: lists of numbers, too.
    `kept_apart`: each step is worked out once (`AS MATERIALIZED`), where the engine would else write it out wherever it
    is used.
    `collation`: by which texts are compared sign by sign, where that is not certain.
    `exact`: the only types, as the engine names them, that a column of numbers may have; where they cannot all be named,
    `inexact`: those it may not have, because it would be compared as something else.
    `bytes`: the type of bytes, where they become the text that they spell.
    `casting`: what befalls texts that are made numbers.
    """

    name: str
    title: str
    longest: int
    columns: int = 10_000
    concat: bool = True
    arrays: bool = False
    number_arrays: bool = False
    kept_apart: bool = False
    text: str = "text"
    collation: str = ""
    exact: tuple[str, ...] = ()
    inexact: tuple[str, ...] = ()
    bytes: str = ""
    casting: str = (
        "CAST stops at a text that is no number. TRY_CAST and SAFE_CAST make it NULL, which reads as unknown."
    )


_ALL = (
    Dialect(
        name="duckdb", title="DuckDB", longest=255, arrays=True, number_arrays=True, bytes="BLOB",
        exact=(
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
            "UHUGEINT", "BIGNUM", "DECIMAL", "DOUBLE", '"NULL"',
        ),
    ),
    Dialect(
        name="sqlite", title="SQLite", longest=255, columns=2_000, concat=False, kept_apart=True, collation="BINARY",
        inexact=("text", "blob"), bytes="blob",
        casting=(
            "CAST makes 0 of a text that is no number: look for such texts first. Yes and no are kept as 1 and 0, and read so."
        ),
    ),
    Dialect(
        name="postgres", title="PostgreSQL", longest=63, columns=1_600, arrays=True, number_arrays=True, kept_apart=True,
        collation='"C"', inexact=("real",),
    ),
    Dialect(
        name="spark", title="Spark SQL", longest=255, arrays=True, number_arrays=True, bytes="binary",
        inexact=("string", "float", "boolean"),
    ),
    # BigQuery gives out an array that is NULL as an empty one: a gap would read as "nothing to do".
    Dialect(name="bigquery", title="BigQuery", longest=300),
    Dialect(name="snowflake", title="Snowflake", longest=255, arrays=True, inexact=("VARCHAR", "BOOLEAN")),
    Dialect(
        name="tsql", title="SQL Server", longest=128, columns=1_024, text="nvarchar(max)", collation="Latin1_General_BIN2",
        # Dates and bytes it would make whole numbers of.
        inexact=(
            "varchar", "nvarchar", "char", "nchar", "real", "bit", "datetime", "smalldatetime", "binary", "varbinary",
        ),
    ),
)  # fmt: skip

DIALECTS = {one.name: one for one in _ALL}
