"""Findings as SARIF 2.1.0.

What the standard's own schema asks of the objects that are written is spelled out in SHAPE, since the schema is not
ours to ship. When this was written its whole text had nothing to say of the log of `test_shape`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from b12dt import __version__
from b12dt.catalogue import catalogue
from b12dt.diagnostics import Finding, Span, finding
from b12dt.pipeline import Outcome
from b12dt.words.sarif import sarif

CELL = Span(workbook="treatment.xlsx", sheet="Route", cells="G12")
LIST = Span(workbook="dictionary.xlsx", sheet="Values", cells="B31:B38")
WRONG_RESULT = finding(
    "DT205",
    CELL,
    read="intramuscullar",
    expected=["intramuscular", "oral"],
    listed_in=LIST,
    closest="intramuscular",
    rule="B12.D08.DT.05",
    column="Route",
)

# Each object: its required properties, and all that may stand in it, by the type that the standard gives them.
SHAPE: dict[str, tuple[set[str], dict[str, Any]]] = {
    "log": ({"version", "runs"}, {"$schema": str, "version": str, "runs": ["run"]}),
    "run": ({"tool"}, {"tool": "tool", "results": ["result"]}),
    "tool": ({"driver"}, {"driver": "component"}),
    "component": ({"name"}, {"name": str, "version": str, "rules": ["rule"]}),
    "rule": (
        {"id"},
        {
            "id": str,
            "name": str,
            "shortDescription": "text",
            "fullDescription": "text",
            "help": "text",
            "defaultConfiguration": "configuration",
        },
    ),
    "text": ({"text"}, {"text": str}),
    "configuration": (set(), {"level": str}),
    "result": (
        {"message"},
        {
            "ruleId": str,
            "ruleIndex": int,
            "level": str,
            "message": "text",
            "locations": ["location"],
            "relatedLocations": ["location"],
            "partialFingerprints": dict,
            "properties": dict,
        },
    ),
    "location": (
        set(),
        {"id": int, "message": "text", "physicalLocation": "physical", "logicalLocations": ["logical"]},
    ),
    "physical": ({"artifactLocation"}, {"artifactLocation": "artifact"}),
    "artifact": ({"uri"}, {"uri": str}),
    "logical": ({"fullyQualifiedName"}, {"name": str, "fullyQualifiedName": str, "kind": str}),
}


def assert_shape(thing: Any, kind: Any) -> None:
    """Fail where an object lacks what the standard requires, or holds what it does not know."""
    if isinstance(kind, list):
        assert isinstance(thing, list)
        for one in thing:
            assert_shape(one, kind[0])
    elif isinstance(kind, str):
        required, known = SHAPE[kind]
        assert required <= thing.keys() <= known.keys()
        for name, value in thing.items():
            assert_shape(value, known[name])
    else:
        assert type(thing) is kind


def results(*findings: Finding, root: str = "tables") -> list[dict[str, Any]]:
    """Return the results of a log."""
    return sarif(findings, root)["runs"][0]["results"]


def fingerprint(one: Finding) -> str:
    """Return the fingerprint of a finding by itself."""
    return results(one)[0]["partialFingerprints"]["finding/v1"]


def test_shape(outcome: Outcome) -> None:
    """A log has the standard's shape, for all that is found in `tables/` and for a finding with everything in it."""
    log = sarif((*outcome.findings, WRONG_RESULT), "tables")
    assert len(log["runs"][0]["results"]) == len(set(outcome.findings)) + 1
    assert log["version"] == "2.1.0"
    assert json.loads(json.dumps(log)) == log
    assert_shape(log, "log")


def test_rules() -> None:
    """Every code of the catalogue is a rule, its texts without gaps, and a result's index leads to its rule."""
    driver = sarif([WRONG_RESULT])["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("b12dt", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(catalogue())
    for rule in driver["rules"]:
        assert rule["name"].isalnum()
        assert "{" not in rule["shortDescription"]["text"]
        assert catalogue()[rule["id"]].mend.replace("](", "] (") in rule["help"]["text"].replace("{{", "{").replace(
            "}}", "}"
        )
    assert driver["rules"][results(WRONG_RESULT)[0]["ruleIndex"]]["id"] == "DT205"


def test_message() -> None:
    """The message begins with the cell and the headline and tells what was read, expected and is closest."""
    text = results(WRONG_RESULT)[0]["message"]["text"]
    assert text.splitlines() == [
        "Route › G12: This result is not one of the allowed results.",
        "I read: intramuscullar",
        "I expected: intramuscular; oral   (dictionary.xlsx › Values › B31:B38)",
        "Closest: intramuscular. Nothing was changed; please choose.",
    ]


def test_patient() -> None:
    """A patient who meets the problem is told in the message and given as data."""
    facts = {"age_years": 71, "renal_dysfunction": "unknown"}
    words = {"Age": "71", "Renal dysfunction": "unknown"}
    one = finding("DT410", CELL, patient=words.items(), facts=facts.items(), table="Route")
    result = results(one)[0]
    assert "Patient: Age 71, Renal dysfunction unknown." in result["message"]["text"]
    assert json.dumps(facts).strip("{}") in result["message"]["text"]
    assert (result["properties"]["patient"], result["properties"]["patient_in_words"]) == (facts, words)


@pytest.mark.parametrize(("code", "level"), [("DT205", "error"), ("DT115", "warning"), ("DT216", "note")])
def test_level(code: str, level: str) -> None:
    """Errors, warnings and remarks have the standard's three levels."""
    assert results(finding(code, CELL, read="not(...)", name="Route"))[0]["level"] == level


def test_location() -> None:
    """A place is the workbook's file and, since a spreadsheet has no lines, sheet and cell as a logical location."""
    (location,) = results(WRONG_RESULT)[0]["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "tables/treatment.xlsx"}}
    assert location["logicalLocations"] == [
        {"name": "G12", "fullyQualifiedName": "treatment.xlsx › Route › G12", "kind": "cell"}
    ]


@pytest.mark.parametrize(
    ("workbook", "root", "uri"),
    [
        ("my tables.xlsx", "a guideline/tables", "a%20guideline/tables/my%20tables.xlsx"),
        ("tables", "a guideline/tables", "a%20guideline/tables"),
        ("route.xlsx", ".", "route.xlsx"),
        ("größe.xlsx", "tables", "tables/gr%C3%B6%C3%9Fe.xlsx"),
    ],
)
def test_uri(workbook: str, root: str, uri: str) -> None:
    """The file is named by a relative URI; a finding about the folder itself names the folder."""
    result = results(finding("DT102", Span(workbook=workbook)), root=root)[0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_related() -> None:
    """Further places, and the list of the allowed words, are related locations with a word on what they are."""
    other = Span(workbook="treatment.xlsx", sheet="Route", cells="B13:L13")
    one = finding("DT205", CELL, read="x", listed_in=LIST, related=[other])
    related = results(one)[0]["relatedLocations"]
    assert [place["id"] for place in related] == [1, 2]
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in related] == [str(other), str(LIST)]
    assert all(place["message"]["text"] for place in related)


def test_what_a_cell_holds_is_no_link_and_no_gap() -> None:
    """Brackets and braces that a cell holds stay text in a tool that knows links and gaps."""
    text = results(finding("DT205", CELL, read="[see](https://example.org) {0}"))[0]["message"]["text"]
    assert "[see] (https://example.org) {{0}}" in text


def test_fingerprint_outlives_a_moved_row() -> None:
    """A finding in a rule keeps its fingerprint when the rule moves, and loses it when it becomes another one."""
    moved = finding(
        "DT205",
        Span(workbook="treatment.xlsx", sheet="Route", cells="G15"),
        read="intramuscullar",
        rule="B12.D08.DT.05",
        column="Route",
    )
    assert fingerprint(moved) == fingerprint(WRONG_RESULT)
    others = [
        finding("DT205", CELL, read="orall", rule="B12.D08.DT.05", column="Route"),
        finding("DT205", CELL, read="intramuscullar", rule="B12.D08.DT.06", column="Route"),
        finding("DT205", CELL, read="intramuscullar"),
        finding("DT205", LIST, read="intramuscullar"),
    ]
    assert len({fingerprint(one) for one in (WRONG_RESULT, *others)}) == 1 + len(others)


def test_fingerprints_differ_within_a_run(outcome: Outcome) -> None:
    """No two results of a run share a fingerprint, not even those that differ in their details only."""
    twins = [finding("DT401", CELL, rule="R5", other=other) for other in ("R3", "R4")]
    prints = [one["partialFingerprints"]["finding/v1"] for one in results(*outcome.findings, *twins)]
    assert len(set(prints)) == len(prints)


def test_each_once_and_in_order() -> None:
    """Findings stay in the order given; one that came twice is told once."""
    first = finding("DT102", Span(workbook="tables"))
    assert [one["ruleId"] for one in results(first, WRONG_RESULT, first)] == ["DT102", "DT205"]


def test_stable(outcome: Outcome) -> None:
    """The same findings give the same bytes, so that a log can be kept and compared."""
    assert json.dumps(sarif(outcome.findings)) == json.dumps(sarif(list(outcome.findings)))


def test_roots_of_any_system() -> None:
    """A folder is named with forward slashes, however the system writes it."""
    root = str(Path("guidelines") / "b12")
    assert results(WRONG_RESULT, root=root)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "guidelines/b12/treatment.xlsx"
    )
