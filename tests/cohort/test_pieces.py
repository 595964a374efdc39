"""Pieces in several processes: what comes is what one process makes, and what goes wrong in one is told as ever."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from b12dt.cohort import files, pieces
from b12dt.cohort.problems import FrameError, FrameProblem

Run = Callable[..., Any]
ROWS = 100


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make pieces of 16 rows and every 16 of them worth a process; note how many processes there are."""
    seen: list[int] = []
    real = pieces.processes_for

    def processes_for(rows: int | None, most: int | None) -> int:
        seen.append(real(rows, most))
        return seen[-1]

    monkeypatch.setattr(files, "PIECE", 16)
    monkeypatch.setattr(pieces, "WORTH", 16)
    monkeypatch.setattr(pieces, "processes_for", processes_for)
    return seen


def _patients(path: Path, **columns: Any) -> Path:
    ages = {"age_years": [20.0 + row for row in range(ROWS)], "id": [f"p{row}" for row in range(ROWS)]}
    pq.write_table(pa.table(ages | columns), path)
    return path


def test_processes_make_what_one_makes(tmp_path: Path, run: Run, several: list[int]) -> None:
    """Rows, rejects, orders and counts are the same, in the same order, from the shipped guideline and from workbooks."""
    came = _patients(
        tmp_path / "in.parquet", anemia=["yes", "maybe"] * (ROWS // 2), order_drug=["none", "folic_acid"] * (ROWS // 2)
    )
    made: dict[str, list[Any]] = {}
    for threads, more in (("1", ()), ("2", ()), ("2", ("--tables", "tables"))):
        out, bad, orders = (tmp_path / f"{name}.parquet" for name in ("out", "bad", "orders"))
        asked = ("cohort", came, out, "--threads", threads, "--rejects", bad, "--audit", orders, "--json", *more)
        ran = run(*asked)
        assert ran.code == 0, ran.err
        tables = [pq.read_table(one).to_pylist() for one in (out, bad, orders)]
        made[f"{threads} {more}"] = [*tables, ran.document["results"], ran.document["problems"]]
    assert several == [1, 2, 2]
    one, *others = made.values()
    assert len(one[0]) == ROWS // 2
    assert all(each == one for each in others)


def test_what_one_process_cannot_do_is_told(tmp_path: Path, run: Run, several: list[int]) -> None:
    """A text that has no room in a sheet, in the last piece, ends the run in a sentence; nothing is written or left."""
    came = _patients(tmp_path / "in.parquet", note=[""] * (ROWS - 1) + ["x" * 40_000])
    out = tmp_path / "out.xlsx"
    ran = run("cohort", came, out, "--threads", "2", "--decisions", "scope")
    assert several == [2]
    assert ran.code == 2
    assert "has no room for a text of the column note" in ran.err
    assert not out.exists()
    assert not list(tmp_path.glob(".out*"))


def test_process_that_ends_is_told(
    tmp_path: Path, run: Run, several: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a process is killed, as for want of memory, that is said, and the same command goes on afterwards."""
    came, out = _patients(tmp_path / "in.parquet"), tmp_path / "out.csv"
    asked = ("cohort", came, out, "--threads", "2", "--decisions", "scope")
    real = ProcessPoolExecutor.submit

    def submit(pool: ProcessPoolExecutor, *all_: Any) -> Any:
        made = real(pool, *all_)
        if all_[-2] == 4:  # the place of a piece
            os.kill(next(iter(pool._processes)), SIGKILL)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(ProcessPoolExecutor, "submit", submit)
        ran = run(*asked)
    assert ran.code == 2
    assert "a process ended before its work" in ran.err
    assert not out.exists()
    assert run(*asked).code == 0
    assert len(out.read_text().splitlines()) == ROWS + 1


def test_a_refusal_travels_whole() -> None:
    """What is refused in a process is told with every problem by the one that asked."""
    error = FrameError([FrameProblem(column="a", fact="b", problem="No.", count=2, rows=[1, 2])])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


@pytest.mark.parametrize(
    ("rows", "most", "found"),
    [
        (None, 4, 1),
        (0, 4, 1),
        (pieces.WORTH - 1, 4, 1),
        (3 * pieces.WORTH, 4, 3),
        (99 * pieces.WORTH, 4, 4),
        (99 * pieces.WORTH, 1, 1),
    ],
)
def test_few_rows_are_worth_one_process(rows: int | None, most: int, found: int) -> None:
    """A process is started only where it has enough to do."""
    assert pieces.processes_for(rows, most) == found
