"""The matrix: which backends there are, and what each is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from b12dt.program import Program
from tests.backends import queries
from tests.backends.answers import Answers, Values, cells, compiled_python, differences
from tests.backends.frames import on_frame, on_spark_map
from tests.backends.javascript import on_node
from tests.backends.postgres import missing

Backend = Callable[[Program, Sequence[Values]], Answers]

BACKENDS: dict[str, Backend] = {
    "the cells": cells,
    "evaluate_frame": on_frame,
    "JavaScript": on_node,
    "DuckDB": partial(queries.on, "duckdb"),
    "SQLite": partial(queries.on, "sqlite"),
    "PostgreSQL": partial(queries.on, "postgres"),
}
"""All but those that need Spark, which starts a machine of its own. A new backend is added here, and nowhere else."""


def here() -> dict[str, Backend]:
    """Return the backends without PostgreSQL where it is not installed: one test asks all of them."""
    return {name: one for name, one in BACKENDS.items() if name != "PostgreSQL" or not missing()}


ON_SPARK: dict[str, Backend] = {
    "Spark SQL": partial(queries.on, "spark"),
    "Spark mapInArrow": on_spark_map,
}

AT_ONCE = 25_000
"""Patients who are asked about at the same time."""


@dataclass
class Asked:
    """Patients of a guideline, and what the compiled Python answers, found once for all backends."""

    name: str
    program: Program
    patients: Sequence[Values]

    @cached_property
    def wanted(self) -> Answers:
        """Return what the compiled Python answers."""
        return compiled_python(self.program, self.patients)


def in_parts(name: str, program: Program, patients: Sequence[Values]) -> list[Asked]:
    """Return patients as many at a time as are asked about at once."""
    return [Asked(name, program, patients[start : start + AT_ONCE]) for start in range(0, len(patients), AT_ONCE)]


def hold(backend: Backend, asked: Iterable[Asked]) -> None:
    """Hold a backend against the compiled Python."""
    some = list(asked)
    assert some
    for one in some:
        assert one.patients, one.name
        assert differences(one.wanted, backend(one.program, one.patients), one.patients) == [], one.name
