"""The notebooks are executed documentation: complete, plain, and compared with what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    """Return a notebook's code cells."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_there_is_a_notebook():
    """At least one worked case is told as a notebook."""
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_was_executed_in_order(notebook):
    """Every code cell has its place in one run from top to bottom."""
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_escapes_the_comparison(notebook):
    """No cell asks to be skipped or not compared, and none ended in an error."""
    for cell in code_cells(notebook):
        text = "".join(cell["source"])
        assert "NBVAL" not in text.upper()
        assert not {"nbval-skip", "nbval-ignore-output", "raises-exception"} & set(cell["metadata"].get("tags", []))
        assert all(output["output_type"] != "error" for output in cell["outputs"])


def test_a_tampered_output_is_noticed(tmp_path):
    """The comparison fails when one word of one output is changed, so it can fail at all."""
    notebook = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:2]
    text = notebook["cells"][1]["outputs"][0]["text"]
    notebook["cells"][1]["outputs"][0]["text"] = ["Delay treatment as you please.\n", *text[1:]]
    tampered = tmp_path / "tampered.ipynb"
    tampered.write_text(json.dumps(notebook), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", str(tampered)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 1, run.stdout
    assert "1 failed, 1 passed" in run.stdout
