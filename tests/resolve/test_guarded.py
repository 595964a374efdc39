"""What guards the advice against slips in the dictionary: doses, units, defaults, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.workbooks import Guide, places, tiny_guideline

REGIMENS = """
ID | Label | Drug | Dose low | Dose high | Dose unit | Route | Frequency | Period | Period unit | Duration | Duration unit | Sentence
im_2 | injections | hydroxocobalamin | 1000 | | ug | im | 3 | 1 | week | 2 | week | Hydroxocobalamin 1000 µg by intramuscular injection, 3 times a week for 2 weeks.
"""


@pytest.fixture
def tiny() -> Guide:
    """Return a guideline with one regimen, and an input that asks for a dose in micrograms."""
    guide = tiny_guideline()
    guide.add_list("Regimens", "Regimens", REGIMENS)
    guide.add_row("Outputs", "drug.regimen | Regimen | category | | regimen |")
    guide.add_row("Inputs", "dose | Dose | Patient | Which dose? | number | ug | ug | 0 | 5000 | | yes | unknown |")
    guide.add_table(
        "Drug", "Rule ID | Dose || Regimen\nD1 | not(unknown) || injections\nD2 | unknown || im_2", key="drug"
    )
    return guide


def test_a_regimen_that_says_what_it_should(tiny: Guide, tmp_path: Path) -> None:
    """Doses, units, route and interval that are known, with their sentence, are taken as they are."""
    assert tiny.check(tmp_path) == ()


WRONG = {
    "no dose": ("Dose low", None, "DT317"),
    "a dose of nothing": ("Dose low", "0", "DT339"),
    "a dose below nothing": ("Dose low", "-5", "DT339"),
    "a dose with a letter": ("Dose low", "1O00", "DT313"),
    "another unit than orders have": ("Dose unit", "mg", "DT307"),
    "no unit": ("Dose unit", None, "DT317"),
    "a route that there is not": ("Route", "orall", "DT307"),
    "never given": ("Frequency", "0", "DT339"),
    "no frequency": ("Frequency", None, "DT317"),
    "a period of nothing": ("Period", "0", "DT339"),
    "a misspelt period": ("Period unit", "weke", "DT307"),
    "a period without a unit": ("Period unit", None, "DT317"),
    "a duration that is no unit of time": ("Duration unit", "platelets rise", "DT307"),
    "a duration without a unit": ("Duration unit", None, "DT317"),
    "no sentence": ("Sentence", None, "DT340"),
}


@pytest.mark.parametrize("what", WRONG)
def test_one_slip_in_a_regimen_is_one_finding(tiny: Guide, tmp_path: Path, what: str) -> None:
    """A slip is told at its cell; rules and cases that name the regimen are not blamed for it."""
    column, text, code = WRONG[what]
    cell = tiny.at("Regimens", "im_2", column)
    tiny["Regimens"][cell] = text
    assert places(tiny.check(tmp_path)) == [(code, "Regimens", cell)]


def test_the_closest_unit_is_named(tiny: Guide, tmp_path: Path) -> None:
    """A unit a slip away from a known one comes with it."""
    tiny["Regimens"][tiny.at("Regimens", "im_2", "Period unit")] = "weke"
    assert [one.closest for one in tiny.check(tmp_path)] == ["week"]


DEFAULTS: dict[str, tuple[str, str, list[str]]] = {
    "no reason": ("no", "", ["DT341"]),
    "another word's reason": ("no", "Yes when a laboratory says so.", ["DT341"]),
    "a word that is not the default alone": ("no", "There is no when here.", ["DT341"]),
    "when it is true": ("no", "No when no blood was ever taken.", []),
    "when it is true, further on": ("no", "As the laboratory says. No when no blood was ever taken.", []),
    "unknown": ("unknown", "", []),
}


@pytest.mark.parametrize("what", DEFAULTS)
def test_a_default_that_answers_for_the_patient(tiny: Guide, tmp_path: Path, what: str) -> None:
    """A default other than unknown is a warning, unless the meaning says when it is true."""
    default, meaning, expected = DEFAULTS[what]
    for column, text in (("Default", default), ("Meaning", meaning)):
        tiny["Inputs"][tiny.at("Inputs", "anemia", column)] = text or None
    cell = tiny.at("Inputs", "anemia", "Default")
    assert places(tiny.check(tmp_path)) == [(code, "Inputs", cell) for code in expected]


def test_an_input_that_must_be_known_has_any_default(tiny: Guide, tmp_path: Path) -> None:
    """Where unknown is not allowed another default is needed, and no warning."""
    assert tiny["Inputs"][tiny.at("Inputs", "plan", "Default")].value == "(none)"
    assert tiny.check(tmp_path) == ()


def test_an_alert_without_a_sentence(tiny: Guide, tmp_path: Path) -> None:
    """A value with a severity needs a sentence; other values are told by their labels."""
    cell = "E14"
    tiny["Values"][cell] = None
    assert places(tiny.check(tmp_path)) == [("DT342", "Values", cell)]


@pytest.mark.parametrize("text", ["20", "many"])
@pytest.mark.parametrize("column", ["Lowest", "Highest"])
@pytest.mark.parametrize("name", ["anemia", "plan"])
def test_a_range_of_words(tiny: Guide, tmp_path: Path, name: str, column: str, text: str) -> None:
    """Only a number has a range; for other inputs nothing is read from the columns."""
    cell = tiny.at("Inputs", name, column)
    tiny["Inputs"][cell] = text
    assert places(tiny.check(tmp_path)) == [("DT343", "Inputs", cell)]


@pytest.mark.parametrize(("text", "code"), [(None, "DT317"), ("never_stop", "DT302")])
def test_a_value_without_its_own_code(tiny: Guide, tmp_path: Path, text: str | None, code: str) -> None:
    """The cells that use a value by its label are not blamed for a code that is missing or stands twice."""
    cell = "C15"
    tiny["Values"][cell] = text
    assert (code, "Values", cell) in places(tiny.check(tmp_path))
    assert not [one for one in places(tiny.check(tmp_path)) if one[0] in ("DT204", "DT205")]
