"""A DMN file as an element tree: checked for what may not be in it before anything else looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.parsers import expat

from b12dt.diagnostics import Finding, Span, finding
from b12dt.read.package import LARGEST_FILE, MEGABYTE

NAMESPACES = {
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
"""The namespaces that are read, and their versions of DMN."""

DEEPEST = 200
"""Elements within elements; a decision table needs about eight."""

_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
_TAG = re.compile(r"\{(?P<namespace>[^}]*)\}(?P<name>.*)", re.DOTALL)

Element = ET.Element


class _TypeDeclaredError(Exception):
    """The file declares a document type (DTD), which could define entities or fetch other files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A DMN file: its root, and the namespace that its elements have."""

    name: str
    root: Element
    namespace: str

    def children(self, parent: Element, name: str) -> Iterator[Element]:
        """Return the children called so."""
        return iter(parent.findall(f"{{{self.namespace}}}{name}"))

    def child(self, parent: Element | None, name: str) -> Element | None:
        """Return the first child called so."""
        return None if parent is None else next(self.children(parent, name), None)

    def text(self, parent: Element | None, name: str = "text") -> str:
        """Return the text of the first child called so, empty where there is none."""
        found = self.child(parent, name)
        return ((found.text if found is not None else None) or "").strip()

    def kind(self, element: Element) -> str:
        """Return an element's name, empty where it is of another namespace."""
        tag = _TAG.fullmatch(element.tag)
        return tag["name"] if tag and tag["namespace"] == self.namespace else ""

    def names(self, element: Element) -> list[str]:
        """Return the names of an element's children."""
        return [self.kind(one) for one in element]


def open_document(name: str, content: bytes) -> Document | Finding:
    """Return the document, or say why it is refused. Diagnostics: DT701, DT702, DT703."""
    place = Span(workbook=name)
    if len(content) > LARGEST_FILE:
        return finding("DT701", place, reason=f"It is larger than {LARGEST_FILE // MEGABYTE} megabytes.")
    try:
        _check(content)
        root = ET.fromstring(content)  # noqa: S314 - expat has just read the same bytes and met no document type
    except _TypeDeclaredError:
        return finding("DT702", place)
    except (ET.ParseError, expat.ExpatError, UnicodeError, ValueError, LookupError):
        return finding("DT701", place, reason="It is not XML that can be read.")
    tag = _TAG.fullmatch(root.tag)
    namespace = tag["namespace"] if tag else ""
    if tag is None or tag["name"] != "definitions" or namespace not in NAMESPACES:
        return finding("DT703", place, read=namespace or root.tag, expected=NAMESPACES)
    return Document(name=name, root=root, namespace=namespace)


def _check(content: bytes) -> None:
    """Read the bytes with the parser that builds the tree afterwards, so that neither sees what the other does not."""
    depth = 0

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").casefold() not in _ENCODINGS:
            raise UnicodeError

    def doctype(_name: str, _system: str | None, _public: str | None, _internal: int) -> None:
        raise _TypeDeclaredError

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(content, True)
