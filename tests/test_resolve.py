"""Names, types, units and references: each is understood or reported at its cell, all at once, none twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from b12dt.model import DecisionTable, HitPolicy, Kind, Summary
from tests.support.workbooks import Guide, codes, one_table, places, put, tiny_guideline


@pytest.fixture
def tiny() -> Guide:
    """Return a guideline to break."""
    return tiny_guideline()


def _head(sheet: str, cell: str, text: str | None) -> Callable[[Guide], None]:
    def change(guide: Guide) -> None:
        guide[sheet][cell] = text

    return change


# what is done, the code that is reported, and where: sheet, cell
ONE_CELL: dict[str, tuple[Callable[[Guide], None], str, str, str]] = {
    "a name in capitals": (put("Inputs", "age", "Name", "Age"), "DT328", "Inputs", "B7"),
    "a name with a space": (put("Inputs", "age", "Name", "age years"), "DT328", "Inputs", "B7"),
    "a name with a dot": (put("Inputs", "age", "Name", "age.years"), "DT328", "Inputs", "B7"),
    "a word of Python as a name": (put("Inputs", "age", "Name", "class"), "DT328", "Inputs", "B7"),
    "two underscores in a name": (put("Inputs", "age", "Name", "age__years"), "DT328", "Inputs", "B7"),
    "an output without a decision": (put("Outputs", "alerts.severity", "Output", "severity"), "DT328", "Outputs", "B8"),
    "a label with a sign": (put("Inputs", "plan", "Label", "Plan (of care)"), "DT314", "Inputs", "C8"),
    "no label": (put("Inputs", "plan", "Label", None), "DT317", "Inputs", "C8"),
    "no question": (put("Inputs", "age", "Question", None), "DT317", "Inputs", "E7"),
    "an unknown type": (put("Inputs", "age", "Type", "integer"), "DT307", "Inputs", "F7"),
    "a name twice": (put("Inputs", "age", "Name", "anemia"), "DT302", "Inputs", "B7"),
    "an unknown list": (put("Inputs", "anemia", "Values", "yes_or_no"), "DT304", "Inputs", "K6"),
    "no list": (put("Inputs", "anemia", "Values", None), "DT317", "Inputs", "K6"),
    "no lowest": (put("Inputs", "age", "Lowest", None), "DT309", "Inputs", "I7"),
    "a range upside down": (put("Inputs", "age", "Lowest", "500"), "DT309", "Inputs", "I7"),
    "a lowest in words": (put("Inputs", "age", "Lowest", "zero"), "DT313", "Inputs", "I7"),
    "a default that is no value": (put("Inputs", "anemia", "Default", "perhaps"), "DT308", "Inputs", "M6"),
    "an unknown default where it must be known": (put("Inputs", "plan", "Default", "unknown"), "DT308", "Inputs", "M8"),
    "no default where it must be known": (put("Inputs", "plan", "Default", None), "DT308", "Inputs", "M8"),
    "neither yes nor no": (put("Inputs", "age", "May be unknown", "maybe"), "DT307", "Inputs", "L7"),
    "a code twice": (_head("Values", "C7", "yes"), "DT302", "Values", "C7"),
    "a label twice in a list": (_head("Values", "D9", "stop early"), "DT303", "Values", "D9"),
    "a severity that is not listed": (_head("Values", "F14", "fatal"), "DT307", "Values", "F14"),
    "an output that no sheet gives": (
        lambda guide: guide.add_row("Outputs", "route.why | Why | category | | route |"), "DT316", "Outputs", "B11:G11",
    ),
    "an unknown column of conditions": (_head("Route", "D10", "Aeg"), "DT301", "Route", "D10"),
    "a column of conditions twice": (_head("Route", "D10", "Anemia"), "DT327", "Route", "D10"),
    "a column that asks the table itself": (_head("Alerts", "C10", "Severities"), "DT502", "Alerts", "C10"),
    "an output that is not declared": (_head("Route", "E10", "Path"), "DT315", "Route", "E10"),
    "an output of another decision": (_head("Route", "E10", "Severities"), "DT315", "Route", "E10"),
    "the same output twice": (_head("Alerts", "F10", "Alerts"), "DT327", "Alerts", "F10"),
    "another letter above": (_head("Route", "B9", "F"), "DT320", "Route", "B9"),
    "an unknown letter above": (_head("Route", "B9", "X"), "DT319", "Route", "B9"),
    "an unknown hit policy": (_head("Route", "C7", "Sometimes"), "DT319", "Route", "C7"),
    "no rule ID": (_head("Route", "B12", None), "DT310", "Route", "B12"),
    "a rule ID twice": (_head("Route", "B12", "R1"), "DT302", "Route", "B12"),
    "a rule ID of another table": (_head("Alerts", "B12", "R1"), "DT302", "Alerts", "B12"),
    "a misspelt condition": (put("Route", "R1", "Anemia", "yess"), "DT204", "Route", "C11"),
    "an empty condition": (put("Route", "R1", "Anemia", None), "DT201", "Route", "C11"),
    "a misspelt result": (put("Route", "R1", "Route", "tabelt"), "DT205", "Route", "E11"),
    "an empty result": (put("Route", "R1", "Route", None), "DT224", "Route", "E11"),
    "an unknown basis": (_head("Route", "H12", "evidence"), "DT307", "Route", "H12"),
    "no basis": (_head("Route", "H12", None), "DT317", "Route", "H12"),
    "an unknown statement": (_head("Route", "G12", "S1 S99"), "DT305", "Route", "G12"),
    "no statement": (_head("Route", "G12", None), "DT321", "Route", "G12"),
    "a dash for statements": (_head("Route", "G12", "-"), "DT321", "Route", "G12"),
    "an unknown interpretation": (_head("Route", "I12", "A99"), "DT306", "Route", "I12"),
    "an interpretation without a name": (_head("Route", "I14", "-"), "DT323", "Route", "I14"),
    "another severity than the dictionary's": (put("Alerts", "L1", "Severities", "warn"), "DT312", "Alerts", "F11"),
    "a decision key twice": (_head("Alerts", "C4", "route"), "DT302", "Alerts", "C4"),
    "a table ID twice": (_head("Alerts", "C3", "T.route"), "DT302", "Alerts", "C3"),
    "a key in capitals": (_head("Route", "C4", "Route"), "DT328", "Route", "C4"),
    "a summary of nothing known": (put("Summary", "highest", "From", "alerts.sevrity"), "DT311", "Summary", "D10"),
    "a summary from nowhere": (put("Summary", "highest", "From", None), "DT317", "Summary", "D10"),
    "a summary that takes anything": (put("Summary", "highest", "Takes", "any of"), "DT307", "Summary", "C10"),
    "a summary's unknown output": (put("Summary", "highest", "Output", "worst"), "DT315", "Summary", "B10"),
    "an unknown statement of an interpretation": (put("Interpretations", "A1", "Reference(s)", "S9"), "DT305", "Interpretations", "I6"),
    "a statement twice": (put("Statements", "S2", "ID", "S1"), "DT302", "Statements", "B7"),
    "a line in words": (put("Statements", "S2", "Line", "two"), "DT313", "Statements", "G7"),
    "half a line": (put("Statements", "S2", "Line", "2.5"), "DT313", "Statements", "G7"),
    "an invariant on nothing known": (put("Safety", "I1", "If", "aeg < 18"), "DT234", "Safety", "D6"),
    "an empty invariant": (put("Safety", "I1", "Then", None), "DT233", "Safety", "E6"),
    "a case without a title": (put("Cases", "C1", "Title", None), "DT317", "Cases", "C7"),
    "a case twice": (put("Cases", "C2", "ID", "C1"), "DT302", "Cases", "B8"),
    "a case's unknown column": (_head("Cases", "F5", "Aeg"), "DT301", "Cases", "F5"),
    "a result as a case's column": (_head("Cases", "F5", "Route"), "DT301", "Cases", "F5"),
    "a case's misspelt fact": (put("Cases", "C1", "Anemia", "yess"), "DT230", "Cases", "E7"),
    "a case's fact out of range": (put("Cases", "C1", "Age", "700"), "DT219", "Cases", "F7"),
    "an expected rule that there is not": (put("Cases", "C1", "Expected rules", "R1 R99"), "DT324", "Cases", "I7"),
    "a case's unknown statement": (put("Cases", "C1", "Why", "S9"), "DT305", "Cases", "J7"),
    "an expectation without a sign": (put("Cases", "C1", "Expected results", "route.route tablet"), "DT325", "Cases", "H7"),
    "an expectation of an unknown output": (put("Cases", "C1", "Expected results", "route.rout = tablet"), "DT311", "Cases", "H7"),
    "an expected value that is not listed": (put("Cases", "C1", "Expected results", "route.route = tabelt"), "DT205", "Cases", "H7"),
    "an expectation of nothing": (put("Cases", "C1", "Expected results", "route.route ="), "DT224", "Cases", "H7"),
    "an unmet expectation": (put("Cases", "C1", "Expected results", "route.route = injection"), "DT601", "Cases", "H7"),
    "a rule that does not fire": (put("Cases", "C1", "Expected rules", "R2"), "DT602", "Cases", "I7"),
}  # fmt: skip


@pytest.mark.parametrize("what", ONE_CELL)
def test_one_broken_cell(tiny: Guide, tmp_path: Path, what: str) -> None:
    """A single broken cell is reported at that cell, among nothing that is not about it."""
    change, code, sheet, cell = ONE_CELL[what]
    change(tiny)
    findings = tiny.check(tmp_path)
    assert (code, sheet, cell) in places(findings)


ECHOES = {
    # A change of a name is a change to all who use it, and they are told, too.
    "a name in capitals", "a name with a space", "a name with a dot", "a word of Python as a name", "two underscores in a name",
    "an output without a decision", "a name twice", "an unknown list", "a code twice", "no list", "a rule ID twice", "no rule ID",
    "an unknown type", "a rule ID of another table", "a label with a sign", "a decision key twice", "a table ID twice", "a case twice",
    "no label", "a key in capitals", "a range upside down", "a column of conditions twice", "the same output twice", "a statement twice", "a label twice in a list", "an invariant on nothing known",
}  # fmt: skip


@pytest.mark.parametrize("what", [what for what in ONE_CELL if what not in ECHOES])
def test_one_problem_is_one_message(tiny: Guide, tmp_path: Path, what: str) -> None:
    """A single broken cell is a single finding: nothing is reported that only follows from it."""
    ONE_CELL[what][0](tiny)
    assert places(tiny.check(tmp_path)) == [ONE_CELL[what][1:]]


def test_a_table_with_an_error_makes_no_input_unused(tiny: Guide, tmp_path: Path) -> None:
    """An input that a table with errors asks for is not called unused."""
    tiny["Route"]["E10"] = "Path"
    assert "DT503" not in codes(tiny.check(tmp_path))


def test_all_findings_of_a_stage_in_the_order_of_the_sheet(tiny: Guide, tmp_path: Path) -> None:
    """Everything wrong in a table is found at once, row by row."""
    sheet = tiny["Route"]
    sheet["C11"], sheet["E12"], sheet["G13"], sheet["D14"] = "yess", "tabelt", "S9", "> 500"
    assert [one for one in places(tiny.check(tmp_path)) if one[1] == "Route"] == [
        ("DT204", "Route", "C11"), ("DT205", "Route", "E12"), ("DT305", "Route", "G13"), ("DT219", "Route", "D14"),
    ]  # fmt: skip


def test_findings_of_several_sheets_come_together(tiny: Guide, tmp_path: Path) -> None:
    """Dictionary, tables, evidence, invariants and cases are all looked at before the pipeline stops."""
    for sheet, row, column, text in (
        ("Inputs", "age", "Question", None), ("Route", "R1", "Anemia", "yess"), ("Interpretations", "A1", "Title", None),
        ("Safety", "I1", "Then", "x = 1"), ("Cases", "C1", "Age", "700"),
    ):  # fmt: skip
        tiny[sheet][tiny.at(sheet, row, column)] = text
    assert {one.span.sheet for one in tiny.run(tmp_path).findings} >= {
        "Inputs",
        "Route",
        "Interpretations",
        "Safety",
        "Cases",
    }


@pytest.mark.parametrize("kind", ["Inputs", "Outputs", "Values"])
def test_a_dictionary_is_needed(tiny: Guide, tmp_path: Path, kind: str) -> None:
    """Without one of the three parts of the dictionary the missing part is the one finding."""
    del tiny[kind]
    assert [(one.code, one.column) for one in tiny.check(tmp_path)] == [("DT318", kind)]


def test_a_table_is_needed(tiny: Guide, tmp_path: Path) -> None:
    """Without a decision table there is no guideline."""
    del tiny["Route"], tiny["Alerts"], tiny["Summary"]
    assert [(one.code, one.column) for one in tiny.check(tmp_path)] == [("DT318", "decision table")]


def test_names_and_labels_are_the_same_in_a_title(tiny: Guide, tmp_path: Path) -> None:
    """A column is titled with the label or the name, in any capitals, of an input or of another table's output."""
    tiny["Route"]["C10"], tiny["Alerts"]["D10"], tiny["Alerts"]["E10"] = "ANEMIA", "route.route", "alerts"
    tiny["Cases"]["F5"] = "age"
    assert tiny.check(tmp_path) == ()


def test_a_label_of_an_input_and_an_output(tiny: Guide, tmp_path: Path) -> None:
    """One label for two things is an error that shows both, at the label."""
    tiny["Outputs"][tiny.at("Outputs", "alerts.severity", "Label")] = "anemia"
    found = next(one for one in tiny.check(tmp_path) if one.code == "DT303")
    assert (found.span.sheet, found.span.cells) == ("Outputs", "C8")
    assert [one.sheet for one in found.related] == ["Inputs"]


def test_a_second_thing_shows_the_first(tiny: Guide, tmp_path: Path) -> None:
    """What stands twice is shown at both places."""
    tiny["Alerts"]["B12"] = "R1"
    found = next(one for one in tiny.check(tmp_path) if one.code == "DT302")
    assert (found.read, [(one.sheet, one.cells) for one in found.related]) == ("R1", [("Route", "B11")])


def test_an_unknown_word_comes_with_the_known_ones(tiny: Guide, tmp_path: Path) -> None:
    """An unknown value comes with those allowed, where they stand, and the one a slip away."""
    tiny["Route"]["C11"] = "yess"
    found = next(one for one in tiny.check(tmp_path) if one.code == "DT204")
    assert (found.read, found.expected, found.closest) == ("yess", ("yes", "no", "unknown"), "yes")
    assert (found.rule, found.column) == ("R1", "Anemia")
    assert found.listed_in is not None
    assert (found.listed_in.sheet, found.listed_in.cells.split(":")[0]) == ("Values", "B6")


def test_defaults(tmp_path: Path) -> None:
    """A default is unknown, a value by label or code, several values, or none; an empty one is unknown where that is allowed."""
    guide = one_table(
        "Rule ID | A || X\nR1 | - || x",
        inputs="a | A | category | | | abc | no | b\nc | C | several of | | | abc | no | a; c\nd | D | several of | | | abc | no | (none)\n"
        "e | E | number | 0 | 10 | | yes |\nf | F | category | | | abc | yes |",
    )
    model = guide.model(tmp_path)
    assert {one.name: one.default for one in model.inputs} == {
        "a": "b",
        "c": ("a", "c"),
        "d": (),
        "e": "unknown",
        "f": "unknown",
    }
    facts = guide.load(tmp_path).evaluate().facts
    assert facts == {"a": "b", "c": ["a", "c"], "d": [], "e": "unknown", "f": "unknown"}


def test_a_number_that_has_to_be_known(tmp_path: Path) -> None:
    """A number that may not be unknown can be declared, its default a number of the range."""
    guide = one_table(
        "Rule ID | N || X\nR1 | < 50 || x\nR2 | >= 50 || y", inputs="n | N | number | 0 | 100 | | no | 50"
    )
    assert guide.check(tmp_path) == ()
    assert guide.load(tmp_path).evaluate()["choice.x"] == "y"


def test_ranges_are_exact(tmp_path: Path) -> None:
    """Lowest and highest are the decimals that stand in the cells."""
    guide = one_table("Rule ID | N || X\nR1 | - || x", inputs="n | N | number | 0.1 | 2.8")
    (one,) = guide.model(tmp_path).inputs
    assert (one.lowest, one.highest) == (Decimal("0.1"), Decimal("2.8"))


@pytest.mark.parametrize(
    ("policy", "kind", "fits"),
    [
        ("C+", "category", False), ("C<", "several of", False), ("C>", "category", False), ("C+", "number", True),
        ("P", "number", False), ("P", "several of", True), ("O", "several of", True), ("P", "category", True), ("O", "number", False),
        ("U", "several of", True), ("A", "number", True), ("F", "category", True), ("C", "several of", True), ("R", "several of", True),
        ("C#", "number", True), ("C#", "category", False),
    ],
)  # fmt: skip
def test_hit_policies_fit_their_outputs(tmp_path: Path, policy: str, kind: str, fits: bool) -> None:
    """Sums, least, greatest and counts need numbers, priorities a list of values; anything else is an error at the letter."""
    result = "1" if kind == "number" else "x"
    listed = "" if kind == "number" else "xyz"
    guide = one_table(
        f"Rule ID | A || X\nR1 | - || {result}",
        inputs="a | A | category | | | abc",
        outputs=f"choice.x | X | {kind} | {listed}",
        policy=policy,
    )
    assert places(guide.check(tmp_path)) == ([] if fits else [("DT322", "Choice", "B9")])


@pytest.mark.parametrize("policy", ["C", "R", "O"])
def test_what_several_rules_give_is_several(tmp_path: Path, policy: str) -> None:
    """Where the rules together give a list, a case can expect that list."""
    guide = one_table(
        "Rule ID | A || X\nR1 | - || y\nR2 | - || x",
        inputs="a | A | category | | | abc",
        outputs="choice.x | X | several of | xyz",
        policy=policy,
    )
    guide.add_list(
        "Cases", "Cases", "ID | Title | A | Expected results\nBASE | Base | a |\nC1 | One | | choice.x = x; y"
    )
    assert guide.check(tmp_path) == ()


@pytest.mark.parametrize("policy", [policy.value for policy in HitPolicy])
def test_every_hit_policy_can_be_written(tmp_path: Path, policy: str) -> None:
    """Every letter of DMN is read as itself."""
    number = policy in ("C+", "C<", "C>", "C#")
    outputs = (
        "choice.x | X | number |"
        if number
        else f"choice.x | X | {'several of' if policy in 'CR' else 'category'} | xyz"
    )
    guide = one_table(
        f"Rule ID | A || X\nR1 | a || {'1' if number else 'x'}",
        inputs="a | A | category | | | abc",
        outputs=outputs,
        policy=policy,
    )
    (decision,) = guide.model(tmp_path).decisions
    assert isinstance(decision, DecisionTable)
    assert decision.hit_policy.value == policy


def test_a_circle(tiny: Guide, tmp_path: Path) -> None:
    """Two tables that wait for one another are an error that names the circle and shows both sheets."""
    tiny["Route"]["D10"] = "Alerts"
    for row in range(11, 16):
        tiny["Route"].cell(row, 4).value = "-"
    found = next(one for one in tiny.check(tmp_path) if one.code == "DT501")
    assert {found.span.sheet, *(one.sheet for one in found.related)} == {"Route", "Alerts"}
    assert found.read in ("route > alerts > route", "alerts > route > alerts")


def test_a_circle_through_a_summary(tiny: Guide, tmp_path: Path) -> None:
    """A summary can close a circle, too."""
    tiny["Alerts"]["D10"] = "All alerts"
    for row in (11, 12):
        tiny["Alerts"].cell(row, 4).value = "-"
    assert "DT501" in codes(tiny.check(tmp_path))


def test_a_summary_of_itself(tiny: Guide, tmp_path: Path) -> None:
    """A summary cannot unite its own output."""
    tiny["Summary"][tiny.at("Summary", "alerts", "From")] = "alerts.alerts; summary.alerts"
    assert set(codes(tiny.check(tmp_path))) & {"DT501", "DT502"}


def test_an_unused_input(tiny: Guide, tmp_path: Path) -> None:
    """An input that no table asks for is a warning at its row; the guideline compiles."""
    tiny.add_row("Inputs", "extra | Extra | Patient | What else? | category | | | | | yes_no | yes | unknown |")
    outcome = tiny.run(tmp_path)
    assert outcome.program is not None
    assert [(one.code, one.read, one.span.sheet) for one in outcome.findings] == [("DT503", "extra", "Inputs")]
    assert outcome.findings[0].span.cells.startswith("B9")


def test_order_of_decisions(tiny: Guide, tmp_path: Path) -> None:
    """Decisions stand after those they need, wherever their sheets stand."""
    tiny.move_sheet("Summary", -5)
    tiny.move_sheet("Alerts", -4)
    model = tiny.model(tmp_path)
    assert [one.key for one in model.decisions] == ["route", "alerts", "summary"]


def test_a_summary(tiny: Guide, tmp_path: Path) -> None:
    """A summary unites outputs by their paths and says how."""
    made = tiny.model(tmp_path).decisions[-1]
    assert isinstance(made, Summary)
    assert [(one.output.path, one.takes.value, [source.path for source in one.sources]) for one in made.unions] == [
        ("summary.alerts", "all of", ["alerts.alerts"]),
        ("summary.highest", "highest of", ["alerts.severity"]),
    ]


def test_a_summarys_output_twice(tiny: Guide, tmp_path: Path) -> None:
    """A summary that makes the same output twice is an error."""
    tiny["Summary"][tiny.at("Summary", "highest", "Output")] = "alerts"
    assert "DT327" in codes(tiny.check(tmp_path))


@pytest.mark.parametrize(
    ("output", "source"), [("highest", "route.route"), ("alerts", "alerts.severity"), ("alerts", "route.route")]
)
def test_a_summary_of_words_that_are_not_in_its_list(tiny: Guide, tmp_path: Path, output: str, source: str) -> None:
    """A summary whose sources can hold words that its own list does not have is refused, not found out with a patient."""
    tiny["Summary"][tiny.at("Summary", output, "From")] = source
    found = [one for one in tiny.run(tmp_path).findings if one.span.sheet == "Summary"]
    assert found


@pytest.mark.parametrize(("output", "takes"), [("alerts", "highest of"), ("highest", "all of")])
def test_a_summary_fits_the_type_of_its_output(tiny: Guide, tmp_path: Path, output: str, takes: str) -> None:
    """`all of` makes several values and `highest of` makes one, and the dictionary has to say so."""
    tiny["Summary"][tiny.at("Summary", output, "Takes")] = takes
    found = [one for one in tiny.run(tmp_path).findings if one.span.sheet == "Summary"]
    assert found


def test_a_summary_without_rows(tiny: Guide, tmp_path: Path) -> None:
    """A summary of nothing is an error."""
    tiny["Summary"].delete_rows(9, 2)
    assert tiny.run(tmp_path).program is None


def test_all_rules_retired(tmp_path: Path) -> None:
    """A table whose rules are all retired could never decide, which is an error at its sheet."""
    guide = one_table(
        "Rule ID | A || X\nR1 | a || x || S1 | retired\nR2 | b || x || S1 | retired",
        inputs="a | A | category | | | abc",
    )
    findings = guide.check(tmp_path)
    assert [one.span.sheet for one in findings] == ["Choice"]


# --- cases -------------------------------------------------------------------------------------------------------------


def test_facts_of_a_case_lie_over_the_base(tiny: Guide, tmp_path: Path) -> None:
    """A case is the base patient with its own facts; what neither states is the default."""
    cases = {one.id: one for one in tiny.model(tmp_path).cases}
    assert dict(cases["C1"].facts) == {"anemia": "yes", "age": Decimal(7), "plan": ("stop",)}
    assert dict(cases["C2"].facts) == {"anemia": "no", "age": Decimal(50), "plan": ()}
    assert cases["C1"].own_facts == ("anemia", "age", "plan")
    assert "BASE" not in cases


def test_a_case_expects_lists_and_nothing(tiny: Guide, tmp_path: Path) -> None:
    """Expected results are read line by line: one value, several, `(none)`; blank lines are skipped."""
    tiny["Cases"][tiny.at("Cases", "C1", "Expected results")] = (
        "\n route.route=tablet\n\nalerts.alerts = never stop; no delay\nsummary.highest = (none)\n"
    )
    case = next(one for one in tiny.model(tmp_path).cases if one.id == "C1")
    assert [(one.output.path, one.value) for one in case.expectations] == [
        ("route.route", "oral"), ("alerts.alerts", ("never_stop", "no_delay")), ("summary.highest", None),
    ]  # fmt: skip
    assert [one.column for one in tiny.check(tmp_path)] == ["alerts.alerts", "summary.highest"]


def test_no_base_patient(tiny: Guide, tmp_path: Path) -> None:
    """Cases without a base patient are an error."""
    tiny["Cases"].delete_rows(6)
    assert [(one.code, one.span.sheet) for one in tiny.check(tmp_path)] == [("DT326", "Cases")]


def test_a_base_patient_in_small_letters(tiny: Guide, tmp_path: Path) -> None:
    """`Base` is the base patient as `BASE` is, or it is reported; its facts are never left out in silence."""
    tiny["Cases"]["B6"] = "Base"
    outcome = tiny.run(tmp_path)
    if outcome.program is None:
        assert {"DT326"} & set(codes(outcome.findings))
    else:
        cases = {one.id: dict(one.facts) for one in outcome.program.guideline.cases}
        assert cases["C2"]["age"] == Decimal(50)


def test_one_input_in_two_columns_of_the_cases(tiny: Guide, tmp_path: Path) -> None:
    """An input that has two columns, by name and by label, is an error: the two could differ."""
    tiny["Cases"]["L5"], tiny["Cases"]["L7"] = "age", "80"
    assert "Cases" in [one.span.sheet for one in tiny.run(tmp_path).findings]


def test_cases_on_two_sheets(tiny: Guide, tmp_path: Path) -> None:
    """Cases on another sheet start from the same base patient and may use other inputs."""
    tiny.add_list(
        "More cases", "Cases", "ID | Title | Plan | Expected results\nC3 | More | delay start | alerts.alerts = (none)"
    )
    assert tiny.check(tmp_path) == ()
    assert dict(tiny.model(tmp_path).cases[-1].facts)["age"] == Decimal(50)


def test_an_expected_rule_that_is_retired(tiny: Guide, tmp_path: Path) -> None:
    """A retired rule cannot be expected."""
    tiny["Route"]["H15"] = "retired"
    assert ("DT324", "Cases", "I8") in places(tiny.check(tmp_path))


def test_a_broken_invariant(tiny: Guide, tmp_path: Path) -> None:
    """A case that breaks an invariant shows both."""
    tiny["Safety"][tiny.at("Safety", "I1", "Then")] = "route.route = im"
    (found,) = tiny.check(tmp_path)
    assert (found.code, found.span.sheet) == ("DT603", "Safety")
    assert {"I1", "C1"} <= {found.rule, *dict(found.details).values()}


def test_an_unknown_list_holds_nothing(tmp_path: Path) -> None:
    """An invariant that asks an unknown list for a code is not met by letters of the word unknown."""
    guide = one_table(
        "Rule ID | S || X\nR1 | - || x",
        inputs="s | S | several of | | | parts",
        values="parts | no | nose\nparts | own | own teeth\nxyz | x | x\nxyz | y | y",
    )
    guide.add_list(
        "Safety",
        "Invariants",
        "ID | In words | If | Then\nI1 | Never. | s contains no | choice.x = y\nI2 | Never. | s contains own | choice.x = y",
    )
    guide.add_list(
        "Cases", "Cases", "ID | Title | S | Expected results\nBASE | Base | unknown |\nC1 | One | | choice.x = x"
    )
    assert guide.check(tmp_path) == ()


def test_decimal_sums_of_cases(tmp_path: Path) -> None:
    """A case that expects 0.3 of 0.1 and 0.2 passes."""
    guide = one_table(
        "Rule ID | A || X\nR1 | - || 0.1\nR2 | - || 0.2",
        inputs="a | A | category | | | abc",
        outputs="choice.x | X | number |",
        policy="C+",
    )
    guide.add_list(
        "Cases", "Cases", "ID | Title | A | Expected results\nBASE | Base | a |\nC1 | One | | choice.x = 0.3"
    )
    assert guide.check(tmp_path) == ()


def test_regimens_are_a_list_of_values(tiny: Guide, tmp_path: Path) -> None:
    """The IDs of the regimens are the value list `regimen`, their sentences made from their data."""
    tiny.add_list(
        "Regimens",
        "Regimens",
        """
        ID | Label | Drug | Dose low | Dose high | Dose unit | Route | Frequency | Period | Period high | Period unit | For life | Sentence | Reference(s)
        im_2_3 | injection every 2-3 months | hydroxocobalamin | 1000 | 1000 | ug | im | 1 | 2 | 3 | month | yes | Hydroxocobalamin 1000 µg by intramuscular injection, every 2-3 months for life. | S1
        oral_1 | tablet daily | cyanocobalamin | 1000 | 2000 | ug | oral | 1 | 1 | | day | not stated | Cyanocobalamin 1000-2000 µg by mouth, daily. | S1
        """,
    )
    tiny.add_row("Outputs", "drug.regimen | Regimen | category | | regimen |")
    tiny.add_table(
        "Drug",
        "Rule ID | Route || Regimen\nD1 | injection || injection every 2-3 months\nD2 | tablet || oral_1",
        key="drug",
    )
    assert tiny.check(tmp_path) == ()
    advice = tiny.load(tmp_path).evaluate(anemia="yes")
    assert advice["drug.regimen"] == "im_2_3"
    assert (
        advice.regimens["im_2_3"].sentence
        == "Hydroxocobalamin 1000 µg by intramuscular injection, every 2-3 months for life."
    )


def test_about_and_evidence(tiny: Guide, tmp_path: Path) -> None:
    """What the guideline says of itself, statements and interpretations arrive as they are written."""
    model = tiny.model(tmp_path)
    assert dict(model.about) == {"Title": "A tiny guideline", "Version": "1.0"}
    assert [(one.id, one.line, one.citations, one.actionable) for one in model.statements] == [
        ("S1", 1, (), True),
        ("S2", 2, ("1", "2"), True),
    ]
    assert [(one.id, one.statements, one.look_first) for one in model.interpretations] == [("A1", ("S1",), True)]
    assert [one.kind for one in model.inputs] == [Kind.CATEGORY, Kind.NUMBER, Kind.SEVERAL]


def test_codes_of_other_systems(tiny: Guide, tmp_path: Path) -> None:
    """Clinical codes belong to inputs, or to nothing; an unknown input, system or relationship is an error at its cell."""
    titles = "Name | Value | Code system | Code | Display | Relationship | Verified"
    tiny.add_list(
        "Codes",
        "Codes",
        f"{titles}\nage | | LOINC | 30525-0 | Age | equivalent | no\n | oral | ATC | B03BA01 | x | related | yes",
    )
    assert tiny.check(tmp_path) == ()
    tiny.add_list("Codes", "Codes", f"{titles}\naeg | | ICD | 30525-0 | Age | same | no")
    assert sorted(places(tiny.check(tmp_path))) == [
        ("DT307", "Codes", "D6"),
        ("DT307", "Codes", "G6"),
        ("DT329", "Codes", "B6"),
    ]


def test_spans_take_no_part_in_equality(tiny: Guide, tmp_path: Path) -> None:
    """A guideline whose sheets and rows moved is equal to itself, but for its fingerprint."""
    from dataclasses import replace

    before = replace(tiny.model(tmp_path), sha256="")
    for sheet in ("Route", "Values", "Cases"):
        tiny[sheet].insert_rows(3, 2)
    tiny.move_sheet("Cases", -3)
    assert replace(tiny.model(tmp_path), sha256="") == before


def test_change_of_a_cell_changes_the_guideline(tiny: Guide, tmp_path: Path) -> None:
    """The check above can fail: another threshold is another guideline."""
    before: Any = tiny.model(tmp_path)
    tiny["Route"][tiny.at("Route", "R1", "Age")] = "< 17"
    tiny["Route"][tiny.at("Route", "R2", "Age")] = "[17..75]"
    assert tiny.model(tmp_path).decisions != before.decisions
    assert tiny.model(tmp_path).sha256 != before.sha256


def _of_a_sum(cells: tuple[str, str], more: str = "") -> Guide:
    """Return a guideline of a sum, to which A adds unless it is c or unknown, and a table of two rules that asks for it."""
    guide = one_table(
        f"Rule ID | A || X\nR1 | a || 1\nR2 | b || 2{more}",
        policy="C+",
        outputs="choice.x | X | number | \nnext.y | Y | category | xyz",
    )
    rules = "\n".join(
        f"Q{place} | {cell} || {result}" for place, (cell, result) in enumerate(zip(cells, "xy", strict=True))
    )
    guide.add_table("Next", f"Rule ID | X || Y\n{rules}", key="next")
    return guide


def test_a_cell_asks_whether_a_sum_is_unknown(tmp_path: Path) -> None:
    """Where no rule adds anything a sum is unknown; a cell can ask for that, and `not(...)` is reminded of it."""
    guide = _of_a_sum(("unknown", "not(unknown)"))
    assert not set(codes(guide.check(tmp_path))) & {"DT211", "DT401", "DT410"}
    advice = guide.load(tmp_path).evaluate
    assert [advice({"a": one})["next.y"] for one in ("a", "b", "c", "unknown")] == ["y", "y", "x", "x"]
    reminded = _of_a_sum(("> 1", "not(> 1)")).run(tmp_path).findings
    assert [dict(one.details)["name"] for one in reminded if one.code == "DT216"] == ["X"]


def test_no_rule_states_an_unknown_sum(tmp_path: Path) -> None:
    """What is added up is a number; `unknown` as a result is reported."""
    guide = _of_a_sum(("> 1", "not(> 1)"), more="\nR3 | c || unknown")
    assert "DT211" in codes(guide.check(tmp_path))
