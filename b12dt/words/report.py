"""Findings for the terminal: what is wrong, where, what was read, what was expected, and how to go on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from b12dt.catalogue import catalogue, severity, title
from b12dt.diagnostics import Finding, Severity
from b12dt.read.grid import Grid
from b12dt.words.excerpt import excerpt
from b12dt.words.facts import facts, places_apart
from b12dt.words.order import case_of, in_order

MOST_SHOWN = 20
WIDTH = 100
LABEL_WIDTH = 11


def report(
    findings: Iterable[Finding], grids: Sequence[Grid] = (), *, most: int = MOST_SHOWN, infos: bool = False
) -> str:
    """Return the findings as text, causes first, the first `most` in full and the others as a count."""
    ordered = in_order(findings, grids)
    shown = [one for one in ordered if infos or severity(one) is not Severity.INFO]
    parts = [describe(one, grids) for one in shown[:most]]
    if len(shown) > most:
        parts.append(f"... and {len(shown) - most} more, shown with --all.")
    parts.append(summary(ordered))
    return "\n\n".join(parts)


def summary(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are, in one line."""
    grades = [severity(one) for one in findings]
    counts = [
        f"{number} {word(grade)}{'' if number == 1 else 's'}" for grade in Severity if (number := grades.count(grade))
    ]
    return ", ".join(counts) + "." if counts else "Nothing to report."


def word(grade: Severity) -> str:
    """Return how a severity is called among people."""
    return "remark" if grade is Severity.INFO else grade.value


def describe(one: Finding, grids: Sequence[Grid] = ()) -> str:
    """Return one finding as a colleague would tell it."""
    lines = [f"{word(severity(one))} {one.code} · {title(one)}", f"  {one.span}{_belongs(one)}"]
    lines += [f"  {place}" for place in places_apart(one)]
    strip = excerpt((one.span, *one.related), grids)
    if strip:
        lines += ["", *(f"  {line}" for line in strip), ""]
    told = (*facts(one), ("To mend it", catalogue()[one.code].mend), ("More", f"b12dt explain {one.code}"))
    width = max(LABEL_WIDTH, *(len(label) for label, _ in told))
    lines += [line for label, text in told for line in _fact(label, text, width)]
    return "\n".join(lines)


def _fact(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"  {label:<{width}} ",
        subsequent_indent=" " * (width + 3),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _belongs(one: Finding) -> str:
    """Return which rule and column a cell belongs to, or which case."""
    case = case_of(one)
    owner = f"case {case}" if case else f"rule {one.rule}" if one.rule and not one.code.startswith("DT6") else ""
    return f'   ({owner}, "{one.column}")' if owner and one.column else ""
