"""What the dialects of SQL differ in, as far as the queries of b12dt are concerned. All else sqlglot knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A dialect of SQL. `name` is sqlglot's, too.

    `longest`: signs in a name. `concat`: texts are joined by a function, which is laid out over several lines. `arrays`: lists of texts are given out as arrays; `number_arrays`: lists of numbers, too.
    `kept_apart`: each step is worked out once (`AS MATERIALIZED`), where the engine would else write it out wherever it
    is used. `collation`: by which texts are compared sign by sign, where that is not certain. `inexact`: the types, as
    the engine names them, of which a column of numbers is refused, because it would be compared as something else.
    """

    name: str
    title: str
    longest: int
    concat: bool = True
    arrays: bool = False
    number_arrays: bool = False
    kept_apart: bool = False
    text: str = "text"
    collation: str = ""
    inexact: tuple[str, ...] = ()


_ALL = (
    Dialect(
        name="duckdb", title="DuckDB", longest=255, arrays=True, number_arrays=True,
        inexact=("VARCHAR", "FLOAT", "BOOLEAN"),
    ),
    Dialect(name="sqlite", title="SQLite", longest=255, concat=False, kept_apart=True, collation="BINARY", inexact=("text", "blob")),
    Dialect(
        name="postgres", title="PostgreSQL", longest=63, arrays=True, number_arrays=True, kept_apart=True,
        collation='"C"', inexact=("real",),
    ),
    Dialect(
        name="spark", title="Spark SQL", longest=255, arrays=True, number_arrays=True,
        inexact=("string", "float", "boolean"),
    ),
    # BigQuery gives out an array that is NULL as an empty one: a gap would read as "nothing to do".
    Dialect(name="bigquery", title="BigQuery", longest=300),
    Dialect(name="snowflake", title="Snowflake", longest=255, arrays=True, inexact=("VARCHAR", "BOOLEAN")),
    Dialect(
        name="tsql", title="SQL Server", longest=128, text="nvarchar(max)", collation="Latin1_General_BIN2",
        inexact=("varchar", "nvarchar", "char", "nchar", "real", "bit"),
    ),
)  # fmt: skip

DIALECTS = {one.name: one for one in _ALL}
