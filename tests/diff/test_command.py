"""`b12dt diff` as its users meet it: what it says of edited workbooks, as text, Markdown and JSON, and of a cohort."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.golden import settle
from tests.support.workbooks import Guide

Run = Callable[..., Any]
Version = Callable[..., Path]
GOLDEN = Path(__file__).parent / "golden"


def put(guide: Guide, sheet: str, row: str, column: str, text: str) -> None:
    """Write a cell."""
    guide[sheet][guide.at(sheet, row, column)] = text


def younger(guide: Guide) -> None:
    """Move the threshold between children and grown-ups from 18 to 16."""
    put(guide, "Route", "R1", "Age", "< 16")
    put(guide, "Route", "R2", "Age", "[16..75]")


def fewer_alerts(guide: Guide) -> None:
    """Retire an alert, and cite another statement."""
    sheet = guide["Alerts"]
    sheet.delete_rows(sheet[guide.at("Alerts", "L2")].row)
    put(guide, "Route", "R5", "Reference(s)", "S1")


def reworded(guide: Guide) -> None:
    """Say the same in other words, in another order, on a sheet of another name."""
    put(guide, "Route", "R1", "Age", "[0..18)")
    put(guide, "Route", "R5", "Anemia", "not(yes)")
    sheet = guide["Route"]
    first, last = (sheet[guide.at("Route", rule)].row for rule in ("R1", "R5"))
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(first, column), sheet.cell(last, column)
        one.value, other.value = other.value, one.value
    sheet.title = "The route"


EDITS = {"younger": younger, "fewer-alerts": fewer_alerts, "reworded": reworded}


@pytest.mark.parametrize("form", ["txt", "md"])
@pytest.mark.parametrize("name", EDITS)
def test_what_is_said_of_an_edit(run: Run, version: Version, name: str, form: str, *, accept: bool) -> None:
    """The text, or the Markdown, of an edit is the one kept; the exit code says whether anybody gets other advice."""
    ran = run(version("old"), version("new", EDITS[name]), *(["--markdown"] if form == "md" else []))
    assert ran.err == ""
    assert ran.code == (0 if name == "reworded" else 1)
    place = GOLDEN / f"{name}.{form}"
    settle(place, place.read_text(encoding="utf-8") if place.exists() else "", ran.out, accept=accept)


def test_the_same_version_twice(run: Run, version: Version) -> None:
    """A version compared with itself: nobody gets other advice, nothing was edited, 0."""
    folder = version("same")
    ran = run(folder, folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["No patient gets other advice.", "0 edits of what is decided, 0 of words."]


def test_json_says_what_text_says(run: Run, version: Version) -> None:
    """With --json one document holds counts, edits, and each change with its regions, patient and causes."""
    ran = run(version("old"), version("new", younger), "--json")
    assert (ran.code, ran.err) == (1, "")
    said = ran.document
    assert said["patients"] >= said["concerned"] > 0
    assert [(edit["rule"], edit["before"], edit["after"], edit["wording"]) for edit in said["edits"]] == [
        ("R1", "< 18", "< 16", False),
        ("R2", "[18..75]", "[16..75]", False),
    ]
    change = said["changes"][0]
    assert (change["output"], change["before"], change["after"]) == ("route.route", "tablet", "injection")
    assert change["regions"] == [{"facts": {"Anemia": "yes", "Age": "[16..18)"}, "added": change["patients"]}]
    assert change["patient"] == {"anemia": "yes", "age": 16.0}
    assert {edit["rule"] for edit in change["causes"]} == {"R1", "R2"}
    assert said["cohort"] is None


def test_a_patient_of_the_difference_gets_other_advice(run: Run, version: Version) -> None:
    """The patient shown with each change gets the one result from the old version and the other from the new one."""
    from b12dt import load

    folders = version("old"), version("new", fewer_alerts)
    old, new = map(load, folders)
    for change in run(*folders, "--json").document["changes"]:
        before, after = (one.evaluate(change["patient"])[change["output"]] for one in (old, new))
        assert before != after


# --- cohorts ---------------------------------------------------------------------------------------------------------


def cohort(folder: Path, text: str | bytes, name: str = "cohort.csv") -> Path:
    """Write a cohort."""
    place = folder / name
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("anemia,age\nyes,17\nyes,18\nno,17\n", {"rows": 3, "": 1, "refused": 0, "route.route": 1}),
        (
            "anemia,age\nyes,17\nyes,abc\nyes,500\nmaybe,17\nyes,nan\n",
            {"rows": 5, "": 1, "refused": 4, "route.route": 1},
        ),
        ("anemia,age\nyes\nyes,17,more\n,\n", {"rows": 3, "": 0, "refused": 2}),
        ("anemia,age\n", {"rows": 0, "": 0, "refused": 0}),
        ("anemia,age,plan\nyes,17,stop;delay\nyes,17,unknown\n", {"rows": 2, "": 1, "refused": 1}),
        ("\ufeffanemia,age\r\nyes,17\r\n", {"rows": 1, "": 1, "refused": 0, "route.route": 1}),
        ("anemia,age\nyes,unknown\nyes, 17\n", {"rows": 2, "": 1, "refused": 0, "route.route": 1}),
    ],
)
def test_rows_of_a_cohort_are_counted(
    run: Run, version: Version, tmp_path: Path, text: str, counts: dict[str, int]
) -> None:
    """Rows that get another result are counted, in all and by output; rows that cannot be used are counted, too."""
    ran = run(version("old"), version("new", younger), "--json", "--cohort", cohort(tmp_path, text))
    assert ran.code == 1
    came = ran.document["cohort"]
    assert {name: came.get(name, 0) for name in counts} == counts


def test_a_cohort_in_words(run: Run, version: Version, tmp_path: Path) -> None:
    """The text names the rows that change, those left out, and the rows of each output."""
    place = cohort(tmp_path, "anemia,age\nyes,17\nyes,abc\nno,3\n")
    out = run(version("old"), version("new", younger), "--cohort", place).out
    assert "Of the cohort, 1 row of 3 gets other advice." in out
    assert "1 row could not be advised by both versions and was left out." in out
    assert "ROUTE (1 row of the cohort)" in out


@pytest.mark.parametrize("kind", ["missing", "folder", "bytes"])
@pytest.mark.parametrize("json", [False, True])
def test_a_cohort_that_cannot_be_read(run: Run, version: Version, tmp_path: Path, kind: str, *, json: bool) -> None:
    """A cohort that is not there, is a folder, or is no text in UTF-8 is wrong use: 2, and a sentence."""
    place = (
        cohort(tmp_path, b"anemia\n\xff\xfe\n")
        if kind == "bytes"
        else tmp_path / ("none.csv" if kind == "missing" else "")
    )
    folder = version("old")
    ran = run(folder, folder, "--cohort", place, *(["--json"] if json else []))
    assert ran.code == 2
    assert str(place) in ran.err
    assert ("error" in ran.document) if json else ran.out == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column holds a fact"),
        ("Our cohort\nanemia,age\nyes,17\n", "on line 2: put them on the first"),
        ("anemia;age\nyes;17\n", "parted by semicolons"),
        ('anemia,age\nno,17\n"yes,17\nyes,17\n', "a quote is not closed in the row that begins on line 3"),
        ("anemia,age,age\nyes,17,18\n", "several columns `age`"),
        ("anemia,age,weight\nyes,17,60\n", "neither version asks for a fact `weight`"),
        ("anemia,,age,\nyes,,17,\n", "there is no title in column 2, column 4"),
        ("anemia,age\nyes,17\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_cohort_that_is_not_as_it_seems(
    run: Run, version: Version, tmp_path: Path, text: str | bytes, said: str
) -> None:
    """What would swallow rows, or leave every fact unknown, is refused as `b12dt cohort` refuses it."""
    ran = run(version("old"), version("new", younger), "--cohort", cohort(tmp_path, text))
    assert ran.code == 2
    assert said in ran.err


def test_a_long_note_of_a_cohort(run: Run, version: Version, tmp_path: Path) -> None:
    """A cell longer than Python reads without being told to is the cell of one row, and no end of the file."""
    place = cohort(tmp_path, "anemia,age\n" + "x" * 200_000 + ",17\nyes,17\n")
    ran = run(version("old"), version("new", younger), "--json", "--cohort", place)
    assert {name: ran.document["cohort"][name] for name in ("rows", "", "refused")} == {"rows": 2, "": 1, "refused": 1}


def with_a_question(guide: Guide) -> None:
    """Ask for one fact more."""
    guide.add_row("Inputs", "weight | Weight | Patient | How heavy? | number | kg | kg | 0 | 300 | | yes | unknown |")


@pytest.mark.parametrize("turned", [False, True])
def test_a_cohort_with_a_fact_that_one_version_knows(
    run: Run, version: Version, tmp_path: Path, *, turned: bool
) -> None:
    """Facts that only one version asks for are given to that version only, and the row is compared."""
    folders = [version("old"), version("new", with_a_question)]
    place = cohort(tmp_path, "anemia,age,weight\nyes,17,60\n")
    ran = run(*(reversed(folders) if turned else folders), "--json", "--cohort", place)
    assert ran.document["cohort"]["refused"] == 0


def turned_round(guide: Guide) -> None:
    """Move one rule of a table that collects in no order above the other."""
    sheet = guide["Alerts"]
    rows = [sheet[guide.at("Alerts", rule)].row for rule in ("L1", "L2")]
    for column in range(1, sheet.max_column + 1):
        one, other = (sheet.cell(row, column) for row in rows)
        one.value, other.value = other.value, one.value


def test_a_cohort_knows_no_order_where_patients_have_none(run: Run, version: Version, tmp_path: Path) -> None:
    """Where no patient gets other advice, no row of a cohort does."""
    place = cohort(tmp_path, "anemia,age,plan\nyes,30,stop;delay\n")
    ran = run(version("old"), version("new", turned_round), "--json", "--cohort", place)
    assert (ran.code, ran.document["changes"]) == (0, [])
    assert ran.document["cohort"][""] == 0


def test_a_number_of_a_cohort_keeps_its_digits(run: Run, version: Version, tmp_path: Path) -> None:
    """A number with more digits than can be compared is refused, as `b12dt evaluate` refuses it, and not rounded to a threshold."""
    place = cohort(tmp_path, "anemia,age\nyes,17.99999999999999999999\n")
    ran = run(version("old"), version("new", younger), "--json", "--cohort", place)
    assert ran.document["cohort"]["refused"] == 1


# --- wrong use, workbooks that do not compile ------------------------------------------------------------------------


def misspelled(guide: Guide) -> None:
    """Misspell a value."""
    put(guide, "Route", "R1", "Anemia", "yess")


@pytest.mark.parametrize("turned", [False, True])
def test_workbooks_that_do_not_compile(run: Run, version: Version, *, turned: bool) -> None:
    """Where one version cannot be compiled, its findings are shown, as text or as JSON, and nothing is compared: 1."""
    folders = [version("old"), version("new", misspelled)]
    folders = list(reversed(folders)) if turned else folders
    ran = run(*folders)
    assert ran.code == 1
    assert "yess" in ran.out
    assert "other advice" not in ran.out
    ran = run(*folders, "--json")
    assert ran.code == 1
    assert [one["code"] for one in ran.document["findings"]] == ["DT204"]


@pytest.mark.parametrize(
    "arguments", [(), ("one",), ("one", "two", "three"), ("one", "two", "--frobnicate"), ("one", "two", "--cohort")]
)
def test_wrong_use_is_two(run: Run, arguments: tuple[str, ...]) -> None:
    """Too few or too many folders, an unknown option, an option without its file: 2, and nothing on standard output."""
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_a_folder_that_is_not_there(run: Run, version: Version, tmp_path: Path) -> None:
    """A folder that is not there is wrong use, as it is to `b12dt check`."""
    assert run(version("old"), tmp_path / "none").code == 2


def everyone(guide: Guide) -> None:
    """Give the tablet to those who had injections and the other way round."""
    for rule, text in (("R1", "injection"), ("R2", "tablet"), ("R3", "tablet"), ("R4", "tablet"), ("R5", "injection")):
        put(guide, "Route", rule, "Route", text)


def test_all_patients_are_a_hundred_percent(run: Run, version: Version) -> None:
    """Where everybody gets other advice, the text says 100 %."""
    out = run(version("old"), version("new", everyone)).out
    assert "Other advice for 100 % of the combinations of answers that the cells can tell apart" in out


def one_alert_more(guide: Guide) -> None:
    """Add a rule, and with it a value of the dictionary."""
    guide.add_row("Values", "alert | look | look first | Look first. | warn |")
    sheet = guide["Alerts"]
    first = sheet[guide.at("Alerts", "L2")].row
    for column in range(1, sheet.max_column + 1):
        sheet.cell(first + 1, column).value = sheet.cell(first, column).value
    put(guide, "Alerts", "L2", "Alerts", "look first")
    sheet.cell(first + 1, 2).value = "L3"


def test_a_rule_and_a_value_that_came(run: Run, version: Version) -> None:
    """A new rule with a new value: both are edits, the value is now also given, for whom the rule is met."""
    said = run(version("old"), version("new", one_alert_more), "--json").document
    assert {"value alert: look", "rule L3"} <= {edit["what"] for edit in said["edits"]}
    assert {(one["output"], one["before"], one["after"]) for one in said["changes"]} == {
        ("alerts.alerts", None, "look first"),
        ("summary.alerts", None, "look first"),
    }
    for one in said["changes"]:
        assert {"L2", "L3"} & {edit["rule"] for edit in one["causes"]}
