"""Hover notes on column titles: the question, the unit, the range, the values, from the dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from openpyxl.comments import Comment

from b12dt.cells.numbers import plain
from b12dt.cells.values import allowed_values, can_be_unknown
from b12dt.model import DecisionTable, Guideline, Input, Kind, Output, Summary, Value, Variable
from b12dt.resolve.dictionary import SEVERITY_LIST
from b12dt.runtime.telling import REGIMEN_LIST
from b12dt.tidy.columns import LOOKS, RULE_NOTES, look_of
from b12dt.tidy.forms import Form, ListForm
from b12dt.tidy.note_size import new_note
from b12dt.tidy.pen import Pen, as_typed

NOTES = "hover notes"
AUTHOR = "b12dt maintainers"
_OURS = {*RULE_NOTES.values(), *(column.note for look in LOOKS.values() for column in look.columns.values())}


def write_notes(pen: Pen, form: Form, guideline: Guideline) -> None:
    """Give the column titles their notes. A comment that somebody else wrote there stays, and no note is put over it."""
    for (row, column), text in _notes(form, guideline).items():
        cell = pen.cell(row, column)
        if cell is None or not text:
            continue
        held = cell.comment
        if held is not None and not _is_ours(held):
            continue
        if held is None or _said(held) != text:
            pen.log.cell(pen.sheet.title, cell.coordinate, _said(held) if held else "", text, NOTES)
            cell.comment = new_note(text, AUTHOR)


def _said(held: Comment) -> str:
    return held.text.replace("\r\n", "\n").strip()


def _is_ours(held: Comment) -> bool:
    # LibreOffice leaves out who wrote a comment.
    last = _said(held).rpartition("\n")[2]
    return (
        held.author == AUTHOR or _said(held) in _OURS or last.startswith(("Input ", "Output ", "Empty: as in the base"))
    )


def _notes(form: Form, guideline: Guideline) -> dict[tuple[int, int], str]:
    if isinstance(form, ListForm):
        known = look_of(form.kind).columns
        titles = {(form.title, at): known[title].note for title, at in form.columns.items() if title in known}
        return titles | {(form.title, at): of_fact(asked) for at, asked in form.inputs.items()}
    names = {one.key: one for one in guideline.decisions}
    notes = {(form.title, at): of_input(one, names) for at, one in form.inputs.items()}
    notes |= {(form.title, at): of_output(one, form.decision) for at, one in form.outputs.items()}
    return notes | {(form.title - 1, at): RULE_NOTES[title] for title, at in form.ends.items()}


def of_input(variable: Variable, decisions: Mapping[str, DecisionTable | Summary]) -> str:
    """Return the note on a column of conditions."""
    labels = [value.label for value in allowed_values(variable)]
    if isinstance(variable, Output):
        table = decisions[variable.decision]
        said = [variable.meaning, f"Result of table {table.id} {table.name}."]
        # The alerts of all order checks together would fill the screen.
        if labels and variable.values and variable.values.name != "alert":
            said.append(f"Results: {', '.join(labels)}.")
        return _joined((*said, f"Output {variable.path}"))
    said = [variable.question, _of_number(variable)]
    if variable.kind is Kind.SEVERAL:
        said.append("Several answers at once are possible.")
    said.append(variable.meaning)
    if labels and variable.values:
        said.append(f"Answers: {', '.join(labels)}.")
    elif can_be_unknown(variable):
        said.append("May be unknown.")
    return _joined((*said, f"Input {variable.path}"))


def of_output(output: Output, table: DecisionTable) -> str:
    """Return the note on a column of results."""
    several = "May hold several results, with a semicolon between them; (none) is an empty list."
    said = [output.meaning, several if output.kind is Kind.SEVERAL else "One result."]
    if output.values is None:
        said.append(f"A number in {output.unit}." if output.unit else "A number.")
    elif output.values.name == REGIMEN_LIST:
        said.append("Regimens; their details are in dictionary.xlsx, sheet Regimens.")
    elif any(value.severity for value in output.values.values) and output.values.name != SEVERITY_LIST:
        used = dict.fromkeys(
            code for rule in table.rules for code in _codes(rule.outputs[table.outputs.index(output)].value)
        )
        values = {value.code: value for value in output.values.values}
        said += [f"{code} {values[code].severity}: {values[code].sentence}" for code in used if code in values]
        said.append(f"New alerts are added in dictionary.xlsx, sheet Values, list {output.values.name}.")
    else:
        said += [_told(value) for value in output.values.values]
    return _joined((*said, f"Output {output.path}"))


def _codes(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(str(code) for code in cast("tuple[object, ...]", value))
    return (str(value),)


def _told(value: Value) -> str:
    same = value.sentence.rstrip(".").casefold() == value.label.casefold()
    return value.label if same else f"{value.label}: {value.sentence}"


def of_fact(asked: Input) -> str:
    """Return the note on a column of a list of cases."""
    several = "Several answers: a; b, or (none)." if asked.kind is Kind.SEVERAL else ""
    return _joined((asked.question, _of_number(asked), several, "Empty: as in the base patient."))


def _of_number(asked: Input) -> str:
    if asked.lowest is None or asked.highest is None:
        return ""
    unit = f" {asked.unit}," if asked.unit else ""
    return f"Number,{unit} from {plain(asked.lowest)} to {plain(asked.highest)}."


def _joined(parts: Iterable[str]) -> str:
    return as_typed("\n".join(part for part in parts if part))
