"""Read the text of a cell by the grammar in cells.lark. Nothing in a cell is ever executed.

Each function returns what was read, or an `Unreadable` that says where the reading stopped. Lark is imported, and
the grammar compiled, when the first cell is read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from b12dt.cells.syntax import (
    Alternative,
    Alternatives,
    Both,
    Clause,
    Compared,
    Contrary,
    DoesNotMatter,
    Either,
    Entries,
    LooseRange,
    Question,
    Range,
    Sign,
    Test,
    Unreadable,
    Words,
)

if TYPE_CHECKING:
    from lark import Token

# Excel and people use all of these for "does not matter".
DASHES = "-–—−"

EMPTY, DECIMAL_COMMA, CANNOT_READ, NO_COMMA = "DT201", "DT202", "DT203", "DT208"
DASH_AMONG_OTHERS, STRANGE_SIGN, QUOTE_MISSING, TWO_DOTS = "DT210", "DT223", "DT238", "DT239"

_QUOTES = '"“”„'
_QUOTED_OR_COMMA = re.compile(rf"[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]|(?<=[0-9]),(?=[0-9])")
_AROUND = re.compile(r"[0-9.]+")
_ENDS_WITHOUT_DOTS = re.compile(
    r"(?<!not)(?<!not\s)[\[\](]\s*[0-9.]+\s*(?:[,;:–—-]|to)\s*[0-9.]+\s*[\[\])]",
    re.IGNORECASE,
)
_EXCERPT = 24


@lru_cache(maxsize=16_384)
def parse_test(text: str) -> Test | Unreadable:
    """Read an input cell."""
    read = _parse(text, "test")
    if isinstance(read, Unreadable):
        return _common_slip(read, text) if read.code == CANNOT_READ else read
    alternatives = cast("Alternatives", read)
    dashes = [item for item in alternatives.items if isinstance(item, Words) and _is_dash(item)]
    if not dashes:
        return alternatives
    if len(alternatives.items) == 1 and not alternatives.negated:
        return DoesNotMatter()
    return _unreadable(DASH_AMONG_OTHERS, text, dashes[0].position)


@lru_cache(maxsize=16_384)
def parse_result(text: str) -> Entries | Unreadable:
    """Read an output cell, or the fact of a case."""
    return cast("Entries | Unreadable", _parse(text, "result"))


@lru_cache(maxsize=4_096)
def parse_condition(text: str) -> Clause | Unreadable:
    """Read a condition on the variables of the guideline."""
    return cast("Clause | Unreadable", _parse(text, "condition"))


def _common_slip(unread: Unreadable, text: str) -> Unreadable:
    """Say what is wrong, not only where, if it is one of the two slips that people make most."""
    if _ENDS_WITHOUT_DOTS.search(text):
        return Unreadable(TWO_DOTS, text, unread.position, unread.where)
    if text[unread.position : unread.position + 1] == ";":
        return Unreadable(NO_COMMA, text, unread.position, unread.where)
    return unread


def _is_dash(words: Words) -> bool:
    return not words.quoted and len(words.text) == 1 and words.text in DASHES


def _parse(text: str, start: str) -> object:
    if not text.strip():
        return Unreadable(EMPTY, "", 0, "")
    if sum(text.count(quote) for quote in _QUOTES) % 2:
        return _unreadable(QUOTE_MISSING, text, max(text.rfind(quote) for quote in _QUOTES))
    for match in _QUOTED_OR_COMMA.finditer(text):
        if match[0] == ",":
            return _decimal_comma(text, match.start())

    grammar = _grammar()
    try:
        return grammar.reader.parse(text, start)
    except _SlipError as slip:
        return _unreadable(slip.code, text, slip.position, slip.read)
    except grammar.unexpected as error:
        return _unreadable(CANNOT_READ, text, _position(error, text))


def _position(error: Exception, text: str) -> int:
    """Return where the reading stopped: at a sign or word that does not fit, or at the end of the text."""
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        return len(text)
    position = getattr(error, "pos_in_stream", None)
    return position if isinstance(position, int) else len(text)


def _unreadable(code: str, text: str, position: int, read: str | None = None) -> Unreadable:
    return Unreadable(code, text if read is None else read, position, where(text, position))


def _decimal_comma(text: str, comma: int) -> Unreadable:
    before = text[:comma]
    start = max((match.start() for match in _AROUND.finditer(before)), default=comma)
    after = _AROUND.match(text, comma + 1)
    return _unreadable(DECIMAL_COMMA, text, comma, text[start : after.end() if after else comma + 1])


def where(text: str, position: int) -> str:
    """Return a position in the words of the reader: `after "not("`."""
    before = " ".join(text[:position].split())
    if not before:
        return "at its beginning"
    if len(before) > _EXCERPT:
        _, space, words = before[-_EXCERPT:].partition(" ")
        before = f"…{words if space else before[-_EXCERPT:]}"
    return f'after "{before}"'


class _Reader(Protocol):
    """What is used of Lark."""

    def parse(self, text: str, start: str) -> object: ...


class _Grammar(NamedTuple):
    reader: _Reader
    unexpected: type[Exception]


@cache
def _grammar() -> _Grammar:
    """Compile the grammar. Lark is imported here, since neither the evaluator nor the other stages need it."""
    from lark import Lark, UnexpectedInput

    rules = (files("b12dt.cells") / "cells.lark").read_text(encoding="utf-8")
    # The builder works while the text is read: there is no tree to walk, so that a deep one cannot exhaust the stack.
    builder = cast("Any", _Builder())
    reader = Lark(rules, parser="lalr", start=["test", "result", "condition"], transformer=builder)
    return _Grammar(cast("_Reader", reader), UnexpectedInput)


class _SlipError(Exception):
    """The grammar allows this only in order to name it."""

    def __init__(self, code: str, position: int, read: str) -> None:
        super().__init__(code)
        self.code = code
        self.position = position
        self.read = read


def _words(token: Token) -> Words:
    position = token.start_pos or 0
    quoted = token.type == "QUOTED"
    text = token.value[1:-1] if quoted else token.value
    return Words(" ".join(text.split()), quoted, position)


def _sign(token: Token) -> Sign:
    compact = "".join(token.value.split()).replace("≤", "<=").replace("≥", ">=")
    return cast("Sign", compact)


class _Builder:
    """One method for each rule of the grammar; Lark calls it with what the rule's parts became."""

    def words(self, children: list[Token]) -> Words:
        return _words(children[0])

    def entry(self, children: list[Token]) -> Words:
        return _words(children[0])

    def phrase(self, children: list[Token]) -> Words:
        if len(children) == 1:
            return _words(children[0])
        return Words(" ".join(token.value for token in children), quoted=False, position=children[0].start_pos or 0)

    def phrases(self, children: list[Words]) -> tuple[Words, ...]:
        return tuple(children)

    def compared(self, children: tuple[Token, Words]) -> Compared:
        return Compared(_sign(children[0]), children[1])

    def strange_sign(self, children: tuple[Token, Words]) -> Compared:
        raise _SlipError(STRANGE_SIGN, children[0].start_pos or 0, children[0].value)

    def range(self, children: tuple[Token, Words, Token, Words, Token, Words | None]) -> Range:
        left, low, dots, high, right, unit = children
        _check_dots(dots)
        return Range(low, left.value == "[", high, right.value == "]", unit)

    def loose_range(self, children: tuple[Words, Token, Words]) -> LooseRange:
        low, dots, high = children
        _check_dots(dots)
        return LooseRange(low, high)

    def alternatives(self, children: list[Alternative]) -> tuple[Alternative, ...]:
        return tuple(children)

    def plain_test(self, children: tuple[tuple[Alternative, ...]]) -> Alternatives:
        return Alternatives(children[0], negated=False)

    def negated_test(self, children: tuple[Token, tuple[Alternative, ...], Token]) -> Alternatives:
        return Alternatives(children[1], negated=True)

    def no_entries(self, _children: list[Token]) -> Entries:
        return Entries(())

    def entries(self, children: list[Words]) -> Entries:
        return Entries(tuple(children))

    def sign_question(self, children: tuple[Words, Token, Words]) -> Question:
        name, sign, value = children
        return Question(name, _sign(sign), (value,))

    def unequal_question(self, children: tuple[Words, Token, Words]) -> Question:
        return Question(children[0], "!=", (children[2],))

    def strange_question(self, children: tuple[Words, Token, Words]) -> Question:
        raise _SlipError(STRANGE_SIGN, children[1].start_pos or 0, children[1].value)

    def in_question(self, children: tuple[Words, tuple[Words, ...]]) -> Question:
        return Question(children[0], "in", children[1])

    def contains_question(self, children: tuple[Words, Words]) -> Question:
        return Question(children[0], "contains", (children[1],))

    def contains_any_question(self, children: tuple[Words, tuple[Words, ...]]) -> Question:
        return Question(children[0], "contains", children[1])

    def is_empty_question(self, children: tuple[Words]) -> Question:
        return Question(children[0], "is empty", ())

    def is_not_empty_question(self, children: tuple[Words]) -> Question:
        return Question(children[0], "is not empty", ())

    def contrary(self, children: list[Clause]) -> Contrary:
        return Contrary(children[0])

    def both(self, children: list[Clause]) -> Clause:
        return children[0] if len(children) == 1 else Both(tuple(children))

    def either(self, children: list[Clause]) -> Clause:
        return children[0] if len(children) == 1 else Either(tuple(children))


def _check_dots(dots: Token) -> None:
    # `[0...5]` may be meant as 0 to 5 or as 0 to .5, and Excel turns three dots into one character.
    if dots.value != "..":
        raise _SlipError(TWO_DOTS, dots.start_pos or 0, dots.value)
