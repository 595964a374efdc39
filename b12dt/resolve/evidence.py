"""The evidence: statements of the source, interpretations, references."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.diagnostics import Span
from b12dt.model import Interpretation, Reference, Statement
from b12dt.recognise.layout import REFERENCES
from b12dt.resolve.fields import Findings, Lists, first_of, ids, required, rows, whole, yes


def read_statements(sheets: Lists, found: Findings) -> dict[str, Statement]:
    """Return the statements by ID."""
    seen: dict[str, Span] = {}
    statements: dict[str, Statement] = {}
    for row in rows(sheets, "Statements"):
        key = required(row["ID"], "ID", found)
        if key and first_of(seen, key, row["ID"].span, "ID", found):
            statements[key] = Statement(
                id=key,
                text=required(row["Statement"], "Statement", found),
                section=row.text("Section"),
                kind=row.text("Kind"),
                actionable=yes(row["Actionable"], "Actionable", found),
                line=whole(row["Line"], "Line", found) or 0,
                citations=ids(row["Citations"], None, "", found),
                span=row.span,
            )
    return statements


def read_interpretations(
    sheets: Lists, statements: Mapping[str, Statement], found: Findings
) -> dict[str, Interpretation]:
    """Return the interpretations by ID."""
    seen: dict[str, Span] = {}
    interpretations: dict[str, Interpretation] = {}
    for row in rows(sheets, "Interpretations"):
        key = required(row["ID"], "ID", found)
        if key and first_of(seen, key, row["ID"].span, "ID", found):
            interpretations[key] = Interpretation(
                id=key,
                title=required(row["Title"], "Title", found),
                kind=row.text("Kind"),
                weight=row.text("Weight"),
                unclear=row.text("Unclear"),
                choice=required(row["Choice"], "Choice", found),
                shown=required(row["Shown to the reader"], "Shown to the reader", found),
                statements=ids(row[REFERENCES], statements, "DT305", found),
                look_first=yes(row["Look first"], "Look first", found),
                span=row.span,
            )
    return interpretations


def read_references(sheets: Lists, found: Findings) -> tuple[Reference, ...]:
    """Return what the source's citations and figures probably rest on."""
    return tuple(
        Reference(
            citation=row.text("Citation"),
            subject=required(row["Subject"], "Subject", found),
            statements=row.text(REFERENCES),
            likely_source=row.text("Likely source"),
            status=required(row["Status"], "Status", found),
            seen=row.text("What was seen"),
            link=row.text("Link"),
            span=row.span,
        )
        for row in rows(sheets, "References")
    )
