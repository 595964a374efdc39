"""Which rows of a column are given: bits, as Arrow keeps them, taken apart where they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from b12dt.cohort.digits import Codes


@dataclass(frozen=True, slots=True)
class Given:
    """Which rows of a column are given, as Arrow keeps it: a bit for each, the first one `offset` bits on."""

    bits: Codes
    offset: int

    def after(self, begin: int) -> Given:
        """Return the same from a row on."""
        return Given(self.bits, self.offset + begin)

    def between(self, begin: int, end: int) -> Codes:
        """Return for each row of a stretch whether it is given."""
        first = (self.offset + begin) // 8
        bits = np.unpackbits(self.bits[first : -(-(self.offset + end) // 8)], bitorder="little").view(bool)
        return bits[self.offset + begin - 8 * first :][: end - begin]


def given_of(column: Any) -> Given | None:
    """Return which rows are given, None where all are."""
    if not column.null_count:
        return None
    return Given(np.frombuffer(column.buffers()[0], dtype=np.uint8), column.offset)


def is_given(column: Any) -> Codes:
    """Return for each row of any column whether it is given."""
    return column.is_valid().to_numpy(zero_copy_only=False)


def put_unknown(out: Codes, valid: Codes, none: int) -> None:
    """Write the digit of what is not given."""
    if none == 0:
        np.multiply(out, valid.view(np.uint8), out=out)
    else:
        np.copyto(out, none, where=~valid, casting="unsafe")
