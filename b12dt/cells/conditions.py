"""Give the conditions of invariants their meaning: `age_years >= 18 and not route.routes contains oral`."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.cells.parse import parse_condition
from b12dt.cells.report import Report
from b12dt.cells.syntax import Alternatives, Both, Clause, Compared, Contrary, Either, Question, Unreadable, Words
from b12dt.cells.unary import meaning_of
from b12dt.cells.values import codes_of
from b12dt.diagnostics import Finding, Span
from b12dt.model import And, Comparison, Condition, Has, Input, IsEmpty, Kind, Not, Or, Variable
from b12dt.runtime.closest import closest

NOT_LISTED, EMPTY, NO_SUCH_NAME = "DT204", "DT233", "DT234"
ASK_CONTAINS, HOLDS_ONE_VALUE, TOO_DEEP = "DT235", "DT236", "DT237"

DEEPEST = 50
"""Conditions within conditions. Nobody can follow so many; the bound keeps rubbish from exhausting the stack."""

Variables = Mapping[str, Variable]
"""The inputs and outputs by every name they may be called, without case."""


def understand_condition(text: str, variables: Variables, span: Span) -> tuple[Condition | None, tuple[Finding, ...]]:
    """Return what a condition means.

    Diagnostics: DT202 to DT223 as for an input cell, DT233 to DT239.
    """
    report = Report(span=span, unlisted=NOT_LISTED, text=text)
    if not text.strip():
        report.add(EMPTY, "")
        return None, tuple(report.findings)
    read = parse_condition(text)
    if isinstance(read, Unreadable):
        report.add(read.code, read.read, where=read.where)
        return None, tuple(report.findings)
    condition = _condition(read, variables, report, DEEPEST)
    return (None if report.failed else condition), tuple(report.findings)


def _condition(clause: Clause, variables: Variables, report: Report, depth: int) -> Condition | None:
    if depth == 0:
        report.add(TOO_DEEP, "not (...)", deepest=DEEPEST)
        return None
    match clause:
        case Question():
            return _question(clause, variables, report)
        case Contrary(operand=operand):
            condition = _condition(operand, variables, report, depth - 1)
            return None if condition is None else Not(operand=condition)
        case Both(operands=operands) | Either(operands=operands):
            read = [_condition(operand, variables, report, depth - 1) for operand in operands]
            conditions = tuple(condition for condition in read if condition is not None)
            return And(operands=conditions) if isinstance(clause, Both) else Or(operands=conditions)


def _question(question: Question, variables: Variables, report: Report) -> Condition | None:
    variable = variables.get(" ".join(question.name.text.split()).casefold())
    if variable is None:
        _report_unknown_name(question.name, variables, report)
        return None
    report.column = variable.label
    match question.relation:
        case "is empty" | "is not empty" | "contains":
            return _question_of_several(question, variable, report)
        case _ if variable.kind is Kind.SEVERAL:
            values = ", ".join(value.text for value in question.values)
            ask = f"contains any ({values})" if len(question.values) > 1 else f"contains {values}"
            report.add(ASK_CONTAINS, question.relation, expected=(ask, "is empty"), name=variable.label)
            return None
        case "=" | "!=" | "in":
            read = Alternatives(question.values, negated=question.relation == "!=")
        case "<" | "<=" | ">" | ">=":
            read = Alternatives((Compared(question.relation, question.values[0]),), negated=False)
    return Comparison(variable=variable, test=meaning_of(read, variable, report))


def _question_of_several(question: Question, variable: Variable, report: Report) -> Condition | None:
    if variable.kind is not Kind.SEVERAL:
        values = ", ".join(value.text for value in question.values) or "..."
        ask = f"in ({values})" if len(question.values) > 1 else f"= {values}"
        report.add(HOLDS_ONE_VALUE, question.relation, expected=(ask,), name=variable.label)
        return None
    if question.relation == "contains":
        return Comparison(variable=variable, test=Has(codes=codes_of(question.values, variable, report)))
    empty = IsEmpty(variable=variable)
    return empty if question.relation == "is empty" else Not(operand=empty)


def _report_unknown_name(name: Words, variables: Variables, report: Report) -> None:
    report.column = ""
    names = {key: _as_listed(key, variable) for key, variable in variables.items()}
    near = closest(name.text, names.values())
    first = next(iter(variables.values()), None)
    place = Span(workbook=first.span.workbook, sheet=first.span.sheet) if first else None
    report.add(NO_SUCH_NAME, name.text, expected=dict.fromkeys(names.values()), listed_in=place, closest=near)


def _as_listed(key: str, variable: Variable) -> str:
    """Return one of a variable's names as the dictionary writes it."""
    if key == variable.label.casefold():
        return variable.label
    own = variable.name if isinstance(variable, Input) else variable.path
    return own if key == own.casefold() else key
