"""The page on editing a table: what it tells people to do is done, and what it quotes is what b12dt says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from b12dt.cli import main
from tests.conftest import TABLES
from tests.support.golden import settle
from tests.support.pages import Edit, Quoted, do, play, shortened, steps_of

BOOK = Path(__file__).parents[2] / "book"
PAGE = BOOK / "edit-a-table.md"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return what runs b12dt in an empty folder and returns what it prints."""
    monkeypatch.chdir(tmp_path)

    def once(words: list[str]) -> str:
        main(words)
        came = capsys.readouterr()
        assert not came.err
        return came.out

    return once


def test_page_says_what_happens(tmp_path: Path, run, accept: bool):
    """Every edit of the page can be done as it is told, and b12dt answers word for word as the page says."""
    kept = PAGE.read_text(encoding="utf-8")
    came, commands, _ = play(kept, TABLES, tmp_path, run)
    assert len(commands) > 5
    settle(PAGE, kept, came, accept=accept)
    for private in (str(tmp_path), str(Path.home())):
        assert private not in came


def test_page_shows_every_kind_of_edit():
    """Besides the walk, the page does each of the edits that it names in its headings."""
    text = PAGE.read_text(encoding="utf-8")
    for heading in ("threshold", "Add a rule", "Retire a rule", "Add a value", "Add a fact", "Add a case", "invariant"):
        section = re.search(rf"^## [^\n]*{heading}[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, heading
        assert any(isinstance(step, Edit) for step in steps_of(section[1])), f"{heading}: no edit is shown"


def test_page_that_is_wrong_is_noticed(tmp_path: Path, run):
    """A cell that says something else is an error, and a quotation that is not what b12dt says differs."""
    (tmp_path / "one").mkdir()
    page = "```console\n$ b12dt explain DT205\nsomething else\n```\n"
    came, _, (printed,) = play(page, TABLES, tmp_path / "one", run)
    assert came != page
    assert "DT205" in printed
    table = "**populations.xlsx › Platelets and injection**\n\n| Cell | It says | Write |\n|---|---|---|\n| C13 | > 50 | > 60 |\n"
    (edit,) = steps_of(table)
    assert isinstance(edit, Edit)
    with pytest.raises(AssertionError, match=re.escape("says '[25..50]', not '> 50'")):
        do(edit, tmp_path / "one" / "tables")


def test_steps_are_found_in_their_order():
    """Commands, edits and fresh copies are found, each with all that belongs to it."""
    page = (
        "```console\n$ b12dt check tables\nall\nof it\n```\n"
        "**a.xlsx › B**\n\n| Cell | It says | Write |\n|---|:--|---|\n| C1 | `x` | `a\\|b` |\n| C2 | (empty) | y |\n\n% a fresh copy\n\n"
        "**a.xlsx › B, next free row**\n\n| Column | Write |\n|---|---|\n| ID | `X1` |\n"
    )
    quoted, edit, fresh, row = steps_of(page)
    assert isinstance(quoted, Quoted)
    assert quoted.printed == "all\nof it\n"
    assert edit == Edit(workbook="a.xlsx", sheet="B", cells=(("C1", "x", "a|b"), ("C2", "(empty)", "y")))
    assert fresh is None
    assert row == Edit(workbook="a.xlsx", sheet="B", cells=(("ID", "X1"),))


def test_pictures_are_described_and_small():
    """Every picture is shown with words for those who do not see it, all exist, none is left over, and they are small."""
    folder = BOOK / "pictures"
    text = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"^```\{figure\} pictures/(\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert {name for name, _ in shown} == {place.name for place in folder.glob("*.png")}
    for name, options in shown:
        described = re.search(r"^:alt: (.+)$", options, re.MULTILINE)
        assert described, name
        assert len(described[1]) > 40, name
    assert sum(place.stat().st_size for place in folder.glob("*.png")) < 1_500_000


def test_lines_left_out_leave_the_others_compared():
    """Around the lines that are left out, beginning and end are those of what was printed; leaving out nothing is an error."""
    printed = "1\n2\n3\n4\n5\n"
    assert shortened(printed, "a\nb\n...\nc\n") == "1\n2\n...\n5\n"
    assert shortened(printed, "a\n") == printed
    with pytest.raises(AssertionError, match="nothing would be left out"):
        shortened(printed, "1\n2\n3\n...\n4\n5\n")
