"""What is shown says what the advice says, all of it, the same as HTML and as text."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from html import unescape
from random import Random
from xml.etree import ElementTree as ET

import pytest

import b12dt
from b12dt import show
from b12dt.compiled import DECISIONS, INPUTS
from b12dt.runtime.advice import Advice
from b12dt.runtime.atoms import atom_of
from b12dt.show.places import BASE
from b12dt.words.advice import said_of, told_decisions

START = date(2026, 6, 1)
SHOWN = {
    "facts": show.facts,
    "card": show.card,
    "calendar": lambda advice: show.calendar(advice, START),
    "why": show.why,
    "why_not": show.why_not,
    "interpretations": show.interpretations,
    "what_if": lambda advice: show.what_if(advice, "route", "initial_regimen", "maintenance"),
    "next_question": show.next_question,
}
PERNICIOUS = {"age_years": 61, "deficiency_confirmed": "yes", "pernicious_anemia": "yes", "platelets_10e9_l": 32}
ORDER = {"order_drug": "cyanocobalamin", "order_route": "oral", "order_dose_ug": 1000, "order_interval_days": 1}


def patients(number: int) -> list[Advice]:
    """Return advice for patients drawn by chance, the same in every run; each fact unknown in a third of them."""
    chance = Random(20260601)
    drawn = [
        {name: chance.choice((*one.samples, *([None] * (len(one.samples) // 2 + 1)))) for name, one in INPUTS.items()}
        for _ in range(number)
    ]
    able = {name for name, one in INPUTS.items() if one.may_be_unknown}
    return [b12dt.evaluate({n: v for n, v in facts.items() if v is not None or n in able}) for facts in drawn]


PATIENTS = [b12dt.evaluate(), b12dt.evaluate(PERNICIOUS), b12dt.evaluate({**PERNICIOUS, **ORDER}), *patients(20)]


def parsed(piece: show.Shown) -> ET.Element:
    """Return the HTML of a piece as a tree, which fails where a tag is open or a sign not escaped."""
    return ET.fromstring(piece._repr_html_().replace("<br>", "<br/>"))


def words(text: str) -> str:
    """Return a text with its breaks and columns evened out."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", SHOWN)
def test_html_is_whole_and_plain(name):
    """Every piece is well-formed, scoped to its class, without script, style of its own, id, or address of elsewhere."""
    for advice in PATIENTS:
        tree = parsed(SHOWN[name](advice))
        assert tree.get("class") == "b12dt"
        for one in tree.iter():
            assert one.tag not in {"script", "style", "link", "img", "iframe"}
            assert not {"id", "onclick", "src"} & set(one.keys())
            assert "://" not in one.get("href", "")
            if one.tag == "th":
                assert one.get("scope") in {"row", "col"}


@pytest.mark.parametrize("name", SHOWN)
def test_html_and_text_say_the_same_sentences(name):
    """Each sentence of the text stands in the HTML, so that a terminal and a page tell the same."""
    for advice in PATIENTS[:8]:
        piece = SHOWN[name](advice)
        html = words(" ".join(parsed(piece).itertext()))
        for told in re.findall(r"[A-Z][a-z][^.|:\[\]✓✗]{25,}\.", words(str(piece))):
            # The text joins cells that the page keeps apart: what counts is that no word is missing there.
            missing = {word for word in re.findall(r"[a-z]{4,}", told) if word not in html.lower()}
            assert not missing, (told, missing)


@pytest.mark.parametrize("advice", PATIENTS[:6])
def test_no_fact_is_hidden(advice):
    """Every fact of the dictionary is told: its answer, that it is unknown, or that it was not given."""
    piece = show.facts(advice)
    for one in INPUTS.values():
        assert one.label in words(str(piece)), one.label
        assert one.label in unescape(piece.html), one.label


def test_unknown_facts_are_called_unknown():
    """What nobody knows stands under unknown and in no row with a value."""
    text = words(str(show.facts(b12dt.evaluate(PERNICIOUS))))
    unknown = text.partition("Unknown, and never read as no:")[2].partition("Not given")[0]
    assert "Neuropathy" in unknown
    assert "Pernicious anemia" not in unknown


def test_alerts_come_first_and_stops_before_warnings():
    """A stop stands above everything else on the card, whatever is asked for."""
    piece = show.card(b12dt.evaluate({**PERNICIOUS, "neuropathy": "yes", **ORDER}), "route")
    assert str(piece).startswith("STOP G06")
    assert str(piece).index("STOP") < str(piece).index("WARN") < str(piece).index("Route")
    assert piece.html.index("b12dt-stop") < piece.html.index("b12dt-warn") < piece.html.index("<dl>")


@pytest.mark.parametrize("advice", PATIENTS)
def test_the_card_leaves_nothing_out(advice):
    """Every alert, every sentence of every decision, every quiet decision by name, every notice: on the card, folded or not."""
    text = words(str(show.card(advice, "route")))
    for decision in told_decisions(advice):
        said = said_of(advice, decision)
        # What speaks through alerts alone is told by them.
        assert decision.name in text or (said.alerts and not said.lines)
        if said.loud:
            assert all(words(line) in text for line in said.lines)
        assert all(words(sentence) in text for _, _, sentence in said.alerts)
    for notice in advice.notices:
        assert words(notice) in text


def test_what_must_not_wait_is_never_folded_away(guideline):
    """Urgency stands open and above the decisions that were asked for."""
    advice = guideline.evaluate({"deficiency_confirmed": "yes", "neuropathy": "yes"})
    text = str(show.card(advice, "route")).partition("ALSO")[0]
    assert text.index("Urgency") < text.index("Route")


def test_a_gap_is_never_folded_away(guideline, monkeypatch):
    """Where no rule answers, the card says so openly even when other decisions were asked for."""
    compiled = guideline.compiled
    advice = Advice(compiled, guideline.evaluate(PERNICIOUS).checked_facts)
    place = list(compiled.DECISIONS).index("homocysteine")
    monkeypatch.setattr(advice, "_fired", tuple(None if at == place else one for at, one in enumerate(advice.fired)))
    piece = show.card(advice, "route")
    open_part = piece.html.partition("<details>")[0]
    assert "This is a gap, not an all-clear." in open_part
    assert "gap" in str(piece).partition("ALSO")[0]
    assert "gap" in str(show.why(advice, "homocysteine"))


def test_what_is_asked_for_and_is_no_decision_is_refused():
    """A misspelt decision is an error with the names there are, and never an empty card."""
    advice = b12dt.evaluate()
    for one in (show.card, show.why, show.why_not, show.interpretations, show.what_if, show.next_question):
        with pytest.raises(KeyError, match="rout"):
            one(advice, "rout")


@pytest.mark.parametrize("advice", PATIENTS)
def test_links_lead_to_decisions_and_rules_that_exist(advice):
    """Each link is relative, to the page of a decision, and to the anchor of one of its rules where it names one."""
    pages = {key.replace("_", "-"): one for key, one in DECISIONS.items()}
    links = re.findall(r'href="([^"]*)"', show.card(advice).html + show.why(advice).html + show.why_not(advice).html)
    assert links
    for link in links:
        page, _, anchor = link.removeprefix(BASE).partition("#")
        rules = {rule.id.lower().replace(".", "-") for rule in pages[page.removesuffix(".html")].rules}
        assert not anchor or anchor in rules


@pytest.mark.parametrize("advice", PATIENTS)
def test_why_shows_each_rule_that_fired_with_its_cell(advice):
    """Every rule that fired is quoted with its place, its statements and what the patient answered."""
    text = words(str(show.why(advice, "neuro", "route", "tests")))
    for key in ("neuro", "route", "tests"):
        for rule in advice.decisions[key].rules:
            assert rule.id in text
            assert rule.place in text
            assert all(words(advice.compiled.STATEMENTS[one].text) in text for one in rule.statements)
    assert "✗" not in text


@pytest.mark.parametrize("advice", PATIENTS)
def test_the_nearest_other_rule_is_excluded_by_the_fewest_conditions(advice):
    """No other rule of the table with another result misses the patient by less."""
    for key in ("route", "initial_regimen", "maintenance", "injection_safety"):
        reasons = advice.explain(key).reasons[0]
        stated = {one.rule.outputs for one in reasons.rules if one.fired}
        least = min(len(one.rejected_by) for one in reasons.rules if one.rejected_by and one.rule.outputs not in stated)
        shown = re.search(r"nearest is (\S+)", str(show.why_not(advice, key)))
        assert shown
        near = next(one for one in reasons.rules if one.rule.id == shown[1])
        assert len(near.rejected_by) == least
        assert near.rule.outputs not in stated


@pytest.mark.parametrize(
    ("count", "nearest"), [(50, "B12.D34.01"), (25, "B12.D34.03"), (10, "B12.D34.04"), (24, "B12.D34.02")]
)
def test_on_a_threshold_the_nearest_rule_is_the_one_across_it(count, nearest):
    """At 50 platelets it is the rule above 50, at 25 that below 25, at 10 that below 10."""
    advice = b12dt.evaluate(neuropathy="yes", platelets_10e9_l=count)
    assert nearest in str(show.why_not(advice, "injection_safety"))


@pytest.mark.parametrize("advice", PATIENTS[:8])
def test_what_if_is_exact(advice):
    """A fact is named if and only if some other answer to it alone changes what these decisions say."""
    keys = ("route", "initial_regimen", "injection_safety")
    text = words(str(show.what_if(advice, *keys)))
    for name, one in INPUTS.items():
        if one.kind == "several of":
            continue
        others = [*one.samples, *([None if one.kind == "number" else "unknown"] if one.may_be_unknown else [])]
        now = atom_of(advice.checked_facts[name], one.atoms)
        changed = any(
            set(said_of(other, DECISIONS[key]).lines) != set(said_of(advice, DECISIONS[key]).lines)
            for value in others
            if atom_of(value, one.atoms) != now
            for other in [Advice(advice.compiled, {**advice.checked_facts, name: value})]
            for key in keys
        )
        assert bool(re.search(rf"If {re.escape(one.label)}( \(now |: )", text)) == changed, name


def test_what_if_says_stretches_of_numbers_as_people_do():
    """The stretches of a number are told with their bounds, included or not, and with the unit as printed."""
    text = str(show.what_if(b12dt.evaluate(neuropathy="yes", platelets_10e9_l=50), "injection_safety"))
    for told in ("less than 10 10⁹/L", "10 to less than 25 10⁹/L", "more than 50 10⁹/L", ": unknown"):
        assert told in text
    assert ": 0 cm" in str(show.what_if(b12dt.evaluate(crohns_ileal_cm=45), "crohns"))
    assert ": more than 0 to 30 cm" in str(show.what_if(b12dt.evaluate(crohns_ileal_cm=45), "crohns"))


def test_what_if_tells_alerts_that_come_and_alerts_that_go():
    """An order changed to another that is wrong in another way: the new alert is told, and the one that is gone."""
    advice = b12dt.evaluate({**PERNICIOUS, **ORDER})
    text = words(str(show.what_if(advice, "guards", facts=["order_drug"])))
    folic = text[text.index("If Order: drug (now cyanocobalamin): folic acid") :]
    assert "STOP G04" in folic
    assert "No longer: STOP G06" in folic


def test_the_next_question_is_the_most_decisive_one():
    """The question shown first is the first of the open questions, and a settled patient is asked nothing."""
    for advice in PATIENTS:
        text = str(show.next_question(advice))
        questions = advice.open_questions
        assert text.startswith(questions[0].question) if questions else "Settled" in text or "several together" in text


def test_the_calendar_is_a_picture_with_words():
    """Each drawing is an image with a title and a description, and its dates stand in a table below."""
    tree = parsed(show.calendar(b12dt.evaluate(PERNICIOUS | {"neuropathy": "yes"}), START))
    drawings = [one for one in tree.iter("svg") if one.get("role") == "img"]
    assert len(drawings) == len(tree.findall(".//figure")) == 2
    for one in drawings:
        assert one.find("title") is not None
        assert "1 Jun 2026" in (one.findtext("desc") or "") or "after the change" in (one.findtext("desc") or "")
    assert len(tree.findall(".//figure//table")) == 2


def test_the_drawing_is_told_in_a_sentence():
    """Who does not see a drawing hears its first and last dates, and that it goes on where nothing ends it."""
    told = {
        one.findtext("desc") or ""
        for facts in ({"neuropathy": "yes"}, {})
        for one in parsed(show.calendar(b12dt.evaluate(PERNICIOUS | facts), START)).iter("svg")
        if one.get("role") == "img"
    }
    assert any("First: 1 Jun 2026; last in the table: 27 Jun 2026; it goes on" in one for one in told)
    assert any("One dose: 1 Jun 2026." in one for one in told)
    assert any("last in the table: 12 months after the change; it goes on" in one for one in told)


def test_the_calendar_dates_nothing_that_is_open():
    """After alternate-day injections no date of the maintenance is named, and its axis counts from the change."""
    piece = show.calendar(b12dt.evaluate(PERNICIOUS | {"neuropathy": "yes"}), START)
    maintenance = str(piece).partition("Maintenance")[2]
    assert "2 months after the change" in maintenance
    assert not re.search(r"\b20\d\d\b", maintenance)
    assert "the change" in piece.html.partition("Maintenance")[2]


def test_without_a_regimen_the_calendar_says_so():
    """A child gets no dates, and a sentence that says why."""
    assert "no regimen is stated" in str(show.calendar(b12dt.evaluate(age_years=12), START)).lower()


def test_a_frame_is_a_table():
    """A data frame is shown with its titles, whole numbers without a point, what is missing as nothing."""
    import pandas as pd

    piece = show.frame(pd.DataFrame({"a<b": [1.0, float("nan"), 2.5]}, ["x", "y", "z"]).rename_axis("row"), "numbers")
    assert str(piece).splitlines() == ["row  a<b", "x    1", "y", "z    2.5"]
    assert [one.text for one in parsed(piece).iter("td")] == ["1", None, "2.5"]


def test_the_same_advice_is_shown_with_the_same_bytes():
    """Another process with another order of hashes shows the same, byte by byte."""
    code = (
        "import b12dt\nfrom datetime import date\nfrom b12dt import show\n"
        "a = b12dt.evaluate(age_years=61, deficiency_confirmed='yes', pernicious_anemia='yes', plan=['delay_treatment'])\n"
        "for one in (show.facts(a), show.card(a), show.calendar(a, date(2026, 6, 1)), show.why(a), show.why_not(a),"
        " show.what_if(a), show.next_question(a), show.interpretations(a)): print(one._repr_html_(), one)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_words_has_enough_contrast():
    """Against page and tint, in light and dark, words reach the 4.5 to 1 of WCAG AA."""
    css = show.style().css
    themes = [dict(re.findall(r"--b12dt-(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r"\{[^{}]*\}", css)]
    themes = [theme for theme in themes if "page" in theme]
    assert len(themes) == 3
    for theme in themes:
        for ink in ("ink", "soft", "link", "stop", "warn"):
            for ground in ("page", "tint"):
                high, low = sorted((_luminance(theme[ink]), _luminance(theme[ground])), reverse=True)
                assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground, theme[ink])


def test_the_style_sheet_touches_nothing_else():
    """Each rule is scoped under the one class, so that a page that includes it keeps its own looks."""
    css = re.sub(r"(?s)/\*.*?\*/", "", show.style().css)
    selectors = [part for part in re.findall(r"([^{}]+)\{", css) if not part.strip().startswith("@")]
    assert selectors
    for selector in selectors:
        assert ".b12dt" in selector, selector
    assert "url(" not in css
    assert "@import" not in css
