"""What it costs to import b12dt and to evaluate the first patient, in fresh processes; and that nothing else is loaded.

python -m benchmarks.imports
"""

from __future__ import annotations

from statistics import median

from benchmarks.fresh import in_fresh_process
from benchmarks.timing import Times, spread

ROUNDS = 21
AIM = 0.030

PASS = "pass"
FIRST = "import b12dt; b12dt.evaluate()"
WAYS = {
    "python -c pass": PASS,
    "import json": "import json",
    "import b12dt": "import b12dt",
    "import b12dt, first evaluate": FIRST,
    "  and every output read": f"{FIRST}.decisions",
    "import pandas": "import pandas",
}
LOADED = """
import json, sys
before = set(sys.modules)
import b12dt
b12dt.evaluate().decisions
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))))
"""


def main() -> None:
    """Check what is loaded, then time the ways in turn."""
    strangers = in_fresh_process(LOADED).printed
    assert strangers == ["b12dt"], f"the embedded evaluator loads {strangers}"
    print("Loaded beside the standard library: b12dt alone.\n")
    times: Times = {name: [] for name in WAYS}
    for one in WAYS.values():
        in_fresh_process(one)  # writes the bytecode
    for _ in range(ROUNDS):
        for name, code in WAYS.items():
            times[name].append(in_fresh_process(code).took)
    bare = times["python -c pass"]
    print(f"{'':30} {'ms':>6} {'above pass':>11}   in times of `python -c pass`")
    for name, taken in times.items():
        above = median(a - b for a, b in zip(taken, bare, strict=True))
        print(
            f"{name:30} {median(taken) * 1e3:6.1f} {above * 1e3:11.1f}   {spread([a / b for a, b in zip(taken, bare, strict=True)], '.2f')}"
        )
    first = median(a - b for a, b in zip(times["import b12dt, first evaluate"], bare, strict=True))
    print(
        f"\naim: import and first evaluate < {AIM * 1e3:.0f} ms above a bare interpreter: {'met' if first < AIM else 'NOT met'}"
    )


if __name__ == "__main__":
    main()
