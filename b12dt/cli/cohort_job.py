"""What `b12dt cohort` is to do, and whether it can be done: the files, the columns, what was asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from b12dt.cli.ending import WrongUseError
from b12dt.cli.output import check_writable
from b12dt.cohort.outputs import ORDERS, REJECTS, RESULTS
from b12dt.guideline import Guideline

if TYPE_CHECKING:
    from b12dt.cohort.audit import Alerts
    from b12dt.cohort.files import Source
    from b12dt.cohort.pieces import Task
    from b12dt.cohort.problems import FrameProblem
    from b12dt.cohort.results import Lists
    from b12dt.cohort.table import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done: the guideline, the input, its columns that hold facts, those to carry over, what is wanted.

    `sheets`: the tables that go into a sheet, which has less room than other files. `processes`: at most so many, None
    for as many as there are processors.
    """

    guideline: Guideline
    source: Source
    matched: dict[str, str]
    kept: tuple[str, ...]
    wanted: Options
    alerts: Alerts | None
    sheets: dict[str, Path]
    processes: int | None

    def task(self, folder: Path) -> Task:
        """Return what is done to each piece, whose parts go into a folder."""
        from b12dt.cohort.pieces import Task

        return Task(
            matched=self.matched, kept=self.kept, wanted=self.wanted, alerts=self.alerts, sheets=self.sheets, folder=folder,
        )  # fmt: skip


def job_of(guideline: Guideline, options: Namespace) -> Job:
    """Return what is to be done. Raises: WrongUseError, FileError; FrameError, for what is wrong with the columns."""
    from b12dt.cohort.audit import alerts_of
    from b12dt.cohort.file_kinds import WRITTEN, XLSX, kind_of
    from b12dt.cohort.files import source
    from b12dt.cohort.match import match
    from b12dt.cohort.problems import FrameError
    from b12dt.cohort.table import options as wanted_of

    _check_files(options)
    found = source(Path(options.input))
    alerts = alerts_of(guideline.compiled) if options.audit else None
    if options.audit and alerts is None:
        raise WrongUseError("This guideline has no summary of alerts, so that orders cannot be audited.")
    keys = None if options.decisions is None else _keys(options.decisions)
    if keys and alerts:
        keys = list(dict.fromkeys([*keys, alerts.key]))
    keep = None if options.keep is None else _columns(options.keep, found.columns)
    try:
        wanted = wanted_of(
            guideline.compiled, keys, columns=_pairs(options.map, "--map"), units=_pairs(options.unit, "--unit"),
            keep=keep or (), lists=_form(options), statements=options.statements, set_aside=True,
        )  # fmt: skip
    except KeyError as error:
        raise WrongUseError(f"{error.args[0]}.") from error
    matched = match(guideline.compiled, found.columns, wanted)
    if matched.problems:
        raise FrameError(_with_reason(one, found, guideline) for one in matched.problems)
    kept = matched.not_used if keep is None else keep
    if problems := _not_held(found, matched.facts, kept, options):
        raise FrameError(problems)
    sheets = {name: Path(file) for name, file in files_of(options).items() if kind_of(Path(file)) == XLSX}
    return Job(
        guideline=guideline, source=found, matched=matched.facts, kept=kept, sheets=sheets,
        wanted=replace(wanted, written=found.kind in WRITTEN, counts=True, questions=bool(options.summary)),
        alerts=alerts, processes=options.threads,
    )  # fmt: skip


def _keys(text: str) -> list[str]:
    """Return the keys of decisions, parted by commas, each once. Raises: WrongUseError."""
    keys = list(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    if not keys:
        raise WrongUseError("--decisions takes the keys of decisions, parted by commas.")
    return keys


def _columns(text: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Return titles parted by commas, each once; blanks around one count where a column is called so."""
    found = (one if one in titles else one.strip() for one in text.split(","))
    return tuple(dict.fromkeys(one for one in found if one not in ("", "-")))


def _with_reason(one: FrameProblem, source: Source, guideline: Guideline) -> FrameProblem:
    """Return a problem; where no column holds a fact, with what seems to be the reason."""
    from b12dt.cohort.match import NO_FACT
    from b12dt.cohort.no_facts import why_no_fact

    if one.problem != NO_FACT:
        return one
    known = [word for name, fact in guideline.inputs.items() for word in (name, fact.label)]
    other = "Name the columns as in the dictionary, or say with --map COLUMN=FACT which fact a column holds."
    return replace(one, problem=f"{NO_FACT} {why_no_fact(source.path, known) or other}")


def _check_files(options: Namespace) -> None:
    """Make sure that the files named can be written, as far as that can be seen. Raises: WrongUseError, FileError."""
    from b12dt.cohort.file_kinds import kind_of

    for name in (options.output, options.rejects, options.audit):
        if name:
            kind_of(Path(name))
            check_writable(Path(name))
    named = [Path(one).resolve() for one in (options.input, *outputs(options))]
    if len(set(named)) < len(named):
        raise WrongUseError("The input and the files to be written must be different files.")
    if options.threads is not None and options.threads < 1:
        raise WrongUseError("--threads takes a number from 1.")
    if options.summary:
        check_writable(Path(options.summary))
        if Path(options.summary).suffix not in (".html", ".md"):
            raise WrongUseError(f"{options.summary}: a report is a page, .html, or a text in Markdown, .md.")


def _form(options: Namespace) -> Lists:
    """Return how several values are written. Raises: WrongUseError."""
    from b12dt.cohort.file_kinds import WRITTEN, kind_of

    written = kind_of(Path(options.output)) in WRITTEN
    if written and options.lists == "lists":
        raise WrongUseError("A file of this kind holds no lists: choose --lists text or --lists flags.")
    if options.audit and options.lists == "flags":
        raise WrongUseError("With --audit several values are written as lists or as text.")
    return options.lists or ("text" if written else "lists")


def files_of(options: Namespace) -> dict[str, str]:
    """Return the tables that are to be written, each with its file; the results come last."""
    files = {REJECTS: options.rejects, ORDERS: options.audit, RESULTS: options.output}
    return {name: file for name, file in files.items() if file}


def _not_held(found: Source, facts: Mapping[str, str], kept: Sequence[str], options: Namespace) -> list[FrameProblem]:
    """Return the columns that a file to be written cannot hold, before the work is begun."""
    from b12dt.cohort.file_kinds import kind_of
    from b12dt.cohort.writers import not_held

    columns = {RESULTS: kept, REJECTS: found.columns, ORDERS: [*kept, *facts.values()]}
    problems: dict[str, FrameProblem] = {}
    for table, file in files_of(options).items():
        fields = [found.schema.field(name) for name in columns[table]]
        for one in not_held(Path(file), kind_of(Path(file)), fields, chosen=table != REJECTS):
            problems.setdefault(one.column, one)
    return list(problems.values())


def outputs(options: Namespace) -> list[str]:
    """Return the files that are to be written."""
    return [name for name in (options.output, options.rejects, options.audit, options.summary) if name]


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        left, sign, right = text.rpartition("=")
        if not sign or not left or not right:
            raise WrongUseError(f"{option} takes a column, a sign =, and what it is: {text!r} is not written so.")
        if found.setdefault(left, right) != right:
            raise WrongUseError(f"{option} says two things of the column {left!r}: {found[left]} and {right}.")
    return found
