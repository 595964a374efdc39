"""`b12dt export --to sql`: which query, over which table."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from b12dt.cli.ending import WrongUseError

if TYPE_CHECKING:
    from b12dt.program import Program

SQL = "sql"
DIALECTS = ("duckdb", "sqlite", "postgres", "spark", "bigquery", "snowflake", "tsql")
OPTIONS = ("dialect", "table", "view", "decisions", "key")


def add_sql(command: ArgumentParser) -> None:
    """Add the options that only SQL has."""
    group = command.add_argument_group("only with --to sql")
    group.add_argument("--dialect", choices=DIALECTS, help="whose SQL to write")
    group.add_argument("--table", metavar="NAME", help="the table of facts (default: facts)")
    group.add_argument("--view", metavar="NAME", help="write the statement that makes the query a view of this name")
    group.add_argument("--decisions", metavar="KEY", nargs="+", action="extend", help="give out these decisions only")
    group.add_argument(
        "--key",
        metavar="COLUMN",
        nargs="*",
        action="extend",
        help="columns handed on to tell the rows apart (default: patient_id)",
    )


def sql_writer(options: Namespace) -> Callable[[Program], str]:
    """Return what writes the query. Raises: WrongUseError, before any workbook is read."""
    if options.dialect is None:
        raise WrongUseError(f"--to sql needs a --dialect, one of {', '.join(DIALECTS)}.")
    if find_spec("sqlglot") is None:
        raise WrongUseError("Writing SQL needs the package sqlglot; pip install 'b12dt[sql]' installs it.")
    from b12dt.emit.sql import SqlError, write_sql

    def written(program: Program) -> str:
        try:
            return write_sql(
                program,
                options.dialect,
                table="facts" if options.table is None else options.table,
                view=options.view,
                keys=("patient_id",) if options.key is None else options.key,
                decisions=options.decisions,
            )
        except SqlError as error:
            raise WrongUseError(str(error)) from error

    return written


def form_of(options: Namespace, others: Mapping[str, Callable[[Program], str]]) -> Callable[[Program], str]:
    """Return what writes the form that is asked for.

    Raises: WrongUseError, where an option of SQL was given for another form, too.
    """
    if options.to == SQL:
        return sql_writer(options)
    given = [name for name in OPTIONS if getattr(options, name) is not None]
    if given:
        raise WrongUseError(f"--{given[0]} goes with --to sql only.")
    return others[options.to]
