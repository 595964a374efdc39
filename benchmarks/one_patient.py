"""One patient: every decision of the guideline, side by side with ZEN, and two tables side by side with code by hand.

python -m benchmarks.one_patient
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from statistics import median
from typing import Any

import zen

import b12dt
from b12dt import compiled
from b12dt.guideline import Guideline, load
from b12dt.runtime.advice import Advice, outputs_of
from b12dt.runtime.facts import complete
from benchmarks import by_hand
from benchmarks.patients import Patient, random_patients
from benchmarks.timing import Times, interleaved, over, ratios, spread
from benchmarks.zen import differences, evaluator, graph, plain

PATIENTS = 200
ROUNDS = 25
ZEN = "ZEN: one engine, its own loader, compiled once"


def main() -> None:
    """Show that both answer alike, then time them."""
    guideline = load("tables")
    patients = random_patients(guideline.inputs, PATIENTS, seed=2)
    found = differences(guideline, patients)
    if found:
        raise SystemExit("The engines differ, so that times mean nothing.\n" + "\n".join(found[:5]))
    if compiled.SHA256 != guideline.compiled.SHA256:
        print(
            "b12dt/compiled.py is stale: run `b12dt compile` first; what is timed are the tables of the day before.\n"
        )
    _against_zen(guideline, patients)
    _against_hand()


def _against_zen(guideline: Guideline, patients: list[Patient]) -> None:
    program = guideline.program
    assert program is not None, "the guideline was read from workbooks"
    evaluate = evaluator(program)
    full = [complete(compiled.INPUTS, patient) for patient in patients]
    given = [{name: value for name, value in patient.items() if not _is_unknown(value)} for patient in patients]
    advices = [Advice(compiled, facts) for facts in full]
    ways = {
        ZEN: over([plain(patient) for patient in patients], evaluate),
        "evaluate": over(patients, lambda patient: b12dt.evaluate(**patient)),
        "evaluate, known facts only": over(given, lambda facts: b12dt.evaluate(**facts)),
        "evaluate, one output read": over(patients, lambda patient: b12dt.evaluate(**patient)["route.strength"]),
        "evaluate, all outputs read": over(patients, _all_outputs),
        "evaluate, all decisions with rules": over(patients, lambda patient: b12dt.evaluate(**patient).decisions),
        "  checking the facts": over(patients, lambda patient: complete(compiled.INPUTS, patient)),
        "  deciding": over(full, compiled.decide),
        "  the result object, deciding in it": over(full, lambda facts: Advice(compiled, facts)),
        "  all outputs out of the rules": over(advices, lambda advice: outputs_of(compiled.DECISIONS, advice.fired)),
    }
    times = interleaved(ways, ROUNDS)
    print(f"{len(compiled.DECISIONS)} decisions, {len(patients)} patients, {ROUNDS} rounds\n")
    _table(times, ways, len(patients))
    # Far slower, and what one writes first: a decision object starts a runtime with threads at every call.
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(_text(graph(program))))
    few = [plain(patient) for patient in patients[:20]]
    slow = interleaved({"slow": over(few, decision.evaluate), "fast": over(few, evaluate)}, 7)
    print(
        f"\nZEN by create_decision(...).evaluate: {spread(ratios(slow, 'slow', 'fast'))} times as long as by the engine"
    )


def _table(times: Times, ways: Iterable[str], count: int) -> None:
    print(f"{'':48} {'µs':>7}   times as fast as ZEN")
    for name in ways:
        micros = median(times[name]) / count * 1e6
        print(f"{name:48} {micros:7.1f}   {'' if name == ZEN else spread(ratios(times, ZEN, name))}")


def _all_outputs(patient: Patient) -> dict[str, Any]:
    """Return what ZEN returns: every output of every decision."""
    return outputs_of(compiled.DECISIONS, b12dt.evaluate(**patient).fired)


def _is_unknown(value: object) -> bool:
    return value is None or value in ("unknown", ("unknown",))


def _text(content: dict[str, Any]) -> str:
    import json

    return json.dumps(content)


def _against_hand() -> None:
    print("\nOne table: the generated function, in times of one written by hand (below 1: faster)")
    for key, hand in (("route", by_hand.route), ("injection_safety", by_hand.injection_safety)):
        generated: Callable[..., Any] = getattr(compiled, f"decide_{key}")
        every = list(product(*(_values(path) for path in compiled.DECISIONS[key].inputs)))
        differ = [one for one in every if generated(*one).outputs != hand(*one)]
        if differ:
            raise SystemExit(f"{key}: by hand and generated differ on {differ[:3]}")
        patients = every * (20_000 // len(every))
        times = interleaved(
            {
                "generated": over(patients, lambda one, decide=generated: decide(*one)),
                "by hand": over(patients, lambda one, decide=hand: decide(*one)),
                "calling": over(patients, lambda one: _nothing(*one)),
            },
            ROUNDS,
        )
        net = [
            (a - c) / (b - c) for a, b, c in zip(times["generated"], times["by hand"], times["calling"], strict=True)
        ]
        print(
            f"{key:20} {len(every):5} cases, all alike   {spread(ratios(times, 'generated', 'by hand'), '.2f')}; the call itself taken off: {spread(net, '.2f')}"
        )


def _values(path: str) -> tuple[Any, ...]:
    """Return a value for every atom of a fact or an output, unknown among them where it can occur."""
    if path in compiled.INPUTS:
        one = compiled.INPUTS[path]
        unknown = (None if one.kind == "number" else "unknown",) if one.may_be_unknown else ()
        return (*one.samples, *unknown)
    key, _, name = path.partition(".")
    output = next(one for one in compiled.DECISIONS[key].outputs if one.name == name)
    return (*output.atoms.codes, *(("unknown",) if output.atoms.domain & 1 else ()))


def _nothing(*_values: object) -> None:
    """Answer nothing: the cost of the call."""


if __name__ == "__main__":
    main()
