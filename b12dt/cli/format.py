"""`b12dt format`: tidy the workbooks without changing what they mean."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from b12dt.cli.ending import FINDINGS, FINE, WrongUseError, ending
from b12dt.cli.output import show, show_json
from b12dt.cli.parser import Commands, add_json, add_place

if TYPE_CHECKING:
    from b12dt.tidy import Change

DESCRIPTION = """\
Tidy the workbooks: spelling as in the dictionary, dropdowns, notes, colours, widths, cover sheets, IDs of new rules.
What they mean stays as it is, and is compared before anything is written; with an error nothing is written.
"""


def add_format(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "format", help="tidy the workbooks without changing what they mean", description=DESCRIPTION
    )
    add_place(command)
    command.add_argument(
        "--check", action="store_true", help="write nothing; say what would be changed, and end with 1"
    )
    command.add_argument(
        "--output", metavar="FOLDER", help="write the tidied workbooks to this folder instead of over the old ones"
    )
    add_json(command)
    command.set_defaults(run=run_format)


def run_format(options: Namespace) -> int:
    """Tidy, or say what tidying would change."""
    from b12dt.tidy import tidy

    if options.check and options.output:
        raise WrongUseError("--check writes nothing, so there is nothing for --output; leave one of them out.")
    out = Path(options.output) if options.output else None
    changes, findings = tidy(Path(options.place), out, preview=options.check)
    code = ending(findings) or (FINDINGS if options.check and changes else FINE)
    if options.json:
        from b12dt.words.order import in_order
        from b12dt.words.pages import as_data, place_data

        told = [
            {"place": place_data(one.span), "before": one.before, "after": one.after, "why": one.why} for one in changes
        ]
        show_json(
            {
                "place": options.place,
                "fine": code == FINE,
                "written": bool(changes) and not options.check,
                "changes": told,
                "findings": as_data(in_order(findings)),
            }
        )
        return code
    if findings:
        from b12dt.words.report import report

        show(f"{report(findings)}\nNothing was written.")
    else:
        show(changes_text(changes, check=options.check))
    return code


def changes_text(changes: Iterable[Change], *, check: bool) -> str:
    """Return the changes, a line or two each, and how many there are."""
    changes = tuple(changes)
    if not changes:
        return "All workbooks are tidy."
    lines: list[str] = []
    for one in changes:
        lines.append(f"{one.span}: {one.why}")
        if one.cell:
            lines.append(f"  {one.before or '(empty)'} -> {one.after or '(empty)'}")
    number = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return "\n".join([*lines, "", f"{number} {'to be made' if check else 'made'}."])
