"""The words of the command line: one parser that guesses nothing, and the options that several commands share."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn, TypeAlias

TABLES = "tables"

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - argparse names the type of its subcommands nowhere else


class MisuseError(Exception):
    """The words of the command line cannot be understood; `usage` says how the command is written."""

    def __init__(self, usage: str, message: str) -> None:
        self.usage = usage
        super().__init__(message)


class Parser(argparse.ArgumentParser):
    """A parser that takes no option cut short, since a new option would change what it means; and raises MisuseError."""

    def __init__(self, **settings: Any) -> None:
        """Make a parser; `settings` are those of argparse."""
        settings.setdefault("allow_abbrev", False)
        super().__init__(**settings)

    def error(self, message: str) -> NoReturn:
        """Raise MisuseError: with --json the caller is owed a document, which argparse would not print."""
        raise MisuseError(self.format_usage(), message)


def add_place(command: Parser) -> None:
    """Let a command take a folder of workbooks."""
    command.add_argument(
        "place", nargs="?", default=TABLES, help=f"folder of workbooks, or one workbook (default: {TABLES})"
    )


def add_tables(command: Parser) -> None:
    """Let a command use other workbooks than those that were compiled into the package."""
    command.add_argument(
        "--tables", metavar="PLACE", help="compile these workbooks instead of using the guideline that ships"
    )


def add_json(command: Parser) -> None:
    """Let a command print one JSON document."""
    command.add_argument("--json", action="store_true", help="print one JSON document")
