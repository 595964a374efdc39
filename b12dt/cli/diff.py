"""`b12dt diff OLD NEW`: which patients get other advice, and the edits that caused it."""

from __future__ import annotations

import csv
from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from b12dt.cli.ending import FINDINGS, FINE, WrongUseError, ending
from b12dt.cli.output import show, show_json, write
from b12dt.cli.parser import Commands, add_json
from b12dt.guideline import Guideline, GuidelineError, load
from b12dt.runtime.facts import FactError


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
    from b12dt.diff import compare
    from b12dt.words.difference import difference_data, difference_text

    try:
        old, new = load(options.old), load(options.new)
    except GuidelineError as error:
        return _cannot_compile(error, options)
    assert old.program is not None
    assert new.program is not None
    difference = compare(old.program.guideline, new.program.guideline)
    rows = _cohort(Path(options.cohort), old, new) if options.cohort else None
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


def _cohort(path: Path, old: Guideline, new: Guideline) -> dict[str, int]:
    """Return how many rows of a cohort get another result, by output; under "" those with any."""
    counts = {"": 0, "rows": 0, "refused": 0}
    for facts in _rows(path, new):
        counts["rows"] += 1
        try:
            before, after = old.evaluate(facts), new.evaluate(facts)
        except FactError:
            counts["refused"] += 1
            continue
        changed = [path for path in after if path in set(before) and before[path] != after[path]]
        counts[""] += bool(changed)
        for one in changed:
            counts[one] = counts.get(one, 0) + 1
    return counts


def _rows(path: Path, guideline: Guideline) -> Iterator[dict[str, Any]]:
    """Read a CSV file: an empty cell is a fact that is not given, `a; b` several codes."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield {name: _fact(text, name, guideline) for name, text in row.items() if text}
    except OSError as error:
        raise WrongUseError(f"{path} cannot be opened: {error.strerror or error}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongUseError(f"{path} is not a CSV file in UTF-8.") from error


def _fact(text: str, name: str, guideline: Guideline) -> Any:
    one = guideline.inputs.get(name)
    if one is not None and one.kind == "several of" and text != "unknown":
        return [part.strip() for part in text.split(";") if part.strip()]
    if one is not None and one.kind == "number" and text != "unknown":
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text
