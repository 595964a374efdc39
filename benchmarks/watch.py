"""From the save of one edited cell to the findings: `b12dt check --watch`, and what the last check leaves for the next.

python -m benchmarks.watch              # 20 edits, timed
python -m benchmarks.watch --each 8     # and 8 flaws of each kind: are the findings those of a check that knows nothing?

An edit puts another row's text of the same column into a cell of a decision table or of the cases; the next one takes
it back. It is written beside the workbook and put in its place, as Excel does. The command runs as its users run it,
in a process of its own; from the moment the workbook is in its place to the last line printed is the time. In the same
round this process checks the folder twice: with what its last check left, and knowing nothing. These two are given in
time of the processor, too, on which other work of the machine counts little.
"""

from __future__ import annotations

import argparse
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.diagnostics import Finding
from b12dt.emit.python import write_python
from b12dt.kept import Kept
from b12dt.model import DecisionTable
from b12dt.pipeline import Outcome, run
from b12dt.words.report import report
from benchmarks.plants import KINDS, Books, Ground, Maker, NoSuchFlawError, Plant, put
from benchmarks.timing import Times, ratios, spread

AIM = 1.0
QUIET = 0.4
TRIES = 40

WATCH, AGAIN, COLD = "save to findings", "check with what the last one left", "check that knows nothing"
PROCESSOR = ", processor time"


def main() -> None:
    """Measure and print; with `--each`, stop where kept work changes a finding."""
    parser = argparse.ArgumentParser(description="Time the checks of saved workbooks.")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--each", type=int, default=0, help="how many flaws of each kind to compare on")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="b12dt-watch-") as folder:
        place = Path(folder) / "tables"
        shutil.copytree("tables", place, ignore=shutil.ignore_patterns("~$*", ".*"))
        outcome = run(place, checks=True)
        assert outcome.program is not None, "the workbooks have errors: b12dt check tables"
        if options.edits:
            _report(_timed(place, _edits(place, outcome, options.edits, Random(options.seed))))
        if options.each:
            print(_same(Path("tables"), outcome, options.each, options.seed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A workbook to be put in the place of another, and what is different in it."""

    book: Path
    name: str
    text: str


def _edits(place: Path, outcome: Outcome, count: int, random: Random) -> Iterator[Edit]:
    """Yield edits of one cell, each followed by the one that takes it back."""
    assert outcome.program is not None
    guideline = outcome.program.guideline
    tables = [one for one in guideline.decisions if isinstance(one, DecisionTable) and len(one.rules) > 1]
    folder = place.with_name("edited")
    folder.mkdir()
    for number in range(count // 2):
        # Every fifth edit is one of the cases, whose workbook is the largest.
        span = guideline.cases[0].span if number % 5 == 4 else random.choice(tables).span
        book = openpyxl.load_workbook(place / span.workbook)
        sheet = book[span.sheet]
        row, other, column = _cells(sheet, random)
        before, after = (str(sheet.cell(one, column).value) for one in (row, other))
        for text, told in ((after, f"{span}, row {row}: {before!r} becomes {after!r}"), (before, "and back")):
            put(sheet.cell(row, column), text)
            edited = folder / f"{number}-{len(told)}.xlsx"
            book.save(edited)
            yield Edit(book=edited, name=span.workbook, text=told)


def _cells(sheet: Worksheet, random: Random) -> tuple[int, int, int]:
    """Return two rows that hold different texts in the same column of a table or list, and the column."""
    titles = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value in ("Rule ID", "ID"))
    while True:
        row, other = (random.randint(titles + 1, sheet.max_row) for _ in range(2))
        column = random.randint(3, sheet.max_column)
        texts = [sheet.cell(one, column).value for one in (row, other)]
        if None not in texts and texts[0] != texts[1]:
            return row, other, column


def _timed(place: Path, edits: Iterator[Edit]) -> Times:
    times: Times = {name: [] for name in (WATCH, AGAIN, COLD, AGAIN + PROCESSOR, COLD + PROCESSOR)}
    kept = Kept()
    run(place, checks=True, kept=kept)
    command = [sys.executable, "-m", "b12dt", "check", str(place), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as watcher:
        try:
            _told(watcher)
            for edit in edits:
                edit.book.replace(place / edit.name)
                saved = perf_counter()
                times[WATCH].append(_told(watcher) - saved)
                _check(times, AGAIN, place, kept)
                _check(times, COLD, place, Kept())
                print(f"{times[WATCH][-1]:.2f} s  {edit.text}", file=sys.stderr)
        finally:
            watcher.terminate()
    return times


def _check(times: Times, way: str, place: Path, kept: Kept) -> None:
    begun, at_work = perf_counter(), process_time()
    outcome = run(place, checks=True, kept=kept)
    report(outcome.findings, outcome.grids)
    times[way].append(perf_counter() - begun)
    times[way + PROCESSOR].append(process_time() - at_work)


def _told(watcher: subprocess.Popen[bytes]) -> float:
    """Return when the last line of a check was printed: the one before all was quiet."""
    assert watcher.stdout is not None
    told, lines = 0.0, b""
    with selectors.DefaultSelector() as selector:
        selector.register(watcher.stdout, selectors.EVENT_READ)
        # The first line is printed before the check: a change was seen. Only then comes what is waited for.
        while lines.count(b"\n") < 3 or selector.select(QUIET):
            selector.select()
            chunk = os.read(watcher.stdout.fileno(), 1 << 16)
            assert chunk, "the command ended"
            lines += chunk
            told = perf_counter()
    return told


def _report(times: Times) -> None:
    print("| | s | times a check that knows nothing |\n|---|---|---|")
    for name in times:
        to = COLD + PROCESSOR if name.endswith(PROCESSOR) else COLD
        print(f"| {name} | {spread(times[name], '.2f')} | {spread(ratios(times, name, to), '.2f')} |")
    within = sum(one < AIM for one in times[WATCH])
    print(f"\n{within} of {len(times[WATCH])} edits were told of within {AIM:.0f} s.")


def _same(tables: Path, clean: Outcome, each: int, seed: int) -> str:
    """Plant flaws, one after the other, and compare what is found with kept work and without."""
    assert clean.program is not None
    guideline = clean.program.guideline
    ground = Ground(tables, guideline, clean.grids, [dict(case.facts) for case in guideline.cases])
    kept = Kept()
    compared = findings = 0
    for number in range(each):
        for kind, make in KINDS.items():
            random = Random(f"{seed}/{kind}/{number}")
            with tempfile.TemporaryDirectory(prefix="b12dt-watch-") as folder:
                place = Path(folder) / "tables"
                place.mkdir()
                books = Books(tables)
                plant = _drawn(make, random, ground)
                if plant is None:
                    continue
                plant.act(books)
                books.save(place)
                one, other = run(place, checks=True, kept=kept), run(place, checks=True)
            assert _all(one) == _all(other), f"{kind} --number {number}: {plant.text}"
            compared += 1
            findings += len(other.findings)
    return f"{compared} edits one after the other: each of {findings} findings is the same with kept work and without."


def _drawn(make: Maker, random: Random, ground: Ground) -> Plant | None:
    for _ in range(TRIES):
        try:
            plant = make(random, ground)
        except NoSuchFlawError:
            continue
        if plant is not None:
            return plant
    return None


def _all(outcome: Outcome) -> tuple[tuple[Finding, ...], str, str]:
    """Return everything that a check tells, as data and in words, and what the workbooks compile to."""
    told = report(outcome.findings, outcome.grids, most=10_000, infos=True)
    return outcome.findings, told, write_python(outcome.program) if outcome.program else ""


if __name__ == "__main__":
    main()
