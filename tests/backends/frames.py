"""`evaluate_frame` as a backend: masks looked up in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from b12dt.described import outputs_of
from b12dt.guideline import Guideline as Evaluator
from b12dt.loading import loaded
from b12dt.model import Guideline, Kind, Summary
from b12dt.program import Program
from tests.backends.answers import NOTHING, Answers, Values, answered_by, answers_of, listed, rules_of
from tests.backends.sparks import spark_session

UNKNOWN_LIST = ("unknown",)
PLACE = "place_"


def on_frame(program: Program, patients: Sequence[Values]) -> Answers:
    """Return what `evaluate_frame` answers on an Arrow table."""
    return read_frame(program, Evaluator(loaded(program)).evaluate_frame(arrow_facts(program.guideline, patients)))


def on_spark_map(program: Program, patients: Sequence[Values]) -> Answers:
    """Return what the workers of Spark answer, each on a part of the rows."""
    table = arrow_facts(program.guideline, patients).append_column(PLACE, pa.array(range(len(patients))))
    facts = spark_session().createDataFrame(table).repartition(2)
    advised = Evaluator(loaded(program), program).spark(facts, keep=[PLACE])
    return read_frame(program, advised.toArrow().sort_by(PLACE))


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


def read_frame(program: Program, advised: pa.Table) -> Answers:
    """Return a table of results as answers."""
    columns: dict[str, Any] = {}
    for decision in program.guideline.decisions:
        fired = advised[f"{decision.key}.rule"].cast(pa.string())
        columns[rules_of(decision.key)] = listed(fired.fill_null(NOTHING))
        # A summary states what some of its tables gave; that another of them has a gap is told by that one.
        united = [one for union in decision.unions for one in union.sources] if isinstance(decision, Summary) else []
        columns[answered_by(decision.key)] = fired.is_valid()
        if united:
            columns[answered_by(decision.key)] = reduce(pc.and_, [columns[answered_by(one.decision)] for one in united])
        columns |= {output.path: advised[output.path] for output in outputs_of(decision)}
    return answers_of(program, columns)
