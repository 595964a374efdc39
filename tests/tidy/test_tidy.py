"""Tidying: twice is once, the meaning stays, new rules get IDs, and nobody's own things are lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from b12dt.catalogue import catalogue
from b12dt.model import DecisionTable
from b12dt.pipeline import run
from b12dt.tidy import Change, tidy, told
from b12dt.tidy.columns import LOOKS
from b12dt.tidy.meaning import _plain
from tests.conftest import TABLES
from tests.support.workbooks import tiny_guideline
from tests.tidy.packages import MICROSOFT
from tests.tidy.small import BOOK, sheet, tidied


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Change, ...]]:
    """Return a tidied copy of `tables/`, and what was changed."""
    place = tmp_path_factory.mktemp("copy") / "tables"
    shutil.copytree(TABLES, place)
    changes, found = tidy(place)
    assert not found
    return place, changes


def test_the_guideline_is_the_same(tables: tuple[Path, tuple[Change, ...]]) -> None:
    """What `tables/` mean is what they meant: every rule, case, label and sentence."""
    before, after = run(TABLES).program, run(tables[0]).program
    assert before is not None
    assert after is not None
    assert _plain(after.guideline) == _plain(before.guideline)


def test_twice_changes_nothing(tables: tuple[Path, tuple[Change, ...]]) -> None:
    """A second run finds nothing to change and leaves every byte."""
    held = {path.name: path.read_bytes() for path in tables[0].iterdir()}
    assert tidy(tables[0]) == ((), ())
    assert {path.name: path.read_bytes() for path in tables[0].iterdir()} == held


def test_todays_tables_change_little(tables: tuple[Path, tuple[Change, ...]]) -> None:
    """The workbooks of the project are tidy: no cell of theirs is written anew, apart from covers and notes."""
    assert {one.why for one in tables[1] if one.cell} <= {"cover sheet", "hover notes"}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    """Tidying two copies gives two equal files, on any day."""
    files: list[bytes] = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(tiny_guideline().write(tmp_path) / BOOK, folder / BOOK) if name == "one" else shutil.copy(
            tmp_path / "guideline" / BOOK, folder / BOOK
        )
        tidy(folder)
        files.append((folder / BOOK).read_bytes())
    assert files[0] == files[1]


def test_a_plain_guideline_is_dressed_once(tmp_path: Path) -> None:
    """A guideline without any look gets a cover, lists and dropdowns; then nothing is left to do."""
    place, changes = tidied(tiny_guideline(), tmp_path)
    book = openpyxl.load_workbook(place / BOOK)
    assert book.sheetnames[0] == "Contents"
    assert "Lists" in book.sheetnames
    assert changes
    assert tidy(place) == ((), ())
    assert run(place, checks=True).program is not None


def test_the_meaning_of_a_plain_guideline_stays(tmp_path: Path) -> None:
    """A guideline that gets its look means what it meant."""
    before = tiny_guideline().model(tmp_path)
    after = run(tidied(tiny_guideline(), tmp_path)[0]).program
    assert after is not None
    assert _plain(after.guideline) == _plain(before)


def test_every_rule_of_the_shipped_guideline_is_there(tables: tuple[Path, tuple[Change, ...]]) -> None:
    """No rule is lost or renumbered."""
    ids: list[list[str]] = []
    for place in (TABLES, tables[0]):
        program = run(place).program
        assert program is not None
        decisions = [one for one in program.guideline.decisions if isinstance(one, DecisionTable)]
        ids.append([rule.id for one in decisions for rule in one.rules])
    assert ids[0] == ids[1]


def test_every_code_has_its_page() -> None:
    """Each finding of tidying is in the catalogue, as an error: nothing is written then."""
    pages = {code: entry for code, entry in catalogue().items() if code.startswith("DT8")}
    assert set(pages) == {f"DT80{number}" for number in range(1, 9)}
    assert {entry.severity.value for entry in pages.values()} == {"error"}
    assert MICROSOFT


def test_changes_are_told_in_plain_lines(tmp_path: Path) -> None:
    """Each cell is told with what it said before and says now; the look of a sheet takes one line."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R1", "Age")] = "<18"
    _, changes = tidied(guide, tmp_path)
    lines = told(changes).splitlines()
    at = guide.at("Route", "R1", "Age")
    assert f'guideline.xlsx › Route › {at}   "<18" -> "< 18"   (written as in the dictionary)' in lines
    assert sum(line.startswith("guideline.xlsx › Safety   ") for line in lines) == 1


def test_a_kind_of_list_that_is_new_here_keeps_its_widths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list whose columns are not described yet is dressed plainly, not refused."""
    monkeypatch.delitem(LOOKS, "Invariants")
    guide = tiny_guideline()
    guide["Safety"].column_dimensions["C"].width = 33
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Safety").column_dimensions["C"].width == 33
    assert tidy(place) == ((), ())
