"""Advice for one patient: what each decision states, by which rules, on what basis; and what is still open.

Only the rules that fire are found when the facts come in. Everything else is worked out when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from b12dt.runtime.facts import Dictionary
from b12dt.runtime.structure import Decision, Regimen, Rule, Statement, Value, gathered, several, united
from b12dt.runtime.structure import Input as InputDescription

if TYPE_CHECKING:
    from b12dt.runtime.explanation import Explanation
    from b12dt.runtime.questions import OpenQuestion

FEW = 3
"""How many outputs are shown where advice is shown in one line."""
WEAKEST_LAST = ("explicit", "interpretation", "not_covered")
NOTICE = (
    "For research and teaching. Not reviewed by a clinician, not validated for clinical use; "
    "the source is an unreviewed secondary text."
)


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


class Advice:
    """What the guideline states for one patient. Made by `evaluate`; read, never changed."""

    def __init__(self, compiled: Compiled, facts: dict[str, Any]) -> None:
        """Decide on complete, checked facts."""
        self._compiled = compiled
        self._facts = facts
        self._fired = compiled.decide(facts)

    @property
    def fired(self) -> tuple[tuple[Rule, ...] | None, ...]:
        """Return the rules that fired, in the order of the decisions; None where no rule answers, () for a summary."""
        return self._fired

    @property
    def guideline(self) -> dict[str, str]:
        """Return which guideline decided: title, version, fingerprint of its workbooks."""
        compiled = self._compiled
        return {"title": compiled.TITLE, "version": compiled.VERSION, "sha256": compiled.SHA256}

    @property
    def compiled(self) -> Compiled:
        """Return the compiled guideline that decided."""
        return self._compiled

    @property
    def facts(self) -> dict[str, Any]:
        """Return all facts that were decided on, defaults among them; `unknown` where a fact is."""
        return {
            name: "unknown" if value is None or value == ("unknown",) else listed(value)
            for name, value in self._facts.items()
        }

    @property
    def checked_facts(self) -> dict[str, Any]:
        """Return a copy of the facts as the compiled decisions take them."""
        return dict(self._facts)

    @cached_property
    def decisions(self) -> Mapping[str, Decided]:
        """Return every decision by its key, in an order in which each comes after those it needs."""
        return _Decisions(self._compiled.DECISIONS, self._fired)

    def __getitem__(self, path: str) -> Any:
        """Return one output: `advice["route.strength"]`. Several values are a list, no value is None.

        Raises: KeyError, for a name that is no decision and output.
        """
        key, _, output = path.partition(".")
        try:
            return self.decisions[key].outputs[output]
        except KeyError:
            raise KeyError(self._no_such_output(path, key)) from None

    def _no_such_output(self, path: str, key: str) -> str:
        decision = self._compiled.DECISIONS.get(key)
        if decision is None:
            return f"{path!r}: there is no decision {key!r}; outputs are named 'decision.output'"
        return f"{path!r}: the outputs of {key!r} are {', '.join(f'{key}.{one.name}' for one in decision.outputs)}"

    def __repr__(self) -> str:
        told = [f"{path}={self[path]!r}" for path in self]
        more = f", ... {len(told) - FEW} more" if len(told) > FEW else ""
        return f"<Advice of {self._compiled.TITLE} {self._compiled.VERSION}: {', '.join(told[:FEW])}{more}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the facts and which guideline decided on them: rules are not copied, they are decided by again.

        Raises: TypeError, for a guideline that was compiled in this process and is no module that could be imported.
        """
        name = getattr(self._compiled, "__name__", "")
        if sys.modules.get(name) is not cast("object", self._compiled):
            raise TypeError("advice of workbooks that were compiled just now cannot be pickled; keep its facts instead")
        return _again, (name, self._compiled.SHA256, self._facts)

    def __iter__(self) -> Iterator[str]:
        """Return the paths of all outputs."""
        return (f"{key}.{name}" for key, decided in self.decisions.items() for name in decided.outputs)

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Return the unknown facts that could still change some output, the most decisive first.

        Exact for one answer at a time: a fact is listed if and only if some answer to it alone changes some output.
        """
        from b12dt.runtime.questions import open_questions

        return open_questions(self)

    @cached_property
    def settled(self) -> bool:
        """Tell whether no answers to the unknown facts, however combined, can change any output.

        True is proved; False means that it could not be excluded.
        """
        from b12dt.runtime.questions import facts_that_matter

        return not facts_that_matter(self, unknown_facts(self))

    def explain(self, *keys: str) -> Explanation:
        """Return why each decision came out as it did, and why no other rule of its table; all decisions, or those named.

        Raises: KeyError, for a name that is no decision.
        """
        from b12dt.runtime.explanation import explain

        return explain(self, keys)

    @cached_property
    def regimens(self) -> Mapping[str, Regimen]:
        """Return the regimens that some decision states, by ID, as data; each carries its sentence."""
        known = self._compiled.REGIMENS
        return {
            value: known[value]
            for path in self
            for value in (self[path] if isinstance(self[path], list) else [self[path]])
            if value in known
        }

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """Return what every reader has to be told besides the results."""
        gaps = [
            f"{decided.name}: no rule of the guideline answers for this patient. This is a gap, not an all-clear."
            for decided in self.decisions.values()
            if not decided.answered
        ]
        return (NOTICE, *gaps)

    def sentence(self, path: str, value: str) -> str:
        """Return what the reader is told for one value of an output."""
        return self.value(path, value).sentence

    def value(self, path: str, value: str) -> Value:
        """Return label, sentence and severity of one value of an output."""
        key, _, name = path.partition(".")
        output = next(one for one in self._compiled.DECISIONS[key].outputs if one.name == name)
        return self._compiled.VALUES[output.list][value]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data for JSON, the caller's own."""
        return plain(
            {
                "guideline": self.guideline,
                "facts": self.facts,
                "results": {
                    key: _result(decided, self._compiled.DECISIONS[key]) for key, decided in self.decisions.items()
                },
                "regimens": {key: regimen._asdict() for key, regimen in self.regimens.items()},
                "open_questions": [question._asdict() for question in self.open_questions],
                "settled": self.settled,
                "notices": self.notices,
            }
        )


def _again(name: str, sha256: str, facts: dict[str, Any]) -> Advice:
    """Return pickled advice. Raises: ValueError, where the guideline is another one by now."""
    compiled = cast(Compiled, import_module(name))
    if sha256 != compiled.SHA256:
        raise ValueError("this advice was given by another version of the guideline; evaluate its facts anew")
    return Advice(compiled, facts)


def evaluate(compiled: Compiled, facts: Mapping[str, Any]) -> Advice:
    """Return the advice of a compiled guideline for one patient.

    Raises: FactError, naming every fact that cannot be used; nothing is decided then.
    """
    return Advice(compiled, _dictionary(compiled).complete(facts))


@lru_cache(maxsize=16)
def _dictionary(compiled: Compiled) -> Dictionary:
    return Dictionary(compiled.INPUTS)


def unknown_facts(advice: Advice) -> tuple[str, ...]:
    """Return the names of the facts that nobody knows."""
    return tuple(name for name, value in advice.facts.items() if value == "unknown")


class _Decisions(Mapping[str, Decided]):
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
        values = {path: _unlisted(needed[key].outputs[name]) for path, (key, _, name) in sources.items()}
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


def _unlisted(value: Any) -> Any:
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value


def listed(value: Any) -> Any:
    """Return several codes as a list, anything else as it is."""
    return list(several(value)) if isinstance(value, tuple) else value


def _result(decided: Decided, decision: Decision) -> dict[str, Any]:
    names = [output.name for output in decision.outputs]
    return {
        "outputs": decided.outputs,
        "rules": [
            {
                "id": rule.id,
                "cell": rule.place,
                # A summary's rules are those of the tables it unites, and state those tables' outputs.
                "outputs": {} if decision.unions else dict(zip(names, rule.outputs, strict=True)),
                "statements": rule.statements,
                "basis": rule.basis,
                "interpretations": rule.interpretations,
            }
            for rule in decided.rules
        ],
        "statements": decided.statements,
        "basis": decided.basis,
        "answered": decided.answered,
    }


def plain(data: Any) -> Any:
    """Return data as JSON has it, copied: tuples and lists become lists, mappings dictionaries."""
    if isinstance(data, Mapping):
        return {name: plain(value) for name, value in cast("Mapping[str, Any]", data).items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in cast("list[Any] | tuple[Any, ...]", data)]
    return data
