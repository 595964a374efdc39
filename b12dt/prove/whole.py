"""What the guideline as a whole can have wrong with it: broken invariants, idle facts, values nobody ever gets."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diagnostics import Finding, finding
from b12dt.model import Input, Kind, Output, Statement
from b12dt.program import tables_of
from b12dt.prove.conditions import where
from b12dt.prove.graph import Graph
from b12dt.prove.pairs import broken_pairs
from b12dt.prove.regions import as_evaluated, patient_text


def check_whole(graph: Graph) -> Iterable[Finding]:
    """Return what is wrong with the guideline as a whole."""
    yield from broken_invariants(graph)
    yield from broken_pairs(graph)
    yield from idle_facts(graph)
    yield from values_never_given(graph)
    yield from answers_never_told_apart(graph)
    yield from statements_never_cited(graph)


def broken_invariants(graph: Graph) -> Iterable[Finding]:
    """Report each invariant that some patient breaks, with the patient nearest to the base patient."""
    space = graph.space
    if not graph.guideline.invariants:
        yield finding("DT423", graph.guideline.decisions[0].span)
    for invariant in graph.guideline.invariants:
        premise = where(graph, invariant.premise)
        if premise == space.false:
            yield finding("DT422", invariant.span, rule=invariant.id, read=invariant.premise_text)
            continue
        patient = graph.patient(space.both(premise, space.no(where(graph, invariant.conclusion))))
        if patient is not None:
            yield finding(
                "DT420",
                invariant.span,
                rule=invariant.id,
                read=invariant.conclusion_text,
                patient=patient_text(patient, {one.name: one for one in graph.inputs}),
                sentence=invariant.sentence,
                facts=as_evaluated(patient, graph.guideline),
            )


def idle_facts(graph: Graph) -> Iterable[Finding]:
    """Report each fact whose answer changes no result of any decision, whatever the others are."""
    matter: set[int] = set()
    for decision in tables_of(graph.guideline):
        for output in decision.outputs:
            for node in graph.results(output):
                matter |= graph.space.support(node)
    asked = {
        column.path
        for decision in tables_of(graph.guideline)
        for column in decision.inputs
        if isinstance(column, Input)
    }
    for place, one in enumerate(graph.inputs):
        # A fact that no table asks about is reported when the names are resolved.
        if place not in matter and one.name in asked:
            yield finding("DT504", one.span, read=one.label)


def values_never_given(graph: Graph) -> Iterable[Finding]:
    """Report each value of a list that none of the outputs using the list ever takes."""
    users: dict[str, list[Output]] = {}
    for decision in tables_of(graph.guideline):
        for output in decision.outputs:
            if output.values is not None:
                users.setdefault(output.values.name, []).append(output)
    inputs = {one.values.name for one in graph.inputs if one.values is not None}
    for name, outputs in users.items():
        values = outputs[0].values
        if values is None or name in inputs:
            continue
        given = {code for output in outputs for code in _given(graph, output)}
        for value in values.values:
            if value.code not in given:
                yield finding("DT505", value.span, read=value.label, value=value.code, list=name)


def _given(graph: Graph, output: Output) -> Iterable[str]:
    for value, fires in graph.stated(output):
        if fires != graph.space.false:
            yield from value if isinstance(value, tuple) else (str(value),)


def answers_never_told_apart(graph: Graph) -> Iterable[Finding]:
    """Report, for each fact, known answers that lead to the same in every table."""
    tables = tables_of(graph.guideline)
    for one in graph.inputs:
        if one.kind is not Kind.CATEGORY or one.values is None:
            continue
        columns = [
            box[decision.inputs.index(one)]
            for decision in tables
            if one in decision.inputs
            for box in graph.boxes[decision.key]
        ]
        atoms = graph.atoms[one.name]
        alike: dict[tuple[int, ...], list[str]] = {}
        for place, code in enumerate(atoms.codes):
            alike.setdefault(tuple(mask >> (place + 1) & 1 for mask in columns), []).append(code)
        labels = {value.code: value.label for value in one.values.values}
        for codes in alike.values():
            if len(codes) > 1 and columns:
                words = ", ".join(labels[code] for code in codes)
                yield finding("DT506", one.span, read=words, label=one.label)


def statements_never_cited(graph: Graph) -> Iterable[Finding]:
    """Report each statement of the source on which no rule rests."""
    cited = {one for decision in tables_of(graph.guideline) for rule in decision.rules for one in rule.statements}
    for statement in graph.guideline.statements:
        if statement.id not in cited:
            yield _uncited(statement)


def _uncited(statement: Statement) -> Finding:
    return finding("DT507", statement.span, read=statement.id, text=statement.text)
