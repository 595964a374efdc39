"""Facts about one patient: checked against the dictionary before anything is decided on them."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Integral
from typing import Any, NamedTuple, cast

from b12dt.runtime.atoms import UNKNOWN
from b12dt.runtime.closest import closest
from b12dt.runtime.numbers import number_text
from b12dt.runtime.structure import Input

EXACT = 10**15
"""Whole numbers below it are kept exactly by a float."""


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
                try:
                    full[name] = words[name][value]
                except KeyError:
                    pass
                else:
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
    codes = [code for code in one.values if code != UNKNOWN]
    if one.kind == "number":
        assert one.lowest is not None
        assert one.highest is not None
        words = f"a number from {number_text(one.lowest)} to {number_text(one.highest)} {one.unit}".rstrip()
    elif one.kind == "several of":
        words = "a list of any of " + ", ".join(codes)
    else:
        words = ", ".join(codes)
    return f"{words}, or unknown" if one.may_be_unknown else words


def _read(value: Any) -> str:
    """Return what was read as a short text, whatever it is."""
    try:
        return reprlib.repr(value)
    except Exception:  # noqa: BLE001 - the value is a stranger's: its own text may fail in any way, and must not hide the problem
        return f"something of the type {type(value).__name__}"


def _problem(one: Input, value: Any, problem: str, near: str | None = None) -> FactProblem:
    return FactProblem(one.name, _read(value), problem, allowed(one), near)


def _unknown_name(name: str, value: Any, inputs: Mapping[str, Input]) -> FactProblem:
    near = closest(str(name), inputs)
    return FactProblem(
        str(name), _read(value), "The dictionary has no such fact.", f"one of its {len(inputs)} names", near
    )


def _check(one: Input, value: Any) -> tuple[Any] | FactProblem:
    """Return the value in a tuple of its own, so that an unknown number (None) is told from a problem."""
    if value is None or (isinstance(value, str) and value == UNKNOWN):
        if not one.may_be_unknown:
            return _problem(one, value, "This fact has to be answered.")
        return ({"number": None, "several of": (UNKNOWN,)}.get(one.kind, UNKNOWN),)
    if isinstance(value, Mapping):
        return _quantity(one, cast("Mapping[Any, Any]", value))
    if one.kind == "number":
        return _number(one, value)
    if one.kind == "several of":
        return _several(one, value)
    if isinstance(value, str):
        return _code(one, value)
    return _problem(one, value, "This is not one of its values.")


def _code(one: Input, value: str) -> tuple[Any] | FactProblem:
    if value in one.values:
        # A member of an enumeration of strings is equal to its code; the code itself is kept.
        return (one.values[one.values.index(value)],)
    return _problem(one, value, "This is not one of its values.", closest(value, one.values))


def _several(one: Input, value: Any) -> tuple[Any] | FactProblem:
    if isinstance(value, str) or not isinstance(value, list | tuple | set | frozenset):
        return _problem(one, value, "This fact takes a list.")
    given = cast("list[Any] | tuple[Any, ...] | set[Any] | frozenset[Any]", value)
    codes: set[str] = set()
    for code in given:
        checked = _code(one, code) if isinstance(code, str) else _problem(one, code, "This is not one of its values.")
        if isinstance(checked, FactProblem):
            return checked
        codes.add(checked[0])
    return (tuple(code for code in one.values if code in codes),)


def _number(one: Input, value: Any) -> tuple[Any] | FactProblem:
    if isinstance(value, bool) or not isinstance(value, Integral | float | Decimal):
        return _problem(one, value, "This fact is a number.")
    number = cast("int | float | Decimal", value)
    if isinstance(number, Decimal) and not number.is_finite():
        return _problem(one, value, "This is not a number that can be compared.")
    if number != number:  # noqa: PLR0124 - only what is no number does not equal itself
        return _problem(one, value, "This is not a number that can be compared.")
    assert one.lowest is not None
    assert one.highest is not None
    if not one.lowest <= number <= one.highest:
        return _problem(one, value, "This number is outside the range of the dictionary.")
    kept = float(number)
    if isinstance(number, int | Decimal) and Decimal(repr(kept)) != number:
        # A float keeps 15 digits. What has more would be compared as its neighbour, perhaps as the threshold itself.
        return _problem(one, value, "This number has more digits than can be compared exactly.")
    return (kept,)


def _quantity(one: Input, value: Mapping[Any, Any]) -> tuple[Any] | FactProblem:
    """Read a number with its unit, as FHIR writes it: `{"value": 50, "unit": "10^9/L"}`. Nothing is converted."""
    units = tuple(dict.fromkeys(unit for unit in (one.unit, one.ucum) if unit))
    if one.kind != "number" or set(value) != {"value", "unit"}:
        return _problem(one, dict(value), "A fact with a unit has a value and a unit.")
    unit = value["unit"]
    if not isinstance(unit, str) or unit not in units:
        return _problem(one, dict(value), f"The unit must be {' or '.join(units)}; nothing is converted.")
    return _number(one, value["value"])
