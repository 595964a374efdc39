"""What the tests of `b12dt diff` share: the command run in this process."""

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


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs `b12dt diff`; wrong use of options counts as its exit code."""

    def run_it(*arguments: object) -> Ran:
        capsys.readouterr()
        try:
            code = main(["diff", *map(str, arguments)])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        return Ran(code, *capsys.readouterr())

    return run_it


@pytest.fixture
def version(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a version of the small guideline, changed by what is given, and returns its folder."""

    def write(name: str, change: Callable[[Guide], None] | None = None) -> Path:
        guide = complete_guideline()
        if change is not None:
            change(guide)
        folder = tmp_path / name
        folder.mkdir()
        return guide.write(folder)

    return write
