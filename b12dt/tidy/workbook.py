"""Tidy one workbook: open it, see that nothing would be lost, tidy its sheets one by one, and pack it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.diagnostics import Finding, Span, finding
from b12dt.model import Guideline
from b12dt.read.grid import Grid
from b12dt.recognise.layout import ID, QUESTION
from b12dt.recognise.sheets import Sheet
from b12dt.tidy import cover as covers
from b12dt.tidy import look
from b12dt.tidy.book import OPENPYXL_RAISES, open_book, save_book, spread_columns, worksheets
from b12dt.tidy.cells import write_cells
from b12dt.tidy.change import Change, Log
from b12dt.tidy.colours import set_colours
from b12dt.tidy.dropdowns import Dropdown, dropdowns, numbers_in_use, set_dropdowns
from b12dt.tidy.forms import Form, SheetName, TableForm, forms, kind_of, place
from b12dt.tidy.hover import write_notes
from b12dt.tidy.ids import NewId
from b12dt.tidy.keep import keep
from b12dt.tidy.lists import NAME as LISTS
from b12dt.tidy.lists import PURPOSE as LISTS_PURPOSE
from b12dt.tidy.lists import Lists, write_lists
from b12dt.tidy.losses import losses, parts_lost
from b12dt.tidy.note_size import fit_notes
from b12dt.tidy.paint import freeze, page_setup, paint, tab_colour, zoom
from b12dt.tidy.parts import Parts
from b12dt.tidy.pen import Pen, Style

CANNOT_OPEN = "DT808"
NEW_RULE = "new rule: the next free number of its table"
PURPOSE = "Purpose"
_COVER, _LISTS = "contents", "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the workbooks together say, for tidying each of them."""

    guideline: Guideline
    forms: Mapping[SheetName, Form]
    kinds: Mapping[SheetName, str]
    purposes: Mapping[SheetName, str]
    ids: tuple[NewId, ...]
    numbers: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, sheets: Iterable[Sheet], guideline: Guideline, grids: Iterable[Grid], ids: Iterable[NewId]) -> Context:
        """Gather it from the sheets, their grids and the guideline they state."""
        kinds: dict[SheetName, str] = {}
        purposes: dict[SheetName, str] = {}
        for grid in grids:
            kind, header = kind_of(grid)
            kinds[grid.workbook, grid.sheet] = kind
            says = header.get(PURPOSE) or header.get(QUESTION)
            if says and says.text:
                purposes[grid.workbook, grid.sheet] = says.text
        return cls(
            guideline=guideline,
            forms=forms(sheets, guideline),
            kinds=kinds,
            purposes=purposes,
            ids=tuple(ids),
            numbers=numbers_in_use(guideline),
        )


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One workbook under work."""

    name: str
    book: Workbook
    log: Log
    context: Context

    def pens(self) -> dict[str, tuple[Pen, Form]]:
        """Return the sheets that b12dt knows, by name."""
        return {
            sheet.title: (Pen(sheet, self.log), self.context.forms[self.name, sheet.title])
            for sheet in worksheets(self.book)
            if (self.name, sheet.title) in self.context.forms
        }

    def of_kind(self, kind: str) -> Worksheet | None:
        """Return the first sheet of a kind that is for people."""
        return next(
            (one for one in worksheets(self.book) if self.context.kinds.get((self.name, one.title)) == kind), None
        )

    def lists(self) -> Worksheet | None:
        """Return the sheet of lists, one that was only just made, too."""
        made = self.book[LISTS] if LISTS in self.book.sheetnames else None
        new = (self.name, LISTS) not in self.context.kinds
        return self.of_kind(_LISTS) or (made if new else None)


def tidy_workbook(name: str, file: bytes, context: Context) -> tuple[tuple[Change, ...], bytes, tuple[Finding, ...]]:
    """Return what is changed and the tidied file; the file itself where nothing is, or where something would be lost."""
    if not any(workbook == name for workbook, _ in context.forms):
        # Nothing to tidy, so nothing could be lost, whatever is in it.
        return (), file, ()
    parts = Parts.of(file)
    book, found = _open(name, file, parts)
    if book is None:
        return (), file, found
    log = Log(workbook=name)
    desk = _Desk(name=name, book=book, log=log, context=context)
    for one in context.ids:
        if one.workbook == name:
            Pen(book[one.sheet], log).write(one.row, one.column, one.id, NEW_RULE)
    pens = desk.pens()
    for pen, form in pens.values():
        spread_columns(pen.sheet)
        write_cells(pen, form)
    _set_dropdowns(desk, pens)
    cover = _cover(desk, pens)
    for pen, form in pens.values():
        if cover is not None:
            covers.link_back(pen, cover, min(place(field.span)[0] for field in form.header.values()))
        paint(pen, form)
        set_colours(pen, form)
        write_notes(pen, form, context.guideline)
        fit_notes(pen)
    if not log.changes:
        return (), file, ()
    follows = {sheet: form.title + 1 for sheet, (_, form) in pens.items()}
    return log.changes, keep(parts, save_book(book), follows), ()


def _open(name: str, file: bytes, parts: Parts) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """Open a workbook if openpyxl can save all that is in it."""
    if found := parts_lost(name, parts):
        return None, found
    try:
        book = open_book(file, parts)
        saved = save_book(book)
    except OPENPYXL_RAISES as error:
        return None, (finding(CANNOT_OPEN, Span(workbook=name), reason=f"{type(error).__name__}: {error}"),)
    found = losses(name, parts, saved)
    return (None if found else book), found


def _set_dropdowns(desk: _Desk, pens: Mapping[str, tuple[Pen, Form]]) -> None:
    """Gather the words of all dropdowns on the sheet of lists, and let the cells offer them."""
    lists = Lists(one.name for one in desk.context.guideline.inputs)
    wanted: dict[str, dict[Dropdown, str]] = {}
    for name, (pen, form) in pens.items():
        offered = dropdowns(pen, form, desk.context.guideline, desk.context.numbers)
        wanted[name] = {one: lists.add(one) for one in offered}
    sheet = desk.of_kind(_LISTS)
    if sheet is None:
        if not lists.needed or LISTS in desk.book.sheetnames:
            return
        sheet = _new_lists(desk)
    write_lists(Pen(sheet, desk.log, whole=True), lists)
    columns, foreign = lists.columns(sheet), lists.foreign(sheet)
    for name, (own, _) in pens.items():
        places = {one: lists.place(sheet, columns, listed) for one, listed in wanted[name].items()}
        set_dropdowns(own, places, sheet.title, foreign)


def _new_lists(desk: _Desk) -> Worksheet:
    sheet: Worksheet = desk.book.create_sheet(LISTS)
    pen = Pen(sheet, desk.log, whole=True)
    for row, column, text in (
        *((1, 2, "Lists for the dropdowns"), (3, 2, "Sheet kind"), (3, 3, LISTS)),
        *((4, 2, PURPOSE), (4, 3, LISTS_PURPOSE)),
    ):
        pen.write(row, column, text, "sheet of lists")
    pen.style(1, 2, Style(size=15, bold=True, align="middle", text=False))
    for row in (3, 4):
        pen.style(row, 2, Style(size=9, bold=True, colour=look.MUTED, fill=look.SOFT["rule"], text=False))
        # Over several columns, since those below may be narrow.
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=9)
        pen.style(row, 3, Style())
    pen.width(1, 2)
    pen.height(4, 29.9)
    freeze(pen, "A7")
    zoom(pen, 90)
    page_setup(pen, 3)
    tab_colour(pen, look.TABS[LISTS])
    return sheet


def _cover(desk: _Desk, pens: Mapping[str, tuple[Pen, Form]]) -> str | None:
    """Make or refresh the cover and return its sheet's name; None where a sheet of that name is something else."""
    sheet = desk.of_kind(_COVER)
    made = sheet is None
    if sheet is None:
        if covers.NAME in desk.book.sheetnames or not pens:
            return None
        sheet = desk.book.create_sheet(covers.NAME, 0)
        desk.book.active = 0
        _select_only(desk.book, sheet)
        about = dict(desk.context.guideline.about)
        legend = any(isinstance(form, TableForm) for _, form in pens.values())
        title = desk.name.removesuffix(".xlsx").replace("-", " ").capitalize()
        pen = Pen(sheet, desk.log, whole=True)
        covers.new_cover(pen, title, _warning(about), "Lists the sheets of this workbook.", legend=legend)
    lines = covers.lines_of(_lines(desk, pens), _names(desk), sheet.title)
    covers.refresh_cover(Pen(sheet, desk.log, whole=made), lines)
    lists = desk.lists()
    if lists is not None:
        covers.link_back(Pen(lists, desk.log, whole=True), sheet.title, 3)
    return sheet.title


def _names(desk: _Desk) -> Sequence[str]:
    return [sheet.title for sheet in worksheets(desk.book) if sheet.sheet_state == "visible"]


def _select_only(book: Workbook, sheet: Worksheet) -> None:
    """Open the workbook on one sheet; two selected sheets would both take what is typed."""
    for one in worksheets(book):
        view: Any = one.sheet_view
        view.tabSelected = one is sheet


def _warning(about: Mapping[str, str]) -> str:
    parts = [about.get("Title", ""), f"version {about['Version']}" if "Version" in about else ""]
    return "; ".join(part for part in parts if part)


def _lines(desk: _Desk, pens: Mapping[str, tuple[Pen, Form]]) -> dict[str, covers.Line]:
    """Return what the sheets tell of themselves."""
    lines: dict[str, covers.Line] = {LISTS: covers.Line(sheet=LISTS, says=covers.LISTS_LINE)}
    for name, (_, form) in pens.items():
        says = desk.context.purposes.get((desk.name, name))
        lines[name] = covers.Line(sheet=name, id=form.header[ID].text if ID in form.header else "", says=says)
    return lines
