"""A difference between two versions in words: as text, as Markdown, as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from b12dt.diagnostics import Span
from b12dt.diff import Change, Difference, Edit
from b12dt.prove.regions import sentence

WIDTH = 100
MOST_CAUSES = 4
SMALLEST_SHARE = 0.01


def difference_text(difference: Difference, rows: Mapping[str, int] | None = None, *, markdown: bool = False) -> str:
    """Return the difference as text or as Markdown; `rows` counts the rows of a cohort by output, `` for any output."""
    deciding = [edit for edit in difference.edits if not edit.wording]
    wording = [edit for edit in difference.edits if edit.wording]
    parts = [_heading(difference, deciding, wording, rows, markdown=markdown)]
    for label, changes in _by_label(difference.changes).items():
        parts.append(_section(label, changes, difference.patients, rows, markdown=markdown))
    idle = _without_effect(deciding, difference.changes)
    if idle:
        parts.append(_list("Edits that change nobody's advice", idle, markdown=markdown))
    if wording:
        parts.append(_list("Edits of words, which decide nothing", wording, markdown=markdown))
    return "\n\n".join(parts)


def difference_data(difference: Difference, rows: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return the difference as plain data for JSON."""
    return {
        "patients": difference.patients,
        "concerned": difference.concerned,
        "edits": [_edit_data(edit) for edit in difference.edits],
        "changes": [
            {
                "output": change.output,
                "label": change.label,
                "before": change.before or None,
                "after": change.after or None,
                "patients": change.patients,
                "regions": [{"facts": dict(one.facts), "patients": one.patients} for one in change.regions],
                "patient": dict(change.patient),
                "causes": [_edit_data(edit) for edit in change.causes],
            }
            for change in difference.changes
        ],
        "cohort": None if rows is None else dict(rows),
    }


def _edit_data(edit: Edit) -> dict[str, Any]:
    return {
        "what": edit.what,
        "place": str(edit.span),
        "rule": edit.rule or None,
        "before": edit.before,
        "after": edit.after,
        "wording": edit.wording,
    }


def _heading(
    difference: Difference, deciding: list[Edit], wording: list[Edit], rows: Mapping[str, int] | None, *, markdown: bool
) -> str:
    edits = f"{_count(len(deciding), 'edit')} of what is decided, {len(wording)} of words."
    if not difference.changes:
        told = "No patient gets other advice."
    else:
        told = f"Other advice for {_share(difference.concerned, difference.patients)}."
    lines = [told, edits]
    if rows is not None:
        lines.append(f"Of the cohort, {_count(rows.get('', 0), 'row')} of {rows.get('rows', 0)} get other advice.")
        if rows.get("refused"):
            lines.append(f"{_count(rows['refused'], 'row')} could not be advised by both versions and were left out.")
    return ("# What changes\n\n" if markdown else "") + "\n".join(lines)


def _by_label(changes: Iterable[Change]) -> dict[str, list[Change]]:
    sections: dict[str, list[Change]] = {}
    for change in changes:
        sections.setdefault(change.label, []).append(change)
    return sections


def _section(
    label: str, changes: list[Change], everyone: int, rows: Mapping[str, int] | None, *, markdown: bool
) -> str:
    counted = f" ({_count(rows.get(changes[0].output, 0), 'row')} of the cohort)" if rows is not None else ""
    lines = [f"## {label}{counted}\n" if markdown else f"{label.upper()}{counted}"]
    for change in changes:
        lines += _change(change, everyone, markdown=markdown)
    return "\n".join(lines)


def _change(change: Change, everyone: int, *, markdown: bool) -> list[str]:
    if change.before and change.after:
        what = f"{change.before} → {change.after}"
    else:
        what = f"no longer {change.before}" if change.before else f"now also {change.after}"
    head = f"{what}, for {_share(change.patients, everyone)}:"
    lines = [f"- **{what}**, for {_share(change.patients, everyone)}:" if markdown else f"  {head}"]
    lines += [_line(sentence(one.facts), markdown=markdown) for one in change.regions]
    if sum(one.patients for one in change.regions) < change.patients:
        lines.append(_line("and others", markdown=markdown))
    causes = [_cause(edit) for edit in change.causes[:MOST_CAUSES]]
    if len(change.causes) > MOST_CAUSES:
        causes.append(f"and {len(change.causes) - MOST_CAUSES} more edits")
    lines += [_line(f"because of {cause}", markdown=markdown) for cause in causes]
    return lines


def _line(text: str, *, markdown: bool) -> str:
    if markdown:
        return f"  - {text}"
    return textwrap.fill(text, WIDTH, initial_indent="    · ", subsequent_indent="      ", break_on_hyphens=False)


def _cause(edit: Edit) -> str:
    rule = f"{edit.rule}, " if edit.rule and edit.rule not in edit.what else ""
    return f"{rule}{edit.what}: {edit.before} → {edit.after} ({_place(edit.span)})"


def _place(span: Span) -> str:
    return str(Span(workbook=span.workbook, sheet=span.sheet, cells=span.cells.split(":")[0]))


def _without_effect(edits: list[Edit], changes: Iterable[Change]) -> list[Edit]:
    effective = {edit for change in changes for edit in change.causes}
    return [edit for edit in edits if edit not in effective]


def _list(title: str, edits: list[Edit], *, markdown: bool) -> str:
    lines = [f"## {title}\n" if markdown else title.upper()]
    lines += [f"- {_cause(edit)}" if markdown else _line(_cause(edit), markdown=False) for edit in edits]
    return "\n".join(lines)


def _share(part: int, everyone: int) -> str:
    """Return how many of all distinguishable patients, in words that do not pretend to be a prevalence."""
    percent = 100 * part / everyone
    share = f"{percent:.2g} %" if percent >= SMALLEST_SHARE else f"less than {SMALLEST_SHARE} %"
    return f"{share} of the distinguishable patients"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
