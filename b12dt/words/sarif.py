"""Findings for code-review tools, in their common form: SARIF 2.1.0.

A location is the workbook's file and, as a logical location, sheet and cell. It has no `region`: the standard lets a
file that is no text have regions of bytes only, and a byte of a zip says nothing to anybody. A row's number given as a
line would look right and lead nowhere. Tools then show the finding on the file as a whole, and its message names the cell.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01; sections 3.11, 3.27 to 3.30, 3.33, 3.49.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from b12dt.catalogue import Entry, catalogue, severity, title
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.words.facts import facts

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "finding/v1"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GAP = re.compile(r"\{(\w+)\}")

Object = dict[str, Any]


def sarif(findings: Iterable[Finding], root: str = "tables") -> dict[str, Any]:
    """Return findings, in the order given, as one SARIF log. `root` is where the workbooks lie, seen from the repository."""
    codes = {code: index for index, code in enumerate(catalogue())}
    met: Counter[str] = Counter()
    results: list[Object] = []
    for one in dict.fromkeys(findings):
        identity = _identity(one)
        met[identity] += 1
        results.append(_result(one, root, codes[one.code], f"{identity}:{met[identity]}"))
    driver = {"name": "b12dt", **_version(), "rules": [_rule(entry) for entry in catalogue().values()]}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _version() -> Object:
    try:
        return {"version": version("b12dt")}
    except PackageNotFoundError:
        # Run from a folder without being installed; the standard can do without.
        return {}


def _rule(entry: Entry) -> Object:
    words = re.findall(r"\w+", _GAP.sub("", entry.title))
    return {
        "id": entry.code,
        "name": "".join(word[0].upper() + word[1:] for word in words),
        "shortDescription": {"text": _message(_GAP.sub(r"<\1>", entry.title))},
        "fullDescription": {"text": _message(entry.meaning)},
        "help": {"text": _message(f"{entry.mend}\n\nMore: b12dt explain {entry.code}")},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(one: Finding, root: str, rule_index: int, fingerprint: str) -> Object:
    # Tools show the first sentence alone where there is little room, and the file is all they know of the place.
    cell = " › ".join(part for part in (one.span.sheet, one.span.cells) if part)
    headline = f"{cell}: {title(one)}" if cell else title(one)
    lines = [headline, *(f"{label}: {text}" for label, text in facts(one))]
    related = [(place, "This place belongs to it.") for place in one.related]
    if one.listed_in:
        related.append((one.listed_in, "The words to choose from stand here."))
    result: Object = {
        "ruleId": one.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[severity(one)],
        "message": {"text": _message("\n".join(lines))},
        "locations": [_location(one.span, root)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": _properties(one),
    }
    if related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": text}, **_location(place, root)}
            for number, (place, text) in enumerate(related, 1)
        ]
    return result


def _location(span: Span, root: str) -> Object:
    """Return a place: the file, and within it the sheet and cell."""
    kind = "cell" if span.cells else "sheet" if span.sheet else "workbook"
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(span, root)}},
        "logicalLocations": [
            {"name": span.cells or span.sheet or span.workbook, "fullyQualifiedName": str(span), "kind": kind}
        ],
    }


def _uri(span: Span, root: str) -> str:
    folder = PurePath(root)
    # A finding about the folder itself bears the folder's name; a tool wants some file or folder, and that is it.
    place = folder if span.workbook in {folder.name, root} else folder / span.workbook
    return quote(place.as_posix())


def _message(text: str) -> str:
    """Return a text as a SARIF message: braces doubled, since single ones are gaps to be filled.

    A bracket that touches a parenthesis would be a link, which no cell may make; a space keeps them apart.
    """
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _identity(one: Finding) -> str:
    """Return what stays the same as long as the problem does.

    A rule's ID is permanent and its cell is not: a row that is put in above must not make old findings new.
    """
    place = (one.rule, one.column) if one.rule else (one.span.cells, "")
    parts = (one.code, one.span.workbook, one.span.sheet, *place, one.read or "")
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def _properties(one: Finding) -> Object:
    """Return the finding's fields as they are, for tools that want more than sentences; empty ones left out."""
    fields: Object = {
        "workbook": one.span.workbook,
        "sheet": one.span.sheet,
        "cells": one.span.cells,
        "rule": one.rule,
        "column": one.column,
        "read": one.read,
        "expected": list(one.expected),
        "closest": one.closest,
        "patient": dict(one.facts),
        "patient_in_words": dict(one.patient),
        "details": dict(one.details),
    }
    return {name: value for name, value in fields.items() if value}
