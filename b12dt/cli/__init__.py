"""The command line: `b12dt check | evaluate | explain | compile`. Exit codes: 0 fine, 1 findings, 2 wrong use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TypeAlias

from b12dt import __version__
from b12dt.cli.commands import check, compile_, evaluate, explain
from b12dt.cli.facts_file import FactsFileError

TABLES = "tables"
MODULE = "b12dt/compiled.py"

EPILOG = """\
Research and teaching only; not validated for clinical use.

  b12dt check tables                        is the guideline in order?
  b12dt evaluate examples/neuropathy.json   advice for one patient
  b12dt evaluate                            the same, asking question by question
  b12dt explain examples/neuropathy.json route
  b12dt explain DT205                       what a finding means
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except FactsFileError as error:
        print(f"b12dt: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` has.
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="b12dt",
        description="A clinical guideline kept in Excel: check it, compile it, ask it for advice.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"b12dt {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_evaluate(commands)
    _add_explain(commands)
    _add_compile(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - argparse names the type of its subcommands nowhere else


def _add_check(commands: Commands) -> None:
    command = commands.add_parser(
        "check",
        help="say what is wrong with the workbooks, with the cells, and run the worked cases",
        description="Read the workbooks, compile them, run the worked cases, and say what is wrong and where.",
    )
    command.add_argument(
        "place", nargs="?", default=TABLES, help=f"folder of workbooks, or one workbook (default: {TABLES})"
    )
    command.add_argument("--all", action="store_true", help="show every finding, and remarks, too")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=check)


def _add_evaluate(commands: Commands) -> None:
    command = commands.add_parser(
        "evaluate",
        help="give advice for one patient, from a file or question by question",
        description="Give advice for one patient. Without a file the questions are asked one by one, only those that still matter.",
    )
    command.add_argument(
        "facts", nargs="?", help="JSON file with facts, - for standard input; none: ask in the terminal"
    )
    command.add_argument(
        "--tables", metavar="PLACE", help="compile these workbooks instead of using the guideline that ships"
    )
    command.add_argument("--brief", action="store_true", help="leave out the reasons")
    command.add_argument("--save", metavar="FILE", help="write the answers of the interview to a JSON file")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=evaluate)


def _add_explain(commands: Commands) -> None:
    command = commands.add_parser(
        "explain",
        help="say why, and why not, for one patient; or what a finding's code means",
        description="For a file of facts: every rule of the decisions, why it holds or what rules it out. For a code such as DT205: its page.",
    )
    command.add_argument("subject", help="JSON file with facts, - for standard input, or the code of a finding")
    command.add_argument(
        "decisions", nargs="*", metavar="DECISION", help="keys of decisions, such as route (default: all)"
    )
    command.add_argument(
        "--tables", metavar="PLACE", help="compile these workbooks instead of using the guideline that ships"
    )
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=explain)


def _add_compile(commands: Commands) -> None:
    command = commands.add_parser(
        "compile",
        help="write the workbooks as one Python module",
        description="Compile the workbooks into one Python module that needs only the standard library. Written whole or not at all.",
    )
    command.add_argument(
        "place", nargs="?", default=TABLES, help=f"folder of workbooks, or one workbook (default: {TABLES})"
    )
    command.add_argument("--output", metavar="FILE", default=MODULE, help=f"the module to write (default: {MODULE})")
    command.set_defaults(run=compile_)
