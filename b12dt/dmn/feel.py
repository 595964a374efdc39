"""The part of FEEL that DMN's decision tables share with our cells: S-FEEL unary tests, plain values, `null`.

An input entry is read into `Tests` and handed on in the cell language; whatever FEEL allows beyond is named, with the
reason, and read as nothing. Nothing is ever evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from b12dt.dmn.tokens import Beyond, BeyondError, Token, string_of, tokens_of

Scalar = str | Decimal | bool | None
"""A plain value: a text, a number, true or false, `null`."""

Operator = Literal["<", "<=", ">", ">=", "="]

LARGEST_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Compared:
    """`"a"`, `>= 50`: a value, compared by `operator`."""

    operator: Operator
    value: Scalar


@dataclass(frozen=True, slots=True)
class Between:
    """`[25..50)`: numbers between two others."""

    low: Decimal
    low_closed: bool
    high: Decimal
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Contains:
    """`list contains(?, "a")`: the input is a list that has the text."""

    value: str


Positive = Compared | Between | Contains


@dataclass(frozen=True, slots=True)
class Tests:
    """An input entry: it is met where one of `items` is, or none of them where `negated`. `anything` is `-`.

    `blind`: not met by null, though `negated` and null is not among the items. In FEEL `not(5)` is met by null, which
    is not 5, but `not(> 5)` is not, since whether null is greater has no answer.
    """

    items: tuple[Positive, ...]
    negated: bool = False
    anything: bool = False
    blind: bool = False


_CONTAINS = ("list", "contains", "(", "?", ",")
_WORDS = {"true": True, "false": False, "null": None}
_ON_A_LIST = re.compile(
    r"\s*\?\s*(?P<null>=\s*null\s+or|!=\s*null\s+and)\s+(?P<negated>not\s*)?(?P<inner>\(.*\)|list contains.*)\s*",
    re.DOTALL,
)


class _Reader:
    """Reads the pieces one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0

    def texts(self, count: int) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens[self.place : self.place + count])

    def at(self, *texts: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place].text in texts

    def take(self) -> Token:
        if self.place >= len(self.tokens):
            raise BeyondError(self.text, "an end where more was expected")
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, text: str) -> None:
        token = self.take()
        if token.text != text:
            raise self.beyond(token)

    def finish(self) -> None:
        if self.place < len(self.tokens):
            raise self.beyond(self.take())

    def beyond(self, token: Token) -> BeyondError:
        """Return why a piece is not read."""
        if token.kind == "name":
            name = token.text
            while self.place < len(self.tokens) and (self.tokens[self.place].kind == "name" or self.at(".")):
                piece = self.take().text
                name += piece if piece == "." or name.endswith(".") else f" {piece}"
            if self.at("("):
                return BeyondError(self.text, f"the function `{name}`")
            return BeyondError(self.text, f"the name `{name}`, where only a plain value is read")
        kind = {"string": "the text", "number": "the number", "operator": "the comparison"}.get(token.kind, "the sign")
        return BeyondError(self.text, f"{kind} `{token.text}` where it is not read")

    def scalar(self) -> Scalar:
        token = self.take()
        sign = ""
        if token.text == "-" and self.place < len(self.tokens) and self.tokens[self.place].kind == "number":
            sign, token = "-", self.take()
        if token.kind == "number":
            return self.number(sign + token.text)
        if token.kind == "string":
            return string_of(token.text)
        if token.text in _WORDS and not self.at("(", "."):
            return _WORDS[token.text]
        raise self.beyond(token)

    def number(self, text: str) -> Decimal:
        number = Decimal(text)
        if number and abs(number.adjusted()) > LARGEST_EXPONENT:
            raise BeyondError(self.text, "a number too large or too small to be kept")
        return number

    def end(self) -> Decimal:
        value = self.scalar()
        if not isinstance(value, Decimal):
            raise BeyondError(self.text, "a range of something else than numbers")
        return value

    def positive(self) -> Positive:
        if self.texts(len(_CONTAINS)) == _CONTAINS:
            self.place += len(_CONTAINS)
            value = self.scalar()
            self.expect(")")
            if not isinstance(value, str):
                raise BeyondError(self.text, "a list asked for something else than a text")
            return Contains(value)
        if self.at("[", "]", "("):
            left = self.take().text
            low = self.end()
            self.expect("..")
            high = self.end()
            right = self.take()
            if right.text not in "])[":
                raise self.beyond(right)
            return Between(low, left == "[", high, right.text == "]")
        operator: Operator = "="
        if self.at("<", "<=", ">", ">=", "="):
            operator = self.take().text  # pyright: ignore[reportAssignmentType]
        value = self.scalar()
        if operator != "=" and not isinstance(value, Decimal):
            raise BeyondError(self.text, "an order of something else than numbers")
        return Compared(operator, value)

    def items(self, separator: str = ",") -> tuple[Positive, ...]:
        found = [self.positive()]
        while self.at(separator):
            self.take()
            found.append(self.positive())
        return tuple(found)


def read_tests(text: str) -> Tests | Beyond:
    """Read an input entry, or allowed values."""
    try:
        return _tests(text)
    except BeyondError as error:
        return error.beyond


def _on_a_list(text: str, match: re.Match[str]) -> Tests:
    """Return a condition in one of the four forms in which `write` asks a list whether it has one of some texts."""
    inner = match["inner"]
    reader = _Reader(inner[1:-1] if inner.startswith("(") else inner)
    items = reader.items("or")
    reader.finish()
    alone = inner.startswith("(") or match["null"].startswith("=") or len(items) == 1
    if not alone or not all(isinstance(item, Contains) for item in items):
        raise BeyondError(text, "a condition that is an expression")
    if match["negated"]:
        return Tests(items, negated=True, blind=match["null"].startswith("!"))
    return Tests((*items, Compared("=", None)) if match["null"].startswith("=") else items)


def _tests(text: str) -> Tests:
    if text.strip() == "-":
        return Tests((), anything=True)
    if match := _ON_A_LIST.fullmatch(text):
        return _on_a_list(text, match)
    reader = _Reader(text)
    if not reader.tokens:
        raise BeyondError(text, "nothing in it, not even `-`")
    if reader.at("!="):
        reader.take()
        value = reader.scalar()
        reader.finish()
        return Tests((Compared("=", value),), negated=True)
    if reader.texts(2) == ("not", "("):
        reader.place = 2
        items = reader.items()
        reader.expect(")")
        reader.finish()
        blind = not all(isinstance(item, Compared) and item.operator == "=" for item in items)
        return Tests(items, negated=True, blind=blind)
    items = reader.items()
    reader.finish()
    return Tests(items)


def read_value(text: str) -> Scalar | tuple[Scalar, ...] | Beyond:
    """Read an output entry: a plain value or a list of plain values."""
    try:
        return _value(text)
    except BeyondError as error:
        return error.beyond


def _value(text: str) -> Scalar | tuple[Scalar, ...]:
    reader = _Reader(text)
    if not reader.tokens:
        raise BeyondError(text, "nothing in it")
    if not reader.at("["):
        value = reader.scalar()
        reader.finish()
        return value
    reader.take()
    values: list[Scalar] = []
    while not reader.at("]"):
        values.append(reader.scalar())
        if reader.at(","):
            reader.take()
        elif not reader.at("]"):
            raise reader.beyond(reader.take())
    reader.take()
    reader.finish()
    return tuple(values)
