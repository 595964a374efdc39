"""The cells of a rule as conditions. None is ever a NOT about what may be NULL: an unknown must not fall out of sight.

A category is a text, `unknown` among its words; a list is a text that holds `unknown` where nobody knows it; an unknown
number is NULL and is asked for by IS NULL, and compared only by what it must be.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from b12dt.atoms import test_of
from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.lists import holds, lacks
from b12dt.emit.sql.names import column_of
from b12dt.emit.sql.pieces import Made, column, is_null, number, one_of
from b12dt.model import Anything, Has, Interval, OneOf, UnaryTest, Variable, Within
from b12dt.program import Program, Table


def conditions(program: Program, table: Table, place: int, dialect: Dialect) -> Made | None:
    """Return what a row asks, None where it asks nothing; only for a row whose every cell can be met."""
    decision = table.decision
    asked = [
        _condition(one, entry.test, mask, program, dialect)
        for one, entry, mask in zip(decision.inputs, decision.rules[place].inputs, table.boxes[place], strict=True)
    ]
    told = [one for one in asked if one is not None]
    return exp.and_(*told, wrap=True) if told else None


def _condition(variable: Variable, test: UnaryTest, mask: int, program: Program, dialect: Dialect) -> Made | None:
    atoms = program.atoms[variable.path]
    name = column_of(variable.path, dialect)
    if mask == atoms.domain:
        return None
    # A cell on a list is written as it stands; any other by the atoms it leaves, which is what was proved.
    match test if isinstance(test, Has) else test_of(mask, atoms, variable):
        case Has(codes=codes, negated=True):
            return exp.and_(*(lacks(column(name), code) for code in codes))
        case Has(codes=codes):
            return exp.or_(*(holds(column(name), code) for code in codes))
        case OneOf(codes=codes, negated=negated):
            return one_of(column(name), codes, negated=negated)
        case Within(intervals=intervals, unknown=unknown):
            parts = [*([is_null(name)] if unknown else []), *(_within(name, one) for one in intervals)]
            return exp.or_(*parts)
        case Anything() | None:
            raise AssertionError(f"{variable.path}: a cell that asks something has a condition")


def _within(name: str, interval: Interval) -> Made:
    if interval.low is not None and interval.low == interval.high:
        return exp.EQ(this=column(name), expression=number(interval.low))
    ends = list(_ends(name, interval))
    return exp.and_(*ends) if ends else exp.Not(this=is_null(name))


def _ends(name: str, interval: Interval) -> Iterable[Made]:
    if interval.low is not None:
        above = exp.GTE if interval.low_closed else exp.GT
        yield above(this=column(name), expression=number(interval.low))
    if interval.high is not None:
        below = exp.LTE if interval.high_closed else exp.LT
        yield below(this=column(name), expression=number(interval.high))
