"""The notebooks are executed documentation: complete, plain, the same in every run, and compared with what they say."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import b12dt

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
NOTICE = "For research and teaching. Not validated for clinical use."
ESCAPES = {"nbval-skip", "nbval-ignore-output", "raises-exception", "nbval-raises-exception", "nbval-check-output"}
TAGS = {"remove-cell", "hide-input"}


def notebook(path: Path) -> dict[str, Any]:
    """Return a notebook as it was saved."""
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(path: Path) -> list[dict[str, Any]]:
    """Return a notebook's code cells."""
    return [cell for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


def prose(path: Path) -> str:
    """Return what a notebook says in words."""
    return "\n\n".join("".join(cell["source"]) for cell in notebook(path)["cells"] if cell["cell_type"] == "markdown")


every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)


def test_there_are_notebooks():
    """The worked cases are told: at least a dozen of them, each listed in the README of the folder by its question."""
    assert len(NOTEBOOKS) >= 12
    listed = re.findall(r"\[(.+)\]\((\S+)\.ipynb\)", (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8"))
    titles = {path.stem: prose(path).splitlines()[0].removeprefix("# ") for path in NOTEBOOKS}
    assert {name: title for title, name in listed} == titles


@every_notebook
def test_every_cell_was_executed_in_order(path):
    """Every code cell has its place in one run from top to bottom."""
    counts = [cell["execution_count"] for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_no_cell_escapes_the_comparison(path):
    """No cell asks to be skipped or not compared, and none ended in an error or a warning."""
    for cell in code_cells(path):
        text = "".join(cell["source"])
        assert "NBVAL" not in text.upper()
        assert not ESCAPES & set(cell["metadata"].get("tags", []))
        assert all(output["output_type"] != "error" for output in cell["outputs"])
        assert all(output.get("name") != "stderr" for output in cell["outputs"])


def test_nothing_is_compared_laxly():
    """The comparison is strict wherever it is called, and no setting makes it look away."""
    for name in ("Makefile", ".ci/run", "pyproject.toml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"nbval-(lax|sanitize|kernel-name|current-env)", text), name
    assert "--nbval " in (ROOT / "Makefile").read_text(encoding="utf-8")


@every_notebook
def test_it_bears_nothing_of_the_machine_or_the_hour(path):
    """No path, no time, no address of an object, and no metadata but the kernel's name and the author's tags."""
    saved = notebook(path)
    assert saved["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in saved["cells"]:
        assert set(cell["metadata"]) <= {"tags"}
        assert set(cell["metadata"].get("tags", [])) <= TAGS
        told = json.dumps(cell.get("outputs", []), ensure_ascii=False)
        assert not re.search(
            r"/(home|root|tmp|work|usr|opt)/|site-packages|ipykernel| at 0x[0-9a-f]+|\d\d:\d\d:\d\d", told
        )


@every_notebook
def test_cells_have_names_of_their_own(path):
    """Each cell's id is a word, not a number drawn anew, and no other cell has it."""
    ids = [cell["id"] for cell in notebook(path)["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", one) for one in ids)
    assert not [one for one in ids if re.fullmatch(r"[0-9a-f]{8}", one)]


@every_notebook
def test_it_is_told_for_a_reader(path):
    """A question as the title, the key point first, the notice, the parts every story has, checks at the end."""
    text = prose(path)
    lines = text.splitlines()
    assert re.fullmatch(r"# .+\?", lines[0])
    assert lines[2].startswith("**Key point.**")
    assert NOTICE in text
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings[-1] == "Checked whenever the tests run"
    if path.stem != "editing-a-cell":
        for told in ("patient", "advises|answers", "Why", "Why not", "change|What if"):
            assert any(re.search(told, heading) for heading in headings), told


@every_notebook
def test_it_ends_with_assertions_on_results_and_rules(path):
    """The last cell asserts what the guideline states for the patient, by value, and which rules state it."""
    last = "".join(code_cells(path)[-1]["source"])
    assert last.count("assert ") >= 4
    assert re.search(r"B12\.D\d\d\.\d\d|DT\d\d\d", last) or path.stem in {"order-check", "editing-a-cell"}


@every_notebook
def test_it_quotes_only_rules_and_statements_that_exist(path):
    """Each rule, statement and interpretation named in the prose or the code is one of the guideline's."""
    compiled = b12dt.evaluate().compiled
    text = prose(path) + "".join("".join(cell["source"]) for cell in code_cells(path))
    rules = {rule.id for decision in compiled.DECISIONS.values() for rule in decision.rules}
    assert set(re.findall(r"B12\.D\d\d\.\d\d", text)) <= rules
    assert set(re.findall(r"\bA\d\d\b", text)) <= set(compiled.INTERPRETATIONS)
    assert set(re.findall(r"\bS\d\d\d\b", text)) <= set(compiled.STATEMENTS)


@pytest.fixture(scope="module")
def run_again() -> dict[str, str]:
    """Return the text of each notebook after one more run, by the script that `make notebooks` calls."""
    spec = importlib.util.spec_from_file_location("execute", ROOT / "notebooks" / "execute.py")
    assert spec
    assert spec.loader
    execute = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(execute)
    with ThreadPoolExecutor(max(2, (os.cpu_count() or 2) // 2)) as pool:
        return dict(zip(NAMES, pool.map(execute.executed, NOTEBOOKS), strict=True))


@every_notebook
def test_another_run_makes_the_same_bytes(path, run_again):
    """Run once more, a notebook is byte by byte what is committed."""
    assert run_again[path.stem] == path.read_text(encoding="utf-8")


def compared(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what nbval says of a notebook, as `make test` calls it."""
    copy = folder / "copy.ipynb"
    copy.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-o", "addopts=", str(copy)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


def test_an_untouched_copy_passes(tmp_path):
    """The comparison can succeed where the next test wants it to fail."""
    run = compared(NOTEBOOKS[NAMES.index("neuropathy")].read_text(encoding="utf-8"), tmp_path)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_tampered_output_is_noticed(tmp_path, kind):
    """One word changed in one output, on the page or in its text, fails the comparison of that cell alone."""
    copy = notebook(NOTEBOOKS[NAMES.index("neuropathy")])
    card = next(cell for cell in copy["cells"] if cell["id"] == "card")
    told = "".join(card["outputs"][0]["data"][kind])
    assert "Never delay treatment" in told
    card["outputs"][0]["data"][kind] = told.replace("Never delay treatment", "Delay treatment")
    run = compared(json.dumps(copy), tmp_path)
    assert run.returncode == 1, run.stdout
    assert re.search(r"\b1 failed, \d+ passed", run.stdout)


def test_a_removed_output_is_noticed(tmp_path):
    """A cell whose output was deleted fails, too: silence is no agreement."""
    copy = notebook(NOTEBOOKS[NAMES.index("neuropathy")])
    next(cell for cell in copy["cells"] if cell["id"] == "calendar")["outputs"] = []
    run = compared(json.dumps(copy), tmp_path)
    assert run.returncode == 1, run.stdout
