"""When the doses of a regimen fall, as FHIR's Timing says it: so often per period, for a duration, until, or on and on.

Nothing is made up: days that the guideline does not fix are kept as the stretch they lie in, and a phase whose
beginning is not fixed has no dates, only distances from its beginning.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from b12dt.runtime.advice import Advice
from b12dt.runtime.decided import unlisted
from b12dt.runtime.structure import Decision, Regimen, several

MONTHS_IN = {"month": 1, "year": 12}
DAYS_IN = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A distance in time from the beginning of a phase: `number` of `unit` (day, week, month, year)."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """`count` doses at some time from `earliest` to `latest`; `before`: up to the day before `latest`."""

    count: int
    earliest: Distance
    latest: Distance
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """`count` doses on days from `first` to `last`, both included; one dose has its day where they are equal."""

    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One regimen of a course. `begins` is None where no date is fixed, `ends` the day after its last, None for open.

    `follows`: another regimen goes before it. `decisions` are those that state it: one and the same regimen may be
    the first and the lasting one.
    """

    regimen: Regimen
    decisions: tuple[Decision, ...]
    begins: date | None
    ends: date | None
    follows: bool


Course = tuple[Phase, ...]
"""What one patient is given, phase after phase. Several courses are alternatives."""


def date_after(start: date, distance: Distance) -> date:
    """Return the date at a distance from another; a month's missing day is its last: a month after 31 January is 28 February.

    Always counted from the beginning, so that a short month shortens no later one.

    Raises: ValueError, for a unit that is none of day, week, month, year.
    """
    if distance.unit in DAYS_IN:
        return start + timedelta(days=distance.number * DAYS_IN[distance.unit])
    if distance.unit not in MONTHS_IN:
        raise ValueError(f"{distance.unit!r} is no unit of time that a regimen may have")
    months = start.year * 12 + start.month - 1 + distance.number * MONTHS_IN[distance.unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def doses(regimen: Regimen, *, follows: bool = False) -> Iterator[Doses]:
    """Return the doses of a regimen, counted from its beginning, on and on unless there is but one.

    Where the regimen `follows` another one its first dose is an interval after the beginning, not on it.
    """
    period = regimen.period
    if period is None:
        now = Distance(number=0, unit="day")
        yield Doses(count=regimen.frequency, earliest=now, latest=now, before=False)
        return
    longest = regimen.period_high or period
    for turn in count(1 if follows and regimen.frequency == 1 else 0):
        # One dose a period is a dose each time the interval has passed; several lie anywhere within the period.
        several = regimen.frequency > 1
        yield Doses(
            count=regimen.frequency,
            earliest=Distance(number=turn * period, unit=regimen.period_unit),
            latest=Distance(number=(turn + several) * longest, unit=regimen.period_unit),
            before=several,
        )


def days(phase: Phase, until: date) -> Iterator[Days]:
    """Return the doses of a phase by date, those that may fall before `until`; none where no date is fixed."""
    begins = phase.begins
    if begins is None:
        return
    stop = until if phase.ends is None else min(until, phase.ends)
    for one in doses(phase.regimen, follows=phase.follows):
        first, last = date_after(begins, one.earliest), date_after(begins, one.latest)
        if first >= stop:
            return
        last -= timedelta(days=one.before)
        if phase.ends is not None:
            last = min(last, phase.ends - timedelta(days=1))
        yield Days(count=one.count, first=first, last=last)


def courses(advice: Advice, start: date) -> tuple[Course, ...]:
    """Return what the advice lets choose from, each option phase after phase, its first dose on `start`.

    The decisions that state regimens are the phases, in the order of their IDs. A regimen goes on from one by the same
    route; one by another route is another option.
    """
    options: list[list[Phase]] = []
    for decision, regimens in _stated(advice):
        routes: dict[str, list[Regimen]] = {}
        for regimen in regimens:
            routes.setdefault(regimen.route, []).append(regimen)
        for route, choices in routes.items():
            before = [course for course in options if course[0].regimen.route == route]
            options = [course for course in options if course not in before]
            options += [_extended(course, regimen, decision, start) for course in before or [[]] for regimen in choices]
    return tuple(tuple(course) for course in options)


def _stated(advice: Advice) -> Iterator[tuple[Decision, list[Regimen]]]:
    """Return the decisions that state regimens, in the order of their IDs, with the regimens."""
    known = advice.compiled.REGIMENS
    for decision in sorted(advice.compiled.DECISIONS.values(), key=lambda one: one.id):
        results = (several(unlisted(advice[f"{decision.key}.{output.name}"])) for output in decision.outputs)
        regimens = [known[code] for codes in results for code in codes if code in known]
        if regimens and not decision.unions:
            yield decision, regimens


def _extended(course: list[Phase], regimen: Regimen, decision: Decision, start: date) -> list[Phase]:
    """Return a course with one more phase, or with its last one prolonged by the same regimen."""
    if course and course[-1].regimen == regimen:
        *earlier, last = course
        return [*earlier, _phase(regimen, (*last.decisions, decision), last.begins, follows=last.follows)]
    begins = course[-1].ends if course else start
    return [*course, _phase(regimen, (decision,), begins, follows=bool(course))]


def _phase(regimen: Regimen, decisions: tuple[Decision, ...], begins: date | None, *, follows: bool) -> Phase:
    ends = None
    if begins is not None and regimen.duration is not None:
        ends = date_after(begins, Distance(number=regimen.duration, unit=regimen.duration_unit))
    return Phase(regimen=regimen, decisions=decisions, begins=begins, ends=ends, follows=follows)
