"""A workbook file as the parts it is packed from: which part is which sheet, and what refers to what."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION_ID = re.compile(r"\{[^}]*/relationships\}id")
_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
# The oldest date a zip can hold, and the rights that openpyxl gives: the same content gives the same bytes.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_RIGHTS: Final = 0o600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A reference from one part to another. `kind` is the last word of its type: `worksheet`, `drawing`, `comments`."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a workbook that was found safe by the reader."""

    content: dict[str, bytes]

    @classmethod
    def of(cls, file: bytes) -> Parts:
        """Take a workbook file apart."""
        with ZipFile(BytesIO(file)) as archive:
            return cls(content={one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()})

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return what a part refers to; the package itself is the part ''."""
        folder, name = posixpath.split(part)
        stored = self.content.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if stored is None:
            return ()
        return tuple(
            Relation(
                id=one.get("Id", ""),
                kind=posixpath.basename(one.get("Type", "")),
                type=one.get("Type", ""),
                target=_target(folder, one.get("Target", "")),
                external=one.get("TargetMode") == "External",
            )
            for one in root(stored)
        )

    @cached_property
    def main(self) -> str:
        """Return the name of the part that is the workbook."""
        return next(one.target for one in self.relations("") if one.kind == "officeDocument")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the part of each worksheet, by the sheet's name."""
        targets = {one.id: one for one in self.relations(self.main)}
        listed = root(self.content[self.main]).iter(f"{{{MAIN}}}sheet")
        found = {one.get("name", ""): targets[relation_id(one)] for one in listed if relation_id(one) in targets}
        return {name: relation.target for name, relation in found.items() if relation.kind == "worksheet"}

    def file(self) -> bytes:
        """Pack the parts into a file; the same parts always give the same bytes."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self.content, key=lambda name: (name not in _FIRST_PARTS, name)):
                entry = ZipInfo(name, date_time=_DATE)
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = _RIGHTS
                archive.writestr(entry, self.content[name])
        return packed.getvalue()


def root(content: bytes) -> Element:
    """Return a part's XML. The reader has refused document types, so nothing in it can be expanded."""
    return fromstring(content)  # noqa: S314


def local(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]


def relation_id(element: Element) -> str:
    """Return the reference that an element makes, empty where it makes none."""
    return next((value for name, value in element.attrib.items() if _RELATION_ID.fullmatch(name)), "")


def _target(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
