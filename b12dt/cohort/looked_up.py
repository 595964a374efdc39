"""What tables hold for the codes of many patients, chunk by chunk, so that what is made on the way stays in the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from b12dt.cohort.digits import Codes
from b12dt.cohort.exchange import exchange_of
from b12dt.cohort.steps import CHUNK


def chunks(tables: Sequence[Codes], codes: Codes) -> Iterator[tuple[slice, list[Codes]]]:
    """Return for each chunk its place and what each table holds; bytes are exchanged, for others one index is made."""
    exchanges = [exchange_of(one) if codes.dtype == np.uint8 else None for one in tables]
    for begin in range(0, len(codes), CHUNK):
        part = codes[begin : begin + CHUNK]
        index = None if all(exchanges) else part.astype(np.intp)
        found = [np.empty(len(part), dtype=one.dtype) for one in tables]
        for table, exchange, out in zip(tables, exchanges, found, strict=True):
            if exchange is not None:
                exchange.put(part, out)
            elif index is not None:
                np.take(table, index, out=out, mode="clip")
        yield slice(begin, begin + len(part)), found


def looked_up(tables: Sequence[Codes], codes: Codes) -> list[Codes]:
    """Return what each table holds for all codes."""
    found = [np.empty(len(codes), dtype=one.dtype) for one in tables]
    for place, parts in chunks(tables, codes):
        for out, part in zip(found, parts, strict=True):
            out[place] = part
    return found
