"""Advice for one patient: what each decision states, by which rules, on what basis; and what is still open.

Only the rules that fire are found when the facts come in. Everything else is worked out when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from b12dt.runtime.decided import Compiled, Decided, Decisions, listed
from b12dt.runtime.facts import Dictionary
from b12dt.runtime.structure import Decision, Regimen, Rule, Value

if TYPE_CHECKING:
    from b12dt.runtime.explanation import Explanation
    from b12dt.runtime.questions import OpenQuestion

FEW = 3
"""How many outputs are shown where advice is shown in one line."""
NOTICE = "For research and teaching only. Not validated for clinical use."
"""What is told with advice of a guideline whose About says nothing under `Notice`."""
NOT_PROVED = "Not proved"
"""The entry of About that a guideline bears when its workbooks were read and compiled, and nothing more."""


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
        return Decisions(self._compiled.DECISIONS, self._fired)

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
        from b12dt.runtime.questions import facts_that_matter, unknown_facts

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
            for key, decided in self.decisions.items()
            # A summary lacks what its tables lack: the gap is told once, where it stands.
            if not decided.answered and not self._compiled.DECISIONS[key].unions
        ]
        about = self._compiled.ABOUT
        unproved = [about[NOT_PROVED]] if NOT_PROVED in about else []
        return (about.get("Notice") or NOTICE, *unproved, *gaps)

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
