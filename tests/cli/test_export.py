"""`b12dt export`: each form is written whole, to a file or standard output, and not while the workbooks have errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12dt.cli import main
from b12dt.loading import UNPROVED
from tests.conftest import TABLES
from tests.support.workbooks import tiny_guideline

BEGINNINGS = {"dmn": "<?xml", "javascript": "// A guideline", "html": "<!doctype html>"}


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_form_is_written_whole(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file and standard output hold the same; written again nothing changes, and no file of the way is left."""
    place = tmp_path / "out"
    assert main(["export", str(TABLES), "--to", form, "--output", str(place)]) == 0
    assert capsys.readouterr().out == f"{place} was written.\n"
    assert place.read_text().startswith(BEGINNINGS[form])
    assert main(["export", str(TABLES), "--to", form, "--output", str(place)]) == 0
    assert capsys.readouterr().out == f"{place} is up to date.\n"
    assert main(["export", str(TABLES), "--to", form]) == 0
    assert capsys.readouterr().out == place.read_text()
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("form", BEGINNINGS)
def test_nothing_is_written_of_workbooks_with_errors(form: str, tmp_path: Path) -> None:
    """While the workbooks have errors the command says so and writes nothing."""
    tiny = tiny_guideline()
    tiny["Route"][tiny.at("Route", "R1", "Anemia")] = "yess"
    tiny.save(tmp_path / "guideline.xlsx")
    place = tmp_path / "out"
    assert main(["export", str(tmp_path / "guideline.xlsx"), "--to", form, "--output", str(place)]) == 1
    assert not place.exists()


@pytest.mark.parametrize("form", ["javascript", "html"])
def test_other_workbooks_are_told_to_be_unproved(form: str, tmp_path: Path) -> None:
    """Of workbooks that are not the ones that ship the reader is told that they were read, not proved."""
    tiny_guideline().save(tmp_path / "guideline.xlsx")
    for tables, told in ((TABLES, False), (tmp_path / "guideline.xlsx", True)):
        place = tmp_path / "out"
        assert main(["export", str(tables), "--to", form, "--output", str(place)]) == 0
        assert (UNPROVED in place.read_text()) == told
