"""What a finding has to tell beyond its headline, as labels and texts; every renderer tells the same."""

from __future__ import annotations

from b12dt.diagnostics import Finding

SHORT_LIST = 8


def facts(one: Finding) -> tuple[tuple[str, str], ...]:
    """Return what was read, what was expected, what fired, the closest word and the patient, where there are any."""
    told: list[tuple[str, str]] = []
    if one.read is not None:
        told.append(("I read", one.read or "(nothing)"))
    if one.expected:
        place = f"   ({one.listed_in})" if one.listed_in else ""
        told.append(("I expected", _listed(one.expected) + place))
    details = dict(one.details)
    if details.get("fired"):
        told.append(("What fired", details["fired"]))
    if details.get("alike"):
        told.append(("Also", f"cases {details['alike']}"))
    if one.closest:
        told.append(("Closest", f"{one.closest}. Nothing was changed; please choose."))
    if one.patient:
        told.append(("Patient", ", ".join(f"{name} {value}" for name, value in one.patient) + "."))
    return tuple(told)


def _listed(words: tuple[str, ...]) -> str:
    if len(words) <= SHORT_LIST:
        return "; ".join(words)
    return "; ".join(words[:SHORT_LIST]) + f"; ... ({len(words)} in all)"
