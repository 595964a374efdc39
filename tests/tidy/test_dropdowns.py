"""Cells offer the words of the dictionary, and column titles explain themselves."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from b12dt.tidy import tidy
from tests.support.workbooks import tiny_guideline
from tests.tidy.packages import Package
from tests.tidy.small import BOOK, sheet, tidied


def offered(place: Path, name: str, cell: str) -> tuple[list[str], bool]:
    """Return the words that a cell offers, and whether it takes others, too."""
    book = openpyxl.load_workbook(place / BOOK)
    (one,) = [held for held in book[name].data_validations.dataValidation if cell in held.sqref]
    where, _, area = str(one.formula1).partition("!")
    return [line[0].value for line in book[where][area.replace("$", "")]], not one.showErrorMessage


def test_cells_offer_the_words_of_the_dictionary(tmp_path: Path) -> None:
    """Conditions offer the labels, the dash and unknown, and take more; a single result takes nothing else."""
    guide = tiny_guideline()
    place, _ = tidied(guide, tmp_path)
    assert offered(place, "Route", guide.at("Route", "R1", "Anemia")) == (["-", "yes", "no", "unknown"], True)
    assert offered(place, "Route", guide.at("Route", "R1", "Age"))[0] == ["-", "< 18", "[18..75]", "> 75", "unknown"]
    assert offered(place, "Route", guide.at("Route", "R1", "Route")) == (["injection", "tablet"], False)
    assert offered(place, "Alerts", guide.at("Alerts", "L1", "Alerts")) == (["never stop", "no delay"], True)
    assert offered(place, "Cases", guide.at("Cases", "C1", "Plan")) == (["stop early", "delay start", "(none)"], True)
    assert offered(place, "Inputs", guide.at("Inputs", "age", "Type"))[0] == ["category", "several of", "number"]


def test_spare_rows_offer_them_too(tmp_path: Path) -> None:
    """Rows below the table are ready for new rules."""
    guide = tiny_guideline()
    place, _ = tidied(guide, tmp_path)
    below = f"C{guide['Route'].max_row + 20}"
    assert offered(place, "Route", below)[0] == ["-", "yes", "no", "unknown"]


def test_a_new_value_reaches_the_dropdowns(tmp_path: Path) -> None:
    """A value that is added to the dictionary is offered after tidying; the old dropdown is gone."""
    guide = tiny_guideline()
    place, _ = tidied(guide, tmp_path)
    book = openpyxl.load_workbook(place / BOOK)
    values = book["Values"]
    row = next(cell.row for cell in values["B"] if cell.value == "severity")
    values.insert_rows(row)
    for column, text in zip((2, 3, 4), ("route", "nasal", "spray"), strict=True):
        values.cell(row, column, text)
    book.save(place / BOOK)
    _, found = tidy(place)
    assert not found
    assert offered(place, "Route", guide.at("Route", "R1", "Route"))[0] == ["injection", "tablet", "spray"]
    assert tidy(place) == ((), ())


def test_other_validations_stay(tmp_path: Path) -> None:
    """A validation that somebody else made stays, and no dropdown is put over it."""
    guide = tiny_guideline()
    at = guide.at("Route", "R1", "Anemia")
    own = DataValidation(type="list", formula1='"yes,no"', sqref=at)
    guide["Route"].add_data_validation(own)
    place, _ = tidied(guide, tmp_path)
    held = [one for one in sheet(place, "Route").data_validations.dataValidation if at in one.sqref]
    assert [one.formula1 for one in held] == ['"yes,no"']
    assert tidy(place) == ((), ())


def test_dropdowns_that_excel_moved_to_an_extension(tmp_path: Path) -> None:
    """Excel keeps dropdowns with words on another sheet apart; they are understood, kept and replaced."""
    place, _ = tidied(tiny_guideline(), tmp_path)
    package = Package(place / BOOK)
    number = openpyxl.load_workbook(place / BOOK).sheetnames.index("About") + 1
    inner = (
        '<x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        "<x14:formula1><xm:f>Values!$C$7:$C$8</xm:f></x14:formula1><xm:sqref>Z9</xm:sqref></x14:dataValidation></x14:dataValidations>"
    )
    package.extend("{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}", inner, number)
    package.replace(package.sheet(number), "About, a title", "  About, a title")
    package.write()
    _, found = tidy(place)
    assert not found
    held = sheet(place, "About").data_validations.dataValidation
    assert [(one.formula1, str(one.sqref)) for one in held] == [("Values!$C$7:$C$8", "Z9")]


def test_column_titles_explain_themselves(tmp_path: Path) -> None:
    """The note on an input's title gives the question, the range and the values."""
    guide = tiny_guideline()
    place, _ = tidied(guide, tmp_path)
    row = guide["Route"][guide.at("Route", "R1", "Age")].row - 1
    note = sheet(place, "Route").cell(row, 4).comment
    assert note is not None
    assert note.text == "How old?\nNumber, years, from 0 to 120.\nMay be unknown.\nInput age"
