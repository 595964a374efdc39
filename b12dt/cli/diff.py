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
        description="Compare two versions of the workbooks for every possible patient. Exit code 1 where somebody gets other advice, or reads it in other words or doses.",
    )
    command.add_argument("old", help="folder of workbooks, or one workbook, as it was")
    command.add_argument("new", help="the same, as it is now")
    command.add_argument("--cohort", metavar="FILE", help="CSV file of patients, a fact a column: how many rows change")
    command.add_argument("--markdown", action="store_true", help="print Markdown, for a review")
    add_json(command)
    command.set_defaults(run=diff)


def diff(options: Namespace) -> int:
    """Compare two versions and tell what changes."""
    from b12dt.cli.cohort import count_rows
    from b12dt.diff import compare
    from b12dt.diff.regions import MOST_REGIONS, MOST_REGIONS_AS_DATA
    from b12dt.words.difference import difference_data, difference_text

    try:
        old, new = load(options.old), load(options.new)
    except GuidelineError as error:
        return _cannot_compile(error, options)
    assert old.program is not None
    assert new.program is not None
    most_regions = MOST_REGIONS_AS_DATA if options.json else MOST_REGIONS
    difference = compare(old.program.guideline, new.program.guideline, most_regions)
    rows = count_rows(Path(options.cohort), old, new, difference) if options.cohort else None
    if options.json:
        show_json(difference_data(difference, rows))
    elif options.markdown:
        write(difference_text(difference, rows, markdown=True) + "\n")
    else:
        show(difference_text(difference, rows))
    changed = difference.changes or difference.readings or difference.facts
    return FINDINGS if changed else FINE


def _cannot_compile(error: GuidelineError, options: Namespace) -> int:
    from b12dt.words.pages import as_data

    if options.json:
        show_json({"error": "the workbooks cannot be compiled", "findings": as_data(error.diagnostics)})
    else:
        show(str(error))
    return ending(error.diagnostics) or FINDINGS
