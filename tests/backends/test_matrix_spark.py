"""The matrix on Spark, in a file of its own: one process starts one Spark."""

from __future__ import annotations

import pytest

from tests.backends.matrix import ON_SPARK, Asked, hold


@pytest.mark.parametrize("name", ON_SPARK)
def test_every_answer_to_every_table(name: str, every_table: list[Asked]) -> None:
    """Every table of `tables/`, asked alone, answers every combination of answers (a sample of the widest) alike."""
    hold(ON_SPARK[name], every_table)


@pytest.mark.parametrize("name", ON_SPARK)
def test_worked_cases(name: str, worked_cases: list[Asked]) -> None:
    """Every worked case gets the same advice by the same rules."""
    hold(ON_SPARK[name], worked_cases)


@pytest.mark.parametrize("name", ON_SPARK)
def test_random_patients(name: str, random_patients: list[Asked]) -> None:
    """Random patients get the same advice; `--patients N` for more of them."""
    hold(ON_SPARK[name], random_patients)
