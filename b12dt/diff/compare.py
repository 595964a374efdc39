"""Two guidelines compared for every patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from b12dt.diff.edits import Edit, edits_between
from b12dt.diff.readings import FactReading, Reading, fact_readings, readings_of
from b12dt.diff.regions import MOST_REGIONS, Region, regions_of
from b12dt.diff.results import NOTHING, is_list, outputs_of, results_of
from b12dt.model import Guideline, Input, Kind, Output, UnaryTest
from b12dt.program import atoms_in
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph
from b12dt.prove.ground import Ground, all_tests, facts_in_order
from b12dt.resolve.order import requirements

__all__ = ["NOTHING", "Change", "Difference", "compare", "outputs_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One result that becomes another for some patients: for a list, a value that comes (`before` empty) or goes.

    `patients` counts all of them, `regions` describe the first few, `causes` are the edits of rules that fire for one
    of them, in the old version or in the new. `patient` is that one: the facts that differ from the base patient.
    """

    decision: str
    output: str
    label: str
    before: str
    after: str
    patients: int
    regions: tuple[Region, ...]
    causes: tuple[Edit, ...]
    patient: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs: the edits, and what they change. `patients` counts those whom both versions can advise.

    `concerned` counts those who get other codes, `reread` those who get a code that reads differently (`readings`).
    `facts` are those that are read differently where they are left out, or given as the same number.
    """

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    concerned: int
    patients: int
    readings: tuple[Reading, ...] = ()
    reread: int = 0
    facts: tuple[FactReading, ...] = ()


def compare(old: Guideline, new: Guideline, most_regions: int = MOST_REGIONS) -> Difference:
    """Return the difference for every patient whom both versions can advise, each change with its first regions.

    Facts that only one version asks for are open for the other. A value, or a part of a range, that only one version
    knows is an edit of the dictionary, and patients who have it are not compared.
    """
    ground = _common_ground(old, new)
    before, after = Graph(old, ground=ground), Graph(new, ground=ground)
    edits = edits_between(old, new)
    found = [change for output, other in _outputs(old, new) for change in _changes(before, after, output, other)]
    concerned = ground.space.any_of(where for *_, where in found)
    changes = tuple(_told(before, after, edits, most_regions, *one) for one in found)
    everyone = ground.space.count(ground.space.true)
    readings, reread = readings_of(before, after, edits, most_regions)
    return Difference(
        edits=edits,
        changes=changes,
        concerned=ground.space.count(concerned),
        patients=everyone,
        readings=readings,
        reread=ground.space.count(reread),
        facts=fact_readings(new, edits),
    )


def _common_ground(old: Guideline, new: Guideline) -> Ground:
    """Return the facts of both versions, each with the values that both know and the atoms that either tells apart."""
    others = {one.name: one for one in old.inputs}
    merged = {
        one.name: _in_both(one, others.pop(one.name)) if one.name in others else one for one in facts_in_order(new)
    }
    inputs = (*merged.values(), *others.values())
    tests: dict[str, list[UnaryTest]] = {}
    for guideline in (old, new):
        for path, found in all_tests(guideline).items():
            tests.setdefault(path, []).extend(found)
    only_facts = replace(new, inputs=inputs, decisions=())
    return Ground.under(inputs, atoms_in(only_facts, tests))


def _in_both(one: Input, other: Input) -> Input:
    """Return a fact with what both versions allow."""
    values = one.values
    if values is not None and other.values is not None:
        known = {value.code for value in other.values.values}
        values = replace(values, values=tuple(value for value in values.values if value.code in known))
    bounded = one.kind is Kind.NUMBER and other.kind is Kind.NUMBER
    return replace(
        one,
        values=values,
        lowest=max(one.lowest, other.lowest)
        if bounded and one.lowest is not None and other.lowest is not None
        else one.lowest,
        highest=min(one.highest, other.highest)
        if bounded and one.highest is not None and other.highest is not None
        else one.highest,
        may_be_unknown=one.may_be_unknown and other.may_be_unknown,
    )


def _outputs(old: Guideline, new: Guideline) -> list[tuple[Output, Output]]:
    """Return the outputs that both versions have."""
    before = {output.path: output for decision in old.decisions for output in outputs_of(decision)}
    return [(before[one.path], one) for decision in new.decisions for one in outputs_of(decision) if one.path in before]


Found = tuple[Output, str, str, Node]


def _changes(before: Graph, after: Graph, old: Output, new: Output) -> Iterable[Found]:
    space = before.space
    was, now = results_of(before, old), results_of(after, new)
    if is_list(before, old) or is_list(after, new):
        for code in {**was, **now}:
            had, has = was.get(code, space.false), now.get(code, space.false)
            for words, node in (
                ((code, ""), space.both(had, space.no(has))),
                (("", code), space.both(has, space.no(had))),
            ):
                if node != space.false:
                    yield new, *words, node
        return
    for code, had in was.items():
        gone = space.both(had, space.no(now.get(code, space.false)))
        if gone == space.false:
            continue
        for other, has in now.items():
            node = space.both(gone, has)
            if other != code and node != space.false:
                yield new, code, other, node


def _told(
    before: Graph,
    after: Graph,
    edits: tuple[Edit, ...],
    most_regions: int,
    output: Output,
    was: str,
    now: str,
    where: Node,
) -> Change:
    space = before.space
    patient = after.patient(where)
    labels = {value.code: value.label for value in output.values.values} if output.values else {}
    return Change(
        decision=output.decision,
        output=output.path,
        label=output.label,
        before=labels.get(was, was),
        after=labels.get(now, now),
        patients=space.count(where),
        regions=regions_of(after, where, most_regions),
        causes=tuple(_causes(before, after, edits, output.decision, where)),
        patient=patient or {},
    )


def _causes(before: Graph, after: Graph, edits: tuple[Edit, ...], key: str, where: Node) -> Iterable[Edit]:
    """Return the edits that the patients of a region meet: of rules that fire for them, or of a table as a whole."""
    space = before.space
    needed = _cone(before, key) | _cone(after, key)
    for edit in edits:
        if edit.wording or edit.decision not in needed:
            continue
        if not edit.rule:
            yield edit
            continue
        fires = [graph.fires[edit.rule] for graph in (before, after) if edit.rule in graph.fires]
        if any(space.both(node, where) != space.false for node in fires):
            yield edit


def _cone(graph: Graph, key: str) -> set[str]:
    """Return the keys of a decision and of all that it needs, directly or not."""
    decisions = {decision.key: decision for decision in graph.guideline.decisions}
    cone: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in decisions and one not in cone:
            cone.add(one)
            waiting += requirements(decisions[one])
    return cone
