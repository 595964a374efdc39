"""The interview asks only what still matters, understands what it is told or asks again, and decides as a file would."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from b12dt import compiled
from b12dt.cli.facts_file import read_facts
from b12dt.cli.interview import WIDTH, advise, interview
from b12dt.runtime.advice import evaluate
from b12dt.runtime.structure import Input
from b12dt.words.advice import advice_text

QUESTIONS = {textwrap.fill(one.question, WIDTH): one for one in compiled.INPUTS.values()}
Answers = Callable[[Input], str]


class Talk:
    """A conversation: what was asked, of whom nobody but the answers knows anything."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.told: list[str] = []
        self.asked: list[str] = []
        self.facts: dict[str, Any] = {}

    def tell(self, text: str) -> None:
        """Hear what the program says; a question is known by its text."""
        self.told.append(text)
        if text in QUESTIONS:
            self.asked.append(QUESTIONS[text].name)

    def ask(self, _prompt: str) -> str:
        """Answer the question that was put last."""
        return self.answers(compiled.INPUTS[self.asked[-1]]) + "\n"

    def hold(self) -> Talk:
        """Have the whole conversation."""
        self.facts = interview(compiled, self.ask, self.tell)
        return self


def codes(one: Input, *, known: bool) -> list[str]:
    """Return the values that may be answered."""
    return [code for code in one.values if not (known and code == "unknown")]


def answer_of(one: Input, data: st.DataObject, *, known: bool) -> str:
    """Draw an answer as somebody would type it: a number of the list, a code or a label; Enter where all is allowed."""
    if not known and data.draw(st.integers(0, 3)) == 0:
        return ""
    if one.kind == "number":
        return f"{data.draw(st.sampled_from(one.samples)):.12g}"
    labels = compiled.VALUES.get(one.list, {})

    def typed(code: str) -> str:
        ways = [code, str(one.values.index(code) + 1), labels[code].label.upper() if code in labels else code]
        return data.draw(st.sampled_from(ways))

    if one.kind == "several of":
        chosen = data.draw(st.lists(st.sampled_from(codes(one, known=known)), unique=True, max_size=3))
        return " ; ".join(typed(code) for code in chosen) or "none"
    return typed(data.draw(st.sampled_from(codes(one, known=known))))


def outputs(facts: dict[str, Any]) -> dict[str, Any]:
    """Return every output by its path."""
    advice = evaluate(compiled, facts)
    return {path: advice[path] for path in advice}


def test_questions_can_be_told_apart() -> None:
    """No two facts are asked for in the same words."""
    assert len(QUESTIONS) == len(compiled.INPUTS)


@settings(max_examples=25)
@given(st.data())
def test_no_fact_is_asked_twice_and_none_in_vain(data: st.DataObject) -> None:
    """Every fact is asked for once at most, and at that moment some answer to it would change some output."""
    known_so_far: dict[str, Any] = {}

    def answers(one: Input) -> str:
        before = outputs(known_so_far)
        values = [list(sample) if isinstance(sample, tuple) else sample for sample in one.samples]
        assert any(outputs({**known_so_far, one.name: value}) != before for value in values), one.name
        typed = answer_of(one, data, known=False)
        known_so_far[one.name] = interview_understands(one, typed)
        return typed

    talk = Talk(answers).hold()
    assert len(talk.asked) == len(set(talk.asked))
    assert list(talk.facts) == talk.asked
    assert outputs(talk.facts) == outputs(known_so_far)


def interview_understands(one: Input, typed: str) -> Any:
    """Return the fact that an answer of `answer_of` means, worked out by itself."""
    if typed == "":
        return list(one.default) if isinstance(one.default, tuple) else one.default
    if one.kind == "number":
        return float(typed)
    labels = compiled.VALUES.get(one.list, {})
    meaning = {way: code for number, code in enumerate(one.values, 1) for way in (code, str(number))}
    meaning |= {
        labels[code].label.upper(): code
        for code in one.values
        if code in labels and labels[code].label.upper() not in meaning
    }
    if one.kind == "several of":
        return [] if typed == "none" else [meaning[part.strip()] for part in typed.split(";")]
    return meaning[typed]


@settings(max_examples=25)
@given(st.data())
def test_interview_ends_with_settled_advice(data: st.DataObject) -> None:
    """When every question was answered with a known value, nothing is left that could change the advice."""
    talk = Talk(lambda one: answer_of(one, data, known=True)).hold()
    advice = evaluate(compiled, talk.facts)
    assert advice.settled
    assert advice.open_questions == ()


@settings(max_examples=25)
@given(data=st.data())
def test_facts_of_the_interview_say_the_same_from_a_file(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The facts that the interview returns give, read back from JSON, the same advice to the letter."""
    talk = Talk(lambda one: answer_of(one, data, known=False))
    facts, advice = advise(compiled, talk.ask, talk.tell)
    place = tmp_path_factory.getbasetemp() / "interview.json"
    plain = {
        name: float(value) if compiled.INPUTS[name].kind == "number" and value not in (None, "unknown") else value
        for name, value in facts.items()
    }
    place.write_text(json.dumps(plain), encoding="utf-8")
    assert advice_text(evaluate(compiled, read_facts(str(place)))) == advice_text(advice)


def test_answered_unknown_is_not_asked_again() -> None:
    """Whoever knows nothing is asked each question once, and gets the advice of a patient of whom nothing is known."""
    talk = Talk(lambda _: "").hold()
    assert len(talk.asked) == len(set(talk.asked)) > 5
    assert outputs(talk.facts) == outputs({})


def test_full_stop_ends_at_once() -> None:
    """A full stop at the third question returns the two facts that were given."""
    typed = iter(["70", "yes", "."])
    talk = Talk(lambda _: next(typed)).hold()
    assert list(talk.facts) == talk.asked[:2]
    assert talk.facts["deficiency_confirmed"] == "yes"


@given(st.integers(0, 30))
@settings(max_examples=15)
def test_end_of_input_at_any_point(after: int) -> None:
    """Input that ends returns what was answered until then."""
    left = iter(range(after))

    def answers(one: Input) -> str:
        if next(left, None) is None:
            raise EOFError
        return "1" if one.kind != "number" else ""

    talk = Talk(answers).hold()
    assert len(talk.facts) == min(after, len(talk.asked))


def test_question_mark_explains_and_asks_again() -> None:
    """A question mark tells what the dictionary says of the question; the question stays the same."""
    typed = iter(["?", "", "?", "yes", "."])
    talk = Talk(lambda _: next(typed)).hold()
    meaning = textwrap.fill(compiled.INPUTS["deficiency_confirmed"].meaning, WIDTH)
    assert meaning in talk.told
    assert list(talk.facts)[:2] == talk.asked[:2]
    assert len(talk.facts) == 2


JUNK = (
    *(
        "yess",
        "0",
        "99",
        "-1",
        "1.",
        "1 2",
        "²",
        "٣٣",
        "?!",
        "..",
        "None",
        "null",
        "{}",
        "[]",
        "' OR 1=1",
        "\x00",
        "\x1b[31m",
    ),
    *(
        "NaN",
        "sNaN",
        "-inf",
        "1e999",
        "1e9999999999",
        "--1",
        "5 parsecs",
        "2,8",
        "1/2",
        "unknown unknown",
        "unknown;yes",
        "𝟙",
        "é" * 300,
    ),
)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=12) | st.sampled_from(JUNK), max_size=40), st.data())
@example([*JUNK], None)
def test_junk_is_never_a_crash(junk: list[str], data: st.DataObject | None) -> None:
    """Whatever is typed, the interview goes on; what it takes as a fact is a fact that a file could give."""
    left = iter(junk)
    mood = {"junk": True}

    def answers(one: Input) -> str:
        # Every other answer is sensible, so that junk reaches all questions.
        mood["junk"] = not mood["junk"]
        return next(left, "") if mood["junk"] else ("" if data is None else answer_of(one, data, known=False))

    talk = Talk(answers).hold()
    evaluate(compiled, talk.facts)
    assert len(talk.asked) == len(set(talk.asked))


@pytest.mark.parametrize("typed", ["121", "-1", "seventy", "70 months", "70,5", "1e3", "NaN", "sNaN", "inf"])
def test_number_that_is_none_is_asked_again(typed: str) -> None:
    """A number out of range, in words, in another unit or with a comma is told in a sentence and asked again."""
    given_answers = iter([typed, "70", "."])
    talk = Talk(lambda _: next(given_answers)).hold()
    assert float(talk.facts["age_years"]) == 70
    assert talk.told[-4:] != []
    assert any(words in "\n".join(talk.told) for words in ("Allowed:", "I expected a number", "with a point"))


@pytest.mark.parametrize("typed", ["70", "70.0", "70 years", "70 a"])
def test_number_is_understood(typed: str) -> None:
    """A number may have its decimals and its unit."""
    given_answers = iter([typed, "."])
    talk = Talk(lambda _: next(given_answers)).hold()
    assert evaluate(compiled, talk.facts).facts["age_years"] == 70


@pytest.mark.parametrize("typed", ["2", "no", "NO", "  no  "])
def test_choice_is_understood(typed: str) -> None:
    """A choice may be its number or its word, whatever the case."""
    given_answers = iter(["70", typed, "."])
    assert Talk(lambda _: next(given_answers)).hold().facts["deficiency_confirmed"] == "no"


def test_near_word_is_offered_and_not_taken() -> None:
    """A word one slip away is offered; it is not taken."""
    given_answers = iter(["70", "yess", "no", "."])
    talk = Talk(lambda _: next(given_answers)).hold()
    assert any("Did you mean yes? Nothing was assumed." in text for text in talk.told)
    assert talk.facts["deficiency_confirmed"] == "no"


def test_nothing_between_semicolons_is_asked_again() -> None:
    """A slip of the finger is not the answer that nothing is planned."""
    typed = iter([" ; ", "."])
    talk = Talk(lambda one: next(typed) if one.name == "plan" else "").hold()
    assert talk.asked[-1] == "plan"
    assert "plan" not in talk.facts


@pytest.mark.parametrize("typed", ["7_0", "7e1", "+70", "٧٠", "070"])
def test_number_must_be_written_plainly(typed: str) -> None:
    """A number in the interview is written as in a cell."""
    given_answers = iter([typed, "."])
    assert Talk(lambda _: next(given_answers)).hold().facts == {}


def test_words_of_python_are_not_passed_on() -> None:
    """Why an answer is not understood is told in words of the project."""
    given_answers = iter(["70", "1" * 5000, "."])
    talk = Talk(lambda _: next(given_answers)).hold()
    assert not [text for text in talk.told if "integer string" in text]


# --- through the command ---------------------------------------------------------------------------------------------


def lines(*typed: str) -> Iterator[str]:
    """Yield lines as standard input does, and then its end."""
    yield from (f"{line}\n" for line in typed)
    while True:
        yield ""


def test_saved_answers_give_the_same_advice(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--save writes a file of facts that gives the advice of the interview."""
    typed = lines("70", "yes", "", "yes", "2.5", ".")
    monkeypatch.setattr("sys.stdin", type("Typed", (), {"readline": lambda _: next(typed)})())
    spoken = run("evaluate", "--save", tmp_path / "saved.json", "--json")
    read = run("evaluate", tmp_path / "saved.json", "--json")
    assert spoken.code == read.code == 0
    assert spoken.document == read.document


@pytest.mark.parametrize("name", ["nowhere/saved.json", "."])
def test_unwritable_place_for_the_answers(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A place where answers cannot be saved is refused before the first question is asked."""
    typed = lines("70", ".")
    monkeypatch.setattr("sys.stdin", type("Typed", (), {"readline": lambda _: next(typed)})())
    ran = run("evaluate", "--save", tmp_path / name)
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert ran.out == ""


def test_answers_are_not_lost(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where saving fails after all, the advice is given and the answers are printed."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    typed = lines("70", ".")
    monkeypatch.setattr("sys.stdin", type("Typed", (), {"readline": lambda _: next(typed)})())
    monkeypatch.setattr("os.fsync", full)
    ran = run("evaluate", "--save", tmp_path / "saved.json")
    assert ran.code == 2
    assert "SETTLED" in ran.out or "STILL OPEN" in ran.out
    assert '"age_years": 70' in ran.err
