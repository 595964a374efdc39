"""Compile all workbooks from cold, in fresh processes: in all, stage by stage, and next to only loading them.

python -m benchmarks.compile
"""

from __future__ import annotations

import os
from statistics import median

from benchmarks.fresh import in_fresh_process
from benchmarks.timing import spread

ROUNDS = 9
AIM = 1.5

STAGES = """
import json
from pathlib import Path
from time import process_time
marks = [("", process_time())]
def mark(name): marks.append((name, process_time()))
from b12dt.diagnostics import Span
from b12dt.emit.python import write_python
from b12dt.pipeline import failed
from b12dt.program import compile_guideline
from b12dt.read import fingerprint, read
from b12dt.recognise import recognise
from b12dt.resolve import resolve
mark("import")
grids, found = read(Path("tables")); mark("read")
sheets, more = recognise(grids); found += more; mark("recognise")
guideline, more = resolve(sheets, Span(workbook="tables"), fingerprint(grids)); found += more; mark("resolve")
assert guideline is not None and not failed(found), "the workbooks have errors: b12dt check tables"
program, more = compile_guideline(guideline); mark("compile_guideline")
assert program is not None
write_python(program); mark("write_python")
print(json.dumps({name: now - before for (_, before), (name, now) in zip(marks, marks[1:])}))
"""
FLOOR = """
import json
from pathlib import Path
from time import process_time
begun = process_time()
import openpyxl
loaded = process_time()
for one in sorted(Path("tables").glob("*.xlsx")):
    openpyxl.load_workbook(one)
print(json.dumps({"import": loaded - begun, "load": process_time() - loaded}))
"""


def main() -> None:
    """Time both in turn."""
    # openpyxl loads NumPy where it is installed, whose threads wait busily and would count.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for code in (STAGES, FLOOR):
        in_fresh_process(code)  # writes the bytecode
    runs = [(in_fresh_process(STAGES), in_fresh_process(FLOOR)) for _ in range(ROUNDS)]
    print(f"{ROUNDS} rounds of fresh processes; processor time, which on a machine left alone is that of the clock\n")
    total = [one.worked for one, _ in runs]
    met = "met" if median(total) < AIM else "NOT met"
    print(f"compile, in all        {spread(total, '.2f')} s; aim < {AIM} s: {met}")
    print(f"  by the clock         {spread([one.took for one, _ in runs], '.2f')} s")
    print(f"openpyxl load, in all  {spread([floor.worked for _, floor in runs], '.2f')} s")
    print(f"ratio                  {spread([one.worked / floor.worked for one, floor in runs], '.2f')}")
    for stage in runs[0][0].printed:
        print(f"  {stage:20} {median(one.printed[stage] for one, _ in runs) * 1e3:6.0f} ms")
    share = [one.printed["read"] / floor.printed["load"] for one, floor in runs]
    print(f"  read, in times of openpyxl's own load without imports: {spread(share, '.2f')}")


if __name__ == "__main__":
    main()
