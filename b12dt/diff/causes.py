"""Which edits caused a change: those that its patients meet, in the tables that the result needs."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diff.edit import Edit
from b12dt.diff.tables import PLACE
from b12dt.model import RANKED, Decision, DecisionTable, Output, Rule, Takes
from b12dt.program import outputs_of
from b12dt.prove.diagram import Node
from b12dt.prove.gathering import codes_of
from b12dt.prove.graph import Graph
from b12dt.resolve.order import requirements


class Causes:
    """The edits between two versions, asked which of them some patients meet."""

    def __init__(self, before: Graph, after: Graph, edits: Iterable[Edit]) -> None:
        """Take both versions on one ground, and the edits between them."""
        self._graphs = before, after
        deciding = [edit for edit in edits if not edit.wording]
        self._edits = [edit for edit in deciding if edit.decision or edit.kind == "list"]
        self._values = {edit.name: edit for edit in deciding if edit.kind == "value" and not edit.field}
        self._cones: dict[str, set[str]] = {}

    def of(self, output: Output, codes: Iterable[str], where: Node) -> tuple[Edit, ...]:
        """Return the edits that patients meet on the way to an output: of rules that fire for them, or of a table.

        `codes`: what they got or get; a value that only one version knows is met by those who get it.
        """
        met = [edit for edit in self._edits if self._meet(edit, self._needed(output.decision), where)]
        listed = output.values.name if output.values else ""
        values = (self._values.get(f"{listed}: {code}") for one in codes for code in one.split("; "))
        return (*met, *(edit for edit in values if edit))

    def _meet(self, edit: Edit, needed: set[str], where: Node) -> bool:
        if edit.kind == "list":
            return any(self._ranks(graph, edit, needed, where) for graph in self._graphs)
        if edit.decision not in needed:
            return False
        if edit.kind == "output":
            # A column of results that came or went is no cause of another one.
            return False
        if edit.field == PLACE:
            return self._overtakes(edit, where)
        if not edit.rule:
            return edit.field != "role"
        space = self._graphs[0].space
        fires = [graph.fires[edit.rule] for graph in self._graphs if edit.rule in graph.fires]
        return any(space.both(node, where) != space.false for node in fires)

    def _overtakes(self, edit: Edit, where: Node) -> bool:
        """Tell whether patients meet a moved rule and one that it passed, which of them being another matter now."""
        before, after = self._graphs
        space = before.space
        orders = [[rule.id for rule in _table(graph, edit.decision).rules] for graph in self._graphs]
        places = [{name: place for place, name in enumerate(order)} for order in orders]
        here = [one[edit.rule] for one in places]
        for name in places[0].keys() & places[1].keys():
            if (places[0][name] < here[0]) == (places[1][name] < here[1]):
                continue
            pairs = (
                (before.fires[name], after.fires[edit.rule]),
                (before.fires[edit.rule], after.fires[name]),
            )
            if any(space.all_of((one, other, where)) != space.false for one, other in pairs):
                return True
        return False

    def _ranks(self, graph: Graph, edit: Edit, needed: set[str], where: Node) -> bool:
        """Tell whether patients could get two values of a list between which its order decides, and did so."""
        space = graph.space
        before, after = (_codes(one, edit.name) for one in self._graphs)
        for decision in graph.guideline.decisions:
            if decision.key not in needed:
                continue
            for output in outputs_of(decision):
                if output.values is None or output.values.name != edit.name or not _is_ranked(decision, output):
                    continue
                given = _given(graph, decision, output)
                turned = (
                    (one, other)
                    for one in given
                    for other in given
                    if one in before.keys() & after.keys()
                    and other in before.keys() & after.keys()
                    and before[one] < before[other]
                    and after[one] > after[other]
                )
                if any(space.all_of((given[one], given[other], where)) != space.false for one, other in turned):
                    return True
        return False

    def _needed(self, key: str) -> set[str]:
        """Return the keys of a decision and of all that it needs in either version, directly or not."""
        if key not in self._cones:
            self._cones[key] = set[str]().union(*(_cone(graph, key) for graph in self._graphs))
        return self._cones[key]


def _cone(graph: Graph, key: str) -> set[str]:
    decisions = {decision.key: decision for decision in graph.guideline.decisions}
    cone: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in decisions and one not in cone:
            cone.add(one)
            waiting += requirements(decisions[one])
    return cone


def _table(graph: Graph, key: str) -> DecisionTable:
    decision = graph.decision(key)
    assert isinstance(decision, DecisionTable)
    return decision


def _codes(graph: Graph, name: str) -> dict[str, int]:
    """Return the place of each value in a list."""
    for decision in graph.guideline.decisions:
        for output in outputs_of(decision):
            if output.values is not None and output.values.name == name:
                return {value.code: place for place, value in enumerate(output.values.values)}
    return {}


def _is_ranked(decision: Decision, output: Output) -> bool:
    if isinstance(decision, DecisionTable):
        return decision.hit_policy in RANKED
    return any(one.output == output and one.takes is Takes.HIGHEST for one in decision.unions)


def _given(graph: Graph, decision: Decision, output: Output) -> dict[str, Node]:
    """Return for whom rules that are met state each code, whether or not another rule goes before."""
    if not isinstance(decision, DecisionTable):
        return {value.code: graph.gives(output, value.code) for value in output.words}
    place = decision.outputs.index(output)
    met: dict[str, Node] = {}
    for rule, box in zip(decision.rules, graph.boxes[decision.key], strict=True):
        for code in _stated(rule, place):
            node = graph.meets_box(decision, box)
            met[code] = graph.space.either(met.get(code, graph.space.false), node)
    return met


def _stated(rule: Rule, place: int) -> list[str]:
    return [str(code) for code in codes_of(rule.outputs[place].value)]
