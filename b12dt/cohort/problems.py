"""What is wrong with a frame of patients, in words; and what is told of one that could be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from b12dt.runtime.facts import FactProblem

MOST_EXAMPLES = 5
REASONS = "reasons"
"""The column of the rows that were set aside that says why."""


@dataclass(slots=True, kw_only=True)
class FrameProblem:
    """Something in a frame that cannot be used.

    `column` of the frame, `fact` of the dictionary, the `problem` in a sentence, examples of what was read, what is
    allowed, a near word. `count` of the rows that have it (0 for what is wrong whatever the rows hold), and the first of
    them as places counted from 0; `labels` are these rows' own names, where the frame has names for rows.
    """

    column: str
    fact: str
    problem: str
    allowed: str = ""
    closest: str | None = None
    count: int = 0
    read: list[str] = field(default_factory=list[str])
    rows: list[int] = field(default_factory=list[int])
    labels: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        """Return it as a line."""
        parts = [f"{self.column}: {self.problem}"]
        if self.count:
            rows = self.labels or [str(row) for row in self.rows]
            more = ", ..." if self.count > len(rows) else ""
            parts.append(f"{self.count} {'row' if self.count == 1 else 'rows'} ({', '.join(rows)}{more}).")
        if self.read:
            parts.append(f"I read {', '.join(self.read)}.")
        if self.allowed:
            parts.append(f"Allowed: {self.allowed}.")
        if self.closest:
            parts.append(f"Closest: {self.closest}.")
        return " ".join(parts)


class FrameError(ValueError):
    """A frame that cannot be used as it is. Nobody was advised. `problems` lists everything that was found."""

    def __init__(self, problems: Iterable[FrameProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[FrameError], tuple[tuple[FrameProblem, ...]]]:
        """Return how it is made again in another process: from its problems, not from its text."""
        return type(self), (self.problems,)


def named_like_results(keep: Iterable[str], results: Iterable[str]) -> list[FrameProblem]:
    """Return the columns that cannot be kept, because a result has their name."""
    taken = set(results)
    said = "A result has the name of this column, so that it cannot be kept: give it another name."
    return [FrameProblem(column=name, fact="", problem=said) for name in keep if name in taken]


class FactsNotGivenWarning(UserWarning):
    """Facts for which a frame has no column: the dictionary's default stands for them."""


class UnansweredWarning(UserWarning):
    """Decisions for which the tables have no answer for some patients: a gap, never to be read as "nothing to do"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of the rows of a frame.

    `not_given`: the facts that were needed and had no column, each with the default that was taken for all patients.
    `not_used`: columns that no decision asked for. `unanswered`: for each decision with a gap, how many patients it has
    no answer for. `problems`: why rows were set aside.
    """

    rows: int
    advised: int
    not_given: dict[str, str]
    not_used: tuple[str, ...]
    unanswered: dict[str, int]
    problems: tuple[FrameProblem, ...]

    @property
    def set_aside(self) -> int:
        """Return how many rows were not advised."""
        return self.rows - self.advised


def not_given_words(report: Report) -> str:
    """Return in a sentence which facts have no column, and what stands for each."""
    given = ", ".join(f"{name} ({default})" for name, default in report.not_given.items())
    return f"The frame has no column for these facts; each stands at its default for every patient: {given}."


def reasons_name(taken: Iterable[str]) -> str:
    """Return the name of the column of reasons beside columns of these names."""
    name = REASONS
    taken = set(taken)
    while name in taken:
        name += "_"
    return name


class Tally:
    """The problems of a frame's cells, one and the same problem of a column counted together."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[tuple[str, str, str | None], FrameProblem] = {}
        self.reasons: dict[int, list[str]] = {}

    def add(self, column: str, rows: list[int], one: FactProblem) -> None:
        """Count a problem of these rows."""
        found = self._found.setdefault(
            (column, one.problem, one.closest),
            FrameProblem(column=column, fact=one.name, problem=one.problem, allowed=one.allowed, closest=one.closest),
        )
        found.count += len(rows)
        found.rows = sorted([*found.rows, *rows[:MOST_EXAMPLES]])[:MOST_EXAMPLES]
        if one.read not in found.read and len(found.read) < MOST_EXAMPLES:
            found.read.append(one.read)
        near = f" Closest: {one.closest}." if one.closest else ""
        reason = f"{column}: {one.problem} Allowed: {one.allowed}.{near}"
        for row in rows:
            told = self.reasons.setdefault(row, [])
            if reason not in told:
                told.append(reason)

    def reasons_of(self, rows: Iterable[int]) -> list[str]:
        """Return for each of these rows, every one with a problem, its reasons in one text."""
        return [" ".join(self.reasons[row]) for row in rows]

    @property
    def problems(self) -> list[FrameProblem]:
        """Return the problems, the columns in the order in which they were met."""
        return list(self._found.values())
