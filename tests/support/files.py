"""What can happen to the file of a workbook: each takes a good workbook and makes something else of it, or beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.chartsheet import Chartsheet

from tests.support.zips import rezip, unzip

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
TYPES = "[Content_Types].xml"


def _with(**parts: bytes) -> Callable[[Path], None]:
    """Return what adds parts to a workbook; `__` in a name stands for `/`, `_dot_` for `.`."""

    def add(book: Path) -> None:
        named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
        book.write_bytes(rezip(unzip(book.read_bytes()) | named))

    return add


def _becomes(content: bytes) -> Callable[[Path], None]:
    def write(book: Path) -> None:
        book.write_bytes(content)

    return write


def _beside(name: str, content: bytes = b"") -> Callable[[Path], None]:
    def write(book: Path) -> None:
        (book.parent / name).write_bytes(content)

    return write


def _changed(pattern: bytes, replacement: bytes, part: str = r"xl/worksheets/sheet\d+\.xml") -> Callable[[Path], None]:
    """Return what changes the first part of a workbook that holds a pattern."""

    def change(book: Path) -> None:
        parts = unzip(book.read_bytes())
        name = next(name for name in parts if re.fullmatch(part, name) and re.search(pattern, parts[name]))
        parts[name] = re.sub(pattern, replacement, parts[name], count=1)
        book.write_bytes(rezip(parts))

    return change


def _directory(book: Path) -> None:
    book.unlink()
    book.mkdir()


def _cut_off(book: Path) -> None:
    content = book.read_bytes()
    book.write_bytes(content[: len(content) // 2])


def _word(book: Path) -> None:
    book.write_bytes(rezip({TYPES: b"<Types/>", "word/document.xml": b"<document/>"}))


def _outside(book: Path) -> None:
    book.write_bytes(rezip(unzip(book.read_bytes()) | {"../autostart.xml": b"<a/>"}))


def _only_charts(book: Path) -> None:
    charts = openpyxl.Workbook()
    charts.remove(charts.worksheets[0])
    charts._sheets.append(Chartsheet(parent=charts, title="Doses"))  # openpyxl wants one worksheet otherwise
    charts.save(book.parent / "charts.xlsx")


def _a_chart(book: Path) -> None:
    guide = openpyxl.load_workbook(book)
    guide.create_chartsheet("Doses")
    guide.save(book)


KINDS: dict[str, Callable[[Path], None]] = {
    "no workbook in the folder": Path.unlink,
    "a folder with the name of the workbook": _directory,
    "an empty file": _becomes(b""),
    "a text file renamed to .xlsx": _becomes(b"Rule ID;Anemia;Route\nR1;yes;tablet\n"),
    "an old workbook (.xls) renamed to .xlsx": _becomes(OLE + bytes(500) + "Workbook".encode("utf-16-le")),
    "a workbook with a password": _becomes(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
    "a workbook that was cut off": _cut_off,
    "a Word document renamed to .xlsx": _word,
    "a picture that unpacks to 200 megabytes": _with(xl__media__image1_dot_png=bytes(200 << 20)),
    "a connection to a database": _with(xl__connections_dot_xml=b"<connections/>"),
    "a document type in a part": _changed(
        rb"\A(<\?xml[^>]*\?>)?", rb'<!DOCTYPE a [<!ENTITY b "c">]>', r"xl/styles\.xml"
    ),
    "macros": _with(xl__vbaProject_dot_bin=b"macros"),
    "a part outside the package": _outside,
    "a CSV file beside the workbook": _beside("route.csv", b"R1,yes,tablet\n"),
    "the workbook is open in Excel": _beside("~$guideline.xlsx"),
    "the workbook is open in LibreOffice": _beside(".~lock.guideline.xlsx#"),
    "a second workbook with nothing but a chart": _only_charts,
    "a chart sheet": _a_chart,
    "the formula has a stored result": _changed(rb"</f><v ?/>|</f><v></v>", rb"</f><v>42</v>"),
    "the cell with LONG holds 40000 characters": _changed(rb">LONG<", b">" + b"long" * 10_000 + b"<"),
}
"""By the words of a document."""
