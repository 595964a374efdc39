"""What was edited: decisions, words of the dictionary, regimens, sources, safety; by their permanent names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from b12dt.diagnostics import Span
from b12dt.diff.edit import Edit, by, came_or_went, text
from b12dt.diff.tables import edits_of_decisions
from b12dt.model import ClinicalCode, Guideline, Regimen, Value, ValueList
from b12dt.program import outputs_of

OF_WHAT_IS_TAKEN = ("lowest", "highest", "may_be_unknown", "values")
"""What of a fact says which answers are taken."""

OF_REGIMENS = tuple(one.name for one in fields(Regimen) if one.compare and one.name not in ("label", "sentence"))
"""What of a regimen is compared with it; its label and its sentence are compared with its value."""

OF_OUTPUTS = ("label", "kind", "unit", "when_empty", "values")
"""What an output that both versions have says by itself."""


def edits_between(old: Guideline, new: Guideline) -> tuple[Edit, ...]:
    """Return every edit, decisions first."""
    return (
        *edits_of_decisions(old, new),
        *_of_inputs(old, new),
        *_of_outputs(old, new),
        *_of_values(old, new),
        *_of_things(
            "regimen",
            by(old.regimens, "id"),
            by(new.regimens, "id"),
            wording=("notes", "statements"),
            only=OF_REGIMENS,
        ),
        *_of_things(
            "invariant", by(old.invariants, "id"), by(new.invariants, "id"), only=_OF_INVARIANTS, wording=_SAID
        ),
        *_of_things("invariant", by(old.pairs, "id"), by(new.pairs, "id"), only=("text", "sentence"), wording=_SAID),
        *_of_about(old, new),
        *(replace(edit, wording=True) for edit in _of_sources(old, new)),
    )


_OF_INVARIANTS = ("premise_text", "conclusion_text", "sentence")
_SAID = ("sentence",)


def _of_sources(old: Guideline, new: Guideline) -> Iterable[Edit]:
    """Return what was edited of what the rules rest on, and of codes: nothing of it decides anything."""
    yield from _of_things("statement", by(old.statements, "id"), by(new.statements, "id"))
    yield from _of_things("interpretation", by(old.interpretations, "id"), by(new.interpretations, "id"))
    yield from _of_things("reference", by(old.references, "citation"), by(new.references, "citation"))
    yield from _of_things("code", _codes(old), _codes(new))


def _codes(guideline: Guideline) -> dict[str, ClinicalCode]:
    return {" ".join(filter(None, (one.name, one.value, one.system))): one for one in guideline.codes}


def _of_about(old: Guideline, new: Guideline) -> Iterable[Edit]:
    before, after = dict(old.about), dict(new.about)
    for item in {**before, **after}:
        if before.get(item) != after.get(item):
            yield Edit(
                what=f"about, {item}", span=Span(workbook="", sheet="About"), before=text(before.get(item)),
                after=text(after.get(item)), wording=True, kind="about", name=item, field="text",
            )  # fmt: skip


def _of_inputs(old: Guideline, new: Guideline) -> Iterable[Edit]:
    before, after = by(old.inputs, "name"), by(new.inputs, "name")
    words = ("label", "question", "meaning", "section")
    for edit in _of_things("input", before, after, wording=words):
        # Only one version takes what is there in one only, or what lies in one range only.
        yield replace(edit, uncompared=not edit.field or edit.field in OF_WHAT_IS_TAKEN)


def _of_outputs(old: Guideline, new: Guideline) -> Iterable[Edit]:
    before, after = (
        {one.path: one for decision in guideline.decisions for one in outputs_of(decision)} for guideline in (old, new)
    )
    both = [path for path in after if path in before]
    yield from _of_things(
        "output", {path: before[path] for path in both}, {path: after[path] for path in both}, only=OF_OUTPUTS
    )


def _of_values(old: Guideline, new: Guideline) -> Iterable[Edit]:
    lists, others = _lists(old), _lists(new)
    before = {f"{name}: {value.code}": value for name, one in lists.items() for value in one.values}
    after = {f"{name}: {value.code}": value for name, one in others.items() for value in one.values}
    answers = {one.values.name for one in (*old.inputs, *new.inputs) if one.values}
    for edit in _of_things("value", before, after, wording=("label", "sentence", "severity", "quiet", "notes")):
        answer = edit.name.partition(": ")[0] in answers
        yield replace(edit, uncompared=answer and not edit.field)
    for name in lists.keys() & others.keys():
        yield from _of_order(lists[name], others[name])


def _lists(guideline: Guideline) -> dict[str, ValueList]:
    outputs = (one for decision in guideline.decisions for one in outputs_of(decision))
    used = (one.values for one in (*guideline.inputs, *outputs) if one.values)
    return {one.name: one for one in (*used, *guideline.value_lists)}


def _of_order(old: ValueList, new: ValueList) -> Iterable[Edit]:
    """Return the order of a list, which is an order of priority, where what both versions have of it was moved."""
    kept = [_kept(one.values, other.values) for one, other in ((old, new), (new, old))]
    if [one.code for one in kept[0]] != [one.code for one in kept[1]]:
        before, after = (", ".join(one.label for one in values) for values in kept)
        yield Edit(
            what=f"order of the list {new.name}", span=new.span, before=before, after=after, kind="list", name=new.name
        )


def _kept(values: tuple[Value, ...], others: tuple[Value, ...]) -> list[Value]:
    known = {one.code for one in others}
    return [one for one in values if one.code in known]


def _of_things(
    what: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    wording: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> Iterable[Edit]:
    for key in {**before, **after}:
        if key not in before or key not in after:
            yield came_or_went(what, key, before, after)
            continue
        names = only or tuple(one.name for one in fields(before[key]) if one.compare)
        for name in names:
            was, now = getattr(before[key], name), getattr(after[key], name)
            if name == "values":
                # The words of a list are compared one by one, with the list.
                was, now = (one.name if one else None for one in (was, now))
            if was != now:
                yield Edit(
                    what=f"{what} {key}, {_TITLES.get(name, name.replace('_', ' '))}",
                    span=after[key].span,
                    before=text(was),
                    after=text(now),
                    wording=name in wording,
                    kind=what,
                    name=key,
                    field=name,
                )


_TITLES = {"values": "list of values", "premise_text": "IF", "conclusion_text": "THEN", "text": "THEN"}
"""How fields are called where their names would say little."""
