"""The page on proofs: its figure and its figures are those of the workbooks."""

from __future__ import annotations

import re
from math import log10, prod
from pathlib import Path
from xml.etree import ElementTree as ET

from b12dt.guideline import Guideline

PAGE = Path(__file__).parents[2] / "book" / "how-it-is-proved.md"
TABLE = "injection_safety"


def figure() -> ET.Element:
    """Return the page's drawing."""
    (drawing,) = re.findall(r"<svg .*?</svg>", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return ET.fromstring(drawing)


def test_figure_is_the_table(guideline: Guideline):
    """Each square bears the rule that answers there: unknown and the stretches across, present, absent and unknown down."""
    (squares,) = (group for group in figure().iter("g") if group.get("class") == "squares")
    shown = [text.text for text in squares]
    decision = guideline.decisions[TABLE]
    columns = range(guideline.inputs[decision.inputs[0]].atoms.domain.bit_length())
    rows = (1, 2, 0)
    answering = [
        [rule.id for rule in decision.rules if rule.masks[0] >> column & 1 and rule.masks[1] >> row & 1]
        for row in rows
        for column in columns
    ]
    assert [[f"B12.D34.{number}"] for number in shown] == answering
    assert guideline.decisions["neuro"].outputs[0].atoms.codes == ("present", "absent")


def test_figure_has_words():
    """Whoever does not see the figure is told its title and all that it shows; its colour is the reader's."""
    drawing = figure()
    named = (drawing.get("aria-labelledby") or "").split()
    texts = [element.text or "" for element in drawing if element.get("id") in named]
    assert [len(text) > 20 for text in texts] == [True, True]
    assert drawing.get("stroke") == "currentColor"


def test_masks_and_numbers_are_those_of_the_workbooks(guideline: Guideline):
    """The masks that the page tells, and the number of patients, are what the compiler makes of the tables."""
    text = PAGE.read_text(encoding="utf-8")
    rules = guideline.decisions[TABLE].rules
    masks = {when: mask for rule in rules for when, mask in zip(rule.when, rule.masks, strict=True)}
    for cell, mask in re.findall(r"`([^`]+)` the mask `0b([01]+)`", text):
        assert masks[cell] == int(mask, 2)
    domain = guideline.inputs["platelets_10e9_l"].atoms.domain
    assert f"`-` is `{domain:#b}`" in text
    patients = prod(one.atoms.domain.bit_count() for one in guideline.inputs.values())
    assert round(log10(patients)) == 25
    assert "some 10²⁵ patients" in text
