"""`evaluate_frame` as a backend: masks looked up in NumPy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from b12dt.described import outputs_of
from b12dt.guideline import Guideline as Evaluator
from b12dt.loading import loaded
from b12dt.model import Guideline, Kind, Summary
from b12dt.program import Program
from tests.backends.answers import Answer, Values
from tests.backends.sparks import spark_session

UNKNOWN_LIST = ("unknown",)
NOTHING = "(none)"
PLACE = "place_"


def on_frame(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what `evaluate_frame` answers on an Arrow table."""
    advised = Evaluator(loaded(program)).evaluate_frame(arrow_facts(program.guideline, patients))
    return read_frame(program, advised.to_pylist())


def on_spark_map(program: Program, patients: Sequence[Values]) -> list[Answer]:
    """Return what the workers of Spark answer, each on a part of the rows."""
    table = arrow_facts(program.guideline, patients).append_column(PLACE, pa.array(range(len(patients))))
    facts = spark_session().createDataFrame(table).repartition(2)
    advised = Evaluator(loaded(program), program).spark(facts, keep=[PLACE])
    return read_frame(program, sorted(advised.toArrow().to_pylist(), key=lambda row: row[PLACE]))


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
            # A summary states what some of its tables gave; that another of them has a gap is told by that one.
            answer.answered[decision.key] = (
                all(answer.answered[one.decision] for union in decision.unions for one in union.sources)
                if isinstance(decision, Summary)
                else fired is not None
            )
            for output in outputs_of(decision):
                answer.outputs[output.path] = row[output.path]
        found.append(answer)
    return found
