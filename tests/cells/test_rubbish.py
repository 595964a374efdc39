"""Properties of the cell language: any text at all, any meaning at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12dt.catalogue import severity, title
from b12dt.cells.understand import understand_condition, understand_fact, understand_result, understand_test
from b12dt.cells.write import canonical, canonical_answer, canonical_condition
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.model import (
    UNKNOWN,
    And,
    Anything,
    Comparison,
    Condition,
    Has,
    Input,
    Interval,
    IsEmpty,
    Kind,
    Not,
    OneOf,
    Or,
    Output,
    UnaryTest,
    Value,
    ValueList,
    Variable,
    Within,
)

HERE = Span(workbook="w.xlsx", sheet="S", cells="A1")
CODES = ("im", "oral", "not_tested", "h2_blocker")
LABELS = ("intramuscular", "oral", "not tested", "H2 blocker")
LISTED = ValueList(
    name="list",
    values=tuple(Value(code=c, label=x, sentence="", span=HERE) for c, x in zip(CODES, LABELS, strict=True)),
    span=HERE,
)


def _input(name: str, kind: Kind, values: ValueList | None, *, may_be_unknown: bool) -> Input:
    return Input(
        name=name,
        label=f"The {name}",
        section="",
        question="",
        kind=kind,
        unit="cm" if kind is Kind.NUMBER else "",
        lowest=Decimal(0) if kind is Kind.NUMBER else None,
        highest=Decimal(100) if kind is Kind.NUMBER else None,
        values=values,
        may_be_unknown=may_be_unknown,
        span=HERE,
    )


INPUTS = tuple(
    _input(
        f"{kind.name.lower()}_{knows}", kind, None if kind is Kind.NUMBER else LISTED, may_be_unknown=knows == "open"
    )
    for kind in Kind
    for knows in ("open", "known")
)
OUTPUTS = tuple(
    Output(
        decision="d",
        name=kind.name.lower(),
        label=f"Result {kind.name.lower()}",
        kind=kind,
        values=None if kind is Kind.NUMBER else LISTED,
        span=HERE,
    )
    for kind in Kind
)
VARIABLES: tuple[Variable, ...] = (*INPUTS, *OUTPUTS)
BY_NAME: dict[str, Variable] = {
    name.casefold(): variable
    for variable in VARIABLES
    for name in (variable.name if isinstance(variable, Input) else variable.path, variable.label)
}

PIECES = (
    *CODES,
    *LABELS,
    *("-", ",", ", ", ";", "(", ")", "[", "]", "..", "...", "…", "<", "<=", ">", ">=", "=", "!=", "<>", "≥", '"', "“"),
    *("not", "not(", "unknown", "(none)", "and", "or", "in", "contains", "any", "is empty", "is not empty"),
    *(
        "5",
        "25",
        "2,8",
        "1000",
        "0.5",
        "-3",
        "1e9",
        "999999999999999999",
        "cm",
        "kg",
        "%",
        ".",
        "'",
        "\n",
        "\t",
        "\x00",
    ),
    *BY_NAME,
)
MOSTLY_CELLS = st.lists(st.sampled_from(PIECES), max_size=9).flatmap(
    lambda pieces: st.sampled_from((" ".join(pieces), "".join(pieces)))
)
ANY_TEXT = st.one_of(st.text(max_size=30), MOSTLY_CELLS)


def _never_silent(value: object, findings: tuple[Finding, ...]) -> None:
    errors = [found for found in findings if severity(found) is Severity.ERROR]
    assert (value is None) == bool(errors)
    assert all(title(found) for found in findings)


@given(ANY_TEXT, st.sampled_from(VARIABLES))
def test_any_text_as_a_test(text: str, variable: Variable) -> None:
    """Any text is understood or refused with an error; what is understood means the same when written again."""
    test, findings = understand_test(text, variable, HERE, rule="R", column="C")
    _never_silent(test, findings)
    if test is not None:
        again, _ = understand_test(canonical(test, variable), variable, HERE, rule="R", column="C")
        assert again == test


@given(ANY_TEXT, st.sampled_from(OUTPUTS))
def test_any_text_as_a_result(text: str, output: Output) -> None:
    """Any text is a result or refused with an error; a result is the same when written again."""
    value, findings = understand_result(text, output, HERE, rule="R", column="C")
    _never_silent(value, findings)
    if value is not None:
        again, _ = understand_result(canonical_answer(value, output), output, HERE, rule="R", column="C")
        assert again == value


@given(ANY_TEXT, st.sampled_from(INPUTS))
def test_any_text_as_a_fact(text: str, variable: Input) -> None:
    """Any text is a fact or refused with an error; a fact is the same when written again."""
    value, findings = understand_fact(text, variable, HERE, case="C1")
    _never_silent(value, findings)
    if value is not None:
        assert understand_fact(canonical_answer(value, variable), variable, HERE, case="C1")[0] == value


@given(ANY_TEXT)
def test_any_text_as_a_condition(text: str) -> None:
    """Any text is a condition or refused with an error; a condition means the same when written again."""
    condition, findings = understand_condition(text, BY_NAME, HERE)
    _never_silent(condition, findings)
    if condition is not None:
        assert understand_condition(canonical_condition(condition), BY_NAME, HERE)[0] == condition


@pytest.mark.parametrize(
    "piece", ["1", ".", "1.", "-", " -", "1-", "(", "not(", "a,", "a ", "[1..2],", "5, ", ";", "1e", "'"]
)
def test_long_rubbish_is_quick(piece: str) -> None:
    """A cell as long as Excel allows is judged in moments, whatever is in it."""
    text = (piece * 32_000)[:32_000] + "x"
    begin = time.perf_counter()
    for variable in INPUTS[:5:2]:
        _never_silent(*understand_test(text, variable, HERE, rule="R", column="C"))
        _never_silent(*understand_fact(text, variable, HERE, case="C"))
    _never_silent(*understand_condition(text, BY_NAME, HERE))
    assert time.perf_counter() - begin < 10


# --- what cells mean -----------------------------------------------------------------------------------------------

NUMBERS = tuple(Decimal(n) / 2 for n in range(201))
Fact = str | Decimal | frozenset[str]


def _holds(test: UnaryTest, fact: Fact) -> bool:
    """Decide a test on a fact, as slowly and plainly as the reference page says it."""
    match test:
        case Anything():
            return True
        case OneOf(codes=codes, negated=negated):
            return (fact in codes) != negated
        case Has(codes=codes, negated=negated):
            held = {fact} if isinstance(fact, str) else fact
            assert isinstance(held, set | frozenset)
            return bool(held & set(codes)) != negated
        case Within(intervals=intervals, unknown=unknown, negated=negated):
            if isinstance(fact, Decimal):
                return any(_lies_in(fact, interval) for interval in intervals) != negated
            return unknown != negated


def _lies_in(number: Decimal, interval: Interval) -> bool:
    if interval.low is not None and (number < interval.low or (number == interval.low and not interval.low_closed)):
        return False
    return interval.high is None or number < interval.high or (number == interval.high and interval.high_closed)


@st.composite
def spellings(draw: st.DrawFn, words: tuple[str, ...]) -> str:
    """Return one of the words in some spelling that a clinician may choose."""
    word = draw(st.sampled_from(words))
    word = draw(st.sampled_from((word, word.upper(), word.title(), word.replace(" ", "-"), word.replace("_", "  "))))
    return draw(st.sampled_from((word, f" {word} ", f'"{word}"', f"= {word}")))


@given(st.data(), st.booleans(), st.sampled_from([v for v in INPUTS if v.kind is not Kind.NUMBER and v.may_be_unknown]))
def test_lists_mean_what_they_list(data: st.DataObject, negated: bool, variable: Input) -> None:
    """A cell of values is met by exactly the listed ones, or by all others and unknown, however it is spelt."""
    chosen = data.draw(st.lists(st.sampled_from((*range(4), 4)), min_size=1, max_size=4, unique=True))
    words = [data.draw(spellings((CODES[i], LABELS[i]) if i < 4 else (UNKNOWN,))) for i in chosen]
    text = data.draw(st.sampled_from((",", ", ", " , "))).join(words)
    test, findings = understand_test(f"not({text})" if negated else text, variable, HERE, rule="", column="")
    assert test is not None, findings
    wanted = {(*CODES, UNKNOWN)[i] for i in chosen}
    for fact in (*CODES, UNKNOWN):
        held: Fact = fact if variable.kind is Kind.CATEGORY or fact == UNKNOWN else frozenset({fact})
        assert _holds(test, held) == ((fact in wanted) != negated)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, frozenset[Decimal]]:
    """Return the text of a number, a comparison or a range, and the numbers that meet it."""
    low, high = sorted(draw(st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True)))
    unit = draw(st.sampled_from(("", " cm", "cm", " CM")))
    form = draw(st.sampled_from(("n", "<", "<=", ">", ">=", "range")))
    if form == "range":
        left, right = draw(st.sampled_from("[(]")), draw(st.sampled_from("])["))
        met = [n for n in NUMBERS if low < n < high or (n == low and left == "[") or (n == high and right == "]")]
        return f"{left}{low}..{high}{right}{unit}", frozenset(met)
    sign = "" if form == "n" else form + draw(st.sampled_from(("", " ")))
    return f"{sign}{low}{unit}", frozenset(n for n in NUMBERS if _compares(n, form, Decimal(low)))


def _compares(number: Decimal, sign: str, other: Decimal) -> bool:
    """Compare by the sign's letters: `<=` is met below, and, for its `=`, at the number itself."""
    return (
        ("<" in sign and number < other)
        or (">" in sign and number > other)
        or (sign in ("n", "<=", ">=") and number == other)
    )


@given(st.lists(stretches(), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_numbers_mean_what_they_say(
    parts: list[tuple[str, frozenset[Decimal]]],
    unknown: bool,
    negated: bool,
) -> None:
    """A cell of numbers is met by exactly the numbers it names, and by unknown only where it says so or in `not`."""
    variable = next(v for v in INPUTS if v.kind is Kind.NUMBER and v.may_be_unknown)
    text = ", ".join([text for text, _ in parts] + ([UNKNOWN] if unknown else []))
    met = frozenset[Decimal]().union(*(numbers for _, numbers in parts))
    test, findings = understand_test(f"not({text})" if negated else text, variable, HERE, rule="", column="")
    if test is None:
        assert negated
        assert unknown
        assert [found.code for found in findings if severity(found) is Severity.ERROR] == ["DT215"]
        assert met == set(NUMBERS)
        return
    assert all(_holds(test, number) == ((number in met) != negated) for number in NUMBERS)
    assert _holds(test, UNKNOWN) == (unknown != negated)
    always = [found for found in findings if found.code == "DT214"]
    assert bool(always) == (met == set(NUMBERS) and unknown and not negated)


@given(st.lists(st.text(st.characters(exclude_characters='"“”„', codec="utf-8"), min_size=1, max_size=8), max_size=4))
def test_any_labels_can_be_written(labels: list[str]) -> None:
    """Whatever the labels of a list are, a cell with them can be written so that it is read as the same values."""
    values = tuple(Value(code=f"c{i}", label=label, sentence="", span=HERE) for i, label in enumerate(labels))
    listed = ValueList(name="odd", values=(*values, Value(code="z", label="z", sentence="", span=HERE)), span=HERE)
    variable = _input("odd", Kind.CATEGORY, listed, may_be_unknown=True)
    test = OneOf(codes=tuple(value.code for value in values) or ("z",), negated=True)
    read, findings = understand_test(canonical(test, variable), variable, HERE, rule="", column="")
    assert read == test or any(found.code == "DT206" for found in findings), (canonical(test, variable), findings)


# --- what conditions mean ------------------------------------------------------------------------------------------

LEAVES = st.sampled_from(
    (
        "category_open = oral",
        "category_open != oral",
        "number_open < 50",
        "number_open != 50",
        "number_open >= 50",
        "several_open contains im",
        "several_open is empty",
        "several_open contains any (im, oral)",
    )
)


def _truth(text: str, category: str, number: Fact, several: frozenset[str]) -> bool:
    """Decide a leaf by its words alone."""
    return {
        "category_open = oral": category == "oral",
        "category_open != oral": category != "oral",
        "number_open < 50": isinstance(number, Decimal) and number < 50,
        "number_open != 50": number != Decimal(50),
        "number_open >= 50": isinstance(number, Decimal) and number >= 50,
        "several_open contains im": "im" in several,
        "several_open is empty": not several,
        "several_open contains any (im, oral)": bool(several & {"im", "oral"}),
    }[text]


def _condition_holds(condition: Condition, facts: dict[str, Fact]) -> bool:
    match condition:
        case And(operands=operands):
            return all(_condition_holds(operand, facts) for operand in operands)
        case Or(operands=operands):
            return any(_condition_holds(operand, facts) for operand in operands)
        case Not(operand=operand):
            return not _condition_holds(operand, facts)
        case IsEmpty(variable=variable):
            assert isinstance(variable, Input)
            return not facts[variable.name]
        case Comparison(variable=variable, test=test):
            assert isinstance(variable, Input)
            return _holds(test, facts[variable.name])


FORMS: dict[str, Callable[[bool, bool, bool], bool]] = {
    "{0} and {1} or {2}": lambda a, b, c: (a and b) or c,
    "{0} or {1} and {2}": lambda a, b, c: a or (b and c),
    "({0} or {1}) and {2}": lambda a, b, c: (a or b) and c,
    "not ({0} and {1}) OR {2}": lambda a, b, c: not (a and b) or c,
}


@given(
    st.lists(st.tuples(st.booleans(), LEAVES), min_size=3, max_size=3),
    st.sampled_from(tuple(FORMS)),
    st.sampled_from(("im", "oral", UNKNOWN)),
    st.sampled_from((Decimal(20), Decimal(50), UNKNOWN)),
    st.sampled_from((frozenset[str](), frozenset({"im"}), frozenset({"oral", "h2_blocker"}))),
)
def test_conditions_mean_what_they_say(
    leaves: list[tuple[bool, str]], form: str, category: str, number: Fact, several: frozenset[str]
) -> None:
    """`not` binds tighter than `and`, and `and` than `or`; != is met by unknown, and < and >= are not."""
    text = form.format(*(f"not {leaf}" if negated else leaf for negated, leaf in leaves))
    condition, findings = understand_condition(text, BY_NAME, HERE)
    assert condition is not None, findings
    first, second, third = (_truth(leaf, category, number, several) != negated for negated, leaf in leaves)
    facts: dict[str, Fact] = {"category_open": category, "number_open": number, "several_open": several}
    assert _condition_holds(condition, facts) == FORMS[form](first, second, third)
