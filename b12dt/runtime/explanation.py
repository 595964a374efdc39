"""Why a decision came out as it did, and why no other rule of its table did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from b12dt.runtime.atoms import atom_of
from b12dt.runtime.decided import Compiled, Decided, unlisted
from b12dt.runtime.numbers import number_text
from b12dt.runtime.structure import Decision, Rule

if TYPE_CHECKING:
    from b12dt.runtime.advice import Advice


class Condition(NamedTuple):
    """One input cell of a rule held against the patient: what it asks (`-` for nothing), what is so, whether that meets it."""

    label: str
    asks: str
    answer: str
    met: bool


class Considered(NamedTuple):
    """One rule held against the patient. `fired` rules count; one that is met and did not fire gave way to another."""

    rule: Rule
    fired: bool
    met: bool
    conditions: tuple[Condition, ...]

    @property
    def rejected_by(self) -> tuple[Condition, ...]:
        """Return the conditions that the patient does not meet."""
        return tuple(condition for condition in self.conditions if not condition.met)


class Reasons(NamedTuple):
    """One decision with all its rules considered, in the order of its table."""

    decided: Decided
    decision: Decision
    rules: tuple[Considered, ...]


class Explanation(NamedTuple):
    """The reasons of the decisions that were asked about. `str()` of it is plain text."""

    reasons: tuple[Reasons, ...]
    compiled: Compiled

    def __str__(self) -> str:
        """Return the explanation as plain text."""
        return "\n\n".join(_text(reasons, self.compiled) for reasons in self.reasons)


def explain(advice: Advice, keys: tuple[str, ...]) -> Explanation:
    """Return the reasons of the decisions with these keys, of all where none is named.

    Raises: KeyError for a key that is no decision.
    """
    decisions = advice.compiled.DECISIONS
    for key in keys:
        if key not in decisions:
            raise KeyError(f"{key!r} is no decision. The decisions are: {', '.join(decisions)}")
    reasons = tuple(
        Reasons(advice.decisions[key], decisions[key], tuple(_considered(advice, decisions[key])))
        for key in (keys or decisions)
    )
    return Explanation(reasons, advice.compiled)


def _considered(advice: Advice, decision: Decision) -> list[Considered]:
    columns = [_column(advice, path) for path in decision.inputs]
    fired = advice.decisions[decision.key].rules
    considered: list[Considered] = []
    for rule in decision.rules:
        conditions = tuple(
            Condition(label, asks, answer, atom is not None and bool(mask >> atom & 1))
            for (label, answer, atom), asks, mask in zip(columns, rule.when, rule.masks, strict=True)
        )
        met = all(condition.met for condition in conditions)
        considered.append(Considered(rule, any(rule.id == one.id for one in fired), met, conditions))
    return considered


def _column(advice: Advice, path: str) -> tuple[str, str, int | None]:
    """Return a column's label, the patient's answer in words, and the atom the answer lies in, None for no answer."""
    compiled = advice.compiled
    key, _, name = path.partition(".")
    if not name:
        one = compiled.INPUTS[path]
        value = advice.checked_facts[path]
        return one.label, words(value, compiled, one.list, one.unit), atom_of(value, one.atoms)
    output = next(output for output in compiled.DECISIONS[key].outputs if output.name == name)
    value = advice.decisions[key].outputs[name]
    if value is None and not (advice.decisions[key].answered and output.atoms.domain & 1):
        return output.label, "no answer", None
    answer = words(value, compiled, output.list, output.unit)
    atom = atom_of(unlisted(value), output.atoms)
    return output.label, answer, atom


def words(value: Any, compiled: Compiled, list_name: str, unit: str = "") -> str:
    """Return a value as the workbooks would write it: labels, numbers with their unit."""
    if value is None:
        return "unknown"
    if isinstance(value, list | tuple):
        given = cast("list[str] | tuple[str, ...]", value)
        return "; ".join(words(one, compiled, list_name) for one in given) or "(none)"
    if isinstance(value, str):
        known = compiled.VALUES.get(list_name, {}).get(value)
        return known.label if known else value
    return f"{number_text(value)} {unit}".rstrip()


def _text(reasons: Reasons, compiled: Compiled) -> str:
    decided = reasons.decided
    results = [
        f"{output.label}: {words(decided.outputs[output.name], compiled, output.list, output.unit) if decided.outputs[output.name] is not None else 'none'}"
        for output in reasons.decision.outputs
    ]
    lines = [f"{decided.name} ({reasons.decision.id})", *(f"  {result}" for result in results)]
    if not decided.answered:
        lines.append("  No rule answers for this patient: a gap in the table.")
    for considered in reasons.rules:
        lines += _rule_lines(considered, compiled)
    return "\n".join(lines)


def _rule_lines(considered: Considered, compiled: Compiled) -> list[str]:
    rule = considered.rule
    if considered.fired:
        asked = [f"{one.label} is {one.answer}" for one in considered.conditions if one.asks != "-"]
        because = "; ".join(asked) or "nothing else applies"
        lines = [f"  + {rule.id} because {because}", f"      {rule.place} · {rule.basis.replace('_', ' ')}"]
        lines += [
            f"      {one} {compiled.STATEMENTS[one].text}" for one in rule.statements if one in compiled.STATEMENTS
        ]
        lines += [
            f"      {one} {compiled.INTERPRETATIONS[one]}"
            for one in rule.interpretations
            if one in compiled.INTERPRETATIONS
        ]
        return lines
    if considered.met:
        return [f"  - {rule.id} is met, too, but gives way to another rule"]
    rejected = "; ".join(
        f"{one.label} would have to be {one.asks}, it is {one.answer}" for one in considered.rejected_by
    )
    return [f"  - {rule.id} not: {rejected}"]
