"""`b12dt evaluate`: advice for one patient, from a file or question by question."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from b12dt.cli.ending import FINDINGS, FINE, WRONG_USE, WrongUseError, ending
from b12dt.cli.facts_file import read_facts
from b12dt.cli.output import check_writable, flush, json_text, show, show_json, write, write_whole
from b12dt.cli.parser import Commands, add_json, add_tables
from b12dt.guideline import Guideline, GuidelineError, load, shipped
from b12dt.runtime.advice import Advice
from b12dt.runtime.facts import FactError


def add_evaluate(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "evaluate",
        help="give advice for one patient, from a file or question by question",
        description="Give advice for one patient. Without a file the questions are asked one by one, only those that still matter.",
    )
    command.add_argument(
        "facts", nargs="?", help="JSON file with facts, - for standard input; none: ask in the terminal"
    )
    add_tables(command)
    command.add_argument("--brief", action="store_true", help="leave out the reasons")
    command.add_argument("--save", metavar="FILE", help="write the answers of the interview to a JSON file")
    add_json(command)
    command.set_defaults(run=run_evaluate)


def run_evaluate(options: Namespace) -> int:
    """Give advice for the facts of a file, or interview."""
    if options.save and options.facts is not None:
        raise WrongUseError("--save keeps the answers of the interview; with a file of facts there are none.")
    if options.save:
        # Nobody is to answer forty questions and then learn that the answers cannot be kept.
        check_writable(Path(options.save))
    guideline, code = guideline_of(options)
    if guideline is None:
        return code
    if options.facts is None:
        return _interview(guideline, options)
    advice = advice_for(guideline, read_facts(options.facts), options)
    return FINDINGS if advice is None else _show_advice(advice, options)


def guideline_of(options: Namespace) -> tuple[Guideline | None, int]:
    """Return the guideline that a command is to use; where its workbooks have errors, tell them: None, and how to end."""
    if options.tables is None:
        return shipped(), FINE
    try:
        return load(options.tables), FINE
    except GuidelineError as error:
        if options.json:
            from b12dt.words.order import in_order
            from b12dt.words.pages import as_data

            findings = as_data(in_order(error.diagnostics))
            show_json({"error": "the workbooks cannot be compiled", "findings": findings})
        else:
            show(str(error))
        return None, ending(error.diagnostics)


def advice_for(guideline: Guideline, facts: Mapping[str, Any], options: Namespace) -> Advice | None:
    """Return the advice for facts; where they cannot be used, tell why: None."""
    try:
        return guideline.evaluate(facts)
    except FactError as error:
        if options.json:
            show_json({"error": "facts cannot be used", "facts": [problem._asdict() for problem in error.problems]})
        else:
            lines = ["Nothing was decided. These facts cannot be used:", *(f"  {one}" for one in error.problems)]
            write("\n".join(lines) + "\n", sys.stderr)
        return None


def _interview(guideline: Guideline, options: Namespace) -> int:
    from b12dt.cli.interview import advise

    # With --json standard output belongs to the one document; the conversation goes to standard error.
    stream = sys.stderr if options.json else sys.stdout
    if isinstance(stdin := cast("object", sys.stdin), io.TextIOWrapper):
        # What is no text in this encoding is then an answer that is not understood, and asked for again.
        cast("io.TextIOWrapper[Any]", stdin).reconfigure(errors="replace")

    def tell(text: str) -> None:
        write(f"{text}\n", stream)

    def ask(prompt: str) -> str:
        write(prompt, stream)
        if stream:
            stream.flush()
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            raise EOFError
        return line

    facts, advice = advise(guideline.compiled, ask, tell)
    tell("")
    code = _show_advice(advice, options)
    return _save(options.save, facts) or code if options.save else code


def _save(name: str, facts: Mapping[str, Any]) -> int:
    try:
        write_whole(Path(name), json_text(facts))
    except WrongUseError as error:
        flush()
        write(f"b12dt: {error} Your answers were:\n{json_text(facts)}", sys.stderr)
        return WRONG_USE
    return FINE


def _show_advice(advice: Advice, options: Namespace) -> int:
    from b12dt.words.advice import advice_text

    if options.json:
        show_json(advice.to_dict())
    else:
        show(advice_text(advice, reasons=not options.brief))
    return FINE
