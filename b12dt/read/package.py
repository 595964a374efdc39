"""Is this file a workbook, and is it safe to open? Decided on its bytes, before openpyxl ever sees them.

A workbook is a zip of XML parts. Each part is inflated here once, within bounds, looked at, and handed on in UTF-8;
nobody after this module opens the file again, so what was checked is what is read.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from b12dt.diagnostics import Finding, Span, finding

MEGABYTE: Final = 1 << 20
LARGEST_FILE: Final = 32 * MEGABYTE
"""Bytes of a file. The guideline's largest workbook has well under one megabyte."""
LARGEST_CONTENT: Final = 128 * MEGABYTE
"""Bytes of all parts together once they are inflated."""
LARGEST_RATIO: Final = 300
"""Inflated to stored bytes, for a part above one megabyte. Even a million empty formatted rows stay below 40."""
MOST_PARTS: Final = 2_000
"""Parts of one workbook."""

_ZIP = b"PK\x03\x04"
_ZIP_WITHOUT_PARTS = b"PK\x05\x06"
_ZIP_ENTRY = b"PK\x01\x02"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_CONTENT_TYPES = "[Content_Types].xml"

_WORKBOOK_TYPE = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml")
_MACRO_TYPE = re.compile(rb"macroEnabled\.main\+xml")
_EXTERNAL_REFERENCE = re.compile(rb"<(?:\w+:)?externalReference\b")
_MACRO_RELATION = re.compile(rb"relationships/(?:vbaProject|xlMacrosheet|xlIntlMacrosheet)\b")
_XML_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")

# What else is a zip of parts, by a part that only it has.
_OTHER_KINDS = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("index/document.iwa", "a document of Apple Numbers, Pages or Keynote"),
    ("content.xml", "an OpenDocument file (.ods, .odt)"),
)

# Strict Open XML differs from what everybody else writes in its namespaces only; openpyxl knows the usual ones.
_STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(spreadsheetml|officeDocument|drawingml)/""")
_USUAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"

# zipfile raises all of these on damaged files: RuntimeError for a locked part, the others for nonsense in its fields.
_ZIPFILE_RAISES = (BadZipFile, EOFError, OSError, OverflowError, RuntimeError, struct.error, ValueError, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The XML parts of a workbook that was found safe: by name, in UTF-8, with the usual namespaces."""

    workbook: str
    parts: dict[str, bytes]

    def archive(self) -> BytesIO:
        """Return the parts as a zip without compression, the form in which openpyxl takes them."""
        target = BytesIO()
        with ZipFile(target, "w", ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return target


class _TypeDeclaredError(Exception):
    """The part declares a document type (DTD), which could define entities or fetch other files."""


def unpack(workbook: str, content: bytes) -> tuple[Package | None, tuple[Finding, ...]]:
    """Take a file's bytes apart into the parts of a workbook, or say why it is refused.

    Diagnostics: DT104 to DT114.
    """
    place = Span(workbook=workbook)
    refused = _not_a_zip(place, content)
    if refused:
        return None, (refused,)
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            refused = _entries_refused(place, entries)
            if refused:
                return None, (refused,)
            parts = _inflate(place, archive, [entry for entry in entries if not entry.is_dir()])
    except _ZIPFILE_RAISES as error:
        return None, (finding("DT108", place, part="", reason=type(error).__name__),)
    if isinstance(parts, Finding):
        return None, (parts,)
    return _judge(place, parts)


def _judge(place: Span, parts: dict[str, bytes]) -> tuple[Package | None, tuple[Finding, ...]]:
    """Look into the parts: a workbook or another kind of document, whole, without links, macros and entities."""
    readable, findings = _readable(place, parts)
    if not findings:
        findings = _kind_refused(place, parts, readable) or _content_refused(place, parts, readable)
    if findings:
        return None, tuple(findings)
    return Package(workbook=place.workbook, parts=readable), ()


def _not_a_zip(place: Span, content: bytes) -> Finding | None:
    """Refuse what does not even begin as a workbook does; tell the frequent cases apart."""
    if not content:
        return finding("DT104", place)
    if content.startswith(_OLE):
        # An old workbook and an encrypted new one are both OLE files; the names of their streams tell which.
        if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
            return finding("DT107", place)
        return finding("DT106", place)
    if content.startswith(_ZIP_WITHOUT_PARTS):
        return finding("DT109", place, kind="an empty archive")
    if not content.startswith(_ZIP):
        return finding("DT105", place)
    # Counted before zipfile builds an object for each of them.
    if content.count(_ZIP_ENTRY) > MOST_PARTS:
        return finding("DT110", place, what="parts", bound=MOST_PARTS)
    return None


def _entries_refused(place: Span, entries: list[ZipInfo]) -> Finding | None:
    """Refuse by the zip's table of contents: names, doubles, locked parts, declared sizes."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _wanders(name):
            return finding("DT114", place, read=ascii(name)[1:-1], problem="outside")
        # Part names are compared without regard to case: two that differ in it only would be one to Excel.
        if name.casefold() in seen:
            return finding("DT114", place, read=name, problem="twice")
        seen.add(name.casefold())
        if entry.flag_bits & 0x1:
            return finding("DT107", place)
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return finding("DT108", place, part=name, reason="compression")
    if sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        return finding("DT110", place, what="megabytes", bound=LARGEST_CONTENT // MEGABYTE)
    return None


def _wanders(name: str) -> bool:
    """Return whether a part's name could lead out of the package, or means different things to different programs."""
    steps = name.rstrip("/").split("/")
    return "\\" in name or ":" in name or not name.isprintable() or any(step in {"", ".", ".."} for step in steps)


def _inflate(place: Span, archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes] | Finding:
    """Inflate the parts, never a byte beyond the bound whatever sizes the zip declares."""
    parts: dict[str, bytes] = {}
    left = LARGEST_CONTENT
    for entry in entries:
        bound = min(left, max(entry.compress_size * LARGEST_RATIO, MEGABYTE))
        with archive.open(entry) as stream:
            content = stream.read(bound + 1)
        if len(content) > left:
            return finding("DT110", place, what="megabytes", bound=LARGEST_CONTENT // MEGABYTE)
        if len(content) > bound:
            return finding("DT110", place, what="times the space it takes in the file", bound=LARGEST_RATIO)
        left -= len(content)
        parts[entry.filename] = content
    return parts


def _readable(place: Span, parts: dict[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the XML parts in UTF-8, and a finding for each that declares a document type or is no XML.

    Everything else (pictures, printer settings, drawings in VML) is left behind: nothing in it is guideline.
    """
    readable: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name, content in parts.items():
        kept = name.casefold().endswith((".xml", ".rels"))
        if not kept and not name.casefold().endswith(".vml"):
            continue
        try:
            text = _as_utf8(content)
        except _TypeDeclaredError:
            findings.append(finding("DT112", place, read=name))
        except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
            # Excel itself writes VML that is not well-formed, and nobody here reads it.
            if kept:
                findings.append(finding("DT108", place, part=name, reason=type(error).__name__))
        else:
            if kept:
                readable[name] = _STRICT.sub(_USUAL, text) if b"purl.oclc.org" in text else text
    return readable, findings


def _as_utf8(content: bytes) -> bytes:
    """Return an XML part in UTF-8.

    The parser that reads the part later is the one that looks for a document type here (expat), so that no
    encoding can show one of them what the other does not see.
    """
    declared: list[str] = []

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        declared.append((encoding or "utf-8").casefold())

    def doctype(_name: str, _system: str | None, _public: str | None, _internal: int) -> None:
        raise _TypeDeclaredError

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(content, True)
    if not set(declared) <= {"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}:
        # Open XML allows UTF-8 and UTF-16 only.
        raise UnicodeError
    if b"\0" not in content[:4] and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return content
    codec = "utf-16-be" if content[:1] in {b"\0", b"\xfe"} else "utf-16-le"
    return _XML_DECLARATION.sub("", content.decode(codec)).encode()


def _kind_refused(place: Span, parts: dict[str, bytes], readable: dict[str, bytes]) -> list[Finding]:
    """Refuse a zip that is whole but no Excel workbook."""
    types = readable.get(_CONTENT_TYPES, b"")
    if _MACRO_TYPE.search(types):
        return [finding("DT113", place)]
    if _WORKBOOK_TYPE.search(types):
        return []
    names = {name.casefold() for name in parts}
    if "xl/workbook.xml" in names:
        return [finding("DT108", place, part=_CONTENT_TYPES, reason="missing")]
    kind = next((kind for part, kind in _OTHER_KINDS if part in names), "an archive of other files")
    return [finding("DT109", place, kind=kind)]


def _content_refused(place: Span, parts: dict[str, bytes], readable: dict[str, bytes]) -> list[Finding]:
    """Refuse macros, and content that is fetched from elsewhere."""
    findings: list[Finding] = []
    names = {name.casefold() for name in parts}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names) or any(
        _MACRO_RELATION.search(content) for name, content in readable.items() if name.endswith(".rels")
    ):
        findings.append(finding("DT113", place))
    linked = any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in names)
    if linked or any(_EXTERNAL_REFERENCE.search(readable[name]) for name in readable if _is_main(name)):
        findings.append(finding("DT111", place))
    return findings


def _is_main(name: str) -> bool:
    """Return whether a part may be the workbook's main one: it lies beside, not below, the folder of the sheets."""
    return name.casefold().endswith(".xml") and name.count("/") <= 1
