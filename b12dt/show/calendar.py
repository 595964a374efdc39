"""The regimens of an advice on a calendar: a drawing, and the same dates as a table and as text.

Only what the regimens fix is dated. A stretch of days stays a stretch, an end that nobody can date is drawn open, and
a phase that begins when something has happened is told in months from then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import islice

from b12dt.runtime.advice import Advice
from b12dt.schedule import Distance, Phase, courses, date_after, days, doses
from b12dt.show.drawing import MONTHS, drawing
from b12dt.show.shown import Shown, columns, folded, table, tag, wrapped

LONG = Distance(number=12, unit="month")
"""How much of a phase is drawn that nothing ends."""
SHORT = Distance(number=4, unit="week")
"""The same for doses that come so often that a year of them would be a smear, and for what ends with an event."""
MOST_ROWS = 14
"""How many dates are written out."""
EVERY_DAY = ("day", 1)
AND_SO_ON = "and so on"


def calendar(advice: Advice, start: date) -> Shown:
    """Return the dated calendar of the treatment that is advised, its first dose on `start`.

    Each option is drawn phase by phase. No dates are made up: what the guideline leaves open is drawn and told as open.
    """
    options = courses(advice, start)
    if not options:
        none = "No regimen is stated for this patient, so there is nothing to date."
        return Shown(tag("p", none), none)
    html, text = [_first_html(start)], [f"Dates count from {day(start)}, the day of the first dose shown."]
    for number, course in enumerate(options, 1):
        if len(options) > 1:
            title = f"Option {number} of {len(options)}"
            html.append(tag("p", f"<b>{title}</b>", class_="b12dt-option"))
            text.append(title.upper())
        for phase in course:
            html.append(_phase_html(advice, phase, start))
            text.append(_phase_text(advice, phase, start))
    return Shown("\n".join(html), "\n\n".join(text))


def day(one: date) -> str:
    """Return a date as people write it, the same in every locale."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def _first_html(start: date) -> str:
    return tag("p", f"Dates count from <b>{day(start)}</b>, the day of the first dose shown.", class_="b12dt-small")


def _phase_html(advice: Advice, phase: Phase, start: date) -> str:
    rows = _rows(phase, start)
    notes = _notes(advice, phase)
    told = f"{_title(phase)} {_in_short(rows)} The table below has each date."
    picture = drawing(phase, phase.begins or start, _seen(phase, start), told)
    return tag(
        "figure",
        tag("figcaption", f"<b>{escape(_names(phase))}.</b> {escape(phase.regimen.sentence)}"),
        picture,
        *(tag("p", escape(note), class_="b12dt-small") for note in notes),
        folded("The dates as a table", table(("Dose", "When"), ((escape(a), escape(b)) for a, b in rows))),
    )


def _in_short(rows: list[tuple[str, str]]) -> str:
    """Return the dates of a phase in a sentence, for those who do not see the drawing."""
    dated = [when for name, when in rows if name != AND_SO_ON]
    more = "; it goes on, and its end is not dated" if len(dated) < len(rows) else ""
    if len(rows) == 1:
        return f"Every day {dated[0]}." if rows[0][0] == "every day" else f"One dose: {dated[0]}."
    return f"First: {dated[0]}; last in the table: {dated[-1]}{more}."


def _phase_text(advice: Advice, phase: Phase, start: date) -> str:
    lines = [wrapped(_title(phase), 0, 2), columns(_rows(phase, start), 4)]
    return "\n".join([*lines, *(wrapped(note, 2, 4) for note in _notes(advice, phase))])


def _title(phase: Phase) -> str:
    return f"{_names(phase)}. {phase.regimen.sentence}"


def _names(phase: Phase) -> str:
    return " · ".join(decision.name for decision in phase.decisions)


def _notes(advice: Advice, phase: Phase) -> list[str]:
    """Return what the picture cannot show: how it was counted, what ends it, and what the decision says besides."""
    regimen, notes = phase.regimen, list[str]()
    if phase.follows:
        since = f"from the end of what goes before, {day(phase.begins)}" if phase.begins else "from the change to it"
        notes.append(
            f"Counted {since}, the first one interval after it: the guideline gives that first dose no date of its own."
        )
    if regimen.frequency > 1:
        notes.append(f"The guideline fixes {regimen.frequency} doses a {regimen.period_unit}, not their days.")
    if regimen.period_high and regimen.period and regimen.period_high > regimen.period:
        notes.append(
            f"Each bar is a range: the dose falls {regimen.period} to {regimen.period_high} {regimen.period_unit}s after the one before it."
        )
    if regimen.until and regimen.period is None:
        notes.append(f"What follows it waits until {regimen.until}; nobody can date that beforehand.")
    elif regimen.until:
        notes.append(f"It lasts until {regimen.until}; nobody can date that beforehand, so the end is open.")
    elif regimen.duration is None:
        notes.append(f"It goes on beyond what is drawn. {_besides(advice, phase)}".rstrip())
    return notes


def _besides(advice: Advice, phase: Phase) -> str:
    """Return the other results of the last decision that states the regimen, in their sentences."""
    decision = phase.decisions[-1]
    told: list[str] = []
    for output in decision.outputs:
        value = advice[f"{decision.key}.{output.name}"]
        if isinstance(value, str):
            told.append(advice.sentence(f"{decision.key}.{output.name}", value))
    return " ".join(told)


def _seen(phase: Phase, start: date) -> date:
    """Return the day up to which a phase is drawn."""
    begins = phase.begins or start
    if phase.ends is not None:
        return phase.ends
    often = phase.regimen.until or phase.regimen.period_unit in ("day", "week")
    return date_after(begins, SHORT if often else LONG)


def _rows(phase: Phase, start: date) -> list[tuple[str, str]]:
    regimen = phase.regimen
    if (regimen.period_unit, regimen.period) == EVERY_DAY and not phase.follows:
        return [("every day", f"from {day(phase.begins or start)}" if phase.begins else "from the change on")]
    rows = list(_dated(phase, start) if phase.begins else _undated(phase))
    if phase.ends is None and regimen.period is not None:
        rows = [*rows[:MOST_ROWS], (AND_SO_ON, "the end is not dated")]
    return rows


def _dated(phase: Phase, start: date) -> Iterable[tuple[str, str]]:
    number = 1
    for one in days(phase, _seen(phase, start)):
        name = str(number) if one.count == 1 else f"{number} to {number + one.count - 1}"
        number += one.count
        yield name, day(one.first) if one.first == one.last else f"{day(one.first)} to {day(one.last)}"


def _undated(phase: Phase) -> Iterable[tuple[str, str]]:
    today = date(2000, 1, 1)
    seen = _seen(phase, today)
    within = (one for one in islice(doses(phase.regimen, follows=phase.follows), MOST_ROWS))
    for number, one in enumerate(within, 1):
        if date_after(today, one.earliest) > seen:
            return
        near, far = one.earliest, one.latest
        unit = f"{near.unit}{'s' if far.number != 1 else ''}"
        stretch = f"{near.number}" if near == far else f"{near.number} to {far.number}"
        yield str(number), f"{stretch} {unit} after the change"
