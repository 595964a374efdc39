"""Files that are no workbooks, damaged, or unsafe are refused in one plain sentence, and never by an exception."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA

import pytest

from b12dt.catalogue import catalogue, title
from b12dt.diagnostics import Finding, Severity
from b12dt.read import Grid, read
from b12dt.read.package import LARGEST_CONTENT, LARGEST_FILE, MEGABYTE, MOST_PARTS
from tests.support.zips import rezip

Parts = dict[str, bytes]
Reading = tuple[tuple[Grid, ...], tuple[Finding, ...]]
Reader = Callable[..., Reading]

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
WORKBOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


def only(result: Reading, code: str) -> Finding:
    """Return the one finding of a refused workbook."""
    grids, findings = result
    assert grids == ()
    assert [found.code for found in findings] == [code]
    return findings[0]


def test_good_workbook_is_read(reading: Reader, good: bytes) -> None:
    """A good workbook gives its grids and nothing to say."""
    grids, findings = reading(good)
    assert findings == ()
    assert [grid.sheet for grid in grids] == ["Route"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DT104"),
        (b"Rule ID;Route\n1;im\n", "DT105"),
        (b"%PDF-1.7", "DT105"),
        (b"<html><table></table></html>", "DT105"),
        (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "DT106"),
        (OLE + bytes(500) + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"), "DT107"),
        (b"PK\x05\x06" + bytes(18), "DT109"),
        (b"PK\x03\x04 and nothing more", "DT108"),
    ],
)
def test_other_files_are_told_apart(reading: Reader, content: bytes, code: str) -> None:
    """What is no workbook at all is named for what it is."""
    only(reading(content), code)


def test_truncated_workbook_is_damaged(reading: Reader, good: bytes) -> None:
    """A workbook that was cut off anywhere is damaged."""
    for length in range(10, len(good), 97):
        only(reading(good[:length]), "DT108")


def test_wrong_checksum_is_damage(reading: Reader, good: bytes) -> None:
    """One byte changed inside a part is noticed by the part's checksum."""
    at = good.index(SHEET.encode()) + len(SHEET) + 40
    only(reading(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]), "DT108")


@pytest.mark.parametrize("part", [WORKBOOK, SHEET, "xl/_rels/workbook.xml.rels"])
def test_missing_part_is_damage(reading: Reader, parts: Parts, part: str) -> None:
    """A part that the workbook cannot do without is missed."""
    del parts[part]
    only(reading(parts), "DT108")


@pytest.mark.parametrize("part", [TYPES, WORKBOOK, SHEET, "xl/styles.xml"])
def test_part_that_is_no_xml_is_damage(reading: Reader, parts: Parts, part: str) -> None:
    """A part that stops in the middle is named."""
    parts[part] = parts[part][:-20]
    assert dict(only(reading(parts), "DT108").details)["part"] == part


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("content.xml", "OpenDocument"),
        ("notes.txt", "archive"),
        ("xl/workbook.bin", "xlsb"),
    ],
)
def test_other_archives_are_named(reading: Reader, part: str, kind: str) -> None:
    """A whole zip of another kind is named for what it is."""
    assert kind in title(only(reading({part: b"<a/>", "other.xml": b"<a/>"}), "DT109"))


def test_real_zip_bomb_is_not_inflated(reading: Reader, parts: Parts) -> None:
    """A part that unpacks to more than the bound is refused, whatever sizes the zip declares."""
    parts["xl/media/image1.png"] = bytes(LARGEST_CONTENT + MEGABYTE)
    bomb = rezip(parts, ZIP_DEFLATED)
    assert len(bomb) < MEGABYTE
    only(reading(bomb), "DT110")
    small = struct.pack("<L", 100)
    declared = struct.pack("<L", LARGEST_CONTENT + MEGABYTE)
    # With a small declared size zipfile stops there and the checksum fails: refused too, and nothing was inflated.
    only(reading(bomb.replace(declared, small)), "DT108")


def test_absurd_ratio_is_refused(reading: Reader, parts: Parts) -> None:
    """A part that shrinks to less than a three-hundredth is no table, even below the bound."""
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b" " * (20 * MEGABYTE) + b"</sheetData>")
    only(reading(parts), "DT110")


def test_too_many_parts_are_refused(reading: Reader, parts: Parts) -> None:
    """A package of thousands of parts is refused before each of them is looked at."""
    parts.update({f"xl/media/{number}.png": b"" for number in range(MOST_PARTS)})
    assert dict(only(reading(parts), "DT110").details)["what"] == "parts"


def test_too_large_file_is_refused(tmp_path: Path) -> None:
    """A file beyond the bound is not read to its end."""
    place = tmp_path / "table.xlsx"
    with place.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(LARGEST_FILE + 1)
    only(read(place), "DT110")


@pytest.mark.parametrize(
    "dtd",
    [
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", [SHEET, TYPES, "docProps/core.xml", "xl/drawings/vmlDrawing1.vml"])
def test_document_type_is_refused(reading: Reader, parts: Parts, dtd: bytes, encoding: str, part: str) -> None:
    """Entities are refused in every XML part, in every encoding that XML readers understand."""
    content = parts.get(part, b"<xml/>").decode().removeprefix("<?xml version='1.0'?>")
    parts[part] = f'<?xml version="1.0"?>{dtd.decode()}{content}'.encode(encoding)
    found = only(reading(parts), "DT112")
    assert found.read == part


def test_other_encodings_are_damage(reading: Reader, parts: Parts) -> None:
    """An encoding that Open XML does not allow is refused: two programs might read two different texts."""
    parts[SHEET] = b'<?xml version="1.0" encoding="iso-8859-1"?>' + parts[SHEET]
    only(reading(parts), "DT108")


def test_utf_16_part_is_read(reading: Reader, parts: Parts) -> None:
    """UTF-16 is allowed, and read like UTF-8."""
    expected, _ = reading(dict(parts))
    text = parts[SHEET].decode()
    parts[SHEET] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    grids, findings = reading(parts)
    assert findings == ()
    assert grids == expected


def test_macros_are_refused(reading: Reader, parts: Parts) -> None:
    """A workbook with a macro part, a macro sheet or the type of a macro workbook is refused."""
    only(reading(parts | {"xl/vbaProject.bin": b"\0"}), "DT113")
    only(reading(parts | {"xl/macrosheets/sheet1.xml": b"<a/>"}), "DT113")
    usual = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
    types = parts[TYPES].replace(usual, b"ms-excel.sheet.macroEnabled.main")
    only(reading(parts | {TYPES: types}, "table.xlsm"), "DT113")
    rels = parts["xl/_rels/workbook.xml.rels"].replace(b"relationships/worksheet", b"relationships/xlMacrosheet")
    only(reading(parts | {"xl/_rels/workbook.xml.rels": rels}), "DT113")


def test_links_to_other_workbooks_are_refused(reading: Reader, parts: Parts) -> None:
    """A workbook that draws on another file or a database is refused, by its parts or by its own list of links."""
    only(reading(parts | {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "DT111")
    only(reading(parts | {"xl/connections.xml": b"<a/>"}), "DT111")
    links = b"<externalReferences><externalReference/></externalReferences></workbook>"
    listed = parts[WORKBOOK].replace(b"</workbook>", links)
    only(reading(parts | {WORKBOOK: listed}), "DT111")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\evil.xml", "xl//evil.xml", "a\x01b"]
)
def test_names_that_lead_out_are_refused(reading: Reader, parts: Parts, name: str) -> None:
    """A part whose name leads out of the package is refused, although nothing is ever unpacked to disk."""
    only(reading(parts | {name: b"<a/>"}), "DT114")


def test_double_parts_are_refused(reading: Reader, parts: Parts) -> None:
    """Two parts of one name, also if they differ in capitals only, are refused."""
    only(reading(parts | {SHEET.upper(): parts[SHEET]}), "DT114")


def test_rare_compression_and_locked_parts(reading: Reader, parts: Parts, good: bytes) -> None:
    """A compression that no spreadsheet program uses is damage; a part locked by a password is protected."""
    only(reading(rezip(parts, ZIP_LZMA)), "DT108")
    locked = bytearray(good)
    locked[good.index(b"PK\x01\x02") + 8] |= 1
    only(reading(bytes(locked)), "DT107")


def test_missing_place(tmp_path: Path) -> None:
    """A place that is not there is named, whatever characters it has."""
    for place in (tmp_path / "nowhere", tmp_path / "nowhere" / "a.xlsx", Path("bad\0name")):
        only(read(place), "DT101")


def test_folder_without_workbooks(tmp_path: Path) -> None:
    """A folder without workbooks is an error, and its other tables are named."""
    (tmp_path / "notes.txt").write_text("no table")
    only(read(tmp_path), "DT102")
    (tmp_path / "old.xls").write_bytes(OLE)
    assert [found.code for found in read(tmp_path)[1]] == ["DT115", "DT102"]


def test_folder_is_read_in_name_order(tmp_path: Path, good: bytes) -> None:
    """All workbooks of a folder are read by name, without hidden files; a broken one does not stop the others."""
    for name in ("b.xlsx", "A.XLSX", "c.xlsx", ".hidden.xlsx"):
        (tmp_path / name).write_bytes(good)
    (tmp_path / "b.xlsx").write_bytes(good[:500])
    grids, findings = read(tmp_path)
    assert [grid.workbook for grid in grids] == ["A.XLSX", "c.xlsx"]
    assert [(found.code, found.span.workbook) for found in findings] == [("DT108", "b.xlsx")]


def test_open_workbooks_are_named(tmp_path: Path, good: bytes) -> None:
    """The lock files of Excel and LibreOffice are no workbooks, but say which one is open."""
    for name in ("route.xlsx", "monitoring.xlsx"):
        (tmp_path / name).write_bytes(good)
    for name in ("~$route.xlsx", "~$nitoring.xlsx", ".~lock.route.xlsx#", ".~lock.gone.xlsx#"):
        (tmp_path / name).write_bytes(b"x")
    findings = read(tmp_path)[1]
    assert {found.code for found in findings} == {"DT116"}
    told = [(found.span.workbook, dict(found.details)["program"]) for found in findings]
    assert sorted(told) == [("monitoring.xlsx", "Excel"), ("route.xlsx", "Excel"), ("route.xlsx", "LibreOffice")]


@pytest.mark.parametrize("name", ["a.xls", "a.XLSM", "a.ods", "a.csv", "a.xlsb", "a.tsv"])
def test_other_tables_are_named(tmp_path: Path, good: bytes, name: str) -> None:
    """A table of another kind in the folder is never passed over in silence."""
    (tmp_path / "route.xlsx").write_bytes(good)
    (tmp_path / name).write_bytes(b"x")
    grids, findings = read(tmp_path)
    assert len(grids) == 1
    assert [(found.code, found.span.workbook) for found in findings] == [("DT115", name)]


def test_files_that_cannot_be_opened(tmp_path: Path, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a dangling link, a pipe or a forbidden file with a workbook's name is a finding."""
    (tmp_path / "a.xlsx").mkdir()
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "c.xlsx")
    (tmp_path / "d.xlsx").write_bytes(good)
    monkeypatch.setattr(Path, "open", forbidden)
    grids, findings = read(tmp_path)
    assert grids == ()
    assert [(found.code, found.span.workbook) for found in findings] == [
        ("DT103", f"{letter}.xlsx") for letter in "abcd"
    ]
    monkeypatch.setattr(Path, "iterdir", forbidden)
    only(read(tmp_path), "DT103")


def forbidden(*_arguments: object) -> None:
    """Refuse as the operating system does."""
    raise PermissionError


def test_catalogue_has_the_readers_codes() -> None:
    """DT101 to DT129 are there, in sentences without the words of programmers."""
    entries = [entry for code, entry in catalogue().items() if "DT101" <= code <= "DT129"]
    assert [entry.code for entry in entries] == [f"DT{number}" for number in range(101, 130)]
    for entry in entries:
        assert entry.severity in Severity
        words = f"{entry.title} {entry.meaning} {entry.mend}".casefold()
        for word in ("illegal", "token", "parse", "null", "exception", "enum", "schema", "invalid"):
            assert word not in words
