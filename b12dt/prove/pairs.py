"""Invariants between two patients: a patient, and the same patient with one fact changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from b12dt.atoms import mask_of, sample_of
from b12dt.diagnostics import Finding, finding
from b12dt.model import Input, PairInvariant, UnaryTest
from b12dt.program import in_words
from b12dt.prove.conditions import where
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph
from b12dt.prove.ground import fact_of
from b12dt.prove.regions import as_evaluated, as_fact, patient_text


def broken_pairs(graph: Graph) -> Iterable[Finding]:
    """Report each invariant between two patients that some pair breaks: the patient before, and what was changed."""
    for pair in graph.guideline.pairs:
        shown = min(_counterexamples(graph, pair), key=lambda found: len(found[0]), default=None)
        if shown is not None:
            patient, change, changed = shown
            yield finding(
                "DT421",
                pair.span,
                rule=pair.id,
                read=pair.text,
                patient=patient_text(patient, {one.name: one for one in graph.inputs}),
                sentence=pair.sentence,
                change=change,
                changed=json.dumps({name: as_fact(value) for name, value in changed.items()}),
                facts=as_evaluated(patient, graph.guideline),
            )


def _counterexamples(graph: Graph, pair: PairInvariant) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    space = graph.space
    premise = space.true if pair.premise is None else where(graph, pair.premise)
    after = space.false if pair.after is None else where(graph, pair.after)
    before = space.false if pair.before is None else where(graph, pair.before)
    unheld = space.both(premise, space.no(before))
    results = [(node, space.support(node)) for output in pair.unchanged for node in graph.results(output)]
    for one, from_test, to_test in zip(pair.facts, pair.from_tests, pair.to_tests, strict=True):
        place = graph.inputs.index(one)
        # Only what depends on the fact can change with it.
        touched = [node for node, asked in results if place in asked]
        olds, news = _places(graph, one, from_test), _places(graph, one, to_test)
        then = {new: space.restrict(after, place, new) for new in news}
        now = {old: space.restrict(unheld, place, old) for old in olds}
        for old, new in product(olds, news):
            if old == new or (not touched and space.false in (then[new], now[old])):
                continue
            bad = space.both(then[new], now[old])
            if touched:
                changed = _differs(graph, touched, place, old, new)
                bad = space.either(bad, space.both(changed, space.restrict(premise, place, old)))
            patient = graph.patient(space.both(bad, _is(graph, place, old))) if bad != space.false else None
            if patient is not None:
                was, becomes = patient.get(one.name, _base(graph, one)), _sample(graph, one, new)
                change = f"{one.label} {in_words(was, one)} becomes {in_words(becomes, one)}"
                yield patient, change, {one.name: becomes}


def _places(graph: Graph, one: Input, test: UnaryTest) -> list[int]:
    mask = mask_of(test, graph.atoms[one.name])
    return [place for place, atom in enumerate(graph.facts[graph.inputs.index(one)]) if mask >> atom & 1]


def _is(graph: Graph, place: int, atom: int) -> Node:
    return graph.space.variable(place, (other == atom for other in range(graph.space.sizes[place])))


def _differs(graph: Graph, results: Iterable[Node], place: int, old: int, new: int) -> Node:
    space = graph.space
    bad = space.false
    for node in results:
        was, is_now = space.restrict(node, place, old), space.restrict(node, place, new)
        if was != is_now:
            bad = space.either(bad, space.unlike(was, is_now))
    return bad


def _base(graph: Graph, one: Input) -> Any:
    """Return the base patient's fact: whoever does not differ in it has that very value."""
    return fact_of(dict(graph.guideline.base).get(one.name, one.default), one)


def _sample(graph: Graph, one: Input, place: int) -> Any:
    """Return a value of a fact that lies in the atom at this place."""
    return sample_of(graph.facts[graph.inputs.index(one)][place], graph.atoms[one.name], one)
