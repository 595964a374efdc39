"""Decision tables: a two-row column header, one rule a row."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.diagnostics import Finding, finding
from b12dt.model import HitPolicy
from b12dt.read.grid import Grid
from b12dt.recognise.header import between
from b12dt.recognise.layout import (
    ANNOTATIONS,
    BASIS,
    GUIDANCE,
    HIT_POLICY,
    ID,
    INPUTS,
    INTERPRETATIONS,
    KEY,
    NAME,
    OUTPUTS,
    REFERENCES,
    ROLES,
    RULE_ID,
    fold,
    known,
)
from b12dt.recognise.lists import lone_text, lone_texts, untitled_content
from b12dt.recognise.sheets import Field, RuleRow, TableSheet
from b12dt.runtime.closest import closest

REQUIRED_LABELS = (ID, KEY, NAME, HIT_POLICY)
SINGLE_ROLES = (RULE_ID, ANNOTATIONS, REFERENCES, BASIS, INTERPRETATIONS)


def read_table(grid: Grid, header: Mapping[str, Field], start: int) -> tuple[TableSheet | None, list[Finding]]:
    """Return the decision table whose column titles begin at row `start` or below.

    Diagnostics: DT139 to DT141, DT143 to DT146.
    """
    findings = [
        finding("DT143", grid.whole, column=label, expected=REQUIRED_LABELS)
        for label in REQUIRED_LABELS
        if label not in header or not header[label].text
    ]
    upper = next((row for row in grid.rows_from(start) if _is_upper(grid, row)), None)
    if upper is None:
        return None, [*findings, finding("DT144", grid.whole, expected=ROLES)]
    columns, policy, found = _columns(grid, upper)
    findings += found
    singles, doubled = _singles(grid, columns, upper)
    findings += doubled
    findings += [
        finding("DT140", grid.span(upper, 2, last_column=grid.row(upper)[-1].column), column=role, expected=ROLES)
        for role in (RULE_ID, REFERENCES, BASIS)
        if role not in singles
    ]
    inputs = tuple(column for column, role in columns.items() if role == INPUTS)
    outputs = tuple(column for column, role in columns.items() if role == OUTPUTS)
    if not inputs or not outputs:
        findings.append(finding("DT145", grid.span(upper, 2, last_column=grid.row(upper)[-1].column)))
    if findings:
        return None, findings
    guidance = next((column for column in outputs if known(grid.text(upper + 1, column), (GUIDANCE,))), None)
    outputs = tuple(column for column in outputs if column != guidance)
    findings += [*between(grid, start, upper), *untitled_content(grid, set(columns), upper + 2)]
    filled = [row for row in grid.rows_from(upper + 2) if any(grid.at(row, column) for column in columns)]
    lone = lone_texts(grid, filled, singles[RULE_ID])
    findings += [lone_text(grid, row, singles[RULE_ID]) for row in lone]
    rows = tuple(_rule(grid, row, singles, inputs, outputs, guidance) for row in filled if row not in lone)
    if not filled:
        findings.append(finding("DT146", grid.whole))
    sheet = TableSheet(
        header=header,
        policy=policy or header[HIT_POLICY],
        inputs=tuple(_field(grid, upper + 1, column) for column in inputs),
        outputs=tuple(_field(grid, upper + 1, column) for column in outputs),
        rows=rows,
        span=grid.whole,
    )
    return sheet, findings


def _is_upper(grid: Grid, row: int) -> bool:
    return any(known(cell.text, (OUTPUTS,)) for cell in grid.row(row))


def _columns(grid: Grid, upper: int) -> tuple[dict[int, str], Field | None, list[Finding]]:
    """Return each titled column's role; a title of the upper row holds for the columns to its right."""
    columns: dict[int, str] = {}
    findings: list[Finding] = []
    policy: Field | None = None
    role = ""
    for column in sorted({cell.column for cell in (*grid.row(upper), *grid.row(upper + 1))}):
        cell = grid.at(upper, column)
        title = grid.text(upper + 1, column)
        if cell is not None:
            here = grid.span(upper, column)
            if hit_policy(cell.text) is not None or known(title, (RULE_ID,)):
                role, policy = RULE_ID, Field(text=cell.text, span=here)
            elif (found := known(cell.text, ROLES)) is not None:
                role = found
            else:
                near = closest(cell.text, ROLES)
                findings.append(finding("DT139", here, read=cell.text, expected=ROLES, closest=near))
                role = ""
        elif known(title, (RULE_ID,)):
            role, policy = RULE_ID, Field(text="", span=grid.span(upper, column))
        elif role == RULE_ID and title:
            # The columns after the rule's ID are its inputs, whether or not somebody wrote "Input(s)" above them.
            role = INPUTS
        if role and (title or cell is not None):
            if role in (INPUTS, OUTPUTS) and not title:
                continue
            columns[column] = role
    return columns, policy, findings


def _singles(grid: Grid, columns: Mapping[int, str], upper: int) -> tuple[dict[str, int], list[Finding]]:
    singles: dict[str, int] = {}
    findings: list[Finding] = []
    for column, role in columns.items():
        if role in SINGLE_ROLES:
            if role in singles:
                findings.append(finding("DT141", grid.span(upper, column), read=role, column=role))
            singles.setdefault(role, column)
    return singles, findings


def _rule(
    grid: Grid,
    row: int,
    singles: Mapping[str, int],
    inputs: tuple[int, ...],
    outputs: tuple[int, ...],
    guidance: int | None,
) -> RuleRow:
    def single(role: str) -> Field:
        return _field(grid, row, singles.get(role, 0))

    last = max((*singles.values(), *inputs, *outputs))
    return RuleRow(
        id=single(RULE_ID),
        inputs=tuple(_field(grid, row, column) for column in inputs),
        outputs=tuple(_field(grid, row, column) for column in outputs),
        guidance=_field(grid, row, guidance or 0),
        annotation=single(ANNOTATIONS),
        references=single(REFERENCES),
        basis=single(BASIS),
        interpretations=single(INTERPRETATIONS),
        span=grid.span(row, singles[RULE_ID], last_column=last),
    )


def _field(grid: Grid, row: int, column: int) -> Field:
    """Return the field at a cell; column 0 stands for a column that the sheet does not have."""
    return Field(text=grid.text(row, column), span=grid.span(row, column or 1))


def hit_policy(text: str) -> HitPolicy | None:
    """Return the hit policy that a letter or a word names: `F`, `First`, `F (First)`."""
    folded = fold(text).replace("_", " ")
    first = folded.split("(")[0].strip()
    for policy in HitPolicy:
        if first in (policy.value.casefold(), policy.name.casefold().replace("_", " ")):
            return policy
    collects = {"collect sum": HitPolicy.SUM, "collect min": HitPolicy.LEAST, "collect max": HitPolicy.GREATEST}
    return {**collects, "collect count": HitPolicy.COUNT}.get(first)
