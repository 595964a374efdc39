"""The matrix: which backends there are, and what each is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from b12dt.model import Guideline
from b12dt.program import Program
from tests.backends import queries
from tests.backends.answers import Answer, Values, cells, compiled_python, differences
from tests.backends.patients import at_random, of_cases, of_each_table

Backend = Callable[[Program, Sequence[Values]], list[Answer]]

BACKENDS: dict[str, Backend] = {
    "the cells": cells,
    "DuckDB": queries.on_duckdb,
    "SQLite": queries.on_sqlite,
}
"""All but those that need Spark, which starts a machine of its own. A new backend is added here, and nowhere else."""

ON_SPARK: dict[str, Backend] = {
    "Spark SQL": queries.on_spark,
}


def compare(backend: Backend, program: Program, patients: Sequence[Values]) -> None:
    """Hold a backend against the compiled Python on some patients."""
    assert patients
    assert differences(compiled_python(program, patients), backend(program, patients), patients) == []


def compare_tables(backend: Backend, model: Guideline) -> None:
    """Hold a backend against the compiled Python on every answer to every table, each as a guideline of its own."""
    compared = 0
    for key, program, patients in of_each_table(model):
        found = differences(compiled_python(program, patients), backend(program, patients), patients)
        assert found == [], key
        compared += 1
    assert compared == sum(1 for one in model.decisions if hasattr(one, "rules"))


def compare_cases(backend: Backend, program: Program) -> None:
    """Hold a backend against the compiled Python on the worked cases."""
    compare(backend, program, of_cases(program.guideline))


def compare_random(backend: Backend, program: Program, count: int) -> None:
    """Hold a backend against the compiled Python on random patients."""
    compare(backend, program, at_random(program.guideline, count, seed=11))
