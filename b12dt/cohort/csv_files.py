"""CSV files as people save them: what would garble a text, swallow a row or leave a column without a name. Standard library only."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from b12dt.cohort.file_kinds import FileError

_LARGEST = 1 << 30
_SAVE = 'save it as "CSV UTF-8"'
_UTF_16 = f"its text seems to be in UTF-16: {_SAVE}"
_OTHERS = {
    codecs.BOM_UTF16_LE: _UTF_16,
    codecs.BOM_UTF16_BE: _UTF_16,
    b"\x1f\x8b": "it is packed (gzip): unpack it first",
    b"PK\x03\x04": "it is packed (zip) or a workbook: unpack it first, or let its name end in .xlsx",
    b"PAR1": "it is a Parquet file: let its name end in .parquet",
    b"ARROW1": "it is an Arrow file: let its name end in .arrow",
}
"""How files begin that are no text in UTF-8, and what to do about them."""


class Titles(NamedTuple):
    """The titles of a CSV file; the lines on which nothing stands, which are no rows where there are several columns."""

    titles: list[str]
    blank: list[int]


def csv_titles(path: Path) -> Titles:
    """Return the titles of a CSV file that can be read: in UTF-8, each quote closed. Raises: FileError; OSError."""
    quotes, blank = _check_signs(path)
    with any_length():
        if quotes:
            blank = _check_quotes(path)
        with path.open(encoding="utf-8-sig", newline="") as text:
            titles = next(csv.reader(text), list[str]())
    check_titles(path, [(title, f"column {place}") for place, title in enumerate(titles, start=1)])
    return Titles(titles, blank if len(titles) != 1 else [])


def check_titles(path: Path, titles: list[tuple[str, str]]) -> None:
    """Make sure that no more than one column, the index of a frame, is without a title. Raises: FileError."""
    without = [place for title, place in titles if not title]
    if len(without) > 1:
        raise FileError(
            f"{path} cannot be read: there is no title in {', '.join(without)}. Name or remove these columns."
        )


@contextmanager
def any_length() -> Generator[None]:
    """Let cells be of any length meanwhile."""
    before = csv.field_size_limit(_LARGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _check_signs(path: Path) -> tuple[bool, list[int]]:
    """Make sure that a file is a text in UTF-8. Return whether a line leaves a quote open; the empty lines. Raises: FileError."""
    open_quote = False
    blank: list[int] = []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1:
                other = next((said for sign, said in _OTHERS.items() if line.startswith(sign)), "")
                if other or b"\0" in line:
                    raise FileError(f"{path} cannot be read: {other or _UTF_16}.")
            try:
                line.decode()
            except UnicodeDecodeError as error:
                raise FileError(
                    f"{path} cannot be read: its text is not in UTF-8 on line {number}: {_SAVE}."
                ) from error
            open_quote = open_quote or bool(line.count(b'"') % 2)
            if line in (b"\n", b"\r\n"):
                blank.append(number)
    return open_quote, blank


def _check_quotes(path: Path) -> list[int]:
    """Make sure that no quote swallows the rows below it. Return the empty lines between rows. Raises: FileError."""
    begin = 1
    blank: list[int] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text, strict=True)
            for row in rows:
                begin = rows.line_num + 1
                if not row:
                    blank.append(rows.line_num)
    except csv.Error as error:
        raise FileError(
            f"{path} cannot be read: a quote is not closed in the row that begins on line {begin}."
        ) from error
    return blank
