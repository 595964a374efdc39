"""Marked copies of the workbooks: what is marked, what is kept, what is said, and what is never touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from b12dt.annotate import AnnotateError, annotate
from b12dt.annotate.folder import MARKER
from b12dt.annotate.look import PALE
from b12dt.diagnostics import Finding, Severity, Span, finding
from b12dt.pipeline import Outcome, run
from b12dt.read import read
from b12dt.recognise import recognise
from tests.conftest import TABLES
from tests.support.workbooks import tiny_guideline
from tests.support.zips import rezip, unzip

ERROR, WARNING, INFO = (f"00{PALE[grade]}" for grade in Severity)
NAME = "guideline.xlsx"


def at(cells: str = "", sheet: str = "Route", workbook: str = NAME) -> Span:
    """Return a place in the tiny guideline."""
    return Span(workbook=workbook, sheet=sheet, cells=cells)


def wrong(cells: str = "G12", **more: Any) -> Finding:
    """Return an error on a cell."""
    fields: dict[str, Any] = {"read": "intramuscullar", "expected": ["injection", "tablet"], "closest": "injection"}
    return finding("DT205", at(cells), **(fields | more))


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder with the tiny guideline."""
    return tiny_guideline().write(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return where the copies go."""
    return tmp_path / "marked"


def marked(tables: Path, out: Path, *findings: Finding, name: str = NAME) -> Any:
    """Mark the tiny guideline and open the copy."""
    annotate(tables, findings, out)
    return openpyxl.load_workbook(out / name)


def rows(workbook: Any) -> list[dict[str, Any]]:
    """Return the rows of the list of findings, by the titles of its columns."""
    sheet = workbook["Findings"]
    lines = [list(line[1:]) for line in sheet.iter_rows()]
    top = next(place for place, line in enumerate(lines) if line[0].value == "Severity")
    titles = [cell.value for cell in lines[top]]
    return [dict(zip(titles, line, strict=True)) for line in lines[top + 1 :]]


def head(workbook: Any) -> str:
    """Return what stands above the list."""
    texts: list[str] = []
    for line in workbook["Findings"].iter_rows(values_only=True):
        if "Severity" in line:
            break
        texts += [text for text in line if text]
    return "\n".join(texts)


def checksums(paths: Iterable[Path]) -> dict[str, str]:
    """Return the checksums of files by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def change(tables: Path, how: Any) -> None:
    """Change the tiny guideline as saved."""
    workbook = openpyxl.load_workbook(tables / NAME)
    how(workbook)
    workbook.save(tables / NAME)


def add_parts(path: Path, **parts: bytes) -> None:
    """Add parts to a workbook; `__` in a name stands for `/`, `_dot_` for `.`."""
    with ZipFile(path, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)


def test_the_originals_are_not_touched(outcome: Outcome, out: Path) -> None:
    """The workbooks of `tables/` are the same bytes after every one of them was copied and marked."""
    before = checksums(TABLES.glob("*.xlsx"))
    everywhere = [finding("DT205", at("B3", "Contents", name), read="x") for name in before]
    written = annotate(TABLES, [*outcome.findings, *everywhere], out)
    assert checksums(TABLES.glob("*.xlsx")) == before
    after = checksums(written)
    assert before.keys() <= after.keys()
    assert all(after[name] != before[name] for name in before)


def test_without_findings(tables: Path, out: Path) -> None:
    """A workbook in which nothing was found is copied as it is, and no list is made."""
    assert annotate(tables, [], out) == (out / NAME,)
    assert (out / NAME).read_bytes() == (tables / NAME).read_bytes()
    assert {path.name for path in out.iterdir()} == {NAME, MARKER}


def test_cell(tables: Path, out: Path) -> None:
    """A cell is coloured by severity and bears a note with all that is known, signed b12dt, large enough for it."""
    cell = marked(tables, out, wrong(patient=[("Age", "71")]))["Route"]["G12"]
    assert cell.fill.fgColor.rgb == ERROR
    assert cell.border.left.style == "thin"
    assert cell.comment.author == "b12dt"
    told = cell.comment.text.splitlines()
    assert told[0] == "Error DT205: This result is not one of the allowed results."
    assert "I read: intramuscullar" in told
    assert "I expected: injection; tablet" in told
    assert "Closest: injection. Nothing was changed; please choose." in told
    assert "Patient: Age 71." in told
    assert told[-1].startswith("To mend it: ")
    drawing = next(content for name, content in unzip((out / NAME).read_bytes()).items() if name.endswith(".vml"))
    assert b"width:360px" in drawing


def test_gravest_wins(tables: Path, out: Path) -> None:
    """A cell with several findings has the colour of the gravest, and tells of all of them."""
    info = finding("DT216", at("G12"), read="not(...)", name="Route")
    cell = marked(tables, out, info, wrong())["Route"]["G12"]
    assert cell.fill.fgColor.rgb == ERROR
    assert "Remark DT216" in cell.comment.text
    assert "Error DT205" in cell.comment.text


@pytest.mark.parametrize(("code", "colour"), [("DT321", WARNING), ("DT413", INFO)])
def test_colours(tables: Path, out: Path, code: str, colour: str) -> None:
    """Warnings and remarks have colours of their own."""
    sheet = marked(tables, out, finding(code, at("C4"), read="x", rule="R1"))["Route"]
    assert sheet["C4"].fill.fgColor.rgb == colour


def test_range(tables: Path, out: Path) -> None:
    """All cells of a range are coloured, none beside it; the note is at the first."""
    sheet = marked(tables, out, wrong("C12:D13"))["Route"]
    coloured = {cell.coordinate for line in sheet.iter_rows() for cell in line if cell.fill.fgColor.rgb == ERROR}
    assert coloured == {"C12", "D12", "C13", "D13"}
    assert [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.comment] == ["C12"]


@pytest.mark.parametrize(("cells", "some"), [("12:13", "D13"), ("C:D", "D5"), ("A1:XFD1048576", "D13")])
def test_whole_rows_and_columns(tables: Path, out: Path, cells: str, some: str) -> None:
    """Whole rows and columns are coloured as far as the sheet holds something, not to the end of Excel."""
    sheet = marked(tables, out, wrong(cells))["Route"]
    size = openpyxl.load_workbook(tables / NAME)["Route"]
    assert sheet[some].fill.fgColor.rgb == ERROR
    assert (sheet.max_row, sheet.max_column) == (size.max_row, size.max_column)


def test_related(tables: Path, out: Path) -> None:
    """A place that belongs to a finding is coloured, too, and its note says where the finding stands."""
    both = wrong("B12:E12", related=[at("B13:E13")])
    workbook = marked(tables, out, both)
    assert workbook["Route"]["D13"].fill.fgColor.rgb == ERROR
    assert workbook["Route"]["B13"].comment.text.startswith("Error DT205 at guideline.xlsx › Route › B12:E12: ")
    (row,) = rows(workbook)
    assert "See also B13:E13" in row["What is wrong"].value


def test_merged(tables: Path, out: Path) -> None:
    """In a merged area the note is at its first cell, which alone can bear one."""
    change(tables, lambda workbook: workbook["Route"].merge_cells("B20:D21"))
    sheet = marked(tables, out, wrong("C21"))["Route"]
    assert "DT205" in sheet["B20"].comment.text


def test_existing_note(tables: Path, out: Path) -> None:
    """A note that was there keeps its text and its author; the finding stands below it, signed."""

    def annotated(workbook: Any) -> None:
        workbook["Route"]["G12"].comment = Comment("Ask Anna about this.", "Ben")

    change(tables, annotated)
    comment = marked(tables, out, wrong())["Route"]["G12"].comment
    theirs, line, ours = comment.text.partition("────────────\n")
    assert theirs.strip() == "Ask Anna about this."
    assert line
    assert ours.startswith("b12dt\nError DT205")
    assert comment.author == "Ben"


def test_above_conditional_formats(tables: Path, out: Path) -> None:
    """A sheet's own colouring by value does not hide a mark, and stays for the other cells."""

    def coloured(workbook: Any) -> None:
        rule = CellIsRule(operator="equal", formula=['"x"'], fill=PatternFill(bgColor="00FF00"))
        workbook["Route"].conditional_formatting.add("C1:G40", rule)

    change(tables, coloured)
    formats = list(marked(tables, out, wrong())["Route"].conditional_formatting)
    ordered = sorted(
        ((rule.priority, str(one.sqref), rule) for one in formats for rule in one.rules), key=lambda r: r[0]
    )
    assert [(priority, cells) for priority, cells, _ in ordered] == [(1, "G12"), (2, "C1:G40")]
    assert ordered[0][2].stopIfTrue
    assert ordered[0][2].dxf.fill.bgColor.rgb == ERROR


def test_list(tables: Path, out: Path) -> None:
    """The first sheet lists each finding with its facts, in the order of sheets and cells, and is the one that opens."""
    last = finding("DT204", at("B7", "Cases"), read="x")
    whole = finding("DT126", at())
    book = finding("DT318", Span(workbook=NAME), column="Values")
    workbook = marked(tables, out, last, wrong("G12"), wrong("C12"), whole, book)
    assert workbook.sheetnames[0] == "Findings"
    assert workbook.active.title == "Findings"
    assert [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected] == ["Findings"]
    table = rows(workbook)
    assert [(row["Code"].value, row["Sheet"].value, row["Cells"].value) for row in table] == [
        ("DT318", "(whole workbook)", None),
        ("DT126", "Route", None),
        ("DT205", "Route", "C12"),
        ("DT205", "Route", "G12"),
        ("DT204", "Cases", "B7"),
    ]
    row = table[3]
    assert [row[name].value for name in ("Severity", "What is wrong", "I read", "I expected", "Closest")] == [
        "error",
        "This result is not one of the allowed results.",
        "intramuscullar",
        "injection; tablet",
        "injection",
    ]
    assert row["How to mend it"].value
    assert row["Severity"].fill.fgColor.rgb == ERROR


def test_links(tables: Path, out: Path) -> None:
    """Sheet and cell lead to the place, also where the sheet's name holds a quotation mark."""

    def renamed(workbook: Any) -> None:
        workbook["Route"].title = "Anna's route"

    change(tables, renamed)
    one = finding("DT205", at("G12", "Anna's route"), read="x")
    whole = finding("DT126", at("", "Cases"))
    first, second = rows(marked(tables, out, one, whole))
    assert first["Sheet"].hyperlink.location == first["Cells"].hyperlink.location == "'Anna''s route'!G12"
    assert second["Sheet"].hyperlink.location == "'Cases'!A1"
    assert second["Cells"].hyperlink is None


def test_no_link_to_what_cannot_be_reached(tables: Path, out: Path) -> None:
    """A hidden sheet, which Excel would not go to, has a row without a link."""

    def hidden(workbook: Any) -> None:
        workbook["Route"].sheet_state = "hidden"

    change(tables, hidden)
    (row,) = rows(marked(tables, out, wrong()))
    assert row["Sheet"].hyperlink is None


def test_look(tables: Path, out: Path) -> None:
    """The list has a filter, a header that stays, wrapped text, and rows as high as their texts."""
    long = "A long word of advice. " * 20
    sheet = marked(tables, out, wrong(), wrong("C12", read=long))["Findings"]
    top = next(cell.row for cell in sheet["B"] if cell.value == "Severity")
    assert sheet.auto_filter.ref == f"B{top}:K{top + 2}"
    assert sheet.freeze_panes == f"B{top + 1}"
    assert sheet.cell(top + 1, 7).alignment.wrap_text
    heights = [sheet.row_dimensions[row].height for row in (top + 1, top + 2)]
    assert heights[0] > 2 * heights[1]


def test_what_was_read_never_becomes_a_formula(tables: Path, out: Path) -> None:
    """A text that looks like a formula, or holds what no workbook can hold, is listed and noted as text."""
    workbook = marked(tables, out, wrong(read='=HYPERLINK("https://example.org")\x07'))
    (row,) = rows(workbook)
    assert row["I read"].data_type == "s"
    assert row["I read"].value == '=HYPERLINK("https://example.org")'
    assert "HYPERLINK" in workbook["Route"]["G12"].comment.text


def test_another_workbook(tables: Path, out: Path) -> None:
    """A finding that stands elsewhere and names a place here is listed in both, with a link to the other file."""
    workbook = tiny_guideline()
    workbook.save(tables / "other cases.xlsx")
    one = finding("DT205", at("C8", "Cases", "other cases.xlsx"), read="x", related=[at("B12:E12")])
    here = marked(tables, out, one)
    (row,) = rows(here)
    assert row["Sheet"].value == "other cases.xlsx › Cases"
    assert row["Sheet"].hyperlink.target == "other%20cases.xlsx"
    assert row["Sheet"].hyperlink.location == "'Cases'!C8"
    assert here["Route"]["C12"].fill.fgColor.rgb == ERROR
    there = openpyxl.load_workbook(out / "other cases.xlsx")
    assert there["Cases"]["C8"].fill.fgColor.rgb == ERROR


def test_the_copy_can_be_checked(tmp_path: Path, out: Path) -> None:
    """A marked copy says the same to b12dt as the workbook does: the list is passed over, the cells are as they were."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R1", "Anemia")] = "yess"
    place = guide.write(tmp_path)
    findings = run(place, checks=True).findings
    assert findings
    annotate(place, findings, out)
    assert run(out, checks=True).findings == findings


def test_all_cells_are_kept(outcome: Outcome, out: Path) -> None:
    """Every text of `tables/` stands in the copies where it stood."""
    annotate(TABLES, outcome.findings, out)
    grids, _ = read(out)
    copied = {(grid.workbook, grid.sheet): grid.cells for grid in grids}
    for grid in outcome.grids:
        assert copied[grid.workbook, grid.sheet] == grid.cells
    assert not recognise(grids)[1]


def test_unreadable_workbooks(tables: Path, out: Path) -> None:
    """What cannot be opened is copied as it is and listed in a workbook of its own, with what concerns the folder."""
    (tables / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tables / "old.csv").write_bytes(b"a;b")
    findings = [wrong(), *read(tables)[1]]
    written = annotate(tables, findings, out)
    assert [path.name for path in written] == ["broken.xlsx", NAME, "Findings.xlsx"]
    assert (out / "broken.xlsx").read_bytes() == (tables / "broken.xlsx").read_bytes()
    listed = openpyxl.load_workbook(out / "Findings.xlsx")
    assert [(row["Code"].value, row["Sheet"].value) for row in rows(listed)] == [
        ("DT108", "broken.xlsx"),
        ("DT115", "old.csv"),
    ]
    assert "broken.xlsx: It cannot be opened, so its copy bears no marks." in head(listed)
    assert [row["Code"].value for row in rows(openpyxl.load_workbook(out / NAME))] == ["DT205"]


def test_a_workbook_called_findings(tables: Path, out: Path) -> None:
    """A workbook of that name among the guideline's keeps it; the list takes another."""
    (tables / NAME).rename(tables / "findings.xlsx")
    written = annotate(tables, [finding("DT115", Span(workbook="old.csv"))], out)
    assert [path.name for path in written] == ["findings.xlsx", "Findings2.xlsx"]
    assert (out / "findings.xlsx").read_bytes() == (tables / "findings.xlsx").read_bytes()


def test_too_large_to_mark(tables: Path, out: Path) -> None:
    """A slip of the mouse that merged a whole sheet does not fill the memory: the workbook is copied and said to be."""
    held = unzip((tables / NAME).read_bytes())
    name = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    held[name] = held[name].replace(b"</sheetData>", merged)
    spoilt = rezip(held)
    (tables / NAME).write_bytes(spoilt)
    annotate(tables, [wrong()], out)
    assert (out / NAME).read_bytes() == spoilt
    assert "too large to be marked" in head(openpyxl.load_workbook(out / "Findings.xlsx"))


def _chart(workbook: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(workbook["Route"], min_col=2, min_row=1, max_row=3))
    workbook["Route"].add_chart(chart, "J2")


def test_losses_are_told(tables: Path, out: Path) -> None:
    """What the copy lacks, or shows otherwise, is named on the list."""

    def changed(workbook: Any) -> None:
        _chart(workbook)
        workbook["Route"]["J40"] = "=1+1"

    change(tables, changed)
    add_parts(tables / NAME, xl__media__image1_dot_png=b"png", xl__slicers__slicer1_dot_xml=b"<a/>")
    told = head(marked(tables, out, wrong()))
    assert "Not in this copy, but still in the workbook itself: pictures, slicers." in told
    assert "Charts are drawn anew" in told
    assert "Formulas stand here without their results" in told


def test_nothing_lost_nothing_told(tables: Path, out: Path) -> None:
    """A workbook of cells alone loses nothing, and its list does not say so."""
    assert "copy" not in head(marked(tables, out, wrong())).replace("A marked copy.", "").replace("this copy anew", "")


@pytest.mark.parametrize("where", [".", "inside", "inside/deeper"])
def test_not_into_the_workbooks_own_folder(tables: Path, where: str) -> None:
    """The copies never go to the workbooks' own folder, nor into it."""
    with pytest.raises(AnnotateError, match="the workbooks themselves"):
        annotate(tables, [wrong()], tables / where)
    assert [path.name for path in tables.iterdir()] == [NAME]


def test_one_workbook(tables: Path, out: Path) -> None:
    """One workbook can be marked by itself, into any folder but its own."""
    with pytest.raises(AnnotateError, match="the workbooks themselves"):
        annotate(tables / NAME, [wrong()], tables)
    assert annotate(tables / NAME, [wrong()], out) == (out / NAME,)


def test_not_among_other_files(tables: Path, out: Path) -> None:
    """A folder with somebody's files is refused and stays as it is; so is a file."""
    out.mkdir()
    (out / "letter.txt").write_text("Dear Anna")
    with pytest.raises(AnnotateError, match="other files"):
        annotate(tables, [wrong()], out)
    assert [path.name for path in out.iterdir()] == ["letter.txt"]
    with pytest.raises(AnnotateError, match="is a file"):
        annotate(tables, [wrong()], out / "letter.txt")


def test_again(tables: Path, out: Path) -> None:
    """A second run writes the copies anew and takes away those that are no longer made, but nobody else's files."""
    (tables / "old.xlsx").write_bytes((tables / NAME).read_bytes())
    annotate(tables, [wrong()], out)
    (tables / "old.xlsx").unlink()
    (out / "letter.txt").write_text("Dear Anna")
    annotate(tables, [], out)
    assert {path.name for path in out.iterdir()} == {NAME, MARKER, "letter.txt"}
    assert (out / NAME).read_bytes() == (tables / NAME).read_bytes()


def test_work_in_a_copy_is_not_lost(tables: Path, out: Path) -> None:
    """A copy that somebody changed is not written over, and nothing else is."""
    annotate(tables, [wrong()], out)
    workbook = openpyxl.load_workbook(out / NAME)
    workbook["Route"]["G12"] = "mended here"
    workbook.save(out / NAME)
    before = checksums(out.iterdir())
    with pytest.raises(AnnotateError, match="was changed since"):
        annotate(tables, [], out)
    assert checksums(out.iterdir()) == before


def test_a_file_of_the_same_name_is_not_lost(tables: Path, out: Path) -> None:
    """A file that was put beside the copies under a workbook's name is not written over."""
    annotate(tables, [], out)
    (tables / "new.xlsx").write_bytes((tables / NAME).read_bytes())
    (out / "new.xlsx").write_bytes(b"somebody's")
    with pytest.raises(AnnotateError, match="was not made by b12dt"):
        annotate(tables, [], out)
    assert (out / "new.xlsx").read_bytes() == b"somebody's"


def test_a_failed_write_leaves_the_old_copy(tables: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a copy cannot be written the one before stays whole, nothing half written is left, and it can be done again."""
    annotate(tables, [], out)
    before = (out / NAME).read_bytes()
    replace = Path.replace

    def fails(path: Path, target: Path) -> Path:
        if target.name == NAME:
            raise OSError("disk full")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        annotate(tables, [wrong()], out)
    assert (out / NAME).read_bytes() == before
    assert {path.name for path in out.iterdir()} == {NAME, MARKER}
    monkeypatch.undo()
    assert annotate(tables, [wrong()], out) == (out / NAME,)


def test_steps(tables: Path, out: Path) -> None:
    """Whoever asks is told of each workbook as its turn comes, for a progress bar."""
    seen: list[str] = []

    def steps(paths: list[Path]) -> Iterable[Path]:
        for path in paths:
            seen.append(path.name)
            yield path

    annotate(tables, [wrong()], out, steps=steps)
    assert seen == [NAME]
