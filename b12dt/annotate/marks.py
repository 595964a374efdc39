"""Findings in the cells they are about: a colour, a line around a single cell, and a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, cast

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.annotate.look import NAMES, PALE, STRONG, cell_at, edges, fill, lines, plain
from b12dt.catalogue import catalogue, severity, title
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.words.facts import facts

AUTHOR: Final = "b12dt"
SEPARATOR: Final = "\n\n────────────\n"
LARGEST_AREA: Final = 10_000
"""Cells. A larger area, as whole rows and columns are, is coloured only as far as the sheet holds something."""

_NOTE_WIDTH, _NOTE_CHARACTERS, _NOTE_LINE, _NOTE_HIGHEST = 360, 58, 15, 480
_GRAVEST = list(Severity)

Place = tuple[int, int]


def mark_cells(sheet: Worksheet, workbook: str, findings: Iterable[Finding]) -> None:
    """Mark on one sheet the places of findings, and the places that belong to them."""
    grades: dict[Place, Severity] = {}
    alone: set[Place] = set()
    notes: dict[Place, list[str]] = {}
    gravest: list[Severity] = []
    for one in findings:
        for span in dict.fromkeys((one.span, *one.related)):
            if (span.workbook, span.sheet) != (workbook, sheet.title):
                continue
            grade = severity(one)
            gravest.append(grade)
            places = list(_places(sheet, span))
            for place in places:
                grades[place] = min(grades.get(place, grade), grade, key=_GRAVEST.index)
            if len(places) == 1:
                alone.update(places)
            if places:
                notes.setdefault(_anchor(sheet, places[0]), []).append(_note(one, span))
    _colour(sheet, grades, alone)
    for place, texts in notes.items():
        _add_note(sheet, place, "\n\n".join(texts))
    if gravest:
        sheet.sheet_properties.tabColor = STRONG[min(gravest, key=_GRAVEST.index)]


def fit_comments(sheet: Worksheet) -> None:
    """Give every note of a sheet the size of its text: openpyxl forgets the sizes that the notes had."""
    for row in sheet.iter_rows():
        for cell in row:
            comment = cell.comment
            if comment is not None:
                comment.width = _NOTE_WIDTH
                comment.height = min(_NOTE_HIGHEST, (lines(_text(comment), _NOTE_CHARACTERS) + 1) * _NOTE_LINE)


def _places(sheet: Worksheet, span: Span) -> Iterator[Place]:
    """Return the cells of a place; none where the whole sheet is meant."""
    if not span.cells:
        return
    try:
        column, row, last_column, last_row = range_boundaries(span.cells)
    except (ValueError, TypeError):
        return
    # Whole rows such as 2:3 have no columns, and whole columns no rows.
    first = (row or 1, column or 1)
    last = (last_row or sheet.max_row, last_column or sheet.max_column)
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > LARGEST_AREA:
        last = min(last[0], sheet.max_row), min(last[1], sheet.max_column)
    for place in range(first[0], last[0] + 1):
        yield from ((place, across) for across in range(first[1], last[1] + 1))


def _anchor(sheet: Worksheet, place: Place) -> Place:
    """Return the cell that can bear a note: in a merged area only the first one can."""
    if isinstance(sheet.cell(*place), MergedCell):
        for area in sheet.merged_cells.ranges:
            row, column, last_row, last_column = area.min_row, area.min_col, area.max_row, area.max_col
            if row <= place[0] <= last_row and column <= place[1] <= last_column:
                return row, column
    return place


def _colour(sheet: Worksheet, grades: Mapping[Place, Severity], alone: AbstractSet[Place]) -> None:
    """Colour the cells; those that are meant by themselves have a line around them, too, within a row that is meant."""
    by_grade: dict[Severity, list[str]] = {}
    for place, grade in grades.items():
        cell = cell_at(sheet, *place)
        cell.fill = fill(PALE[grade])
        if place in alone and grade is not Severity.INFO:
            cell.border = edges(STRONG[grade])
        by_grade.setdefault(grade, []).append(cell.coordinate)
    _above_conditional_formats(sheet, by_grade)


def _above_conditional_formats(sheet: Worksheet, cells: Mapping[Severity, Sequence[str]]) -> None:
    """Let the marks win over the sheet's own conditional formats, which would be painted over them."""
    # openpyxl's list of formats yields them, which the published types leave out.
    own = [rule for formats in cast("Any", sheet.conditional_formatting) for rule in formats.rules]
    if not own:
        return
    for rule in own:
        rule.priority += len(cells)
    for priority, (grade, coordinates) in enumerate(cells.items(), 1):
        look = DifferentialStyle(fill=fill(PALE[grade]))
        mark = Rule(type="expression", formula=["TRUE"], dxf=look, stopIfTrue=True, priority=priority)
        cast("Any", sheet.conditional_formatting).add(" ".join(coordinates), mark)


def _note(one: Finding, span: Span) -> str:
    """Return the note at a place: the whole finding where it stands, a pointer where the place only belongs to it."""
    grade = NAMES[severity(one)].capitalize()
    if span != one.span:
        return plain(f"{grade} {one.code} at {one.span}: {title(one)}")
    told = [f"{grade} {one.code}: {title(one)}", *(f"{label}: {text}" for label, text in facts(one))]
    return plain("\n".join([*told, f"To mend it: {catalogue()[one.code].mend}"]))


def _add_note(sheet: Worksheet, place: Place, text: str) -> None:
    cell = cell_at(sheet, *place)
    there = cell.comment
    if there is None:
        cell.comment = Comment(text, AUTHOR)
    else:
        # Whoever wrote the note stays its author; what is ours stands below the line, with our name.
        cell.comment = Comment(f"{plain(_text(there))}{SEPARATOR}{AUTHOR}\n{text}", there.author)


def _text(comment: Comment) -> str:
    return str(comment.text or "")
