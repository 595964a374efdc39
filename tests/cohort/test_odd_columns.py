"""Columns carried along of whatever type: held as they were, as a text that says the same, or refused before the work."""

from __future__ import annotations

import csv
import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from b12dt.cohort import files, table, writers

Run = Callable[..., Any]
DAY, OLD = datetime.fromisoformat("2020-01-02T03:04"), datetime.fromisoformat("1850-01-01")
ID = uuid.UUID(int=7)


def _column(values: list[Any], kind: Any = None) -> Any:
    return pa.array([*values, None], kind)


CARRIED = {
    "zone": (
        _column([DAY.replace(tzinfo=UTC)], pa.timestamp("us", "Europe/Berlin")),
        ["2020-01-02T04:04:00.000000+01:00"],
        ["2020-01-02T04:04:00.000000+01:00"],
    ),
    "time": (_column([DAY, OLD]), ["2020-01-02T03:04:00.000000", "1850-01-01T00:00:00.000000"], [DAY, "1850-01-01T00:00:00.000000"]),
    "fine": (_column([1, 1_000_000], pa.timestamp("ns")), ["1970-01-01T00:00:00.000000001", "1970-01-01T00:00:00.001000000"], ["1970-01-01T00:00:00.000000001", datetime.fromisoformat("1970-01-01T00:00:00.001")]),
    "day": (_column([DAY.date(), OLD.date()]), ["2020-01-02", "1850-01-01"], [datetime.fromisoformat("2020-01-02"), "1850-01-01"]),
    "clock": (_column([time(1, 2)], pa.time64("us")), ["01:02:00.000000"], [time(1, 2)]),
    "long number": (_column([10**15 - 1, 10**18 + 1]), ["999999999999999", "1000000000000000001"], [999999999999999, "1000000000000000001"]),
    "decimal": (_column([Decimal("1.50"), Decimal("1234567890.1234567")], pa.decimal128(20, 7)), ["1.5000000", "1234567890.1234567"], [1.5, "1234567890.1234567"]),
    "no number": (_column([float("nan"), float("inf")]), ["nan", "inf"], ["nan", "inf"]),
    "signs": (_column(["a\x01b", "c\rd", "_x0041_", "#N/A"]), ["a\x01b", "c\rd", "_x0041_", "#N/A"], ["a_x0001_b", "c_x000D_d", "_x005F_x0041_", "#N/A"]),
    "list": (_column([["a", None], [None], []]), ["a; (not given)", "(not given)", "(none)"], ["a; (not given)", "(not given)", "(none)"]),
    "fixed list": (_column([[1, 2]], pa.list_(pa.int8(), 2)), ["1; 2"], ["1; 2"]),
    "view": (_column([["a"], []], pa.list_view(pa.string())), ["a", "(none)"], ["a", "(none)"]),
    "category": (_column([5, 7]).dictionary_encode(), ["5", "7"], [5, 7]),
    "runs": (pa.RunEndEncodedArray.from_arrays([2, 3], ["a", None]), ["a", "a"], ["a", "a"]),
    "uuid": (pa.ExtensionArray.from_storage(pa.uuid(), _column([ID.bytes], pa.binary(16))), [str(ID)], [str(ID)]),
}  # fmt: skip
REFUSED = {
    "struct": _column([{"a": 1}]),
    "binary": _column([b"\xff"]),
    "category": _column([b"\xff"]).dictionary_encode(),
    "map": _column([[("a", 1)]], pa.map_(pa.string(), pa.int8())),
    "list": _column([[["a"]]]),
    "time span": _column([timedelta(1)]),
    "zone": _column([DAY], pa.timestamp("us", "Nowhere/Land")),
    "union": pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [pa.array(["a", "b"])]),
}


def _write(path: Path, column: Any, *, last: float = 50.0) -> Path:
    rows = len(column)
    made = pa.table({"odd": pa.chunked_array([column]), "age_years": [50.0] * (rows - 1) + [last]})
    with pa.ipc.new_file(str(path), made.schema) as file:
        file.write_table(made)
    return path


def _sheet(path: Path) -> list[Any]:
    titles, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [row[titles.index("odd")] for row in rows]


@pytest.mark.parametrize("name", CARRIED)
@pytest.mark.filterwarnings("error")
def test_carried_to_cells(tmp_path: Path, run: Run, name: str) -> None:
    """What cells hold says what the column said, with every digit, in results and among the rows set aside."""
    column, in_csv, in_sheet = CARRIED[name]
    came = _write(tmp_path / "in.arrow", column, last=500)
    for kind, meant in (("csv", in_csv), ("xlsx", in_sheet)):
        out, no = tmp_path / f"out.{kind}", tmp_path / f"no.{kind}"
        ran = run("cohort", came, out, "--rejects", no, "--decisions", "scope")
        assert ran.code == 0, ran.err
        if kind == "csv":
            with out.open(encoding="utf-8", newline="") as text:
                assert [one["odd"] for one in csv.DictReader(text)] == meant
        else:
            assert _sheet(out) == meant
            assert _sheet(no) == [None]


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
@pytest.mark.parametrize("name", [*CARRIED, *REFUSED])
def test_carried_to_columns(tmp_path: Path, run: Run, name: str, kind: str) -> None:
    """A file of columns holds what there was; the one type that Parquet has none for is refused."""
    column = CARRIED[name][0] if name in CARRIED else REFUSED[name]
    out = tmp_path / f"out.{kind}"
    ran = run("cohort", _write(tmp_path / "in.arrow", column), out, "--decisions", "scope")
    if (name, kind) == ("union", "parquet"):
        assert ran.code == 1
        assert "odd: out.parquet cannot hold this column: write an .arrow file instead" in ran.err
        return
    assert ran.code == 0, ran.err
    made = pq.read_table(out) if kind == "parquet" else pa.ipc.open_file(str(out)).read_all()
    assert str(made["odd"].to_pylist()) == str(column.to_pylist())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", REFUSED)
def test_refused_before_the_work(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """A column that cells cannot hold is refused by its name before anybody is advised, and may be left out."""
    came, out, no = _write(tmp_path / "in.arrow", REFUSED[name]), tmp_path / f"out.{kind}", tmp_path / f"no.{kind}"
    asked = ("cohort", came, out, "--decisions", "scope")
    with monkeypatch.context() as patch:
        patch.setattr(table, "advise", lambda *_: pytest.fail("somebody was advised"))
        ran = run(*asked)
        assert ran.code == 1
        assert f"odd: out.{kind} cannot hold this column: write a .parquet or .arrow file instead" in ran.err
        assert "--rejects FILE" not in ran.err
        ran = run(*asked, "--keep", "-", "--rejects", no)
        assert f"odd: no.{kind} cannot hold this column" in ran.err
        assert "--keep" not in ran.err
    assert not out.exists()
    assert run(*asked, "--keep", "-").code == 0


def test_sheet_without_room(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text too long for a cell, too many rows or columns, are told before the next piece is advised; nothing is cut."""
    came, out = (
        _write(tmp_path / "in.arrow", pa.array(["x" * 32767, "\x01" * 4682, "y" * 32768])),
        tmp_path / "out.xlsx",
    )
    asked = ("cohort", came, out, "--decisions", "scope")
    ran = run(*asked)
    assert ran.code == 2
    assert "no room for a text of the column odd, which begins with '\\x01" in ran.err
    assert run(*asked, "--keep", "-").code == 0
    came = _write(tmp_path / "in.arrow", pa.array(["x" * 32767, "\x01" * 4681]))
    assert run(*asked).code == 0
    assert [len(one) for one in _sheet(out)] == [32767, 4681 * 7]
    pq.write_table(pa.table({"age_years": [50.0], "t" * 32768: ["x"]}), tmp_path / "in.parquet")
    ran = run("cohort", tmp_path / "in.parquet", tmp_path / "none.xlsx", "--decisions", "scope")
    assert "no room for a text of the column tttt" in ran.err
    (tmp_path / "in.parquet").unlink()
    monkeypatch.setattr(writers, "MOST_COLUMNS_OF_A_SHEET", 4)
    ran = run(*asked)
    assert "a sheet holds 4 columns, not 5" in ran.err
    monkeypatch.undo()
    monkeypatch.setattr(writers, "MOST_ROWS_OF_A_SHEET", 20)
    monkeypatch.setattr(files, "PIECE", 16)
    count = itertools.count()
    real = table.advise
    monkeypatch.setattr(table, "advise", lambda *all_, **more: next(count) < 2 and real(*all_, **more))
    _write(tmp_path / "in.arrow", pa.array(["x"] * 99))
    ran = run(*asked)
    assert ran.code == 2
    assert "a sheet holds 20 rows" in ran.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.arrow", "out.xlsx"]


def test_sheet_read_as_it_was_written(tmp_path: Path, run: Run) -> None:
    """Signs that a sheet's file cannot hold come back as they were, and a title that looks like a formula is none."""
    texts = ["a\x01\r\n_x0041_", "_x0000_\x00"]
    came = _write(tmp_path / "in.arrow", pa.array(texts))
    came = pa.ipc.open_file(str(came)).read_all().append_column("=1+1", pa.array(["x", "y"]))
    pq.write_table(came, tmp_path / "in.parquet")
    sheet, back = tmp_path / "1.xlsx", tmp_path / "2.parquet"
    assert run("cohort", tmp_path / "in.parquet", sheet, "--decisions", "scope", "--keep", "odd,=1+1").code == 0
    assert openpyxl.load_workbook(sheet).active["B1"].data_type == "s"
    ran = run("cohort", sheet, back, "--map", "scope.scope=anemia", "--decisions", "scope")
    assert ran.code == 0, ran.err
    assert pq.read_table(back)["odd"].to_pylist() == texts


def test_a_parquet_file_of_categories_within_lists(tmp_path: Path) -> None:
    """Row groups of which none fills a piece, each with a dictionary of its own, as this program writes results."""
    words = [[f"w{row % 7}", f"w{row % 5}"] if row % 3 else None for row in range(3000)]
    made = pa.table(
        {"lists": pa.array(words, pa.list_(pa.dictionary(pa.int8(), pa.string()))), "row": list(range(3000))}
    )
    path = tmp_path / "in.parquet"
    pq.write_table(made, path, row_group_size=700)
    assert [row for piece in files.source(path).pieces() for row in piece.to_pylist()] == made.to_pylist()
