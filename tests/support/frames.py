"""Frames for tests: patients as a table of any kind, results as rows, and what `evaluate` says each row must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa

from b12dt.guideline import Guideline
from b12dt.runtime.advice import Advice
from b12dt.runtime.structure import Input

KINDS = ("pyarrow", "polars", "pandas", "pandas of objects")


def arrow(inputs: Mapping[str, Input], patients: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return patients with every fact given as an Arrow table."""
    rows = list(patients)
    return pa.table(
        {name: pa.array([_cell(row[name]) for row in rows], type=arrow_type(one)) for name, one in inputs.items()}
    )


def arrow_type(one: Input) -> pa.DataType:
    """Return the type of a fact's column."""
    return {"number": pa.float64(), "several of": pa.list_(pa.string())}.get(one.kind, pa.string())


def _cell(value: Any) -> Any:
    if value in ("unknown", ("unknown",)):
        return None
    return list(value) if isinstance(value, tuple) else value


def as_kind(table: pa.Table, kind: str) -> Any:
    """Return a table as a frame of a kind."""
    match kind:
        case "pyarrow":
            return table
        case "polars":
            return pl.from_arrow(table)
        case "pandas":
            return table.to_pandas()
        case _:
            return pd.DataFrame({name: pd.Series(table[name].to_pylist(), dtype=object) for name in table.column_names})


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any kind; what is not given is None, several values are lists."""
    match frame:
        case pa.Table():
            return frame.to_pylist()
        case pl.DataFrame():
            return frame.to_dicts()
        case _:
            columns = {name: [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
            return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return None if value is None or pd.isna(value) else value


def wanted(guideline: Guideline, advice: Advice, *, lists: str = "lists", statements: bool = False) -> dict[str, Any]:
    """Return the row that a frame must hold for a patient, made from the advice for one."""
    row: dict[str, Any] = {}
    for key, decision in guideline.decisions.items():
        decided = advice.decisions[key]
        for output in decision.outputs:
            path = f"{key}.{output.name}"
            value = advice[path]
            if not isinstance(value, list) and not (value is None and _is_list(decision, output)):
                row[path] = value
            elif lists == "text" and output.kind != "number":
                row[path] = None if value is None else "; ".join(value) or "(none)"
            elif lists == "flags" and output.kind != "number":
                for code in _codes(decision, output):
                    row[f"{path}={code}"] = None if value is None else code in value
            else:
                row[path] = value
        told = bool(decided.rules) or decided.answered
        row[f"{key}.rule"] = ("; ".join(rule.id for rule in decided.rules) or "(none)") if told else None
        if statements:
            named = list(decided.statements) if told else None
            text = None if named is None else "; ".join(named) or "(none)"
            row[f"{key}.statements"] = named if lists == "lists" else text
    return row


def _is_list(decision: Any, output: Any) -> bool:
    return output.kind == "several of" or output.gathers in ("all", "each")


def _codes(decision: Any, output: Any) -> list[str]:
    place = decision.outputs.index(output)
    if decision.unions:
        return list(decision.unions[place].order)
    stated = [rule.outputs[place] for rule in decision.rules]
    return list(dict.fromkeys(code for one in stated for code in (one if isinstance(one, tuple) else (one,))))
