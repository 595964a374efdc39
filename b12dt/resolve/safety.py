"""Invariants: what must hold for every patient."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.cells.understand import understand_condition
from b12dt.diagnostics import Span
from b12dt.model import Invariant
from b12dt.recognise.layout import REFERENCES
from b12dt.resolve.dictionary import Dictionary, Lists, rows
from b12dt.resolve.fields import Findings, first_of, ids, required


def read_invariants(
    sheets: Lists, dictionary: Dictionary, statements: Mapping[str, object], found: Findings
) -> tuple[Invariant, ...]:
    """Return the invariants in the order of their rows."""
    seen: dict[str, Span] = {}
    invariants: list[Invariant] = []
    for row in rows(sheets, "Invariants"):
        key = required(row["ID"], "ID", found)
        if not key or not first_of(seen, key, row["ID"].span, "ID", found):
            continue
        premise, conclusion = (
            understand_condition(row.text(title), dictionary.variables, row[title].span) for title in ("If", "Then")
        )
        found.extend((*premise[1], *conclusion[1]))
        if premise[0] is None or conclusion[0] is None:
            continue
        invariants.append(
            Invariant(
                id=key,
                sentence=required(row["In words"], "In words", found),
                premise=premise[0],
                conclusion=conclusion[0],
                premise_text=row.text("If"),
                conclusion_text=row.text("Then"),
                statements=ids(row[REFERENCES], statements, "DT305", found),
                span=row.span,
            )
        )
    return tuple(invariants)
