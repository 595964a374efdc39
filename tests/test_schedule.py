"""When doses fall: FHIR Timing kept exact, and nothing made up where the guideline leaves a date open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

import b12dt
from b12dt.compiled import DECISIONS, REGIMENS
from b12dt.schedule import Days, Distance, Phase, courses, date_after, days, doses

START = date(2026, 6, 1)
NO_SIGNS = dict.fromkeys(("neuropathy", "cognitive_impairment", "gait_disturbance", "other_neuro_symptoms"), "no")
ABSORBS = {
    "pernicious_anemia": "no",
    "ileal_resection_cm": 0,
    "bariatric_procedure": "none",
    "other_confirmed_malabsorption": "no",
}
NEW = {"age_years": 50, "deficiency_confirmed": "yes", "treatment_phase": "not_started", "current_route": "none"}


def phase(regimen: str, begins: date | None = START, ends: date | None = None, *, follows: bool = False) -> Phase:
    """Return a phase of one regimen."""
    return Phase(
        regimen=REGIMENS[regimen], decisions=(DECISIONS["maintenance"],), begins=begins, ends=ends, follows=follows
    )


@pytest.mark.parametrize(
    ("start", "number", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2026, 1, 31), 2, "month", date(2026, 3, 31)),
        (date(2026, 11, 30), 3, "month", date(2027, 2, 28)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2026, 12, 31), 2, "day", date(2027, 1, 2)),
        (date(2026, 6, 1), 2, "week", date(2026, 6, 15)),
    ],
)
def test_distances_are_counted_by_the_calendar(start, number, unit, expected):
    """A month later is the same day, or the month's last; a short month shortens no later one."""
    assert date_after(start, Distance(number=number, unit=unit)) == expected


def test_a_unit_nobody_knows_is_refused():
    """A unit that is no unit of time is an error, not a guess."""
    with pytest.raises(ValueError, match="fortnight"):
        date_after(START, Distance(number=1, unit="fortnight"))


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_a_later_month_is_never_an_earlier_date(start, one, more):
    """Counting further from the same day never goes back."""
    near, far = (date_after(start, Distance(number=number, unit="month")) for number in (one, one + more))
    assert near <= far


def test_several_doses_a_week_have_no_days_of_their_own():
    """Three times a week for two weeks: three doses somewhere in each of two weeks, and then no more."""
    two_weeks = phase("hydroxo_im_3x_weekly_2_weeks", ends=date(2026, 6, 15))
    assert list(days(two_weeks, date(2027, 1, 1))) == [
        Days(count=3, first=date(2026, 6, 1), last=date(2026, 6, 7)),
        Days(count=3, first=date(2026, 6, 8), last=date(2026, 6, 14)),
    ]


def test_alternate_days_are_dates_without_an_end():
    """Every other day falls on every other date, as far as anybody looks."""
    found = list(days(phase("hydroxo_im_alternate_days"), START + timedelta(days=9)))
    assert [one.first.day for one in found] == [1, 3, 5, 7, 9]
    assert all(one.first == one.last for one in found)


def test_an_interval_that_is_a_range_stays_one():
    """Every 2-3 months: the second dose lies 4 to 6 months after the beginning, the third 6 to 9."""
    found = list(days(phase("hydroxo_im_every_2_3_months", follows=True), date(2027, 6, 1)))
    assert found[:3] == [
        Days(count=1, first=date(2026, 8, 1), last=date(2026, 9, 1)),
        Days(count=1, first=date(2026, 10, 1), last=date(2026, 12, 1)),
        Days(count=1, first=date(2026, 12, 1), last=date(2027, 3, 1)),
    ]


def test_a_dose_after_another_regimen_waits_an_interval():
    """What follows another regimen begins an interval after it; what follows nothing begins at once."""
    first, after = (next(doses(REGIMENS["b12_im_monthly"], follows=follows)) for follows in (False, True))
    assert first.earliest.number == 0
    assert after.earliest.number == 1


def test_a_single_dose_is_single():
    """The first injection, given before the nerves are known, is one dose."""
    assert list(islice(doses(REGIMENS["hydroxo_im_first_dose"]), 5))[1:] == []


def test_a_phase_without_a_date_has_none():
    """Nothing is dated whose beginning nobody knows."""
    assert list(days(phase("hydroxo_im_every_2_months", None), date(2030, 1, 1))) == []


@pytest.mark.parametrize("regimen", REGIMENS)
def test_every_regimen_has_its_frequency(regimen):
    """Over the first ten periods a regimen has as many doses as its frequency says, in order and without overlap of turns."""
    one = REGIMENS[regimen]
    found = list(islice(doses(one), 10))
    assert all(turn.count == one.frequency for turn in found)
    assert [turn.earliest.number for turn in found] == [number * (one.period or 0) for number in range(len(found))]


def test_maintenance_goes_on_from_the_initial_regimen():
    """One course by injection: two weeks, then maintenance from the day on which these end."""
    (course,) = courses(b12dt.evaluate({**NEW, **NO_SIGNS, **ABSORBS}), START)
    assert [one.regimen.id for one in course] == ["hydroxo_im_3x_weekly_2_weeks", "hydroxo_im_every_2_3_months"]
    assert (course[0].ends, course[1].begins, course[1].follows) == (date(2026, 6, 15), date(2026, 6, 15), True)


def test_what_follows_an_event_has_no_date():
    """Maintenance after the injections on alternate days begins when improvement ends: on no date."""
    (course,) = courses(b12dt.evaluate({**NEW, **NO_SIGNS, **ABSORBS, "neuropathy": "yes"}), START)
    assert [one.begins for one in course] == [START, None]


def test_routes_are_options():
    """Injections or tablets are two courses, and the same tablets are one phase from beginning to end."""
    facts = {
        **NEW,
        **NO_SIGNS,
        **ABSORBS,
        "dietary_cause": "yes",
        "medication_cause": "none",
        "renal_dysfunction": "no",
    }
    injections, tablets = courses(b12dt.evaluate(facts), START)
    assert [one.regimen.route for one in injections] == ["im", "im"]
    assert [one.regimen.id for one in tablets] == ["cyano_oral_1000_2000_daily"]
    assert [one.key for one in tablets[0].decisions] == ["initial_regimen", "maintenance"]


def test_no_regimen_is_no_course():
    """Where nothing is stated, nothing is dated."""
    assert courses(b12dt.evaluate(age_years=12), START) == ()
