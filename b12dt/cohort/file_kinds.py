"""The kinds of files that hold a cohort, told by the end of a name. Standard library only."""

from __future__ import annotations

from pathlib import Path

PARQUET, ARROW, CSV, XLSX = "parquet", "arrow", "csv", "xlsx"
KINDS = {
    ".parquet": PARQUET,
    ".pq": PARQUET,
    ".arrow": ARROW,
    ".arrows": ARROW,
    ".feather": ARROW,
    ".ipc": ARROW,
    ".csv": CSV,
    ".xlsx": XLSX,
}
WRITTEN = (CSV, XLSX)
"""Kinds of files whose cells are read as texts, the numbers with their digits."""
_INSTEAD = {
    ".gz": "unpack it first",
    ".zip": "unpack it first",
    ".bz2": "unpack it first",
    ".zst": "unpack it first",
    ".xls": "save it as .xlsx",
    ".xlsm": "save it as .xlsx",
    ".xlsb": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".tsv": "save it as .csv, parted by commas",
    ".txt": "save it as .csv, parted by commas",
}


class FileError(Exception):
    """A file that cannot be read or written as a cohort; the message says why in one sentence."""


def kind_of(path: Path) -> str:
    """Return the kind of a file by the end of its name. Raises: FileError."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        instead = _INSTEAD.get(path.suffix.lower())
        raise FileError(
            f"{path} is of no kind that holds a cohort: its name must end in {', '.join(KINDS)}."
            + (f" To use it {instead}." if instead else "")
        )
    return kind
