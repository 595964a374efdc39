"""`b12dt explain`: why, and why not, for one patient; or what the code of a finding means."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from b12dt.cli.ending import FINDINGS, FINE, WrongUseError
from b12dt.cli.evaluate import advice_for, guideline_of
from b12dt.cli.facts_file import STANDARD_INPUT, read_facts
from b12dt.cli.output import explanation_data, show, show_json
from b12dt.cli.parser import Commands, add_json, add_tables


def add_explain(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser(
        "explain",
        help="say why, and why not, for one patient; or what a finding's code means",
        description="For a file of facts: every rule of the decisions, why it holds or what rules it out. For a code such as DT205: its page.",
    )
    command.add_argument("subject", help="JSON file with facts, - for standard input, or the code of a finding")
    command.add_argument(
        "decisions", nargs="*", metavar="DECISION", help="keys of decisions, such as route (default: all)"
    )
    add_tables(command)
    add_json(command)
    command.set_defaults(run=run_explain)


def run_explain(options: Namespace) -> int:
    """Explain the advice for a patient, or the code of a finding."""
    if options.subject != STANDARD_INPUT and not Path(options.subject).exists():
        return _explain_code(options)
    guideline, code = guideline_of(options)
    if guideline is None:
        return code
    unknown = [key for key in options.decisions if key not in guideline.decisions]
    if unknown:
        raise WrongUseError(f"there is no decision {unknown[0]}. The decisions are: {', '.join(guideline.decisions)}.")
    advice = advice_for(guideline, read_facts(options.subject), options)
    if advice is None:
        return FINDINGS
    explanation = advice.explain(*options.decisions)
    if options.json:
        show_json(explanation_data(explanation))
    else:
        show(str(explanation))
    return FINE


def _explain_code(options: Namespace) -> int:
    from b12dt.catalogue import catalogue
    from b12dt.words.pages import page, page_data

    entry = catalogue().get(options.subject.upper())
    if entry is None:
        raise WrongUseError(f"{options.subject} is neither a file nor the code of a finding, such as DT205.")
    if options.decisions:
        raise WrongUseError(
            f"{entry.code} is the code of a finding, and {options.decisions[0]} has no place beside it."
        )
    if options.json:
        show_json(page_data(entry))
    else:
        show(page(entry))
    return FINE
