"""Files as people save them: what Excel, a semicolon or a stray quote does to one is told, and never read as unknown."""

from __future__ import annotations

import csv
import errno
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pyarrow as pa
import pytest

from b12dt.cohort import files, pieces
from b12dt.cohort.parts import Parts
from tests.cohort.small_files import csv_rows, write_sheet

Run = Callable[..., Any]


@pytest.mark.parametrize("value", ["=1+1", "=B9", "#DIV/0!", "#N/A"])
def test_formula_without_a_value(tmp_path: Path, run: Run, value: str) -> None:
    """A formula of which the file holds no result, or an error, is a problem of its row, and never unknown."""
    came = write_sheet(tmp_path / "in.xlsx", [["id", "age_years"], [1, 50], [2, value], [3, None]])
    ran = run("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 1
    assert "1 row (row 2)" in ran.err
    assert ("a formula without a value: open and save it in Excel" if value[0] == "=" else value) in ran.err


def test_blank_rows_of_a_sheet(tmp_path: Path, run: Run) -> None:
    """A row of a sheet without any cell is no patient, and it is said wherever rows are counted how many there are."""
    rows = [["id", "age_years"], [1, 50], [], [None, ""], [2, None], [None, None]]
    came, page = write_sheet(tmp_path / "in.xlsx", rows), tmp_path / "page.md"
    asked = ("cohort", came, tmp_path / "out.csv", "--decisions", "scope")
    ran = run(*asked, "--summary", page)
    assert [one["id"] for one in csv_rows(tmp_path / "out.csv")] == ["1", "2"]
    assert "3 rows without any cell were passed over" in ran.out
    assert "- Rows without any cell, passed over: 3" in page.read_text(encoding="utf-8")
    assert run(*asked, "--json").document["without_any_cell"] == 3
    write_sheet(tmp_path / "in.xlsx", [*rows, [3, 500]])
    ran = run(*asked)
    assert ran.code == 1
    assert "3 rows without any cell were passed over; rows are counted without them" in ran.err
    assert "1 row (row 3)" in ran.err


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
    assert [one["id"] for one in csv_rows(tmp_path / "out.csv")] == ["a\nb", '5" tall', 'say "x"']


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["2", '"2\n\n"'])
def test_empty_lines(tmp_path: Path, run: Run, end: str, name: str) -> None:
    """An empty line between rows of several columns is no patient, and is counted; signs for nothing are one of whom nothing is known."""
    place = tmp_path / "in.csv"
    place.write_text(end.join(["id,age_years", "", "1,50", "", ",", "", "", '"",""', f"{name},10", ""]), newline="")
    asked = ("cohort", place, tmp_path / "out.csv", "--decisions", "scope")
    ran = run(*asked)
    assert ran.code == 0, ran.err
    assert [one["id"] for one in csv_rows(tmp_path / "out.csv")] == ["1", "", "", name.strip('"')]
    assert "4 rows without any cell were passed over" in ran.out


def test_empty_cells_of_a_single_column(tmp_path: Path, run: Run) -> None:
    """Where a file has one column, an empty line is a patient of whom it is unknown: no row is lost."""
    place = tmp_path / "in.csv"
    place.write_text("age_years\n50\n\n10\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert len(csv_rows(tmp_path / "out.csv")) == 3


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
    above = write_sheet(tmp_path / "above.xlsx", [["Our cohort"], ["id", "anemia"], [1, "yes"]])
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
    assert csv_rows(tmp_path / "out.csv")[0]["scope.age_band"] == "over_75_to_80"


@pytest.mark.parametrize("kind", ["arrow", "parquet"])
@pytest.mark.parametrize("out", ["csv", "arrow", "parquet", "xlsx"])
def test_file_that_polars_wrote(tmp_path: Path, run: Run, kind: str, out: str) -> None:
    """Texts and lists kept as views are read like any others, and carried over, whatever kind of file goes out."""
    frame = pl.DataFrame({
        "id": pl.Series(["a", "b", "c"], dtype=pl.Categorical), "anemia": ["yes", None, "y"], "more": [["x"], [], None],
    })  # fmt: skip
    (frame.write_ipc if kind == "arrow" else frame.write_parquet)(tmp_path / f"in.{kind}")
    place = tmp_path / f"out.{out}"
    rejects = tmp_path / "no.csv"
    ran = run("cohort", tmp_path / f"in.{kind}", place, "--decisions", "anti_if", "--rejects", rejects)
    assert ran.code == 0, ran.err
    assert [one["id"] for one in csv_rows(rejects)] == ["c"]
    if out == "csv":
        assert [(one["id"], one["more"]) for one in csv_rows(place)] == [("a", "x"), ("b", "(none)")]


def test_own_files_fed_back(tmp_path: Path, run: Run) -> None:
    """Mended rejects and an output given again, however often, keep every column under a name of its own."""
    place, no = tmp_path / "in.csv", tmp_path / "no.csv"
    place.write_text("id,age_years,reasons\n1,50,x\n2,130,y\n")
    assert run("cohort", place, tmp_path / "0.csv", "--rejects", no, "--decisions", "scope").code == 0
    assert [(one["reasons"], "outside" in one["reasons (b12dt)"]) for one in csv_rows(no)] == [("y", True)]
    place.write_text("id,age_years\n1,50\n")
    for number in range(4):
        assert run("cohort", place, tmp_path / f"{number}.csv", "--decisions", "scope").code == 0
        place = tmp_path / f"{number}.csv"
        rows = [one | {"age_years": "50"} for one in csv_rows(place)]
        with place.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    [row] = csv_rows(place)
    assert [row[f"scope.scope{more}"] for more in ("", " (b12dt)", " (b12dt 2)", " (b12dt 3)")] == ["adult"] * 4


def test_column_to_keep_named_twice(tmp_path: Path, run: Run) -> None:
    """A column that is to be kept is kept once, however often it is named."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n1,50\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope", "--keep", "id,id").code == 0
    assert csv_rows(tmp_path / "out.csv")[0]["id"] == "1"


@pytest.mark.parametrize(("place_of", "step"), [(Parts, "begin"), (pieces, "keep"), (Parts, "tables")])
def test_disk_that_is_full(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place_of: Any, step: str) -> None:
    """Where there is no room for a part, that is said in plain words, and the same command goes on afterwards."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n1,50\n")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(place_of, step, full)
        ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert "the same command goes on" in ran.err
    assert run("cohort", place, tmp_path / "out.csv").code == 0


@pytest.mark.parametrize("text", ["id,age_years", "\ufeffid,age_years\n", '"id","age_years"\r\n'])
def test_titles_alone(tmp_path: Path, run: Run, text: str) -> None:
    """A file of nothing but titles gives one, whether its only line is ended or not."""
    place = tmp_path / "in.csv"
    place.write_text(text, encoding="utf-8", newline="")
    ran = run("cohort", place, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 0, ran.err
    assert (tmp_path / "out.csv").read_text().startswith('"id","scope.scope"')
    assert not csv_rows(tmp_path / "out.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(tmp_path: Path, run: Run, end: str) -> None:
    """Lines of every system are lines, with a mark before the titles or none, and the last one ended or not."""
    place = tmp_path / "in.csv"
    for mark, last in (("", end), ("\ufeff", "")):
        place.write_text(mark + end.join(["age_years,id", "50,a", "10,b"]) + last, encoding="utf-8", newline="")
        assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
        assert [one["id"] for one in csv_rows(tmp_path / "out.csv")] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,age_years\n1,50\n".encode("utf-16"), 'its text seems to be in UTF-16: save it as "CSV UTF-8".'),
        ("id,age_years\n1,50\n".encode("utf-16-le"), "its text seems to be in UTF-16"),
        ("id,age_years\n1,50\nM\u00fcller,50\n".encode("cp1252"), "its text is not in UTF-8 on line 3"),
        (gzip.compress(b"id,age_years\n1,50\n"), "it is packed (gzip): unpack it first."),
        (b"PAR1\0\0", "it is a Parquet file: let its name end in .parquet."),
        (b"age_years,,x,\n1,2,3,4\n", "there is no title in column 2, column 4."),
        (b"id,age_years,x\n1,50\n", "a row has 2 cells below 3 titles: 1,50."),
        (b"age_years\n1,5\n", "a row has 2 cells below 1 title: 1,5."),
    ],
)
def test_csv_file_that_cannot_be_read(tmp_path: Path, run: Run, content: bytes, said: str) -> None:
    """What another program wrote in its own way is refused with what to do, and nothing is read as something else."""
    place = tmp_path / "in.csv"
    place.write_bytes(content)
    ran = run("cohort", place, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 2
    assert said in ran.err
    assert [one.name for one in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("in.csv.gz", "To use it unpack it first."),
        ("in.xls", "To use it save it as .xlsx."),
        ("in.tsv", "parted by commas."),
        ("in.xlsx", "it is no workbook of the kind .xlsx, or one with a password."),
        ("in.feather", "it does not begin as a file of Arrow does."),
        ("in.parquet", "cannot be read as parquet"),
        ("folder.csv", "Is a directory"),
    ],
)
def test_file_of_another_kind(tmp_path: Path, run: Run, name: str, said: str) -> None:
    """A file that is not what its name says, or of no kind that is read, is refused in words."""
    place = tmp_path / name
    if name == "folder.csv":
        place.mkdir()
    else:
        place.write_bytes(b"id,age_years\n1,50\n")
    ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_huge_note(tmp_path: Path, run: Run, size: int) -> None:
    """A note may be as long as a book, of one line or many, with quotes in it."""
    place = tmp_path / "in.csv"
    notes = ["x" * size, 'a "quoted" line\n' * (size // 16), "short"]
    with place.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([["note", "age_years"], *([one, 50] for one in notes)])
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    before = csv.field_size_limit(1 << 30)
    try:
        assert [one["note"] for one in csv_rows(tmp_path / "out.csv")] == notes
    finally:
        csv.field_size_limit(before)


def test_row_longer_than_is_read_at_a_time(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that is longer than what is read at a time is told in words."""
    monkeypatch.setattr(files, "BLOCK", 1000)
    place = tmp_path / "in.csv"
    place.write_text("note,age_years\n" + "short,50\n" * 500 + "x" * 5000 + ",50\n")
    ran = run("cohort", place, tmp_path / "out.csv", "--decisions", "scope")
    assert ran.code == 2
    assert "a row is longer than 1000 bytes" in ran.err


@pytest.mark.parametrize("name", ["in.arrow", "in.arrows", "in.ipc"])
def test_stream_of_arrow(tmp_path: Path, run: Run, small_stream: bytes, name: str) -> None:
    """The form of Arrow that is written as a stream is read as the other is; one that ends too early is refused."""
    place = tmp_path / name
    place.write_bytes(small_stream)
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert [one["id"] for one in csv_rows(tmp_path / "out.csv")] == ["a", "b"]
    place.write_bytes(small_stream[:-8])
    ran = run("cohort", place, tmp_path / "out2.csv", "--decisions", "scope")
    assert ran.code == 2
    assert "it ends too early, so that patients may be missing" in ran.err


@pytest.fixture
def small_stream() -> bytes:
    """Return two patients as a stream of Arrow, in a batch each."""
    table = pa.table({"id": ["a", "b"], "age_years": [50, 10]})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as file:
        file.write_table(table, max_chunksize=1)
    return sink.getvalue().to_pybytes()


def test_names_parted_by_commas_and_blanks(tmp_path: Path, run: Run) -> None:
    """Blanks around names do no harm, unless a column is called so; no name at all is wrong use."""
    place, out = tmp_path / "in.csv", tmp_path / "out.csv"
    place.write_text("age_years,anemia,a, b\n50,yes,1,2\n")
    ran = run("cohort", place, out, "--decisions", "scope, anti_if,", "--keep", " a, b")
    assert ran.code == 0, ran.err
    [row] = csv_rows(out)
    assert list(row)[:3] == ["a", " b", "scope.scope"]
    assert "anti_if.rule" in row
    assert "takes the keys of decisions" in run("cohort", place, out, "--decisions", " , ").err


@pytest.mark.parametrize("word", ["NA", "n/a", "NULL", "nan", "#N/A", "?", " "])
def test_words_for_nothing_known(tmp_path: Path, run: Run, word: str) -> None:
    """A word by which other tables say that nothing is known is refused with how to say it, and not taken for a slip of "no"."""
    place = tmp_path / "in.csv"
    place.write_text(f"id,anemia,age_years\n1,{word},50\n2,yes,{word}\n")
    problems = run("cohort", place, tmp_path / "out.csv", "--json").document["problems"]
    assert [(one["column"], one["count"], one["closest"]) for one in problems] == [
        ("anemia", 1, None),
        ("age_years", 1, None),
    ]
    assert all("What is not known is left empty, or is `unknown`." in one["problem"] for one in problems)
    place.write_text(f"id,plan\n1,{word}\n")
    [problem] = run("cohort", place, tmp_path / "out.csv", "--json").document["problems"]
    assert "left empty" not in problem["problem"]
