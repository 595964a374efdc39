"""Summaries as FEEL: the one form in which `write` states them, and in which they are known again."""

from __future__ import annotations

import re
from collections.abc import Callable

from b12dt.dmn.feel import read_value
from b12dt.dmn.tokens import Beyond, quoted
from b12dt.model import Output, Summary, Takes, Union

_PATH = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?"
_LIST = rf"flatten\(\[(?P<sources>{_PATH}(?:, {_PATH})*)\]\)"
_ALL = re.compile(rf"distinct values\({_LIST}\[item != null\]\)")
_HIGHEST = re.compile(
    rf"\(for one in (?P<order>\[[^\]]*\]) return if list contains\({_LIST}, one\) then one else null\)"
    r"\[item != null\]\[1\]"
)
_ENTRY = re.compile(r"(?P<name>[a-z][a-z0-9_]*): (?P<text>.*)")


def union_text(union: Union, path: Callable[[Output], str]) -> str:
    """Return a union as FEEL; `path` is how FEEL names a result."""
    sources = ", ".join(path(source) for source in union.sources)
    everything = f"flatten([{sources}])"
    if union.takes is Takes.ALL:
        return f"distinct values({everything}[item != null])"
    order = ", ".join(quoted(value.code) for value in union.output.words)
    return f"(for one in [{order}] return if list contains({everything}, one) then one else null)[item != null][1]"


def summary_text(summary: Summary, path: Callable[[Output], str]) -> str:
    """Return a summary as FEEL: the union itself, or a context of several, one a line."""
    if len(summary.unions) == 1:
        return union_text(summary.unions[0], path)
    entries = [f"  {union.output.name}: {union_text(union, path)}" for union in summary.unions]
    return "{\n" + ",\n".join(entries) + "\n}"


def read_union(text: str) -> tuple[Takes, tuple[str, ...], tuple[str, ...]] | None:
    """Return how a union takes its values, its sources, and the order of its values; None where it is no union."""
    if match := _ALL.fullmatch(text):
        return Takes.ALL, tuple(match["sources"].split(", ")), ()
    match = _HIGHEST.fullmatch(text)
    order = read_value(match["order"]) if match else None
    if match is None or isinstance(order, Beyond) or not isinstance(order, tuple):
        return None
    if not all(isinstance(one, str) for one in order):
        return None
    return Takes.HIGHEST, tuple(match["sources"].split(", ")), tuple(str(one) for one in order)


def entries_of(text: str) -> list[tuple[str, str]]:
    """Return the unions of a literal expression by their names, '' for the only one; none where it is no summary."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines or lines[0] != "{" or lines[-1] != "}":
        return [("", text.strip())]
    found = [_ENTRY.fullmatch(line.removesuffix(",")) for line in lines[1:-1]]
    return [(one["name"], one["text"]) for one in found if one] if all(found) else []
