"""Whether a condition holds for one patient whose facts and results are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from b12dt.model import (
    UNKNOWN,
    And,
    Anything,
    Comparison,
    Condition,
    Has,
    Interval,
    IsEmpty,
    Not,
    OneOf,
    Or,
    UnaryTest,
    Within,
)


def holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    """Tell whether a condition holds, `values` being every fact and result by its path."""
    match condition:
        case Comparison(variable=variable, test=test):
            return meets(test, values[variable.path])
        case IsEmpty(variable=variable):
            return not values[variable.path]
        case Not(operand=operand):
            return not holds(operand, values)
        case And(operands=operands):
            return all(holds(one, values) for one in operands)
        case Or(operands=operands):
            return any(holds(one, values) for one in operands)


def meets(test: UnaryTest, value: Any) -> bool:
    """Tell whether a value meets a test; of a list that a table collects one value is enough, and none for `not(...)`."""
    match test:
        case Anything():
            return True
        case OneOf(codes=codes, negated=negated):
            return any(one in codes for one in _each(value)) != negated
        case Has(codes=codes, negated=negated):
            return any(code in (value or ()) for code in codes) != negated
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            if value == UNKNOWN or value is None:
                return unknown != negated
            numbers = (Decimal(str(one)) for one in _each(value))
            return any(_inside(one, interval) for one in numbers for interval in intervals) != negated


def _each(value: Any) -> Iterable[Any]:
    return cast("Iterable[Any]", value) if isinstance(value, list | tuple) else (value,)


def _inside(number: Decimal, interval: Interval) -> bool:
    above = interval.low is None or number > interval.low or (interval.low_closed and number == interval.low)
    below = interval.high is None or number < interval.high or (interval.high_closed and number == interval.high)
    return above and below
