"""Read the workbooks: from files to grids of texts with addresses. The only stage that knows Excel.

`read` takes a folder or one workbook. A workbook that cannot be read is a finding and does not stop the others.
"""

from __future__ import annotations

from pathlib import Path

from b12dt.diagnostics import Finding, Span, finding
from b12dt.kept import Kept
from b12dt.read.fingerprint import fingerprint
from b12dt.read.grid import Cell, Grid
from b12dt.read.workbook import read_content, read_workbook

__all__ = ["Cell", "Grid", "fingerprint", "read", "read_content", "read_workbook"]

_WORKBOOK = ".xlsx"
# Files that may hold a part of the guideline, and that b12dt does not read.
_OTHER_TABLES = (
    *(".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".xlam", ".xlw"),
    *(".ods", ".ots", ".fods", ".numbers", ".csv", ".tsv", ".tab"),
)
_EXCEL_LOCK = "~$"
_LIBREOFFICE_LOCK = ".~lock."


def read(place: Path, kept: Kept | None = None) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Read a workbook, or all workbooks of a folder in the order of their names.

    Diagnostics: DT101, DT102, DT115 and DT116 on the folder, and those of each workbook.
    """
    span = Span(workbook=place.name or str(place))
    try:
        is_folder = place.is_dir()
        if not is_folder:
            place.lstat()
            return read_workbook(place, kept)
        names = sorted((entry.name for entry in place.iterdir()), key=lambda name: (name.casefold(), name))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        # ValueError: the name holds a character that no file name can hold.
        return (), (finding("DT101", span, read=str(place)),)
    except OSError as error:
        return (), (finding("DT103", span, reason=type(error).__name__),)
    return _read_folder(place, span, names, kept)


def _read_folder(
    place: Path, span: Span, names: list[str], kept: Kept | None
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    shown = [name for name in names if not name.startswith((".", _EXCEL_LOCK))]
    workbooks = [name for name in shown if name.casefold().endswith(_WORKBOOK)]
    findings = [found for name in names if (found := _beside(name, workbooks))]
    if not workbooks:
        findings.append(finding("DT102", span, read=str(place)))
    grids: list[Grid] = []
    for name in workbooks:
        read_grids, found = read_workbook(place / name, kept)
        grids += read_grids
        findings += found
    return tuple(grids), tuple(findings)


def _beside(name: str, workbooks: list[str]) -> Finding | None:
    """Return what there is to say of a file that is not read; None where it is nobody's concern."""
    if name.startswith(_LIBREOFFICE_LOCK):
        opened = name.removeprefix(_LIBREOFFICE_LOCK).removesuffix("#")
        return _open_now(opened, "LibreOffice") if opened in workbooks else None
    if name.startswith(_EXCEL_LOCK):
        rest = name.removeprefix(_EXCEL_LOCK)
        # Excel puts its two characters before a short name, and in place of the first two of a long one.
        opened = next((workbook for workbook in workbooks if rest in {workbook, workbook[2:]}), rest)
        return _open_now(opened, "Excel")
    if not name.startswith(".") and name.casefold().endswith(_OTHER_TABLES):
        return finding("DT115", Span(workbook=name))
    return None


def _open_now(workbook: str, program: str) -> Finding:
    return finding("DT116", Span(workbook=workbook), program=program)
