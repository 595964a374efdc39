"""A file of facts is read strictly: whatever could be read in two ways is refused in one sentence."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12dt import compiled
from b12dt.cli import main

Run = Callable[..., Any]
Facts = Callable[..., Path]

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ("deficiency_confirmed: yes", "is not JSON: line 1, column 1"),
    "empty": ("", "is not JSON"),
    "cut off": ('{"age_years": 5', "is not JSON"),
    "two documents": ("{} {}", "is not JSON"),
    "comma at the end": ('{"age_years": 5,}', "is not JSON"),
    "a list": ('["yes"]', "must hold one object of facts"),
    "a word": ('"yes"', "must hold one object of facts"),
    "nothing": ("null", "must hold one object of facts"),
    "a fact twice": ('{"neuropathy": "yes", "neuropathy": "no"}', "neuropathy is given twice"),
    "a unit twice": ('{"age_years": {"value": 5, "value": 6, "unit": "years"}}', "value is given twice"),
    "NaN": ('{"age_years": NaN}', "NaN is not a number"),
    "Infinity": ('{"age_years": -Infinity}', "-Infinity is not a number"),
    "not UTF-8": (b'{"neuropathy": "\xff"}', "not a text file in UTF-8"),
    "UTF-16": ('{"neuropathy": "yes"}'.encode("utf-16"), "not a text file in UTF-8"),
}


@pytest.mark.parametrize("command", ["evaluate", "explain"])
@pytest.mark.parametrize("why", REFUSED)
def test_file_is_refused(run: Run, facts: Facts, command: str, why: str) -> None:
    """A file that cannot be read as facts: 2, the file's name, and why; nothing on standard output."""
    content, words = REFUSED[why]
    ran = run(command, facts(content))
    assert ran.code == 2
    assert ran.out == ""
    assert words in ran.err
    assert "facts.json" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("name", ["nowhere.json", "folder"])
def test_file_that_cannot_be_opened(run: Run, tmp_path: Path, name: str) -> None:
    """A file that is not there, and a folder: 2 and the name."""
    (tmp_path / "folder").mkdir()
    ran = run("evaluate", tmp_path / name)
    assert ran.code == 2
    assert "cannot be opened" in ran.err


def test_byte_order_mark_is_no_matter(run: Run, facts: Facts) -> None:
    """A file as Windows writes it is read like any other."""
    with_mark, without = facts(b'\xef\xbb\xbf{"age_years": 70}', "mark.json"), facts('{"age_years": 70}')
    assert run("evaluate", with_mark).out == run("evaluate", without).out


NOT_USED: dict[str, tuple[dict[str, Any], str]] = {
    "a fact that there is not": ({"neuropaty": "yes"}, "Closest: neuropathy"),
    "a value that there is not": ({"neuropathy": "yess"}, "Closest: yes"),
    "a number as a word": ({"age_years": "70"}, "This fact is a number"),
    "yes as true": ({"neuropathy": True}, "not one of its values"),
    "a number as true": ({"age_years": True}, "This fact is a number"),
    "out of range": ({"age_years": 121}, "outside the range"),
    "another unit": ({"platelets_10e9_l": {"value": 30, "unit": "G/l"}}, "nothing is converted"),
    "a unit without a value": ({"platelets_10e9_l": {"unit": "10^9/L"}}, "has a value and a unit"),
    "a word for a list": ({"plan": "delay_treatment"}, "takes a list"),
    "a list for a word": ({"neuropathy": ["yes"]}, "not one of its values"),
    "a list in a list": ({"plan": [["delay_treatment"]]}, "not one of its values"),
    "unknown where it is known": ({"order_drug": "unknown"}, "has to be answered"),
}


@pytest.mark.parametrize("why", NOT_USED)
def test_fact_is_refused(run: Run, facts: Facts, why: str) -> None:
    """A fact that the dictionary refuses: 1, its name, why, and what is allowed; nothing is decided."""
    given_facts, words = NOT_USED[why]
    ran = run("evaluate", facts(given_facts))
    assert ran.code == 1
    assert ran.out == ""
    assert words in ran.err
    assert next(iter(given_facts)) in ran.err
    assert "Allowed: " in ran.err


def test_every_fact_that_cannot_be_used_is_named(run: Run, facts: Facts) -> None:
    """Three mistakes are told at once."""
    ran = run("evaluate", facts({"age_years": 300, "neuropathy": "maybe", "nothing_like_it": 1}))
    assert all(name in ran.err for name in ("age_years", "neuropathy", "nothing_like_it"))


def test_decimals_are_exact(run: Run, facts: Facts) -> None:
    """A number of more digits than can be compared exactly is refused, not rounded."""
    ran = run("evaluate", facts('{"oral_b12_intake_ug_day": 2.80000000000000000001}'))
    assert ran.code == 1
    assert "digits than can be compared exactly" in ran.err or "15 digits" in ran.err


def test_none_is_unknown(run: Run, facts: Facts) -> None:
    """JSON's null, the word unknown and a fact left out are the same where unknown is the default."""
    left_out = run("evaluate", facts({"age_years": 70})).out
    assert run("evaluate", facts({"age_years": 70, "neuropathy": None})).out == left_out
    assert run("evaluate", facts({"age_years": 70, "neuropathy": "unknown"})).out == left_out


def test_integer_beyond_any_float(run: Run, facts: Facts) -> None:
    """A number of 400 digits is out of range like any other."""
    assert run("evaluate", facts('{"age_years": 1' + "0" * 400 + "}")).code == 1


def test_exponent_beyond_any_decimal(run: Run, facts: Facts) -> None:
    """A number with a huge exponent is refused."""
    assert run("evaluate", facts('{"age_years": 1e99999999999999999999}')).code in {1, 2}


JARGON = ("recursion", "unicode string", "sys.", "integer string", "Expecting", "utf-8-sig", "delimiter", "decoding")


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"age_years": 1' + "0" * 5000 + "}", "{", ""], ids=["deep", "long", "open", "empty"]
)
def test_words_of_python_are_not_passed_on(run: Run, facts: Facts, content: str) -> None:
    """Why a file cannot be read is told in words of the project."""
    ran = run("evaluate", facts(content))
    assert ran.code == 2
    assert not [word for word in JARGON if word in ran.err]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000], ids=["lists", "objects"])
def test_huge_nesting_is_refused(run: Run, facts: Facts, content: str) -> None:
    """A file that nests without end: 2, in one line."""
    ran = run("evaluate", facts(content))
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_facts_from_standard_input(run: Run, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input, and gives the same advice as the file."""
    text = json.dumps({"age_years": 70, "neuropathy": "yes"})
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert run("evaluate", "-").out == run("evaluate", facts(text)).out
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert run("explain", "-", "route").out == run("explain", facts(text), "route").out


def test_byte_order_mark_on_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file may begin with, standard input may begin with, too."""
    monkeypatch.setattr(sys, "stdin", io.StringIO('\ufeff{"age_years": 70}'))
    assert run("evaluate", "-").code == 0


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "unit", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*compiled.INPUTS, "", "x"]), json_values, max_size=4))
def test_any_facts_are_decided_or_refused(
    tmp_path_factory: pytest.TempPathFactory, given_facts: dict[str, Any]
) -> None:
    """Whatever JSON holds is decided on, or refused by name: never a crash."""
    place = tmp_path_factory.getbasetemp() / "any.json"
    place.write_text(json.dumps(given_facts), encoding="utf-8")
    assert main(["evaluate", str(place), "--brief"]) in {0, 1}
