"""Advice: what is stated, by which rules, on what basis; and why everything else is not."""

from __future__ import annotations

import json
import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import b12dt
from b12dt.guideline import Guideline, load
from b12dt.loading import UNPROVED, loaded
from b12dt.model import Basis, Kind
from b12dt.program import compile_guideline
from b12dt.runtime.advice import NOTICE, Advice, evaluate
from b12dt.words.advice import advice_text
from tests.conftest import TABLES
from tests.support.models import (
    as_facts,
    asked_of,
    category,
    compiled,
    guidelines,
    number,
    output,
    patients,
    points,
    several,
    summary,
    table,
)
from tests.support.workbooks import tiny_guideline


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Guideline:
    """Return the tiny guideline, compiled."""
    return tiny_guideline().load(tmp_path_factory.mktemp("tiny"))


def _with_gap() -> Any:
    """Return a guideline whose first table leaves `c` and unknown out, with a table and a summary behind it."""
    fact, one, other = category("a"), output("t.x"), output("u.x", kind=Kind.SEVERAL)
    decisions = [
        table("t", "U", [fact], [one, output("t.n", kind=Kind.NUMBER)], "a || x | 1\nb || y | 2"),
        table("u", "C", [one], [other], "- || x\nnot(x) || y"),
        table("v", "U", [fact], [output("v.x")], "- || x"),
        summary("s", (output("s.all", kind=Kind.SEVERAL), "all of", [other, one])),
    ]
    return loaded(compiled([fact], decisions))


def test_outputs_by_name(tiny: Guideline) -> None:
    """Results are found by `decision.output`, several as a list."""
    advice = tiny.evaluate(anemia="yes", age=50, plan=["stop", "delay"])
    assert advice["route.route"] == "im"
    assert advice["alerts.alerts"] == ["never_stop", "no_delay"]
    assert advice["summary.highest"] == "stop"
    assert list(advice) == ["route.route", "alerts.alerts", "alerts.severity", "summary.alerts", "summary.highest"]


@pytest.mark.parametrize(
    "name", ["route", "route.", ".route", "route.strength", "nothing.route", "", "route.route.route", "Route"]
)
def test_no_such_output(tiny: Guideline, name: str) -> None:
    """A name that is no output is a KeyError."""
    with pytest.raises(KeyError):
        tiny.evaluate()[name]
    assert name not in tiny.evaluate()


def test_no_such_decision(tiny: Guideline) -> None:
    """Explaining a decision that there is not is a KeyError that lists those there are."""
    with pytest.raises(KeyError, match="route, alerts, summary"):
        tiny.evaluate().explain("route", "rout")


def test_decisions_carry_their_rules(tiny: Guideline) -> None:
    """A decision says by which rules, on which statements and on what basis it came out."""
    decided = tiny.evaluate(anemia="yes").decisions["route"]
    assert [(rule.id, rule.basis, rule.interpretations) for rule in decided.rules] == [
        ("R4", "interpretation", ("A1",))
    ]
    assert decided.rules[0].place.startswith("guideline.xlsx › Route › B14")
    assert (decided.statements, decided.basis, decided.answered) == (("S1", "S2"), "interpretation", True)


@pytest.mark.parametrize(
    ("bases", "weakest"),
    [
        ((Basis.EXPLICIT,), "explicit"),
        ((Basis.EXPLICIT, Basis.INTERPRETATION), "interpretation"),
        ((Basis.NOT_COVERED, Basis.INTERPRETATION, Basis.EXPLICIT), "not_covered"),
        ((), None),
    ],
)
def test_the_basis_is_the_weakest(bases: tuple[Basis, ...], weakest: str | None) -> None:
    """Several rules together are as strong as the weakest of them; a summary is as weak as what it unites."""
    from dataclasses import replace

    fact, one = category("a"), output("t.x", kind=Kind.SEVERAL)
    made = table("t", "C", [fact], [one], "\n".join(["- || x"] * len(bases)) or "b || y")
    made = replace(
        made,
        rules=tuple(replace(rule, basis=basis) for rule, basis in zip(made.rules, bases, strict=False)) or made.rules,
    )
    advice = evaluate(
        loaded(compiled([fact], [made, summary("s", (output("s.x", kind=Kind.SEVERAL), "all of", [one]))])), {"a": "a"}
    )
    assert advice.decisions["t"].basis == weakest
    assert advice.decisions["s"].basis == weakest


def test_a_gap_is_announced() -> None:
    """Where no rule answers: no output, not answered, a notice that names the decision; so for what needs the answer."""
    advice = evaluate(_with_gap(), {"a": "c"})
    for key in ("t", "u"):
        decided = advice.decisions[key]
        assert set(decided.outputs.values()) == {None}
        assert (decided.rules, decided.basis, decided.answered) == ((), None, False)
        assert any(notice.startswith(f"{key}: ") for notice in advice.notices)
    assert not advice.decisions["s"].answered
    assert advice.decisions["v"].answered
    assert not any(notice.startswith("v: ") for notice in advice.notices)
    assert (advice["t.x"], advice["t.n"], advice["u.x"]) == (None, None, None)


def test_no_gap_no_notice_of_one(tiny: Guideline) -> None:
    """With every table answered, nothing is told beside the notice, and that these workbooks were only read."""
    assert tiny.evaluate().notices == (NOTICE, UNPROVED)
    assert evaluate(_with_gap(), {"a": "a"}).notices == (NOTICE,)


def test_an_alert_is_told_beside_a_gap(tmp_path: Path) -> None:
    """Where another order check has no answer, the alert that was given still stands in the text, and the gap too."""
    tables = copytree(TABLES, tmp_path / "tables")
    book = load_workbook(tables / "populations.xlsx")
    book["Platelets and injection"]["C13"] = "(25..50]"
    book.save(tables / "populations.xlsx")
    advice = load(tables).evaluate(renal_dysfunction="yes", platelets_10e9_l=25, order_drug="cyanocobalamin")
    text = advice_text(advice)
    assert UNPROVED in advice.notices
    assert not advice.decisions["guards"].answered
    assert advice["guards.highest_severity"] == "stop"
    assert "STOP G01" in text
    assert "Incomplete: no rule answers in Platelet check." in " ".join(text.split())


def test_nothing_collected_is_no_gap(tiny: Guideline) -> None:
    """A table that collects and finds nothing has answered: with an empty list."""
    advice = tiny.evaluate(plan=[])
    assert (advice["alerts.alerts"], advice.decisions["alerts"].answered) == ([], True)
    assert (advice["summary.alerts"], advice["summary.highest"]) == ([], None)


def test_a_gap_can_be_explained() -> None:
    """The explanation of a gap, and of what waits for it, names every rule and what rejected it."""
    explanation = evaluate(_with_gap(), {"a": "c"}).explain()
    assert "a gap" in str(explanation)
    for reasons in explanation.reasons:
        assert all(one.rejected_by for one in reasons.rules if reasons.decided.key in ("t", "u"))


def _check_explanation(advice: Advice) -> None:
    for reasons in advice.explain().reasons:
        rules = [one.rule.id for one in reasons.rules]
        assert rules == [rule.id for rule in reasons.decision.rules]
        fired = {rule.id for rule in reasons.decided.rules}
        if not reasons.decision.unions:
            assert {one.rule.id for one in reasons.rules if one.fired} == fired
        for one in reasons.rules:
            assert one.met == (not one.rejected_by)
            assert len(one.conditions) == len(reasons.decision.inputs)
            if one.fired:
                assert one.met
            elif one.met:
                assert fired, "a rule that is met gives way to another, never to nothing"
            for condition in one.conditions:
                assert condition.asks
                assert condition.answer


@settings(max_examples=150)
@given(st.data())
def test_every_rule_is_explained(data: st.DataObject) -> None:
    """Every rule of every table stands in the explanation once: fired, rejected by a condition, or giving way."""
    model = data.draw(guidelines())
    program, findings = compile_guideline(model)
    assert program is not None, findings
    advice = evaluate(loaded(program), data.draw(patients(model)))
    _check_explanation(advice)
    assert str(advice.explain())


def test_every_rule_of_the_guideline_is_explained(guideline: Guideline) -> None:
    """The same for random patients of `tables/`, and the text names each decision and each rule."""
    assert guideline.program is not None
    sample = random.Random(4)
    inputs = guideline.program.guideline.inputs
    decisions = guideline.program.guideline.decisions
    for _ in range(25):
        facts = as_facts(
            {one.name: sample.choice(points(one, asked_of(one, decisions))) for one in sample.sample(inputs, 12)}
        )
        advice = guideline.evaluate(facts)
        _check_explanation(advice)
    text = str(advice.explain())
    assert all(decision.id in text for decision in guideline.decisions.values())
    assert all(rule.id in text for decision in guideline.decisions.values() for rule in decision.rules)


def test_why_and_why_not(tiny: Guideline) -> None:
    """A rejected rule names the condition that rejected it, what it asks and what is so, in the words of the workbook."""
    (reasons,) = tiny.evaluate(anemia="yes", age=7).explain("route").reasons
    by_id = {one.rule.id: one for one in reasons.rules}
    assert by_id["R1"].fired
    assert [(one.label, one.asks, one.answer) for one in by_id["R2"].rejected_by] == [("Age", "[18..75]", "7 years")]
    assert [(one.label, one.asks, one.answer) for one in by_id["R5"].rejected_by] == [("Anemia", "no, unknown", "yes")]


def test_a_rule_that_gives_way() -> None:
    """With F a rule that is met below the first is shown as met and not fired."""
    fact = category("a")
    made = table("t", "F", [fact], [output("t.x")], "a || x\n- || y")
    (reasons,) = evaluate(loaded(compiled([fact], [made])), {"a": "a"}).explain().reasons
    assert [(one.rule.id, one.fired, one.met) for one in reasons.rules] == [("t1", True, True), ("t2", False, True)]


def test_unknown_and_nothing_are_told_apart_in_words() -> None:
    """An unknown number, an unknown list and an empty one are explained as what they are."""
    one, other = number("n"), several("s")
    made = table("t", "U", [one, other], [output("t.x")], "- | - || x")
    module = loaded(compiled([one, other], [made]))
    answers = [
        [condition.answer for condition in evaluate(module, facts).explain().reasons[0].rules[0].conditions]
        for facts in ({}, {"n": 0, "s": []}, {"n": 2.5, "s": ["b", "a"]})
    ]
    assert answers == [["unknown", "unknown"], ["0 mg", "(none)"], ["2.5 mg", "a; b"]]


def test_large_numbers_are_explained_plainly() -> None:
    """A number is shown as it was given, not rounded to six figures."""
    fact = number("n", "0", "10000000")
    module = loaded(compiled([fact], [table("t", "U", [fact], [output("t.x")], "- || x")]))
    shown = evaluate(module, {"n": 1234567.5}).explain().reasons[0].rules[0].conditions[0].answer
    assert shown == "1234567.5 mg"


def _check_shape(document: Any) -> None:
    assert json.loads(json.dumps(document)) == document
    assert set(document) >= {"guideline", "results", "open_questions", "notices"}
    assert set(document["guideline"]) >= {"version", "sha256"}
    for result in document["results"].values():
        assert set(result) >= {"outputs", "rules", "statements", "basis"}
        assert result["basis"] in ("explicit", "interpretation", "not_covered", None)
        for rule in result["rules"]:
            assert set(rule) >= {"id", "cell", "statements", "basis"}
    for question in document["open_questions"]:
        assert set(question) >= {"name", "question"}
    assert all(isinstance(notice, str) for notice in document["notices"])


def test_everything_as_plain_data(guideline: Guideline, tiny: Guideline) -> None:
    """`to_dict` survives JSON unchanged and has the documented shape, gaps and unknown facts among it."""
    for advice in (
        guideline.evaluate(deficiency_confirmed="yes", pernicious_anemia="yes", age_years=70),
        guideline.evaluate(),
        tiny.evaluate(anemia="yes", plan=["stop"]),
        evaluate(_with_gap(), {"a": "c"}),
    ):
        _check_shape(advice.to_dict())
    document = guideline.evaluate(deficiency_confirmed="yes").to_dict()
    assert set(document["results"]) == set(guideline.decisions)
    assert document["guideline"]["sha256"] == guideline.compiled.SHA256


@settings(max_examples=60)
@given(st.data())
def test_plain_data_under_every_hit_policy(data: st.DataObject) -> None:
    """`to_dict` survives JSON whatever tables there are."""
    model = data.draw(guidelines(most_tables=2))
    program, findings = compile_guideline(model)
    assert program is not None, findings
    document = evaluate(loaded(program), data.draw(patients(model))).to_dict()
    assert json.loads(json.dumps(document)) == document


def test_plain_data_is_the_callers_own(tiny: Guideline) -> None:
    """Changing what `to_dict`, `facts` or an output gave changes nothing of the advice."""
    advice = tiny.evaluate(anemia="yes", age=50, plan=["stop"])
    before = json.dumps(advice.to_dict())
    document = advice.to_dict()
    document["results"]["alerts"]["outputs"]["alerts"].append("dance")
    document["results"]["route"]["outputs"]["route"] = "dance"
    advice.facts["plan"].append("dance")
    advice["alerts.severity"].append("dance")
    assert json.dumps(advice.to_dict()) == before


def test_advice_of_one_patient_does_not_reach_another(tiny: Guideline) -> None:
    """What is done to one patient's advice does not show in the next patient's."""
    advice = tiny.evaluate(plan=["stop"])
    advice["alerts.alerts"].clear()
    advice.checked_facts["plan"] = ()
    advice.decisions["alerts"].outputs["alerts"].clear()
    with pytest.raises(AttributeError):
        advice.decisions["route"].outputs.clear()
    again = tiny.evaluate(plan=["stop"])
    assert again["alerts.alerts"] == ["never_stop"]
    assert again["route.route"] == "oral"


def test_regimens_come_with_their_sentence(guideline: Guideline) -> None:
    """A regimen that some decision states is there as data, with its sentence."""
    advice = guideline.evaluate(
        deficiency_confirmed="yes", pernicious_anemia="yes", neuropathy="no", cognitive_impairment="no",
        gait_disturbance="no", other_neuro_symptoms="no", age_years=60, treatment_phase="not_started",
    )  # fmt: skip
    stated = {
        value for path in advice for value in (advice[path] if isinstance(advice[path], list) else [advice[path]])
    }
    assert set(advice.regimens) == stated & set(guideline.compiled.REGIMENS)
    assert advice.regimens
    assert all(one.sentence.endswith(".") for one in advice.regimens.values())


def test_every_stated_value_has_a_sentence(guideline: Guideline) -> None:
    """Every word that an output can state has a label and a sentence for the reader."""
    advice = guideline.evaluate()
    for key, decision in guideline.decisions.items():
        for one in decision.outputs:
            for code in guideline.compiled.VALUES.get(one.list, {}):
                assert advice.value(f"{key}.{one.name}", code).label
                assert advice.sentence(f"{key}.{one.name}", code)


def test_many_threads(guideline: Guideline) -> None:
    """One guideline used from several threads gives each patient what it gives alone, also one advice shared by all."""
    assert guideline.program is not None
    sample = random.Random(9)
    inputs = guideline.program.guideline.inputs
    decisions = guideline.program.guideline.decisions
    crowd = [
        as_facts({one.name: sample.choice(points(one, asked_of(one, decisions))) for one in sample.sample(inputs, 30)})
        for _ in range(24)
    ]
    alone = [guideline.evaluate(facts).to_dict() for facts in crowd]
    shared = guideline.evaluate(crowd[0])
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda facts: guideline.evaluate(facts).to_dict(), crowd))
        same = list(pool.map(lambda _: shared.to_dict(), range(8)))
    assert together == alone
    assert same == [alone[0]] * 8


def test_an_error_says_what_is_wrong(tmp_path: Path) -> None:
    """Workbooks that cannot be compiled raise GuidelineError with the findings, worded."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R1", "Anemia")] = "yess"
    with pytest.raises(b12dt.GuidelineError) as caught:
        guide.load(tmp_path)
    assert "DT204" in [one.code for one in caught.value.diagnostics]
    assert "yess" in str(caught.value)
    assert "C11" in str(caught.value)


def test_public_surface() -> None:
    """The documented example works with nothing but `import b12dt`."""
    advice = b12dt.evaluate(deficiency_confirmed="yes", pernicious_anemia="yes")
    assert advice["route.strength"] == "required"
    assert advice.decisions["route"].rules[0].id.startswith("B12.")
    assert all(question.question for question in advice.open_questions)
    assert str(advice.explain())
    assert {"Advice", "FactError", "Guideline", "GuidelineError", "evaluate", "load"} <= set(b12dt.__all__)
    with pytest.raises(AttributeError):
        b12dt.nothing  # noqa: B018


# --- as Python has it ------------------------------------------------------------------------------------------------


def test_name_that_is_no_output(tiny: Guideline) -> None:
    """A name that is no output is a KeyError that says which outputs there are."""
    advice = tiny.evaluate()
    with pytest.raises(KeyError, match=r"the outputs of 'route' are route\.route"):
        advice["route"]
    with pytest.raises(KeyError, match="there is no decision 'rout'"):
        advice["rout.route"]


def test_advice_shows_what_it_is(tiny: Guideline) -> None:
    """The advice in one line: which guideline, and the first results."""
    shown = repr(tiny.evaluate(anemia="yes", age=5))
    assert shown.startswith("<Advice of A tiny guideline 1.0: route.route='oral', ")
    assert shown.endswith("... 2 more>")


def test_advice_can_be_pickled() -> None:
    """Advice of the guideline that ships is kept whole; of workbooks that were compiled just now it says why not."""
    advice = b12dt.evaluate(pernicious_anemia="yes", age_years=70)
    assert pickle.loads(pickle.dumps(advice)).to_dict() == advice.to_dict()


def test_advice_of_a_loaded_guideline_is_not_pickled(tiny: Guideline) -> None:
    """What cannot be imported again cannot be pickled, and says so."""
    with pytest.raises(TypeError, match="keep its facts"):
        pickle.dumps(tiny.evaluate())


def test_outputs_are_read_only(tiny: Guideline) -> None:
    """Nothing that is done to the outputs of a decision changes the advice."""
    advice = tiny.evaluate(plan=["stop"])
    outputs = advice.decisions["alerts"].outputs
    assert outputs == {"alerts": ["never_stop"], "severity": ["stop"]}
    with pytest.raises(TypeError):
        outputs["alerts"] = []  # pyright: ignore[reportIndexIssue]
    outputs["alerts"].append("more")
    assert advice["alerts.alerts"] == ["never_stop"]


def test_facts_as_a_mapping() -> None:
    """The package's evaluate takes a mapping, keyword arguments, or both, as a guideline's does."""
    by_name = b12dt.evaluate(age_years=70, pernicious_anemia="yes").to_dict()
    assert b12dt.evaluate({"age_years": 70, "pernicious_anemia": "yes"}).to_dict() == by_name
    assert b12dt.evaluate({"age_years": 70}, pernicious_anemia="yes").to_dict() == by_name
