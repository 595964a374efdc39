"""What a decision can state: each set of rules that can fire is one state, worked out once for all its patients."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from b12dt.runtime.decided import Compiled, results
from b12dt.runtime.structure import Decision, Rule, several, united

Payload = TypeVar("Payload", bound=Hashable)
FIRST_COUNTS = ("U", "F")
RANKED = ("P", "O")
Rank = tuple[tuple[int, ...], ...]


class Stated(NamedTuple):
    """What a decision states to some patients.

    `outputs` as `evaluate` gives them; `handed` to the decisions that ask: None where these then have no answer, either.
    A sum of nothing is unknown and no gap, so `answered` says which of the two a None is.
    """

    rules: tuple[Rule, ...]
    outputs: tuple[Any, ...]
    answered: bool
    handed: tuple[bool, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """Return the statements of the rules, each once."""
        return tuple(dict.fromkeys(one for rule in self.rules for one in rule.statements))


@dataclass(slots=True)
class Interned(Generic[Payload]):
    """Things numbered in the order in which they are first met."""

    all: list[Payload] = field(default_factory=list[Payload])
    places: dict[Payload, int] = field(default_factory=dict[Payload, int])

    def place(self, one: Payload) -> int:
        """Return the number of a thing."""
        place = self.places.get(one)
        if place is None:
            # Other threads read what is in the list: the number is given out after it.
            self.all.append(one)
            place = self.places[one] = len(self.all) - 1
        return place


Choose = Callable[[Iterable[int]], tuple[int, ...] | None]
"""From the places of the rules that are met to those that count, in their order; None where none answers."""


def chooser(decision: Decision, compiled: Compiled) -> Choose:
    """Return what the hit policy of a table does with the rules that are met.

    Source: OMG, Decision Model and Notation 1.5, section 8.2.8; as the compiled decisions do it.
    """
    policy = decision.hit_policy
    if policy in FIRST_COUNTS:
        return lambda met: tuple(sorted(met)[:1]) or None
    if policy == "A":
        return lambda met: tuple(sorted(met)) or None
    if policy not in RANKED:
        return lambda met: tuple(sorted(met))
    ranks = _ranks(decision, compiled)

    def ranked(met: Iterable[int]) -> tuple[int, ...] | None:
        ordered = sorted(met, key=lambda place: (ranks[place], place))
        if policy == "O":
            return tuple(ordered)
        return tuple(place for place in ordered if ranks[place] == ranks[ordered[0]]) or None

    return ranked


def _ranks(decision: Decision, compiled: Compiled) -> list[Rank]:
    """Return the priority of each rule: for each output the places of its values in their list."""
    orders = [list(compiled.VALUES[one.list]) for one in decision.outputs]
    return [
        tuple(
            tuple(order.index(code) for code in several(value))
            for order, value in zip(orders, rule.outputs, strict=True)
        )
        for rule in decision.rules
    ]


def stated_by_table(decision: Decision, places: Sequence[int] | None) -> Stated:
    """Return what a table states where these of its rules count; None for a gap."""
    fired = None if places is None else tuple(decision.rules[place] for place in places)
    answered = fired is not None
    return Stated(fired or (), results(decision, fired), answered, (answered,) * len(decision.outputs))


def stated_by_summary(decision: Decision, sources: Mapping[str, tuple[Decision, Stated]]) -> Stated:
    """Return what a summary makes of what its sources state, by their keys."""
    values: dict[str, Any] = {}
    handed: dict[str, bool] = {}
    for key, (source, stated) in sources.items():
        for output, value, given in zip(source.outputs, stated.outputs, stated.handed, strict=True):
            values[f"{key}.{output.name}"], handed[f"{key}.{output.name}"] = value, given
    outputs = tuple(united(union, [values[path] for path in union.sources]) for union in decision.unions)
    rules = tuple(dict.fromkeys(rule for _, stated in sources.values() for rule in stated.rules))
    return Stated(
        rules,
        outputs,
        all(stated.answered for _, stated in sources.values()),
        tuple(
            value is not None and all(handed[path] for path in union.sources)
            for union, value in zip(decision.unions, outputs, strict=True)
        ),
    )
