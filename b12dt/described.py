"""The program as the runtime describes it: what every backend that explains its advice writes out beside its code."""

from __future__ import annotations

from decimal import Decimal

from b12dt.atoms import sample_of, size
from b12dt.diagnostics import Span
from b12dt.model import UNKNOWN, Kind, OutputValue
from b12dt.model import Decision as DecisionModel
from b12dt.model import DecisionTable as TableModel
from b12dt.model import Input as InputModel
from b12dt.model import Output as OutputModel
from b12dt.model import Regimen as RegimenModel
from b12dt.model import Rule as RuleModel
from b12dt.model import Summary as SummaryModel
from b12dt.model import Union as UnionModel
from b12dt.policies import gathers
from b12dt.program import Box, Program
from b12dt.runtime.structure import Decision, Input, Output, Regimen, Rule, Statement, Union, Value


def described_input(program: Program, one: InputModel) -> Input:
    """Return a fact with a value for each of its atoms but unknown."""
    atoms = program.atoms[one.path]
    codes = tuple(value.code for value in one.words if value.code != UNKNOWN)
    if one.kind is Kind.CATEGORY and one.may_be_unknown:
        codes = (*codes, UNKNOWN)
    default = float(one.default) if isinstance(one.default, Decimal) else one.default
    if one.default == UNKNOWN:
        default = {Kind.NUMBER: None, Kind.SEVERAL: (UNKNOWN,)}.get(one.kind, UNKNOWN)
    return Input(
        name=one.name,
        label=one.label,
        section=one.section,
        question=one.question,
        kind=one.kind.value,
        unit=one.unit,
        ucum=one.ucum,
        lowest=None if one.lowest is None else float(one.lowest),
        highest=None if one.highest is None else float(one.highest),
        values=codes,
        list=one.values.name if one.values else "",
        may_be_unknown=one.may_be_unknown,
        default=default,
        meaning=one.meaning,
        samples=tuple(sample_of(atom, atoms, one) for atom in range(1, size(atoms)) if atoms.domain >> atom & 1),
        atoms=atoms,
    )


def described_decision(program: Program, one: DecisionModel) -> Decision:
    """Return a decision with its rules, or a summary with its unions."""
    is_table = isinstance(one, TableModel)
    return Decision(
        id=one.id,
        key=one.key,
        name=one.name,
        question=one.question,
        hit_policy=one.hit_policy.value if is_table else "",
        place=str(one.span),
        working_step=one.working_step,
        told_first=one.told_first,
        inputs=tuple(column.path for column in one.inputs) if is_table else (),
        outputs=tuple(_output(program, one, output) for output in outputs_of(one)),
        rules=tuple(map(described_rule, one.rules, program.tables[one.key].boxes)) if is_table else (),
        unions=() if is_table else tuple(described_union(union) for union in one.unions),
    )


def outputs_of(decision: DecisionModel) -> tuple[OutputModel, ...]:
    """Return what a decision states, table or summary."""
    if isinstance(decision, SummaryModel):
        return tuple(union.output for union in decision.unions)
    return decision.outputs


def _output(program: Program, decision: DecisionModel, one: OutputModel) -> Output:
    return Output(
        name=one.name,
        label=one.label,
        kind=one.kind.value,
        unit=one.unit,
        list=one.values.name if one.values else "",
        when_empty=one.when_empty,
        gathers=gathers(decision, one) if isinstance(decision, TableModel) else "united",
        atoms=program.atoms[one.path],
    )


def described_rule(rule: RuleModel, box: Box) -> Rule:
    """Return a rule with its masks."""
    return Rule(
        id=rule.id,
        place=_place(rule),
        when=tuple(entry.text or "-" for entry in rule.inputs),
        outputs=tuple(as_told(entry.value) for entry in rule.outputs),
        statements=rule.statements,
        basis=rule.basis.value,
        interpretations=rule.interpretations,
        annotation=rule.guidance or rule.annotation,
        masks=box,
    )


def _place(rule: RuleModel) -> str:
    """Return where a rule stands: the first cell of its row, which holds its ID."""
    span = rule.span
    return str(Span(workbook=span.workbook, sheet=span.sheet, cells=span.cells.split(":")[0]))


def as_told(value: OutputValue) -> str | tuple[str, ...] | float:
    """Return a result as the runtime tells it, and as atoms take it: a number as a float."""
    return float(value) if isinstance(value, Decimal) else value


def described_union(union: UnionModel) -> Union:
    """Return how a summary makes one of its outputs."""
    order = tuple(value.code for value in union.output.words)
    return Union(takes=union.takes.value, sources=tuple(source.path for source in union.sources), order=order)


def described_values(program: Program) -> dict[str, dict[str, Value]]:
    """Return every word of every value list, by list and code, in the order of priority."""
    return {
        one.name: {value.code: Value(value.label, value.sentence, value.severity, value.quiet) for value in one.values}
        for one in program.guideline.value_lists
    }


def described_statements(program: Program) -> dict[str, Statement]:
    """Return the statements of the source by their IDs."""
    return {one.id: Statement(one.text, one.section, one.line, one.citations) for one in program.guideline.statements}


def described_regimen(one: RegimenModel) -> Regimen:
    """Return a regimen as data."""
    return Regimen(
        id=one.id,
        label=one.label,
        drug=one.drug,
        atc=one.atc,
        dose_low=float(one.dose_low),
        dose_high=float(one.dose_high),
        dose_unit=one.dose_unit,
        route=one.route,
        frequency=one.frequency,
        period=one.period,
        period_high=one.period_high,
        period_unit=one.period_unit,
        duration=one.duration,
        duration_unit=one.duration_unit,
        until=one.until,
        for_life=one.for_life,
        statements=one.statements,
        sentence=one.sentence,
    )
