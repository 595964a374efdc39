"""Put back what openpyxl leaves out and what can be put back whole: pictures, printer settings, formatted comments.

It works on the text that openpyxl writes, whose form is known; what another program wrote is only copied.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import tostring
from xml.sax.saxutils import quoteattr

from b12dt.tidy.parts import MAIN, Parts, Relation, local, root

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "[Content_Types].xml"
_KEPT: Final = {"drawing": "b12dtDrawing", "printerSettings": "b12dtPrinter"}

# In the order that the format asks for, these come after the ignored errors and the drawing.
_AFTER_ERRORS = re.compile(rb"<(?:drawing|legacyDrawing|tableParts|extLst)\b|</worksheet>")
_AFTER_DRAWING = re.compile(rb"<(?:legacyDrawing|tableParts|extLst)\b|</worksheet>")
_ERRORS = re.compile(rb"<ignoredErrors\b.*?</ignoredErrors>", re.DOTALL)
_TEXT_NUMBERS = b'<ignoredErrors><ignoredError sqref="A1:BZ2000" numberStoredAsText="1"/></ignoredErrors>'
_ROW = re.compile(rb'<row r="(\d+)"([^>]*)>')
_STORED_ROW = re.compile(rb"<row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_OWN_HEIGHT = re.compile(rb'\bcustomHeight="(?:1|true)"')
_COMMENT = re.compile(rb'(<comment ref="([A-Z]+[0-9]+)"[^>]*>)(.*?)(</comment>)', re.DOTALL)
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)([^<]*)")
_NO_DATE: Final = b"1980-01-01T00:00:00Z"
_TITLES = re.compile(rb"<(HeadingPairs|TitlesOfParts)>.*?</\1>", re.DOTALL)


def keep(before: Parts, after: Parts, known: Mapping[str, int]) -> bytes:
    """Return the file that openpyxl saved (`after`) with what it left out of `before` put back.

    `known` are the sheets that were tidied, each with the first row whose height follows its content.
    """
    content = dict(after.content)
    types: dict[str, str] = {}
    for name, part in after.sheets.items():
        sheet = content[part]
        old = before.sheets.get(name)
        stored = before.content[old] if old else b""
        sheet = _with_errors(sheet, stored, name in known)
        sheet = _with_heights(sheet, known[name] if name in known else _heights_of_content(stored))
        if old:
            sheet = _with_parts(sheet, part, before, old, content, types)
            _restore_comments(before, old, after, part, content)
        content[part] = sheet
    content[_TYPES] = _with_types(content[_TYPES], types)
    _restore_properties(before, content)
    return Parts(content=content).file()


def _with_errors(sheet: bytes, stored: bytes, known: bool) -> bytes:
    """Keep the green corners switched off: numbers are kept as text on purpose."""
    old = _ERRORS.search(stored)
    text = old[0] if old else _TEXT_NUMBERS if known else b""
    place = _AFTER_ERRORS.search(sheet)
    return sheet[: place.start()] + text + sheet[place.start() :] if place and text else sheet


def _heights_of_content(stored: bytes) -> frozenset[int]:
    """Return the rows whose stored height is not a command, so that it will not become one."""
    rows = (row[1] for row in _STORED_ROW.finditer(stored))
    return frozenset(int(number[1]) for row in rows if not _OWN_HEIGHT.search(row) and (number := _NUMBER.search(row)))


def _with_heights(sheet: bytes, follows: int | Container[int]) -> bytes:
    """Make the height of rows a start, not a command: Excel and LibreOffice fit them again after an edit."""

    def row(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        free = number >= follows if isinstance(follows, int) else number in follows
        return found[0].replace(b' customHeight="1"', b"") if free else found[0]

    return _ROW.sub(row, sheet)


def _with_parts(
    sheet: bytes, part: str, before: Parts, old: str, content: dict[str, bytes], types: dict[str, str]
) -> bytes:
    """Hang pictures and printer settings on the sheet again, byte for byte."""
    kept = [one for one in before.relations(old) if one.kind in _KEPT and not one.external and _holds(before, one)]
    for relation in kept:
        name = _KEPT[relation.kind].encode()
        if relation.kind == "drawing":
            place = _AFTER_DRAWING.search(sheet)
            element = b'<drawing xmlns:r="%b" r:id="%b"/>' % (_RELATIONS.encode(), name)
            sheet = sheet[: place.start()] + element + sheet[place.start() :] if place else sheet
        else:
            reference = b'<pageSetup xmlns:r="%b" r:id="%b"' % (_RELATIONS.encode(), name)
            sheet = sheet.replace(b"<pageSetup", reference, 1)
        _copy(before, relation.target, content, types)
    _add_relations(content, part, kept)
    return sheet


def _holds(parts: Parts, relation: Relation) -> bool:
    """Tell whether a part is worth keeping: LibreOffice writes a drawing with nothing in it beside each comment."""
    return relation.kind != "drawing" or len(root(parts.content[relation.target])) > 0


def _copy(before: Parts, part: str, content: dict[str, bytes], types: dict[str, str]) -> None:
    """Copy a part and all it refers to, under their own names."""
    if part in content and content[part] == before.content.get(part):
        return
    content[part] = before.content[part]
    types[part] = _type_of(before, part)
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in before.content:
        content[relations] = before.content[relations]
        for relation in before.relations(part):
            if not relation.external:
                _copy(before, relation.target, content, types)


def _type_of(parts: Parts, part: str) -> str:
    """Return a part's content type: its own, or that of its name's ending."""
    ending = part.rpartition(".")[2].casefold()
    by_ending = ""
    for one in root(parts.content[_TYPES]):
        if one.get("PartName", "").lstrip("/") == part:
            return one.get("ContentType", "")
        if one.get("Extension", "").casefold() == ending:
            by_ending = one.get("ContentType", "")
    return by_ending


def _with_types(stored: bytes, types: Mapping[str, str]) -> bytes:
    own = "".join(
        f"<Override PartName={quoteattr('/' + part)} ContentType={quoteattr(kind)}/>"
        for part, kind in sorted(types.items())
    )
    return stored.replace(b"</Types>", own.encode() + b"</Types>")


def _add_relations(content: dict[str, bytes], part: str, kept: Iterable[Relation]) -> None:
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    added = "".join(
        f'<Relationship Id="{_KEPT[one.kind]}" Type={quoteattr(one.type)} Target={quoteattr("/" + one.target)}/>'
        for one in kept
    )
    if added:
        empty = f'<Relationships xmlns="{_PACKAGE_RELATIONS}"></Relationships>'.encode()
        stored = content.get(place, empty).replace(b'<Relationships xmlns="%b" />' % _PACKAGE_RELATIONS.encode(), empty)
        content[place] = stored.replace(b"</Relationships>", added.encode() + b"</Relationships>")


def _restore_comments(before: Parts, old: str, after: Parts, part: str, content: dict[str, bytes]) -> None:
    """Give comments that say the same their formatting again, such as their author's name in bold."""
    stored: dict[str, tuple[str, bytes]] = {}
    for relation in before.relations(old):
        if relation.kind == "comments":
            for one in root(before.content[relation.target]).iter(f"{{{MAIN}}}comment"):
                text = one.find(f"{{{MAIN}}}text")
                if text is not None:
                    # The prefix is ElementTree's own and is declared in the element itself.
                    stored[one.get("ref", "")] = ("".join(text.itertext()), tostring(text))

    def comment(found: re.Match[bytes]) -> bytes:
        own = stored.get(found[2].decode())
        said = "".join(root(b'<x xmlns="%b">%b</x>' % (MAIN.encode(), found[3])).itertext())
        return found[1] + own[1] + found[4] if own and own[0] == said else found[0]

    for relation in after.relations(part):
        if relation.kind == "comments":
            content[relation.target] = _COMMENT.sub(comment, content[relation.target])


def _restore_properties(before: Parts, content: dict[str, bytes]) -> None:
    """Keep the dates and the program that the file had: the same content gives the same bytes on any day."""
    stored = {one.kind: before.content.get(one.target, b"") for one in before.relations("")}
    core, app = "docProps/core.xml", "docProps/app.xml"
    if core in content:
        held = stored.get("core-properties", b"")
        dates = {local(one.tag): (one.text or "").encode() for one in root(held)} if held else {}
        content[core] = _STAMP.sub(lambda found: found[1] + dates.get(found[2].decode(), _NO_DATE), content[core])
    if app in content and stored.get("extended-properties"):
        # The names of the sheets may have changed; Excel writes them anew.
        content[app] = _TITLES.sub(b"", stored["extended-properties"])
