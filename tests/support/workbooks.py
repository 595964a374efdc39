"""Tiny but complete guidelines as workbooks, for tests that break one cell of them.

A sheet is written as text, a column between bars; a line break inside a cell is written `⏎`. In a decision table `||`
parts the rule's ID and its conditions from its results, and its results from references, basis and interpretations,
which may be left out (they are then `S1`, `explicit` and `-`).

    tiny = tiny_guideline()
    tiny["Route"][tiny.at("Route", "R1", "Anemia")] = "yess"
    findings = tiny.check(tmp_path)

A `Guide` is an openpyxl workbook, so that cells, merged areas, inserted rows and moved columns are openpyxl's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity
from b12dt.guideline import Guideline, load
from b12dt.loading import loaded
from b12dt.model import Guideline as Model
from b12dt.pipeline import Outcome, run
from b12dt.read import read
from b12dt.recognise import recognise
from b12dt.recognise.sheets import Sheet

HEADER_ROW = 3
USUAL_END = ("S1", "explicit", "-")
PROOFS = re.compile(r"DT(337|41\d|42\d|50[4-9]|60[4-9])")


class Guide(openpyxl.Workbook):
    """A guideline in one workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.remove(self.active)

    def add_list(self, title: str, kind: str, text: str, **header: str) -> Worksheet:
        """Add a list sheet, or put one in the place of another; the first line of `text` holds the column titles."""
        sheet = self._new(title, {"Sheet kind": kind} | {key.replace("_", " "): value for key, value in header.items()})
        for row, cells in enumerate(_lines(text), start=sheet.max_row + 2):
            _put(sheet, row, 2, cells)
        return sheet

    def add_table(
        self,
        title: str,
        text: str,
        *,
        key: str,
        policy: str = "U",
        table_id: str = "",
        header: dict[str, str] | None = None,
    ) -> Worksheet:
        """Add a decision table, or put one in the place of another; the first line of `text` holds the column titles."""
        labels = {
            "Decision-support table ID": table_id or f"T.{key}",
            "Decision key": key,
            "Decision name": title,
            "Question": f"What about {title.lower()}?",
            "Hit Policy Indicator": policy,
        }
        sheet = self._new(title, labels | (header or {}))
        upper = sheet.max_row + 2
        for row, line in enumerate(_lines(text), start=upper + 1):
            asked, given, *end = _split(line)
            usual = ("", "", "") if row == upper + 1 else USUAL_END
            end = [*(end[0] if end else ()), *usual[len(end[0]) if end else 0 :]]
            _put(sheet, row, 2, [*asked, *given, "", *end])
            if row == upper + 1:
                _put(
                    sheet,
                    upper,
                    2,
                    [policy, "Input(s)", *[""] * (len(asked) - 2), "Output(s)", *[""] * (len(given) - 1)],
                )
                _put(
                    sheet,
                    upper,
                    2 + len(asked) + len(given),
                    ["Annotation(s)", "Reference(s)", "Basis", "Interpretation(s)"],
                )
        return sheet

    def add_summary(self, title: str, text: str, *, key: str, table_id: str = "") -> Worksheet:
        """Add a summary: `Output | Takes | From`."""
        header = {"Decision-support table ID": table_id or f"T.{key}", "Decision key": key, "Decision name": title}
        return self.add_list(
            title, "Summary", text, **{label.replace(" ", "_"): text for label, text in header.items()}
        )

    def add_row(self, title: str, text: str) -> None:
        """Add a row below a list."""
        sheet = self[title]
        _put(sheet, sheet.max_row + 1, 2, _split(text)[0])

    def at(self, title: str, row: str, column: str = "") -> str:
        """Return the address of the cell in the row that begins with `row` and the column titled `column`.

        Without a column: of the first cell that holds exactly `row`.
        """
        sheet = self[title]
        if not column:
            return next(cell.coordinate for line in sheet.iter_rows() for cell in line if cell.value == row)
        line = next(line for line in sheet.iter_rows() if _first(line) == row)
        above = (cell for cells in reversed(list(sheet.iter_rows(max_row=line[0].row - 1))) for cell in cells)
        titled = next(cell for cell in above if cell.value == column)
        return sheet.cell(line[0].row, titled.column).coordinate

    def write(self, folder: Path) -> Path:
        """Write the workbook into a folder of its own and return the folder."""
        place = folder / "guideline"
        place.mkdir(exist_ok=True)
        self.save(place / "guideline.xlsx")
        return place

    def run(self, folder: Path, *, checks: bool = False) -> Outcome:
        """Return what the whole pipeline makes of it."""
        return run(self.write(folder), checks=checks)

    def check(self, folder: Path, *, proofs: bool = False) -> tuple[Finding, ...]:
        """Return all findings of the whole pipeline, the worked cases run; reminders left out.

        What is proved of gaps, dead rules, idle words and invariants is left out, too, unless `proofs` are asked for: most tests
        break one cell and mean that cell.
        """
        found = self.run(folder, checks=True).findings
        return tuple(
            one for one in found if severity(one) is not Severity.INFO and (proofs or not PROOFS.fullmatch(one.code))
        )

    def recognised(self, folder: Path) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
        """Return what the second stage makes of it."""
        grids, findings = read(self.write(folder))
        assert not findings, findings
        return recognise(grids)

    def load(self, folder: Path) -> Guideline:
        """Return the compiled guideline."""
        return load(self.write(folder))

    def model(self, folder: Path) -> Model:
        """Return the guideline as data; fails with the findings if there is none."""
        outcome = self.run(folder)
        assert outcome.program is not None, outcome.findings
        loaded(outcome.program)
        return outcome.program.guideline

    def _new(self, title: str, header: dict[str, str]) -> Worksheet:
        place = self.sheetnames.index(title) if title in self.sheetnames else None
        if place is not None:
            del self[title]
        sheet = self.create_sheet(title, place)
        sheet["B1"] = title + ", a title that is not read"
        for row, (label, value) in enumerate(header.items(), start=HEADER_ROW):
            _put(sheet, row, 2, [label, value])
        return sheet


def tiny_guideline() -> Guide:
    """Return a guideline of two tables and a summary, without any finding."""
    guide = Guide()
    guide.add_list(
        "About",
        "About",
        """
        Item | Text
        Title | A tiny guideline
        Version | 1.0
        """,
    )
    guide.add_list(
        "Inputs",
        "Inputs",
        """
        Name | Label | Section | Question | Type | Unit | UCUM | Lowest | Highest | Values | May be unknown | Default | Meaning
        anemia | Anemia | Patient | Is there anemia? | category | | | | | yes_no | yes | unknown |
        age | Age | Patient | How old? | number | years | a | 0 | 120 | | yes | unknown |
        plan | Plan | Patient | What is planned? | several of | | | | | plan | no | (none) |
        """,
    )
    guide.add_list(
        "Outputs",
        "Outputs",
        """
        Output | Label | Type | Unit | Values | Meaning
        route.route | Route | category | | route |
        alerts.alerts | Alerts | several of | | alert |
        alerts.severity | Severities | several of | | severity |
        summary.alerts | All alerts | several of | | alert |
        summary.highest | Highest severity | category | | severity |
        """,
    )
    guide.add_list(
        "Values",
        "Values",
        """
        List | Code | Label | Sentence | Severity | Notes
        yes_no | yes | yes | | |
        yes_no | no | no | | |
        plan | stop | stop early | | |
        plan | delay | delay start | | |
        route | im | injection | Give it by injection. | |
        route | oral | tablet | Give it by mouth. | |
        severity | stop | stop | | |
        severity | warn | warn | | |
        alert | never_stop | never stop | Do not stop. | stop |
        alert | no_delay | no delay | Do not delay. | warn |
        """,
    )
    guide.add_table(
        "Route",
        """
        Rule ID | Anemia       | Age        || Route
        R1      | yes          | < 18       || tablet
        R2      | yes          | [18..75]   || injection
        R3      | yes          | > 75       || injection
        R4      | yes          | unknown    || injection || S1 S2 | interpretation | A1
        R5      | no, unknown  | -          || tablet    || S2    | not covered    | A1
        """,
        key="route",
    )
    guide.add_table(
        "Alerts",
        """
        Rule ID | Plan        | Route     || Alerts     | Severities
        L1      | stop early  | -         || never stop | stop
        L2      | delay start | injection || no delay   | warn
        """,
        key="alerts",
        policy="C",
    )
    guide.add_summary(
        "Summary",
        """
        Output | Takes | From
        alerts | all of | alerts.alerts
        highest | highest of | alerts.severity
        """,
        key="summary",
    )
    guide.add_list(
        "Statements",
        "Statements",
        """
        ID | Statement | Section | Kind | Actionable | Line | Citations
        S1 | The first statement. | One | dose | yes | 1 | -
        S2 | The second statement. | One | dose | yes | 2 | 1 2
        """,
    )
    guide.add_list(
        "Interpretations",
        "Interpretations",
        """
        ID | Title | Kind | Weight | Unclear | Choice | Shown to the reader | Reference(s) | Look first
        A1 | Age unknown | gap | high | What if? | As an adult. | Unknown age is read as adult. | S1 | yes
        """,
    )
    guide.add_list(
        "Safety",
        "Invariants",
        """
        ID | In words | If | Then | Reference(s)
        I1 | Children take tablets | age < 18 | route.route = oral | S1
        """,
    )
    guide.add_list(
        "Cases",
        "Cases",
        """
        ID | Title | Story | Anemia | Age | Plan | Expected results | Expected rules | Why | Reason for change
        BASE | The base patient | | no | 50 | (none) | | | |
        C1 | A child | | yes | 7 | stop early | route.route = tablet⏎summary.alerts = never stop⏎summary.highest = stop | R1 L1 | S1 |
        C2 | The base patient alone | | | | | route.route = oral⏎alerts.alerts = (none)⏎summary.highest = (none) | R5 | S1 S2 |
        """,
    )
    return guide


def one_table(text: str, *, policy: str = "U", inputs: str = "", outputs: str = "", values: str = "") -> Guide:
    """Return a guideline of one table, `Choice`, and what it needs.

    `inputs`: lines `name | label | type | lowest | highest | list | may be unknown | default`, the last two of which
    may be left out; `outputs`: lines `path | label | type | list`; `values`: lines `list | code | label`.
    """
    guide = Guide()
    guide.add_list("About", "About", "Item | Text\nTitle | A tiny guideline\nVersion | 1.0")
    titles = "Name | Label | Question | Type | Lowest | Highest | Values | May be unknown | Default"
    lines = [_split(line)[0] for line in _lines_of(inputs or "a | A | category | | | abc\nn | N | number | 0 | 100")]
    asked = []
    for name, label, kind, lowest, highest, *end in lines:
        listed, may, default = (*end, *("", "yes", "unknown")[len(end) :])
        asked.append(" | ".join([name, label, f"What is {label}?", kind, lowest, highest, listed, may, default]))
    guide.add_list("Inputs", "Inputs", "\n".join([titles, *asked]))
    guide.add_list(
        "Outputs", "Outputs", "Output | Label | Type | Values\n" + (outputs or "choice.x | X | category | xyz")
    )
    usual = "abc | a | a\nabc | b | b\nabc | c | c\nxyz | x | x\nxyz | y | y\nxyz | z | z"
    guide.add_list("Values", "Values", "List | Code | Label\n" + (values or usual))
    guide.add_list("Statements", "Statements", "ID | Statement | Line\nS1 | A statement. | 1")
    guide.add_table("Choice", text, key="choice", policy=policy)
    return guide


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Return the codes of findings, in their order."""
    return [one.code for one in findings]


def places(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, str, str]]:
    """Return code, sheet and cells of findings, in their order."""
    return [(one.code, one.span.sheet, one.span.cells) for one in findings]


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def _lines(text: str) -> list[Any]:
    lines = _lines_of(text)
    return lines if any("||" in line for line in lines) else [_split(line)[0] for line in lines]


def _split(line: str | list[str]) -> list[list[str]]:
    if isinstance(line, list):
        return [line]
    return [[cell.strip().replace("⏎", "\n") for cell in part.split("|")] for part in line.split("||")]


def _put(sheet: Worksheet, row: int, column: int, cells: list[str]) -> None:
    for place, text in enumerate(cells, start=column):
        if text:
            cell = sheet.cell(row, place)
            cell.value = text
            cell.data_type = "s"


def _first(line: tuple[Cell, ...]) -> object:
    return next((cell.value for cell in line if cell.value), None)


def put(sheet: str, row: str, column: str, text: str | None) -> Callable[[Guide], None]:
    """Return an edit that writes a cell, found by its row's first word and its column's title."""

    def change(guide: Guide) -> None:
        guide[sheet][guide.at(sheet, row, column)] = text

    return change
