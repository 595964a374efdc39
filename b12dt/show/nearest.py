"""Why not otherwise: of each decision the nearest row with another result, and what excludes it."""

from __future__ import annotations

import math
from html import escape

from b12dt.runtime.advice import Advice
from b12dt.runtime.atoms import atom_of
from b12dt.runtime.decided import WEAKEST_LAST
from b12dt.runtime.explanation import Considered, Reasons
from b12dt.show.places import BASE
from b12dt.show.rows import Cell, asked, facts_behind, given, loud, quoted, quoted_text, stated, title, title_text
from b12dt.show.shown import Shown, tag, wrapped


def why_not(advice: Advice, *keys: str, base: str = BASE) -> Shown:
    """Return for these decisions the nearest rule with another result, and the facts that exclude it.

    The nearest is excluded by the fewest conditions. Of several the first that a number misses by one threshold, that
    differs in a column which decided, that meets the most of what it asks for, that hangs on a known answer. Without
    keys all decisions that call for something are shown.

    Raises: KeyError, for a name that is no decision.
    """
    html: list[str] = []
    text: list[str] = []
    for reasons in advice.explain(*(keys or loud(advice))).reasons:
        decision, near = reasons.decision, _nearest(advice, reasons)
        if near is None:
            told = f"{decision.name}: no other row of this table has another result."
            html.append(tag("p", escape(told)))
            text.append(wrapped(told, 0, 2))
            continue
        cells = _cells(advice, reasons, near)
        result = stated(advice, decision, near.rule)
        row = quoted(("Excluded by", "The cell says", "This patient"), cells, title(decision, near.rule, base), base)
        html.append(tag("section", row, tag("p", f"It would have said: <strong>{escape(result)}</strong>")))
        heading = f"{decision.name}: nearest is {title_text(near.rule)}"
        text.append("\n".join([heading, wrapped(f"It would have said: {result}", 2, 4), quoted_text(cells)]))
    return Shown("\n".join(html), "\n\n".join(text))


def _cells(advice: Advice, reasons: Reasons, near: Considered) -> list[tuple[str, Cell]]:
    """Return the cells that exclude a row, with what the patient answers and the facts behind that."""
    cells: list[tuple[str, Cell]] = []
    for path, condition in zip(reasons.decision.inputs, near.conditions, strict=True):
        if condition.met:
            continue
        because = "; ".join(f"{label}: {answer}" for label, answer in facts_behind(advice, path))
        answer = given(advice, path, condition) + (f", because of {because}" if because else "")
        cells.append((path, (condition.label, condition.asks, f"✗ {answer}")))
    return cells


def _nearest(advice: Advice, reasons: Reasons) -> Considered | None:
    """Return the rule with another result that the patient comes nearest to; None where there is none."""
    said = {one.rule.outputs for one in reasons.rules if one.fired}
    decisive = {place for one in reasons.rules if one.fired for place in asked(one)}
    others = [one for one in reasons.rules if one.rejected_by and one.rule.outputs not in said]

    def distance(one: Considered) -> tuple[int, float, bool, int, bool, int]:
        rejecting = [place for place, condition in enumerate(one.conditions) if not condition.met]
        return (
            len(rejecting),
            sum(_step(advice, reasons.decision.inputs[place], one.rule.masks[place]) for place in rejecting),
            not decisive.issuperset(rejecting),
            len(rejecting) - len(asked(one)),
            any(one.conditions[place].asks.casefold() == "unknown" for place in rejecting),
            WEAKEST_LAST.index(one.rule.basis),
        )

    return min(others, key=distance, default=None)


def _step(advice: Advice, path: str, mask: int) -> float:
    """Return how far a number is from one that a cell asks for, where a single threshold lies between; else infinity."""
    one = advice.compiled.INPUTS.get(path)
    value = advice.checked_facts.get(path)
    if one is None or one.kind != "number" or value is None:
        return math.inf
    atom, cuts = atom_of(value, one.atoms), one.atoms.cuts
    steps = [
        abs(cuts[cut][0] - value)
        for beside, cut in ((atom - 1, atom - 2), (atom + 1, atom - 1))
        # Atom 0 is unknown, which is nobody's neighbour.
        if beside and mask >> beside & 1
    ]
    return min(steps, default=math.inf)
