"""Worked cases for made-up guidelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from b12dt.model import UNKNOWN, Case, Expectation, Guideline, Kind, Output
from tests.support.models import NOWHERE


def case(
    model: Guideline,
    name: str,
    *,
    expected: Mapping[str, Any] | None = None,
    rules: tuple[str, ...] = (),
    **facts: Any,
) -> Case:
    """Return a case: the base patient but for some facts; a number is given as text."""
    own = {key: _fact(model, key, value) for key, value in facts.items()}
    complete = {**dict(model.base), **own}
    outputs: dict[str, Output] = {
        one.path: one
        for decision in model.decisions
        for one in getattr(decision, "outputs", ()) or [union.output for union in decision.unions]
    }
    return Case(
        id=name, title=name, story="", facts=tuple(complete.items()), own_facts=tuple(own),
        expectations=tuple(
            Expectation(output=outputs[path], value=value, span=NOWHERE) for path, value in (expected or {}).items()
        ),
        rules=rules, statements=(), reason="", rules_span=NOWHERE, span=NOWHERE,
    )  # fmt: skip


def _fact(model: Guideline, name: str, value: Any) -> Any:
    one = next(one for one in model.inputs if one.name == name)
    return Decimal(str(value)) if one.kind is Kind.NUMBER and value != UNKNOWN else value


def with_cases(model: Guideline, *cases: Case) -> Guideline:
    """Return the guideline with worked cases."""
    return replace(model, cases=cases)
