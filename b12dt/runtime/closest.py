"""The one allowed word that is a single slip of the hand away from the word that was written.

Standard library only: the embedded evaluator words its errors with it, too.
"""

from __future__ import annotations

from collections.abc import Iterable

_NEIGHBOURS = 2


def closest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that is one slip away, ignoring case; None where there is none, or more than one.

    A slip is one letter wrong, missing or too many, or two neighbours swapped. It is an offer to a person: nothing
    is ever read as the closest word.
    """
    written = word.casefold()
    # Of a single letter nothing is left when it is wrong, so that any other letter would be as good an offer.
    if len(written) <= 1:
        return None
    near: dict[str, str] = {}
    for candidate in allowed:
        folded = candidate.casefold()
        if folded == written:
            return candidate
        if _one_slip(written, folded):
            near.setdefault(folded, candidate)
    return next(iter(near.values())) if len(near) == 1 else None


def _one_slip(left: str, right: str) -> bool:
    """Return whether two different words differ by one slip: by what is left between their common start and end."""
    if abs(len(left) - len(right)) > 1:
        return False
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    one, other = left[start : len(left) - end], right[start : len(right) - end]
    if len(one) == len(other) == 1:
        # Of two letters too little is left when one is wrong: NA is no slip of "no".
        return len(left) > _NEIGHBOURS
    return max(len(one), len(other)) == 1 or (one == other[::-1] and len(one) == _NEIGHBOURS)
