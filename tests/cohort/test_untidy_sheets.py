"""Workbooks as people and programs save them: no patient is lost by what a sheet says of itself, none is read by halves."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cohort.small_files import csv_rows, write_sheet

Run = Callable[..., Any]
ROWS = [["id", "age_years"], ["a", 50], ["b", 10], ["c", 80]]


def _patched(path: Path, pattern: bytes, other: bytes) -> None:
    """Replace something in the first sheet of a workbook, as another program would have written it."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert re.search(pattern, parts[name])
    parts[name] = re.sub(pattern, other, parts[name])
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        (rb'ref="A1:B4"', b'ref="A1"'),
        (rb'ref="A1:B4"', b'ref="A1:B2"'),
        (rb'ref="A1:B4"', b'ref="B2:B3"'),
        (rb'ref="A1:B4"', b'ref="A1:AZ900"'),
        (rb"<dimension [^>]*>", b""),
        (rb' r="[A-Z]+\d+"', b""),
        (rb' r="\d+"', b""),
    ],
)
def test_sheet_that_states_another_size(tmp_path: Path, run: Run, pattern: bytes, other: bytes) -> None:
    """How large a sheet says it is does not count: every row and every column that is there is read."""
    came = write_sheet(tmp_path / "in.xlsx", ROWS)
    _patched(came, pattern, other)
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 0, ran.err
    bands = [(one["id"], one["scope.age_band"]) for one in csv_rows(tmp_path / "out.csv")]
    assert bands == [("a", "from_18_to_75"), ("b", "under_18"), ("c", "over_75_to_80")]


def test_merged_cells(tmp_path: Path, run: Run) -> None:
    """Cells that are merged over rows are refused: all but the first would be read as unknown. Over columns they do no harm."""
    book: Any = openpyxl.load_workbook(write_sheet(tmp_path / "in.xlsx", [*ROWS, ["d", None]]))
    book.active.merge_cells("B4:B5")
    book.save(tmp_path / "in.xlsx")
    ran = run("cohort", tmp_path / "in.xlsx", tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 2
    assert "the cells B4:B5 are merged" in ran.err
    book.active.unmerge_cells("B4:B5")
    book.active.merge_cells("D2:E2")
    book.save(tmp_path / "in.xlsx")
    assert run("cohort", tmp_path / "in.xlsx", tmp_path / "out.csv", "--decisions", "scope").code == 0


def test_other_sheets(tmp_path: Path, run: Run) -> None:
    """Sheets that are not read are named; a first sheet that nobody sees, or that is a chart, is refused."""
    book: Any = openpyxl.load_workbook(write_sheet(tmp_path / "in.xlsx", ROWS))
    for name in ("More", "Notes"):
        book.create_sheet(name).append(["id", "age_years"])
    book.save(tmp_path / "in.xlsx")
    asked = ("cohort", tmp_path / "in.xlsx", tmp_path / "out.csv", "--decisions", "scope")
    ran = run(*asked)
    assert ran.code == 0
    assert "the first sheet alone is read, and not: More, Notes." in ran.err
    book.active.sheet_state = "hidden"
    book.save(tmp_path / "in.xlsx")
    assert 'its first sheet, "Sheet", is hidden' in run(*asked).err
    book.create_chartsheet("Chart", 0)
    book.save(tmp_path / "in.xlsx")
    ran = run(*asked)
    assert ran.code == 2
    assert "Save the sheet with the patients in a workbook of its own" in ran.err


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_damaged_workbook(tmp_path: Path, run: Run, cut: float) -> None:
    """A workbook of which a part is missing is told so."""
    came = write_sheet(tmp_path / "in.xlsx", ROWS)
    came.write_bytes(came.read_bytes()[: int(came.stat().st_size * cut)])
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 2
    assert "it is no workbook of the kind .xlsx" in ran.err
    write_sheet(came, ROWS)
    _patched(came, rb"</sheetData>", b"</sheet")
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 2
    assert "it is damaged" in ran.err


def test_columns_of_a_sheet_without_a_title(tmp_path: Path, run: Run) -> None:
    """Columns without a title are named by their cells, and so is a cell that stands beyond the titles; empty ones do no harm."""
    out = tmp_path / "out.csv"
    came = write_sheet(tmp_path / "in.xlsx", [["age_years", None, None, "x"], [50, 1, 2, 3]])
    assert "there is no title in B1, C1" in run("cohort", came, out).err
    write_sheet(came, [["age_years", "x"], [50, 1], [50, 1, None, 7]])
    ran = run("cohort", came, out, "--decisions", "scope")
    assert ran.code == 2
    assert "the cell D3 stands under no title" in ran.err
    write_sheet(came, [["age_years", "x", "", None], [50, 1, None, ""]])
    assert run("cohort", came, out, "--decisions", "scope").code == 0
    assert csv_rows(out)[0]["x"] == "1"
