"""The patients of the matrix and what the compiled Python answers them, for all backends of a process."""

from __future__ import annotations

import pytest

from b12dt.guideline import Guideline
from b12dt.model import DecisionTable
from tests.backends.matrix import Asked, in_parts
from tests.backends.patients import at_random, of_cases, of_each_table

SEED = 11
WHOLE = 100_000
"""More combinations of answers than the widest table has."""


@pytest.fixture(scope="session")
def every_table(guideline: Guideline) -> list[Asked]:
    """Return each table as a guideline of its own, with every answer to it."""
    assert guideline.program is not None
    model = guideline.program.guideline
    asked = [Asked(key, program, patients) for key, program, patients in of_each_table(model, most=WHOLE)]
    assert [one.name for one in asked if len(one.patients) >= WHOLE] == [], "not all answers were tried: raise WHOLE"
    assert len(asked) == sum(isinstance(one, DecisionTable) for one in model.decisions)
    return asked


@pytest.fixture(scope="session")
def worked_cases(guideline: Guideline) -> list[Asked]:
    """Return the patients of the worked cases."""
    assert guideline.program is not None
    return in_parts("cases", guideline.program, of_cases(guideline.program.guideline))


@pytest.fixture(scope="session")
def random_patients(guideline: Guideline, patients: int) -> list[Asked]:
    """Return random patients, the same in every run; `--patients N` for more of them."""
    assert guideline.program is not None
    return in_parts("random", guideline.program, at_random(guideline.program.guideline, patients, SEED))
