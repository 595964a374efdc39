"""Tidying through the command line, and workbooks as lines of text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.workbooks import Guide

Run = Callable[..., Any]


def test_format_check_writes_nothing(run: Run, tables: Path) -> None:
    """--check tells what would be changed, ends with 1, and leaves the file as it was."""
    before = (tables / "guideline.xlsx").read_bytes()
    ran = run("format", tables, "--check")
    assert ran.code == 1
    assert "to be made." in ran.out
    assert (tables / "guideline.xlsx").read_bytes() == before


def test_format_and_again(run: Run, tables: Path) -> None:
    """Tidied once, there is nothing left to tidy."""
    first = run("format", tables)
    assert first.code == 0
    assert " made." in first.out
    again = run("format", tables, "--check")
    assert (again.code, again.out) == (0, "All workbooks are tidy.\n")
    assert run("check", tables).code == 0


def test_format_json(run: Run, tables: Path) -> None:
    """One document with every change: its place, before, after and why."""
    document = run("format", tables, "--check", "--json").document
    assert document["written"] is False
    assert {"place", "before", "after", "why"} == set(document["changes"][0])


def test_format_refuses_errors(run: Run, broken: Path) -> None:
    """A workbook with errors is told them, and is not written: 1."""
    ran = run("format", broken)
    assert ran.code == 1
    assert "DT204" in ran.out
    assert "Nothing was written." in ran.out


def test_format_elsewhere(run: Run, tables: Path, tmp_path: Path) -> None:
    """With --output the old workbooks stay; --check beside it is refused."""
    before = (tables / "guideline.xlsx").read_bytes()
    assert run("format", tables, "--output", tmp_path / "tidy").code == 0
    assert (tmp_path / "tidy" / "guideline.xlsx").exists()
    assert (tables / "guideline.xlsx").read_bytes() == before
    assert run("format", tables, "--output", tmp_path / "tidy", "--check").code == 2


def test_format_of_nothing(run: Run, tmp_path: Path) -> None:
    """A place that is not there is wrong use."""
    assert run("format", tmp_path / "nowhere").code == 2


# --- text ------------------------------------------------------------------------------------------------------------


def text_of(run: Run, guide: Guide, folder: Path) -> list[str]:
    """Return the lines of a workbook."""
    ran = run("text", guide.write(folder) / "guideline.xlsx")
    assert ran.code == 0
    assert ran.err == ""
    return ran.out.splitlines()


def test_edited_cell_is_one_line(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A cell that is edited changes one line, which names the sheet, the rule and the column."""
    before = text_of(run, tiny, tmp_path)
    tiny["Route"][tiny.at("Route", "R2", "Age")] = "[20..75]"
    after = text_of(run, tiny, tmp_path)
    assert set(before) - set(after) == {"Route › R2 › Age = [18..75]"}
    assert set(after) - set(before) == {"Route › R2 › Age = [20..75]"}


def test_row_put_in_changes_nothing_below(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A row above leaves the lines of the others as they are."""
    before = text_of(run, tiny, tmp_path)
    tiny["Route"].insert_rows(12)
    assert text_of(run, tiny, tmp_path) == before


def test_every_cell_is_there(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """The text of every cell stands in some line, in one line each; line ends within it are shown."""
    lines = text_of(run, tiny, tmp_path)
    text = "\n".join(lines)
    cells = [cell.value for sheet in tiny for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(str(value).replace("\n", "⏎") in text for value in cells)
    assert "Route › Decision key = route" in lines
    assert any(line.startswith("Values › yes_no no › Label = ") for line in lines)


def test_a_merged_cell_is_said_once(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A cell merged over columns is one line; one merged over rules is said for each of them, to which it belongs."""
    before = text_of(run, tiny, tmp_path)
    sheet = tiny["Route"]
    first, second = (sheet[tiny.at("Route", rule, "Route")] for rule in ("R2", "R3"))
    sheet.merge_cells(f"{first.coordinate}:{second.coordinate}")
    assert text_of(run, tiny, tmp_path) == before
    purpose = sheet[tiny.at("Route", "Decision key")]
    sheet.merge_cells(
        start_row=purpose.row, end_row=purpose.row, start_column=purpose.column + 1, end_column=purpose.column + 4
    )
    assert text_of(run, tiny, tmp_path) == before
    note = sheet[tiny.at("Route", "R5", "Reference(s)")]
    sheet.merge_cells(start_row=note.row, end_row=note.row, start_column=note.column, end_column=note.column + 1)
    lines = text_of(run, tiny, tmp_path)
    assert [one for one in lines if one.endswith("= S2") and "R5" in one] == ["Route › R5 › Reference(s) = S2"]


def test_cell_without_content_is_shown(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A cell that Excel has made a date is not left out, and says why it is not read."""
    sheet = tiny["Route"]
    cell = sheet[tiny.at("Route", "R2", "Age")]
    cell.value, cell.number_format = 46000, "d-mmm"
    assert any("Route › R2 › Age = " in line and "(DT120)" in line for line in text_of(run, tiny, tmp_path))


def test_text_as_json(run: Run, tables: Path) -> None:
    """The same as one document."""
    cells = run("text", tables / "guideline.xlsx", "--json").document["cells"]
    assert {"sheet": "Route", "cell": "D12", "row": "R2", "column": "Age", "text": "[18..75]"} in cells


@pytest.mark.parametrize(("name", "code"), [("nowhere.xlsx", 2), ("broken.xlsx", 1)])
def test_text_of_what_is_no_workbook(run: Run, tmp_path: Path, name: str, code: int) -> None:
    """What cannot be read is told on standard error, and is no text."""
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    ran = run("text", tmp_path / name)
    assert ran.code == code
    assert ran.out == ""
    assert "error DT10" in ran.err


def test_git_shows_the_edit(tiny: Guide, tmp_path: Path) -> None:
    """With the one line of configuration, git diff shows the edited cell."""
    folder = tiny.write(tmp_path)

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    (folder / ".gitattributes").write_text("*.xlsx diff=b12dt\n", encoding="utf-8")
    git("config", "diff.b12dt.textconv", f"{sys.executable} -m b12dt text")
    git("add", ".")
    git("commit", "-qm", "as it was")
    book = openpyxl.load_workbook(folder / "guideline.xlsx")
    book["Route"]["D12"] = "[20..75]"
    book.save(folder / "guideline.xlsx")
    changed = [line for line in git("diff", "-U0").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-Route › R2 › Age = [18..75]", "+Route › R2 › Age = [20..75]"]
