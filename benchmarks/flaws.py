"""Plant flaws of every kind in copies of the workbooks, and count those that the checks find where they stand.

python -m benchmarks.flaws                            # 15 of each kind, 2 processes
python -m benchmarks.flaws --each 40 --processes 4
python -m benchmarks.flaws --kind "wrong unit" --number 3   # one plant again, with all its findings

The same seed plants the same flaws. Every plant goes the whole way of a clinician's edit: openpyxl writes the workbook
into a folder of its own, and `pipeline.run(folder, checks=True)` reads, compiles and checks it.

A flaw is *found* when a finding of the right kind stands at the right cell (at the rule, the sheet, the invariant or
the case, where the flaw is not a cell's); *elsewhere* when only something else is reported; *equivalent* when nothing
is, and neither `b12dt.diff` nor the interpreter sees any difference; *missed* otherwise. A change that is no flaw must
raise no warning and no error, and change no advice. Patients shown by findings are put to the interpreter: a gap, an
overlap or a broken invariant counts as confirmed when it is one there, too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from b12dt import pipeline
from b12dt.catalogue import severity
from b12dt.check.conditions import holds, meets
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.diff import compare
from b12dt.loading import loaded
from b12dt.model import UNKNOWN, DecisionTable, Guideline, Kind, Output, Variable
from b12dt.read import read
from b12dt.recognise import recognise
from b12dt.resolve import resolve
from benchmarks.patients import random_patients
from benchmarks.plants import KINDS, Books, Ground, NoSuchFlawError, Plant, fires_none
from tests.support.interpreter import interpret

TRIES = 400
SAMPLES = 100
PROGRESS = 20


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one plant."""

    kind: str
    number: int
    verdict: str
    text: str
    told: tuple[str, ...]
    others: int
    confirmed: int
    refuted: tuple[str, ...]
    seconds: float


def main() -> int:
    """Plant, count and print; the exit code tells whether something was missed or wrongly alarmed."""
    options = _options()
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="b12dt-flaws-") as folder:
        workshop = Path(folder)
        shutil.copytree("tables", workshop / "tables", ignore=shutil.ignore_patterns("~$*", ".*"))
        clean = _prepare(workshop, libreoffice=not options.kind or "LibreOffice" in options.kind)
        if options.number is not None:
            _show(options.kind, options.number, options.seed)
            return 0
        kinds = [name for name in KINDS if not options.kind or options.kind in name]
        work = [(name, number, options.seed) for number in range(options.each) for name in kinds]
        with multiprocessing.get_context("fork").Pool(options.processes) as pool:
            drawn = list(_told(pool.imap_unordered(_guarded, work), len(work)))
    results = sorted((one for one in drawn if one is not None), key=lambda one: (one.kind, one.number))
    _report(results, clean, perf_counter() - begun, options.seed)
    return any(one.verdict in ("missed", "elsewhere", "false alarm", "changed") or one.refuted for one in results)


def _told(drawn: Iterable[Result | None], count: int) -> Iterable[Result | None]:
    """Pass results on as they come, and say beside the report how far it is and what was not found."""
    for done, one in enumerate(drawn, start=1):
        if one is not None and (one.verdict != "found" or one.refuted):
            print(f"{one.verdict}: {one.kind} --number {one.number}: {one.text}", *one.refuted, file=sys.stderr)
        if done % PROGRESS == 0:
            print(f"{done} of {count}", file=sys.stderr, flush=True)
        yield one


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Plant flaws in copies of the workbooks and count those found.")
    parser.add_argument("--each", type=int, default=15, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kind", default="", help="only kinds whose names contain this")
    parser.add_argument("--number", type=int, default=None, help="only this plant, with all its findings")
    return parser.parse_args()


class _Shared:
    """What the processes inherit: the ground, and where they may write."""

    ground: Ground
    workshop: Path


def _prepare(workshop: Path, *, libreoffice: bool) -> list[Finding]:
    """Check the clean workbooks, and interpret the patients that decide what is a flaw."""
    tables = workshop / "tables"
    outcome = pipeline.run(tables, checks=True)
    assert outcome.program is not None, "the workbooks have errors: b12dt check tables"
    guideline = outcome.program.guideline
    cases = [dict(case.facts) for case in guideline.cases]
    drawn = random_patients(loaded(outcome.program).INPUTS, 3000, seed=7)
    _Shared.ground = Ground(tables, guideline, outcome.grids, [*cases, *drawn])
    _Shared.workshop = workshop
    if libreoffice and (office := shutil.which("soffice")):
        command = [office, f"-env:UserInstallation=file://{workshop}/profile", "--headless", "--convert-to", "xlsx"]
        books = sorted(str(book) for book in tables.glob("*.xlsx"))
        subprocess.run([*command, "--outdir", str(workshop / "libreoffice"), *books], check=False, capture_output=True)
    return [one for one in outcome.findings if severity(one) is not Severity.INFO]


def _plant(kind: str, number: int, seed: int) -> Plant | None:
    random = Random(f"{seed}/{kind}/{number}")
    for _ in range(TRIES):
        try:
            plant = KINDS[kind](random, _Shared.ground)
        except NoSuchFlawError:
            continue
        if plant is not None:
            return plant
    return None


def _outcome(plant: Plant) -> pipeline.Outcome:
    with tempfile.TemporaryDirectory(dir=_Shared.workshop) as folder:
        place = Path(folder) / "tables"
        place.mkdir()
        books = Books(_Shared.ground.place)
        plant.act(books)
        books.save(place)
        return pipeline.run(place, checks=True)


def _guarded(work: tuple[str, int, int]) -> Result | None:
    """Return what became of a plant; a defect that stops the checks is one more way to miss it."""
    kind, number, _ = work
    try:
        return _one(*work)
    except Exception:  # noqa: BLE001
        told = tuple(traceback.format_exc().splitlines()[-4:])
        return Result(
            kind=kind, number=number, verdict="missed", text="stopped by a defect", told=told, others=0, confirmed=0,
            refuted=(), seconds=0.0,
        )  # fmt: skip


def _one(kind: str, number: int, seed: int) -> Result | None:
    plant = _plant(kind, number, seed)
    if plant is None:
        return None
    begun = perf_counter()
    outcome = _outcome(plant)
    alarms = [one for one in outcome.findings if severity(one) is not Severity.INFO]
    right = [one for one in outcome.findings if any(want.fits(one) for want in plant.right)]
    wanted = all if plant.every else any
    found = wanted(any(want.fits(one) for one in outcome.findings) for want in plant.right)
    confirmed, refuted = _put_to_the_interpreter(plant, outcome)
    return Result(
        kind=kind,
        number=number,
        verdict=_harmless(outcome, alarms, hint_missing=plant.hint and not found)
        if plant.harmless
        else "found"
        if found
        else _not_found(outcome, alarms),
        text=plant.text,
        told=tuple(f"{one.code} {one.span} {one.rule} {one.read or ''}"[:160] for one in alarms[:6]),
        others=len([one for one in alarms if one not in right]),
        confirmed=confirmed,
        refuted=tuple(refuted),
        seconds=perf_counter() - begun,
    )


def _harmless(outcome: pipeline.Outcome, alarms: list[Finding], *, hint_missing: bool) -> str:
    if alarms or outcome.program is None:
        return "false alarm"
    if not _same(outcome.program.guideline):
        return "changed"
    return "missed" if hint_missing else "found"


def _not_found(outcome: pipeline.Outcome, alarms: list[Finding]) -> str:
    if alarms or outcome.program is None:
        return "elsewhere"
    return "equivalent" if _same(outcome.program.guideline) else "missed"


def _same(guideline: Guideline) -> bool:
    """Tell whether a guideline gives everybody the advice of the clean one: by the diff, and by the interpreter."""
    if compare(_Shared.ground.guideline, guideline).changes:
        return False
    pool = _Shared.ground.pool
    patients = [*pool[:SAMPLES], *pool[-SAMPLES:]]
    return all(_sets(interpret(guideline, one.facts)[1]) == _sets(_results(one.facts, one.known)) for one in patients)


def _results(facts: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {path: value for path, value in known.items() if path not in facts}


def _sets(results: dict[str, Any]) -> dict[str, Any]:
    """Return results as a case compares them: the order of several values does not matter."""
    return {path: frozenset(value) if isinstance(value, tuple) else value for path, value in results.items()}


def _put_to_the_interpreter(plant: Plant, outcome: pipeline.Outcome) -> tuple[int, list[str]]:
    """Return how many of the patients shown the interpreter confirms, and the findings that it does not."""
    shown = [one for one in outcome.findings if one.code in ("DT401", "DT410", "DT420")]
    if not shown:
        return 0, []
    guideline = outcome.program.guideline if outcome.program else _resolved(plant)
    refuted = [f"{one.code} {one.span} {one.rule}: {one.patient}" for one in shown if not _holds(one, guideline)]
    return len(shown) - len(refuted), refuted


def _resolved(plant: Plant) -> Guideline:
    """Return the guideline that the compiler refuses: an overlap stops the pipeline after the names are understood."""
    with tempfile.TemporaryDirectory(dir=_Shared.workshop) as folder:
        books = Books(_Shared.ground.place)
        plant.act(books)
        books.save(Path(folder))
        grids, _ = read(Path(folder))
    guideline, _ = resolve(recognise(grids)[0], Span(workbook="tables"), "")
    assert guideline is not None
    return guideline


def _holds(one: Finding, guideline: Guideline) -> bool:
    tables = [decision for decision in guideline.decisions if isinstance(decision, DecisionTable)]
    if one.code == "DT401":
        table = next(table for table in tables if table.span.sheet == one.span.sheet)
        values = {variable.path: _value(dict(one.patient)[variable.label], variable) for variable in table.inputs}
        rules = [rule for rule in table.rules if rule.id in (one.rule, dict(one.details)["other"])]
        return len(rules) == 2 and all(
            meets(entry.test, values[variable.path])
            for rule in rules
            for variable, entry in zip(table.inputs, rule.inputs, strict=True)
        )
    labels = {variable.label: variable for variable in guideline.inputs}
    facts = dict(guideline.base) | {labels[name].name: _value(text, labels[name]) for name, text in one.patient}
    fired, results = interpret(guideline, facts)
    known = facts | results
    if one.code == "DT410":
        table = next(table for table in tables if table.span.sheet == one.span.sheet)
        needed = {column.decision for column in table.inputs if isinstance(column, Output)}
        return all(fired[key] is not None for key in needed) and fires_none(table, known)
    invariant = next(each for each in guideline.invariants if each.id == one.rule)
    return holds(invariant.premise, known) and not holds(invariant.conclusion, known)


def _value(text: str, variable: Variable) -> Any:
    """Return what a finding says of a patient, as the interpreter takes it."""
    if variable.kind is Kind.NUMBER:
        return None if text == UNKNOWN else float(text.removesuffix(variable.unit).strip())
    codes = {one.label: one.code for one in variable.values.values} if variable.values else {}
    if variable.kind is Kind.SEVERAL:
        return () if text == "(none)" else tuple(codes.get(part, part) for part in text.split("; "))
    return codes.get(text, text)


def _show(kind: str, number: int, seed: int) -> None:
    name = next(name for name in KINDS if kind in name)
    plant = _plant(name, number, seed)
    assert plant is not None, "no such plant can be drawn"
    print(name, "\n ", plant.text)
    for one in _outcome(plant).findings:
        if severity(one) is not Severity.INFO or plant.hint:
            print(" ", one.code, one.span, one.rule, one.read, dict(one.patient))
    print(_one(name, number, seed))


COLUMNS = ("found", "elsewhere", "equivalent", "missed", "false alarm", "changed")


def _report(results: list[Result], clean: list[Finding], took: float, seed: int) -> None:
    print("| kind | planted | found at the right place | elsewhere only | equivalent | missed | with other findings |")
    print("|---|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for name in KINDS:
        mine = [one for one in results if one.kind == name]
        if mine and not name.startswith("harmless"):
            count = Counter(one.verdict for one in mine)
            total += count
            _line(name, len(mine), [count[one] for one in COLUMNS[:4]], sum(one.others > 0 for one in mine))
    _line("**all flaws**", sum(total.values()), [total[one] for one in COLUMNS[:4]], "")
    print("\n| change that is no flaw | made | nothing said | false alarm | advice changed |\n|---|---|---|---|---|")
    for name in KINDS:
        mine = [one for one in results if one.kind == name and name.startswith("harmless")]
        if mine:
            count = Counter(one.verdict for one in mine)
            _line(
                name.removeprefix("harmless: "), len(mine), [count[one] for one in ("found", "false alarm", "changed")]
            )
    print(f"\nwarnings and errors on the clean workbooks: {len(clean)}")
    print(f"patients shown that the interpreter confirms: {sum(one.confirmed for one in results)}", end="; ")
    print(f"refutes: {sum(len(one.refuted) for one in results)}")
    print(f"{len(results)} plants, seed {seed}, {took:.0f} s, median {_middle(results):.2f} s a plant")
    for one in results:
        if one.verdict not in ("found", "equivalent") or one.refuted:
            print(f"\n{one.verdict}: {one.kind} --number {one.number}\n  {one.text}")
            for line in one.refuted or one.told:
                print("   ", line)
    for one in results:
        if one.verdict == "equivalent":
            print(f"\nequivalent: {one.kind} --number {one.number}: {one.text}")


def _line(name: str, made: int, counts: Iterable[int], *more: object) -> None:
    print("| " + " | ".join(str(one) for one in (name, made, *counts, *more)) + " |")


def _middle(results: list[Result]) -> float:
    return sorted(one.seconds for one in results)[len(results) // 2] if results else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
