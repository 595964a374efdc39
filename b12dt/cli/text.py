"""`b12dt text`: the cells of a workbook as lines of text, so that versions of it can be compared."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from b12dt.cli.ending import FINE, ending
from b12dt.cli.output import show_json, write
from b12dt.cli.parser import Commands, add_json

if TYPE_CHECKING:
    from b12dt.diagnostics import Finding
    from b12dt.read import Grid

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
    told = [line for grid in grids for line in lines(grid, refused(findings, grid))]
    if options.json:
        cells = [{name: getattr(one, name) for name in ("sheet", "cell", "row", "column", "text")} for one in told]
        unread = [] if grids else as_data(in_order(findings))
        show_json({"workbook": options.workbook, "cells": cells, "findings": unread})
        return code
    if not grids:
        # A tool that compares texts is not to take a complaint for one.
        write(f"{report(findings)}\n", sys.stderr)
    write("".join(f"{one}\n" for one in told))
    return code


def refused(findings: Iterable[Finding], grid: Grid) -> dict[tuple[int, int], str]:
    """Return what is seen in cells of which no content was taken, such as dates, with the code that says why."""
    from b12dt.words.order import position

    cells: dict[tuple[int, int], str] = {}
    for one in findings:
        place = position(one.span)
        here = (one.span.workbook, one.span.sheet) == (grid.workbook, grid.sheet) and ":" not in one.span.cells
        if here and one.read is not None and place != (0, 0) and place not in grid.cells:
            cells[place] = f"{one.read} ({one.code})"
    return cells
