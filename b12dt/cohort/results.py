"""From codes to columns of an Arrow table: categories as dictionaries, several values as lists, flags or one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.digits import Codes, width
from b12dt.cohort.look_up import Table
from b12dt.cohort.plan import Told
from b12dt.cohort.several import flag_columns, list_column, signed
from b12dt.cohort.steps import CHUNK
from b12dt.runtime.structure import Decision, Output, several

Lists = Literal["lists", "flags", "text"]
NOTHING = "(none)"
"""What a text says where a list holds nothing, as the workbooks write it; where there is no answer nothing is given."""


@dataclass(frozen=True, slots=True)
class Met:
    """The states of a decision that patients have, where states are numbered as they are met; `codes` are places among them."""

    states: Codes
    codes: Codes


def columns(told: Told, codes: Codes | Met, lists: Lists, decision: Decision) -> Iterator[tuple[str, Any]]:
    """Return the columns that a told column makes, each with its name."""
    output = told.output
    if output is None:
        if told.what == "rules":
            yield told.name, _category(told, codes, _rules_text)
        elif lists != "lists":
            yield told.name, _category(told, codes, _text)
        else:
            yield told.name, list_column(*_entries(told, codes, _tuple))
    elif output.gathers in ("sum", "least", "greatest", "count") or _is_number(output):
        yield told.name, _numbers(*_entries(told, codes, _itself), whole=output.gathers == "count")
    elif output.kind == "number":
        yield told.name, _number_lists(*_entries(told, codes, _tuple))
    elif output.kind != "several of" and output.gathers != "all":
        yield told.name, _category(told, codes, _itself)
    elif lists == "lists":
        yield told.name, list_column(*_entries(told, codes, _tuple))
    elif lists == "text":
        yield told.name, _category(told, codes, _text)
    else:
        values = possible_values(output, decision)
        for value, column in zip(values, flag_columns(*_entries(told, codes, _tuple), values), strict=True):
            yield f"{told.name}={value}", column


def _is_number(output: Output) -> bool:
    return output.kind == "number" and output.gathers == "one"


def met_of(told: Told, codes: Codes) -> Met:
    """Return which states of a column's decision patients have, from the state of each."""
    states, places = _used(codes, len(told.coded.codes))
    return Met(states, Table(places).of(codes))


def _used(codes: Codes, size: int) -> tuple[Codes, Codes]:
    """Return which of `size` codes occur, and for each code its place among these."""
    occurs = np.zeros(size, dtype=bool)
    for begin in range(0, len(codes), CHUNK):
        # NumPy takes half the time for places of its own type.
        occurs[codes[begin : begin + CHUNK].astype(np.intp)] = True
    used = np.flatnonzero(occurs)
    places = np.zeros(size, dtype=width(len(used)))
    places[used] = np.arange(len(used))
    return used, places


def _said(told: Told, codes: Codes | Met, say: Callable[[Any], Any]) -> tuple[list[Any], Codes, Codes]:
    """Return words, for each code the place of its word or -1 for none, and the codes."""
    words, places = told.coded.said(say)
    if not isinstance(codes, Met):
        return words, places, codes
    return words, places[told.coded.codes[codes.states]], codes.codes


def _entries(told: Told, codes: Codes | Met, say: Callable[[Any], Any]) -> tuple[Sequence[Any], Codes]:
    """Return what each code stands for, and the codes."""
    words, places, codes = _said(told, codes, say)
    return [None if place < 0 else words[place] for place in places.tolist()], codes


def _itself(value: Any) -> Any:
    return value


def _rules_text(rules: Any) -> str | None:
    return None if rules is None else _text(tuple(rule.id for rule in rules))


def _tuple(value: Any) -> tuple[Any, ...] | None:
    return None if value is None else several(value)


def _text(value: Any) -> str | None:
    return None if value is None else "; ".join(several(value)) or NOTHING


def _category(told: Told, codes: Codes | Met, say: Callable[[Any], Any]) -> Any:
    """Return a dictionary array; of what is numbered as it is met it names only what these patients have."""
    words, places, codes = _said(told, codes, say)
    none = places < 0
    if not told.coded.known:
        used, among = _used(places[~none], len(words))
        words, places = [words[place] for place in used.tolist()], places.copy()
        places[~none] = among[places[~none]]
    kind = width(len(words))
    if none.any():
        # What is not given gets any code: the mask hides it.
        found = Table(np.where(none, 0, places).astype(kind)).of(codes)
        given = Table((~none).view(np.uint8)).of(codes)
        return _dictionary(found, words, None if given.all() else given)
    if not np.array_equal(places, np.arange(len(words))):
        codes = Table(places.astype(kind)).of(codes)
    return _dictionary(codes if codes.dtype == kind else codes.astype(kind), words, None)


def _dictionary(codes: Codes, words: list[str], given: Codes | None) -> Any:
    bits = None if given is None else pa.py_buffer(np.packbits(given, bitorder="little"))
    indices = pa.Array.from_buffers(signed(codes.dtype), len(codes), [bits, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, type=pa.string()), safe=False)


def _numbers(entries: Sequence[Any], codes: Codes, *, whole: bool) -> Any:
    values = np.array([0 if one is None else one for one in entries], dtype=np.int64 if whole else np.float64)
    none = np.array([one is None for one in entries], dtype=np.uint8)
    return pa.array(Table(values).of(codes), mask=Table(none).of(codes).view(bool) if none.any() else None)


def _number_lists(entries: Sequence[tuple[Any, ...] | None], codes: Codes) -> Any:
    return pa.array([None if one is None else list(one) for one in entries], type=pa.list_(pa.float64())).take(
        pa.array(codes)
    )


def possible_values(output: Output, decision: Decision) -> tuple[str, ...]:
    """Return the values that the rules of a table state, in their order; for a summary those of its output's list."""
    place = decision.outputs.index(output)
    if decision.unions:
        return decision.unions[place].order
    return tuple(dict.fromkeys(value for rule in decision.rules for value in several(rule.outputs[place])))
