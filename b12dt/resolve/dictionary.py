"""The dictionary: value lists, inputs, outputs, regimens, clinical codes, and what the guideline says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from b12dt.cells.numbers import range_in_words
from b12dt.cells.understand import understand_fact
from b12dt.cells.values import allowed_values
from b12dt.diagnostics import Span, finding
from b12dt.model import (
    UNKNOWN,
    ClinicalCode,
    Input,
    Kind,
    Output,
    Regimen,
    Value,
    ValueList,
    Variable,
)
from b12dt.recognise.layout import REFERENCES
from b12dt.recognise.sheets import Field, ListSheet, Row
from b12dt.resolve.fields import Findings, first_of, ids, label, name, number, required, whole, word, yes
from b12dt.resolve.regimens import regimen_sentence
from b12dt.runtime.closest import closest

REGIMEN_LIST = "regimen"
SEVERITY_LIST = "severity"
RELATIONSHIPS = ("equivalent", "source is narrower", "source is broader", "related")
CODE_SYSTEMS = ("LOINC", "SNOMED CT", "ATC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """What the words of the guideline mean. `variables` holds inputs and outputs by every name they go by, folded."""

    lists: Mapping[str, ValueList]
    inputs: tuple[Input, ...]
    outputs: Mapping[str, Output]
    regimens: tuple[Regimen, ...]
    codes: tuple[ClinicalCode, ...]
    variables: Mapping[str, Variable]


Lists = Mapping[str, list[ListSheet]]


def rows(sheets: Lists, kind: str) -> Iterable[Row]:
    """Return the rows of all sheets of a kind."""
    for sheet in sheets.get(kind, ()):
        yield from sheet.rows


def read_dictionary(sheets: Lists, found: Findings) -> Dictionary:
    """Return the dictionary of the list sheets."""
    regimens = _regimens(sheets, found)
    lists = _value_lists(sheets, regimens, found)
    labels: dict[str, Span] = {}
    inputs = _inputs(sheets, lists, labels, found)
    outputs = _outputs(sheets, lists, labels, found)
    return Dictionary(
        lists=lists,
        inputs=inputs,
        outputs=outputs,
        regimens=regimens,
        codes=_codes(sheets, inputs, found),
        variables=_variables(inputs, outputs.values()),
    )


def read_about(sheets: Lists, place: Span, found: Findings) -> tuple[tuple[str, str], ...]:
    """Return what the guideline says of itself, item by item."""
    seen: dict[str, Span] = {}
    about: list[tuple[str, str]] = []
    for row in rows(sheets, "About"):
        item = required(row["Item"], "Item", found)
        if item and first_of(seen, item, row["Item"].span, "Item", found):
            about.append((item, row.text("Text")))
    stated = {item for item, text in about if text}
    for needed in ("Title", "Version"):
        if needed not in stated:
            found.append(finding("DT336", place, column=needed))
    return tuple(about)


def _value_lists(sheets: Lists, regimens: Iterable[Regimen], found: Findings) -> dict[str, ValueList]:
    words: dict[str, list[Value]] = {}
    codes: dict[str, dict[str, Span]] = {}
    labels: dict[str, dict[str, Span]] = {}
    severities: list[Field] = []
    for row in rows(sheets, "Values"):
        list_name = name(row["List"], "List", found, dotted=True)
        code = required(row["Code"], "Code", found)
        text = label(row["Label"], "Label", found)
        if not (list_name and code):
            continue
        if row.text("Severity"):
            severities.append(row["Severity"])
        new = first_of(codes.setdefault(list_name, {}), code, row["Code"].span, "Code", found)
        first_of(labels.setdefault(list_name, {}), text, row["Label"].span, "Label", found, "DT303")
        if new:
            words.setdefault(list_name, []).append(
                Value(
                    code=code,
                    label=text,
                    sentence=row.text("Sentence") or text,
                    severity=row.text("Severity"),
                    quiet=yes(row["Quiet"], "Quiet", found),
                    notes=row.text("Notes"),
                    span=row.span,
                )
            )
    for regimen in regimens:
        words.setdefault(REGIMEN_LIST, []).append(
            Value(
                code=regimen.id,
                label=regimen.label,
                sentence=regimen.sentence,
                notes=regimen.notes,
                span=regimen.span,
            )
        )
    lists = {key: ValueList(name=key, values=tuple(values), span=_range(values)) for key, values in words.items()}
    _check_severities(severities, lists, found)
    return lists


def _range(values: list[Value]) -> Span:
    """Return the place of a list: from its first row to its last."""
    first, last = values[0].span, values[-1].span
    return Span(
        workbook=first.workbook,
        sheet=first.sheet,
        cells=f"{first.cells.split(':')[0]}:{last.cells.split(':')[-1]}",
    )


def _check_severities(fields: Iterable[Field], lists: Mapping[str, ValueList], found: Findings) -> None:
    known = tuple(value.code for value in lists[SEVERITY_LIST].values) if SEVERITY_LIST in lists else ()
    for field in fields:
        if field.text not in known:
            near = closest(field.text, known)
            found.append(finding("DT307", field.span, read=field.text, column="Severity", expected=known, closest=near))


def _inputs(
    sheets: Lists, lists: Mapping[str, ValueList], labels: dict[str, Span], found: Findings
) -> tuple[Input, ...]:
    names: dict[str, Span] = {}
    inputs: list[Input] = []
    for row in rows(sheets, "Inputs"):
        key = name(row["Name"], "Name", found)
        kind = word(row["Type"], "Type", tuple(Kind), found)
        if not key or not kind or not first_of(names, key, row["Name"].span, "Name", found):
            continue
        values = _list_of(row, Kind(kind), lists, found)
        problems = len(found)
        lowest, highest = number(row["Lowest"], "Lowest", found), number(row["Highest"], "Highest", found)
        if kind == Kind.NUMBER and len(found) == problems:
            _check_range(row, lowest, highest, found)
        one = Input(
            name=key,
            label=_own_label(row, labels, found),
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


def _list_of(row: Row, kind: Kind, lists: Mapping[str, ValueList], found: Findings) -> ValueList | None:
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


def _check_range(row: Row, lowest: Decimal | None, highest: Decimal | None, found: Findings) -> None:
    if lowest is None or highest is None or lowest >= highest:
        read = f"{row.text('Lowest') or '(empty)'} to {row.text('Highest') or '(empty)'}"
        wrong = "Highest" if lowest is not None and highest is None else "Lowest"
        found.append(finding("DT309", row[wrong].span, read=read))


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
    return replace(one, default=value)


def _outputs(
    sheets: Lists, lists: Mapping[str, ValueList], labels: dict[str, Span], found: Findings
) -> dict[str, Output]:
    seen: dict[str, Span] = {}
    outputs: dict[str, Output] = {}
    for row in rows(sheets, "Outputs"):
        path = name(row["Output"], "Output", found, dotted=True)
        kind = word(row["Type"], "Type", tuple(Kind), found)
        if path.count(".") != 1:
            found.append(finding("DT328", row["Output"].span, read=path, column="Output"))
            continue
        if not kind or not first_of(seen, path, row["Output"].span, "Output", found):
            continue
        decision, output = path.split(".")
        outputs[path] = Output(
            decision=decision,
            name=output,
            label=_own_label(row, labels, found),
            kind=Kind(kind),
            unit=row.text("Unit"),
            values=_list_of(row, Kind(kind), lists, found),
            when_empty=row.text("When empty"),
            meaning=row.text("Meaning"),
            span=row.span,
        )
    return outputs


def _own_label(row: Row, labels: dict[str, Span], found: Findings) -> str:
    """Return the label of an input or output; one that two of them share could be read either way."""
    text = label(row["Label"], "Label", found)
    if text:
        first_of(labels, text, row["Label"].span, "Label", found, "DT303")
    return text


def _variables(inputs: Iterable[Input], outputs: Iterable[Output]) -> dict[str, Variable]:
    """Return all variables by name and by label."""
    variables: dict[str, Variable] = {one.name.casefold(): one for one in inputs}
    outputs = tuple(outputs)
    variables |= {one.path.casefold(): one for one in outputs}
    for one in (*inputs, *outputs):
        variables.setdefault(one.label.casefold(), one)
    return variables


def _regimens(sheets: Lists, found: Findings) -> tuple[Regimen, ...]:
    seen: dict[str, Span] = {}
    regimens: list[Regimen] = []
    for row in rows(sheets, "Regimens"):
        key = name(row["ID"], "ID", found)
        low = number(row["Dose low"], "Dose low", found)
        frequency = whole(row["Frequency"], "Frequency", found)
        if not key or not first_of(seen, key, row["ID"].span, "ID", found):
            continue
        if low is None or frequency is None:
            found.append(finding("DT317", row.span, column="Dose low, Frequency"))
            continue
        regimen = Regimen(
            id=key,
            label=label(row["Label"], "Label", found),
            drug=required(row["Drug"], "Drug", found),
            atc=row.text("ATC"),
            dose_low=low,
            dose_high=number(row["Dose high"], "Dose high", found) or low,
            dose_unit=required(row["Dose unit"], "Dose unit", found),
            route=required(row["Route"], "Route", found),
            frequency=frequency,
            period=whole(row["Period"], "Period", found),
            period_high=whole(row["Period high"], "Period high", found),
            period_unit=row.text("Period unit"),
            duration=whole(row["Duration"], "Duration", found),
            duration_unit=row.text("Duration unit"),
            until=row.text("Until"),
            for_life=word(row["For life"], "For life", ("yes", "no", "not stated"), found, "not stated"),
            statements=ids(row[REFERENCES], None, "DT305", found),
            notes=row.text("Notes"),
            span=row.span,
        )
        regimens.append(replace(regimen, sentence=regimen_sentence(regimen)))
        _check_regimen(regimens[-1], row, found)
    return tuple(regimens)


def _check_regimen(regimen: Regimen, row: Row, found: Findings) -> None:
    """Report doses upside down, and a sentence, written by hand beside the columns, that says something else."""
    if regimen.dose_high < regimen.dose_low:
        found.append(finding("DT334", row["Dose high"].span, read=row.text("Dose high")))
    stated = row.text("Sentence")
    if stated and _same_words(stated) != _same_words(regimen.sentence):
        found.append(finding("DT335", row["Sentence"].span, read=stated, expected=[regimen.sentence]))


def _same_words(sentence: str) -> str:
    """Return a sentence without what differs between keyboards: the two signs for micro, capitals, spaces."""
    return " ".join(sentence.replace("\u00b5", "\u03bc").casefold().split())


def _codes(sheets: Lists, inputs: Iterable[Input], found: Findings) -> tuple[ClinicalCode, ...]:
    names = {one.name for one in inputs}
    codes: list[ClinicalCode] = []
    for row in rows(sheets, "Codes"):
        if row.text("Name") and row.text("Name") not in names:
            near = closest(row.text("Name"), names)
            found.append(finding("DT329", row["Name"].span, read=row.text("Name"), closest=near))
        codes.append(
            ClinicalCode(
                name=row.text("Name"),
                value=row.text("Value"),
                system=word(row["Code system"], "Code system", CODE_SYSTEMS, found),
                code=required(row["Code"], "Code", found),
                display=row.text("Display"),
                relationship=word(row["Relationship"], "Relationship", RELATIONSHIPS, found),
                verified=yes(row["Verified"], "Verified", found),
                span=row.span,
            )
        )
    return tuple(codes)
