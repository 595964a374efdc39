"""Why the advice came out as it did, why not otherwise, and where the source left room."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.decided import WEAKEST_LAST
from b12dt.runtime.explanation import Condition, Considered, Reasons
from b12dt.runtime.structure import Decision, Rule, several
from b12dt.show.places import BASE, badge, basis_words, page_of, rule_link
from b12dt.show.shown import Shown, columns, table, tag, wrapped
from b12dt.words.advice import said_of, told_decisions

ANY = "-"
"""What a cell says that asks for nothing."""


def why(advice: Advice, *keys: str, base: str = BASE) -> Shown:
    """Return the rules that fired in these decisions: each row as the workbook has it, beside the patient's answers.

    Without keys all decisions that call for something are shown.

    Raises: KeyError, for a name that is no decision.
    """
    html: list[str] = []
    text: list[str] = []
    for reasons in advice.explain(*(keys or _loud(advice))).reasons:
        fired = [one for one in reasons.rules if one.fired]
        for one in fired:
            html.append(_row_html(advice, reasons, one, base))
            text.append(_row_text(advice, reasons, one))
        if not fired:
            told = " ".join(said_of(advice, reasons.decision).lines) or "No rule of this table is met."
            html.append(tag("p", f"<b>{escape(reasons.decision.name)}</b>: {escape(told)}"))
            text.append(wrapped(f"{reasons.decision.name}: {told}", 0, 2))
    return Shown("\n".join(html), "\n\n".join(text))


def why_not(advice: Advice, *keys: str, base: str = BASE) -> Shown:
    """Return for these decisions the nearest rule with another result, and the facts that exclude it.

    The nearest is excluded by the fewest conditions and, of those, meets the most of what it asks for.

    Raises: KeyError, for a name that is no decision.
    """
    html: list[str] = []
    text: list[str] = []
    for reasons in advice.explain(*(keys or _loud(advice))).reasons:
        near = _nearest(reasons)
        if near is None:
            told = f"{reasons.decision.name}: no other rule of this table has another result."
            html.append(tag("p", escape(told)))
            text.append(wrapped(told, 0, 2))
            continue
        html.append(_not_html(advice, reasons, near, base))
        text.append(_not_text(advice, reasons, near))
    return Shown("\n".join(html), "\n\n".join(text))


def interpretations(advice: Advice, *keys: str) -> Shown:
    """Return the readings of the source that the rules of these decisions rest on; of all that are told without keys.

    Raises: KeyError, for a name that is no decision.
    """
    resting: dict[str, list[str]] = {}
    for reasons in advice.explain(*(keys or _loud(advice))).reasons:
        for rule in reasons.decided.rules:
            for one in rule.interpretations:
                resting.setdefault(one, []).append(reasons.decision.name)
    rows = [
        (one, advice.compiled.INTERPRETATIONS[one], ", ".join(dict.fromkeys(names)))
        for one, names in sorted(resting.items())
    ]
    if not rows:
        told = "These results rest on no interpretation: the source says them outright."
        return Shown(tag("p", told), told)
    html = table(("Note", "The reading chosen", "Used in"), (map(escape, row) for row in rows))
    return Shown(html, columns(((one, f"{reading} ({names})") for one, reading, names in rows), 0))


def _loud(advice: Advice) -> list[str]:
    return [one.key for one in told_decisions(advice) if said_of(advice, one).loud and not one.unions]


def _row_html(advice: Advice, reasons: Reasons, one: Considered, base: str) -> str:
    rule, decision = one.rule, reasons.decision
    asked = [pair for pair in zip(decision.inputs, one.conditions, strict=True) if pair[1].asks != ANY]
    rows = [
        (
            _column(advice, path, condition, base),
            f"<mark>{escape(condition.asks)}</mark>",
            f"✓ {escape(condition.answer)}",
        )
        for path, condition in asked
    ]
    parts = [table(("Column", "The cell says", "This patient"), rows, _caption(rule, decision, base))]
    if idle := _idle(one):
        parts.append(tag("p", escape(idle), class_="b12dt-small"))
    told = "".join(tag("li", f"<b>{key}</b> {escape(words)}") for key, words in _statements(advice, rule))
    parts.append(tag("ul", told, class_="b12dt-statements"))
    return tag("section", *parts)


def _row_text(advice: Advice, reasons: Reasons, one: Considered) -> str:
    asked = [
        (condition.label, condition.asks, f"✓ {condition.answer}")
        for condition in one.conditions
        if condition.asks != ANY
    ]
    lines = [
        f"{reasons.decision.name}",
        f"{one.rule.id} · {one.rule.place} · {basis_words(one.rule.basis)}",
        columns(asked),
        wrapped(_idle(one), 2, 4),
        *(wrapped(f"{key} {words}", 2, 7) for key, words in _statements(advice, one.rule)),
    ]
    return "\n".join(line for line in lines if line)


def _caption(rule: Rule, decision: Decision, base: str) -> str:
    link = rule_link(rule.id, decision.key, base, f"{rule.id} · {rule.place}")
    return f"<b>{escape(decision.name)}</b> {link} {badge(rule.basis)}"


def _column(advice: Advice, path: str, condition: Condition, base: str) -> str:
    """Return a column's title; one that is another decision's result links there."""
    key, _, output = path.partition(".")
    if not output:
        return escape(condition.label)
    return tag("a", escape(condition.label), href=page_of(advice.compiled.DECISIONS[key].key, base))


def _idle(one: Considered) -> str:
    labels = [condition.label for condition in one.conditions if condition.asks == ANY]
    if not labels:
        return ""
    if len(labels) == len(one.conditions):
        return "This row asks for nothing: it holds where no row above it does."
    return f"Does not matter in this row: {', '.join(labels)}."


def _statements(advice: Advice, rule: Rule) -> Iterable[tuple[str, str]]:
    for one in rule.statements:
        yield one, advice.compiled.STATEMENTS[one].text
    if rule.interpretations:
        yield "Read as", f"in {', '.join(rule.interpretations)}, the notes on where the source leaves room"


def _nearest(reasons: Reasons) -> Considered | None:
    stated = {one.rule.outputs for one in reasons.rules if one.fired}
    others = [one for one in reasons.rules if one.rejected_by and one.rule.outputs not in stated]
    return min(others, key=_distance, default=None)


def _distance(one: Considered) -> tuple[int, int, bool, int]:
    """Return how far a rule is from the patient: by what excludes it, then by how much of what it asks is met.

    Of rules as far, one that hangs on a known answer, and that states something, is the better one to tell.
    """
    asked = [condition for condition in one.conditions if condition.asks != ANY]
    hangs_on_unknown = any(condition.asks.casefold() == "unknown" for condition in one.rejected_by)
    basis = WEAKEST_LAST.index(one.rule.basis)
    return len(one.rejected_by), len(one.rejected_by) - len(asked), hangs_on_unknown, basis


def _not_html(advice: Advice, reasons: Reasons, near: Considered, base: str) -> str:
    decision = reasons.decision
    rows = [
        (
            _column(advice, path, condition, base),
            f"<mark>{escape(condition.asks)}</mark>",
            f"✗ {escape(_answer(advice, path, condition))}",
        )
        for path, condition in zip(decision.inputs, near.conditions, strict=True)
        if not condition.met
    ]
    result = tag("p", f"It would have said: <strong>{escape(_result(advice, decision, near.rule))}</strong>")
    return tag(
        "section",
        table(("Excluded by", "The cell says", "This patient"), rows, _caption(near.rule, decision, base)),
        result,
    )


def _not_text(advice: Advice, reasons: Reasons, near: Considered) -> str:
    rows = [
        (condition.label, condition.asks, f"✗ {_answer(advice, path, condition)}")
        for path, condition in zip(reasons.decision.inputs, near.conditions, strict=True)
        if not condition.met
    ]
    lines = [
        f"{reasons.decision.name}: nearest is {near.rule.id} · {near.rule.place} · {basis_words(near.rule.basis)}",
        wrapped(f"It would have said: {_result(advice, reasons.decision, near.rule)}", 2, 4),
        columns(rows),
    ]
    return "\n".join(lines)


def _answer(advice: Advice, path: str, condition: Condition) -> str:
    """Return the answer that excludes a rule, and where it is another decision's result the facts behind that."""
    if "." not in path:
        return condition.answer
    behind = list(dict.fromkeys(_behind(advice, path.partition(".")[0])))
    because = "; ".join(f"{label}: {answer}" for label, answer in behind)
    return f"{condition.answer}, because of {because}" if because else condition.answer


def _behind(advice: Advice, key: str) -> Iterable[tuple[str, str]]:
    """Return the facts, with their answers, that the rules which fired in a decision asked for."""
    reasons = advice.explain(key).reasons[0]
    for one in reasons.rules:
        if not one.fired:
            continue
        for path, condition in zip(reasons.decision.inputs, one.conditions, strict=True):
            if condition.asks == ANY:
                continue
            if "." in path:
                yield from _behind(advice, path.partition(".")[0])
            else:
                yield condition.label, condition.answer


def _result(advice: Advice, decision: Decision, rule: Rule) -> str:
    """Return what a rule states, in the sentences of its results."""
    told: list[str] = []
    for output, value in zip(decision.outputs, rule.outputs, strict=True):
        known = advice.compiled.VALUES.get(output.list, {})
        told += [known[code].sentence if code in known else str(code) for code in several(value)]
    return " ".join(dict.fromkeys(one for one in told if one)) or "Nothing is stated."
