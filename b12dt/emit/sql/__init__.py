"""The program as one query over a table of facts, one row a patient; all dialects from one tree of expressions.

The first step takes the facts, the second says what is wrong with them. Then the decisions are made, all in one step
that need no other, in the next those that need only these, and so on: a step for each decision would be too many for
Spark, which gives up at a hundred, and for engines that keep each step's result. A patient whose facts have a problem gets no advice, and a decision
that no rule answers is NULL and named among the gaps: neither may be read as "nothing to do".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlglot import exp
from sqlglot.errors import SqlglotError

from b12dt.described import outputs_of
from b12dt.emit.sql.answered import silent_columns
from b12dt.emit.sql.dialects import DIALECTS, Dialect
from b12dt.emit.sql.facts import checked, given
from b12dt.emit.sql.lists import BETWEEN, as_text, enclosed, given_out
from b12dt.emit.sql.names import (
    CHECKED,
    DECIDED,
    GAPS,
    GIVEN,
    PROBLEM,
    PROBLEM_FOUND,
    column_of,
    one_rule_fires,
    rules_column,
)
from b12dt.emit.sql.pieces import Made, case, column, is_null, joined, named, noted, step, text, when
from b12dt.emit.sql.reserved import RESERVED, RESERVED_IN_SNOWFLAKE
from b12dt.emit.sql.summaries import is_list, summary_columns
from b12dt.emit.sql.tables import SqlError, table_columns
from b12dt.model import Decision, DecisionTable, Input, Kind, Output, Summary
from b12dt.program import Program
from b12dt.resolve.order import requirements
from b12dt.runtime.closest import closest

__all__ = ["DIALECTS", "SqlError", "write_sql"]

NOTICE = "For research and teaching only. Not validated for clinical use."
WIDTH = 116
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def write_sql(
    program: Program,
    dialect: str,
    *,
    table: str = "facts",
    view: str | None = None,
    keys: Sequence[str] = ("patient_id",),
    decisions: Iterable[str] | None = None,
) -> str:
    """Return the query, or the statement that makes it a view.

    `table` has a column for each fact that is needed: a text for a category, `unknown` or NULL where nobody knows it;
    a number; for several codes a text `a; b`. `keys` are columns handed on, to tell the rows apart. With `decisions`
    only these are given out, and only the facts they rest on are needed and checked.

    Raises: SqlError, for what cannot be written.
    """
    to = DIALECTS[dialect]
    source = _table(table, to)
    wanted = _wanted(program, decisions)
    made = _made(program, wanted)
    facts = _facts(program, made, whole=decisions is None)
    _check(program)
    steps = _steps(program, made, given(facts, keys, source, to), checked(facts, GIVEN, to), to)
    _check_steps(steps, source.name, to)
    query = _last(program, wanted, keys, steps[-1][0], to)
    _check_keys(keys, facts, [query, *(body for _, body, _ in steps)], [name for name, _, _ in steps], to)
    for name, body, note in steps:
        query = query.with_(name, as_=body, materialized=True if to.kept_apart else None, copy=False)
        noted(query.ctes[-1], note)
    tree: exp.Expr = query
    if view is not None:
        made = _table(view, to)
        if _full_name(made) == _full_name(source):
            raise SqlError(f"The view cannot be called {view}: the table of facts is called so.")
        tree = exp.Create(this=made, kind="VIEW", expression=query)
    return _head(program, facts, to) + _in_dialect(tree, to).sql(to.name, pretty=True, max_text_width=WIDTH) + ";\n"


def _table(name: str, to: Dialect) -> exp.Table:
    """Return a table or view by its name, a schema before it or not."""
    try:
        made: object = exp.to_table(name, dialect=to.name)
    except (SqlglotError, ValueError):
        made = None
    if not isinstance(made, exp.Table) or not made.name.strip():
        raise SqlError(f"{name!r} is not the name of a table in {to.title}.")
    return made


def _full_name(table: exp.Table) -> tuple[str, ...]:
    return tuple(part.casefold() for part in (table.catalog, table.db, table.name))


def _wanted(program: Program, keys: Iterable[str] | None) -> list[Decision]:
    """Return the decisions to give out, in the order in which they are made."""
    known = program.guideline.decisions
    asked = None if keys is None else list(keys)
    missing = [key for key in asked or () if key not in {one.key for one in known}]
    if missing:
        near = closest(missing[0], [one.key for one in known])
        offer = f" Closest: {near}." if near else ""
        raise SqlError(f"There is no decision {missing[0]}.{offer}")
    return [one for one in known if asked is None or one.key in asked]


def _made(program: Program, wanted: Iterable[Decision]) -> list[Decision]:
    """Return the decisions to make: those to give out and all they need, in order."""
    needed = {one.key for one in wanted}
    for decision in reversed(program.guideline.decisions):
        if decision.key in needed:
            needed |= set(requirements(decision))
    return [one for one in program.guideline.decisions if one.key in needed]


def _in_steps(made: Iterable[Decision]) -> list[list[Decision]]:
    """Return the decisions by how many others have to be made one after another before them."""
    steps: list[list[Decision]] = []
    depth: dict[str, int] = {}
    for decision in made:
        depth[decision.key] = max((depth[key] + 1 for key in requirements(decision)), default=0)
        if depth[decision.key] == len(steps):
            steps.append([])
        steps[depth[decision.key]].append(decision)
    return steps


def _steps(
    program: Program, made: Iterable[Decision], first: exp.Select, second: exp.Select, to: Dialect
) -> list[tuple[str, exp.Select, str]]:
    """Return the steps in order, each with its name and a note."""
    steps = [
        (GIVEN, first, "the facts as they are given; NULL is unknown"),
        (CHECKED, second, "what is wrong with them: such a patient gets no advice"),
    ]
    for place, decisions in enumerate(_in_steps(made), start=1):
        body = _step(program, decisions, steps[-1][0], to)
        steps.append((f"{DECIDED}{place}", body, ", ".join(one.key for one in decisions)))
    return steps


def _check_steps(steps: Iterable[tuple[str, exp.Select, str]], table: str, to: Dialect) -> None:
    """Raise where a step has the table's name, or the last one more columns than the dialect allows."""
    columns = 0
    for name, body, _ in steps:
        if name.casefold() == table.casefold():
            raise SqlError(
                f"A step of the query is called {table}, as the table is; please give the table another name."
            )
        columns += sum(len(one.expressions) for one in body.find_all(exp.Select))
    if columns > to.columns:
        raise SqlError(
            f"{to.title} holds {to.columns} columns and {columns} are needed; please choose fewer --decisions."
        )


def _step(program: Program, decisions: Iterable[Decision], source: str, to: Dialect) -> exp.Select:
    """Return the step that makes some decisions, none of which needs another of them."""
    looked_at: list[Made] = []
    made: list[Made] = []
    for decision in decisions:
        if isinstance(decision, Summary):
            made += summary_columns(program, decision, to)
        else:
            rows, results = table_columns(program, program.tables[decision.key], to)
            looked_at += rows
            made += results
    return step(step(source, looked_at).subquery("met") if looked_at else source, made)


def _facts(program: Program, made: Iterable[Decision], *, whole: bool) -> list[Input]:
    asked = {one.path for decision in made if isinstance(decision, DecisionTable) for one in decision.inputs}
    return [one for one in program.guideline.inputs if whole or one.path in asked]


def _check(program: Program) -> None:
    """Raise where the guideline cannot be written so that nothing is mistaken for something else."""
    words = {value.code for one in program.guideline.value_lists for value in one.values}
    words |= {rule.id for table in program.tables.values() for rule in table.decision.rules}
    parted = sorted(word for word in words if BETWEEN in word)
    if parted:
        raise SqlError(f"{parted[0]!r} holds the sign {BETWEEN!r}, which stands between the values of a list in SQL.")


def _check_keys(
    keys: Iterable[str], facts: Iterable[Input], selects: Iterable[exp.Select], steps: Iterable[str], to: Dialect
) -> None:
    """Raise where a key is called like anything in the query, which does not look at case, or like another key."""
    made = {one.alias for select in selects for one in select.find_all(exp.Alias, exp.Subquery)}
    taken = {name.casefold() for name in (*made, *steps, *(column_of(one.path, to) for one in facts))}
    seen: set[str] = set()
    for key in keys:
        folded = key.casefold()
        if not key.strip():
            raise SqlError("A key has no name; please give the name of a column.")
        if folded in taken or "__" in key:
            raise SqlError(f"A key cannot be called {key}: a column of the query is, or could be, called so.")
        if folded in seen:
            raise SqlError(f"The key {key} is given twice; SQL does not tell capital letters from small ones.")
        seen.add(folded)


def _last(program: Program, wanted: Iterable[Decision], keys: Iterable[str], source: str, to: Dialect) -> exp.Select:
    """Return the last step: what is given out, lists in the dialect's own form."""
    columns: list[Made] = [column(key) for key in keys]
    columns += [named(column(PROBLEM_FOUND), PROBLEM)]
    gaps = GAPS + "_"
    columns += [named(as_text(gaps), GAPS)]
    for decision in wanted:
        rules = rules_column(decision, to)
        columns.append(column(rules) if one_rule_fires(decision) else named(as_text(rules), rules))
        columns += [_given_out(decision, one, to) for one in outputs_of(decision)]
    return exp.select(*columns).from_(_with_gaps(program, wanted, source, to).subquery("advice"))


def _with_gaps(program: Program, wanted: Iterable[Decision], source: str, to: Dialect) -> exp.Select:
    """Return a step that names the decisions without an answer."""
    parts = [
        case(
            [when(exp.or_(*(is_null(name) for name in silent_columns(program, one, to))), text(enclosed([one.key])))],
            text(""),
        )
        for one in wanted
    ]
    gaps = case([when(is_null(PROBLEM_FOUND), joined(parts))])
    return exp.select(exp.Star(), named(gaps, GAPS + "_")).from_(source)


def _given_out(decision: Decision, output: Output, to: Dialect) -> Made:
    name = column_of(output.path, to)
    if is_list(decision, output):
        return named(given_out(name, to, numbers=output.kind is Kind.NUMBER), name)
    return named(exp.cast(column(name), "double"), name) if output.kind is Kind.NUMBER else column(name)


def _in_dialect(tree: exp.Expr, to: Dialect) -> exp.Expr:
    """Return the tree as the dialect has it: words of its own in quotes, texts joined by a function, all letters kept."""
    reserved = RESERVED_IN_SNOWFLAKE if to.name == "snowflake" else RESERVED

    def told(node: exp.Expr) -> exp.Expr:
        match node:
            case exp.Concat() if to.concat:
                # No part is ever NULL, so it is all one whether the function leaves NULL out.
                node.set("coalesce", to.name in ("duckdb", "postgres", "tsql"))
            case exp.Identifier() if not _PLAIN.fullmatch(node.name) or node.name.lower() in reserved:
                node.set("quoted", True)
            case exp.Literal() if to.name == "tsql" and node.is_string and not str(node.this).isascii():
                return exp.National(this=node.this)
            case _:
                pass
        return node

    return tree.transform(told, copy=False)


def _head(program: Program, facts: Iterable[Input], to: Dialect) -> str:
    """Return what the query is, what it says, and which types it needs, as comments."""
    about = dict(program.guideline.about)
    numbers = ", ".join(column_of(one.path, to) for one in facts if one.kind is Kind.NUMBER)
    lines = [
        f"{about.get('Title', 'Guideline')}, version {about.get('Version', '')}",
        f"Workbooks sha256 {program.guideline.sha256}",
        about.get("Notice") or NOTICE,
        f"Written by `b12dt export --to sql --dialect {to.name}`: do not edit.",
        f"A row with a {PROBLEM} gets no advice. A decision that no rule answers is NULL and named among the {GAPS}:",
        "that is a gap of the guideline, not an all-clear.",
        "Facts are texts, the codes of the dictionary; several codes are one text, a; b. NULL is unknown.",
    ]
    if numbers:
        lines += [
            f"Numbers, in columns of whole ones, decimals or double precision, no texts: {numbers}.",
            f"Of texts made numbers: {to.casting}",
        ]
    plain = (" ".join("".join(sign if sign.isprintable() else " " for sign in line).split()) for line in lines)
    return "".join(f"-- {line}\n" for line in plain)
