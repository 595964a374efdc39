"""Cells in FEEL: the meaning of each, in S-FEEL wherever that can say it."""

from __future__ import annotations

from b12dt.atoms import mask_of, test_of
from b12dt.cells.numbers import in_brackets, plain
from b12dt.dmn.tokens import quoted
from b12dt.model import (
    UNKNOWN,
    Anything,
    Has,
    Interval,
    Kind,
    OneOf,
    Output,
    OutputEntry,
    UnaryTest,
    Value,
    Variable,
    Within,
)
from b12dt.runtime.structure import Atoms


def code_text(code: str) -> str:
    """Return a code as FEEL; what nobody knows is null."""
    return "null" if code == UNKNOWN else quoted(code)


def test_text(test: UnaryTest, variable: Variable, atoms: Atoms) -> str:
    """Return an input entry. Met by the same values as the cell, null standing for unknown."""
    match test:
        case Anything():
            return "-"
        case OneOf(codes=codes, negated=negated):
            listed = ", ".join(code_text(code) for code in codes)
            return f"not({listed})" if negated else listed
        case Has():
            return _has(test)
        case Within(negated=True):
            # In FEEL `not(> 5)` is not met by null, ours is met by unknown: the ranges it leaves say both the same way.
            positive = test_of(mask_of(test, atoms), atoms, variable)
            assert positive is not None, "a number's atoms are ranges"
            return test_text(positive, variable, atoms)
        case Within(intervals=intervals, unknown=unknown):
            if Interval() in intervals:
                return "-" if unknown else "not(null)"
            return ", ".join([in_brackets(one) for one in intervals] + (["null"] if unknown else []))


def _has(test: Has) -> str:
    """Return a test on a list: S-FEEL has none, so it is one condition on the input, which FEEL calls `?`.

    Null is asked for first: of null, `list contains` has no answer, and engines differ in what they make of that.
    """
    unknown = UNKNOWN in test.codes
    items = [f"list contains(?, {quoted(code)})" for code in test.codes if code != UNKNOWN]
    if not items:
        return "not(null)" if test.negated else "null"
    joined = " or ".join(items)
    if unknown == test.negated:
        inner = f"({joined})" if len(items) > 1 and not test.negated else joined
        return f"? != null and {f'not({joined})' if test.negated else inner}"
    return f"? = null or {f'not({joined})' if test.negated else joined}"


def result_text(entry: OutputEntry, output: Output, *, bare: bool) -> str:
    """Return an output entry; `bare` for one value of a list that is collected rule by rule."""
    if isinstance(entry.value, str):
        return code_text(entry.value)
    if isinstance(entry.value, tuple):
        if bare and output.kind is Kind.SEVERAL:
            return code_text(entry.value[0])
        return f"[{', '.join(code_text(code) for code in entry.value)}]"
    return plain(entry.value)


def listed(values: tuple[Value, ...], *, null: bool = False) -> str:
    """Return a value list as unary tests."""
    codes = [value.code for value in values if value.code != UNKNOWN]
    null = null or any(value.code == UNKNOWN for value in values)
    return ", ".join([quoted(code) for code in codes] + (["null"] if null else []))
