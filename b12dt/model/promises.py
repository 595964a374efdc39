"""Invariants, and the conditions they are made of; worked cases."""

from __future__ import annotations

from dataclasses import dataclass, field

from b12dt.diagnostics import Span
from b12dt.model.cells import OutputValue, UnaryTest
from b12dt.model.dictionary import FactValue, Input, Output, Variable


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
