"""Sheets whose layout is understood, their words not yet: each text with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from b12dt.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The text of a cell, empty where the cell is, and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a list sheet: its fields by column title. `extra`: the filled ones under titles of the author's own."""

    fields: Mapping[str, Field]
    extra: Mapping[str, Field]
    span: Span

    def __getitem__(self, title: str) -> Field:
        """Return the field under a title, an empty one where the sheet has no such column."""
        return self.fields.get(title) or Field(text="", span=self.span)

    def text(self, title: str) -> str:
        """Return the text under a title."""
        return self[title].text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A sheet that is a list: inputs, values, statements, cases, ..."""

    kind: str
    header: Mapping[str, Field]
    titles: Mapping[str, Field]
    rows: tuple[Row, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A row of a decision table, its fields in the order of the sheet's columns."""

    id: Field
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]
    guidance: Field
    annotation: Field
    references: Field
    basis: Field
    interpretations: Field
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A sheet that is a decision table."""

    header: Mapping[str, Field]
    policy: Field
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]
    rows: tuple[RuleRow, ...]
    span: Span


Sheet = ListSheet | TableSheet
