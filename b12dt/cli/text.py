"""`b12dt text`: the cells of a workbook as lines of text, so that versions of it can be compared."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from b12dt.cli.ending import FINE, ending
from b12dt.cli.output import show_json, write
from b12dt.cli.parser import Commands, add_json

DESCRIPTION = """\
Print the cells of a workbook, one a line: sheet, rule ID (or what else names the row), column title, text. A cell that
is no part of a table is named by its address. With the file .gitattributes, which says *.xlsx diff=b12dt, and

  git config diff.b12dt.textconv "b12dt text"

`git diff` shows an edited cell as an edited line.
"""


def add_text(commands: Commands) -> None:
    """Add the command."""
    from argparse import RawDescriptionHelpFormatter

    command = commands.add_parser(
        "text",
        help="print the cells of a workbook as lines of text, for git diff",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("workbook", help="the workbook, an .xlsx file")
    add_json(command)
    command.set_defaults(run=run_text)


def run_text(options: Namespace) -> int:
    """Print a workbook's cells. What is wrong inside cells is no matter here: the text of all cells is printed."""
    from b12dt.read import read
    from b12dt.words.lines import lines
    from b12dt.words.order import in_order
    from b12dt.words.pages import as_data
    from b12dt.words.report import report

    grids, findings = read(Path(options.workbook))
    code = FINE if grids else ending(findings)
    if options.json:
        told = [{"sheet": one.sheet, "cell": one.cell, "row": one.row, "column": one.column, "text": one.text} for grid in grids for one in lines(grid)]
        show_json({"workbook": options.workbook, "cells": told, "findings": [] if grids else as_data(in_order(findings))})
        return code
    if not grids:
        # A tool that compares texts is not to take a complaint for one.
        write(f"{report(findings)}\n", sys.stderr)
    for grid in grids:
        write("".join(f"{one}\n" for one in lines(grid)))
    return code
