"""Edits and counts in words, as all parts of a difference tell them."""

from __future__ import annotations

import textwrap

from b12dt.diagnostics import Span
from b12dt.diff import Edit

WIDTH = 100
SMALLEST_SHARE = 0.01
LARGEST_SHARE = 99


def line(text: str, *, markdown: bool) -> str:
    """Return a line below a heading, as Markdown or as text."""
    if markdown:
        return f"  - {text}"
    return textwrap.fill(text, WIDTH, initial_indent="    · ", subsequent_indent="      ", break_on_hyphens=False)


def cause(edit: Edit) -> str:
    """Return an edit: its rule, what it is, how it read and reads, and its cell."""
    rule = f"{edit.rule}, " if edit.rule and edit.rule not in edit.what else ""
    return f"{rule}{edit.what}: {edit.before} → {edit.after} ({_place(edit.span)})"


def _place(span: Span) -> str:
    return str(Span(workbook=span.workbook, sheet=span.sheet, cells=span.cells.split(":")[0]))


def listed(title: str, edits: list[Edit], *, markdown: bool) -> str:
    """Return edits under a heading."""
    lines = [f"## {title}\n" if markdown else title.upper()]
    lines += [f"- {cause(edit)}" if markdown else line(cause(edit), markdown=False) for edit in edits]
    return "\n".join(lines)


def share(part: int, everyone: int) -> str:
    """Return a part of all combinations of answers as a percentage that says neither all nor none where it is not so."""
    percent = 100 * part / everyone
    if part == everyone:
        return "100 %"
    if percent > LARGEST_SHARE:
        return f"more than {LARGEST_SHARE} %"
    return f"{percent:.2g} %" if percent >= SMALLEST_SHARE else f"less than {SMALLEST_SHARE} %"


def count(number: int, word: str) -> str:
    """Return a number and its word: `1 row`, `2 rows`."""
    return f"{number} {word}" + ("" if number == 1 else "s")
