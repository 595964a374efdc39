"""Mutants: the tables with one thing changed. Worked cases that do not notice one would not notice the mistake.

Each mutant is run on every case. One that no case notices is either refused by the proofs (a UNIQUE table with an
overlap, a patient without a rule), or proved to mean the same, or it survives: then a patient is found who would
notice it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TypeVar

from b12dt.atoms import mask_of, test_of
from b12dt.boxes import Box
from b12dt.cells.write import canonical, canonical_answer
from b12dt.check.machine import Version, version_of
from b12dt.diagnostics import Span
from b12dt.model import (
    Anything,
    DecisionTable,
    Guideline,
    Has,
    HitPolicy,
    Interval,
    Kind,
    Output,
    OutputValue,
    UnaryTest,
    Variable,
    Within,
)
from b12dt.program import results_stated, tables_of, tests_of
from b12dt.prove.graph import Graph
from b12dt.runtime.structure import Atoms

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A table with one thing changed: the rule and the place, and from what to what, in words."""

    version: Version
    rule: str
    span: Span
    before: str
    after: str


def on_the_bounds(guideline: Guideline) -> dict[str, list[UnaryTest]]:
    """Return tests that tell every threshold from what lies next to it, so that `>` and `>=` are different masks."""
    points: dict[str, list[UnaryTest]] = {}
    for path, tests in tests_of(tables_of(guideline)).items():
        bounds = {
            bound
            for test in tests
            if isinstance(test, Within)
            for interval in test.intervals
            for bound in (interval.low, interval.high)
            if bound is not None
        }
        points[path] = [
            Within(intervals=(Interval(low=bound, low_closed=True, high=bound, high_closed=True),))
            for bound in sorted(bounds)
        ]
    return points


def mutants_of(graph: Graph, decision: DecisionTable) -> Iterable[Mutant]:
    """Return every mutant of a table: a cell's values or bound changed, a result changed, a rule dropped or moved."""
    boxes = graph.boxes[decision.key]
    for place, rule in enumerate(decision.rules):
        yield from _other_cells(graph, decision, place)
        yield from _other_results(decision, boxes, place)
        nobody = version_of(decision, _with(boxes, place, tuple(0 for _ in decision.inputs)))
        yield Mutant(version=nobody, rule=rule.id, span=rule.span, before=rule.id, after="(rule dropped)")
    if decision.hit_policy is HitPolicy.FIRST:
        yield from _swapped(decision, boxes)


def _other_cells(graph: Graph, decision: DecisionTable, place: int) -> Iterable[Mutant]:
    rule, boxes = decision.rules[place], graph.boxes[decision.key]
    box = boxes[place]
    for column, (variable, entry) in enumerate(zip(decision.inputs, rule.inputs, strict=True)):
        if isinstance(entry.test, Anything):
            # A cell left open has no value to change; writing a condition into it is another edit than a slip.
            continue
        atoms = graph.atoms[variable.path]
        for mask in dict.fromkeys(_other_masks(box[column], atoms, variable, entry.test)):
            changed = _with(boxes, place, _with(box, column, mask))
            test = test_of(mask, atoms, variable)
            yield Mutant(
                version=version_of(decision, changed),
                rule=rule.id,
                span=entry.span,
                before=entry.text,
                after=canonical(test, variable) if test else "(other combinations)",
            )


def _with(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _other_masks(mask: int, atoms: Atoms, variable: Variable, test: UnaryTest) -> Iterable[int]:
    """Return the masks of a cell with one value more or less, its bound moved to the next atom, or turned round."""
    if variable.kind is Kind.SEVERAL:
        masks = _other_codes(atoms, test)
    elif variable.kind is Kind.CATEGORY:
        masks = (mask ^ 1 << atom for atom in range(atoms.domain.bit_length()) if atoms.domain >> atom & 1)
    else:
        masks = _other_bounds(mask, atoms)
    return (one for one in masks if one and one != mask)


def _other_codes(atoms: Atoms, test: UnaryTest) -> Iterable[int]:
    codes = test.codes if isinstance(test, Has) else ()
    negated = isinstance(test, Has) and test.negated
    for code in atoms.codes:
        others = tuple(one for one in codes if one != code) if code in codes else (*codes, code)
        yield mask_of(Has(codes=others, negated=negated) if others else Anything(), atoms)
    if codes:
        yield mask_of(Has(codes=codes, negated=not negated), atoms)


def _other_bounds(mask: int, atoms: Atoms) -> Iterable[int]:
    if atoms.domain & 1:
        yield mask ^ 1
    known = [atom for atom in range(1, atoms.domain.bit_length()) if atoms.domain >> atom & 1]
    for low, high in pairwise(known):
        if (mask >> low & 1) != (mask >> high & 1):
            yield mask | 1 << low | 1 << high
            yield mask & ~(1 << low | 1 << high)
    if mask & ~1 and mask & ~1 != atoms.domain & ~1:
        yield (atoms.domain & ~1 & ~mask) | mask & 1


def _other_results(decision: DecisionTable, boxes: tuple[Box, ...], place: int) -> Iterable[Mutant]:
    rule = decision.rules[place]
    for column, (output, entry) in enumerate(zip(decision.outputs, rule.outputs, strict=True)):
        value = _another(entry.value, output)
        if value is None:
            continue
        changed = replace(rule, outputs=_with(rule.outputs, column, replace(entry, value=value)))
        yield Mutant(
            version=version_of(replace(decision, rules=_with(decision.rules, place, changed)), boxes),
            rule=rule.id,
            span=entry.span,
            before=entry.text,
            after=canonical_answer(value, output),
        )


def _another(value: OutputValue, output: Output) -> OutputValue | None:
    codes = [one.code for one in output.words]
    if isinstance(value, tuple):
        return () if value else tuple(codes[:1]) or None
    if isinstance(value, str):
        return codes[(codes.index(value) + 1) % len(codes)] if len(codes) > 1 else None
    return value + 1


def _swapped(decision: DecisionTable, boxes: tuple[Box, ...]) -> Iterable[Mutant]:
    rules = decision.rules
    for place in range(len(rules) - 1):
        first, second = rules[place], rules[place + 1]
        order = _with(_with(rules, place, second), place + 1, first)
        moved = _with(_with(boxes, place, boxes[place + 1]), place + 1, boxes[place])
        yield Mutant(
            version=version_of(replace(decision, rules=order), moved),
            rule=second.id,
            span=second.span,
            before=f"{first.id} above {second.id}",
            after="(the two swapped)",
        )


def overlaps(version: Version) -> bool:
    """Tell whether the compiler would refuse a version: two rules of a UNIQUE table meet, of an ANY table disagree."""
    policy = version.decision.hit_policy
    if policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
        return False
    rules = zip(version.decision.rules, version.boxes, strict=True)
    for (first, box), (second, other) in combinations(rules, 2):
        meet = all(a & b for a, b in zip(box, other, strict=True))
        if meet and (policy is HitPolicy.UNIQUE or results_stated(first) != results_stated(second)):
            return True
    return False
