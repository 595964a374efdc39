"""A decision that is left out of the guideline: the reason, raised where it is found, told once."""

from __future__ import annotations

from b12dt.catalogue import severity, title
from b12dt.diagnostics import Finding, Severity, Span, finding


class LeftOutError(Exception):
    """A decision cannot be read exactly, so it is not read at all. `finding` says why."""

    def __init__(self, code: str, span: Span, *, read: str = "", reason: str = "", kind: str = "") -> None:
        super().__init__(code)
        self.finding = finding(code, span, read=read, name=span.sheet, reason=reason, kind=kind)


def within(span: Span, cells: str) -> Span:
    """Return a place within a decision: `rule 3, input 2`."""
    return Span(workbook=span.workbook, sheet=span.sheet, cells=cells)


def first_error(findings: tuple[Finding, ...]) -> str:
    """Return the headline of the first error of the cell language, with its code, else ''."""
    errors = [one for one in findings if severity(one) is Severity.ERROR]
    return f"{errors[0].code}: {title(errors[0])}" if errors else ""
