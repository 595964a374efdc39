"""Findings in words: in the order of the sheets, twenty in full, the rows they are about, what was read and expected."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12dt.diagnostics import Finding, Span, finding
from b12dt.read.grid import Cell, Grid, column_letters
from b12dt.words.excerpt import excerpt
from b12dt.words.order import in_order, position
from b12dt.words.pages import as_data
from b12dt.words.report import describe, report, summary


def at(cells: str = "", sheet: str = "Route", workbook: str = "a.xlsx") -> Span:
    """Return a place."""
    return Span(workbook=workbook, sheet=sheet, cells=cells)


def grid(*rows: str, sheet: str = "Route", workbook: str = "a.xlsx") -> Grid:
    """Return a sheet whose rows are written with bars between the cells, the first cell in column A."""
    cells = {
        (row, column): Cell(row=row, column=column, text=text.strip(), read=text)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line.split("|"), 1)
        if text.strip()
    }
    return Grid(workbook=workbook, sheet=sheet, cells=cells)


def errors(number: int) -> list[Finding]:
    """Return so many errors, one below the other."""
    return [finding("DT201", at(f"C{row}"), read="") for row in range(1, number + 1)]


# --- order -----------------------------------------------------------------------------------------------------------


def test_position_is_row_and_column() -> None:
    """A place is ordered by the row and column of its first cell; a whole sheet comes before its cells."""
    assert [position(at(cells)) for cells in ("", "A1", "Z9", "AA9", "B10:D12")] == [
        (0, 0),
        (1, 1),
        (9, 26),
        (9, 27),
        (10, 2),
    ]


def test_findings_are_told_in_order() -> None:
    """Workbooks by name, sheets as they stand in the workbook, rows and columns as numbers, not as texts."""
    grids = [grid("x", sheet="Zebra"), grid("x", sheet="Ant"), grid("x", sheet="Bee", workbook="b.xlsx")]
    told = [
        at("", "Zebra"),
        at("B9", "Zebra"),
        at("Z9", "Zebra"),
        at("AA9", "Zebra"),
        at("A10", "Zebra"),
        at("A1", "Ant"),
        at("A1", "Bee", "b.xlsx"),
    ]
    for mixed in (told[::-1], told[3:] + told[:3]):
        assert [one.span for one in in_order([finding("DT201", span) for span in mixed], grids)] == told


def test_code_decides_at_one_cell() -> None:
    """Two findings of one cell come in the order of their codes, the whole workbook before its sheets."""
    findings = [finding("DT218", at("C5")), finding("DT118", at("C5")), finding("DT117", Span(workbook="a.xlsx"))]
    assert [one.code for one in in_order(findings, [grid("x")])] == ["DT117", "DT118", "DT218"]


@given(st.permutations([*errors(12), finding("DT213", at("C3"), read="a"), finding("DT130", at(sheet="Ant"))]))
def test_order_does_not_hang_on_who_found_it_first(findings: list[Finding]) -> None:
    """However findings come in, they are told in one order, and each once."""
    assert in_order([*findings, *findings]) == in_order(sorted(findings, key=repr))


# --- how many --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "shown", "left"), [(0, 0, 0), (1, 1, 0), (20, 20, 0), (21, 20, 1), (45, 20, 25)])
def test_twenty_are_told_in_full(number: int, shown: int, left: int) -> None:
    """Twenty findings are told, the others counted; the sum at the end counts all."""
    text = report(errors(number))
    assert text.count("error DT201 · ") == shown
    assert (f"... and {left} more, shown with --all." in text) == (left > 0)
    assert text.endswith({0: "Nothing to report.", 1: "1 error."}.get(number, f"{number} errors."))


def test_first_twenty_are_the_first_of_the_sheet() -> None:
    """What is shown is the beginning of the sheet, whatever was found first."""
    text = report(errors(30)[::-1])
    assert "› C1\n" in text
    assert "› C20\n" in text
    assert "› C21\n" not in text


def test_more_are_told_on_request() -> None:
    """With a greater number nothing is left over."""
    text = report(errors(30), most=30)
    assert text.count("error DT201") == 30
    assert "more, shown" not in text


def test_remarks_are_counted_and_told_on_request() -> None:
    """A remark does not take the place of an error among the twenty."""
    findings = [finding("DT130", at(sheet=f"Ant{place}")) for place in range(25)] + errors(2)
    brief, full = report(findings), report(findings, most=100, infos=True)
    assert "DT130" not in brief
    assert "more, shown" not in brief
    assert brief.endswith("2 errors, 25 remarks.")
    assert full.count("remark DT130") == 25


def test_summary_counts_each_severity() -> None:
    """Errors, warnings, remarks, in this order, each with its plural."""
    findings = [finding("DT130", at()), finding("DT213", at()), finding("DT213", at("A1")), finding("DT201", at())]
    assert summary(findings) == "1 error, 2 warnings, 1 remark."


# --- one finding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 8])
def test_short_list_is_told_whole(number: int) -> None:
    """A vocabulary of eight or fewer words is listed whole."""
    words = [f"w{place}" for place in range(number)]
    text = describe(finding("DT204", at("C5"), read="x", expected=words))
    assert f"I expected  {'; '.join(words)}\n" in text
    assert "in all" not in text


def test_long_list_is_cut_and_counted() -> None:
    """Of nine words eight are listed, and it is said that there are nine, and where."""
    listed_in = at("B31:B39", "Values", "dictionary.xlsx")
    text = " ".join(
        describe(
            finding("DT204", at("C5"), read="x", expected=[f"w{place}" for place in range(9)], listed_in=listed_in)
        ).split()
    )
    assert "w7; ... (9 in all) (dictionary.xlsx › Values › B31:B39)" in text
    assert "w8" not in text


def test_empty_cell_is_told_as_nothing() -> None:
    """What was read in an empty cell is nothing; where nothing was read, no line says so."""
    assert "I read      (nothing)" in describe(finding("DT201", at("C5"), read=""))
    assert "I read" not in describe(finding("DT130", at()))


def test_closest_word_is_an_offer() -> None:
    """A near word is offered, and it is said that nothing was changed."""
    text = describe(finding("DT204", at("C5"), read="yess", expected=["yes"], closest="yes"))
    assert "Closest     yes. Nothing was changed; please choose." in text


def test_patient_is_told_in_one_line() -> None:
    """A gap or an overlap is shown as a patient."""
    text = describe(
        finding("DT401", at("B5:D5"), rule="R2", other="R1", patient=[("Age", "71 years"), ("Anemia", "unknown")])
    )
    assert "Patient     Age 71 years, Anemia unknown." in text


def test_rule_and_column_stand_beside_the_cell() -> None:
    """The cell is named in Excel's words and in the guideline's; further places stand below."""
    text = describe(finding("DT204", at("C5"), rule="R2", column="Age", read="x", related=[at("C9")]))
    assert text.splitlines()[1:3] == ['  a.xlsx › Route › C5   (rule R2, "Age")', "  a.xlsx › Route › C9"]


def test_cases_that_fail_alike_are_one_finding() -> None:
    """What fired, and the other cases, are lines of their own."""
    found = finding(
        "DT602",
        at("B7:K7", "Cases"),
        rule="C1",
        title="A child",
        others=" and 2 more",
        alike="C2, C3",
        fired="R1 (a.xlsx › Route › B11)",
    )
    text = describe(found)
    assert text.startswith("error DT602 · Case C1 and 2 more (A child) expects")
    assert "What fired  R1 (a.xlsx › Route › B11)" in text
    assert "Also cases  C2, C3" in text


def test_long_sentences_are_wrapped_under_themselves() -> None:
    """Every line fits the terminal, and what belongs together is indented alike."""
    text = describe(finding("DT203", at("C5"), read="a " * 100, where='after "a"'))
    assert max(map(len, text.splitlines())) <= 100
    lines = text.splitlines()
    read = next(place for place, line in enumerate(lines) if line.startswith("  I read"))
    assert lines[read + 1].startswith(" " * 14 + "a")


def test_same_findings_as_data() -> None:
    """As data a finding has all its fields, each of plain JSON."""
    found = finding(
        "DT204",
        at("C5"),
        read="yess",
        expected=["yes"],
        listed_in=at("B1:B2", "Values"),
        closest="yes",
        rule="R1",
        column="Age",
        related=[at("C9")],
        patient=[("Age", "5")],
        facts=[("age_years", 5)],
    )
    (data,) = as_data([found])
    assert json.loads(json.dumps(data)) == data
    assert data["severity"] == "error"
    assert data["place"] == {"workbook": "a.xlsx", "sheet": "Route", "cells": "C5"}
    assert data["listed_in"]["cells"] == "B1:B2"
    assert (data["patient"], data["patient_in_words"]) == ({"age_years": 5}, {"Age": "5"})


# --- the rows it is about --------------------------------------------------------------------------------------------

TABLE = grid(
    "",
    "Rule ID | Anemia | Age | Plan | Route",
    "R1 | yes | < 18 | - | tablet",
    "R2 | yes | >= 18 | - | injection",
    "R3 | no | - | - | tablet",
)


def test_excerpt_shows_the_cell_with_its_neighbour() -> None:
    """The ID, the cell and the one before it, under their titles; an arrow marks the row, dots what was left out."""
    assert excerpt([at("D4")], [TABLE]) == [
        "| Rule ID | ... | Age   | Plan |",
        "| R2      | ... | >= 18 | -    |  <- here",
    ]


def test_excerpt_without_a_gap_has_no_dots() -> None:
    """Columns that follow one another have no dots between them."""
    assert excerpt([at("B3")], [TABLE])[0] == "| Rule ID | Anemia |"


def test_excerpt_of_two_rows_shows_both() -> None:
    """An overlap shows both rows, and no arrow where both are meant."""
    strip = excerpt([at("A4:E4"), at("A3:E3")], [TABLE])
    assert [line.split("|")[1].strip() for line in strip] == ["Rule ID", "R1", "R2"]
    assert not [line for line in strip if "<- here" in line]


def test_excerpt_of_a_cell_and_its_double_marks_the_cell() -> None:
    """Where one cell is meant and another named, the arrow is at the one that is meant."""
    strip = excerpt([at("A5"), at("A3")], [TABLE])
    assert [line.endswith("<- here") for line in strip] == [False, False, True]


def test_place_on_another_sheet_is_not_shown_as_a_row() -> None:
    """A related place elsewhere does not bring a row of this sheet."""
    assert len(excerpt([at("B3"), at("B5", "Other")], [TABLE])) == 2


def test_long_texts_are_cut() -> None:
    """A text longer than a column is cut with a sign; line ends become spaces; the columns stay in line."""
    long = grid("ID | Statement", f"S1 | {'word ' * 20}", "S2 | one\ntwo")
    strip = excerpt([at("B2"), at("B3")], [long])
    assert "word word word word wor…" in strip[1]
    assert "one two" in strip[2]
    assert len({line.removesuffix("  <- here").rindex("|") for line in strip}) == 1


@pytest.mark.parametrize("place", [at(), at("D1"), at("C3", "Other"), at("5:7"), at("C:D")])
def test_no_excerpt_where_there_is_no_row(place: Span) -> None:
    """A whole sheet, a cell above the titles, a sheet that was not read, whole rows or columns: no strip."""
    assert excerpt([place], [TABLE]) == []


def test_empty_cell_is_shown_as_one() -> None:
    """A cell that is missing is still marked, in its column."""
    assert (
        excerpt([at("D3")], [grid("", "Rule ID | Anemia | Age | Plan | Route", "R1 | yes | < 18 | | tablet")])[1]
        == "| R1      | ... | < 18 |      |  <- here"
    )


def test_row_that_is_meant_is_always_shown() -> None:
    """With three further places above it, the row that is meant is still there."""
    rows = grid("Rule ID | Anemia", *(f"R{place} | yes" for place in range(1, 9)))
    strip = excerpt([at("A9"), at("A2"), at("A3"), at("A4")], [rows])
    assert strip[-1].startswith("| R8 ")


def test_row_of_values_is_no_row_of_titles() -> None:
    """A value called Name does not become the titles of the rows below it."""
    values = grid("List | Code | Label", "kind | name | Name", "kind | other | Other")
    assert excerpt([at("C3")], [values])[0].startswith("| List")


def test_column_titled_in_the_upper_row_shows_its_title() -> None:
    """A column of a decision table whose title stands one row higher is shown with it."""
    table = grid(
        "U | Input(s) | Output(s) | Reference(s) | Basis", "Rule ID | Anemia | Route", "R1 | yes | oral | S1 | explict"
    )
    assert "Basis" in excerpt([at("E3")], [table])[0]


@given(st.integers(1, 12), st.integers(1, 40), st.lists(st.integers(2, 12), max_size=2))
def test_excerpt_never_grows_wide(row: int, column: int, others: list[int]) -> None:
    """Whatever place is meant, a strip fits a line, and its cells stand under one another."""
    wide = grid(
        "Rule ID | " + " | ".join(f"title {place}" for place in range(30)),
        *(f"R{place} | " + " | ".join(["some text"] * 30) for place in range(12)),
    )
    places = [at(f"{column_letters(column)}{row}"), *(at(f"A{other}") for other in others)]
    strip = excerpt(places, [wide])
    assert all(len(line) <= 120 for line in strip)
    assert len({line.removesuffix("  <- here").rindex("|") for line in strip}) <= 1
