"""What has to be said besides a result's own sentence: that results are alternatives, and that nothing was there to be checked.

One rule for the terminal, the notebooks, the book and the page: whoever tells results asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from b12dt.runtime.structure import Decision, Input, Output, Value

REGIMEN_LIST = "regimen"
"""The value list that holds the regimens."""
OR = "Or: "
FROM_ONE_RULE = ("one", "all")
"""How outputs gather whose results are told rule by rule."""


def are_alternatives(output: Output) -> bool:
    """Tell whether the values that one rule states are choices: several regimens are, of which the clinician takes one.

    What several rules of a table add, or a summary unites, is no choice between them.
    """
    return output.list == REGIMEN_LIST and output.gathers in FROM_ONE_RULE


def one_or_other(sentences: Iterable[str]) -> list[str]:
    """Return the sentences of alternatives: told one after another they would read as if all were to be given."""
    return [f"{OR}{one}" if place else one for place, one in enumerate(sentences)]


def listed(items: Sequence[str], before_last: str) -> str:
    """Return items in one phrase: `a, b or c`."""
    return f" {before_last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def to_check(
    key: str, decisions: Mapping[str, Decision], inputs: Mapping[str, Input], values: Mapping[str, Mapping[str, Value]]
) -> dict[str, tuple[str, ...]]:
    """Return by section the facts that say whether there is anything that a decision's alerts could be raised at.

    These are the facts it needs that cannot be unknown: they say that nothing was ordered or planned, or what. None for
    a decision without alerts.
    """
    if not any(value.severity for output in decisions[key].outputs for value in values.get(output.list, {}).values()):
        return {}
    behind = _facts_behind(key, decisions)
    sections: dict[str, tuple[str, ...]] = {}
    for name in says_what_is_ordered(inputs):
        if name in behind:
            sections[inputs[name].section] = (*sections.get(inputs[name].section, ()), name)
    return sections


def says_what_is_ordered(inputs: Mapping[str, Input]) -> tuple[str, ...]:
    """Return the facts that cannot be unknown: they say that nothing was ordered or planned, or what."""
    return tuple(name for name, one in inputs.items() if not one.may_be_unknown)


def _facts_behind(key: str, decisions: Mapping[str, Decision]) -> set[str]:
    """Return the names of every fact that a decision hangs on."""
    found: set[str] = set()
    waiting, seen = [key], set[str]()
    while waiting:
        decision = decisions[waiting.pop()]
        if decision.key in seen:
            continue
        seen.add(decision.key)
        for path in (*decision.inputs, *(source for union in decision.unions for source in union.sources)):
            before, _, output = path.partition(".")
            (waiting.append if output else found.add)(before)
    return found


def empty(
    sentence: str, sections: Mapping[str, tuple[str, ...]], facts: Mapping[str, Any], inputs: Mapping[str, Input]
) -> str:
    """Return what is told of a list that holds nothing: its sentence, and which sections held nothing to be checked.

    Where none of them did, its sentence would be an all-clear that nobody gave.
    """
    idle = [title for title, names in sections.items() if all(facts[name] == inputs[name].default for name in names)]
    if not idle:
        return sentence
    unchecked = f"Not checked: {', '.join(idle)}. Nothing to compare is given there."
    return unchecked if len(idle) == len(sections) else f"{sentence} {unchecked}"
