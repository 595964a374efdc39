"""Files as people save them: what Excel, a semicolon or a stray quote does to one is told, and never read as unknown."""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from b12dt.cohort.parts import Parts

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id;anemia\n1;yes\n", "parted by semicolons"),
        ("id\tanemia\n1\tyes\n", "parted by tabs"),
        ("\nid,anemia\n1,yes\n", "on line 2"),
        ("Cohort of 2026\nid,anemia\n1,yes\n", "on line 2"),
        ("a,b\n1,yes\n", "--map COLUMN=FACT"),
        ("", "--map COLUMN=FACT"),
    ],
)
def test_csv_file_in_which_no_column_holds_a_fact(tmp_path: Path, run: Run, text: str, said: str) -> None:
    """A file of which no column is a fact is refused with what seems to be the reason: nobody is advised on nothing."""
    place = tmp_path / "in.csv"
    place.write_text(text)
    ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 1
    assert "No column holds a fact" in ran.err
    assert said in ran.err
    assert not (tmp_path / "out.csv").exists()


def test_sheet_in_which_no_column_holds_a_fact(tmp_path: Path, run: Run) -> None:
    """A line above the titles, or a cover sheet, is told with its place."""
    above = _sheet(tmp_path / "above.xlsx", [["Our cohort"], ["id", "anemia"], [1, "yes"]])
    assert "in row 2" in run("cohort", above, tmp_path / "out.csv").err
    book: Any = openpyxl.Workbook()
    book.active.append(["Read me"])
    book.create_sheet("Patients").append(["id", "anemia"])
    book.save(tmp_path / "cover.xlsx")
    ran = run("cohort", tmp_path / "cover.xlsx", tmp_path / "out.csv")
    assert ran.code == 1
    assert 'in the sheet "Patients"' in ran.err


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("age_years", "8_0"),
        ("age_years", "\u0668\u0660"),
        ("age_years", "NaN"),
        ("plan", " "),
        ("plan", ";"),
        ("plan", '"; "'),
    ],
)
def test_cells_that_only_look_like_a_fact(tmp_path: Path, run: Run, column: str, cell: str) -> None:
    """A number is read in plain digits only, and a list without a word is no list of nothing: both are problems."""
    place = tmp_path / "in.csv"
    place.write_text(f"id,{column}\n1,{cell}\n", encoding="utf-8")
    ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 1
    assert "1 row (row 1)" in ran.err


@pytest.mark.parametrize("cell", ["80", "80.0", "+80", "8e1", " 80 ", "080"])
def test_numbers_as_they_are_written(tmp_path: Path, run: Run, cell: str) -> None:
    """A number may have a sign, decimals, an exponent or blanks around it."""
    place = tmp_path / "in.csv"
    place.write_text(f"age_years\n{cell}\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert _rows(tmp_path / "out.csv")[0]["scope.age_band"] == "over_75_to_80"


@pytest.mark.parametrize("kind", ["arrow", "parquet"])
@pytest.mark.parametrize("out", ["csv", "arrow", "parquet", "xlsx"])
def test_file_that_polars_wrote(tmp_path: Path, run: Run, kind: str, out: str) -> None:
    """Texts and lists kept as views are read like any others, and carried over, whatever kind of file goes out."""
    frame = pl.DataFrame({"id": ["a", "b", "c"], "anemia": ["yes", None, "y"], "more": [["x"], [], None]})
    (frame.write_ipc if kind == "arrow" else frame.write_parquet)(tmp_path / f"in.{kind}")
    place = tmp_path / f"out.{out}"
    rejects = tmp_path / "no.csv"
    ran = run("cohort", tmp_path / f"in.{kind}", place, "--decisions", "anti_if", "--rejects", rejects)
    assert ran.code == 0, ran.err
    assert [one["id"] for one in _rows(rejects)] == ["c"]
    if out == "csv":
        assert [(one["id"], one["more"]) for one in _rows(place)] == [("a", "x"), ("b", "(none)")]


def test_own_files_fed_back(tmp_path: Path, run: Run) -> None:
    """Mended rejects and an output given again, however often, keep every column under a name of its own."""
    place, no = tmp_path / "in.csv", tmp_path / "no.csv"
    place.write_text("id,age_years,reasons\n1,50,x\n2,130,y\n")
    assert run("cohort", place, tmp_path / "0.csv", "--rejects", no, "--decisions", "scope").code == 0
    assert [(one["reasons"], "outside" in one["reasons (b12dt)"]) for one in _rows(no)] == [("y", True)]
    place.write_text("id,age_years\n1,50\n")
    for number in range(4):
        assert run("cohort", place, tmp_path / f"{number}.csv", "--decisions", "scope").code == 0
        place = tmp_path / f"{number}.csv"
        rows = [one | {"age_years": "50"} for one in _rows(place)]
        with place.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    [row] = _rows(place)
    assert [row[f"scope.scope{more}"] for more in ("", " (b12dt)", " (b12dt 2)", " (b12dt 3)")] == ["adult"] * 4


def test_column_to_keep_named_twice(tmp_path: Path, run: Run) -> None:
    """A column that is to be kept is kept once, however often it is named."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n1,50\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope", "--keep", "id,id").code == 0
    assert _rows(tmp_path / "out.csv")[0]["id"] == "1"


@pytest.mark.parametrize("step", ["begin", "keep", "tables"])
def test_disk_that_is_full(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where there is no room for a part, that is said in plain words, and the same command goes on afterwards."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n1,50\n")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Parts, step, full)
        ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert "the same command goes on" in ran.err
    assert run("cohort", place, tmp_path / "out.csv").code == 0
