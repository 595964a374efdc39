"""From the rules that fired to decisions: what each states, on what basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, cast

from b12dt.runtime.structure import Decision, Regimen, Rule, Statement, Value, gathered, several, united
from b12dt.runtime.structure import Input as InputDescription

BASES = {
    "explicit": ("explicit", "The source says so."),
    "interpretation": ("interpretation", "The source leaves room; a reading was chosen."),
    "not_covered": ("not covered", "The source is silent here."),
}
"""What a rule rests on, the weakest last: the word on its badge, and its meaning."""
WEAKEST_LAST = tuple(BASES)


class Compiled(Protocol):
    """A compiled guideline: the module `b12dt.compiled`, or one made from workbooks just now."""

    TITLE: str
    VERSION: str
    SHA256: str
    ABOUT: dict[str, str]
    INPUTS: dict[str, InputDescription]
    DECISIONS: dict[str, Decision]
    VALUES: dict[str, dict[str, Value]]
    REGIMENS: dict[str, Regimen]
    STATEMENTS: dict[str, Statement]
    INTERPRETATIONS: dict[str, str]

    def decide(self, facts: dict[str, Any], /) -> tuple[tuple[Rule, ...] | None, ...]:
        """Return the rules that fired, decision by decision."""
        ...


class Decided(NamedTuple):
    """One decision made. `outputs` by name; `rules` that fired; `basis` the weakest among them, None where no rule fired.

    `answered` is False where no rule of the table covers the patient: a gap, never to be read as "nothing to do".
    """

    key: str
    name: str
    question: str
    outputs: Mapping[str, Any]
    rules: tuple[Rule, ...]
    statements: tuple[str, ...]
    basis: str | None
    answered: bool


class _Outputs(Mapping[str, Any]):
    """The outputs of one decision, to be read only: several codes come as a list of the reader's own."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        value = self._values[name]
        return list(several(value)) if isinstance(value, tuple) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(dict(self))


class Decisions(Mapping[str, Decided]):
    """The decisions made for one patient, each worked out from the rules that fired when it is first read."""

    def __init__(self, decisions: Mapping[str, Decision], fired: Iterable[tuple[Rule, ...] | None]) -> None:
        self._decisions = decisions
        self._fired = dict(zip(decisions, fired, strict=True))
        self._decided: dict[str, Decided] = {}

    def __getitem__(self, key: str) -> Decided:
        decided = self._decided.get(key)
        if decided is None:
            decision = self._decisions[key]
            decided = self._united(decision) if decision.unions else self._ruled(decision)
            self._decided[key] = decided
        return decided

    def __iter__(self) -> Iterator[str]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)

    def _ruled(self, decision: Decision) -> Decided:
        fired = self._fired[decision.key]
        return _decided(decision, results(decision, fired), fired or (), answered=fired is not None)

    def _united(self, decision: Decision) -> Decided:
        """Return a summary: it unites the outputs of other decisions, and their rules are its rules."""
        sources = {path: path.partition(".") for union in decision.unions for path in union.sources}
        needed = {key: self[key] for key, _, _ in sources.values()}
        values = {path: unlisted(needed[key].outputs[name]) for path, (key, _, name) in sources.items()}
        results = [united(union, [values[path] for path in union.sources]) for union in decision.unions]
        rules = tuple(dict.fromkeys(rule for one in needed.values() for rule in one.rules))
        return _decided(decision, results, rules, answered=all(one.answered for one in needed.values()))


def _decided(decision: Decision, values: Iterable[Any], rules: tuple[Rule, ...], *, answered: bool) -> Decided:
    outputs = _Outputs({output.name: value for output, value in zip(decision.outputs, values, strict=True)})
    if len(rules) == 1:
        statements, basis = rules[0].statements, rules[0].basis
    else:
        statements = tuple(dict.fromkeys(one for rule in rules for one in rule.statements))
        basis = max((rule.basis for rule in rules), key=WEAKEST_LAST.index, default=None)
    return Decided(decision.key, decision.name, decision.question, outputs, rules, statements, basis, answered)


def results(decision: Decision, fired: tuple[Rule, ...] | None) -> tuple[Any, ...]:
    """Return the outputs of a table from the rules that fired, in their order; None where no rule answers."""
    if fired is None:
        return (None,) * len(decision.outputs)
    if len(fired) == 1 and decision.outputs[0].gathers == "one":
        return fired[0].outputs
    return tuple([gathered(output.gathers, index, fired) for index, output in enumerate(decision.outputs)])


def outputs_of(decisions: Mapping[str, Decision], fired: tuple[tuple[Rule, ...] | None, ...]) -> dict[str, Any]:
    """Return every output by its path, from the rules that fired; None where no rule answers."""
    outputs: dict[str, Any] = {}
    for decision, rules in zip(decisions.values(), fired, strict=True):
        if decision.unions:
            values = [united(union, [outputs[source] for source in union.sources]) for union in decision.unions]
        else:
            values = results(decision, rules)
        for output, value in zip(decision.outputs, values, strict=True):
            outputs[f"{decision.key}.{output.name}"] = value
    return outputs


def unlisted(value: Any) -> Any:
    """Return a list of codes as a tuple, anything else as it is."""
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value


def listed(value: Any) -> Any:
    """Return several codes as a list, anything else as it is."""
    return list(several(value)) if isinstance(value, tuple) else value
