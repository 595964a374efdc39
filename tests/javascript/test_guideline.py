"""The guideline of `tables/` in JavaScript: it decides, explains and asks as the Python does, atom by atom and patient by patient."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

import pytest

from b12dt.cli.output import explanation_data
from b12dt.guideline import Guideline
from b12dt.runtime.advice import Advice, plain
from b12dt.runtime.questions import facts_that_matter, questions_among, unknown_facts
from benchmarks.patients import random_patients
from tests.support.models import as_facts, asked_of, points
from tests.support.node import Node

MOST = 4000
"""Combinations of a table's atoms that are tried at most."""
BATCH = 250


def test_each_table_fires_alike_on_every_atom(node: Node, guideline: Guideline) -> None:
    """Every table fires the same rules for every combination of its columns' values, or for many with each value in some."""
    assert guideline.program is not None
    model = guideline.program.guideline
    tables = [table.decision for table in guideline.program.tables.values()]
    sample = random.Random(1)
    compared = 0
    for decision in tables:
        columns = [points(one, asked_of(one, tables)) for one in decision.inputs]
        tried = list(_combinations(columns, sample))
        assert all(
            {repr(one[place]) for one in tried} == {repr(value) for value in column}
            for place, column in enumerate(columns)
        )
        decide = getattr(guideline.compiled, f"decide_{decision.key}")
        wanted = [_ids(decide(*one), decision.hit_policy.value) for one in tried]
        [came] = node.ask([{"do": "fires", "key": decision.key, "columns": tried}])
        assert came == wanted, decision.key
        compared += len(tried)
    assert len(tables) == sum(not one.unions for one in guideline.decisions.values())
    assert compared > 10 * len(model.decisions)


def _combinations(columns: Sequence[Sequence[Any]], sample: random.Random) -> Iterator[tuple[Any, ...]]:
    if prod(map(len, columns)) <= MOST:
        yield from product(*columns)
        return
    for place, column in enumerate(columns):
        for value in column:
            yield tuple(value if other == place else sample.choice(one) for other, one in enumerate(columns))
    for _ in range(MOST):
        yield tuple(sample.choice(one) for one in columns)


def _ids(fired: Any, policy: str) -> list[str] | None:
    if fired is None or (fired == () and policy in "UAPF"):
        return None
    return [fired.id] if hasattr(fired, "id") else [rule.id for rule in fired]


def test_worked_cases_get_the_same_advice_and_reasons(node: Node, guideline: Guideline) -> None:
    """Every worked case gets the same results, rules, statements, basis, regimens, questions, notices and explanation."""
    assert guideline.program is not None
    cases = guideline.program.guideline.cases
    patients = [{name: _fact(value) for name, value in one.facts} for one in cases]
    assert len(patients) > 700
    _compare(node, guideline, patients, reasons=True)


def _fact(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value


def test_random_patients_get_the_same_advice(node: Node, guideline: Guideline, request: pytest.FixtureRequest) -> None:
    """Random whole patients, many of them on a threshold or partly unknown, get the same advice; `--patients` says how many."""
    count = int(request.config.getoption("--patients"))
    patients = [as_facts(one) for one in random_patients(guideline.inputs, count, seed=7)]
    _compare(node, guideline, patients, reasons=False)


def test_random_patients_get_the_same_reasons(node: Node, guideline: Guideline) -> None:
    """Random patients with few facts get the same explanations: each rule, each condition, each answer in words."""
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 150, seed=8)]
    sample = random.Random(9)
    _compare(node, guideline, [_few(one, sample, guideline) for one in patients], reasons=True)


def _few(facts: Mapping[str, Any], sample: random.Random, guideline: Guideline) -> dict[str, Any]:
    """Return some of a patient's facts, so that much is open."""
    return {name: facts[name] for name in guideline.inputs if sample.random() < 0.4}


def _compare(node: Node, guideline: Guideline, patients: Sequence[dict[str, Any]], *, reasons: bool) -> None:
    for start in range(0, len(patients), BATCH):
        batch = patients[start : start + BATCH]
        advices = [guideline.evaluate(facts) for facts in batch]
        for facts, advice, came in zip(batch, advices, node.evaluate(*batch), strict=True):
            assert came == advice.to_dict(), facts
        if reasons:
            explained = node.ask([{"do": "explain", "facts": facts} for facts in batch])
            for facts, advice, came in zip(batch, advices, explained, strict=True):
                assert came == json.loads(json.dumps(plain(explanation_data(advice.explain())))), facts


def test_facts_that_matter_are_the_same_for_any_set_of_facts(node: Node, guideline: Guideline) -> None:
    """Which facts could matter together is the same, whichever facts are held to be open, known ones among them."""
    sample = random.Random(10)
    names = list(guideline.inputs)
    patients = [as_facts(one) for one in random_patients(guideline.inputs, 300, seed=11)]
    asked = [sample.sample(names, sample.randint(1, len(names))) for _ in patients]
    came = node.ask(
        [{"do": "matter", "facts": facts, "names": some} for facts, some in zip(patients, asked, strict=True)]
    )
    wanted = [
        list(facts_that_matter(guideline.evaluate(facts), some)) for facts, some in zip(patients, asked, strict=True)
    ]
    assert came == wanted
    assert len({tuple(one) for one in wanted}) > 10


def test_what_is_asked_next_is_most_decisive_first(node: Node, guideline: Guideline) -> None:
    """What the page asks: open facts by how much hangs on them, then together, then defaults, then what fits no answer."""
    sample = random.Random(12)
    patients = [_few(as_facts(one), sample, guideline) for one in random_patients(guideline.inputs, 120, seed=13)]
    patients += [
        {},
        {name: one.default if one.default is not None else "unknown" for name, one in guideline.inputs.items()},
    ]
    patients[-1]["plan"] = []
    kinds: set[str] = set()
    for facts, came in zip(patients, node.ask([{"do": "ask", "facts": facts} for facts in patients]), strict=True):
        kind, wanted = _to_ask(guideline.evaluate(facts), facts)
        assert [one["name"] for one in came] == wanted, facts
        kinds.add(kind)
    assert {"alone", "contrary", "nothing"} <= kinds


def _to_ask(advice: Advice, answered: Mapping[str, Any]) -> tuple[str, list[str]]:
    left = [name for name in advice.compiled.INPUTS if name not in answered]
    unknown = [name for name in unknown_facts(advice) if name in left]
    alone = [one.name for one in questions_among(advice, unknown)]
    contrary = [name for name in alone if _contradicts(advice, name)]
    if sensible := [name for name in alone if name not in contrary]:
        return "contrary" if contrary else "alone", [*sensible, *contrary]
    if together := [name for name in facts_that_matter(advice, unknown) if name not in contrary]:
        return "together", [*together, *contrary]
    rest = questions_among(advice, [name for name in left if name not in unknown])
    return "defaults" if rest else "nothing", [*(one.name for one in rest), *contrary]


def _contradicts(advice: Advice, name: str) -> bool:
    """Tell whether all answers to a question make the same of the advice: alerts more, and nothing else."""
    compiled = advice.compiled
    others = [Advice(compiled, {**advice.checked_facts, name: value}) for value in compiled.INPUTS[name].samples]
    told = {str([other[path] for path in other]) for other in others}
    changed = [path for path in advice if others[0][path] != advice[path]]
    lists = {f"{key}.{one.name}": one.list for key, decision in compiled.DECISIONS.items() for one in decision.outputs}
    alerts = [path for path in changed if any(one.severity for one in compiled.VALUES.get(lists[path], {}).values())]
    return (
        len(told) == 1
        and len(alerts) > 0
        and all(path in alerts or lists[path] == "severity" for path in changed)
        and all(set(advice[path]) < set(others[0][path]) for path in alerts)
    )


def test_what_does_not_fit_is_asked_last(node: Node) -> None:
    """Where treatment has not started, the months since its start are asked after all that makes sense, and never left out."""
    facts = {"deficiency_confirmed": "yes", "treatment_phase": "not_started", "current_route": "none"}
    first, *_, last = node.ask([{"do": "ask", "facts": facts}])[0]
    assert (last["name"], last["contradicts"]) == ("months_since_start", True)
    assert not first["contradicts"]
    [came] = node.ask([{"do": "ask", "facts": {"deficiency_confirmed": "yes", "treatment_phase": "maintenance"}}])
    assert "months_since_start" in [one["name"] for one in came if not one["contradicts"]]
