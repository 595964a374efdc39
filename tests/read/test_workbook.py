"""Every cell of a workbook reaches the grid as a clinician sees it, or is named by a finding."""

# ruff: noqa: DTZ001 (dates in Excel have no time zone)

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from b12dt.diagnostics import Finding
from b12dt.read import Cell, Grid, fingerprint
from b12dt.read.clean import clean

Parts = dict[str, bytes]
Reading = tuple[tuple[Grid, ...], tuple[Finding, ...]]
Reader = Callable[..., Reading]

SHEET = "xl/worksheets/sheet1.xml"


def one_sheet(**cells: Any) -> Workbook:
    """Return a workbook with the given cells on its only sheet."""
    workbook = Workbook()
    for address, value in cells.items():
        workbook.worksheets[0][address] = value
    return workbook


def formatted(value: Any, number_format: str) -> Workbook:
    """Return a workbook with one formatted cell, B2."""
    workbook = one_sheet(B2=value)
    workbook.worksheets[0]["B2"].number_format = number_format
    return workbook


def texts(grid: Grid) -> dict[str, str]:
    """Return the texts of a grid by address."""
    return {cell.address: cell.text for cell in grid.cells.values()}


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("25", "25"),
        ("2.8", "2.8"),
        ("0.1", "0.1"),
        ("25.0", "25"),
        ("0.30000000000000004", "0.3"),
        ("2.7999999999999998", "2.8"),
        ("1.0000000000000001E-5", "0.00001"),
        ("1E-05", "0.00001"),
        ("1e5", "100000"),
        ("-0", "0"),
        ("-3.50", "-3.5"),
        ("123456789012345678", "123456789012346000"),
        ("007", "7"),
        (" 5 ", "5"),
    ],
)
def test_numbers_are_their_shortest_text(reading_cells: Reader, stored: str, text: str) -> None:
    """A number is read with the digits that Excel shows, never as a binary fraction or with an exponent."""
    grids, findings = reading_cells(f'<sheetData><row r="2"><c r="B2"><v>{stored}</v></c></row></sheetData>')
    assert findings == ()
    assert texts(grids[0]) == {"B2": text}


@pytest.mark.parametrize(
    ("number_format", "when", "shown", "meant"),
    [
        ("d-mmm", datetime(2026, 6, 3), "3 Jun", ("[3..6]",)),
        ("d-mmm", datetime(2026, 3, 6), "6 Mar", ("[3..6]",)),
        ("mmm-yy", datetime(1950, 1, 1), "Jan 1950", ("[1..50]",)),
        ("yyyy-mm-dd", datetime(2026, 6, 3), "2026-06-03", ("[3..6]",)),
        ("d-mmm", datetime(2026, 3, 3), "3 Mar", ()),
        ("h:mm", timedelta(hours=3, minutes=6), "03:06", ()),
        ("[h]:mm", timedelta(hours=30), "1 day, 6:00:00", ()),
        ("mm-dd-yy", datetime(2026, 6, 3, 12), "2026-06-03T12:00:00", ("[3..6]",)),
    ],
)
def test_dates_made_by_excel(
    reading: Reader, number_format: str, when: datetime | timedelta, shown: str, meant: tuple[str, ...]
) -> None:
    """A date is never read as a number: it is an error that says what Excel shows and what was probably typed."""
    grids, findings = reading(formatted(when, number_format))
    assert texts(grids[0]) == {}
    assert [(found.code, found.span.cells, found.read) for found in findings] == [("DT120", "B2", shown)]
    assert findings[0].expected == meant


def test_dates_outside_the_calendar(reading: Reader) -> None:
    """A date before the first day of Excel's calendar is an error like any date."""
    _, findings = reading(formatted(-99999999, "d-mmm"))
    assert [found.code for found in findings] == ["DT120"]


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "[Red]0.0 %"])
def test_percent_is_not_guessed(reading: Reader, number_format: str) -> None:
    """50% is stored as 0.5, so neither is taken."""
    grids, findings = reading(formatted(0.5, number_format))
    assert texts(grids[0]) == {}
    assert [(found.code, found.read, dict(found.details)["held"]) for found in findings] == [("DT121", "50%", "0.5")]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (2.8, "0", "3"),
        (2.5, "0", "3"),
        (2.85, "0.0", "2.9"),
        (20, '0" cm"', "20 cm"),
        (20, r"0\ \m\g", "20 mg"),
        (20000, "0,", "20"),
        (5, '"$"#,##0_);("$"#,##0)', "$5"),
        (5, ";;;", "nothing"),
    ],
)
def test_numbers_shown_otherwise(reading: Reader, value: float, number_format: str, shown: str) -> None:
    """A number that Excel shows rounded, scaled or with words beside it is read as stored, with a warning."""
    grids, findings = reading(formatted(value, number_format))
    assert texts(grids[0]) == {"B2": f"{value}"}
    assert [(found.code, found.read) for found in findings] == [("DT125", shown)]


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(2.5, "0.00"), (20, "#,##0"), (0.5, "# ?/?"), (7, "@"), (1e9, "0.00E+00"), (3, "0_);(0)")],
)
def test_numbers_shown_as_they_are(reading: Reader, value: float, number_format: str) -> None:
    """A format that shows the whole number is nobody's concern."""
    assert reading(formatted(value, number_format))[1] == ()


def test_booleans_are_words(reading: Reader) -> None:
    """TRUE and FALSE are read as the words that Excel shows."""
    assert texts(reading(one_sheet(A1=True, A2=False))[0][0]) == {"A1": "TRUE", "A2": "FALSE"}


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!"])
def test_error_values(reading_cells: Reader, error: str) -> None:
    """An Excel error is an error, with and without a formula behind it."""
    cells = f'<c r="A1" t="e"><v>{error}</v></c><c r="B1" t="e"><f>A1</f><v>{error}</v></c>'
    grids, findings = reading_cells(f'<sheetData><row r="1">{cells}</row></sheetData>')
    assert texts(grids[0]) == {}
    assert [(found.code, found.read) for found in findings] == [("DT122", error), ("DT122", error)]


def test_results_of_formulas_are_taken(reading_cells: Reader) -> None:
    """The stored results of formulas are read, and named once a sheet; an empty text is a result, too."""
    cells = (
        '<c r="A1"><f>20+5</f><v>25</v></c><c r="B1" t="str"><f>"im"&amp;"x"</f><v>imx</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="b"><f>1=1</f><v>1</v></c>'
    )
    grids, findings = reading_cells(f'<sheetData><row r="1">{cells}</row></sheetData>')
    assert texts(grids[0]) == {"A1": "25", "B1": "imx", "D1": "TRUE"}
    assert [(found.code, found.span.cells, found.read) for found in findings] == [("DT124", "A1", "=20+5")]
    assert [span.cells for span in findings[0].related] == ["B1", "D1"]


def test_formulas_without_results(reading: Reader) -> None:
    """A formula that was never worked out is an error at its cell."""
    grids, findings = reading(one_sheet(A1="=20+5", A2="im"))
    assert texts(grids[0]) == {"A2": "im"}
    assert [(found.code, found.span.cells, found.read) for found in findings] == [("DT123", "A1", "=20+5")]


@pytest.mark.parametrize(
    ("formula", "elsewhere"),
    [
        ("[1]Sheet1!A1", True),
        ("'[1]Sheet 1'!A1", True),
        ("SUM('C:\\folder\\[doses.xlsx]May'!A1:A3)", True),
        ("[1]!Low", True),
        ("Doses[Low]+1", False),
        ("SUM(Doses[[#All],[Low]])+Other!A1", False),
        ('"[1]Sheet1!A1"', False),
    ],
)
def test_formulas_on_other_workbooks(reading_cells: Reader, formula: str, *, elsewhere: bool) -> None:
    """A formula that draws on another workbook is an error even where its result is stored."""
    xml = f'<c r="A1"><f>{formula.replace("&", "&amp;")}</f><v>1</v></c>'
    _, findings = reading_cells(f'<sheetData><row r="1">{xml}</row></sheetData>')
    assert [found.code for found in findings] == ["DT111" if elsewhere else "DT124"]


def test_merged_areas_repeat_their_content(reading: Reader) -> None:
    """A merged area's content stands in each of its cells, down and across; an empty one adds nothing."""
    workbook = one_sheet(B2=" yes ", D2="x")
    for area in ("B2:C4", "D5:E6"):
        workbook.worksheets[0].merge_cells(area)
    grids, findings = reading(workbook)
    assert findings == ()
    area = {f"{column}{row}": "yes" for row in (2, 3, 4) for column in "BC"}
    assert texts(grids[0]) == area | {"D2": "x"}
    assert grids[0].cells[4, 3] == Cell(row=4, column=3, text="yes", read=" yes ")


def test_content_behind_merged_cells(reading_cells: Reader) -> None:
    """What stands unseen behind merged cells is left out, and named unless it is the same."""
    said = {"A": "im", "B": "im", "C": "no"}
    cells = "".join(f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in said.items())
    xml = f'<sheetData><row r="1">{cells}</row></sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    grids, findings = reading_cells(xml)
    assert texts(grids[0]) == {"A1": "im", "B1": "im", "C1": "im"}
    assert [(found.code, found.span.cells, found.read) for found in findings] == [("DT118", "C1", "no")]


@pytest.mark.parametrize("area", ["A1:XFD1048576", "A1:A1048576"])
def test_huge_merged_areas(reading_cells: Reader, area: str) -> None:
    """A column merged by mistake is an error, and takes no time."""
    began = time.perf_counter()
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    _, findings = reading_cells(f'{cells}<mergeCells><mergeCell ref="{area}"/></mergeCells>')
    assert [(found.code, found.span.cells) for found in findings] == [("DT119", area)]
    assert time.perf_counter() - began < 1


def test_hidden_sheets_rows_and_columns(reading: Reader) -> None:
    """Hidden sheets, rows and columns are read, and named where they hold something."""
    workbook = one_sheet(B2="a", C3="b", D5="c")
    sheet = workbook.worksheets[0]
    for row in (2, 3, 5, 9):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    for state in ("hidden", "veryHidden"):
        workbook.create_sheet(state).sheet_state = state
    grids, findings = reading(workbook)
    assert [(grid.sheet, grid.hidden) for grid in grids] == [("Sheet", False), ("hidden", True), ("veryHidden", True)]
    assert texts(grids[0]) == {"B2": "a", "C3": "b", "D5": "c"}
    told = [(found.code, found.span.sheet, dict(found.details).get("which")) for found in findings]
    assert told == [
        ("DT127", "Sheet", "rows 2 to 3, row 5"),
        ("DT127", "Sheet", "column C"),
        ("DT126", "hidden", None),
        ("DT126", "veryHidden", None),
    ]


def test_chart_sheets_are_named(reading: Reader) -> None:
    """A chart sheet is named; a workbook of chart sheets only has nothing to read, which is an error."""
    workbook = one_sheet(A1=1)
    workbook.create_chartsheet("Trend")
    grids, findings = reading(workbook)
    assert [grid.sheet for grid in grids] == ["Sheet"]
    assert [(found.code, found.span.sheet) for found in findings] == [("DT128", "Trend")]
    workbook.remove(workbook.worksheets[0])
    grids, findings = reading(workbook)
    assert grids == ()
    assert [found.code for found in findings] == ["DT128", "DT117"]


def test_rich_text_comments_and_links(reading: Reader) -> None:
    """Formatting inside a text falls away; comments and links beside it do no harm."""
    rich = CellRichText("take ", TextBlock(InlineFont(b=True), "im"), " only")
    workbook = one_sheet(A1=rich, A2="x")
    workbook.worksheets[0]["A2"].comment = Comment("why?", "me")
    workbook.worksheets[0]["A2"].font = Font(bold=True)
    workbook.worksheets[0]["A2"].hyperlink = "https://example.org"
    grids, findings = reading(workbook)
    assert findings == ()
    assert texts(grids[0]) == {"A1": "take im only", "A2": "x"}


def test_shared_texts(reading: Reader, parts: Parts) -> None:
    """Texts that stand in the workbook's common list are read, formatted or not; a wrong number in it is damage."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{main}"><si><t>plain</t></si><si><r><t>a </t></r><r><rPr><b/></rPr><t>b</t></r>'
        "<rPh><t>no</t></rPh></si><si><t>x_x000D_\ny _x005F_x000D_</t></si></sst>"
    ).encode()
    if b"sharedStrings" not in parts["[Content_Types].xml"]:
        override = (
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    row = "".join(f'<c r="{column}1" t="s"><v>{index}</v></c>' for index, column in enumerate("ABC"))
    parts[SHEET] = f'<worksheet xmlns="{main}"><sheetData><row r="1">{row}</row></sheetData></worksheet>'.encode()
    assert texts(reading(parts)[0][0]) == {"A1": "plain", "B1": "a b", "C1": "x\ny _x000D_"}
    for wrong in (b"<v>-1</v>", b"<v>3</v>", b"<v>x</v>"):
        spoilt = parts | {SHEET: parts[SHEET].replace(b"<v>1</v>", wrong)}
        assert [found.code for found in reading(spoilt)[1]] == ["DT108"]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("  im \u00a0 oral  ", "im oral"),
        ("a\tb\u2009c\u202fd", "a b c d"),
        ("im\u200b\ufeff", "im"),
        ("follow\u00adup", "followup"),
        ("one \r\n two\r\n\r\n", "one\ntwo"),
        ("\n route = im \n\n dose = 1 ", "route = im\n\ndose = 1"),
        ("–", "-"),
        (" — ", "-"),
        ("−", "-"),
        ("≥ 50", ">= 50"),
        ("≤50", "<=50"),
        ("≠ yes", "!= yes"),
        ("[−5..5]", "[-5..5]"),
        ("> –.5", "> -.5"),
        ("25–50 mg", "25–50 mg"),
        ("daily – then weekly", "daily – then weekly"),
        ("every 2 –3 months", "every 2 –3 months"),
        ("[25…50]", "[25..50]"),
        ("[−5 … −3]", "[-5..-3]"),
        ("and so on…", "and so on…"),
        ("“im”", '"im"'),
        ("patient’s", "patient's"),
        ("\uff1e\uff1d\uff15\uff10\uff0c\u3000yes", ">=50, yes"),
        ("100 \u00b5g", "100 \u03bcg"),
        ("100 \u03bcg", "100 \u03bcg"),
        ("non\u2011fasting", "non-fasting"),
        ("e\u0301", "é"),
        ("m²", "m²"),
    ],
)
def test_texts_are_cleaned(reading: Reader, read: str, text: str) -> None:
    """What looks the same to a reader becomes the same text; words are never changed."""
    assert clean(read) == text
    assert clean(text) == text
    cell = reading(one_sheet(A1=read))[0][0].cells[1, 1]
    assert cell.text == text


def test_cell_keeps_what_was_read(reading: Reader) -> None:
    """The text as it stands in Excel is kept beside the cleaned one."""
    assert reading(one_sheet(B2="≥\u00a050"))[0][0].cells[2, 2] == Cell(row=2, column=2, text=">= 50", read="≥\u00a050")


def test_empty_cells_do_not_exist(reading: Reader) -> None:
    """Cells that are empty, or hold spaces only, are not in the grid."""
    assert texts(reading(one_sheet(A1="", A2="  ", A3="\u00a0\n", A4="\u200b", A5="x"))[0][0]) == {"A5": "x"}


def test_text_beyond_excels_bound(reading_cells: Reader) -> None:
    """A text that Excel would cut off is an error."""
    xml = f'<c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c>'
    assert [f.code for f in reading_cells(f'<sheetData><row r="1">{xml}</row></sheetData>')[1]] == ["DT129"]


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1_0</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="odd"><v>2</v></c></row>',
        '<row r="1"><c r="A1" s="999"><v>2</v></c></row>',
        '<row r="1"><c r="A1" s="-1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>2</v></c><c r="A1"><v>3</v></c></row>',
        '<row r="0"><c><v>2</v></c></row>',
        '<row r="1048577"><c><v>2</v></c></row>',
        '<row r="1"><c r="XFE1"><v>2</v></c></row>',
        '<row r="1"><c r="?"><v>2</v></c></row>',
    ],
)
def test_cells_that_make_no_sense(reading_cells: Reader, xml: str) -> None:
    """A cell that Excel could not have written makes the workbook a damaged one, and nothing of it is read."""
    grids, findings = reading_cells(f"<sheetData>{xml}</sheetData>")
    assert grids == ()
    assert [found.code for found in findings] == ["DT108"]


def test_sheet_of_another_language_is_damage(reading: Reader, parts: Parts) -> None:
    """A sheet in a namespace that is not Excel's is damage, not an empty sheet."""
    parts[SHEET] = b'<worksheet xmlns="urn:other"><sheetData/></worksheet>'
    assert [found.code for found in reading(parts)[1]] == ["DT108"]


def test_cells_without_addresses(reading_cells: Reader) -> None:
    """Rows and cells without an address stand after the one before."""
    xml = '<row><c><v>1</v></c><c r="C1"/><c><v>2</v></c></row><row r="5"/><row><c r="B6"><v>3</v></c></row>'
    assert texts(reading_cells(f"<sheetData>{xml}</sheetData>")[0][0]) == {"A1": "1", "D1": "2", "B6": "3"}


def test_strict_open_xml(reading: Reader, taken_apart: Callable[[Workbook], Parts]) -> None:
    """A workbook saved as Strict Open XML reads like any other, dates included."""
    workbook = one_sheet(B2="≥ 50", C2=2.8, D2=True, E2="y")
    workbook.worksheets[0].merge_cells("E2:F2")
    parts = taken_apart(workbook)
    expected, _ = reading(workbook)
    usual = b"http://schemas.openxmlformats.org/"
    strict = {
        name: content.replace(usual + b"spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/").replace(
            usual + b"officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, content in parts.items()
    }
    grids, findings = reading(strict)
    assert findings == ()
    assert grids == expected
    dated = strict[SHEET].replace(b"</row>", b'<c r="H2" t="d"><v>2026-06-03</v></c></row>')
    _, findings = reading(strict | {SHEET: dated})
    assert [(found.code, found.expected) for found in findings] == [("DT120", ("[3..6]",))]


def test_formatting_down_to_the_last_row(reading_cells: Reader) -> None:
    """A stray cell in Excel's last row and a hundred thousand formatted rows cost next to nothing."""
    rows = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(2, 100_000)
    )
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    began = time.perf_counter()
    grids, _ = reading_cells(f'<dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>')
    assert texts(grids[0]) == {"A1": "1", "XFD1048576": "2"}
    assert time.perf_counter() - began < 2


def test_fingerprint_is_of_the_content(reading: Reader) -> None:
    """Formats, sheet order and spaces leave the fingerprint as it is; a text, an address or a name changes it."""
    first = one_sheet(A1="im", B2="oral")
    first.create_sheet("Other")["A1"] = "x"
    same = one_sheet(A1=" im ", B2="oral")
    same.worksheets[0]["A1"].font = Font(bold=True)
    same.create_sheet("Other", 0)["A1"] = "x"
    mark = fingerprint(reading(first)[0])
    assert mark == fingerprint(reading(same)[0])
    assert len(mark) == 64
    others = [one_sheet(A1="im", B2="orax"), one_sheet(A1="im", B3="oral"), one_sheet(A1="imoral")]
    marks = {fingerprint(reading(other)[0]) for other in others}
    marks.add(fingerprint(reading(first, "other.xlsx")[0]))
    assert len(marks | {mark}) == 5
