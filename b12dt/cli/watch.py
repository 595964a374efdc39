"""Check again whenever a workbook is saved.

Polled, not told by the operating system: that says nothing of a file that a colleague saves on a network share, and
Excel and LibreOffice save in bursts of temporary files that would have to be waited out all the same. Looking at ten
files costs a tenth of a millisecond, and no library.
"""

from __future__ import annotations

import gc
import stat
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import is_zipfile

SETTLE_S: Final = 0.1
"""Seconds for which nothing may change before a save counts as done."""
PATIENCE_S: Final = 1.0
"""Seconds that a file that vanished, or is not whole, has to come back: on a network share Excel's saving takes as long."""
STOPPED: Final = 130
"""The exit code of a command that is stopped before its first check has ended."""

_WORKBOOK = ".xlsx"
_BESIDE = (".", "~$")
"""How the lock and temporary files of LibreOffice and Excel begin."""

Files = Mapping[str, tuple[int, int]]
"""Size and time of the last change of each workbook, by name."""


def watch(
    place: Path,
    once: Callable[[], int],
    *,
    tell: Callable[[str], None],
    stop: Callable[[], bool],
    interval_s: float = 0.1,
    wait: Callable[[float], None] = time.sleep,
) -> int:
    """Check with `once`, and again after each save, until `stop` says so or Ctrl-C; return the last exit code."""
    code = STOPPED
    try:
        seen = look(place)
        code = once()
        tell(f"Watching {place}. Save a workbook and it is checked again; Ctrl-C ends.")
        while not stop():
            wait(interval_s)
            if look(place) == seen:
                continue
            # What is saved while the check runs differs from `found`, and is met on the next round.
            found = _settled(place, seen, stop, wait)
            changes = _changes(seen, found)
            seen = found
            if changes:
                tell(f"{datetime.now().astimezone():%H:%M:%S}  {changes}")
                code = once()
    except KeyboardInterrupt:
        pass
    return code


def look(place: Path) -> Files:
    """Return the workbooks of a folder, or the one file; what is not there, or cannot be seen, is left out."""
    try:
        paths = [path for path in place.iterdir() if _is_workbook(path.name)] if place.is_dir() else [place]
    except OSError:
        return {}
    files: dict[str, tuple[int, int]] = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            files[path.name] = (status.st_size, status.st_mtime_ns)
    return files


def _is_workbook(name: str) -> bool:
    return name.casefold().endswith(_WORKBOOK) and not name.startswith(_BESIDE)


def _settled(place: Path, seen: Files, stop: Callable[[], bool], wait: Callable[[float], None]) -> Files:
    """Return the files once nothing changes any more; give one that is gone or half written some time to come back."""
    quiet = 0.0
    files = look(place)
    while not stop():
        wait(SETTLE_S)
        quiet += SETTLE_S
        now = look(place)
        if now != files:
            files, quiet = now, 0.0
        elif quiet >= PATIENCE_S or (files.keys() >= seen.keys() and _whole(place, seen, files)):
            break
    return files


def _whole(place: Path, seen: Files, files: Files) -> bool:
    """Tell whether the changed workbooks have their end, which is written last."""
    folder = place if place.is_dir() else place.parent
    changed = [name for name in files if files[name] != seen.get(name)]
    return all(is_zipfile(folder / name) for name in changed if _is_workbook(name))


def _changes(seen: Files, files: Files) -> str:
    """Return what changed, as a sentence; empty where all is as before."""
    told = {
        "saved": [name for name in files if name in seen and files[name] != seen[name]],
        "added": [name for name in files if name not in seen],
        "removed": [name for name in seen if name not in files],
    }
    parts = [f"{', '.join(sorted(names))} {what}" for what, names in told.items() if names]
    return "; ".join(parts) + "." if parts else ""


def set_aside() -> None:
    """Have Python look through what is kept once, now that nobody waits, and not in the middle of the next check."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
