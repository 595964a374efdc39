"""`b12dt compile`: write the workbooks as one Python module."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from b12dt.cli.ending import FINDINGS, FINE, ending
from b12dt.cli.output import show, show_json, write_whole
from b12dt.cli.parser import Commands, add_json, add_place

MODULE = "b12dt/compiled.py"

DESCRIPTION = """\
Compile the workbooks into one Python module that needs only the standard library. It is written whole or not at all,
and not while anything is wrong with the workbooks: an error, a proof that fails, a case that comes out otherwise.
"""


def add_compile(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("compile", help="write the workbooks as one Python module", description=DESCRIPTION)
    add_place(command)
    command.add_argument("--output", metavar="FILE", default=MODULE, help=f"the module to write (default: {MODULE})")
    add_json(command)
    command.set_defaults(run=run_compile)


def run_compile(options: Namespace) -> int:
    """Write the module, whole or not at all: a workbook with errors never replaces a good one."""
    from b12dt.emit.python import write_python
    from b12dt.pipeline import failed, run
    from b12dt.words.order import in_order
    from b12dt.words.pages import as_data
    from b12dt.words.report import report

    outcome = run(Path(options.place), checks=True)
    refused = outcome.program is None or failed(outcome.findings)
    changed = False
    if outcome.program is not None and not refused:
        changed = write_whole(Path(options.output), write_python(outcome.program))
    if options.json:
        findings = as_data(in_order(outcome.findings, outcome.grids))
        show_json({"output": options.output, "fine": not refused, "changed": changed, "findings": findings})
    elif refused:
        show(f"{report(outcome.findings, outcome.grids)}\n{options.output} was left as it is.")
    else:
        show(f"{options.output} {'was written' if changed else 'is up to date'}.")
    return (ending(outcome.findings) or FINDINGS) if refused else FINE
