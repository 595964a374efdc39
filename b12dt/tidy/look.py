"""The look of the guideline's workbooks, as data: colours, fonts, borders, sizes."""

from __future__ import annotations

from typing import Final, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

Role = Literal["rule", "input", "output", "note", "list"]
"""What a column is for: it identifies a row, is asked, is answered, explains, or is none of these."""

FONT: Final = "Calibri"
MONO: Final = "Consolas"
INK, MUTED, LINK, WARNING = "1F2D3A", "6B7885", "1F5F8B", "7C2D22"
SIZE: Final = 10

DARK: dict[Role, str] = {
    "rule": "44546A",
    "input": "2E6A8E",
    "output": "3B7A57",
    "note": "6E6383",
    "list": "44546A",
}
"""Behind the column titles."""
SOFT: dict[Role, str] = {
    "rule": "F1F3F6",
    "input": "EAF3F9",
    "output": "EAF5EE",
    "note": "F4F1F8",
    "list": "",
}
"""Behind the cells below them."""
OWN_FACT, BASE_ROW = "CFE4F2", "FFF6DD"

TABS = {
    "Contents": "1F2D3A",
    "Lists": "D0D5DA",
    "Summary": "3B7A57",
    "Cases": "3B7A57",
    "Invariants": "A34A3F",
    "Pairs": "A34A3F",
    "Statements": "6E6383",
    "Interpretations": "6E6383",
    "References": "6E6383",
}
TABLE_TAB, CHECK_TAB, LIST_TAB = "2E6A8E", "B07D2B", "7C8894"

BASIS_COLOURS = {
    "explicit": ("DDF0E3", "1C5A34"),
    "interpretation": ("FFF0CF", "7A5200"),
    "not covered": ("F1DDDA", "7C2D22"),
    "retired": ("E4E7EA", "6B7885"),
}
SEVERITY_COLOURS = {
    "stop": ("F7CFCB", "8B1A10"),
    "refer": ("E6DAF0", "5B2C83"),
    "warn": ("FFEBC8", "7A4B00"),
    "info": ("DCEBF7", "1F4E79"),
}
STATUS_COLOURS = {
    "verified": ("DDF0E3", "1C5A34"),
    "verified with discrepancies": ("FFF0CF", "7A5200"),
    "unverified": ("F1DDDA", "7C2D22"),
}
WEIGHT_COLOURS = {"high": ("F7CFCB", "8B1A10"), "medium": ("FFEBC8", "7A4B00"), "low": ("EEF1F4", "4A5663")}
LOOK_FIRST_COLOURS = {"yes": ("FFEBC8", "7A4B00")}
DASH = "9AA5B1"

LINE = Side(style="thin", color="CBD3DB")
HEAVY = Side(style="medium", color="8795A3")
NO_BORDER = Border()
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
BOX_TOP = Border(left=LINE, right=LINE, top=LINE)
BOX_BOTTOM = Border(left=LINE, right=LINE, bottom=LINE)
BOX_HEAVY = Border(left=LINE, right=LINE, top=HEAVY, bottom=LINE)

WRAP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=0)
MIDDLE = Alignment(vertical="center")
MIDDLE_LEFT = Alignment(horizontal="left", vertical="center")

SPARE_ROWS: Final = 20
"""Rows below a table that are ready for more: with dropdowns and the format Text."""


def fill(colour: str) -> PatternFill:
    """Return a plain background."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def font(
    *,
    size: float = SIZE,
    colour: str = INK,
    name: str = FONT,
    bold: bool = False,
    italic: bool = False,
    link: bool = False,
) -> Font:
    """Return a font of the workbooks."""
    return Font(name=name, size=size, color=colour, bold=bold, italic=italic, underline="single" if link else None)
