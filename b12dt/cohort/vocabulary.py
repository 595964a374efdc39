"""The values of a fact as frames and files hold them, each checked once, the way `evaluate` checks it."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from b12dt.cohort.digits import Codes, Digits
from b12dt.cohort.written import NO_VALUE, fact
from b12dt.runtime.facts import UNKNOWN, Dictionary, FactError, FactProblem, allowed
from b12dt.runtime.structure import Input, Value

_NOT_KNOWN = frozenset(["na", "n/a", "n.a.", "n.a", "#n/a", "<na>", "nan", "nat", "nil", "null", "none", "missing", "?", "-", ".", "k.a."]) | {
    "not known", "not available", "not given", "",
}  # fmt: skip
MOST_KNOWN = 1 << 20
"""Distinct values of a column that are kept in mind; a column of measured decimals may have any number."""


class Vocabulary:
    """The values of one fact: each is checked once, the way `evaluate` checks it; labels stand for their codes, too."""

    def __init__(self, one: Input, digits: Digits, words: dict[str, Value], *, written: bool = False) -> None:
        """Take the fact, its numbering, and the words of its list; `written`: values are the texts of cells."""
        self._written = written
        self.input = one
        self.digits = digits
        self.bad = int(np.iinfo(self.kind).max)
        self._dictionary = Dictionary({one.name: one})
        self._labels = _labels(one, words)
        self._known: dict[Any, int | FactProblem] = {}

    @property
    def kind(self) -> Any:
        """Return the type of a digit; one code of it is free to mark what cannot be used."""
        return np.uint8 if self.digits.size < 1 << 8 else np.uint16 if self.digits.size < 1 << 16 else np.uint32

    def digit(self, value: Any) -> int | FactProblem:
        """Return the digit of a value as a frame holds it, or what is wrong with it."""
        # True equals 1, and 1.0 does: what is known of a value holds for its type alone.
        key: Any = (type(value), tuple(value) if isinstance(value, list) else value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            if self._written and value == NO_VALUE:
                said = "The cell holds a formula without a value: open and save it in Excel."
                found = FactProblem(self.input.name, NO_VALUE, said, allowed(self.input))
            else:
                found = self._checked(self._meant(value))
            self._known[key] = found
        return found

    def code(self, value: Any) -> str | FactProblem:
        """Return one of several codes as a frame holds it, or what is wrong with it."""
        word = self._meant(value)
        try:
            self._dictionary.complete({self.input.name: [word]})
        except FactError as error:
            return self._told(error.problems[0], word)
        return word

    def problem(self, value: Any) -> FactProblem:
        """Return what is wrong with a value that cannot be used."""
        found = self.digit(value)
        assert isinstance(found, FactProblem), f"{value!r} was found to be wrong"
        return found

    def _meant(self, value: Any) -> Any:
        """Return a value with a label put as its code; a written one as what it says."""
        if isinstance(value, list):
            return [self._meant(one) for one in cast("list[Any]", value)]
        if not isinstance(value, str):
            return value
        if self._written:
            said = fact(value, self.input)
            if isinstance(said, list):
                return [self._labels.get(one.casefold(), one) for one in cast("list[str]", said)]
            if not isinstance(said, str):
                return said
        return self._labels.get(value.casefold(), value)

    def _checked(self, value: Any) -> int | FactProblem:
        try:
            return self.digits.of(self._dictionary.complete({self.input.name: value})[self.input.name])
        except FactError as error:
            return self._told(error.problems[0], value)

    def _told(self, one: FactProblem, value: Any) -> FactProblem:
        """Return a problem; for a word by which tables say that nothing is known, how to say it here, and no near word."""
        says = isinstance(value, str) and value.strip().casefold() in _NOT_KNOWN
        if not says or not self.input.may_be_unknown:
            return one
        return one._replace(problem=f"{one.problem} What is not known is left empty, or is `{UNKNOWN}`.", closest=None)

    def look_up(self, values: list[Any]) -> Codes:
        """Return the digit of each value, `bad` for those that cannot be used."""
        found = [self.digit(value) for value in values]
        return np.array([self.bad if isinstance(one, FactProblem) else one for one in found], dtype=self.kind)


def _labels(one: Input, words: dict[str, Value]) -> dict[str, str]:
    """Return what may be written for each code: the code itself, or its label if that names no other one."""
    if one.kind == "number":
        return {}
    found: dict[str, set[str]] = {}
    for code in one.values:
        if code in words:
            found.setdefault(words[code].label.casefold(), set()).add(code)
    codes = {code.casefold(): code for code in (*one.values, UNKNOWN)}
    return {
        label: next(iter(named))
        for label, named in found.items()
        if len(named) == 1 and codes.get(label, next(iter(named))) in named
    } | {code: code for code in one.values}
