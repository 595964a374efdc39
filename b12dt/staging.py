"""Files written whole: each beside its place first, under a name that the reader passes over, and then put there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

READABLE = 0o644


def stage(path: Path, content: bytes, *, mode: int | None = None) -> Path:
    """Write a file beside its place and return where. `mode`: its permissions; else those of the file it is to replace.

    Raises: OSError where that cannot be done; nothing is left behind then.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode if mode is not None else path.stat().st_mode & 0o777 if path.exists() else READABLE)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a file, or leave what is there as it was.

    Raises: OSError.
    """
    beside = stage(path, content, mode=mode)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def written_beside(path: Path) -> Generator[Path]:
    """Give a place beside a file to write to; when that is done what was written takes the file's place.

    Raises: OSError. Whatever is raised meanwhile, what is there stays as it was, and nothing is left behind.
    """
    beside = stage(path, b"")
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
