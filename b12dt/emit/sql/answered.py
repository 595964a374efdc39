"""When a decision cannot be made: the facts have a problem, or a decision that it needs has no answer."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.names import PROBLEM_FOUND, column_of, rules_column
from b12dt.emit.sql.pieces import Made, is_null
from b12dt.model import Decision, DecisionTable, Output, Summary, Takes
from b12dt.program import Program


def unanswered(program: Program, decision: DecisionTable, dialect: Dialect) -> Made:
    """Return the condition under which a table is not asked at all."""
    names: dict[str, None] = {}
    for one in decision.inputs:
        if isinstance(one, Output):
            asked = _decisions(program)[one.decision]
            names |= dict.fromkeys(silent_columns(program, asked, dialect))
            if isinstance(asked, Summary) and _takes(asked, one) is Takes.HIGHEST:
                names[column_of(one.path, dialect)] = None
    # A table that needs another is silent with it, and so where the facts have a problem, too.
    return exp.or_(*(is_null(name) for name in names)) if names else exp.Not(this=is_null(PROBLEM_FOUND))


def silent_columns(program: Program, decision: Decision, dialect: Dialect) -> Iterable[str]:
    """Return the columns of which one is NULL where a decision has no answer: its own, or those of a summary's tables."""
    if isinstance(decision, DecisionTable):
        return [rules_column(decision, dialect)]
    by_key = _decisions(program)
    needed = dict.fromkeys(source.decision for union in decision.unions for source in union.sources)
    return [name for key in needed for name in silent_columns(program, by_key[key], dialect)]


def _decisions(program: Program) -> dict[str, Decision]:
    return {one.key: one for one in program.guideline.decisions}


def _takes(summary: Summary, output: Output) -> Takes:
    return next(union.takes for union in summary.unions if union.output.path == output.path)
