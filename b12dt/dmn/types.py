"""What a DMN type lets a value be: the base type behind a `typeRef`, and the values or range it allows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from b12dt.dmn.document import Document, Element
from b12dt.dmn.feel import Between, Compared, read_tests
from b12dt.dmn.names import same
from b12dt.dmn.tokens import Beyond

WIDEST = Decimal(999999999999999)
"""DMN's numbers have no range unless a constraint states one. Then this is taken, either side of zero: the numbers
of 15 digits, which every backend keeps exactly."""

DEEPEST = 20
"""Types made from other types."""

DATES = frozenset({
    "date", "time", "date and time", "dateTime", "days and time duration", "dayTimeDuration",
    "years and months duration", "yearMonthDuration",
})  # fmt: skip


class Base(StrEnum):
    """The base types that are read. `ANY` is open: the cells show what it is."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    STRUCTURE = "structure"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type. `values` of a text, `lowest` and `highest` of a number, where constraints state them.

    `vague` holds constraints that could not be kept exactly; `why` says why a type is `OUTSIDE`.
    """

    base: Base
    several: bool = False
    values: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    vague: tuple[str, ...] = ()
    parts: tuple[tuple[str, Element], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Types:
    """The types of a document."""

    document: Document
    items: dict[str, Element]

    def named(self, reference: str, depth: int = 0) -> Type:
        """Return the type of a `typeRef`; empty stands for any."""
        name = same(reference).removeprefix("feel:")
        if name in {"", "Any", "any"}:
            return Type(base=Base.ANY)
        if name in {"string", "number", "boolean"}:
            return Type(base=Base.TEXT if name == "string" else Base(name))
        if name in DATES:
            return Type(base=Base.OUTSIDE, why=f"dates, times and durations (`{name}`)")
        if name not in self.items or depth > DEEPEST:
            return Type(base=Base.OUTSIDE, why=f"the type `{name}`, which this file does not define")
        return self.of(self.items[name], depth + 1)

    def of(self, item: Element, depth: int = 0) -> Type:
        """Return the type that an item definition or a component defines."""
        parts = tuple((same(one.get("name", "")), one) for one in self.document.children(item, "itemComponent"))
        if parts:
            found = Type(base=Base.STRUCTURE, parts=parts)
        elif self.document.child(item, "functionItem") is not None:
            return Type(base=Base.OUTSIDE, why="functions")
        else:
            found = self.named(self.document.text(item, "typeRef"), depth)
        for constraint in ("allowedValues", "typeConstraint"):
            text = self.document.text(self.document.child(item, constraint))
            if text:
                found = constrained(found, text)
        if item.get("isCollection") in {"true", "1"}:
            if found.several:
                return Type(base=Base.OUTSIDE, why="lists of lists")
            found = replace(found, several=True)
        return found

    def part(self, of: Type, path: list[str]) -> Type:
        """Return the type of a component of a structure: `path` leads to it."""
        for name in path:
            if of.base is Base.ANY and not of.several:
                return of
            if of.base is not Base.STRUCTURE or of.several or name not in dict(of.parts):
                return Type(base=Base.OUTSIDE, why=f"the component `{name}`, which its type does not have")
            of = self.of(dict(of.parts)[name])
        return of


def types_of(document: Document) -> Types:
    """Return the types that a document defines."""
    items = {same(one.get("name", "")): one for one in document.children(document.root, "itemDefinition")}
    return Types(document, items)


def constrained(found: Type, text: str) -> Type:
    """Return a type with the values or range that a text of unary tests allows."""
    tests = read_tests(text)
    if isinstance(tests, Beyond) or tests.negated:
        return replace(found, vague=(*found.vague, text))
    if tests.anything:
        return found
    # Null is always possible for us: DMN hands it on for everything that is missing or not allowed.
    items = [item for item in tests.items if item != Compared("=", None)]
    if found.base in {Base.TEXT, Base.ANY} and all(
        isinstance(item, Compared) and isinstance(item.value, str) for item in items
    ):
        values = tuple(dict.fromkeys(str(item.value) for item in items if isinstance(item, Compared)))
        return replace(found, base=Base.TEXT, values=values)
    if found.base is Base.NUMBER:
        return _ranged(found, [item for item in items if isinstance(item, Between | Compared)], text)
    return found if found.base is Base.BOOLEAN else replace(found, vague=(*found.vague, text))


def _ranged(found: Type, items: list[Between | Compared], text: str) -> Type:
    """Return a number type with the smallest closed range that holds all that is allowed."""
    lows: list[Decimal | None] = []
    highs: list[Decimal | None] = []
    exact = len(items) == 1
    for item in items:
        if isinstance(item, Between):
            low, high = item.low, item.high
            exact = exact and item.low_closed and item.high_closed
        elif not isinstance(item.value, Decimal):
            return replace(found, vague=(*found.vague, text))
        else:
            low = item.value if item.operator in {"=", ">", ">="} else None
            high = item.value if item.operator in {"=", "<", "<="} else None
            exact = exact and item.operator in {"<=", ">="}
        lows.append(low)
        highs.append(high)
    if not items:
        return found
    lowest = None if None in lows else min(low for low in lows if low is not None)
    highest = None if None in highs else max(high for high in highs if high is not None)
    if (lowest is not None and highest is not None and lowest >= highest) or any(
        abs(bound) > WIDEST for bound in (lowest, highest) if bound is not None
    ):
        return replace(found, vague=(*found.vague, text))
    vague = found.vague if exact else (*found.vague, text)
    return replace(found, lowest=lowest, highest=highest, vague=vague)
