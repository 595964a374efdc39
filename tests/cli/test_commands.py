"""Each command ends with 0 where all is fine, 1 where something was found, 2 where it was used wrongly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from b12dt import compiled
from tests.support.documents import complete_guideline
from tests.support.workbooks import Guide

Run = Callable[..., Any]
Facts = Callable[..., Path]
COMMANDS = ("check", "evaluate", "explain", "compile", "format", "text")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


# --- every command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_each_option_does(run: Run, command: str) -> None:
    """Help of a command ends with 0 and tells every option in words."""
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.err == ""
    options = re.findall(r"^  (--[a-z]+)(?: [A-Z]+)?(.*(?:\n {10,}.*)?)", ran.out, re.MULTILINE)
    assert options
    assert all(re.search(r"[a-z]{3}", words) for _, words in options)


def test_help_names_every_command(run: Run) -> None:
    """The first help names every command, and the examples in it."""
    ran = run("--help")
    assert ran.code == 0
    assert all(re.search(rf"^ +{command} ", ran.out, re.MULTILINE) for command in COMMANDS)


def test_files_in_the_help_exist(run: Run) -> None:
    """Whoever copies a line of the help finds the file that it names."""
    named = re.findall(r"examples/[\w-]+\.json", run("--help").out)
    assert named
    assert all((EXAMPLES[0].parent / Path(name).name).exists() for name in named)


@pytest.mark.parametrize(
    "arguments",
    [(), ("frobnicate",), *((command, "--frobnicate") for command in COMMANDS), ("explain",), ("check", "a", "b")],
    ids=" ".join,
)
def test_wrong_use_is_two(run: Run, arguments: tuple[str, ...]) -> None:
    """No command, an unknown one, an unknown option, too few or too many words: 2, and nothing on standard output."""
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "usage: b12dt" in ran.err


def test_option_is_written_out(run: Run, tables: Path) -> None:
    """An option that is cut short is not guessed: a new option would change what it means."""
    assert run("check", tables, "--al").code == 2


def test_version(run: Run) -> None:
    """The version is a line of its own."""
    from b12dt import __version__

    assert run("--version") == (0, f"b12dt {__version__}\n", "")


# --- check -----------------------------------------------------------------------------------------------------------


def test_check_of_a_good_guideline(run: Run, tables: Path) -> None:
    """A good guideline: 0, and what was compiled and run."""
    ran = run("check", tables)
    assert ran.code == 0
    assert "3 decisions with 7 rules" in ran.out
    assert "10 worked cases" in ran.out


def test_check_of_a_broken_guideline(run: Run, broken: Path) -> None:
    """An error: 1, the cell is named, and nothing says that the cases pass."""
    ran = run("check", broken)
    assert ran.code == 1
    assert "guideline.xlsx › Route › C11" in ran.out
    assert "pass" not in ran.out


def test_check_json_is_one_document(run: Run, broken: Path) -> None:
    """The findings as one JSON document, with the same code and cell as in words."""
    ran = run("check", broken, "--json")
    assert ran.code == 1
    assert ran.err == ""
    assert ran.document["fine"] is False
    (found,) = ran.document["findings"]
    assert (found["code"], found["place"]["cells"], found["closest"]) == ("DT204", "C11", "yes")


def test_check_json_of_a_good_guideline(run: Run, tables: Path) -> None:
    """A good guideline is an empty list of findings."""
    assert run("check", tables, "--json").document == {"place": str(tables), "fine": True, "findings": []}


def test_check_of_one_workbook(run: Run, tables: Path) -> None:
    """One workbook that holds everything can be checked by its own name."""
    ran = run("check", tables / "guideline.xlsx")
    assert ran.code == 0
    assert "3 decisions" in ran.out


def test_check_of_a_workbook_alone(run: Run, tables: Path) -> None:
    """A workbook of tables without the dictionary is told what is missing."""
    ran = run("check", Path(__file__).parents[2] / "tables" / "treatment.xlsx")
    assert ran.code == 1
    assert "No sheet of kind Inputs" in ran.out


@pytest.mark.parametrize(("name", "code"), [("empty", "DT102"), ("nowhere", "DT101")])
def test_check_without_workbooks(run: Run, tmp_path: Path, name: str, code: str) -> None:
    """A folder without workbooks, and no folder at all, are findings."""
    (tmp_path / "empty").mkdir()
    ran = run("check", tmp_path / name)
    assert ran.code != 0
    assert code in ran.out


def test_all_shows_remarks(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """Remarks are counted always and shown with --all."""
    tiny.create_sheet("Sheet1")
    place = tiny.write(tmp_path)
    brief, full = run("check", place), run("check", place, "--all")
    assert brief.code == full.code == 0
    assert "1 remark." in brief.out
    assert "DT130" not in brief.out
    assert "remark DT130" in full.out


def test_warning_is_a_finding(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A warning is a finding, too: 1; and the guideline still compiles."""
    tiny["Route"][tiny.at("Route", "R5", "Anemia")] = "no, unknown, no"
    ran = run("check", tiny.write(tmp_path))
    assert ran.code == 1
    assert "warning DT213" in ran.out
    assert "10 worked cases pass" in ran.out


# --- evaluate --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.stem)
def test_examples_are_advised(run: Run, place: Path) -> None:
    """Every example gives advice; as JSON one document with the same guideline and results."""
    words, data = run("evaluate", place), run("evaluate", place, "--json")
    assert words.code == data.code == 0
    assert words.err == data.err == ""
    assert data.document["guideline"]["sha256"] == compiled.SHA256
    assert set(data.document["results"]) == set(compiled.DECISIONS)
    for rule in data.document["results"]["status"]["rules"]:
        assert rule["id"] in words.out


def test_brief_leaves_out_the_reasons(run: Run) -> None:
    """Brief advice is the beginning of the whole."""
    full, brief = run("evaluate", EXAMPLES[0]).out, run("evaluate", EXAMPLES[0], "--brief").out
    assert full.startswith(brief.rstrip())
    assert "\nWHY\n" in full
    assert "\nWHY\n" not in brief


def test_workbooks_instead_of_the_guideline_that_ships(run: Run, tables: Path, facts: Facts) -> None:
    """With --tables the workbooks decide."""
    ran = run("evaluate", facts({"anemia": "yes", "age": 7}), "--tables", tables, "--json")
    assert ran.document["results"]["route"]["outputs"] == {"route": "oral"}


def test_broken_workbooks_decide_nothing(run: Run, broken: Path, facts: Facts) -> None:
    """Where the workbooks have errors these are told, in words and as one JSON document."""
    for command in ("evaluate", "explain"):
        words = run(command, facts(), "--tables", broken)
        data = run(command, facts(), "--tables", broken, "--json")
        assert words.code == data.code == 1
        assert "DT204" in words.out
        assert data.document["findings"][0]["code"] == "DT204"


def test_save_needs_the_interview(run: Run, facts: Facts, tmp_path: Path) -> None:
    """--save with a file of facts either saves them or is refused."""
    ran = run("evaluate", facts(), "--save", tmp_path / "saved.json")
    assert ran.code == 2 or (tmp_path / "saved.json").exists()


# --- explain ---------------------------------------------------------------------------------------------------------


def test_explanation_of_one_decision(run: Run) -> None:
    """Every rule of the decision is there, and no other decision."""
    ran = run("explain", EXAMPLES[0], "route")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if re.match(r"\S", line)] == ["Route (B12.D14)"]
    for rule in compiled.DECISIONS["route"].rules:
        assert f"{rule.id} " in ran.out


def test_explanation_as_json(run: Run) -> None:
    """The same as one document: the rule that fired, and for each other what it asks and what is so."""
    document = run("explain", EXAMPLES[0], "route", "--json").document
    assert list(document) == ["route"]
    rules = document["route"]["rules"]
    assert [one["id"] for one in rules] == [rule.id for rule in compiled.DECISIONS["route"].rules]
    assert sum(one["fired"] for one in rules) == 1
    for one in rules:
        assert one["met"] == all(condition["met"] for condition in one["conditions"])


def test_all_decisions_are_explained(run: Run) -> None:
    """Without a decision all are explained."""
    assert list(run("explain", EXAMPLES[0], "--json").document) == list(compiled.DECISIONS)


def test_unknown_decision_is_refused(run: Run) -> None:
    """A decision that there is not: 2, its name, and the names that there are."""
    ran = run("explain", EXAMPLES[0], "route", "rute")
    assert ran.code == 2
    assert ran.out == ""
    assert "rute" in ran.err
    assert "injection_safety" in ran.err


@pytest.mark.parametrize("code", ["DT205", "dt205"])
def test_page_of_a_code(run: Run, code: str) -> None:
    """A code is explained whether or not it is written in capitals."""
    ran = run("explain", code)
    assert ran.code == 0
    assert ran.out.startswith("DT205 · error · ")


@pytest.mark.parametrize("subject", ["DT999", "no-such-file.json", "tables/"])
def test_neither_file_nor_code(run: Run, subject: str) -> None:
    """What is neither a file nor a code: 2, and what was read."""
    ran = run("explain", subject)
    assert ran.code == 2
    assert ran.out == ""
    assert subject in ran.err


# --- errors as JSON --------------------------------------------------------------------------------------------------


def test_facts_that_cannot_be_used_as_json(run: Run, facts: Facts) -> None:
    """Facts that the dictionary refuses are one document with each of them."""
    ran = run("evaluate", facts({"age_years": 300, "neuropathy": "yess"}), "--json")
    assert ran.code == 1
    assert {problem["name"] for problem in ran.document["facts"]} == {"age_years", "neuropathy"}


WRONG_USE_AS_JSON = [
    ("evaluate", "no-such-file.json"),
    ("explain", "no-such-file.json"),
    ("explain", "DT999"),
    ("explain", str(EXAMPLES[0]), "rute"),
]


@pytest.mark.parametrize("arguments", WRONG_USE_AS_JSON, ids=lambda arguments: " ".join(arguments)[-30:])
def test_wrong_use_as_json(run: Run, arguments: tuple[str, ...]) -> None:
    """A program that asked for JSON gets one document for wrong use, too."""
    ran = run(*arguments, "--json")
    assert ran.code == 2
    assert "error" in ran.document


def test_compile_json(run: Run, tables: Path, tmp_path: Path) -> None:
    """What compile did is one document, too."""
    assert run("compile", tables, "--output", tmp_path / "out.py", "--json").document


def test_numbers_in_json_are_plain(run: Run, facts: Facts) -> None:
    """Numbers come out as numbers, with the decimals that went in."""
    ran = run("evaluate", facts({"oral_b12_intake_ug_day": 2.8, "age_years": 70}), "--json")
    assert ran.document["facts"]["oral_b12_intake_ug_day"] == 2.8
    assert ran.document["facts"]["age_years"] == 70
    assert json.loads(json.dumps(ran.document)) == ran.document


def test_same_words_in_both_reports(run: Run, tmp_path: Path) -> None:
    """The JSON document tells the findings in the order in which they are told in words."""
    guide = complete_guideline()
    for row in ("R5", "R1", "R3"):
        guide["Route"][guide.at("Route", row, "Anemia")] = "perhaps"
    place = guide.write(tmp_path)
    told = re.findall(r"› Route › (C\d+) ", run("check", place).out)
    assert told == ["C11", "C13", "C15"]
    assert told == [one["place"]["cells"] for one in run("check", place, "--json").document["findings"]]
