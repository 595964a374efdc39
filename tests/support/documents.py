"""Bad input as documents: what is done to the tiny guideline, and what `b12dt check` says then.

A document of `tests/cases/bad` begins with its code, `# DT205 · A result that is misspelled`, and has fenced blocks.

`edit`: one edit a line. `Sheet › place = text`, the place being an address (`Route › C12`), a row by one of its
cells and a column by its title (`Route › R2 › Age`), or a label of the header block (`Route › Decision key`). What
follows `=` is text, unless it begins with one of the words of `_stored`; `(empty)` clears the cell. Other edits, each
after `Sheet › `, are the patterns of `EDITS`.

`list Title, Kind`, `table Title, key, policy` and `summary Title, key`: a whole sheet, as `tests.support.workbooks` has it.

`file`: one thing a line to be done to the folder, a key of `tests.support.files`.

`console`: the command, after `$`, and all that it prints. `pytest --accept` writes this block.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.support.files import KINDS
from tests.support.workbooks import Guide, tiny_guideline

_HEADING = re.compile(r"# (DT[0-9]{3}) · .+")
_FENCE = re.compile(r"^```(?P<kind>\w+) ?(?P<title>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]+")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One example of bad input. `before` and `after` stand around what the command printed."""

    place: Path
    code: str
    steps: tuple[tuple[str, str, str], ...]
    command: str
    printed: str
    before: str
    after: str

    def build(self, folder: Path) -> None:
        """Make the folder `tables` as the document says."""
        guide = complete_guideline()
        done_to_files: list[str] = []
        for kind, title, text in self.steps:
            parts = [part.strip() for part in title.split(",")]
            match kind:
                case "edit":
                    for line in text.splitlines():
                        edit(guide, line)
                case "list":
                    guide.add_list(parts[0], parts[1], text)
                case "table":
                    guide.add_table(parts[0], text, key=parts[1], policy=parts[2])
                case "summary":
                    guide.add_summary(parts[0], text, key=parts[1])
                case "file":
                    done_to_files += text.splitlines()
                case _:
                    raise ValueError(f"{self.place.name}: a block of kind {kind}")
        tables = folder / "tables"
        tables.mkdir()
        guide.save(tables / "guideline.xlsx")
        for line in done_to_files:
            KINDS[line](tables / "guideline.xlsx")


def complete_guideline() -> Guide:
    """Return the tiny guideline with so many cases that the checks have nothing to say, not even a remark."""
    guide = tiny_guideline()
    # Rules that cite the same and state the same could be one, which is a remark.
    _write(guide["Route"], _address(guide, "Route", "R3 › Reference(s)"), "S2")
    for row in MORE_CASES.strip().splitlines():
        guide.add_row("Cases", row)
    return guide


# ID, title, story, anemia, age, plan, expected results and rules, why, reason for change.
MORE_CASES = """
X1 | Just a child | | yes | 17 | | route.route = tablet | R1 | S1 |
X2 | Grown up | | yes | 18 | delay start | route.route = injection⏎alerts.alerts = no delay⏎alerts.severity = warn | R2 L2 | S1 |
X3 | A year later | | yes | 19 | stop early | alerts.alerts = never stop⏎alerts.severity = stop | R2 L1 | S1 |
X4 | Not yet old | | yes | 74 | | route.route = injection | R2 | S1 |
X5 | On the limit | | yes | 75 | | route.route = injection | R2 | S1 |
X6 | Old | | yes | 76 | | route.route = injection | R3 | S1 |
X7 | Of unknown age | | yes | unknown | delay start | route.route = injection⏎summary.highest = warn | R4 L2 | S1 |
X8 | Anemia unknown | | unknown | 50 | | route.route = tablet | R5 | S2 |
"""


def read_document(place: Path) -> Document:
    """Read one document."""
    text = place.read_text(encoding="utf-8")
    heading = _HEADING.match(text)
    fences = list(_FENCE.finditer(text))
    assert heading, f"{place}: the first line says the code"
    assert fences, f"{place}: no blocks"
    *steps, console = fences
    assert console["kind"] == "console", f"{place}: the last block is what b12dt says"
    command, _, printed = console["text"].partition("\n")
    begin = console.start("text") + len(command) + 1
    return Document(
        place=place,
        code=heading[1],
        steps=tuple((fence["kind"], fence["title"], fence["text"]) for fence in steps),
        command=command.removeprefix("$ "),
        printed=printed,
        before=text[:begin],
        after=text[console.end("text") :],
    )


def edit(guide: Guide, line: str) -> None:
    """Do one edit."""
    title, _, what = (part.strip() for part in line.partition("›"))
    for pattern, act in EDITS.items():
        if match := re.fullmatch(pattern, what):
            act(guide, title, *match.groups())
            return
    place, equals, text = (part.strip() for part in what.partition(" ="))
    assert equals, f"not an edit: {line}"
    sheet = guide[title]
    _write(sheet, _address(guide, title, place), text)


def _address(guide: Guide, title: str, place: str) -> str:
    if _ADDRESS.fullmatch(place):
        return place
    sheet = guide[title]
    row, in_a_column, column = (part.strip() for part in place.partition("›"))
    found = sheet[guide.at(title, row)]
    if not in_a_column:
        return sheet.cell(found.row, found.column + 1).coordinate
    above = (cell for line in range(found.row - 1, 0, -1) for cell in sheet[line])
    return sheet.cell(found.row, next(cell.column for cell in above if cell.value == column)).coordinate


def _write(sheet: Worksheet, address: str, text: str) -> None:
    cell = sheet[address]
    kind, _, rest = text.partition(" ")
    if kind in _STORED:
        _STORED[kind](cell, rest)
    elif text == "(empty)":
        cell.value = None
    else:
        cell.value = text.replace("⏎", "\n")
        cell.data_type = "s"


def _number(cell: Any, text: str) -> None:
    number, _, shown = text.partition(" formatted ")
    cell.value = float(number)
    cell.number_format = shown or "General"


def _date(cell: Any, text: str) -> None:
    cell.value = dt.date.fromisoformat(text)
    cell.number_format = "d-mmm"


def _formula(cell: Any, text: str) -> None:
    cell.value = text


def _error(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "e"


# What may follow the sign = instead of text: a number with its format, a date, a formula, an error of Excel.
_STORED: dict[str, Callable[[Any, str], None]] = {
    "number": _number,
    "date": _date,
    "formula": _formula,
    "error": _error,
}


def _new(guide: Guide, title: str) -> None:
    guide.create_sheet(title)


def _delete(guide: Guide, title: str) -> None:
    del guide[title]


def _rename(guide: Guide, title: str, other: str) -> None:
    guide[title].title = other


def _hide(guide: Guide, title: str) -> None:
    guide[title].sheet_state = "hidden"


def _copy_row(guide: Guide, title: str, row: str) -> None:
    """Copy a row to below the last one."""
    sheet = guide[title]
    number = sheet[guide.at(title, row)].row
    below = sheet.max_row + 1
    for cell in sheet[number]:
        if cell.value is not None:
            sheet.cell(below, cell.column, cell.value)


EDITS: dict[str, Callable[..., None]] = {
    r"a new sheet": _new,
    r"the sheet is deleted": _delete,
    r"the sheet is renamed (.+)": _rename,
    r"the sheet is hidden": _hide,
    r"row (.+) is copied to the end": _copy_row,
    r"a row is added: (.+)": lambda guide, title, row: guide.add_row(title, row),
    r"row ([0-9]+) is deleted": lambda guide, title, row: guide[title].delete_rows(int(row)),
    r"rows ([0-9]+) to ([0-9]+) are deleted": lambda guide, title, low, high: guide[title].delete_rows(
        int(low), int(high) - int(low) + 1
    ),
    r"a row is inserted above ([0-9]+)": lambda guide, title, row: guide[title].insert_rows(int(row)),
    r"row ([0-9]+) is hidden": lambda guide, title, row: setattr(guide[title].row_dimensions[int(row)], "hidden", True),
    r"column ([A-Z]+) is deleted": lambda guide, title, column: guide[title].delete_cols(ord(column) - 64),
    r"([A-Z]+[0-9]+:[A-Z]+[0-9]+) is merged, what is behind it kept": lambda guide, title, area: guide[
        title
    ].merged_cells.add(area),
    r"([A-Z]+[0-9]+:[A-Z]+[0-9]+) is merged": lambda guide, title, area: guide[title].merge_cells(area),
}
"""What can be done to a sheet, besides writing into a cell."""
