"""What a difference means to a cohort, in words and as plain data."""

from __future__ import annotations

from typing import Any

from b12dt.diff.cohort import Cohort
from b12dt.words.edits import count


def cohort_lines(rows: Cohort, *, reread: bool) -> list[str]:
    """Return how many rows get other advice, or read it differently, and how many were left out."""
    lines = [f"Of the cohort, {count(rows.changed, 'row')} of {rows.rows} {_verb(rows.changed, 'get')} other advice."]
    if reread:
        verb = _verb(rows.reread, "get")
        lines.append(f"{count(rows.reread, 'row')} {verb} advice that reads differently, under the same code.")
    if rows.left_out:
        number = len(rows.left_out)
        was = "was" if number == 1 else "were"
        lines.append(f"{count(number, 'row')} could not be advised by both versions and {was} left out.")
    return lines


def left_out_lines(rows: Cohort) -> list[str]:
    """Return the rows that were left out, each with its reason."""
    return [f"line {one.line}: {one.reason}" for one in rows.left_out]


def cohort_data(rows: Cohort) -> dict[str, Any]:
    """Return the counts as plain data: under "" those of rows with any other result, under its path those of an output."""
    return {
        "": rows.changed,
        "rows": rows.rows,
        "refused": len(rows.left_out),
        "reread": rows.reread,
        "left_out": [{"line": one.line, "reason": one.reason} for one in rows.left_out],
        **rows.by_output,
    }


def _verb(number: int, word: str) -> str:
    return word + ("s" if number == 1 else "")
