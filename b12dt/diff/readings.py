"""What reads differently though the same is decided: a dose behind a code, a sentence, a fact that is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from b12dt.diff.edit import Edit
from b12dt.diff.regions import Region, regions_of
from b12dt.diff.results import empty, given
from b12dt.diff.tables import OF_SENTENCES
from b12dt.model import Guideline, Output, Rule
from b12dt.program import outputs_of, tables_of
from b12dt.prove.diagram import Node
from b12dt.prove.graph import Graph

OF_VALUES = ("label", "sentence", "severity", "quiet")
OF_NOTICES = ("Notice",)
"""The entries of About that are told with every advice."""
NOT_OF_REGIMENS = ("notes", "statements")
OF_FACTS = ("default", "unit", "ucum", "kind")
"""What of a fact says how it is read where it is left out, or given as the same number."""

Pairs = dict[str, tuple[Output, Output]]
"""The outputs that both versions have, by path: as one has it, and as the other does."""

Group = tuple[str, str]
"""The kind of what was edited, and its name; a regimen belongs to its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some patients get from both versions and what reads differently: a code, a rule's sentence, an output as such.

    `code` is empty but for a code. `outputs` are those that give it, `told_by` their labels, `patients` counts who gets
    it, `regions` are these.
    """

    code: str
    label: str
    outputs: tuple[str, ...]
    told_by: tuple[str, ...]
    edits: tuple[Edit, ...]
    patients: int
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    """A fact that means something else where it is left out, or given as before. `decisions` ask for it."""

    name: str
    label: str
    decisions: tuple[str, ...]
    edits: tuple[Edit, ...]


def readings_of(
    before: Graph, after: Graph, edits: Iterable[Edit], most_regions: int | None
) -> tuple[tuple[Reading, ...], Node]:
    """Return what reads differently to somebody, and for whom anything does."""
    space = after.space
    pairs = _pairs(before.guideline, after.guideline)
    readings: list[Reading] = []
    anybody = space.false
    for (kind, name), group in _groups(edits).items():
        outputs = _met(before, after, pairs, (kind, name), group)
        where = space.any_of(outputs.values())
        if where == space.false:
            continue
        anybody = space.either(anybody, where)
        telling = tuple(path for path, node in outputs.items() if node != space.false)
        code = name.partition(": ")[2] if kind == "value" else ""
        readings.append(
            Reading(
                code=code,
                label=_title(kind, name) or _label(pairs, next(iter(outputs)), code),
                outputs=telling,
                told_by=tuple(dict.fromkeys(pairs[path][1].label for path in telling)),
                edits=tuple(group),
                patients=space.count(where),
                regions=regions_of(after, where, most_regions),
            )
        )
    return tuple(readings), anybody


def _met(before: Graph, after: Graph, pairs: Pairs, what: Group, edits: list[Edit]) -> dict[str, Node]:
    """Return who meets in both versions what was edited, by the output that tells it."""
    kind, name = what
    match kind:
        case "output":
            return _for_output(before, after, pairs, name, edits)
        case "rule":
            return _for_rule(before, after, pairs, name)
        case "interpretation":
            return _for_interpretation(before, after, pairs, name)
        case "decision":
            return _for_decision(before, after, pairs, name)
        case _:
            return _for_value(before, after, pairs, name)


def fact_readings(new: Guideline, edits: Iterable[Edit]) -> tuple[FactReading, ...]:
    """Return the facts that some decision asks for and that are read differently."""
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.kind == "input" and edit.field in OF_FACTS:
            groups.setdefault(edit.name, []).append(edit)
    labels = {one.name: one.label for one in new.inputs}
    found: list[FactReading] = []
    for name, group in groups.items():
        asking = tuple(one.name for one in tables_of(new) if name in {column.path for column in one.inputs})
        if asking:
            found.append(FactReading(name=name, label=labels[name], decisions=asking, edits=tuple(group)))
    return tuple(found)


def _pairs(old: Guideline, new: Guideline) -> Pairs:
    before = {one.path: one for decision in old.decisions for one in outputs_of(decision)}
    after = {one.path: one for decision in new.decisions for one in outputs_of(decision)}
    return {path: (before[path], one) for path, one in after.items() if path in before}


def _groups(edits: Iterable[Edit]) -> dict[Group, list[Edit]]:
    """Return the edits of what is told, by what they belong to."""
    groups: dict[Group, list[Edit]] = {}
    for edit in edits:
        if not edit.field:
            continue
        of_rule = edit.kind == "rule" and edit.field in OF_SENTENCES
        of_value = edit.kind == "value" and edit.field in OF_VALUES
        of_interpretation = edit.kind == "interpretation" and edit.field == "shown"
        if of_rule or of_value or of_interpretation or edit.kind in ("output", "decision"):
            groups.setdefault((edit.kind, edit.name), []).append(edit)
        elif edit.kind == "regimen" and edit.field not in NOT_OF_REGIMENS:
            groups.setdefault(("value", f"regimen: {edit.name}"), []).append(edit)
    return groups


def _for_value(before: Graph, after: Graph, pairs: Pairs, name: str) -> dict[str, Node]:
    """Return the outputs of a value list, and who gets one of its values from them in both versions."""
    listed, _, code = name.partition(": ")
    return {
        path: after.space.both(given(before, old, code), given(after, new, code))
        for path, (old, new) in pairs.items()
        if new.values is not None and new.values.name == listed
    }


def _for_output(before: Graph, after: Graph, pairs: Pairs, path: str, group: Iterable[Edit]) -> dict[str, Node]:
    """Return who reads the unit of an output, or its sentence for an empty list, in both versions."""
    space = after.space
    old, new = pairs[path]
    where = space.false
    for edit in group:
        if edit.field == "when_empty":
            met = space.both(empty(before, old), empty(after, new))
        else:
            met = space.no(space.either(before.silent(old.decision), after.silent(new.decision)))
        where = space.either(where, met)
    return {path: where}


def _for_rule(before: Graph, after: Graph, pairs: Pairs, name: str) -> dict[str, Node]:
    """Return who meets a rule in both versions and is told another sentence, or another basis, with its result."""
    (_, was), (table, now) = before.rules[name], after.rules[name]
    if _said(was) == _said(now):
        return {}
    where = after.space.both(before.fires[name], after.fires[name])
    return {one.path: where for one in table.outputs if one.path in pairs}


def _said(rule: Rule) -> tuple[str, str, tuple[str, ...]]:
    """Return what is told with a rule: its annotation only where it has no guidance to display."""
    return rule.guidance or rule.annotation, rule.basis, rule.interpretations


def _for_interpretation(before: Graph, after: Graph, pairs: Pairs, name: str) -> dict[str, Node]:
    """Return who meets in both versions a rule that rests on an interpretation, and is told it."""
    space = after.space
    where: dict[str, Node] = {}
    for key, (table, rule) in after.rules.items():
        if name not in rule.interpretations or key not in before.rules:
            continue
        if name in before.rules[key][1].interpretations:
            met = space.both(before.fires[key], after.fires[key])
            for output in (one for one in table.outputs if one.path in pairs):
                where[output.path] = space.either(where.get(output.path, space.false), met)
    return where


def _for_decision(before: Graph, after: Graph, pairs: Pairs, key: str) -> dict[str, Node]:
    """Return who has an answer of a decision in both versions: it was told as advice in one of them only."""
    where = after.space.no(after.space.either(before.silent(key), after.silent(key)))
    return {path: where for path, (_, one) in pairs.items() if one.decision == key}


def _title(kind: str, name: str) -> str:
    """Return what something is called that is no value of an output."""
    return {"rule": name, "interpretation": f"Interpretation {name}"}.get(kind, "")


def _label(pairs: Pairs, path: str, code: str) -> str:
    output = pairs[path][1]
    if not code:
        return output.label
    return next((value.label for value in output.words if value.code == code), code)
