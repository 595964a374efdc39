"""What a cell asks for, as one would say it: `not(a, b)` is anything but a or b, `[25..50]` is 25 to 50."""

from __future__ import annotations

from b12dt.cells.numbers import plain
from b12dt.model import Anything, Has, Interval, OneOf, UnaryTest, Variable, Within
from b12dt.runtime.numbers import pretty
from b12dt.runtime.telling import listed

PLURALS = {"years": "year", "months": "month", "weeks": "week", "days": "day", "hours": "hour"}
"""What units are called that are words, where there is one of them."""


def in_words(test: UnaryTest, variable: Variable) -> str:
    """Return what a cell asks for in words."""
    labels = {one.code: one.label for one in variable.values.values} if variable.values else {}
    match test:
        case Anything():
            return "anything"
        case OneOf(codes=codes, negated=negated) | Has(codes=codes, negated=negated):
            words = [_named(labels.get(code, code)) for code in codes]
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            words = [_range(one, pretty(variable.unit)) for one in intervals] + ["unknown"] * unknown
    said = listed(words, "or")
    return f"anything but {said}" if negated else said


def _named(label: str) -> str:
    # A label with a word that joins would be taken for two.
    return f"“{label}”" if " and " in label or " or " in label or "," in label else label


def _range(one: Interval, unit: str) -> str:
    low, high = (None if bound is None else plain(bound) for bound in (one.low, one.high))
    if low is None:
        if high is None:
            return "any number"
        return f"{_with(unit, high)} or less" if one.high_closed else f"under {_with(unit, high)}"
    if high is None:
        return f"{_with(unit, low)} or more" if one.low_closed else f"over {_with(unit, low)}"
    if low == high:
        return _with(unit, low)
    return f"{'' if one.low_closed else 'over '}{low} to {'' if one.high_closed else 'under '}{_with(unit, high)}"


def _with(unit: str, number: str) -> str:
    """Return a number with its unit: 1 day, 2 days, 1 cm."""
    return f"{number} {PLURALS.get(unit, unit) if number == '1' else unit}".rstrip()
