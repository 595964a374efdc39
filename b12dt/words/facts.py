"""What a finding has to tell beyond its headline, as labels and texts; every renderer tells the same."""

from __future__ import annotations

import json

from b12dt.catalogue import catalogue
from b12dt.diagnostics import Finding, Severity, Span

SHORT_LIST = 8


def facts(one: Finding) -> tuple[tuple[str, str], ...]:
    """Return what was read, what was expected, what fired, the closest word and the patient, where there are any.

    The catalogue says how what was read and expected is introduced; a code whose headline says it all leaves it out.
    """
    entry = catalogue()[one.code]
    told: list[tuple[str, str]] = []
    if one.read is not None and entry.read:
        told.append((entry.read, one.read or "(nothing)"))
    if one.expected:
        place = f"   ({one.listed_in})" if one.listed_in else ""
        told.append((entry.expected, _listed(one) + place))
    details = dict(one.details)
    told += [(label, details[name]) for name, label in _DETAILS.items() if details.get(name)]
    if one.closest:
        told.append(("Closest", f"{one.closest}. Nothing was changed; please choose."))
    if one.patient:
        told.append(("Patient", ", ".join(f"{name} {value}" for name, value in one.patient) + "."))
    if one.facts and entry.severity is Severity.ERROR:
        told.append(("Facts for b12dt evaluate", json.dumps(dict(one.facts), ensure_ascii=False)))
    told += [(label, details[name]) for name, label in _AFTERWARDS.items() if details.get(name)]
    return tuple(told)


_DETAILS = {"came": "What came", "fired": "What fired", "alike": "Also cases", "cases": "Cases", "same": "Both"}
"""Details of a finding that are told in a line of their own, and its label."""

_AFTERWARDS = {"changed": "Then change", "fired_after": "Then fires"}
"""Details that are told below the patient: what is changed, and what comes of it."""


def places_apart(one: Finding) -> tuple[Span, ...]:
    """Return the further places that belong to a finding, but for those told with the rules that fired there."""
    details = dict(one.details)
    told = details.get("fired", "") + details.get("fired_after", "")
    return tuple(place for place in one.related if f"({place})" not in told)


def _listed(one: Finding) -> str:
    # A list that cannot be looked up anywhere is told whole, however long it is.
    if len(one.expected) <= SHORT_LIST or one.listed_in is None:
        return "; ".join(one.expected)
    return "; ".join(one.expected[:SHORT_LIST]) + f"; ... ({len(one.expected)} in all)"
