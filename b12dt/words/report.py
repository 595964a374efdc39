"""Findings for the terminal: what is wrong, where, what was read, what was expected, and how to go on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from b12dt.catalogue import catalogue, severity, title
from b12dt.diagnostics import Finding, Severity
from b12dt.read.grid import Grid
from b12dt.words.excerpt import excerpt
from b12dt.words.order import in_sheet_order

MOST_SHOWN = 20
SHORT_LIST = 8
WIDTH = 100


def report(
    findings: Iterable[Finding], grids: Sequence[Grid] = (), *, most: int = MOST_SHOWN, infos: bool = False
) -> str:
    """Return the findings as text, in sheet order, the first `most` in full and the others as a count."""
    ordered = in_sheet_order(findings, grids)
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
        f"{number} {grade.value if grade is not Severity.INFO else 'remark'}{'' if number == 1 else 's'}"
        for grade in Severity
        if (number := grades.count(grade))
    ]
    return ", ".join(counts) + "." if counts else "Nothing to report."


def describe(one: Finding, grids: Sequence[Grid] = ()) -> str:
    """Return one finding as a colleague would tell it."""
    grade = severity(one)
    name = "remark" if grade is Severity.INFO else grade.value
    lines = [f"{name} {one.code} · {title(one)}", f"  {one.span}{_belongs(one)}"]
    lines += [f"  {place}" for place in one.related]
    strip = excerpt((one.span, *one.related), grids)
    if strip:
        lines += ["", *(f"  {line}" for line in strip), ""]
    facts = list(_facts(one))
    lines += [
        line for label, text in (*facts, ("To mend it", catalogue()[one.code].mend)) for line in _fact(label, text)
    ]
    lines.append(f"  {'More':<11} b12dt explain {one.code}")
    return "\n".join(lines)


def _fact(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"  {label:<11} ",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _belongs(one: Finding) -> str:
    about_a_case = one.code.startswith("DT6")
    return f'   (rule {one.rule}, "{one.column}")' if one.rule and one.column and not about_a_case else ""


def _facts(one: Finding) -> Iterable[tuple[str, str]]:
    if one.read is not None:
        yield "I read", one.read or "(nothing)"
    if one.expected:
        place = f"   ({one.listed_in})" if one.listed_in else ""
        yield "I expected", _listed(one.expected) + place
    details = dict(one.details)
    if details.get("fired"):
        yield "What fired", details["fired"]
    if details.get("alike"):
        yield "Also", f"cases {details['alike']}"
    if one.closest:
        yield "Closest", f"{one.closest}. Nothing was changed; please choose."
    if one.patient:
        yield "Patient", ", ".join(f"{name} {value}" for name, value in one.patient) + "."


def _listed(words: tuple[str, ...]) -> str:
    if len(words) <= SHORT_LIST:
        return "; ".join(words)
    return "; ".join(words[:SHORT_LIST]) + f"; ... ({len(words)} in all)"
