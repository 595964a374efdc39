"""What cells mean: their words, numbers and units looked up in a dictionary, and what is said when they do not fit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from b12dt.catalogue import catalogue, severity, title
from b12dt.cells.understand import understand_condition, understand_fact, understand_result, understand_test
from b12dt.cells.write import canonical, canonical_answer, canonical_condition
from b12dt.diagnostics import Finding, Severity, Span
from b12dt.model import (
    And,
    Anything,
    Comparison,
    Has,
    Input,
    Interval,
    IsEmpty,
    Kind,
    Not,
    OneOf,
    Or,
    Output,
    Value,
    ValueList,
    Variable,
    Within,
)

HERE = Span(workbook="treatment.xlsx", sheet="Route", cells="C12")
LIST = Span(workbook="dictionary.xlsx", sheet="Values", cells="B31:B38")


def _values(*names: tuple[str, str]) -> ValueList:
    values = tuple(Value(code=code, label=label, sentence="", span=LIST) for code, label in names)
    return ValueList(name="list", values=values, span=LIST)


def _input(name: str, kind: Kind, values: ValueList | None = None, *, may_be_unknown: bool = True) -> Input:
    return Input(
        name=name,
        label=name.replace("_", " ").capitalize(),
        section="",
        question="",
        kind=kind,
        values=values,
        may_be_unknown=may_be_unknown,
        span=HERE,
    )


ROUTE = _input("route", Kind.CATEGORY, _values(("im", "intramuscular"), ("oral", "oral"), ("none", "none")))
TESTED = _input("tested", Kind.CATEGORY, _values(("not_tested", "not tested"), ("h2_blocker", "H2 blocker")))
ORDER = _input("order", Kind.CATEGORY, _values(("none", "none"), ("b12", "B12")), may_be_unknown=False)
PLAN = _input(
    "plan", Kind.SEVERAL, _values(("stop", "stop"), ("delay", "delay"), ("lower", "lower")), may_be_unknown=False
)
SIGNS = _input("signs", Kind.SEVERAL, _values(("gait", "gait"), ("mood", "mood")))
AGE = Input(
    name="age_years",
    label="Age",
    section="",
    question="",
    kind=Kind.NUMBER,
    unit="years",
    ucum="a",
    lowest=Decimal(0),
    highest=Decimal(120),
    span=HERE,
)
PLATELETS = Input(
    name="platelets",
    label="Platelets",
    section="",
    question="",
    kind=Kind.NUMBER,
    unit="10^9/L",
    ucum="10*9/L",
    lowest=Decimal(0),
    highest=Decimal(2000),
    span=HERE,
)
DOSE = Input(
    name="dose",
    label="Dose",
    section="",
    question="",
    kind=Kind.NUMBER,
    unit="µg/day",
    ucum="ug/d",
    lowest=Decimal(0),
    highest=Decimal(10000),
    may_be_unknown=False,
    span=HERE,
)
STAGE = Output(
    decision="neuro",
    name="stage",
    label="Neurology",
    kind=Kind.CATEGORY,
    values=_values(("present", "present"), ("absent", "absent"), ("unknown", "unknown")),
    span=HERE,
)
ROUTES = Output(
    decision="route",
    name="routes",
    label="Routes",
    kind=Kind.SEVERAL,
    values=_values(("im", "injection"), ("oral", "oral")),
    span=HERE,
)
WEEKS = Output(decision="plan", name="weeks", label="Weeks", kind=Kind.NUMBER, unit="weeks", span=HERE)

VARIABLES: dict[str, Variable] = {
    name.casefold(): variable
    for variable in (ROUTE, ORDER, PLAN, AGE, STAGE, ROUTES)
    for name in (variable.name if isinstance(variable, Input) else variable.path, variable.label)
}


def _errors(findings: tuple[Finding, ...]) -> list[str]:
    return [found.code for found in findings if severity(found) is Severity.ERROR]


def _codes(text: str, variable: Variable) -> list[str]:
    test, findings = understand_test(text, variable, HERE, rule="R1", column="C")
    assert (test is None) == bool(_errors(findings))
    assert all(found.span is HERE and found.rule == "R1" and title(found) for found in findings)
    return [found.code for found in findings]


def _meaning(text: str, variable: Variable) -> object:
    test, findings = understand_test(text, variable, HERE, rule="R1", column="C")
    assert test is not None, findings
    again, _ = understand_test(canonical(test, variable), variable, HERE, rule="R1", column="C")
    assert again == test
    return test


def _point(number: str) -> Interval:
    return Interval(low=Decimal(number), low_closed=True, high=Decimal(number), high_closed=True)


@pytest.mark.parametrize(
    ("text", "variable", "meaning"),
    [
        ("-", ROUTE, Anything()),
        ("im", ROUTE, OneOf(codes=("im",))),
        ("Intramuscular, ORAL", ROUTE, OneOf(codes=("im", "oral"))),
        ("= oral", ROUTE, OneOf(codes=("oral",))),
        ("not(oral)", ROUTE, OneOf(codes=("oral",), negated=True)),
        ("unknown", ROUTE, OneOf(codes=("unknown",))),
        ("not(Unknown)", ROUTE, OneOf(codes=("unknown",), negated=True)),
        ("Not Tested", TESTED, OneOf(codes=("not_tested",))),
        ("not-tested, h2  BLOCKER", TESTED, OneOf(codes=("not_tested", "h2_blocker"))),
        ("present, unknown", STAGE, OneOf(codes=("present", "unknown"))),
        ("stop", PLAN, Has(codes=("stop",))),
        ("not(stop, delay)", PLAN, Has(codes=("stop", "delay"), negated=True)),
        ("unknown", SIGNS, Has(codes=("unknown",))),
        (">= 50", AGE, Within(intervals=(Interval(low=Decimal(50), low_closed=True),))),
        ("≥50 years", AGE, Within(intervals=(Interval(low=Decimal(50), low_closed=True),))),
        ("< 10 year, > 50 a", AGE, Within(intervals=(Interval(high=Decimal(10)), Interval(low=Decimal(50))))),
        ("18", AGE, Within(intervals=(_point("18"),))),
        ("unknown", AGE, Within(unknown=True)),
        ("18, unknown", AGE, Within(intervals=(_point("18"),), unknown=True)),
        ("not(18, unknown)", AGE, Within(intervals=(_point("18"),), unknown=True, negated=True)),
        ("(30..60]", AGE, Within(intervals=(Interval(low=Decimal(30), high=Decimal(60), high_closed=True),))),
        ("]30..60[ years", AGE, Within(intervals=(Interval(low=Decimal(30), high=Decimal(60)),))),
        ("[5..5]", AGE, Within(intervals=(_point("5"),))),
        (">= 50 10^9/L", PLATELETS, Within(intervals=(Interval(low=Decimal(50), low_closed=True),))),
        (">= 50 10*9/l", PLATELETS, Within(intervals=(Interval(low=Decimal(50), low_closed=True),))),
        ("< 2.80 ug/day", DOSE, Within(intervals=(Interval(high=Decimal("2.8")),))),
        ("< 2.8 μg/d", DOSE, Within(intervals=(Interval(high=Decimal("2.8")),))),
    ],
)
def test_meaning(text: str, variable: Variable, meaning: object) -> None:
    """Each form means what the reference page says, and still does after it was written out and read again."""
    assert _meaning(text, variable) == meaning


@pytest.mark.parametrize(
    ("text", "variable", "code"),
    [
        ("", ROUTE, "DT201"),
        ("2,8", DOSE, "DT202"),
        ("not(oral", ROUTE, "DT203"),
        ("injection", ROUTE, "DT204"),
        ("25-50", AGE, "DT207"),
        ("25 years - 50 years", AGE, "DT207"),
        ("25 to 50", AGE, "DT207"),
        ("25..50", AGE, "DT207"),
        ("im or oral", ROUTE, "DT208"),
        ("im; oral", ROUTE, "DT208"),
        ("5 or 10 years", AGE, "DT208"),
        ("< 5 or unknown", AGE, "DT208"),
        ("not oral", ROUTE, "DT209"),
        ("-, oral", ROUTE, "DT210"),
        ("unknown", ORDER, "DT211"),
        ("unknown", DOSE, "DT211"),
        ("> 3", ROUTE, "DT212"),
        ("[1..2]", ROUTE, "DT212"),
        ("1..2", PLAN, "DT212"),
        ("im, Intramuscular", ROUTE, "DT213"),
        ("18, 18.0, 20", AGE, "DT213"),
        ("im, oral, none, unknown", ROUTE, "DT214"),
        ("none, B12", ORDER, "DT214"),
        ("< 10, >= 10, unknown", AGE, "DT214"),
        ("<= 50, > 50", DOSE, "DT214"),
        ("not(none, B12)", ORDER, "DT215"),
        ("not(< 10, >= 10, unknown)", AGE, "DT215"),
        ("< 0", AGE, "DT215"),
        ("> 120", AGE, "DT215"),
        ("not(oral)", ROUTE, "DT216"),
        ("not(> 50)", AGE, "DT216"),
        ("not(present)", STAGE, "DT216"),
        ("> 5, > 10", AGE, "DT217"),
        ("old", AGE, "DT218"),
        ("5 or more", AGE, "DT218"),
        ('"18"', AGE, "DT218"),
        (">= unknown", AGE, "DT218"),
        ("75+", AGE, "DT218"),
        ("121", AGE, "DT219"),
        ("[18..150]", AGE, "DT219"),
        ("-1", AGE, "DT219"),
        ("[50..25]", AGE, "DT220"),
        ("(5..5)", AGE, "DT220"),
        ("(5..5]", AGE, "DT220"),
        ("0.1234567890123456", DOSE, "DT221"),
        ("1 000", DOSE, "DT221"),
        ("1'000", DOSE, "DT221"),
        ("1.000", DOSE, "DT221"),
        (".5", DOSE, "DT221"),
        ("5.", DOSE, "DT221"),
        ("1e3", DOSE, "DT221"),
        ("+5", DOSE, "DT221"),
        ("18 months", AGE, "DT222"),
        ("[18..20] months", AGE, "DT222"),
        ("50 mg/day", DOSE, "DT222"),
        ("!= oral", ROUTE, "DT223"),
        ('"oral', ROUTE, "DT238"),
        ("[0...5]", AGE, "DT239"),
        ("[18, 20]", AGE, "DT239"),
        ("(18-20]", AGE, "DT239"),
        ("25-50 10^9/L", PLATELETS, "DT207"),
        ("18/20", AGE, "DT218"),
    ],
)
def test_findings(text: str, variable: Variable, code: str) -> None:
    """Each mistake has one finding with its own code."""
    assert _codes(text, variable) == [code]


def test_one_finding_for_each_mistake() -> None:
    """Two wrong words are two findings, in the order of the cell."""
    assert _codes("im, orl, injection, oral", ROUTE) == ["DT204", "DT204"]


def test_known_words_are_not_reminded_of_unknown() -> None:
    """The reminder of unknown is given only where unknown is possible, is not listed, and `not` is used."""
    for text, variable in (("not(oral, unknown)", ROUTE), ("not(B12)", ORDER), ("not(stop)", PLAN), ("oral", ROUTE)):
        assert _codes(text, variable) == []


def test_all_known_values_leave_unknown_out() -> None:
    """Listing every known value is not the same as a dash where the input can be unknown."""
    assert _codes("im, oral, none", ROUTE) == []
    assert _codes("< 10, >= 10", AGE) == []


def test_the_facts_of_a_word_that_is_not_listed() -> None:
    """A word that is not listed comes with the allowed labels, their place, and the one near word."""
    _, (found,) = understand_test("intramuscullar", ROUTE, HERE, rule="R1", column="Route")
    assert found.read == "intramuscullar"
    assert found.expected == ("intramuscular", "oral", "none", "unknown")
    assert (found.listed_in, found.closest, found.column) == (LIST, "intramuscular", "Route")


def test_a_near_code_is_offered_as_its_label() -> None:
    """A code that is one slip away is offered by the label that the clinician knows."""
    _, (found,) = understand_test("mi", ROUTE, HERE, rule="", column="")
    assert found.closest == "intramuscular"


def test_both_units_are_named() -> None:
    """A wrong unit comes with what was read and what the dictionary says."""
    _, (found,) = understand_test("> 18 months", AGE, HERE, rule="", column="")
    assert (found.read, found.expected, title(found)) == ("months", ("years",), "The unit of Age is years.")


def test_a_range_offers_its_four_readings() -> None:
    """A range without brackets comes with all four ways to write it."""
    _, (found,) = understand_test("25..50", AGE, HERE, rule="", column="")
    assert found.expected == ("[25..50]", "(25..50]", "[25..50)", "(25..50)")
    _, (same,) = understand_test("25-50", AGE, HERE, rule="", column="")
    assert same.expected == found.expected
    _, (with_units,) = understand_test("25 y to 50 y", AGE, HERE, rule="", column="")
    assert with_units.expected[0] == "[25 y..50 y]"


def test_a_number_has_one_form() -> None:
    """A number is the same however many zeros, or which sign of zero, it was written with."""
    for text, number in (("18.50", "18.5"), ("-0", "0"), ("0018", "18")):
        test = _meaning(text, AGE)
        assert isinstance(test, Within)
        assert str(test.intervals[0].low) == number


def test_ambiguous_words() -> None:
    """Spaces and hyphens count where the list needs them, and a word for two values is never read as one of them."""
    close = _input("close", Kind.CATEGORY, _values(("a-b", "a-b"), ("a_b", "a b"), ("x", "y"), ("y", "x")))
    assert _meaning("A-B", close) == OneOf(codes=("a-b",))
    assert _meaning("a b", close) == OneOf(codes=("a_b",))
    assert _codes("a - b", close) == ["DT206"]
    assert _codes("x", close) == ["DT206"]


def test_labels_that_look_like_signs() -> None:
    """A label of digits, with a keyword or with a dash is a label in a column of values."""
    odd = _input("odd", Kind.CATEGORY, _values(("a", "1-3"), ("b", "4 to 6"), ("c", "this or that"), ("d", "-")))
    assert _meaning("1-3, 4 to 6, this or that", odd) == OneOf(codes=("a", "b", "c"))
    assert _meaning('"-"', odd) == OneOf(codes=("d",))
    assert _meaning("-", odd) == Anything()


@pytest.mark.parametrize(
    ("text", "output", "value"),
    [
        ("absent", STAGE, "absent"),
        ("Unknown", STAGE, "unknown"),
        ("injection; oral", ROUTES, ("im", "oral")),
        ("oral", ROUTES, ("oral",)),
        ("(none)", ROUTES, ()),
        ("12", WEEKS, Decimal(12)),
        ("2.5 weeks", WEEKS, Decimal("2.5")),
        ("-3", WEEKS, Decimal(-3)),
    ],
)
def test_results(text: str, output: Output, value: object) -> None:
    """An output cell states one code, several codes, or a number, and can be written out and read again."""
    read, findings = understand_result(text, output, HERE, rule="R1", column="C")
    assert (read, findings) == (value, ())
    assert read is not None
    assert understand_result(canonical_answer(read, output), output, HERE, rule="R1", column="C") == (value, ())


@pytest.mark.parametrize(
    ("text", "output", "code"),
    [
        ("presnt", STAGE, "DT205"),
        ("", STAGE, "DT224"),
        ("-", STAGE, "DT225"),
        ("present; absent", STAGE, "DT226"),
        ("(none)", STAGE, "DT228"),
        ("injection, oral", ROUTES, "DT229"),
        ("injection and oral", ROUTES, "DT229"),
        ("injection; injection", ROUTES, "DT213"),
        ("none", ROUTES, "DT205"),
        ("injection;", ROUTES, "DT203"),
        ("many", WEEKS, "DT218"),
        ("> 3", WEEKS, "DT218"),
        ("2,5", WEEKS, "DT202"),
        ("3 days", WEEKS, "DT222"),
        ("unknown", WEEKS, "DT211"),
    ],
)
def test_findings_on_results(text: str, output: Output, code: str) -> None:
    """Each mistake in an output cell has one finding with its own code."""
    value, findings = understand_result(text, output, HERE, rule="R1", column="C")
    assert [found.code for found in findings] == [code]
    assert (value is None) == bool(_errors(findings))
    assert all(title(found) for found in findings)


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("Oral", ROUTE, "oral"),
        ("unknown", ROUTE, "unknown"),
        ("64", AGE, Decimal(64)),
        ("64 years", AGE, Decimal(64)),
        ("Unknown", AGE, "unknown"),
        ("stop; delay", PLAN, ("stop", "delay")),
        ("(none)", PLAN, ()),
        ("unknown", SIGNS, "unknown"),
    ],
)
def test_facts(text: str, variable: Input, value: object) -> None:
    """A case's cell states one fact, and can be written out and read again."""
    read, findings = understand_fact(text, variable, HERE, case="C1")
    assert (read, findings) == (value, ())
    assert read is not None
    assert understand_fact(canonical_answer(read, variable), variable, HERE, case="C1") == (value, ())


@pytest.mark.parametrize(
    ("text", "variable", "code"),
    [
        ("orl", ROUTE, "DT230"),
        ("", ROUTE, "DT231"),
        ("-", ROUTE, "DT225"),
        ("not(oral)", ROUTE, "DT230"),
        ("unknown", ORDER, "DT211"),
        ("oral; im", ROUTE, "DT226"),
        ("gait; unknown", SIGNS, "DT232"),
        ("stop, delay", PLAN, "DT229"),
        ("> 64", AGE, "DT218"),
        ("640", AGE, "DT219"),
        ("64 months", AGE, "DT222"),
    ],
)
def test_findings_on_facts(text: str, variable: Input, code: str) -> None:
    """Each mistake in a case's cell has one finding, which names the case."""
    value, (found,) = understand_fact(text, variable, HERE, case="C1")
    assert (value, found.code, dict(found.details)["case"]) == (None, code, "C1")
    assert title(found)


def _asks(variable: Variable, *codes: str, negated: bool = False) -> Comparison:
    return Comparison(variable=variable, test=OneOf(codes=codes, negated=negated))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("route = oral", _asks(ROUTE, "oral")),
        ("Route = Intramuscular", _asks(ROUTE, "im")),
        ("route != oral", _asks(ROUTE, "oral", negated=True)),
        ("route in (im, oral)", _asks(ROUTE, "im", "oral")),
        ("neuro.stage = unknown", _asks(STAGE, "unknown")),
        ("age_years = 18", Comparison(variable=AGE, test=Within(intervals=(_point("18"),)))),
        ("age_years != 18", Comparison(variable=AGE, test=Within(intervals=(_point("18"),), negated=True))),
        ("age_years != unknown", Comparison(variable=AGE, test=Within(unknown=True, negated=True))),
        ('"Age" < 18 years', Comparison(variable=AGE, test=Within(intervals=(Interval(high=Decimal(18)),)))),
        ("routes contains oral", Comparison(variable=ROUTES, test=Has(codes=("oral",)))),
        ("plan contains any (stop, delay)", Comparison(variable=PLAN, test=Has(codes=("stop", "delay")))),
        ("route.routes is empty", IsEmpty(variable=ROUTES)),
        ("route.routes is not empty", Not(operand=IsEmpty(variable=ROUTES))),
        (
            "not routes contains im and route = oral or order = b12",
            Or(
                operands=(
                    And(
                        operands=(
                            Not(operand=Comparison(variable=ROUTES, test=Has(codes=("im",)))),
                            _asks(ROUTE, "oral"),
                        )
                    ),
                    _asks(ORDER, "b12"),
                )
            ),
        ),
    ],
)
def test_conditions(text: str, meaning: object) -> None:
    """Each form of a condition means what the reference page says, and still does when written and read again."""
    condition, findings = understand_condition(text, VARIABLES, HERE)
    assert (condition, findings) == (meaning, ())
    assert condition is not None
    assert understand_condition(canonical_condition(condition), VARIABLES, HERE) == (meaning, ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["DT233"]),
        ("route = orl", ["DT204"]),
        ("age_years = 2,8", ["DT202"]),
        ("route = oral and", ["DT203"]),
        ("rout = oral", ["DT234"]),
        ("plan = stop", ["DT235"]),
        ("plan in (stop, delay)", ["DT235"]),
        ("plan < 3", ["DT235"]),
        ("route contains oral", ["DT236"]),
        ("route is empty", ["DT236"]),
        ("route < 3", ["DT212"]),
        ("age_years < old", ["DT218"]),
        ("age_years < 500", ["DT219"]),
        ("order = unknown", ["DT211"]),
        ("not " * 60 + "route = oral", ["DT237"]),
        ("route = orl or age_years > 500 and plan = stop", ["DT204", "DT219", "DT235"]),
        ("route <> oral", ["DT223"]),
    ],
)
def test_findings_on_conditions(text: str, codes: list[str]) -> None:
    """Each mistake in a condition has one finding with its own code, in the order of the text."""
    condition, findings = understand_condition(text, VARIABLES, HERE)
    assert condition is None
    assert [found.code for found in findings] == codes
    assert all(title(found) for found in findings)


def test_a_near_name_is_offered_as_the_dictionary_writes_it() -> None:
    """A name or label that is one slip away is offered with its own capital letters."""
    _, (by_label,) = understand_condition("Rotes is empty", VARIABLES, HERE)
    _, (by_path,) = understand_condition("neuro.stgae = present", VARIABLES, HERE)
    assert (by_label.closest, by_path.closest) == ("Routes", "neuro.stage")
    assert "Neurology" in by_path.expected


def test_the_catalogue_words_this_band() -> None:
    """The codes of cells lie between DT201 and DT239, and no sentence uses a programmer's word."""
    words = ("illegal", "token", "parse", "null", "exception", "enum", "schema", "invalid")
    entries = [entry for code, entry in catalogue().items() if "DT200" < code < "DT240"]
    assert len(entries) >= 35
    for entry in entries:
        text = f"{entry.title} {entry.meaning} {entry.mend}".casefold()
        assert not any(word in text for word in words), entry.code
        assert "{" not in entry.meaning + entry.mend
