"""How one result is made of what several rules state."""

from __future__ import annotations

from typing import Any

from b12dt.model import Anything, Has, OneOf, OutputValue, UnaryTest, Within


def codes_of(value: OutputValue) -> tuple[OutputValue, ...]:
    """Return what one result holds: its codes where it holds several, else itself alone."""
    return value if isinstance(value, tuple) else (value,)


NOTHING_YET: dict[str, Any] = {"count": 0, "all": (), "each": ()}
"""What a result is before any rule has fired; None where it is none."""


def taken(how: str, so_far: Any, value: Any) -> Any:
    """Return a result after one more rule has fired; the words for `how` are those of the runtime's `Output`."""
    if how == "count":
        return so_far + 1
    if how == "all":
        return (*so_far, *(code for code in codes_of(value) if code not in so_far))
    if how == "each":
        return (*so_far, value)
    if so_far is None:
        return value
    if how == "one":
        # Rules that count together state the same.
        return so_far
    return so_far + value if how == "sum" else min(so_far, value) if how == "least" else max(so_far, value)


def holds_without_answer(test: UnaryTest) -> bool:
    """Tell whether a condition holds for a result that is not there: as `unknown` would, but for no word."""
    match test:
        case Anything():
            return True
        case OneOf(negated=negated) | Has(negated=negated):
            return negated
        case Within(unknown=unknown, negated=negated):
            return unknown != negated
