"""What a cell says before its words are looked up in the dictionary: signs, brackets and words, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sign = Literal["=", "<", "<=", ">", ">="]
"""A comparison sign."""

Relation = Literal["=", "!=", "<", "<=", ">", ">=", "in", "contains", "is empty", "is not empty"]
"""What a condition asks of a variable."""


@dataclass(frozen=True, slots=True)
class Words:
    """One or more words as written, single spaces between them. `position` counts the cell's characters from 0."""

    text: str
    quoted: bool
    position: int


@dataclass(frozen=True, slots=True)
class Compared:
    """`>= 50`: a comparison sign before a number; `= yes`: or before any value."""

    sign: Sign
    words: Words


@dataclass(frozen=True, slots=True)
class Range:
    """`(30..60] cm`: a range that says which ends belong to it."""

    low: Words
    low_closed: bool
    high: Words
    high_closed: bool
    unit: Words | None


@dataclass(frozen=True, slots=True)
class LooseRange:
    """`25..50`: a range that does not say which ends belong to it."""

    low: Words
    high: Words


Alternative = Words | Compared | Range | LooseRange
"""One of the things that an input cell lists."""


@dataclass(frozen=True, slots=True)
class DoesNotMatter:
    """`-`."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`im, oral`: what an input cell lists, or excludes where `negated`."""

    items: tuple[Alternative, ...]
    negated: bool


Test = DoesNotMatter | Alternatives
"""An input cell."""


@dataclass(frozen=True, slots=True)
class Entries:
    """An output cell or the fact of a case: `a; b`; without items for `(none)`."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a condition asks of one variable. `values` has one item, except for `in` and `contains` (any number)."""

    name: Words
    relation: Relation
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Contrary:
    """`not`."""

    operand: Clause


@dataclass(frozen=True, slots=True)
class Both:
    """`and`."""

    operands: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`or`."""

    operands: tuple[Clause, ...]


Clause = Question | Contrary | Both | Either
"""A condition, or a part of one."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What could not be read: the finding's code, the text in question, and its place in words (`after "not("`)."""

    code: str
    read: str
    position: int
    where: str
