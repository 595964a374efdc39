"""The runner: chunk after chunk is read, checked and decided while it lies in the cache, in as many threads as wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np

from b12dt.cohort.column import Reader
from b12dt.cohort.digits import Codes
from b12dt.cohort.plan import Plan
from b12dt.cohort.problems import Tally
from b12dt.cohort.questions import count_open
from b12dt.cohort.steps import CHUNK, Work


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that lie together in memory: where they begin in the frame, how many, a reader for each fact with a column."""

    begin: int
    rows: int
    readers: dict[str, Reader]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of all rows: the codes of each told column by its name, which rows cannot be used, and why."""

    codes: dict[str, Codes]
    bad: Codes
    tally: Tally
    unanswered: dict[str, int]
    questions: dict[str, int]


class _Run:
    """One run: the columns that are filled, and what is counted on the way."""

    def __init__(self, plan: Plan, defaults: dict[str, int], columns: dict[str, str], rows: int) -> None:
        self.plan = plan
        self.defaults = defaults
        self.columns = columns
        # Columns that say the same share a slot, and so do they in the results.
        self.told = {one.slot: np.empty(rows, dtype=plan.types[one.slot]) for one in plan.told}
        self.bad = np.zeros(rows, dtype=bool)
        self.unanswered = dict.fromkeys(plan.gaps, 0)
        self.questions: dict[str, int] = {}
        self.tally = Tally()
        self.lock = Lock()

    def work(self, chunks: Iterator[tuple[Batch, int]]) -> None:
        """Take chunks until none is left."""
        work = Work(self.plan.types, min(CHUNK, len(self.bad)))
        for name, digit in self.defaults.items():
            work.own[self.plan.facts[name]].fill(digit)
        while True:
            with self.lock:
                chunk = next(chunks, None)
            if chunk is None:
                return
            self._chunk(work, *chunk)

    def _chunk(self, work: Work, batch: Batch, begin: int) -> None:
        end = min(begin + CHUNK, batch.rows)
        work.rows = end - begin
        work.slots = [one[: work.rows] for one in work.own]
        place = slice(batch.begin + begin, batch.begin + end)
        for slot, column in self.told.items():
            work.slots[slot] = column[place]
        for name, reader in batch.readers.items():
            out = work.slots[self.plan.facts[name]]
            wrong = reader.read(begin, end, out)
            if wrong is not None:
                # Such a row is decided on like any other, to be thrown away.
                out[wrong] = 0
                self.bad[place] |= wrong
                self._count(batch, begin, end, name, wrong)
        for step in self.plan.steps:
            step.take(work)
        usable = ~self.bad[place]
        silent = {key: int(np.count_nonzero(work.slots[slot] & usable)) for key, slot in self.plan.gaps.items()}
        still_open = count_open(self.plan.questions, work, usable)
        with self.lock:
            for counts, more in ((self.unanswered, silent), (self.questions, still_open)):
                for name, count in more.items():
                    counts[name] = counts.get(name, 0) + count

    def _count(self, batch: Batch, begin: int, end: int, name: str, wrong: Codes) -> None:
        found = list(batch.readers[name].wrong(begin, end, wrong))
        with self.lock:
            for one in found:
                first = batch.begin + begin
                self.tally.add(self.columns[name], [first + row for row in one.rows], one.problem)


def decide(
    plan: Plan, batches: Sequence[Batch], defaults: dict[str, int], columns: dict[str, str], threads: int
) -> Decided:
    """Decide on all rows. `defaults` are the digits of facts without a column, `columns` the names of the others'."""
    rows = sum(one.rows for one in batches)
    run = _Run(plan, defaults, columns, rows)
    chunks = iter([(one, begin) for one in batches for begin in range(0, one.rows, CHUNK)])
    if threads == 1 or rows <= CHUNK:
        run.work(chunks)
    else:
        with ThreadPoolExecutor(threads) as pool:
            workers: list[Any] = [pool.submit(run.work, chunks) for _ in range(threads)]
            for one in workers:
                one.result()
    codes = {one.name: run.told[one.slot] for one in plan.told}
    return Decided(codes=codes, bad=run.bad, tally=run.tally, unanswered=run.unanswered, questions=run.questions)
