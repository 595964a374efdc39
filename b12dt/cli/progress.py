"""How far long work is: a bar on standard error, where somebody is watching a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Step = TypeVar("Step")


def steps(items: Iterable[Step], total: int | None, title: str) -> Iterator[Step]:
    """Hand on the items one by one and show how many are done of `total`; the bar goes when the work is done.

    Where standard error is no terminal nothing is shown: a log is not to fill up with bars.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=title)
