"""What diagrams stand on: the facts in the order in which they are asked for, and their atoms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from b12dt.atoms import size
from b12dt.model import (
    And,
    Comparison,
    Condition,
    Decision,
    DecisionTable,
    FactValue,
    Guideline,
    Has,
    Input,
    IsEmpty,
    Kind,
    Not,
    Or,
    Output,
    UnaryTest,
)
from b12dt.program import atoms_in, tables_of, tests_of
from b12dt.prove.diagram import MOST_NODES, Space
from b12dt.runtime.structure import Atoms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What graphs stand on: the facts in the order in which diagrams ask for them, their atoms, and the space."""

    inputs: tuple[Input, ...]
    atoms: dict[str, Atoms]
    facts: list[list[int]]
    space: Space

    @classmethod
    def under(
        cls,
        inputs: tuple[Input, ...],
        atoms: dict[str, Atoms],
        most_nodes: int = MOST_NODES,
        earlier: Space | None = None,
    ) -> Ground:
        """Return the ground for these facts, on an earlier space where that is one for as many atoms of each."""
        facts = [possible_atoms(atoms[one.name]) for one in inputs]
        sizes = tuple(len(possible) for possible in facts)
        space = earlier if earlier and earlier.sizes == sizes else Space(sizes, most_nodes)
        return cls(inputs=inputs, atoms=atoms, facts=facts, space=space)


def facts_in_order(guideline: Guideline) -> tuple[Input, ...]:
    """Return the facts in the order in which diagrams ask for them.

    Facts that are decided on together stand together, as the tables are reached from the first one on: this keeps
    diagrams small.
    """
    decisions = {decision.key: decision for decision in guideline.decisions}
    order: dict[str, Input] = {}
    visited: set[str] = set()

    def visit(decision: Decision) -> None:
        if decision.key in visited or not isinstance(decision, DecisionTable):
            return
        visited.add(decision.key)
        for column in decision.inputs:
            if isinstance(column, Output):
                visit(decisions[column.decision])
        for column in decision.inputs:
            if isinstance(column, Input):
                order.setdefault(column.name, column)

    for decision in guideline.decisions:
        visit(decision)
    for one in guideline.inputs:
        order.setdefault(one.name, one)
    return tuple(order.values())


def all_tests(guideline: Guideline) -> dict[str, list[UnaryTest]]:
    """Return every test that the tables and the invariants make, by the variable's path."""
    tests = tests_of(tables_of(guideline))
    for invariant in guideline.invariants:
        for condition in (invariant.premise, invariant.conclusion):
            for path, test in _tests_in(condition):
                tests.setdefault(path, []).append(test)
    for pair in guideline.pairs:
        for condition in (pair.premise, pair.after, pair.before):
            for path, test in _tests_in(condition) if condition else ():
                tests.setdefault(path, []).append(test)
        for one, *changes in zip(pair.facts, pair.from_tests, pair.to_tests, strict=True):
            tests.setdefault(one.name, []).extend(changes)
    return tests


def guideline_atoms(guideline: Guideline, more: Mapping[str, Iterable[UnaryTest]]) -> dict[str, Atoms]:
    """Return the atoms of every variable, told apart by the guideline's tests and by `more`."""
    tests = all_tests(guideline)
    return atoms_in(guideline, {path: (*tests.get(path, ()), *more.get(path, ())) for path in {*tests, *more}})


def _tests_in(condition: Condition) -> Iterable[tuple[str, UnaryTest]]:
    match condition:
        case Comparison(variable=variable, test=test):
            # Whether an output holds a code is asked of its rules; its combinations need not be told apart for it.
            if not (isinstance(test, Has) and isinstance(variable, Output)):
                yield variable.path, test
        case IsEmpty(variable=Input() as variable):
            yield (
                variable.path,
                Has(codes=tuple(value.code for value in variable.words)),
            )
        case IsEmpty():
            return
        case Not(operand=operand):
            yield from _tests_in(operand)
        case And(operands=operands) | Or(operands=operands):
            for one in operands:
                yield from _tests_in(one)


def possible_atoms(atoms: Atoms) -> list[int]:
    """Return the atoms that can occur, in their order."""
    return [atom for atom in range(size(atoms)) if atoms.domain >> atom & 1]


def fact_of(value: FactValue, one: Input) -> Any:
    """Return a fact as `atom_of` takes it: an unknown number is None, unknown codes are a tuple of their own."""
    if isinstance(value, str) and one.kind is not Kind.CATEGORY:
        return None if one.kind is Kind.NUMBER else (value,)
    return float(value) if not isinstance(value, str | tuple) else value
