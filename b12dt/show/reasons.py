"""Why the advice came out as it did, and where the source left room."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.explanation import Considered, Reasons
from b12dt.runtime.structure import Rule
from b12dt.show.places import BASE
from b12dt.show.rows import Cell, asked, given, loud, quoted, quoted_text, title, title_text
from b12dt.show.shown import Shown, columns, table, tag, wrapped
from b12dt.words.advice import said_of

ASKS_NOTHING = {
    "F": "This row asks for nothing: it holds where no row above it does.",
    "P": "This row asks for nothing: it counts where no row with a weightier result holds.",
}


def why(advice: Advice, *keys: str, base: str = BASE) -> Shown:
    """Return the rules that fired in these decisions: each row as the workbook has it, beside the patient's answers.

    Without keys all decisions that call for something are shown.

    Raises: KeyError, for a name that is no decision.
    """
    html: list[str] = []
    text: list[str] = []
    for reasons in advice.explain(*(keys or loud(advice))).reasons:
        fired = [one for one in reasons.rules if one.fired]
        for one in fired:
            html.append(_html(advice, reasons, one, base))
            text.append(_text(advice, reasons, one))
        if not fired:
            told = " ".join(said_of(advice, reasons.decision).lines) or "No rule of this table is met."
            html.append(tag("p", f"<b>{escape(reasons.decision.name)}</b>: {escape(told)}"))
            text.append(wrapped(f"{reasons.decision.name}: {told}", 0, 2))
    return Shown("\n".join(html), "\n\n".join(text))


def interpretations(advice: Advice, *keys: str) -> Shown:
    """Return the readings of the source that the rules of these decisions rest on; of all that are told without keys.

    Raises: KeyError, for a name that is no decision.
    """
    resting: dict[str, list[str]] = {}
    for reasons in advice.explain(*(keys or loud(advice))).reasons:
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


def _html(advice: Advice, reasons: Reasons, one: Considered, base: str) -> str:
    caption = title(reasons.decision, one.rule, base)
    cells = _cells(advice, reasons, one)
    # A row that asks for nothing has no cells to quote, and a table without rows tells nobody anything.
    parts = [quoted(("Column", "The cell says", "This patient"), cells, caption, base) if cells else tag("p", caption)]
    if idle := _idle(one, reasons.decision.hit_policy):
        parts.append(tag("p", escape(idle), class_="b12dt-small"))
    told = "".join(tag("li", f"<b>{key}</b> {escape(words)}") for key, words in _sources(advice, one.rule))
    parts.append(tag("ul", told, class_="b12dt-statements"))
    return tag("section", *parts)


def _text(advice: Advice, reasons: Reasons, one: Considered) -> str:
    lines = [
        reasons.decision.name,
        title_text(one.rule),
        quoted_text(_cells(advice, reasons, one)),
        wrapped(_idle(one, reasons.decision.hit_policy), 2, 4),
        *(wrapped(f"{key} {words}", 2, 7) for key, words in _sources(advice, one.rule)),
    ]
    return "\n".join(line for line in lines if line)


def _cells(advice: Advice, reasons: Reasons, one: Considered) -> list[tuple[str, Cell]]:
    pairs = [(reasons.decision.inputs[place], one.conditions[place]) for place in asked(one)]
    return [(path, (cell.label, cell.asks, f"✓ {given(advice, path, cell)}")) for path, cell in pairs]


def _idle(one: Considered, policy: str) -> str:
    """Return which columns a row does not ask for, and what else made it count."""
    wanted = asked(one)
    labels = [condition.label for place, condition in enumerate(one.conditions) if place not in wanted]
    if not wanted:
        return ASKS_NOTHING.get(policy, "This row asks for nothing: it holds for everyone.")
    above = "No row above it holds." if policy == "F" else ""
    idle = f"Does not matter in this row: {', '.join(labels)}." if labels else ""
    return f"{idle} {above}".strip()


def _sources(advice: Advice, rule: Rule) -> Iterable[tuple[str, str]]:
    """Return the statements that a row cites, in our words, and its interpretations by name."""
    for one in rule.statements:
        yield one, advice.compiled.STATEMENTS[one].text
    if rule.interpretations:
        yield "Interpretations", ", ".join(rule.interpretations)
