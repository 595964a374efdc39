"""One patient: every decision of the guideline, side by side with ZEN, and two tables side by side with code by hand.

python -m benchmarks.one_patient
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import product
from statistics import median
from typing import Any, cast

import zen

import b12dt
from b12dt import compiled as module
from b12dt.described import as_told
from b12dt.guideline import Guideline, load
from b12dt.program import Program
from b12dt.runtime.advice import Advice
from b12dt.runtime.decided import Compiled, Decided, outputs_of
from b12dt.runtime.facts import Dictionary, complete
from benchmarks import by_hand
from benchmarks.patients import Patient, random_patients
from benchmarks.timing import Times, interleaved, over, ratios, spread
from benchmarks.zen import differences, evaluator, graph, plain

PATIENTS = 200
ROUNDS = 25
compiled = cast("Compiled", module)
ZEN = "ZEN: one engine, its own loader, compiled once"


def main() -> None:
    """Show that both answer alike, then time them."""
    guideline = load("tables")
    patients = random_patients(guideline.inputs, PATIENTS, seed=2)
    found = differences(guideline, patients)
    if found:
        raise SystemExit("The engines differ, so that times mean nothing.\n" + "\n".join(found[:5]))
    if compiled.SHA256 != guideline.compiled.SHA256:
        print("b12dt/compiled.py is stale: run `b12dt compile` first; what is timed is not what the tables say now.\n")
    _against_zen(guideline, patients)
    _against_hand()


def _against_zen(guideline: Guideline, patients: list[Patient]) -> None:
    program = guideline.program
    assert program is not None, "the guideline was read from workbooks"
    evaluate = evaluator(program)
    full = [complete(compiled.INPUTS, patient) for patient in patients]
    # As `evaluate` does, the dictionary is made ready once: made anew for each patient it costs three times the check.
    dictionary = Dictionary(compiled.INPUTS)
    advices = [Advice(compiled, facts) for facts in full]
    ways = {
        ZEN: over([plain(patient) for patient in patients], evaluate),
        "evaluate": over(patients, _evaluate),
        "evaluate, what is unknown left out": over([_known(patient) for patient in patients], _evaluate),
        "evaluate, one output read": over(patients, lambda patient: _evaluate(patient)["route.strength"]),
        "evaluate, all outputs read": over(patients, _all_outputs),
        "evaluate, all decisions with their rules read": over(patients, _all_decisions),
        "  checking the facts": over(patients, dictionary.complete),
        "  deciding": over(full, compiled.decide),
        "  deciding, with the result object": over(full, lambda facts: Advice(compiled, facts)),
        "  making all outputs from the rules": over(advices, lambda one: outputs_of(compiled.DECISIONS, one.fired)),
    }
    times = interleaved(ways, ROUNDS)
    print(f"{len(compiled.DECISIONS)} decisions, {len(patients)} random patients, {ROUNDS} rounds")
    _table(times, ways, len(patients))
    _worked_cases(program, evaluate)
    _zen_by_decision(program, [plain(patient) for patient in patients[:20]])


def _worked_cases(program: Program, evaluate: Callable[[Patient], object]) -> None:
    """Time the guideline's worked cases, given as a caller would: only what differs from the dictionary's defaults."""
    full = [
        complete(compiled.INPUTS, {name: as_told(value) for name, value in one.facts})
        for one in program.guideline.cases
    ]
    defaults = {name: one.default for name, one in compiled.INPUTS.items()}
    given = [{name: value for name, value in facts.items() if value != defaults[name]} for facts in full]
    ways = {
        ZEN: over([plain(facts) for facts in full], evaluate),
        "evaluate": over(given, _evaluate),
        "evaluate, one output read": over(given, lambda facts: _evaluate(facts)["route.strength"]),
        "evaluate, all outputs read": over(given, _all_outputs),
    }
    times = interleaved(ways, ROUNDS)
    print(f"\n{len(given)} worked cases, {sum(map(len, given)) / len(given):.0f} facts each that are not the default")
    _table(times, ways, len(given))


def _zen_by_decision(program: Program, patients: list[Patient]) -> None:
    """Time what one writes first with ZEN: a decision object, which starts a runtime with its threads at every call."""
    content = zen.ZenDecisionContent(json.dumps(graph(program)))
    engine: Any = zen.ZenEngine()
    slow: Callable[[Patient], object] = engine.create_decision(content).evaluate
    fast = evaluator(program)
    times = interleaved({"slow": over(patients, slow), "fast": over(patients, fast)}, 9)
    print(
        f"\nZEN by create_decision(...).evaluate takes {spread(ratios(times, 'slow', 'fast'))} times as long as by its engine"
    )


def _table(times: Times, ways: Iterable[str], count: int) -> None:
    print(f"{'':48} {'µs':>7}   times as fast as ZEN")
    for name in ways:
        micros = median(times[name]) / count * 1e6
        print(f"{name:48} {micros:7.1f}   {'' if name == ZEN else spread(ratios(times, ZEN, name))}")


def _evaluate(facts: Patient) -> Advice:
    return b12dt.evaluate(**facts)


def _known(patient: Patient) -> Patient:
    return {
        name: value for name, value in patient.items() if value is not None and value not in ("unknown", ("unknown",))
    }


def _all_decisions(patient: Patient) -> list[Decided]:
    return list(_evaluate(patient).decisions.values())


def _all_outputs(patient: Patient) -> dict[str, Any]:
    """Return what ZEN returns: every output of every decision."""
    return outputs_of(compiled.DECISIONS, _evaluate(patient).fired)


def _against_hand() -> None:
    print("\nOne table: the generated function, in times of one written by hand (below 1: faster)")
    for key, hand in (("route", by_hand.route), ("injection_safety", by_hand.injection_safety)):
        generated: Callable[..., Any] = getattr(module, f"decide_{key}")
        every = list(product(*(_values(path) for path in compiled.DECISIONS[key].inputs)))
        differ = [one for one in every if generated(*one).outputs != hand(*one)]
        if differ:
            raise SystemExit(f"{key}: by hand and generated differ on {differ[:3]}")
        patients = every * (20_000 // len(every))
        times = interleaved(
            {
                "generated": over(patients, lambda one, decide=generated: decide(*one)),
                "by hand": over(patients, lambda one, decide=hand: decide(*one)),
            },
            ROUNDS,
        )
        print(f"{key:20} {len(every):5} cases, all alike   {spread(ratios(times, 'generated', 'by hand'), '.2f')}")


def _values(path: str) -> tuple[Any, ...]:
    """Return a value for every atom of a fact or an output, unknown among them where it can occur."""
    if path in compiled.INPUTS:
        one = compiled.INPUTS[path]
        unknown = (None if one.kind == "number" else "unknown",) if one.may_be_unknown else ()
        return (*one.samples, *unknown)
    key, _, name = path.partition(".")
    output = next(one for one in compiled.DECISIONS[key].outputs if one.name == name)
    return (*output.atoms.codes, *(("unknown",) if output.atoms.domain & 1 else ()))


if __name__ == "__main__":
    main()
