"""Facts from a JSON file, read strictly: a fact given twice, or a number that is none, is refused."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, cast


class FactsFileError(Exception):
    """The file cannot be read as facts; the message says why in one sentence."""


def read_facts(name: str) -> dict[str, Any]:
    """Return the facts of a JSON file, `-` for standard input. Numbers keep their exact decimals.

    Raises: FactsFileError.
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FactsFileError(f"{name} cannot be opened: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise FactsFileError(f"{name} is not a text file in UTF-8.") from error
    try:
        facts = json.loads(text, object_pairs_hook=_each_once, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise FactsFileError(f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise FactsFileError(f"{name}: {error}") from error
    if not isinstance(facts, dict):
        raise FactsFileError(f'{name} must hold one object of facts, such as {{"deficiency_confirmed": "yes"}}.')
    return cast("dict[str, Any]", facts)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in pairs:
        if name in facts:
            raise ValueError(f"the fact {name} is given twice.")
        facts[name] = value
    return facts


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number that can be compared.")
