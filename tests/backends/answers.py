"""What a backend answers for a patient, in one form for all of them; and the one that all others are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from b12dt.loading import loaded
from b12dt.model import Guideline, Summary
from b12dt.program import Program
from b12dt.runtime.advice import evaluate
from tests.support.interpreter import interpret, plain
from tests.support.models import as_facts

Values = Mapping[str, Any]
"""Complete facts as the tests have them: codes, tuples of codes, numbers, None for an unknown number."""


class Answer(NamedTuple):
    """All outputs by their path, the rules that fired and whether there is an answer, by decision."""

    outputs: dict[str, Any]
    rules: dict[str, tuple[str, ...]]
    answered: dict[str, bool]


def compiled_python(program: Program, patients: Iterable[Values]) -> list[Answer]:
    """Return what the compiled module answers, one patient after another."""
    module = loaded(program)
    found: list[Answer] = []
    for values in patients:
        advice = evaluate(module, as_facts(values))
        made = advice.decisions
        found.append(
            Answer(
                outputs={path: advice[path] for path in advice},
                rules={key: tuple(rule.id for rule in one.rules) for key, one in made.items()},
                answered={key: one.answered for key, one in made.items()},
            )
        )
    return found


def cells(program: Program, patients: Iterable[Values]) -> list[Answer]:
    """Return what the cells say, read one by one by the second evaluator, which knows of no atom and no mask."""
    model = program.guideline
    found: list[Answer] = []
    for values in patients:
        fired, outputs = interpret(model, values)
        rules: dict[str, tuple[str, ...]] = {}
        for decision in model.decisions:
            rules[decision.key] = fired[decision.key] or ()
            if isinstance(decision, Summary):
                united = [rules[one.decision] for union in decision.unions for one in union.sources]
                rules[decision.key] = tuple(dict.fromkeys(rule for one in united for rule in one))
        answered = {key: one is not None for key, one in fired.items()}
        found.append(Answer({path: plain(value) for path, value in outputs.items()}, rules, answered))
    return found


def differences(
    wanted: Sequence[Answer], came: Sequence[Answer], patients: Sequence[Values], most: int = 3
) -> list[str]:
    """Return where two backends differ, each with its patient; a few of them."""
    assert len(wanted) == len(came) == len(patients), (len(wanted), len(came), len(patients))
    found: list[str] = []
    for one, other, patient in zip(wanted, came, patients, strict=True):
        for part in Answer._fields:
            first, second = getattr(one, part), getattr(other, part)
            if first != second:
                told = {name: (first.get(name), second.get(name)) for name in {**first, **second}}
                unlike = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
                found.append(f"{part} (wanted, came): {unlike} of {dict(patient)}")
        if len(found) >= most:
            break
    return found


def facts_table(model: Guideline, patients: Sequence[Values]) -> dict[str, list[Any]]:
    """Return patients as columns, as a table of facts holds them: unknown is NULL, several codes are a text `a; b`.

    Every other unknown is the word `unknown` where the column holds words, so that both ways are tried.
    """
    columns: dict[str, list[Any]] = {"patient_id": list(range(len(patients)))}
    for one in model.inputs:
        columns[one.name] = [_cell(values[one.name], place) for place, values in enumerate(patients)]
    return columns


def _cell(value: Any, place: int) -> Any:
    if value in ("unknown", ("unknown",)):
        return "unknown" if place % 2 else None
    if isinstance(value, tuple):
        return ("; " if place % 2 else ";").join(value)
    return None if value is None else value if isinstance(value, str) else float(value)
