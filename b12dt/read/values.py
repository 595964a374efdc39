"""Turn what a cell stores into the text that a clinician sees, or say why that cannot be done faithfully."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

_LITERAL = r"""(?:"[^"]*"|\\.|[ $€£+():!&'~{}<>=-])*"""
_FIXED = re.compile(rf"({_LITERAL})[#0?][#0?,]*?(?:\.([#0?]+))?(,*)({_LITERAL})")
_PADDING = re.compile(r"_.|\*.|\[[^\]]*\]")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_UNQUOTE = re.compile(r'"([^"]*)"|\\(.)')
# Excel's own bounds: a number format's length, its decimals, and the digits of a number.
_LONGEST_FORMAT: Final = 255
_MOST_DECIMALS: Final = 30
_LARGEST = Decimal(10) ** 15
_HALF_UP = Context(prec=80, rounding=ROUND_HALF_UP)
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number_text(stored: str) -> str:
    """Return a stored number as its shortest decimal text: `25`, `2.8`, `0.00001`.

    It has the 15 significant digits that Excel shows, which frees it from the noise of binary fractions.

    Raises: ValueError where it is no number that Excel could hold.
    """
    if _PLAIN.fullmatch(stored):
        return stored
    if not _NUMBER.fullmatch(stored):
        raise ValueError(stored)
    value = Decimal(format(float(stored), ".15g"))
    if not value.is_finite():
        raise ValueError(stored)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def is_percent(number_format: str) -> bool:
    """Return whether a number format shows percents: 0.5 is stored where 50% is seen."""
    return "%" in _QUOTED.sub("", number_format)


def shown_otherwise(text: str, number_format: str) -> str | None:
    """Return what Excel shows where that is not the number itself: rounded, in thousands, or with words beside it."""
    if number_format in {"General", "@"} or len(number_format) > _LONGEST_FORMAT:
        return None
    value = Decimal(text)
    first, *others = number_format.split(";")
    pattern = _PADDING.sub("", first).strip()
    if (value < 0 and others) or abs(value) >= _LARGEST:
        return None
    if not pattern and others:
        return "nothing"
    fixed = _FIXED.fullmatch(pattern)
    if fixed is None:
        return None
    before, decimals, thousands, after = fixed.groups(default="")
    unit = Decimal(1).scaleb(-min(len(decimals), _MOST_DECIMALS))
    seen = _HALF_UP.quantize(_HALF_UP.divide(value, Decimal(1000) ** len(thousands)), unit)
    before, after = (_UNQUOTE.sub(r"\1\2", part) for part in (before, after))
    if seen == value and not (before + after).strip():
        return None
    return f"{before}{seen:f}{after}".strip()


def date_shown(when: date | time | timedelta, number_format: str) -> str:
    """Return a date or time roughly as Excel shows it: `3 Jun`, `Jun 2050`, `2026-06-03`, `03:06`."""
    if isinstance(when, time):
        return when.isoformat(timespec="auto" if when.second else "minutes")
    if isinstance(when, timedelta):
        return str(when)
    letters = set(_QUOTED.sub("", number_format).casefold())
    if "y" not in letters and "d" in letters:
        return f"{when.day} {_MONTHS[when.month]}"
    if "d" not in letters and "y" in letters:
        return f"{_MONTHS[when.month]} {when.year}"
    return iso(when)


def iso(when: date | time | timedelta) -> str:
    """Return a date or time in the form that means the same everywhere."""
    if isinstance(when, datetime) and when.time() == time():
        when = when.date()
    return str(when) if isinstance(when, timedelta) else when.isoformat()


def interval_meant(when: date | time | timedelta, number_format: str) -> str | None:
    """Return the interval that was probably typed where Excel saw a date: `[3..6]` for both 3 June and 6 March.

    Whether Excel took the day or the month first depends on the computer's language, but an interval is typed from
    its lower end to its upper end. A date without a day, such as Jan 1950, was typed as a month and a year: 1-50.
    """
    if not isinstance(when, date):
        return None
    letters = set(_QUOTED.sub("", number_format).casefold())
    ends = (when.month, when.year % 100) if "y" in letters and "d" not in letters else (when.day, when.month)
    low, high = sorted(ends)
    return f"[{low}..{high}]" if low < high else None
