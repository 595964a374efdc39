"""One workbook with its findings marked: opened safely, marked, listed, saved; what the copy lacks is said in it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl import Workbook

from b12dt.annotate.listing import add_listing
from b12dt.annotate.losses import losses
from b12dt.annotate.marks import fit_comments, mark_cells
from b12dt.diagnostics import Finding
from b12dt.read.office import DamagedError, load
from b12dt.read.package import MEGABYTE, Package, unpack
from b12dt.read.workbook import LARGEST_MERGED_AREA, MOST_MERGED_CELLS

LARGEST_MARKED: Final = 32 * MEGABYTE
"""Bytes of XML. openpyxl makes an object of every cell, a hundred times the size of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A workbook's copy, None where there can be none; `refused` says why it bears no marks."""

    content: bytes | None
    refused: str = ""


def mark(name: str, content: bytes, findings: Sequence[Finding]) -> Marked:
    """Return a workbook with its findings marked and listed; as it is where it cannot be opened."""
    package, _ = unpack(name, content)
    if package is None:
        return Marked(content=content, refused="It cannot be opened, so its copy bears no marks.")
    if _too_large(package):
        return Marked(content=content, refused="It is too large to be marked, so its copy bears no marks.")
    parts = _parts(content) | package.parts
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out; the losses are found by comparison and told on the sheet.
            warnings.simplefilter("ignore")
            return Marked(content=_mark(parts, name, findings))
    except Exception:  # noqa: BLE001 - openpyxl gives up a workbook for a picture or a list it dislikes, in its own ways
        return Marked(
            content=content, refused="Something in it cannot be copied piece by piece, so its copy bears no marks."
        )


def list_alone(findings: Sequence[Finding], unmarked: Mapping[str, str]) -> bytes:
    """Return a workbook of nothing but the list: what was found in workbooks that bear no marks, or outside of any."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    notes = [f"{name}: {reason}" for name, reason in sorted(unmarked.items())]
    add_listing(workbook, "", findings, notes)
    return _saved(workbook)


def _mark(parts: Mapping[str, bytes], name: str, findings: Sequence[Finding]) -> bytes:
    copy = _with_notes(parts, name, findings, [])
    # Only a copy shows what it lacks; most lack nothing and are made once.
    notes = losses(parts, _parts(copy))
    return _with_notes(parts, name, findings, notes) if notes else copy


def _with_notes(parts: Mapping[str, bytes], name: str, findings: Sequence[Finding], notes: Sequence[str]) -> bytes:
    workbook = _opened(parts)
    for sheet in workbook.worksheets:
        mark_cells(sheet, name, findings)
        fit_comments(sheet)
    add_listing(workbook, name, findings, notes)
    return _saved(workbook)


def _opened(parts: Mapping[str, bytes]) -> Workbook:
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return openpyxl.load_workbook(archive, rich_text=True, keep_links=False)


def _saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    """Return all parts of a workbook; only called on content that `unpack` found safe, or that was made here."""
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def _too_large(package: Package) -> bool:
    """Tell whether openpyxl would make millions of cells of it: it makes one of each cell of a merged area."""
    if sum(len(part) for part in package.parts.values()) > LARGEST_MARKED:
        return True
    try:
        book = load(package)
    except DamagedError:
        return False
    sizes = [
        (last_row - row + 1) * (last_column - column + 1)
        for sheet in book.sheets
        for row, column, last_row, last_column in sheet.merged
    ]
    return max(sizes, default=0) > LARGEST_MERGED_AREA or sum(sizes) > MOST_MERGED_CELLS
