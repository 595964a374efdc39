"""One thing that differs between two versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from b12dt.diagnostics import Span
from b12dt.model import Basis

BLANK = "(nothing)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that differs: what it is, where it stands now (or stood), how it read and how it reads.

    `decision` and `rule` are those it belongs to, if any. `wording` edits decide nothing: words, sources, an order that
    does not count. `kind` is what was edited (input, output, list, value, regimen, rule, about, ...), `name` which one
    and `field` what of it. An edit is `uncompared` where only one version decides something, or takes a fact: there is
    nothing to compare it with.
    """

    what: str
    span: Span
    before: str
    after: str
    decision: str = ""
    rule: str = ""
    wording: bool = False
    kind: str = ""
    name: str = ""
    field: str = ""
    uncompared: bool = False


def came_or_went(kind: str, key: str, before: Mapping[str, Any], after: Mapping[str, Any], **more: Any) -> Edit:
    """Return the edit of a thing that only one version has."""
    came = key in after
    told = more.pop("told", key)
    return Edit(
        what=f"{kind} {key}",
        span=(after if came else before)[key].span,
        before=BLANK if came else told,
        after=told if came else BLANK,
        kind=kind,
        name=key,
        **more,
    )


def by(things: Iterable[Any], name: str) -> dict[str, Any]:
    """Return things by one of their fields."""
    return {getattr(thing, name): thing for thing in things}


def text(value: Any) -> str:
    """Return the value of a field as text."""
    if isinstance(value, tuple):
        return " ".join(str(one) for one in cast("tuple[Any, ...]", value)) or BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Basis):
        return value.replace("_", " ")
    return str(value) if value not in (None, "") else BLANK
