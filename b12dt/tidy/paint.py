"""The look of tables and lists: fonts, backgrounds, widths, heights, what stays in view, how they are printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from openpyxl.utils import get_column_letter

from b12dt.recognise.layout import QUESTION
from b12dt.tidy import look
from b12dt.tidy.columns import RULE_WIDTHS, Column, look_of
from b12dt.tidy.dropdowns import rows_of
from b12dt.tidy.forms import Form, ListForm, TableForm, place
from b12dt.tidy.look import Role
from b12dt.tidy.metrics import lines
from b12dt.tidy.pen import HEIGHTS, Pen, Style

VIEW, PRINT, FILTER, TAB, MERGED = "what stays in view", "print set-up", "filter", "tab colour", "header block"

_TITLE = Style(size=15, bold=True, align="middle", text=False)
_LABEL = Style(size=9, bold=True, colour=look.MUTED, fill=look.SOFT["rule"], text=False)
_VALUE = Style()
_SPARE = Style()
BACK = Style(colour=look.LINK, link=True, align="middle", text=False)
_LINK_CELL = Style(size=9, colour=look.LINK, link=True, border="box", fill=look.SOFT["list"])
_BROADEST_BLOCK = 9
"""The last column that the values of a list's header block run over."""
_NARROW, _WIDE_ZOOM = 100, 90
_USUAL_HEIGHT, _NEARLY = 15, 2
_LONG, _VERY_LONG = 60, 130
"""Letters. Longer content gets a broader column, so that its row does not become a tower."""
_VALUE_COLUMN: Final = 3
CHECK = "check_"


def paint(pen: Pen, form: Form) -> None:
    """Give a sheet its look."""
    if isinstance(form, TableForm):
        _paint_table(pen, form)
        last = max(max(form.columns) - len(RULE_WIDTHS), 6)
    else:
        _paint_list(pen, form)
        last = min(max(form.columns.values()), _BROADEST_BLOCK)
    _paint_block(pen, form, last)
    _tab(pen, form)
    _view(pen, form)
    _print(pen, form)
    _filter(pen, form)


def _title(role: Role) -> Style:
    return Style(colour="FFFFFF", bold=True, fill=look.DARK[role], border="box")


def _body(role: Role) -> Style:
    return Style(fill=look.SOFT[role], border="box", bold=role == "rule")


def _paint_block(pen: Pen, form: Form, last: int) -> None:
    """Paint the title and the header block; let its values run over the width of the table."""
    pen.width(1, 2)
    rows = {place(field.span)[0]: label for label, field in form.header.items()}
    first = min(rows)
    if first > 1:
        pen.style(1, 2, _TITLE)
        pen.height(1, 25)
    for row, label in rows.items():
        pen.style(row, 2, _LABEL)
        pen.style(row, 3, replace(_VALUE, bold=label == QUESTION))
        room = _spread(pen, row, last)
        wide = sum(pen.width_of(column) for column in range(3, room + 1))
        value, label_text = pen.read(row, 3), pen.read(row, 2)
        count = max(lines(value, wide, bold=label == QUESTION), lines(label_text, pen.width_of(2), size=9, bold=True))
        pen.height(row, round(13.2 * count + 3.5, 1))


def _spread(pen: Pen, row: int, last: int) -> int:
    """Merge a value with the empty cells to its right, up to `last`; return the last column it shows in."""
    areas = [
        area
        for area in pen.sheet.merged_cells.ranges
        if area.min_row <= row <= area.max_row and area.max_col >= _VALUE_COLUMN
    ]
    if areas and not (len(areas) == 1 and (areas[0].min_col, areas[0].min_row, areas[0].max_row) == (3, row, row)):
        return 3
    held = areas[0].max_col if areas else 3
    if held == last or any(pen.sheet.cell(row, column).value is not None for column in range(4, max(last, held) + 1)):
        return held
    if areas:
        pen.sheet.unmerge_cells(str(areas[0]))
    if last > _VALUE_COLUMN:
        pen.sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=last)
    pen.note(MERGED)
    return max(last, 3)


def _paint_table(pen: Pen, form: TableForm) -> None:
    roles: dict[int, Role] = dict.fromkeys(form.columns, "note")
    roles[form.id] = "rule"
    for column in form.inputs:
        roles[column] = "input"
    for column in (*form.outputs, *form.free):
        roles[column] = "output"
    upper, title = form.title - 1, form.title
    for column, role in roles.items():
        head = _title(role)
        stands_alone = column in form.ends.values()
        pen.style(upper, column, replace(head, border="top") if stands_alone else replace(head, align="middle left"))
        pen.style(title, column, replace(head, border="bottom") if stands_alone else head)
    first, last = rows_of(form)
    for row in range(first, last + look.SPARE_ROWS + 1):
        for column, role in roles.items():
            pen.style(row, column, _body(role) if row <= last else _SPARE)
    pen.width(form.id, 22)
    for column in (*form.inputs, *form.outputs, *form.free):
        pen.width(column, _width(pen, form, column))
    for name, column in form.ends.items():
        pen.width(column, RULE_WIDTHS[name])
    pen.height(upper, 18)
    pen.fit(title, [one for one in form.columns if one not in form.ends.values()])
    for row in form.rows:
        pen.fit(row, form.columns)
    _free_heights(pen, form)


def _width(pen: Pen, form: TableForm, column: int) -> float:
    """Return the width at which a column is easy to read: its longest word, its content within bounds."""
    title = pen.read(form.title, column)
    longest = max(len(pen.read(row, column)) for row in form.rows)
    width = max(max((len(word) for word in title.split(" ")), default=0) + 3, min(17, len(title) + 2))
    bound = 34 if longest > _VERY_LONG else 30 if longest > _LONG else 26
    return max(12, width, min(bound, longest + 2.5))


def _paint_list(pen: Pen, form: ListForm) -> None:
    looks = {at: _column(pen, form, title, at) for title, at in form.columns.items()}
    for column, one in looks.items():
        pen.style(form.title, column, _title(one.role))
        pen.width(column, one.width)
    first, last = rows_of(form)
    for row in range(first, last + look.SPARE_ROWS + 1):
        for column, one in looks.items():
            pen.style(row, column, _cell(pen, form, row, column, one) if row <= last else _SPARE)
    pen.fit(form.title, list(looks))
    for row in form.rows:
        pen.fit(row, list(looks))
    _free_heights(pen, form)


def _column(pen: Pen, form: ListForm, title: str, at: int) -> Column:
    known = look_of(form.kind).columns.get(title)
    if known is not None:
        return known
    if at not in form.inputs:
        return Column(width=pen.width_of(at))
    longest = max((len(pen.read(row, at)) for row in form.rows), default=0)
    word = max((len(word) for word in title.split()), default=0) + 3
    return Column(width=max(10, word, min(14, len(title) + 2), min(24, longest + 2.5)), role="input")


def _cell(pen: Pen, form: ListForm, row: int, column: int, known: Column) -> Style:
    style = replace(_body(known.role), bold=known.bold)
    if pen.sheet.cell(row, column).hyperlink is not None:
        return _LINK_CELL
    if known.mono:
        style = replace(style, name=look.MONO, size=9)
    if form.kind == "Cases":
        base = pen.read(row, form.columns["ID"]) == "BASE"
        if base:
            style = replace(style, fill=look.BASE_ROW)
        elif column in form.inputs and pen.read(row, column):
            style = replace(style, fill=look.OWN_FACT, bold=True)
    if form.kind == "Values" and _begins(pen, form, row):
        style = replace(style, border="heavy")
    return style


def _begins(pen: Pen, form: ListForm, row: int) -> bool:
    """Tell whether a row is the first one of its list of values."""
    at = form.columns["List"]
    return row in form.rows and pen.read(row, at) != pen.read(row - 1, at)


def _free_heights(pen: Pen, form: Form) -> None:
    """Leave the height of empty rows to the program that shows them."""
    _, last = rows_of(form)
    rows: Any = pen.sheet.row_dimensions
    for row in range(last + 1, last + look.SPARE_ROWS + 1):
        if row in rows and rows[row].height is not None:
            # LibreOffice writes the height of every row; the usual one is not worth a change.
            if abs(rows[row].height - _USUAL_HEIGHT) > _NEARLY:
                pen.note(HEIGHTS)
            rows[row].height = None


def _tab(pen: Pen, form: Form) -> None:
    if isinstance(form, TableForm):
        colour = look.CHECK_TAB if form.decision.key.startswith(CHECK) else look.TABLE_TAB
    else:
        colour = look.TABS.get(form.kind, look.LIST_TAB)
    tab_colour(pen, colour)


def tab_colour(pen: Pen, colour: str) -> None:
    """Give a sheet's tab its colour."""
    held: Any = pen.sheet.sheet_properties.tabColor
    if held is None or held.type != "rgb" or held.rgb[-6:] != colour:
        pen.sheet.sheet_properties.tabColor = colour
        pen.note(TAB)


def _view(pen: Pen, form: Form) -> None:
    columns = sorted(form.columns.values()) if isinstance(form, ListForm) else [form.id]
    kept = min(look_of(form.kind).kept, len(columns)) if isinstance(form, ListForm) else 1
    freeze(pen, f"{get_column_letter(columns[kept - 1] + 1)}{form.title + 1}")
    wide = isinstance(form, TableForm) or form.kind == "Cases"
    zoom(pen, _WIDE_ZOOM if wide else _NARROW)


def freeze(pen: Pen, cell: str) -> None:
    """Keep the titles above and left of a cell in view."""
    if pen.sheet.freeze_panes != cell:
        pen.sheet.freeze_panes = cell
        pen.note(VIEW)


def zoom(pen: Pen, scale: int) -> None:
    """Hide the grid of the sheet, and set how large it is shown where nobody has chosen."""
    view: Any = pen.sheet.sheet_view
    if view.showGridLines is not False:
        view.showGridLines = False
        pen.note(VIEW)
    if view.zoomScale is None:
        view.zoomScale = scale
        pen.note(VIEW)


def _print(pen: Pen, form: Form) -> None:
    first = form.title - 1 if isinstance(form, TableForm) else form.title
    titles = f"${first}:${form.title}"
    if _bare(pen.sheet.print_title_rows) != _bare(titles):
        pen.sheet.print_title_rows = titles.replace("$", "")
        pen.note(PRINT)
    page_setup(pen, 5 if isinstance(form, ListForm) and form.kind == "Cases" else 1)
    if isinstance(form, TableForm) or form.kind == "Summary":
        columns = form.columns if isinstance(form, TableForm) else list(form.columns.values())
        area = f"A1:{get_column_letter(max(columns))}{rows_of(form)[1]}"
        if _bare(pen.sheet.print_area).rpartition("!")[2] != area:
            pen.sheet.print_area = area
            pen.note(PRINT)


def page_setup(pen: Pen, pages: int) -> None:
    """Print across A4, `pages` wide, with the sheet's name below."""
    sheet: Any = pen.sheet
    wanted = ("landscape", 9, pages, 0, True)
    fits = bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    setup = sheet.page_setup
    paper = int(setup.paperSize) if setup.paperSize is not None else 0
    width = 1 if setup.fitToWidth is None else int(setup.fitToWidth)
    height = 1 if setup.fitToHeight is None else int(setup.fitToHeight)
    if (setup.orientation, paper, width, height, fits) != wanted:
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = wanted[:4]
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        pen.note(PRINT)
    footer = sheet.oddFooter
    # A footer of the authors' own stays.
    if not any(part.text for part in (footer.left, footer.center, footer.right)):
        footer.center.text, footer.right.text = "&A", "Page &P of &N"
        footer.center.size = footer.right.size = 8
        pen.note(PRINT)


def _bare(text: Any) -> str:
    return str(text or "").replace("$", "").replace("'", "")


def _filter(pen: Pen, form: Form) -> None:
    if isinstance(form, TableForm) or not look_of(form.kind).filtered:
        return
    columns = form.columns.values()
    area = f"{get_column_letter(min(columns))}{form.title}:{get_column_letter(max(columns))}{rows_of(form)[1]}"
    held: Any = pen.sheet.auto_filter
    # What a filter hides, somebody hid on purpose: it is only made to reach over all rows.
    if _bare(held.ref) != area:
        held.ref = area
        pen.note(FILTER)
