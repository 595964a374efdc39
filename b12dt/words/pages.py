"""The page of one code, and findings as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from b12dt.catalogue import Entry, severity, title
from b12dt.diagnostics import Finding, Span
from b12dt.words.report import WIDTH, word


def page(entry: Entry) -> str:
    """Return what a code means and how it is mended, as text."""
    heading = f"{entry.code} · {word(entry.severity)} · {entry.title.replace('{', '<').replace('}', '>')}"
    parts = [
        heading,
        textwrap.fill(entry.meaning, WIDTH),
        textwrap.fill(f"To mend it: {entry.mend}", WIDTH),
    ]
    return "\n\n".join(parts)


def page_data(entry: Entry) -> dict[str, str]:
    """Return the same as plain data for JSON."""
    return {name: str(getattr(entry, name)) for name in ("code", "severity", "title", "meaning", "mend")}


def as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data for JSON: every field of each, with its headline."""
    return [
        {
            "code": one.code,
            "severity": severity(one).value,
            "title": title(one),
            "place": place_data(one.span),
            "read": one.read,
            "expected": list(one.expected),
            "listed_in": place_data(one.listed_in) if one.listed_in else None,
            "closest": one.closest,
            "rule": one.rule,
            "column": one.column,
            "related": [place_data(place) for place in one.related],
            "patient": dict(one.facts),
            "patient_in_words": dict(one.patient),
            "details": dict(one.details),
        }
        for one in findings
    ]


def place_data(span: Span) -> dict[str, str]:
    """Return a place as plain data for JSON."""
    return {"workbook": span.workbook, "sheet": span.sheet, "cells": span.cells}
