"""`b12dt cohort` as its users meet it: files in and out, nothing half-written, nothing lost, nothing guessed."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import b12dt
from b12dt.cohort import files, table
from b12dt.cohort.audit import alerts_of
from b12dt.guideline import shipped
from benchmarks.patients import random_patients
from tests.support.frames import arrow

Run = Callable[..., Any]
GUIDELINE = shipped()


@pytest.fixture
def patients() -> list[dict[str, Any]]:
    """Return some random patients."""
    found = random_patients(GUIDELINE.inputs, 60, seed=11)
    return [{name: "unknown" if value == ("unknown",) else value for name, value in one.items()} for one in found]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make pieces of 16 rows, and note how many rows are advised at a time."""
    seen: list[int] = []
    real = table.advise

    def advise(compiled: Any, piece: Any, *rest: Any, **more: Any) -> Any:
        seen.append(piece.num_rows)
        return real(compiled, piece, *rest, **more)

    monkeypatch.setattr(files, "PIECE", 16)
    monkeypatch.setattr(table, "advise", advise)
    return seen


def _write(path: Path, patients: list[dict[str, Any]]) -> Path:
    """Write patients, with a number each, as the kind of file that the name says."""
    made = arrow(GUIDELINE.inputs, patients).append_column("id", pa.array([f"p{i}" for i in range(len(patients))]))
    match path.suffix:
        case ".parquet":
            pq.write_table(made, path, row_group_size=25)
        case ".arrow":
            with pa.ipc.new_file(str(path), made.schema) as file:
                file.write_table(made, max_chunksize=7)
        case ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as text:
                writer = csv.writer(text)
                writer.writerow(made.column_names)
                writer.writerows([_cell(value) for value in row.values()] for row in made.to_pylist())
        case _:
            book = openpyxl.Workbook()
            book.active.append(made.column_names)
            for row in made.to_pylist():
                book.active.append([value if isinstance(value, float) else _cell(value) for value in row.values()])
            book.save(path)
    return path


def _cell(value: Any) -> str | None:
    if isinstance(value, list):
        return "; ".join(value) or "(none)"
    return None if value is None else str(value)


def _read(path: Path) -> list[dict[str, Any]]:
    match path.suffix:
        case ".parquet":
            return pq.read_table(path).to_pylist()
        case ".arrow":
            return pa.ipc.open_file(str(path)).read_all().to_pylist()
        case ".csv":
            with path.open(encoding="utf-8", newline="") as text:
                return [{name: value or None for name, value in row.items()} for row in csv.DictReader(text)]
        case _:
            titles, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
            return [dict(zip(titles, row, strict=True)) for row in rows]


KINDS = ("parquet", "arrow", "csv", "xlsx")


@pytest.mark.parametrize(
    ("left", "right"), [(one, KINDS[place - 1]) for place, one in enumerate(KINDS)] + [("csv", "csv")]
)
def test_files_of_every_kind(
    tmp_path: Path, run: Run, patients: list[dict[str, Any]], small: list[int], left: str, right: str
) -> None:
    """Each row of a file gets the advice of one patient, in order, whatever kind of file comes and goes."""
    came, out = _write(tmp_path / f"in.{left}", patients), tmp_path / f"out.{right}"
    ran = run("cohort", came, out, "--decisions", "route,check_plan,guards")
    assert ran.code == 0, ran.err
    rows = _read(out)
    assert [row["id"] for row in rows] == [f"p{i}" for i in range(len(patients))]
    for row, one in zip(rows, patients, strict=True):
        advice = b12dt.evaluate(one)
        assert row["route.strength"] == advice["route.strength"]
        assert row["route.rule"] == advice.decisions["route"].rules[0].id
        alerts = advice["guards.alert"]
        assert row["guards.alert"] == (alerts if right in ("parquet", "arrow") else "; ".join(alerts) or "(none)")
        assert row["guards.highest_severity"] == advice["guards.highest_severity"]
    assert sum(small) == len(patients)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([came.name, out.name])


def test_memory_stays_flat(tmp_path: Path, run: Run, small: list[int]) -> None:
    """However many rows a file has, no more than a piece of them is advised, kept or written at a time."""
    many = [{"age_years": float(row % 90)} for row in range(500)]
    pq.write_table(pa.Table.from_pylist(many), tmp_path / "in.parquet", row_group_size=500)
    assert run("cohort", tmp_path / "in.parquet", tmp_path / "out.parquet", "--decisions", "scope").code == 0
    assert sum(small) == 500
    assert max(small) <= 16
    groups = pq.ParquetFile(tmp_path / "out.parquet").metadata
    assert max(groups.row_group(place).num_rows for place in range(groups.num_row_groups)) <= 16


def test_numbers_of_a_csv_file_keep_their_digits(tmp_path: Path, run: Run) -> None:
    """2.8 in a text is 2.8, and 2.79999999999999999 is refused rather than rounded to it."""
    place = tmp_path / "in.csv"
    place.write_text("oral_b12_intake_ug_day,breastfeeding\n2.8,yes\n2.79,yes\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "pregnancy").code == 0
    alone = [b12dt.evaluate(oral_b12_intake_ug_day=one, breastfeeding="yes")["pregnancy.notes"] for one in (2.8, 2.79)]
    assert [row["pregnancy.notes"] for row in _read(tmp_path / "out.csv")] == ["; ".join(one) for one in alone]
    place.write_text("oral_b12_intake_ug_day\n2.79999999999999999\n")
    ran = run("cohort", place, tmp_path / "out2.csv")
    assert ran.code == 1
    assert "more digits" in ran.err


def test_refused_as_a_whole(tmp_path: Path, run: Run, small: list[int]) -> None:
    """Rows that cannot be used end the run with all of them counted, wherever they stand; nothing is written."""
    place, out = tmp_path / "in.csv", tmp_path / "out.csv"
    place.write_text("anemia,age_years\n" + "yes,50\n" * 20 + "yess,50\n" + "no,130\n" * 30 + "yess,\n")
    out.write_text("what was here before")
    ran = run("cohort", place, out)
    assert ran.code == 1
    assert "2 rows (row 21, row 52)" in ran.err
    assert "30 rows" in ran.err
    assert "--rejects" in ran.err
    assert out.read_text() == "what was here before"
    document = run("cohort", place, out, "--json").document
    assert {(one["column"], one["count"]) for one in document["problems"]} == {("anemia", 2), ("age_years", 30)}
    assert len(list(tmp_path.iterdir())) == 2


def test_rejects(tmp_path: Path, run: Run, small: list[int]) -> None:
    """With --rejects the rows that cannot be used stand in a file of their own, as they were, with reasons."""
    place = tmp_path / "in.csv"
    place.write_text("who,anemia\n" + "".join(f"{row},{'yes' if row % 3 else 'y'}\n" for row in range(50)))
    out, rejects = tmp_path / "out.csv", tmp_path / "rejects.csv"
    document = run("cohort", place, out, "--rejects", rejects, "--decisions", "anti_if", "--json").document
    good, bad = _read(out), _read(rejects)
    assert [int(row["who"]) for row in good] == [row for row in range(50) if row % 3]
    assert [int(row["who"]) for row in bad] == [row for row in range(50) if not row % 3]
    assert all(row["anemia"] == "y" and "anemia:" in row["reasons"] for row in bad)
    assert (document["rows"], document["advised"], document["set_aside"]) == (50, len(good), len(bad))
    assert document["problems"][0]["rows"] == [1, 4, 7, 10, 13]
    assert document["results"]["anti_if.rule"] == {
        b12dt.evaluate(anemia="yes").decisions["anti_if"].rules[0].id: len(good)
    }


def _stopping(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let a run be stopped by hand after some pieces."""
    count = itertools.count(1)
    real = table.advise

    def advise(*all_: Any, **more: Any) -> Any:
        if next(count) > after:
            raise KeyboardInterrupt
        return real(*all_, **more)

    monkeypatch.setattr(table, "advise", advise)


def test_stopped_run_goes_on(
    tmp_path: Path, run: Run, patients: list[dict[str, Any]], small: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was stopped leaves no output, goes on after its last whole part, and ends as if never stopped."""
    came, out, whole = _write(tmp_path / "in.csv", patients), tmp_path / "out.csv", tmp_path / "whole.csv"
    assert run("cohort", came, whole, "--json").code == 0
    asked = ("cohort", came, out)
    with monkeypatch.context() as patch:
        _stopping(patch, after=2)
        assert run(*asked).code == 130
    assert not out.exists()
    small.clear()
    ran = run(*asked)
    assert ran.code == 0
    assert "Going on after 2 parts" in ran.err
    assert sum(small) == len(patients) - 32
    assert out.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize("what", ["input", "asked"])
def test_changed_input_begins_anew(
    tmp_path: Path,
    run: Run,
    patients: list[dict[str, Any]],
    small: list[int],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    """Parts of another input, or of another wish, are not used, and that is said."""
    came, out = _write(tmp_path / "in.csv", patients), tmp_path / "out.csv"
    with monkeypatch.context() as patch:
        _stopping(patch, after=2)
        run("cohort", came, out)
    more: tuple[str, ...] = ()
    if what == "input":
        came.write_bytes(came.read_bytes().replace(b"p0", b"q0"))
    else:
        more = ("--decisions", "scope")
    small.clear()
    ran = run("cohort", came, out, *more)
    assert "begins anew" in ran.err
    assert ("the input" if what == "input" else "what was asked for") in ran.err
    assert sum(small) == len(patients)


def test_audit(tmp_path: Path, run: Run, patients: list[dict[str, Any]], small: list[int]) -> None:
    """Every row with an order or a plan is held against the advice; those that raise an alert are listed with its rules."""
    nothing = {"order_drug": "none", "order_route": "none", "order_initial": "none", "plan": ()}
    patients = [one | nothing if place % 4 == 0 else one for place, one in enumerate(patients)]
    came, audit = _write(tmp_path / "in.parquet", patients), tmp_path / "audit.csv"
    ran = run("cohort", came, tmp_path / "out.parquet", "--audit", audit, "--json")
    assert ran.code == 0, ran.err + ran.out
    document = ran.document
    alerts = alerts_of(GUIDELINE.compiled)
    assert alerts is not None
    ordered = [
        place
        for place, one in enumerate(patients)
        if any(one[name] != GUIDELINE.inputs[name].default for name in alerts.orders)
    ]
    advice = {place: b12dt.evaluate(patients[place]) for place in ordered}
    raised = [place for place in ordered if advice[place]["guards.highest_severity"]]
    assert [row["id"] for row in _read(audit)] == [f"p{place}" for place in raised]
    for row, place in zip(_read(audit), raised, strict=True):
        assert row["guards.alert"] == "; ".join(advice[place]["guards.alert"])
        assert row["guards.rule"] == "; ".join(rule.id for rule in advice[place].decisions["guards"].rules)
    orders = document["orders"]
    assert orders["recorded"] == len(ordered) < len(patients)
    assert orders["by_severity"]["fine"] == len(ordered) - len(raised)
    assert orders["by_severity"]["stop"] == sum(one["guards.highest_severity"] == "stop" for one in advice.values())
    for code, told in orders["by_alert"].items():
        assert told["count"] == sum(code in one["guards.alert"] for one in advice.values())
        assert told["rules"]


@pytest.mark.parametrize("kind", ["html", "md"])
def test_report(tmp_path: Path, run: Run, patients: list[dict[str, Any]], small: list[int], kind: str) -> None:
    """The report counts patients by advice, warning and open question as one by one they are, and fetches nothing."""
    came, page = _write(tmp_path / "in.parquet", patients), tmp_path / f"report.{kind}"
    document = run("cohort", came, tmp_path / "out.parquet", "--summary", page, "--json").document
    text = page.read_text(encoding="utf-8")
    advice = [b12dt.evaluate(one) for one in patients]
    assert document["open_questions"] == _counted(q.name for one in advice for q in one.open_questions)
    assert document["results"]["route.strength"] == _counted(one["route.strength"] for one in advice)
    assert GUIDELINE.version in text
    assert "not validated for clinical use" in text
    assert not re.search(r"(src|href)=|https?://(?!www\.w3\.org)|@import", text)
    if kind == "html":
        bars = text.count('<svg role="img"')
        assert bars == text.count("</title><rect") > 50
        assert "prefers-color-scheme: dark" in text
        assert "@media print" in text


def _counted(words: Iterator[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


def test_wrong_use(tmp_path: Path, run: Run) -> None:
    """Files of no known kind, decisions and columns that are not there, are wrong use or findings, told in a sentence."""
    place = tmp_path / "in.csv"
    place.write_text("anemai,x\nyes,1\n")
    for words, code, said in (
        (("in.txt", "out.csv"), 2, "must end in"),
        (("none.csv", "out.csv"), 2, "cannot be read"),
        (("in.csv", "out.doc"), 2, "must end in"),
        (("in.csv", "out.csv", "--decisions", "scop"), 2, "closest: scope"),
        (("in.csv", "out.csv", "--map", "x"), 2, "--map takes"),
        (("in.csv", "out.csv", "--map", "x=anemia", "--map", "x=age_years"), 2, "two things of the column 'x'"),
        (("in.csv", "out.csv", "--lists", "lists"), 2, "holds no lists"),
        (("in.csv", "in.csv"), 2, "different files"),
        (("in.csv", "out.csv", "--threads", "0"), 2, "from 1"),
        (("in.csv", "out.csv"), 1, "Closest: anemia"),
        (("in.csv", "out.csv", "--map", "anemai=anemia"), 0, ""),
    ):
        (left, right), rest = words[:2], words[2:]
        ran = run("cohort", tmp_path / left, tmp_path / right, *rest)
        assert ran.code == code, (words, ran.err)
        assert said in ran.err, (words, ran.err)
    assert json.loads(run("cohort", tmp_path / "in.txt", tmp_path / "o.csv", "--json").out)["error"]


def test_empty_file(tmp_path: Path, run: Run) -> None:
    """A file without rows gives a file without rows, of the same columns as any other."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n")
    assert run("cohort", place, tmp_path / "out.csv", "--decisions", "scope").code == 0
    assert (
        tmp_path / "out.csv"
    ).read_text().strip() == '"id","scope.scope","scope.age_band","scope.action","scope.rule"'


def test_torn_csv_file(tmp_path: Path, run: Run) -> None:
    """A row with a cell too many or too few is told, and nothing is written."""
    place = tmp_path / "in.csv"
    place.write_text("anemia,age_years\nyes,5\nyes,5,6\n")
    ran = run("cohort", place, tmp_path / "out.csv")
    assert ran.code == 2
    assert "cannot be read as csv" in ran.err
    assert [one.name for one in tmp_path.iterdir()] == ["in.csv"]


def test_no_formula_is_written(tmp_path: Path, run: Run) -> None:
    """A text that looks like a formula stays a text in a sheet."""
    place = tmp_path / "in.csv"
    place.write_text("id,age_years\n=1+1,5\n")
    assert run("cohort", place, tmp_path / "out.xlsx", "--decisions", "scope").code == 0
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["A2"].data_type == "s"
