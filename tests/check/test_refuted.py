"""A refuted invariant shows the rules that fired, where they stand, and a patient whom `b12dt evaluate` takes."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from b12dt.check import check
from b12dt.check.conditions import holds
from b12dt.check.refuted import MOST, with_rules
from b12dt.cli import main
from b12dt.diagnostics import Finding, Span, finding
from b12dt.loading import loaded
from b12dt.model import Decision, DecisionTable, Guideline, Invariant, Not, Output, PairInvariant
from b12dt.program import Program, compile_guideline
from b12dt.prove.graph import Graph
from b12dt.prove.whole import broken_invariants
from b12dt.words.facts import facts
from b12dt.words.pages import as_data
from b12dt.words.report import describe
from tests.conftest import TABLES
from tests.support.models import NOWHERE, asks, category, cell, guideline, number, output, several, summary, table

A, N, S = category("a"), number("n"), several("s")
STEP, ROUTE, ALERT, MORE, ALL = (output(path) for path in ("step.x", "route.x", "alert.x", "more.x", "all.x"))


def placed(one: Decision) -> Decision:
    """Return a table whose rules stand in rows of their own."""
    assert isinstance(one, DecisionTable)
    rules = [
        replace(rule, span=Span(workbook="made-up.xlsx", sheet=one.key, cells=f"B{row}"))
        for row, rule in enumerate(one.rules, 12)
    ]
    return replace(one, rules=tuple(rules), span=Span(workbook="made-up.xlsx", sheet=one.key))


STEPS = placed(table("step", "U", [A], [STEP], "a || x\nb, c, unknown || y"))
ROUTES = placed(table("route", "F", [STEP, N], [ROUTE], "x | > 5 || x\n- | - || y"))


def invariant(premise: Any, conclusion: Any) -> Invariant:
    """Return an invariant."""
    return Invariant(
        id="I1", sentence="It holds.", premise=premise, conclusion=conclusion, premise_text="p", conclusion_text="c",
        statements=(), span=NOWHERE,
    )  # fmt: skip


def program_of(model: Guideline) -> Program:
    """Return the program of a guideline."""
    program, findings = compile_guideline(model)
    assert program is not None, findings
    return program


def refuted(model: Guideline, *codes: str) -> Finding:
    """Return the one finding on a refuted invariant."""
    (one,) = (one for one in check(program_of(model))[1] if one.code in (codes or ("DT420", "DT421")))
    return one


def told(one: Finding) -> dict[str, str]:
    """Return what a finding tells."""
    return dict(facts(one))


def cells(one: Finding) -> list[tuple[str, str]]:
    """Return the related places."""
    return [(place.sheet, place.cells) for place in one.related]


# --- the rules that fired --------------------------------------------------------------------------------------------


def test_the_rules_that_fired_nearest_first() -> None:
    """The rule of the decision that is named comes first, then those of the decisions which that one reads."""
    model = replace(guideline([A, N], [STEPS, ROUTES]), invariants=(invariant(asks(A, "a"), asks(ROUTE, "y")),))
    one = refuted(model)
    assert cells(one) == [("route", "B12"), ("step", "B12")]
    assert told(one)["What fired"] == "route1 (made-up.xlsx › route › B12); step1 (made-up.xlsx › step › B12)"
    assert dict(one.facts) == {"a": "a", "n": 6}
    # Each place is told once: with its rule.
    assert describe(one).count("made-up.xlsx › route › B12") == 1


def test_of_a_summary_the_sources_that_can_say_it() -> None:
    """Of many tables that a summary unites, those are shown that can give what the invariant names."""
    sources = [several_of(one) for one in (ALERT, MORE)]
    first = placed(table("alert", "C", [A], [sources[0]], "a || x"))
    second = placed(table("more", "C", [A], [sources[1]], "a || y\nb || z"))
    union = several_of(ALL)
    decisions = [first, second, summary("all", (union, "all of", sources))]
    model = replace(guideline([A], decisions), invariants=(invariant(asks(A, "a, b"), asks(union, "x")),))
    one = refuted(model)
    assert told(one)["What fired"] == "no rule of alert (made-up.xlsx › alert)"
    assert cells(one) == [("alert", "")]


def several_of(one: Output) -> Output:
    """Return an output that holds several values."""
    return output(one.path, "xyz", several("s").kind)


def test_no_more_than_can_be_taken_in() -> None:
    """Of many rules the first ones are shown, and how many more there are is said."""
    given = several_of(ALERT)
    rules = placed(table("alert", "C", [A], [given], "\n".join(["a || x"] * (MOST + 3))))
    model = replace(guideline([A], [rules]), invariants=(invariant(asks(A, "a"), Not(operand=asks(given, "x"))),))
    one = refuted(model)
    assert len(one.related) == MOST
    assert told(one)["What fired"].endswith("; and 3 more")


def test_a_pair_shows_what_fires_before_and_after() -> None:
    """Rules that fire for one of the two patients only are shown, with what is changed as `evaluate` takes it."""
    pair = PairInvariant(
        id="P1", sentence="Nothing changes.", facts=(N,), from_tests=(cell("<= 5", N),), to_tests=(cell("> 5", N),),
        premise=asks(A, "a"), unchanged=(ROUTE,), after=None, before=None, text="n", statements=(), span=NOWHERE,
    )  # fmt: skip
    one = refuted(replace(guideline([A, N], [STEPS, ROUTES]), pairs=(pair,)))
    assert cells(one) == [("route", "B13"), ("route", "B12")]
    assert told(one)["What fired"] == "route2 (made-up.xlsx › route › B13)"
    assert told(one)["Then fires"] == "route1 (made-up.xlsx › route › B12)"
    assert json.loads(told(one)["Then change"]) == {"n": 6}


def test_a_patient_for_whom_it_holds_is_a_defect() -> None:
    """Where the evaluator does not agree with the proof, b12dt is to blame and says so; the tables are not."""
    model = replace(guideline([A, N], [STEPS, ROUTES]), invariants=(invariant(asks(A, "a"), asks(ROUTE, "y")),))
    claimed = finding("DT420", NOWHERE, rule="I1", facts=[("a", "b"), ("n", 6)], sentence="It holds.")
    (one,) = with_rules([claimed], model, loaded(program_of(model)))
    assert one.code == "DT901"
    assert "I1" in told(one)["What came"]


# --- the patient -----------------------------------------------------------------------------------------------------


def test_facts_of_every_kind() -> None:
    """The base patient's facts are given, but for defaults; unknown is a word, numbers are plain, codes a list."""
    model = guideline(
        [A, N, S], [placed(table("route", "F", [A, N, S], [ROUTE], "- | unknown | a || x\n- | - | - || y"))]
    )
    base = (("a", "b"), ("n", 3), ("s", "unknown"))
    one = refuted(replace(model, base=base, invariants=(invariant(asks(A, "b"), asks(ROUTE, "y")),)))
    (data,) = json.loads(json.dumps(as_data([one])))
    assert data["patient"] == {"n": "unknown", "s": ["a"], "a": "b"}
    assert data["patient_in_words"] == {"n": "unknown", "s": "a"}
    assert json.loads(told(one)["Facts for b12dt evaluate"]) == data["patient"]


def test_every_invariant_of_the_guideline_the_other_way_round(guideline: Any) -> None:
    """The contrary of each invariant of `tables/` is refuted by facts that are accepted and break it, with its rules."""
    model = guideline.program.guideline
    contrary = {one.id: replace(one, conclusion=Not(operand=one.conclusion)) for one in model.invariants}
    turned = replace(model, invariants=tuple(contrary.values()))
    found = list(with_rules(broken_invariants(Graph(turned)), turned, guideline.compiled))
    assert {one.rule for one in found if one.code == "DT420"} == set(contrary)
    for one in found:
        data = json.loads(json.dumps(dict(one.facts)))
        advice = guideline.evaluate(data)
        values = {**advice.checked_facts, **{path: advice[path] for path in advice}}
        assert not holds(contrary[one.rule].conclusion, values), one.rule
        assert 0 < len(one.related) <= MOST


# --- as a reader meets it --------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return the tables with one result that is wrong: any platelets permit injection where neurology is unknown."""
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    path = folder / "populations.xlsx"
    book = openpyxl.load_workbook(path)
    book["Platelets and injection"]["E17"] = "platelets permit injection"
    book.save(path)
    return folder


def test_the_patient_can_be_piped_into_evaluate(
    wrong: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What `check --json` says of the patient is what `evaluate -` takes; the wrong row is named and marked."""
    assert main(["check", str(wrong), "--json", "--annotate", str(tmp_path / "marked")]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    one = next(one for one in findings if one["code"] == "DT420" and one["rule"] == "INV54")
    row = {"workbook": "populations.xlsx", "sheet": "Platelets and injection", "cells": "B17:J17"}
    assert one["related"][0] == row
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(one["patient"]).encode())))
    assert main(["evaluate", "-", "--tables", str(wrong), "--json"]) == 0
    advice = json.loads(capsys.readouterr().out)
    assert "platelets_permit" in json.dumps(advice["results"]["injection_safety"])
    assert (tmp_path / "marked" / "populations.xlsx").exists()
