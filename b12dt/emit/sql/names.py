"""The names of columns and steps in a query: those of the guideline, with two underscores for the point."""

from __future__ import annotations

import hashlib

from b12dt.emit.sql.dialects import Dialect
from b12dt.model import Decision, DecisionTable, Output, Summary
from b12dt.policies import FIRST_COUNTS

PROBLEM = "problem"
GAPS = "gaps"
PROBLEM_FOUND = "problem_"
"""The column of the first steps. No fact can be called so: names of the guideline do not end in an underscore."""
GIVEN, CHECKED, DECIDED = "given_facts", "checked_facts", "decided_"


def outputs_of(decision: Decision) -> tuple[Output, ...]:
    """Return what a decision states, table or summary."""
    if isinstance(decision, Summary):
        return tuple(union.output for union in decision.unions)
    return decision.outputs


def one_rule_fires(decision: Decision) -> bool:
    """Tell whether at most one rule fires, so that its ID is no list."""
    return isinstance(decision, DecisionTable) and decision.hit_policy in FIRST_COUNTS


def rules_column(decision: Decision, dialect: Dialect) -> str:
    """Return the column of the rules that fired, `route__rule`."""
    word = "rule"
    while any(one.name == word for one in outputs_of(decision)):
        word += "_"
    return shortened(f"{decision.key}__{word}", dialect)


def column_of(path: str, dialect: Dialect) -> str:
    """Return the column of a fact or of an output."""
    return shortened(path.replace(".", "__"), dialect)


def met_column(decision: DecisionTable, place: int, dialect: Dialect) -> str:
    """Return the column that says whether a row of a table is met, the first row being 1."""
    return shortened(f"{decision.key}__{place + 1}", dialect)


def shortened(name: str, dialect: Dialect) -> str:
    """Return a name that the dialect holds whole: a long one ends in a number made from all of it."""
    if len(name) <= dialect.longest:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: dialect.longest - len(mark) - 1]}_{mark}"
