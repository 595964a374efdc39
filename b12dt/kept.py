"""What one run of the pipeline leaves for the next: each step's last result, beside all that it was made from.

A step whose source is equal to that of the last run gives the last result again; so a check after an edit works anew
on what the edit touched, and finds the same as a check that knows nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The last results of steps, by the step's name. Made empty for a run that is the only one."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def of(self, step: Hashable, source: object, make: Callable[[], T]) -> T:
        """Return what a step makes of its source: its last result where the source is equal, else a new one.

        `source` has to hold all that `make` reads, places in workbooks among it. The result is given out again: it is
        read, never changed.
        """
        known = self._made.get(step)
        if known is None or known[0] != source:
            known = self._made[step] = (source, make())
        return known[1]

    def last(self, step: Hashable) -> Any:
        """Return what a step left under `keep`, None where it left nothing."""
        return self._made.get(step, (None, None))[1]

    def keep(self, step: Hashable, result: object) -> None:
        """Leave a result for the next run, which has to judge itself whether it can use it."""
        self._made[step] = (None, result)
