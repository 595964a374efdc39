"""The meaning of cells: what a condition matches, what a result states."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from b12dt.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """`-`: does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The value is one of `codes` (`unknown` may be one of them), or none of them where `negated`."""

    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Has:
    """A variable that holds several values holds at least one of `codes`, or none of them where `negated`."""

    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range of numbers; None stands for no bound on that side. A single number is a closed interval of itself."""

    low: Decimal | None = None
    low_closed: bool = False
    high: Decimal | None = None
    high_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The number lies in one of `intervals`, or is unknown where `unknown`; the contrary where `negated`."""

    intervals: tuple[Interval, ...] = ()
    unknown: bool = False
    negated: bool = False


UnaryTest = Anything | OneOf | Has | Within
"""The meaning of one input cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputEntry:
    """An input cell: its meaning, and its text as the clinician wrote it."""

    test: UnaryTest
    text: str
    span: Span = field(compare=False)


OutputValue = str | tuple[str, ...] | Decimal
"""What an output cell states: one code, several, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputEntry:
    """An output cell."""

    value: OutputValue
    text: str
    span: Span = field(compare=False)
