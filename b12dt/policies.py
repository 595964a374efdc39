"""What the hit policies mean: which of the rules that are met count, and how they make a result.

Source: OMG, Decision Model and Notation 1.5, section 8.2.8.
"""

from __future__ import annotations

from b12dt.model import RANKED, DecisionTable, HitPolicy, Kind, Output, Rule

FIRST_COUNTS = (HitPolicy.UNIQUE, HitPolicy.FIRST)
"""Policies by which the first rule that is met is the only one that counts (of UNIQUE tables no other can be met)."""

_GATHERS = {
    HitPolicy.UNIQUE: "one",
    HitPolicy.ANY: "one",
    HitPolicy.PRIORITY: "one",
    HitPolicy.FIRST: "one",
    HitPolicy.SUM: "sum",
    HitPolicy.LEAST: "least",
    HitPolicy.GREATEST: "greatest",
    HitPolicy.COUNT: "count",
}


def gathers(decision: DecisionTable, output: Output) -> str:
    """Return how the rules that count make an output; the words are those of the runtime's `Output`."""
    how = _GATHERS.get(decision.hit_policy, "all")
    return "each" if how == "all" and output.kind is Kind.NUMBER else how


def owes_an_answer(decision: DecisionTable) -> bool:
    """Tell whether a table must have a rule for every patient: a table that collects may rightly have none."""
    return _GATHERS.get(decision.hit_policy) == "one"


Rank = tuple[tuple[int, ...], ...]


def rank(rule: Rule, outputs: tuple[Output, ...]) -> Rank:
    """Return a rule's priority: for each output, the first one first, the places of its values in their list."""
    places: list[tuple[int, ...]] = []
    for output, entry in zip(outputs, rule.outputs, strict=True):
        codes = [value.code for value in output.words]
        stated = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        places.append(tuple(codes.index(code) for code in stated if isinstance(code, str)))
    return tuple(places)


def trials(decision: DecisionTable) -> list[list[int]]:
    """Return the places of the rules in the order in which they are tried, those that count together in one group.

    A policy by which one result holds stops after the first group of which some rule is met.
    """
    places = list(range(len(decision.rules)))
    if decision.hit_policy in FIRST_COUNTS:
        return [[place] for place in places]
    if decision.hit_policy not in RANKED:
        return [places]
    groups: dict[Rank, list[int]] = {}
    for place in places:
        groups.setdefault(rank(decision.rules[place], decision.outputs), []).append(place)
    return [groups[key] for key in sorted(groups)]
