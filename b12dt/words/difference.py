"""A difference between two versions in words, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from b12dt.diff import Change, Difference, Edit, FactReading, Reading
from b12dt.diff.cohort import Cohort
from b12dt.diff.regions import Region
from b12dt.words.cohort import cohort_lines, left_out_lines
from b12dt.words.edits import (
    IDLE,
    NOTICES,
    OVERLAP,
    UNCOMPARED,
    WORDS,
    cause,
    count,
    field,
    headlines,
    named,
    number,
    place,
    sorts_of,
    title_of,
    what_changes,
)
from b12dt.words.patients import described, is_long, told_by

WIDTH = 100
MOST_REGIONS = 4
MOST_CAUSES = 4
MOST_RESULTS = 4
HOW_TO_SEE = "b12dt diff --all lists them"


def difference_text(difference: Difference, rows: Cohort | None = None, *, every: bool = False) -> str:
    """Return the difference as text; `rows` counts the rows of a cohort, `every` leaves nothing out."""
    return "\n\n".join(_Text(difference, rows, every=every).parts())


class _Text:
    """What is told of one difference, and which edits have been told whole already."""

    def __init__(self, difference: Difference, rows: Cohort | None, *, every: bool) -> None:
        self._difference = difference
        self._rows = rows
        self._every = every
        self._told: set[Edit] = set()

    def parts(self) -> Iterable[str]:
        difference, rows = self._difference, self._rows
        sorts = sorts_of(difference)
        lines = headlines(difference, sorts)
        if rows is not None:
            lines += cohort_lines(rows, reread=bool(difference.readings))
        if self._every:
            lines.append(OVERLAP)
        yield "\n".join(lines)
        if rows is not None and rows.left_out:
            yield _part("Rows left out", map(_line, left_out_lines(rows)))
        for label, changes in _by_output(difference.changes).items():
            yield self._section(label, changes)
        yield from self._read_differently()
        for title, edits in (
            (NOTICES, difference.notices),
            (UNCOMPARED, sorts.uncompared),
            (IDLE, sorts.idle(difference.changes)),
            (WORDS, sorts.wording),
        ):
            if edits:
                yield _part(title, (_line(cause(edit)) for edit in edits))

    def _section(self, label: str, changes: list[Change]) -> str:
        rows = self._rows
        counted = f" ({count(rows.by_output.get(changes[0].output, 0), 'row')} of the cohort)" if rows else ""
        return "\n".join([f"{label.upper()}{counted}", *(line for one in changes for line in self._change(one))])

    def _change(self, change: Change) -> Iterable[str]:
        yield f"  {what_changes(change)} ({_combinations(change.patients)}):"
        yield from (_line(f"{label}: {said}") for label, said in change.sentences)
        earlier = None if change.same_as is None else self._difference.changes[change.same_as]
        if earlier and is_long(change):
            same = ", because of the same" if change.causes == earlier.causes else ""
            yield _line(f"for the same patients as under {title_of(earlier)}, {what_changes(earlier)}{same}")
            if same:
                return
        else:
            yield from self._patients(change)
        yield from self._causes(change.causes)

    def _patients(self, one: Change | Reading) -> Iterable[str]:
        told = described(one, None if self._every else MOST_REGIONS)
        begins = "for "
        if told.common:
            yield _line(f"for {told.common}; and with one of these:")
            begins = "- "
        for text, region in told.regions:
            yield _line(f"{begins}{text}{self._added(region)}", within=bool(told.common))
        if not told.listed:
            yield _line("and for others, in too many descriptions to be listed", within=told.of_all)
        elif told.more:
            more = f"and for others, in {count(told.more, 'more description')}; {HOW_TO_SEE}"
            yield _line(more, within=told.of_all)

    def _added(self, region: Region) -> str:
        return f" ({number(region.patients)})" if self._every else ""

    def _causes(self, causes: Sequence[Edit]) -> Iterable[str]:
        """Return what caused a change: each edit whole where it is met first, by its name from then on."""
        shown = causes if self._every else causes[:MOST_CAUSES]
        for edit in shown:
            yield _line(f"because of {named(edit) if edit in self._told else cause(edit)}")
            self._told.add(edit)
        if len(shown) < len(causes):
            yield _line(f"because of {count(len(causes) - len(shown), 'more edit')}; {HOW_TO_SEE}")

    def _read_differently(self) -> Iterable[str]:
        difference = self._difference
        if difference.readings:
            lines = [line for one in difference.readings for line in self._reading(one)]
            yield _part("Advice that reads differently", lines)
        if difference.facts:
            yield _part(
                "Facts left out are read differently", (line for one in difference.facts for line in _fact(one))
            )

    def _reading(self, one: Reading) -> Iterable[str]:
        """Return one code: where it is given, what of it was edited, and who gets it."""
        results = told_by(one, None if self._every else MOST_RESULTS)
        yield f"  {one.label} ({results}; {_combinations(one.patients)}):"
        yield from (_line(f"{field(edit)}: {edit.before} → {edit.after} ({place(edit.span)})") for edit in one.edits)
        yield from self._patients(one)


def _combinations(whole: int) -> str:
    return f"{number(whole)} combination" + ("" if whole == 1 else "s")


def _fact(one: FactReading) -> Iterable[str]:
    yield f"  {one.label}, asked for by {', '.join(one.decisions)}:"
    yield from (_line(cause(edit)) for edit in one.edits)


def _by_output(changes: Iterable[Change]) -> dict[str, list[Change]]:
    sections: dict[str, list[Change]] = {}
    for change in changes:
        sections.setdefault(title_of(change), []).append(change)
    return sections


def _part(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title.upper(), *lines])


def _line(text: str, *, within: bool = False) -> str:
    """Return a line of a list; `within`: of the list that the line before it begins."""
    begins, goes_on = ("        ", "          ") if within else ("    · ", "      ")
    return textwrap.fill(text, WIDTH, initial_indent=begins, subsequent_indent=goes_on, break_on_hyphens=False)
