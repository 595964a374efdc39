"""Timing side by side: on a machine that is busy now and idle then only ratios within one round mean something."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")
Times = dict[str, list[float]]
"""For each way its times in seconds, one a round."""


def interleaved(
    ways: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = perf_counter
) -> Times:
    """Run every way once a round, in turn, after one round that does not count; return its times.

    `clock`: `time.process_time` where other work on the machine would count, too, and each way has one thread.
    """
    times: Times = {name: [] for name in ways}
    for one in ways.values():
        one()
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, one in ways.items():
                begun = clock()
                one()
                times[name].append(clock() - begun)
            gc.collect()
    finally:
        if was_on:
            gc.enable()
    return times


def over(patients: Sequence[T], one: Callable[[T], object]) -> Callable[[], None]:
    """Return a way that does one thing to all patients."""

    def run() -> None:
        for patient in patients:
            one(patient)

    return run


def ratios(times: Times, of: str, to: str) -> list[float]:
    """Return how many times as long `of` took as `to`, round by round."""
    return [a / b for a, b in zip(times[of], times[to], strict=True)]


def spread(values: Sequence[float], form: str = ".1f") -> str:
    """Return the median of some values, and the least and the greatest."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"
