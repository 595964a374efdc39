"""Write files all or none: each is written beside its place first, and only when all are there do they take it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from b12dt.diagnostics import Finding, Span, finding
from b12dt.staging import stage

CANNOT_WRITE = "DT807"


def write_all(files: Mapping[Path, bytes], *, folder: Path | None = None) -> tuple[Finding, ...]:
    """Write the files, or leave all as they were and say which could not be written. `folder` is made if missing.

    Diagnostics: DT807.
    """
    staged: dict[Path, Path] = {}
    replaced: dict[Path, bytes | None] = {}
    path = folder or Path()
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            staged[path] = stage(path, content)
        for path, beside in staged.items():
            held = path.read_bytes() if path.exists() else None
            beside.replace(path)
            replaced[path] = held
    except OSError as error:
        _undo(replaced)
        reason = error.strerror or type(error).__name__
        return (finding(CANNOT_WRITE, Span(workbook=path.name), reason=reason),)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)
    return ()


def _undo(replaced: Mapping[Path, bytes | None]) -> None:
    """Give the files that were replaced already their old content again."""
    for path, held in replaced.items():
        with contextlib.suppress(OSError):
            if held is None:
                path.unlink()
            else:
                stage(path, held).replace(path)
