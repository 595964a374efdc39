"""Open questions are exact for one answer alone; `settled` promises for all answers together."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import UNKNOWN, Kind
from b12dt.program import compile_guideline
from b12dt.runtime.advice import evaluate
from b12dt.runtime.questions import facts_that_matter, questions_among, unknown_facts
from tests.support.interpreter import interpret
from tests.support.models import (
    Policies,
    as_facts,
    as_values,
    asked_of,
    category,
    compiled,
    guidelines,
    number,
    output,
    patients,
    points,
    several,
    table,
)

MOST = 3000
SMALL = guidelines(Policies(), most_tables=3)


def _module(model: Any) -> Any:
    program, findings = compile_guideline(model)
    assert program is not None, findings
    return loaded(program)


def _outputs(model: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return all outputs by the second evaluator; of what is collected in no order, only what there is."""
    loose = {one.key for one in model.decisions if getattr(one, "hit_policy", "") not in ("R", "O")}
    outputs = interpret(model, as_values(facts, model))[1]
    return {
        path: frozenset(value) if isinstance(value, tuple) and path.partition(".")[0] in loose else value
        for path, value in outputs.items()
    }


def _values(model: Any, name: str) -> list[Any]:
    fact = next(one for one in model.inputs if one.name == name)
    return list(
        as_facts(
            {
                str(place): value
                for place, value in enumerate(points(fact, asked_of(fact, model.decisions), known_only=True))
            }
        ).values()
    )


def _half_unknown(data: st.DataObject, model: Any) -> dict[str, Any]:
    """Return a patient of whom about half of what may be unknown is unknown."""
    facts = data.draw(patients(model))
    return {
        one.name: UNKNOWN if one.may_be_unknown and data.draw(st.booleans()) else facts[one.name]
        for one in model.inputs
    }


@settings(max_examples=200)
@given(st.data())
def test_a_question_is_open_iff_some_answer_changes_something(data: st.DataObject) -> None:
    """An unknown fact is listed if and only if some value of its whole range, given alone, changes some output: those named."""
    model = data.draw(SMALL)
    facts = _half_unknown(data, model)
    advice = evaluate(_module(model), facts)
    before = _outputs(model, facts)
    wanted: dict[str, set[str]] = {}
    for name in unknown_facts(advice):
        for value in _values(model, name):
            after = _outputs(model, facts | {name: value})
            changed = {path for path in before if before[path] != after[path]}
            if changed:
                wanted[name] = wanted.get(name, set()) | changed
    assert {one.name: set(one.changes) for one in advice.open_questions} == wanted


@settings(max_examples=100)
@given(st.data())
def test_the_most_decisive_question_comes_first(data: st.DataObject) -> None:
    """Questions are ordered by the number of outputs that they change."""
    model = data.draw(SMALL)
    counts = [len(one.changes) for one in evaluate(_module(model), _half_unknown(data, model)).open_questions]
    assert counts == sorted(counts, reverse=True)


def _completions(model: Any, facts: Mapping[str, Any], names: tuple[str, ...], sample: random.Random) -> Any:
    """Return every way to answer the unknown facts, some of them perhaps not; a sample where there are too many."""
    answers = [[*_values(model, name), facts[name]] for name in names]
    total = 1
    for one in answers:
        total *= len(one)
    if total <= MOST:
        return product(*answers)
    return ([sample.choice(one) for one in answers] for _ in range(MOST))


def _check_settled(model: Any, data: st.DataObject) -> None:
    facts = _half_unknown(data, model)
    advice = evaluate(_module(model), facts)
    names = unknown_facts(advice)
    if not names:
        assert advice.settled
        return
    before = _outputs(model, facts)
    matter = facts_that_matter(advice, names)
    others = tuple(name for name in names if name not in matter)
    sample = random.Random(5)
    if advice.settled:
        for answers in _completions(model, facts, names, sample):
            assert _outputs(model, facts | dict(zip(names, answers, strict=True))) == before, answers
        return
    # What does not matter changes nothing, however the facts that do matter are answered.
    for _ in range(3):
        fixed = facts | {name: sample.choice(_values(model, name)) for name in matter}
        there = _outputs(model, fixed)
        for answers in list(_completions(model, fixed, others, sample))[:300]:
            assert _outputs(model, fixed | dict(zip(others, answers, strict=True))) == there, (matter, answers)


@settings(max_examples=250)
@given(st.data())
def test_settled_is_a_promise(data: st.DataObject) -> None:
    """If the advice is settled, no combination of answers changes any output; and what is said not to matter does not."""
    _check_settled(data.draw(SMALL), data)


@settings(max_examples=150)
@given(st.data())
def test_settled_is_a_promise_with_lists(data: st.DataObject) -> None:
    """The same where tables ask for what others collected."""
    from b12dt.model import HitPolicy

    lists = (HitPolicy.COLLECT, HitPolicy.RULE_ORDER)
    _check_settled(data.draw(guidelines(Policies(inner=lists, last=(HitPolicy.FIRST, *lists)), most_tables=3)), data)


@settings(max_examples=100)
@given(st.data())
def test_settled_leaves_no_open_question(data: st.DataObject) -> None:
    """What is settled has no open question, and every open question is among the facts that matter."""
    model = data.draw(SMALL)
    advice = evaluate(_module(model), _half_unknown(data, model))
    names = {one.name for one in advice.open_questions}
    assert not (advice.settled and names)
    assert names <= set(facts_that_matter(advice, unknown_facts(advice)))


def test_two_answers_that_only_matter_together() -> None:
    """Where no answer alone changes anything and two together do, no question is open and nothing is settled."""
    one, other = category("a"), category("b")
    made = table("t", "F", [one, other], [output("t.o")], "a | a || x\n- | - || y")
    advice = evaluate(loaded(compiled([one, other], [made])), {})
    assert advice.open_questions == ()
    assert not advice.settled
    assert facts_that_matter(advice, ("a", "b")) == ("a", "b")


def test_another_order_of_the_same_results_is_a_change_to_both() -> None:
    """Whether the order of collected results counts as a change, questions and `settled` agree on it."""
    one = category("a")
    made = table("t", "R", [one], [output("t.o", kind=Kind.SEVERAL)], "a || y\n- || x\n- || y")
    advice = evaluate(loaded(compiled([one], [made])), {})
    assert advice.settled == (not advice.open_questions)


def test_a_gap_is_a_change() -> None:
    """An answer that leads to a gap is an open question, and an answer that leads out of one, too."""
    one = category("a")
    made = table("t", "U", [one], [output("t.o")], "a, unknown || x")
    advice = evaluate(loaded(compiled([one], [made])), {})
    assert [(question.name, question.changes) for question in advice.open_questions] == [("a", ("t.o",))]
    assert not advice.settled


def test_thresholds_count() -> None:
    """A number matters as soon as one stretch of its range changes something, a single point among them."""
    one = number("n")
    made = table("t", "F", [one], [output("t.o")], "50.5 || x\n- || y")
    advice = evaluate(loaded(compiled([one], [made])), {})
    assert [question.name for question in advice.open_questions] == ["n"]


def test_unknown_lists_count() -> None:
    """A list that nobody knows is a question like any other."""
    one = several("s")
    made = table("t", "F", [one], [output("t.o")], "a || x\n- || y")
    module = loaded(compiled([one], [made]))
    assert [question.name for question in evaluate(module, {}).open_questions] == ["s"]
    assert evaluate(module, {"s": []}).settled


def test_unknown_in_a_collected_list_matters() -> None:
    """Facts behind a list that may hold `unknown` matter where a table asks for `unknown` in it."""
    one, collected = category("a"), output("t.o", ["x", "unknown", "y"], Kind.SEVERAL)
    first = table("t", "C", [one], [collected], "a || unknown\nb || x")
    second = table("u", "F", [collected], [output("u.o")], "unknown || x\n- || y")
    model_inputs = [one]
    module = loaded(compiled(model_inputs, [first, second]))
    assert [evaluate(module, {"a": answer})["u.o"] for answer in ("a", "b", "c")] == ["x", "y", "y"]
    advice = evaluate(module, {})
    assert [set(question.changes) for question in advice.open_questions] == [{"t.o", "u.o"}]
    assert not advice.settled


def test_questions_among_known_facts() -> None:
    """Asked about a known fact, the question is whether another value would change something."""
    one, other = category("a"), category("b")
    made = table("t", "F", [one, other], [output("t.o")], "a | - || x\n- | a || y\n- | - || z")
    advice = evaluate(loaded(compiled([one, other], [made])), {"a": "a", "b": "b"})
    assert [question.name for question in questions_among(advice, ("a", "b"))] == ["a"]


def test_open_questions_of_the_guideline(guideline: Guideline) -> None:
    """In `tables/`, for random patients, each listed question has an answer that changes the outputs it names, no other has."""
    assert guideline.program is not None
    model = guideline.program.guideline
    sample = random.Random(8)
    for _ in range(6):
        facts = _some_facts(model, sample, 25)
        advice = guideline.evaluate(facts)
        complete = advice.facts
        before = _outputs(model, complete)
        named = {one.name: set(one.changes) for one in advice.open_questions}
        for name in unknown_facts(advice):
            after = [_outputs(model, complete | {name: value}) for value in _values(model, name)]
            changed = {path for one in after for path in before if one[path] != before[path]}
            assert changed == named.get(name, set()), name


def test_settled_patients_of_the_guideline_stay_so(guideline: Guideline) -> None:
    """In `tables/`, completing a settled patient at random changes no output."""
    assert guideline.program is not None
    model = guideline.program.guideline
    sample = random.Random(13)
    settled = 0
    for _ in range(60):
        facts = _some_facts(model, sample, sample.randint(len(model.inputs) - 6, len(model.inputs)))
        advice = guideline.evaluate(facts)
        names = unknown_facts(advice)
        if not names:
            assert advice.settled
        if not advice.settled:
            continue
        settled += 1
        before = {path: advice[path] for path in advice}
        for _ in range(20):
            answers = {name: sample.choice(_values(model, name)) for name in names}
            after = guideline.evaluate(facts | answers)
            assert {path: after[path] for path in after} == before
    assert settled > 5


def test_facts_that_do_not_matter_in_the_guideline(guideline: Guideline) -> None:
    """In `tables/`, answering facts that are said not to matter changes nothing, whatever the others are."""
    assert guideline.program is not None
    model = guideline.program.guideline
    sample = random.Random(17)
    tried = 0
    for _ in range(60):
        facts = _some_facts(model, sample, 20)
        advice = guideline.evaluate(facts)
        names = unknown_facts(advice)
        matter = facts_that_matter(advice, names)
        others = [name for name in names if name not in matter]
        if not others:
            continue
        for _ in range(10):
            fixed = facts | {name: sample.choice(_values(model, name)) for name in matter}
            one = guideline.evaluate(fixed)
            other = guideline.evaluate(fixed | {name: sample.choice(_values(model, name)) for name in others})
            assert {path: one[path] for path in one} == {path: other[path] for path in other}, (others, fixed)
            tried += 1
    assert tried > 0


def _some_facts(model: Any, sample: random.Random, count: int) -> dict[str, Any]:
    chosen = sample.sample([one.name for one in model.inputs], count)
    return {name: sample.choice(_values(model, name)) for name in chosen}
