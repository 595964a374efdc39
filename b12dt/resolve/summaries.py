"""Summaries: decisions that unite what others gave."""

from __future__ import annotations

from b12dt.diagnostics import finding
from b12dt.model import Kind, Output, Summary, Takes, Union
from b12dt.recognise.layout import ID, KEY, NAME, QUESTION
from b12dt.recognise.sheets import Field, ListSheet, Row
from b12dt.resolve.dictionary import Dictionary
from b12dt.resolve.fields import Findings, ids, required, word
from b12dt.resolve.outputs import FIRST, WORKING_STEP, output_columns, role_of


def read_summary(sheet: ListSheet, dictionary: Dictionary, found: Findings) -> Summary | None:
    """Return the summary of a sheet.

    Diagnostics: DT311, DT327, DT332, DT333.
    """
    key = sheet.header[KEY].text
    unions: dict[str, Union] = {}
    for row in sheet.rows:
        output = output_columns([row["Output"]], dictionary, key, found)[0]
        takes = word(row["Takes"], "Takes", tuple(Takes), found)
        sources = _sources(row["From"], dictionary, found)
        if output is None or not takes or not sources:
            continue
        if output.path in unions:
            found.append(finding("DT327", row["Output"].span, read=row.text("Output")))
            continue
        unions[output.path] = Union(output=output, takes=Takes(takes), sources=sources, span=row.span)
        _check_union(unions[output.path], row, found)
    role = role_of(sheet, found)
    return Summary(
        id=sheet.header[ID].text,
        key=key,
        name=sheet.header[NAME].text,
        question=sheet.header[QUESTION].text if QUESTION in sheet.header else "",
        working_step=role == WORKING_STEP,
        told_first=role == FIRST,
        unions=tuple(unions.values()),
        span=sheet.span,
    )


def _check_union(union: Union, row: Row, found: Findings) -> None:
    """Report a summary's output of another type than what it makes, or made of other words than its own."""
    wanted = Kind.SEVERAL if union.takes is Takes.ALL else Kind.CATEGORY
    if union.output.kind is not wanted:
        found.append(
            finding("DT332", row["Takes"].span, read=row.text("Takes"), label=union.output.label, kind=wanted.value)
        )
    own = union.output.values.name if union.output.values else ""
    for source in union.sources:
        theirs = source.values.name if source.values else "numbers"
        if theirs != own:
            found.append(finding("DT333", row["From"].span, read=source.path, list=theirs, own=own))


def _sources(field: Field, dictionary: Dictionary, found: Findings) -> tuple[Output, ...]:
    required(field, "From", found)
    return tuple(dictionary.outputs[path] for path in ids(field, dictionary.outputs, "DT311", found))
