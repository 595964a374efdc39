"""What a version states: its outputs, and for which patients an output is what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from b12dt.model import Decision, DecisionTable, HitPolicy, Kind, Output
from b12dt.policies import gathers
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph, codes_of
from b12dt.runtime.numbers import number_text

NOTHING = "no answer"
NO_VALUES = "(none)"


def outputs_of(decision: Decision) -> tuple[Output, ...]:
    """Return what a decision states, table or summary."""
    return decision.outputs if isinstance(decision, DecisionTable) else tuple(one.output for one in decision.unions)


def is_list(graph: Graph, output: Output) -> bool:
    """Tell whether an output holds values in no order: each is then compared by itself."""
    decision = graph.decision(output.decision)
    if not isinstance(decision, DecisionTable):
        return output.kind is Kind.SEVERAL
    if decision.hit_policy in (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER):
        return False
    return output.kind is Kind.SEVERAL or gathers(decision, output) == "all"


def results_of(graph: Graph, output: Output) -> dict[str, Node]:
    """Return where an output is each of its values, and where it has none."""
    space = graph.space
    if is_list(graph, output):
        codes = dict.fromkeys(str(code) for value, _ in graph.stated(output) for code in codes_of(value))
        return {code: graph.gives(output, code) for code in codes} | {NOTHING: graph.silent(output.decision)}
    where: dict[str, Node] = {}
    for value, node in graph.values(output).items():
        where[_text(value)] = space.either(where.get(_text(value), space.false), node)
    where[NOTHING] = space.no(space.any_of(where.values()))
    return where


def given(graph: Graph, output: Output, code: str) -> Node:
    """Return where an output is a code, or holds it, alone or with others."""
    if is_list(graph, output):
        return graph.gives(output, code)
    return graph.space.any_of(node for value, node in graph.values(output).items() if code in codes_of(value))


def empty(graph: Graph, output: Output) -> Node:
    """Return where an output that holds several values holds none, though its decision answers."""
    space = graph.space
    if is_list(graph, output):
        held = space.any_of(node for value, node in graph.stated(output) if value not in ((), None))
        return space.both(space.no(held), space.no(graph.silent(output.decision)))
    return space.any_of(node for value, node in graph.values(output).items() if value == ())


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_text(one) for one in cast("tuple[Any, ...]", value)) or NO_VALUES
    # 1 and 1.0 are one result, whichever of them stands in the cell.
    return number_text(value) if isinstance(value, Decimal) else str(value)
