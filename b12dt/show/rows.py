"""A row of a decision table held against one patient: its title, its cells, what the patient answers, what it states."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.explanation import Condition, Considered, Reasons
from b12dt.runtime.numbers import pretty
from b12dt.runtime.structure import Decision, Rule, several
from b12dt.runtime.telling import are_alternatives, one_or_other
from b12dt.show.places import badge, basis_words, page_of, rule_link
from b12dt.show.shown import columns, table, tag
from b12dt.words.advice import said_of, told_decisions

ANY = "-"
"""What a cell says that asks for nothing."""
Cell = tuple[str, str, str]
"""Of one column: the title, what the cell says, what the patient answers."""


def loud(advice: Advice) -> list[str]:
    """Return the decisions that call for something, by key; summaries speak through their tables."""
    return [one.key for one in told_decisions(advice) if said_of(advice, one).loud and not one.unions]


def title(decision: Decision, rule: Rule, base: str) -> str:
    """Return the title of a quoted row: the decision, a link to the row, its basis."""
    link = rule_link(rule.id, decision.key, base, f"{rule.id} · {rule.place}")
    return f"<b>{escape(decision.name)}</b> {link} {badge(rule.basis)}"


def title_text(rule: Rule) -> str:
    """Return the same as text, without the decision."""
    return f"{rule.id} · {rule.place} · {basis_words(rule.basis)}"


def asked(one: Considered) -> list[int]:
    """Return the places of the columns that a row asks for."""
    return [place for place, condition in enumerate(one.conditions) if condition.asks != ANY]


def given(advice: Advice, path: str, condition: Condition) -> str:
    """Return the patient's answer, its unit as it is printed."""
    one = advice.compiled.INPUTS.get(path)
    unit = f" {one.unit}" if one and one.unit else ""
    if not unit or not condition.answer.endswith(unit):
        return condition.answer
    return condition.answer.removesuffix(unit) + pretty(unit)


def quoted(titles: Cell, cells: Iterable[tuple[str, Cell]], caption: str, base: str) -> str:
    """Return a row turned on its side. With each cell comes the path of its column, to link to where it is decided."""
    rows = [
        (_linked(path, label, base), tag("mark", escape(asks)), escape(answer)) for path, (label, asks, answer) in cells
    ]
    return table(titles, rows, caption)


def quoted_text(cells: Iterable[tuple[str, Cell]]) -> str:
    """Return the same as text."""
    return columns(cell for _, cell in cells)


def _linked(path: str, label: str, base: str) -> str:
    key, _, output = path.partition(".")
    return tag("a", escape(label), href=page_of(key, base)) if output else escape(label)


def facts_behind(advice: Advice, path: str) -> list[tuple[str, str]]:
    """Return the facts, with their answers, that the rules asked for which gave a result; none for a fact itself."""
    key, _, output = path.partition(".")
    if not output:
        return []
    reasons: Reasons = advice.explain(key).reasons[0]
    behind: list[tuple[str, str]] = []
    for one in reasons.rules:
        for place in asked(one) if one.fired else ():
            source, condition = reasons.decision.inputs[place], one.conditions[place]
            is_fact = "." not in source
            behind += [(condition.label, given(advice, source, condition))] if is_fact else facts_behind(advice, source)
    return list(dict.fromkeys(behind))


def stated(advice: Advice, decision: Decision, rule: Rule) -> str:
    """Return what a row states, in the sentences of its results."""
    told: list[str] = []
    for output, value in zip(decision.outputs, rule.outputs, strict=True):
        known = advice.compiled.VALUES.get(output.list, {})
        sentences = [known[code].sentence if code in known else str(code) for code in several(value)]
        told += one_or_other(sentences) if are_alternatives(output) else sentences
    return " ".join(dict.fromkeys(one for one in told if one)) or "Nothing is stated."
