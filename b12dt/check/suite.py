"""The worked cases as a test suite: which mistakes in the tables they would notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from b12dt.check.cases import is_expected
from b12dt.check.machine import Machine, Run, Version, results_of, rules_that_fire
from b12dt.check.mutants import Mutant, mutants_of, on_the_bounds, overlaps
from b12dt.model import Case, DecisionTable, Guideline
from b12dt.program import tables_of
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph
from b12dt.prove.ground import fact_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many mutants were made, and what became of them."""

    made: int
    noticed: int
    refused: int
    equivalent: int
    survived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """A mutant that no case notices, and the nearest patient who would: the facts that differ from the base patient."""

    mutant: Mutant
    patient: Mapping[str, Any]


class Suite:
    """The cases of a guideline, run once; how, is up to what is asked."""

    def __init__(self, guideline: Guideline, graph: Graph | None = None, fired: frozenset[str] | None = None) -> None:
        """Take the cases. `graph` and `fired`, the rules that they fire, where somebody has them already."""
        self.cases = guideline.cases
        self._guideline = guideline
        self._graph = graph
        self._fired = fired

    @cached_property
    def graph(self) -> Graph:
        """Return the diagrams; made here, on atoms fine enough to tell every threshold from what lies next to it."""
        return self._graph or Graph(self._guideline, on_the_bounds(self._guideline))

    @cached_property
    def machine(self) -> Machine:
        """Return the guideline ready to be run with one table exchanged."""
        return Machine(self.graph)

    @cached_property
    def runs(self) -> list[Run]:
        """Return what came of each case."""
        inputs = {one.name: one for one in self._guideline.inputs}
        return [
            self.machine.run({name: fact_of(value, inputs[name]) for name, value in case.facts}) for case in self.cases
        ]

    @cached_property
    def fired(self) -> frozenset[str]:
        """Return the rules that some case fires."""
        if self._fired is not None:
            return self._fired
        versions = self.machine.versions
        return frozenset[str]().union(*(_ids(versions[key], run.fired[key]) for run in self.runs for key in versions))

    @cached_property
    def _asked(self) -> dict[str, dict[tuple[int, ...], list[int]]]:
        return {decision.key: self._by_question(decision) for decision in tables_of(self._guideline)}

    def _by_question(self, decision: DecisionTable) -> dict[tuple[int, ...], list[int]]:
        questions: dict[tuple[int, ...], list[int]] = {}
        for place, run in enumerate(self.runs):
            questions.setdefault(run.asked[decision.key], []).append(place)
        return questions

    def mutation(self, progress: Callable[[str], None] = lambda _: None) -> tuple[Score, list[Survivor]]:
        """Run every mutant on every case; `progress` is told the name of each table before its mutants are made."""
        fates = {"noticed": 0, "refused": 0, "equivalent": 0}
        survivors: list[Survivor] = []
        for decision in tables_of(self.graph.guideline):
            progress(decision.name)
            for mutant in mutants_of(self.graph, decision):
                fate = self._fate(mutant)
                if isinstance(fate, str):
                    fates[fate] += 1
                else:
                    survivors.append(Survivor(mutant=mutant, patient=fate))
        return Score(made=sum(fates.values()) + len(survivors), survived=len(survivors), **fates), survivors

    def _fate(self, mutant: Mutant) -> str | Mapping[str, Any]:
        if self._is_noticed(mutant):
            return "noticed"
        if overlaps(mutant.version):
            return "refused"
        different, silent = difference(self.graph, mutant.version)
        if silent:
            return "refused"
        patient = self.graph.patient(different)
        return "equivalent" if patient is None else patient

    def _is_noticed(self, mutant: Mutant) -> bool:
        version, key = mutant.version, mutant.version.decision.key
        for question, places in self._asked[key].items():
            fired = rules_that_fire(version, question)
            results = results_of(version, fired)
            run = self.runs[places[0]]
            before = _ids(self.machine.versions[key], run.fired[key])
            now = _ids(version, fired)
            same = all(run.results[path] == value for path, value in results.items())
            if same and before == now:
                continue
            gone = before - now
            for place in places:
                if gone.intersection(self.cases[place].rules):
                    return True
                if not same and self._other_result(self.cases[place], self.runs[place], version):
                    return True
        return False

    def _other_result(self, case: Case, run: Run, version: Version) -> bool:
        """Tell whether a case has another result than it expects, or lacks a rule, once a table is another."""
        after = self.machine.again(run, version)
        if any(not is_expected(one.value, after.results[one.output.path]) for one in case.expectations):
            return True
        fired: set[str] = set()
        for key, places in after.fired.items():
            if key in self.machine.versions:
                fired |= _ids(version if key == version.decision.key else self.machine.versions[key], places)
        return not fired.issuperset(case.rules)


def _ids(version: Version, fired: tuple[int, ...] | None) -> frozenset[str]:
    return frozenset(version.decision.rules[place].id for place in fired or ())


def difference(graph: Graph, version: Version) -> tuple[Node, bool]:
    """Return for which patients another version of a table fires other rules or states something else.

    Also tells whether it leaves somebody without an answer who had one.
    """
    space = graph.space
    decision = version.decision
    fires, left = graph.firing(decision, version.boxes)
    # A rule that fires no more is a difference; one that fires beside others and states nothing new is none.
    pairs = [
        (graph.fires[rule.id], space.both(graph.fires[rule.id], node))
        for rule, node in zip(decision.rules, fires, strict=True)
    ]
    old = graph.decision(decision.key)
    assert isinstance(old, DecisionTable)
    for place in range(len(decision.outputs)):
        before = graph.stated_by(old, [graph.fires[rule.id] for rule in old.rules], place)
        after = graph.stated_by(decision, fires, place, left)
        pairs += [(before.get(one, space.false), after.get(one, space.false)) for one in {**before, **after}]
    different = space.any_of(space.unlike(a, b) for a, b in pairs if a != b)
    return different, space.both(left, space.no(graph.unanswered[decision.key])) != space.false
