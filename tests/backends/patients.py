"""Patients for the matrix: every answer to every table, the worked cases, and random ones weighted to thresholds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from b12dt.diagnostics import Span
from b12dt.model import UNKNOWN, DecisionTable, Guideline, Input, Kind, Output, ValueList, Variable
from b12dt.program import Program, compile_guideline
from tests.support.models import as_facts, as_values, asked_of, points

MOST = 4_000
"""Combinations of one made-up table that every backend is asked; where there are more, as many are drawn."""
MOST_NUMBER = Decimal(1_000_000)
MADE = Span(workbook="made.xlsx", sheet="Made", cells="A1")


def of_cases(model: Guideline) -> list[dict[str, Any]]:
    """Return the patients of the worked cases."""
    return [
        {name: float(value) if isinstance(value, Decimal) else value for name, value in one.items()}
        for one in (as_values(as_facts(dict(case.facts)), model) for case in model.cases)
    ]


def at_random(model: Guideline, count: int, seed: int) -> list[dict[str, Any]]:
    """Return random patients: every threshold and its neighbours, and none to six tenths of the facts unknown."""
    drawn = random.Random(seed)
    choices = {one.name: points(one, asked_of(one, model.decisions), known_only=True) for one in model.inputs}
    made: list[dict[str, Any]] = []
    for place in range(count):
        unknown = drawn.choice((0.0, 0.1, 0.3, 0.6))
        values = {one.name: _fact(one, choices[one.name], unknown, drawn) for one in model.inputs}
        if drawn.random() < 0.5:
            # Most random facts else lead to the few answers for nobody treated.
            values |= {
                name: value for name, value in (("deficiency_confirmed", "yes"), ("age_years", 52.0)) if name in values
            }
        if place % 4 == 0:
            # A quarter differ from the defaults in a few facts only, as patients in a clinic do.
            few = drawn.sample(sorted(values), min(6, len(values)))
            values = {one.name: values[one.name] if one.name in few else _default(one) for one in model.inputs}
        made.append(values)
    return made


def _fact(one: Input, choices: list[Any], unknown: float, drawn: random.Random) -> Any:
    if one.may_be_unknown and drawn.random() < unknown:
        return {Kind.CATEGORY: UNKNOWN, Kind.SEVERAL: (UNKNOWN,), Kind.NUMBER: None}[one.kind]
    return drawn.choice(choices)


def _default(one: Input) -> Any:
    if one.default == UNKNOWN:
        return {Kind.CATEGORY: UNKNOWN, Kind.SEVERAL: (UNKNOWN,), Kind.NUMBER: None}[one.kind]
    return float(one.default) if isinstance(one.default, Decimal) else one.default


def of_each_table(
    model: Guideline, seed: int = 1, most: int = MOST
) -> Iterator[tuple[str, Program, list[dict[str, Any]]]]:
    """Return each table as a guideline of its own, what it asks other tables made facts, with all answers to it.

    Where there are more than `most` answers, as many are drawn.
    """
    drawn = random.Random(seed)
    for decision in model.decisions:
        if isinstance(decision, DecisionTable):
            alone = _alone(model, decision)
            program, findings = compile_guideline(alone)
            assert program is not None, findings
            yield decision.key, program, _combinations(alone, drawn, most)


def _alone(model: Guideline, decision: DecisionTable) -> Guideline:
    facts = {one.path: one if isinstance(one, Input) else _as_fact(one) for one in decision.inputs}
    made = replace(decision, inputs=tuple(facts[one.path] for one in decision.inputs))
    # The same sheet may ask one variable in two columns.
    return replace(model, inputs=tuple(facts.values()), decisions=(made,), cases=(), invariants=(), pairs=(), base=())


def _as_fact(one: Output) -> Input:
    """Return an output as a fact of the same kind and values."""
    words = one.values.values if one.values else ()
    codes = tuple(value for value in words if value.code != UNKNOWN)
    may_be_unknown = one.kind is not Kind.SEVERAL and (not words or len(codes) < len(words))
    answered = () if one.kind is Kind.SEVERAL else codes[0].code if codes else Decimal(0)
    return Input(
        name=one.path.replace(".", "_"), label=one.label, section="", question="", kind=one.kind, unit=one.unit,
        lowest=None if words else -MOST_NUMBER, highest=None if words else MOST_NUMBER,
        values=ValueList(name=one.path, values=codes, span=MADE) if words else None,
        may_be_unknown=may_be_unknown, default=UNKNOWN if may_be_unknown else answered, span=MADE,
    )  # fmt: skip


def _combinations(model: Guideline, drawn: random.Random, most: int) -> list[dict[str, Any]]:
    choices = {one.name: _points(one, model) for one in model.inputs}
    if prod(len(one) for one in choices.values()) <= most:
        return [dict(zip(choices, combination, strict=True)) for combination in product(*choices.values())]
    # Every answer is there at least once: the longest list goes through all of its own.
    return [
        {name: one[place % len(one)] if place < len(one) else drawn.choice(one) for name, one in choices.items()}
        for place in range(most)
    ]


def _points(one: Variable, model: Guideline) -> list[Any]:
    return list(points(one, asked_of(one, model.decisions)))
