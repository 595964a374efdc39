"""Time what `b12dt check` does once the workbooks are read: proofs, cases, coverage; then mutants, and the diff.

python -m benchmarks.proof            # 9 rounds; mutants and diff 7 times
python -m benchmarks.proof --quick    # without the mutants

Everything is made anew in each round: no diagram of one round helps the next. In the same round the workbooks are read
and random patients are evaluated, so that each line is also a ratio. Times are of the processor, one core: what else the machine does counts
little.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time

import b12dt
from b12dt.check import check
from b12dt.check.cases import run_cases, worked
from b12dt.check.coverage import check_coverage
from b12dt.check.suite import Score, Suite
from b12dt.diff import compare
from b12dt.loading import loaded
from b12dt.model import DecisionTable, Guideline
from b12dt.pipeline import run
from b12dt.program import Program
from b12dt.prove.graph import Graph
from b12dt.prove.pairs import broken_pairs
from b12dt.prove.tables import check_tables
from b12dt.prove.whole import broken_invariants, check_whole
from b12dt.read import read
from b12dt.tree import decision_tree
from benchmarks.patients import random_patients
from benchmarks.timing import Times, ratios, spread

TABLES = Path("tables")
ROUNDS, SLOW_ROUNDS, PATIENTS = 9, 7, 10_000
AIM_CHECK, AIM_MUTANTS = 1.0, 30.0
YARDSTICKS = "reading the workbooks", f"evaluating {PATIENTS:,} patients"


def main() -> None:
    """Time all of it and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    program = run(TABLES).program
    assert program is not None, "the workbooks have errors: b12dt check tables"
    evaluate = _evaluating(program)
    times: Times = {}
    check(program)
    for _ in range(ROUNDS):
        _yardsticks(times, evaluate)
        _stages(times, program)
        _timed(times, "check, as the command runs it", lambda: check(program))
    for _ in range(SLOW_ROUNDS):
        for edits in (1, 10):
            other = _edited(program.guideline, edits)
            name = f"diff of two versions, {_counted(edits)} flipped"
            _timed(times, f"{name}, 4 regions a change", lambda other=other: _compared(program, other, 4))
            _timed(times, f"{name}, all regions", lambda other=other: _compared(program, other))
    print(_size(program), end="\n\n")
    _print(times)
    took = median(times["check, as the command runs it"])
    print(f"\ncheck < {AIM_CHECK:.0f} s: {_met(took < AIM_CHECK)}")
    graph = Graph(program.guideline)
    list(broken_invariants(graph))
    print(f"one invariant: {median(times['of it: invariants']) / len(program.guideline.invariants) * 1e3:.1f} ms")
    if not quick:
        _mutants(program, evaluate)


def _evaluating(program: Program) -> Callable[[], None]:
    patients = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in one.items() if value is not None}
        for one in random_patients(loaded(program).INPUTS, PATIENTS, seed=3)
    ]

    def evaluate() -> None:
        for one in patients:
            b12dt.evaluate(one)

    return evaluate


def _timed(times: Times, name: str, way: Callable[[], object]) -> object:
    decision_tree.cache_clear()
    begun = process_time()
    result = way()
    times.setdefault(name, []).append(process_time() - begun)
    return result


def _yardsticks(times: Times, evaluate: Callable[[], None]) -> None:
    _timed(times, YARDSTICKS[0], lambda: read(TABLES))
    _timed(times, YARDSTICKS[1], evaluate)


def _stages(times: Times, program: Program) -> None:
    """Time the parts of a check one after the other, each on what those before it made, as `check` does."""
    guideline = program.guideline
    begun = process_time()
    graph = Graph(guideline)
    times.setdefault("of it: diagrams of all tables", []).append(process_time() - begun)
    _timed(times, "of it: gaps, dead rules, idle columns", lambda: list(check_tables(graph)))
    _timed(times, "of it: invariants", lambda: list(broken_invariants(graph)))
    _timed(times, "of it: pairs of patients", lambda: list(broken_pairs(graph)))
    # What is left of `check_whole` once its invariants and pairs are looked up again: the second time is subtracted.
    begun = process_time()
    list(broken_invariants(graph))
    list(broken_pairs(graph))
    again = process_time() - begun
    begun = process_time()
    list(check_whole(graph))
    times.setdefault("of it: idle facts and values, citations", []).append(max(process_time() - begun - again, 0.0))
    _timed(times, "of it: compiling the tables for the cases", lambda: loaded(program))
    compiled = loaded(program)
    begun = process_time()
    done = worked(program, compiled)
    times.setdefault("of it: running the cases", []).append(process_time() - begun)
    _timed(times, "of it: holding the cases against what they expect", lambda: list(run_cases(program, done)))
    fired = frozenset(rule.id for _, advice in done for rules in advice.fired for rule in rules or ())
    _timed(times, "of it: coverage", lambda: list(check_coverage(Suite(guideline, graph, fired))))


def _edited(guideline: Guideline, edits: int) -> Guideline:
    """Return a version in which so many rules, spread over the tables, state something else."""
    decisions = list(guideline.decisions)
    tables = [place for place, one in enumerate(decisions) if isinstance(one, DecisionTable) and _flipped(one) != one]
    for place in tables[:: max(len(tables) // edits, 1)][:edits]:
        table = decisions[place]
        assert isinstance(table, DecisionTable)
        decisions[place] = _flipped(table)
    return replace(guideline, decisions=tuple(decisions))


def _flipped(table: DecisionTable) -> DecisionTable:
    """Return a table whose last rule states what its first one does."""
    first, last = table.rules[0], table.rules[-1]
    return replace(table, rules=(*table.rules[:-1], replace(last, outputs=first.outputs)))


def _compared(program: Program, other: Guideline, most_regions: int | None = None) -> object:
    return compare(program.guideline, other, most_regions)


def _counted(edits: int) -> str:
    return "a rule" if edits == 1 else f"{edits} rules"


def _size(program: Program) -> str:
    guideline = program.guideline
    graph = Graph(guideline)
    rules = sum(len(one.rules) for one in guideline.decisions if isinstance(one, DecisionTable))
    built = len(graph.space)
    list(check_tables(graph))
    list(check_whole(graph))
    return (
        f"{len(guideline.decisions)} decisions, {rules} rules, {len(guideline.inputs)} facts, "
        f"{len(guideline.invariants)} invariants, {len(guideline.pairs)} pairs, {len(guideline.cases)} cases; "
        f"{graph.space.count(graph.space.true):.1e} distinguishable patients; {built:,} nodes built, {len(graph.space):,} in the end"
    )


def _print(times: Times) -> None:
    print("| | times reading the workbooks | times evaluating 10,000 patients | ms |\n|---|---|---|---|")
    for name, values in times.items():
        if len(values) == len(times[YARDSTICKS[0]]):
            shares = [spread(ratios(times, name, one), ".2f") for one in YARDSTICKS]
        else:
            shares = [f"{median(values) / median(times[one]):.2f}" for one in YARDSTICKS]
        print(f"| {name} | {' | '.join(shares)} | {median(values) * 1e3:.0f} |")


def _mutants(program: Program, evaluate: Callable[[], None]) -> None:
    times: Times = {}
    score: Score | None = None
    for _ in range(SLOW_ROUNDS):
        _yardsticks(times, evaluate)
        begun = process_time()
        score, _ = Suite(program.guideline).mutation()
        times.setdefault("mutants", []).append(process_time() - begun)
    print("\n" + str(score))
    _print(times)
    print(f"\nmutants < {AIM_MUTANTS:.0f} s: {_met(median(times['mutants']) < AIM_MUTANTS)}")


def _met(good: bool) -> str:
    return "met" if good else "NOT met"


if __name__ == "__main__":
    main()
