"""The facts that the title of a column may have been meant for. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.runtime.closest import closest

SHORTEST = 3
"""Letters that a title must have to be taken for the beginning of a fact's name."""


def near_names(title: str, names: Iterable[str]) -> list[str]:
    """Return the facts that a title may be meant for: one is a slip away, or one of both begins the other."""
    names = list(names)
    near = closest(title, names)
    return [near] if near else [name for name in names if _begins(title.casefold(), name.casefold())]


def _begins(one: str, other: str) -> bool:
    return len(one) >= SHORTEST and (other.startswith(f"{one}_") or one.startswith(f"{other}_"))
