"""The program as data for JavaScript: what JSON can hold, masks as numbers where they fit, in hexadecimals where not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from b12dt.described import (
    described_decision,
    described_input,
    described_regimen,
    described_statements,
    described_values,
)
from b12dt.program import Program
from b12dt.runtime.advice import NOTICE
from b12dt.runtime.structure import Atoms, Decision, Input, Rule
from b12dt.runtime.telling import are_alternatives, to_check

MOST_BITS = 31
"""Atoms whose masks are plain numbers there: its `&` works on 32 bits, one of them the sign."""


def data_of(program: Program, unproved: str) -> dict[str, Any]:
    """Return the data; `unproved` is what readers are told of workbooks that were not proved, empty where they were."""
    guideline = program.guideline
    about = dict(guideline.about)
    inputs = {one.name: described_input(program, one) for one in guideline.inputs}
    decisions = {one.key: described_decision(program, one) for one in guideline.decisions}
    values = described_values(program)
    return {
        "title": about.get("Title", "Guideline"),
        "version": about.get("Version", ""),
        "sha256": guideline.sha256,
        "notices": [about.get("Notice") or NOTICE, *([unproved] if unproved else [])],
        "inputs": [_input(one) for one in inputs.values()],
        "decisions": [
            _decision(one, program.atoms) | {"to_check": to_check(key, decisions, inputs, values)}
            for key, one in decisions.items()
        ],
        "values": [
            {"name": name, "values": [{"code": code} | _fields(value) for code, value in words.items()]}
            for name, words in values.items()
        ],
        "regimens": [_fields(described_regimen(one)) for one in guideline.regimens],
        "statements": [{"id": name} | _fields(one) for name, one in described_statements(program).items()],
        "interpretations": [{"id": one.id, "text": one.shown} for one in guideline.interpretations],
    }


def _fields(one: NamedTuple) -> dict[str, Any]:
    return {name: _plain(value) for name, value in one._asdict().items()}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; whole numbers without a point, which JavaScript does not tell apart."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _atoms(atoms: Atoms) -> dict[str, Any]:
    cuts = [[_plain(bound), above] for bound, above in atoms.cuts]
    return {"kind": atoms.kind, "codes": atoms.codes, "cuts": cuts, "domain": _mask(atoms.domain, atoms)}


def _mask(mask: int, atoms: Atoms) -> int | str:
    return mask if atoms.domain.bit_length() <= MOST_BITS else hex(mask)


def _input(one: Input) -> dict[str, Any]:
    # The samples of codes and their combinations are the atoms themselves: only numbers need to be told.
    samples = [_plain(sample) for sample in one.samples] if one.kind == "number" else []
    return _fields(one) | {"samples": samples, "atoms": _atoms(one.atoms)}


def _decision(one: Decision, atoms: Mapping[str, Atoms]) -> dict[str, Any]:
    columns = [atoms[path] for path in one.inputs]
    return _fields(one) | {
        "outputs": [
            _fields(output) | {"atoms": _atoms(output.atoms), "alternatives": are_alternatives(output)}
            for output in one.outputs
        ],
        "rules": [_rule(rule, columns) for rule in one.rules],
        "unions": [_fields(union) for union in one.unions],
    }


def _rule(rule: Rule, columns: Iterable[Atoms]) -> dict[str, Any]:
    masks = [_mask(mask, atoms) for mask, atoms in zip(rule.masks, columns, strict=True)]
    return _fields(rule) | {"outputs": [_plain(value) for value in rule.outputs], "masks": masks}
