"""Pieces of a file, each advised and kept as a part of the output: one after another, or several at once in processes.

A piece knows nothing of the others. Threads would not do: NumPy's calls are so short that threads spend their time waiting
for each other's turn in Python.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Any

import numpy as np

from b12dt.cohort import table
from b12dt.cohort.arrow import pa
from b12dt.cohort.audit import Alerts, audit
from b12dt.cohort.carried import Carried
from b12dt.cohort.names import free_name
from b12dt.cohort.outputs import ORDERS, REJECTS, RESULTS
from b12dt.cohort.parts import keep
from b12dt.cohort.problems import REASONS
from b12dt.cohort.table import Options
from b12dt.cohort.writers import check_room
from b12dt.runtime.decided import Compiled

MOST = 8
"""Processes, where it is not said how many: each takes some 400 MB."""
ENDED = "a process ended before its work, perhaps for want of memory, of which --threads 1 needs least"
WORTH = 1 << 19
"""Rows there must be for each process: starting one takes as long as half of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is done to every piece; it pickles. `folder` takes the parts, `sheets` are the tables that go into a sheet."""

    matched: dict[str, str]
    kept: tuple[str, ...]
    wanted: Options
    alerts: Alerts | None
    sheets: Mapping[str, Path]
    folder: Path


def advise_pieces(
    compiled: Compiled, carry: Callable[[], Carried], task: Task, pieces: Iterable[tuple[int, Any]], processes: int
) -> Iterator[int]:
    """Advise pieces, each with its place in the file. Return of each in turn how many of its rows were advised.

    `carry` makes the guideline ready to travel, which is only done for several processes.

    Raises: FileError; FrameError; OSError, also where a process ends before its work.
    """
    if processes == 1:
        for place, piece in pieces:
            yield _advise(compiled, task, place, piece)
        return
    carried = carry()
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin) as pool:
        waiting: deque[Future[int]] = deque()
        try:
            for place, piece in pieces:
                waiting.append(pool.submit(_in_process, carried, task, place, piece))
                # One more than can be worked on lies ready; more would only fill the memory.
                if len(waiting) > processes + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ChildProcessError(ENDED) from error
        finally:
            for one in waiting:
                one.cancel()


def processes_for(rows: int | None, most: int | None) -> int:
    """Return how many processes so many rows are worth; one where it is not known how many there are."""
    return max(1, min(most or min(_processors(), MOST), (rows or 0) // WORTH))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """Leave it to the process that started this one to be interrupted, and end with it, however it ends."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _in_process(carried: Carried, task: Task, place: int, piece: Any) -> int:
    return _advise(carried.compiled(), task, place, piece)


def _advise(compiled: Compiled, task: Task, place: int, piece: Any) -> int:
    """Advise a piece and keep it as a part. Return how many of its rows were advised."""
    advised = table.advise(compiled, piece, task.matched, task.wanted, not_used=task.kept)
    assert advised.counts is not None, "counts were asked for"
    good, bad = np.flatnonzero(~advised.bad), np.flatnonzero(advised.bad)
    kept = piece.select(list(task.kept)).take(pa.array(good)) if len(bad) else piece.select(list(task.kept))
    reasons = pa.array(advised.tally.reasons_of(bad.tolist()), pa.string())
    tables = {
        RESULTS: _beside(kept, advised.table),
        REJECTS: _beside(piece.take(pa.array(bad)), pa.table({REASONS: reasons})),
    }
    if task.alerts is not None:
        of_alerts = task.alerts
        ordered = table.differing(compiled, piece, task.matched, of_alerts.orders, written=task.wanted.written)[good]
        rows, advised.counts.orders = audit(advised.table, ordered, of_alerts)
        facts = [task.matched[name] for name in compiled.INPUTS if name in task.matched]
        names = [f"{of_alerts.key}.{name}" for name in (of_alerts.highest, of_alerts.alerts, "rule")]
        beside = _beside(_beside(kept, advised.table.select(names)), piece.select(facts).take(pa.array(good)))
        tables[ORDERS] = beside.take(pa.array(rows))
    for name, sheet in task.sheets.items():
        check_room(sheet, tables[name])
    keep(task.folder, place, tables, advised.counts)
    return len(good)


def _beside(left: Any, right: Any) -> Any:
    """Return two tables of the same rows as one; a result whose name a column carried over has says that it is one."""
    if not left.num_columns:
        # Without columns a table does not know its rows.
        return right
    for name, column in zip(right.column_names, right.columns, strict=True):
        left = left.append_column(free_name(name, left.column_names), column)
    return left
