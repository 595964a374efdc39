"""Look up the words of a cell in the value list of its input or output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from b12dt.cells.report import Report
from b12dt.cells.syntax import Words
from b12dt.model import UNKNOWN, Input, Kind, Value, Variable
from b12dt.runtime.closest import closest

TWO_CALLED_SO, NO_COMMA, NOT_WITHOUT_BRACKETS, UNKNOWN_HERE = "DT206", "DT208", "DT209", "DT211"
TWICE, NO_SEMICOLON = "DT213", "DT229"
NO_VALUES = "(none)"

# The hyphens and dashes are those that Excel and Word put in.
_JOINTS = re.compile(r"[\s_\-‐‑‒–—]+")
_NOT_A_WORD = re.compile(r"not\s+(.+)", re.IGNORECASE | re.DOTALL)
OR = re.compile(r"\s+or\s+", re.IGNORECASE)
_BETWEEN_RESULTS = re.compile(r"\s*[,/&]\s*|\s+(?:and|or)\s+", re.IGNORECASE)


def can_be_unknown(variable: Variable, *, stated: bool = False) -> bool:
    """Return whether `unknown` is one of the variable's values; no rule states it of a sum that may be (`stated`)."""
    if isinstance(variable, Input) or (variable.may_be_unknown and not stated):
        return variable.may_be_unknown
    return any(value.code == UNKNOWN for value in variable.words)


def known_values(variable: Variable) -> tuple[Value, ...]:
    """Return the values of the variable's list without `unknown`."""
    return tuple(value for value in variable.words if value.code != UNKNOWN)


def allowed_values(variable: Variable) -> tuple[Value, ...]:
    """Return the values that a cell may name: those of the list, and `unknown` where the input may be unknown."""
    if not isinstance(variable, Input):
        return variable.words
    if not variable.may_be_unknown:
        return known_values(variable)
    return (*known_values(variable), Value(code=UNKNOWN, label=UNKNOWN, sentence="", span=variable.span))


def _as_written(word: str) -> str:
    return word


def _without_case(word: str) -> str:
    # A Mac writes an accent as a sign of its own, and Excel turns an apostrophe into a curly one.
    composed = unicodedata.normalize("NFC", word).replace("’", "'")
    return " ".join(composed.casefold().split())


def _without_joints(word: str) -> str:
    return _JOINTS.sub(" ", _without_case(word)).strip()


_LOOKUPS: tuple[Callable[[str], str], ...] = (_as_written, _without_case, _without_joints)


Index = tuple[dict[str, tuple[Value, ...]], ...]
"""Values by their labels and codes: as written, without case, without regard to `_`, `-` and spaces."""

_MOST_INDICES = 1024
_indices: dict[int, tuple[Variable, Index]] = {}


def _index(variable: Variable) -> Index:
    """Return a variable's values by their names, made once for each variable."""
    # By identity: to compare two variables with all their words takes longer than to look a word up. That each is kept
    # beside its index keeps its number from becoming another's.
    known = _indices.get(id(variable))
    if known is None:
        if len(_indices) >= _MOST_INDICES:
            _indices.clear()
        known = _indices[id(variable)] = (variable, _indexed(variable))
    return known[1]


def _indexed(variable: Variable) -> Index:
    indices: list[dict[str, tuple[Value, ...]]] = []
    for fold in _LOOKUPS:
        index: dict[str, tuple[Value, ...]] = {}
        for value in allowed_values(variable):
            for name in dict.fromkeys(fold(name) for name in (value.code, value.label) if name):
                index[name] = (*index.get(name, ()), value)
        indices.append(index)
    return tuple(indices)


def find(word: str, variable: Variable) -> tuple[Value, ...]:
    """Return the value that a word names; none where no value is called so, several where more than one is."""
    found: tuple[Value, ...] = ()
    for fold, index in zip(_LOOKUPS, _index(variable), strict=True):
        matches = index.get(fold(word), ())
        if len(matches) == 1:
            return matches
        found = found or matches
    return found


def code_of(words: Words, variable: Variable, report: Report) -> str | None:
    """Return the code of the value that the words name, or report what is wrong with them."""
    found = find(words.text, variable)
    if len(found) == 1:
        return found[0].code
    place = variable.values.span if variable.values else None
    labels = tuple(value.label for value in allowed_values(variable))
    if found:
        both = (f"{value.label} ({value.code})" for value in found)
        report.add(TWO_CALLED_SO, words.text, expected=both, listed_in=place)
    elif _without_case(words.text) == UNKNOWN:
        report.add(UNKNOWN_HERE, words.text, expected=labels, listed_in=place, name=variable.label)
    elif slip := _slip(words, variable, report):
        report.add(slip[0], words.text, expected=(slip[1],), listed_in=place, name=variable.label)
    else:
        if report.answers and variable.kind is Kind.SEVERAL:
            labels = (*labels, NO_VALUES)
        near = _closest(words.text, variable)
        report.add(report.unlisted, words.text, expected=labels, listed_in=place, closest=near, name=variable.label)
    return None


def codes_of(items: Iterable[Words], variable: Variable, report: Report) -> tuple[str, ...]:
    """Return the codes of several words, each once. A value named twice is reported."""
    codes: list[str] = []
    for words in items:
        code = code_of(words, variable, report)
        if code is not None and code in codes:
            report.add(TWICE, words.text)
        elif code is not None:
            codes.append(code)
    return tuple(codes)


def _closest(word: str, variable: Variable) -> str | None:
    """Return the label of the one value whose label or code is a single slip away."""
    values = allowed_values(variable)
    label = closest(word, (value.label for value in values))
    if label is not None:
        return label
    code = closest(word, (value.code for value in values))
    return next((value.label for value in values if value.code == code), None)


def _slip(words: Words, variable: Variable, report: Report) -> tuple[str, str] | None:
    """Return the code of a known slip of writing and what was probably meant, if the words show one.

    Only where the parts are values: `in or out` may be a label that was mistyped.
    """
    if words.quoted:
        return None
    if report.answers:
        return _slip_in_answer(words.text, variable)
    match = _NOT_A_WORD.fullmatch(words.text)
    if match and find(match[1], variable):
        return NOT_WITHOUT_BRACKETS, f"not({match[1]})"
    parts = OR.split(words.text)
    if len(parts) > 1 and all(find(part, variable) for part in parts):
        return NO_COMMA, ", ".join(parts)
    return None


def _slip_in_answer(text: str, variable: Variable) -> tuple[str, str] | None:
    parts = [part for part in _BETWEEN_RESULTS.split(text) if part]
    if len(parts) > 1 and all(find(part, variable) for part in parts):
        return NO_SEMICOLON, "; ".join(parts)
    return None
