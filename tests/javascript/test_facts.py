"""Facts in JavaScript are checked as strictly as in Python, and what is wrong is said in the same words."""

from __future__ import annotations

from typing import Any

import pytest

from b12dt.guideline import Guideline
from b12dt.runtime.closest import closest
from b12dt.runtime.facts import FactError
from b12dt.runtime.numbers import number_text
from tests.support.node import Node

WRONG: list[dict[str, Any]] = [
    {"agee_years": 5},
    {"age_years": 5, "pernicious_anaemia": "yes", "nonsense": 1},
    {"__proto__": "yes"},
    {"constructor": None},
    {"": 1},
    {"pernicious_anemia": "Yes"},
    {"pernicious_anemia": "yess"},
    {"pernicious_anemia": True},
    {"pernicious_anemia": 1},
    {"pernicious_anemia": ["yes"]},
    {"pernicious_anemia": ""},
    {"pernicious_anemia": {"value": "yes", "unit": "a"}},
    {"order_drug": "unknown"},
    {"order_drug": None},
    {"plan": None},
    {"plan": "unknown"},
    {"plan": "delay_treatment"},
    {"plan": ["delay_treatment", "delay_treatmen"]},
    {"plan": ["unknown"]},
    {"plan": [1]},
    {"plan": {"delay_treatment": True}},
    {"age_years": "61"},
    {"age_years": True},
    {"age_years": [61]},
    {"age_years": -1},
    {"age_years": 120.5},
    {"age_years": 1e300},
    {"age_years": {"value": 61, "unit": "months"}},
    {"age_years": {"value": 61}},
    {"age_years": {"value": 61, "unit": "years", "more": 1}},
    {"age_years": {"value": "61", "unit": "years"}},
    {"age_years": {"value": 200, "unit": "a"}},
    {"age_years": {"value": 61, "unit": None}},
    {"age_years": {}},
    {"platelets_10e9_l": 50000, "folate": "hgih", "mma": "rasied"},
]
RIGHT: list[dict[str, Any]] = [
    {"age_years": None, "pernicious_anemia": None},
    {"age_years": "unknown", "platelets_10e9_l": {"value": 50, "unit": "10^9/L"}},
    {"platelets_10e9_l": {"value": 50.0, "unit": "10*9/L"}, "age_years": 0},
    {"plan": []},
    {"plan": ["judge_neuro_by_labs", "delay_treatment", "delay_treatment"]},
    {"oral_b12_intake_ug_day": 2.8},
]


@pytest.mark.parametrize("facts", WRONG, ids=repr)
def test_what_cannot_be_used_is_named_alike(node: Node, guideline: Guideline, facts: dict[str, Any]) -> None:
    """Facts that Python refuses are refused: the same facts, the same problem, what is allowed, the same near word."""
    with pytest.raises(FactError) as refused:
        guideline.evaluate(facts)
    [came] = node.evaluate(facts)
    fields = ("name", "problem", "allowed", "closest")
    assert [tuple(one[field] for field in fields) for one in came["problems"]] == [
        tuple(getattr(one, field) for field in fields) for one in refused.value.problems
    ]
    assert all(one["read"] for one in came["problems"])
    assert all(one["problem"] in came["message"] for one in came["problems"])


@pytest.mark.parametrize("facts", RIGHT, ids=repr)
def test_what_can_be_used_is_taken_alike(node: Node, guideline: Guideline, facts: dict[str, Any]) -> None:
    """Facts written in rare ways are taken as Python takes them."""
    [came] = node.evaluate(facts)
    assert came == guideline.evaluate(facts).to_dict()


@pytest.mark.parametrize("facts", [[], ["yes"], "yes", 61, None, True])
def test_what_is_no_object_is_not_read_as_no_facts(node: Node, facts: Any) -> None:
    """Facts that are a list, a word or nothing at all are refused, and not read as a patient of whom nothing is known."""
    with pytest.raises(AssertionError, match="facts are given as an object"):
        node.evaluate(facts)


@pytest.mark.parametrize("shape", ["inherited facts", "a class", "facts inherited from a bare object", "a date"])
def test_what_is_no_plain_object_is_refused(node: Node, shape: str) -> None:
    """What an object inherits would be dropped in silence, so that nothing but a plain object is taken."""
    with pytest.raises(AssertionError, match="facts are given as a plain object"):
        node.ask([{"do": "shape", "shape": shape}])


@pytest.mark.parametrize("shape", ["a bare object", "another window's object", "a hidden fact"])
def test_every_plain_object_is_read_whole(node: Node, guideline: Guideline, shape: str) -> None:
    """An object without a prototype, of another window, or with a fact that is not listed is read as any other."""
    assert node.ask([{"do": "shape", "shape": shape}]) == [guideline.evaluate(age_years=80).to_dict()]


@pytest.mark.parametrize(("marked", "value"), [("(NaN)", float("nan")), ("(Infinity)", float("inf"))])
def test_what_is_no_number_is_refused(node: Node, guideline: Guideline, marked: str, value: float) -> None:
    """Not a number, and infinity, are refused in the same words."""
    [came] = node.evaluate({"age_years": marked})
    with pytest.raises(FactError) as refused:
        guideline.evaluate(age_years=value)
    assert came["problems"][0]["problem"] == refused.value.problems[0].problem


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("age_years", " 61 ", 61),
        ("age_years", "61 years", 61),
        ("age_years", "0", 0),
        ("oral_b12_intake_ug_day", "2.80", 2.8),
        ("oral_b12_intake_ug_day", "2.8 ug/d", 2.8),
        ("oral_b12_intake_ug_day", "0.0", 0),
    ],
)
def test_typed_numbers_are_read(node: Node, name: str, typed: str, value: float) -> None:
    """A number may be typed with its unit, with a point, with spaces around it."""
    assert node.ask([{"do": "read", "name": name, "typed": typed}]) == [{"value": value}]


@pytest.mark.parametrize(
    ("name", "typed", "word"),
    [
        ("age_years", "", "plain number"),
        ("age_years", "sixty", "plain number"),
        ("age_years", "1e2", "plain number"),
        ("age_years", "061", "plain number"),
        ("age_years", "+61", "plain number"),
        ("age_years", "61.", "plain number"),
        ("age_years", "6 1", "unit must be years"),
        ("age_years", "61 months", "unit must be years"),
        ("age_years", "121", "outside the range"),
        ("age_years", "-1", "outside the range"),
        ("oral_b12_intake_ug_day", "2,8", "with a point"),
        ("oral_b12_intake_ug_day", "2.7999999999999999", "more digits"),
        ("ileal_resection_cm", "20.00000000000000001", "more digits"),
    ],
)
def test_typed_numbers_are_not_guessed(node: Node, name: str, typed: str, word: str) -> None:
    """What is no plain number, has another unit, lies outside the range, or cannot be kept exactly is told, not read."""
    [came] = node.ask([{"do": "read", "name": name, "typed": typed}])
    assert word in came["problem"]
    assert "value" not in came


def test_numbers_are_written_in_full(node: Node) -> None:
    """Numbers are written as Python writes them: no exponent, no rounding."""
    numbers = [0.0, 1.0, 2.8, 20.1, 1e21, 1.5e22, 1e-7, 2.5e-9, 123456789012345.0, 0.1, -3.25, -1e-7, 1e15]
    assert node.ask([{"do": "number", "value": one} for one in numbers]) == [number_text(one) for one in numbers]


def test_near_words_are_the_same(node: Node, guideline: Guideline) -> None:
    """The word offered for a slip is the one that Python offers, and none where it offers none."""
    names = list(guideline.inputs)
    slips = [one[:3] + one[4:] for one in names] + [one[1] + one[0] + one[2:] for one in names]
    slips += [f"x{one}" for one in names] + [f"xy{one}" for one in names] + ["", "a", "zz", *names]
    came = node.ask([{"do": "closest", "word": one, "allowed": names} for one in slips])
    assert came == [closest(one, names) for one in slips]
    short = ["a", "ab", "b", "Yes", "no"]
    words = ["c", "", "a", "A", "x", "ba", "abc", "yse", "ON", "yes ", "na", "aa", "bx"]
    came = node.ask([{"do": "closest", "word": one, "allowed": short} for one in words])
    assert came == [closest(one, short) for one in words]
