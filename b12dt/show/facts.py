"""What is known of the patient, and what is not."""

from __future__ import annotations

from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.explanation import words
from b12dt.runtime.numbers import pretty
from b12dt.show.shown import Shown, columns, table, wrapped


def facts(advice: Advice) -> Shown:
    """Return the facts that were decided on: what is known with its unit, and by name all that is unknown."""
    known: list[tuple[str, str, str]] = []
    unknown: list[str] = []
    defaults: list[str] = []
    for name, one in advice.compiled.INPUTS.items():
        value = advice.checked_facts[name]
        if advice.facts[name] == "unknown":
            unknown.append(one.label)
        elif value == one.default:
            defaults.append(f"{one.label}: {words(value, advice.compiled, one.list)}")
        else:
            known.append((one.label, words(value, advice.compiled, one.list), pretty(one.unit)))
    return _shown(known, ", ".join(unknown), ", ".join(defaults))


def _shown(known: list[tuple[str, str, str]], unknown: str, defaults: str) -> Shown:
    rows = [(escape(label), f"<strong>{escape(value)}</strong>", escape(unit)) for label, value, unit in known]
    html = table(("Fact", "Value", "Unit"), rows) if known else "<p>Nothing is known of this patient.</p>"
    text = columns((label, f"{value} {unit}".rstrip()) for label, value, unit in known) or "  Nothing is known."
    for title, listed in (
        ("Unknown, and never read as no", unknown),
        ("Not given, so taken as the dictionary has it", defaults),
    ):
        if listed:
            html += f'\n<p class="b12dt-small"><b>{title}:</b> {escape(listed)}.</p>'
            text += "\n" + wrapped(f"{title}: {listed}.", 2, 4)
    return Shown(html, text)
