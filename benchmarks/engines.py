"""The engines people already have: the query on DuckDB, and Spark by `mapInArrow`, next to what they must be held against.

python -m benchmarks.engines sql            # 200,000 rows on one thread: next to evaluate_frame, and to CASE written by hand
python -m benchmarks.engines many 10000000  # the query alone on many rows, once: from a file of DuckDB into another table of it
python -m benchmarks.engines spark          # a million rows: next to mapInArrow that hands on what it gets; growth
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from b12dt.emit.sql import write_sql
from b12dt.guideline import Guideline, load
from benchmarks.cohort import cohort
from benchmarks.cohort_peers import Peers, coded
from benchmarks.sparks import local_spark
from benchmarks.timing import interleaved, ratios, spread

FEW = ("status", "urgency", "route", "initial_regimen", "maintenance", "injection_safety")
ROUNDS, FEW_ROUNDS = 5, 3
MOST = 500_000
"""Rows that are made at once for a table of many."""


def main(arguments: list[str]) -> None:
    guideline = load("tables")
    match arguments:
        case ["sql", *rows]:
            sql(guideline, int(rows[0]) if rows else 200_000)
        case ["many", *rows]:
            many(guideline, int(rows[0]) if rows else 1_000_000)
        case ["spark", *rows]:
            spark(guideline, int(rows[0]) if rows else 1_000_000)
        case _:
            sql(guideline, 200_000)
            spark(guideline, 1_000_000)


def facts_of(guideline: Guideline, rows: int, *, lists: bool = False, seed: int = 3) -> pa.Table:
    """Return random patients as a table of facts in a database: texts, numbers, several codes as a text or a list."""
    table = cohort(guideline, rows, seed)
    columns: dict[str, Any] = {"patient_id": pa.array(range(rows))}
    for name in table.column_names:
        column = table.column(name)
        if pa.types.is_list(column.type):
            words = column.cast(pa.list_(pa.string()))
            columns[name] = words if lists else pc.binary_join(words, "; ")
        else:
            columns[name] = column if guideline.inputs[name].kind == "number" else column.cast(pa.string())
    return pa.table(columns)


# --- SQL -------------------------------------------------------------------------------------------------------------


def sql(guideline: Guideline, rows: int) -> None:
    """Show that the query and the frame say the same, then time them next to CASE written by hand."""
    assert guideline.program is not None, "the guideline was read from workbooks"
    table = cohort(guideline, rows)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("given", facts_of(guideline, rows))
    connection.execute("CREATE TABLE facts AS SELECT * FROM given")
    query, part = (write_sql(guideline.program, "duckdb", decisions=one).rstrip().rstrip(";") for one in (None, FEW))
    _same(guideline, connection, query, table)
    peers, frame = Peers(guideline), pl.DataFrame(coded(guideline, table)).to_arrow()
    ways: dict[str, Callable[[], Any]] = {
        "the query": lambda: connection.execute(f"CREATE OR REPLACE TEMP TABLE made AS {query}"),
        "the query, six decisions": lambda: connection.execute(f"CREATE OR REPLACE TEMP TABLE made AS {part}"),
        "the query, no rows": lambda: connection.execute(f"SELECT * FROM ({query}) AS made LIMIT 0").fetchall(),
        "CASE by hand, columns coded before": lambda: peers.duckdb(frame),
        "evaluate_frame": lambda: guideline.evaluate_frame(table, threads=1),
        "evaluate_frame, six decisions": lambda: guideline.evaluate_frame(table, FEW, threads=1),
    }
    times = interleaved(ways, ROUNDS)
    print(f"DuckDB {duckdb.__version__}, {rows:,} rows, one thread, {ROUNDS} rounds")
    for name in ways:
        micros = min(times[name]) / rows * 1e6
        print(f"{name:36} {micros:8.2f} µs a row, {spread(ratios(times, name, 'the query'), '.2f')} times the query")


def many(guideline: Guideline, rows: int) -> None:
    """Time the query on more rows than the memory it gets holds, which is how it runs in a warehouse."""
    assert guideline.program is not None, "the guideline was read from workbooks"
    query = write_sql(guideline.program, "duckdb")
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect(str(Path(folder, "ward.duckdb")))
        connection.execute("SET threads = 1; SET memory_limit = '2GB'; SET preserve_insertion_order = false")
        for start in range(0, rows, MOST):
            connection.register("given", facts_of(guideline, min(MOST, rows - start), seed=start))
            into = "INSERT INTO facts" if start else "CREATE TABLE facts AS"
            connection.execute(f"{into} SELECT * REPLACE (patient_id + {start} AS patient_id) FROM given")
            connection.unregister("given")
        begun, worked = perf_counter(), process_time()
        connection.execute(f"CREATE TABLE made AS {query}")
        taken, processor = perf_counter() - begun, process_time() - worked
        [made] = connection.execute("SELECT count(*) FROM made WHERE problem IS NULL AND gaps = '(none)'").fetchall()
        assert made == (rows,), made
        print(
            f"DuckDB {duckdb.__version__}, {rows:,} rows, one thread: {taken:.0f} s, {taken / rows * 1e6:.0f} µs a row, "
            f"of it {processor / rows * 1e6:.0f} µs of processor time",
            flush=True,
        )


def _same(guideline: Guideline, connection: Any, query: str, table: pa.Table) -> None:
    """Stop where the query and the frame say different things of some row."""
    ours = guideline.evaluate_frame(table, threads=1)
    made = connection.sql(f"SELECT * FROM ({query}) AS made ORDER BY patient_id").to_arrow_table()
    assert made.column("problem").null_count == made.num_rows, "every row can be used"
    for name in ours.column_names:
        theirs, mine = made.column(name.replace(".", "__")).to_pylist(), ours.column(name).to_pylist()
        if theirs != mine:
            raise SystemExit(f"{name}: the query and the frame differ, so that times mean nothing.")


# --- Spark -----------------------------------------------------------------------------------------------------------


def spark(guideline: Guideline, rows: int) -> None:
    """Time the guideline on Spark's local mode next to `mapInArrow` that does nothing, and as the rows grow."""
    session = local_spark(1)
    with tempfile.TemporaryDirectory() as folder:
        sizes = [rows // 4, rows // 2, rows]
        frames: dict[int, Any] = {}
        for size in sizes:
            path = str(Path(folder, f"{size}.parquet"))
            pq.write_table(facts_of(guideline, size, lists=True), path, row_group_size=65_536)
            frames[size] = session.read.parquet(path)
        whole = frames[rows]
        wide = guideline.spark(whole, keep=["patient_id"])
        ways: dict[str, Callable[[], Any]] = {
            "identity": lambda: _run(whole.mapInArrow(_identity, whole.schema)),
            "identity, as many columns out": lambda: _run(whole.mapInArrow(_Constant(wide.schema), wide.schema)),
            "spark": lambda: _run(guideline.spark(whole, keep=["patient_id"])),
            "spark, six decisions": lambda: _run(guideline.spark(whole, FEW, keep=["patient_id"])),
            "spark, one decision": lambda: _run(guideline.spark(whole, "route", keep=["patient_id"])),
        }
        times = interleaved(ways, FEW_ROUNDS)
        print(f"Spark {session.version}, local[1], {rows:,} rows, {FEW_ROUNDS} rounds", flush=True)
        for name in ways:
            told = f"{spread(ratios(times, name, 'identity'), '.2f')} times identity"
            more = f"{spread(ratios(times, name, 'identity, as many columns out'), '.2f')} times as many columns out"
            print(f"{name:32} {min(times[name]):7.2f} s   {told}   {more}")
        growth = interleaved(
            {
                str(size): (lambda one=one: _run(guideline.spark(one, keep=["patient_id"])))
                for size, one in frames.items()
            },
            FEW_ROUNDS,
        )
        for size in sizes:
            print(f"{size:10,} rows {spread(growth[str(size)], '.1f')} s")
    session.stop()


def _identity(batches: Iterator[Any]) -> Iterator[Any]:
    return batches


class _Constant:
    """What hands out as many columns as the guideline, each row the same: the cost of moving results alone."""

    def __init__(self, schema: Any) -> None:
        from pyspark.sql.pandas.types import to_arrow_schema

        self.schema = to_arrow_schema(schema)

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """Return a batch for a batch."""
        words = {pa.string(): "not_applicable", pa.int64(): 1, pa.float64(): 1.0}
        for batch in batches:
            columns = [
                pa.array([words.get(field.type, ["not_applicable"])], field.type).take(pa.array([0] * batch.num_rows))
                for field in self.schema
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=self.schema)


def _run(frame: Any) -> None:
    """Make every row and throw it away."""
    frame.write.format("noop").mode("overwrite").save()


if __name__ == "__main__":
    main(sys.argv[1:])
