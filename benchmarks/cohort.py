"""A cohort: every decision of the guideline for each row, next to what one would write by hand for NumPy, polars, DuckDB.

python -m benchmarks.cohort            # 1 million rows: ratios, one thread each
python -m benchmarks.cohort 10000000   # 10 million, fewer rounds
python -m benchmarks.cohort memory     # peak memory and growth in time, each in a process of its own
"""

from __future__ import annotations

import os
import sys

os.environ["POLARS_MAX_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import json
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from b12dt.guideline import Guideline, load
from benchmarks.cohort_peers import Peers, coded
from benchmarks.patients import random_patients
from benchmarks.timing import interleaved, ratios, spread
from benchmarks.zen import batches, evaluator, plain

FEW = 2000
MILLION = 1_000_000
OURS = ("b12dt, text", "b12dt, flags", "b12dt, lists")
CODING = "coding the columns for the others"
PEERS = ("np.select, each output", "np.select, the rule once", "polars", "DuckDB")


def main(arguments: list[str]) -> None:
    warnings.simplefilter("ignore")
    match arguments:
        case ["memory"]:
            memory()
        case ["one", way, rows]:
            one(way, int(rows))
        case _:
            compare(int(arguments[0]) if arguments else MILLION)


def cohort(guideline: Guideline, rows: int, seed: int = 3) -> pa.Table:
    """Return random patients as Arrow keeps them: texts as dictionaries, numbers as floats, unknown as nothing.

    They are drawn from 20,000 of the patients that the other benchmarks use, so that a cohort has the combinations of
    20,000 people, whatever its size.
    """
    patients = random_patients(guideline.inputs, 20_000, seed)
    columns: dict[str, Any] = {}
    for name, fact in guideline.inputs.items():
        values = [None if one[name] in ("unknown", ("unknown",)) else one[name] for one in patients]
        kind = {"number": pa.float64(), "several of": pa.list_(pa.string())}.get(fact.kind, pa.string())
        column = pa.array([list(one) if isinstance(one, tuple) else one for one in values], type=kind)
        columns[name] = column.dictionary_encode() if kind == pa.string() else column
        if fact.kind == "several of":
            columns[name] = pa.ListArray.from_arrays(column.offsets, column.flatten().dictionary_encode())
    few = pa.table(columns)
    return few.take(pa.array(np.random.default_rng(seed).integers(0, len(few), rows))).combine_chunks()


def ways_of(guideline: Guideline, table: pa.Table) -> dict[str, Callable[[], Any]]:
    """Return the ways to advise a cohort. The peers get their columns coded beforehand, as suits each of them best."""
    peers = Peers(guideline)
    codes = coded(guideline, table)
    frame = pl.DataFrame(codes)
    arrow = frame.to_arrow()
    return {
        **{
            f"b12dt, {lists}": (lambda lists=lists: guideline.evaluate_frame(table, lists=lists, threads=1))
            for lists in ("text", "flags", "lists")
        },
        CODING: lambda: coded(guideline, table),
        "np.select, each output": lambda: peers.numpy(codes, once=False),
        "np.select, the rule once": lambda: peers.numpy(codes),
        "polars": lambda: peers.polars(frame),
        "DuckDB": lambda: peers.duckdb(arrow),
    }


def compare(rows: int) -> None:
    """Show that all say the same, then time them."""
    guideline = load("tables")
    _same(guideline)
    ways = ways_of(guideline, cohort(guideline, rows))
    times = interleaved(ways, 7 if rows <= MILLION else 2, process_time)
    print(f"{rows:,} rows, {len(guideline.decisions)} decisions, one thread, processor time")
    for name in ways:
        print(
            f"{name:36} {median(times[name]) / rows * 1e9:8.0f} ns a row {rows / median(times[name]) / 1e6:8.3f} million rows/s"
        )
    print(
        "\nb12dt is so many times as fast as: (from columns coded beforehand | coding counted, as b12dt reads and checks them, too)"
    )
    for ours in OURS:
        for peer in PEERS:
            bare = ratios(times, peer, ours)
            coding = times[CODING]
            whole = [(a + b) / c for a, b, c in zip(times[peer], coding, times[ours], strict=True)]
            print(f"{ours:14} {peer:26} {spread(bare)} | {spread(whole)}")
    _rows_one_by_one(guideline, median(times["b12dt, text"]) / rows)
    _bandwidth(guideline, rows, median(times["b12dt, text"]))


def _same(guideline: Guideline) -> None:
    """Stop where a peer says something else than b12dt."""
    table = cohort(guideline, 50_000, seed=4)
    made = guideline.evaluate_frame(table, lists="flags")
    peers, codes = Peers(guideline), coded(guideline, table)
    frame = pl.DataFrame(codes)
    for name, found in (
        ("np.select", peers.numpy(codes)),
        ("polars", peers.polars(frame)),
        ("DuckDB", peers.duckdb(frame.to_arrow())),
    ):
        differ = peers.differences(made, found)
        if differ:
            raise SystemExit(f"{name} says something else, so that times mean nothing: {differ[:5]}")


def _rows_one_by_one(guideline: Guideline, ours: float) -> None:
    """Time what takes one patient after another, on fewer rows."""
    assert guideline.program is not None, "the guideline was read from workbooks"
    patients = random_patients(guideline.inputs, FEW, seed=3)
    zen, many, decide = evaluator(guideline.program), batches(guideline.program), guideline.compiled.decide
    requests = [plain(one) for one in patients]
    if many(requests) != [zen(one) for one in requests]:
        raise SystemExit("ZEN says something else of many patients than of each, so that times mean nothing")
    frame = pd.DataFrame(patients).astype(object).where(lambda one: one.notna(), None)
    ways = {
        "ZEN, a loop": lambda: [zen(one) for one in requests],
        "ZEN, evaluate_batch": lambda: many(requests),
        "pandas apply of compiled.decide": lambda: frame.apply(lambda row: decide(row.to_dict()), axis=1),
        "evaluate, a loop": lambda: [guideline.evaluate(one) for one in patients],
    }
    times = interleaved(ways, 5, process_time)
    elapsed = interleaved(ways, 3)
    for name in ways:
        each = median(times[name]) / FEW
        print(
            f"{name:32} {1 / each / 1e6:7.4f} million rows/s, from {FEW} rows   b12dt with text is {each / ours:.0f} times as fast; {median(elapsed[name]) / FEW * 1e6:.0f} µs each by the clock"
        )


def _bandwidth(guideline: Guideline, rows: int, taken: float) -> None:
    """Say what is read and written for a patient, and how long this machine takes only to copy as much."""
    table = cohort(guideline, min(rows, MILLION))
    made = guideline.evaluate_frame(table, lists="text", threads=1)
    read, written = table.nbytes / len(table), made.nbytes / len(made)
    source = np.ones(1 << 28, dtype=np.uint8)
    target = np.empty_like(source)
    copied = []
    for _ in range(7):
        begun = process_time()
        np.copyto(target, source)
        copied.append(2 * source.nbytes / (process_time() - begun))
    speed = median(copied)
    print(
        f"bytes a patient: {read:.0f} read, {written:.0f} written; copying moves {speed / 1e9:.1f} GB/s, so that {(read + written) / speed * 1e9:.0f} ns a patient are the least; b12dt with text takes {taken / rows / ((read + written) / speed):.1f} times that"
    )


def memory() -> None:
    """Run each way in a process of its own, on 1 and on 10 million rows."""
    for way in (*OURS, CODING, *PEERS):
        found = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-m", "benchmarks.cohort", "one", way, str(rows)],
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout
            )
            for rows in (MILLION, 10 * MILLION)
        ]
        few, many = found
        print(
            f"{way:36} 10 million rows take {many['seconds'] / few['seconds']:.1f} times as long as 1 million, {many['seconds'] * 100:.0f} ns a row; {(many['peak'] - many['before']) / 10 / MILLION:.0f} bytes a row at the peak above the input",
            flush=True,
        )


def one(way: str, rows: int) -> None:
    """Run one way and print its time and memory."""
    guideline = load("tables")
    ways = ways_of(guideline, cohort(guideline, rows))
    small = ways_of(guideline, cohort(guideline, 1000))
    small[way]()
    # Linux counts the peak anew from here: making the patients took more than advising them.
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    begun = process_time()
    kept = ways[way]()
    seconds = process_time() - begun
    assert kept is not None, "the result is held until the peak is read"
    print(json.dumps({"seconds": seconds, "before": before, "peak": _memory("VmHWM")}))


def _memory(name: str) -> int:
    """Return a line of what Linux says of this process's memory, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main(sys.argv[1:])
