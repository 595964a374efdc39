"""Write the cells as the dictionary writes them, and only where that means exactly the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from b12dt.catalogue import severity
from b12dt.cells.understand import understand_fact, understand_result, understand_test
from b12dt.cells.write import canonical, canonical_answer
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.model import Input, Kind, Output, Variable
from b12dt.read.clean import clean
from b12dt.recognise.layout import BASIS, INTERPRETATIONS, REFERENCES, fold
from b12dt.resolve.decisions import BASES, RETIRED
from b12dt.tidy.columns import look_of
from b12dt.tidy.forms import Form, ListForm, TableForm
from b12dt.tidy.pen import Pen, as_typed

SPACES = "spaces at the edge"
LABEL = "written as in the dictionary"
IDS = "IDs parted by single spaces"
WORD = "written as the other cells of the column"
TITLE = "column title as in the dictionary"

# A number and then a letter or a percent sign: the author repeated the unit for the reader, and it stays.
_UNIT = re.compile(r"[0-9]\)?\]?\[?\s*[^\W\d_]|[0-9]\s*[%°]")
_EDGES = " \t\n\r\u00a0\u2007\u202f\u200b\ufeff"


def write_cells(pen: Pen, form: Form) -> None:
    """Make the spelling of a sheet's cells uniform; no cell's meaning changes."""
    if isinstance(form, TableForm):
        _write_titles(pen, form)
        for row in form.rows:
            _write_rule(pen, form, row)
    else:
        _write_list(pen, form)
    _trim(pen)


def _write_titles(pen: Pen, form: TableForm) -> None:
    variables: dict[int, Variable] = {**form.inputs, **form.outputs}
    for column, variable in variables.items():
        read = pen.read(form.title, column)
        # A title may also be the name that programs use; the author's choice stays.
        if read != variable.label and clean(read).casefold() == variable.label.casefold():
            pen.write(form.title, column, variable.label, TITLE)


def _write_rule(pen: Pen, form: TableForm, row: int) -> None:
    for column, variable in form.inputs.items():
        _respell(pen, row, column, lambda text, asked=variable: condition(text, asked))
    for column, output in form.outputs.items():
        _respell(pen, row, column, lambda text, given=output: result(text, given))
    for title in (REFERENCES, INTERPRETATIONS):
        column = form.ends.get(title)
        if column is not None:
            _respell(pen, row, column, lambda text: " ".join(part for part in re.split(r"[\s,;]+", text) if part), IDS)
    _respell(pen, row, form.ends[BASIS], lambda text: _word(text, (*BASES, RETIRED)), WORD)


def _write_list(pen: Pen, form: ListForm) -> None:
    known = look_of(form.kind).columns
    for title, column in form.columns.items():
        choice = known[title].choice if title in known else None
        if choice is not None and choice.words and choice.strict:
            for row in form.rows:
                _respell(pen, row, column, lambda text, words=choice.words: _word(text, words), WORD)
    for column, asked in form.inputs.items():
        for row in form.rows:
            _respell(pen, row, column, lambda text, one=asked: fact(text, one))


def _respell(pen: Pen, row: int, column: int, spell: Callable[[str], str], why: str = LABEL) -> None:
    cell = pen.cell(row, column)
    # A number that Excel holds as a number stays one; what merged cells say counts in several columns.
    if cell is None or not isinstance(cell.value, str) or cell.data_type != "s" or _spans_columns(pen, row, column):
        return
    text = clean(cell.value)
    spelled = spell(text) if text else text
    if "\u00b5" in cell.value:
        spelled = as_typed(spelled)
    if cell.value != spelled:
        pen.write(row, column, spelled, SPACES if spelled == cell.value.strip(_EDGES) else why)


def _spans_columns(pen: Pen, row: int, column: int) -> bool:
    return any(
        area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col and area.max_col > area.min_col
        for area in pen.sheet.merged_cells.ranges
    )


def condition(text: str, variable: Variable) -> str:
    """Return an input cell in the dictionary's words; the text itself where nothing else surely means the same."""
    place = Span(workbook="")

    def understood(written: str) -> tuple[object, tuple[Finding, ...]]:
        return understand_test(written, variable, place, rule="", column="")

    test, found = understand_test(text, variable, place, rule="", column="")
    if test is None or _doubtful(found):
        return text
    written = canonical(test, variable)
    return _same((_with_unit(text, written, variable), written), text, test, understood)


def result(text: str, output: Output) -> str:
    """Return an output cell in the dictionary's words; the text itself where nothing else surely means the same."""

    def understood(written: str) -> tuple[object, tuple[Finding, ...]]:
        return understand_result(written, output, Span(workbook=""), rule="", column="")

    value, found = understand_result(text, output, Span(workbook=""), rule="", column="")
    if value is None or _doubtful(found):
        return text
    written = canonical_answer(value, output)
    return _same((_with_unit(text, written, output), written), text, value, understood)


def fact(text: str, asked: Input) -> str:
    """Return the cell of a case in the dictionary's words; the text itself where nothing else surely means the same."""

    def understood(written: str) -> tuple[object, tuple[Finding, ...]]:
        return understand_fact(written, asked, Span(workbook=""), case="")

    value, found = understand_fact(text, asked, Span(workbook=""), case="")
    if value is None or _doubtful(found):
        return text
    written = canonical_answer(value, asked)
    return _same((_with_unit(text, written, asked), written), text, value, understood)


def _same(
    candidates: Iterable[str],
    text: str,
    meaning: object,
    understood: Callable[[str], tuple[object, tuple[Finding, ...]]],
) -> str:
    """Return the first of the candidates that is read as the same meaning, else the text."""
    for candidate in candidates:
        # What is written must survive the cleaning of the reader, too.
        if clean(candidate) == candidate and understood(candidate)[0] == meaning:
            return candidate
    return text


def _doubtful(found: Iterable[Finding]) -> bool:
    """Tell whether something about a cell asks for its author's eye; such a cell is left as it is."""
    return any(severity(one) is not Severity.INFO for one in found)


def _with_unit(text: str, written: str, variable: Variable) -> str:
    if variable.kind is not Kind.NUMBER or not variable.unit or not _UNIT.search(text):
        return written
    inner = re.fullmatch(r"not\((.*)\)", written)
    items = (inner[1] if inner else written).split(", ")
    shown = ", ".join(one if one == "unknown" else f"{one} {variable.unit}" for one in items)
    return f"not({shown})" if inner else shown


def _word(text: str, words: Iterable[str]) -> str:
    return next((word for word in words if fold(word) == fold(text)), text)


def _trim(pen: Pen) -> None:
    """Take away what nobody sees at the edges of texts."""
    for row, line in enumerate(pen.sheet.iter_rows(min_row=1, min_col=1), start=1):
        for column, cell in enumerate(line, start=1):
            if isinstance(cell.value, str) and cell.data_type == "s" and cell.value != cell.value.strip(_EDGES):
                pen.write(row, column, cell.value.strip(_EDGES), SPACES)
