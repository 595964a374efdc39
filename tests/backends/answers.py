"""What a backend answers, column by column, in one form for all of them; and the one all others are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from b12dt.described import outputs_of
from b12dt.emit.sql.summaries import is_list
from b12dt.loading import loaded
from b12dt.model import Guideline, Kind, Summary
from b12dt.program import Program
from b12dt.runtime.advice import evaluate
from tests.support.interpreter import interpret, plain
from tests.support.models import as_facts

Values = Mapping[str, Any]
"""Complete facts as the tests have them: codes, tuples of codes, numbers, None for an unknown number."""

Answers = pa.Table
"""All outputs by their path, the rules that fired and whether there is an answer, by decision; one row a patient."""

NOTHING = "(none)"
"""What a backend without lists says where there is nothing."""


def rules_of(key: str) -> str:
    """Return the column of the rules that fired; no output is called so, as no name has a blank."""
    return f"rules of {key}"


def answered_by(key: str) -> str:
    """Return the column that says whether a decision has an answer."""
    return f"answered by {key}"


def form_of(program: Program) -> pa.Schema:
    """Return the columns of the answers: texts, numbers and lists of them; a list of rules; yes or no."""
    fields: list[tuple[str, Any]] = []
    for decision in program.guideline.decisions:
        fields += [(rules_of(decision.key), pa.list_(pa.string())), (answered_by(decision.key), pa.bool_())]
        for output in outputs_of(decision):
            kind = pa.float64() if output.kind is Kind.NUMBER else pa.string()
            fields.append((output.path, pa.list_(kind) if is_list(decision, output) else kind))
    return pa.schema(fields)


def answers_of(program: Program, columns: Mapping[str, Any]) -> Answers:
    """Return columns, Python's lists or Arrow's, in the one form; nothing may be missing or left over."""
    form = form_of(program)
    assert set(columns) == set(form.names), set(columns) ^ set(form.names)
    made = [
        pa.array(column, field.type) if isinstance(column, list) else column.cast(field.type)
        for field in form
        for column in [columns[field.name]]
    ]
    return pa.table(made, schema=form)


def listed(column: Any) -> Any:
    """Return texts `a; b` as lists; NULL stays NULL."""
    words = pc.split_pattern(column, "; ")
    return pc.if_else(pc.equal(column, NOTHING), pa.scalar([], words.type), words)


def compiled_python(program: Program, patients: Iterable[Values]) -> Answers:
    """Return what the compiled module answers, one patient after another."""
    module = loaded(program)
    columns: dict[str, list[Any]] = {name: [] for name in form_of(program).names}
    for values in patients:
        advice = evaluate(module, as_facts(values))
        for path in advice:
            columns[path].append(advice[path])
        for key, one in advice.decisions.items():
            columns[rules_of(key)].append([rule.id for rule in one.rules])
            columns[answered_by(key)].append(one.answered)
    return answers_of(program, columns)


def cells(program: Program, patients: Iterable[Values]) -> Answers:
    """Return what the cells say, read one by one by the second evaluator, which knows of no atom and no mask."""
    model = program.guideline
    columns: dict[str, list[Any]] = {name: [] for name in form_of(program).names}
    for values in patients:
        fired, outputs = interpret(model, values)
        rules: dict[str, tuple[str, ...]] = {}
        for decision in model.decisions:
            rules[decision.key] = fired[decision.key] or ()
            if isinstance(decision, Summary):
                united = [rules[one.decision] for union in decision.unions for one in union.sources]
                rules[decision.key] = tuple(dict.fromkeys(rule for one in united for rule in one))
            columns[rules_of(decision.key)].append(rules[decision.key])
            columns[answered_by(decision.key)].append(fired[decision.key] is not None)
        for path, value in outputs.items():
            columns[path].append(plain(value))
    return answers_of(program, columns)


def differences(wanted: Answers, came: Answers, patients: Sequence[Values], most: int = 3) -> list[str]:
    """Return where two backends differ, each with a patient; a few of them."""
    assert wanted.schema == came.schema, "both have the one form"
    assert wanted.num_rows == came.num_rows == len(patients), (wanted.num_rows, came.num_rows, len(patients))
    found: list[str] = []
    for name in wanted.column_names:
        if not wanted[name].equals(came[name]):
            pairs = zip(wanted[name].to_pylist(), came[name].to_pylist(), patients, strict=True)
            one, other, patient = next((*pair, patient) for *pair, patient in pairs if pair[0] != pair[1])
            found.append(f"{name}: wanted {one}, came {other} of {dict(patient)}")
        if len(found) >= most:
            break
    return found


def facts_table(model: Guideline, patients: Sequence[Values]) -> dict[str, list[Any]]:
    """Return patients as columns, as a table of facts holds them: unknown is NULL, several codes are a text `a; b`.

    Every other unknown is the word `unknown` where the column holds words, so that both ways are tried.
    """
    columns: dict[str, list[Any]] = {"patient_id": list(range(len(patients)))}
    for one in model.inputs:
        columns[one.name] = [_cell(values[one.name], place) for place, values in enumerate(patients)]
    return columns


def _cell(value: Any, place: int) -> Any:
    if value in ("unknown", ("unknown",)):
        return "unknown" if place % 2 else None
    if isinstance(value, tuple):
        return ("; " if place % 2 else ";").join(value)
    return None if value is None else value if isinstance(value, str) else float(value)
