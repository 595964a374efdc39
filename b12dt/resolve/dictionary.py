"""The dictionary: value lists, inputs, outputs, regimens, clinical codes, and what the guideline says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from b12dt.diagnostics import Span, finding
from b12dt.model import ClinicalCode, Input, Kind, Output, Regimen, Value, ValueList, Variable
from b12dt.recognise.sheets import Field, Row
from b12dt.resolve.fields import Findings, Lists, first_of, label, name, required, rows, word, yes
from b12dt.resolve.inputs import list_of, own_label, read_inputs
from b12dt.resolve.regimens import read_regimens
from b12dt.runtime.closest import closest
from b12dt.runtime.telling import REGIMEN_LIST

SEVERITY_LIST = "severity"
RELATIONSHIPS = ("equivalent", "source is narrower", "source is broader", "related")
CODE_SYSTEMS = ("LOINC", "SNOMED CT", "ATC")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dictionary:
    """What the words of the guideline mean. `variables` holds inputs and outputs by every name they go by, folded.

    Equal to itself alone: two that mean the same may stand in other cells.
    """

    lists: Mapping[str, ValueList]
    inputs: tuple[Input, ...]
    outputs: Mapping[str, Output]
    regimens: tuple[Regimen, ...]
    codes: tuple[ClinicalCode, ...]
    variables: Mapping[str, Variable]


def read_dictionary(sheets: Lists, adding_up: Collection[str], found: Findings) -> Dictionary:
    """Return the dictionary of the list sheets. `adding_up`: the keys of the tables whose result may be no number."""
    regimens = read_regimens(sheets, found)
    lists = _value_lists(sheets, regimens, found)
    labels: dict[str, Span] = {}
    inputs = read_inputs(sheets, lists, labels, found)
    outputs = _outputs(sheets, lists, labels, found)
    outputs = {path: replace(one, may_be_unknown=one.decision in adding_up) for path, one in outputs.items()}
    return Dictionary(
        lists=lists,
        inputs=inputs,
        outputs=outputs,
        regimens=regimens,
        codes=_codes(sheets, inputs, found),
        variables=_variables(inputs, outputs.values()),
    )


def read_about(sheets: Lists, place: Span, found: Findings) -> tuple[tuple[str, str], ...]:
    """Return what the guideline says of itself, item by item.

    Diagnostics: DT336.
    """
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
        value = _value(row, found)
        if not list_name:
            continue
        if value.severity:
            severities.append(row["Severity"])
        first_of(labels.setdefault(list_name, {}), value.label, row["Label"].span, "Label", found, "DT303")
        if not first_of(codes.setdefault(list_name, {}), value.code, row["Code"].span, "Code", found):
            # It stays known by its label, so that the cells which use it are not blamed.
            value = replace(value, code=value.label)
        words.setdefault(list_name, []).append(value)
    for one in regimens:
        words.setdefault(REGIMEN_LIST, []).append(
            Value(code=one.id, label=one.label, sentence=one.sentence, notes=one.notes, span=one.span)
        )
    lists = {key: ValueList(name=key, values=tuple(values), span=_range(values)) for key, values in words.items()}
    _check_severities(severities, lists, found)
    return lists


def _value(row: Row, found: Findings) -> Value:
    """Return a row as a value; one without a code is known by its label, one without a sentence is told by it."""
    code, text = required(row["Code"], "Code", found), label(row["Label"], "Label", found)
    if row.text("Severity") and not row.text("Sentence"):
        found.append(finding("DT342", row["Sentence"].span, read="", severity=row.text("Severity"), label=text or code))
    return Value(
        code=code or text,
        label=text,
        sentence=row.text("Sentence") or text,
        severity=row.text("Severity"),
        quiet=yes(row["Quiet"], "Quiet", found),
        notes=row.text("Notes"),
        span=row.span,
    )


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
            label=own_label(row, labels, found),
            kind=Kind(kind),
            unit=row.text("Unit"),
            values=list_of(row, Kind(kind), lists, found),
            when_empty=row.text("When empty"),
            meaning=row.text("Meaning"),
            span=row.span,
        )
    return outputs


def _variables(inputs: Iterable[Input], outputs: Iterable[Output]) -> dict[str, Variable]:
    """Return all variables by name and by label."""
    variables: dict[str, Variable] = {one.name.casefold(): one for one in inputs}
    outputs = tuple(outputs)
    variables |= {one.path.casefold(): one for one in outputs}
    for one in (*inputs, *outputs):
        variables.setdefault(one.label.casefold(), one)
    return variables


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
