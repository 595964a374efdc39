"""What worked cases leave out is named, and what they exercise is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from b12dt.check.coverage import bounds_of, check_coverage, survivors
from b12dt.check.suite import Suite
from b12dt.diagnostics import Finding
from b12dt.model import Guideline, Input, Kind
from tests.check.made import case, with_cases
from tests.support.models import category, guideline, number, output, several, table

A, N = category("a"), number("n")
X = output("t.x")
MADE = guideline([A, N], [table("t", "F", [A, N], [X], "a | > 5 || x\nb | - || y\n- | - || z")])


def found(model: Guideline, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [one for one in check_coverage(Suite(model)) if one.code == code]


def details(one: Finding) -> dict[str, str]:
    """Return the details of a finding."""
    return dict(one.details)


# --- DT604: rules that no case fires ---------------------------------------------------------------------------------


def test_rules_that_no_case_fires() -> None:
    """A rule that some patient fires and no case does is reported with the nearest such patient."""
    assert [(one.rule, one.patient) for one in found(with_cases(MADE, case(MADE, "C1", a="b")), "DT604")] == [
        ("t1", (("a", "a"), ("n", "6 mg"))),
        ("t3", ()),
    ]


def test_rules_that_cases_fire_are_not_reported() -> None:
    """A rule is exercised whether or not the case expects it."""
    cases = [case(MADE, "C1", a="b"), case(MADE, "C2", a="a", n="7"), case(MADE, "C3")]
    assert found(with_cases(MADE, *cases), "DT604") == []


def test_rules_that_nobody_can_fire_are_not_asked_for() -> None:
    """A rule buried under others needs no case: there is none."""
    model = guideline([A], [table("t", "F", [A], [X], "- || x\na || y")])
    assert found(with_cases(model, case(model, "C1")), "DT604") == []


# --- DT605: thresholds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tried", "missing"),
    [
        ([], "on it, just below it, just above it"),
        (["5"], "just below it, just above it"),
        (["5", "4"], "just above it"),
        (["5", "90"], "just below it"),
        (["4.9", "5.1"], "on it"),
        (["4.9", "5", "5.1"], None),
        (["unknown"], "on it, just below it, just above it"),
    ],
)
def test_sides_of_a_threshold(tried: list[str], missing: str | None) -> None:
    """A threshold wants a case on it, below and above; what is missing is named, unknown is on no side."""
    cases = [case(MADE, f"C{place}", a="a", n=value) for place, value in enumerate(tried)] or [case(MADE, "C")]
    came = [(one.read, details(one)["sides"]) for one in found(with_cases(MADE, *cases), "DT605")]
    assert came == ([] if missing is None else [("5 mg", missing)])


@pytest.mark.parametrize(
    ("tried", "missing"),
    [
        (["10", "20", "5", "15", "25"], {}),
        (["10", "20", "5", "25"], {"10 mg": "just above it", "20 mg": "just below it"}),
        (["10", "20", "15", "25"], {"10 mg": "just below it"}),
    ],
)
def test_one_number_stands_between_two_thresholds(tried: list[str], missing: dict[str, str]) -> None:
    """Just above one threshold means below the next one; one case between two serves both."""
    model = guideline([N], [table("t", "U", [N], [X], "< 10 || x\n[10..20] || y\n> 20 || z")])
    cases = [case(model, f"C{place}", n=value) for place, value in enumerate(tried)]
    came = {one.read: details(one)["sides"] for one in found(with_cases(model, *cases), "DT605")}
    assert came == missing


def test_the_ends_of_the_range_have_one_side() -> None:
    """Nothing is asked for beyond the range of the dictionary."""
    model = guideline([N], [table("t", "F", [N], [X], "0, 100 || x\n- || y")])
    cases = [case(model, f"C{place}", n=value) for place, value in enumerate(["0", "50", "100"])]
    assert found(with_cases(model, *cases), "DT605") == []
    came = {one.read: details(one)["sides"] for one in found(with_cases(model, case(model, "C")), "DT605")}
    assert came == {"0 mg": "on it, just above it", "100 mg": "on it, just below it"}


def test_bounds_of_a_number() -> None:
    """Thresholds are the bounds of all tables, each once, in ascending order; numbers that no table asks have none."""
    other = number("m")
    decisions = [
        table("t", "F", [N], [X], "> 5 || x\n[2..7.5) || y\nunknown || z"),
        table("u", "F", [A, N], [output("u.x")], "a | < 7.50 || x\n- | not(1) || y"),
    ]
    model = guideline([A, N, other], decisions)
    assert bounds_of(N, model) == [Decimal(1), Decimal(2), Decimal(5), Decimal("7.5")]
    assert bounds_of(other, model) == []


# --- DT606: results that no case expects -----------------------------------------------------------------------------


def test_results_that_no_case_expects() -> None:
    """A result that can occur and stands in no case is listed; one that cannot occur is not."""
    model = guideline([A], [table("t", "F", [A], [X], "a || y\n- || x\nb || z")])
    cases = [case(model, "C1", a="b", expected={"t.x": "x"})]
    assert [one.read for one in found(with_cases(model, *cases), "DT606")] == ["y"]
    cases.append(case(model, "C2", a="a", expected={"t.x": "y"}))
    assert found(with_cases(model, *cases), "DT606") == []


def test_values_of_lists_that_no_case_expects() -> None:
    """Of an output that holds several values each is asked for by itself."""
    made = table("t", "C", [A], [output("t.x", kind=Kind.SEVERAL)], "a || x;y\nb || z")
    model = guideline([A], [made])
    cases = [case(model, "C1", a="b", expected={"t.x": ("z",)}), case(model, "C2", expected={"t.x": ()})]
    assert [one.read for one in found(with_cases(model, *cases), "DT606")] == ["x, y"]
    cases.append(case(model, "C3", a="a", expected={"t.x": ("y", "x")}))
    assert found(with_cases(model, *cases), "DT606") == []


@pytest.mark.parametrize(("policy", "result"), [("C+", "3"), ("C#", "2"), ("C>", "2")])
def test_sums_are_expected_as_sums(policy: str, result: str) -> None:
    """Where every patient gets 3, the sum of 1 and 2, a case that expects 3 leaves no result out."""
    made = table("t", policy, [A], [output("t.x", kind=Kind.NUMBER)], "- || 1\n- || 2")
    model = guideline([A], [made])
    cases = [case(model, "C1", expected={"t.x": Decimal(result)})]
    assert found(with_cases(model, *cases), "DT606") == []


# --- DT607: mutants that no case notices -----------------------------------------------------------------------------


def test_mutants_that_no_case_notices() -> None:
    """A survivor is told with the rule, what its cell says, what it could say, and a patient who would notice."""
    fact = category("a", "ab", may_be_unknown=False, default="a")
    model = guideline([fact], [table("t", "F", [fact], [output("t.x", "xy")], "a || x\n- || y")])
    suite = Suite(with_cases(model, case(model, "C1", a="a", expected={"t.x": "x"})))
    told = [
        (one.code, one.rule, one.read, details(one)["after"], one.patient)
        for one in survivors(suite, suite.mutation()[1])
    ]
    # That the rest is `y` was never seen; the first rule may be met by `b`, too.
    assert sorted(told) == [
        ("DT607", "t1", "a", "-", (("a", "b"),)),
        ("DT607", "t2", "y", "x", (("a", "b"),)),
    ]


def test_no_mutant_goes_unnoticed_where_every_patient_is_a_case() -> None:
    """Cases that expect every result and rule of every patient leave no survivor, and are fewer for it."""
    fact = category("a", "ab", may_be_unknown=False, default="a")
    model = guideline([fact], [table("t", "F", [fact], [output("t.x", "xy")], "a || x\n- || y")])
    cases = [case(model, "C1", a="a", expected={"t.x": "x"}), case(model, "C2", a="b", expected={"t.x": "y"})]
    suite = Suite(with_cases(model, *cases))
    score, left = suite.mutation()
    assert left == []
    assert score.survived == 0
    assert score.noticed > 0


# --- DT608, DT609: cases that expect nothing, no cases ---------------------------------------------------------------


def test_a_case_that_expects_nothing() -> None:
    """A case passes whatever happens if it states neither result nor rule; one of both is enough."""
    cases = [
        case(MADE, "C1"),
        case(MADE, "C2", expected={"t.x": "z"}),
        case(MADE, "C3", rules=("t3",)),
        case(MADE, "C4", expected={"t.x": None}),
    ]
    assert [one.rule for one in found(with_cases(MADE, *cases), "DT608")] == ["C1"]


def test_no_cases_at_all() -> None:
    """A guideline without cases is told that, and nothing else; with a case it is not."""
    assert [one.code for one in check_coverage(Suite(MADE))] == ["DT609"]
    assert found(with_cases(MADE, case(MADE, "C1")), "DT609") == []


def test_facts_of_every_kind_run_as_cases() -> None:
    """Cases with several values, none of them, unknown ones and decimals fire the rules that they should."""
    plan, small = several("s"), replace(N, default=Decimal("2.5"))
    facts: list[Input] = [plan, small]
    rules = "a | - || x\nunknown | 2.5 || y\nnot(a) | <= 2.5 || z"
    model = guideline(facts, [table("t", "F", facts, [X], rules)])
    cases = [case(model, "C1", s=("a", "b")), case(model, "C2"), case(model, "C3", s=(), n="2.4")]
    suite = Suite(with_cases(model, *cases))
    assert [run.fired["t"] for run in suite.runs] == [(0,), (1,), (2,)]
    assert found(with_cases(model, *cases), "DT604") == []


def test_the_cases_of_the_guideline_leave_nothing_out(guideline: Any) -> None:
    """The worked cases of `tables/` fire every rule, stand on every threshold and beside it, and each expects something."""
    codes = {one.code for one in check_coverage(Suite(guideline.program.guideline))}
    assert not codes & {"DT604", "DT605", "DT608", "DT609"}
