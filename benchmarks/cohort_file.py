"""A cohort in a file: `b12dt cohort` from Parquet to Parquet, its time and its peak memory as the file grows.

python -m benchmarks.cohort_file                    # 1 and 10 million rows
python -m benchmarks.cohort_file 100000000 --text   # so many rows; several values as text
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pyarrow.parquet as pq

from b12dt.guideline import load
from benchmarks.cohort import MILLION, cohort

GROUP = 1 << 17
"""Rows of a row group of the file that is read."""
CHILD = """
import json, resource, runpy, sys
sys.argv[0] = "b12dt"
if __name__ == "__main__":
    try:
        runpy.run_module("b12dt", run_name="__main__")
    finally:
        own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        busy = sum(one.ru_utime + one.ru_stime for one in (own, others))
        with open(TOLD, "w") as file:
            json.dump({"own": own.ru_maxrss * 1024, "other": others.ru_maxrss * 1024, "busy": busy}, file)
"""
"""The command in a process that tells at its end what it took: itself, and the largest of those it started."""


def main(arguments: list[str]) -> None:
    form = "text" if "--text" in arguments else "lists"
    rows = [int(one) for one in arguments if one.isdigit()] or [MILLION, 10 * MILLION]
    with tempfile.TemporaryDirectory() as folder:
        for count in rows:
            measure(Path(folder), count, form)


def measure(folder: Path, rows: int, form: str) -> None:
    """Write a file of so many patients, advise it in a process of its own, and show what that took."""
    source, target, told = folder / "patients.parquet", folder / "advice.parquet", folder / "told.json"
    guideline = load("tables")
    table = cohort(guideline, MILLION)
    with pq.ParquetWriter(source, table.schema) as file:
        for begin in range(0, rows, MILLION):
            file.write_table(table.slice(0, min(MILLION, rows - begin)), row_group_size=GROUP)
    command = ["cohort", str(source), str(target), "--lists", form, "--json"]
    begun = perf_counter()
    script = folder / "run.py"
    script.write_text(CHILD.replace("TOLD", repr(str(told))))
    done = subprocess.run([sys.executable, script, *command], capture_output=True, text=True, check=True)
    seconds = perf_counter() - begun
    took = json.loads(told.read_text())
    written = pq.ParquetFile(target).metadata.num_rows
    if written != rows:
        raise SystemExit(f"{written} of {rows} rows were written: {done.stderr}")
    print(
        f"{rows:>11,} rows, several values as {form}: {seconds:7.1f} s, {rows / seconds / MILLION:5.2f} million rows/s, "
        f"{took['busy'] / rows * 1e6:5.2f} µs of processor time a row, {took['own'] >> 20:5} MB at the peak and {took['other'] >> 20} MB in each other process; "
        f"{source.stat().st_size >> 20} MB read, {target.stat().st_size >> 20} MB written",
        flush=True,
    )
    source.unlink()
    target.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
