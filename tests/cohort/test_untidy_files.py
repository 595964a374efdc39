"""Files as people save them: what Excel, a semicolon or a stray quote does to one is told, and never read as unknown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]


def _sheet(path: Path, rows: list[list[Any]], *, sheet: str = "Sheet") -> Path:
    book: Any = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.mark.parametrize("value", ["=1+1", "=B9", "#DIV/0!", "#N/A"])
def test_formula_without_a_value(tmp_path: Path, run: Run, value: str) -> None:
    """A formula of which the file holds no result, or an error, is a problem of its row, and never unknown."""
    came = _sheet(tmp_path / "in.xlsx", [["id", "age_years"], [1, 50], [2, value], [3, None]])
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 1
    assert "1 row (row 2)" in ran.err
    assert ("a formula without a value: open and save it in Excel" if value[0] == "=" else value) in ran.err


def test_blank_rows_of_a_sheet(tmp_path: Path, run: Run) -> None:
    """A row of a sheet without any cell is no patient, and it is said how many there are."""
    came = _sheet(tmp_path / "in.xlsx", [["id", "age_years"], [1, 50], [], [None, ""], [2, None], [None, None]])
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert [one["id"] for one in _rows(tmp_path / "out.csv")] == ["1", "2"]
    assert "3 rows without any cell were passed over" in ran.err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,anemia\n1,yes\n2,"yes\n3,no\n4,no\n', 3),
        ('id,anemia\n1,"yes\n2,"yes\n3,no\n', 2),
        ('id,"anemia\n1,yes\n', 1),
    ],
)
def test_quote_that_is_not_closed(tmp_path: Path, run: Run, text: str, line: int) -> None:
    """A quote that is not closed would swallow the patients below it: the file is refused, with the line."""
    place = tmp_path / "in.csv"
    place.write_text(text)
    ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 2
    assert f"a quote is not closed in the row that begins on line {line}" in ran.err


def test_quotes_that_are_closed(tmp_path: Path, run: Run) -> None:
    """A cell of several lines, a doubled quote and a quote inside a word are no reason to refuse a file."""
    place = tmp_path / "in.csv"
    place.write_text('id,age_years\n"a\nb",50\n5" tall,51\n"say ""x""",52\n')
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert [one["id"] for one in _rows(tmp_path / "out.csv")] == ["a\nb", '5" tall', 'say "x"']


def test_empty_cells_of_a_single_column(tmp_path: Path, run: Run) -> None:
    """Where a file has one column, an empty line is a patient of whom it is unknown: no row is lost."""
    place = tmp_path / "in.csv"
    place.write_text("age_years\n50\n\n10\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert len(_rows(tmp_path / "out.csv")) == 3
