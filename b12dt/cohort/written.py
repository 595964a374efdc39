"""Facts as they are written in the cells of a CSV file or a sheet: numbers with their digits, several codes as `a; b`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from b12dt.runtime.facts import UNKNOWN
from b12dt.runtime.structure import Input

NOTHING = "(none)"
NO_VALUE = "(formula without a value)"
"""What is read of a formula of which a file holds no result: no fact has such a value, so that the row is refused."""


def fact(text: str, one: Input) -> Any:
    """Return a cell as a fact: a number with its digits, several codes as a list; anything else as it is written."""
    if text == UNKNOWN:
        return text
    if one.kind == "several of":
        return [] if text == NOTHING else [part.strip() for part in text.split(";") if part.strip()]
    if one.kind == "number":
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text
