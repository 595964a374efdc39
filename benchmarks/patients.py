"""Random patients for the benchmarks: made from the dictionary, weighted to thresholds and to what is unknown.

A compiled guideline holds one value for each atom of a fact, so that choosing atoms evenly tries the rare stretches
between two thresholds as often as the wide ones. Half of the numbers are put on a threshold or just beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from b12dt.runtime.structure import Input

Patient = dict[str, Any]

TYPICAL = {"deficiency_confirmed": "yes", "age_years": 52.0}
"""Half of the patients are confirmed and grown up: most random facts else lead to the few answers for nobody treated."""


def random_patients(inputs: Mapping[str, Input], count: int, seed: int) -> list[Patient]:
    """Return patients with every fact given, as codes, tuples of codes, floats, and None for an unknown number."""
    random = Random(seed)
    return [_patient(inputs, random) for _ in range(count)]


def _patient(inputs: Mapping[str, Input], random: Random) -> Patient:
    unknown = random.choice((0.0, 0.1, 0.3, 0.6))
    facts = {name: _value(one, unknown, random) for name, one in inputs.items()}
    if random.random() < 0.5:
        facts |= {name: value for name, value in TYPICAL.items() if name in inputs}
    return facts


def _value(one: Input, unknown: float, random: Random) -> Any:
    if one.may_be_unknown and random.random() < unknown:
        return {"number": None, "several of": ("unknown",)}.get(one.kind, "unknown")
    if one.kind == "several of":
        return tuple(code for code in one.values if code != "unknown" and random.random() < 0.3)
    if one.kind == "number" and random.random() < 0.5:
        return random.choice([value for value in _near_thresholds(one) if _allowed(value, one)])
    return float(value) if isinstance(value := random.choice(one.samples), int) else value


def _near_thresholds(one: Input) -> Iterable[float]:
    """Return the bounds of the range, and each threshold with its neighbours one unit and one hundredth away."""
    yield from (bound for bound in (one.lowest, one.highest) if bound is not None)
    for bound, _ in one.atoms.cuts:
        yield from (bound - 1.0, round(bound - 0.01, 2), float(bound), round(bound + 0.01, 2), bound + 1.0)


def _allowed(value: float, one: Input) -> bool:
    assert one.lowest is not None, "a number has a range"
    assert one.highest is not None, "a number has a range"
    return one.lowest <= value <= one.highest
