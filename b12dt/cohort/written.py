"""Facts as they are written in the cells of a CSV file or a sheet: numbers with their digits, several codes as `a; b`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from b12dt.runtime.facts import UNKNOWN
from b12dt.runtime.structure import Input

NOTHING = "(none)"
_NUMBER = re.compile(r"[ \t]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?[ \t]*")
NO_VALUE = "(formula without a value)"
"""What is read of a formula of which a file holds no result: no fact has such a value, so that the row is refused."""


def fact(text: str, one: Input) -> Any:
    """Return a cell as a fact: a number with its digits, several codes as a list; anything else as it is written."""
    if text == UNKNOWN:
        return text
    if one.kind == "several of":
        parts = [part.strip() for part in text.split(";") if part.strip()]
        # A cell of blanks and signs alone says neither that there is nothing nor what there is.
        return [] if text == NOTHING else parts or text
    return Decimal(text) if one.kind == "number" and _NUMBER.fullmatch(text) else text
