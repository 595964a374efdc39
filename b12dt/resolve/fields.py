"""Small readings of single fields: a word of a fixed list, a number, a list of IDs. Each tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from keyword import iskeyword

from b12dt.diagnostics import Finding, Span, finding
from b12dt.recognise.layout import fold
from b12dt.recognise.sheets import Field, ListSheet, Row
from b12dt.runtime.closest import closest

Findings = list[Finding]

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_UNUSABLE = set(',;()[]"<>=')


Lists = Mapping[str, list[ListSheet]]


def rows(sheets: Lists, kind: str) -> Iterable[Row]:
    """Return the rows of all sheets of a kind."""
    for sheet in sheets.get(kind, ()):
        yield from sheet.rows


def required(field: Field, column: str, found: Findings) -> str:
    """Return the field's text; an empty one is a finding."""
    if not field.text:
        found.append(finding("DT317", field.span, column=column))
    return field.text


def word(field: Field, column: str, allowed: Iterable[str], found: Findings, default: str = "") -> str:
    """Return the one of `allowed` the field means, `default` where the field is empty or says something else.

    Diagnostics: DT307, DT317.
    """
    words = tuple(allowed)
    if not field.text:
        if not default:
            found.append(finding("DT317", field.span, column=column, expected=words))
        return default
    for candidate in words:
        if fold(candidate) == fold(field.text):
            return candidate
    near = closest(field.text, words)
    found.append(finding("DT307", field.span, read=field.text, column=column, expected=words, closest=near))
    return default


def yes(field: Field, column: str, found: Findings, default: str = "no") -> bool:
    """Return whether the field says yes."""
    return word(field, column, ("yes", "no"), found, default) == "yes"


def number(field: Field, column: str, found: Findings) -> Decimal | None:
    """Return the field's number, None where it is empty or no number.

    Diagnostics: DT313.
    """
    if not field.text:
        return None
    try:
        value = Decimal(field.text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        found.append(finding("DT313", field.span, read=field.text, column=column))
        return None
    return value


def whole(field: Field, column: str, found: Findings) -> int | None:
    """Return the field's whole number, None where it is empty or something else.

    Diagnostics: DT313.
    """
    value = number(field, column, found)
    if value is None:
        return None
    if value != int(value):
        found.append(finding("DT313", field.span, read=field.text, column=column))
        return None
    return int(value)


def name(field: Field, column: str, found: Findings, *, dotted: bool = False) -> str:
    """Return a name that programs use: small letters, digits, single underscores; `dotted` ones have a dot between parts.

    Diagnostics: DT317, DT328.
    """
    text = required(field, column, found)
    parts = text.split(".") if dotted else [text]
    if text and not all(_NAME.fullmatch(part) and not iskeyword(part) for part in parts):
        found.append(finding("DT328", field.span, read=text, column=column))
    return text


def label(field: Field, column: str, found: Findings) -> str:
    """Return a label; one with a sign that the cell language uses could never be written in a cell.

    Diagnostics: DT314, DT317.
    """
    text = required(field, column, found)
    signs = sorted(_UNUSABLE & set(text))
    if signs:
        found.append(finding("DT314", field.span, read=text, column=column, signs=" ".join(signs)))
    return text


def ids(field: Field, known: Mapping[str, object] | None, code: str, found: Findings) -> tuple[str, ...]:
    """Return the IDs a field lists, separated by spaces, commas, semicolons or lines.

    `known` holds those that exist; None stands for: not checked. An ID that does not exist is a finding with `code`.
    """
    if field.text in ("", "-"):
        return ()
    listed = tuple(dict.fromkeys(part for part in re.split(r"[\s,;]+", field.text) if part))
    if known is None:
        return listed
    for one in listed:
        if one not in known:
            found.append(finding(code, field.span, read=one, closest=closest(one, known)))
    return tuple(one for one in listed if one in known)


def first_of(seen: dict[str, Span], key: str, span: Span, column: str, found: Findings, code: str = "DT302") -> bool:
    """Return whether `key` is new; a second one is a finding that shows both places."""
    folded = fold(key)
    if folded in seen:
        found.append(finding(code, span, read=key, column=column, related=[seen[folded]]))
        return False
    seen[folded] = span
    return True
