"""The data beside the code: the dictionary, the decisions, statements and interpretations, for advice and reasons."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.described import (
    described_decision,
    described_input,
    described_regimen,
    described_statements,
    described_values,
)
from b12dt.emit.python.conditions import literal
from b12dt.emit.python.shape import write_union
from b12dt.program import Program
from b12dt.runtime.structure import Atoms, Decision, Input, Output


def write_data(program: Program, names: Mapping[str, str]) -> str:
    """Return the data; `names` are the constants of the rules by their IDs."""
    guideline = program.guideline
    inputs = [described_input(program, one) for one in guideline.inputs]
    decisions = [described_decision(program, one) for one in guideline.decisions]
    lists = [
        f"    {literal(name)}: {{\n"
        + "".join(f"        {literal(code)}: Value({_fields(value)}),\n" for code, value in values.items())
        + "    },\n"
        for name, values in described_values(program).items()
    ]
    regimens = [f"    {literal(one.id)}: Regimen({_fields(described_regimen(one))}),\n" for one in guideline.regimens]
    statements = [
        f"    {literal(name)}: Statement({_fields(one)}),\n" for name, one in described_statements(program).items()
    ]
    interpretations = [f"    {literal(one.id)}: {literal(one.shown)},\n" for one in guideline.interpretations]
    return "\n\n".join(
        [
            "INPUTS = {\n" + "".join(f"    {literal(one.name)}: {_input(one)},\n" for one in inputs) + "}",
            "DECISIONS = {\n"
            + "".join(f"    {literal(one.key)}: {_decision(one, names)},\n" for one in decisions)
            + "}",
            "VALUES = {\n" + "".join(lists) + "}",
            "REGIMENS = {\n" + "".join(regimens) + "}",
            "STATEMENTS = {\n" + "".join(statements) + "}",
            "INTERPRETATIONS = {\n" + "".join(interpretations) + "}",
        ]
    )


def _fields(one: tuple[object, ...]) -> str:
    return ", ".join(literal(field) for field in one)


def _atoms(atoms: Atoms) -> str:
    return f"Atoms({_fields(atoms)})"


def _input(one: Input) -> str:
    *fields, _ = one
    return f"Input(\n        {_fields(tuple(fields))},\n        {_atoms(one.atoms)},\n    )"


def _decision(one: Decision, names: Mapping[str, str]) -> str:
    told = (one.working_step, one.told_first)
    heading = _fields((one.id, one.key, one.name, one.question, one.hit_policy, one.place, *told))
    outputs = "".join(_output(output) for output in one.outputs)
    rules = "".join(f"{names[rule.id]}, " for rule in one.rules)
    unions = "".join(f"{write_union(union)}, " for union in one.unions)
    return f"Decision(\n        {heading},\n        {literal(one.inputs)},\n        ({outputs}),\n        ({rules}),\n        ({unions}),\n    )"


def _output(one: Output) -> str:
    *fields, _ = one
    return f"Output({_fields(tuple(fields))}, {_atoms(one.atoms)}), "
