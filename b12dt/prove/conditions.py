"""Conditions over facts and results as diagrams: where each of them holds."""

from __future__ import annotations

from dataclasses import replace

from b12dt.atoms import mask_of
from b12dt.described import as_told
from b12dt.model import (
    UNKNOWN,
    And,
    Anything,
    Comparison,
    Condition,
    DecisionTable,
    Has,
    Input,
    IsEmpty,
    Kind,
    Not,
    OneOf,
    Or,
    Output,
    UnaryTest,
    Within,
)
from b12dt.policies import gathers
from b12dt.prove.diagram import Node
from b12dt.prove.gathering import holds_without_answer
from b12dt.prove.graph import NO_ANSWER, Graph
from b12dt.runtime.atoms import atom_of


def where(graph: Graph, condition: Condition) -> Node:
    """Return where a condition over facts and outputs holds."""
    space = graph.space
    match condition:
        case Comparison(variable=variable, test=test):
            return _compared(graph, variable, test)
        case IsEmpty(variable=variable):
            return _empty(graph, variable)
        case Not(operand=operand):
            return space.no(where(graph, operand))
        case And(operands=operands):
            return space.all_of(where(graph, one) for one in operands)
        case Or(operands=operands):
            return space.any_of(where(graph, one) for one in operands)


def _empty(graph: Graph, variable: Input | Output) -> Node:
    if isinstance(variable, Output):
        held = (fires for value, fires in graph.stated(variable) if value not in ((), None))
        return graph.space.no(graph.space.any_of(held))
    codes = tuple(value.code for value in variable.words)
    return graph.space.no(_compared(graph, variable, Has(codes=(*codes, UNKNOWN))))


def _compared(graph: Graph, variable: Input | Output, test: UnaryTest) -> Node:
    if isinstance(test, Has) and isinstance(variable, Output):
        has = graph.space.any_of(graph.gives(variable, code) for code in test.codes)
        return graph.space.no(has) if test.negated else has
    without_answer = holds_without_answer(test)
    if isinstance(variable, Output) and _is_collected(graph, variable):
        met = _one_meets(graph, variable, test)
        answer = graph.space.true if without_answer else graph.space.false
        return graph.space.choose(graph.silent(variable.decision), answer, met)
    mask = mask_of(test, graph.atoms[variable.path])
    if isinstance(variable, Output) and variable.kind is Kind.CATEGORY:
        # Where a rule states one of these words: quicker than which word holds where, and asked of it.
        return _states(graph, variable, ~mask if without_answer else mask, negated=without_answer)
    return graph.space.relabel(
        _told(graph, variable),
        lambda atom: without_answer if atom == NO_ANSWER else bool(mask >> atom & 1),
    )


def _is_collected(graph: Graph, output: Output) -> bool:
    """Tell whether several rules may each give one value of an output; what counts rules is no word of a list."""
    how = _gathers(graph, output)
    return how in ("all", "each") or (how == "count" and output.kind is not Kind.NUMBER)


def _gathers(graph: Graph, output: Output) -> str:
    decision = graph.decision(output.decision)
    return gathers(decision, output) if isinstance(decision, DecisionTable) else ""


def _one_meets(graph: Graph, output: Output, test: UnaryTest) -> Node:
    """Return where one value of a collected list meets a test; for `not(...)`, where none is what it names."""
    space = graph.space
    match test:
        case Anything():
            return space.true
        case OneOf(codes=codes, negated=negated) | Has(codes=codes, negated=negated):
            words = () if _gathers(graph, output) == "count" else codes
            has = space.any_of(graph.gives(output, code) for code in words)
        case Within(negated=negated):
            atoms = graph.atoms[output.path]
            inside = mask_of(replace(test, negated=False), atoms) & ~1
            stated = graph.stated(output)
            has = space.any_of(node for value, node in stated if inside >> atom_of(as_told(value), atoms) & 1)
    return space.no(has) if negated else has


def _states(graph: Graph, output: Output, mask: int, *, negated: bool) -> Node:
    """Return where an output is a word of a mask; with `negated` where it is none, or nothing."""
    atoms = graph.atoms[output.path]
    stated = graph.space.any_of(
        node for value, node in graph.values(output).items() if mask >> atom_of(as_told(value), atoms) & 1
    )
    return graph.space.no(stated) if negated else stated


def _told(graph: Graph, variable: Input | Output) -> Node:
    """Return a variable as a patient is told it: a summary tells what its tables gave, though one had no answer.

    A table that asks for the summary is not answered then, and has no answer itself: see `column`.
    """
    if isinstance(variable, Output) and not isinstance(graph.decision(variable.decision), DecisionTable):
        return graph.stated_column(variable)
    return graph.column(variable.path)
