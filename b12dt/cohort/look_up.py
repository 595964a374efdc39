"""Look-ups: for each code what stands at its place in a table.

Arrow takes codes as they are. NumPy makes each a number of eight bytes first, which takes as long again as the look-up.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.digits import Codes

BYTES = 1 << 8
TYPES = {np.dtype(kind): pa.from_numpy_dtype(kind) for kind in ("u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f8")}
UNSIGNED = {np.dtype(f"i{size}"): np.dtype(f"u{size}") for size in (1, 2, 4, 8)}
TAKE = pc.get_function("array_take")
UNCHECKED = pc.TakeOptions(boundscheck=False)


class Table:
    """Numbers to be looked up by their places. It shares the memory of `entries`, and so sees what is changed there."""

    def __init__(self, entries: Codes) -> None:
        """Take the entries, in one dimension."""
        self.entries = np.ascontiguousarray(entries)
        self._values = _arrow(self.entries)

    def of(self, codes: Codes) -> Codes:
        """Return the entry for each code, to be read only. Raises: IndexError, for a code that is no place in the table."""
        # Arrow's own check of the places takes nearly as long as the look-up. Read without its sign a code below 0 is beyond, too.
        whole = codes if codes.dtype.kind == "u" else codes.view(UNSIGNED[codes.dtype])
        if len(codes) and int(whole.max()) >= len(self.entries):
            raise IndexError(f"a code is beyond a table of {len(self.entries)} entries: a fault of b12dt's own")
        found = TAKE.call([self._values, _arrow(whole)], UNCHECKED)
        return np.frombuffer(found.buffers()[1], dtype=self.entries.dtype, count=len(codes))


def _arrow(numbers: Codes) -> Any:
    """Return numbers as Arrow's, where they lie."""
    return pa.Array.from_buffers(TYPES[numbers.dtype], len(numbers), [None, pa.py_buffer(numbers)])


class Exchange:
    """What each of up to 256 codes becomes, a byte for a byte."""

    def __init__(self, becomes: Codes) -> None:
        """Take what each code becomes; for codes beyond these it is anything."""
        padded = np.zeros(BYTES, dtype=np.uint8)
        padded[: len(becomes)] = becomes
        self._table = Table(padded)
        # Where all lie on a line there is nothing to look up. Bytes are reckoned modulo 256, so that a falling line is one, too.
        steps = np.diff(becomes)
        self._line = (steps[0], becomes[0]) if len(steps) and (steps == steps[0]).all() else None

    def put(self, codes: Codes, out: Codes) -> None:
        """Write what codes, each a byte, become; `out` may be the codes themselves."""
        if self._line is None:
            np.copyto(out, self._table.of(codes))
            return
        slope, first = self._line
        np.multiply(codes, slope, out=out)
        np.add(out, first, out=out)


def exchange_of(becomes: Codes) -> Exchange | None:
    """Return the exchange of codes for what stands at their place; None where either needs more than a byte."""
    return Exchange(becomes) if becomes.dtype == np.uint8 and 0 < len(becomes) <= BYTES else None
