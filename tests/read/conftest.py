"""Workbooks for the tests of the reader: good ones from openpyxl, awkward ones with parts written by hand."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from b12dt.catalogue import title
from b12dt.diagnostics import Finding
from b12dt.read import Grid, read
from tests.support.zips import Parts, rezip, unzip

Reading = tuple[tuple[Grid, ...], tuple[Finding, ...]]

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def save(workbook: Workbook) -> bytes:
    """Return a workbook as openpyxl writes it."""
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.fixture(scope="session")
def good() -> bytes:
    """Return a good small workbook: one sheet, `Route`, with two texts and a number."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Route"
    sheet["B2"], sheet["C2"], sheet["B3"] = "Rule ID", 25, "im, oral"
    return save(workbook)


@pytest.fixture
def parts(good: bytes) -> Parts:
    """Return the parts of a good small workbook, to be spoilt."""
    return unzip(good)


@pytest.fixture(scope="session")
def taken_apart() -> Callable[[Workbook], Parts]:
    """Return a function that takes a workbook apart."""
    return lambda workbook: unzip(save(workbook))


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function that reads bytes, parts or a workbook, and checks that each finding can be told."""

    def read_it(what: bytes | Parts | Workbook, name: str = "table.xlsx") -> Reading:
        content = save(what) if isinstance(what, Workbook) else what
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else rezip(content))
        grids, findings = read(tmp_path / name)
        assert_tellable(findings)
        return grids, findings

    return read_it


@pytest.fixture
def reading_cells(parts: Parts, reading: Callable[..., Reading]) -> Callable[[str], Reading]:
    """Return a function that reads a sheet of which the XML inside `<worksheet>` is given."""

    def read_it(xml: str) -> Reading:
        parts[SHEET] = f'<worksheet xmlns="{MAIN}">{xml}</worksheet>'.encode()
        return reading(parts)

    return read_it


def assert_tellable(findings: tuple[Finding, ...]) -> None:
    """Fail unless every finding has its words in the catalogue, with all gaps filled."""
    for found in findings:
        assert title(found)
        assert "{" not in title(found)
