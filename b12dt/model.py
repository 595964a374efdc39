"""The guideline as data: what the workbooks say once every name, type and unit in them is understood.

Frozen, without behaviour, in DMN's words. A node's `span` says where it stands in the workbooks; it takes no part
in equality, so that a guideline which only moved around in its workbooks is equal to itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from b12dt.diagnostics import Span

UNKNOWN = "unknown"
"""The value of a fact that nobody knows: matched by `-`, by `unknown` and by `not(...)` of other values only."""


class HitPolicy(StrEnum):
    """DMN's hit policies: which of the rules that are met count."""

    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    SUM = "C+"
    LEAST = "C<"
    GREATEST = "C>"
    COUNT = "C#"


ADDS_UP = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST)
"""Policies whose result is no number, and so unknown, where no rule is met."""


class Basis(StrEnum):
    """What a rule rests on."""

    EXPLICIT = "explicit"
    INTERPRETATION = "interpretation"
    NOT_COVERED = "not_covered"


class Kind(StrEnum):
    """What an input or an output can hold."""

    CATEGORY = "category"
    SEVERAL = "several of"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A word of a value list: its code (the API), its label (the cells), the sentence shown to the reader.

    A `quiet` value says that nothing is called for; it is told in one line with the others of its kind.
    """

    code: str
    label: str
    sentence: str
    severity: str = ""
    quiet: bool = False
    notes: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """A vocabulary. Its order is the order of priority (hit policies P and O, `highest of`)."""

    name: str
    values: tuple[Value, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A fact about a patient, an order or a plan. `lowest` and `highest` belong to the allowed range.

    `values` is empty for a number. `default` holds for a fact that is not given: `unknown` for nearly all, a value
    code, a number, or the codes of a `several of` input (an empty tuple for none).
    """

    name: str
    label: str
    section: str
    question: str
    kind: Kind
    unit: str = ""
    ucum: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    values: ValueList | None = None
    may_be_unknown: bool = True
    default: str | tuple[str, ...] | Decimal = UNKNOWN
    meaning: str = ""
    span: Span = field(compare=False)

    @property
    def path(self) -> str:
        """Return the input's full name, as outputs have one."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a decision states: `route.strength` is the output `strength` of the decision `route`.

    `when_empty` is the sentence for a list that holds nothing. `may_be_unknown`: a sum, a least or a greatest, to which
    no rule may have added anything.
    """

    decision: str
    name: str
    label: str
    kind: Kind
    unit: str = ""
    values: ValueList | None = None
    when_empty: str = ""
    meaning: str = ""
    may_be_unknown: bool = False
    span: Span = field(compare=False)

    @property
    def path(self) -> str:
        """Return the output's full name."""
        return f"{self.decision}.{self.name}"


Variable = Input | Output
"""What a column of conditions can ask about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """`-`: does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """The value is one of `codes` (`unknown` may be one of them), or none of them where `negated`."""

    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Has:
    """A variable that holds several values holds at least one of `codes`, or none of them where `negated`."""

    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range of numbers; None stands for no bound on that side. A single number is a closed interval of itself."""

    low: Decimal | None = None
    low_closed: bool = False
    high: Decimal | None = None
    high_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The number lies in one of `intervals`, or is unknown where `unknown`; the contrary where `negated`."""

    intervals: tuple[Interval, ...] = ()
    unknown: bool = False
    negated: bool = False


UnaryTest = Anything | OneOf | Has | Within
"""The meaning of one input cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputEntry:
    """An input cell: its meaning, and its text as the clinician wrote it."""

    test: UnaryTest
    text: str
    span: Span = field(compare=False)


OutputValue = str | tuple[str, ...] | Decimal
"""What an output cell states: one code, several, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputEntry:
    """An output cell."""

    value: OutputValue
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of a decision table, with one entry for each of the decision's columns, in their order."""

    id: str
    inputs: tuple[InputEntry, ...]
    outputs: tuple[OutputEntry, ...]
    guidance: str = ""
    annotation: str = ""
    statements: tuple[str, ...] = ()
    basis: Basis = Basis.EXPLICIT
    interpretations: tuple[str, ...] = ()
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """A decision made by rules. A `working_step` serves other decisions and is not told to the reader as advice."""

    id: str
    key: str
    name: str
    question: str
    working_step: bool = False
    hit_policy: HitPolicy
    inputs: tuple[Variable, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit_policy_reason: str = ""
    span: Span = field(compare=False)


class Takes(StrEnum):
    """How a summary's output is made from the outputs it unites."""

    ALL = "all of"
    HIGHEST = "highest of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """A summary's output: all values of `sources` each once, or the one its value list names first."""

    output: Output
    takes: Takes
    sources: tuple[Output, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A decision that unites the outputs of others."""

    id: str
    key: str
    name: str
    question: str
    working_step: bool = False
    unions: tuple[Union, ...]
    span: Span = field(compare=False)


Decision = DecisionTable | Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """A treatment regimen as data. Doses in `dose_unit` per administration; `frequency` times per `period` `period_unit`."""

    id: str
    label: str
    drug: str
    atc: str
    dose_low: Decimal
    dose_high: Decimal
    dose_unit: str
    route: str
    frequency: int
    period: int | None
    period_high: int | None
    period_unit: str
    duration: int | None
    duration_unit: str
    until: str
    for_life: str
    statements: tuple[str, ...]
    notes: str
    sentence: str = ""
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalCode:
    """A code of LOINC, SNOMED CT or ATC for an input or a value, and whether somebody has verified it."""

    name: str
    value: str
    system: str
    code: str
    display: str
    relationship: str
    verified: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of the source, restated in our words. `line` counts the source's lines from 1."""

    id: str
    text: str
    section: str
    kind: str
    actionable: bool
    line: int
    citations: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A place where the source is silent, unclear or contradicts itself, and the choice that was made."""

    id: str
    title: str
    kind: str
    weight: str
    unclear: str
    choice: str
    shown: str
    statements: tuple[str, ...]
    look_first: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a citation number, or a figure, of the source probably rests on, and what was verified of it."""

    citation: str
    subject: str
    statements: str
    likely_source: str
    status: str
    seen: str
    link: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A condition on one variable of the graph."""

    variable: Variable
    test: UnaryTest


@dataclass(frozen=True, slots=True, kw_only=True)
class IsEmpty:
    """A variable that holds several values holds none."""

    variable: Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The contrary of a condition."""

    operand: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All conditions hold."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one condition holds."""

    operands: tuple[Condition, ...]


Condition = Comparison | IsEmpty | Not | And | Or


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """What must hold for every patient: whoever meets `premise` meets `conclusion`."""

    id: str
    sentence: str
    premise: Condition
    conclusion: Condition
    premise_text: str
    conclusion_text: str
    statements: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairInvariant:
    """What must hold between a patient and the same patient with one fact changed.

    For each of `facts` that lies in `from_test` and is changed to what lies in `to_test`: whoever meets `premise`
    before has the same `unchanged` outputs after, and if `after` holds then, `before` held already (None: `after` must
    never hold).
    """

    id: str
    sentence: str
    facts: tuple[Input, ...]
    from_tests: tuple[UnaryTest, ...]
    to_tests: tuple[UnaryTest, ...]
    premise: Condition | None
    unchanged: tuple[Output, ...]
    after: Condition | None
    before: Condition | None
    text: str
    statements: tuple[str, ...]
    span: Span = field(compare=False)


FactValue = str | tuple[str, ...] | Decimal
"""A fact: a code (or `unknown`), several codes, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One expected result of a case: the output and what it must be, `None` standing for no result."""

    output: Output
    value: OutputValue | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked case. `facts` are complete: the base patient with the case's own facts laid over."""

    id: str
    title: str
    story: str
    facts: tuple[tuple[str, FactValue], ...]
    own_facts: tuple[str, ...]
    expectations: tuple[Expectation, ...]
    rules: tuple[str, ...]
    statements: tuple[str, ...]
    reason: str
    rules_span: Span = field(compare=False)
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """Everything. `decisions` stand in an order in which each one comes after those it needs.

    `pairs` are invariants between two patients. `base` holds the facts of the base patient, from whom cases and counterexamples state only the differences.
    """

    about: tuple[tuple[str, str], ...]
    inputs: tuple[Input, ...]
    value_lists: tuple[ValueList, ...]
    decisions: tuple[Decision, ...]
    regimens: tuple[Regimen, ...]
    codes: tuple[ClinicalCode, ...]
    statements: tuple[Statement, ...]
    interpretations: tuple[Interpretation, ...]
    references: tuple[Reference, ...]
    invariants: tuple[Invariant, ...]
    pairs: tuple[PairInvariant, ...]
    base: tuple[tuple[str, FactValue], ...]
    cases: tuple[Case, ...]
    sha256: str
