"""Refuted invariants, evaluated: which rules fired for the patient found, and where their rows stand.

The proof finds the patient on diagrams; here the evaluator itself advises that patient. So the reader sees the rows to
look in, and a patient for whom the invariant holds after all is a defect of b12dt, never blamed on the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from b12dt.check.cases import known_values
from b12dt.check.conditions import holds
from b12dt.check.trail import Asked, Place, asked_in, trail
from b12dt.diagnostics import Finding, finding
from b12dt.model import Guideline, Invariant, PairInvariant
from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.decided import Compiled

MOST = 8
"""How many rules are shown: as many as can be taken in at a glance."""


def with_rules(found: Iterable[Finding], guideline: Guideline, compiled: Compiled) -> Iterator[Finding]:
    """Return the findings; those on refuted invariants with the rules that fired for the patient, nearest first."""
    invariants = {one.id: one for one in guideline.invariants}
    pairs = {one.id: one for one in guideline.pairs}
    for one in found:
        if one.code == "DT420":
            yield _of_one(one, invariants[one.rule], guideline, compiled)
        elif one.code == "DT421":
            yield _of_two(one, pairs[one.rule], guideline, compiled)
        else:
            yield one


def _of_one(one: Finding, invariant: Invariant, guideline: Guideline, compiled: Compiled) -> Finding:
    advice = evaluate(compiled, dict(one.facts))
    values = known_values(advice)
    if not holds(invariant.premise, values) or holds(invariant.conclusion, values):
        return _defect(one)
    asked = (*asked_in(invariant.conclusion), *asked_in(invariant.premise))
    places = list(trail(guideline, advice, asked))
    return _told(one, places[:MOST], fired=_listed(places, MOST))


def _of_two(one: Finding, pair: PairInvariant, guideline: Guideline, compiled: Compiled) -> Finding:
    facts = dict(one.facts)
    before = evaluate(compiled, facts)
    after = evaluate(compiled, facts | json.loads(dict(one.details)["changed"]))
    asked = _broken(pair, before, after)
    if not asked:
        return _defect(one)
    was, comes = (list(trail(guideline, advice, asked)) for advice in (before, after))
    # A rule that fires before and after is not what makes the difference.
    own = [[place for place in places if place not in others] for places, others in ((was, comes), (comes, was))]
    most = MOST // 2
    return _told(one, own[0][:most] + own[1][:most], fired=_listed(own[0], most), fired_after=_listed(own[1], most))


def _broken(pair: PairInvariant, before: Advice, after: Advice) -> list[Asked]:
    """Return the outputs by which a pair of patients breaks an invariant: none where it does not."""
    then, now = known_values(before), known_values(after)
    if pair.premise is not None and not holds(pair.premise, then):
        return []
    asked = [Asked(output, frozenset()) for output in pair.unchanged if then[output.path] != now[output.path]]
    if pair.after is not None and holds(pair.after, now) and not (pair.before and holds(pair.before, then)):
        conditions = (pair.after, pair.before) if pair.before else (pair.after,)
        asked += [one for condition in conditions for one in asked_in(condition)]
    return asked


def _listed(places: list[Place], most: int) -> str:
    shown = "; ".join(f"{place.what} ({place.span})" for place in places[:most])
    return f"{shown}; and {len(places) - most} more" if len(places) > most else shown or "no further rule"


def _told(one: Finding, places: Iterable[Place], **details: Any) -> Finding:
    related = dict.fromkeys((*one.related, *(place.span for place in places)))
    return _again(one, one.code, related=related, **dict(one.details), **details)


def _again(one: Finding, code: str, **fields: Any) -> Finding:
    return finding(code, one.span, rule=one.rule, read=one.read, patient=one.patient, facts=one.facts, **fields)


def _defect(one: Finding) -> Finding:
    came = f"The proof names a patient for whom the invariant {one.rule} does not hold; evaluated, it holds."
    return _again(one, "DT901", came=came)
