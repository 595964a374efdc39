"""DMN's entries in our cell language: every cell of a table is written so, and then understood as any other cell."""

from __future__ import annotations

from decimal import Decimal

from b12dt.cells.numbers import plain
from b12dt.cells.understand import understand_result, understand_test
from b12dt.cells.values import can_be_unknown
from b12dt.diagnostics import Span
from b12dt.dmn.feel import Between, Compared, Contains, Positive, Scalar, Tests, read_tests
from b12dt.dmn.leaving import LeftOutError, first_error
from b12dt.dmn.tokens import Beyond
from b12dt.model import UNKNOWN, Has, InputEntry, Kind, OneOf, Output, OutputEntry, Variable

BOOLEAN_CODES = ("true", "false")
UNQUOTABLE = frozenset('"“”„')
"""Signs that a quoted word of the cell language cannot hold."""


def code_of(value: Scalar) -> str:
    """Return the code that stands for a text, a truth value or null."""
    if value is None:
        return UNKNOWN
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_text(text: str, span: Span) -> None:
    """Leave out a text that no cell could name. Raises: LeftOutError with DT718."""
    if UNQUOTABLE & set(text):
        raise LeftOutError("DT718", span, read=text, reason="It has a quotation mark in it.")
    if text != " ".join(text.split()) or not text:
        raise LeftOutError("DT718", span, read=text, reason="It is empty, or told apart by its spaces.")
    if text == UNKNOWN:
        raise LeftOutError("DT718", span, read=text, reason="To us `unknown` is what nobody knows, DMN's null.")


def mentioned(text: str) -> tuple[str, ...]:
    """Return the texts that an input entry compares with."""
    tests = read_tests(text)
    if isinstance(tests, Beyond):
        return ()
    values = [item.value for item in tests.items if isinstance(item, Compared | Contains)]
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))


def test_entry(text: str, variable: Variable, span: Span, rule: str) -> InputEntry:
    """Return an input entry's meaning. Raises: LeftOutError with DT713, DT714 or DT718."""
    tests = read_tests(text)
    if isinstance(tests, Beyond):
        raise LeftOutError("DT713", span, read=text, reason=tests.reason)
    written = cell_text(tests, variable, span, text)
    test, findings = understand_test(written, variable, span, rule=rule, column=variable.label)
    if test is None:
        raise LeftOutError("DT714", span, read=text, reason=first_error(findings))
    if isinstance(test, OneOf | Has) and set(test.codes) != _codes(tests, variable):
        # Our cells do not tell capital letters apart, DMN does.
        raise LeftOutError("DT714", span, read=text, reason="It would be read as another value.")
    return InputEntry(test=test, text=written, span=span)


def _codes(tests: Tests, variable: Variable) -> set[str]:
    codes = {code_of(item.value) for item in tests.items if isinstance(item, Compared | Contains)}
    return codes | {UNKNOWN} if _excludes_unknown(tests, variable) else codes


def _excludes_unknown(tests: Tests, variable: Variable) -> bool:
    """Tell whether unknown has to be named, since FEEL's `not(...)` would not be met by null here."""
    return tests.blind and variable.kind is not Kind.CATEGORY and can_be_unknown(variable)


def cell_text(tests: Tests, variable: Variable, span: Span, text: str) -> str:
    """Return unary tests in the cell language. Raises: LeftOutError where they do not fit the variable."""
    if tests.anything:
        return "-"
    items = [_item(item, variable, span, text) for item in tests.items]
    if _excludes_unknown(tests, variable):
        items.append(UNKNOWN)
    listed = ", ".join(dict.fromkeys(items))
    return f"not({listed})" if tests.negated else listed


def _item(item: Positive, variable: Variable, span: Span, text: str) -> str:
    if item == Compared("=", None):
        return UNKNOWN
    match item:
        case Contains(value=value) if variable.kind is Kind.SEVERAL:
            check_text(value, span)
            return f'"{value}"'
        case Compared(operator="=", value=str() | bool() as value) if variable.kind is Kind.CATEGORY:
            code = code_of(value)
            check_text(code, span)
            return f'"{code}"'
        case Compared(operator=operator, value=Decimal() as number) if variable.kind is Kind.NUMBER:
            return plain(number) if operator == "=" else f"{operator} {plain(number)}"
        case Between() if variable.kind is Kind.NUMBER:
            left, right = "[" if item.low_closed else "(", "]" if item.high_closed else ")"
            return f"{left}{plain(item.low)}..{plain(item.high)}{right}"
        case _:
            kind = {Kind.NUMBER: "a number", Kind.CATEGORY: "one text", Kind.SEVERAL: "a list"}[variable.kind]
            raise LeftOutError("DT713", span, read=text, reason=f"a test that does not fit {kind}")


def result_entry(value: Scalar | tuple[Scalar, ...], text: str, output: Output, span: Span, rule: str) -> OutputEntry:
    """Return an output entry's meaning. Raises: LeftOutError with DT714, DT716 or DT718."""
    written = _result_text(value, output, span, text)
    stated, findings = understand_result(written, output, span, rule=rule, column=output.label)
    if stated is None:
        raise LeftOutError("DT714", span, read=text, reason=first_error(findings))
    values = value if isinstance(value, tuple) else (value,)
    wanted = [one if isinstance(one, Decimal) else code_of(one) for one in values]
    if list(stated if isinstance(stated, tuple) else (stated,)) != wanted:
        raise LeftOutError("DT714", span, read=text, reason="It would be read as another value.")
    return OutputEntry(value=stated, text=written, span=span)


def _result_text(value: Scalar | tuple[Scalar, ...], output: Output, span: Span, text: str) -> str:
    if isinstance(value, tuple) and output.kind is not Kind.SEVERAL:
        raise LeftOutError("DT716", span, read=text, reason="It is a list, where the other results are not.")
    values = value if isinstance(value, tuple) else (value,)
    if not values:
        return "(none)"
    words: list[str] = []
    for one in values:
        if isinstance(one, Decimal) != (output.kind is Kind.NUMBER):
            raise LeftOutError("DT716", span, read=text, reason="Its results are of different kinds.")
        if isinstance(one, Decimal):
            words.append(plain(one))
        elif one is None:
            words.append(UNKNOWN)
        else:
            check_text(code_of(one), span)
            words.append(f'"{code_of(one)}"')
    return "; ".join(words)
