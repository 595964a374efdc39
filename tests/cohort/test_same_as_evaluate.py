"""A cohort gets what each of its patients gets alone: outputs, rules, statements, order of lists, unknowns, gaps."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cohort import dense, lazy, steps
from b12dt.cohort.machine import Machine, TableNode
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import HitPolicy
from b12dt.program import compile_guideline
from benchmarks.patients import random_patients
from tests.support.frames import KINDS, arrow, as_kind, rows_of, wanted
from tests.support.models import (
    Policies,
    as_values,
    guidelines,
    patients,
)

ALL = tuple(HitPolicy)


@pytest.fixture(autouse=True)
def _no_warnings() -> Iterable[None]:
    """Facts that are not given are none of these tests' business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _hold(guideline: Guideline, facts: list[dict[str, Any]], kind: str, **options: Any) -> list[dict[str, Any]]:
    """Hold the rows of a cohort against the advice for each patient; return them."""
    made = guideline.evaluate_frame(as_kind(arrow(guideline.inputs, facts), kind), **options)
    rows = rows_of(made)
    assert len(rows) == len(facts)
    forms = {name: options[name] for name in ("lists", "statements") if name in options}
    for row, one in zip(rows, facts, strict=True):
        assert row == wanted(guideline, guideline.evaluate(_listed(one)), **forms), one
    return rows


def _listed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "unknown" if value == ("unknown",) else value for name, value in facts.items()}


def _case_facts(guideline: Guideline) -> list[dict[str, Any]]:
    assert guideline.program is not None
    return [
        {
            name: float(value) if isinstance(value, Decimal) else None if value == "unknown" else value
            for name, value in one.facts
        }
        for one in guideline.program.guideline.cases
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_worked_cases(guideline: Guideline, kind: str) -> None:
    """Every worked case of the guideline gets in a cohort what it gets alone, in frames of every kind."""
    facts = _case_facts(guideline)
    assert len(facts) > 700
    _hold(guideline, facts, kind, statements=True)


@pytest.mark.parametrize("lists", ["lists", "flags", "text"])
def test_random_patients(guideline: Guideline, lists: str) -> None:
    """Random patients get in a cohort what they get alone, whatever form several values take."""
    facts = [_listed(one) for one in random_patients(guideline.inputs, 1500, seed=7)]
    _hold(guideline, facts, "pyarrow", lists=lists, statements=True)


def _values(guideline: Guideline, path: str) -> list[Any]:
    """Return a value for every atom of a fact or an output."""
    if path in guideline.inputs:
        one = guideline.inputs[path]
        unknown = {"number": None, "several of": ("unknown",)}.get(one.kind, "unknown")
        return [*one.samples, *([unknown] if one.may_be_unknown else [])]
    key, _, name = path.partition(".")
    output = next(one for one in guideline.decisions[key].outputs if one.name == name)
    if output.kind == "several of":
        codes = output.atoms.codes
        chosen = product((False, True), repeat=len(codes))
        return [tuple(code for code, taken in zip(codes, bits, strict=True) if taken) for bits in chosen]
    assert output.kind == "category", path
    return [*output.atoms.codes, *(["unknown"] if output.atoms.domain & 1 else [])]


def test_every_atom_of_every_table(guideline: Guideline) -> None:
    """Every table of the guideline finds, for each combination of its columns' atoms, the rules that its code finds."""
    machine = Machine(guideline.compiled)
    checked = 0
    for key, node in machine.nodes(guideline.decisions).items():
        if not isinstance(node, TableNode):
            continue
        paths = node.decision.inputs
        combinations = list(product(*(_values(guideline, path) for path in paths)))
        work = steps.Work([np.uint16] * len(paths), rows=len(combinations))
        work.rows = len(combinations)
        for place, path in enumerate(paths):
            work.slots[place][:] = [machine.digits(path).of(one[place]) for one in combinations]
        index = steps.index_of((paths.index(one.path), one.size, one.merge) for one in node.groups[0]).of(work)
        decide = getattr(guideline.compiled, f"decide_{key}")
        for values, state in zip(combinations, node.state_of_cells()[index].tolist(), strict=True):
            fired = decide(*values)
            rules = () if fired is None else (fired.id,) if hasattr(fired, "id") else tuple(one.id for one in fired)
            assert tuple(one.id for one in node.states.all[state].rules) == rules, (key, values)
            checked += 1
    assert checked > 10_000


@settings(max_examples=150)
@given(st.data())
def test_every_hit_policy(data: st.DataObject) -> None:
    """Chained tables of every hit policy, and summaries, give a cohort what they give each patient."""
    model = data.draw(guidelines(Policies(inner=ALL, last=ALL)) if data.draw(st.booleans()) else guidelines())
    program, _ = compile_guideline(model)
    if program is None:
        return
    made = Guideline(loaded(program), program)
    facts = data.draw(st.lists(patients(model), min_size=1, max_size=12))
    _hold(made, [as_values(one, model) for one in facts], data.draw(st.sampled_from(KINDS)), statements=True)
    _hold(
        made, [as_values(one, model) for one in facts], "pyarrow", lists=data.draw(st.sampled_from(["flags", "text"]))
    )


@settings(max_examples=80)
@given(st.data())
def test_tables_too_wide_for_one_look_up(data: st.DataObject) -> None:
    """Tables that are looked up in several parts decide as those that one look-up holds."""
    model = data.draw(guidelines())
    program, _ = compile_guideline(model)
    if program is None:
        return
    made = Guideline(loaded(program), program)
    facts = data.draw(st.lists(patients(model), min_size=1, max_size=8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "MOST_CELLS", data.draw(st.sampled_from([1, 4, 16])))
        patch.setattr(dense, "MOST_MERGED", data.draw(st.sampled_from([1, 4, 16])))
        patch.setattr(lazy, "MOST_PAIRS", data.draw(st.sampled_from([1, 8, 1 << 22])))
        _hold(made, [as_values(one, model) for one in facts], "pyarrow", statements=True)
