"""What one table can have wrong with it: patients without a rule, rules without a patient, columns without effect.

Every answer is exact, and only patients who can occur count: a gap that no patient can reach, because the tables
before this one never give what leads there, is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from b12dt.boxes import Box, hidden_by, left_of
from b12dt.diagnostics import Finding, finding
from b12dt.model import DecisionTable, HitPolicy, Output, Rule
from b12dt.policies import gathers, owes_an_answer, trials
from b12dt.program import column_span, everybody
from b12dt.prove.diagram import Node, TooLargeError
from b12dt.prove.graph import Graph
from b12dt.prove.regions import as_evaluated, mask_text, patient_text, region, said, sentence
from b12dt.runtime.telling import OR

FEW_RULES = 4
NEXT_REGION = f". {OR}"
"""What stands between the regions of one rule."""


def check_tables(graph: Graph) -> Iterable[Finding]:
    """Return what is wrong with each table; one that outgrows the bound is named.

    Diagnostics: DT410 to DT416, DT429.
    """
    for decision in graph.built:
        try:
            yield from list(check_table(graph, decision))
        except TooLargeError:
            yield finding("DT429", decision.span, read=decision.name)


def check_table(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Return what is wrong with one table."""
    yield from gaps(graph, decision)
    yield from dead_rules(graph, decision)
    yield from idle_columns(graph, decision)
    yield from true_regions(graph, decision)
    yield from alike_rules(graph, decision)


def gaps(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Report each region of patients for whom no rule of the table answers, with the nearest patient."""
    if graph.unanswered[decision.key] == graph.space.false:
        return
    for box in left_of(everybody(decision, graph.atoms), graph.boxes[decision.key]):
        where = graph.space.both(graph.unanswered[decision.key], graph.meets_box(decision, box))
        patient = graph.patient(where)
        if patient is not None:
            reached = _reached(graph, decision, box, where)
            yield finding(
                "DT410",
                decision.span,
                read=sentence(region(reached, decision.inputs, graph.atoms)),
                patient=_described(graph, patient),
                facts=as_evaluated(patient, graph.guideline),
                table=decision.name,
            )


def dead_rules(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Report each rule that no patient can fire, and what takes its patients."""
    before = _tried_before(decision)
    for place, rule in enumerate(decision.rules):
        if graph.fires[rule.id] != graph.space.false:
            continue
        boxes = graph.boxes[decision.key]
        earlier = before[place]
        hiding = hidden_by(boxes[place], [boxes[one] for one in earlier])
        if hiding is not None:
            rules = [decision.rules[earlier[one]] for one in hiding]
            yield finding(
                "DT411",
                rule.span,
                rule=rule.id,
                related=[one.span for one in rules],
                hiding=", ".join(one.id for one in rules),
            )
        else:
            read = sentence(region(boxes[place], decision.inputs, graph.atoms))
            yield finding("DT412", rule.span, rule=rule.id, read=read)


def idle_columns(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Report each column whose answer never changes which rules count."""
    boxes = graph.boxes[decision.key]
    for place, column in enumerate(decision.inputs):
        atoms = graph.space.results(graph.column(column.path))
        # A sum that some rule always adds to is never unknown; whether a cell allows for it makes no difference.
        asked = graph.atoms[column.path].domain if 0 in atoms else graph.atoms[column.path].domain & ~1
        if all(asked & ~box[place] == 0 for box in boxes):
            yield finding("DT414", column_span(decision, place), read=column.label, table=decision.name)


def true_regions(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Tell of each rule of a FIRST table what the rules above leave to it.

    Diagnostics: DT413.
    """
    if decision.hit_policy is not HitPolicy.FIRST:
        return
    boxes = graph.boxes[decision.key]
    for place, rule in enumerate(decision.rules):
        left = left_of(boxes[place], boxes[:place])
        if not left or left == [boxes[place]]:
            continue
        parts = [said(box, decision.inputs, graph.atoms) for box in left[:FEW_RULES]]
        more = len(left) - FEW_RULES
        if more > 0:
            parts.append(f"one of {more} more groups of patients" if more > 1 else "one more group of patients")
        yield finding("DT413", rule.span, rule=rule.id, read=NEXT_REGION.join(parts))


def alike_rules(graph: Graph, decision: DecisionTable) -> Iterable[Finding]:
    """Report pairs of rules that state the same on the same grounds and differ in one column only."""
    if not (owes_an_answer(decision) or _collects_words(decision)):
        # Two rules may count twice, or stand apart in an order, where one would not.
        return
    if decision.hit_policy is HitPolicy.FIRST:
        # Of a FIRST table only neighbours can be joined without asking what stands between them.
        pairs: Iterable[tuple[int, int]] = ((place, place + 1) for place in range(len(decision.rules) - 1))
    else:
        pairs = combinations(range(len(decision.rules)), 2)
    boxes = graph.boxes[decision.key]
    for first, second in pairs:
        differing = [i for i, (a, b) in enumerate(zip(boxes[first], boxes[second], strict=True)) if a != b]
        if len(differing) == 1 and _grounds(decision.rules[first]) == _grounds(decision.rules[second]):
            column = decision.inputs[differing[0]]
            both = boxes[first][differing[0]] | boxes[second][differing[0]]
            yield finding(
                "DT416",
                decision.rules[second].span,
                rule=decision.rules[second].id,
                related=[decision.rules[first].span],
                other=decision.rules[first].id,
                label=column.label,
                cell=mask_text(both, graph.atoms[column.path], column),
            )


def _collects_words(decision: DecisionTable) -> bool:
    return decision.hit_policy is HitPolicy.COLLECT and all(gathers(decision, one) == "all" for one in decision.outputs)


def _grounds(rule: Rule) -> tuple[object, ...]:
    outputs = tuple(entry.value for entry in rule.outputs)
    return outputs, rule.statements, rule.basis, rule.interpretations, rule.annotation, rule.guidance


def _tried_before(decision: DecisionTable) -> dict[int, list[int]]:
    """Return for each rule the places of those that take its patients: none where all rules that are met count."""
    before: dict[int, list[int]] = {}
    seen: list[int] = []
    for group in trials(decision):
        for place in group:
            before[place] = list(seen) if owes_an_answer(decision) else []
        seen += group
    return before


def _reached(graph: Graph, decision: DecisionTable, box: Box, where: Node) -> Box:
    """Return a box without the atoms that no patient of it can have; that a sum is not unknown is not said of it."""
    reached: list[int] = []
    for column, mask in zip(decision.inputs, box, strict=True):
        selector = graph.column(column.path)
        atoms = graph.space.results(graph.space.choose(where, selector, graph.space.terminal(None)))
        kept = {atom for atom in atoms if isinstance(atom, int) and atom >= 0 and mask >> atom & 1}
        known = sum(1 << atom for atom in kept)
        domain = graph.atoms[column.path].domain
        never_unknown = isinstance(column, Output) and known == domain & ~1
        reached.append(domain if never_unknown else known)
    return tuple(reached)


def _described(graph: Graph, patient: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return patient_text(patient, {one.name: one for one in graph.inputs})
