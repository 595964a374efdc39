"""Columns: what each input expression asks for, and the fact or result that stands for it in the guideline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from b12dt.diagnostics import Finding, Span, finding
from b12dt.dmn.cells import BOOLEAN_CODES, check_text, mentioned
from b12dt.dmn.feel import Between, Compared, Contains, read_tests
from b12dt.dmn.leaving import LeftOutError, within
from b12dt.dmn.names import program_name, same
from b12dt.dmn.scan import Clause, RawDecision, RawInput, Scanned
from b12dt.dmn.tokens import Beyond
from b12dt.dmn.types import WIDEST, Base, Type, Types, constrained
from b12dt.model import Input, Kind, Output, Value, ValueList, Variable

ANY_OTHER = "(any other)"
"""The value of a text that no cell mentions, where nothing lists the texts that are possible."""

_FLATTENED = re.compile(r"flatten\s*\((?P<inner>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Source:
    """What a column asks for: an input datum or a decision by its id, and the way to one of its components."""

    id: str
    path: tuple[str, ...]

    @property
    def of_decision(self) -> str:
        """Return the component that is asked of a decision, empty for its only result."""
        return ".".join(self.path)


@dataclass(slots=True, kw_only=True)
class Columns:
    """All columns of a document, and the facts made for them so far."""

    file: str
    scanned: Scanned
    types: Types
    may_be_null: bool
    sources: dict[str, list[Source | None]] = field(default_factory=dict[str, list["Source | None"]])
    asked: dict[Source, list[tuple[Clause, tuple[str, ...]]]] = field(
        default_factory=dict[Source, list[tuple[Clause, tuple[str, ...]]]]
    )
    made: dict[str, Input] = field(default_factory=dict[str, Input])
    named: dict[Source, str] = field(default_factory=dict[Source, str])
    taken: set[str] = field(default_factory=set[str])
    found: dict[str, list[Finding]] = field(default_factory=dict[str, list[Finding]])

    def __post_init__(self) -> None:
        for key, decision in self.scanned.decisions.items():
            clauses = decision.table.inputs if decision.table else ()
            self.sources[key] = [self._source(clause.text, decision) for clause in clauses]
            for place, (clause, source) in enumerate(zip(clauses, self.sources[key], strict=True)):
                rows = decision.table.rows if decision.table else ()
                texts = tuple(row.inputs[place] for row in rows if place < len(row.inputs))
                if source is not None:
                    self.asked.setdefault(source, []).append((clause, texts))

    def _source(self, expression: str, decision: RawDecision) -> Source | None:
        """Return what an expression names, None where it is no plain name of something the decision requires."""
        flattened = _FLATTENED.fullmatch(expression)
        name = same(flattened["inner"] if flattened else expression)
        for need in decision.needs:
            element = self.scanned.inputs.get(need) or self.scanned.decisions.get(need)
            if element is None:
                continue
            if name == element.name:
                return Source(need, ())
            if element.name and name.startswith(f"{element.name}."):
                return Source(need, tuple(same(part) for part in name[len(element.name) + 1 :].split(".")))
        return None

    def requirements(self, key: str) -> list[str]:
        """Return the decisions that a decision's columns ask for."""
        return [one.id for one in self.sources[key] if one is not None and one.id in self.scanned.decisions]

    def mentions(self, source: Source) -> list[str]:
        """Return the texts that cells compare a source with."""
        return [text for _, texts in self.asked.get(source, ()) for cell in texts for text in mentioned(cell)]

    def variables(self, decision: RawDecision, key: str, outputs: dict[str, dict[str, Output]]) -> list[Variable]:
        """Return a table's columns; `outputs` by decision and component, of the decisions that were read.

        Raises: LeftOutError with DT711, DT712 or DT718.
        """
        assert decision.table is not None
        columns: list[Variable] = []
        for place, (clause, source) in enumerate(zip(decision.table.inputs, self.sources[key], strict=True), 1):
            span = within(decision.span, f"input {place}")
            if source is None:
                raise LeftOutError("DT711", span, read=clause.text)
            results = outputs.get(source.id)
            column = self._fact(source, span) if results is None else results.get(source.of_decision)
            if column is None:
                raise LeftOutError("DT711", span, read=clause.text)
            if column in columns:
                raise LeftOutError("DT711", span, read=clause.text)
            columns.append(column)
        return columns

    def _fact(self, source: Source, span: Span) -> Input:
        if source not in self.named:
            element = self.scanned.inputs.get(source.id) or self.scanned.decisions[source.id]
            one, found = self._make(source, element, span)
            self.named[source], self.made[one.name], self.found[one.name] = one.name, one, found
        return self.made[self.named[source]]

    def _make(self, source: Source, element: RawInput | RawDecision, span: Span) -> tuple[Input, list[Finding]]:
        """Return the input that stands for a source; a decision that is not read is asked for like a fact."""
        label = ".".join((element.name, *source.path))
        found = self._type(source, element, span)
        told: list[Finding] = []
        kind = {Base.NUMBER: Kind.NUMBER}.get(found.base, Kind.SEVERAL if found.several else Kind.CATEGORY)
        if (
            found.base is Base.OUTSIDE
            or found.base is Base.STRUCTURE
            or (found.several and found.base is not Base.TEXT)
        ):
            why = found.why or ("structures" if found.base is Base.STRUCTURE else "lists of anything but texts")
            raise LeftOutError("DT712", span, read=label, reason=why)
        place = Span(workbook=self.file, sheet=element.name)
        values = None if kind is Kind.NUMBER else self._values(source, found, span)
        name = program_name(label, self.taken)
        if isinstance(element, RawDecision):
            told.append(finding("DT720", place, read=label))
        if found.base is Base.TEXT and not found.values:
            told.append(finding("DT723", place, read=label))
        told += [finding("DT722", place, read=label, constraint=text) for text in found.vague]
        return made_input(name, label, element.label or label, kind, found, values, place, self.may_be_null), told

    def _type(self, source: Source, element: RawInput | RawDecision, span: Span) -> Type:
        found = self.types.part(self.types.named(element.reference), list(source.path))
        clauses = [clause for clause, _ in self.asked.get(source, ())]
        for clause in clauses:
            if found.base is Base.ANY:
                found = self.types.named(clause.reference)
        if found.base is Base.ANY:
            found = replace(found, base=self._base_of_cells(source, span))
        limits = [clause.values for clause in clauses if clause.values]
        if found.values or found.lowest is not None or found.highest is not None:
            narrower = [limit for limit in limits if not same_limits(found, limit)]
            return replace(found, vague=tuple(dict.fromkeys((*found.vague, *narrower))))
        if not limits or len(limits) < len(clauses):
            return found
        for limit in limits:
            narrowed = constrained(replace(found, values=(), vague=()), limit)
            values = tuple(dict.fromkeys((*found.values, *narrowed.values)))
            found = replace(narrowed, values=values, vague=(*found.vague, *narrowed.vague))
        return found

    def _base_of_cells(self, source: Source, span: Span) -> Base:
        """Return the type that the cells compare with, where none is declared."""
        bases: set[Base] = set()
        for _, texts in self.asked.get(source, ()):
            for text in texts:
                tests = read_tests(text)
                items = () if isinstance(tests, Beyond) else tests.items
                bases |= {_base_of(item) for item in items} - {Base.ANY}
        if len(bases) > 1:
            raise LeftOutError("DT712", span, read="", reason="values of different kinds")
        return next(iter(bases), Base.TEXT)

    def _values(self, source: Source, found: Type, span: Span) -> list[str]:
        if found.base is Base.BOOLEAN:
            return list(BOOLEAN_CODES)
        values = list(found.values)
        if not values:
            values = list(dict.fromkeys(self.mentions(source)))
            other = ANY_OTHER
            while other in values:
                other = f"({other})"
            values.append(other)
        for value in values:
            check_text(value, span)
        return values


def same_limits(declared: Type, text: str) -> bool:
    """Tell whether the values that a column allows are those that the type allows."""
    column = constrained(replace(declared, values=(), lowest=None, highest=None, vague=()), text)
    bounds = (column.lowest, column.highest) == (declared.lowest, declared.highest)
    return bounds and set(column.values) == set(declared.values) and not column.vague


def made_input(
    name: str, label: str, question: str, kind: Kind, found: Type, values: list[str] | None, place: Span, null: bool
) -> Input:
    """Return an input; a number without a range takes the widest."""
    lowest = -WIDEST if found.lowest is None else found.lowest
    highest = WIDEST if found.highest is None else found.highest
    return Input(
        name=name,
        label=label,
        section="",
        question=question,
        kind=kind,
        lowest=lowest if kind is Kind.NUMBER else None,
        highest=highest if kind is Kind.NUMBER else None,
        values=None if values is None else value_list(name, values, place),
        may_be_unknown=null,
        span=place,
    )


def _base_of(item: Compared | Between | Contains) -> Base:
    value = item.value if isinstance(item, Compared) else item.low if isinstance(item, Between) else None
    if isinstance(value, bool):
        return Base.BOOLEAN
    if isinstance(value, Decimal):
        return Base.NUMBER
    return Base.TEXT if isinstance(value, str) else Base.ANY


def value_list(name: str, codes: Iterable[str], span: Span) -> ValueList:
    """Return a value list; the labels are the codes, DMN has no others."""
    values = tuple(Value(code=code, label=code, sentence=code, span=span) for code in codes)
    return ValueList(name=name, values=values, span=span)
