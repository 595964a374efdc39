"""The stages in order: an error stops before the next stage, and every finding says where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.catalogue import catalogue, severity
from b12dt.diagnostics import Severity
from b12dt.pipeline import Outcome, failed, run
from tests.conftest import TABLES
from tests.support.workbooks import codes, tiny_guideline


def test_tables_compile(outcome: Outcome) -> None:
    """`tables/` compile, every worked case and every invariant on it holds, and nothing worse than a reminder is found."""
    assert outcome.program is not None
    assert [one for one in outcome.findings if severity(one) is not Severity.INFO] == []
    assert len(outcome.program.guideline.cases) > 100


def test_every_finding_is_in_the_catalogue_and_in_a_place(outcome: Outcome) -> None:
    """Each finding has a known code and stands in a cell of a sheet of a workbook that exists."""
    sheets = {path.name: openpyxl.load_workbook(path, read_only=True).sheetnames for path in TABLES.glob("*.xlsx")}
    assert outcome.findings
    for one in outcome.findings:
        assert one.code in catalogue()
        assert one.span.sheet in sheets[one.span.workbook]
        assert one.span.cells


def test_no_workbooks(tmp_path: Path) -> None:
    """An empty folder and a missing one are findings, not exceptions."""
    for place in (tmp_path, tmp_path / "nothing"):
        outcome = run(place)
        assert outcome.program is None
        assert failed(outcome.findings)


def test_one_workbook_is_enough(tmp_path: Path) -> None:
    """A single workbook can be a whole guideline, given itself or in a folder."""
    folder = tiny_guideline().write(tmp_path)
    assert run(folder / "guideline.xlsx").program is not None
    assert run(folder).program is not None


def test_each_stage_stops_before_the_next(tmp_path: Path) -> None:
    """Errors of the layout hide those of the names, and those hide overlaps and failing cases: nothing is reported twice."""
    guide = tiny_guideline()
    guide["Cases"][guide.at("Cases", "C1", "Expected results")] = "route.route = injection"
    assert codes(guide.check(tmp_path)) == ["DT601"]
    guide["Route"][guide.at("Route", "R2", "Age")] = "[17..75]"
    assert codes(guide.check(tmp_path)) == ["DT401"]
    guide["Route"][guide.at("Route", "R1", "Route")] = "tabelt"
    assert codes(guide.check(tmp_path)) == ["DT205"]
    guide["Route"]["B6"] = "Questoin"
    assert codes(guide.check(tmp_path)) == ["DT136"]
    (guide.write(tmp_path) / "broken.xlsx").write_bytes(b"not a workbook")
    assert {one.span.workbook for one in run(guide.write(tmp_path)).findings} == {"broken.xlsx"}


def test_cases_run_only_when_asked(tmp_path: Path) -> None:
    """Without `checks` a failing case does not stop anybody from compiling."""
    guide = tiny_guideline()
    guide["Cases"][guide.at("Cases", "C1", "Expected results")] = "route.route = injection"
    outcome = guide.run(tmp_path)
    assert outcome.program is not None
    assert outcome.findings == ()


def test_a_warning_does_not_stop(tmp_path: Path) -> None:
    """With warnings alone there is a program."""
    guide = tiny_guideline()
    guide["Route"]["G12"] = None
    outcome = guide.run(tmp_path)
    assert codes(outcome.findings) == ["DT321"]
    assert outcome.program is not None


def test_an_error_of_the_tables_leaves_no_program(tmp_path: Path) -> None:
    """With an error there is no program, and the findings say why."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R2", "Age")] = "[17..75]"
    outcome = guide.run(tmp_path)
    assert outcome.program is None
    (found,) = outcome.findings
    assert (found.code, found.rule, found.span.cells.split(":")[0], dict(found.details)["other"]) == (
        "DT401",
        "R2",
        "B12",
        "R1",
    )


def test_failing_cases_say_what_came(tmp_path: Path) -> None:
    """A failing case names the output, what was expected, what came and the rule that fired."""
    guide = tiny_guideline()
    guide["Cases"][guide.at("Cases", "C1", "Expected results")] = (
        "route.route = injection⏎summary.highest = warn".replace("⏎", "\n")
    )
    first, second = guide.check(tmp_path)
    assert (first.read, first.expected, first.rule, first.column) == ("tablet", ("injection",), "C1", "route.route")
    assert (second.read, second.expected, second.column) == ("stop", ("warn",), "summary.highest")
    assert (first.span.sheet, first.span.cells) == ("Cases", "H7")


def test_the_fingerprint_is_of_what_is_read(tmp_path: Path) -> None:
    """The same cells have the same fingerprint, whatever workbook they were saved by and when; another cell another."""
    guide = tiny_guideline()
    first = guide.model(tmp_path).sha256
    (tmp_path / "again").mkdir()
    assert tiny_guideline().model(tmp_path / "again").sha256 == first
    guide["Route"][guide.at("Route", "R1", "Age")] = "< 18 "
    assert guide.model(tmp_path).sha256 == first
    guide["Values"]["E11"] = "Another sentence."
    assert guide.model(tmp_path).sha256 != first


# --- one broken cell in a copy of tables/ ------------------------------------------------------------------------------


def _titled(sheet: Worksheet, title: str, below: bool = True) -> Cell:
    """Return the cell of a column's title, or the first filled cell below it."""
    cell = next(one for row in reversed(list(sheet.iter_rows(max_row=13))) for one in row if one.value == title)
    lines = (sheet.cell(line, cell.column) for line in range(cell.row + 1, cell.row + 30))
    return next(one for one in lines if one.value and one.value != "-") if below else cell


def _beside(sheet: Worksheet, label: str) -> Cell:
    """Return the cell beside a label of the header block."""
    return next(row[2] for row in sheet.iter_rows(max_row=13) if row[1].value == label)


def _letter(sheet: Worksheet) -> Cell:
    """Return the hit policy's cell above the rule IDs."""
    title = _titled(sheet, "Rule ID", below=False)
    return sheet.cell(title.row - 1, title.column)


# what breaks: workbook, sheet, how the cell is found, what is written there, the code
BROKEN: dict[str, tuple[str, str, Callable[[Worksheet], Cell], str | None, str]] = {
    "a misspelt condition": ("treatment.xlsx", "Route", lambda sheet: _titled(sheet, "Malabsorption"), "yess", "DT204"),
    "an empty condition": ("treatment.xlsx", "Route", lambda sheet: _titled(sheet, "Malabsorption"), None, "DT201"),
    "a range without ends": ("assessment.xlsx", "Scope and age band", lambda sheet: _titled(sheet, "Age"), "18-75", "DT207"),
    "a number out of range": ("assessment.xlsx", "Scope and age band", lambda sheet: _titled(sheet, "Age"), "> 800", "DT219"),
    "a decimal comma": ("assessment.xlsx", "Scope and age band", lambda sheet: _titled(sheet, "Age"), "> 80,5", "DT202"),
    "another unit": ("assessment.xlsx", "Surgical ground", lambda sheet: _titled(sheet, "Distal ileum resected"), "> 20 mm", "DT222"),
    "a misspelt result": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Urgency"), "never dely", "DT205"),
    "an empty result": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Urgency"), None, "DT224"),
    "an unknown statement": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Reference(s)"), "S999", "DT305"),
    "an unknown interpretation": ("assessment.xlsx", "Scope and age band", lambda sheet: _titled(sheet, "Interpretation(s)"), "A999", "DT306"),
    "an unknown basis": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Basis"), "guess", "DT307"),
    "an unknown title": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Neurological involvement", below=False), "Neurology", "DT301"),
    "another hit policy above": ("assessment.xlsx", "Urgency", _letter, "F", "DT320"),
    "an unknown label": ("assessment.xlsx", "Urgency", lambda sheet: _titled(sheet, "Question", below=False), "Questoin", "DT136"),
    "an unknown kind of sheet": ("safety.xlsx", "Invariants", lambda sheet: _beside(sheet, "Sheet kind"), "Rules", "DT135"),
    "an unknown list": ("dictionary.xlsx", "Inputs", lambda sheet: _titled(sheet, "Values"), "yes_or_no", "DT304"),
    "an unknown relationship": ("dictionary.xlsx", "Codes", lambda sheet: _titled(sheet, "Relationship"), "alike", "DT307"),
    "a condition that cannot be read": ("safety.xlsx", "Invariants", lambda sheet: _titled(sheet, "If"), "age_years < ", "DT203"),
    "an unknown name in an invariant": ("safety.xlsx", "Invariants", lambda sheet: _titled(sheet, "Then"), "nonsense = yes", "DT234"),
    "an unreadable expectation": ("cases.xlsx", "", lambda sheet: _titled(sheet, "Expected results"), "route.strength required", "DT325"),
    "an expected rule that there is not": ("cases.xlsx", "", lambda sheet: _titled(sheet, "Expected rules"), "B12.D99.01", "DT324"),
    "a statement of which the line is no number": ("evidence.xlsx", "Statements", lambda sheet: _titled(sheet, "Line"), "two", "DT313"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_cell_is_reported_at_that_cell(tmp_path: Path, what: str) -> None:
    """A single broken cell in a copy of `tables/` is a finding at exactly that cell, and no program comes of an error.

    A case that expects a rule that is gone is an error, too, and leaves the tables to be proved.
    """
    workbook, title, find, text, code = BROKEN[what]
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    book = openpyxl.load_workbook(folder / workbook)
    sheet = book[title] if title else next(one for one in book.worksheets if one["C3"].value == "Cases")
    cell = find(sheet)
    assert cell.value != text
    cell.value = text
    book.save(folder / workbook)
    outcome = run(folder)
    assert failed(outcome.findings)
    assert (outcome.program is None) == (code != "DT324")
    assert (code, workbook, sheet.title, cell.coordinate) in [
        (one.code, one.span.workbook, one.span.sheet, one.span.cells) for one in outcome.findings
    ]


@pytest.mark.parametrize("dropped", ["Urgency", "Scope and age band"])
def test_a_missing_sheet_is_noticed(tmp_path: Path, dropped: str) -> None:
    """A decision table that is deleted from a copy of `tables/` is missed, at the outputs it should give."""
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    book = openpyxl.load_workbook(folder / "assessment.xlsx")
    del book[dropped]
    book.save(folder / "assessment.xlsx")
    outcome = run(folder)
    assert outcome.program is None
    assert "DT316" in codes(outcome.findings)
