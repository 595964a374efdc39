"""Diagrams say of every patient what evaluation says."""

from __future__ import annotations

import random
from itertools import product

import pytest

from b12dt.check.cases import facts_of, known_values
from b12dt.check.conditions import holds
from b12dt.prove.conditions import where
from b12dt.prove.diagram import Space, TooLargeError
from b12dt.prove.graph import Graph
from b12dt.runtime.atoms import atom_of
from b12dt.runtime.facts import complete


@pytest.fixture(scope="module")
def graph(guideline):
    """Return the diagrams of the guideline in tables/."""
    return Graph(guideline.program.guideline)


def random_facts(guideline, rng):
    """Return facts of which each is unknown, a sample of an atom, or left to its default."""
    facts = {}
    for name, one in guideline.inputs.items():
        choices = [*one.samples, *one.samples, None] if one.may_be_unknown else list(one.samples)
        value = rng.choice(choices)
        facts[name] = list(value) if isinstance(value, tuple) else value
    return facts


def at(graph, node, facts):
    """Return the value of a function at a patient."""
    space = graph.space
    for place, one in enumerate(graph.inputs):
        atom = graph.facts[place].index(atom_of(facts[one.name], graph.atoms[one.name]))
        node = space.child(node, place, atom)
    return space.value(node)


def test_rules_fire_in_the_diagrams_as_in_the_evaluator(guideline, graph):
    """For random patients each rule's diagram is true exactly where the evaluator fires the rule."""
    rng = random.Random(20261122)
    for _ in range(150):
        facts = random_facts(guideline, rng)
        fired = {rule.id for decided in guideline.evaluate(facts).decisions.values() for rule in decided.rules}
        full = complete(guideline.inputs, facts)
        assert {rule for rule, node in graph.fires.items() if at(graph, node, full)} == fired


def test_invariants_hold_in_the_diagrams_as_for_single_patients(guideline, graph):
    """A condition's diagram agrees, for every worked case, with the condition evaluated on that case."""
    for case in guideline.program.guideline.cases[::5]:
        advice = guideline.evaluate(facts_of(case))
        values = known_values(advice)
        full = advice.checked_facts
        for invariant in guideline.program.guideline.invariants[::3]:
            for condition in (invariant.premise, invariant.conclusion):
                assert at(graph, where(graph, condition), full) == holds(condition, values), (case.id, invariant.id)


def test_counterexample_meets_the_condition_and_is_the_nearest():
    """The patient found meets the condition, and no patient with fewer differences does (brute force)."""
    rng = random.Random(7)
    for _ in range(60):
        sizes = [rng.randint(2, 4) for _ in range(5)]
        space = Space(sizes)
        node = space.false
        for _ in range(3):
            box = [space.variable(i, [rng.random() < 0.5 for _ in range(n)]) for i, n in enumerate(sizes)]
            node = space.either(node, space.all_of(box))
        base = tuple(rng.randrange(n) for n in sizes)
        points = [point for point in product(*map(range, sizes)) if space.value(walk(space, node, point))]
        assert space.count(node) == len(points)
        found = space.nearest(node, base)
        if not points:
            assert found is None
            continue
        point = tuple(found.get(i, atom) for i, atom in enumerate(base))
        assert point in points
        assert len(found) == min(sum(a != b for a, b in zip(one, base, strict=True)) for one in points)


def walk(space, node, point):
    """Return the terminal a point leads to."""
    for place, atom in enumerate(point):
        node = space.child(node, place, atom)
    return node


def test_equal_functions_are_one_node():
    """However a function is built, it is the same node: this is what equality of guidelines rests on."""
    space = Space([3, 2, 4])
    a, b = space.variable(0, [True, False, True]), space.variable(2, [False, True, True, False])
    assert space.no(space.both(a, b)) == space.either(space.no(a), space.no(b))
    assert space.case(a, {True: b, False: space.no(b)}) == space.no(space.case(a, {True: space.no(b), False: b}))


def test_a_diagram_that_outgrows_its_bound_says_so(guideline):
    """The bound raises in the space, and the graph names the tables that it could not build."""
    space = Space([2] * 20, most_nodes=10)
    with pytest.raises(TooLargeError):
        space.all_of(space.variable(i, [False, True]) for i in range(20))
    small = Graph(guideline.program.guideline, most_nodes=900)
    assert small.unbuilt
    assert small.built
