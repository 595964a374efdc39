"""Patients of a change in words: what all have in common once, then each description with the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from b12dt.diff import Change, Reading
from b12dt.diff.regions import Region
from b12dt.prove.regions import Facts

EVERYBODY = "every patient"
LONG = 100


class Described(NamedTuple):
    """Patients as what the descriptions told have in common (empty for nothing), and these without it.

    `more` descriptions are not told, with so many `others`, who have it in common, too, where `of_all`; `listed` is False
    where there are too many to be made. `told` counts those whom `common` introduces.
    """

    common: str
    regions: tuple[tuple[str, Region], ...]
    told: int
    more: int
    others: int
    of_all: bool
    listed: bool


def described(one: Change | Reading, most: int | None, *, plain: bool = False) -> Described:
    """Return the patients of a change by up to `most` descriptions, all of them without it; `plain` as no cell says them."""
    shown = one.regions[:most]
    words = {fact: told for region in shown for fact, told in zip(region.facts, region.words, strict=True)}
    say = words if plain else None
    common = _common(shown) if len(shown) > 1 else ()
    of_all = bool(common) and common == _common(one.regions)
    others = one.patients - sum(region.patients for region in shown)
    return Described(
        common=_joined(common, say) if common else "",
        regions=tuple(
            (_joined([fact for fact in region.facts if fact not in common], say), region) for region in shown
        ),
        told=one.patients - (0 if of_all else others),
        more=len(one.regions) - len(shown),
        others=others,
        of_all=of_all,
        listed=sum(region.patients for region in one.regions) == one.patients,
    )


def _common(regions: tuple[Region, ...]) -> Facts:
    others = [frozenset(region.facts) for region in regions[1:]]
    return tuple(fact for fact in regions[0].facts if all(fact in other for other in others))


def _joined(facts: Facts | list[tuple[str, str]], words: Mapping[tuple[str, str], str] | None = None) -> str:
    """Return facts in one line: `Age >= 18, unknown; Anemia yes`, a comma between the answers to one, or in these words."""
    return "; ".join(words[fact] if words else " ".join(fact) for fact in facts) or EVERYBODY


def is_long(change: Change) -> bool:
    """Tell whether naming another change that has the same patients is shorter than describing them again."""
    return len(change.regions) > 1 or any(len(_joined(list(one.facts))) > LONG for one in change.regions)


def told_by(one: Reading, most: int | None) -> str:
    """Return the results that tell what reads differently, up to `most` of them by name."""
    names = one.told_by[:most]
    more = len(one.told_by) - len(names)
    return ", ".join((*names, f"and {more} more results") if more else names)
