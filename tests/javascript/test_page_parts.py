"""The parts of the page that do without a browser: what is told, the calendar, the link."""

from __future__ import annotations

import random
from importlib.resources import files
from typing import Any

import pytest

from b12dt.emit.javascript import write_javascript
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Kind
from b12dt.program import Program
from b12dt.runtime.advice import Advice, evaluate
from b12dt.words.advice import SEVERITY_LIST, _by_id, _said
from benchmarks.patients import random_patients
from tests.support.models import as_facts, category, compiled, output, summary, table
from tests.support.node import Node

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
    said = [(one, _said(advice, one)) for one in _by_id(advice)]
    alerts = dict.fromkeys(alert for _, one in said for alert in one.alerts)
    gravest = list(advice.compiled.VALUES.get(SEVERITY_LIST, {}))
    return {
        "alerts": sorted(alerts, key=lambda alert: gravest.index(alert[0])),
        "entries": [
            (one.place.partition(".")[0].replace("-", " "), one.key, some.lines)
            for one, some in said
            if some.loud and some.lines
        ],
        "quiet": [one.name for one, some in said if not some.loud],
    }


def _compare_told(came: dict[str, Any], advice: Advice) -> None:
    wanted = _told(advice)
    assert [(one["severity"], one["code"], one["sentence"]) for one in came["alerts"]] == wanted["alerts"]
    headings = list(dict.fromkeys(heading for heading, _, _ in wanted["entries"]))
    by_heading = sorted(wanted["entries"], key=lambda entry: headings.index(entry[0]))
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


REGIMEN = {"frequency": 1, "period": 1, "period_high": None, "period_unit": "day", "duration": None, "duration_unit": "", "until": "", "for_life": "no"}  # fmt: skip


@pytest.mark.parametrize(
    ("regimen", "words", "goes_on"),
    [
        ({"frequency": 3, "period_unit": "week", "duration": 2, "duration_unit": "week"}, [f"Day {day}" for day in (0, 2, 4, 7, 9, 11)], ""),
        ({"period": 2, "until": "no further improvement"}, [f"Day {day}" for day in range(0, 12, 2)], "And so on, every 2 days, until no further improvement."),
        ({"period": None, "period_unit": "", "until": "the status is known"}, ["Day 0"], "One dose, until the status is known."),
        ({"for_life": "not stated"}, ["Day 0"], "And so on, every day, for how long is not stated."),
        ({"duration": 10, "duration_unit": "day"}, ["Day 0"], "Every day for 10 days."),
        ({"period_unit": "week", "for_life": "yes"}, [f"Day {day}" for day in range(0, 42, 7)], "And so on, every week, for life."),
        ({"period": 1, "period_high": 1, "period_unit": "month", "for_life": "yes"}, [f"Month {one}" for one in range(6)], "And so on, every month, for life."),
        ({"period": 2, "period_high": 3, "period_unit": "month", "for_life": "yes"}, ["Month 0", "Month 2 to 3"], "Each next one is counted from the last one given: every 2-3 months, for life."),
        ({"period": 1, "period_unit": "year"}, ["Month 0", "Month 12"], "And so on, every year."),
        ({"period": 3, "period_unit": "month", "duration": 1, "duration_unit": "year"}, ["Month 0", "Month 3", "Month 6", "Month 9"], ""),
    ],
)  # fmt: skip
def test_days_are_counted(page: Node, regimen: dict[str, Any], words: list[str], goes_on: str) -> None:
    """Without a date the doses are days or months after the first; how it goes on is said, no end is made up."""
    [came] = page.ask([{"do": "calendar", "regimen": {**REGIMEN, **regimen}, "start": None}])
    assert (came["words"], came["goesOn"]) == (words, goes_on)


@pytest.mark.parametrize(
    ("regimen", "start", "words"),
    [
        ({"period": 2}, "2026-12-30", ["Day 0 Wed 30 Dec 2026", "Day 2 Fri 1 Jan 2027"]),
        ({"period": 2}, "2028-02-28", ["Day 0 Mon 28 Feb 2028", "Day 2 Wed 1 Mar 2028"]),
        ({"period_unit": "month"}, "2027-01-31", ["Month 0 Sun 31 Jan 2027", "Month 1 Sun 28 Feb 2027", "Month 2 Wed 31 Mar 2027"]),
        ({"period_unit": "month"}, "2028-01-31", ["Month 0 Mon 31 Jan 2028", "Month 1 Tue 29 Feb 2028"]),
        ({"period": 2, "period_high": 3, "period_unit": "month"}, "2026-11-30", ["Month 0 Mon 30 Nov 2026", "Month 2 to 3 Sat 30 Jan 2027 to Sun 28 Feb 2027"]),
        ({"period_unit": "week"}, "2027-03-27", ["Day 0 Sat 27 Mar 2027", "Day 7 Sat 3 Apr 2027"]),
    ],
)  # fmt: skip
def test_days_are_dated(page: Node, regimen: dict[str, Any], start: str, words: list[str]) -> None:
    """From a first day come dates: over the end of a month, a year, February, and the change to summer time."""
    [came] = page.ask([{"do": "calendar", "regimen": {**REGIMEN, **regimen}, "start": start}])
    assert came["words"][: len(words)] == words


def test_every_regimen_of_the_guideline_has_a_calendar(page: Node, guideline: Guideline) -> None:
    """Each regimen begins with its first dose, and either ends or says how it goes on."""
    regimens = [one._asdict() for one in guideline.compiled.REGIMENS.values()]
    for regimen, came in zip(
        regimens, page.ask([{"do": "calendar", "regimen": one, "start": None} for one in regimens]), strict=True
    ):
        assert came["doses"][0] == {"at": 0, "to": 0}
        assert came["goesOn"] or regimen["duration"]
        assert all(one["at"] <= came["length"] for one in came["doses"])


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
