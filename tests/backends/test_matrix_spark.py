"""The matrix on Spark, in a file of its own: one process starts one Spark."""

from __future__ import annotations

import pytest

from b12dt.guideline import Guideline
from tests.backends.matrix import ON_SPARK, compare_cases, compare_random, compare_tables


@pytest.mark.parametrize("name", ON_SPARK)
def test_every_answer_to_every_table(name: str, guideline: Guideline) -> None:
    """Every table of `tables/`, asked alone, answers every combination of answers (a sample of the widest) alike."""
    assert guideline.program is not None
    compare_tables(ON_SPARK[name], guideline.program.guideline)


@pytest.mark.parametrize("name", ON_SPARK)
def test_worked_cases(name: str, guideline: Guideline) -> None:
    """Every worked case gets the same advice by the same rules."""
    assert guideline.program is not None
    compare_cases(ON_SPARK[name], guideline.program)


@pytest.mark.parametrize("name", ON_SPARK)
def test_random_patients(name: str, guideline: Guideline, patients: int) -> None:
    """Random patients get the same advice; `--patients N` for more of them."""
    assert guideline.program is not None
    compare_random(ON_SPARK[name], guideline.program, patients)
