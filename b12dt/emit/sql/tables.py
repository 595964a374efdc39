"""A decision table as columns: first which rows are met, then which rules fire and what they state."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import lcm

from sqlglot import exp

from b12dt.emit.sql.answered import unanswered
from b12dt.emit.sql.conditions import conditions
from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.lists import enclosed
from b12dt.emit.sql.names import column_of, met_column, one_rule_fires, rules_column
from b12dt.emit.sql.pieces import Made, case, column, joined, named, noted, number, one_of, text, when
from b12dt.model import Decision, DecisionTable, Output, OutputValue, Rule, Summary
from b12dt.policies import gathers, owes_an_answer, trials
from b12dt.program import Program, Table
from b12dt.runtime.numbers import number_text

MOST_DIGITS = 15
"""Digits that a number of double precision holds, whatever they are."""


class SqlError(ValueError):
    """The guideline cannot be written as SQL; the message says why in one sentence."""


def table_columns(program: Program, table: Table, dialect: Dialect) -> tuple[list[Made], list[Made]]:
    """Return the columns that look at the rows, and those made from them: rules and outputs."""
    return (_by_one_rule if one_rule_fires(table.decision) else _by_several)(program, table, dialect)


def _by_one_rule(program: Program, table: Table, dialect: Dialect) -> tuple[list[Made], list[Made]]:
    """Return a CASE over the rows in their order: the first that is met counts."""
    decision = table.decision
    silent = when(unanswered(program, decision, dialect), exp.Null())
    rows: list[exp.If] = []
    last: Made | None = None
    for place in _that_can_hold(table):
        rule = decision.rules[place]
        asked, fires = conditions(program, table, place, dialect), noted(text(rule.id), _note(rule))
        if asked is None:
            last = fires
            break
        rows.append(when(asked, fires))
    rules = rules_column(decision, dialect)
    fired = noted(named(case(rows, last, first=silent), rules), heading(decision))
    return [fired], [named(_stated(decision, one, rules), column_of(one.path, dialect)) for one in decision.outputs]


def _stated(decision: DecisionTable, output: Output, rules: str) -> Made:
    """Return what the one rule that fired states, rules that state the same together."""
    index = decision.outputs.index(output)
    by_value: dict[OutputValue, list[str]] = {}
    for rule in decision.rules:
        by_value.setdefault(rule.outputs[index].value, []).append(rule.id)
    return case(when(one_of(column(rules), ids), _literal(value)) for value, ids in by_value.items())


def _by_several(program: Program, table: Table, dialect: Dialect) -> tuple[list[Made], list[Made]]:
    """Return for each row whether it is met, 1 or 0, and what is gathered from that."""
    decision = table.decision
    rows = _that_can_hold(table)
    flags: list[Made] = []
    for place in rows:
        asked = conditions(program, table, place, dialect)
        met = (
            exp.Literal.number(1)
            if asked is None
            else case([when(asked, exp.Literal.number(1))], exp.Literal.number(0))
        )
        rule = decision.rules[place]
        flags.append(noted(named(met, met_column(decision, place, dialect)), f"{rule.id} · {_note(rule)}"))
    groups = [[place for place in group if place in rows] for group in trials(decision)]
    gather = _Gathering(decision, [group for group in groups if group], unanswered(program, decision, dialect), dialect)
    fired = noted(named(gather.rules(), rules_column(decision, dialect)), heading(decision))
    return flags, [fired, *(named(gather.output(one), column_of(one.path, dialect)) for one in decision.outputs)]


def heading(decision: Decision) -> str:
    """Return which decision a column belongs to."""
    policy = "summary" if isinstance(decision, Summary) else decision.hit_policy.value
    return " ".join(f"{decision.id} · {decision.name} ({policy}) · {decision.span.workbook}".split())


def _that_can_hold(table: Table) -> list[int]:
    return [place for place, box in enumerate(table.boxes) if all(box)]


def _note(rule: Rule) -> str:
    place = f"{rule.span.workbook} › {rule.span.sheet} › {rule.span.cells.split(':')[0]}"
    return " ".join(" · ".join([place, *rule.statements]).split())


def _literal(value: OutputValue) -> Made:
    if isinstance(value, tuple):
        return text(enclosed(value))
    return text(value) if isinstance(value, str) else number(value)


class _Gathering:
    """How the rows that are met make the rules and the outputs of a table; `groups` in the order they are tried."""

    def __init__(
        self, decision: DecisionTable, groups: Sequence[Sequence[int]], silent: Made, dialect: Dialect
    ) -> None:
        self._decision, self._groups, self._silent, self._dialect = decision, groups, silent, dialect
        self._rows = [place for group in groups for place in group]

    def rules(self) -> Made:
        """Return the IDs of the rules that fired."""
        if not owes_an_answer(self._decision):
            return self._guarded(joined([self._listed(place, [self._rule(place)]) for place in self._rows]))
        # Only the first group of which some row is met counts.
        branches = [
            when(
                exp.or_(*(self._met(place) for place in group)),
                joined([self._listed(place, [self._rule(place)]) for place in group]),
            )
            for group in self._groups
        ]
        return case(branches, first=when(self._silent.copy(), exp.Null()))

    def output(self, output: Output) -> Made:
        """Return one output, as its hit policy gathers it."""
        index = self._decision.outputs.index(output)
        values = {place: self._decision.rules[place].outputs[index].value for place in self._rows}
        match gathers(self._decision, output):
            case "one":
                return self._first_of(self._rows, values)
            case "all":
                return self._guarded(joined(self._all(values)))
            case "each":
                return self._guarded(joined([self._listed(place, _words(values[place])) for place in self._rows]))
            case "sum":
                return self._sum(values)
            case "count":
                count = [self._plain(place) for place in self._rows]
                return self._guarded(_added(count) if count else exp.Literal.number(0))
            case how:
                lowest_first = sorted(self._rows, key=lambda place: _number(values[place]), reverse=how == "greatest")
                return self._first_of(lowest_first, values)

    def _guarded(self, made: Made) -> Made:
        return case([when(self._silent.copy(), exp.Null())], made)

    def _first_of(self, rows: Sequence[int], values: dict[int, OutputValue]) -> Made:
        branches = [when(self._met(place), _literal(values[place])) for place in rows]
        return case(branches, first=when(self._silent.copy(), exp.Null())) if branches else exp.Null()

    def _all(self, values: dict[int, OutputValue]) -> list[Made]:
        """Return the values of the rows that are met, each where the first of them states it."""
        stated: dict[str, list[int]] = {}
        parts: list[Made] = []
        for place in self._rows:
            for word in dict.fromkeys(_words(values[place])):
                earlier = stated.setdefault(word, [])
                parts.append(self._listed(place, [word], earlier))
                earlier.append(place)
        return parts

    def _sum(self, values: dict[int, OutputValue]) -> Made:
        """Return the sum, reckoned in whole numbers of its smallest decimal place: exact in every engine."""
        if not self._rows:
            return exp.Null()
        numbers = {place: _number(values[place]) for place in self._rows}
        scale = lcm(*(10 ** max(0, -int(one.normalize().as_tuple().exponent)) for one in numbers.values()))
        if sum(abs(one) for one in numbers.values()) * scale >= 10**MOST_DIGITS:
            raise SqlError(
                f"{self._decision.key}: its sums may have more than {MOST_DIGITS} digits, which SQL may round."
            )
        terms = [
            exp.Mul(this=self._plain(place), expression=exp.paren(number(numbers[place] * scale)))
            for place in self._rows
        ]
        total = exp.Div(this=exp.cast(exp.paren(_added(terms)), "double"), expression=number(scale), typed=False)
        nothing = exp.and_(*(exp.EQ(this=self._plain(place), expression=exp.Literal.number(0)) for place in self._rows))
        return case([when(exp.or_(self._silent.copy(), nothing), exp.Null())], total)

    def _listed(self, place: int, words: Sequence[str], unless: Sequence[int] = ()) -> Made:
        """Return some words as a list where a row is met and none of some others is."""
        others = [exp.EQ(this=self._plain(other), expression=exp.Literal.number(0)) for other in unless]
        return case([when(exp.and_(self._met(place), *others), text(enclosed(words)))], text(""))

    def _met(self, place: int) -> Made:
        return exp.EQ(this=self._plain(place), expression=exp.Literal.number(1))

    def _plain(self, place: int) -> Made:
        return column(met_column(self._decision, place, self._dialect))

    def _rule(self, place: int) -> str:
        return self._decision.rules[place].id


def _added(terms: Sequence[Made]) -> Made:
    total = terms[0]
    for term in terms[1:]:
        total = exp.Add(this=total, expression=term)
    return total


def _words(value: OutputValue) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else (number_text(float(value)),)


def _number(value: OutputValue) -> Decimal:
    assert isinstance(value, Decimal), "what is added up, or compared, is a number"
    return value
