"""The patients whom both versions can advise."""

from __future__ import annotations

from dataclasses import replace

from b12dt.atoms import atoms_of
from b12dt.model import Guideline, Input, Kind, UnaryTest
from b12dt.prove.ground import Ground, all_tests, facts_in_order
from b12dt.runtime.structure import Atoms

UNKNOWN_ONLY = 1
"""The mask of the one answer that facts of any kind may have in common."""


def common_ground(old: Guideline, new: Guideline) -> Ground | None:
    """Return the facts of both versions, each with the answers that both take and the atoms that either tells apart.

    Facts that only one version asks for are open for the other. None where some fact has no answer in common.
    """
    before = {one.name: one for one in old.inputs}
    tests: dict[str, list[UnaryTest]] = {}
    for guideline in (old, new):
        for path, found in all_tests(guideline).items():
            tests.setdefault(path, []).extend(found)
    inputs: list[Input] = []
    atoms: dict[str, Atoms] = {}
    for one in (
        *facts_in_order(new),
        *(one for name, one in before.items() if name not in {a.name for a in new.inputs}),
    ):
        other = before.get(one.name, one)
        both = _in_both(one, other)
        mine = atoms_of(both, tests.get(one.name, ()))
        if _nothing_known_in_common(one, other):
            mine = mine._replace(domain=mine.domain & UNKNOWN_ONLY)
        if not mine.domain:
            return None
        inputs.append(both)
        atoms[one.name] = mine
    return Ground.under(tuple(inputs), atoms)


def _in_both(one: Input, other: Input) -> Input:
    """Return a fact with what both versions allow."""
    if one.kind is not other.kind:
        return replace(one, may_be_unknown=one.may_be_unknown and other.may_be_unknown)
    values = one.values
    if values is not None and other.values is not None:
        known = {value.code for value in other.values.values}
        values = replace(values, values=tuple(value for value in values.values if value.code in known))
    lows = [bound for bound in (one.lowest, other.lowest) if bound is not None]
    highs = [bound for bound in (one.highest, other.highest) if bound is not None]
    return replace(
        one,
        values=values,
        lowest=max(lows, default=None),
        highest=min(highs, default=None),
        may_be_unknown=one.may_be_unknown and other.may_be_unknown,
    )


def _nothing_known_in_common(one: Input, other: Input) -> bool:
    """Tell whether no known answer of a fact is taken by both: it is of another kind, or the ranges lie apart."""
    if one.kind is not other.kind:
        return True
    both = _in_both(one, other)
    return (
        one.kind is Kind.NUMBER and both.lowest is not None and both.highest is not None and both.lowest > both.highest
    )
