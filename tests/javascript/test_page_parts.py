"""The parts of the page that do without a browser: what is told, the calendar, the link."""

from __future__ import annotations

import random
from datetime import date, timedelta
from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest

from b12dt.emit.javascript import write_javascript
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Kind
from b12dt.program import Program
from b12dt.runtime.advice import Advice, evaluate
from b12dt.schedule import courses
from b12dt.words.advice import SEVERITY_LIST, heading_of, headings, said_of, told_decisions
from benchmarks.patients import random_patients
from tests.support.models import as_facts, as_json, category, compiled, output, summary, table
from tests.support.node import Node

calendar: Any = import_module("b12dt.show.calendar")
PARTS = ("told.js", "calendar.js", "link.js")


def _with_page(node: Node, program: Program) -> Node:
    # Counting with a word stands in the calendar; the parts themselves touch no page until they are called.
    texts = [(files("b12dt.patient_page") / name).read_text(encoding="utf-8") for name in PARTS]
    node.use(write_javascript(program), "\n".join(texts))
    return node


@pytest.fixture
def page(process: Node, guideline: Guideline) -> Node:
    """Return the node with the guideline of `tables/` and the parts in it."""
    assert guideline.program is not None
    return _with_page(process, guideline.program)


def _told(advice: Advice) -> dict[str, Any]:
    """Return what the terminal tells, in the form in which the page is asked for it."""
    said = [(one, said_of(advice, one)) for one in told_decisions(advice)]
    alerts = dict.fromkeys(alert for _, one in said for alert in one.alerts)
    gravest = list(advice.compiled.VALUES.get(SEVERITY_LIST, {}))
    return {
        "alerts": sorted(alerts, key=lambda alert: gravest.index(alert[0])),
        "entries": [(heading_of(one), one.key, some.lines) for one, some in said if some.loud and some.lines],
        "headings": headings(advice),
        "quiet": [one.name for one, some in said if not some.loud],
    }


def _compare_told(came: dict[str, Any], advice: Advice) -> None:
    wanted = _told(advice)
    assert [(one["severity"], one["code"], one["sentence"]) for one in came["alerts"]] == wanted["alerts"]
    by_heading = sorted(wanted["entries"], key=lambda entry: wanted["headings"].index(entry[0]))
    assert [(one["heading"], one["key"], one["lines"]) for one in came["entries"]] == by_heading
    assert came["quiet"] == wanted["quiet"]
    assert [one["key"] for one in came["entries"] if one["gap"]] == [
        key for _, key, _ in by_heading if not advice.decisions[key].answered
    ]


def test_the_page_tells_what_the_terminal_tells(page: Node, guideline: Guideline) -> None:
    """Alerts, their order, sentences by heading and the quiet decisions are those of the terminal, patient by patient."""
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 400, seed=31)]
    alerts = 0
    for facts, came in zip(patients, page.ask([{"do": "told", "facts": facts} for facts in patients]), strict=True):
        _compare_told(came, guideline.evaluate(facts))
        alerts += len(came["alerts"])
        assert all(one["rules"] for one in came["alerts"]), "each alert names the rule that gave it"
    assert alerts > 400


def test_a_gap_is_told_as_one(process: Node) -> None:
    """A table without an answer, and a summary that lacks one, are told as gaps; what the summary has is told beside it."""
    fact, given_, more = category("a"), output("t.x"), output("v.x", kind=Kind.SEVERAL)
    everything = output("s.all", kind=Kind.SEVERAL)
    decisions = [
        table("t", "U", [fact], [given_], "a || x"),
        table("v", "C", [fact], [more], "- || y"),
        summary("s", (everything, "all of", [given_, more])),
    ]
    program = compiled([fact], decisions)
    module = loaded(program)
    for facts in ({"a": "a"}, {"a": "b"}, {}):
        [came] = _with_page(process, program).ask([{"do": "told", "facts": facts}])
        _compare_told(came, evaluate(module, facts))
    assert [one["key"] for one in came["entries"] if one["gap"]] == ["s", "t"]
    assert all("not an all-clear" in one["lines"][0] for one in came["entries"] if one["gap"])


def _calendar(advice: Advice, start: date) -> list[list[dict[str, Any]]]:
    """Return the calendar that a notebook shows, in the form in which the page is asked for it."""
    return [
        [
            {
                "regimen": phase.regimen.id,
                "decisions": [one.key for one in phase.decisions],
                "begins": None if phase.begins is None else calendar.day(phase.begins),
                "ends": None if phase.ends is None else calendar.day(phase.ends),
                "follows": phase.follows,
                "rows": [list(row) for row in calendar._rows(phase, start)],
                "notes": calendar._notes(advice, phase),
            }
            for phase in course
        ]
        for course in courses(advice, start)
    ]


def test_the_calendar_is_that_of_the_notebooks(page: Node, guideline: Guideline) -> None:
    """Options, phases, dates and notes are those that the notebooks show, whatever the first day and the end of its month."""
    sample = random.Random(34)
    assert guideline.program is not None
    cases = [dict(one.facts) for one in guideline.program.guideline.cases]
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 200, seed=35)]
    patients += [as_json(one) for one in cases]
    starts = [date(2026, 1, 1) + timedelta(days=sample.randrange(1500)) for _ in patients]
    starts[:4] = [date(2028, 2, 29), date(2027, 1, 31), date(2026, 12, 31), date(2027, 3, 27)]
    tasks = [{"do": "calendar", "facts": facts, "start": str(day)} for facts, day in zip(patients, starts, strict=True)]
    seen: set[str] = set()
    for facts, start, came in zip(patients, starts, page.ask(tasks), strict=True):
        assert came == _calendar(guideline.evaluate(facts), start), facts
        seen |= {phase["regimen"] for course in came for phase in course}
    assert seen == set(guideline.compiled.REGIMENS)


REGIMEN = {"frequency": 1, "period": 1, "period_high": None, "period_unit": "day", "duration": None, "duration_unit": "", "until": "", "for_life": "no"}  # fmt: skip
ON = ["and so on", "the end is not dated"]


@pytest.mark.parametrize(
    ("regimen", "rows"),
    [
        ({"frequency": 3, "period_unit": "week", "duration": 2, "duration_unit": "week"}, [["1 to 3", "day 0 to 6"], ["4 to 6", "day 7 to 13"]]),
        ({"period": 2, "until": "no further improvement"}, [*([str(one + 1), f"day {2 * one}"] for one in range(14)), ON]),
        ({"period": None, "period_unit": "", "until": "the status is known"}, [["1", "day 0"]]),
        ({}, [["every day", "from day 0"]]),
        ({"period_unit": "week"}, [["1", "day 0"], ["2", "day 7"], ["3", "day 14"], ["4", "day 21"], ON]),
        ({"period": 6, "period_unit": "month"}, [["1", "month 0"], ["2", "month 6"], ON]),
        ({"period": 4, "period_high": 6, "period_unit": "month"}, [["1", "month 0"], ["2", "month 4 to 6"], ["3", "month 8 to 12"], ON]),
        ({"period": 6, "period_unit": "month", "duration": 1, "duration_unit": "year"}, [["1", "month 0"], ["2", "month 6"]]),
    ],
)  # fmt: skip
def test_without_a_date_days_are_counted(page: Node, regimen: dict[str, Any], rows: list[list[str]]) -> None:
    """Without a first day the doses are days or months after the first one; no day is made up that the regimen leaves open."""
    assert page.ask([{"do": "rows", "regimen": {**REGIMEN, **regimen}, "follows": False, "start": None}]) == [rows]


def test_what_follows_is_counted_from_the_change(page: Node) -> None:
    """A regimen that follows another is told from the change to it, its first dose an interval later."""
    regimen = {**REGIMEN, "period": 4, "period_high": 6, "period_unit": "month"}
    [rows] = page.ask([{"do": "rows", "regimen": regimen, "follows": True, "start": None}])
    assert rows == [["1", "4 to 6 months after the change"], ["2", "8 to 12 months after the change"], ON]


def test_links_go_round(page: Node, guideline: Guideline) -> None:
    """Whatever was answered comes back from its link as it was: unknown, none of several, decimals among it."""
    sample = random.Random(33)
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 200, seed=32)]
    some = [
        {name: "unknown" if value is None else value for name, value in one.items() if sample.random() < 0.5}
        for one in patients
    ]
    some += [{}, {"plan": []}, {"oral_b12_intake_ug_day": 2.8}, {"age_years": "unknown"}]
    links = page.ask([{"do": "link", "answered": one} for one in some])
    came = page.ask([{"do": "linked", "fragment": one} for one in links])
    for answered, one in zip(some, came, strict=True):
        assert one["problems"] == []
        assert one["answered"] == {
            name: list(value) if isinstance(value, tuple) else value for name, value in answered.items()
        }
