"""What the rules of a table leave over, and what they say twice: found on the table's own atoms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from b12dt.atoms import MOST_CODES, atoms_of, test_of
from b12dt.boxes import Box, left_of
from b12dt.cells.write import canonical
from b12dt.diagnostics import Finding, Span, finding
from b12dt.dmn.leaving import LeftOutError, within
from b12dt.model import LISTS, DecisionTable, Has, HitPolicy, InputEntry, Kind, OutputEntry, Rule
from b12dt.policies import owes_an_answer
from b12dt.program import boxes_of, everybody, tests_of
from b12dt.runtime.structure import Atoms

MOST_RULES, MOST_COLUMNS, MOST_LEFT = 300, 14, 40


def _boxes(table: DecisionTable) -> tuple[dict[str, Atoms], tuple[Box, ...]] | None:
    """Return the atoms and boxes of a table alone, None where it is too large to look at."""
    tests = tests_of([table])
    crowded = any(
        len({code for test in tests.get(one.path, ()) if isinstance(test, Has) for code in test.codes}) > MOST_CODES
        for one in table.inputs
    )
    if crowded or len(table.rules) > MOST_RULES or len(table.inputs) > MOST_COLUMNS:
        return None
    atoms = {one.path: atoms_of(one, tests.get(one.path, ())) for one in table.inputs}
    return atoms, boxes_of(table, atoms)


def left_over(table: DecisionTable) -> tuple[dict[str, Atoms], Sequence[Box]] | None:
    """Return what no rule of a table covers, as boxes; None where that cannot be told."""
    known = _boxes(table)
    if known is None:
        return None
    atoms, boxes = known
    return atoms, left_of(everybody(table, atoms), boxes)


def default_rules(table: DecisionTable, outputs: tuple[OutputEntry, ...], span: Span) -> list[Rule]:
    """Return the default result as rules: one for each part that the other rules leave over.

    So no policy is bent: the rules overlap with none, and everybody can read whom the default is for.
    Raises: LeftOutError with DT717.
    """
    over = left_over(table)
    if over is None or len(over[1]) > MOST_LEFT:
        raise LeftOutError("DT717", span, reason="The patients it is for are too many regions to write down.")
    atoms, boxes = over
    return [
        Rule(
            id=f"{table.key}.default.{number}",
            inputs=_entries(table, box, atoms, number),
            outputs=outputs,
            annotation="The default result, for those whom no other rule covers.",
            span=within(span, f"default {number}"),
        )
        for number, box in enumerate(boxes, 1)
    ]


def _entries(table: DecisionTable, box: Box, atoms: dict[str, Atoms], number: int) -> tuple[InputEntry, ...]:
    entries: list[InputEntry] = []
    for place, (mask, column) in enumerate(zip(box, table.inputs, strict=True), 1):
        test = test_of(mask, atoms[column.path], column)
        span = within(table.span, f"default {number}, input {place}")
        if test is None:
            raise LeftOutError("DT717", span, reason="It is for combinations of a list that one cell cannot state.")
        entries.append(InputEntry(test=test, text=canonical(test, column), span=span))
    return tuple(entries)


def gap(table: DecisionTable) -> bool:
    """Tell whether DMN would hand null on from this table: no rule covers somebody, and nothing gathers to a list."""
    gathers = owes_an_answer(table) or table.hit_policy in (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST)
    over = left_over(table) if gathers else None
    return over is not None and bool(over[1])


def said_twice(table: DecisionTable) -> Iterable[Finding]:
    """Report the first two rules that can hold together and have a result in common, where results make a list."""
    known = _boxes(table) if table.hit_policy in LISTS else None
    if known is None:
        return
    for place, output in enumerate(table.outputs):
        if output.kind is Kind.NUMBER:
            continue
        for (first, box), (second, other) in combinations(zip(table.rules, known[1], strict=True), 2):
            common = _codes(first.outputs[place]) & _codes(second.outputs[place])
            if common and all(mask & mask_of_other for mask, mask_of_other in zip(box, other, strict=True)):
                yield finding("DT724", second.span, read=", ".join(sorted(common)), rule=second.id, other=first.id)
                break


def _codes(entry: OutputEntry) -> set[str]:
    return set(entry.value) if isinstance(entry.value, tuple) else {str(entry.value)}
