"""Fourth stage: the guideline becomes a program, each table a list of boxes over atoms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from b12dt.atoms import MOST_CODES, atoms_of, mask_of, sample_of
from b12dt.boxes import Box, left_of
from b12dt.diagnostics import Finding, Span, finding
from b12dt.model import (
    ADDS_UP,
    UNKNOWN,
    Decision,
    DecisionTable,
    Guideline,
    Has,
    HitPolicy,
    Kind,
    Output,
    Rule,
    UnaryTest,
    Variable,
)
from b12dt.policies import gathers
from b12dt.runtime.numbers import number_text
from b12dt.runtime.structure import Atoms


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table as boxes, one a rule, in the order of its rules."""

    decision: DecisionTable
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A guideline ready to be run or written out. `atoms` by the variable's path, `tables` by the decision's key."""

    guideline: Guideline
    atoms: Mapping[str, Atoms]
    tables: Mapping[str, Table]


def compile_guideline(guideline: Guideline) -> tuple[Program | None, tuple[Finding, ...]]:
    """Return the program, None where a table would have to guess which of two rules holds.

    Diagnostics: DT401 to DT404.
    """
    tables = tables_of(guideline)
    tests = tests_of(tables)
    variables = {variable.path: variable for variable in variables_of(guideline)}
    crowded = [
        finding("DT403", variables[path].span, read=path)
        for path, one in tests.items()
        if _is_crowded(one, variables[path])
    ]
    if crowded:
        return None, tuple(crowded)
    blurred = tuple(_lists_asked_as_one(tables))
    if blurred:
        return None, blurred
    atoms = atoms_in(guideline, tests)
    program = Program(
        guideline=guideline,
        atoms=atoms,
        tables={decision.key: Table(decision=decision, boxes=boxes_of(decision, atoms)) for decision in tables},
    )
    found = tuple(one for table in program.tables.values() for one in _conflicts(table, atoms))
    return (None if found else program), found


def atoms_in(guideline: Guideline, tests: Mapping[str, Iterable[UnaryTest]]) -> dict[str, Atoms]:
    """Return the atoms of every variable, told apart by `tests`, by the variable's path."""
    atoms = {one.path: atoms_of(one, tests.get(one.path, ())) for one in guideline.inputs}
    for decision in guideline.decisions:
        outputs = outputs_of(decision)
        # A sum, a least or a greatest of no rule at all is no number: nothing is known of it.
        empty = isinstance(decision, DecisionTable) and _may_be_empty(decision, atoms)
        for one in outputs:
            atoms[one.path] = atoms_of(one, tests.get(one.path, ()), may_be_nothing=empty)
    return atoms


def _may_be_empty(decision: DecisionTable, atoms: Mapping[str, Atoms]) -> bool:
    """Tell whether a table that adds up, or takes the least or the greatest, may have no rule for somebody."""
    if decision.hit_policy not in ADDS_UP:
        return False
    return bool(left_of(everybody(decision, atoms), boxes_of(decision, atoms)))


def everybody(decision: DecisionTable, atoms: Mapping[str, Atoms]) -> Box:
    """Return the box of all patients whom a table can be asked about: of each column all atoms that can occur."""
    return tuple(atoms[column.path].domain for column in decision.inputs)


def outputs_of(decision: Decision) -> tuple[Output, ...]:
    """Return what a decision states, table or summary."""
    return decision.outputs if isinstance(decision, DecisionTable) else tuple(one.output for one in decision.unions)


def tables_behind(decisions: Mapping[str, Decision], output: Output) -> list[tuple[Output, DecisionTable]]:
    """Return the tables whose rules give an output: its own, or those that its summary unites. Decisions by key."""
    decision = decisions[output.decision]
    if isinstance(decision, DecisionTable):
        return [(output, decision)]
    union = next(one for one in decision.unions if one.output == output)
    return [pair for source in union.sources for pair in tables_behind(decisions, source)]


def tables_of(guideline: Guideline) -> list[DecisionTable]:
    """Return the decisions that are made by rules."""
    return [decision for decision in guideline.decisions if isinstance(decision, DecisionTable)]


def variables_of(guideline: Guideline) -> Iterable[Variable]:
    """Return every fact and every output."""
    yield from guideline.inputs
    for decision in guideline.decisions:
        yield from outputs_of(decision)


def tests_of(tables: Iterable[DecisionTable]) -> dict[str, list[UnaryTest]]:
    """Return every test that the tables make on a variable, by the variable's path."""
    tests: dict[str, list[UnaryTest]] = {}
    for decision in tables:
        for rule in decision.rules:
            for variable, entry in zip(decision.inputs, rule.inputs, strict=True):
                tests.setdefault(variable.path, []).append(entry.test)
    return tests


def _lists_asked_as_one(tables: Iterable[DecisionTable]) -> Iterable[Finding]:
    """Report columns that ask for the one value of an output of which several rules may give one each."""
    by_key = {decision.key: decision for decision in tables}
    for decision in by_key.values():
        for place, column in enumerate(decision.inputs):
            output = column if isinstance(column, Output) else None
            source = by_key.get(output.decision) if output else None
            how = gathers(source, output) if source and output else ""
            one_of_many = how in ("all", "each") and column.kind is not Kind.SEVERAL
            counted_as_text = how == "count" and column.kind is not Kind.NUMBER
            if source and (one_of_many or counted_as_text):
                yield finding(
                    "DT404",
                    column_span(decision, place),
                    read=column.label,
                    policy=source.hit_policy.value,
                    related=[column.span],
                )


def column_span(decision: DecisionTable, place: int) -> Span:
    """Return where a column of conditions stands: from the first rule's cell to the last one's."""
    if not decision.rules:
        return decision.span
    first, last = (decision.rules[row].inputs[place].span for row in (0, -1))
    cells = first.cells if first == last else f"{first.cells}:{last.cells}"
    return Span(workbook=first.workbook, sheet=first.sheet, cells=cells)


def _is_crowded(tests: Iterable[UnaryTest], variable: Variable) -> bool:
    mentioned = {code for test in tests if isinstance(test, Has) for code in test.codes if code != UNKNOWN}
    return variable.kind is Kind.SEVERAL and len(mentioned) > MOST_CODES


def boxes_of(decision: DecisionTable, atoms: Mapping[str, Atoms]) -> tuple[Box, ...]:
    """Return the box of each rule of a table."""
    return tuple(
        tuple(
            mask_of(entry.test, atoms[variable.path])
            for variable, entry in zip(decision.inputs, rule.inputs, strict=True)
        )
        for rule in decision.rules
    )


def _conflicts(table: Table, atoms: Mapping[str, Atoms]) -> Iterable[Finding]:
    """Report each pair of rules that some patient meets both of, where the hit policy promises that none does.

    Exact: two boxes share a patient if and only if their masks share an atom in every column. UNIQUE allows no such
    pair, ANY only one whose results agree.
    """
    decision = table.decision
    code = {HitPolicy.UNIQUE: "DT401", HitPolicy.ANY: "DT402"}.get(decision.hit_policy)
    if code is None:
        return
    for (first, box), (second, other) in combinations(zip(decision.rules, table.boxes, strict=True), 2):
        shared = tuple(mask & mask_of_other for mask, mask_of_other in zip(box, other, strict=True))
        if all(shared) and (code == "DT401" or results_stated(first) != results_stated(second)):
            yield finding(
                code,
                second.span,
                rule=second.id,
                related=[first.span],
                patient=_patient(shared, decision, atoms),
                other=first.id,
                same="rows say the same; retire one of them." if _is_same(first, second, box == other) else "",
            )


def _is_same(first: Rule, second: Rule, same_patients: bool) -> bool:
    return same_patients and results_stated(first) == results_stated(second)


def results_stated(rule: Rule) -> tuple[object, ...]:
    """Return what a rule states; several codes in whatever order are the same result."""
    return tuple(frozenset(entry.value) if isinstance(entry.value, tuple) else entry.value for entry in rule.outputs)


def _patient(box: Box, decision: DecisionTable, atoms: Mapping[str, Atoms]) -> Iterable[tuple[str, str]]:
    """Return one patient of a box: the first atom of each column as a value."""
    for variable, mask in zip(decision.inputs, box, strict=True):
        atom = (mask & -mask).bit_length() - 1
        value = sample_of(atom, atoms[variable.path], variable)
        yield variable.label, in_words(value, variable)


def in_words(value: str | tuple[str, ...] | float | None, variable: Variable) -> str:
    """Return a value as a clinician would write it; None is an unknown number."""
    if isinstance(value, int | float):
        return f"{number_text(value)} {variable.unit}".rstrip()
    labels = {one.code: one.label for one in variable.words}
    codes = value if isinstance(value, tuple) else (value or UNKNOWN,)
    return "; ".join(labels.get(code, code) for code in codes) or "(none)"
