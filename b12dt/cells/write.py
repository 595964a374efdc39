"""Write a meaning in the cell language, in one form: what `b12dt format` puts into cells and `b12dt diff` shows.

Whatever was read means the same when it is written by this module and read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from b12dt.cells.numbers import in_brackets, plain
from b12dt.cells.parse import DASHES, parse_result, parse_test
from b12dt.cells.syntax import Alternatives, Entries, Words
from b12dt.cells.values import NO_VALUES, allowed_values, find
from b12dt.model import (
    UNKNOWN,
    And,
    Anything,
    Comparison,
    Condition,
    FactValue,
    Has,
    Input,
    Interval,
    IsEmpty,
    Not,
    OneOf,
    Or,
    OutputValue,
    UnaryTest,
    Variable,
    Within,
)

_SINGLE_WORD = re.compile(r"(?!(?:and|or|not)$)(?!.*\.\.)[\w.+%'/-]+", re.IGNORECASE)


def canonical(test: UnaryTest, variable: Variable) -> str:
    """Return an input cell with this meaning, in the labels of the variable's value list."""
    match test:
        case Anything():
            return "-"
        case OneOf(codes=codes, negated=negated) | Has(codes=codes, negated=negated):
            listed = [_in_list(code, variable, _stands_in_test) for code in codes]
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            listed = [in_brackets(interval) for interval in intervals]
            listed += [UNKNOWN] if unknown else []
    text = ", ".join(listed)
    return f"not({text})" if negated else text


def canonical_answer(value: OutputValue | FactValue, variable: Variable) -> str:
    """Return an output cell, or the cell of a case, that states this value."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        return _in_list(value, variable, _stands_in_answer)
    return "; ".join(_in_list(code, variable, _stands_in_answer) for code in value) or NO_VALUES


def canonical_condition(condition: Condition) -> str:
    """Return the text of a condition, in names and codes."""
    match condition:
        case And(operands=operands):
            return " and ".join(_in_unit(operand) for operand in operands)
        case Or(operands=operands):
            # `and` binds tighter than `or`, so that only an `or` within an `or` needs brackets.
            return " or ".join(
                _in_unit(operand) if isinstance(operand, Or) else canonical_condition(operand) for operand in operands
            )
        case Not(operand=IsEmpty(variable=variable)):
            return f"{_name(variable)} is not empty"
        case Not(operand=operand):
            return f"not {_in_unit(operand)}"
        case IsEmpty(variable=variable):
            return f"{_name(variable)} is empty"
        case Comparison(variable=variable, test=test):
            return _question(test, variable)


def _in_unit(condition: Condition) -> str:
    text = canonical_condition(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def _question(test: UnaryTest, variable: Variable) -> str:
    name = _name(variable)
    match test:
        case Anything():
            message = f"a condition on {name} that is met by anything is not a condition"
            raise ValueError(message)
        case OneOf(codes=codes, negated=negated):
            return _equals(name, [_quoted_if_needed(code) for code in codes], negated=negated)
        case Has(codes=codes, negated=negated):
            words = [_quoted_if_needed(code) for code in codes]
            text = f"{name} contains {words[0]}" if len(words) == 1 else f"{name} contains any ({', '.join(words)})"
            return f"not {text}" if negated else text
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            points = [plain(interval.low) for interval in intervals if interval.low is not None and _is_point(interval)]
            if len(points) == len(intervals):
                return _equals(name, [*points, UNKNOWN] if unknown else points, negated=negated)
            parts = [_between(name, interval) for interval in intervals] + ([f"{name} = {UNKNOWN}"] if unknown else [])
            text = parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"
            return f"not {text}" if negated else text


def _equals(name: str, words: list[str], *, negated: bool) -> str:
    if len(words) == 1:
        return f"{name} {'!=' if negated else '='} {words[0]}"
    text = f"{name} in ({', '.join(words)})"
    return f"not {text}" if negated else text


def _is_point(interval: Interval) -> bool:
    return interval.low == interval.high and interval.low_closed and interval.high_closed


def _between(name: str, interval: Interval) -> str:
    low = Interval(low=interval.low, low_closed=interval.low_closed)
    high = Interval(high=interval.high, high_closed=interval.high_closed)
    parts = [f"{name} {in_brackets(end)}" for end in (low, high) if end != Interval()]
    return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"


def _name(variable: Variable) -> str:
    return _quoted_if_needed(variable.name if isinstance(variable, Input) else variable.path)


def _quoted_if_needed(word: str) -> str:
    return word if _SINGLE_WORD.fullmatch(word) else f'"{word}"'


def _in_list(code: str, variable: Variable, stands: Callable[[str], bool]) -> str:
    """Return the label or, if that would not be read as this value, the code; in quotes where signs are in it."""
    for name in (*_labels(code, variable), code):
        found = find(name, variable)
        if len(found) == 1 and found[0].code == code:
            return name if stands(name) else f'"{name}"'
    return code


def _labels(code: str, variable: Variable) -> Iterable[str]:
    # Reading makes one space of several, and so must writing: otherwise two labels might trade places.
    return (" ".join(value.label.split()) for value in allowed_values(variable) if value.code == code)


def _stands_in_test(name: str) -> bool:
    read = parse_test(name)
    return (
        isinstance(read, Alternatives) and not read.negated and read.items == (Words(name, quoted=False, position=0),)
    )


def _stands_in_answer(name: str) -> bool:
    return name not in DASHES and parse_result(name) == Entries((Words(name, quoted=False, position=0),))
