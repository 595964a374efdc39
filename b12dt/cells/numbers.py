"""Read numbers, their units and ranges of numbers, and compare them with the dictionary's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from b12dt.cells.report import Report
from b12dt.cells.syntax import Range, Sign, Words
from b12dt.cells.values import NO_COMMA, OR, UNKNOWN_HERE, can_be_unknown
from b12dt.model import UNKNOWN, Input, Interval, Variable

ENDS_NOT_SAID, NOT_A_NUMBER, OUT_OF_RANGE, NO_NUMBER_BETWEEN = "DT207", "DT218", "DT219", "DT220"
WRITE_PLAINLY, OTHER_UNIT = "DT221", "DT222"

MOST_DIGITS = 15
"""Digits that a program's number keeps exactly, on every backend."""

_NUMBER = re.compile(r"(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?![0-9.'’])\s*(?P<unit>.*)", re.DOTALL)
_THREE_ZEROS = re.compile(r"\.000$")
_ALMOST = re.compile(r"(?=[^0-9]*[0-9])[+-]?[0-9.'’\s]+(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_TWO_NUMBERS = re.compile(
    r"(?P<low>-?[0-9]+(?:\.[0-9]+)?[^0-9]*?)(?:[-–—−]|\bto\b)\s*(?P<high>[0-9]+(?:\.[0-9]+)?(?![0-9.]).*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_OR_UNKNOWN = re.compile(rf"-?[0-9]|{UNKNOWN}$", re.IGNORECASE)
_LINK = re.compile(r"\b(?:or|and|to|than)\b", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[a-z]{3,}")


def range_in_words(variable: Variable) -> str:
    """Return what the dictionary allows: `a number from 0 to 120 years`."""
    low, high = bounds(variable)
    unit = f" {variable.unit}" if variable.unit else ""
    if low is not None and high is not None:
        return f"a number from {plain(low)} to {plain(high)}{unit}"
    if low is not None:
        return f"a number of {plain(low)}{unit} or more"
    return "a number" + (f" up to {plain(high)}{unit}" if high is not None else f" ({variable.unit})" if unit else "")


def bounds(variable: Variable) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest number allowed; outputs have no bounds."""
    return (variable.lowest, variable.highest) if isinstance(variable, Input) else (None, None)


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def number_of(words: Words, variable: Variable, report: Report) -> Decimal | None:
    """Return the number that the words state, in the dictionary's unit and range, or report what is wrong with them."""
    # The longer sign is the minus of typesetters.
    text = words.text.replace("−", "-")
    match = None if words.quoted else _NUMBER.fullmatch(text)
    unit = match["unit"] if match else ""
    if match is None or (unit and not same_unit(unit, variable)):
        _report_no_number(words, unit, variable, report)
        return None
    digits = match["number"].lstrip("-0").replace(".", "").lstrip("0")
    # Where a dot parts thousands, `1.000` is a thousand. Where it does not, nobody writes 1 like that.
    if len(digits) > MOST_DIGITS or _THREE_ZEROS.search(match["number"]):
        report.add(WRITE_PLAINLY, words.text, expected=_expected(variable, report))
        return None
    number = Decimal(plain(Decimal(match["number"])))
    low, high = bounds(variable)
    if (low is not None and number < low) or (high is not None and number > high):
        report.add(OUT_OF_RANGE, words.text, expected=(range_in_words(variable),), name=variable.label)
        return None
    return number


def ways_to_say(low: str, high: str) -> tuple[str, ...]:
    """Return a range with each choice of ends."""
    return f"[{low}..{high}]", f"({low}..{high}]", f"[{low}..{high})", f"({low}..{high})"


def _expected(variable: Variable, report: Report) -> tuple[str, ...]:
    return (range_in_words(variable), *((UNKNOWN,) if can_be_unknown(variable, stated=report.answers) else ()))


def _report_no_number(words: Words, unit: str, variable: Variable, report: Report) -> None:
    """Report why the words are not a number: two numbers, an odd form, another unit, or no number at all."""
    text, code = words.text, NOT_A_NUMBER
    if not words.quoted:
        parts = OR.split(text)
        if two := _TWO_NUMBERS.fullmatch(text):
            report.add(ENDS_NOT_SAID, text, expected=ways_to_say(two["low"].rstrip(), two["high"]))
            return
        if len(parts) > 1 and not report.answers and all(_NUMBER_OR_UNKNOWN.match(part) for part in parts):
            report.add(NO_COMMA, text, expected=(", ".join(parts),))
            return
        if unit and (unit[0].isalpha() or unit[0] in "%°{") and not _ALMOST.fullmatch(text) and not _LINK.search(unit):
            _report_unit(unit, variable, report)
            return
        if _ALMOST.fullmatch(text):
            code = WRITE_PLAINLY
        elif text.casefold() == UNKNOWN and not can_be_unknown(variable, stated=report.answers):
            code = UNKNOWN_HERE
    report.add(code, text, expected=_expected(variable, report), name=variable.label)


def _report_unit(unit: str, variable: Variable, report: Report) -> None:
    stated = variable.unit or "not stated"
    report.add(OTHER_UNIT, unit, expected=(variable.unit or "no unit",), name=variable.label, unit=stated)


def same_unit(written: str, variable: Variable) -> bool:
    """Return whether a unit is the dictionary's, by its name or its UCUM code. Nothing is ever converted."""
    ucum = variable.ucum if isinstance(variable, Input) else ""
    return any(_unit_key(written) == _unit_key(unit) for unit in (variable.unit, ucum) if unit)


def _unit_key(unit: str) -> str:
    """Return a unit as it is compared: without case and spaces, one letter for micro, plain words in the singular."""
    key = "".join(unit.casefold().split()).replace("μ", "u")  # casefold has made the micro sign this Greek letter
    return key.removesuffix("s") if _PLAIN_WORD.fullmatch(key) else key


def interval_of_sign(sign: Sign, number: Decimal) -> Interval:
    """Return the numbers that a comparison means."""
    match sign:
        case "=":
            return Interval(low=number, low_closed=True, high=number, high_closed=True)
        case "<" | "<=":
            return Interval(high=number, high_closed=sign == "<=")
        case ">" | ">=":
            return Interval(low=number, low_closed=sign == ">=")


def interval_of_range(written: Range, variable: Variable, report: Report) -> Interval | None:
    """Return the numbers of a range, or report what is wrong with it."""
    if written.unit and not same_unit(written.unit.text, variable):
        _report_unit(written.unit.text, variable, report)
        return None
    low = number_of(written.low, variable, report)
    high = number_of(written.high, variable, report)
    if low is None or high is None:
        return None
    interval = Interval(low=low, low_closed=written.low_closed, high=high, high_closed=written.high_closed)
    if low > high or (low == high and not (written.low_closed and written.high_closed)):
        report.add(NO_NUMBER_BETWEEN, in_brackets(interval))
        return None
    return interval


def in_brackets(interval: Interval) -> str:
    """Return an interval in the signs of the cell language: `(30..60]`, `>= 50`, `1000`."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low == high and interval.low_closed and interval.high_closed:
            return plain(low)
        left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
        return f"{left}{plain(low)}..{plain(high)}{right}"
    if low is not None:
        return f"{'>=' if interval.low_closed else '>'} {plain(low)}"
    if high is not None:
        return f"{'<=' if interval.high_closed else '<'} {plain(high)}"
    return "not(unknown)"


# A cut is a place between numbers: (5, 0) lies just below 5, (5, 1) just above it. An interval is what lies between
# two cuts, so that open and closed ends need no cases of their own.
_Cut = tuple[Decimal, int]
_FIRST, _LAST = (Decimal("-Infinity"), 0), (Decimal("Infinity"), 1)


def _cuts(interval: Interval) -> tuple[_Cut, _Cut]:
    low = _FIRST if interval.low is None else (interval.low, 0 if interval.low_closed else 1)
    high = _LAST if interval.high is None else (interval.high, 1 if interval.high_closed else 0)
    return low, high


def overlap(one: Interval, other: Interval) -> bool:
    """Return whether some number lies in both."""
    (low, high), (other_low, other_high) = _cuts(one), _cuts(other)
    return max(low, other_low) < min(high, other_high)


def reachable(interval: Interval, variable: Variable) -> bool:
    """Return whether some number that the dictionary allows lies in the interval."""
    return overlap(interval, _whole(variable))


def cover(intervals: Iterable[Interval], variable: Variable) -> bool:
    """Return whether every number that the dictionary allows lies in one of the intervals."""
    reached, end = _cuts(_whole(variable))
    for low, high in sorted(_cuts(interval) for interval in intervals):
        if low > reached:
            return False
        reached = max(reached, high)
    return reached >= end


def _whole(variable: Variable) -> Interval:
    low, high = bounds(variable)
    return Interval(low=low, low_closed=low is not None, high=high, high_closed=high is not None)
