"""A plan: the steps that make the decisions asked for, in order, and the columns that come of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from b12dt.cohort.digits import Codes, width
from b12dt.cohort.look_up import Table
from b12dt.cohort.machine import Coded, Machine, Node, SummaryNode, TableNode
from b12dt.cohort.questions import Question, questions_of
from b12dt.cohort.steps import Gather, Index, LookUp, Step, index_of, packed
from b12dt.runtime.structure import Output

RULES, STATEMENTS = "rule", "statements"
FOR_STEPS = ("digit", "gap", "same")
"""What is told of a decision to other steps, or compared; all else is worked out from its state when patients are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A column of the results. `output` is None for the rules and the statements of a decision.

    Its slot holds the codes of `coded`, or with `by_state` the states of the decision, from which its codes follow.
    """

    name: str
    key: str
    what: str
    output: Output | None
    slot: int
    by_state: bool
    coded: Coded

    @property
    def entries(self) -> list[Hashable]:
        """Return what each code stands for; more may be added while patients come."""
        return self.coded.entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do for each chunk. `facts` are the slots of the facts that are needed, `types` those of all slots.

    `gaps` are the slots of the tables that may have no answer: 1 for each patient of whom this is so.
    """

    facts: dict[str, int]
    types: tuple[Any, ...]
    steps: tuple[Step, ...]
    told: tuple[Told, ...]
    gaps: dict[str, int]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class _Slots:
    """Slots given out."""

    types: list[Any] = field(default_factory=list[Any])
    of: dict[str, int] = field(default_factory=dict[str, int])

    def new(self, kind: Any) -> int:
        self.types.append(kind)
        return len(self.types) - 1


def plan_of(machine: Machine, keys: Iterable[str], *, statements: bool = False, questions: bool = False) -> Plan:
    """Return the plan for these decisions and all that they need; with `questions` it can count those that are open."""
    keys = set(keys)
    nodes = machine.nodes(keys)
    slots = _Slots()
    facts: dict[str, int] = {}
    for node in nodes.values():
        for path in node.decision.inputs:
            if path in machine.facts and path not in facts:
                facts[path] = slots.of[path] = slots.new(width(machine.facts[path].size))
    wanted = {
        key: _wanted(node, nodes.values(), statements=statements, questions=questions, asked=key in keys)
        for key, node in nodes.items()
    }
    steps: list[Step] = []
    told: list[Told] = []
    gaps: dict[str, int] = {}
    compared: dict[str, tuple[int, ...]] = {}
    for key, node in nodes.items():
        columns: dict[tuple[str, int], int] = {}
        step = _look_up(node, wanted[key], slots, columns) or _gather(node, wanted[key], slots, columns, machine)
        steps.append(step)
        by_state = isinstance(step, Gather)
        for path, index in _paths(node):
            if ("digit", index) in columns:
                slots.of[path] = columns["digit", index]
        if ("state", 0) in columns:
            slots.of[key] = columns["state", 0]
        if ("gap", 0) in columns:
            gaps[key] = columns["gap", 0]
        compared[key] = tuple(slot for (what, _), slot in columns.items() if what == "same")
        if key in keys:
            told += _told(node, columns, statements=statements, by_state=by_state)
    return Plan(facts=facts, types=tuple(slots.types), steps=tuple(steps), told=tuple(told), gaps=gaps,
        questions=questions_of(facts, machine.facts, nodes, steps, compared) if questions else (),
    )  # fmt: skip


def _paths(node: Node) -> list[tuple[str, int]]:
    key = node.decision.key
    return [(f"{key}.{output.name}", index) for index, output in enumerate(node.decision.outputs)]


def _wanted(
    node: Node, nodes: Iterable[Node], *, statements: bool, questions: bool, asked: bool
) -> list[tuple[str, int]]:
    """Return what is to be told of a decision: to the reader, and to the decisions that ask."""
    needed = {path for other in nodes for path in other.decision.inputs}
    summed = any(isinstance(other, SummaryNode) and node in other.sources for other in nodes)
    found = [("state", 0)] if summed else []
    found += [("gap", 0)] if node.silent and isinstance(node, TableNode) else []
    found += [("digit", index) for path, index in _paths(node) if path in needed]
    if asked:
        found += [("value", index) for _, index in _paths(node)]
        found += [("same", index) for _, index in _paths(node)] if questions else []
        found += [("rules", 0), *([("statements", 0)] if statements else [])]
    return found


def _look_up(
    node: Node, wanted: Iterable[tuple[str, int]], slots: _Slots, columns: dict[tuple[str, int], int]
) -> LookUp | None:
    """Return the step of a table that one look-up answers, None for others."""
    if not isinstance(node, TableNode) or len(node.groups) > 1:
        return None
    states = node.state_of_cells()
    found: list[tuple[int, Codes]] = []
    same: dict[bytes, int] = {}
    for what, index in wanted:
        codes = node.tell(what, index).codes[states]
        kind = width(int(codes.max()) + 1)
        codes = codes.astype(kind)
        # Columns that say the same in other words are one: the digit of an output and its value, a state and its rule.
        slot = same.get(codes.tobytes())
        if slot is None:
            slot = same[codes.tobytes()] = slots.new(kind)
            found.append((slot, codes))
        columns[what, index] = slot
    return LookUp(index_of((slots.of[one.path], one.size, one.merge) for one in node.groups[0]), tuple(packed(found)))


def _gather(
    node: Node, wanted: Iterable[tuple[str, int]], slots: _Slots, columns: dict[tuple[str, int], int], machine: Machine
) -> Gather:
    told: list[tuple[int, Coded]] = []
    state = slots.new(np.uint32)
    for what, index in wanted:
        if what in FOR_STEPS:
            kind = width(machine.digits(_paths(node)[index][0]).size) if what == "digit" else np.uint32
            columns[what, index] = slots.new(kind)
            told.append((columns[what, index], node.tell(what, index)))
        else:
            columns[what, index] = state
    if isinstance(node, SummaryNode):
        parts = tuple(_together(one, slots) for one in node.grouped)
    else:
        assert isinstance(node, TableNode), "a decision is a table or a summary"
        parts = tuple(
            (index_of((slots.of[each.path], each.size, each.merge) for each in one), Table(places))
            for one, places in zip(node.groups, node.places, strict=True)
        )
    return Gather(parts, node.merge, state, tuple(told))


def _together(group: tuple[Node, ...], slots: _Slots) -> int | tuple[Index, None]:
    """Return the slot of a source's state, or the number of what several sources state."""
    if len(group) == 1:
        return slots.of[group[0].decision.key]
    return index_of((slots.of[one.decision.key], len(one.states.all), None) for one in group), None


def _told(node: Node, columns: dict[tuple[str, int], int], *, statements: bool, by_state: bool) -> Iterable[Told]:
    key = node.decision.key
    names = {output.name for output in node.decision.outputs}
    for index, output in enumerate(node.decision.outputs):
        yield Told(
            name=f"{key}.{output.name}", key=key, what="value", output=output, slot=columns["value", index],
            by_state=by_state, coded=node.tell("value", index),
        )  # fmt: skip
    for what, word in (("rules", RULES), ("statements", STATEMENTS)) if statements else (("rules", RULES),):
        # An output may have the same name: it keeps it.
        name = next(one for one in (word + "_" * more for more in range(len(names) + 1)) if one not in names)
        yield Told(
            name=f"{key}.{name}", key=key, what=what, output=None, slot=columns[what, 0], by_state=by_state, coded=node.tell(what),
        )  # fmt: skip
