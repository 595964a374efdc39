"""Files are written all or none, and only when all is well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from b12dt.tidy import tidy
from b12dt.tidy import write as writing
from tests.conftest import TABLES
from tests.support.workbooks import codes, tiny_guideline
from tests.tidy.small import BOOK


def test_nothing_is_written_for_a_preview(tmp_path: Path) -> None:
    """A preview tells the changes and leaves the files."""
    place = tiny_guideline().write(tmp_path)
    held = (place / BOOK).read_bytes()
    changes, found = tidy(place, preview=True)
    assert changes
    assert not found
    assert (place / BOOK).read_bytes() == held


def test_another_folder(tmp_path: Path) -> None:
    """With a folder to write to, all workbooks are written there and the originals stay."""
    place = tiny_guideline().write(tmp_path)
    held = (place / BOOK).read_bytes()
    _, found = tidy(place, tmp_path / "out")
    assert not found
    assert (place / BOOK).read_bytes() == held
    assert tidy(tmp_path / "out") == ((), ())


def test_one_workbook_of_a_folder(tmp_path: Path) -> None:
    """One workbook is tidied by itself and understood with the dictionary beside it."""
    place = tmp_path / "tables"
    shutil.copytree(TABLES, place)
    held = {path.name: path.read_bytes() for path in place.iterdir()}
    changes, found = tidy(place / "assessment.xlsx")
    assert not found
    assert {one.workbook for one in changes} <= {"assessment.xlsx"}
    assert all((place / name).read_bytes() == file for name, file in held.items() if name != "assessment.xlsx")


def test_a_guideline_with_errors_is_left_alone(tmp_path: Path) -> None:
    """Where a check would report an error, it is reported here, too, and nothing is written."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R1", "Anemia")] = "yess"
    place = guide.write(tmp_path)
    held = (place / BOOK).read_bytes()
    changes, found = tidy(place)
    assert (changes, codes(found)) == ((), ["DT204"])
    assert (place / BOOK).read_bytes() == held


def test_a_workbook_that_is_open_is_left_alone(tmp_path: Path) -> None:
    """A lock file beside a workbook that would change stops the writing."""
    place = tiny_guideline().write(tmp_path)
    (place / f"~${BOOK}").write_bytes(b"")
    held = (place / BOOK).read_bytes()
    assert codes(tidy(place)[1]) == ["DT806"]
    assert (place / BOOK).read_bytes() == held


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, that is said and nothing is left behind."""
    place = tiny_guideline().write(tmp_path)
    (tmp_path / "out").write_text("a file")
    changes, found = tidy(place, tmp_path / "out")
    assert (changes, codes(found)) == ((), ["DT807"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["guideline", "out"]


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two files cannot take its place, the first is as it was, and no other file is left."""
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    one.write_bytes(b"old")
    two.mkdir()
    found = writing.write_all({one: b"new", two: b"new"})
    assert codes(found) == ["DT807"]
    assert one.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.xlsx", "two.xlsx"]


def test_a_fault_of_ours_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If tidying ever changed what a cell means, the comparison with the workbook as it was would stop it."""
    monkeypatch.setattr("b12dt.tidy.cells.canonical", lambda *_: "no")
    monkeypatch.setattr("b12dt.tidy.cells._same", lambda candidates, *_: next(iter(candidates)))
    place = tiny_guideline().write(tmp_path)
    held = (place / BOOK).read_bytes()
    assert codes(tidy(place)[1]) == ["DT805"]
    assert (place / BOOK).read_bytes() == held
