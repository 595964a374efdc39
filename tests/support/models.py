"""Guidelines as data, without workbooks: small ones written out by hand, and random ones for hypothesis.

Nothing here knows of atoms or masks. What matters of a number is found as `points`: each bound that a test names, and
a number on either side of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from b12dt.cells.understand import understand_test
from b12dt.check.conditions import meets
from b12dt.diagnostics import Span
from b12dt.model import (
    UNKNOWN,
    Anything,
    Comparison,
    Decision,
    DecisionTable,
    Guideline,
    Has,
    HitPolicy,
    Input,
    InputEntry,
    Interval,
    Kind,
    OneOf,
    Output,
    OutputEntry,
    Rule,
    Summary,
    Takes,
    UnaryTest,
    Union,
    Value,
    ValueList,
    Variable,
    Within,
)
from b12dt.program import Program, compile_guideline

NOWHERE = Span(workbook="made-up.xlsx", sheet="Sheet", cells="A1")
ONE_ANSWER = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)
AGGREGATES = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST, HitPolicy.COUNT)
LISTS = (HitPolicy.RULE_ORDER, HitPolicy.COLLECT)


# --- written by hand -------------------------------------------------------------------------------------------------


def values(name: str, codes: Iterable[str]) -> ValueList:
    """Return a value list; each label is its code."""
    words = tuple(Value(code=code, label=code, sentence=f"This is {code}.", span=NOWHERE) for code in codes)
    return ValueList(name=name, values=words, span=NOWHERE)


def category(name: str, codes: Iterable[str] = "abc", *, may_be_unknown: bool = True, default: str = UNKNOWN) -> Input:
    """Return an input that is one of `codes`."""
    return Input(
        name=name, label=name, section="", question=f"What is {name}?", kind=Kind.CATEGORY, values=values(name, codes),
        may_be_unknown=may_be_unknown, default=default, span=NOWHERE,
    )  # fmt: skip


def number(name: str, lowest: str = "0", highest: str = "100", *, may_be_unknown: bool = True) -> Input:
    """Return an input that is a number."""
    return Input(
        name=name, label=name, section="", question=f"What is {name}?", kind=Kind.NUMBER, unit="mg", ucum="mg",
        lowest=Decimal(lowest), highest=Decimal(highest), may_be_unknown=may_be_unknown, span=NOWHERE,
    )  # fmt: skip


def several(
    name: str, codes: Iterable[str] = "abc", *, may_be_unknown: bool = True, default: str | tuple[str, ...] = UNKNOWN
) -> Input:
    """Return an input that is any of `codes`."""
    return Input(
        name=name, label=name, section="", question=f"What is {name}?", kind=Kind.SEVERAL, values=values(name, codes),
        may_be_unknown=may_be_unknown, default=default, span=NOWHERE,
    )  # fmt: skip


def output(path: str, codes: Iterable[str] = "xyz", kind: Kind = Kind.CATEGORY) -> Output:
    """Return an output `decision.name`; a number where `kind` says so."""
    decision, name = path.split(".")
    listed = None if kind is Kind.NUMBER else values(path, codes)
    return Output(decision=decision, name=name, label=path, kind=kind, values=listed, span=NOWHERE)


def cell(text: str, variable: Variable) -> UnaryTest:
    """Return what a cell asks."""
    test, findings = understand_test(text, variable, NOWHERE, rule="", column="")
    assert test is not None, findings
    return test


def asks(variable: Variable, text: str) -> Comparison:
    """Return the condition that a variable meets a cell."""
    return Comparison(variable=variable, test=cell(text, variable))


def rule(name: str, tests: Sequence[UnaryTest], results: Sequence[Any], texts: Sequence[str] = ()) -> Rule:
    """Return a rule."""
    asked = texts or [_in_words(test) for test in tests]
    return Rule(
        id=name,
        inputs=tuple(InputEntry(test=test, text=text, span=NOWHERE) for test, text in zip(tests, asked, strict=True)),
        outputs=tuple(OutputEntry(value=value, text=str(value), span=NOWHERE) for value in results),
        span=NOWHERE,
    )


def _in_words(test: UnaryTest) -> str:
    match test:
        case Anything():
            return "-"
        case OneOf(codes=codes, negated=negated) | Has(codes=codes, negated=negated):
            words = ", ".join(codes)
        case Within(negated=negated):
            words = ", ".join([*(_range_in_words(one) for one in test.intervals), *([UNKNOWN] if test.unknown else [])])
    return f"not({words})" if negated else words


def _range_in_words(one: Interval) -> str:
    left, right = "[" if one.low_closed else "(", "]" if one.high_closed else ")"
    return f"{left}{'' if one.low is None else one.low}..{'' if one.high is None else one.high}{right}"


def table(
    key: str,
    policy: str | HitPolicy,
    inputs: Sequence[Variable],
    outputs: Sequence[Output],
    rules: Iterable[Rule] | str,
) -> DecisionTable:
    """Return a decision table. Rules may be written as lines `a, b | > 5 || x | y`; several values as `x;y`."""
    if isinstance(rules, str):
        lines = [line.strip() for line in rules.strip().splitlines()]
        rules = [_rule_of(f"{key}{place}", line, inputs, outputs) for place, line in enumerate(lines, start=1)]
    return DecisionTable(
        id=f"T_{key}", key=key, name=key, question=f"What of {key}?", hit_policy=HitPolicy(policy), inputs=tuple(inputs),
        outputs=tuple(outputs), rules=tuple(rules), span=NOWHERE,
    )  # fmt: skip


def _rule_of(name: str, line: str, inputs: Sequence[Variable], outputs: Sequence[Output]) -> Rule:
    asked, given = ([cell.strip() for cell in part.split("|")] for part in line.split("||"))
    tests = [cell(text, one) for text, one in zip(asked, inputs, strict=True)]
    return rule(name, tests, [_result_of(text, one) for text, one in zip(given, outputs, strict=True)], asked)


def _result_of(text: str, one: Output) -> Any:
    if one.kind is Kind.NUMBER:
        return Decimal(text)
    return tuple(part.strip() for part in text.split(";") if part.strip()) if one.kind is Kind.SEVERAL else text


def summary(key: str, *unions: tuple[Output, str, Sequence[Output]]) -> Summary:
    """Return a summary of (output, `all of` or `highest of`, sources)."""
    made = tuple(Union(output=one, takes=Takes(takes), sources=tuple(of), span=NOWHERE) for one, takes, of in unions)
    return Summary(id=f"T_{key}", key=key, name=key, question="", unions=made, span=NOWHERE)


class MadeUp(Guideline):
    """A guideline that shows itself as short text when a test of it fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return its inputs and tables as lines."""
        asked = [f"{one.name}: {one.kind} {_allowed(one)}" for one in self.inputs]
        return "\n".join(["", *asked, *(line for one in self.decisions for line in _shown(one)), ""])

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Print it so for hypothesis, too."""
        printer.text(repr(self))


def _allowed(one: Input) -> str:
    words = [value.code for value in one.values.values] if one.values else [f"{one.lowest}..{one.highest}"]
    return " ".join([*words, *([UNKNOWN] if one.may_be_unknown else [])])


def _shown(decision: Decision) -> list[str]:
    if isinstance(decision, Summary):
        return [f"{one.output.path} {one.takes} {[source.path for source in one.sources]}" for one in decision.unions]
    titles = f"{decision.key} ({decision.hit_policy}): {[one.path for one in decision.inputs]}"
    given = [f"{one.path} {one.kind}" for one in decision.outputs]
    lines = [
        f"  {rule.id}: {' | '.join(entry.text for entry in rule.inputs)} || {[entry.value for entry in rule.outputs]}"
        for rule in decision.rules
    ]
    return [f"{titles} -> {given}", *lines]


def guideline(inputs: Iterable[Input], decisions: Iterable[Decision]) -> Guideline:
    """Return a guideline of nothing but inputs and decisions."""
    inputs, decisions = tuple(inputs), tuple(decisions)
    lists = {one.values.name: one.values for one in (*inputs, *_outputs(decisions)) if one.values}
    return MadeUp(
        about=(("Title", "Made up"), ("Version", "0")), inputs=inputs, value_lists=tuple(lists.values()),
        decisions=decisions, regimens=(), codes=(), statements=(), interpretations=(), references=(), invariants=(), pairs=(),
        base=tuple((one.name, one.default) for one in inputs), cases=(), sha256="none",
    )  # fmt: skip


def _outputs(decisions: Iterable[Decision]) -> Iterator[Output]:
    for one in decisions:
        yield from one.outputs if isinstance(one, DecisionTable) else (union.output for union in one.unions)


def compiled(inputs: Iterable[Input], decisions: Iterable[Decision]) -> Program:
    """Return the program; fails with the findings where there is none."""
    program, findings = compile_guideline(guideline(inputs, decisions))
    assert program is not None, findings
    return program


# --- points: values that stand for all others ------------------------------------------------------------------------


def asked_of(variable: Variable, decisions: Iterable[Decision]) -> list[UnaryTest]:
    """Return every test that some table makes on a variable."""
    return [
        rule.inputs[place].test
        for one in decisions
        if isinstance(one, DecisionTable)
        for place, asked in enumerate(one.inputs)
        if asked.path == variable.path
        for rule in one.rules
    ]


def points(variable: Variable, tests: Iterable[UnaryTest], *, known_only: bool = False) -> list[Any]:
    """Return values that stand for all a variable can take; an unknown number is None, several unknown `("unknown",)`."""
    codes = [value.code for value in variable.values.values] if variable.values else []
    unknown = variable.may_be_unknown if isinstance(variable, Input) else UNKNOWN in codes
    codes = [code for code in codes if code != UNKNOWN]
    if variable.kind is Kind.CATEGORY:
        found: list[Any] = [*codes]
    elif variable.kind is Kind.SEVERAL:
        mentioned = {code for test in tests if isinstance(test, Has) for code in test.codes}
        codes = [code for code in codes if code in mentioned]
        found = [
            tuple(code for code, taken in zip(codes, bits, strict=True) if taken)
            for bits in product((0, 1), repeat=len(codes))
        ]
    else:
        found = [float(point) for point in number_points(variable, tests)]
    if unknown and not known_only:
        found.append({Kind.CATEGORY: UNKNOWN, Kind.SEVERAL: (UNKNOWN,), Kind.NUMBER: None}[variable.kind])
    return found


def number_points(variable: Variable, tests: Iterable[UnaryTest]) -> list[Decimal]:
    """Return each bound that a test names and a number between any two neighbours, as far as the dictionary allows them."""
    bounds = {
        bound
        for test in tests
        if isinstance(test, Within)
        for interval in test.intervals
        for bound in (interval.low, interval.high)
        if bound is not None
    }
    low, high = (variable.lowest, variable.highest) if isinstance(variable, Input) else (None, None)
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        ends = [min(bounds, default=Decimal(0)) - 1, max(bounds, default=Decimal(0)) + 1]
    places = sorted(bounds | set(ends))
    found = sorted({*places, *((left + right) / 2 for left, right in pairwise(places))})
    return [one for one in found if (low is None or one >= low) and (high is None or one <= high)]


# --- random ones -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Policies:
    """Which hit policies a random guideline may have in tables that others ask, and in those that nobody asks."""

    inner: tuple[HitPolicy, ...] = ONE_ANSWER
    last: tuple[HitPolicy, ...] = tuple(HitPolicy)


def decimals(lowest: int = 0, highest: int = 12) -> st.SearchStrategy[Decimal]:
    """Return bounds of few digits, so that tests often share one, and decimals that no binary number hits."""
    wholes = st.integers(lowest, highest).map(Decimal)
    tenths = st.integers(lowest * 10, highest * 10).map(lambda tenth: Decimal(tenth) / 10)
    return st.one_of(wholes, tenths)


@st.composite
def intervals(draw: st.DrawFn, lowest: int = 0, highest: int = 12) -> Interval:
    """Return a range with at least one end."""
    one, other = sorted((draw(decimals(lowest, highest)), draw(decimals(lowest, highest))))
    if one == other:
        return Interval(low=one, low_closed=True, high=one, high_closed=True)
    low, high = draw(st.sampled_from([(one, other), (one, other), (None, other), (one, None)]))
    return Interval(
        low=low,
        low_closed=low is not None and draw(st.booleans()),
        high=high,
        high_closed=high is not None and draw(st.booleans()),
    )


@st.composite
def conditions(draw: st.DrawFn, variable: Variable, *, anything: bool = True) -> UnaryTest:
    """Return a test on a variable, `-` among them."""
    if anything and draw(st.integers(0, 2)) == 0:
        return Anything()
    unknown = variable.may_be_unknown if isinstance(variable, Input) else False
    negated = draw(st.booleans())
    if variable.kind is Kind.NUMBER:
        count = draw(st.integers(0 if unknown else 1, 2))
        taken = tuple(draw(intervals()) for _ in range(count))
        return Within(intervals=taken, unknown=unknown and (not taken or draw(st.booleans())), negated=negated)
    assert variable.values is not None
    words = [value.code for value in variable.values.values if value.code != UNKNOWN] + [UNKNOWN] * unknown
    chosen = tuple(draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)))
    return (Has if variable.kind is Kind.SEVERAL else OneOf)(codes=chosen, negated=negated)


def inputs() -> st.SearchStrategy[list[Input]]:
    """Return two to four inputs of every kind."""
    makers = st.sampled_from([category, category, number, several])
    made = st.lists(st.tuples(makers, st.booleans()), min_size=2, max_size=4)
    return made.map(lambda kinds: [_input(f"i{place}", maker, may) for place, (maker, may) in enumerate(kinds)])


def _input(name: str, maker: Any, may_be_unknown: bool) -> Input:
    if maker is number:
        return number(name, "0", "10")
    if may_be_unknown:
        return maker(name)
    return maker(name, may_be_unknown=False, default="a" if maker is category else ())


def _kind_for(policy: HitPolicy, draw: st.DrawFn) -> Kind:
    if policy in AGGREGATES:
        return Kind.NUMBER
    if policy in LISTS:
        return Kind.SEVERAL
    if policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
        return Kind.CATEGORY
    return draw(st.sampled_from([Kind.CATEGORY, Kind.CATEGORY, Kind.SEVERAL, Kind.NUMBER]))


def _results(one: Output) -> st.SearchStrategy[Any]:
    if one.kind is Kind.NUMBER:
        # Quarters are exact in binary, too: how sums of other decimals come out is a test of its own.
        return st.integers(0, 40).map(lambda quarter: Decimal(quarter) / 4)
    assert one.values is not None
    words = [value.code for value in one.values.values]
    if one.kind is Kind.SEVERAL:
        return st.lists(st.sampled_from(words), max_size=2, unique=True).map(tuple)
    return st.sampled_from(words)


@st.composite
def tables(
    draw: st.DrawFn, key: str, variables: Sequence[Variable], policies: Sequence[HitPolicy], most_rules: int = 6
) -> DecisionTable:
    """Return a table over some of `variables` that its hit policy allows; it may have gaps."""
    policy = draw(st.sampled_from(policies))
    asked = draw(st.lists(st.sampled_from(variables), min_size=1, max_size=3, unique_by=lambda one: one.path))
    kinds = [_kind_for(policy, draw) for _ in range(draw(st.integers(1, 2)))]
    outputs = [output(f"{key}.o{place}", "xyz", kind) for place, kind in enumerate(kinds)]
    rules: list[Rule] = []
    for place in range(draw(st.integers(1, most_rules))):
        made = rule(
            f"{key}_{place}", [draw(conditions(one)) for one in asked], [draw(_results(one)) for one in outputs]
        )
        if policy in (HitPolicy.UNIQUE, HitPolicy.ANY):
            clash = [one for one in rules if share_a_patient(one, made, asked)]
            same = {tuple(entry.value for entry in one.outputs) for one in clash}
            if clash and (policy is HitPolicy.UNIQUE or len(same) > 1):
                continue
            if clash:
                made = rule(made.id, [entry.test for entry in made.inputs], next(iter(same)))
        rules.append(made)
    if draw(st.booleans()) and policy in (HitPolicy.FIRST, HitPolicy.PRIORITY):
        rules.append(rule(f"{key}_rest", [Anything() for _ in asked], [draw(_results(one)) for one in outputs]))
    return table(key, policy, asked, outputs, rules)


def share_a_patient(one: Rule, other: Rule, asked: Sequence[Variable]) -> bool:
    """Tell by trying every point whether some patient meets both rules."""
    return all(
        any(meets(left.test, point) and meets(right.test, point) for point in points(variable, (left.test, right.test)))
        for variable, left, right in zip(asked, one.inputs, other.inputs, strict=True)
    )


@st.composite
def guidelines(draw: st.DrawFn, policies: Policies | None = None, most_tables: int = 4) -> Guideline:
    """Return a guideline of a few tables, later ones asking earlier ones, and now and then a summary."""
    policies = policies or Policies()
    facts = draw(inputs())
    variables: list[Variable] = list(facts)
    decisions: list[Decision] = []
    count = draw(st.integers(1, most_tables))
    for place in range(count):
        last = place == count - 1
        made = draw(tables(f"t{place}", variables, policies.last if last else policies.inner))
        decisions.append(made)
        variables.extend(made.outputs)
    listed = [one for one in _outputs(decisions) if one.kind is Kind.SEVERAL]
    single = [one for one in _outputs(decisions) if one.kind is Kind.CATEGORY and _policy(one, decisions) in ONE_ANSWER]
    unions = [(output("s.all", "xyz", Kind.SEVERAL), "all of", listed)] if listed else []
    unions += [(output("s.high", "xyz"), "highest of", single)] if single else []
    if unions and draw(st.booleans()):
        decisions.append(summary("s", *unions))
    return guideline(facts, decisions)


def _policy(one: Output, decisions: Iterable[Decision]) -> HitPolicy | None:
    return next(
        (made.hit_policy for made in decisions if isinstance(made, DecisionTable) and made.key == one.decision), None
    )


def patients(one: Guideline) -> st.SearchStrategy[dict[str, Any]]:
    """Return facts about a patient as `evaluate` takes them, now and then unknown."""
    return st.fixed_dictionaries(
        {fact.name: st.sampled_from(points(fact, asked_of(fact, one.decisions))) for fact in one.inputs}
    ).map(as_facts)


def as_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as `evaluate` takes them: several as a list, an unknown one as the word."""
    return {
        name: UNKNOWN if value == (UNKNOWN,) else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def as_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a case as JSON has them: several as a list, a number as a float."""
    return {
        name: list(value) if isinstance(value, tuple) else value if isinstance(value, str) else float(value)
        for name, value in facts.items()
    }


def as_values(facts: Mapping[str, Any], one: Guideline) -> dict[str, Any]:
    """Return complete facts as tests take them: several as a tuple, several unknown as `("unknown",)`, an unknown number as None."""
    made: dict[str, Any] = {}
    for fact in one.inputs:
        value = facts[fact.name]
        if value is None or value == UNKNOWN:
            made[fact.name] = {Kind.CATEGORY: UNKNOWN, Kind.SEVERAL: (UNKNOWN,), Kind.NUMBER: None}[fact.kind]
        else:
            made[fact.name] = tuple(value) if isinstance(value, list) else value
    return made
