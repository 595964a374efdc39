"""Edits, changes and counts in words, as all forms of a difference tell them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from b12dt.diagnostics import Span
from b12dt.diff import Change, Difference, Edit, Reading
from b12dt.diff.edit import BLANK
from b12dt.diff.results import NOTHING

SMALLEST_SHARE = 0.01
LARGEST_SHARE = 99
WHOLE = 1_000_000
"""Up to here a number is told digit by digit; beyond, how large it is."""

OF_WHAT = "of the combinations of answers that the cells can tell apart; this is not a share of real patients."
OVERLAP = (
    "Descriptions may overlap: the number beside each counts the combinations that those above it leave out, "
    "so that together they are all."
)
UNCOMPARED = "What only one version has, which was not compared"
IDLE = "Edits that change nobody's advice"
WORDS = "Edits of words, which decide nothing"
NOTICES = "Told with every advice"


class Sorts(NamedTuple):
    """The edits by what they do."""

    deciding: list[Edit]
    reading: list[Edit]
    uncompared: list[Edit]
    wording: list[Edit]

    def idle(self, changes: Iterable[Change]) -> list[Edit]:
        """Return the edits of what is decided that are behind no change."""
        effective = {edit for change in changes for edit in change.causes}
        return [edit for edit in self.deciding if edit not in effective]


def sorts_of(difference: Difference) -> Sorts:
    """Return the edits by what they do: one that reads differently to somebody is neither idle nor mere wording."""
    sorts = Sorts([], [], [], [])
    reading = {edit for one in (*difference.readings, *difference.facts) for edit in one.edits} | {*difference.notices}
    for edit in difference.edits:
        if edit in reading:
            sorts.reading.append(edit)
        elif edit.uncompared:
            sorts.uncompared.append(edit)
        else:
            (sorts.wording if edit.wording else sorts.deciding).append(edit)
    return sorts


def headlines(difference: Difference, sorts: Sorts) -> list[str]:
    """Return what the whole comparison says, first of all whether anybody is told anything else."""
    lines = [*_told(difference), _counted(sorts)]
    if sorts.uncompared:
        lines.append("What only one version has, or takes, was not compared; it is listed below.")
    return lines


def _told(difference: Difference) -> Iterable[str]:
    everyone = difference.patients
    if not everyone:
        yield "Nobody can be advised by both versions: some fact has no answer that both take."
    elif difference.changes:
        yield f"Other advice for {share(difference.concerned, everyone)} {OF_WHAT}"
        yield f"That is {number(difference.concerned)} of {number(everyone)} combinations."
    if difference.readings:
        of_what = "of them." if difference.changes else OF_WHAT
        told = share(difference.reread, everyone)
        yield f"The advice changes: under the same code it reads differently for {told} {of_what}"
    if difference.facts:
        facts = count(len(difference.facts), "fact")
        means = "means" if len(difference.facts) == 1 else "mean"
        yield f"The advice may change: {facts} left out, or given as before, now {means} something else."
    if difference.notices:
        yield "The advice changes: another notice is told with every advice."
    if difference.uncompared:
        yield _may_change(difference)
    elif not difference.alters and everyone:
        yield "No patient gets other advice."


def _may_change(difference: Difference) -> str:
    """Return the sentence on what was not compared: patients of one version only, or what one of them decides."""
    kinds = {edit.kind for edit in difference.uncompared}
    what = [
        told
        for told, mine in (
            ("what is asked, or which answers are taken,", {"input", "value"}),
            ("what is decided", {"decision", "output"}),
        )
        if kinds & mine
    ]
    other = "" if difference.changes else " Patients whom both versions can advise get the same results."
    return f"The advice may change: {' and '.join(what)} is not the same in both versions.{other}"


def _counted(sorts: Sorts) -> str:
    read = f", {len(sorts.reading)} of how it reads" if sorts.reading else ""
    deciding = len(sorts.deciding) + len(sorts.uncompared)
    return f"{count(deciding, 'edit')} of what is decided{read}, {len(sorts.wording)} of words."


def what_changes(change: Change) -> str:
    """Return a change in a few words: `tablet → injection`, `now also no delay`."""
    if change.before and change.after:
        return f"{change.before} → {change.after}"
    if NOTHING in (change.before, change.after):
        return "answered now" if change.before else NOTHING
    return f"no longer {change.before}" if change.before else f"now also {change.after}"


def title_of(change: Change) -> str:
    """Return the name of the output that changes; of a working step with what it is."""
    return f"{change.label} (working step)" if change.working_step else change.label


def cause(edit: Edit) -> str:
    """Return an edit: its rule, what it is, how it read and reads, and its cell."""
    return f"{_subject(edit)} ({place(edit.span)})"


def _subject(edit: Edit) -> str:
    if BLANK in (edit.before, edit.after) and edit.name and not edit.field:
        came = edit.before == BLANK
        told = edit.after if came else edit.before
        new = "new" if came else "no longer there"
        return f"{edit.what}, {new}" + (f": {told}" if told != edit.name else "")
    return f"{named(edit)}: {edit.before} → {edit.after}"


def named(edit: Edit) -> str:
    """Return which edit is meant: its rule, and what of it."""
    rule = f"{edit.rule}, " if edit.rule and edit.rule not in edit.what else ""
    return f"{rule}{edit.what}"


def field(edit: Edit) -> str:
    """Return what of a thing was edited, where the thing itself is named before."""
    return edit.field.replace("_", " ") or edit.what


def place(span: Span) -> str:
    """Return where an edit stands: the first of its cells."""
    return str(Span(workbook=span.workbook, sheet=span.sheet, cells=span.cells.split(":")[0]))


def all_told(one: Change | Reading) -> bool:
    """Tell whether the regions of a change are all of it."""
    return sum(region.patients for region in one.regions) == one.patients


def share(part: int, everyone: int) -> str:
    """Return a part of all combinations of answers as a percentage that says neither all nor none where it is not so."""
    percent = 100 * part / everyone
    if part == everyone:
        return "100 %"
    if percent > LARGEST_SHARE:
        return f"more than {LARGEST_SHARE} %"
    return f"{percent:.2g} %" if percent >= SMALLEST_SHARE else f"less than {SMALLEST_SHARE} %"


def number(whole: int) -> str:
    """Return a number of combinations: `1,536`, `9.8·10²⁴`."""
    if whole < WHOLE:
        return f"{whole:,}"
    digits, _, power = f"{whole:.1e}".partition("e+")
    return f"{digits}·10{power.lstrip('0').translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def count(number: int, word: str) -> str:
    """Return a number and its word: `1 row`, `2 rows`."""
    return f"{number} {word}" + ("" if number == 1 else "s")
