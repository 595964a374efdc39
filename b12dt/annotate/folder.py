"""The folder of the copies: never the workbooks' own, never one with somebody's files, each copy written whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from b12dt.staging import READABLE, write_whole

MARKER: Final = "made-by-b12dt.txt"
"""The small file by which a folder is known as made by `annotate`."""

_OPENING = """\
This folder was made by b12dt: copies of workbooks with its findings marked. Each new check writes the copies anew, so
correct the workbooks themselves. The lines below tell b12dt which files it made, and whether somebody changed them.
"""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")

Made = frozenset[tuple[str, str]]
"""The names and checksums of files that `annotate` made."""


class AnnotateError(Exception):
    """The copies cannot be put where they were asked for; the message says why in one sentence."""


def prepare(place: Path, out: Path) -> Made:
    """Return what an earlier run left in `out`, after making sure that nothing else would be touched there.

    Raises: AnnotateError.
    """
    home, target = place.resolve(), out.resolve()
    if target == home or home in target.parents or (home.is_file() and target == home.parent):
        raise AnnotateError(f"{out} holds the workbooks themselves; name another folder for the marked copies.")
    if not out.exists():
        return frozenset()
    if not out.is_dir():
        raise AnnotateError(f"{out} is a file; name a folder for the marked copies.")
    made = _made(out)
    if made is None:
        if any(out.iterdir()):
            raise AnnotateError(
                f"{out} holds other files already; name a new or an empty folder for the marked copies."
            )
        return frozenset()
    names = {name for name, _ in made}
    for path in sorted(out.iterdir()):
        if path.name in names and path.is_file() and (path.name, _checksum(path.read_bytes())) not in made:
            raise AnnotateError(f"{path} was changed since b12dt made it; move it elsewhere, so that nothing is lost.")
    return made


def write(out: Path, copies: Mapping[str, bytes], earlier: Made) -> tuple[Path, ...]:
    """Write the copies, each whole or not at all, and take away those of an earlier run that are not made any more.

    Raises: OSError, AnnotateError where a file of somebody else bears the name of a copy.
    """
    out.mkdir(parents=True, exist_ok=True)
    ours = {name for name, _ in earlier}
    for name in copies:
        if name not in ours and (out / name).exists():
            raise AnnotateError(f"{out / name} was not made by b12dt; move it elsewhere, so that nothing is lost.")
    made = frozenset((name, _checksum(content)) for name, content in copies.items())
    # Both the old and the new are ours until all are written: a run that is cut short can then be repeated.
    _write_marker(out, earlier | made)
    for name, content in copies.items():
        write_whole(out / name, content, mode=READABLE)
    for name in ours - copies.keys():
        (out / name).unlink(missing_ok=True)
    _write_marker(out, made)
    return tuple(out / name for name in copies)


def _made(out: Path) -> Made | None:
    """Return what the marker tells; None where there is none."""
    try:
        text = (out / MARKER).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if not text.startswith(_OPENING):
        return None
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    # A name with a folder in it would lead out of this one.
    return frozenset((line[2], line[1]) for line in found if line and Path(line[2]).name == line[2])


def _write_marker(out: Path, made: Made) -> None:
    lines = "".join(f"{checksum}  {name}\n" for name, checksum in sorted(made))
    write_whole(out / MARKER, f"{_OPENING}\n{lines}".encode(), mode=READABLE)


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
