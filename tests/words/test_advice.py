"""Advice in words: nothing that was decided is left unsaid, and the examples say what they said before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt import compiled
from b12dt.cli.facts_file import read_facts
from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.telling import are_alternatives
from b12dt.words.advice import WIDTH, advice_text, open_text, reasons_text, said_of
from tests.support.golden import settle
from tests.support.workbooks import one_table, tiny_guideline

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
GOLDEN = Path(__file__).parent / "golden"


def plain(text: str) -> str:
    """Return a text without its line breaks, those after a hyphen among them."""
    return " ".join(text.split()).replace("- ", "-")


@st.composite
def patients(draw: st.DrawFn) -> Advice:
    """Draw a patient: each fact unknown, or one of the values that cells tell apart."""
    facts: dict[str, Any] = {}
    for name, one in compiled.INPUTS.items():
        if draw(st.booleans()):
            sample = draw(st.sampled_from(one.samples))
            facts[name] = list(sample) if isinstance(sample, tuple) else sample
    return evaluate(compiled, facts)


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.stem)
def test_examples_say_what_they_said(place: Path, accept: bool) -> None:
    """The whole advice of an example is the text that was agreed on."""
    golden = GOLDEN / f"{place.stem}.txt"
    kept = golden.read_text(encoding="utf-8") if golden.exists() else ""
    settle(golden, kept, advice_text(evaluate(compiled, read_facts(str(place)))) + "\n", accept=accept)


def test_no_golden_text_is_left_over() -> None:
    """Every agreed text has its example."""
    assert {place.stem for place in GOLDEN.glob("*.txt")} == {place.stem for place in EXAMPLES}


@settings(max_examples=60)
@given(patients())
def test_every_alert_is_told_first(advice: Advice) -> None:
    """Each alert that a decision gives stands under ALERTS with its severity, above all else."""
    parts = advice_text(advice).split("\n\n")
    alerts = [part for part in parts if part.startswith("ALERTS\n")]
    raised: dict[str, str] = {}
    for key, decision in compiled.DECISIONS.items():
        for output in decision.outputs if not decision.working_step else ():
            value = advice[f"{key}.{output.name}"]
            for code in value if isinstance(value, list) else [value]:
                known = compiled.VALUES.get(output.list, {}).get(str(code))
                if known is not None and known.severity:
                    raised[str(code)] = known.severity
    assert len(alerts) == bool(raised)
    if not alerts:
        return
    told = re.findall(r"^  ([A-Z]+) (\S+) ", alerts[0], re.MULTILINE)
    assert {code: severity.lower() for severity, code in told} == raised
    headings = [part for part in parts if re.match(r"[A-Z][A-Z ]+\n", part)]
    assert headings[0] == alerts[0]


@settings(max_examples=60)
@given(patients())
def test_every_decision_is_told_or_named(advice: Advice) -> None:
    """A decision that is no working step is told under its name, raises an alert, or is named among those without action."""
    text = advice_text(advice, reasons=False)
    quiet = plain(text.partition("No action stated for")[2].partition("\n\n")[0])
    for decision in compiled.DECISIONS.values():
        if decision.working_step:
            continue
        outputs = advice.decisions[decision.key].outputs
        gives_alerts_only = all(
            compiled.VALUES.get(output.list, {}).get(str(code)) is not None
            and (compiled.VALUES[output.list][str(code)].severity or output.list == "severity")
            for output in decision.outputs
            for code in (outputs[output.name] if isinstance(outputs[output.name], list) else [outputs[output.name]])
        )
        assert (
            re.search(rf"^  {re.escape(decision.name)}(\s|$)", text, re.MULTILINE)
            or decision.name in quiet
            or gives_alerts_only
        ), decision.key


@settings(max_examples=60)
@given(patients())
def test_every_sentence_is_told(advice: Advice) -> None:
    """The sentence of each result that calls for something stands in the text, word for word."""
    text = plain(advice_text(advice))
    for key, decided in advice.decisions.items():
        decision = compiled.DECISIONS[key]
        if decision.working_step:
            continue
        for output in decision.outputs:
            value = decided.outputs[output.name]
            for code in value if isinstance(value, list) else [value]:
                known = compiled.VALUES.get(output.list, {}).get(str(code))
                if known is not None and not known.quiet and output.list != "severity":
                    assert plain(known.sentence) in text, (key, code)


def test_what_must_not_wait_is_told_first() -> None:
    """Urgency and scope stand above the treatment, and below the alerts alone."""
    for facts, told in (({"neuropathy": "yes"}, "Never delay treatment"), ({"age_years": 12}, "Scope and age band")):
        advice = evaluate(compiled, {"deficiency_confirmed": "yes", "order_drug": "folic_acid", **facts})
        text = advice_text(advice)
        assert -1 < text.index("\nALERTS\n") < text.index("\nFIRST\n") < text.index(told) < text.index("\nTREATMENT\n")


@settings(max_examples=60)
@given(patients())
def test_advice_fits_a_terminal(advice: Advice) -> None:
    """No line is wider than a terminal, none ends in spaces, and the notice stands above all results."""
    text = advice_text(advice)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert plain(advice.compiled.ABOUT["Notice"]) in plain(text.split("\n\n")[1])


@settings(max_examples=60)
@given(patients())
def test_settled_is_said_when_it_is_so(advice: Advice) -> None:
    """Either the advice is settled, or questions are listed with what hangs on them, or it is said that several could."""
    text = open_text(advice)
    assert text.startswith("SETTLED") == advice.settled
    listed = re.findall(r"\((\d+) results? hangs? on it\)", plain(text))
    assert [int(number) for number in listed] == [len(one.changes) for one in advice.open_questions[:8]]
    left = len(advice.open_questions) - 8
    assert (f"... and {left} more question" in text) == (left > 0)


KNOWN = {name: one.samples[0] for name, one in compiled.INPUTS.items() if one.may_be_unknown} | {
    "current_route": "none"
}
"""A patient of whom everything is known; nothing is ordered or planned."""


def test_settled_says_what_is_assumed() -> None:
    """Settled advice names the sections whose defaults another answer could still change, and only while they stand."""
    settled = plain(open_text(evaluate(compiled, KNOWN)))
    assert settled.startswith(
        "SETTLED, unless there is something to answer under Order to check and Plan to check No answer"
    )
    assert settled.endswith("What is assumed there could.")
    order = {"order_drug": "folic_acid", "order_route": "oral", "order_initial": "skipped"}
    answered = KNOWN | order | {"plan": ["delay_treatment"], "neuro_still_improving": "yes"}
    assert plain(open_text(evaluate(compiled, answered))).startswith("SETTLED No answer")


def said(key: str, facts: dict[str, Any]) -> str:
    """Return the lines of one decision."""
    return " ".join(said_of(evaluate(compiled, facts), compiled.DECISIONS[key]).lines)


DIETARY = {
    "deficiency_confirmed": "yes",
    "dietary_cause": "yes",
    "renal_dysfunction": "no",
    "treatment_phase": "not_started",
}
DIETARY |= dict.fromkeys(("pernicious_anemia", "other_confirmed_malabsorption"), "no")
DIETARY |= dict.fromkeys(("neuropathy", "cognitive_impairment", "gait_disturbance", "other_neuro_symptoms"), "no")
DIETARY |= {"age_years": 40, "ileal_resection_cm": 0, "bariatric_procedure": "none"}


def test_alternatives_are_told_as_such() -> None:
    """Two regimens that one rule states are told as one or the other, and one alone without a word more."""
    both = [compiled.REGIMENS[name].sentence for name in ("hydroxo_im_3x_weekly_2_weeks", "cyano_oral_1000_2000_daily")]
    assert said("initial_regimen", DIETARY).startswith(f"{both[0]} Or: {both[1]} ")
    assert "Or:" not in said("initial_regimen", DIETARY | {"pernicious_anemia": "yes"})


@settings(max_examples=60)
@given(patients())
def test_of_several_regimens_each_but_the_first_is_an_alternative(advice: Advice) -> None:
    """Whatever a rule states, as many regimens as it names less one are told after the word that joins alternatives."""
    for key, decision in compiled.DECISIONS.items():
        for output in decision.outputs if not decision.working_step else ():
            codes = [one for one in several(advice[f"{key}.{output.name}"]) if one in compiled.REGIMENS]
            told = " ".join(said_of(advice, decision).lines)
            assert told.count("Or: ") == max(0, len(codes) - 1) or output.list != "regimen"


def several(value: Any) -> list[Any]:
    """Return a result as a list."""
    return value if isinstance(value, list) else [value]


def test_regimens_that_several_rules_add_are_no_alternatives(tmp_path: Path) -> None:
    """What a table collects from several rules stands line by line, none of it as another choice."""
    guide = tiny_guideline()
    collected = guide.load(tmp_path).compiled.DECISIONS["route"]
    output = collected.outputs[0]._replace(list="regimen", gathers="united")
    assert not are_alternatives(output)
    assert all(are_alternatives(output._replace(gathers=how)) for how in ("one", "all"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Not checked: Order to check, Plan to check. Nothing to compare is given there."),
        (
            {"order_drug": "folic_acid", "treatment_phase": "maintenance"},
            "compared. Not checked: Plan to check. Nothing to compare is given there.",
        ),
        ({"plan": ["delay_treatment"]}, "compared. Not checked: Order to check. Nothing to compare is given there."),
    ],
)
def test_what_was_not_checked_is_said(facts: dict[str, Any], told: str) -> None:
    """No alert is an answer only where there was something to compare; else what was not checked is named."""
    text = said("guards", DIETARY | facts)
    assert text.endswith(told)
    assert text.startswith("No alert was raised.") == bool(facts)


def test_an_order_and_a_plan_leave_nothing_unchecked() -> None:
    """Where both an order and a plan were compared, nothing is called unchecked."""
    facts = DIETARY | {"order_drug": "folic_acid", "treatment_phase": "maintenance", "plan": ["delay_treatment"]}
    text = said("guards", facts)
    assert text.startswith("No alert was raised.")
    assert "Not checked" not in text


def test_treatment_is_told_before_what_it_rests_on() -> None:
    """After the alerts come the results that state regimens, whatever their workbook is called."""
    text = advice_text(evaluate(compiled, DIETARY), reasons=False)
    assert text.index("\nTREATMENT\n") < text.index("\nASSESSMENT\n") < text.index("\nMONITORING\n")


def asking(number: int, folder: Path) -> Advice:
    """Return advice for a patient of whom nothing is known, so many questions being open."""
    names = [f"q{place}" for place in range(number)]
    rules = [
        " | ".join([f"R{place}", *("yes" if place == other else "-" for other in range(number))]) + " || x"
        for place in range(number)
    ]
    guide = one_table(
        "\n".join([f"Rule ID | {' | '.join(names)} || X", *rules, f"R99 | {' | '.join('-' for _ in names)} || y"]),
        policy="F",
        inputs="\n".join(f"{name} | {name} | category | | | yes_no" for name in names),
        values="yes_no | yes | yes\nyes_no | no | no\nxyz | x | x\nxyz | y | y",
    )
    return guide.load(folder).evaluate({})


@pytest.mark.parametrize(("number", "left"), [(8, None), (10, "... and 2 more questions.")])
def test_eight_questions_are_told(tmp_path: Path, number: int, left: str | None) -> None:
    """Eight open questions are told, the others counted."""
    text = open_text(asking(number, tmp_path))
    assert text.count("(1 result hangs on it)") == 8
    assert ("more question" in text) == (left is not None)
    assert (left or "") in text


def test_one_more_question_is_one(tmp_path: Path) -> None:
    """Nine open questions are eight and one."""
    assert "... and 1 more question." in open_text(asking(9, tmp_path))


def test_gravest_alert_stands_first() -> None:
    """A patient with a warning and a stop reads the stop first."""
    facts = {
        "order_drug": "cyanocobalamin",
        "renal_dysfunction": "yes",
        "pernicious_anemia": "no",
        "anti_if_result": "positive",
    }
    facts |= {
        "order_route": "im",
        "age_years": 60,
        "deficiency_confirmed": "no",
        "serum_b12": "low",
        "treatment_phase": "maintenance",
    }
    alerts = advice_text(evaluate(compiled, facts)).partition("ALERTS\n")[2].partition("\n\n")[0]
    told = re.findall(r"^  ([A-Z]+) [A-Z]\d+ ", alerts, re.MULTILINE)
    assert {"STOP", "WARN"} <= set(told), "the patient was meant to have both"
    order = [code.upper() for code in compiled.VALUES["severity"]]
    assert told == sorted(told, key=order.index)


def test_no_line_ends_within_a_word(tmp_path: Path) -> None:
    """A line does not end within a range of numbers or a word with a hyphen."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R5", "Anemia")] = "no"
    lines = advice_text(guide.load(tmp_path).evaluate(anemia="unknown")).splitlines()
    assert [line for line in lines if line.endswith("-")] == []


def test_gap_is_never_told_as_all_clear(tmp_path: Path) -> None:
    """Where no rule answers, the decision says so in its own place, and a notice says so above."""
    guide = tiny_guideline()
    guide["Route"][guide.at("Route", "R5", "Anemia")] = "no"
    text = advice_text(guide.load(tmp_path).evaluate(anemia="unknown"))
    assert "! Route: no rule of the guideline answers for this patient." in text
    assert "  Route                       No rule of the guideline answers here." in text
    assert "Give it" not in text


def test_reasons_name_rule_cell_and_statement(tmp_path: Path) -> None:
    """Below the advice stands each rule that fired, its cell, basis, statements and interpretations."""
    text = reasons_text(tiny_guideline().load(tmp_path).evaluate(anemia="yes"))
    assert "R4 · guideline.xlsx › Route › B14 · interpretation" in text
    assert "S2 The second statement." in text
    assert "A1 Unknown age is read as adult." in text
    assert "R1" not in text


def two_alerts(folder: Path) -> str:
    """Return advice of the tiny guideline in which two alerts are raised, the less grave one first in the plan."""
    return advice_text(tiny_guideline().load(folder).evaluate(anemia="yes", age=50, plan=["delay", "stop"]))


def test_graver_alert_comes_first(tmp_path: Path) -> None:
    """Alerts stand in the order of the list of severities."""
    text = two_alerts(tmp_path)
    assert text.index("STOP never_stop") < text.index("WARN no_delay")


def test_alert_is_told_once(tmp_path: Path) -> None:
    """An alert that two decisions give is told once."""
    text = two_alerts(tmp_path)
    assert re.findall(r"^  (STOP|WARN) (\S+)", text, re.MULTILINE) == [("STOP", "never_stop"), ("WARN", "no_delay")]
