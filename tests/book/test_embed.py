"""The page on embedding: its examples run, and show what comes out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import b12dt
from b12dt.cli import main
from tests.conftest import TABLES
from tests.support.examples import Player, names_in
from tests.support.golden import settle

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "book" / "embed.md"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return what runs b12dt in a folder with the tables and the examples, and returns what it prints."""
    for folder in (TABLES, ROOT / "examples"):
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    def once(words: list[str]) -> str:
        main(words)
        return capsys.readouterr().out

    return once


def test_examples_show_what_comes_out(run, accept: bool):
    """Every example runs, in order, and each value and each line of output is the one that the page shows."""
    kept = PAGE.read_text(encoding="utf-8")
    player = Player(page=kept, run=run)
    came = player.play()
    assert player.shown > 20
    settle(PAGE, kept, came, accept=accept)


def test_javascript_shows_what_comes_out(run, accept: bool):
    """The example in JavaScript runs in node, on a script exported now, and logs what its comments say."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    kept = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```javascript\n(.*?)^```$", kept, re.MULTILINE | re.DOTALL)
    run(["export", "tables", "--to", "javascript", "--output", "guideline.js"])
    logged = iter(
        subprocess.run(["node", "-e", example], capture_output=True, text=True, check=True).stdout.splitlines()
    )
    came = re.sub(r"(?<=; // ).*", lambda _: next(logged), example)
    assert list(logged) == []
    settle(PAGE, kept, kept.replace(example, came), accept=accept)


def test_page_shows_the_whole_public_surface():
    """Every public name of the package is used in an example."""
    used = set(names_in(PAGE.read_text(encoding="utf-8")))
    assert set(b12dt.__all__) - used - {"Advice", "Guideline"} == set()


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("```python\n1 + 1\n```\n", "without its value"),
        ("```python\nprint(1)\n```\n", "does not show it"),
        ("```python\nprint(1)\n```\n```python\nx = 2\n```\n", "does not show it"),
        ("```text\n1\n```\n", "nothing prints this"),
        ("```console\n$ rm x\n```\n", "rm x"),
    ],
)
def test_page_without_its_results_is_refused(run, page: str, message: str):
    """An example whose result is not shown, and a result that no example gives, are errors."""
    with pytest.raises(AssertionError, match=message):
        Player(page=page, run=run).play()


def test_wrong_results_are_mended_where_they_stand(run):
    """A value, a text and what a command prints are compared each by itself; nothing else of the page is touched."""
    page = "A\n```python\nx = 2  # so\nx + 1  # 4\nprint(x)\n```\nB\n```text\n9\n```\n"
    mended = "A\n```python\nx = 2  # so\nx + 1  # 3\nprint(x)\n```\nB\n```text\n2\n```\n"
    assert Player(page=page, run=run).play() == mended
    assert Player(page=mended, run=run).play() == mended
