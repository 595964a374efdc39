"""The facts and the results, and the words they can take."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from b12dt.diagnostics import Span

UNKNOWN = "unknown"
"""The value of a fact that nobody knows: matched by `-`, by `unknown` and by `not(...)` of other values only."""


class Kind(StrEnum):
    """What an input or an output can hold."""

    CATEGORY = "category"
    SEVERAL = "several of"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A word of a value list: its code (the API), its label (the cells), the sentence shown to the reader.

    A `quiet` value says that nothing is called for; it is told in one line with the others of its kind.
    """

    code: str
    label: str
    sentence: str
    severity: str = ""
    quiet: bool = False
    notes: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """A vocabulary. Its order is the order of priority (hit policies P and O, `highest of`)."""

    name: str
    values: tuple[Value, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A fact about a patient, an order or a plan. `lowest` and `highest` belong to the allowed range.

    `values` is empty for a number. `default` holds for a fact that is not given: `unknown` for nearly all, a value
    code, a number, or the codes of a `several of` input (an empty tuple for none).
    """

    name: str
    label: str
    section: str
    question: str
    kind: Kind
    unit: str = ""
    ucum: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    values: ValueList | None = None
    may_be_unknown: bool = True
    default: str | tuple[str, ...] | Decimal = UNKNOWN
    meaning: str = ""
    span: Span = field(compare=False)

    @property
    def path(self) -> str:
        """Return the input's full name, as outputs have one."""
        return self.name

    @property
    def words(self) -> tuple[Value, ...]:
        """Return the words of its list, in their order; none for a number."""
        return self.values.values if self.values else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a decision states: `route.strength` is the output `strength` of the decision `route`.

    `when_empty` is the sentence for a list that holds nothing. `may_be_unknown`: a sum, a least or a greatest, to which
    no rule may have added anything.
    """

    decision: str
    name: str
    label: str
    kind: Kind
    unit: str = ""
    values: ValueList | None = None
    when_empty: str = ""
    meaning: str = ""
    may_be_unknown: bool = False
    span: Span = field(compare=False)

    @property
    def path(self) -> str:
        """Return the output's full name."""
        return f"{self.decision}.{self.name}"

    @property
    def words(self) -> tuple[Value, ...]:
        """Return the words of its list, in their order; none for a number."""
        return self.values.values if self.values else ()


Variable = Input | Output
"""What a column of conditions can ask about."""


FactValue = str | tuple[str, ...] | Decimal
"""A fact: a code (or `unknown`), several codes, or a number."""
