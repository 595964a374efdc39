"""One phase of a treatment as an SVG: it stretches with the page while its words keep their size.

Places along the time are percentages, so nothing is scaled and a narrow page stays legible. Colours are the text's own
where no style sheet is loaded; nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from b12dt.schedule import Days, Distance, Phase, date_after, days

ROW = 20
"""Height of one row of bars, in pixels."""
TOP = 6
AXIS = 44
"""Height of the axis with its dates below it."""
ARROW = '<path d="M0-5 9 0 0 5z" fill="currentColor"/>'
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG = 60
"""From so many days on the axis counts months, below it weeks."""
MOST_DOTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Time along the drawing, from its first day to the day after its last."""

    first: date
    stop: date

    def at(self, one: date) -> float:
        """Return the place of a day in percent; what lies outside is put on the edge."""
        share = (one - self.first).days / (self.stop - self.first).days
        return round(100 * min(1.0, max(0.0, share)), 2)


def drawing(phase: Phase, first: date, stop: date, told: str) -> str:
    """Return the doses of a phase from `first` to before `stop`, as SVG that says `told` to who cannot see it.

    A phase whose beginning is not fixed is drawn from `first`, and its axis counts from the change to it.
    """
    scale = _Scale(first=first, stop=stop)
    dated = phase if phase.begins is not None else _set_on(phase, first)
    # As the table has it: by date up to the day before the end, by distances from the change up to the end itself.
    seen = list(days(dated, stop if dated is phase else stop + timedelta(days=1)))
    rows, marks = _marks(seen, scale, phase)
    height = TOP + rows * ROW
    parts = [
        f"<title>{escape(phase.regimen.label)}</title><desc>{escape(told)}</desc>",
        *marks,
        *_axis(scale, height, phase),
        f'<svg x="100%" y="{height}" overflow="visible">{ARROW}</svg>' if phase.ends is None else "",
    ]
    style = "display:block;overflow:visible;margin:0 14px;width:calc(100% - 28px)"
    return (
        f'<svg role="img" width="100%" height="{height + AXIS}" style="{style}" font-size="12">{"".join(parts)}</svg>'
    )


def _set_on(phase: Phase, first: date) -> Phase:
    return Phase(regimen=phase.regimen, decisions=phase.decisions, begins=first, ends=None, follows=phase.follows)


def _marks(seen: list[Days], scale: _Scale, phase: Phase) -> tuple[int, list[str]]:
    """Return how many rows are needed, and the marks: a band, dots, or bars for what may fall on several days."""
    if phase.regimen.period_unit == "day" and phase.regimen.period == 1:
        return 1, [_bar(0, 100, 0, "every day")]
    if all(one.first == one.last for one in seen):
        return 1, [_dot(scale.at(one.first), 0) for one in seen[:MOST_DOTS]]
    apart = all(one.last < other.first for one, other in pairwise(seen))
    bars: list[str] = []
    for number, one in enumerate(seen, 1):
        left, right = scale.at(one.first), scale.at(one.last + timedelta(days=1))
        if left >= 100:  # noqa: PLR2004 - percent
            break
        row = 0 if apart else number - 1
        if one.first == one.last:
            bars.append(_dot(left, row))
            continue
        text = f"{one.count} doses" if one.count > 1 else str(number)
        # What reaches beyond the drawing says so: its bar is cut.
        text += " →" if one.last >= scale.stop else ""
        bars.append(_bar(left, right - left, row, text))
    return (1 if apart else len(bars)), bars


def _bar(left: float, width: float, row: int, text: str) -> str:
    y, middle = TOP + row * ROW, f"{left + width / 2:g}%"
    return (
        f'<rect class="b12dt-bar" x="{left:g}%" y="{y}" width="{width:g}%" height="{ROW - 4}" rx="4" '
        f'fill="currentColor" fill-opacity="0.15" stroke="currentColor"/>'
        f'<text x="{middle}" y="{y + 12}" text-anchor="middle" fill="currentColor">{escape(text)}</text>'
    )


def _dot(place: float, row: int) -> str:
    y = TOP + row * ROW + ROW / 2
    return f'<circle class="b12dt-dot" cx="{place:g}%" cy="{y:g}" r="5" fill="currentColor"/>'


def _axis(scale: _Scale, y: int, phase: Phase) -> Iterable[str]:
    dashes = ' stroke-dasharray="5 4"' if phase.regimen.until else ""
    yield f'<line x1="0" y1="{y}" x2="100%" y2="{y}" stroke="currentColor"{dashes}/>'
    ticks = list(_ticks(scale, phase))
    for number, (place, text, below) in enumerate(ticks):
        anchor = "start" if number == 0 else "end" if number == len(ticks) - 1 else "middle"
        # The outermost dates reach a little over the edge, so that they stand under their ticks.
        x = f'<svg x="{place:g}%" y="{y}" overflow="visible"><path d="M0 0v5" stroke="currentColor"/>'
        shift = {"start": -10, "end": 10, "middle": 0}[anchor]
        yield f'{x}<text x="{shift}" y="19" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'
        if below:
            yield f'<text x="{shift}" y="33" text-anchor="{anchor}" fill="currentColor">{below}</text>'
        yield "</svg>"


def _ticks(scale: _Scale, phase: Phase) -> Iterable[tuple[float, str, str]]:
    length = (scale.stop - scale.first).days
    unit, step = ("month", 3) if length > LONG else ("week", 1)
    turn, one = 0, scale.first
    while one <= scale.stop:
        if phase.begins is None:
            text, below = ("the change", "") if turn == 0 else (f"+{turn}", f"{unit}s")
        else:
            text, below = f"{one.day} {MONTHS[one.month - 1]}", str(one.year) if turn == 0 or unit == "month" else ""
        yield scale.at(one), text, below
        turn += step
        one = date_after(scale.first, Distance(number=turn, unit=unit))
