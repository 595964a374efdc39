"""What openpyxl would lose is found before anything is written, and the workbook stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from b12dt.tidy import tidy
from tests.support.workbooks import Guide, codes, tiny_guideline
from tests.tidy.packages import MAIN, MICROSOFT, RELATIONS, Package

SHAPE = '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="T"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/></xdr:sp>'
FRAME = (
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="C"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
    "<xdr:xfrm/></xdr:graphicFrame>"
)
BUTTON = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<v:shape id="b"><x:ClientData ObjectType="Button"/></v:shape></xml>'
)


def _part(kind: str, target: str, content: bytes = b"<x/>") -> Callable[[Package], None]:
    return lambda package: package.relate(package.sheet(), kind, target, content, "application/xml")


def _of_workbook(kind: str, target: str) -> Callable[[Package], None]:
    return lambda package: package.relate("xl/workbook.xml", kind, target, b"<x/>", "application/xml")


def _of_package(kind: str, target: str) -> Callable[[Package], None]:
    return lambda package: package.relate("", kind, target, b"<x/>", "application/xml")


def _element(text: str) -> Callable[[Package], None]:
    return lambda package: package.at_end(package.sheet(), text)


def _colours(package: Package) -> None:
    package.extend("{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "<x14:conditionalFormattings/>")


def _sparklines(package: Package) -> None:
    package.extend("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", "<x14:sparklineGroups/>")


def _slicers(package: Package) -> None:
    package.extend("{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", "<x14:slicerList/>")


def _table_style(package: Package) -> None:
    package.at_end("xl/styles.xml", '<tableStyles count="1"><tableStyle name="Own" count="0"/></tableStyles>')


def _sharing(package: Package) -> None:
    package.replace(
        "xl/workbook.xml", "<workbookPr", '<fileSharing userName="A" reservationPassword="1234"/><workbookPr'
    )


def _formula(package: Package) -> None:
    package.replace(package.sheet(), "<sheetData>", '<sheetData><row r="1"><c r="Z1"><f>1+1</f><v>2</v></c></row>')
    package.parts[package.sheet()] = _one_first_row(package.parts[package.sheet()])


def _rich(package: Package) -> None:
    text = '<row r="1"><c r="Z1" t="inlineStr"><is><r><rPr><b/></rPr><t>bold</t></r><r><t> plain</t></r></is></c></row>'
    package.replace(package.sheet(), "<sheetData>", f"<sheetData>{text}")
    package.parts[package.sheet()] = _one_first_row(package.parts[package.sheet()])


def _one_first_row(sheet: bytes) -> bytes:
    """Take away the sheet's own first row, in place of which another one was put."""
    first = sheet.index(b'<row r="1"', sheet.index(b'<row r="1"') + 1)
    return sheet[:first] + sheet[sheet.index(b"</row>", first) + len("</row>") :]


THINGS: dict[str, tuple[Callable[[Package], None], str]] = {
    "chart": (lambda package: package.draw(FRAME), "a chart or diagram"),
    "text box": (lambda package: package.draw(SHAPE), "a drawn shape or text box"),
    "threaded comments": (
        _part(f"{MICROSOFT}/2017/10/relationships/threadedComment", "xl/threadedComments/threadedComment1.xml"),
        "comments with replies (threaded comments)",
    ),
    "pivot table": (_part(f"{RELATIONS}/pivotTable", "xl/pivotTables/pivotTable1.xml"), "a pivot table"),
    "form control": (_part(f"{RELATIONS}/vmlDrawing", "xl/drawings/vmlDrawing9.vml", BUTTON), "a form control (button, box)"),
    "form control of newer Excel": (_part(f"{RELATIONS}/ctrlProp", "xl/ctrlProps/ctrlProp1.xml"), "a form control (button, box)"),
    "embedded file": (_part(f"{RELATIONS}/oleObject", "xl/embeddings/oleObject1.bin"), "an embedded file"),
    "background picture": (_part(f"{RELATIONS}/image", "xl/media/image1.png"), "a background picture"),
    "slicer": (_part(f"{MICROSOFT}/2007/relationships/slicer", "xl/slicers/slicer1.xml"), "a slicer"),
    "custom XML": (_of_workbook(f"{RELATIONS}/customXml", "customXml/item1.xml"), "attached data (custom XML)"),
    "calculated values": (_of_workbook(f"{RELATIONS}/sheetMetadata", "xl/metadata.xml"), "values that Excel calculates (metadata)"),
    "unknown part": (_of_workbook("http://example.org/relationships/novelty", "xl/novelty.xml"), "something that I do not know (novelty)"),
    "signature": (
        _of_package("http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", "_xmlsignatures/origin.sigs"),
        "a digital signature",
    ),
    "sensitivity label": (
        _of_package("http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml"),
        "a sensitivity label",
    ),
    "newer colours": (_colours, "colours by condition of a newer kind (data bars, icons)"),
    "sparklines": (_sparklines, "small charts in cells (sparklines)"),
    "slicers of a table": (_slicers, "a slicer"),
    "protected areas": (_element('<protectedRanges><protectedRange name="a" sqref="A1"/></protectedRanges>'), "areas that are protected apart"),
    "views": (_element("<customSheetViews><customSheetView/></customSheetViews>"), "views of its own"),
    "picture in the header": (_element(f'<legacyDrawingHF xmlns:r="{RELATIONS}" r:id="rIdX"/>'), "a picture in the header or footer"),
    "table style": (_table_style, "a table style of its own"),
    "password for changes": (_sharing, "a password for changes"),
}  # fmt: skip


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Return a small guideline as a package; its first sheet is `About`."""
    folder = tiny_guideline().write(tmp_path)
    return Package(folder / "guideline.xlsx")


@pytest.mark.parametrize("thing", THINGS)
def test_what_would_be_lost_is_named_and_nothing_is_written(package: Package, thing: str) -> None:
    """Each thing that openpyxl does not keep is named with its workbook, and the file stays byte for byte."""
    put, words = THINGS[thing]
    put(package)
    file = package.write()
    changes, found = tidy(package.file.parent)
    assert not changes
    assert [(one.code, dict(one.details)["what"]) for one in found] == [("DT801", words)]
    assert found[0].span.workbook == "guideline.xlsx"
    assert package.file.read_bytes() == file


def test_the_sheet_is_named(package: Package) -> None:
    """A thing on a sheet is reported with the sheet's name."""
    package.draw(SHAPE, sheet=2)
    package.write()
    _, found = tidy(package.file.parent)
    assert [one.span.sheet for one in found] == ["Inputs"]


@pytest.mark.parametrize(("put", "code"), [(_formula, "DT802"), (_rich, "DT803")])
def test_what_would_be_lost_inside_a_cell(package: Package, put: Callable[[Package], None], code: str) -> None:
    """A formula's stored result and a text in several fonts are reported with their cell."""
    put(package)
    file = package.write()
    changes, found = tidy(package.file.parent)
    assert (changes, codes(found), found[0].span.cells) == ((), [code], "Z1")
    assert package.file.read_bytes() == file


def test_a_shared_text_in_several_fonts(package: Package) -> None:
    """Excel keeps texts in a part of their own; one in several fonts is found there, too."""
    shared = f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t>bold</t></r></si></sst>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    package.relate("xl/workbook.xml", f"{RELATIONS}/sharedStrings", "xl/sharedStrings.xml", shared, kind)
    package.replace(package.sheet(), "<sheetData>", '<sheetData><row r="1"><c r="Z1" t="s"><v>0</v></c></row>')
    package.parts[package.sheet()] = _one_first_row(package.parts[package.sheet()])
    package.write()
    assert codes(tidy(package.file.parent)[1]) == ["DT803"]


def test_one_workbook_refused_stops_all(tmp_path: Path) -> None:
    """Where one workbook would lose something, none is written."""
    folder = tiny_guideline().write(tmp_path)
    more = Guide()
    more.add_list("More", "Statements", "ID | Statement | Line\nS9 | Another statement. | 9")
    more.save(folder / "more.xlsx")
    other = Package(folder / "more.xlsx")
    other.draw(SHAPE)
    other.write()
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    _, found = tidy(folder)
    assert [one.span.workbook for one in found] == ["more.xlsx"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == held


def test_a_workbook_with_nothing_to_tidy_may_hold_anything(tmp_path: Path) -> None:
    """A workbook of remarks is not written, so whatever is in it stops nothing."""
    folder = tiny_guideline().write(tmp_path)
    remarks = Guide()
    remarks.add_list("Remarks", "Notes", "What")
    remarks.save(folder / "remarks.xlsx")
    package = Package(folder / "remarks.xlsx")
    package.draw(SHAPE)
    file = package.write()
    changes, found = tidy(folder)
    assert not found
    assert {one.workbook for one in changes} == {"guideline.xlsx"}
    assert package.file.read_bytes() == file


def test_a_workbook_that_openpyxl_cannot_open(package: Package) -> None:
    """What the reader understands and openpyxl does not is said, and the file stays."""
    package.at_end(
        package.sheet(), '<dataValidations count="1"><dataValidation type="novelty" sqref="A1"/></dataValidations>'
    )
    file = package.write()
    assert codes(tidy(package.file.parent)[1]) == ["DT808"]
    assert package.file.read_bytes() == file


def test_what_excel_writes_of_itself_is_no_loss(package: Package) -> None:
    """The marks that Excel leaves in every file, and lists that it makes anew, stop nothing."""
    package.replace("xl/workbook.xml", "<workbookPr", '<fileVersion appName="xl" lastEdited="7"/><workbookPr')
    newer = f'xmlns:x15="{MICROSOFT}/spreadsheetml/2010/11/main"'
    package.at_end(
        "xl/workbook.xml",
        f'<extLst><ext uri="{{140A7094-0E35-4892-8432-C4D2E57EDEB5}}" {newer}><x15:workbookPr/></ext></extLst>',
    )
    package.at_end(
        "xl/styles.xml",
        f'<extLst><ext uri="{{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}}" xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main"><x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst>',
    )
    package.at_end(package.sheet(), '<phoneticPr fontId="1"/>')
    package.relate(
        "xl/workbook.xml",
        f"{RELATIONS}/calcChain",
        "xl/calcChain.xml",
        f'<calcChain xmlns="{MAIN}"/>'.encode(),
        "application/xml",
    )
    package.write()
    changes, found = tidy(package.file.parent)
    assert changes
    assert not found
