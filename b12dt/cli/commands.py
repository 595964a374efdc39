"""What the commands do. Each returns its exit code: 0 fine, 1 findings, 2 wrong use."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from b12dt.cli.facts_file import FactsFileError, read_facts
from b12dt.cli.output import show
from b12dt.guideline import Guideline, GuidelineError, load, shipped
from b12dt.runtime.advice import Advice
from b12dt.runtime.facts import FactError

FINE, FINDINGS, WRONG_USE = 0, 1, 2


def check(options: Namespace) -> int:
    """Check the workbooks and report."""
    from b12dt.pipeline import failed, run
    from b12dt.words.order import in_sheet_order
    from b12dt.words.pages import as_data
    from b12dt.words.report import report

    outcome = run(Path(options.place), checks=True)
    code = FINDINGS if failed(outcome.findings) else FINE
    if options.json:
        ordered = in_sheet_order(outcome.findings, outcome.grids)
        _print_json({"place": options.place, "fine": code == FINE, "findings": as_data(ordered)})
        return code
    most = sys.maxsize if options.all else 20
    show(report(outcome.findings, outcome.grids, most=most, infos=options.all))
    if outcome.program is not None and code == FINE:
        guideline = outcome.program.guideline
        rules = sum(len(table.decision.rules) for table in outcome.program.tables.values())
        show(
            f"{len(guideline.decisions)} decisions with {rules} rules were compiled; {len(guideline.cases)} worked cases pass."
        )
    return code


def evaluate(options: Namespace) -> int:
    """Give advice for the facts of a file, or interview."""
    guideline = _guideline(options)
    if guideline is None:
        return FINDINGS
    if options.facts is None:
        return _interview(guideline, options)
    advice = _advice(guideline, read_facts(options.facts), options)
    return FINDINGS if advice is None else _show_advice(advice, options)


def explain(options: Namespace) -> int:
    """Explain the advice for a patient, or the code of a finding."""
    if not Path(options.subject).exists() and options.subject != "-":
        return _explain_code(options)
    guideline = _guideline(options)
    if guideline is None:
        return FINDINGS
    unknown = [key for key in options.decisions if key not in guideline.decisions]
    if unknown:
        return _refuse(f"there is no decision {unknown[0]}. The decisions are: {', '.join(guideline.decisions)}.")
    advice = _advice(guideline, read_facts(options.subject), options)
    if advice is None:
        return FINDINGS
    explanation = advice.explain(*options.decisions)
    if options.json:
        from b12dt.cli.output import explanation_data

        _print_json(explanation_data(explanation))
    else:
        show(str(explanation))
    return FINE


def compile_(options: Namespace) -> int:
    """Write the module, whole or not at all: a workbook with errors never replaces a good one."""
    from b12dt.cli.output import write_whole
    from b12dt.emit.python import write_python
    from b12dt.pipeline import run
    from b12dt.words.report import report

    outcome = run(Path(options.place), checks=True)
    from b12dt.pipeline import failed

    if outcome.program is None or failed(outcome.findings):
        show(report(outcome.findings, outcome.grids))
        show(f"{options.output} was left as it is.")
        return FINDINGS
    try:
        changed = write_whole(Path(options.output), write_python(outcome.program))
    except OSError as error:
        return _refuse(f"{options.output} cannot be written: {error.strerror or error}.")
    show(f"{options.output} {'was written' if changed else 'is up to date'}.")
    return FINE


def _guideline(options: Namespace) -> Guideline | None:
    if options.tables is None:
        return shipped()
    try:
        return load(options.tables)
    except GuidelineError as error:
        if options.json:
            from b12dt.words.pages import as_data

            _print_json({"error": "the workbooks cannot be compiled", "findings": as_data(error.diagnostics)})
        else:
            show(str(error))
        return None


def _advice(guideline: Guideline, facts: Mapping[str, Any], options: Namespace) -> Advice | None:
    try:
        return guideline.evaluate(facts)
    except FactError as error:
        if options.json:
            _print_json({"error": "facts cannot be used", "facts": [problem._asdict() for problem in error.problems]})
        else:
            print("Nothing was decided. These facts cannot be used:", file=sys.stderr)
            for problem in error.problems:
                print(f"  {problem}", file=sys.stderr)
        return None


def _interview(guideline: Guideline, options: Namespace) -> int:
    from b12dt.cli.interview import advise

    # With --json standard output belongs to the one document; the conversation goes to standard error.
    stream = sys.stderr if options.json else sys.stdout

    def tell(text: str) -> None:
        print(text, file=stream)

    def ask(prompt: str) -> str:
        print(prompt, end="", file=stream, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line

    facts, advice = advise(guideline.compiled, ask, tell)
    if options.save:
        from b12dt.cli.output import write_whole

        write_whole(Path(options.save), json.dumps(facts, indent=2, default=_plain_number) + "\n")
    tell("")
    return _show_advice(advice, options)


def _show_advice(advice: Advice, options: Namespace) -> int:
    from b12dt.words.advice import advice_text

    if options.json:
        _print_json(advice.to_dict())
    else:
        show(advice_text(advice, reasons=not options.brief))
    return FINE


def _explain_code(options: Namespace) -> int:
    from b12dt.catalogue import catalogue
    from b12dt.words.pages import page

    entry = catalogue().get(options.subject.upper())
    if entry is None:
        raise FactsFileError(f"{options.subject} is neither a file nor the code of a finding, such as DT205.")
    if options.json:
        fields = {name: str(getattr(entry, name)) for name in ("code", "severity", "title", "meaning", "mend")}
        _print_json(fields)
    else:
        show(page(entry))
    return FINE


def _plain_number(value: object) -> object:
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain_number))


def _refuse(message: str) -> int:
    print(f"b12dt: {message}", file=sys.stderr)
    return WRONG_USE
