"""An audit: what was ordered or planned, held against the advice. Which alerts fire, on which rules, for how many orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.counts import Numbers
from b12dt.cohort.digits import Codes
from b12dt.cohort.results import NOTHING
from b12dt.runtime.decided import Compiled
from b12dt.runtime.structure import several
from b12dt.runtime.telling import says_what_is_ordered

FINE = "fine"


@dataclass(frozen=True, slots=True)
class Alerts:
    """The summary of a guideline that unites its alerts: its key, the outputs of the alerts and of the highest severity."""

    key: str
    alerts: str
    highest: str
    orders: tuple[str, ...]


def alerts_of(compiled: Compiled) -> Alerts | None:
    """Return the summary of the alerts, None where a guideline has none."""
    orders = says_what_is_ordered(compiled.INPUTS)
    for key, decision in compiled.DECISIONS.items():
        takes = {union.takes: output.name for union, output in zip(decision.unions, decision.outputs, strict=False)}
        if {"all of", "highest of"} <= takes.keys():
            return Alerts(key, takes["all of"], takes["highest of"], orders)
    return None


def audit(table: Any, ordered: Codes, alerts: Alerts) -> tuple[Any, Numbers]:
    """Return which rows are an order with an alert, and counts: orders, by severity, alert and rule.

    `table` holds the results, several values as lists or texts; `ordered` tells which rows have an order.
    """
    chosen = table.filter(pa.array(ordered))
    severities = _counted(chosen[f"{alerts.key}.{alerts.highest}"])
    flagged = sum(severities.values())
    numbers = {
        "orders": {"recorded": chosen.num_rows, FINE: chosen.num_rows - flagged},
        "severities": severities,
        "alerts": _each(chosen[f"{alerts.key}.{alerts.alerts}"]),
        "rules": _each(chosen[f"{alerts.key}.rule"]),
    }
    given = table[f"{alerts.key}.{alerts.highest}"].is_valid().to_numpy()
    return np.flatnonzero(ordered & given), numbers


def _counted(column: Any) -> dict[str, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(column.cast(pa.string()).drop_null()).to_pylist()}


def _each(column: Any) -> dict[str, int]:
    if pa.types.is_list(column.type):
        return _counted(pa.chunked_array([one.flatten() for one in column.chunks], column.type.value_type))
    found: dict[str, int] = {}
    for text, count in _counted(column).items():
        for word in () if text == NOTHING else text.split("; "):
            found[word] = found.get(word, 0) + count
    return found


def rules_of(compiled: Compiled, alerts: Alerts, code: str) -> tuple[str, ...]:
    """Return the IDs of the rules that state an alert."""
    union = next(one for one in compiled.DECISIONS[alerts.key].unions if one.takes == "all of")
    found: list[str] = []
    for path in union.sources:
        key, _, name = path.partition(".")
        decision = compiled.DECISIONS[key]
        place = [output.name for output in decision.outputs].index(name)
        found += [rule.id for rule in decision.rules if code in several(rule.outputs[place])]
    return tuple(found)
