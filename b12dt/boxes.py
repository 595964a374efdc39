"""Boxes subtracted from boxes: what is left of a table's patients when some rules have taken theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Box = tuple[int, ...]
"""One mask for each column of a table: the patients that meet a rule."""


def outside(box: Box, other: Box) -> list[Box]:
    """Return the part of `box` that does not lie in `other`, as boxes that share no patient."""
    if not all(mask & taken for mask, taken in zip(box, other, strict=True)):
        return [box]
    rest: list[Box] = []
    inner = list(box)
    for column, (mask, taken) in enumerate(zip(box, other, strict=True)):
        beyond = mask & ~taken
        if beyond:
            rest.append((*inner[:column], beyond, *box[column + 1 :]))
        inner[column] = mask & taken
    return rest


def left_of(box: Box, others: Iterable[Box]) -> list[Box]:
    """Return the part of `box` that lies in none of `others`, in boxes that share no patient, joined where they can be."""
    rest = [box]
    for other in others:
        rest = [part for one in rest for part in outside(one, other)]
        if not rest:
            return []
    return joined(rest)


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Return the same patients in fewer boxes: two that differ in one column only become one, while any do."""
    rest = list(boxes)
    changed = True
    while changed:
        changed = False
        for column in range(len(rest[0]) if rest else 0):
            groups: dict[Box, int] = {}
            for box in rest:
                key = (*box[:column], *box[column + 1 :])
                groups[key] = groups.get(key, 0) | box[column]
            if len(groups) < len(rest):
                rest = [(*key[:column], mask, *key[column:]) for key, mask in groups.items()]
                changed = True
    return rest


def hidden_by(box: Box, others: Sequence[Box]) -> list[int] | None:
    """Return the places of a few of `others` that together hold all of `box`, None where they do not.

    The list is as short as leaving out one after the other makes it.
    """
    if left_of(box, others):
        return None
    needed = list(range(len(others)))
    for place in reversed(range(len(others))):
        without = [one for one in needed if one != place]
        if not left_of(box, (others[one] for one in without)):
            needed = without
    return needed
