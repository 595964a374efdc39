"""The guideline as data: what the workbooks say once every name, type and unit in them is understood.

Frozen, without behaviour, in DMN's words. A node's `span` says where it stands in the workbooks; it takes no part
in equality, so that a guideline which only moved around in its workbooks is equal to itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from b12dt.model.cells import Anything, Has, InputEntry, Interval, OneOf, OutputEntry, OutputValue, UnaryTest, Within
from b12dt.model.decisions import (
    ADDS_UP,
    LISTS,
    RANKED,
    Basis,
    Decision,
    DecisionTable,
    HitPolicy,
    Rule,
    Summary,
    Takes,
    Union,
)
from b12dt.model.dictionary import UNKNOWN, FactValue, Input, Kind, Output, Value, ValueList, Variable
from b12dt.model.evidence import ClinicalCode, Interpretation, Reference, Regimen, Statement
from b12dt.model.promises import (
    And,
    Case,
    Comparison,
    Condition,
    Expectation,
    Invariant,
    IsEmpty,
    Not,
    Or,
    PairInvariant,
)

__all__ = [
    "ADDS_UP",
    "LISTS",
    "RANKED",
    "UNKNOWN",
    "And",
    "Anything",
    "Basis",
    "Case",
    "ClinicalCode",
    "Comparison",
    "Condition",
    "Decision",
    "DecisionTable",
    "Expectation",
    "FactValue",
    "Guideline",
    "Has",
    "HitPolicy",
    "Input",
    "InputEntry",
    "Interpretation",
    "Interval",
    "Invariant",
    "IsEmpty",
    "Kind",
    "Not",
    "OneOf",
    "Or",
    "Output",
    "OutputEntry",
    "OutputValue",
    "PairInvariant",
    "Reference",
    "Regimen",
    "Rule",
    "Statement",
    "Summary",
    "Takes",
    "UnaryTest",
    "Union",
    "Value",
    "ValueList",
    "Variable",
    "Within",
]


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
