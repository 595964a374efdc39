"""A difference between two versions in words: as text, as Markdown, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from b12dt.diff import Change, Difference, Edit
from b12dt.diff.cohort import Cohort
from b12dt.diff.edits import WORDS
from b12dt.diff.regions import Region
from b12dt.prove.regions import sentence
from b12dt.words.cohort import cohort_data, cohort_lines, left_out
from b12dt.words.edits import cause, count, line, listed, share
from b12dt.words.readings import all_told, readings_parts

MOST_CAUSES = 4
OF_WHAT = "of the combinations of answers that the cells can tell apart; this is not a share of real patients."


def difference_text(difference: Difference, rows: Cohort | None = None, *, markdown: bool = False) -> str:
    """Return the difference as text or as Markdown; `rows` counts the rows of a cohort."""
    sorts = _sorted(difference)
    parts = [_heading(difference, sorts, rows, markdown=markdown)]
    if rows is not None and rows.left_out:
        parts.append(left_out(rows, markdown=markdown))
    for label, changes in _by_label(difference.changes).items():
        parts.append(_section(label, changes, rows, markdown=markdown))
    parts += readings_parts(difference, markdown=markdown)
    if sorts.uncompared:
        parts.append(listed("What only one version has, which was not compared", sorts.uncompared, markdown=markdown))
    idle = _without_effect(sorts.deciding, difference.changes)
    if idle:
        parts.append(listed("Edits that change nobody's advice", idle, markdown=markdown))
    if sorts.wording:
        parts.append(listed("Edits of words, which decide nothing", sorts.wording, markdown=markdown))
    return "\n\n".join(parts)


class _Sorts(NamedTuple):
    """The edits by what they do."""

    deciding: list[Edit]
    reading: list[Edit]
    uncompared: list[Edit]
    wording: list[Edit]


def _sorted(difference: Difference) -> _Sorts:
    """Return the edits by what they do: one that reads differently to somebody is neither idle nor mere wording."""
    sorts = _Sorts([], [], [], [])
    reading = {edit for one in (*difference.readings, *difference.facts) for edit in one.edits}
    for edit in difference.edits:
        if edit.field == WORDS:
            continue
        if edit in reading:
            sorts.reading.append(edit)
        elif edit.uncompared:
            sorts.uncompared.append(edit)
        else:
            (sorts.wording if edit.wording else sorts.deciding).append(edit)
    return sorts


def difference_data(difference: Difference, rows: Cohort | None = None) -> dict[str, Any]:
    """Return the difference as plain data for JSON.

    `patients` counts combinations of answers that the cells can tell apart. Regions may overlap: `added` is what one
    adds to those before it. Of wide changes only the first are told: `complete` says whether together they are all.
    """
    return {
        "patients": difference.patients,
        "concerned": difference.concerned,
        "reread": difference.reread,
        "edits": [_edit_data(edit) for edit in difference.edits],
        "changes": [
            {
                "output": change.output,
                "label": change.label,
                "before": change.before or None,
                "after": change.after or None,
                "patients": change.patients,
                "regions": [_region_data(region) for region in change.regions],
                "complete": all_told(change),
                "patient": dict(change.patient),
                "causes": [_edit_data(edit) for edit in change.causes],
            }
            for change in difference.changes
        ],
        "readings": [
            {
                "code": one.code or None,
                "label": one.label,
                "outputs": list(one.outputs),
                "patients": one.patients,
                "regions": [_region_data(region) for region in one.regions],
                "complete": all_told(one),
                "edits": [_edit_data(edit) for edit in one.edits],
            }
            for one in difference.readings
        ],
        "facts": [
            {
                "fact": one.name,
                "label": one.label,
                "decisions": list(one.decisions),
                "edits": [_edit_data(edit) for edit in one.edits],
            }
            for one in difference.facts
        ],
        "cohort": None if rows is None else cohort_data(rows),
    }


def _region_data(one: Region) -> dict[str, Any]:
    """Return a region; `added` counts what it adds to the regions before it, as regions may overlap."""
    return {"facts": dict(one.facts), "added": one.patients}


def _edit_data(edit: Edit) -> dict[str, Any]:
    return {
        "what": edit.what,
        "place": str(edit.span),
        "rule": edit.rule or None,
        "before": edit.before,
        "after": edit.after,
        "wording": edit.wording,
    }


def _heading(difference: Difference, sorts: _Sorts, rows: Cohort | None, *, markdown: bool) -> str:
    deciding = len(sorts.deciding) + len(sorts.uncompared)
    edits = f"{count(deciding, 'edit')} of what is decided, {len(sorts.wording)} of words."
    if sorts.reading:
        edits = edits.replace(",", f", {len(sorts.reading)} of how it reads,", 1)
    lines = [*_told(difference), edits]
    if sorts.uncompared:
        lines.append("What only one version has, or takes, was not compared; it is listed below.")
    if rows is not None:
        lines += cohort_lines(rows, reread=bool(difference.readings))
    return ("# What changes\n\n" if markdown else "") + "\n".join(lines)


def _told(difference: Difference) -> list[str]:
    """Return what the whole comparison says, first of all whether anybody is told anything else."""
    lines: list[str] = []
    if difference.changes:
        lines.append(f"Other advice for {share(difference.concerned, difference.patients)} {OF_WHAT}")
    if difference.readings:
        told = share(difference.reread, difference.patients)
        of_what = "of them." if lines else OF_WHAT
        lines.append(f"The advice changes: under the same code it reads differently for {told} {of_what}")
    if difference.facts:
        facts = count(len(difference.facts), "fact")
        lines.append(
            f"The advice may change: {facts} left out, or given as before, now {_means(difference)} something else."
        )
    return lines or ["No patient gets other advice."]


def _means(difference: Difference) -> str:
    return "means" if len(difference.facts) == 1 else "mean"


def _by_label(changes: Iterable[Change]) -> dict[str, list[Change]]:
    sections: dict[str, list[Change]] = {}
    for change in changes:
        sections.setdefault(change.label, []).append(change)
    return sections


def _section(label: str, changes: list[Change], rows: Cohort | None, *, markdown: bool) -> str:
    counted = f" ({count(rows.by_output.get(changes[0].output, 0), 'row')} of the cohort)" if rows is not None else ""
    lines = [f"## {label}{counted}\n" if markdown else f"{label.upper()}{counted}"]
    for change in changes:
        lines += _change(change, markdown=markdown)
    return "\n".join(lines)


def _change(change: Change, *, markdown: bool) -> list[str]:
    if change.before and change.after:
        what = f"{change.before} → {change.after}"
    else:
        what = f"no longer {change.before}" if change.before else f"now also {change.after}"
    lines = [f"- **{what}**:" if markdown else f"  {what}:"]
    lines += [line(sentence(one.facts), markdown=markdown) for one in change.regions]
    if not all_told(change):
        lines.append(line("and others", markdown=markdown))
    causes = [cause(edit) for edit in change.causes[:MOST_CAUSES]]
    if len(change.causes) > MOST_CAUSES:
        causes.append(f"and {len(change.causes) - MOST_CAUSES} more edits")
    lines += [line(f"because of {one}", markdown=markdown) for one in causes]
    return lines


def _without_effect(edits: list[Edit], changes: Iterable[Change]) -> list[Edit]:
    effective = {edit for change in changes for edit in change.causes}
    return [edit for edit in edits if edit not in effective]
