"""The facts that the title of a column may have been meant for. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from b12dt.runtime.closest import closest
from b12dt.runtime.structure import Input

SHORTEST = 3
"""Letters that a title must have to be taken for the beginning of a fact's name."""


def near_names(title: str, names: Iterable[str], inputs: Mapping[str, Input] | None = None) -> list[str]:
    """Return the facts that a title may be meant for.

    One is a slip away, one of both begins the other, or the title has the words of the name or of the label, with or
    without a unit, in any order. `inputs`: the dictionary, for the labels and units of the names.
    """
    names = list(names)
    near = closest(title, names)
    if near:
        return [near]
    begun = [name for name in names if _begins(title.casefold(), name.casefold())]
    said = {_words(title), _words(re.sub(r"[(\[].*", "", title))} - {()}
    return begun or [name for name in names if not said.isdisjoint(_ways(name, (inputs or {}).get(name)))]


def _begins(one: str, other: str) -> bool:
    return len(one) >= SHORTEST and (other.startswith(f"{one}_") or one.startswith(f"{other}_"))


def _ways(name: str, one: Input | None) -> frozenset[tuple[str, ...]]:
    return _ways_of(name) if one is None else _ways_of(name, one.label, one.unit, one.ucum)


@lru_cache(maxsize=1 << 10)
def _ways_of(name: str, label: str = "", *units: str) -> frozenset[tuple[str, ...]]:
    """Return the words of the ways in which a fact may be called; a file may have thousands of columns to be held against them."""
    labels = (name, label) if label else (name,)
    return frozenset(_words(f"{text} {unit}") for text in labels for unit in ("", *units))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text in one order, without signs; a micro sign as u, as in UCUM."""
    plain = re.sub("[\u00b5\u03bc]", "u", text.casefold())
    return tuple(sorted(re.findall(r"[^\W_]+", plain)))


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name for a column beside others: its own, or where one of these has it, with a note of whose it is."""
    taken = set(taken)
    free, number = name, 1
    while free in taken:
        free = f"{name} (b12dt)" if number == 1 else f"{name} (b12dt {number})"
        number += 1
    return free
