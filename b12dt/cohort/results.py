"""From codes to columns of an Arrow table: categories as dictionaries, several values as lists, flags or one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.digits import Codes, width
from b12dt.cohort.plan import Told
from b12dt.cohort.several import flag_columns, list_column
from b12dt.cohort.steps import CHUNK
from b12dt.runtime.structure import Decision, Output, several

Lists = Literal["lists", "flags", "text"]
NOTHING = "(none)"
"""What a text says where a list holds nothing, as the workbooks write it; where there is no answer nothing is given."""


def columns(told: Told, codes: Codes, lists: Lists, decision: Decision) -> Iterator[tuple[str, Any]]:
    """Return the columns that a told column makes, each with its name."""
    output = told.output
    if output is None:
        if told.what == "rules":
            yield told.name, _category(*_used(told, codes, _rules_text))
        elif lists != "lists":
            yield told.name, _category(*_used(told, codes, _text))
        else:
            yield told.name, list_column(*_used(told, codes, _tuple))
    elif output.gathers in ("sum", "least", "greatest", "count") or _is_number(output):
        yield told.name, _numbers(*_used(told, codes, _itself), whole=output.gathers == "count")
    elif output.kind == "number":
        yield told.name, _number_lists(*_used(told, codes, _tuple))
    elif output.kind != "several of" and output.gathers != "all":
        yield told.name, _category(*_used(told, codes, _itself))
    elif lists == "lists":
        yield told.name, list_column(*_used(told, codes, _tuple))
    elif lists == "text":
        yield told.name, _category(*_used(told, codes, _text))
    else:
        values = possible_values(output, decision)
        for value, column in zip(values, flag_columns(*_used(told, codes, _tuple), values), strict=True):
            yield f"{told.name}={value}", column


def _is_number(output: Output) -> bool:
    return output.kind == "number" and output.gathers == "one"


def _used(told: Told, codes: Codes, say: Callable[[Any], Any]) -> tuple[Sequence[Any], Codes]:
    """Return what the codes stand for; of what is numbered as it is met only what these patients have."""
    entries = told.coded.entries_as(say)
    if told.coded.known:
        return entries, codes
    met = np.zeros(len(entries), dtype=bool)
    for begin in range(0, len(codes), CHUNK):
        met[codes[begin : begin + CHUNK]] = True
    used = np.flatnonzero(met)
    places = np.zeros(int(used[-1]) + 1 if len(used) else 1, dtype=width(len(used)))
    places[used] = np.arange(len(used))
    return [entries[place] for place in used.tolist()], _looked_up([places], codes)[0]


def _itself(value: Any) -> Any:
    return value


def _rules_text(rules: Any) -> str | None:
    return None if rules is None else _text(tuple(rule.id for rule in rules))


def _tuple(value: Any) -> tuple[Any, ...] | None:
    return None if value is None else several(value)


def _text(value: Any) -> str | None:
    return None if value is None else "; ".join(several(value)) or NOTHING


def _category(entries: Sequence[Any], codes: Codes) -> Any:
    """Return a dictionary array; entries that are the same word become one, those that are None are not given."""
    words = list(dict.fromkeys(one for one in entries if one is not None))
    places = {word: place for place, word in enumerate(words)}
    kind = width(len(words))
    if list(entries) != words:
        # What is not given gets any code: the mask hides it.
        other = np.array([places.get(one, 0) for one in entries], dtype=kind)
        found, *masks = _looked_up([other, *_none(entries)], codes)
        return _dictionary(found, words, masks[0] if masks and masks[0].any() else None)
    return _dictionary(codes if codes.dtype == kind else codes.astype(kind), words, None)


def _dictionary(codes: Codes, words: list[str], mask: Codes | None) -> Any:
    signed = codes.view(np.dtype(f"i{codes.itemsize}"))
    indices = pa.array(signed, mask=mask) if mask is not None else pa.array(signed)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, type=pa.string()), safe=False)


def _numbers(entries: Sequence[Any], codes: Codes, *, whole: bool) -> Any:
    none = _none(entries)
    values = np.array([0 if one is None else one for one in entries], dtype=np.int64 if whole else np.float64)
    found, *masks = _looked_up([values, *none], codes)
    return pa.array(found, mask=masks[0] if masks else None)


def _none(entries: Sequence[Any]) -> list[Codes]:
    """Return which entries stand for no answer; nothing at all where each is one."""
    found = np.array([one is None for one in entries], dtype=bool)
    return [found] if found.any() else []


def _looked_up(tables: Sequence[Codes], codes: Codes) -> list[Codes]:
    """Return what each table holds for the codes, chunk by chunk, so that these are widened but once, in the cache."""
    found = [np.empty(len(codes), dtype=one.dtype) for one in tables]
    for begin in range(0, len(codes), CHUNK):
        place = slice(begin, begin + CHUNK)
        index = codes[place].astype(np.intp)
        for table, out in zip(tables, found, strict=True):
            np.take(table, index, out=out[place], mode="clip")
    return found


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
