"""Two tables of the guideline, the one asking the other, next to pyDMNrules, which reads them from b12dt's own DMN.

    python3 -m venv elsewhere && elsewhere/bin/pip install pyDMNrules
    python -m benchmarks.pydmnrules elsewhere/bin/python

pyDMNrules goes with other versions of packages than the rest, and so has an environment of its own; the two are timed in
turn. It reads the whole guideline, but takes no patient for whom a table that collects meets no rule, so that the whole
cannot be compared. Annotations are left out, at which it stops.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

from b12dt import compiled as module
from b12dt.dmn.write import write_dmn
from b12dt.guideline import load
from b12dt.runtime.decided import Compiled
from benchmarks.patients import random_patients
from benchmarks.timing import spread

NEURO, SAFETY = "neuro", "injection_safety"
PATIENTS, ROUNDS, OUR_TURNS = 200, 7, 20
compiled = cast("Compiled", module)
THEIRS = """
import json, sys, time
import pyDMNrules
given = json.load(open(sys.argv[1]))
rules = pyDMNrules.DMN()
status = rules.useXML(given["dmn"])
assert not status, status
def fired(patient):
    status, result = rules.decide(dict(patient))
    assert not status, status
    return (result[-1] if isinstance(result, list) else result)["Executed Rule"][2]
print(json.dumps([fired(one) for one in given["patients"]]), flush=True)
for _ in sys.stdin:
    begun = time.perf_counter()
    for one in given["patients"]:
        rules.decide(dict(one))
    print(time.perf_counter() - begun, flush=True)
"""


def main(python: str) -> None:
    """Show that both fire the same rule for each patient, then time both in turn."""
    guideline = load("tables")
    assert guideline.program is not None, "the guideline was read from workbooks"
    patients = [guideline.evaluate(one).checked_facts for one in random_patients(guideline.inputs, PATIENTS, seed=5)]
    # pyDMNrules names facts by their labels, and knows what is unknown as null.
    asked = [
        path for path in (*compiled.DECISIONS[NEURO].inputs, *compiled.DECISIONS[SAFETY].inputs) if "." not in path
    ]
    labelled = [
        {compiled.INPUTS[name].label: None if one[name] == "unknown" else one[name] for name in asked}
        for one in patients
    ]
    given = {"dmn": _two_tables(write_dmn(guideline.program)), "patients": labelled}
    with TemporaryDirectory() as folder:
        place = Path(folder) / "given.json"
        place.write_text(json.dumps(given), encoding="utf-8")
        theirs = subprocess.Popen(
            [python, "-c", THEIRS, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert theirs.stdin is not None
        assert theirs.stdout is not None
        with theirs:
            fired = json.loads(theirs.stdout.readline())
            ours = [_fired(one) for one in patients]
            if fired != ours:
                differ = [pair for pair in zip(ours, fired, strict=True) if pair[0] != pair[1]]
                raise SystemExit(f"The rules that fire differ, so that times mean nothing: {differ[:5]}")
            ratios: list[float] = []
            micros: list[float] = []
            for _ in range(ROUNDS):
                theirs.stdin.write("go\n")
                theirs.stdin.flush()
                took = float(theirs.stdout.readline()) / PATIENTS
                begun = perf_counter()
                for _ in range(OUR_TURNS):
                    for one in patients:
                        _fired(one)
                own = (perf_counter() - begun) / PATIENTS / OUR_TURNS
                ratios.append(took / own)
                micros.append(took * 1e6)
            theirs.stdin.close()
    print(f"{NEURO} and {SAFETY}, {PATIENTS} random patients, the same rules fire; {ROUNDS} rounds in turn")
    print(f"pyDMNrules takes {median(micros):.0f} µs a patient, {spread(ratios)} times as long as the compiled tables")


def _fired(facts: dict[str, Any]) -> str:
    """Return the ID of the rule of the second table that fires, from the compiled functions."""
    neuro = module.decide_neuro(*(facts[name] for name in compiled.DECISIONS[NEURO].inputs))
    return module.decide_injection_safety(facts["platelets_10e9_l"], neuro[0].outputs[0]).id


def _two_tables(dmn: str) -> str:
    """Return a model of the two tables alone, without annotations."""
    bare = re.sub(r"<(annotation(?:Entry)?)\b(?:[^>]*/>|[^>]*>.*?</\1>)", "", dmn, flags=re.DOTALL)
    for decision in re.findall(r"<decision id=.*?</decision>", bare, flags=re.DOTALL):
        if not any(f'id="table_{key}"' in decision for key in (NEURO, SAFETY)):
            bare = bare.replace(decision, "")
    return bare


if __name__ == "__main__":
    main(*sys.argv[1:])
