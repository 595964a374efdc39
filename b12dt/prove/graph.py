"""The whole guideline as diagrams: each rule and each result as a function of the facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from b12dt.atoms import sample_of
from b12dt.boxes import Box
from b12dt.described import as_told
from b12dt.model import (
    UNKNOWN,
    Decision,
    DecisionTable,
    Guideline,
    HitPolicy,
    Input,
    Kind,
    Output,
    OutputValue,
    Rule,
    UnaryTest,
)
from b12dt.policies import gathers, owes_an_answer, trials
from b12dt.program import boxes_of, tables_behind, tables_of, variables_of
from b12dt.prove.diagram import MOST_NODES, Node, Space, TooLargeError
from b12dt.prove.gathering import NOTHING_YET, codes_of, taken
from b12dt.prove.ground import Ground, fact_of, facts_in_order, guideline_atoms
from b12dt.resolve.order import requirements
from b12dt.runtime.atoms import atom_of
from b12dt.runtime.structure import Atoms

NO_ANSWER = -1
"""What a column holds where no rule of the decision it asks for answers."""


class Graph:
    """A guideline as diagrams over its facts. Building it visits each table once; then each question is a look-up."""

    def __init__(
        self,
        guideline: Guideline,
        tests: Mapping[str, Iterable[UnaryTest]] | None = None,
        most_nodes: int = MOST_NODES,
        ground: Ground | None = None,
        earlier: Space | None = None,
    ) -> None:
        """Build the diagrams, up to `most_nodes` of them; what did not fit is `unbuilt`.

        `tests`: further tests, by the variable's path, whose atoms have to be told apart, too. `ground`: facts, their
        atoms and a space that another graph uses already, so that the two can be compared node by node. `earlier`: the
        space of a graph that is done with, whose nodes are used again where they fit.
        """
        self.guideline = guideline
        self._variables = {variable.path: variable for variable in variables_of(guideline)}
        self.atoms: dict[str, Atoms] = guideline_atoms(guideline, tests or {})
        if ground is None:
            inputs = facts_in_order(guideline)
            ground = Ground.under(inputs, {one.name: self.atoms[one.name] for one in inputs}, most_nodes, earlier)
        self.atoms |= ground.atoms
        self.inputs, self.facts, self.space = ground.inputs, ground.facts, ground.space
        self.boxes: dict[str, tuple[Box, ...]] = {}
        self.rules: dict[str, tuple[DecisionTable, Rule]] = {}
        self.fires: dict[str, Node] = {}
        self.unanswered: dict[str, Node] = {}
        self._columns: dict[str, Node] = {}
        self._values: dict[str, dict[Any, Node]] = {}
        self._masked: dict[tuple[Node, int], Node] = {}
        for place, (one, atoms) in enumerate(zip(self.inputs, self.facts, strict=True)):
            self._columns[one.name] = self.space.variable(place, atoms)
        self.built: list[DecisionTable] = []
        self.unbuilt: list[DecisionTable] = tables_of(guideline)
        self._build()

    def _build(self) -> None:
        """Build table after table; where one outgrows the bound, it and those after it stay unbuilt."""
        try:
            while self.unbuilt:
                self.add(self.unbuilt[0])
                self.built.append(self.unbuilt.pop(0))
        except TooLargeError:
            return

    def add(self, decision: DecisionTable) -> None:
        """Build the diagrams of one table from those of the decisions it needs."""
        boxes = self.boxes[decision.key] = boxes_of(decision, self.atoms)
        fires, left = self.firing(decision, boxes)
        for rule, node in zip(decision.rules, fires, strict=True):
            self.rules[rule.id] = (decision, rule)
            self.fires[rule.id] = node
        self.unanswered[decision.key] = left

    def firing(self, decision: DecisionTable, boxes: Sequence[Box]) -> tuple[list[Node], Node]:
        """Return where each rule of a table fires if its rules had these boxes, and where none does and one should."""
        space = self.space
        answered = space.all_of(self._answered(one.path) for one in decision.inputs if isinstance(one, Output))
        fires = [space.both(answered, self.meets_box(decision, box)) for box in boxes]
        if not owes_an_answer(decision):
            return fires, space.false
        # What is left is a gap only where the decisions it needs were made.
        left = answered
        for group in trials(decision):
            met = space.any_of(fires[place] for place in group)
            for place in group:
                fires[place] = space.both(left, fires[place])
            left = space.both(left, space.no(met))
        return fires, left

    def column(self, path: str) -> Node:
        """Return a fact or an output as a function whose values are atoms, or NO_ANSWER."""
        if path not in self._columns:
            self._columns[path] = self._output_column(path)
        return self._columns[path]

    def _answered(self, path: str) -> Node:
        column = self.column(path)
        if NO_ANSWER not in self.space.results(column):
            return self.space.true
        return self.space.relabel(column, lambda atom: atom != NO_ANSWER)

    def meets_box(self, decision: DecisionTable, box: Box) -> Node:
        """Return where the patient lies in a box over a table's columns."""
        nodes = [
            self._in_mask(column.path, mask)
            for column, mask in zip(decision.inputs, box, strict=True)
            if mask != self.atoms[column.path].domain
        ]
        return self.space.all_of(nodes)

    def _in_mask(self, path: str, mask: int) -> Node:
        column = self.column(path)
        node = self._masked.get((column, mask))
        if node is None:
            node = self.space.relabel(column, lambda atom: atom != NO_ANSWER and bool(mask >> atom & 1))
            self._masked[column, mask] = node
        return node

    def decision(self, key: str) -> Decision:
        """Return a decision by its key."""
        return self._decisions[key]

    @cached_property
    def _decisions(self) -> dict[str, Decision]:
        return {decision.key: decision for decision in self.guideline.decisions}

    def _output_column(self, path: str) -> Node:
        output = self._variables[path]
        assert isinstance(output, Output)
        atoms = self.atoms[path]
        if output.kind is Kind.SEVERAL:
            held = self.space.terminal(())
            for code in atoms.codes:
                more = self.space.relabel(held, lambda codes, code=code: (*codes, code))
                has = self.gives(output, code)
                held = self.space.choose(has, more, held)
            return self._or_no_answer(output, self.space.relabel(held, lambda codes: atom_of(codes, atoms)))
        return self._or_no_answer(output, self.stated_column(output))

    def stated_column(self, output: Output) -> Node:
        """Return an output of one value as what its rules state, whether or not every decision that it needs answers."""
        atoms = self.atoms[output.path]
        # A sum of no rule at all is unknown; any other result that nothing states is none.
        node = self.space.terminal(0 if atoms.domain & 1 and output.kind is Kind.NUMBER else NO_ANSWER)
        for value, where in self.values(output).items():
            atom = atom_of(as_told(value), atoms)
            node = self.space.choose(where, self.space.terminal(atom), node)
        return node

    def _or_no_answer(self, output: Output, node: Node) -> Node:
        silent = self.silent(output.decision)
        return self.space.choose(silent, self.space.terminal(NO_ANSWER), node)

    def silent(self, key: str, left: Node | None = None) -> Node:
        """Return where a decision has no answer, by a gap of its own or of one that it needs.

        `left`: what the rules of another version of this table leave over.
        """
        decision = self._decisions[key]
        if not isinstance(decision, DecisionTable):
            return self.space.any_of(self.silent(one) for one in requirements(decision))
        needs = [one.path for one in decision.inputs if isinstance(one, Output)]
        missing = self.space.any_of(self.space.no(self._answered(path)) for path in needs)
        return self.space.either(missing, self.unanswered[key] if left is None else left)

    def stated(self, output: Output) -> list[tuple[OutputValue, Node]]:
        """Return what each rule states for an output, and where the rule fires."""
        return [
            (rule.outputs[decision.outputs.index(source)].value, self.fires[rule.id])
            for source, decision in tables_behind(self._decisions, output)
            for rule in decision.rules
        ]

    def gives(self, output: Output, code: str) -> Node:
        """Return where an output that holds several values holds this one."""
        return self.space.any_of(fires for value, fires in self.stated(output) if code in codes_of(value))

    def values(self, output: Output) -> dict[Any, Node]:
        """Return for an output that holds one value each value it can take, and where it does."""
        if output.path not in self._values:
            decision = self._decisions[output.decision]
            self._values[output.path] = (
                self.stated_by(
                    decision, [self.fires[rule.id] for rule in decision.rules], decision.outputs.index(output)
                )
                if isinstance(decision, DecisionTable)
                else self._highest(output)
            )
        return self._values[output.path]

    def results(self, output: Output) -> list[Node]:
        """Return an output as conditions on the facts: of a collected list where it holds each code, else where it is each value."""
        decision = self._decisions[output.decision]
        if not isinstance(decision, DecisionTable) and output.kind is Kind.SEVERAL:
            codes = dict.fromkeys(code for value, _ in self.stated(output) for code in codes_of(value))
            return [self.gives(output, str(code)) for code in codes]
        nodes = list(self.values(output).values())
        if isinstance(decision, DecisionTable) and decision.hit_policy is HitPolicy.COLLECT:
            # That nothing was collected is an answer; that the table was not reached is none.
            nodes.append(self.silent(decision.key))
        return nodes

    def stated_by(
        self, decision: DecisionTable, fires: Sequence[Node], place: int, left: Node | None = None
    ) -> dict[Any, Node]:
        """Return what one output of a table is where, if its rules fire where `fires` says and leave `left` over.

        Of values collected in no order: where each of them is among the result. Else: where the result is this value,
        this sum, or this list; no result is no entry.
        """
        space = self.space
        output = decision.outputs[place]
        how = gathers(decision, output)
        rules = [(fires[i], decision.rules[i].outputs[place].value) for group in trials(decision) for i in group]
        if how == "one" and decision.hit_policy is not HitPolicy.ANY:
            # Rules that count together state the same, and none fires where a decision that it needs has no answer.
            values = dict.fromkeys(value for _, value in rules)
            stated = {value: space.any_of(node for node, other in rules if other == value) for value in values}
            return {value: node for value, node in stated.items() if node != space.false}
        if how == "all" and decision.hit_policy is HitPolicy.COLLECT:
            codes = dict.fromkeys(code for _, value in rules for code in codes_of(value))
            return {code: space.any_of(node for node, value in rules if code in codes_of(value)) for code in codes}
        made = space.terminal(NOTHING_YET.get(how))
        for node, value in rules:
            more = space.relabel(made, lambda so_far, value=value: taken(how, so_far, value))
            made = space.choose(node, more, made)
        if how == "each" and decision.hit_policy is HitPolicy.COLLECT:
            made = space.relabel(made, lambda numbers: tuple(sorted(numbers)))
        # Where a decision that it needs has no answer, a sum of nothing is no answer either.
        made = space.choose(self.silent(decision.key, left), space.terminal(None), made)
        results = [value for value in space.results(made) if value is not None]
        return {value: space.relabel(made, lambda found, value=value: found == value) for value in results}

    def _highest(self, output: Output) -> dict[OutputValue, Node]:
        left = self.space.true
        where: dict[OutputValue, Node] = {}
        for value in output.words:
            given = self.gives(output, value.code)
            where[value.code] = self.space.both(left, given)
            left = self.space.both(left, self.space.no(given))
        return where

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the paths that some table asks about."""
        return frozenset(column.path for decision in tables_of(self.guideline) for column in decision.inputs)

    @cached_property
    def base(self) -> tuple[int, ...]:
        """Return the base patient: for each fact the place of its atom among those that can occur.

        Where two versions are compared he may have an answer that only one of them takes: the first common one holds.
        """
        return tuple(place or 0 for place in self._own_base)

    @cached_property
    def _own_base(self) -> tuple[int | None, ...]:
        facts = dict(self.guideline.base)
        return tuple(
            _place_of(fact_of(facts.get(one.name, one.default), one), one, atoms, self.atoms[one.name])
            for one, atoms in zip(self.inputs, self.facts, strict=True)
        )

    def patient(self, node: Node) -> dict[str, Any] | None:
        """Return the facts by which the nearest patient who meets a condition differs from the base patient.

        Numbers are None where they are unknown. None where no patient meets the condition.
        """
        nearest = self.space.nearest(node, self.base)
        if nearest is None:
            return None
        differs = {place: 0 for place, own in enumerate(self._own_base) if own is None} | nearest
        return {
            self.inputs[place].name: sample_of(
                self.facts[place][atom], self.atoms[self.inputs[place].name], self.inputs[place]
            )
            for place, atom in sorted(differs.items())
        }


def _place_of(value: Any, one: Input, possible: Sequence[int], atoms: Atoms) -> int | None:
    """Return the place of a fact's atom among those that can occur, None for an answer that is not taken."""
    if isinstance(value, float):
        below, above = one.lowest is not None and value < one.lowest, one.highest is not None and value > one.highest
        if below or above:
            return None
    if isinstance(value, str) and value != UNKNOWN and value not in atoms.codes:
        return None
    atom = atom_of(value, atoms)
    return possible.index(atom) if atom in possible else None
