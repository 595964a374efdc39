"""What a copy lacks or shows otherwise, found by comparing its parts with the original's; nothing goes in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping

Parts = Mapping[str, bytes]

# By the beginning of a part's name, in the words of whoever put it there.
_KINDS = (
    ("xl/media/", "pictures"),
    ("xl/charts/chart", "charts"),
    ("xl/pivotTables/", "pivot tables"),
    ("xl/slicers/", "slicers"),
    ("xl/timelines/", "timelines"),
    ("xl/ctrlProps/", "buttons and check boxes"),
    ("xl/activeX/", "buttons and check boxes"),
    ("xl/embeddings/", "embedded files"),
    ("xl/diagrams/", "diagrams"),
    ("xl/ink/", "drawings by hand"),
    ("xl/threadedComments/", "conversations in comments (their texts are kept as notes)"),
    ("xl/queryTables/", "queries"),
    ("xl/webextensions/", "add-ins"),
    ("xl/richData/", "pictures in cells and linked data"),
    ("xl/model/", "the data model"),
    ("customXml/", "data of other programs"),
)
# What newer Excels add to a sheet, by its name in the sheet's XML.
_ADDED = (
    (b"<x14:conditionalFormatting ", "newer kinds of conditional formatting"),
    (b"<x14:dataValidation ", "lists to choose from that lie on other sheets"),
    (b"<x14:sparklineGroup ", "small charts in cells"),
)
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")
_FORMULA = re.compile(rb"<f[ >]")
_FORMATTED = re.compile(rb"<(?:b|i|u|color)(?: [^>]*)?/>")

_DRAWINGS, _CHARTS, _SHEETS, _NOTES = "xl/drawings/", "xl/charts/chart", "xl/worksheets/", "xl/comments"


def losses(before: Parts, after: Parts) -> list[str]:
    """Return, as sentences, what the parts `after` lack of `before`."""
    gone = [words for prefix, words in _KINDS if _count(before, prefix) > _count(after, prefix)]
    if _found(before, _DRAWINGS, _SHAPE) > _found(after, _DRAWINGS, _SHAPE):
        gone.append("shapes and text boxes")
    gone += [words for name, words in _ADDED if any(name in content for content in _below(before, _SHEETS))]
    told: list[str] = []
    if gone:
        told.append(f"Not in this copy, but still in the workbook itself: {', '.join(dict.fromkeys(gone))}.")
    if _count(after, _CHARTS):
        told.append("Charts are drawn anew in this copy and may look different.")
    if _found(before, _SHEETS, _FORMULA):
        told.append("Formulas stand here without their results; Excel works them out when it opens the copy.")
    if _found(before, _NOTES, _FORMATTED):
        told.append("Bold or coloured words in notes are plain here.")
    return told


def _count(parts: Parts, prefix: str) -> int:
    return sum(name.casefold().startswith(prefix.casefold()) and "/_rels/" not in name for name in parts)


def _found(parts: Parts, prefix: str, pattern: re.Pattern[bytes]) -> int:
    return sum(len(pattern.findall(content)) for content in _below(parts, prefix))


def _below(parts: Parts, prefix: str) -> list[bytes]:
    return [content for name, content in parts.items() if name.startswith(prefix) and name.endswith(".xml")]
