"""A byte for a byte: what a code becomes, looked up without widening it to an index, which costs more than the look-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from b12dt.cohort.digits import Codes

BYTES = 1 << 8


@dataclass(frozen=True, slots=True)
class Exchange:
    """What each of up to 256 codes becomes. `line`, where all lie on one: how much each is more than the one before, and the first."""

    table: bytes
    line: tuple[np.uint8, np.uint8] | None

    def put(self, codes: Codes, out: Codes) -> None:
        """Write what codes, each a byte, become; `out` may be the codes themselves."""
        if self.line is None:
            np.copyto(out, np.frombuffer(codes.tobytes().translate(self.table), dtype=np.uint8))
            return
        slope, first = self.line
        np.multiply(codes, slope, out=out)
        np.add(out, first, out=out)


def exchange_of(becomes: Codes) -> Exchange | None:
    """Return the exchange of codes for what stands at their place; None where either needs more than a byte."""
    if becomes.dtype != np.uint8 or not 0 < len(becomes) <= BYTES:
        return None
    # Bytes are reckoned modulo 256, so that a falling line is one, too.
    steps = np.diff(becomes)
    straight = len(steps) == 0 or bool((steps == steps[0]).all())
    slope = steps[0] if len(steps) else np.uint8(0)
    return Exchange(becomes.tobytes().ljust(BYTES, b"\0"), (slope, becomes[0]) if straight else None)
