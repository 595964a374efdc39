"""The command line as its users meet it: what it returns, what it prints, what it leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from b12dt.cli import main
from tests.support.documents import complete_guideline
from tests.support.workbooks import Guide


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Return the one JSON document on standard output; fails where there is anything else."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in this process; wrong use of options counts as its exit code."""

    def run_it(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        return Ran(code, *capsys.readouterr())

    return run_it


@pytest.fixture
def tiny(tmp_path: Path) -> Guide:
    """Return a guideline of two tables of which nothing is to be said; `write` writes it."""
    return complete_guideline()


@pytest.fixture
def tables(tiny: Guide, tmp_path: Path) -> Path:
    """Return a folder with a good guideline."""
    return tiny.write(tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a folder with a guideline of which one cell is misspelled."""
    guide = complete_guideline()
    guide["Route"][guide.at("Route", "R1", "Anemia")] = "yess"
    folder = tmp_path / "broken"
    folder.mkdir()
    return guide.write(folder)


@pytest.fixture
def facts(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file of facts."""

    def write(content: object = None, name: str = "facts.json") -> Path:
        place = tmp_path / name
        if isinstance(content, bytes):
            place.write_bytes(content)
        else:
            place.write_text(content if isinstance(content, str) else json.dumps(content or {}), encoding="utf-8")
        return place

    return write
