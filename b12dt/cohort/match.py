"""Which column of a frame holds which fact; and the names that nearly are one, for nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from b12dt.cohort.names import near_names
from b12dt.cohort.problems import FrameProblem
from b12dt.cohort.table import Options, needed_facts
from b12dt.runtime.closest import closest
from b12dt.runtime.decided import Compiled
from b12dt.runtime.structure import Input

NO_FACT = "No column holds a fact of the dictionary."
MOST_TOLD = 5
"""Columns that are named where none holds a fact."""


class Matched(NamedTuple):
    """For each needed fact that has a column its name; the columns that are not used; what is wrong with the names."""

    facts: dict[str, str]
    not_used: tuple[str, ...]
    problems: list[FrameProblem]


def match(compiled: Compiled, names: Sequence[str], wanted: Options) -> Matched:
    """Match the columns of a frame with the facts that are needed."""
    inputs = compiled.INPUTS
    holds = {column: wanted.columns.get(column, column) for column in names}
    problems = [*_mapping(inputs, names, wanted), *_twice(holds, inputs, names)]
    facts: dict[str, str] = {}
    not_used: list[str] = []
    needed = set(needed_facts(compiled, wanted))
    held = set(holds.values())
    free = [name for name in inputs if name not in held]
    for column, fact in holds.items():
        if fact in needed:
            facts[fact] = column
            continue
        if column not in wanted.keep:
            not_used.append(column)
        if fact in inputs or column in wanted.keep or column in wanted.columns:
            continue
        near = near_names(column, free, inputs)
        if near:
            problems.append(
                FrameProblem(
                    column=column, fact="", problem="The dictionary has no such fact, and one that is nearly called so.",
                    closest=near[0] if len(near) == 1 else None,
                    allowed=", ".join(near) if len(near) > 1 else "",
                )
            )  # fmt: skip
    problems += _units(inputs, holds, wanted)
    if not problems and inputs and inputs.keys().isdisjoint(holds.values()):
        told = ", ".join(names[:MOST_TOLD]) + (", ..." if len(names) > MOST_TOLD else "")
        problems.append(FrameProblem(column=told or "(no titles)", fact="", problem=NO_FACT))
    return Matched(facts, tuple(not_used), problems)


def _mapping(inputs: Mapping[str, Input], names: Sequence[str], wanted: Options) -> list[FrameProblem]:
    found: list[FrameProblem] = []
    for column, fact in wanted.columns.items():
        if column not in names:
            found.append(
                FrameProblem(
                    column=column, fact=fact, problem="There is no such column.", closest=closest(column, names)
                )
            )
        if fact not in inputs:
            found.append(
                FrameProblem(
                    column=column,
                    fact=fact,
                    problem=f"The dictionary has no fact `{fact}`.",
                    closest=closest(fact, inputs),
                )
            )
    return found + [
        FrameProblem(column=column, fact="", problem="There is no such column.", closest=closest(column, names))
        for column in wanted.keep
        if column not in names
    ]


def _twice(holds: Mapping[str, str], inputs: Mapping[str, Input], names: Sequence[str]) -> list[FrameProblem]:
    counts = Counter(fact for fact in holds.values() if fact in inputs)
    return [
        FrameProblem(column=column, fact=column, problem="The frame has several columns of this name.")
        for column, count in Counter(names).items()
        if count > 1
    ] + [
        FrameProblem(
            column=", ".join(column for column, held in holds.items() if held == fact),
            fact=fact,
            problem=f"Several columns hold the fact `{fact}`.",
        )
        for fact, count in counts.items()
        if count > 1
    ]


def _units(inputs: Mapping[str, Input], holds: Mapping[str, str], wanted: Options) -> list[FrameProblem]:
    """Return what is wrong with the units that were given: they must be the dictionary's, for nothing is converted."""
    found: list[FrameProblem] = []
    for column, unit in wanted.units.items():
        one = inputs.get(holds.get(column, ""))
        if one is None:
            found.append(FrameProblem(column=column, fact="", problem="A unit is given for it, but it holds no fact."))
            continue
        units = list(dict.fromkeys(text for text in (one.unit, one.ucum) if text))
        if unit not in units:
            found.append(
                FrameProblem(
                    column=column, fact=one.name, read=[unit], allowed=" or ".join(units) or "no unit",
                    problem="This is not the unit of the dictionary, and nothing is converted.",
                )
            )  # fmt: skip
    return found
