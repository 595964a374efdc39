"""Facts about a patient: used as they are, or refused with words that help. Nothing is guessed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import b12dt
from b12dt import FactError
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Kind
from b12dt.runtime.advice import evaluate
from b12dt.runtime.facts import complete
from tests.support.models import category, compiled, number, output, several, table

NUMBER = "platelets_10e9_l"


class Answer(StrEnum):
    """Answers as a program may keep them."""

    YES = "yes"


class Years(IntEnum):
    """An age as a program may keep it."""

    SEVENTY = 70


class Evil:
    """An object whose comparison and text fail."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


class Vague:
    """An object that, like an array, does not say whether it is equal."""

    def __eq__(self, other: object) -> Any:
        return self

    def __bool__(self) -> bool:
        raise ValueError

    __hash__ = None  # type: ignore[assignment]


def _nested(depth: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


def _looped() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


WRONG: dict[str, tuple[str, Callable[[], Any]]] = {
    "a misspelt value": ("pernicious_anemia", lambda: "yess"),
    "a value in capitals": ("pernicious_anemia", lambda: "YES"),
    "a boolean for a category": ("pernicious_anemia", lambda: True),
    "a number for a category": ("pernicious_anemia", lambda: 1),
    "a list for a category": ("pernicious_anemia", lambda: ["yes"]),
    "a set for a category": ("pernicious_anemia", lambda: {"yes"}),
    "a mapping for a category": ("pernicious_anemia", lambda: {"value": "yes"}),
    "a quantity for a category": ("pernicious_anemia", lambda: {"value": "yes", "unit": ""}),
    "empty text": ("pernicious_anemia", lambda: ""),
    "bytes": ("pernicious_anemia", lambda: b"yes"),
    "a function": ("pernicious_anemia", lambda: print),
    "an object that cannot be compared": ("pernicious_anemia", Evil),
    "an object that does not say whether it is equal": ("pernicious_anemia", Vague),
    "too high": (NUMBER, lambda: 50000),
    "too low": (NUMBER, lambda: -0.1),
    "text for a number": (NUMBER, lambda: "50"),
    "a boolean for a number": (NUMBER, lambda: True),
    "no number": (NUMBER, lambda: nan),
    "infinite": (NUMBER, lambda: inf),
    "infinite the other way": (NUMBER, lambda: -inf),
    "a decimal that is no number": (NUMBER, lambda: Decimal("NaN")),
    "a decimal that signals": (NUMBER, lambda: Decimal("sNaN")),
    "an infinite decimal": (NUMBER, lambda: Decimal("Infinity")),
    "a huge decimal": (NUMBER, lambda: Decimal("1e400")),
    "a whole number beyond floats": (NUMBER, lambda: 10**400),
    "a whole number beyond text": (NUMBER, lambda: 10**5000),
    "a complex number": (NUMBER, lambda: 1j),
    "a list for a number": (NUMBER, lambda: [50]),
    "another unit": (NUMBER, lambda: {"value": 50, "unit": "10^3/uL"}),
    "no unit": (NUMBER, lambda: {"value": 50}),
    "an empty unit": (NUMBER, lambda: {"value": 50, "unit": ""}),
    "a unit that is a list": (NUMBER, lambda: {"value": 50, "unit": ["10^9/L"]}),
    "a unit that cannot be compared": (NUMBER, lambda: {"value": 50, "unit": Evil()}),
    "something beside value and unit": (NUMBER, lambda: {"value": 50, "unit": "10^9/L", "code": "x"}),
    "a quantity in a quantity": (NUMBER, lambda: {"value": {"value": 50, "unit": "10^9/L"}, "unit": "10^9/L"}),
    "text in a quantity": (NUMBER, lambda: {"value": "50", "unit": "10^9/L"}),
    "a boolean in a quantity": (NUMBER, lambda: {"value": True, "unit": "10^9/L"}),
    "out of range in a quantity": (NUMBER, lambda: {"value": 50000, "unit": "10^9/L"}),
    "text for a list": ("plan", lambda: "delay_treatment"),
    "a mapping for a list": ("plan", lambda: {"delay_treatment": True}),
    "a list with a stranger": ("plan", lambda: ["delay_treatment", "dance"]),
    "a list with a number": ("plan", lambda: [1]),
    "a list with None": ("plan", lambda: [None]),
    "a list of lists": ("plan", lambda: [["delay_treatment"]]),
    "a list of mappings": ("plan", lambda: [{}]),
    "a list with unknown": ("plan", lambda: ["unknown"]),
    "a list that holds itself": ("plan", _looped),
    "a list nested deeply": ("plan", lambda: _nested(100_000)),
    "a list of what cannot be compared": ("plan", lambda: [Evil()]),
    "unknown where it has to be known": ("order_drug", lambda: "unknown"),
    "None where it has to be known": ("order_drug", lambda: None),
    "an unknown list where it has to be known": ("plan", lambda: None),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_fact(what: str) -> None:
    """A wrong fact is refused by name, with what is allowed, and never with another exception."""
    name, make = WRONG[what]
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(**{name: make()})  # type: ignore[misc]
    (problem,) = caught.value.problems
    assert problem.name == name
    assert problem.allowed
    assert name in str(caught.value)
    assert problem.allowed in str(caught.value)


def test_misspelt_value_is_offered_not_taken() -> None:
    """A value one slip away is offered."""
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(pernicious_anemia="yess")  # type: ignore[typeddict-item]
    assert caught.value.problems[0].closest == "yes"


@pytest.mark.parametrize(
    ("given_name", "near"), [("platelets_10e9", None), ("ageyears", "age_years"), ("", None), ("Age", None)]
)
def test_unknown_name(given_name: str, near: str | None) -> None:
    """A fact that the dictionary does not know is an error that offers a name one slip away."""
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(**{given_name: "yes"})  # type: ignore[misc]
    assert [(one.name, one.closest) for one in caught.value.problems] == [(given_name, near)]


@pytest.mark.parametrize("value", [10**5000, _nested(100_000), Evil()], ids=["huge", "nested", "evil"])
def test_unknown_name_with_junk(value: Any) -> None:
    """A fact of an unknown name is refused for its name, whatever is in it."""
    with pytest.raises(FactError):
        b12dt.evaluate(nonsense=value)  # type: ignore[typeddict-item]


def test_names_that_are_no_text(guideline: Guideline) -> None:
    """A name that is not even text is refused like any other unknown name."""
    with pytest.raises(FactError) as caught:
        complete(guideline.inputs, {1: "yes", None: "no", ("age_years",): 5})  # type: ignore[dict-item]
    assert len(caught.value.problems) == 3


def test_all_problems_at_once() -> None:
    """Every wrong fact is named, in the order given."""
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(age_years=500, nonsense=1, pernicious_anemia="perhaps", mma="raised")  # type: ignore[typeddict-item]
    assert [one.name for one in caught.value.problems] == ["age_years", "nonsense", "pernicious_anemia"]


def test_nothing_is_decided_on_wrong_facts(guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a wrong fact among good ones no rule is looked at."""

    def decide(_facts: object) -> None:
        pytest.fail("decided on facts that cannot be used")

    monkeypatch.setattr(guideline.compiled, "decide", decide)
    with pytest.raises(FactError):
        guideline.evaluate(pernicious_anemia="yes", age_years="old")


def test_the_range_is_told_with_its_unit() -> None:
    """A number out of range is answered with the range and the unit."""
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(platelets_10e9_l=50000)
    assert "10" in caught.value.problems[0].allowed
    assert "/L" in caught.value.problems[0].allowed
    assert caught.value.problems[0].read == "50000"


def test_what_is_allowed_is_said_once() -> None:
    """What is allowed names each word once, `unknown` among them."""
    with pytest.raises(FactError) as caught:
        b12dt.evaluate(pernicious_anemia="perhaps")  # type: ignore[typeddict-item]
    assert caught.value.problems[0].allowed.count("unknown") == 1


@pytest.mark.parametrize("unit", ["unit", "ucum"])
def test_a_number_with_its_unit(unit: str, guideline: Guideline) -> None:
    """A number may come with the dictionary's unit, in words or as UCUM code."""
    written = getattr(guideline.inputs[NUMBER], unit)
    assert guideline.evaluate({NUMBER: {"value": 30, "unit": written}}).facts[NUMBER] == 30


@pytest.mark.parametrize("name", [NUMBER, "age_years", "pernicious_anemia"])
def test_none_is_unknown(name: str) -> None:
    """None, the word and leaving it out are the same for a fact that may be unknown."""
    for facts in ({}, {name: None}, {name: "unknown"}):
        assert b12dt.evaluate(**facts).facts[name] == "unknown"  # type: ignore[misc]


@pytest.mark.parametrize("value", [70, 70.0, Decimal(70), Decimal("7E1"), Decimal("70.000"), Years.SEVENTY])
def test_numbers_of_every_kind(value: Any) -> None:
    """Whole numbers, floats and decimals are the same number."""
    assert b12dt.evaluate(age_years=value).facts["age_years"] == 70


@pytest.mark.parametrize("name", ["pernicious_anemia", "plan"])
def test_words_of_a_program(name: str, guideline: Guideline) -> None:
    """A word that is a member of a StrEnum is that word, alone or in a list."""
    if name == "plan":
        value: Any = [StrEnum("Plan", {"DELAY": "delay_treatment"}).DELAY]
        assert guideline.evaluate(plan=value).facts["plan"] == ["delay_treatment"]
    else:
        assert guideline.evaluate(pernicious_anemia=Answer.YES).facts[name] == "yes"


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset])
def test_several_values(kind: Any) -> None:
    """Several values come in any collection, doubled or not, and leave in the order of the dictionary."""
    given_values = kind(["stop_supplementation", "delay_treatment", "stop_supplementation"])
    assert b12dt.evaluate(plan=given_values).facts["plan"] == ["delay_treatment", "stop_supplementation"]


@pytest.mark.parametrize(
    "value",
    [
        Decimal("50.00000000000001"),
        Decimal("50." + "0" * 30 + "1"),
        Decimal("49." + "9" * 40),
        Decimal("1E-400"),
        Decimal("0." + "0" * 330 + "1"),
    ],
)
def test_decimals_are_exact_or_refused(value: Decimal) -> None:
    """A decimal that a float cannot tell from its neighbour is refused, so that it never lands on the wrong side of a threshold."""
    try:
        advice = b12dt.evaluate(platelets_10e9_l=value)  # type: ignore[typeddict-item]
    except FactError as error:
        refused = [one.name for one in error.problems]
        assert refused == [NUMBER]
    else:
        used = Decimal(str(advice.facts[NUMBER]))
        assert all((used > bound) == (value > bound) and (used < bound) == (value < bound) for bound in (0, 10, 25, 50))


@pytest.mark.parametrize("value", [Fraction(1, 2), range(3), (0.5,), memoryview(b"x")])
def test_other_numbers_are_refused(value: Any) -> None:
    """What is nearly a number is none."""
    with pytest.raises(FactError):
        b12dt.evaluate(age_years=value)


def test_unknown_is_no_value_of_what_has_to_be_known() -> None:
    """`unknown` is refused where the input may not be unknown, also where its list, shared with an output, has the word."""
    fact = category("a", ["x", "unknown"], may_be_unknown=False, default="x")
    made = loaded(compiled([fact], [table("t", "U", [fact], [output("t.o")], "x || x")]))
    with pytest.raises(FactError):
        evaluate(made, {"a": "unknown"})


def test_a_list_that_may_be_unknown() -> None:
    """Several values may be unknown as a whole: by the word, by None; and (none) is not unknown."""
    fact = several("a")
    made = loaded(
        compiled([fact], [table("t", "U", [fact], [output("t.o")], "unknown || x\na || y\nnot(a, unknown) || z")])
    )
    assert [evaluate(made, {"a": value})["t.o"] for value in (None, "unknown", [], ["a", "b"])] == ["x", "x", "z", "y"]
    assert [evaluate(made, {"a": value}).facts["a"] for value in (None, [], ["b", "a"])] == ["unknown", [], ["a", "b"]]


def test_facts_of_the_caller_stay_as_they_are(guideline: Guideline) -> None:
    """What the caller hands over is neither changed nor kept."""
    facts = {
        "plan": ["stop_supplementation", "delay_treatment"],
        NUMBER: {"value": 50, "unit": "10^9/L"},
        "age_years": 70,
    }
    before = copy.deepcopy(facts)
    advice = guideline.evaluate(facts)
    assert facts == before
    facts["plan"].clear()  # type: ignore[union-attr]
    assert advice.facts["plan"] == ["delay_treatment", "stop_supplementation"]


def test_a_fact_twice(guideline: Guideline) -> None:
    """A keyword stands over the mapping."""
    assert guideline.evaluate({"age_years": 50}, age_years=60).facts["age_years"] == 60


JUNK = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.integers(-(10**400), 10**400), st.floats(), st.text(max_size=8),
        st.binary(max_size=4), st.decimals(), st.complex_numbers(), st.dates(), st.fractions(), st.uuids(),
        st.sampled_from(["yes", "no", "unknown", "none", "im", "low", 0, 50, Vague(), print, int]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner),
        st.dictionaries(st.one_of(st.text(max_size=3), st.sampled_from(["value", "unit"]), st.integers()), inner, max_size=3),
        st.fixed_dictionaries({"value": inner, "unit": inner}),
        st.fixed_dictionaries({"value": inner, "unit": st.just("10^9/L")}),
    ),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=600)
@given(st.data())
def test_any_junk_is_refused_or_lies_in_the_dictionary(data: st.DataObject) -> None:
    """Whatever is given for a fact, it ends as a value of the dictionary or as a FactError, never otherwise."""
    from b12dt import compiled as shipped

    names = data.draw(st.lists(st.sampled_from(list(shipped.INPUTS)), min_size=1, max_size=3, unique=True))
    facts = {name: data.draw(JUNK) for name in names}
    try:
        full = complete(shipped.INPUTS, facts)
    except FactError as error:
        problems = error.problems
        assert {one.name for one in problems} <= set(names)
        assert all(str(one) for one in problems)
        return
    for name in names:
        one, value = shipped.INPUTS[name], full[name]
        if one.kind == Kind.NUMBER.value:
            assert (value is None and one.may_be_unknown) or (
                type(value) is float and one.lowest <= value <= one.highest
            )
        elif one.kind == Kind.SEVERAL.value:
            assert type(value) is tuple
            assert set(value) <= {*one.values, *(["unknown"] if one.may_be_unknown else [])}
        else:
            assert value in one.values


@settings(max_examples=200)
@given(st.one_of(st.decimals("0", "2000", allow_nan=False), st.floats(0, 2000), st.integers(0, 2000)))
def test_a_number_stays_on_its_side_of_every_threshold(value: Any) -> None:
    """A number that is taken meets `> 2.8`, `0.1` and the like as the decimal that was given does."""
    fact = number("n", "0", "2000")
    bounds = ("0.1", "2.8", "50", "999.9")
    made = _thresholds(fact, bounds)
    try:
        advice = evaluate(made, {"n": value})
    except FactError:
        assert isinstance(value, Decimal)
        assert len(value.as_tuple().digits) > 15 or value < Decimal("1e-300")
        return
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    for place, bound in enumerate(bounds):
        wanted = "x" if exact < Decimal(bound) else "y" if exact == Decimal(bound) else "z"
        assert advice[f"t{place}.o"] == wanted, bound


_MADE: dict[tuple[str, ...], Any] = {}


def _thresholds(fact: Any, bounds: tuple[str, ...]) -> Any:
    if bounds not in _MADE:
        tables = [
            table(
                f"t{place}",
                "U",
                [fact],
                [output(f"t{place}.o")],
                f"< {bound} || x\n{bound} || y\n> {bound} || z\nunknown || x",
            )
            for place, bound in enumerate(bounds)
        ]
        _MADE[bounds] = loaded(compiled([fact], tables))
    return _MADE[bounds]
