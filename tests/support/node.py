"""Guidelines as JavaScript, run by node: one process for a whole test run, a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).parent / "driver.js"


def program_called(*names: str) -> str:
    """Return the path of a program; without it the test is skipped, but fails where CI is set."""
    found = next((place for name in names if (place := shutil.which(name))), None)
    if found is None:
        message = f"{names[0]} is not installed here, so that nothing can be said of what runs in it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


class Node:
    """A running node. `use` gives it a script; `ask` asks that script several things at once."""

    def __init__(self, executable: str) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [executable, str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def use(self, script: str, page: str = "") -> None:
        """Give it the guideline that what follows is asked of, and parts of a page that do without a browser."""
        self._said({"script": script, "page": page})

    def ask(self, tasks: list[dict[str, Any]]) -> list[Any]:
        """Return an answer to each task: `do` names what, see the driver."""
        return self._said({"tasks": tasks})

    def evaluate(self, *patients: dict[str, Any]) -> list[Any]:
        """Return the advice for each patient as `to_dict` gives it, or the problems of its facts."""
        return self.ask([{"do": "evaluate", "facts": facts} for facts in patients])

    def _said(self, request: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["answers"]

    def stop(self) -> None:
        """End it."""
        self._process.communicate()
