"""The pieces of FEEL: strings, numbers, names and signs; and what is said of those that are not read."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import NamedTuple

_SURROGATES = range(0xD800, 0xE000)
MOST_TOKENS = 2_000


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is not read: the text, and why in words that end the sentence 'It has ...'."""

    read: str
    reason: str


class BeyondError(Exception):
    """The text has something that is not read."""

    def __init__(self, read: str, reason: str) -> None:
        super().__init__(reason)
        self.beyond = Beyond(read, reason)


class Token(NamedTuple):
    """A piece of FEEL: its kind, and its text."""

    kind: str
    text: str


_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<dots>\.\.)|(?P<operator><=|>=|!=|<|>|=)"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\S))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u(?P<four>[0-9a-fA-F]{4})|U(?P<six>[0-9a-fA-F]{6})|(?P<sign>.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


def tokens_of(text: str) -> list[Token]:
    """Return the pieces of a text. Raises: BeyondError."""
    found: list[Token] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None, "any sign is a piece"
        found.append(Token(match.lastgroup or "", match[match.lastgroup or 0]))
        place = match.end()
        if len(found) > MOST_TOKENS:
            raise BeyondError(text[:40], "more than we read in one cell")
    return found


def string_of(token: str) -> str:
    """Return the text that a FEEL string means.

    Raises: BeyondError for a character that does not exist.
    """

    def unescaped(match: re.Match[str]) -> str:
        code = match["four"] or match["six"]
        if code:
            number = int(code, 16)
            if number > sys.maxunicode or number in _SURROGATES:
                raise BeyondError(token, "a character that does not exist")
            return chr(number)
        return _SIGNS.get(match["sign"], match["sign"])

    return _ESCAPE.sub(unescaped, token[1:-1])


def quoted(text: str) -> str:
    """Return a FEEL string that means the text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
