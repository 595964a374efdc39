"""`b12dt cohort IN OUT`: advice for every row of a file, piece by piece, so that it may be of any size."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from b12dt.cli.cohort_job import Job, job_of
from b12dt.cli.cohort_parts import advise_all, assemble, manifest_of
from b12dt.cli.ending import FINDINGS, FINE, WrongUseError
from b12dt.cli.evaluate import guideline_of
from b12dt.cli.output import show, show_json, tell
from b12dt.cli.parser import Commands, add_json, add_tables

if TYPE_CHECKING:
    from b12dt.cohort.counts import Counts
    from b12dt.cohort.parts import Parts
    from b12dt.cohort.problems import FrameProblem

DESCRIPTION = """\
Give advice for every row of a file: Parquet, Arrow, CSV or xlsx in, any of them out, by the end of the name. A column a
fact, named as in the dictionary or by --map; what is not given is unknown. Columns that hold no fact are carried over.
A row that cannot be used ends the run with a list of all that is wrong, unless --rejects sets such rows aside.
The output is written whole or not at all; a run that was stopped goes on where it was when the same command is given again.
"""
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
    command.add_argument(
        "--threads",
        metavar="NUMBER",
        type=int,
        help="work on so many pieces at once, each in a process (default: as many as there are processors, 8 at most)",
    )
    add_json(command)
    command.set_defaults(run=run_cohort)


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
        job = job_of(guideline, options)
        return _run(job, options)
    except FrameError as error:
        return _refuse(error.problems, options)
    except FileError as error:
        raise WrongUseError(str(error)) from error


def _run(job: Job, options: Namespace) -> int:
    from b12dt.cohort.parts import Parts

    output = Path(options.output)
    parts = Parts(output)
    if job.source.others:
        tell(f"Of {job.source.path} the first sheet alone is read, and not: {', '.join(job.source.others)}.")
    manifest, rows = manifest_of(job, options)
    try:
        return _in_parts(job, parts, manifest, rows, options)
    except OSError as error:
        reason = error.strerror or (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
        raise WrongUseError(
            f"{output} or what goes with it cannot be written: {reason}. What was advised so far is kept: "
            "when that is mended, the same command goes on from there."
        ) from error
    finally:
        parts.release()


def _in_parts(job: Job, parts: Parts, manifest: dict[str, Any], rows: int | None, options: Namespace) -> int:
    """Advise part by part, then put the parts together. Raises: OSError, FileError, FrameError."""
    from b12dt.cohort.file_kinds import FileError
    from b12dt.cohort.problems import FrameError
    from b12dt.cohort.report import blank_words

    differs = parts.begin(manifest)
    if differs:
        tell(f"A run that was stopped left parts of this output, but {differs} changed since: it begins anew.")
    elif parts.done:
        tell(f"Going on after {parts.done} parts that are done.")
    try:
        counts = advise_all(job, parts, rows)
        if options.rejects or not counts.problems:
            assemble(job, parts, counts, options)
    except (FileError, FrameError):
        # What is wrong with the file is as wrong the next time: there is nothing to go on from.
        parts.remove()
        raise
    parts.remove()
    if counts.problems and not options.rejects:
        if counts.blank:
            tell(blank_words(counts.blank))
        return _refuse(counts.problems, options)
    _show(job, counts, options)
    return FINE


def _refuse(problems: tuple[FrameProblem, ...] | list[FrameProblem], options: Namespace) -> int:
    from b12dt.cohort.readers import ANOTHER_TYPE

    if options.json:
        show_json({"error": "the file cannot be used", "problems": [_problem(one) for one in problems]})
    else:
        in_rows = any(one.count and one.problem != ANOTHER_TYPE for one in problems)
        hint = [] if options.rejects or not in_rows else ["With --rejects FILE rows that cannot be used are set aside."]
        lines = [f"Nobody was advised, nothing was written. {options.input} cannot be used:"]
        tell("\n".join([*lines, *(f"  {_with_rows(one)}" for one in problems), *hint]))
    return FINDINGS


def _with_rows(one: FrameProblem) -> FrameProblem:
    """Return a problem with its rows as one counts them below the titles, from 1."""
    return replace(one, labels=[f"row {row + 1}" for row in one.rows])


def _problem(one: FrameProblem) -> dict[str, Any]:
    return {
        "column": one.column, "fact": one.fact, "problem": one.problem, "allowed": one.allowed, "closest": one.closest,
        "count": one.count, "read": one.read, "rows": [row + 1 for row in one.rows],
    }  # fmt: skip


def _show(job: Job, counts: Counts, options: Namespace) -> None:
    from b12dt.cohort.report import counts_data, counts_text

    if options.json:
        files = {name: getattr(options, name) for name in ("output", "rejects", "audit", "summary")}
        problems = [_problem(one) for one in counts.problems]
        show_json({"files": files, **counts_data(job.guideline.compiled, counts, job.alerts), "problems": problems})
    else:
        problems = [str(_with_rows(one)) for one in counts.problems]
        show(counts_text(job.guideline.compiled, counts, options.output, problems, job.alerts))
