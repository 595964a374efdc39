"""Patients of a change in words: what all have in common once, then each description with the rest."""

from __future__ import annotations

from typing import NamedTuple

from b12dt.diff import Change, Reading
from b12dt.diff.regions import Region
from b12dt.prove.regions import Facts

EVERYBODY = "every patient"
LONG = 100


class Described(NamedTuple):
    """Patients as what all of them have in common (empty for nothing) and their first descriptions without it.

    `more` descriptions are not told, with so many `others`; `listed` is False where there are too many to be made.
    """

    common: str
    regions: tuple[tuple[str, Region], ...]
    more: int
    others: int
    listed: bool


def described(one: Change | Reading, most: int | None) -> Described:
    """Return the patients of a change by up to `most` descriptions, all of them without it."""
    regions = one.regions[:most]
    common = _common(one.regions) if len(one.regions) > 1 else ()
    told = tuple((_joined([fact for fact in region.facts if fact not in common]), region) for region in regions)
    return Described(
        common=_joined(common) if common else "",
        regions=told,
        more=len(one.regions) - len(regions),
        others=one.patients - sum(region.patients for region in regions),
        listed=sum(region.patients for region in one.regions) == one.patients,
    )


def _common(regions: tuple[Region, ...]) -> Facts:
    others = [frozenset(region.facts) for region in regions[1:]]
    return tuple(fact for fact in regions[0].facts if all(fact in other for other in others))


def _joined(facts: Facts | list[tuple[str, str]]) -> str:
    """Return facts in one line: `Age >= 18, unknown; Anemia yes`. A comma parts the answers to one, as in the cells."""
    return "; ".join(f"{label} {text}" for label, text in facts) or EVERYBODY


def is_long(change: Change) -> bool:
    """Tell whether naming another change that has the same patients is shorter than describing them again."""
    return len(change.regions) > 1 or any(len(_joined(list(one.facts))) > LONG for one in change.regions)
