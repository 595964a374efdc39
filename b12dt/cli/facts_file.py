"""Facts from a JSON file, read strictly: a fact given twice, or a number that is none, is refused."""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn, cast

from b12dt.cli.ending import WrongUseError

MOST_DIGITS = 1000
STANDARD_INPUT = "-"


class FactsFileError(WrongUseError):
    """The file cannot be read as facts; the message says why in one sentence."""


def read_facts(name: str) -> dict[str, Any]:
    """Return the facts of a JSON file, `-` for standard input. Numbers keep their exact decimals.

    Raises: FactsFileError.
    """
    called = "Standard input" if name == STANDARD_INPUT else name
    text = _text(name, called)
    if not text.strip():
        raise FactsFileError(f"{called} is not JSON: it is empty.")
    try:
        facts = json.loads(
            text, object_pairs_hook=_each_once, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        raise FactsFileError(f"{called} is not JSON: {_where(error)}.") from error
    except RecursionError as error:
        raise FactsFileError(f"{called}: too many brackets stand inside one another.") from error
    except ValueError as error:
        raise FactsFileError(f"{called}: {error}") from error
    if not isinstance(facts, dict):
        raise FactsFileError(f'{called} must hold one object of facts, such as {{"deficiency_confirmed": "yes"}}.')
    return cast("dict[str, Any]", facts)


def _text(name: str, called: str) -> str:
    try:
        content = _standard_input() if name == STANDARD_INPUT else Path(name).read_bytes()
        # A mark of the byte order, as Windows writes it, is no part of the text.
        return content.decode("utf-8-sig")
    except OSError as error:
        raise FactsFileError(f"{called} cannot be opened: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise FactsFileError(f"{called} is not a text file in UTF-8.") from error


def _standard_input() -> bytes:
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] - so it is where a program starts with a closed input
        raise OSError(9, "it is closed")
    # JSON is UTF-8 wherever it comes from, whatever the terminal's own encoding is.
    buffer = getattr(sys.stdin, "buffer", None)
    return buffer.read() if buffer is not None else sys.stdin.read().encode()


def _where(error: json.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(error.doc.rstrip()):
        return f"{place} is where it ends, too early"
    return f"{place} is where it cannot be read any further"


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in pairs:
        if name in facts:
            raise ValueError(f"the fact {name} is given twice.")
        facts[name] = value
    return facts


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text[:40]} is not a number that can be compared.") from None


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"a number has more than {MOST_DIGITS} digits.")
    return int(text)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number that can be compared.")
