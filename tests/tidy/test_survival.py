"""What is not ours survives: comments, pictures, settings, sheets, words on the cover."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

from b12dt.pipeline import run
from b12dt.tidy import tidy
from tests.support.workbooks import tiny_guideline
from tests.tidy.packages import PNG, RELATIONS, Package
from tests.tidy.small import BOOK, sheet, tidied


def test_comments_of_others_stay(tmp_path: Path) -> None:
    """A comment on a cell or a title keeps its text and its author, and no note is put over it."""
    guide = tiny_guideline()
    body, above = guide.at("Route", "R1", "Anemia"), guide.at("Route", "Anemia")
    for at in (body, above):
        guide["Route"][at].comment = Comment("Are we sure?", "Dr Ada")
    place, _ = tidied(guide, tmp_path)
    for at in (body, above):
        held = sheet(place, "Route")[at].comment
        assert held is not None
        assert (held.text, held.author) == ("Are we sure?", "Dr Ada")


def test_comments_keep_their_size_and_their_bold_author(tmp_path: Path) -> None:
    """The window of a comment stays as large as it was, and the bold name in it stays bold."""
    guide = tiny_guideline()
    at = guide.at("Route", "R1", "Anemia")
    guide["Route"][at].comment = Comment("Ada:\nAre we sure?", "Dr Ada", width=411, height=222)
    place = guide.write(tmp_path)
    package = Package(place / BOOK)
    part = next(name for name in package.parts if "comments/comment" in name)
    rich = '<text><r><rPr><b/></rPr><t xml:space="preserve">Ada:\n</t></r><r><t>Are we sure?</t></r></text>'
    stored = package.parts[part].decode()
    package.replace(part, stored[stored.index("<text>") : stored.index("</text>") + len("</text>")], rich)
    package.write()
    _, found = tidy(place)
    assert not found
    parts = Package(place / BOOK).parts
    drawn = b"".join(content for name, content in parts.items() if name.endswith(".vml"))
    said = b"".join(content for name, content in parts.items() if "comments/comment" in name)
    assert b"width:411px" in drawn
    assert b"height:222px" in drawn
    assert said.count(b"b />") == 1
    assert run(place).program is not None


def test_pictures_stay(tmp_path: Path) -> None:
    """A picture survives byte for byte with its place and its description, whether or not pillow is installed."""
    place = tiny_guideline().write(tmp_path)
    package = Package(place / BOOK)
    package.add_picture()
    package.write()
    changes, found = tidy(place)
    assert changes
    assert not found
    parts = Package(place / BOOK).parts
    assert PNG in parts.values()
    assert b'descr="a dot"' in parts["xl/drawings/drawing7.xml"]
    assert sum(b"drawing7.xml" in content for name, content in parts.items() if name.endswith(".rels")) == 1
    assert b"/xl/media/image7.png" in parts["[Content_Types].xml"]
    assert tidy(place) == ((), ())


def test_printer_settings_stay(tmp_path: Path) -> None:
    """The settings of a printer, which Excel hangs on nearly every sheet, survive."""
    place = tiny_guideline().write(tmp_path)
    package = Package(place / BOOK)
    target = "xl/printerSettings/printerSettings1.bin"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    package.relate(package.sheet(), f"{RELATIONS}/printerSettings", target, b"\x00printer", kind)
    package.at_end(package.sheet(), f'<pageSetup orientation="portrait" xmlns:r="{RELATIONS}" r:id="rIdX"/>')
    package.write()
    _, found = tidy(place)
    assert not found
    parts = Package(place / BOOK).parts
    assert parts[target] == b"\x00printer"
    set_up = [content for name, content in parts.items() if "worksheets/sheet" in name and b"b12dtPrinter" in content]
    assert sum(content.count(b"r:id=") for content in set_up if b".rels" not in content) >= 1
    assert tidy(place) == ((), ())


def test_unknown_sheets_stay(tmp_path: Path) -> None:
    """A sheet of remarks keeps its cells, numbers, widths, merged cells and comments, and so does a draft."""
    guide = tiny_guideline()
    guide.add_table("Later", "Rule ID | Anemia || Route\nX1 |  YES  || rout", key="later", header={"Status": "draft"})
    remarks = guide.create_sheet("Remarks")
    for at, value in {"B2": "Sheet kind", "C2": "Notes", "B5": "  free  text ", "C5": 3.50, "D5": True}.items():
        remarks[at] = value
    remarks["B5"].comment = Comment("keep me", "Dr Bob")
    remarks.merge_cells("B7:D8")
    remarks.column_dimensions["B"].width = 51
    place, changes = tidied(guide, tmp_path)
    held = sheet(place, "Remarks")
    assert [held[at].value for at in ("B5", "C5", "D5")] == ["  free  text ", 3.5, True]
    assert held["B5"].comment is not None
    assert held.column_dimensions["B"].width == 51
    assert [str(area) for area in held.merged_cells.ranges] == ["B7:D8"]
    assert not [one for one in changes if one.sheet in {"Remarks", "Later"}]


def test_the_cover_lists_the_sheets(tmp_path: Path) -> None:
    """The cover names each sheet with a link, and each sheet leads back; a new sheet is added, the legend moves down."""
    place, _ = tidied(tiny_guideline(), tmp_path)
    book = openpyxl.load_workbook(place / BOOK)
    cover = book["Contents"]
    names = book.sheetnames[1:]
    assert [cover.cell(row, 2).value for row in range(7, 7 + len(names))] == names
    assert cover["B7"].hyperlink.location == "'About'!A1"
    assert book["Route"]["B2"].hyperlink.location == "'Contents'!A1"
    legend = next(cell.row for cell in cover["B"] if cell.value == "Colours")
    cover.cell(2, 2, "our own words")
    new = book.create_sheet("Remarks")
    new["B2"], new["C2"] = "Sheet kind", "Notes"
    book.save(place / BOOK)
    assert tidy(place)[1] == ()
    cover = sheet(place, "Contents")
    assert cover.cell(7 + len(names), 2).value == "Remarks"
    assert cover.cell(legend + 1, 2).value == "Colours"
    assert cover["B2"].value == "our own words"
    assert tidy(place) == ((), ())


def test_a_deleted_sheet_leaves_the_cover(tmp_path: Path) -> None:
    """A sheet that is gone is taken off the cover."""
    place, _ = tidied(tiny_guideline(), tmp_path)
    book = openpyxl.load_workbook(place / BOOK)
    del book["Safety"]
    book.save(place / BOOK)
    assert tidy(place)[1] == ()
    words = [cell.value for cell in sheet(place, "Contents")["B"]]
    assert "Safety" not in words
    assert "Colours" in words
    assert tidy(place) == ((), ())


def test_an_inserted_column_keeps_the_widths_apart(tmp_path: Path) -> None:
    """Where a file states one width for several columns, each gets its own: Excel repairs files that state two."""
    guide = tiny_guideline()
    guide["Route"].column_dimensions.group("C", "G", hidden=False)
    place, _ = tidied(guide, tmp_path)
    stated = [(one.min, one.max) for one in sheet(place, "Route").column_dimensions.values()]
    assert all(one[1] < other[0] for one, other in zip(sorted(stated), sorted(stated)[1:], strict=False))
