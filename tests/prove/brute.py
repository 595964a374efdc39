"""Small guidelines tried on every patient there is, to hold proofs against.

A patient is one value of each atom of each fact (that atoms tell enough apart is the business of `test_atoms`); what
the patient gets is said by the second evaluator, which knows nothing of atoms, boxes or diagrams.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from b12dt.atoms import sample_of
from b12dt.cells.understand import understand_fact, understand_test
from b12dt.check.conditions import holds, meets
from b12dt.diagnostics import Finding
from b12dt.model import (
    And,
    Comparison,
    Condition,
    DecisionTable,
    Guideline,
    Input,
    Invariant,
    IsEmpty,
    Kind,
    Not,
    Or,
    Output,
    PairInvariant,
    UnaryTest,
    Variable,
)
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph
from tests.support.interpreter import interpret
from tests.support.models import NOWHERE, Policies, conditions, guidelines

MOST = 700
Point = tuple[int, ...]


@dataclass(frozen=True)
class Patient:
    """A patient by the places of his atoms: all values by path, and the rules that fire for him by decision."""

    point: Point
    values: Mapping[str, Any]
    fired: Mapping[str, tuple[str, ...] | None]

    def differs_from(self, base: Point) -> int:
        """Return in how many facts he differs from another patient."""
        return sum(a != b for a, b in zip(self.point, base, strict=True))


class World:
    """A guideline, its diagrams, and all of its patients."""

    def __init__(self, model: Guideline, graph: Graph | None = None) -> None:
        """Try every patient."""
        self.model = model
        self.graph = graph or Graph(model)
        self.patients = [self.patient(point) for point in self.points()]
        self.by_point = {one.point: one for one in self.patients}
        self.base = self.by_point[self.graph.base]

    def points(self) -> Iterable[Point]:
        """Return the places of the atoms of every patient."""
        return product(*(range(len(atoms)) for atoms in self.graph.facts))

    def facts_at(self, point: Point) -> dict[str, Any]:
        """Return a patient's facts as tests take them."""
        return {
            one.name: sample_of(atoms[place], self.graph.atoms[one.name], one)
            for one, atoms, place in zip(self.graph.inputs, self.graph.facts, point, strict=True)
        }

    def patient(self, point: Point) -> Patient:
        """Try one patient."""
        facts = self.facts_at(point)
        fired, outputs = interpret(self.model, facts)
        return Patient(point, {**facts, **outputs}, fired)

    def at(self, node: Node, patient: Patient) -> Any:
        """Return the value of a diagram for a patient."""
        for place, atom in enumerate(patient.point):
            node = self.graph.space.child(node, place, atom)
        return self.graph.space.value(node)

    def shown(self, found: Finding) -> Patient:
        """Return the patient that a finding shows: the base patient but for what it names."""
        by_label = {one.label: place for place, one in enumerate(self.graph.inputs)}
        point = list(self.base.point)
        for label, text in found.patient:
            place = by_label[label]
            one, atoms = self.graph.inputs[place], self.graph.facts[place]
            value = read(text, one)
            point[place] = next(
                spot for spot, atom in enumerate(atoms) if sample_of(atom, self.graph.atoms[one.name], one) == value
            )
            assert point[place] != self.base.point[place], "only what differs from the base patient is named"
        return self.by_point[tuple(point)]

    def others(self, patient: Patient, place: int) -> list[Patient]:
        """Return the patients that differ in one fact at most, the one at `place`."""
        point = patient.point
        return [
            self.by_point[(*point[:place], atom, *point[place + 1 :])] for atom in range(len(self.graph.facts[place]))
        ]


def read(text: str, one: Input) -> Any:
    """Return a value of a finding's patient as a case would read it."""
    value, findings = understand_fact(text, one, NOWHERE, case="patient")
    assert value is not None, (text, findings)
    if value == "unknown":
        return {Kind.CATEGORY: "unknown", Kind.SEVERAL: ("unknown",), Kind.NUMBER: None}[one.kind]
    return value if isinstance(value, str | tuple) else float(value)


def read_region(text: str, variables: Iterable[Variable]) -> list[tuple[Variable, UnaryTest]] | None:
    """Return what a region in words asks; None where no words say it: combinations, or a sum that is unknown."""
    by_label = {one.label: one for one in variables}
    if "combinations" in text:
        return None
    if text == "every patient":
        return []
    # Nothing but a label begins a part: labels of made-up variables are like no value.
    parts = re.split(r"(?:^|, )(?=(?:i\d|t\d\.o\d|s\.\w+) )", text)
    asked: list[tuple[Variable, UnaryTest]] = []
    for part in filter(None, parts):
        label, _, cell = part.partition(" ")
        if isinstance(by_label[label], Output) and "unknown" in cell:
            return None
        for one in _cells_of(cell):
            test, findings = understand_test(one, by_label[label], NOWHERE, rule="", column="")
            assert test is not None, (part, findings)
            asked.append((by_label[label], test))
    return asked


def read_said(text: str, variables: Iterable[Variable]) -> list[tuple[Variable, UnaryTest]] | None:
    """Return what a region asks that is told as one would say it: each part is written as a cell again, and read."""
    cells: list[str] = []
    units = {one.label: one.unit for one in variables}
    for part in text.split("; ") if text != "every patient" else ():
        label, _, words = part.replace(" includes ", " is ", 1).partition(" is ")
        words = words.replace(f" {unit}", "") if (unit := units[label]) else words
        negated = words.startswith("anything but ")
        told = words.removeprefix("anything but ")
        if words and " without " not in told and " and " not in told and "combinations" not in told:
            listed = ", ".join(map(_as_cell, re.split(r", | or (?!more\b|less\b)", told)))
            words = f"not({listed})" if negated else listed
        cells.append(f"{label} {words}".rstrip())
    return read_region(", ".join(cells), variables)


SAID = {r"under (\S+)": "< {}", r"over (\S+)": "> {}", r"(\S+) or less": "<= {}", r"(\S+) or more": ">= {}"}
STRETCH = re.compile(r"(over )?(\S+) to (under )?(\S+)")


def _as_cell(words: str) -> str:
    """Return one value, or one stretch of numbers, as a cell has it."""
    if stretch := STRETCH.fullmatch(words):
        return f"{'(' if stretch[1] else '['}{stretch[2]}..{stretch[4]}{')' if stretch[3] else ']'}"
    if words == "any number":
        return "not(unknown)"
    return next((cell.format(found[1]) for way, cell in SAID.items() if (found := re.fullmatch(way, words))), words)


def _cells_of(text: str) -> list[str]:
    """Return what is said of combinations as cells that must all be met: `a and b without c` as `a`, `b`, `not(c)`."""
    held, without, lacked = text.partition(" without ")
    if not (without or " and " in held):
        return [text]
    if held == "known,":
        return [f"not({lacked}, unknown)"]
    return [*held.split(" and "), *([f"not({lacked})"] if without else [])]


def lies_in(asked: Iterable[tuple[Variable, UnaryTest]], values: Mapping[str, Any]) -> bool:
    """Tell whether a patient is one of those that a region describes."""
    return all(meets(test, values[variable.path]) for variable, test in asked)


def is_small(model: Guideline, most: int = MOST) -> bool:
    """Tell whether every patient can be tried."""
    return prod(len(atoms) for atoms in Graph(model).facts) <= most


@st.composite
def small(draw: st.DrawFn, policies: Policies | None = None, most_tables: int = 3, most: int = MOST) -> Guideline:
    """Return a random guideline of which every patient can be tried."""
    model = draw(guidelines(policies, most_tables=most_tables))
    assume(is_small(model, most))
    return model


def variables_of(model: Guideline) -> list[Variable]:
    """Return the facts, and the outputs of tables by which one value, or a list, is stated."""
    made = [one for one in model.decisions if isinstance(one, DecisionTable)]
    return [*model.inputs, *(one for table in made if table.hit_policy != "O" for one in table.outputs)]


@st.composite
def questions(draw: st.DrawFn, variables: list[Variable], depth: int = 2) -> Condition:
    """Return a condition such as an invariant has."""
    kind = draw(st.sampled_from(["ask", "ask", "not", "and", "or"] if depth else ["ask"]))
    if kind == "ask":
        variable = draw(st.sampled_from(variables))
        if variable.kind is Kind.SEVERAL and draw(st.booleans()):
            return IsEmpty(variable=variable)
        return Comparison(variable=variable, test=draw(conditions(variable, anything=False)))
    if kind == "not":
        return Not(operand=draw(questions(variables, depth - 1)))
    operands = (draw(questions(variables, depth - 1)), draw(questions(variables, depth - 1)))
    return And(operands=operands) if kind == "and" else Or(operands=operands)


def invariant(name: str, premise: Condition, conclusion: Condition) -> Invariant:
    """Return an invariant."""
    return Invariant(
        id=name, sentence=f"In words {name}", premise=premise, conclusion=conclusion, premise_text="if",
        conclusion_text="then", statements=(), span=NOWHERE,
    )  # fmt: skip


def pair(
    name: str,
    change: tuple[Input, UnaryTest, UnaryTest],
    *,
    unchanged: Iterable[Any] = (),
    premise: Condition | None = None,
    after: Condition | None = None,
    before: Condition | None = None,
) -> PairInvariant:
    """Return an invariant between two patients who differ in one fact: from what, to what."""
    one, left, right = change
    return PairInvariant(
        id=name, sentence=f"In words {name}", facts=(one,), from_tests=(left,), to_tests=(right,), premise=premise,
        unchanged=tuple(unchanged), after=after, before=before, text="then", statements=(), span=NOWHERE,
    )  # fmt: skip


def with_invariants(model: Guideline, *invariants: Invariant) -> Guideline:
    """Return a guideline that states these invariants."""
    return replace(model, invariants=invariants)


def breaks(one: Invariant, values: Mapping[str, Any]) -> bool:
    """Tell whether a patient breaks an invariant."""
    return holds(one.premise, values) and not holds(one.conclusion, values)


def breaks_pair(model: Guideline, one: PairInvariant, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a pair of patients, who differ in one of its facts, breaks an invariant between them."""
    fact, left, right = one.facts[0], one.from_tests[0], one.to_tests[0]
    if not (meets(left, before[fact.name]) and meets(right, after[fact.name])):
        return False
    if one.premise is not None and not holds(one.premise, before):
        return False
    if any(loosely(before, output, model) != loosely(after, output, model) for output in one.unchanged):
        return True
    if one.after is None or not holds(one.after, after):
        return False
    return one.before is None or not holds(one.before, before)


def loosely(values: Mapping[str, Any], output: Output, model: Guideline) -> Any:
    """Return a result as proofs compare it: what a table of hit policy C collects has no order."""
    value = values[output.path]
    policy = next((getattr(one, "hit_policy", "C") for one in model.decisions if one.key == output.decision), "C")
    return frozenset(value) if isinstance(value, tuple) and policy == "C" else value
