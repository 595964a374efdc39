"""The advice on a card: alerts first, then what matters most, then all the rest; never without its notices."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.structure import Decision
from b12dt.show.places import BASE, badge, basis_words, homes, rule_link
from b12dt.show.shown import Shown, columns, folded, tag, wrapped
from b12dt.words.advice import alerts_of, said_of, told_decisions

FEW_RULES = 4
"""How many rules are linked beside one result; summaries rest on more."""


def card(advice: Advice, *keys: str, base: str = BASE) -> Shown:
    """Return the advice: alerts, what is told first, the decisions with these keys, the others folded, then what is quiet.

    Without keys every decision is shown open.

    Raises: KeyError, for a name that is no decision.
    """
    first = [_decision(advice, key) for key in keys]
    loud: list[Decision] = []
    quiet: list[str] = []
    for decision in told_decisions(advice):
        said = said_of(advice, decision)
        if decision in first:
            continue
        if not said.loud:
            quiet.append(decision.name)
        elif said.lines:
            loud.append(decision)
    # What the workbooks want told first is never folded away, nor is a gap.
    urgent = [one for one in loud if one.told_first]
    gaps = [one for one in loud if one not in urgent and not advice.decisions[one.key].answered]
    shown = [*urgent, *first, *gaps]
    rest = [one for one in loud if one not in shown]
    if not keys:
        shown, rest = [*shown, *rest], []
    return Shown(_html(advice, shown, rest, quiet, base), _text(advice, shown, rest, quiet))


def _decision(advice: Advice, key: str) -> Decision:
    decisions = advice.compiled.DECISIONS
    if key not in decisions:
        raise KeyError(f"{key!r} is no decision. The decisions are: {', '.join(decisions)}")
    return decisions[key]


def _html(advice: Advice, shown: list[Decision], rest: list[Decision], quiet: list[str], base: str) -> str:
    alerts = [
        tag(
            "p",
            f"<strong>{severity.upper()}</strong> {escape(code)} · {escape(text)}",
            class_=f"b12dt-alert b12dt-{severity}",
        )
        for severity, code, text in alerts_of(advice)
    ]
    parts = [*alerts, _list(advice, shown, base)]
    if rest:
        parts.append(folded(f"What else the guideline says of this patient ({len(rest)})", _list(advice, rest, base)))
    if quiet:
        parts.append(tag("p", f"<b>No action stated for:</b> {escape(', '.join(quiet))}.", class_="b12dt-small"))
    parts += [tag("p", escape(text), class_="b12dt-notice") for text in advice.notices]
    return "\n".join(parts)


def _list(advice: Advice, decisions: Iterable[Decision], base: str) -> str:
    entries = "".join(
        tag("div", tag("dt", escape(one.name)), tag("dd", *_sentences(advice, one), _source(advice, one, base)))
        for one in decisions
    )
    return tag("dl", entries)


def _sentences(advice: Advice, decision: Decision) -> Iterable[str]:
    answered = advice.decisions[decision.key].answered
    for line in _lines(advice, decision):
        yield f"{escape(line)} <br>" if answered else f"<strong>Gap:</strong> {escape(line)} "


def _source(advice: Advice, decision: Decision, base: str) -> str:
    decided = advice.decisions[decision.key]
    if decided.basis is None:
        return ""
    home = homes(advice.compiled)
    links = [rule_link(rule.id, home[rule.id], base) for rule in decided.rules[:FEW_RULES]]
    more = len(decided.rules) - FEW_RULES
    links += [f"and {more} more"] if more > 0 else []
    return tag("span", badge(decided.basis), " ", ", ".join(links), class_="b12dt-source")


def _text(advice: Advice, shown: list[Decision], rest: list[Decision], quiet: list[str]) -> str:
    alerts = [(f"{severity.upper()} {code}", text) for severity, code, text in alerts_of(advice)]
    parts = [columns(alerts, 0)] if alerts else []
    parts.append(columns(_rows(advice, shown), 0))
    if rest:
        parts.append("ALSO\n" + columns(_rows(advice, rest), 0))
    if quiet:
        parts.append(wrapped(f"No action stated for: {', '.join(quiet)}.", 0, 2))
    parts += [wrapped(f"! {text}", 0, 2) for text in advice.notices]
    return "\n\n".join(part for part in parts if part)


def _rows(advice: Advice, decisions: Iterable[Decision]) -> Iterable[tuple[str, str]]:
    for decision in decisions:
        decided = advice.decisions[decision.key]
        rules = [rule.id for rule in decided.rules[:FEW_RULES]]
        more = [f"and {len(decided.rules) - FEW_RULES} more"] if len(decided.rules) > FEW_RULES else []
        source = f" [{basis_words(decided.basis)}; {', '.join([*rules, *more])}]" if decided.basis else ""
        yield decision.name, " ".join(_lines(advice, decision)) + source


def _lines(advice: Advice, decision: Decision) -> list[str]:
    said = said_of(advice, decision)
    return said.lines or ["See the alerts above." if said.alerts else "Nothing is stated."]
