"""A table whose rules exclude one another, or of which the first counts, as a decision tree.

The tree asks one column at a time and follows the answer. A branch is done when the rule that counts no longer
depends on what has not been asked; so a patient passes a handful of comparisons, not every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from b12dt.boxes import Box


@dataclass(frozen=True, slots=True)
class Leaf:
    """The rule that counts, by its place in the table; None where no rule is met."""

    rule: int | None


@dataclass(frozen=True, slots=True)
class Split:
    """A question about one column: for each group of atoms (a mask) the tree to go on with."""

    column: int
    branches: tuple[tuple[int, Tree], ...]


Tree = Leaf | Split


@lru_cache(maxsize=1024)
def decision_tree(boxes: tuple[Box, ...], domain: Box) -> Tree:
    """Return the tree that finds, for every patient of `domain`, the first rule whose box holds the patient."""
    return _grow(boxes, tuple(range(len(boxes))), domain)


def _grow(boxes: Sequence[Box], rules: tuple[int, ...], domain: Box) -> Tree:
    # Only rules that still share a patient with the domain count; one that covers all of it hides those below.
    alive: list[int] = []
    for rule in rules:
        if all(mask & left for mask, left in zip(boxes[rule], domain, strict=True)):
            alive.append(rule)
            if all(left & ~mask == 0 for mask, left in zip(boxes[rule], domain, strict=True)):
                break
    if not alive:
        return Leaf(None)
    first = boxes[alive[0]]
    if all(left & ~mask == 0 for mask, left in zip(first, domain, strict=True)):
        return Leaf(alive[0])
    column, groups = _best_split(boxes, tuple(alive), domain)
    branches = tuple(
        (mask, _grow(boxes, tuple(alive), (*domain[:column], mask, *domain[column + 1 :]))) for mask in groups
    )
    return Split(column, _merged(branches))


def _merged(branches: tuple[tuple[int, Tree], ...]) -> tuple[tuple[int, Tree], ...]:
    """Return the branches with those that lead to the same tree made one."""
    merged: dict[Tree, int] = {}
    for mask, tree in branches:
        merged[tree] = merged.get(tree, 0) | mask
    return tuple((mask, tree) for tree, mask in merged.items())


def _best_split(boxes: Sequence[Box], alive: tuple[int, ...], domain: Box) -> tuple[int, tuple[int, ...]]:
    """Return the column whose answer leaves the fewest rules in play, and its groups of atoms told apart."""
    best: tuple[tuple[int, int, int], int, tuple[int, ...]] | None = None
    for column, left in enumerate(domain):
        groups = _groups([boxes[rule][column] for rule in alive], left)
        if len(groups) == 1:
            continue
        in_play = [sum(1 for rule in alive if boxes[rule][column] & mask) for mask in groups]
        rank = (sum(in_play) - len(groups), max(in_play), len(groups))
        if best is None or rank < best[0]:
            best = (rank, column, groups)
    assert best is not None, "the first rule is partly met, so some column tells atoms apart"
    return best[1], best[2]


def _groups(masks: Sequence[int], left: int) -> tuple[int, ...]:
    """Return the atoms of `left` in groups that no mask tells apart, in the order of their first atoms."""
    groups = [left]
    for mask in masks:
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return tuple(sorted(groups, key=lambda group: group & -group))
