"""Where things stand on the sheets that b12dt knows: rows and columns of tables and lists, each column's meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import coordinate_to_tuple

from b12dt.diagnostics import Span
from b12dt.model import DecisionTable, Guideline, Input, Output, Variable
from b12dt.read.grid import Grid
from b12dt.recognise.header import read_header
from b12dt.recognise.layout import ANNOTATIONS, BASIS, INTERPRETATIONS, KEY, REFERENCES, SHEET_KIND, fold
from b12dt.recognise.sheets import Field, ListSheet, RuleRow, Sheet, TableSheet

SheetName = tuple[str, str]
"""Workbook and sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """A decision table: `title` is the row of column titles, `ends` the columns of notes and evidence by their titles.

    `rows` are the rows with rules. A guidance column is among `free`: its text is nobody's but the author's.
    """

    decision: DecisionTable
    header: Mapping[str, Field]
    title: int
    id: int
    inputs: Mapping[int, Variable]
    outputs: Mapping[int, Output]
    free: tuple[int, ...]
    ends: Mapping[str, int]
    rows: Mapping[int, RuleRow]
    span: Span

    @property
    def columns(self) -> list[int]:
        """Return all columns from left to right."""
        return sorted({self.id, *self.inputs, *self.outputs, *self.free, *self.ends.values()})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListForm:
    """A list sheet: `columns` by their titles; of those, `inputs` are the columns of facts in a list of cases."""

    kind: str
    header: Mapping[str, Field]
    title: int
    columns: Mapping[str, int]
    inputs: Mapping[int, Input]
    rows: tuple[int, ...]
    span: Span


Form = TableForm | ListForm


def place(span: Span) -> tuple[int, int]:
    """Return row and column of a place's first cell."""
    return coordinate_to_tuple(span.cells.split(":")[0])


def forms(sheets: Iterable[Sheet], guideline: Guideline) -> dict[SheetName, Form]:
    """Return where things stand on every sheet that was recognised."""
    tables = {one.key: one for one in guideline.decisions if isinstance(one, DecisionTable)}
    found: dict[SheetName, Form] = {}
    for sheet in sheets:
        name = (sheet.span.workbook, sheet.span.sheet)
        if isinstance(sheet, TableSheet):
            found[name] = _table(sheet, tables[sheet.header[KEY].text])
        else:
            found[name] = _list(sheet, guideline)
    return found


def _table(sheet: TableSheet, decision: DecisionTable) -> TableForm:
    first = sheet.rows[0]
    ends = {
        ANNOTATIONS: first.annotation,
        REFERENCES: first.references,
        BASIS: first.basis,
        INTERPRETATIONS: first.interpretations,
    }
    # A column that the sheet does not have is given as column A, which holds nothing on any sheet.
    return TableForm(
        decision=decision,
        header=sheet.header,
        title=place(sheet.inputs[0].span)[0],
        id=place(first.id.span)[1],
        inputs={place(one.span)[1]: two for one, two in zip(sheet.inputs, decision.inputs, strict=True)},
        outputs={place(one.span)[1]: two for one, two in zip(sheet.outputs, decision.outputs, strict=True)},
        free=tuple(column for column in (place(first.guidance.span)[1],) if column > 1),
        ends={title: place(one.span)[1] for title, one in ends.items() if place(one.span)[1] > 1},
        rows={place(row.span)[0]: row for row in sheet.rows},
        span=sheet.span,
    )


def _list(sheet: ListSheet, guideline: Guideline) -> ListForm:
    named = {text.casefold(): one for one in guideline.inputs for text in (one.label, one.name)}
    columns = {title: place(one.span)[1] for title, one in sheet.titles.items()}
    of_facts = sheet.kind == "Cases"
    return ListForm(
        kind=sheet.kind,
        header=sheet.header,
        title=next((place(one.span)[0] for one in sheet.titles.values()), 0),
        columns=columns,
        inputs={at: named[title.casefold()] for title, at in columns.items() if of_facts and title.casefold() in named},
        rows=tuple(place(row.span)[0] for row in sheet.rows),
        span=sheet.span,
    )


def kind_of(grid: Grid) -> tuple[str, dict[str, Field]]:
    """Return a sheet's kind as its header block says it, folded, and the header; '' for a decision table or none."""
    header, _, _ = read_header(grid)
    if header is None:
        return "", {}
    return (fold(header[SHEET_KIND].text) if SHEET_KIND in header else ""), header
