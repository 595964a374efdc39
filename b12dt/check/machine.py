"""The guideline run on atoms: one case at a time, and again from a changed table on.

Slower than the compiled module and made for asking "what if this table were another": it keeps what every table was
asked, so that a change is followed only through the tables it reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from b12dt.boxes import Box
from b12dt.described import as_told, described_union
from b12dt.model import Decision, DecisionTable, Output, Summary
from b12dt.policies import gathers, owes_an_answer, trials
from b12dt.prove.graph import NO_ANSWER, Graph
from b12dt.resolve.order import requirements
from b12dt.runtime.atoms import atom_of
from b12dt.runtime.structure import Atoms, Rule, gathered, united


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a table: its rules, their boxes, and the groups of rules in the order in which they are tried."""

    decision: DecisionTable
    boxes: tuple[Box, ...]
    groups: tuple[tuple[int, ...], ...]


def version_of(decision: DecisionTable, boxes: Iterable[Box]) -> Version:
    """Return a version of a table."""
    return Version(decision=decision, boxes=tuple(boxes), groups=tuple(tuple(group) for group in trials(decision)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of one case: the atoms of every path, what each table was asked, which rules fired, every result."""

    atoms: Mapping[str, int]
    asked: Mapping[str, tuple[int, ...]]
    fired: Mapping[str, tuple[int, ...] | None]
    results: Mapping[str, Any]


class Machine:
    """A guideline ready to be run with one table exchanged."""

    def __init__(self, graph: Graph) -> None:
        """Prepare the tables of a graph."""
        self.graph = graph
        self.versions = {
            decision.key: version_of(decision, graph.boxes[decision.key])
            for decision in graph.guideline.decisions
            if isinstance(decision, DecisionTable)
        }

    def run(self, facts: Mapping[str, Any]) -> Run:
        """Run the guideline on complete, checked facts."""
        atoms = {one.name: atom_of(facts[one.name], self.graph.atoms[one.name]) for one in self.graph.inputs}
        run = Run(atoms=atoms, asked={}, fired={}, results={})
        return self._go_on(run, self.graph.guideline.decisions, {})

    def again(self, run: Run, version: Version) -> Run:
        """Run one case again with one table exchanged."""
        decisions = self.graph.guideline.decisions
        start = next(i for i, one in enumerate(decisions) if one.key == version.decision.key)
        return self._go_on(run, decisions[start:], {version.decision.key: version})

    def _go_on(self, run: Run, decisions: tuple[Decision, ...], versions: Mapping[str, Version]) -> Run:
        atoms, results = dict(run.atoms), dict(run.results)
        asked, fired = dict(run.asked), dict(run.fired)
        for decision in decisions:
            if isinstance(decision, Summary):
                answered = all(fired[key] is not None for key in requirements(decision))
                # Other tables may ask for a summary's result; what unites it is not a question put to a table.
                fired[decision.key] = () if answered else None
                for union in decision.unions:
                    made = described_union(union)
                    value = united(made, [results[path] for path in made.sources])
                    self._state(union.output, value, atoms, results, answered=answered)
                continue
            version = versions.get(decision.key) or self.versions[decision.key]
            question = tuple(atoms[column.path] for column in decision.inputs)
            if question == asked.get(decision.key) and decision.key not in versions:
                continue
            asked[decision.key] = question
            places = fired[decision.key] = rules_that_fire(version, question)
            stated = results_of(version, places)
            for output in decision.outputs:
                self._state(output, stated[output.path], atoms, results, answered=places is not None)
        return Run(atoms=atoms, asked=asked, fired=fired, results=results)

    def _state(
        self, output: Output, value: Any, atoms: dict[str, int], results: dict[str, Any], *, answered: bool
    ) -> None:
        results[output.path] = value
        if output.path in self.graph.asked:
            known = self.graph.atoms[output.path]
            nothing = 0 if answered and known.domain & 1 and known.kind == "number" else NO_ANSWER
            atoms[output.path] = nothing if value is None or not answered else _atom(value, known)


def rules_that_fire(version: Version, question: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the places of the rules that count for what a table is asked; None where none answers and one should."""
    if NO_ANSWER in question:
        return None
    met: tuple[int, ...] = ()
    for group in version.groups:
        met += tuple(place for place in group if holds_in(version.boxes[place], question))
        if met and owes_an_answer(version.decision):
            return met
    return None if owes_an_answer(version.decision) else met


def holds_in(box: Box, question: tuple[int, ...]) -> bool:
    """Tell whether a box holds a point."""
    return all(mask >> atom & 1 for mask, atom in zip(box, question, strict=True))


def results_of(version: Version, fired: tuple[int, ...] | None) -> dict[str, Any]:
    """Return a table's outputs by path, from the places of the rules that fired."""
    decision = version.decision
    if fired is None:
        return {output.path: None for output in decision.outputs}
    rules = tuple(_Stated(tuple(as_told(entry.value) for entry in decision.rules[place].outputs)) for place in fired)
    return {
        output.path: gathered(gathers(decision, output), place, cast("tuple[Rule, ...]", rules))
        for place, output in enumerate(decision.outputs)
    }


class _Stated(NamedTuple):
    """What `gathered` asks of a rule."""

    outputs: tuple[Any, ...]


def _atom(value: Any, atoms: Atoms) -> int:
    return atom_of(float(value) if atoms.kind == "number" else value, atoms)
