"""Colours by condition: basis, severity, status, and dashes in grey. Rules that b12dt does not know stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import openpyxl.formatting.rule
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from b12dt.read.grid import runs
from b12dt.recognise.layout import BASIS, INTERPRETATIONS
from b12dt.resolve.dictionary import SEVERITY_LIST
from b12dt.tidy import look
from b12dt.tidy.columns import look_of
from b12dt.tidy.dropdowns import rows_of
from b12dt.tidy.forms import Form, ListForm
from b12dt.tidy.pen import Pen

COLOURS = "colours by condition"
# The published types of openpyxl leave these open.
_rules = cast("Any", openpyxl.formatting.rule)

Colours = tuple[str, str, str]
"""A word, the colour behind it, its own colour."""

_DASH: Colours = ("-", "", look.DASH)
_KNOWN = {
    _DASH,
    *(
        (word, *pair)
        for table in (
            look.BASIS_COLOURS,
            look.SEVERITY_COLOURS,
            look.STATUS_COLOURS,
            look.WEIGHT_COLOURS,
            look.LOOK_FIRST_COLOURS,
        )
        for word, pair in table.items()
    ),
}


def set_colours(pen: Pen, form: Form) -> None:
    """Give a sheet its colours by condition."""
    wanted = [(area, one) for area, colours in _wanted(form) for one in colours]
    stored = cast("Iterable[Any]", pen.sheet.conditional_formatting)
    held: list[tuple[str, Any]] = [(str(one.sqref), rule) for one in stored for rule in one.rules]
    ours = [(area, key) for area, rule in held if (key := _colours(rule)) in _KNOWN]
    if sorted(ours) == sorted(wanted):
        return
    rules = cast("Any", ConditionalFormattingList())
    for area, rule in held:
        if _colours(rule) not in _KNOWN:
            rules.add(area, rule)
    for area, one in wanted:
        rules.add(area, _rule(one))
    pen.sheet.conditional_formatting = rules
    pen.note(COLOURS)


def _wanted(form: Form) -> Iterable[tuple[str, list[Colours]]]:
    if isinstance(form, ListForm):
        known = look_of(form.kind).columns
        for title, column in form.columns.items():
            colours = known[title].colours if title in known else None
            if colours:
                yield _area(form, column), _listed(colours)
        return
    for column, output in form.outputs.items():
        if output.values is not None and output.values.name == SEVERITY_LIST:
            yield _area(form, column), _listed(look.SEVERITY_COLOURS)
    yield _area(form, form.ends[BASIS]), _listed(look.BASIS_COLOURS)
    for first, last in runs(sorted(form.inputs)):
        yield _area(form, first, last), [_DASH]
    if INTERPRETATIONS in form.ends:
        yield _area(form, form.ends[INTERPRETATIONS]), [_DASH]


def _listed(colours: Mapping[str, tuple[str, str]]) -> list[Colours]:
    return [(word, *pair) for word, pair in colours.items()]


def _area(form: Form, first: int, last: int | None = None) -> str:
    top, bottom = rows_of(form)
    return f"{get_column_letter(first)}{top}:{get_column_letter(last or first)}{bottom + look.SPARE_ROWS}"


def _rule(colours: Colours) -> Rule:
    word, behind, ink = colours
    fill = PatternFill("solid", start_color=behind, end_color=behind) if behind else None
    font = Font(color=ink, bold=True) if behind else Font(color=ink)
    return _rules.CellIsRule(operator="equal", formula=[f'"{word}"'], fill=fill, font=font)


def _colours(rule: Any) -> Colours | None:
    """Return a rule as one of ours; None where it is of another kind."""
    formulas: list[str] = list(rule.formula or ())
    if rule.type != "cellIs" or rule.operator != "equal" or len(formulas) != 1 or rule.dxf is None:
        return None
    font, fill = rule.dxf.font, rule.dxf.fill
    ink = _rgb(font.color) if font is not None else ""
    behind = _rgb(fill.bgColor) if fill is not None else ""
    return formulas[0].strip('"'), behind, ink


def _rgb(colour: Any) -> str:
    return colour.rgb[-6:] if colour is not None and colour.type == "rgb" and colour.rgb != "00000000" else ""
