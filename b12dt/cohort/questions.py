"""Open questions of a cohort: of how many patients each unknown fact, once known, could still change some output.

As for one patient: an unknown fact is given each of its answers in turn, the others staying as they are, and what
hangs on it is decided again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from b12dt.cohort.digits import Codes, Digits
from b12dt.cohort.machine import Node, SummaryNode
from b12dt.cohort.steps import Step, Work


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that may be unknown: its slot, its answers, the steps that hang on it, and the results that these may change."""

    name: str
    slot: int
    answers: tuple[int, ...]
    steps: tuple[Step, ...]
    results: tuple[int, ...]


def questions_of(
    facts: Mapping[str, int],
    digits: Mapping[str, Digits],
    nodes: Mapping[str, Node],
    steps: Iterable[Step],
    results: Mapping[str, tuple[int, ...]],
) -> tuple[Question, ...]:
    """Return the questions of a plan; `results` are the slots that tell of each decision what is compared."""
    of = dict(zip(nodes, steps, strict=True))
    found: list[Question] = []
    for name, slot in facts.items():
        one = digits[name]
        if one.first or not one.atoms.domain & 1:
            continue
        hanging = _hanging(name, nodes)
        found.append(
            Question(
                name=name,
                slot=slot,
                answers=tuple(digit for digit in range(1, one.size) if one.atoms.domain >> digit & 1),
                steps=tuple(of[key] for key in nodes if key in hanging),
                results=tuple(slot for key in nodes if key in hanging for slot in results.get(key, ())),
            )
        )
    return tuple(found)


def _hanging(name: str, nodes: Mapping[str, Node]) -> set[str]:
    """Return the keys of the decisions that a fact may change."""
    found: set[str] = set()
    for key, node in nodes.items():
        asked = {path.partition(".")[0] for path in node.decision.inputs if "." in path}
        if isinstance(node, SummaryNode):
            asked |= {one.decision.key for one in node.sources}
        if name in node.decision.inputs or asked & found:
            found.add(key)
    return found


def count_open(questions: Iterable[Question], work: Work, usable: Codes) -> dict[str, int]:
    """Return of how many usable rows of a chunk each fact is an open question. What was decided is left as it was."""
    counts: dict[str, int] = {}
    for one in questions:
        digits = work.slots[one.slot]
        unknown = (digits == 0) & usable
        if not unknown.any() or not one.results:
            continue
        before = [work.slots[slot].copy() for slot in one.results]
        kept = digits.copy()
        changes = np.zeros(work.rows, dtype=bool)
        for answer in one.answers:
            np.copyto(digits, answer, where=unknown, casting="unsafe")
            _take(one.steps, work)
            for slot, old in zip(one.results, before, strict=True):
                changes |= work.slots[slot] != old
        np.copyto(digits, kept)
        _take(one.steps, work)
        count = int(np.count_nonzero(changes & unknown))
        if count:
            counts[one.name] = count
    return counts


def _take(steps: Iterable[Step], work: Work) -> None:
    for step in steps:
        step.take(work)
