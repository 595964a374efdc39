"""`b12dt export`: write the guideline for other engines."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from b12dt.cli.ending import FINDINGS, FINE, ending
from b12dt.cli.export_sql import SQL, add_sql, form_of
from b12dt.cli.output import show, show_json, write, write_whole
from b12dt.cli.parser import Commands, add_json, add_place

if TYPE_CHECKING:
    from b12dt.program import Program

DESCRIPTION = """\
Write the guideline for other engines. DMN 1.5 holds every table, its hit policy, its cells as S-FEEL, and, as
annotations, the statements and the basis of each rule. JavaScript is one script for browsers and node, which decides,
explains and asks as b12dt does. SQL is one query over a table of facts, one row a patient. HTML is one page that
advises a reader, without a server. What is written is written whole or not at all, and not while the workbooks have
errors.
"""


def _dmn(program: Program) -> str:
    from b12dt.dmn.write import write_dmn

    return write_dmn(program)


def _javascript(program: Program) -> str:
    from b12dt.emit.javascript import write_javascript

    return write_javascript(program, _unproved(program))


def _html(program: Program) -> str:
    from b12dt.patient_page import write_page

    return write_page(program, _unproved(program))


def _unproved(program: Program) -> str:
    """Return what readers are told unless the workbooks are the very ones that ship, which are proved."""
    from b12dt.guideline import shipped
    from b12dt.loading import UNPROVED

    return "" if program.guideline.sha256 == shipped().compiled.SHA256 else UNPROVED


FORMS: dict[str, Callable[[Program], str]] = {
    "dmn": _dmn,
    "javascript": _javascript,
    "html": _html,
}
"""What can be written, by its name."""


def add_export(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "export", help="write the guideline as DMN 1.5, JavaScript, SQL or a page", description=DESCRIPTION
    )
    add_place(command)
    command.add_argument("--to", choices=(*FORMS, SQL), default="dmn", help="the form to write (default: dmn)")
    command.add_argument("--output", metavar="FILE", help="the file to write; none: standard output")
    add_sql(command)
    add_json(command)
    command.set_defaults(run=run_export)


def run_export(options: Namespace) -> int:
    """Write the file, or tell what is wrong with the workbooks."""
    from b12dt.pipeline import failed, run
    from b12dt.words.order import in_order
    from b12dt.words.pages import as_data
    from b12dt.words.report import report

    write_form = form_of(options, FORMS)
    outcome = run(Path(options.place))
    refused = outcome.program is None or failed(outcome.findings)
    text = write_form(outcome.program) if outcome.program is not None and not refused else ""
    changed = bool(text and options.output) and write_whole(Path(options.output), text)
    if options.json:
        findings = as_data(in_order(outcome.findings, outcome.grids))
        document = {"output": options.output, "fine": not refused, "changed": changed, "findings": findings}
        show_json(document if options.output else {**document, options.to: text or None})
    elif refused:
        show(f"{report(outcome.findings, outcome.grids)}\nNothing was written.")
    elif options.output:
        show(f"{options.output} {'was written' if changed else 'is up to date'}.")
    else:
        write(text)
    return (ending(outcome.findings) or FINDINGS) if refused else FINE
