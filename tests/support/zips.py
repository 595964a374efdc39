"""Workbook files as the parts they are packed from, to be spoilt by hand."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

Parts = dict[str, bytes]
"""The parts of a file by name."""


def unzip(content: bytes) -> Parts:
    """Return the parts of a file."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(parts: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return parts as the bytes of a file."""
    target = BytesIO()
    with ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
