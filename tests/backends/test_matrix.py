"""The same patients through every backend: identical outputs, rules and gaps."""

from __future__ import annotations

import pytest

from b12dt.guideline import Guideline
from tests.backends.matrix import BACKENDS, compare_cases, compare_random, compare_tables
from tests.support.interpreter import interpret
from tests.support.models import as_facts, as_values


@pytest.mark.parametrize("name", BACKENDS)
def test_every_answer_to_every_table(name: str, guideline: Guideline) -> None:
    """Every table of `tables/`, asked alone, answers every combination of answers (a sample of the widest) alike."""
    assert guideline.program is not None
    compare_tables(BACKENDS[name], guideline.program.guideline)


@pytest.mark.parametrize("name", BACKENDS)
def test_worked_cases(name: str, guideline: Guideline) -> None:
    """Every worked case gets the same advice by the same rules."""
    assert guideline.program is not None
    compare_cases(BACKENDS[name], guideline.program)


@pytest.mark.parametrize("name", BACKENDS)
def test_random_patients(name: str, guideline: Guideline, patients: int) -> None:
    """Random patients, half of the facts on a threshold or beside it, get the same advice; `--patients N` for more."""
    assert guideline.program is not None
    compare_random(BACKENDS[name], guideline.program, patients)


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
