"""Worked cases: the base patient, and every other row laid over it."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.cells.understand import understand_fact, understand_result
from b12dt.cells.values import NO_VALUES
from b12dt.diagnostics import Finding, Span, finding
from b12dt.model import Case, Expectation, FactValue, Input, Kind
from b12dt.recognise.sheets import Field, ListSheet, Row
from b12dt.resolve.dictionary import Dictionary
from b12dt.resolve.fields import Findings, Lists, first_of, ids, required
from b12dt.runtime.closest import closest

BASE = "BASE"
NO_RULE = "DT324"


def read_cases(
    sheets: Lists,
    dictionary: Dictionary,
    rules: Mapping[str, object],
    statements: Mapping[str, object],
    found: Findings,
) -> tuple[dict[str, FactValue], tuple[Case, ...]]:
    """Return the base patient's facts, and the worked cases in the order of their rows.

    `rules` holds every rule ID that stands in a table, those of rules with errors too, which are reported there.
    """
    case_sheets = sheets.get("Cases", [])
    columns = {id(sheet): _columns(sheet, dictionary, found) for sheet in case_sheets}
    seen: dict[str, Span] = {}
    listed = [
        (row, columns[id(sheet)])
        for sheet in case_sheets
        for row in sheet.rows
        if first_of(seen, required(row["ID"], "ID", found), row["ID"].span, "ID", found)
    ]
    defaults: dict[str, FactValue] = {one.name: one.default for one in dictionary.inputs}
    base = dict(defaults)
    for row, inputs in listed:
        if row.text("ID").casefold() == BASE.casefold():
            base |= _facts(row, inputs, found)
    if case_sheets and BASE.casefold() not in seen:
        found.append(finding("DT326", case_sheets[0].span))
    cases = tuple(
        _case(row, inputs, base, dictionary, rules, statements, found)
        for row, inputs in listed
        if row.text("ID").casefold() != BASE.casefold()
    )
    _join_missing_rules({row["Expected rules"].span: row.text("ID") for row, _ in listed}, found)
    return base, cases


def _join_missing_rules(cases: Mapping[Span, str], found: Findings) -> None:
    """Make one finding of all cases that expect the same rule that there is not."""
    missing: dict[str, list[Finding]] = {}
    for one in found:
        if one.code == NO_RULE and one.read is not None:
            missing.setdefault(one.read, []).append(one)
    found[:] = [one for one in found if one.code != NO_RULE]
    for rule, findings in missing.items():
        names = ", ".join(dict.fromkeys(cases[one.span] for one in findings))
        # What several cases expect is no slip of the hand.
        near = findings[0].closest if len(findings) == 1 else None
        found.append(finding(NO_RULE, findings[0].span, read=rule, closest=near, cases=names))


def _columns(sheet: ListSheet, dictionary: Dictionary, found: Findings) -> dict[str, Input]:
    """Return the input that each column of the author's own stands for."""
    columns: dict[str, Input] = {}
    for title, field in sheet.titles.items():
        if not sheet.rows or title in sheet.rows[0].fields:
            continue
        variable = dictionary.variables.get(title.casefold())
        if isinstance(variable, Input) and variable in columns.values():
            found.append(finding("DT327", field.span, read=title))
        elif isinstance(variable, Input):
            columns[title] = variable
        else:
            names = tuple(one.label for one in dictionary.inputs)
            place = (
                Span(workbook=dictionary.inputs[0].span.workbook, sheet=dictionary.inputs[0].span.sheet)
                if names
                else None
            )
            found.append(
                finding("DT301", field.span, read=title, expected=names, closest=closest(title, names), listed_in=place)
            )
    return columns


def _facts(row: Row, columns: Mapping[str, Input], found: Findings) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for title, field in row.extra.items():
        if title in columns:
            value, problems = understand_fact(field.text, columns[title], field.span, case=row.text("ID"))
            found.extend(problems)
            if value is not None:
                facts[columns[title].name] = value
    return facts


def _case(
    row: Row,
    columns: Mapping[str, Input],
    base: Mapping[str, FactValue],
    dictionary: Dictionary,
    rules: Mapping[str, object],
    statements: Mapping[str, object],
    found: Findings,
) -> Case:
    own = _facts(row, columns, found)
    return Case(
        id=row.text("ID"),
        title=required(row["Title"], "Title", found),
        story=row.text("Story"),
        facts=tuple({**base, **own}.items()),
        own_facts=tuple(own),
        expectations=_expectations(row["Expected results"], row.text("ID"), dictionary, found),
        rules=ids(row["Expected rules"], rules, NO_RULE, found),
        statements=ids(row["Why"], statements, "DT305", found),
        reason=row.text("Reason for change"),
        rules_span=row["Expected rules"].span,
        span=row.span,
    )


def _expectations(field: Field, case: str, dictionary: Dictionary, found: Findings) -> tuple[Expectation, ...]:
    expectations: list[Expectation] = []
    for line in field.text.splitlines():
        if not line.strip():
            continue
        path, equals, text = (part.strip() for part in line.partition("="))
        if not equals:
            found.append(finding("DT325", field.span, read=line, case=case))
            continue
        output = dictionary.outputs.get(path)
        if output is None:
            near = closest(path, dictionary.outputs)
            found.append(finding("DT311", field.span, read=path, closest=near, case=case))
            continue
        if text == NO_VALUES and output.kind is not Kind.SEVERAL:
            expectations.append(Expectation(output=output, value=None, span=field.span))
            continue
        value, problems = understand_result(text, output, field.span, column=output.label, case=case)
        found.extend(problems)
        if value is not None:
            expectations.append(Expectation(output=output, value=value, span=field.span))
    return tuple(expectations)
