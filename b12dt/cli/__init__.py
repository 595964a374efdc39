"""The command line. Exit codes: 0 fine, 1 findings, 2 wrong use."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from b12dt import __version__
from b12dt.cli.check import add_check
from b12dt.cli.cohort import add_cohort
from b12dt.cli.compile import add_compile
from b12dt.cli.diff import add_diff
from b12dt.cli.ending import FINDINGS, FINE, STOPPED, WRONG_USE, WrongUseError
from b12dt.cli.evaluate import add_evaluate
from b12dt.cli.explain import add_explain
from b12dt.cli.export import add_export
from b12dt.cli.format import add_format
from b12dt.cli.output import OutputError, abandon, flush, show_json, write
from b12dt.cli.parser import MisuseError, Parser
from b12dt.cli.text import add_text

EPILOG = """\
Research and teaching only; not validated for clinical use.

  b12dt check tables                        is the guideline in order?
  b12dt evaluate examples/pernicious-anemia.json
                                            advice for one patient
  b12dt evaluate                            the same, asking question by question
  b12dt explain examples/pernicious-anemia.json route
                                            why, and why not
  b12dt explain DT205                       what a finding means

Each command ends with 0 where all is fine, with 1 where something was found (or b12dt itself failed, DT901), and with
2 where it was used wrongly. With --json each prints one JSON document. B12DT_DEBUG=1 shows where b12dt itself failed.
"""

DEBUG = "B12DT_DEBUG"
DEFECT = "DT901"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` has.
        abandon()
        return FINE
    except OutputError as error:
        abandon()
        write(f"b12dt: {error}\n", sys.stderr)
        return WRONG_USE
    return code


def _run(words: Sequence[str]) -> int:
    json = "--json" in words
    try:
        options = _parser().parse_args(words)
        return options.run(options)
    except SystemExit:
        # Help and version end the program by themselves.
        flush()
        raise
    except MisuseError as error:
        return _refuse(str(error), error.usage, json=json)
    except WrongUseError as error:
        return _refuse(str(error), json=json)
    except KeyboardInterrupt:
        return STOPPED
    except (BrokenPipeError, OutputError):
        raise
    except Exception as error:  # noqa: BLE001 - the outermost boundary: whatever it is, it is a defect of b12dt
        return _own_up(error, json=json)


def _refuse(message: str, usage: str = "", *, json: bool) -> int:
    if json:
        show_json({"error": message})
    write(f"{usage}b12dt: {message}\n", sys.stderr)
    return WRONG_USE


def _own_up(error: Exception, *, json: bool) -> int:
    """Tell of a defect of b12dt in its users' words; with B12DT_DEBUG=1 in its makers', too."""
    from b12dt.catalogue import catalogue

    entry, reference = catalogue()[DEFECT], _reference(error)
    if os.environ.get(DEBUG) == "1":
        import traceback

        traceback.print_exception(error)
    if json:
        show_json({"error": entry.title, "code": DEFECT, "reference": reference})
    lines = [
        f"error {DEFECT} · {entry.title}",
        f"  To mend it  {entry.mend}",
        f"  Reference   {reference} (the same number for the same failure; name it when you report it)",
        f"  More        b12dt explain {DEFECT}",
    ]
    write("\n".join(lines) + "\n", sys.stderr)
    return FINDINGS


def _reference(error: Exception) -> str:
    """Return a short number for a failure: the same for the same line of the same version, on whatever computer."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "b12dt" in code.co_filename:
            where = f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return hashlib.sha256(f"{__version__} {type(error).__name__} {where}".encode()).hexdigest()[:8]


def _parser() -> Parser:
    parser = Parser(
        prog="b12dt",
        description="A clinical guideline kept in Excel: check it, compile it, ask it for advice.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"b12dt {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        add_check,
        add_evaluate,
        add_explain,
        add_cohort,
        add_diff,
        add_format,
        add_compile,
        add_export,
        add_text,
    ):
        add(commands)
    return parser
