"""The inputs: what is asked, of which type, in which range, and what holds where the answer is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from b12dt.cells.numbers import range_in_words
from b12dt.cells.understand import understand_fact
from b12dt.cells.values import allowed_values
from b12dt.diagnostics import Span, finding
from b12dt.model import UNKNOWN, Input, Kind, ValueList
from b12dt.recognise.sheets import Row
from b12dt.resolve.fields import Findings, Lists, first_of, label, name, number, required, rows, word, yes
from b12dt.runtime.closest import closest


def own_label(row: Row, labels: dict[str, Span], found: Findings) -> str:
    """Return the label of an input or output; one that two of them share could be read either way."""
    text = label(row["Label"], "Label", found)
    if text:
        first_of(labels, text, row["Label"].span, "Label", found, "DT303")
    return text


def read_inputs(
    sheets: Lists, lists: Mapping[str, ValueList], labels: dict[str, Span], found: Findings
) -> tuple[Input, ...]:
    """Return the inputs in the order of their rows."""
    names: dict[str, Span] = {}
    inputs: list[Input] = []
    for row in rows(sheets, "Inputs"):
        key = name(row["Name"], "Name", found)
        kind = word(row["Type"], "Type", tuple(Kind), found)
        if not key or not kind or not first_of(names, key, row["Name"].span, "Name", found):
            continue
        values = list_of(row, Kind(kind), lists, found)
        lowest, highest = _range(row, Kind(kind), found)
        one = Input(
            name=key,
            label=own_label(row, labels, found),
            section=row.text("Section"),
            question=required(row["Question"], "Question", found),
            kind=Kind(kind),
            unit=row.text("Unit"),
            ucum=row.text("UCUM"),
            lowest=lowest,
            highest=highest,
            values=values,
            may_be_unknown=yes(row["May be unknown"], "May be unknown", found, default="yes"),
            meaning=row.text("Meaning"),
            span=row.span,
        )
        inputs.append(_with_default(one, row, found))
    return tuple(inputs)


def list_of(row: Row, kind: Kind, lists: Mapping[str, ValueList], found: Findings) -> ValueList | None:
    """Return the value list a row names, None for a number, or where there is no such list.

    Diagnostics: DT304, DT317, DT330.
    """
    field = row["Values"]
    if kind is Kind.NUMBER:
        return None
    if not field.text:
        found.append(finding("DT317", field.span, column="Values", expected=lists))
        return None
    if field.text not in lists:
        near = closest(field.text, lists)
        first = next(iter(lists.values()), None)
        place = Span(workbook=first.span.workbook, sheet=first.span.sheet) if first else None
        found.append(finding("DT304", field.span, read=field.text, expected=lists, closest=near, listed_in=place))
        return None
    values = lists[field.text]
    if kind is Kind.SEVERAL and any(value.code == UNKNOWN for value in values.values):
        found.append(finding("DT330", field.span, read=field.text))
    return values


def _range(row: Row, kind: Kind, found: Findings) -> tuple[Decimal | None, Decimal | None]:
    """Return the allowed range of a number; for anything else the two columns do not apply."""
    if kind is not Kind.NUMBER:
        for column in ("Lowest", "Highest"):
            if row.text(column):
                found.append(finding("DT343", row[column].span, read=row.text(column), column=column, kind=kind.value))
        return None, None
    problems = len(found)
    lowest, highest = number(row["Lowest"], "Lowest", found), number(row["Highest"], "Highest", found)
    if len(found) == problems and (lowest is None or highest is None or lowest >= highest):
        read = f"{row.text('Lowest') or '(empty)'} to {row.text('Highest') or '(empty)'}"
        wrong = "Highest" if lowest is not None and highest is None else "Lowest"
        found.append(finding("DT309", row[wrong].span, read=read))
    return lowest, highest


def _with_default(one: Input, row: Row, found: Findings) -> Input:
    field = row["Default"]
    if field.text in ("", UNKNOWN) and one.may_be_unknown:
        return one
    if one.values is None and one.kind is not Kind.NUMBER:
        return one
    value, problems = understand_fact(field.text, one, field.span, case="Default")
    if problems or value is None:
        allowed = (
            (range_in_words(one),) if one.kind is Kind.NUMBER else tuple(value.label for value in allowed_values(one))
        )
        near = next((problem.closest for problem in problems if problem.closest), None)
        found.append(finding("DT308", field.span, read=field.text, column="Default", expected=allowed, closest=near))
        return one
    if one.may_be_unknown and value != UNKNOWN:
        _check_answers_for_the_patient(one, row, found)
    return replace(one, default=value)


def _check_answers_for_the_patient(one: Input, row: Row, found: Findings) -> None:
    """Report a default that answers a question nobody asked, unless `Meaning` says when it is true: `No when ...`."""
    field = row["Default"]
    named = allowed_values(one) if one.values else ()
    words = {field.text, *(value.label for value in named if field.text in (value.code, value.label))}
    accepted = "|".join(re.escape(text) for text in sorted(words))
    if not re.search(rf"(?:^|[.;]\s+)(?:{accepted}) when\b", one.meaning, re.IGNORECASE):
        found.append(finding("DT341", field.span, read=field.text, expected=[UNKNOWN], label=one.label))
