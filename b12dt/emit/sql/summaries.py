"""A summary as columns: what the decisions it unites stated. What some of them stated stands even beside a gap."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.lists import each_once, holds
from b12dt.emit.sql.names import PROBLEM_FOUND, column_of, one_rule_fires, rules_column
from b12dt.emit.sql.pieces import Made, case, column, is_null, joined, named, noted, text, when
from b12dt.emit.sql.tables import heading
from b12dt.model import Decision, DecisionTable, Kind, Output, Summary, Takes, Union
from b12dt.policies import gathers
from b12dt.program import Program, tables_behind


def summary_columns(program: Program, summary: Summary, dialect: Dialect) -> list[Made]:
    """Return the columns of a summary."""
    decisions = {one.key: one for one in program.guideline.decisions}
    needed = dict.fromkeys(one.decision for union in summary.unions for one in union.sources)
    fired = [(_rules(decisions[key], dialect), _rule_ids(decisions, decisions[key])) for key in needed]
    columns = [noted(named(_without_problem(each_once(fired)), rules_column(summary, dialect)), heading(summary))]
    for union in summary.unions:
        made = _all(decisions, union, dialect) if union.takes is Takes.ALL else _highest(decisions, union, dialect)
        columns.append(named(_without_problem(made), column_of(union.output.path, dialect)))
    return columns


def is_list(decision: Decision, output: Output) -> bool:
    """Tell whether an output is given as a list."""
    if isinstance(decision, Summary):
        return any(union.output.path == output.path and union.takes is Takes.ALL for union in decision.unions)
    return gathers(decision, output) in ("all", "each") or output.kind is Kind.SEVERAL


def _without_problem(made: Made) -> Made:
    return case([when(is_null(PROBLEM_FOUND), made)])


def _rules(decision: Decision, dialect: Dialect) -> Made:
    """Return the rules of a decision as a list, empty where it has no answer."""
    name = rules_column(decision, dialect)
    if not one_rule_fires(decision):
        return exp.Coalesce(this=column(name), expressions=[text("")])
    return _as_list(name)


def _as_list(name: str) -> Made:
    """Return the one value of a column as a list, empty for NULL."""
    return case([when(is_null(name), text(""))], joined([text(";"), column(name), text(";")]))


def _rule_ids(decisions: dict[str, Decision], decision: Decision) -> list[str]:
    if isinstance(decision, DecisionTable):
        return [rule.id for rule in decision.rules]
    needed = dict.fromkeys(one.decision for union in decision.unions for one in union.sources)
    return list(dict.fromkeys(rule for key in needed for rule in _rule_ids(decisions, decisions[key])))


def _all(decisions: dict[str, Decision], union: Union, dialect: Dialect) -> Made:
    sources: list[tuple[Made, Sequence[str]]] = []
    for one in union.sources:
        name = column_of(one.path, dialect)
        listed = is_list(decisions[one.decision], one)
        made = exp.Coalesce(this=column(name), expressions=[text("")]) if listed else _as_list(name)
        sources.append((made, _stated(decisions, one)))
    return each_once(sources)


def _highest(decisions: dict[str, Decision], union: Union, dialect: Dialect) -> Made:
    """Return the first word of the output's list that some source states."""
    branches: list[exp.If] = []
    for word in [value.code for value in union.output.values.values] if union.output.values else []:
        stating = [one for one in union.sources if word in _stated(decisions, one)]
        if stating:
            branches.append(when(exp.or_(*(_states(decisions, one, word, dialect) for one in stating)), text(word)))
    return case(branches)


def _states(decisions: dict[str, Decision], output: Output, word: str, dialect: Dialect) -> Made:
    name = column_of(output.path, dialect)
    if is_list(decisions[output.decision], output):
        return holds(column(name), word)
    return exp.EQ(this=column(name), expression=text(word))


def _stated(decisions: dict[str, Decision], output: Output) -> list[str]:
    """Return every word that the tables behind an output may state."""
    words: dict[str, None] = {}
    for one, table in tables_behind(decisions, output):
        index = [mine.path for mine in table.outputs].index(one.path)
        for rule in table.rules:
            value = rule.outputs[index].value
            words |= dict.fromkeys(value if isinstance(value, tuple) else (str(value),))
    return list(words)
