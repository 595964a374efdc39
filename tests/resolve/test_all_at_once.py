"""One mistake hides no other, and invents none."""

from __future__ import annotations

from pathlib import Path

from tests.support.workbooks import codes, places, tiny_guideline


def test_a_repeated_rule_id_hides_no_cell(tmp_path: Path) -> None:
    """A row with another rule's ID is read all the same, and the ID it should have is not called missing."""
    tiny = tiny_guideline()
    tiny["Route"]["B12"], tiny["Route"]["C12"], tiny["Route"]["E12"] = "R1", "yess", "tabelt"
    tiny["Cases"][tiny.at("Cases", "C1", "Expected rules")] = "R2 L1"
    assert places(tiny.check(tmp_path)) == [
        ("DT302", "Route", "B12"),
        ("DT204", "Route", "C12"),
        ("DT205", "Route", "E12"),
    ]


def test_a_rule_of_another_table_is_missing_all_the_same(tmp_path: Path) -> None:
    """Only rules whose IDs begin like those of the table with the repeated ID may be that row."""
    tiny = tiny_guideline()
    tiny["Alerts"]["B12"] = "L1"
    tiny["Cases"][tiny.at("Cases", "C1", "Expected rules")] = "R99 L9"
    assert [one.read for one in tiny.check(tmp_path) if one.code == "DT324"] == ["R99"]


def test_a_rule_with_the_id_of_another_table(tmp_path: Path) -> None:
    """The ID the row should have begins like the others of its own table."""
    tiny = tiny_guideline()
    tiny["Alerts"]["B12"] = "R1"
    tiny["Cases"][tiny.at("Cases", "C1", "Expected rules")] = "R1 L2"
    assert codes(tiny.check(tmp_path)) == ["DT302"]


def test_a_missing_rule_id_hides_no_cell(tmp_path: Path) -> None:
    """A row without an ID is read all the same."""
    tiny = tiny_guideline()
    tiny["Route"]["B12"], tiny["Route"]["E12"] = None, "tabelt"
    tiny["Cases"][tiny.at("Cases", "C1", "Expected rules")] = "R2 L1"
    assert places(tiny.check(tmp_path)) == [("DT310", "Route", "B12"), ("DT205", "Route", "E12")]
