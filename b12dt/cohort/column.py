"""What reads a column, what it tells of a value that cannot be used, and the numbers of an Arrow column as they lie in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.digits import Codes
from b12dt.runtime.facts import FactProblem


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that cannot be used, and the rows of the chunk that hold it."""

    rows: list[int]
    problem: FactProblem


class Reader(Protocol):
    """A column of one batch. It reads any stretch of it, in any thread."""

    def read(self, begin: int, end: int, out: Codes) -> Codes | None:
        """Write the digits of a stretch; return where it holds what cannot be used, None where it holds no such thing."""
        ...

    def wrong(self, begin: int, end: int, bad: Codes) -> Iterator[Wrong]:
        """Return what cannot be used in a stretch, with its rows."""
        ...


def values_of(column: Any) -> Codes:
    """Return the numbers of a column as they lie in memory; where none is given, any number may stand."""
    kind = np.dtype(column.type.to_pandas_dtype())
    buffer = column.buffers()[1]
    if buffer is None:
        return np.zeros(len(column), dtype=kind)
    return np.frombuffer(buffer, dtype=kind, count=len(column), offset=column.offset * kind.itemsize)


def places_of(indices: Any) -> Codes:
    """Return the places of a dictionary, -1 where there is none; they may be counted in a type that knows no -1."""
    return indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
