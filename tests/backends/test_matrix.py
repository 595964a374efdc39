"""The same patients through every backend: identical outputs, rules and gaps."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from b12dt.guideline import Guideline
from tests.backends.answers import compiled_python, differences
from tests.backends.matrix import BACKENDS, Asked, hold
from tests.backends.patients import at_random
from tests.support.interpreter import interpret
from tests.support.models import as_facts, as_values


@pytest.mark.parametrize("name", BACKENDS)
def test_every_answer_to_every_table(name: str, every_table: list[Asked]) -> None:
    """Every table of `tables/`, asked alone, answers every combination of answers alike."""
    hold(BACKENDS[name], every_table)


@pytest.mark.parametrize("name", BACKENDS)
def test_worked_cases(name: str, worked_cases: list[Asked]) -> None:
    """Every worked case gets the same advice by the same rules."""
    hold(BACKENDS[name], worked_cases)


@pytest.mark.parametrize("name", BACKENDS)
def test_random_patients(name: str, random_patients: list[Asked]) -> None:
    """Random patients, half of the facts on a threshold or beside it, get the same advice; `--patients N` for more."""
    hold(BACKENDS[name], random_patients)


def test_cases_by_the_second_evaluator(guideline: Guideline) -> None:
    """The worked cases pass when their facts are held against the cells themselves."""
    assert guideline.program is not None
    model = guideline.program.guideline
    for case in model.cases:
        facts = as_facts(dict(case.facts))
        fired, outputs = interpret(model, as_values(facts, model))
        came = {rule for rules in fired.values() for rule in rules or ()}
        assert set(case.rules) <= came, case.id
        for one in case.expectations:
            wanted, result = one.value, outputs[one.output.path]
            assert (set(result) if isinstance(result, tuple) else result) == (
                set(wanted) if isinstance(wanted, tuple) else wanted
            ), case.id


@pytest.mark.parametrize(
    ("column", "changed"),
    [("route.strength", "required, or so"), ("rules of guards", ["B12.D01.01"]), ("answered by scope", False)],
)
def test_a_difference_is_noticed(column: str, changed: Any, guideline: Guideline) -> None:
    """The matrix can fail: one output, one rule, one gap of one patient that is another is told."""
    assert guideline.program is not None
    patients = at_random(guideline.program.guideline, 3, seed=1)
    right = compiled_python(guideline.program, patients)
    assert differences(right, right, patients) == []
    values = [*right[column].to_pylist()[:-1], changed]
    place = right.column_names.index(column)
    [told] = differences(
        right, right.set_column(place, right.field(place), pa.array(values, right[column].type)), patients
    )
    assert told == f"{column}: wanted {right[column][-1].as_py()}, came {changed} of {patients[-1]}"
