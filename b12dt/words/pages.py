"""The page of one code, and findings as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from b12dt.catalogue import Entry, severity, title
from b12dt.diagnostics import Finding, Span
from b12dt.words.report import WIDTH


def page(entry: Entry) -> str:
    """Return what a code means and how it is mended, as text."""
    heading = f"{entry.code} · {entry.severity.value} · {entry.title.replace('{', '<').replace('}', '>')}"
    parts = [
        heading,
        textwrap.fill(entry.meaning, WIDTH),
        textwrap.fill(f"To mend it: {entry.mend}", WIDTH),
    ]
    return "\n\n".join(parts)


def as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data for JSON: every field of each, with its headline."""
    return [
        {
            "code": one.code,
            "severity": severity(one).value,
            "title": title(one),
            "place": _place(one.span),
            "read": one.read,
            "expected": list(one.expected),
            "listed_in": _place(one.listed_in) if one.listed_in else None,
            "closest": one.closest,
            "rule": one.rule,
            "column": one.column,
            "related": [_place(place) for place in one.related],
            "patient": dict(one.patient),
            "details": dict(one.details),
        }
        for one in findings
    ]


def _place(span: Span) -> dict[str, str]:
    return {"workbook": span.workbook, "sheet": span.sheet, "cells": span.cells}
