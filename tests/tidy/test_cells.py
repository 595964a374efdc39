"""Cells are written as the dictionary writes them, and only where that means the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12dt.pipeline import run
from tests.support.workbooks import one_table, tiny_guideline
from tests.tidy.small import cells, sheet, tidied


@pytest.mark.parametrize(
    ("row", "column", "written", "canonical"),
    [
        ("R1", "Anemia", "  YES ", "yes"),
        ("R1", "Age", "<18", "< 18"),
        ("R2", "Age", "[ 18 .. 75 ]", "[18..75]"),
        ("R3", "Age", ">75 years", "> 75 years"),
        ("R5", "Anemia", "No,Unknown", "no, unknown"),
        ("R2", "Route", "IM", "injection"),
    ],
)
def test_cells_are_written_as_in_the_dictionary(
    tmp_path: Path, row: str, column: str, written: str, canonical: str
) -> None:
    """Labels, spaces and signs become uniform; a unit that the author repeated stays."""
    guide = tiny_guideline()
    at = guide.at("Route", row, column)
    guide["Route"][at] = written
    place, changes = tidied(guide, tmp_path)
    assert sheet(place, "Route")[at].value == canonical
    assert cells(changes, "Route")[at] == (written, canonical)


def test_a_case_is_written_as_in_the_dictionary(tmp_path: Path) -> None:
    """The facts of a case are spelled as the dictionary spells them; what is expected is left to its author."""
    guide = tiny_guideline()
    at = guide.at("Cases", "C1", "Plan")
    guide["Cases"][at] = "Stop_early;delay"
    guide["Cases"][guide.at("Cases", "C1", "Expected results")] = "route.route = ORAL "
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Cases")[at].value == "stop early; delay start"
    assert sheet(place, "Cases")[guide.at("Cases", "C1", "Expected results")].value == "route.route = ORAL"


def test_free_text_keeps_all_but_outer_spaces(tmp_path: Path) -> None:
    """A sentence is nobody's but its author's: two spaces, capital letters and signs inside it stay."""
    guide = tiny_guideline()
    at = guide.at("Statements", "S1", "Statement")
    guide["Statements"][at] = " A  STATEMENT – with ≥ 2 signs. "
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Statements")[at].value == "A  STATEMENT – with ≥ 2 signs."


def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    """Trimming does not make a formula of a text."""
    guide = tiny_guideline()
    at = guide.at("Statements", "S1", "Statement")
    guide["Statements"][at] = "=1+1 "
    guide["Statements"][at].data_type = "s"
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Statements")[at].data_type == "s"
    assert run(place).program is not None


def test_a_doubtful_cell_is_left_to_its_author(tmp_path: Path) -> None:
    """A cell with a warning is not made to look settled."""
    guide = tiny_guideline()
    at = guide.at("Route", "R5", "Anemia")
    guide["Route"][at] = "no,unknown, No"
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Route")[at].value == "no,unknown, No"


def test_numbers_stay_what_they_are(tmp_path: Path) -> None:
    """A number that is kept as text stays text, and a number of Excel stays a number."""
    guide = one_table("Rule ID | N || X\nR1 | 5 || x\nR2 | not(5) || y")
    at = guide.at("Choice", "R1", "N")
    guide["Choice"][at] = 5
    guide["Inputs"]["F7"] = "0"
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Choice")[at].value == 5
    assert sheet(place, "Inputs")["F7"].value == "0"
