"""Decision tables with their rules, and the summaries that unite them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from b12dt.diagnostics import Span
from b12dt.model.cells import InputEntry, OutputEntry
from b12dt.model.dictionary import Output, Variable


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

RANKED = (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)
"""Policies that follow the order of the outputs' value lists."""

LISTS = (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT)
"""Policies by which the result is a list: one entry for each rule that holds."""


class Basis(StrEnum):
    """What a rule rests on."""

    EXPLICIT = "explicit"
    INTERPRETATION = "interpretation"
    NOT_COVERED = "not_covered"


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
class _Decision:
    """What every decision has.

    A `working_step` serves other decisions and is not told to the reader as advice; what is `told_first` is told before
    all other advice, after the alerts.
    """

    id: str
    key: str
    name: str
    question: str
    working_step: bool = False
    told_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable(_Decision):
    """A decision made by rules."""

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
class Summary(_Decision):
    """A decision that unites the outputs of others."""

    unions: tuple[Union, ...]
    span: Span = field(compare=False)


Decision = DecisionTable | Summary
