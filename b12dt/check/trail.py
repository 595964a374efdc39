"""From what a condition asks to the rules that decided it: those of the decisions it names first, then what these read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from b12dt.diagnostics import Span
from b12dt.model import (
    And,
    Anything,
    Comparison,
    Condition,
    Decision,
    DecisionTable,
    Guideline,
    Has,
    IsEmpty,
    Not,
    OneOf,
    Or,
    Output,
    Rule,
)
from b12dt.program import tables_behind
from b12dt.runtime.advice import Advice


class Asked(NamedTuple):
    """An output that is asked for, and the codes of it that are named, where there are any."""

    output: Output
    codes: frozenset[str]


class Place(NamedTuple):
    """A rule that fired, or a table of which none did, and where it stands."""

    what: str
    span: Span


def asked_in(condition: Condition) -> Iterator[Asked]:
    """Return the outputs that a condition asks for."""
    match condition:
        case Comparison(variable=Output() as output, test=OneOf(codes=codes) | Has(codes=codes)):
            yield Asked(output, frozenset(codes))
        case Comparison(variable=Output() as output) | IsEmpty(variable=Output() as output):
            yield Asked(output, frozenset())
        case Not(operand=operand):
            yield from asked_in(operand)
        case And(operands=operands) | Or(operands=operands):
            for one in operands:
                yield from asked_in(one)
        case _:
            return


def trail(guideline: Guideline, advice: Advice, asked: Iterable[Asked]) -> Iterator[Place]:
    """Return the rules that fired for what is asked, nearest first: then those for what their tables read, and so on.

    Of the tables that are asked themselves, one in which no rule fired is named as well: a rule may be missing there.
    """
    decisions = {one.key: one for one in guideline.decisions}
    near = [pair for one in asked for pair in _concerned(decisions, one)]
    visited: set[str] = set()
    yield from _nearest(near, advice)
    while near:
        tables = {table.key: table for table, _ in near if table.key not in visited}
        visited |= tables.keys()
        read = dict.fromkeys(column for table in tables.values() for column in _read(table, advice))
        near = [(table, Asked(output, frozenset())) for one in read for output, table in tables_behind(decisions, one)]
        near = [(table, one) for table, one in near if table.key not in visited]
        for table in {table.key: table for table, _ in near}.values():
            yield from (Place(rule.id, rule.span) for rule in fired_in(table, advice))


def _concerned(decisions: Mapping[str, Decision], asked: Asked) -> list[tuple[DecisionTable, Asked]]:
    """Return the tables that give an output: of many, those that can give the codes that are named."""
    tables = [(table, Asked(output, asked.codes)) for output, table in tables_behind(decisions, asked.output)]
    able = [(table, one) for table, one in tables if any(_states(table, rule, one) for rule in table.rules)]
    return able or tables


def fired_in(table: DecisionTable, advice: Advice) -> list[Rule]:
    """Return the rules of a table that fired."""
    fired = {rule.id for rule in advice.decisions[table.key].rules}
    return [rule for rule in table.rules if rule.id in fired]


def _nearest(near: Iterable[tuple[DecisionTable, Asked]], advice: Advice) -> Iterator[Place]:
    """Return the rules that state what is named, then the other ones that fired, then the tables where none did."""
    named: dict[Place, None] = {}
    others: dict[Place, None] = {}
    silent: dict[Place, None] = {}
    for table, one in near:
        fired = fired_in(table, advice)
        for rule in fired:
            (named if _states(table, rule, one) else others)[Place(rule.id, rule.span)] = None
        if not fired:
            silent[Place(f"no rule of {table.name}", table.span)] = None
    yield from named | others | silent


def _states(table: DecisionTable, rule: Rule, asked: Asked) -> bool:
    value = rule.outputs[table.outputs.index(asked.output)].value
    return not asked.codes.isdisjoint(value if isinstance(value, tuple) else (str(value),))


def _read(table: DecisionTable, advice: Advice) -> list[Output]:
    """Return the results that a table reads, those that the rules that fired ask about first."""
    fired = fired_in(table, advice)
    columns = [
        (all(isinstance(rule.inputs[place].test, Anything) for rule in fired), column)
        for place, column in enumerate(table.inputs)
        if isinstance(column, Output)
    ]
    return [column for _, column in sorted(columns, key=lambda pair: pair[0])]
