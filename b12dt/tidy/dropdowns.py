"""Dropdowns: which words each cell offers. Those of b12dt are made anew; any other validation stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.cells.values import NO_VALUES, allowed_values, can_be_unknown
from b12dt.model import UNKNOWN, DecisionTable, Guideline, HitPolicy, Input, Kind, Output, Variable, Within
from b12dt.recognise.layout import BASIS, HIT_POLICY
from b12dt.resolve.dictionary import SEVERITY_LIST
from b12dt.tidy.cells import condition
from b12dt.tidy.columns import Choice, look_of
from b12dt.tidy.forms import Form, ListForm, TableForm, place
from b12dt.tidy.look import BASIS_COLOURS, SPARE_ROWS
from b12dt.tidy.pen import Pen

DROPDOWNS = "dropdowns"
YES_NO_LIST = "yes_no"
_NUMBER = re.compile(r"\d+(\.\d+)?")
# Excel's own bounds.
_LONGEST_TITLE, _LONGEST_TEXT = 32, 225


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropdown:
    """A range of cells and the words it offers; `strict` refuses any other. `list` names the words' column."""

    cells: str
    list: str
    words: tuple[str, ...]
    strict: bool
    title: str = ""
    text: str = ""


def numbers_in_use(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """Return the conditions on each number that the tables ask for, in the order of their numbers."""
    found: dict[str, dict[str, Within]] = {}
    for decision in guideline.decisions:
        for rule in decision.rules if isinstance(decision, DecisionTable) else ():
            assert isinstance(decision, DecisionTable)
            for variable, entry in zip(decision.inputs, rule.inputs, strict=True):
                if variable.kind is Kind.NUMBER and isinstance(entry.test, Within):
                    found.setdefault(variable.path, {})[condition(entry.text, variable)] = entry.test
    return {path: _sorted(tests) for path, tests in found.items()}


def _sorted(tests: Mapping[str, Within]) -> tuple[str, ...]:
    def key(text: str) -> tuple[float, str]:
        number = _NUMBER.search(text)
        return (float(number[0]) if number else float("inf"), text)

    return tuple(sorted((text for text in tests if text != UNKNOWN), key=key))


def dropdowns(pen: Pen, form: Form, guideline: Guideline, numbers: Mapping[str, tuple[str, ...]]) -> list[Dropdown]:
    """Return the dropdowns that a sheet should have."""
    if isinstance(form, TableForm):
        return list(_of_table(form, numbers))
    return [*_of_columns(pen, form, guideline), *_of_facts(form)]


def rows_of(form: Form) -> tuple[int, int]:
    """Return the first and last row of a sheet's body, the spare rows left out."""
    return form.title + 1, max(form.rows, default=form.title)


def _range(form: Form, column: int) -> str:
    first, last = rows_of(form)
    letter = get_column_letter(column)
    return f"{letter}{first}:{letter}{last + SPARE_ROWS}"


def _of_table(form: TableForm, numbers: Mapping[str, tuple[str, ...]]) -> Iterable[Dropdown]:
    for column, variable in form.inputs.items():
        name, words = _asked(variable, numbers)
        yield Dropdown(cells=_range(form, column), list=name, words=words, strict=False)
    for column, output in form.outputs.items():
        if output.values is not None:
            yield _given(form, column, output)
    yield Dropdown(
        cells=_range(form, form.ends[BASIS]),
        list="basis",
        words=tuple(BASIS_COLOURS),
        strict=True,
        title="Not one of the four",
        text="Please choose explicit, interpretation, not covered or retired.",
    )
    row, column = place(form.header[HIT_POLICY].span)
    yield Dropdown(
        cells=f"{get_column_letter(column)}{row}",
        list="hit policy",
        words=tuple(policy.value for policy in HitPolicy),
        strict=True,
        title="Not a hit policy",
        text="Please choose one of the letters from the list.",
    )


def _asked(variable: Variable, numbers: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    if variable.kind is Kind.NUMBER:
        words = numbers.get(variable.path, ())
        words += (UNKNOWN,) if can_be_unknown(variable) else ()
    else:
        words = tuple(value.label for value in allowed_values(variable))
    listed = variable.values.name if variable.values else ""
    name = "yes or no" if listed == YES_NO_LIST else variable.path
    return f"{name} in a condition", ("-", *words)


def _given(form: TableForm, column: int, output: Output) -> Dropdown:
    assert output.values is not None
    several = output.kind is Kind.SEVERAL
    # A rule of a collecting table that gives nothing would better not be there.
    none = several and form.decision.hit_policy is not HitPolicy.COLLECT
    words = tuple(value.label for value in output.values.values)
    return Dropdown(
        cells=_range(form, column),
        list=f"{output.values.name} as a result" + (" or none" if none else ""),
        words=(*words, NO_VALUES) if none else words,
        strict=not several,
        title="Not one of the allowed results",
        text=f"Please choose a result for {output.label} from the list. A new result is first added in dictionary.xlsx, sheet Values, list {output.values.name}.",
    )


def _of_columns(pen: Pen, form: ListForm, guideline: Guideline) -> Iterable[Dropdown]:
    known = look_of(form.kind).columns
    for title, column in form.columns.items():
        choice = known[title].choice if title in known else None
        if choice is not None and (words := _words(pen, form, column, choice, guideline)):
            yield Dropdown(
                cells=_range(form, column),
                list=choice.name,
                words=words,
                strict=choice.strict,
                title=choice.title,
                text=choice.text,
            )


def _words(pen: Pen, form: ListForm, column: int, choice: Choice, guideline: Guideline) -> tuple[str, ...]:
    if choice.words:
        return choice.words
    if choice.name == "value list":
        return tuple(one.name for one in guideline.value_lists)
    if choice.name == SEVERITY_LIST:
        return tuple(value.code for one in guideline.value_lists if one.name == SEVERITY_LIST for value in one.values)
    written = dict.fromkeys(text for row in form.rows if (text := pen.read(row, column)))
    return tuple(sorted(written) if choice.sort else written)


def _of_facts(form: ListForm) -> Iterable[Dropdown]:
    for column, asked in form.inputs.items():
        words = tuple(value.label for value in allowed_values(asked)) if asked.values else _unknown(asked)
        words += (NO_VALUES,) if asked.kind is Kind.SEVERAL else ()
        if words:
            yield Dropdown(
                cells=_range(form, column),
                list=_name_of_facts(asked),
                words=words,
                strict=asked.kind is Kind.CATEGORY,
                title="Not one of the allowed answers",
                text="Please choose from the list, or leave the cell empty to take the answer of the base patient.",
            )


def _unknown(asked: Input) -> tuple[str, ...]:
    return (UNKNOWN,) if asked.may_be_unknown else ()


def _name_of_facts(asked: Input) -> str:
    if asked.values is None:
        return "a number or"
    return "yes or no" if asked.values.name == YES_NO_LIST else asked.name


def set_dropdowns(pen: Pen, wanted: Mapping[Dropdown, str], lists: str, foreign: Iterable[int]) -> None:
    """Give a sheet its dropdowns, each with the place of its words on the sheet `lists`.

    `foreign` are the columns of that sheet that are not b12dt's; a validation that takes its words there stays.
    """
    held = pen.sheet.data_validations.dataValidation
    ours = [one for one in held if _is_ours(one, lists, foreign)]
    others = [one for one in held if one not in ours]
    made = [_validation(one, at) for one, at in wanted.items() if not _taken(one, others)]
    if sorted(map(_key, ours)) != sorted(map(_key, made)):
        pen.sheet.data_validations.dataValidation = [*others, *made]
        pen.note(DROPDOWNS)


def _is_ours(one: DataValidation, lists: str, foreign: Iterable[int]) -> bool:
    found = re.fullmatch(r"('?)(.+)\1!\$([A-Z]+)\$[0-9]+:\$[A-Z]+\$[0-9]+", one.formula1 or "")
    columns = {get_column_letter(column) for column in foreign}
    return one.type == "list" and found is not None and found[2] == lists and found[3] not in columns


def _taken(one: Dropdown, others: Iterable[DataValidation]) -> bool:
    """Tell whether some other validation holds for a cell already: Excel allows one for each."""
    own = CellRange(one.cells)
    return any(not own.isdisjoint(area) for other in others for area in other.sqref.ranges)


def _validation(one: Dropdown, at: str) -> DataValidation:
    made = DataValidation(type="list", formula1=at, allow_blank=True, sqref=one.cells)  # pyright: ignore[reportArgumentType] - openpyxl takes text for a range
    made.showErrorMessage = one.strict
    made.showInputMessage = False
    if one.strict:
        made.errorTitle, made.error = one.title[:_LONGEST_TITLE], one.text[:_LONGEST_TEXT]
        made.errorStyle = "stop"
    return made


def _key(one: DataValidation) -> tuple[str, ...]:
    # What a dropdown that refuses nothing would say, nobody sees.
    said = (one.errorTitle or "", one.error or "") if one.showErrorMessage else ()
    return (str(one.sqref), one.formula1 or "", str(bool(one.showErrorMessage)), *said)


def list_sheet_of(sheet: Worksheet) -> str:
    """Return a sheet's name as formulas write it."""
    plain_name = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", sheet.title)
    return sheet.title if plain_name else "'" + sheet.title.replace("'", "''") + "'"
