"""What a difference means to a list of patients."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that was not advised by both versions: the line of the file on which it ends, and why."""

    line: int
    reason: str


@dataclass(slots=True, kw_only=True)
class Cohort:
    """Counts of rows: all, those with another result, by output, and those who get what reads differently."""

    rows: int = 0
    changed: int = 0
    reread: int = 0
    by_output: dict[str, int] = field(default_factory=dict[str, int])
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])
