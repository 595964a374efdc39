"""`b12dt cohort IN OUT`: advice for every row of a file, piece by piece, so that it may be of any size."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from b12dt.cli.ending import FINDINGS, FINE, WrongUseError
from b12dt.cli.evaluate import guideline_of
from b12dt.cli.output import check_writable, show, show_json, write
from b12dt.cli.parser import Commands, add_json, add_tables
from b12dt.cli.progress import steps
from b12dt.guideline import Guideline

if TYPE_CHECKING:
    from b12dt.cohort.audit import Alerts
    from b12dt.cohort.counts import Counts
    from b12dt.cohort.files import Source
    from b12dt.cohort.parts import Parts
    from b12dt.cohort.problems import FrameProblem
    from b12dt.cohort.results import Lists
    from b12dt.cohort.table import Options

DESCRIPTION = """\
Give advice for every row of a file: Parquet, Arrow, CSV or xlsx in, any of them out, by the end of the name. A column a
fact, named as in the dictionary or by --map; what is not given is unknown. Columns that hold no fact are carried over.
A row that cannot be used ends the run with a list of all that is wrong, unless --rejects sets such rows aside.
The output is written whole or not at all; a run that was stopped goes on where it was when the same command is given again.
"""
RESULTS, REJECTS, ORDERS = "results", "rejects", "orders"
EXTRA = "A cohort needs further packages: pip install 'b12dt[cohort]'."


def add_cohort(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("cohort", help="give advice for every row of a file", description=DESCRIPTION)
    command.add_argument("input", metavar="IN", help="file of patients: .parquet, .arrow, .csv or .xlsx")
    command.add_argument("output", metavar="OUT", help="file to write, of any of these kinds")
    add_tables(command)
    command.add_argument("--decisions", metavar="KEYS", help="only these decisions, parted by commas (default: all)")
    command.add_argument("--map", metavar="COLUMN=FACT", action="append", default=[], help="read a column as a fact")
    command.add_argument(
        "--unit", metavar="COLUMN=UNIT", action="append", default=[], help="state the unit of a column"
    )
    command.add_argument("--keep", metavar="COLUMNS", help="carry over these columns only, parted by commas; none: -")
    command.add_argument("--lists", choices=("lists", "flags", "text"), help="how several values are written")
    command.add_argument("--statements", action="store_true", help="add the statements behind each decision")
    command.add_argument("--rejects", metavar="FILE", help="set rows that cannot be used aside in this file")
    command.add_argument("--summary", metavar="FILE", help="write a report of one page, .html or .md")
    command.add_argument("--audit", metavar="FILE", help="write the orders that raise an alert to this file")
    command.add_argument("--threads", metavar="NUMBER", type=int, help="threads to use (default: as many as there are)")
    add_json(command)
    command.set_defaults(run=run_cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be done: the guideline, the input, its columns that hold facts, those to carry over, what is wanted."""

    guideline: Guideline
    source: Source
    matched: dict[str, str]
    kept: tuple[str, ...]
    wanted: Options
    alerts: Alerts | None


def run_cohort(options: Namespace) -> int:
    """Advise a file of patients."""
    try:
        from b12dt.cohort.files import FileError
        from b12dt.cohort.problems import FrameError
    except ImportError as error:
        raise WrongUseError(EXTRA) from error
    guideline, code = guideline_of(options)
    if guideline is None:
        return code
    try:
        job = _job(guideline, options)
        return _run(job, options)
    except FrameError as error:
        return _refuse(error.problems, options)
    except FileError as error:
        raise WrongUseError(str(error)) from error


def _job(guideline: Guideline, options: Namespace) -> _Job:
    """Return what is to be done. Raises: WrongUseError, FileError; FrameError, for what is wrong with the columns."""
    from b12dt.cohort.audit import alerts_of
    from b12dt.cohort.files import WRITTEN, source
    from b12dt.cohort.match import match
    from b12dt.cohort.problems import FrameError
    from b12dt.cohort.table import options as wanted_of

    _check_files(options)
    found = source(Path(options.input))
    alerts = alerts_of(guideline.compiled) if options.audit else None
    if options.audit and alerts is None:
        raise WrongUseError("This guideline has no summary of alerts, so that orders cannot be audited.")
    keys = options.decisions.split(",") if options.decisions else None
    if keys and alerts:
        keys = list(dict.fromkeys([*keys, alerts.key]))
    keep = (
        None
        if options.keep is None
        else tuple(dict.fromkeys(one for one in options.keep.split(",") if one not in ("", "-")))
    )
    try:
        wanted = wanted_of(
            guideline.compiled, keys, columns=_pairs(options.map, "--map"), units=_pairs(options.unit, "--unit"),
            keep=keep or (), lists=_form(options), statements=options.statements, set_aside=True, threads=options.threads,
        )  # fmt: skip
    except KeyError as error:
        raise WrongUseError(f"{error.args[0]}.") from error
    matched = match(guideline.compiled, found.columns, wanted)
    if matched.problems:
        raise FrameError(_with_reason(one, found, guideline) for one in matched.problems)
    return _Job(
        guideline=guideline, source=found, matched=matched.facts, kept=matched.not_used if keep is None else keep,
        wanted=replace(wanted, written=found.kind in WRITTEN, counts=True, questions=bool(options.summary)),
        alerts=alerts,
    )  # fmt: skip


def _with_reason(one: FrameProblem, source: Source, guideline: Guideline) -> FrameProblem:
    """Return a problem; where no column holds a fact, with what seems to be the reason."""
    from b12dt.cohort.match import NO_FACT
    from b12dt.cohort.no_facts import why_no_fact

    if one.problem != NO_FACT:
        return one
    known = [word for name, fact in guideline.inputs.items() for word in (name, fact.label)]
    return replace(one, problem=f"{NO_FACT} {why_no_fact(source, known)}")


def _check_files(options: Namespace) -> None:
    """Make sure that the files named can be written, as far as that can be seen. Raises: WrongUseError, FileError."""
    from b12dt.cohort.files import kind_of

    for name in (options.output, options.rejects, options.audit):
        if name:
            kind_of(Path(name))
            check_writable(Path(name))
    named = [Path(one).resolve() for one in (options.input, *_outputs(options))]
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
    from b12dt.cohort.files import WRITTEN, kind_of

    written = kind_of(Path(options.output)) in WRITTEN
    if written and options.lists == "lists":
        raise WrongUseError("A file of this kind holds no lists: choose --lists text or --lists flags.")
    if options.audit and options.lists == "flags":
        raise WrongUseError("With --audit several values are written as lists or as text.")
    return options.lists or ("text" if written else "lists")


def _outputs(options: Namespace) -> list[str]:
    return [name for name in (options.output, options.rejects, options.audit, options.summary) if name]


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        left, sign, right = text.rpartition("=")
        if not sign or not left or not right:
            raise WrongUseError(f"{option} takes a column, a sign =, and what it is: {text!r} is not written so.")
        found[left] = right
    return found


def _run(job: _Job, options: Namespace) -> int:
    from b12dt.cohort.parts import Parts

    output = Path(options.output)
    parts = Parts(output)
    manifest, rows = _manifest(job, options)
    try:
        return _in_parts(job, parts, manifest, rows, options)
    except OSError as error:
        reason = error.strerror or (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
        raise WrongUseError(
            f"{output} or what goes with it cannot be written: {reason}. What was advised so far is kept: "
            "when that is mended, the same command goes on from there."
        ) from error


def _in_parts(job: _Job, parts: Parts, manifest: dict[str, Any], rows: int | None, options: Namespace) -> int:
    """Advise part by part, then put the parts together. Raises: OSError, FileError, FrameError."""
    from b12dt.cohort.files import FileError
    from b12dt.cohort.problems import FrameError

    differs = parts.begin(manifest)
    if differs:
        _tell(f"A run that was stopped left parts of this output, but {differs} changed since: it begins anew.")
    elif parts.done:
        _tell(f"Going on after {parts.done} parts that are done.")
    try:
        counts = _advise(job, parts, rows)
    except (FileError, FrameError):
        # What is wrong with the file is as wrong the next time: there is nothing to go on from.
        parts.remove()
        raise
    if counts.problems and not options.rejects:
        parts.remove()
        return _refuse(counts.problems, options)
    _assemble(job, parts, counts, options)
    parts.remove()
    _show(job, counts, options)
    return FINE


def _manifest(job: _Job, options: Namespace) -> tuple[dict[str, Any], int | None]:
    """Return what tells runs apart, and the number of rows, of a CSV file by its lines."""
    from b12dt import __version__

    digest = hashlib.sha256()
    lines = 0
    with job.source.path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
            lines += block.count(b"\n") if job.source.kind == "csv" else 0
    asked = {
        name: value
        for name, value in sorted(vars(options).items())
        if name in ("decisions", "map", "unit", "keep", "lists", "statements")
        or name in ("rejects", "summary", "audit")
    }
    manifest = {
        "b12dt": __version__,
        "the input": digest.hexdigest(),
        "the guideline": job.guideline.compiled.SHA256,
        "what was asked for": asked,
    }
    return manifest, job.source.rows if job.source.rows is not None else lines or None


def _advise(job: _Job, parts: Parts, rows: int | None) -> Counts:
    """Advise piece by piece, those apart that are done already."""
    from b12dt.cohort.files import PIECE

    total = None if rows is None else max(-(-rows // PIECE), 1)
    for place, piece in enumerate(steps(_pieces(job.source), total, "advising")):
        if place >= parts.done:
            _part(job, parts, piece)
    if job.source.blank:
        number = len(job.source.blank)
        were = "1 row without any cell was" if number == 1 else f"{number} rows without any cell were"
        _tell(f"{were} passed over; rows are counted without them.")
    return parts.counts()


def _pieces(source: Source) -> Iterator[Any]:
    """Return the pieces of a file; of an empty one a piece without rows, so that its output has its columns."""
    from b12dt.cohort.arrow import pa

    empty = True
    for piece in source.pieces():
        empty = False
        yield piece
    if empty:
        yield pa.table({name: pa.array([], type=pa.string()) for name in source.columns})


def _part(job: _Job, parts: Parts, piece: Any) -> None:
    import numpy as np

    from b12dt.cohort.arrow import pa
    from b12dt.cohort.audit import audit
    from b12dt.cohort.table import advise, differing

    compiled = job.guideline.compiled
    advised = advise(compiled, piece, job.matched, job.wanted, not_used=job.kept)
    assert advised.counts is not None, "counts were asked for"
    good, bad = np.flatnonzero(~advised.bad), np.flatnonzero(advised.bad)
    kept = piece.select(list(job.kept)).take(pa.array(good)) if len(bad) else piece.select(list(job.kept))
    results = _beside(kept, advised.table)
    reasons = [" ".join(advised.tally.reasons[row]) for row in bad.tolist()]
    tables = {
        RESULTS: results,
        REJECTS: _beside(piece.take(pa.array(bad)), pa.table({"reasons": pa.array(reasons, pa.string())})),
    }
    if job.alerts is not None:
        ordered = differing(compiled, piece, job.matched, job.alerts.orders, written=job.wanted.written)[good]
        rows, advised.counts.orders = audit(advised.table, ordered, job.alerts)
        facts = piece.select([job.matched[name] for name in compiled.INPUTS if name in job.matched]).take(
            pa.array(good)
        )
        names = [
            f"{job.alerts.key}.{job.alerts.highest}",
            f"{job.alerts.key}.{job.alerts.alerts}",
            f"{job.alerts.key}.rule",
        ]
        tables[ORDERS] = _beside(_beside(kept, advised.table.select(names)), facts).take(pa.array(rows))
    parts.keep(tables, advised.counts)


def _beside(left: Any, right: Any) -> Any:
    """Return two tables of the same rows as one; a result whose name a column carried over has says that it is one."""
    from b12dt.cohort.names import free_name

    if not left.num_columns:
        # Without columns a table does not know its rows.
        return right
    for name, column in zip(right.column_names, right.columns, strict=True):
        left = left.append_column(free_name(name, left.column_names), column)
    return left


def _assemble(job: _Job, parts: Parts, counts: Counts, options: Namespace) -> None:
    """Write all files, each whole; the output comes last, so that where it stands the others do. Raises: OSError."""
    from b12dt.cohort.files import kind_of, write
    from b12dt.cohort.report import report_page
    from b12dt.staging import write_whole, written_beside

    for name, table in ((options.rejects, REJECTS), (options.audit, ORDERS), (options.output, RESULTS)):
        if name:
            with written_beside(Path(name).resolve()) as beside:
                write(beside, kind_of(Path(name)), parts.tables(table))
    if options.summary:
        page = report_page(
            job.guideline.compiled,
            counts,
            job.source.path.name,
            markdown=options.summary.endswith(".md"),
            alerts=job.alerts,
        )
        write_whole(Path(options.summary).resolve(), page.encode())


def _refuse(problems: tuple[FrameProblem, ...] | list[FrameProblem], options: Namespace) -> int:
    if options.json:
        show_json({"error": "the file cannot be used", "problems": [_problem(one) for one in problems]})
    else:
        hint = "" if options.rejects else " With --rejects FILE rows that cannot be used are set aside."
        lines = [f"Nobody was advised, nothing was written. {options.input} cannot be used:"]
        lines += [f"  {_with_rows(one)}" for one in problems]
        write("\n".join(lines) + f"\n{hint.strip()}\n", sys.stderr)
    return FINDINGS


def _with_rows(one: FrameProblem) -> FrameProblem:
    """Return a problem with its rows as one counts them below the titles, from 1."""
    return replace(one, labels=[f"row {row + 1}" for row in one.rows])


def _problem(one: FrameProblem) -> dict[str, Any]:
    return {
        "column": one.column, "fact": one.fact, "problem": one.problem, "allowed": one.allowed, "closest": one.closest,
        "count": one.count, "read": one.read, "rows": [row + 1 for row in one.rows],
    }  # fmt: skip


def _tell(text: str) -> None:
    write(f"{text}\n", sys.stderr)


def _show(job: _Job, counts: Counts, options: Namespace) -> None:
    from b12dt.cohort.report import counts_data, counts_text

    if options.json:
        files = {name: getattr(options, name) for name in ("output", "rejects", "audit", "summary")}
        problems = [_problem(one) for one in counts.problems]
        show_json({"files": files, **counts_data(job.guideline.compiled, counts, job.alerts), "problems": problems})
    else:
        problems = [str(_with_rows(one)) for one in counts.problems]
        show(counts_text(job.guideline.compiled, counts, options.output, problems, job.alerts))
