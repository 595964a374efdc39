"""What tidying changed, for people to read: every cell by itself, everything else once a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from b12dt.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `sheet` and `cell` are empty where the whole workbook or sheet is meant; `why` is for people."""

    workbook: str
    sheet: str = ""
    cell: str = ""
    before: str = ""
    after: str = ""
    why: str

    @property
    def span(self) -> Span:
        """Return the place of the change."""
        return Span(workbook=self.workbook, sheet=self.sheet, cells=self.cell)


@dataclass(slots=True, kw_only=True)
class Log:
    """The changes of one workbook, in the order in which they were made."""

    workbook: str
    _changes: dict[Change, None] = field(default_factory=dict[Change, None])

    def cell(self, sheet: str, cell: str, before: str, after: str, why: str) -> None:
        """Note that a cell's content changed."""
        self._changes[Change(workbook=self.workbook, sheet=sheet, cell=cell, before=before, after=after, why=why)] = (
            None
        )

    def sheet(self, sheet: str, why: str) -> None:
        """Note once that something about a sheet changed, whatever the number of its cells."""
        self._changes[Change(workbook=self.workbook, sheet=sheet, why=why)] = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what changed, each once."""
        return tuple(self._changes)
