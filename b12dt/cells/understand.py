"""Give the cells of decision tables, cases and invariants their meaning: their words looked up in the dictionary.

Every function returns the meaning, or None, and what was found. Without a meaning there is always an error among the
findings, and with an error there is no meaning: a cell is never half understood, and never guessed.
"""

from __future__ import annotations

from b12dt.cells.conditions import NOT_LISTED, understand_condition
from b12dt.cells.numbers import number_of
from b12dt.cells.parse import DASHES, parse_result, parse_test
from b12dt.cells.report import Report
from b12dt.cells.syntax import Entries, Unreadable
from b12dt.cells.unary import meaning_of, remind_of_unknown
from b12dt.cells.values import NO_VALUES, allowed_values, can_be_unknown, code_of, codes_of
from b12dt.diagnostics import Finding, Span
from b12dt.model import UNKNOWN, FactValue, Input, Kind, Output, OutputValue, UnaryTest, Variable

__all__ = ["understand_condition", "understand_fact", "understand_result", "understand_test"]

RESULT_NOT_LISTED, FACT_NOT_LISTED = "DT205", "DT230"
EMPTY_RESULT, DASH_AS_RESULT, ONE_EXPECTED, NONE_OF_ONE = "DT224", "DT225", "DT226", "DT228"
EMPTY_FACT, UNKNOWN_AND_MORE = "DT231", "DT232"


def understand_test(
    text: str, variable: Variable, span: Span, *, rule: str, column: str
) -> tuple[UnaryTest | None, tuple[Finding, ...]]:
    """Return what an input cell asks of its column's variable. An empty cell is the text ''.

    Diagnostics: DT201 to DT223, DT238, DT239.
    """
    report = Report(span=span, unlisted=NOT_LISTED, rule=rule, column=column, text=text)
    read = parse_test(text)
    if isinstance(read, Unreadable):
        report.add(read.code, read.read, where=read.where)
        return None, tuple(report.findings)
    test = meaning_of(read, variable, report)
    if report.failed:
        return None, tuple(report.findings)
    remind_of_unknown(test, variable, report)
    return test, tuple(report.findings)


def understand_result(
    text: str, output: Output, span: Span, *, rule: str = "", column: str, case: str = ""
) -> tuple[OutputValue | None, tuple[Finding, ...]]:
    """Return what an output cell of a rule states, or what a case expects.

    Diagnostics: DT202, DT203, DT205, DT206, DT213, DT218 to DT229, DT238.
    """
    report = Report(span=span, unlisted=RESULT_NOT_LISTED, answers=True, rule=rule, column=column, case=case)
    value = _answer(text, output, report, empty=EMPTY_RESULT)
    return (None if report.failed else value), tuple(report.findings)


def understand_fact(
    text: str,
    input: Input,  # noqa: A002 - DMN's word
    span: Span,
    *,
    case: str,
) -> tuple[FactValue | None, tuple[Finding, ...]]:
    """Return the fact that a case's cell states about a patient.

    Diagnostics: DT202, DT203, DT206, DT211, DT213, DT218 to DT222, DT226, DT228 to DT232, DT238.
    """
    report = Report(span=span, unlisted=FACT_NOT_LISTED, answers=True, column=input.label, case=case)
    value = _answer(text, input, report, empty=EMPTY_FACT)
    return (None if report.failed else value), tuple(report.findings)


def _answer(text: str, variable: Variable, report: Report, *, empty: str) -> OutputValue | FactValue | None:
    """Return the value or values that a cell states of a variable, or report what is wrong with it."""
    bare = text.strip()
    if not bare:
        report.add(empty, "", expected=_expected(variable), name=variable.label)
        return None
    if len(bare) == 1 and bare in DASHES:
        report.add(DASH_AS_RESULT, bare, expected=_expected(variable), name=variable.label)
        return None
    read = parse_result(text)
    if isinstance(read, Unreadable):
        report.add(read.code, read.read, where=read.where)
        return None
    if variable.kind is Kind.SEVERAL:
        return _several(read, variable, report)
    if len(read.items) != 1:
        code = ONE_EXPECTED if read.items else NONE_OF_ONE
        report.add(code, bare, expected=_expected(variable), name=variable.label)
        return None
    words = read.items[0]
    if variable.kind is Kind.CATEGORY:
        return code_of(words, variable, report)
    if words.text.casefold() == UNKNOWN and can_be_unknown(variable, stated=True):
        return UNKNOWN
    return number_of(words, variable, report)


def _several(read: Entries, variable: Variable, report: Report) -> tuple[str, ...] | str:
    codes = codes_of(read.items, variable, report)
    if UNKNOWN in codes and len(codes) > 1:
        report.add(UNKNOWN_AND_MORE, UNKNOWN, name=variable.label)
    # A fact that nobody knows is the word itself, not a list that holds it.
    return UNKNOWN if isinstance(variable, Input) and codes == (UNKNOWN,) else codes


def _expected(variable: Variable) -> tuple[str, ...]:
    labels = tuple(value.label for value in allowed_values(variable))
    return (*labels, NO_VALUES) if variable.kind is Kind.SEVERAL else labels
