"""A copy of the workbooks with the findings in it: cells coloured, a note at each, and a list as the first sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from b12dt.annotate.book import Marked, list_alone, mark
from b12dt.annotate.folder import AnnotateError, prepare, write
from b12dt.diagnostics import Finding

__all__ = ["AnnotateError", "annotate"]

Steps = Callable[[list[Path]], Iterable[Path]]
"""Hands the workbooks on one by one, and may show how far the work is."""


def annotate(
    place: Path, findings: Iterable[Finding], out: Path, *, steps: Steps = lambda paths: paths
) -> tuple[Path, ...]:
    """Copy a folder of workbooks, or one workbook, into the folder `out`, with its findings marked; return the copies.

    A workbook without findings is copied as it is. What belongs to no workbook that could be marked is listed in a
    workbook of its own, `Findings.xlsx`. The workbooks themselves are only read.

    Raises: AnnotateError where `out` cannot be used, OSError where a copy cannot be written.
    """
    earlier = prepare(place, out)
    workbooks = _workbooks(place)
    told = list(dict.fromkeys(findings))
    copies: dict[str, bytes] = {}
    unmarked: dict[str, str] = {}
    for path in steps(workbooks):
        made = _copy(path, told)
        if made.content is not None:
            copies[path.name] = made.content
        if made.refused:
            unmarked[path.name] = made.refused
    listed = {path.name for path in workbooks} - unmarked.keys()
    left = [one for one in told if one.span.workbook not in listed]
    if left or unmarked:
        # A file of this name beside the workbooks is theirs, and keeps it.
        copies[_free_name("Findings", copies)] = list_alone(left, unmarked)
    return write(out, copies, earlier)


def _workbooks(place: Path) -> list[Path]:
    """Return the workbooks that `read` reads."""
    try:
        paths = list(place.iterdir()) if place.is_dir() else [place]
    except OSError:
        return []
    shown = [path for path in paths if not path.name.startswith((".", "~$")) and path.name.casefold().endswith(".xlsx")]
    return sorted((path for path in shown if path.is_file()), key=lambda path: (path.name.casefold(), path.name))


def _copy(path: Path, findings: list[Finding]) -> Marked:
    """Return a workbook's copy: as it is where nothing was found in it, else marked."""
    try:
        content = path.read_bytes()
    except OSError:
        return Marked(content=None, refused="It cannot be opened, so it was not copied.")
    own = [one for one in findings if path.name in {place.workbook for place in (one.span, *one.related)}]
    return mark(path.name, content, own) if own else Marked(content=content)


def _free_name(name: str, taken: Iterable[str]) -> str:
    used = {one.casefold() for one in taken}
    names = (f"{name}{number or ''}.xlsx" for number in ("", *range(2, len(used) + 3)))
    return next(one for one in names if one.casefold() not in used)
