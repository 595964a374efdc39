"""The data beside the code: the dictionary, the decisions, statements and interpretations, for advice and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from b12dt.atoms import sample_of, size
from b12dt.emit.python.conditions import literal
from b12dt.emit.python.shape import outputs_of, write_union
from b12dt.model import UNKNOWN, Decision, DecisionTable, Input, Kind, Output
from b12dt.policies import gathers
from b12dt.program import Program
from b12dt.runtime.structure import Atoms


def write_data(program: Program, names: Mapping[str, str]) -> str:
    """Return the data; `names` are the constants of the rules by their IDs."""
    guideline = program.guideline
    lists = [
        f"    {literal(one.name)}: {{\n"
        + "".join(
            f"        {literal(value.code)}: Value({literal(value.label)}, {literal(value.sentence)}, {literal(value.severity)}, {value.quiet}),\n"
            for value in one.values
        )
        + "    },\n"
        for one in guideline.value_lists
    ]
    statements = [
        f"    {literal(one.id)}: Statement({literal(one.text)}, {literal(one.section)}, {one.line}, {literal(one.citations)}),\n"
        for one in guideline.statements
    ]
    interpretations = [f"    {literal(one.id)}: {literal(one.shown)},\n" for one in guideline.interpretations]
    return "\n\n".join(
        [
            "INPUTS = {\n"
            + "".join(f"    {literal(one.name)}: {_input(program, one)},\n" for one in guideline.inputs)
            + "}",
            "DECISIONS = {\n"
            + "".join(f"    {literal(one.key)}: {_described(program, one, names)},\n" for one in guideline.decisions)
            + "}",
            "VALUES = {\n" + "".join(lists) + "}",
            "REGIMENS = {\n" + "".join(_regimens(program)) + "}",
            "STATEMENTS = {\n" + "".join(statements) + "}",
            "INTERPRETATIONS = {\n" + "".join(interpretations) + "}",
        ]
    )


def _atoms(atoms: Atoms) -> str:
    return f"Atoms({literal(atoms.kind)}, {literal(atoms.codes)}, {literal(atoms.cuts)}, {atoms.domain})"


def _input(program: Program, one: Input) -> str:
    atoms = program.atoms[one.path]
    codes = tuple(value.code for value in one.values.values if value.code != UNKNOWN) if one.values else ()
    default = float(one.default) if isinstance(one.default, Decimal) else one.default
    if one.default == UNKNOWN:
        default = {Kind.NUMBER: None, Kind.SEVERAL: (UNKNOWN,)}.get(one.kind, UNKNOWN)
    if one.kind is Kind.CATEGORY and one.may_be_unknown:
        codes = (*codes, UNKNOWN)
    samples = tuple(sample_of(atom, atoms, one) for atom in range(1, size(atoms)) if atoms.domain >> atom & 1)
    fields = [
        one.name, one.label, one.section, one.question, one.kind.value, one.unit, one.ucum,
        None if one.lowest is None else float(one.lowest), None if one.highest is None else float(one.highest),
        codes, one.values.name if one.values else "", one.may_be_unknown, default, one.meaning, samples,
    ]  # fmt: skip
    return f"Input(\n        {', '.join(literal(field) for field in fields)},\n        {_atoms(atoms)},\n    )"


def _described(program: Program, decision: Decision, names: Mapping[str, str]) -> str:
    outputs = "".join(_output(program, decision, output) for output in outputs_of(decision))
    if isinstance(decision, DecisionTable):
        policy = decision.hit_policy.value
        inputs = literal(tuple(one.path for one in decision.inputs))
        rules = "(" + "".join(f"{names[rule.id]}, " for rule in decision.rules) + ")"
        unions = "()"
    else:
        policy, inputs, rules = "", "()", "()"
        unions = "(" + "".join(f"{write_union(union)}, " for union in decision.unions) + ")"
    heading = ", ".join(
        literal(text)
        for text in (
            decision.id,
            decision.key,
            decision.name,
            decision.question,
            policy,
            str(decision.span),
            decision.working_step,
        )
    )
    return f"Decision(\n        {heading},\n        {inputs},\n        ({outputs}),\n        {rules},\n        {unions},\n    )"


def _output(program: Program, decision: Decision, output: Output) -> str:
    how = gathers(decision, output) if isinstance(decision, DecisionTable) else "united"
    name = output.values.name if output.values else ""
    fields = ", ".join(
        literal(text)
        for text in (output.name, output.label, output.kind.value, output.unit, name, output.when_empty, how)
    )
    return f"Output({fields}, {_atoms(program.atoms[output.path])}), "


def _regimens(program: Program) -> Iterable[str]:
    for one in program.guideline.regimens:
        fields = (
            one.id, one.label, one.drug, one.atc, float(one.dose_low), float(one.dose_high), one.dose_unit, one.route,
            one.frequency, one.period, one.period_high, one.period_unit, one.duration, one.duration_unit, one.until,
            one.for_life, one.statements, one.sentence,
        )  # fmt: skip
        yield f"    {literal(one.id)}: Regimen({', '.join(literal(field) for field in fields)}),\n"
