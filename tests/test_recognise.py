"""Layout: a sheet says by its header block what it is; columns may stand anywhere; nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from b12dt.model import HitPolicy
from b12dt.recognise.layout import HEADER_LABELS, LISTS, ROLES
from b12dt.recognise.sheets import ListSheet, TableSheet
from b12dt.recognise.tables import hit_policy
from tests.support.workbooks import Guide, codes, places, tiny_guideline


@pytest.fixture
def tiny() -> Guide:
    """Return a guideline to break."""
    return tiny_guideline()


def _table(guide: Guide, folder: Path, name: str = "Route") -> TableSheet:
    sheets, findings = guide.recognised(folder)
    assert findings == ()
    return next(one for one in sheets if isinstance(one, TableSheet) and one.header["Decision name"].text == name)


def _texts(fields: Any) -> list[str]:
    return [one.text for one in fields]


def _move_column(guide: Guide, title: str, source: int, target: int, first: int) -> None:
    """Move a column of a table to an empty one."""
    sheet = guide[title]
    for row in range(first, sheet.max_row + 1):
        sheet.cell(row, target).value = sheet.cell(row, source).value
        sheet.cell(row, source).value = None


def test_a_sound_guideline_has_no_finding(tiny: Guide, tmp_path: Path) -> None:
    """The guideline that the other tests break is without any finding."""
    assert tiny.check(tmp_path) == ()


def test_a_table_is_read(tiny: Guide, tmp_path: Path) -> None:
    """Every part of a decision table is found, each with the cell it stands in."""
    table = _table(tiny, tmp_path)
    assert _texts(table.inputs) == ["Anemia", "Age"]
    assert _texts(table.outputs) == ["Route"]
    assert (table.policy.text, table.policy.span.cells) == ("U", "B9")
    row = table.rows[3]
    assert (row.id.text, row.id.span.cells, _texts(row.inputs)) == ("R4", "B14", ["yes", "unknown"])
    assert (row.references.text, row.basis.text, row.interpretations.text) == ("S1 S2", "interpretation", "A1")
    assert [one.span.cells for one in (*row.inputs, *row.outputs)] == ["C14", "D14", "E14"]


@pytest.mark.parametrize(
    ("label", "alias"),
    [
        ("Decision-support table ID", "Decision ID"),
        ("Decision name", "Business Rule"),
        ("Hit Policy Indicator", "Hit policy"),
        ("Hit Policy Indicator", "HIT  POLICY INDICATOR:"),
        ("Decision key", "decision key"),
    ],
)
def test_older_labels(tiny: Guide, tmp_path: Path, label: str, alias: str) -> None:
    """Labels of older kits, capitals, colons and extra spaces are understood."""
    tiny["Route"][tiny.at("Route", label)] = alias
    assert tiny.check(tmp_path) == ()


def test_trigger_is_the_activity(tiny: Guide, tmp_path: Path) -> None:
    """`Trigger` of older kits is the activity's name."""
    tiny["Route"]["B8"], tiny["Route"]["C8"] = "Trigger", "Visit"
    tiny["Route"].insert_rows(9)
    assert _table(tiny, tmp_path).header["Activity name"].text == "Visit"


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("Input(s)", "Inputs"),
        ("Output(s)", "OUTPUT"),
        ("Annotation(s)", "Annotations"),
        ("Reference(s)", "reference"),
        ("Rule ID", "Rule"),
    ],
)
def test_older_titles(tiny: Guide, tmp_path: Path, title: str, alias: str) -> None:
    """Column titles of a decision table may be singular, plural, or in capitals."""
    tiny["Route"][tiny.at("Route", title)] = alias
    assert tiny.check(tmp_path) == ()


@pytest.mark.parametrize(("sheet", "first"), [("Route", 3), ("Values", 3), ("Cases", 3)])
def test_title_rows_above(tiny: Guide, tmp_path: Path, sheet: str, first: int) -> None:
    """Any number of title rows may stand above the header block."""
    tiny[sheet].insert_rows(first, 4)
    tiny[sheet]["B3"], tiny[sheet]["C4"], tiny[sheet]["F5"] = "A long title", "a remark", "another"
    assert tiny.check(tmp_path) == ()


@pytest.mark.parametrize(
    ("sheet", "row"), [("Route", 8), ("Route", 11), ("Route", 13), ("Values", 5), ("Values", 9), ("Cases", 7)]
)
def test_blank_rows(tiny: Guide, tmp_path: Path, sheet: str, row: int) -> None:
    """Blank rows below the header block and among the rows of a table are skipped."""
    tiny[sheet].insert_rows(row, 3)
    assert tiny.check(tmp_path) == ()


def test_columns_left_free(tiny: Guide, tmp_path: Path) -> None:
    """Empty columns without a title may stand between the columns of a list."""
    _move_column(tiny, "Values", 5, 12, 5)
    assert tiny.check(tmp_path) == ()


def test_columns_of_a_list_in_any_order(tiny: Guide, tmp_path: Path) -> None:
    """The columns of a list may stand in any order."""
    for source, target in ((2, 20), (4, 21), (3, 22)):
        _move_column(tiny, "Values", source, target, 5)
    assert tiny.check(tmp_path) == ()


def test_columns_of_a_table_in_any_order(tiny: Guide, tmp_path: Path) -> None:
    """The columns of a decision table may stand in any order: here rule ID and conditions behind the results."""
    # Rule ID | Anemia | Age | Route | Annotation(s) | Reference(s) | Basis | Interpretation(s), from column B.
    for source, target in ((2, 14), (3, 12), (4, 13)):
        _move_column(tiny, "Route", source, target, 9)
    assert tiny.check(tmp_path) == ()
    table = _table(tiny, tmp_path)
    assert (table.rows[0].id.text, table.rows[0].id.span.cells, _texts(table.inputs)) == (
        "R1",
        "N11",
        ["Anemia", "Age"],
    )


def test_no_title_above_the_inputs(tiny: Guide, tmp_path: Path) -> None:
    """The columns right of the rule ID are conditions, whether or not `Input(s)` stands above them."""
    tiny["Route"][tiny.at("Route", "Input(s)")] = None
    assert _texts(_table(tiny, tmp_path).inputs) == ["Anemia", "Age"]


def test_merged_titles_and_conditions(tiny: Guide, tmp_path: Path) -> None:
    """Merged titles count for each of their columns, merged conditions for each of their rows."""
    sheet = tiny["Route"]
    sheet.merge_cells("C9:D9")
    for row in (12, 13, 14):
        sheet.cell(row, 3).value = None
    sheet.merge_cells("C11:C14")
    assert tiny.check(tmp_path) == ()
    assert [row.inputs[0].text for row in _table(tiny, tmp_path).rows] == ["yes"] * 4 + ["no, unknown"]


def test_merged_over_two_title_rows(tiny: Guide, tmp_path: Path) -> None:
    """A title that is merged over both title rows is one title."""
    for column in "FGHI":
        tiny["Route"].merge_cells(f"{column}9:{column}10")
    assert tiny.check(tmp_path) == ()


def test_guidance_column(tiny: Guide, tmp_path: Path) -> None:
    """`Guidance displayed to the health worker` among the results is text shown with the rule, not a result."""
    sheet = tiny["Route"]
    sheet.insert_cols(6)
    sheet["F10"] = "Guidance displayed to the health worker"
    sheet["F12"] = "Tell the patient why."
    table = _table(tiny, tmp_path)
    assert _texts(table.outputs) == ["Route"]
    assert [row.guidance.text for row in table.rows] == ["", "Tell the patient why.", "", "", ""]
    assert tiny.check(tmp_path) == ()


@pytest.mark.parametrize("status", ["draft", "Draft", "DRAFT"])
def test_a_draft_is_set_aside_and_named(tiny: Guide, tmp_path: Path, status: str) -> None:
    """A draft is not read, and is named."""
    tiny.add_table("Next", "Rule ID | Nothing || Nowhere\nX1 | ?? || !!", key="next", header={"Status": status})
    sheets, findings = tiny.recognised(tmp_path)
    assert places(findings) == [("DT132", "Next", "")]
    assert all(one.span.sheet != "Next" for one in sheets)


def test_a_draft_may_be_unfinished(tiny: Guide, tmp_path: Path) -> None:
    """Whatever is wrong with a draft, its header block among it, does not stop the others."""
    tiny.add_table(
        "Next",
        "Rule ID | Nothing || Nowhere\nX1 | ?? || !!",
        key="next",
        header={"Status": "draft", "Whatever": "later"},
    )
    assert codes(tiny.recognised(tmp_path)[1]) == ["DT132"]


def test_in_use(tiny: Guide, tmp_path: Path) -> None:
    """`in use` is the other status, and the one of an empty cell."""
    for status in ("in use", "In Use", " "):
        guide = tiny_guideline()
        guide.add_table("Other", "Rule ID | Plan || Other\nX1 | - || tablet", key="other", header={"Status": status})
        guide.add_row("Outputs", "other.other | Other | category | | route |")
        assert guide.check(tmp_path) == ()
        assert len(guide.recognised(tmp_path)[0]) == len(tiny.recognised(tmp_path)[0]) + 1


def test_an_unknown_status(tiny: Guide, tmp_path: Path) -> None:
    """Another status is an error at its cell, with the two that there are."""
    tiny.add_list("Remarks", "Notes", "x", Status="half ready")
    (found,) = tiny.recognised(tmp_path)[1]
    assert (found.code, found.span.cells, found.expected) == ("DT133", "C4", ("in use", "draft"))


def test_an_unknown_label(tiny: Guide, tmp_path: Path) -> None:
    """An unknown label of the header block is an error at its cell, with the known ones and the one a slip away."""
    tiny["Route"]["B6"] = "Questoin"
    (found,) = tiny.recognised(tmp_path)[1]
    assert (found.code, found.span.sheet, found.span.cells, found.closest) == ("DT136", "Route", "B6", "Question")
    assert found.expected == HEADER_LABELS


def test_a_label_twice(tiny: Guide, tmp_path: Path) -> None:
    """A label that stands twice, once by its older name, is an error that shows both."""
    tiny["Route"]["B6"] = "Business Rule"
    (found,) = tiny.recognised(tmp_path)[1]
    assert (found.code, found.span.cells, [one.cells for one in found.related]) == ("DT137", "B6", ["C5"])


@pytest.mark.parametrize(
    "label", ["Decision-support table ID", "Decision key", "Decision name", "Hit Policy Indicator"]
)
@pytest.mark.parametrize("how", ["no label", "no value"])
def test_a_missing_label(tiny: Guide, tmp_path: Path, label: str, how: str) -> None:
    """A decision table without ID, key, name or hit policy is an error that names what is missing."""
    cell = tiny.at("Route", label)
    if how == "no label":
        tiny["Route"].delete_rows(int(cell[1:]))
    else:
        tiny["Route"][f"C{cell[1:]}"] = None
    assert [(one.code, one.span.sheet, one.column) for one in tiny.recognised(tmp_path)[1]] == [
        ("DT143", "Route", label)
    ]


def test_a_sheet_that_says_nothing(tiny: Guide, tmp_path: Path) -> None:
    """A sheet without header block, one with a header block that does not say its kind, and an empty one are named."""
    tiny.create_sheet("Silent")["B2"] = "Just text"
    tiny.create_sheet("Vague")["B2"] = "Purpose"
    tiny.create_sheet("Empty")
    assert places(tiny.recognised(tmp_path)[1]) == [
        ("DT131", "Silent", ""),
        ("DT134", "Vague", ""),
        ("DT130", "Empty", ""),
    ]


def test_an_unknown_kind(tiny: Guide, tmp_path: Path) -> None:
    """An unknown kind of sheet is an error at its cell that lists the kinds."""
    tiny["Values"]["C3"] = "Vocabulary"
    (found,) = tiny.recognised(tmp_path)[1]
    assert (found.code, found.span.sheet, found.span.cells, found.expected) == ("DT135", "Values", "C3", tuple(LISTS))


@pytest.mark.parametrize("kind", ["Contents", "Lists", "Notes", "notes"])
def test_sheets_for_people(tiny: Guide, tmp_path: Path, kind: str) -> None:
    """Covers, dropdown lists and notes are not read, whatever stands on them."""
    tiny.add_list("People", kind, "One | Two | Two\n| x")
    sheets, findings = tiny.recognised(tmp_path)
    assert findings == ()
    assert all(one.span.sheet != "People" for one in sheets)


def test_a_kind_on_several_sheets(tiny: Guide, tmp_path: Path) -> None:
    """A kind may be spread over several sheets."""
    tiny.add_list("More values", "Values", "List | Code | Label\nroute | nasal | nose spray")
    tiny["Route"][tiny.at("Route", "R1", "Route")] = "nose spray"
    tiny["Cases"][tiny.at("Cases", "C1", "Expected results")] = "route.route = nasal"
    tiny["Safety"][tiny.at("Safety", "I1", "Then")] = "route.route = nasal"
    assert tiny.check(tmp_path) == ()


@pytest.mark.parametrize("kind", [kind for kind, layout in LISTS.items() if layout.read])
def test_a_list_lacks_a_column(tmp_path: Path, kind: str) -> None:
    """A list without one of its required columns is an error that names it; optional ones may be left out."""
    for missing in LISTS[kind].required:
        guide = Guide()
        titles = [title for title in LISTS[kind].required if title != missing] or ["-"]
        guide.add_list("List", kind, " | ".join(titles))
        found = [one for one in guide.recognised(tmp_path)[1] if one.code == "DT140"]
        assert [one.column for one in found] == [missing]
    guide = Guide()
    guide.add_list("List", kind, " | ".join(LISTS[kind].required))
    assert guide.recognised(tmp_path)[1] == ()


BROKEN: dict[str, tuple[Callable[[Guide], Any], str, str, str]] = {
    "a list without a table": (lambda guide: guide.add_list("Values", "Values", ""), "DT138", "Values", ""),
    "an unknown column": (lambda guide: guide["Values"].__setitem__("E5", "Sentense"), "DT139", "Values", "E5"),
    "a column twice": (lambda guide: guide["Values"].__setitem__("G5", "label"), "DT141", "Values", "G5"),
    "text without a title": (lambda guide: guide["Values"].__setitem__("K9", "lost"), "DT142", "Values", "K9"),
    "text left of a list": (lambda guide: guide["Values"].__setitem__("A9", "lost"), "DT142", "Values", "A9"),
    "an unknown title above": (lambda guide: guide["Route"].__setitem__("F9", "Remarks"), "DT139", "Route", "F9"),
    "a role twice": (lambda guide: guide["Route"].__setitem__("F9", "Basis"), "DT141", "Route", "H9"),
    "text beside a table": (lambda guide: guide["Route"].__setitem__("L12", "lost"), "DT142", "Route", "L12"),
    "no Output(s)": (lambda guide: guide["Route"].__setitem__("E9", None), "DT144", "Route", ""),
    "no results": (lambda guide: guide["Route"].__setitem__("E10", None), "DT145", "Route", "B9:I9"),
    "no references": (lambda guide: guide["Route"].delete_cols(7), "DT140", "Route", "B9:H9"),
    "no rules": (lambda guide: guide["Route"].delete_rows(11, 9), "DT146", "Route", ""),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_layout(tiny: Guide, tmp_path: Path, what: str) -> None:
    """A broken layout is one error, at the cell where it stands."""
    breaks, code, sheet, cells = BROKEN[what]
    breaks(tiny)
    assert places(tiny.recognised(tmp_path)[1]) == [(code, sheet, cells)]


def test_no_title_above_the_rule_ids(tiny: Guide, tmp_path: Path) -> None:
    """Without the letter above the rule IDs, the missing letter is what is reported, at its cell."""
    tiny["Route"]["B9"] = None
    findings = tiny.run(tmp_path).findings
    assert len(findings) == 1
    assert findings[0].span.cells.startswith("B9")
    assert findings[0].column != "Rule ID"


def test_every_sheet_is_looked_at(tiny: Guide, tmp_path: Path) -> None:
    """An error on one sheet does not hide those of the next; they come in the order of the sheets."""
    tiny["Values"]["E5"] = "Sentense"
    tiny["Route"]["F9"] = "Remarks"
    tiny["Cases"]["C3"] = "Case"
    assert places(tiny.recognised(tmp_path)[1]) == [
        ("DT139", "Values", "E5"),
        ("DT139", "Route", "F9"),
        ("DT135", "Cases", "C3"),
    ]


def test_columns_of_the_authors_own(tiny: Guide, tmp_path: Path) -> None:
    """Only the sheet of cases has columns of its own: one for each input."""
    sheets, findings = tiny.recognised(tmp_path)
    assert findings == ()
    (cases,) = [one for one in sheets if isinstance(one, ListSheet) and one.kind == "Cases"]
    assert list(cases.rows[1].extra) == ["Anemia", "Age", "Plan"]
    assert cases.rows[1].extra["Age"].span.cells == "F7"


def test_a_retired_rule_stays_in_its_place(tiny: Guide, tmp_path: Path) -> None:
    """A retired rule decides nothing and may hold anything; its ID cannot be used again."""
    sheet = tiny["Route"]
    for column, text in zip("BCDEHI", ["R6", "yess", "??", "nothing", "retired", "-"], strict=True):
        sheet[f"{column}16"] = text
    assert tiny.check(tmp_path) == ()
    assert [rule.id for rule in tiny.model(tmp_path).decisions[0].rules] == ["R1", "R2", "R3", "R4", "R5"]  # type: ignore[union-attr]
    sheet["B15"] = "R6"
    assert ("DT302", "Route", "B16") in places(tiny.check(tmp_path))


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        *((policy.value, policy) for policy in HitPolicy),
        ("Unique", HitPolicy.UNIQUE), ("first", HitPolicy.FIRST), ("F (First)", HitPolicy.FIRST), ("Rule order", HitPolicy.RULE_ORDER),
        ("output_order", HitPolicy.OUTPUT_ORDER), ("c+", HitPolicy.SUM), ("Collect sum", HitPolicy.SUM), ("collect min", HitPolicy.LEAST),
        ("collect max", HitPolicy.GREATEST), ("Collect count", HitPolicy.COUNT), ("Collect", HitPolicy.COLLECT),
        ("X", None), ("", None), ("Uniq", None), ("C +", None), ("first come", None),
    ],
)  # fmt: skip
def test_hit_policies(text: str, policy: HitPolicy | None) -> None:
    """A hit policy is named by DMN's letter or by its word."""
    assert hit_policy(text) is policy


def test_roles_are_known() -> None:
    """What stands above the columns of a table is what the layout lists."""
    assert set(ROLES) == {
        "Rule ID",
        "Input(s)",
        "Output(s)",
        "Annotation(s)",
        "Reference(s)",
        "Basis",
        "Interpretation(s)",
    }
