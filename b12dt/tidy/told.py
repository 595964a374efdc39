"""What tidying changed, as text for people: each cell that says something else, then the rest in a line a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.tidy.change import Change

_LONGEST = 60


def told(changes: Iterable[Change]) -> str:
    """Return the changes as lines of text, in the order of workbooks and sheets."""
    changes = tuple(changes)
    lines = [_cell(one) for one in changes if one.cell]
    looks: dict[str, list[str]] = {}
    for one in changes:
        if not one.cell:
            looks.setdefault(str(one.span), []).append(one.why)
    return "\n".join([*lines, *(f"{place}   {', '.join(why)}" for place, why in looks.items())])


def _cell(one: Change) -> str:
    return f"{one.span}   {_short(one.before)} -> {_short(one.after)}   ({one.why})"


def _short(text: str) -> str:
    line = " ".join(text.split()) if len(text) > _LONGEST else text.replace("\n", " ")
    return f'"{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"}"' if text else "(empty)"
