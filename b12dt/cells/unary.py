"""The meaning of a unary test: alternatives that were read, asked of a variable of the dictionary."""

from __future__ import annotations

from itertools import combinations

from b12dt.cells.numbers import (
    ENDS_NOT_SAID,
    cover,
    in_brackets,
    interval_of_range,
    interval_of_sign,
    number_of,
    overlap,
    range_in_words,
    reachable,
    ways_to_say,
)
from b12dt.cells.report import Report
from b12dt.cells.syntax import Alternative, Alternatives, Compared, DoesNotMatter, LooseRange, Range, Test, Words
from b12dt.cells.values import TWICE, allowed_values, can_be_unknown, codes_of
from b12dt.model import UNKNOWN, Anything, Has, Interval, Kind, OneOf, UnaryTest, Variable, Within

ONLY_OF_A_NUMBER, EVERYTHING, NOTHING, UNKNOWN_TOO, OVERLAP = "DT212", "DT214", "DT215", "DT216", "DT217"


def meaning_of(read: Test, variable: Variable, report: Report) -> UnaryTest:
    """Return what a test means for a variable. Where the report has failed, the meaning is not to be used."""
    match read:
        case DoesNotMatter():
            return Anything()
        case Alternatives() if variable.kind is Kind.NUMBER:
            within = _within(read, variable, report)
            _check_numbers(within, variable, report)
            return within
        case Alternatives(items=items, negated=negated):
            codes = codes_of(_named(items, variable, report), variable, report)
            if variable.kind is Kind.SEVERAL:
                return Has(codes=codes, negated=negated)
            test = OneOf(codes=codes, negated=negated)
            _check_codes(test, variable, report)
            return test


def remind_of_unknown(test: UnaryTest, variable: Variable, report: Report) -> None:
    """Remind the author once that `not(...)` is met by unknown, too, unless unknown is among what it excludes."""
    match test:
        case OneOf(codes=codes, negated=True) | Has(codes=codes, negated=True):
            excluded = UNKNOWN in codes
        case Within(unknown=unknown, negated=True):
            excluded = unknown
        case _:
            return
    if can_be_unknown(variable) and not excluded:
        inside, _, _ = report.text.rpartition(")")
        report.add(UNKNOWN_TOO, report.text, expected=(f"{inside}, {UNKNOWN})",), name=variable.label)


def _named(items: tuple[Alternative, ...], variable: Variable, report: Report) -> list[Words]:
    """Return the words among the alternatives; anything else can only be asked of a number."""
    named: list[Words] = []
    for item in items:
        match item:
            case Words():
                named.append(item)
            case Compared(sign="=", words=words):
                named.append(words)
            case Compared(sign=sign, words=words):
                _report_not_a_number(f"{sign} {words.text}", variable, report)
            case Range(low=low, high=high) | LooseRange(low=low, high=high):
                _report_not_a_number(f"{low.text}..{high.text}", variable, report)
    return named


def _report_not_a_number(read: str, variable: Variable, report: Report) -> None:
    labels = (value.label for value in allowed_values(variable))
    place = variable.values.span if variable.values else None
    report.add(ONLY_OF_A_NUMBER, read, expected=labels, listed_in=place, name=variable.label)


def _within(read: Alternatives, variable: Variable, report: Report) -> Within:
    intervals: list[Interval] = []
    unknown = False
    for item in read.items:
        if _is_unknown(item) and can_be_unknown(variable):
            if unknown:
                report.add(TWICE, UNKNOWN)
            unknown = True
            continue
        interval = _interval(item, variable, report)
        if interval is not None and interval in intervals:
            report.add(TWICE, in_brackets(interval))
        elif interval is not None:
            intervals.append(interval)
    return Within(intervals=tuple(intervals), unknown=unknown, negated=read.negated)


def _is_unknown(item: Alternative) -> bool:
    words = item.words if isinstance(item, Compared) and item.sign == "=" else item
    return isinstance(words, Words) and words.text.casefold() == UNKNOWN


def _interval(item: Alternative, variable: Variable, report: Report) -> Interval | None:
    match item:
        case Words() | Compared():
            sign, words = (item.sign, item.words) if isinstance(item, Compared) else ("=", item)
            number = number_of(words, variable, report)
            return None if number is None else interval_of_sign(sign, number)
        case Range():
            return interval_of_range(item, variable, report)
        case LooseRange(low=low, high=high):
            report.add(ENDS_NOT_SAID, f"{low.text}..{high.text}", expected=ways_to_say(low.text, high.text))
            return None


def _check_codes(test: OneOf, variable: Variable, report: Report) -> None:
    if report.failed or not all(value.code in test.codes for value in allowed_values(variable)):
        return
    if test.negated:
        report.add(NOTHING, report.text, name=variable.label)
    elif len(test.codes) > 1:
        report.add(EVERYTHING, report.text, name=variable.label)


def _check_numbers(test: Within, variable: Variable, report: Report) -> None:
    for one, other in combinations(test.intervals, 2):
        if overlap(one, other):
            report.add(OVERLAP, f"{in_brackets(one)}, {in_brackets(other)}")
    for interval in test.intervals:
        if not reachable(interval, variable):
            expected = (range_in_words(variable),)
            report.add(NOTHING, in_brackets(interval), expected=expected, name=variable.label)
    every_answer = test.unknown or not can_be_unknown(variable)
    if report.failed or not (every_answer and cover(test.intervals, variable)):
        return
    if test.negated:
        report.add(NOTHING, report.text, name=variable.label)
    else:
        report.add(EVERYTHING, report.text, name=variable.label)
