"""`b12dt check`: say what is wrong with the workbooks, in words, as JSON, as SARIF, or in a marked copy of them."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from b12dt.cli.ending import FINE, WRONG_USE, WrongUseError, ending
from b12dt.cli.output import flush, json_text, show, show_json, write_whole
from b12dt.cli.parser import Commands, add_json, add_place

if TYPE_CHECKING:
    from b12dt.check.suite import Score
    from b12dt.diagnostics import Finding
    from b12dt.kept import Kept
    from b12dt.pipeline import Outcome
    from b12dt.program import Program

DESCRIPTION = """\
Read the workbooks, compile them, prove what must hold for every patient, run the worked cases, and say what is wrong
and where. Ends with 0 where all is fine, with 1 on errors or warnings; remarks do not count.
"""


def add_check(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "check",
        help="say what is wrong with the workbooks, with the cells, and run the worked cases",
        description=DESCRIPTION,
    )
    add_place(command)
    command.add_argument("--all", action="store_true", help="show every finding, and remarks, too")
    command.add_argument(
        "--mutants", action="store_true", help="change the tables cell by cell and see whether some case would notice"
    )
    command.add_argument(
        "--annotate", metavar="FOLDER", help="copy the workbooks into this folder, with each finding at its cell"
    )
    command.add_argument("--sarif", metavar="FILE", help="write the findings for code-review tools (SARIF 2.1.0)")
    command.add_argument("--watch", action="store_true", help="check again whenever a workbook is saved")
    add_json(command)
    command.set_defaults(run=run_check)


def run_check(options: Namespace) -> int:
    """Check the workbooks, once or whenever they are saved."""
    place = Path(options.place)
    if not options.watch:
        return _once(options)
    if options.json:
        raise WrongUseError("--json prints one document, and --watch goes on and on; leave one of them out.")
    if not place.exists():
        return _once(options)
    from b12dt.cli.watch import set_aside, watch
    from b12dt.kept import Kept

    kept = Kept()

    def once() -> int:
        code = _once(options, kept)
        # What a reader waits for must not stay in the program until it ends.
        flush()
        set_aside()
        return code

    def tell(text: str) -> None:
        show(f"\n{text}")
        flush()

    return watch(place, once, tell=tell, stop=lambda: False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What came of one check. `score` is None where no mutants were asked for, or none could be made."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    score: Score | None
    written: tuple[str, ...]

    @property
    def code(self) -> int:
        return ending(self.findings)


def _once(options: Namespace, kept: Kept | None = None) -> int:
    from b12dt.pipeline import failed, run

    outcome = run(Path(options.place), checks=True, kept=kept)
    findings, score = outcome.findings, None
    if options.mutants and outcome.program is not None and not failed(findings):
        score, more = _mutants(outcome.program)
        findings += more
    written = (*_annotated(options, findings), *_as_sarif(options, findings))
    checked = _Checked(outcome=outcome, findings=findings, score=score, written=written)
    if options.json:
        show_json(_data(options, checked))
    else:
        show(_text(options, checked))
    return checked.code


def _data(options: Namespace, checked: _Checked) -> dict[str, Any]:
    from b12dt.words.order import in_order
    from b12dt.words.pages import as_data

    document: dict[str, Any] = {
        "place": options.place,
        "fine": checked.code == FINE,
        "findings": as_data(in_order(checked.findings, checked.outcome.grids)),
    }
    if options.mutants:
        score = checked.score
        document["mutants"] = score and {name: getattr(score, name) for name in score.__dataclass_fields__}
    if options.annotate or options.sarif:
        document["written"] = list(checked.written)
    return document


def _text(options: Namespace, checked: _Checked) -> str:
    from b12dt.words.report import MOST_SHOWN, report

    most = sys.maxsize if options.all else MOST_SHOWN
    parts = [report(checked.findings, checked.outcome.grids, most=most, infos=options.all)]
    program = checked.outcome.program
    if program is not None and not _has_errors(checked.findings):
        guideline = program.guideline
        rules = sum(len(table.decision.rules) for table in program.tables.values())
        parts.append(
            f"{_number(len(guideline.decisions), 'decision')} with {_number(rules, 'rule')} were compiled; "
            f"{_number(len(guideline.cases), 'worked case')} pass."
        )
    if checked.score is not None:
        parts.append(score_text(checked.score))
    elif options.mutants and checked.code != WRONG_USE:
        parts.append("No mutants were made: they are changes of tables that are in order.")
    parts += [f"{name} was written." for name in checked.written]
    return "\n".join(parts)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _has_errors(findings: Iterable[Finding]) -> bool:
    from b12dt.pipeline import failed

    return failed(findings)


def score_text(score: Score) -> str:
    """Return what became of the mutants, in one line."""
    return (
        f"{score.made} mutants: a case notices {score.noticed}, the proofs refuse {score.refused}, "
        f"{score.equivalent} mean the same, {score.survived} survive."
    )


def _mutants(program: Program) -> tuple[Score, tuple[Finding, ...]]:
    """Run every mutant; where somebody watches a terminal, tell which table is being changed."""
    from b12dt.check import check_mutants

    if not sys.stderr or not sys.stderr.isatty():
        return check_mutants(program, lambda _: None)
    from rich.console import Console

    with Console(stderr=True).status("Changing the tables") as status:

        def progress(table: str) -> None:
            status.update(f"Changing the tables: {table}")

        return check_mutants(program, progress)


def _annotated(options: Namespace, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    if not options.annotate:
        return ()
    from b12dt.annotate import AnnotateError, annotate
    from b12dt.cli.progress import steps

    out = Path(options.annotate)

    def marked(paths: list[Path]) -> Iterable[Path]:
        return steps(paths, len(paths), "Marking the workbooks")

    try:
        return tuple(map(str, annotate(Path(options.place), findings, out, steps=marked)))
    except AnnotateError as error:
        raise WrongUseError(str(error)) from error
    except OSError as error:
        raise WrongUseError(f"{out} cannot be written: {error.strerror or error}.") from error


def _as_sarif(options: Namespace, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    if not options.sarif:
        return ()
    from b12dt.words.order import in_order
    from b12dt.words.sarif import sarif

    place = Path(options.place)
    document = sarif(in_order(findings), root_of(place))
    write_whole(Path(options.sarif), json_text(document))
    return (options.sarif,)


def root_of(place: Path) -> str:
    """Return the folder of the workbooks as seen from here, which is where a repository's tools are run."""
    folder = place.parent if place.is_file() else place
    return Path(os.path.relpath(folder)).as_posix()
