"""What a version states: its outputs, and for which patients an output is what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from b12dt.cells.values import NO_VALUES
from b12dt.model import Decision, DecisionTable, HitPolicy, Kind, Output
from b12dt.policies import gathers
from b12dt.prove.diagram import Node
from b12dt.prove.gathering import codes_of
from b12dt.prove.graph import Graph
from b12dt.runtime.numbers import number_text

NOTHING = "no answer"


def is_list(decision: Decision, output: Output) -> bool:
    """Tell whether an output holds values in no order: each is then compared by itself."""
    if not isinstance(decision, DecisionTable):
        return output.kind is Kind.SEVERAL
    if decision.hit_policy in (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER):
        return False
    return output.kind is Kind.SEVERAL or gathers(decision, output) == "all"


def as_compared(value: Any, *, is_list: bool) -> Any:
    """Return the result of one patient as those of all patients are compared: a list in no order as what it holds."""
    if isinstance(value, list | tuple):
        several = cast("tuple[Any, ...]", tuple(value))  # pyright: ignore[reportUnknownArgumentType]
        return frozenset(several) if is_list else several
    return frozenset((value,)) if is_list and value is not None else value


def results_of(graph: Graph, output: Output, *, as_list: bool) -> dict[str, Node]:
    """Return where an output is each of its values, or, as a list, holds each of them; and where it has none."""
    space = graph.space
    where: dict[str, Node] = {}
    if is_list(graph.decision(output.decision), output):
        codes = dict.fromkeys(str(code) for value, _ in graph.stated(output) for code in codes_of(value))
        where = {code: graph.gives(output, code) for code in codes}
        # A summary tells what its tables gave; of one that had no answer it is that table's result that says so.
        united = not isinstance(graph.decision(output.decision), DecisionTable)
        return where if united else where | {NOTHING: graph.silent(output.decision)}
    values = graph.values(output)
    for value, node in values.items():
        for word in map(str, codes_of(value)) if as_list else (_text(value),):
            where[word] = space.either(where.get(word, space.false), node)
    return where | {NOTHING: space.no(space.any_of(values.values()))}


def given(graph: Graph, output: Output, code: str) -> Node:
    """Return where an output is a code, or holds it, alone or with others."""
    if is_list(graph.decision(output.decision), output):
        return graph.gives(output, code)
    return graph.space.any_of(node for value, node in graph.values(output).items() if code in codes_of(value))


def empty(graph: Graph, output: Output) -> Node:
    """Return where an output that holds several values holds none, though its decision answers."""
    space = graph.space
    if is_list(graph.decision(output.decision), output):
        held = space.any_of(node for value, node in graph.stated(output) if value not in ((), None))
        return space.both(space.no(held), space.no(graph.silent(output.decision)))
    return space.any_of(node for value, node in graph.values(output).items() if value == ())


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_text(one) for one in cast("tuple[Any, ...]", value)) or NO_VALUES
    # 1 and 1.0 are one result, whichever of them stands in the cell.
    return number_text(float(value)) if isinstance(value, Decimal) else str(value)
