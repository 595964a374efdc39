"""Small files of patients, written as another program would, and read as one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl


def write_sheet(path: Path, rows: list[list[Any]], *, sheet: str = "Sheet") -> Path:
    """Write a workbook of one sheet with these rows."""
    book: Any = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by their titles."""
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))
