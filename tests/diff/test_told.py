"""What `b12dt diff` says where the same is decided but another thing is told: doses, sentences, severities, defaults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from b12dt import load
from b12dt.diff import compare
from b12dt.model import DecisionTable, Guideline
from b12dt.words.difference import difference_text
from b12dt.words.difference_data import difference_data
from tests.conftest import TABLES
from tests.support.workbooks import Guide, put

Run = Callable[..., Any]
Version = Callable[..., Path]
NOBODY = "No patient gets other advice."
READS = "ADVICE THAT READS DIFFERENTLY"
FACTS = "FACTS LEFT OUT ARE READ DIFFERENTLY"


def value(code: str, column: str, text: str) -> Callable[[Guide], None]:
    """Return an edit that writes a cell beside the code of a value."""

    def change(guide: Guide) -> None:
        sheet = guide["Values"]
        found = sheet[guide.at("Values", code)]
        place = ("Code", "Label", "Sentence", "Severity", "Notes").index(column)
        sheet[sheet.cell(found.row, found.column + place).coordinate] = text

    return change


@pytest.mark.parametrize(
    ("change", "code", "outputs", "facts"),
    [
        (
            value("im", "Sentence", "Nothing to fear."),
            "im",
            ["route.route"],
            {"Anemia": "yes", "Age": ">= 18, unknown"},
        ),
        (value("oral", "Sentence", "Swallow it."), "oral", ["route.route"], None),
        (
            value("never_stop", "Sentence", "You may stop."),
            "never_stop",
            ["alerts.alerts", "summary.alerts"],
            {"Plan": "stop early"},
        ),
        (value("no_delay", "Sentence", "Wait."), "no_delay", ["alerts.alerts", "summary.alerts"], None),
    ],
)
def test_a_value_that_reads_differently(
    run: Run, version: Version, change: Callable[[Guide], None], code: str, outputs: list[str], facts: Any
) -> None:
    """A sentence or a severity is advice: 1, under its heading, with those who get the code, as text and as data."""
    folders = version("old"), version("new", change)
    ran = run(*folders)
    assert (ran.code, ran.err) == (1, "")
    assert NOBODY not in ran.out
    assert ran.out.startswith("The advice changes: under the same code it reads differently for ")
    assert READS in ran.out
    assert "EDITS" not in ran.out
    said = run(*folders, "--json").document
    (reading,) = said["readings"]
    assert (reading["code"], reading["outputs"], said["changes"]) == (code, outputs, [])
    assert said["patients"] > reading["patients"] == said["reread"] > 0
    assert facts is None or [one["facts"] for one in reading["regions"]] == [facts]
    page = run(*folders, "--markdown").out
    assert "## Advice that reads differently" in page
    assert f": {reading['label']}\n" in page.partition("## Advice that reads differently\n\n### ")[2]


@pytest.mark.parametrize(
    ("row", "column", "text"), [("plan", "Default", "delay start"), ("age", "Default", "50"), ("age", "Unit", "months")]
)
def test_a_fact_that_reads_differently(run: Run, version: Version, row: str, column: str, text: str) -> None:
    """Another default, or another unit, of a fact that is asked for: 1, under its heading, as text and as data."""
    change = put("Inputs", row, column, text)
    ran = run(version("old"), version("new", change))
    assert ran.code == 1, ran.out
    assert NOBODY not in ran.out
    assert FACTS in ran.out
    assert "EDITS THAT CHANGE" not in ran.out


def test_a_default_as_data(run: Run, version: Version) -> None:
    """The fact, those who ask for it, and the edit stand in the JSON."""
    change = put("Inputs", "plan", "Default", "delay start")
    (fact,) = run(version("old"), version("new", change), "--json").document["facts"]
    assert (fact["fact"], fact["decisions"]) == ("plan", ["Alerts"])
    assert [(one["before"], one["after"]) for one in fact["edits"]] == [("(nothing)", "delay")]


def test_a_default_that_a_patient_notices(version: Version) -> None:
    """What the part on facts says is so: with the fact left out, the two versions differ."""
    change = put("Inputs", "plan", "Default", "delay start")
    old, new = load(version("old")), load(version("new", change))
    facts = {"anemia": "yes", "age": 30}
    assert old.evaluate(facts)["alerts.alerts"] != new.evaluate(facts)["alerts.alerts"]


def nobody_gets_it(guide: Guide) -> None:
    """Have a value that no rule gives."""
    guide.add_row("Values", "alert | look | look first | Look first. | warn |")


def test_a_sentence_that_nobody_reads(run: Run, version: Version) -> None:
    """The sentence of a value that no patient gets, of an answer, or a note is an edit of words: 0."""

    def change(guide: Guide) -> None:
        nobody_gets_it(guide)
        value("look", "Sentence", "Look twice.")(guide)
        value("im", "Notes", "A note.")(guide)
        put("Inputs", "age", "Question", "Which age?")(guide)

    ran = run(version("old", nobody_gets_it), version("new", change))
    assert (ran.code, ran.out.splitlines()[0]) == (0, NOBODY)
    assert READS not in ran.out
    assert "EDITS OF WORDS, WHICH DECIDE NOTHING" in ran.out


def test_a_narrower_range_is_not_called_idle(run: Run, version: Version) -> None:
    """Patients whom only one version takes were not compared, and it says so."""
    ran = run(version("old"), version("new", put("Inputs", "age", "Highest", "100")))
    assert "EDITS THAT CHANGE NOBODY'S ADVICE" not in ran.out
    assert "WHAT ONLY ONE VERSION HAS, WHICH WAS NOT COMPARED" in ran.out
    assert "was not compared; it is listed below." in ran.out


# --- regimens --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole() -> Guideline:
    """Return the guideline of this project."""
    program = load(TABLES).program
    assert program is not None
    return program.guideline


REGIMEN_EDITS: dict[str, Any] = {
    "drug": "folic acid",
    "atc": "B03BB01",
    "dose_low": Decimal(1),
    "dose_high": Decimal(5000),
    "dose_unit": "mg",
    "route": "oral",
    "frequency": 7,
    "period": 9,
    "period_high": 12,
    "period_unit": "hour",
    "duration": 99,
    "duration_unit": "year",
    "until": "cured",
    "for_life": "perhaps",
}


def test_every_column_of_a_regimen_is_advice(whole: Guideline) -> None:
    """Whatever of a regimen differs reads differently to those who get it, also where no sentence does."""
    first, *others = whole.regimens
    new = replace(whole, regimens=(replace(first, **REGIMEN_EDITS), *others))
    difference = compare(whole, new)
    assert (difference.changes, difference.concerned) == ((), 0)
    (reading,) = difference.readings
    assert reading.code == first.id
    assert {edit.field for edit in reading.edits} == set(REGIMEN_EDITS)
    assert 0 < reading.patients == difference.reread < difference.patients
    text = difference_text(difference)
    assert NOBODY not in text
    assert "EDITS" not in text
    assert "dose unit: ug → mg" in text
    assert difference_data(difference)["readings"][0]["code"] == first.id


def test_notes_of_a_regimen_are_words(whole: Guideline) -> None:
    """Notes and references of a regimen are not told to the patient."""
    first, *others = whole.regimens
    new = replace(whole, regimens=(replace(first, notes="Other.", statements=()), *others))
    difference = compare(whole, new)
    assert difference.readings == ()
    assert difference_text(difference).startswith(NOBODY)


@pytest.mark.parametrize("edit", [{"severity": "note"}, {"label": "another"}, {"quiet": True}, {"sentence": "Other."}])
def test_every_column_of_a_value_is_advice(whole: Guideline, edit: dict[str, Any]) -> None:
    """Severity, label, sentence and whether it is quiet: each is told with the value, so that each is advice."""
    output = next(
        one
        for decision in whole.decisions
        if isinstance(decision, DecisionTable)
        for one in decision.outputs
        if one.values and any(value.severity for value in one.values.values)
    )
    assert output.values is not None
    first, *others = output.values.values
    listed = replace(output.values, values=(replace(first, **edit), *others))
    lists = tuple(listed if one.name == listed.name else one for one in whole.value_lists)
    difference = compare(whole, replace(whole, value_lists=lists))
    (reading,) = difference.readings
    assert (reading.code, [one.field for one in reading.edits]) == (first.code, list(edit))
    assert difference.reread > 0


# --- cohorts ---------------------------------------------------------------------------------------------------------


def cohort(folder: Path, text: str) -> Path:
    """Write a cohort."""
    place = folder / "cohort.csv"
    place.write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(("column", "near"), [("agee", "age"), ("ag", "age"), ("weight", None)])
@pytest.mark.parametrize("json", [False, True])
def test_a_column_that_nobody_knows(
    run: Run, version: Version, tmp_path: Path, column: str, near: str | None, *, json: bool
) -> None:
    """A column that neither version asks for is wrong use: 2, with the closest name where there is one."""
    place = cohort(tmp_path, f"anemia,{column}\nyes,17\n")
    ran = run(version("old"), version("new"), "--cohort", place, *(["--json"] if json else []))
    assert ran.code == 2
    assert f"`{column}`" in ran.err
    assert ("Closest: age." in ran.err) == (near is not None)


def test_rows_left_out_say_why(run: Run, version: Version, tmp_path: Path) -> None:
    """Each row left out is listed with its line and its reason, in text, Markdown and JSON."""
    place = cohort(tmp_path, "anemia,age\nyes,abc\nyes,17,more\nyes,17\nmaybe,17\n")
    folders = version("old"), version("new")
    out = run(*folders, "--cohort", place).out
    assert "3 rows could not be advised by both versions and were left out." in out
    assert "Of the cohort, 0 rows of 4 get other advice." in out
    assert "line 3: The row has a cell under no title." in out
    assert "- line 2: age" in run(*folders, "--cohort", place, "--markdown").out
    left = run(*folders, "--cohort", place, "--json").document["cohort"]["left_out"]
    assert [one["line"] for one in left] == [2, 3, 5]
    assert "maybe" in left[2]["reason"]


def test_rows_that_read_differently(run: Run, version: Version, tmp_path: Path) -> None:
    """Rows who get a code whose sentence changed are counted."""
    place = cohort(tmp_path, "anemia,age\nyes,50\nyes,17\nno,50\n")
    folders = version("old"), version("new", value("im", "Sentence", "Nothing to fear."))
    out = run(*folders, "--cohort", place).out
    assert "Of the cohort, 0 rows of 3 get other advice." in out
    assert "1 row gets advice that reads differently, under the same code." in out


# --- shares ----------------------------------------------------------------------------------------------------------


def test_a_share_is_told_once_and_for_what_it_is(run: Run, version: Version) -> None:
    """One percentage, of combinations of answers and not of patients; none in the lines on single changes."""
    change = put("Route", "R1", "Route", "injection")
    out = run(version("old"), version("new", change)).out
    assert out.count("%") == 1
    assert "not a share of real patients" in out.splitlines()[0]


def test_regions_add_up(run: Run, version: Version) -> None:
    """What the regions of a change add to each other is, where all of them are told, the whole of it."""
    change = put("Route", "R1", "Route", "injection")
    for one in run(version("old"), version("new", change), "--json").document["changes"]:
        assert sum(region["added"] for region in one["regions"]) == one["patients"]
        assert one["complete"]
