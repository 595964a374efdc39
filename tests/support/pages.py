"""Pages of the book that quote what b12dt says: their edits are done, their commands run, their quotations compared.

A page is Markdown. Three things in it are done, in the order in which they stand.

*An edit* is a table `Cell`, `It says`, `Write` under a line `**workbook › sheet**`, with a row for each cell. What the cell
says is compared first; `(empty)` is an empty cell. Where a cell holds several lines, one of them may be named and replaced.

*A new row* is a table `Column`, `Write` under a line `**workbook › sheet, next free row**`, with a row for each column.

*A command* is a `console` block: a line that begins with `$`, and all that it prints. `pytest --accept` writes that. A line
`...` stands for lines left out: what is quoted before it begins what was printed, what is quoted after it ends it.

*A fresh copy* of the tables is taken at the comment `% a fresh copy`.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy.book import open_book
from b12dt.tidy.parts import Parts

FRESH = "% a fresh copy"
LEFT_OUT = "..."
_STEP = re.compile(
    r"^```console\n\$ (?P<command>[^\n]+)\n(?P<printed>.*?)^```$"
    r"|^\*\*(?P<place>[^*\n]+ › [^*\n]+?)(?:, next free row)?\*\*\n\n\| (?:Cell \| It says|Column) \| Write \|\n"
    r"\|[-| :]+\|\n(?P<rows>(?:\|[^\n]*\|\n)+)"
    rf"|^(?P<fresh>{re.escape(FRESH)})$",
    re.MULTILINE | re.DOTALL,
)
_CELL_BORDER = re.compile(r"(?<!\\)\|")

Run = Callable[[list[str]], str]
"""Runs b12dt with these words and returns what it prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A command of a page and what the page says it prints; `begin` and `end` are where that stands in the page."""

    command: str
    printed: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Cells of a sheet: each with what stands in it and what is to, or, of a new row, its column title and what is to."""

    workbook: str
    sheet: str
    cells: tuple[tuple[str, ...], ...]


def steps_of(page: str) -> Iterator[Quoted | Edit | None]:
    """Return what is to be done, in order; None is a fresh copy of the tables."""
    for step in _STEP.finditer(page):
        if step["command"] is not None:
            yield Quoted(
                command=step["command"], printed=step["printed"], begin=step.start("printed"), end=step.end("printed")
            )
        elif step["place"] is not None:
            workbook, sheet = step["place"].replace("`", "").split(" › ")
            yield Edit(workbook=workbook, sheet=sheet, cells=tuple(map(_cells, step["rows"].splitlines())))
        else:
            yield None


def _cells(row: str) -> tuple[str, ...]:
    """Return a row of a Markdown table: the text of each cell, without marks of code."""
    parts = _CELL_BORDER.split(row)[1:-1]
    return tuple(re.sub(r"^`+ ?| ?`+$", "", part.strip()).replace("\\|", "|") for part in parts)


def do(edit: Edit, tables: Path) -> None:
    """Do an edit in a folder of workbooks, after looking whether the cells say what the page says they do."""
    place = tables / edit.workbook
    content = place.read_bytes()
    # Excel keeps how large notes are, which openpyxl does not by itself.
    workbook = open_book(content, Parts.of(content))
    sheet = workbook[edit.sheet]
    free = 1 + max(cell.row for cell in sheet["B"] if cell.value is not None)
    for cell in edit.cells:
        match cell:
            case (title, write):
                _write(sheet.cell(free, _column(sheet, title)), write)
            case (address, says, write):
                stands = str(sheet[address].value or "(empty)")
                lines = stands.split("\n")
                where = f"{edit.workbook} › {edit.sheet} › {address}"
                assert says in (stands, *lines), f"{where} says {stands!r}, not {says!r}"
                _write(sheet[address], "\n".join(write if line == says else line for line in lines))
            case _:
                raise ValueError(f"not a cell to edit: {cell}")
    workbook.save(place)


def _column(sheet: Worksheet, title: str) -> int:
    """Return the column of a title: it stands in one of the two rows above those that scroll."""
    below = coordinate_to_tuple(sheet.freeze_panes)[0]
    titles = (cell for row in sheet.iter_rows(min_row=below - 2, max_row=below - 1) for cell in row)
    return next(cell.column for cell in titles if cell.value == title)


def _write(cell: Any, text: str) -> None:
    cell.value = None if text == "(empty)" else text.replace("⏎", "\n")
    if cell.value is not None:
        # As Excel keeps what is typed into a cell of the format Text: `= 1` is no formula there.
        cell.data_type = "s"


def play(page: str, tables: Path, folder: Path, run: Run) -> tuple[str, list[Quoted], list[str]]:
    """Do what a page says in `folder`, on a copy of the tables beside which lies another, `before`, that nobody edits.

    Return the page with what came out in it, its commands, and what each printed.
    """
    commands: list[Quoted] = []
    came: list[str] = []
    for name in ("tables", "before"):
        shutil.copytree(tables, folder / name)
    for step in steps_of(page):
        match step:
            case Quoted():
                program, *words = shlex.split(step.command)
                assert program == "b12dt", f"{step.command}: only b12dt is run"
                commands.append(step)
                came.append(shortened(run(words), step.printed))
            case Edit():
                do(step, folder / "tables")
            case None:
                shutil.rmtree(folder / "tables")
                shutil.copytree(tables, folder / "tables")
    return _with(page, commands, came), commands, came


def shortened(text: str, like: str) -> str:
    """Return as many lines of a text's beginning and end as `like` has before and after its line `...`, all without it."""
    begin, left_out, end = like.partition(f"\n{LEFT_OUT}\n")
    if not left_out:
        return text
    lines = text.splitlines(keepends=True)
    first, last = begin.count("\n") + 1, end.count("\n")
    assert first + last < len(lines), "nothing would be left out"
    return "".join((*lines[:first], f"{LEFT_OUT}\n", *lines[len(lines) - last :]))


def _with(page: str, commands: list[Quoted], came: list[str]) -> str:
    for command, text in reversed(list(zip(commands, came, strict=True))):
        page = page[: command.begin] + text + page[command.end :]
    return page
