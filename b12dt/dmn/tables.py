"""One decision table: its policy, its results, its rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from b12dt.diagnostics import Span
from b12dt.dmn.cells import BOOLEAN_CODES, check_text, code_of, result_entry, test_entry
from b12dt.dmn.columns import Source, value_list
from b12dt.dmn.feel import Compared, Scalar, read_tests, read_value
from b12dt.dmn.leaving import LeftOutError, within
from b12dt.dmn.names import program_name, same
from b12dt.dmn.scan import Clause, RawDecision, RawTable, Row
from b12dt.dmn.tokens import Beyond
from b12dt.dmn.types import Base, Type, Types
from b12dt.model import (
    ADDS_UP,
    LISTS,
    RANKED,
    Basis,
    DecisionTable,
    HitPolicy,
    Kind,
    Output,
    OutputEntry,
    Rule,
    Variable,
)

POLICIES = {
    ("UNIQUE", ""): HitPolicy.UNIQUE,
    ("ANY", ""): HitPolicy.ANY,
    ("PRIORITY", ""): HitPolicy.PRIORITY,
    ("FIRST", ""): HitPolicy.FIRST,
    ("RULE ORDER", ""): HitPolicy.RULE_ORDER,
    ("OUTPUT ORDER", ""): HitPolicy.OUTPUT_ORDER,
    ("COLLECT", ""): HitPolicy.COLLECT,
    ("COLLECT", "SUM"): HitPolicy.SUM,
    ("COLLECT", "MIN"): HitPolicy.LEAST,
    ("COLLECT", "MAX"): HitPolicy.GREATEST,
    ("COLLECT", "COUNT"): HitPolicy.COUNT,
}

Entry = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The output columns, read: `entries` row by row, `defaults` where a default result is stated."""

    outputs: tuple[Output, ...]
    entries: tuple[tuple[Entry, ...], ...]
    defaults: tuple[tuple[Entry, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What the tables of a document are made with. `asked` are the texts that other tables compare a result with."""

    types: Types
    rule_ids: set[str]
    asked: dict[Source, list[str]]


def policy_of(table: RawTable, span: Span) -> HitPolicy:
    """Return the hit policy. Raises: LeftOutError with DT715."""
    policy = POLICIES.get((table.policy, table.aggregation))
    if policy is None:
        read = f"{table.policy} {table.aggregation}".strip()
        raise LeftOutError("DT715", span, read=read, reason="DMN has no such hit policy.")
    single = policy in (*ADDS_UP, HitPolicy.COUNT) and len(table.outputs) > 1
    if single:
        raise LeftOutError("DT715", span, read=table.aggregation, reason="It makes one number of several results.")
    return policy


def read_results(raw: RawDecision, raw_id: str, key: str, policy: HitPolicy, shop: Workshop) -> Results:
    """Return the output columns of a table, every entry read.

    Raises: LeftOutError with DT712, DT714, DT715, DT716 or DT718.
    """
    table = raw.table
    assert table is not None
    entries = tuple(_row_entries(row, place, table, raw.span) for place, row in enumerate(table.rows, 1))
    taken: set[str] = set()
    outputs: list[Output] = []
    for place, clause in enumerate(table.outputs):
        span = within(raw.span, f"output {place + 1}")
        default = _default(clause, span)
        column = [row[place] for row in entries] + ([] if default is None else [default[0]])
        found = _result_type(raw, clause, shop.types, single=len(table.outputs) == 1)
        kind = _kind(column, found, policy, span)
        name = program_name(clause.text or clause.label or "result", taken)
        mentions = shop.asked.get(Source(raw_id, (clause.text,) if len(table.outputs) > 1 else ()), [])
        codes = _codes(clause, column, found, mentions, span)
        path = f"{key}.{name}"
        outputs.append(
            Output(
                decision=key,
                name=name,
                label=clause.text or raw.name,
                kind=kind,
                values=None if kind is Kind.NUMBER else value_list(path, codes, span),
                span=span,
            )
        )
    defaults = [_default(clause, raw.span) for clause in table.outputs]
    stated = tuple((None, "null") if one is None else one for one in defaults) if any(defaults) else ()
    return Results(outputs=tuple(outputs), entries=entries, defaults=stated)


def _row_entries(row: Row, place: int, table: RawTable, span: Span) -> tuple[Entry, ...]:
    here = within(span, f"rule {place}")
    if len(row.outputs) != len(table.outputs) or len(row.inputs) != len(table.inputs):
        raise LeftOutError("DT716", here, read="", reason="The rule has not one entry for each column.")
    return tuple(
        _entry(text, within(span, f"rule {place}, output {number}")) for number, text in enumerate(row.outputs, 1)
    )


def _entry(text: str, span: Span) -> Entry:
    value = read_value(text)
    if isinstance(value, Beyond):
        raise LeftOutError("DT716", span, read=text, reason=f"It has {value.reason}.")
    return value


def _default(clause: Clause, span: Span) -> tuple[Entry, str] | None:
    return (_entry(clause.default, within(span, "default")), clause.default) if clause.default else None


def _result_type(raw: RawDecision, clause: Clause, types: Types, *, single: bool) -> Type:
    """Return the type declared for a result: its own, or of the decision's variable."""
    if clause.reference:
        return types.named(clause.reference)
    declared = types.named(raw.reference or (raw.table.reference if raw.table else ""))
    if single:
        return declared
    component = dict(declared.parts).get(same(clause.text))
    return Type(base=Base.ANY) if component is None else types.of(component)


def _kind(column: Sequence[Entry], found: Type, policy: HitPolicy, span: Span) -> Kind:
    """Return what a result can hold, by its entries. Raises: LeftOutError with DT712, DT715 or DT716."""
    if found.base is Base.OUTSIDE:
        raise LeftOutError("DT712", span, read=span.cells, reason=found.why)
    flat = [one for entry in column for one in (entry if isinstance(entry, tuple) else (entry,))]
    numbers = [isinstance(one, Decimal) for one in flat]
    if any(numbers) and not all(numbers):
        raise LeftOutError("DT716", span, read="", reason="Its results are of different kinds.")
    lists = any(isinstance(entry, tuple) for entry in column)
    if policy is HitPolicy.COUNT:
        return Kind.NUMBER
    if numbers and all(numbers):
        if policy in RANKED:
            raise LeftOutError("DT715", span, read=policy.value, reason="Numbers are not ranked by a list.")
        if lists:
            raise LeftOutError("DT716", span, read="", reason="It is a list of numbers.")
        return Kind.NUMBER
    if policy in ADDS_UP:
        raise LeftOutError("DT715", span, read=policy.value, reason="It needs numbers.")
    if policy in LISTS:
        return Kind.SEVERAL
    return Kind.SEVERAL if lists or (found.several and found.base is not Base.STRUCTURE) else Kind.CATEGORY


def _codes(clause: Clause, column: Sequence[Entry], found: Type, mentions: Iterable[str], span: Span) -> list[str]:
    """Return the value list of a result, in its order of priority where DMN states one."""
    used = [code_of(one) for entry in column for one in (entry if isinstance(entry, tuple) else (entry,))
            if not isinstance(one, Decimal)]  # fmt: skip
    allowed = allowed_results(clause.values) or [*found.values]
    if not allowed:
        booleans = BOOLEAN_CODES if found.base is Base.BOOLEAN or set(used) & set(BOOLEAN_CODES) else ()
        allowed = list(dict.fromkeys((*booleans, *used, *mentions)))
    nulls = [code_of(None)] if any(entry is None for entry in column) and code_of(None) not in allowed else []
    for code in allowed:
        if code != code_of(None):
            check_text(code, span)
    return [*allowed, *nulls]


def allowed_results(text: str) -> list[str]:
    """Return the results that outputValues list, in their order; none where it lists something else."""
    tests = read_tests(text)
    if isinstance(tests, Beyond) or tests.negated:
        return []
    values = [item.value if isinstance(item, Compared) else Decimal() for item in tests.items]
    return (
        [] if any(isinstance(one, Decimal) for one in values) else list(dict.fromkeys(code_of(one) for one in values))
    )


def check_order(table: RawTable, rules: Sequence[Rule], outputs: Sequence[Output], span: Span) -> None:
    """Leave out a table whose priorities cannot be kept. Raises: LeftOutError with DT715.

    DMN ranks by the results that have outputValues, ours by all. That is the same where, among rules that rank alike,
    the other results first appear in the order of the rules: then they rank as the rules stand.
    """
    ranked = [bool(allowed_results(clause.values)) for clause in table.outputs]
    if not any(ranked):
        raise LeftOutError("DT715", span, read=table.policy, reason="No outputValues state an order.")
    places = [_places(rule, outputs) for rule in rules]
    for number, later in enumerate(places):
        for earlier in places[:number]:
            alike = all(one == other for one, other, counts in zip(earlier, later, ranked, strict=True) if counts)
            if alike and earlier > later:
                raise LeftOutError(
                    "DT715",
                    span,
                    read=table.policy,
                    reason="A result without outputValues would take part in the order.",
                )


def _places(rule: Rule, outputs: Sequence[Output]) -> list[list[int]]:
    places: list[list[int]] = []
    for entry, output in zip(rule.outputs, outputs, strict=True):
        codes = [value.code for value in output.words]
        stated = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        places.append([codes.index(one) for one in stated if isinstance(one, str)])
    return places


def read_rules(raw: RawDecision, key: str, columns: list[Variable], results: Results, shop: Workshop) -> list[Rule]:
    """Return the rules. Raises: LeftOutError with DT713, DT714, DT716 or DT718."""
    assert raw.table is not None
    rules: list[Rule] = []
    for place, (row, entries) in enumerate(zip(raw.table.rows, results.entries, strict=True), 1):
        name = row.label if row.label and row.label not in shop.rule_ids else f"{key}.{place}"
        shop.rule_ids.add(name)
        notes = dict(row.notes)
        basis = next((one for one in Basis if one.value == notes.get("Basis")), Basis.EXPLICIT)
        rules.append(
            Rule(
                id=name,
                inputs=tuple(
                    test_entry(text, column, within(raw.span, f"rule {place}, input {number}"), name)
                    for number, (text, column) in enumerate(zip(row.inputs, columns, strict=True), 1)
                ),
                outputs=stated(entries, row.outputs, results.outputs, raw, f"rule {place}", name),
                annotation="; ".join(f"{title}: {text}" if title else text for title, text in row.notes),
                basis=basis,
                span=within(raw.span, f"rule {place}"),
            )
        )
    return rules


def stated(
    entries: Sequence[Entry], texts: Sequence[str], outputs: Sequence[Output], raw: RawDecision, where: str, rule: str
) -> tuple[OutputEntry, ...]:
    """Return what a rule states."""
    counted = raw.table is not None and raw.table.aggregation == "COUNT"
    found: list[OutputEntry] = []
    for number, (entry, text, output) in enumerate(zip(entries, texts, outputs, strict=True), 1):
        span = within(raw.span, f"{where}, output {number}")
        if counted:
            # Only how many rules hold is told, never what they say.
            found.append(OutputEntry(value=Decimal(1), text=text, span=span))
        else:
            found.append(result_entry(entry, text, output, span, rule))
    return tuple(found)


def table_of(
    raw: RawDecision, key: str, policy: HitPolicy, columns: list[Variable], results: Results, rules: list[Rule]
) -> DecisionTable:
    """Return the decision table."""
    return DecisionTable(
        id=raw.id or key,
        key=key,
        name=raw.name,
        question=raw.question or raw.label or raw.name,
        hit_policy=policy,
        inputs=tuple(columns),
        outputs=results.outputs,
        rules=tuple(rules),
        span=raw.span,
    )
