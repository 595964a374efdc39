"""What became of a cohort, in numbers: how many patients by result, by open question, by reason for being set aside.

Counts are plain data, so that those of a part of a file can be kept beside it; counts of two parts add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from b12dt.cohort.digits import Codes
from b12dt.cohort.plan import Told
from b12dt.cohort.problems import MOST_EXAMPLES, FrameProblem, Report
from b12dt.cohort.results import NOTHING
from b12dt.runtime.structure import several

NO_ANSWER = "(no answer)"
Numbers = dict[str, dict[str, int]]


@dataclass(slots=True, kw_only=True)
class Counts:
    """Counts of patients.

    `results`: by output or rules (`route.strength`, `route.rule`) and by value, (none) where a list holds nothing.
    `blank`: rows without any cell, which are no patients. `questions` by fact. `orders`: what an audit counts. `problems` with their rows as they are counted in the whole.
    """

    rows: int = 0
    advised: int = 0
    blank: int = 0
    results: Numbers = field(default_factory=Numbers)
    questions: dict[str, int] = field(default_factory=dict[str, int])
    unanswered: dict[str, int] = field(default_factory=dict[str, int])
    not_given: dict[str, str] = field(default_factory=dict[str, str])
    not_used: list[str] = field(default_factory=list[str])
    problems: list[FrameProblem] = field(default_factory=list[FrameProblem])
    orders: Numbers = field(default_factory=Numbers)

    def add(self, other: Counts) -> None:
        """Add the counts of the rows that come next."""
        for one in other.problems:
            self._problem(one)
        self.rows += other.rows
        self.advised += other.advised
        self.blank += other.blank
        for mine, theirs in ((self.results, other.results), (self.orders, other.orders)):
            for name, numbers in theirs.items():
                _sum(mine.setdefault(name, {}), numbers)
        _sum(self.questions, other.questions)
        _sum(self.unanswered, other.unanswered)
        self.not_given |= other.not_given
        self.not_used = other.not_used or self.not_used

    def _problem(self, one: FrameProblem) -> None:
        rows = [row + self.rows for row in one.rows]
        for known in self.problems:
            if (known.column, known.problem, known.closest) == (one.column, one.problem, one.closest):
                known.count += one.count
                known.rows = [*known.rows, *rows][:MOST_EXAMPLES]
                known.read = list(dict.fromkeys([*known.read, *one.read]))[:MOST_EXAMPLES]
                return
        self.problems.append(
            FrameProblem(
                column=one.column, fact=one.fact, problem=one.problem, allowed=one.allowed, closest=one.closest,
                count=one.count, read=list(one.read), rows=rows,
            )
        )  # fmt: skip


def _sum(mine: dict[str, int], theirs: dict[str, int]) -> None:
    for name, count in theirs.items():
        mine[name] = mine.get(name, 0) + count


def counts_of(report: Report, told: Iterable[tuple[Told, Codes]], questions: dict[str, int]) -> Counts:
    """Return the counts of a table; `told` are the columns with the codes of the rows that were advised."""
    return Counts(
        rows=report.rows,
        advised=report.advised,
        results={one.name: _results(one, codes) for one, codes in told},
        questions=questions,
        unanswered=report.unanswered,
        not_given=report.not_given,
        not_used=list(report.not_used),
        problems=list(report.problems),
    )


def _results(told: Told, codes: Codes) -> dict[str, int]:
    found: dict[str, int] = {}
    counts = np.bincount(codes, minlength=len(told.coded.codes) if told.by_state else len(told.entries))
    if told.by_state:
        counts = np.bincount(told.coded.codes, weights=counts, minlength=len(told.entries)).astype(np.int64)
    for entry, count in zip(told.entries, counts.tolist(), strict=True):
        if count:
            for word in _words(entry, rules=told.what == "rules"):
                found[word] = found.get(word, 0) + count
    return found


def _words(entry: Any, *, rules: bool) -> tuple[str, ...]:
    if entry is None:
        return (NO_ANSWER,)
    words: tuple[str, ...] = tuple(one.id for one in entry) if rules else tuple(str(one) for one in several(entry))
    return words or (NOTHING,)
