"""`evaluate_frame` as a backend: masks looked up in NumPy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from b12dt.described import outputs_of
from b12dt.guideline import Guideline as Evaluator
from b12dt.loading import loaded
from b12dt.model import Guideline, Kind
from b12dt.program import Program
from tests.backends.answers import Answer, Values

UNKNOWN_LIST = ("unknown",)
NOTHING = "(none)"


def on_frame(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what `evaluate_frame` answers on an Arrow table."""
    advised = Evaluator(loaded(program)).evaluate_frame(arrow_facts(program.guideline, patients))
    return read_frame(program, advised.to_pylist())


def arrow_facts(model: Guideline, patients: Sequence[Values]) -> Any:
    """Return patients as an Arrow table, several codes as lists, unknown as NULL."""
    kinds = {Kind.NUMBER: pa.float64(), Kind.CATEGORY: pa.string(), Kind.SEVERAL: pa.list_(pa.string())}
    return pa.table(
        {one.name: pa.array([_cell(values[one.name]) for values in patients], kinds[one.kind]) for one in model.inputs}
    )


def _cell(value: Any) -> Any:
    if value in ("unknown", UNKNOWN_LIST):
        return None
    return list(value) if isinstance(value, tuple) else value


def read_frame(program: Program, rows: Iterable[Mapping[str, Any]]) -> list[Answer]:
    """Return the rows of results as answers."""
    found: list[Answer] = []
    for row in rows:
        answer = Answer({}, {}, {})
        for decision in program.guideline.decisions:
            fired = row[f"{decision.key}.rule"]
            answer.rules[decision.key] = () if fired in (None, NOTHING) else tuple(fired.split("; "))
            answer.answered[decision.key] = fired is not None
            for output in outputs_of(decision):
                answer.outputs[output.path] = row[output.path]
        found.append(answer)
    return found
