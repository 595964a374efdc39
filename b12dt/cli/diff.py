"""`b12dt diff OLD NEW`: which patients get other advice, and the edits that caused it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from b12dt.cli.ending import FINDINGS, FINE, ending
from b12dt.cli.output import show, show_json, write
from b12dt.cli.parser import Commands, add_json
from b12dt.guideline import GuidelineError, load


def add_diff(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "diff",
        help="say which patients get other advice from another version of the workbooks",
        description="Compare two versions of the workbooks for every possible patient. Exit code 1 where somebody gets other advice or reads it in other words or doses, where other answers are accepted, and where only one version decides something; 0 where nothing but words and sources differ.",
    )
    command.add_argument("old", help="folder of workbooks, or one workbook, as it was")
    command.add_argument("new", help="the same, as it is now")
    command.add_argument("--cohort", metavar="FILE", help="CSV file of patients, a fact a column: how many rows change")
    command.add_argument(
        "--all", action="store_true", help="leave nothing out, however many patients and edits there are"
    )
    command.add_argument("--markdown", action="store_true", help="print a page in Markdown, for a review or a book")
    add_json(command)
    command.set_defaults(run=diff)


def diff(options: Namespace) -> int:
    """Compare two versions and tell what changes."""
    from b12dt.cli.diff_cohort import count_rows
    from b12dt.diff import compare
    from b12dt.prove.diagram import TooLargeError
    from b12dt.words.difference import difference_text
    from b12dt.words.difference_data import difference_data
    from b12dt.words.difference_page import difference_page

    try:
        old, new = load(options.old), load(options.new)
    except GuidelineError as error:
        return _cannot_compile(error, options)
    assert old.program is not None
    assert new.program is not None
    try:
        difference = compare(old.program.guideline, new.program.guideline)
    except TooLargeError as error:
        return _too_large(error, options)
    rows = count_rows(Path(options.cohort), old, new, difference) if options.cohort else None
    if options.json:
        show_json(difference_data(difference, rows))
    elif options.markdown:
        write(difference_page(difference, rows, every=options.all) + "\n")
    else:
        show(difference_text(difference, rows, every=options.all))
    return FINDINGS if difference.alters else FINE


def _too_large(error: Exception, options: Namespace) -> int:
    told = f"These versions cannot be compared for every patient: they are {error}. Nothing is said of what changes."
    if options.json:
        show_json({"error": told})
    else:
        show(told)
    return FINDINGS


def _cannot_compile(error: GuidelineError, options: Namespace) -> int:
    from b12dt.words.pages import as_data

    if options.json:
        show_json({"error": "the workbooks cannot be compiled", "findings": as_data(error.diagnostics)})
    else:
        show(str(error))
    return ending(error.diagnostics) or FINDINGS
