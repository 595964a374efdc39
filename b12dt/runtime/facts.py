"""Facts about one patient: checked against the dictionary before anything is decided on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from b12dt.runtime.closest import closest
from b12dt.runtime.structure import Input

UNKNOWN = "unknown"
DIGITS = 15
"""Significant digits that a binary float keeps exactly: a number within them meets a threshold as if both were decimal."""
EXACT = 10**DIGITS


class FactProblem(NamedTuple):
    """One fact that cannot be used: its name, what was read, why, what is allowed, and a near word."""

    name: str
    read: str
    problem: str
    allowed: str
    closest: str | None = None

    def __str__(self) -> str:
        near = f" Closest: {self.closest}." if self.closest else ""
        return f"{self.name}: {self.problem} I read {self.read}. Allowed: {self.allowed}.{near}"


class FactError(ValueError):
    """Facts that cannot be used. Nothing was decided. `problems` lists every one of them."""

    def __init__(self, problems: Iterable[FactProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Dictionary:
    """The dictionary made ready to check facts against it: what callers nearly always give needs one look."""

    def __init__(self, inputs: Mapping[str, Input]) -> None:
        """Take the dictionary's entries apart, once."""
        self._inputs = inputs
        self._defaults = {name: one.default for name, one in inputs.items()}
        self._words = {name: _words(one) for name, one in inputs.items()}
        self._ranges = {name: (one.lowest, one.highest) for name, one in inputs.items() if one.kind == "number"}

    def complete(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return all facts as the compiled decisions take them: given ones checked, the others by their defaults.

        Codes are strings, several codes a tuple, numbers floats, an unknown number None. None given for any fact
        means unknown.

        Raises: FactError, naming every fact that cannot be used.
        """
        full = self._defaults.copy()
        words, ranges = self._words, self._ranges
        problems: list[FactProblem] = []
        for name, value in facts.items():
            kind: type[Any] = type(value)  # pyright: ignore[reportUnknownVariableType]
            if kind is str:
                if name in words and value in words[name]:
                    full[name] = words[name][value]
                    continue
            elif (kind is float or kind is int) and name in ranges:
                lowest, highest = ranges[name]
                if lowest <= value <= highest and -EXACT < value < EXACT:
                    full[name] = float(value)
                    continue
            # Anything else is looked at closely: it is a problem, or written in a way that is rare.
            one = self._inputs.get(name)
            checked = _unknown_name(name, value, self._inputs) if one is None else _check(one, value)
            if isinstance(checked, FactProblem):
                problems.append(checked)
            else:
                full[name] = checked[0]
        if problems:
            raise FactError(problems)
        return full


def _words(one: Input) -> dict[str, Any]:
    """Return the words that a fact may be, each with what the decisions take for it."""
    words: dict[str, Any] = {code: code for code in one.values} if one.kind == "category" else {}
    if one.may_be_unknown:
        words[UNKNOWN] = {"number": None, "several of": (UNKNOWN,)}.get(one.kind, UNKNOWN)
    return words


def complete(inputs: Mapping[str, Input], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return all facts, checked; see `Dictionary.complete`."""
    return Dictionary(inputs).complete(facts)


def allowed(one: Input) -> str:
    """Return in words what a fact may be."""
    if one.kind == "number":
        words = f"a number from {one.lowest:g} to {one.highest:g} {one.unit}".rstrip()
    elif one.kind == "several of":
        words = "a list of any of " + ", ".join(one.values)
    else:
        words = ", ".join(one.values)
    return f"{words}, or unknown" if one.may_be_unknown else words


def _unknown_name(name: str, value: Any, inputs: Mapping[str, Input]) -> FactProblem:
    near = closest(str(name), inputs)
    return FactProblem(
        str(name), repr(value), "The dictionary has no such fact.", f"one of its {len(inputs)} names", near
    )


def _check(one: Input, value: Any) -> tuple[Any] | FactProblem:
    """Return the value in a tuple of its own, so that an unknown number (None) is told from a problem."""
    if value is None or value == UNKNOWN:
        if not one.may_be_unknown:
            return FactProblem(one.name, repr(value), "This fact has to be answered.", allowed(one))
        return ({"number": None, "several of": (UNKNOWN,)}.get(one.kind, UNKNOWN),)
    if isinstance(value, Mapping):
        return _quantity(one, value)  # pyright: ignore[reportUnknownArgumentType]
    if one.kind == "number":
        return _number(one, value)
    if one.kind == "several of":
        return _several(one, value)
    near = closest(value, one.values) if isinstance(value, str) else None
    return FactProblem(one.name, repr(value), "This is not one of its values.", allowed(one), near)


def _several(one: Input, value: Any) -> tuple[Any] | FactProblem:
    if isinstance(value, str) or not isinstance(value, list | tuple | set | frozenset):
        return FactProblem(one.name, repr(value), "This fact takes a list.", allowed(one))
    given: list[Any] = list(value)  # pyright: ignore[reportUnknownArgumentType]
    for code in given:
        if code not in one.values:
            near = closest(code, one.values) if isinstance(code, str) else None
            return FactProblem(one.name, repr(code), "This is not one of its values.", allowed(one), near)
    return (tuple(code for code in one.values if code in given),)


def _number(one: Input, value: Any) -> tuple[Any] | FactProblem:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return FactProblem(one.name, repr(value), "This fact is a number.", allowed(one))
    if not isfinite(value):
        return FactProblem(one.name, repr(value), "This is not a number that can be compared.", allowed(one))
    assert one.lowest is not None
    assert one.highest is not None
    if not one.lowest <= value <= one.highest:
        return FactProblem(one.name, str(value), "This number is outside the range of the dictionary.", allowed(one))
    if not isinstance(value, float) and len(Decimal(value).normalize().as_tuple().digits) > DIGITS:
        return FactProblem(one.name, str(value), f"More than {DIGITS} digits cannot be compared exactly.", allowed(one))
    return (float(value),)


def _quantity(one: Input, value: Mapping[str, Any]) -> tuple[Any] | FactProblem:
    """Read a number with its unit, as FHIR writes it: `{"value": 50, "unit": "10^9/L"}`. Nothing is converted."""
    units = tuple(dict.fromkeys(unit for unit in (one.unit, one.ucum) if unit))
    if one.kind != "number" or set(value) != {"value", "unit"}:
        return FactProblem(one.name, repr(dict(value)), "A fact with a unit has a value and a unit.", allowed(one))
    if value["unit"] not in units:
        return FactProblem(
            one.name, repr(dict(value)), f"The unit must be {' or '.join(units)}; nothing is converted.", allowed(one)
        )
    return _number(one, value["value"])
