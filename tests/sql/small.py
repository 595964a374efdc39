"""A small guideline with a fact of each kind, and what a query says of one patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from b12dt.emit.sql import write_sql
from b12dt.program import Program
from tests.backends.queries import ROWS
from tests.support.models import category, compiled, number, output, several, table

EVERY = ("duckdb", "sqlite", "postgres")
"""The dialects whose engines need no machine of their own."""

FINE = {"patient_id": 1, "a": "a", "n": 6.0, "s": "a; b", "must": "a"}
"""A patient with nothing wrong, who is answered by the first rule."""


def small_program() -> Program:
    """Return a small guideline with a fact of each kind."""
    a, n, s = category("a"), number("n", "0", "10"), several("s")
    must = category("must", may_be_unknown=False, default="a")
    first = table(
        "t", "F", [a, n, s, must], [output("t.x")], "a | > 5 | a | - || x\nnot(a) | - | - | - || y\n- | - | - | - || z"
    )
    return compiled([a, n, s, must], [first])


def rows_of(program: Program, dialect: str, patient: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of the query for one patient."""
    columns = {name: [value] for name, value in patient.items()}
    return ROWS[dialect](write_sql(program, dialect), program.guideline, columns).to_pylist()
