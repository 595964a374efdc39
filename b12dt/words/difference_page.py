"""A difference between two versions as a page in Markdown: for a review, or for the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from b12dt.diff import Change, Difference, Edit, FactReading, Reading
from b12dt.diff.cohort import Cohort
from b12dt.words.cohort import cohort_lines, left_out_lines
from b12dt.words.edits import (
    IDLE,
    NOTICES,
    OVERLAP,
    UNCOMPARED,
    WORDS,
    count,
    field,
    headlines,
    number,
    place,
    sorts_of,
    title_of,
    what_changes,
)
from b12dt.words.patients import described, is_long, told_by

MOST_REGIONS = 4
MOST_RESULTS = 8
HOW_TO_SEE = "b12dt diff --all"
NOT_THERE = "–"
SIGNS = re.compile(r"[\\`*|$]|\](?=[(\[])|<(?=[A-Za-z/!?])")
"""Signs that would be read as Markdown, or end a cell, where cells and sentences mean themselves."""

Row = Sequence[str]


def difference_page(difference: Difference, rows: Cohort | None = None, *, every: bool = False) -> str:
    """Return the difference as Markdown; `rows` counts the rows of a cohort, `every` leaves nothing out."""
    return "\n\n".join(_parts(difference, rows, every=every))


def _parts(difference: Difference, rows: Cohort | None, *, every: bool) -> Iterable[str]:
    sorts = sorts_of(difference)
    lines = headlines(difference, sorts)
    if rows is not None:
        lines += cohort_lines(rows, reread=bool(difference.readings))
    yield f"# {_title(difference)}"
    yield _list(lines)
    if rows is not None and rows.left_out:
        yield "## Rows left out"
        yield _list(left_out_lines(rows))
    yield from _changes(difference, rows, every=every)
    if difference.readings:
        yield "## Advice that reads differently"
        for one in difference.readings:
            yield from _reading(one, every=every)
    if difference.facts:
        yield "## Facts left out are read differently"
        for one in difference.facts:
            yield from _fact(one)
    effective = [edit for edit in sorts.deciding if edit not in sorts.idle(difference.changes)]
    for title, edits in (
        (NOTICES, difference.notices),
        ("The edits behind the changes", effective),
        (UNCOMPARED, sorts.uncompared),
        (IDLE, sorts.idle(difference.changes)),
        (WORDS, sorts.wording),
    ):
        if edits:
            yield f"## {title}"
            yield _edits(edits)


def _title(difference: Difference) -> str:
    before, after = difference.versions
    return f"What changes from version {_plain(before)} to {_plain(after)}" if before != after else "What changes"


def _changes(difference: Difference, rows: Cohort | None, *, every: bool) -> Iterable[str]:
    if not difference.changes:
        return
    yield "## Advice that changes"
    yield f"{OVERLAP} In lists, {NOT_THERE} stands for a value that is not there."
    sections: dict[str, list[Change]] = {}
    for change in difference.changes:
        sections.setdefault(title_of(change), []).append(change)
    for label, changes in sections.items():
        counted = f" ({count(rows.by_output.get(changes[0].output, 0), 'row')} of the cohort)" if rows else ""
        yield f"### {_plain(label)}{counted}"
        said = dict(pair for change in changes for pair in change.sentences)
        if said:
            yield _list(f"{label}: {text}" for label, text in said.items())
        lines = [row for change in changes for row in _change(difference, change, every=every)]
        yield _table(("It was", "It is", "For whom", "Combinations", "Because of"), lines)


def _change(difference: Difference, change: Change, *, every: bool) -> Iterable[Row]:
    """Return a change as rows: what becomes what and why in the first one, a description of patients in each."""
    words = change.before or NOT_THERE, change.after or NOT_THERE
    causes = ", ".join(dict.fromkeys(edit.rule or edit.what for edit in change.causes))
    earlier = None if change.same_as is None else difference.changes[change.same_as]
    if earlier and is_long(change):
        same = f"the same as under {title_of(earlier)}, {what_changes(earlier)}"
        yield *words, same, number(change.patients), causes
        return
    for place_of_region, row in enumerate(_patients(change, every=every)):
        yield (*words, *row, causes) if place_of_region == 0 else ("", "", *row, "")


def _patients(one: Change | Reading, *, every: bool) -> Iterable[Row]:
    told = described(one, None if every else MOST_REGIONS, plain=True)
    if told.common:
        yield f"{told.common}; and with one of these:", f"{number(told.told)} in all"
    for text, region in told.regions:
        yield text, number(region.patients)
    if told.others:
        more = f"in {count(told.more, 'more description')}, which {HOW_TO_SEE} lists"
        yield f"others, {more if told.listed else 'too many to be listed'}", number(told.others)


def _reading(one: Reading, *, every: bool) -> Iterable[str]:
    # A value's label alone, such as `met`, says nothing of what it is about.
    yield f"### {_plain(f'{told_by(one, 1)}: {one.label}' if one.code else one.label)}"
    yield f"Told by {_plain(told_by(one, None if every else MOST_RESULTS))}."
    rows = [(field(edit), edit.before, edit.after, place(edit.span)) for edit in one.edits]
    yield _table(("What", "It read", "It reads", "Cell"), rows)
    yield _table(("For whom", "Combinations"), _patients(one, every=every))


def _fact(one: FactReading) -> Iterable[str]:
    yield f"### {_plain(one.label)}"
    yield f"Asked for by {_plain(', '.join(one.decisions))}."
    yield _edits(one.edits)


def _edits(edits: Iterable[Edit]) -> str:
    rows = [(edit.rule or NOT_THERE, edit.what, edit.before, edit.after, place(edit.span)) for edit in edits]
    return _table(("Rule", "What", "It was", "It is", "Cell"), rows)


def _table(titles: Row, rows: Iterable[Row]) -> str:
    lines = [titles, ["---"] * len(titles), *([_plain(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, in one line; a command as one, its two dashes not made one."""
    shown = SIGNS.sub(lambda sign: f"\\{sign.group()}", " ".join(text.split()))
    return shown.replace(HOW_TO_SEE, f"`{HOW_TO_SEE}`")
