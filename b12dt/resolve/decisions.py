"""Decision tables and summaries: every column a variable, every cell a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from b12dt.cells.understand import understand_result, understand_test
from b12dt.diagnostics import Span, finding
from b12dt.model import (
    ADDS_UP,
    RANKED,
    Basis,
    Decision,
    DecisionTable,
    HitPolicy,
    InputEntry,
    Kind,
    Output,
    OutputEntry,
    Rule,
    Variable,
)
from b12dt.recognise.layout import BASIS, HIT_POLICY, HIT_POLICY_REASON, ID, KEY, NAME, QUESTION, RULE_ID
from b12dt.recognise.sheets import Field, ListSheet, RuleRow, TableSheet
from b12dt.recognise.tables import hit_policy
from b12dt.resolve.dictionary import SEVERITY_LIST, Dictionary
from b12dt.resolve.fields import Findings, first_of, ids, name, required, word
from b12dt.resolve.outputs import FIRST, WORKING_STEP, names_of_outputs, output_columns, role_of
from b12dt.resolve.summaries import read_summary
from b12dt.runtime.closest import closest

RETIRED = "retired"
BASES = {basis.value.replace("_", " "): basis for basis in Basis}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The IDs that rules may cite."""

    statements: Mapping[str, object]
    interpretations: Mapping[str, object]


def read_decisions(
    tables: Sequence[TableSheet],
    summaries: Sequence[ListSheet],
    dictionary: Dictionary,
    evidence: Evidence,
    found: Findings,
) -> tuple[Decision, ...]:
    """Return the decisions in the order of their sheets."""
    keys: dict[str, Span] = {}
    table_ids: dict[str, Span] = {}
    rule_ids: dict[str, Span] = {}
    decisions: list[Decision] = []
    for sheet in (*tables, *summaries):
        if not _heading_is_new(sheet, keys, table_ids, found):
            continue
        if isinstance(sheet, TableSheet):
            decision = _table(sheet, dictionary, evidence, rule_ids, found)
        else:
            decision = read_summary(sheet, dictionary, found)
        if decision is not None:
            decisions.append(decision)
    _check_declared((*tables, *summaries), dictionary, found)
    return tuple(decisions)


def _heading_is_new(
    sheet: TableSheet | ListSheet, keys: dict[str, Span], table_ids: dict[str, Span], found: Findings
) -> bool:
    missing = [label for label in (ID, KEY, NAME) if label not in sheet.header]
    found.extend(finding("DT143", sheet.span, column=label) for label in missing)
    if missing:
        return False
    key = name(sheet.header[KEY], KEY, found)
    identifier = required(sheet.header[ID], ID, found)
    new_key = bool(key) and first_of(keys, key, sheet.header[KEY].span, KEY, found)
    new_id = bool(identifier) and first_of(table_ids, identifier, sheet.header[ID].span, ID, found)
    return new_key and new_id


def _table(
    sheet: TableSheet, dictionary: Dictionary, evidence: Evidence, rule_ids: dict[str, Span], found: Findings
) -> DecisionTable | None:
    key = sheet.header[KEY].text
    policy = _policy(sheet, found)
    inputs = _columns(sheet.inputs, dictionary.variables, key, found)
    outputs = output_columns(sheet.outputs, dictionary, key, found)
    if policy is None or None in inputs or None in outputs:
        return None
    variables = tuple(one for one in inputs if one is not None)
    results = tuple(one for one in outputs if one is not None)
    _check_policy_fits(policy, results, sheet, found)
    problems = len(found)
    rules = [_rule(row, variables, results, evidence, rule_ids, found) for row in sheet.rows]
    if sheet.rows and not any(rules) and len(found) == problems:
        found.append(finding("DT331", sheet.span))
    role = role_of(sheet, found)
    reason = sheet.header.get(HIT_POLICY_REASON)
    if policy not in (HitPolicy.UNIQUE, HitPolicy.COLLECT) and not (reason and reason.text):
        found.append(finding("DT337", sheet.policy.span, read=policy.value))
    return DecisionTable(
        id=sheet.header[ID].text,
        key=key,
        name=sheet.header[NAME].text,
        question=sheet.header[QUESTION].text if QUESTION in sheet.header else "",
        working_step=role == WORKING_STEP,
        told_first=role == FIRST,
        hit_policy=policy,
        hit_policy_reason=reason.text if reason else "",
        inputs=variables,
        outputs=results,
        rules=tuple(rule for rule in rules if rule is not None),
        span=sheet.span,
    )


def _policy(sheet: TableSheet, found: Findings) -> HitPolicy | None:
    header = sheet.header[HIT_POLICY]
    declared, above = hit_policy(header.text), hit_policy(sheet.policy.text)
    words = tuple(policy.value for policy in HitPolicy)
    for field, policy in ((header, declared), (sheet.policy, above)):
        if policy is None:
            found.append(finding("DT319", field.span, read=field.text, expected=words))
    if declared is None or above is None:
        return None
    if declared is not above:
        found.append(
            finding("DT320", sheet.policy.span, read=above.value, expected=[declared.value], related=[header.span])
        )
    return declared


def _columns(
    titles: Iterable[Field], variables: Mapping[str, Variable], key: str, found: Findings
) -> list[Variable | None]:
    columns: list[Variable | None] = []
    for title in titles:
        variable = variables.get(title.text.casefold())
        if variable is None:
            names = tuple(dict.fromkeys(one.label for one in variables.values()))
            near = closest(title.text, (*names, *variables))
            found.append(
                finding(
                    "DT301", title.span, read=title.text, expected=names, closest=near, listed_in=sheet_of(variables)
                )
            )
        elif variable in columns:
            # Its cells are not read: they may have been meant for anything.
            found.append(finding("DT327", title.span, read=title.text))
            variable = None
        elif isinstance(variable, Output) and variable.decision == key:
            found.append(finding("DT502", title.span, read=title.text))
            variable = None
        columns.append(variable)
    return columns


def sheet_of(variables: Mapping[str, Variable]) -> Span | None:
    """Return the sheet on which the first of the variables is described; the others stand there or beside it."""
    first = next(iter(variables.values()), None)
    return Span(workbook=first.span.workbook, sheet=first.span.sheet) if first else None


def _check_policy_fits(policy: HitPolicy, outputs: Iterable[Output], sheet: TableSheet, found: Findings) -> None:
    for output in outputs:
        needs_number = policy in (*ADDS_UP, HitPolicy.COUNT) and output.kind is not Kind.NUMBER
        needs_list = policy in RANKED and output.kind is Kind.NUMBER
        if needs_number or needs_list:
            found.append(finding("DT322", sheet.policy.span, read=policy.value, column=output.label))


def _rule(
    row: RuleRow,
    inputs: tuple[Variable, ...],
    outputs: tuple[Output, ...],
    evidence: Evidence,
    rule_ids: dict[str, Span],
    found: Findings,
) -> Rule | None:
    if not row.id.text:
        found.append(finding("DT310", row.id.span if row.id.span.cells else row.span))
    new = bool(row.id.text) and first_of(rule_ids, row.id.text, row.id.span, RULE_ID, found)
    basis = word(row.basis, BASIS, (*BASES, RETIRED), found)
    if basis == RETIRED:
        return None
    tests = _tests(row, inputs, found)
    results = _results(row, outputs, found)
    statements = ids(row.references, evidence.statements, "DT305", found)
    interpretations = ids(row.interpretations, evidence.interpretations, "DT306", found)
    if not row.references.text.strip("-"):
        found.append(finding("DT321", row.references.span, rule=row.id.text))
    if basis and BASES[basis] is Basis.INTERPRETATION and not row.interpretations.text.strip("-"):
        found.append(finding("DT323", row.interpretations.span, rule=row.id.text))
    if tests is None or results is None or not basis:
        return None
    _check_severity(row, outputs, results, found)
    if not new:
        # Read all the same, so that what is wrong in its cells is told at once; but a rule has an ID of its own.
        return None
    return Rule(
        id=row.id.text,
        inputs=tests,
        outputs=results,
        guidance=row.guidance.text,
        annotation=row.annotation.text,
        statements=statements,
        basis=BASES[basis],
        interpretations=interpretations,
        span=row.span,
    )


def _tests(row: RuleRow, inputs: tuple[Variable, ...], found: Findings) -> tuple[InputEntry, ...] | None:
    entries: list[InputEntry] = []
    for field, variable in zip(row.inputs, inputs, strict=True):
        test, problems = understand_test(field.text, variable, field.span, rule=row.id.text, column=variable.label)
        found.extend(problems)
        if test is not None:
            entries.append(InputEntry(test=test, text=field.text, span=field.span))
    return tuple(entries) if len(entries) == len(inputs) else None


def _results(row: RuleRow, outputs: tuple[Output, ...], found: Findings) -> tuple[OutputEntry, ...] | None:
    entries: list[OutputEntry] = []
    for field, output in zip(row.outputs, outputs, strict=True):
        value, problems = understand_result(field.text, output, field.span, rule=row.id.text, column=output.label)
        found.extend(problems)
        if value is not None:
            entries.append(OutputEntry(value=value, text=field.text, span=field.span))
    return tuple(entries) if len(entries) == len(outputs) else None


def _check_severity(
    row: RuleRow, outputs: tuple[Output, ...], results: tuple[OutputEntry, ...], found: Findings
) -> None:
    """Report a rule that gives an alert another severity than the dictionary does."""
    severity = next((i for i, one in enumerate(outputs) if one.values and one.values.name == SEVERITY_LIST), None)
    if severity is None:
        return
    stated = _codes(results[severity])
    listed = outputs[severity].values
    labels = {value.code: value.label for value in listed.values} if listed else dict[str, str]()
    for output, entry in zip(outputs, results, strict=True):
        for value in output.words:
            known = value.severity in labels
            if known and value.code in _codes(entry) and value.severity not in stated:
                found.append(
                    finding(
                        "DT312",
                        results[severity].span,
                        read=results[severity].text,
                        expected=[labels[value.severity]],
                        listed_in=value.span,
                        rule=row.id.text,
                        column=outputs[severity].label,
                        alert=value.label,
                    )
                )


def _codes(entry: OutputEntry) -> tuple[str, ...]:
    if isinstance(entry.value, Decimal):
        return ()
    return (entry.value,) if isinstance(entry.value, str) else entry.value


def _check_declared(sheets: Iterable[TableSheet | ListSheet], dictionary: Dictionary, found: Findings) -> None:
    """Report outputs that the dictionary declares and no sheet gives.

    What a sheet titles counts as given, whatever else is wrong with it: that is reported already.
    """
    given: set[str] = set()
    doubtful: set[str] = set()
    stray = False
    known = {output.decision for output in dictionary.outputs.values()}
    keys: set[str] = set()
    for sheet in sheets:
        key = sheet.header[KEY].text if KEY in sheet.header else ""
        stray = stray or key in keys or key not in known
        keys.add(key)
        titles = sheet.outputs if isinstance(sheet, TableSheet) else [row["Output"] for row in sheet.rows]
        named = names_of_outputs(dictionary, key)
        given |= {named[title.text.casefold()].path for title in titles if title.text.casefold() in named}
        if any(title.text.casefold() not in named for title in titles):
            doubtful.add(key)
    for path, output in dictionary.outputs.items():
        # A sheet whose key is misspelled, or another sheet's, may have been meant to give it.
        lost = stray and output.decision not in keys
        if path not in given and output.decision not in doubtful and not lost:
            found.append(finding("DT316", output.span, read=path))
