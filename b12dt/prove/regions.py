"""Boxes and patients in words: which patients a finding concerns, and one of them by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from b12dt.atoms import test_of
from b12dt.boxes import Box
from b12dt.cells.said import in_words as test_in_words
from b12dt.cells.write import canonical
from b12dt.model import UNKNOWN, Guideline, Has, Variable
from b12dt.program import in_words
from b12dt.prove import combinations
from b12dt.runtime.structure import Atoms

Facts = tuple[tuple[str, str], ...]


def region(box: Box, variables: Iterable[Variable], atoms: Mapping[str, Atoms]) -> Facts:
    """Return what a box asks of each variable that it asks anything of, as cells would say it."""
    asked: list[tuple[str, str]] = []
    for variable, mask in zip(variables, box, strict=True):
        if mask != atoms[variable.path].domain:
            asked.append((variable.label, mask_text(mask, atoms[variable.path], variable)))
    return tuple(asked)


def said(box: Box, variables: Iterable[Variable], atoms: Mapping[str, Atoms]) -> str:
    """Return what a box asks of each variable as one would say it: `Age is over 80; Serum B12 is low or unknown`."""
    parts: list[str] = []
    for variable, mask in zip(variables, box, strict=True):
        own = atoms[variable.path]
        if mask != own.domain:
            test = test_of(mask, own, variable)
            words = test_in_words(test, variable) if test else combinations.in_words(mask, own, variable)
            # A list that holds one of some values may hold others, too.
            held = isinstance(test, Has) and not test.negated and UNKNOWN not in test.codes
            parts.append(f"{variable.label} {'includes' if held else 'is'} {words}")
    return "; ".join(parts) or "every patient"


def mask_text(mask: int, atoms: Atoms, variable: Variable) -> str:
    """Return a mask as the text of a cell; one that no cell can say as what its combinations hold and lack."""
    if not mask:
        return "(no possible answer)"
    test = test_of(mask, atoms, variable)
    return canonical(test, variable) if test else combinations.in_words(mask, atoms, variable)


def sentence(facts: Facts, otherwise: str = "every patient") -> str:
    """Return facts in one line: `Age > 80, Serum B12 low`."""
    return ", ".join(f"{label} {text}" for label, text in facts) or otherwise


def patient_text(facts: Mapping[str, Any], variables: Mapping[str, Variable]) -> Facts:
    """Return a patient's facts by label, in words."""
    return tuple((variables[name].label, in_words(value, variables[name])) for name, value in facts.items())


def as_evaluated(facts: Mapping[str, Any], guideline: Guideline) -> tuple[tuple[str, object], ...]:
    """Return a patient's facts as `b12dt evaluate` takes them.

    `facts` are how the patient differs from the base patient. The base patient's own facts follow, but for those that
    are the dictionary's default: they need not be given.
    """
    defaults = {one.name: one.default for one in guideline.inputs}
    own = {name: as_fact(value) for name, value in facts.items()}
    base = {name: as_fact(value) for name, value in guideline.base if as_fact(value) != as_fact(defaults[name])}
    return tuple((own | {name: value for name, value in base.items() if name not in own}).items())


def as_fact(value: Any) -> object:
    """Return a fact as a file of facts has it: a code, several codes, a plain number, or `unknown`."""
    if value is None or value == (UNKNOWN,):
        return UNKNOWN
    if isinstance(value, str | tuple):
        return cast("object", value)
    number = float(value)
    return int(number) if number.is_integer() else number
