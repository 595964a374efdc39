"""The findings of one cell, gathered while its words are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity, Span


@dataclass(slots=True, kw_only=True)
class Report:
    """Where a cell stands, and what was found in it so far.

    `unlisted` is the code for a word that no list knows: it differs between conditions, results and facts. `answers`
    tells the latter two, whose cells hold values separated by `;`, from conditions, which list alternatives. `text` is
    what stands in the cell, for what has to be said of it as a whole.
    """

    span: Span
    unlisted: str
    answers: bool = False
    rule: str = ""
    column: str = ""
    case: str = ""
    text: str = ""
    findings: list[Finding] = field(default_factory=list[Finding])

    def add(
        self,
        code: str,
        read: str,
        *,
        expected: Iterable[str] = (),
        listed_in: Span | None = None,
        closest: str | None = None,
        **details: object,
    ) -> None:
        """Add a finding at this cell."""
        if self.case:
            details["case"] = self.case
        self.findings.append(
            Finding(
                code=code,
                span=self.span,
                read=read,
                expected=tuple(expected),
                listed_in=listed_in,
                closest=closest,
                rule=self.rule,
                column=self.column,
                details=tuple((name, str(value)) for name, value in details.items()),
            )
        )

    @property
    def failed(self) -> bool:
        """Return whether anything found so far is an error: then the cell has no meaning."""
        return any(severity(found) is Severity.ERROR for found in self.findings)
