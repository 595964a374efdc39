"""One run at a time writes an output: a second is told so and disturbs nothing, one that was killed holds up nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from b12dt.cohort import files, table
from b12dt.cohort.hold import NAME, HeldError, Hold

Run = Callable[..., Any]
HOLDING = """
import pathlib, sys, time
from b12dt.cohort.hold import Hold
hold = Hold(pathlib.Path(sys.argv[1]))
(pathlib.Path(sys.argv[1]) / "part").write_text("done")
print("held", flush=True)
time.sleep(60)
"""


def _patients(path: Path, rows: int = 40) -> Path:
    path.write_text("id,age_years\n" + "".join(f"{row},50\n" for row in range(rows)))
    return path


def test_two_runs_at_once(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run of the same output, called by whatever name, says who writes there; the first ends as if alone."""
    monkeypatch.setattr(files, "PIECE", 16)
    came, out, link = _patients(tmp_path / "in.csv"), tmp_path / "out.csv", tmp_path / "link.csv"
    link.symlink_to(out)
    asked = ("--decisions", "scope")
    real = table.advise
    second: list[Any] = []

    def advise(*all_: Any, **more: Any) -> Any:
        monkeypatch.setattr(table, "advise", real)
        second.extend(run("cohort", came, name, *asked) for name in (out, link))
        second.append(run("cohort", came, out, "--decisions", "status"))
        return real(*all_, **more)

    monkeypatch.setattr(table, "advise", advise)
    first = run("cohort", came, out, *asked)
    assert first.code == 0, first.err
    assert [one.code for one in second] == [2, 2, 2]
    assert all("is being written by another run (process " in one.err for one in second)
    assert len(out.read_text().splitlines()) == 41
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.csv", "link.csv", "out.csv"]
    assert run("cohort", came, out, *asked).code == 0


def test_a_killed_run_holds_up_nobody(tmp_path: Path) -> None:
    """While another process holds a folder nobody else gets it; once it is killed the next one does, parts and all."""
    folder = tmp_path / "folder"
    other = subprocess.Popen([sys.executable, "-c", HOLDING, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HeldError, match=f"process {other.pid} on "):
            Hold(folder)
    finally:
        other.kill()
        other.wait()
    hold = Hold(folder)
    assert (folder / "part").read_text() == "done"
    hold.clear()
    assert [one.name for one in folder.iterdir()] == [NAME]
    hold.remove()
    assert not folder.exists()


def test_a_folder_that_goes_while_it_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder is removed between opening and locking, hold is taken of a new one and not of what is gone."""
    from b12dt.cohort import hold

    first = Hold(tmp_path / "folder")
    real = hold._locked
    monkeypatch.setattr(hold, "_locked", lambda file: (first.remove(), real(file))[1])
    second = Hold(tmp_path / "folder")
    monkeypatch.undo()
    with pytest.raises(HeldError):
        Hold(tmp_path / "folder")
    second.release()
    Hold(tmp_path / "folder").remove()
    assert not list(tmp_path.iterdir())
