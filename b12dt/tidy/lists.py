"""The sheet of lists: the words that the dropdowns of a workbook offer, a column for each list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.tidy.columns import LOOKS
from b12dt.tidy.dropdowns import Dropdown, list_sheet_of
from b12dt.tidy.look import DARK
from b12dt.tidy.pen import Pen, Style, as_typed

NAME = "Lists"
PURPOSE = "Feeds the dropdowns of this workbook. The words themselves are kept in dictionary.xlsx; a word that is added there is added here, too."
TITLE_ROW = 6
WORDS = "words of the dropdowns"
HEADER = Style(colour="FFFFFF", bold=True, fill=DARK["list"], border="box")
WORD = Style(border="box")

_OF_TABLES = re.compile(r".+ (?:in a condition|as a result(?: or none)?)(?: \(\d+\))?")
_NUMBERED = re.compile(r" \(\d+\)$")
_FIXED = {
    *("basis", "hit policy", "a number or", "yes or no"),
    *(column.choice.name for look in LOOKS.values() for column in look.columns.values() if column.choice),
}


class Lists:
    """The lists that a workbook needs, gathered sheet by sheet, and the columns they stand in."""

    def __init__(self, facts: Iterable[str]) -> None:
        """Begin; `facts` are the names of inputs, after which lists for cases are named."""
        self.needed: dict[str, tuple[str, ...]] = {}
        self._facts = set(facts)

    def add(self, wanted: Dropdown) -> str:
        """Take up a dropdown's words and return the name of their list: a second list of one name gets a number."""
        name, number = wanted.list, 1
        while self.needed.setdefault(name, wanted.words) != wanted.words:
            number += 1
            name = f"{wanted.list} ({number})"
        return name

    def is_ours(self, title: str) -> bool:
        """Tell whether b12dt makes lists of this name; any other column is left alone."""
        return bool(_OF_TABLES.fullmatch(title)) or _NUMBERED.sub("", title) in _FIXED | self._facts

    def foreign(self, sheet: Worksheet | None) -> set[int]:
        """Return the columns of the sheet that are somebody's own."""
        titles = _titles(sheet) if sheet is not None else {}
        return {column for column, title in titles.items() if not self.is_ours(title)}

    def columns(self, sheet: Worksheet) -> dict[str, int]:
        """Return the column of each list: where it stands now, as far as there is no gap; new ones after it."""
        foreign = self.foreign(sheet)
        present = [title for title in _titles(sheet).values() if title in self.needed]
        order = list(dict.fromkeys([*present, *self.needed]))
        free = (column for column in range(2, 2 + len(order) + len(foreign)) if column not in foreign)
        return dict(zip(order, free, strict=False))

    def place(self, sheet: Worksheet, columns: Mapping[str, int], name: str) -> str:
        """Return where a list's words stand, as a dropdown refers to them."""
        letter = get_column_letter(columns[name])
        last = TITLE_ROW + len(self.needed[name])
        return f"{list_sheet_of(sheet)}!${letter}${TITLE_ROW + 1}:${letter}${last}"


def _titles(sheet: Worksheet) -> dict[int, str]:
    return {
        cell.column: str(cell.value)
        for line in sheet.iter_rows(min_row=TITLE_ROW, max_row=TITLE_ROW, min_col=2)
        for cell in line
        if cell.value is not None
    }


def write_lists(pen: Pen, lists: Lists) -> None:
    """Write the words, and empty what is left of lists that nobody needs any more."""
    foreign = lists.foreign(pen.sheet)
    columns = lists.columns(pen.sheet)
    wanted = {at: (name, *map(as_typed, lists.needed[name])) for name, at in columns.items()}
    for column in range(2, max(pen.sheet.max_column, *wanted, 2) + 1):
        if column in foreign:
            continue
        words = wanted.get(column, ())
        for row in range(TITLE_ROW, max(pen.sheet.max_row, TITLE_ROW + len(words)) + 1):
            place = row - TITLE_ROW
            word = words[place] if place < len(words) else ""
            pen.write(row, column, word, WORDS)
            if word:
                pen.style(row, column, HEADER if place == 0 else WORD)
            elif pen.sheet.cell(row, column).has_style:
                pen.style(row, column, Style(text=False))
        if words:
            pen.width(column, min(46, max(14, max(map(len, words[1:]), default=0) + 3, len(words[0]) + 2)))
