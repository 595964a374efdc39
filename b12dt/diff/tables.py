"""What was edited of the decisions: tables, rules, cells, their order; by their permanent names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from b12dt.diff.edit import BLANK, Edit, by, came_or_went, text
from b12dt.model import (
    RANKED,
    Anything,
    Decision,
    DecisionTable,
    Guideline,
    HitPolicy,
    InputEntry,
    OutputEntry,
    Rule,
    Summary,
)
from b12dt.program import outputs_of

PLACE = "place"
"""The field of an edit that moved a rule where the order of the rules counts."""

OF_SENTENCES = ("guidance", "annotation", "basis", "interpretations")
"""What of a rule is told with its result."""

ORDERED = (HitPolicy.FIRST, HitPolicy.RULE_ORDER)
"""Policies under which the order of the rules counts."""


def edits_of_decisions(old: Guideline, new: Guideline) -> Iterable[Edit]:
    """Return every edit of a decision."""
    before, after = by(old.decisions, "key"), by(new.decisions, "key")
    for key in {**before, **after}:
        if key not in before or key not in after:
            name = (after if key in after else before)[key].name
            yield came_or_went("decision", key, before, after, told=name, decision=key, uncompared=True)
        else:
            yield from _of_decision(before[key], after[key])


def _role(one: Decision) -> str:
    return "a working step" if one.working_step else "told first" if one.told_first else "told as advice"


def _of_decision(old: Decision, new: Decision) -> Iterable[Edit]:
    for name in ("name", "question"):
        if getattr(old, name) != getattr(new, name):
            yield _edit(new, f"{name} of {new.key}", getattr(old, name), getattr(new, name), wording=True)
    roles = [_role(one) for one in (old, new)]
    if roles[0] != roles[1]:
        yield _edit(new, f"role of {new.name}", *roles, kind="decision", name=new.key, field="role")
    yield from _of_columns(old, new)
    match old, new:
        case DecisionTable(), DecisionTable():
            yield from _of_table(old, new)
        case Summary(), Summary():
            yield from _of_summary(old, new)
        case _:
            kinds = ["a summary" if isinstance(one, Summary) else "a table" for one in (old, new)]
            yield _edit(new, f"kind of {new.name}", *kinds)


def _edit(decision: Decision, what: str, before: str, after: str, **more: object) -> Edit:
    return Edit(what=what, span=decision.span, before=before, after=after, decision=decision.key, **more)  # pyright: ignore[reportArgumentType]


def _of_columns(old: Decision, new: Decision) -> Iterable[Edit]:
    """Return the results that only one version states, and their order where it ranks the rules."""
    before, after = by(outputs_of(old), "path"), by(outputs_of(new), "path")
    for path in {**before, **after}:
        if path not in before or path not in after:
            label = (after if path in after else before)[path].label
            yield came_or_went("output", path, before, after, told=label, decision=new.key, uncompared=True)
    kept = [path for path in before if path in after], [path for path in after if path in before]
    ranked = any(isinstance(one, DecisionTable) and one.hit_policy in RANKED for one in (old, new))
    if ranked and kept[0] != kept[1]:
        yield _edit(new, "order of the results", ", ".join(kept[0]), ", ".join(kept[1]))


def _of_summary(old: Summary, new: Summary) -> Iterable[Edit]:
    unions = {one.output.path: one for one in old.unions}
    for one in new.unions:
        was = unions.get(one.output.path)
        if was is None:
            continue
        before, after = ((union.takes, {source.path for source in union.sources}) for union in (was, one))
        if before != after:
            told = [f"{takes.value} {', '.join(sorted(paths))}" for takes, paths in (before, after)]
            yield _edit(new, f"summary, {one.output.label}", *told)


def _of_table(old: DecisionTable, new: DecisionTable) -> Iterable[Edit]:
    if old.hit_policy is not new.hit_policy:
        yield _edit(new, "hit policy", old.hit_policy.value, new.hit_policy.value)
    if {one.path for one in old.inputs} != {one.path for one in new.inputs}:
        labels = [", ".join(one.label for one in table.inputs) for table in (old, new)]
        yield _edit(new, "columns", *labels)
    rules, others = by(old.rules, "id"), by(new.rules, "id")
    for key in {**rules, **others}:
        if key not in rules or key not in others:
            told = _in_words(new, others[key]) if key in others else _in_words(old, rules[key])
            yield came_or_went("rule", key, rules, others, told=told, decision=new.key, rule=key)
        else:
            yield from _of_rule(old, rules[key], new, others[key])
    kept = [key for key in rules if key in others], [key for key in others if key in rules]
    if kept[0] == kept[1]:
        return
    if {old.hit_policy, new.hit_policy}.isdisjoint(ORDERED):
        yield _edit(new, "order of the rules", *map(" ".join, _without_the_same(*kept)), wording=True)
        return
    for key in moved(*kept):
        yield Edit(
            what="place among the rules", span=others[key].span, before=_below(key, kept[0]), after=_below(key, kept[1]),
            decision=new.key, rule=key, kind="rule", name=key, field=PLACE,
        )  # fmt: skip


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the fewest names that were moved, so that the others stand in the same order in both."""
    places = {name: place for place, name in enumerate(before)}
    # The longest run that rises: for each length the least place on which one ends, and what stands before each name.
    ends: list[int] = []
    names: list[str] = []
    previous: dict[str, str | None] = {}
    for name in after:
        length = bisect_left(ends, places[name])
        previous[name] = names[length - 1] if length else None
        ends[length : length + 1] = [places[name]]
        names[length : length + 1] = [name]
    stayed: set[str | None] = set()
    last = names[-1] if names else None
    while last is not None:
        stayed.add(last)
        last = previous[last]
    return [name for name in after if name not in stayed]


def _without_the_same(before: Sequence[str], after: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return two orders of the same names without what begins or ends both of them."""
    differing = [place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    part = slice(differing[0], differing[-1] + 1)
    return before[part], after[part]


def _below(key: str, order: Sequence[str]) -> str:
    place = order.index(key)
    return f"below {order[place - 1]}" if place else "at the top"


def _of_rule(old: DecisionTable, before: Rule, new: DecisionTable, after: Rule) -> Iterable[Edit]:
    was, now = _cells(old, before), _cells(new, after)
    labels = {one.path: one.label for one in (*old.inputs, *old.outputs, *new.inputs, *new.outputs)}
    for path in {**was, **now}:
        one, other = was.get(path), now.get(path)
        known = other or one
        # A column that only one version has is an edit of each rule that asks something there.
        if known is None or _meaning(one) == _meaning(other):
            continue
        if (one is None or other is None) and isinstance(known, OutputEntry):
            continue
        yield Edit(
            what=labels[path],
            span=other.span if other else after.span,
            before=one.text if one else BLANK,
            after=other.text if other else BLANK,
            decision=new.key,
            rule=after.id,
        )
    for name in (*OF_SENTENCES, "statements"):
        if getattr(before, name) != getattr(after, name):
            yield Edit(
                what=name, span=after.span, before=text(getattr(before, name)), after=text(getattr(after, name)),
                decision=new.key, rule=after.id, wording=True, kind="rule", name=after.id, field=name,
            )  # fmt: skip


def _cells(table: DecisionTable, rule: Rule) -> dict[str, InputEntry | OutputEntry]:
    asked = {one.path: entry for one, entry in zip(table.inputs, rule.inputs, strict=True)}
    return asked | {one.path: entry for one, entry in zip(table.outputs, rule.outputs, strict=True)}


def _meaning(entry: InputEntry | OutputEntry | None) -> object:
    """Return what a cell means, None where it asks nothing; the same meaning in other words is no edit."""
    if isinstance(entry, InputEntry):
        return None if isinstance(entry.test, Anything) else entry.test
    return None if entry is None else entry.value


def _in_words(table: DecisionTable, rule: Rule) -> str:
    """Return a rule as a sentence would have it."""
    asked = [
        f"{one.label} {entry.text}"
        for one, entry in zip(table.inputs, rule.inputs, strict=True)
        if not isinstance(entry.test, Anything)
    ]
    stated = [f"{one.label} {entry.text}" for one, entry in zip(table.outputs, rule.outputs, strict=True)]
    return f"if {', '.join(asked) or 'any patient'}, then {', '.join(stated)}"
