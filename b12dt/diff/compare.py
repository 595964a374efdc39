"""Two guidelines compared for every patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from b12dt.cells.values import NO_VALUES
from b12dt.diff.causes import Causes
from b12dt.diff.edit import Edit
from b12dt.diff.edits import edits_between
from b12dt.diff.ground import common_ground
from b12dt.diff.readings import OF_NOTICES, FactReading, Reading, fact_readings, readings_of
from b12dt.diff.regions import Region, regions_of
from b12dt.diff.results import NOTHING, is_list, results_of
from b12dt.model import DecisionTable, Guideline, Output, Value
from b12dt.program import outputs_of
from b12dt.prove.diagram import Node, TooLargeError
from b12dt.prove.graph import Graph
from b12dt.prove.regions import as_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One result that becomes another for some patients: for a list, a value that comes (`before` empty) or goes.

    `before` and `after` are labels, `codes` the same as codes, `sentences` what values say whose label is only a code.
    `patients` counts all of them, `regions` describe them, `causes` are the edits of rules that fire for one of them, in
    the old version or in the new. `patient` is one: the facts that differ from the base patient; `facts` the same one as
    both versions evaluate it. `same_as`: the place of an earlier change that has the very same patients.
    """

    decision: str
    output: str
    label: str
    before: str
    after: str
    patients: int
    regions: tuple[Region, ...]
    causes: tuple[Edit, ...]
    patient: Mapping[str, Any]
    facts: Mapping[str, Any]
    codes: tuple[str, str]
    sentences: tuple[tuple[str, str], ...] = ()
    working_step: bool = False
    same_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs: the edits, and what they change. `patients` counts those whom both versions can advise.

    `concerned` counts those who get other codes, `reread` those who get what reads differently (`readings`). `facts` are
    those that are read differently where they are left out, or given as the same number. `in_no_order` are the outputs
    that hold values in no order; `versions` what the two call themselves.
    """

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    concerned: int
    patients: int
    readings: tuple[Reading, ...] = ()
    reread: int = 0
    facts: tuple[FactReading, ...] = ()
    in_no_order: frozenset[str] = frozenset()
    versions: tuple[str, str] = ("", "")

    @property
    def notices(self) -> tuple[Edit, ...]:
        """Return the edits of what is told with every advice."""
        return tuple(edit for edit in self.edits if edit.kind == "about" and edit.name in OF_NOTICES)

    @property
    def uncompared(self) -> tuple[Edit, ...]:
        """Return the edits of what only one version decides, or takes."""
        return tuple(edit for edit in self.edits if edit.uncompared)

    @property
    def alters(self) -> bool:
        """Tell whether what is advised, or which answers are accepted, may be another for anybody."""
        return bool(self.changes or self.readings or self.facts or self.notices or self.uncompared)


def compare(old: Guideline, new: Guideline, most_regions: int | None = None) -> Difference:
    """Return the difference for every patient whom both versions can advise, each change with its regions.

    Facts that only one version asks for are open for the other. A value, or a part of a range, that only one version
    knows is an edit of the dictionary, and patients who have it are not compared. `most_regions`: no more of a change.

    Raises: TooLargeError, where the tables of the two outgrow the bound of the diagrams.
    """
    edits = edits_between(old, new)
    in_no_order = _in_no_order(old) | _in_no_order(new)
    common = Difference(
        edits=edits, changes=(), concerned=0, patients=0, facts=fact_readings(new, edits), in_no_order=in_no_order,
        versions=(_version(old), _version(new)),
    )  # fmt: skip
    ground = common_ground(old, new)
    if ground is None:
        return common
    before, after = Graph(old, ground=ground), Graph(new, ground=ground)
    unbuilt = dict.fromkeys(one.name for one in (*before.unbuilt, *after.unbuilt))
    if unbuilt:
        raise TooLargeError(f"too large to be compared from the table {next(iter(unbuilt))} on")
    found = [one for pair in _outputs(old, new) for one in _changes(before, after, in_no_order, *pair)]
    readings, reread = readings_of(before, after, edits, most_regions)
    space = ground.space
    return replace(
        common,
        changes=_told(before, after, edits, most_regions, found),
        concerned=space.count(space.any_of(where for *_, where in found)),
        patients=space.count(space.true),
        readings=readings,
        reread=space.count(reread),
    )


def _version(guideline: Guideline) -> str:
    return dict(guideline.about).get("Version", "")


def _in_no_order(guideline: Guideline) -> frozenset[str]:
    return frozenset(
        one.path for decision in guideline.decisions for one in outputs_of(decision) if is_list(decision, one)
    )


def _outputs(old: Guideline, new: Guideline) -> list[tuple[Output, Output]]:
    """Return the outputs that both versions have: those of working steps, of which no reader is told, after the others."""
    before = {output.path: output for decision in old.decisions for output in outputs_of(decision)}
    decisions = sorted(new.decisions, key=lambda one: one.working_step)
    return [(before[one.path], one) for decision in decisions for one in outputs_of(decision) if one.path in before]


Found = tuple[Output, Output, str, str, Node]


def _changes(before: Graph, after: Graph, lists: frozenset[str], old: Output, new: Output) -> Iterable[Found]:
    space = before.space
    as_list = new.path in lists
    was, now = results_of(before, old, as_list=as_list), results_of(after, new, as_list=as_list)
    if as_list:
        for code in {**was, **now}:
            had, has = was.get(code, space.false), now.get(code, space.false)
            for words, node in (
                ((code, ""), space.both(had, space.no(has))),
                (("", code), space.both(has, space.no(had))),
            ):
                if node != space.false:
                    yield old, new, *words, node
        return
    for code, had in was.items():
        gone = space.both(had, space.no(now.get(code, space.false)))
        if gone == space.false:
            continue
        for other, has in now.items():
            node = space.both(gone, has)
            if other != code and node != space.false:
                yield old, new, code, other, node


def _told(
    before: Graph, after: Graph, edits: tuple[Edit, ...], most_regions: int | None, found: Iterable[Found]
) -> tuple[Change, ...]:
    causes = Causes(before, after, edits)
    first: dict[Node, int] = {}
    changes: list[Change] = []
    for old, new, was, now, where in found:
        same_as = first.setdefault(where, len(changes))
        known = changes[same_as] if same_as < len(changes) else None
        patient = known.patient if known else after.patient(where) or {}
        values = ((was, old), (now, new))
        changes.append(
            Change(
                decision=new.decision,
                output=new.path,
                label=new.label,
                before=_labels(was, old, before),
                after=_labels(now, new, after),
                patients=before.space.count(where),
                regions=known.regions if known else regions_of(after, where, most_regions),
                causes=causes.of(new, (was, now), where),
                patient=patient,
                facts=_as_both_take(patient, before.guideline, after.guideline),
                codes=(was, now),
                sentences=tuple(dict.fromkeys(pair for one in values for pair in _sentences(*one))),
                working_step=_is_working_step(after, new),
                same_as=same_as if known else None,
            )
        )
    return tuple(changes)


def _is_working_step(graph: Graph, output: Output) -> bool:
    return graph.decision(output.decision).working_step


def _values(codes: str, output: Output) -> list[Value | str]:
    values = {one.code: one for one in output.words}
    return [values.get(code, code) for code in codes.split("; ")]


def _labels(codes: str, output: Output, graph: Graph) -> str:
    if codes == NOTHING and not isinstance(graph.decision(output.decision), DecisionTable):
        # Of a summary that is no gap: the tables that it unites gave nothing.
        return NO_VALUES
    return "; ".join(one if isinstance(one, str) else one.label for one in _values(codes, output))


def _sentences(codes: str, output: Output) -> list[tuple[str, str]]:
    """Return what alerts say that are known by their codes."""
    return [
        (one.label, one.sentence)
        for one in _values(codes, output)
        if not isinstance(one, str) and one.severity and one.label == one.code
    ]


def _as_both_take(patient: Mapping[str, Any], old: Guideline, new: Guideline) -> dict[str, object]:
    """Return a patient's facts as `b12dt evaluate` takes them, but for those that are the default of both versions."""
    defaults = [{one.name: as_fact(one.default) for one in guideline.inputs} for guideline in (old, new)]
    base = {name: default for one in defaults for name, default in one.items()}
    base |= {name: as_fact(value) for name, value in new.base}
    facts = base | {name: as_fact(value) for name, value in patient.items()}
    return {name: value for name, value in facts.items() if any(one.get(name, value) != value for one in defaults)}
