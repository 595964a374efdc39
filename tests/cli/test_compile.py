"""Compiling writes the whole module or leaves everything as it was."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.documents import complete_guideline

Run = Callable[..., Any]


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its content, hidden ones too."""
    return {place.name: place.read_bytes() for place in folder.iterdir() if place.is_file()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a place for the module, in a folder of its own."""
    (tmp_path / "module").mkdir()
    return tmp_path / "module" / "compiled.py"


def test_module_is_written_and_runs_alone(run: Run, tables: Path, output: Path) -> None:
    """The module answers in a Python that has nothing installed."""
    ran = run("compile", tables, "--output", output)
    assert ran.code == 0
    assert "was written" in ran.out
    assert list(everything(output.parent)) == ["compiled.py"]
    asked = "import compiled; print(compiled.decide({'anemia': 'yes', 'age': 7.0, 'plan': ()})[0][0].id)"
    alone = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=output.parent, capture_output=True, text=True, check=False
    )
    assert alone.stdout == "R1\n", alone.stderr


def test_same_workbooks_are_up_to_date(run: Run, tables: Path, output: Path) -> None:
    """Compiled again, the module is up to date, and the file is not touched."""
    run("compile", tables, "--output", output)
    before = output.stat()
    ran = run("compile", tables, "--output", output)
    assert ran.code == 0
    assert "is up to date" in ran.out
    assert (output.stat().st_mtime_ns, output.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_change_is_written_over_the_old_module(run: Run, tables: Path, output: Path) -> None:
    """An edited guideline replaces the old module, which keeps its permissions."""
    output.write_text("the old module\n", encoding="utf-8")
    output.chmod(0o640)
    assert run("compile", tables, "--output", output).code == 0
    assert output.read_text(encoding="utf-8").startswith('"""A tiny guideline')
    assert output.stat().st_mode & 0o777 == 0o640
    assert list(everything(output.parent)) == ["compiled.py"]


def test_error_leaves_the_old_module(run: Run, broken: Path, output: Path) -> None:
    """An error in the workbooks leaves the old module byte for byte, and says so."""
    output.write_bytes(b"the old\r\nmodule")
    ran = run("compile", broken, "--output", output)
    assert ran.code == 1
    assert "DT204" in ran.out
    assert "was left as it is" in ran.out
    assert everything(output.parent) == {"compiled.py": b"the old\r\nmodule"}


def test_failing_case_leaves_the_old_module(run: Run, tmp_path: Path, output: Path) -> None:
    """A worked case that fails is reason enough not to write."""
    guide = complete_guideline()
    guide["Cases"][guide.at("Cases", "C1", "Expected rules")] = "R2"
    output.write_bytes(b"old")
    ran = run("compile", guide.write(tmp_path), "--output", output)
    assert ran.code == 1
    assert "DT602" in ran.out
    assert everything(output.parent) == {"compiled.py": b"old"}


def test_folder_that_is_not_there(run: Run, tables: Path, tmp_path: Path) -> None:
    """No folder is made for the module: 2, and its name."""
    ran = run("compile", tables, "--output", tmp_path / "nowhere" / "compiled.py")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_place_that_is_a_folder(run: Run, tables: Path, output: Path) -> None:
    """A folder is never replaced."""
    output.mkdir()
    ran = run("compile", tables, "--output", output)
    assert ran.code == 2
    assert output.is_dir()
    assert everything(output.parent) == {}


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_interrupted_writing_leaves_the_old_module(
    run: Run, tables: Path, output: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk at whatever step leaves the old module, and nothing beside it."""
    output.write_bytes(b"old")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, step)), full)
    ran = run("compile", tables, "--output", output)
    assert ran.code == 2
    assert "No space left" in ran.err
    assert everything(output.parent) == {"compiled.py": b"old"}


def test_stopped_by_hand_leaves_the_old_module(
    run: Run, tables: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while writing leaves the old module, and nothing beside it."""
    output.write_bytes(b"old")

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    assert run("compile", tables, "--output", output).code == 130
    assert everything(output.parent) == {"compiled.py": b"old"}


def test_old_file_that_is_no_text(run: Run, tables: Path, output: Path) -> None:
    """What is no text is no module of ours: it is replaced or refused, without a crash."""
    output.write_bytes(b"\xff\xfe\x00")
    assert run("compile", tables, "--output", output).code in {0, 2}


def test_link_is_followed(run: Run, tables: Path, output: Path, tmp_path: Path) -> None:
    """A link to the module stays a link, and the module that it leads to is written."""
    module = tmp_path / "module.py"
    module.write_text("old\n", encoding="utf-8")
    output.symlink_to(module)
    assert run("compile", tables, "--output", output).code == 0
    assert output.is_symlink()
    assert module.read_text(encoding="utf-8") != "old\n"


def test_what_is_no_file_is_never_replaced(
    run: Run, tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device stays what it is. A socket stands for /dev/null here, which can be read at once and holds nothing."""
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "device"
    read_text = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda self, *a, **k: "" if self == place else read_text(self, *a, **k))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("device")
        run("compile", tables, "--output", place)
        assert place.is_socket()
