"""A cohort as an Arrow table: its columns are matched with the facts, checked, and decided on.

This is the ground that frames of every kind, files and clusters stand on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from b12dt.cohort import results
from b12dt.cohort.arrow import pa
from b12dt.cohort.counts import Counts, counts_of
from b12dt.cohort.digits import Codes
from b12dt.cohort.machine import Machine
from b12dt.cohort.plan import Plan, plan_of
from b12dt.cohort.problems import FrameError, FrameProblem, Report, Tally
from b12dt.cohort.readers import Reader, reader, unreadable
from b12dt.cohort.results import Lists
from b12dt.cohort.run import Batch, decide
from b12dt.cohort.steps import CHUNK
from b12dt.cohort.vocabulary import Vocabulary
from b12dt.runtime.closest import closest
from b12dt.runtime.decided import Compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is wanted of a cohort; see `Guideline.evaluate_frame`.

    `written`: all columns are texts, as the cells of a file are. `counts` and `questions`: what is to be counted.
    """

    decisions: tuple[str, ...]
    columns: Mapping[str, str]
    units: Mapping[str, str]
    keep: tuple[str, ...]
    lists: Lists
    statements: bool
    set_aside: bool
    threads: int
    written: bool = False
    counts: bool = False
    questions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What came of a table. `table` holds the results of the rows that could be advised, `bad` tells which could not."""

    table: Any
    bad: Codes
    tally: Tally
    report: Report
    counts: Counts | None


class Cohorts:
    """A compiled guideline for cohorts. It holds no patient and can be used from several threads."""

    def __init__(self, compiled: Compiled) -> None:
        """Take a compiled guideline; what a decision needs is worked out when it is first asked for."""
        self.compiled = compiled
        self._machine = Machine(compiled)
        self._plans: dict[tuple[frozenset[str], bool, bool], Plan] = {}
        self._vocabularies: dict[tuple[str, bool], Vocabulary] = {}

    def plan(self, options: Options) -> Plan:
        """Return how the decisions asked for are made."""
        key = frozenset(options.decisions), options.statements, options.questions
        if key not in self._plans:
            self._plans[key] = plan_of(
                self._machine, options.decisions, statements=options.statements, questions=options.questions
            )
        return self._plans[key]

    def vocabulary(self, name: str, *, written: bool = False) -> Vocabulary:
        """Return the values of a fact; `written`: as the cells of a file hold them."""
        if (name, written) not in self._vocabularies:
            one = self.compiled.INPUTS[name]
            words = self.compiled.VALUES.get(one.list, {})
            self._vocabularies[name, written] = Vocabulary(one, self._machine.facts[name], words, written=written)
        return self._vocabularies[name, written]


@lru_cache(maxsize=16)
def cohorts(compiled: Compiled) -> Cohorts:
    """Return what is kept of a compiled guideline from one cohort to the next."""
    return Cohorts(compiled)


def _names(given: Iterable[str] | str) -> tuple[str, ...]:
    """Return names, each once; a single text is one name."""
    return (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))


def options(
    compiled: Compiled,
    decisions: Iterable[str] | str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    keep: Iterable[str] | str = (),
    lists: Lists = "lists",
    statements: bool = False,
    set_aside: bool = False,
    threads: int = 1,
) -> Options:
    """Return what is wanted. Raises: KeyError, for a decision that the guideline does not have; ValueError, for a form of lists or fewer than one thread."""
    known = compiled.DECISIONS
    wanted = tuple(known) if decisions is None else (decisions,) if isinstance(decisions, str) else tuple(decisions)
    for key in wanted:
        if key not in known:
            near = closest(key, known)
            raise KeyError(f"there is no decision {key!r}" + (f"; closest: {near}" if near else ""))
    if lists not in ("lists", "flags", "text"):
        raise ValueError(f"lists are given as 'lists', 'flags' or 'text', not as {lists!r}")
    if threads < 1:
        raise ValueError(f"threads are counted from 1, not {threads!r}")
    return Options(
        decisions=wanted, columns=columns or {}, units=units or {}, keep=_names(keep), lists=lists, statements=statements,
        set_aside=set_aside, threads=threads,
    )  # fmt: skip


def needed_facts(compiled: Compiled, wanted: Options) -> tuple[str, ...]:
    """Return the facts that the decisions asked for need, in the order of the dictionary."""
    plan = cohorts(compiled).plan(wanted)
    return tuple(name for name in compiled.INPUTS if name in plan.facts)


def advise(
    compiled: Compiled,
    table: Any,
    matched: Mapping[str, str],
    wanted: Options,
    *,
    not_used: Sequence[str] = (),
    problems: Sequence[FrameProblem] = (),
) -> Advised:
    """Decide on the rows of a table. `matched`: for each needed fact that has a column its name.

    Raises: FrameError, with `problems` and every other one, unless rows are to be set aside for what is wrong in them.
    """
    known = cohorts(compiled)
    plan = known.plan(wanted)
    batches, unread = _batches(table, matched, known, written=wanted.written)
    if problems or unread:
        raise FrameError([*problems, *unread])
    defaults = {name: known.vocabulary(name).digits.of(compiled.INPUTS[name].default) for name in plan.facts}
    decided = decide(plan, batches, defaults, dict(matched), wanted.threads)
    if decided.tally.problems and not wanted.set_aside:
        raise FrameError(decided.tally.problems)
    good = np.flatnonzero(~decided.bad) if decided.bad.any() else None
    report = Report(
        rows=table.num_rows,
        advised=table.num_rows if good is None else len(good),
        not_given={name: _default(compiled.INPUTS[name].default) for name in plan.facts if name not in matched},
        not_used=tuple(not_used),
        unanswered={key: count for key, count in decided.unanswered.items() if count},
        problems=tuple(decided.tally.problems),
    )
    codes = {one.name: decided.codes[one.name] if good is None else decided.codes[one.name][good] for one in plan.told}
    counts = (
        counts_of(report, [(one, codes[one.name]) for one in plan.told], decided.questions) if wanted.counts else None
    )
    return Advised(
        table=_results(compiled, plan, codes, wanted),
        bad=decided.bad,
        tally=decided.tally,
        report=report,
        counts=counts,
    )


def _default(value: Any) -> str:
    """Return a default in words."""
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value) or results.NOTHING  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return "unknown" if value is None else str(value)


def _batches(
    table: Any, matched: Mapping[str, str], known: Cohorts, *, written: bool
) -> tuple[list[Batch], list[FrameProblem]]:
    chosen = table.select(list(dict.fromkeys(matched.values())))
    if chosen.num_columns == 0:
        return [Batch(0, table.num_rows, {})], []
    if chosen.num_rows < CHUNK * max(one.num_chunks for one in chosen.columns):
        # Many small pieces cost more than a copy that lies together.
        chosen = chosen.combine_chunks()
    batches: list[Batch] = []
    problems: dict[str, FrameProblem] = {}
    begin = 0
    for batch in chosen.to_batches():
        readers: dict[str, Reader] = {}
        for name, column in matched.items():
            found = reader(batch.column(column), known.vocabulary(name, written=written))
            if found is not None:
                readers[name] = found
                continue
            one = unreadable(known.compiled.INPUTS[name], str(batch.schema.field(column).type))
            problem = problems.setdefault(
                name,
                FrameProblem(column=column, fact=name, problem=one.problem, allowed=one.allowed, read=[one.read]),
            )
            problem.count += batch.num_rows
            problem.rows = problem.rows or [begin]
        batches.append(Batch(begin, batch.num_rows, readers))
        begin += batch.num_rows
    return batches, list(problems.values())


def _results(compiled: Compiled, plan: Plan, codes: Mapping[str, Codes], wanted: Options) -> Any:
    made: dict[str, Any] = {}
    met: dict[int, results.Met] = {}
    for one in plan.told:
        of_one: Codes | results.Met = codes[one.name]
        if one.by_state:
            # Several columns follow from the state of one decision.
            if one.slot not in met:
                met[one.slot] = results.met_of(one, codes[one.name])
            of_one = met[one.slot]
        made.update(results.columns(one, of_one, wanted.lists, compiled.DECISIONS[one.key]))
    return pa.table(made)


def differing(
    compiled: Compiled, table: Any, matched: Mapping[str, str], names: Iterable[str], *, written: bool
) -> Codes:
    """Return which rows of a checked table hold, in some of the named facts, something else than the default."""
    known = cohorts(compiled)
    chosen = {name: matched[name] for name in names if name in matched}
    found = np.zeros(table.num_rows, dtype=bool)
    for batch in _batches(table, chosen, known, written=written)[0]:
        for name, one in batch.readers.items():
            digits = np.zeros(batch.rows, dtype=known.vocabulary(name).kind)
            one.read(0, batch.rows, digits)
            default = known.vocabulary(name).digits.of(compiled.INPUTS[name].default)
            found[batch.begin : batch.begin + batch.rows] |= digits != default
    return found
