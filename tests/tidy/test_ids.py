"""New rules get the next free number of their table; no number is used twice."""

from __future__ import annotations

from pathlib import Path

from b12dt.tidy import tidy
from tests.support.workbooks import Guide, codes, one_table, tiny_guideline
from tests.tidy.small import BOOK, cells, sheet, tidied


def new_rule(guide: Guide, rule: str, **cells_of_row: str) -> int:
    """Put a rule below the table `Route`, without an ID unless one is given; return its row."""
    table = guide["Route"]
    row = table.max_row + 1
    basis = cells_of_row.pop("basis", "explicit")
    columns = {"Anemia": "no", "Age": "-", "Route": "tablet", **cells_of_row}
    for name, text in columns.items():
        table.cell(row, table[guide.at("Route", "R1", name)].column, text)
    if rule:
        table.cell(row, 2, rule)
    last = table[guide.at("Route", "R1", "Route")].column
    for offset, text in ((2, "S1"), (3, basis), (4, "-")):
        table.cell(row, last + offset, text)
    return row


def test_a_new_rule_gets_the_next_number(tmp_path: Path) -> None:
    """A rule without an ID continues the table's pattern; the others keep theirs, and each new ID is reported."""
    guide = tiny_guideline()
    rows = [new_rule(guide, ""), new_rule(guide, "")]
    place, changes = tidied(guide, tmp_path)
    ids = [sheet(place, "Route").cell(row, 2).value for row in range(rows[0] - 5, rows[1] + 1)]
    assert ids == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]
    assert cells(changes, "Route")[f"B{rows[0]}"] == ("", "R6")
    assert tidy(place) == ((), ())


def test_the_number_of_a_retired_rule_is_not_used_again(tmp_path: Path) -> None:
    """The highest number ever used counts, retired rules included."""
    guide = tiny_guideline()
    new_rule(guide, "R9", basis="retired")
    row = new_rule(guide, "")
    place, _ = tidied(guide, tmp_path)
    assert sheet(place, "Route").cell(row, 2).value == "R10"


def test_the_number_of_a_deleted_rule_that_a_case_names(tmp_path: Path) -> None:
    """A worked case that names a deleted rule is not made to fit by giving its number to a new one."""
    guide = tiny_guideline()
    new_rule(guide, "")
    guide["Cases"][guide.at("Cases", "C2", "Story")] = "It was R6 that fired."
    guide["Cases"][guide.at("Cases", "C2", "Story")].offset(0, 5).value = "R5 R6"
    place = guide.write(tmp_path)
    assert codes(tidy(place)[1]) == ["DT324"]


def test_numbers_keep_their_zeros(tmp_path: Path) -> None:
    """After `B12.D14.13` comes `B12.D14.14`, also where another table's rule stands among them."""
    text = "Rule ID | A || X\nT.choice.08 | a || x\nT.choice.09 | b || y\n | c, unknown || z"
    guide = one_table(text)
    place, _ = tidied(guide, tmp_path)
    ids = [cell.value for cell in sheet(place, "Choice")["B"] if str(cell.value).startswith("T.choice.")]
    assert ids == ["T.choice.08", "T.choice.09", "T.choice.10"]


def test_ids_without_a_pattern_are_not_guessed(tmp_path: Path) -> None:
    """Where the IDs end in no number, the new rule is reported and nothing is written."""
    place = one_table("Rule ID | A || X\nalpha | a || x\n | not(a) || y").write(tmp_path)
    held = (place / BOOK).read_bytes()
    changes, found = tidy(place)
    assert (changes, codes(found)) == ((), ["DT804"])
    assert (place / BOOK).read_bytes() == held


def test_an_unfinished_rule_gets_no_number(tmp_path: Path) -> None:
    """A row whose conditions or results are missing is reported as it is by a check; nothing is written."""
    guide = tiny_guideline()
    new_rule(guide, "", Age="")
    place = guide.write(tmp_path)
    changes, found = tidy(place)
    assert changes == ()
    assert codes(found) == ["DT310", "DT201"]
