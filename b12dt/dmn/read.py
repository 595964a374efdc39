"""DMN 1.3, 1.4 or 1.5 XML becomes a guideline: every decision that is a decision table of plain values and ranges.

What is outside the cell language is left out by name, decision by decision, each with its reason; nothing is read
almost. A table that needs a decision which was left out asks for its result as for a fact.

DMN's null is our `unknown`. The two languages agree on it: `-` is met by null, so is `not("a")`, and no comparison
with a number is. An input that DMN does not constrain to certain texts has those that cells mention and
`(any other)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from pathlib import Path
from typing import Any

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity, Span, finding
from b12dt.dmn.columns import Columns, value_list
from b12dt.dmn.document import Document, open_document
from b12dt.dmn.leaving import LeftOutError
from b12dt.dmn.names import program_name
from b12dt.dmn.regions import default_rules, gap, said_twice
from b12dt.dmn.scan import LOGIC, RawDecision, Scanned, scan
from b12dt.dmn.summaries import entries_of, read_union
from b12dt.dmn.tables import (
    Results,
    Workshop,
    check_order,
    policy_of,
    read_results,
    read_rules,
    stated,
    table_of,
)
from b12dt.dmn.types import Types, types_of
from b12dt.model import (
    LISTS,
    RANKED,
    Anything,
    Decision,
    DecisionTable,
    Guideline,
    HitPolicy,
    InputEntry,
    Kind,
    Output,
    Rule,
    Summary,
    Takes,
    Union,
    ValueList,
)

Outputs = dict[str, dict[str, Output]]
"""The results of the decisions that were read, by the decision's id and the component's name."""


def read_dmn(path: str | Path, *, may_be_null: bool = True) -> tuple[Guideline | None, tuple[Finding, ...]]:
    """Return the guideline of a DMN file, None where no decision of it could be read, and everything that was found.

    `may_be_null`: whether an input can be null, DMN's value for whatever is not given. The literature on verification
    leaves it out; to evaluate, leave it in.

    Diagnostics: DT701 to DT727. A decision that is left out is a warning; only a file without any is an error.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError:
        return None, (finding("DT701", Span(workbook=path.name), reason="It cannot be opened."),)
    return read_content(path.name, content, may_be_null=may_be_null)


def read_content(
    name: str, content: bytes, *, may_be_null: bool = True
) -> tuple[Guideline | None, tuple[Finding, ...]]:
    """Return the guideline of a DMN file's bytes; see `read_dmn`."""
    document = open_document(name, content)
    if isinstance(document, Finding):
        return None, (document,)
    reader = _Reader(document, may_be_null=may_be_null)
    decisions = reader.read()
    found = tuple(reader.found)
    if any(severity(one) is Severity.ERROR for one in found):
        return None, found
    if not decisions:
        return None, (*found, finding("DT704", Span(workbook=name)))
    found += tuple(reader.findings_on_all(decisions))
    return _guideline(document, reader, decisions, sha256(content).hexdigest()), found


@dataclass(slots=True)
class _Reader:
    """Reads one document, decision by decision, each after those it needs."""

    document: Document
    may_be_null: bool
    scanned: Scanned = field(init=False)
    types: Types = field(init=False)
    columns: Columns = field(init=False)
    keys: dict[str, str] = field(init=False)
    rule_ids: set[str] = field(default_factory=set[str])
    outputs: Outputs = field(default_factory=dict[str, dict[str, Output]])
    found: list[Finding] = field(default_factory=list[Finding])

    def __post_init__(self) -> None:
        self.scanned = scan(self.document)
        self.types = types_of(self.document)
        self.columns = Columns(
            file=self.document.name, scanned=self.scanned, types=self.types, may_be_null=self.may_be_null
        )
        taken: set[str] = set()
        self.keys = {id_: program_name(raw.name, taken) for id_, raw in self.scanned.decisions.items()}
        self.found.extend(self.scanned.passed)

    def read(self) -> list[Decision]:
        """Return the decisions that could be read."""
        decisions: list[Decision] = []
        for key in self._order():
            raw = self.scanned.decisions[key]
            try:
                decision = self._table(key, raw) if raw.table is not None else self._summary(key, raw)
            except LeftOutError as error:
                self.found.append(error.finding)
                continue
            decisions.append(decision)
        return decisions

    def _order(self) -> list[str]:
        """Return the decisions so that each comes after those it requires."""
        raws = self.scanned.decisions
        sorter = TopologicalSorter({key: [need for need in raw.needs if need in raws] for key, raw in raws.items()})
        try:
            return list(sorter.static_order())
        except CycleError as error:
            circle = " > ".join(raws[key].name for key in error.args[1])
            self.found.append(finding("DT726", Span(workbook=self.document.name), read=circle))
            return []

    def _table(self, key: str, raw: RawDecision) -> DecisionTable:
        assert raw.table is not None
        if raw.language:
            raise LeftOutError("DT713", raw.span, reason=f"the expression language `{raw.language}`")
        policy = policy_of(raw.table, raw.span)
        asked = {source: self.columns.mentions(source) for source in self.columns.asked}
        shop = Workshop(types=self.types, rule_ids=self.rule_ids, asked=asked)
        results = read_results(raw, key, self.keys[key], policy, shop)
        columns = self.columns.variables(raw, key, self.outputs)
        rules = read_rules(raw, self.keys[key], columns, results, shop)
        if policy in RANKED:
            check_order(raw.table, rules, results.outputs, raw.span)
        table = table_of(raw, self.keys[key], policy, columns, results, rules)
        if results.defaults:
            table = self._with_default(table, raw, results)
        names = [clause.text for clause in raw.table.outputs] if len(results.outputs) > 1 else [""]
        self.outputs[key] = dict(zip(names, results.outputs, strict=True))
        return table

    def _with_default(self, table: DecisionTable, raw: RawDecision, results: Results) -> DecisionTable:
        """Return a table with its default result as rules. Raises: LeftOutError with DT717."""
        if table.hit_policy is HitPolicy.COUNT:
            raise LeftOutError("DT717", raw.span, reason="It would stand beside a count.")
        if table.hit_policy in LISTS and not self.types.named(raw.reference).several:
            # Only where the decision's type is a list does DMN make a list of the one default.
            raise LeftOutError("DT717", raw.span, reason="It would be one value where the other results are lists.")
        values, texts = zip(*results.defaults, strict=True)
        outputs = stated(values, texts, results.outputs, raw, "default", f"{table.key}.default.1")
        if table.hit_policy is HitPolicy.FIRST:
            anything = [InputEntry(test=Anything(), text="-", span=raw.span) for _ in table.inputs]
            rules = [Rule(id=f"{table.key}.default.1", inputs=tuple(anything), outputs=outputs, span=raw.span)]
        else:
            rules = default_rules(table, outputs, raw.span)
        self.found.append(finding("DT721", raw.span, read=raw.name, count=len(rules)))
        return replace(table, rules=(*table.rules, *rules))

    def _summary(self, key: str, raw: RawDecision) -> Summary:
        """Return a summary, if the literal expression is one that `write` wrote. Raises: LeftOutError with DT710."""
        outside = LeftOutError("DT710", raw.span, kind=LOGIC.get(raw.logic, "nothing that this file holds"))
        entries = entries_of(raw.text) if raw.logic == "literalExpression" else []
        unions = [self._union(self.keys[key], name or raw.logic_label or "result", text, raw) for name, text in entries]
        whole = tuple(union for union in unions if union is not None)
        if not whole or len(whole) < len(unions):
            raise outside
        self.outputs[key] = {"" if len(whole) == 1 else union.output.name: union.output for union in whole}
        return Summary(
            id=raw.id or self.keys[key],
            key=self.keys[key],
            name=raw.name,
            question=raw.question or raw.label,
            unions=whole,
            span=raw.span,
        )

    def _union(self, key: str, name: str, text: str, raw: RawDecision) -> Union | None:
        read = read_union(text)
        if read is None:
            return None
        takes, paths, order = read
        by_name = {self.scanned.decisions[need].name: need for need in raw.needs if need in self.scanned.decisions}
        split = [path.partition(".") for path in paths]
        sources = [self.outputs.get(by_name.get(one, ""), {}).get(part) for one, _, part in split]
        known = [source for source in sources if source is not None]
        if len(known) < len(sources) or any(source.values is None for source in known):
            return None
        codes = order or dict.fromkeys(value.code for one in known for value in one.words)
        if not set(codes).issuperset(value.code for one in known for value in one.words):
            return None
        output = Output(
            decision=key,
            name=program_name(name, set()),
            label=name,
            kind=Kind.CATEGORY if takes is Takes.HIGHEST else Kind.SEVERAL,
            values=value_list(f"{key}.{name}", codes, raw.span),
            span=raw.span,
        )
        return Union(output=output, takes=takes, sources=tuple(known), span=raw.span)

    def findings_on_all(self, decisions: Iterable[Decision]) -> Iterable[Finding]:
        """Return what is to be known of the tables that were read, and the inputs that none of them asks for.

        Diagnostics: DT725, DT727.
        """
        decisions = tuple(decisions)
        tables = [one for one in decisions if isinstance(one, DecisionTable)]
        needed = {column.decision for table in tables for column in table.inputs if isinstance(column, Output)}
        for table in tables:
            if table.key in needed and gap(table):
                yield finding("DT725", table.span, read=table.name)
            yield from said_twice(table)
        asked = {column.path for table in tables for column in table.inputs}
        for name in self.columns.made:
            if name in asked:
                yield from self.columns.found[name]
        used = {source.id for source, name in self.columns.named.items() if name in asked}
        for key, one in self.scanned.inputs.items():
            if key not in used:
                yield finding("DT727", Span(workbook=self.document.name, sheet=one.name), read=one.name)


def _guideline(document: Document, reader: _Reader, decisions: list[Decision], fingerprint: str) -> Guideline:
    asked = {column.path for one in decisions if isinstance(one, DecisionTable) for column in one.inputs}
    inputs = tuple(one for one in reader.columns.made.values() if one.path in asked)
    lists: dict[str, ValueList] = {}
    results = [output for one in decisions if isinstance(one, DecisionTable) for output in one.outputs]
    results += [union.output for one in decisions if isinstance(one, Summary) for union in one.unions]
    for variable in (*inputs, *results):
        if variable.values is not None:
            lists[variable.values.name] = variable.values
    # Whatever else a guideline has, DMN has no place for: statements, regimens, cases and so on are empty.
    parts: dict[str, Any] = {one.name: () for one in fields(Guideline)}
    parts |= {
        "about": (("Title", document.root.get("name", "") or document.name), ("Version", "")),
        "inputs": inputs,
        "value_lists": tuple(lists.values()),
        "decisions": tuple(decisions),
        "sha256": fingerprint,
    }
    return Guideline(**parts)
