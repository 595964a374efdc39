"""Queries in every dialect, those among them that no engine here executes: they are read again, and walked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import sqlglot
from sqlglot import exp

from b12dt.emit.sql import DIALECTS, write_sql
from b12dt.emit.sql.reserved import RESERVED, RESERVED_IN_SNOWFLAKE
from b12dt.guideline import Guideline, load
from b12dt.model import DecisionTable
from b12dt.program import Program

MOST_CASES = 10
"""CASE within CASE: SQL Server allows no more."""


@cache
def _program() -> Program:
    program = load("tables").program
    assert program is not None
    return program


@cache
def _tree(dialect: str) -> exp.Expr:
    [tree] = [one for one in sqlglot.parse(write_sql(_program(), dialect), dialect=dialect) if one is not None]
    return tree


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_was_written_is_read_again_as_the_same(dialect: str) -> None:
    """Sqlglot reads the query in its dialect, and writes from that the same text, comments aside."""
    text = _tree(dialect).sql(dialect, comments=False)
    assert sqlglot.parse_one(text, dialect=dialect).sql(dialect, comments=False) == text
    # A function that sqlglot does not know in the dialect could be one that there is not.
    known = {"STRING_TO_ARRAY", "PG_TYPEOF", "TO_VARIANT", "SQL_VARIANT_PROPERTY"}
    assert {one.name.upper() for one in _tree(dialect).find_all(exp.Anonymous)} <= known


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_are_short_enough_and_none_is_a_word_of_sql(dialect: str) -> None:
    """Every name is within the dialect's limit, and stands in quotes where it is one of the dialect's own words."""
    reserved = RESERVED_IN_SNOWFLAKE if dialect == "snowflake" else RESERVED
    names = list(_tree(dialect).find_all(exp.Identifier))
    assert len(names) > 1000
    assert all(len(one.name) <= DIALECTS[dialect].longest for one in names)
    assert all(one.args.get("quoted") for one in names if one.name.lower() in reserved)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_conditions_stand_only_where_every_dialect_has_them(dialect: str) -> None:
    """No column is a condition, and CASE stands within CASE no deeper than SQL Server allows."""
    tree = _tree(dialect)
    results = [one for select in tree.find_all(exp.Select) for one in select.expressions]
    results += [one.args["true"] for one in tree.find_all(exp.If)]
    results += [one.args["default"] for one in tree.find_all(exp.Case) if one.args.get("default")]
    assert len(results) > 1000
    assert not [
        one for one in results if isinstance(one.unalias(), exp.Predicate | exp.Connector | exp.Not | exp.Boolean)
    ]
    assert 1 < max(_depth(one) for one in tree.find_all(exp.Case)) <= MOST_CASES


def _depth(case: exp.Expr) -> int:
    depth, above = 1, case.parent
    # What an inner step made is a column by then, and no CASE any more.
    while above is not None and not isinstance(above, exp.Select):
        depth += isinstance(above, exp.Case)
        above = above.parent
    return depth


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_not_is_about_what_may_be_null(dialect: str) -> None:
    """NOT stands only before IS NULL and IN on texts that are never NULL; a number that may be unknown meets none."""
    numbers = {one.name for one in _program().guideline.inputs if one.lowest is not None}
    asked: list[exp.Expr] = [one.this for one in _tree(dialect).find_all(exp.Not)]
    assert asked
    for one in asked:
        assert isinstance(one, exp.Is | exp.In), one.sql()
    unlike = [*_tree(dialect).find_all(exp.NEQ), *(one for one in asked if isinstance(one, exp.In))]
    assert not [one for one in unlike if one.this.name in numbers]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_texts_are_joined_within_the_limit(dialect: str) -> None:
    """No more texts are joined at once than PostgreSQL joins, 100."""
    assert all(len(one.expressions) <= 100 for one in _tree(dialect).find_all(exp.Concat))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_steps_are_few(dialect: str) -> None:
    """Steps are counted by how decisions follow one another, not by their number: Spark gives up at a hundred."""
    steps = [one.alias for one in _tree(dialect).find_all(exp.CTE)]
    assert 3 < len(steps) < 15
    assert steps[:2] == ["given_facts", "checked_facts"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_rule_stands_with_its_cell(dialect: str, guideline: Guideline) -> None:
    """Behind every rule's ID or condition stands, as a comment, the cell it comes from."""
    text = write_sql(_program(), dialect)
    rules: Iterator[tuple[str, str]] = (
        (rule.id, f"{rule.span.sheet} › {rule.span.cells.split(':')[0]}")
        for decision in _program().guideline.decisions
        if isinstance(decision, DecisionTable)
        for rule in decision.rules
    )
    lines = [line for line in text.splitlines() if "/*" in line]
    missing = [one for one in rules if not any(one[0] in line and one[1] in line for line in lines)]
    assert missing == []


def test_one_tree_for_all_dialects() -> None:
    """Read again, the conditions of the rules are the same in every dialect: they come from one source."""
    rules = {rule.id for table in _program().tables.values() for rule in table.decision.rules}
    told = {
        dialect: [
            (one.args["true"].name, one.this.sql("duckdb", comments=False).replace('"', ""))
            for one in _tree(dialect).find_all(exp.If)
            if one.args["true"].name in rules
        ]
        for dialect in DIALECTS
    }
    assert len(told["duckdb"]) > 200
    for dialect in DIALECTS:
        assert told[dialect] == told["duckdb"], dialect
