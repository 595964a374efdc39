"""What openpyxl would lose of a workbook, found before anything is written. Whoever loses nothing may be tidied.

Three looks: the parts of the file (which kinds survive is listed here, any other is refused), the elements of each
sheet (what stood there before and is gone after openpyxl has read and saved it), and what is inside cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from b12dt.diagnostics import Finding, Span, finding
from b12dt.tidy.parts import MAIN, Parts, Relation, local, root

LOST, FORMULA, RICH_TEXT = "DT801", "DT802", "DT803"

_OF_PACKAGE: Final = {"officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail"}
# The calculation chain is made anew by Excel; the list of persons belongs to threaded comments, which are refused.
_OF_WORKBOOK: Final = {"worksheet", "styles", "theme", "sharedStrings", "calcChain", "person"}
_OF_SHEET: Final = {"comments", "vmlDrawing", "drawing", "printerSettings", "hyperlink", "table"}
_OF_DRAWING: Final = {"image", "hyperlink"}

_WORDS: Final = {
    "chart": "a chart",
    "chartsheet": "a chart sheet",
    "chartEx": "a chart",
    "chartUserShapes": "drawings on a chart",
    "dialogsheet": "a dialog sheet",
    "diagramData": "a diagram (SmartArt)",
    "threadedComment": "comments with replies (threaded comments)",
    "pivotTable": "a pivot table",
    "pivotCacheDefinition": "a pivot table",
    "slicer": "a slicer",
    "slicerCache": "a slicer",
    "slicerList": "a slicer",
    "slicerCaches": "a slicer",
    "timeline": "a timeline",
    "timelineCache": "a timeline",
    "timelineRefs": "a timeline",
    "ctrlProp": "a form control (button, box)",
    "control": "a form control (button, box)",
    "controls": "a form control (button, box)",
    "oleObject": "an embedded file",
    "oleObjects": "an embedded file",
    "package": "an embedded file",
    "image": "a background picture",
    "picture": "a background picture",
    "queryTable": "a table that is filled by a query",
    "customXml": "attached data (custom XML)",
    "sheetMetadata": "values that Excel calculates (metadata)",
    "origin": "a digital signature",
    "extensibility": "buttons of its own in Excel's ribbon",
    "classificationlabels": "a sensitivity label",
    "legacyDrawingHF": "a picture in the header or footer",
    "graphicFrame": "a chart or diagram",
    "sp": "a drawn shape or text box",
    "cxnSp": "a drawn line",
    "grpSp": "grouped drawings",
    "contentPart": "handwriting",
    "conditionalFormattings": "colours by condition of a newer kind (data bars, icons)",
    "sparklineGroups": "small charts in cells (sparklines)",
    "customSheetViews": "views of its own",
    "customWorkbookViews": "views of its own",
    "fileSharing": "a password for changes",
    "protectedRanges": "areas that are protected apart",
    "tableStyle": "a table style of its own",
    "dataConsolidate": "consolidated data",
    "smartTags": "smart tags",
    "cellWatches": "watched cells",
    "webPublishItems": "settings for publishing on the web",
    "customProperties": "properties of its own",
    "slicerStyle": "a slicer style of its own",
}
_CHARTS_AND_SHAPES = {"graphicFrame", "sp", "cxnSp", "grpSp", "contentPart"}
# What a program writes of itself, and what is put back after openpyxl (see `keep`) or needs no keeping.
_NEEDS_NO_KEEPING: Final = {
    *("dimension", "sheetData", "cols", "sheetCalcPr", "phoneticPr", "ignoredErrors", "drawing", "legacyDrawing"),
    *(
        "definedName",
        "definedNames",
        "headerFooter",
        "extLst",
        "conditionalFormatting",
        "fileVersion",
        "revisionPtr",
        "fileRecoveryPr",
        "calcPr",
        "AlternateContent",
    ),
}
_KEPT_EXTENSIONS: Final = {"dataValidations"}
_HARMLESS_IN_STYLES: Final = {"slicerStyles", "timelineStyles"}
_NOTE = re.compile(rb"""ObjectType\s*=\s*["'](\w+)["']""")


def parts_lost(workbook: str, parts: Parts) -> tuple[Finding, ...]:
    """Return a finding for each part of a kind that openpyxl does not keep. To be asked before openpyxl opens the file.

    Diagnostics: DT801.
    """
    return tuple(dict.fromkeys(_in_package(workbook, parts)))


def losses(workbook: str, before: Parts, after: Parts) -> tuple[Finding, ...]:
    """Return a finding for each thing that a workbook had `before` and would not have `after` openpyxl has saved it.

    Diagnostics: DT801 to DT803.
    """
    found = [
        *_in_main_parts(workbook, before, after),
        *(one for name in before.sheets for one in _in_sheet(Span(workbook=workbook, sheet=name), before, after)),
    ]
    return tuple(dict.fromkeys(found))


def _lost(span: Span, what: str) -> Finding:
    return finding(LOST, span, read=what, what=_WORDS.get(what, f"something that I do not know ({what})"))


def _in_package(workbook: str, parts: Parts) -> Iterator[Finding]:
    """Follow every reference; report those of other kinds, and parts that none leads to."""
    whole = Span(workbook=workbook)
    sheets = {part: Span(workbook=workbook, sheet=name) for name, part in parts.sheets.items()}
    reached = {"[Content_Types].xml"}
    waiting: list[tuple[str, Span, set[str]]] = [("", whole, _OF_PACKAGE)]
    while waiting:
        part, span, kept = waiting.pop(0)
        for relation in parts.relations(part):
            if relation.external or relation.target in reached:
                continue
            reached.add(relation.target)
            if relation.kind not in kept:
                yield _lost(span, relation.kind)
                reached.update(_beyond(parts, relation))
            else:
                waiting.append((relation.target, sheets.get(relation.target, span), _kept_from(relation)))
    for part in sorted(parts.content):
        if part not in reached and not part.endswith(".rels"):
            yield _lost(whole, part)


def _kept_from(relation: Relation) -> set[str]:
    return {"officeDocument": _OF_WORKBOOK, "worksheet": _OF_SHEET, "drawing": _OF_DRAWING}.get(relation.kind, set())


def _beyond(parts: Parts, relation: Relation) -> set[str]:
    """Return all parts that a refused part leads to: one finding is enough for them."""
    reached: set[str] = set()
    waiting = [relation.target]
    while waiting:
        part = waiting.pop()
        for one in parts.relations(part):
            if not one.external and one.target not in reached:
                reached.add(one.target)
                waiting.append(one.target)
    return reached


def _in_main_parts(workbook: str, before: Parts, after: Parts) -> Iterator[Finding]:
    """Compare the workbook's main part, and look for styles that openpyxl does not know."""
    whole = Span(workbook=workbook)
    for what in _gone(root(before.content[before.main]), root(after.content[after.main])):
        yield _lost(whole, what)
    for name in sorted(_names(before) - _names(after)):
        yield finding(LOST, whole, read=name, what=f"the name {name}")
    for relation in before.relations(before.main):
        if relation.kind == "styles":
            styles = root(before.content[relation.target])
            for element in styles.iter(f"{{{MAIN}}}tableStyle"):
                yield _lost(whole, local(element.tag))
            for extension in _extensions(styles):
                if local(extension.tag) not in _HARMLESS_IN_STYLES or len(extension):
                    yield _lost(whole, local(extension.tag))


def _names(parts: Parts) -> set[str]:
    """Return the names that the workbook gives to areas; the ones for filters follow the filters."""
    listed = root(parts.content[parts.main]).iter(f"{{{MAIN}}}definedName")
    return {one.get("name", "") for one in listed} - {"_xlnm._FilterDatabase"}


def _header_and_footer(sheet: Element) -> set[str]:
    found = (part for element in sheet.iter(f"{{{MAIN}}}headerFooter") for part in element)
    # openpyxl writes a space after a size, as it must where a figure follows.
    return {local(part.tag) + "".join((part.text or "").split()) for part in found if part.text}


def _in_sheet(span: Span, before: Parts, after: Parts) -> Iterator[Finding]:
    part = before.sheets[span.sheet]
    sheet, saved = root(before.content[part]), root(after.content[after.sheets[span.sheet]])
    for what in _gone(sheet, saved):
        yield _lost(span, what)
    if _header_and_footer(sheet) - _header_and_footer(saved):
        yield finding(LOST, span, read="headerFooter", what="a header or footer of a kind that I cannot write")
    for address in sorted(_filled(sheet) - _filled(saved))[:1]:
        here = Span(workbook=span.workbook, sheet=span.sheet, cells=address)
        yield finding(LOST, here, read=address, what="something behind merged cells, where nobody sees it")
    for extension in _extensions(sheet):
        if local(extension.tag) not in _KEPT_EXTENSIONS:
            yield _lost(span, local(extension.tag))
    for relation in before.relations(part):
        if relation.external:
            continue
        content = before.content.get(relation.target, b"")
        if relation.kind == "drawing":
            yield from (_lost(span, what) for what in _drawn(root(content)))
        elif relation.kind == "vmlDrawing" and set(_NOTE.findall(content)) - {b"Note"}:
            yield _lost(span, "ctrlProp")
    if _comments(before, part) > _comments(after, after.sheets[span.sheet]):
        yield _lost(span, "comment behind merged cells")
    yield from _in_cells(span, sheet, before)


def _gone(before: Element, after: Element) -> list[str]:
    """Return the elements that are fewer after, by their names; those below one that is gone are not named again."""
    had, has = Counter(_paths(before)), Counter(_paths(after))
    gone = [path for path, count in had.items() if has[path] < count]
    outermost = [path for path in gone if not any(path[: len(other)] == other and path != other for other in gone)]
    return list(dict.fromkeys(path[-1] for path in outermost))


def _paths(element: Element, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for child in element:
        path = (*above, local(child.tag))
        # A rule of colours may carry its newer half in an extension; without it, it would look otherwise.
        if path[-1] not in _NEEDS_NO_KEEPING or (path[-1] == "extLst" and above):
            yield path
        if path[-1] not in _NEEDS_NO_KEEPING or path[-1] == "conditionalFormatting":
            yield from _paths(child, path)


def _extensions(element: Element) -> list[Element]:
    """Return what stands in the extensions directly below an element."""
    return [inner for part in element if local(part.tag) == "extLst" for extension in part for inner in extension]


def _drawn(drawing: Element) -> Iterable[str]:
    """Return what a drawing holds besides pictures; whatever comes in two versions is one for newer programs."""
    for element in drawing.iter():
        if local(element.tag) in _CHARTS_AND_SHAPES:
            yield local(element.tag)
            return


def _comments(parts: Parts, sheet: str) -> int:
    listed = (one for one in parts.relations(sheet) if one.kind == "comments")
    return sum(1 for one in listed for _ in root(parts.content[one.target]).iter(f"{{{MAIN}}}comment"))


def _filled(sheet: Element) -> set[str]:
    """Return the addresses of the cells that hold something."""
    return {cell.get("r", "") for cell in sheet.iter(f"{{{MAIN}}}c") if any("".join(one.itertext()) for one in cell)}


def _in_cells(span: Span, sheet: Element, parts: Parts) -> Iterator[Finding]:
    """Report the first cell with a formula, and the first with text in several fonts."""
    shared = _shared_rich_texts(parts)
    seen: set[str] = set()
    for cell in sheet.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        inline = cell.find(f"{{{MAIN}}}is")
        rich = (inline is not None and _is_rich(inline)) or (
            cell.get("t") == "s" and value is not None and value.text in shared
        )
        code = FORMULA if cell.find(f"{{{MAIN}}}f") is not None else RICH_TEXT if rich else ""
        if code and code not in seen:
            seen.add(code)
            yield finding(code, Span(workbook=span.workbook, sheet=span.sheet, cells=cell.get("r", "")))


def _shared_rich_texts(parts: Parts) -> set[str]:
    """Return the numbers of the shared texts that are in several fonts."""
    part = next((one.target for one in parts.relations(parts.main) if one.kind == "sharedStrings"), None)
    if part is None:
        return set()
    return {
        str(number) for number, text in enumerate(root(parts.content[part]).iter(f"{{{MAIN}}}si")) if _is_rich(text)
    }


def _is_rich(text: Element) -> bool:
    return any(local(part.tag) in {"r", "rPh"} for part in text)
