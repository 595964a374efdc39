"""What was edited: rules, cells, words of the dictionary, regimens, statements; by their permanent names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from b12dt.diagnostics import Span
from b12dt.diff.results import outputs_of
from b12dt.model import Decision, DecisionTable, Guideline, Output, Regimen, Rule

BLANK = "(nothing)"

WORDS = "words"
"""The field of a summary's edit where only words of its outputs' lists differ: these are edits of their own."""

OF_WHAT_IS_TAKEN = ("lowest", "highest", "may_be_unknown")
"""What of a fact says which answers are taken."""

OF_REGIMENS = tuple(one.name for one in fields(Regimen) if one.compare and one.name not in ("label", "sentence"))
"""What of a regimen is compared with it; its label and its sentence are compared with its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that differs: what it is, where it stands now (or stood), how it read and how it reads.

    `rule` is the rule it belongs to, if any. `wording` edits change what people read, not what is decided. Of an entry
    of a list (`kind` input, output, value or regimen), `name` is the entry and `field` what of it was edited. An edit
    is `uncompared` where only one version decides something, or takes a fact: there is nothing to compare it with.
    """

    what: str
    span: Span
    before: str
    after: str
    decision: str = ""
    rule: str = ""
    wording: bool = False
    kind: str = ""
    name: str = ""
    field: str = ""
    uncompared: bool = False


def edits_between(old: Guideline, new: Guideline) -> tuple[Edit, ...]:
    """Return every edit, decisions first."""
    return (
        *_of_decisions(old, new),
        *_of_things(
            "input",
            _by(old.inputs, "name"),
            _by(new.inputs, "name"),
            wording=("label", "question", "meaning", "section"),
        ),
        *_of_outputs(old, new),
        *_of_values(old, new),
        *_of_things(
            "regimen",
            _by(old.regimens, "id"),
            _by(new.regimens, "id"),
            wording=("notes", "statements"),
            only=OF_REGIMENS,
        ),
        *_of_things(
            "statement", _by(old.statements, "id"), _by(new.statements, "id"), wording=("text", "section", "kind")
        ),
        *_of_things(
            "interpretation",
            _by(old.interpretations, "id"),
            _by(new.interpretations, "id"),
            wording=("shown", "choice", "title"),
        ),
        *_of_things(
            "invariant", _by(old.invariants, "id"), _by(new.invariants, "id"), only=("premise_text", "conclusion_text")
        ),
    )


def _by(things: Iterable[Any], name: str) -> dict[str, Any]:
    return {getattr(thing, name): thing for thing in things}


def _of_decisions(old: Guideline, new: Guideline) -> Iterable[Edit]:
    before, after = _by(old.decisions, "key"), _by(new.decisions, "key")
    for key in {**before, **after}:
        if key not in before or key not in after:
            yield replace(_came_or_went("decision", key, before, after), uncompared=True)
        else:
            yield from _of_decision(before[key], after[key])


def _of_decision(old: Decision, new: Decision) -> Iterable[Edit]:
    if not isinstance(old, DecisionTable) or not isinstance(new, DecisionTable):
        if old != new:
            field = "" if _united(old) != _united(new) else WORDS
            yield Edit(what="summary", span=new.span, before="", after="", decision=new.key, field=field)
        return
    if old.hit_policy is not new.hit_policy:
        yield Edit(
            what="hit policy", span=new.span, before=old.hit_policy.value, after=new.hit_policy.value, decision=new.key
        )
    if [one.path for one in old.inputs] != [one.path for one in new.inputs]:
        yield Edit(what="columns", span=new.span, before=_labels(old), after=_labels(new), decision=new.key)
    rules, others = _by(old.rules, "id"), _by(new.rules, "id")
    for key in {**rules, **others}:
        if key not in rules or key not in others:
            edit = _came_or_went("rule", key, rules, others)
            yield Edit(what=edit.what, span=edit.span, before=edit.before, after=edit.after, decision=new.key, rule=key)
        else:
            yield from _of_rule(old, rules[key], new, others[key])
    kept = [key for key in rules if key in others], [key for key in others if key in rules]
    if kept[0] != kept[1]:
        yield Edit(
            what="order of the rules",
            span=new.span,
            before=" ".join(kept[0]),
            after=" ".join(kept[1]),
            decision=new.key,
        )


def _united(decision: Decision) -> Any:
    """Return what a summary decides; of the values of its lists only which there are, as their words are compared apart."""
    if isinstance(decision, DecisionTable):
        return decision
    unions = [(_without_words(one.output), one.takes, *map(_without_words, one.sources)) for one in decision.unions]
    return replace(decision, unions=()), unions


def _without_words(output: Output) -> Any:
    codes = [value.code for value in output.values.values] if output.values else []
    return replace(output, values=None, when_empty="", unit=""), codes


def _labels(decision: DecisionTable) -> str:
    return ", ".join(one.label for one in decision.inputs)


def _of_rule(old: DecisionTable, before: Rule, new: DecisionTable, after: Rule) -> Iterable[Edit]:
    texts = {one.path: entry for one, entry in zip(old.inputs, before.inputs, strict=True)}
    texts |= {one.path: entry for one, entry in zip(old.outputs, before.outputs, strict=True)}
    columns = [*zip(new.inputs, after.inputs, strict=True), *zip(new.outputs, after.outputs, strict=True)]
    for column, entry in columns:
        was = texts.get(column.path)
        if was is not None and was != entry and _meaning(was) != _meaning(entry):
            yield Edit(
                what=column.label, span=entry.span, before=was.text, after=entry.text, decision=new.key, rule=after.id
            )
    for name in ("statements", "interpretations", "basis", "guidance", "annotation"):
        if getattr(before, name) != getattr(after, name):
            yield Edit(
                what=name,
                span=after.span,
                before=_text(getattr(before, name)),
                after=_text(getattr(after, name)),
                decision=new.key,
                rule=after.id,
                wording=True,
            )


def _meaning(entry: Any) -> Any:
    """Return what a cell means; the same meaning in other words is no edit."""
    return entry.test if hasattr(entry, "test") else entry.value


def _of_outputs(old: Guideline, new: Guideline) -> Iterable[Edit]:
    """Return what an output that both versions have says by itself: its unit, and its sentence for an empty list."""
    before, after = (
        {one.path: one for decision in guideline.decisions for one in outputs_of(decision)} for guideline in (old, new)
    )
    both = [path for path in after if path in before]
    yield from _of_things(
        "output",
        {path: before[path] for path in both},
        {path: after[path] for path in both},
        only=("unit", "when_empty"),
    )


def _of_values(old: Guideline, new: Guideline) -> Iterable[Edit]:
    before = {f"{one.name}: {value.code}": value for one in old.value_lists for value in one.values}
    after = {f"{one.name}: {value.code}": value for one in new.value_lists for value in one.values}
    answers = {one.values.name for one in (*old.inputs, *new.inputs) if one.values}
    for edit in _of_things("value", before, after, wording=("label", "sentence", "severity", "quiet", "notes")):
        answer = edit.name.partition(": ")[0] in answers
        yield replace(edit, uncompared=answer and not edit.field)


def _of_things(
    what: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    wording: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> Iterable[Edit]:
    for key in {**before, **after}:
        if key not in before or key not in after:
            yield replace(_came_or_went(what, key, before, after), kind=what, name=key)
            continue
        names = only or tuple(one.name for one in fields(before[key]) if one.compare)
        for name in names:
            was, now = getattr(before[key], name), getattr(after[key], name)
            # The words of a list are compared one by one, with the list.
            if was != now and name != "values":
                label = f"{what} {key}, {name.replace('_', ' ')}"
                yield Edit(
                    what=label,
                    span=after[key].span,
                    before=_text(was),
                    after=_text(now),
                    wording=name in wording,
                    kind=what,
                    name=key,
                    field=name,
                    uncompared=what == "input" and name in OF_WHAT_IS_TAKEN,
                )


def _came_or_went(what: str, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Edit:
    came = key in after
    span = after[key].span if came else before[key].span
    return Edit(what=f"{what} {key}", span=span, before=BLANK if came else key, after=key if came else BLANK)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value) or BLANK  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return str(value) if value not in (None, "") else BLANK
