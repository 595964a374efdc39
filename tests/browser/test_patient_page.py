"""Try a patient in a real Chromium: read from a file, by keyboard, wide and narrow, light and dark, on screen and in print."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from b12dt.cli import main
from b12dt.guideline import Guideline
from b12dt.patient_page import Links, fragment
from b12dt.runtime.advice import Advice
from b12dt.runtime.facts import complete
from b12dt.runtime.numbers import number_text
from b12dt.words.advice import said_of, told_decisions
from benchmarks.patients import random_patients
from tests.browser.conftest import Check, Pages
from tests.conftest import TABLES
from tests.support.models import as_facts, as_json

EXAMPLES = sorted((TABLES.parent / "examples").glob("*.json"))
DRIVEN = [one for one in EXAMPLES if one.stem in ("pernicious-anemia", "neuropathy-low-platelets", "order-to-check")]
FACTS = "#age_years=54&deficiency_confirmed=yes&neuropathy=yes&platelets_10e9_l=8&order_drug=folic_acid&plan=delay_treatment"
NOTICE = "not validated for clinical use"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the page as the command writes it, a file."""
    place = tmp_path_factory.mktemp("page") / "try a patient.html"
    assert main(["export", str(TABLES), "--to", "html", "--output", str(place)]) == 0
    return place.as_uri()


def _open(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    return page


def _lines(advice: Advice) -> set[str]:
    """Return every sentence that the page has to say, as the terminal says it."""
    said = [said_of(advice, one) for one in told_decisions(advice)]
    alerts = {f"{severity.upper()} {sentence}" for one in said for severity, _, sentence in one.alerts}
    return alerts | {line for one in said if one.loud for line in one.lines}


def _shown(page: Page) -> set[str]:
    return {" ".join(text.split()) for text in page.locator(".panel-advice .said").all_text_contents()}


# --- the same advice --------------------------------------------------------------------------------------------------


def test_the_browser_decides_as_python_does(page: Page, address: str, guideline: Guideline) -> None:
    """Some hundred random patients and worked cases get the same advice in a real browser as in Python."""
    _open(page, address)
    assert guideline.program is not None
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 250, seed=21)]
    patients += [as_json(dict(one.facts)) for one in guideline.program.guideline.cases[::8]]
    came = page.evaluate(
        "patients => patients.map((facts) => JSON.stringify(b12dt.evaluate(facts).toDict()))", patients
    )
    for facts, text in zip(patients, came, strict=True):
        assert json.loads(text) == guideline.evaluate(facts).to_dict(), facts


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.stem)
def test_a_link_shows_what_python_says(page: Page, address: str, guideline: Guideline, example: Path) -> None:
    """Every example opened as a link shows each alert and each sentence that the terminal tells, and no other."""
    facts = json.loads(example.read_text())
    _open(page, address + _fragment(facts))
    advice = guideline.evaluate(facts)
    assert _shown(page) == _lines(advice)
    quiet = [one.name for one in told_decisions(advice) if not said_of(advice, one).loud]
    assert page.locator(".quiet").inner_text() == f"No action stated for: {', '.join(quiet)}."


def _fragment(facts: Mapping[str, Any]) -> str:
    return "#" + "&".join(f"{name}={_in_link(value)}" for name, value in facts.items())


def _in_link(value: Any) -> str:
    if isinstance(value, dict):
        return _in_link(value["value"])
    if isinstance(value, list):
        return ",".join(value)
    return "unknown" if value is None else value if isinstance(value, str) else number_text(value)


# --- by keyboard ------------------------------------------------------------------------------------------------------


def _press_until(page: Page, matches: str, most: int = 60) -> None:
    """Press Tab until what has the focus matches."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({json.dumps(matches)})"):
            return
    raise AssertionError(f"Tab does not lead to {matches}")


def _answer(page: Page, name: str, value: Any, guideline: Guideline) -> None:
    """Answer the question that is asked, with the keys alone; None is not known."""
    one = guideline.inputs[name]
    question = '[data-part="question"]'
    if value is None:
        _press_to(page, f"{question} .answer", "Not known")
    elif one.kind == "number":
        _press_until(page, f"{question} input.number")
        page.keyboard.type(str(value["value"] if isinstance(value, dict) else value))
    elif one.kind == "several of":
        for place, code in enumerate(one.values):
            if code in value:
                _press_until(page, f"#b12dt-next-{place}")
                page.keyboard.press("Space")
        _press_until(page, f"{question} .primary")
    else:
        _press_to(page, f"{question} .answer", guideline.compiled.VALUES[one.list][value].label)
    page.keyboard.press("Enter")


def _press_to(page: Page, matches: str, label: str) -> None:
    for _ in range(12):
        _press_until(page, matches)
        if page.evaluate("document.activeElement.querySelector('.answer-label').textContent") == label:
            return
    raise AssertionError(f"no answer is called {label}")


@pytest.mark.parametrize("example", DRIVEN, ids=lambda one: one.stem)
def test_a_patient_by_keyboard(page: Page, address: str, guideline: Guideline, example: Path) -> None:
    """With the keys alone a patient is answered to the end; only what matters is asked, the focus follows, each change is told."""
    patient = json.loads(example.read_text())
    _open(page, address)
    _press_until(page, '[data-part="question"] .answer, [data-part="question"] input')
    page.keyboard.press("Shift+Tab")
    asked: dict[str, Any] = {}
    while (question := page.locator('[data-part="question"] fieldset')).count():
        name = str(question.get_attribute("data-fact"))
        assert name not in asked, "nothing is asked twice"
        asked[name] = patient.get(name)
        one = guideline.inputs[name]
        if name not in patient and not one.may_be_unknown:
            asked[name] = [] if one.kind == "several of" else one.default
        _answer(page, name, asked[name], guideline)
        assert page.evaluate("document.activeElement.matches('legend, .done')"), "the focus goes to the next question"
        assert re.search("open|settled", page.locator('[data-part="live"]').inner_text())
    given = {name: value for name, value in asked.items() if value is not None}
    advice = guideline.evaluate(given)
    assert _shown(page) == _lines(advice)
    # What was not asked did not matter: told at once, it changes nothing that is advised.
    assert _lines(guideline.evaluate({**patient, **given})) == _lines(advice)
    assert len(asked) <= len(guideline.inputs)


def test_any_fact_can_be_changed_by_keyboard(page: Page, address: str) -> None:
    """A fact is opened, changed and removed with the keys alone, and the focus stays with it."""
    _open(page, f"{address}#age_years=54")
    _press_until(page, '[data-go="facts"]')
    page.keyboard.press("Enter")
    _press_until(page, ".panel-facts summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#b12dt-fact-age_years")
    _press_until(page, "#b12dt-fact-age_years")
    page.keyboard.press("Enter")
    _press_until(page, ".panel-facts input.number")
    page.keyboard.press("Control+a")
    page.keyboard.type("81")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "b12dt-fact-age_years"
    assert page.locator("#b12dt-fact-age_years .fact-value").inner_text() == "81 years"
    assert page.evaluate("location.hash") == "#age_years=81"
    page.keyboard.press("Enter")
    _press_until(page, ".panel-facts .question .plain")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "b12dt-fact-age_years"
    assert page.locator("#b12dt-fact-age_years .fact-value").inner_text() == "not answered"
    assert page.evaluate("location.hash") == ""


def test_what_has_the_focus_is_seen(page: Page, address: str) -> None:
    """Whatever Tab leads to bears a ring of at least two pixels, and is not hidden behind the bar below."""
    _open(page, address + FACTS)
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const style = getComputedStyle(one), box = one.getBoundingClientRect();
              const bar = document.querySelector(".bar-below").getBoundingClientRect();
              const inBar = one.closest(".bar-below") !== null;
              return { width: parseFloat(style.outlineWidth), style: style.outlineStyle, hidden: !inBar && box.top >= bar.top, what: one.outerHTML.slice(0, 90), top: box.top };
            }"""
        )
        if found is not None:
            seen += 1
            assert found["style"] != "none", found
            assert found["width"] >= 2, found
            assert not found["hidden"], found
    assert seen > 40


# --- what is asked, and how -------------------------------------------------------------------------------------------


def test_no_answer_is_chosen_beforehand(page: Page, address: str, guideline: Guideline) -> None:
    """At the start nothing is answered: no answer is pressed or ticked, and not known is offered like the others."""
    _open(page, address)
    assert page.locator('[aria-pressed="true"], input:checked').count() == 0
    answers = page.locator('[data-part="question"] .answer')
    assert answers.last.inner_text().strip() == "Not known"
    sizes = answers.evaluate_all(
        "all => all.map((one) => [one.offsetWidth, one.offsetHeight, getComputedStyle(one).fontSize])"
    )
    assert len({tuple(one) for one in sizes}) == 1
    assert page.locator(".counts").inner_text().endswith("questions open")


def test_wrong_numbers_are_told_at_once(page: Page, address: str) -> None:
    """While a number is typed the page says in plain words what is wrong with it, and takes none that is."""
    _open(page, address)
    page.get_by_role("button", name=re.compile("^Platelet count")).first.click()
    field = page.locator("#b12dt-next-number")
    for typed, word in (("50000", "outside the range"), ("12,5", "with a point"), ("many", "plain number")):
        field.fill(typed)
        assert word in page.locator("#b12dt-next-problem").inner_text()
        field.press("Enter")
        assert page.evaluate("location.hash") == ""
    field.fill("12.5")
    assert page.locator("#b12dt-next-problem").inner_text() == ""
    field.press("Enter")
    assert page.evaluate("location.hash") == "#platelets_10e9_l=12.5"


def test_not_known_is_an_answer(page: Page, address: str) -> None:
    """What nobody knows is kept as such, is not asked again, and is still listed as open."""
    _open(page, address)
    name = page.locator('[data-part="question"] fieldset').get_attribute("data-fact")
    page.get_by_role("button", name="Not known").click()
    assert page.evaluate("location.hash") == f"#{name}=unknown"
    assert page.locator('[data-part="question"] fieldset').get_attribute("data-fact") != name
    assert "answered: not known" in page.locator(".open-list").inner_text()


def test_settled_is_said(page: Page, address: str, guideline: Guideline) -> None:
    """Where no answer can change anything the page says so, and asks nothing but what has a default."""
    facts = {name: one.samples[0] if one.kind == "number" else one.values[0] for name, one in guideline.inputs.items()}
    facts["plan"] = []
    _open(page, address + _fragment(facts))
    assert page.locator(".settled").inner_text().startswith("Settled.")
    assert page.locator(".done").count() == 1
    assert "settled" in page.locator(".counts").inner_text()


def test_settled_but_for_what_is_assumed(page: Page, address: str, guideline: Guideline) -> None:
    """Where an order or a plan that is not given could still change the advice, "settled" says so."""
    facts = {name: one.samples[0] if one.kind == "number" else one.values[0] for name, one in guideline.inputs.items()}
    assumed = {name for name, one in guideline.inputs.items() if one.default not in (None, "unknown")}
    _open(page, address + _fragment({name: value for name, value in facts.items() if name not in assumed}))
    sections = {guideline.inputs[name].section for name in assumed}
    settled = page.locator(".settled").inner_text()
    assert settled.startswith("Settled, unless there is something to answer under ")
    assert any(section in settled for section in sections)
    assert "What is assumed there could." in settled
    assert "settled, unless" in page.locator(".counts").inner_text()


def test_the_basis_has_one_name(page: Page, address: str) -> None:
    """A rule's basis is called as the book and the cards call it; what it means is told by its title."""
    _open(page, address + FACTS)
    badges = page.locator(".given-by .badge")
    assert set(badges.all_inner_texts()) <= {"explicit", "interpretation", "not covered"}
    assert "The source says so." in {badge.get_attribute("title") for badge in badges.all()}


def test_reasons_are_folded_beneath(page: Page, address: str, guideline: Guideline) -> None:
    """Why and why not unfold beneath the advice: rule, cell, conditions, statements, interpretations; they stay open."""
    _open(page, address + FACTS)
    entry = page.locator('[data-decision="route"]')
    entry.get_by_text("Why", exact=True).click()
    rule = guideline.evaluate(_facts_of(FACTS)).decisions["route"].rules[0]
    text = entry.locator(".reasons").inner_text()
    assert rule.id in text
    assert rule.place in text
    for name in rule.statements:
        assert f"{name} {guideline.compiled.STATEMENTS[name].text}" in text
    for name in rule.interpretations:
        assert f"{name} {guideline.compiled.INTERPRETATIONS[name]}" in text
    entry.get_by_text("Why not otherwise").click()
    others = [one for one in guideline.decisions["route"].rules if one.id != rule.id]
    assert all(one.id in entry.inner_text() for one in others)
    page.get_by_role("button", name="Not known").first.click()
    assert page.locator('[data-decision="route"] details[open]').count() == 2


def _facts_of(text: str) -> dict[str, Any]:
    parts = dict(part.split("=") for part in text[1:].split("&"))
    return parts | {"age_years": 54, "platelets_10e9_l": 8, "plan": ["delay_treatment"]}


def test_alerts_stand_first_the_gravest_at_the_top(page: Page, address: str, guideline: Guideline) -> None:
    """Alerts stand above all else, stop before the others, each named by a word and a sign, not by its colour alone."""
    _open(page, address + FACTS)
    first = page.locator('[data-part="advice"] > *').first
    assert first.get_attribute("class") == "alerts"
    severities = [text.lower() for text in page.locator(".alert .severity").all_inner_texts()]
    order = list(guideline.compiled.VALUES["severity"])
    assert severities
    assert severities == sorted(severities, key=order.index)
    assert all(page.locator(".alert .sign").all_inner_texts())


def test_a_gap_is_shown_as_one(page: Page, tmp_path: Path) -> None:
    """Where no rule answers the page says so, at the top, in its place and in the count; never as nothing to do."""
    from b12dt.patient_page import write_page
    from tests.support.models import category, compiled, output, table

    fact = category("a")
    program = compiled([fact], [table("t", "U", [fact], [output("t.x")], "a || x")])
    place = tmp_path / "gap.html"
    place.write_text(write_page(program, "These workbooks were read, not proved."), encoding="utf-8")
    _open(page, place.as_uri())
    assert "No rule answers" in page.locator(".gaps").inner_text()
    assert "not an all-clear" in page.locator(".entry.gap").inner_text()
    assert "1 gap" in page.locator(".counts").inner_text()
    assert "not proved" in page.locator(".bar-notice").inner_text()
    page.locator(".answer").first.click()
    assert page.locator(".gap").count() == 0
    assert _shown(page) == {"This is x."}


def test_the_calendar_takes_a_date(page: Page, address: str) -> None:
    """A regimen's days are counted from its first dose, and are dates once the reader chooses that day."""
    _open(
        page,
        f"{address}#deficiency_confirmed=yes&pernicious_anemia=yes&neuropathy=no&cognitive_impairment=no&gait_disturbance=no&other_neuro_symptoms=no&treatment_phase=not_started&current_route=none",
    )
    regimen = page.locator(".regimen").first
    assert [" ".join(one.split()) for one in regimen.locator("li").all_inner_texts()] == [
        "Doses 1 to 3 day 0 to 6",
        "Doses 4 to 6 day 7 to 13",
    ]
    page.locator("input[type=date]").fill("2026-12-30")
    assert page.evaluate("document.activeElement.type") == "date"
    assert page.locator(".regimen").first.locator(".date").all_inner_texts() == [
        "30 Dec 2026 to 5 Jan 2027",
        "6 Jan 2027 to 12 Jan 2027",
    ]
    assert page.locator(".regimen").nth(1).locator(".date").first.inner_text() == "13 Mar 2027 to 13 Apr 2027"
    assert page.locator(".timeline").first.get_attribute("role") == "img"


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_goes_round(page: Page, pages: Pages, address: str, guideline: Guideline) -> None:
    """What was answered, and nothing else, stands in the link; opened elsewhere it shows the same."""
    facts = as_facts(random_patients(guideline.inputs, 1, seed=5)[0])
    facts = {name: facts[name] for name in list(facts)[::2]} | {"plan": ["delay_treatment", "judge_neuro_by_labs"]}
    _open(page, address + _fragment(facts))
    page.get_by_role("button", name="Copy link").click()
    link = page.locator("input.link").input_value()
    other = _open(pages(), link)
    given = other.evaluate("location.hash")
    assert given == page.evaluate("location.hash")
    assert {part.split("=")[0] for part in given[1:].split("&")} == set(facts)
    assert _shown(other) == _shown(page) == _lines(guideline.evaluate(facts))


def test_a_link_with_what_cannot_be_used_is_told(page: Page, address: str) -> None:
    """Unknown names, unknown values, wrong numbers and repeats in a link are each told; the rest is taken."""
    wrong = (
        "agee_years=5&folate=hgih&age_years=200&mma=raised&mma=normal&plan=nonsense&%E0%A4%A=1&constructor=yes&lonely"
    )
    _open(page, f"{address}#{wrong}")
    told = page.get_by_role("alert").inner_text()
    for word in (
        "agee_years",
        "Closest: age_years",
        "folate",
        "hgih",
        "200",
        "mma: the link gives it more than once",
        "nonsense",
        "%E0%A4%A",
        "constructor",
        "lonely",
    ):
        assert word in told, word
    assert page.locator(".fact.given").count() == 0
    page.get_by_role("button", name="I have read this").click()
    assert page.get_by_role("alert").count() == 0


def test_a_changed_address_is_read(page: Page, address: str) -> None:
    """A link pasted into the open page is read at once."""
    _open(page, f"{address}#mma=raised")
    page.evaluate("location.hash = '#folate=low'")
    page.wait_for_function("document.querySelector('[data-part=given]').textContent.includes('Folate')")
    assert "Methylmalonic" not in str(page.locator('[data-part="given"]').text_content())


def test_start_again_can_be_undone(page: Page, address: str) -> None:
    """Start again removes every answer and offers them back."""
    _open(page, address + FACTS)
    page.get_by_role("button", name="Start again").click()
    assert page.evaluate("location.hash") == ""
    page.get_by_role("button", name="Bring them back").click()
    assert page.evaluate("location.hash") == FACTS


# --- everywhere -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1360])
def test_it_is_accessible(pages: Pages, axe: Check, address: str, width: int, dark: bool) -> None:
    """Axe finds nothing (WCAG 2.2 A and AA) at the start, with alerts and reasons open, and with a number that is wrong."""
    page = _open(pages(width=width, dark=dark), address)
    assert axe(page) == []
    page.goto(address + FACTS)
    page.wait_for_selector(".alert")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("#b12dt-fact-platelets_10e9_l").click()
    page.locator(".panel-facts input.number").first.fill("9999")
    page.wait_for_selector(".problem:not(:empty)")
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1920])
def test_nothing_is_wider_than_the_window(pages: Pages, address: str, width: int) -> None:
    """From a narrow phone to a wide screen nothing has to be scrolled sideways, also with all reasons open."""
    page = _open(pages(width=width), address + FACTS)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("#b12dt-fact-plan").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1360])
def test_notices_are_always_in_sight(pages: Pages, address: str, width: int) -> None:
    """Wherever the reader has scrolled to, the notices and the count of alerts stand in the window."""
    page = _open(pages(width=width, height=700), address + FACTS)
    for place in (0, 600, 100_000):
        page.evaluate(f"window.scrollTo(0, {place})")
        box = page.locator(".bar-notice").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 700
    assert NOTICE in page.locator(".bar-notice").inner_text()


def test_the_bar_leaves_room_on_a_phone(pages: Pages, address: str, guideline: Guideline) -> None:
    """On the smallest phone the bar below takes less than a sixth of the window, also once the advice is settled."""
    known = {name: one.samples[0] for name, one in guideline.inputs.items() if one.may_be_unknown}
    page = pages(width=320, height=568)
    for fragment_ in (FACTS, _fragment(known)):
        _open(page, address + fragment_)
        box = page.locator(".bar-below").bounding_box()
        assert box is not None
        assert box["height"] < 568 / 6
        page.goto("about:blank")


def test_what_must_not_wait_comes_first(page: Page, address: str) -> None:
    """Beneath the alerts stands what the workbooks want told first, then the treatment, then what that rests on."""
    _open(page, address + FACTS)
    headings = page.locator(".panel-advice .group h3").all_inner_texts()
    assert [one.lower() for one in headings[:3]] == ["first", "treatment", "assessment"]


def test_what_fits_no_answer_is_listed_last(page: Page, address: str) -> None:
    """Where treatment has not started, the months since its start are listed last, with what any answer would do."""
    _open(page, f"{address}#deficiency_confirmed=yes&treatment_phase=not_started&current_route=none")
    last = page.locator(".open-list .open-question").last.inner_text()
    assert "Months since start" in last
    assert "any answer raises an alert and changes nothing else" in last
    page.locator(".open-list .open-question").last.click()
    assert "any answer raises an alert" in page.locator(".where").inner_text()


def test_alerts_are_counted_in_words(page: Page, address: str) -> None:
    """The bar counts a warning as a warning, not as an alert of some code."""
    _open(page, f"{address}#deficiency_confirmed=no&treatment_phase=maintenance&current_route=im")
    assert page.locator(".counts").inner_text().startswith("1 warning")


def test_print_holds_what_counts(page: Page, address: str) -> None:
    """Printed, the page shows the facts, notices, advice, calendar and version, and nothing to press."""
    _open(page, address + FACTS)
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    for word in (NOTICE, "54 years", "Platelet count", "STOP", "Calendar", "SHA-256"):
        assert word in text, word
    for name in ("Copy link", "Start again", "Not known", "See advice"):
        assert not page.get_by_role("button", name=name).first.is_visible(), name
    assert page.pdf().startswith(b"%PDF")


def test_it_asks_for_nothing(page: Page, pages: Pages, address: str) -> None:
    """From the opening to the end only the file itself is read, and the page's own policy forbids anything else."""
    _open(page, address + FACTS)
    page.get_by_role("button", name="Copy link").click()
    assert pages.requests == [address + FACTS] or [one.split("#")[0] for one in pages.requests] == [address]
    refused = page.evaluate("fetch('data:text/plain,x').then(() => 'read', () => 'refused')")
    assert refused == "refused"
    pages.troubles.clear()


def test_in_a_page_of_somebody_else(page: Page, tmp_path: Path, guideline: Guideline) -> None:
    """Its parts in another page keep that page's looks, follow its theme, and link each rule where that page says."""
    assert guideline.program is not None
    links = Links(rule=lambda key, rule: f"decisions/{key}.html#{rule}", statement=lambda one: f"statements.html#{one}")
    parts = fragment(guideline.program, links=links, heading="h2")
    other = "<h1>Theirs</h1><p id='theirs'>A page</p><details id='fold'><summary>x</summary></details>"
    plain = f"<!doctype html><html lang='en' data-theme='light'><title>x</title><body>{other}"
    looks = "[...document.querySelectorAll('h1, #theirs, #fold, #fold summary')].map((one) => Object.values({...getComputedStyle(one)}).join())"
    place = tmp_path / "other.html"
    place.write_text(plain, encoding="utf-8")
    page.goto(place.as_uri())
    before = page.evaluate(looks)
    place.write_text(
        f"{plain}<style>{parts.style}</style>{parts.body}<script>{parts.script}</script>", encoding="utf-8"
    )
    _open(page, place.as_uri())
    assert page.evaluate(looks) == before
    assert page.locator(".entry a.rule").first.get_attribute("href", timeout=1000).startswith("decisions/")
    ground = "getComputedStyle(document.querySelector('.b12dt-try .panel')).backgroundColor"
    light = page.evaluate(ground)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(ground) != light
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert page.evaluate(ground) == light


def test_the_facts_of_the_links_are_complete(guideline: Guideline) -> None:
    """The facts that these tests put into links are facts."""
    assert complete(guideline.inputs, _facts_of(FACTS))["plan"] == ("delay_treatment",)
