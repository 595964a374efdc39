"""What is wrong, as data: where it stands, what was read, what was expected.

Stages construct findings; `b12dt.words` puts them into sentences. The two never mix, so that every renderer
(terminal, JSON, annotated workbook) tells the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is. Only an error stops the pipeline."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in the workbooks, in the words Excel uses: `treatment.xlsx`, `Route`, `G12` or `B31:B38`.

    `sheet` and `cells` are empty where the whole workbook, or the whole sheet, is meant.
    """

    workbook: str
    sheet: str = ""
    cells: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.workbook, self.sheet, self.cells) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem at one place.

    `code` is permanent and names an entry of the catalogue, which holds the severity and the sentences. `read` is
    the text found, `expected` what would have been right, `listed_in` where those words stand, `closest` the one
    expected word that is a single slip away. `details` fill the gaps of the catalogue's sentences. `related` are
    further places that belong to the problem, `patient` the facts of a concrete patient who meets it, in words, and
    `facts` the same patient as `b12dt evaluate` takes it.
    """

    code: str
    span: Span
    read: str | None = None
    expected: tuple[str, ...] = ()
    listed_in: Span | None = None
    closest: str | None = None
    rule: str = ""
    column: str = ""
    details: tuple[tuple[str, str], ...] = ()
    related: tuple[Span, ...] = ()
    patient: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, object], ...] = ()


def finding(
    code: str,
    span: Span,
    *,
    read: str | None = None,
    expected: Iterable[str] = (),
    listed_in: Span | None = None,
    closest: str | None = None,
    rule: str = "",
    column: str = "",
    related: Iterable[Span] = (),
    patient: Iterable[tuple[str, str]] = (),
    facts: Iterable[tuple[str, object]] = (),
    **details: object,
) -> Finding:
    """Make a finding; keyword arguments that are not its fields become its `details`."""
    return Finding(
        code=code,
        span=span,
        read=read,
        expected=tuple(expected),
        listed_in=listed_in,
        closest=closest,
        rule=rule,
        column=column,
        related=tuple(related),
        patient=tuple(patient),
        facts=tuple(facts),
        details=tuple((name, str(value)) for name, value in details.items()),
    )
