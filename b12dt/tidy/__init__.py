"""Tidy workbooks without changing what they mean: spelling, dropdowns, notes, colours, widths, covers, new rule IDs.

Nothing is written unless everything can be: openpyxl must be able to keep all that is in a workbook, and the tidied
workbooks must mean what they meant before. Tidying twice is the same as tidying once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity, Span, finding
from b12dt.read import Grid, read
from b12dt.recognise import recognise
from b12dt.tidy.change import Change
from b12dt.tidy.ids import new_ids, with_ids
from b12dt.tidy.meaning import meaning, same_meaning
from b12dt.tidy.told import told
from b12dt.tidy.workbook import Context, tidy_workbook
from b12dt.tidy.write import write_all

__all__ = ["Change", "tidy", "told"]

OPEN_NOW, STILL_OPEN = "DT116", "DT806"
_NEEDED = {"Inputs", "Outputs", "Values"}


def tidy(
    place: Path, out: Path | None = None, *, preview: bool = False
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """Tidy the workbooks of a folder, or one workbook, and return what was changed.

    `out` is a folder to write to; without one, the workbooks are written where they are, and only those that change.
    With `preview` nothing is written. With an error among the findings nothing is written either, and nothing was
    changed. One workbook is understood with the dictionary beside it.

    Diagnostics: the errors of reading and resolving; DT801 to DT808.
    """
    folder = _context(place)
    grids, found = read(folder)
    open_now = {one.span.workbook for one in found if one.code == OPEN_NOW}
    if errors := _errors(found):
        return (), errors
    sheets, found = recognise(grids)
    if errors := _errors(found):
        return (), errors
    new, found = new_ids(sheets)
    if errors := _errors(found):
        return (), errors
    grids = with_ids(grids, new)
    sheets, _ = recognise(grids)
    guideline, found = meaning(sheets, grids, folder.name)
    if guideline is None:
        return (), _errors(found)
    paths = _paths(place, grids)
    changes, files, found = _tidy_all(paths, Context.of(sheets, guideline, grids, new))
    if found:
        return (), found
    problems = same_meaning(grids, {path.name: files[path] for path in paths}, guideline, changes)
    if not problems and not preview:
        changed = {one.workbook for one in changes}
        problems = _still_open(changed & open_now) if out is None else ()
        problems = problems or _write(paths, files, changed, out)
    return (() if problems else changes), problems


def _context(place: Path) -> Path:
    """Return the folder that says what a workbook means: itself if it brings its dictionary, else the one it lies in."""
    if place.is_dir() or not place.exists():
        return place
    sheets, _ = recognise(read(place)[0])
    kinds = {getattr(sheet, "kind", "") for sheet in sheets}
    return place if kinds >= _NEEDED else place.absolute().parent


def _paths(place: Path, grids: Iterable[Grid]) -> tuple[Path, ...]:
    """Return the workbooks to tidy."""
    if not place.is_dir():
        return (place,)
    return tuple(place / name for name in dict.fromkeys(grid.workbook for grid in grids))


def _errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in found if severity(one) is Severity.ERROR)


def _tidy_all(
    paths: Iterable[Path], context: Context
) -> tuple[tuple[Change, ...], dict[Path, bytes], tuple[Finding, ...]]:
    """Return the changes and the tidied content of all workbooks, and what stands in the way."""
    changes: list[Change] = []
    files: dict[Path, bytes] = {}
    found: list[Finding] = []
    for path in paths:
        made, file, problems = tidy_workbook(path.name, path.read_bytes(), context)
        changes += made
        found += problems
        files[path] = file
    return tuple(changes), files, tuple(found)


def _still_open(workbooks: Iterable[str]) -> tuple[Finding, ...]:
    """Refuse to write under the hands of somebody who has a workbook open."""
    return tuple(finding(STILL_OPEN, Span(workbook=name)) for name in sorted(workbooks))


def _write(
    paths: Iterable[Path], files: Mapping[Path, bytes], changed: set[str], out: Path | None
) -> tuple[Finding, ...]:
    if out is None:
        return write_all({path.resolve(): files[path] for path in paths if path.name in changed})
    return write_all({out / path.name: files[path] for path in paths}, folder=out)
