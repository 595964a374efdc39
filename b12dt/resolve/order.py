"""The decision requirements graph: which decision needs which, and an order in which all can be made."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from b12dt.diagnostics import finding
from b12dt.model import Decision, DecisionTable, Output
from b12dt.resolve.fields import Findings


def requirements(decision: Decision) -> tuple[str, ...]:
    """Return the keys of the decisions whose outputs a decision asks for, each once."""
    if isinstance(decision, DecisionTable):
        asked = [one.decision for one in decision.inputs if isinstance(one, Output)]
    else:
        asked = [source.decision for union in decision.unions for source in union.sources]
    return tuple(dict.fromkeys(asked))


def in_order(decisions: Iterable[Decision], found: Findings) -> tuple[Decision, ...]:
    """Return the decisions so that each comes after those it needs; else in the order of their IDs.

    Diagnostics: DT501.
    """
    by_key = {decision.key: decision for decision in sorted(decisions, key=lambda decision: decision.id)}
    sorter = TopologicalSorter(
        {key: [need for need in requirements(decision) if need in by_key] for key, decision in by_key.items()}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = by_key[circle[0]]
        found.append(
            finding(
                "DT501",
                first.span,
                read=" > ".join(circle),
                related=[by_key[key].span for key in circle[1:-1]],
            )
        )
        return tuple(by_key.values())
    ordered: list[Decision] = []
    ready = sorted(sorter.get_ready(), key=lambda key: by_key[key].id)
    while ready:
        key = ready.pop(0)
        ordered.append(by_key[key])
        sorter.done(key)
        ready = sorted((*ready, *sorter.get_ready()), key=lambda key: by_key[key].id)
    return tuple(ordered)
