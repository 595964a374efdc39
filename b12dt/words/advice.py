"""Advice as a colleague would say it: what is called for, what is not, what is still open, and the reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from b12dt.runtime.advice import Advice, Decided
from b12dt.runtime.explanation import words
from b12dt.runtime.structure import Decision, Output, Value

WIDTH = 100
NAME_WIDTH = 26
MOST_QUESTIONS = 8
SEVERITY_LIST = "severity"


def advice_text(advice: Advice, *, reasons: bool = True) -> str:
    """Return the advice for one patient: notices, results by workbook, open questions, and `reasons` below."""
    guideline = advice.guideline
    parts = [f"{guideline['title']} · version {guideline['version']}", *(_notice(text) for text in advice.notices)]
    told, quiet = _told(advice)
    parts += ["\n".join([heading.upper(), *lines]) for heading, lines in told.items()]
    if quiet:
        parts.append(_entry("Nothing called for", ", ".join(quiet) + "."))
    parts.append(open_text(advice))
    if reasons:
        parts.append(reasons_text(advice))
    return "\n\n".join(parts)


def open_text(advice: Advice) -> str:
    """Return what is still open: the questions whose answers could change the advice, or that none can."""
    questions = advice.open_questions
    if advice.settled:
        return "SETTLED\n" + _entry("", "No answer to the facts that are still unknown can change this advice.")
    if not questions:
        text = "No single answer changes this advice; several together still could."
        return "STILL OPEN\n" + _entry("", text)
    lines = [
        _entry(question.label, f"{question.question} ({_count(len(question.changes))} on it)")
        for question in questions[:MOST_QUESTIONS]
    ]
    if len(questions) > MOST_QUESTIONS:
        lines.append(_entry("", f"... and {len(questions) - MOST_QUESTIONS} more questions."))
    return "\n".join(["STILL OPEN, the most decisive first", *lines])


def reasons_text(advice: Advice) -> str:
    """Return, for each decision that is told, the rules that fired, their cells, statements and interpretations."""
    compiled = advice.compiled
    lines = ["WHY"]
    interpretations: dict[str, str] = {}
    for key, decision in compiled.DECISIONS.items():
        decided = advice.decisions[key]
        if decision.working_step or not decided.rules or not _sentences(advice, decision, decided)[0]:
            continue
        lines.append(f"  {decision.name}")
        for rule in decided.rules:
            lines.append(f"    {rule.id} · {rule.place} · {rule.basis.replace('_', ' ')}")
            lines += [_wrapped(f"{one} {compiled.STATEMENTS[one].text}", 6, 11) for one in rule.statements]
            interpretations |= {one: compiled.INTERPRETATIONS[one] for one in rule.interpretations}
    if interpretations:
        lines += ["", "INTERPRETATIONS that this advice rests on, where the source leaves room"]
        lines += [_wrapped(f"{one} {text}", 2, 6) for one, text in sorted(interpretations.items())]
    return "\n".join(lines)


def _told(advice: Advice) -> tuple[dict[str, list[str]], list[str]]:
    """Return the results by workbook, and the names of the decisions by which nothing is called for."""
    told: dict[str, list[str]] = {}
    quiet: list[str] = []
    for key, decision in advice.compiled.DECISIONS.items():
        if decision.working_step:
            continue
        decided = advice.decisions[key]
        loud, texts = _sentences(advice, decision, decided)
        if not loud:
            quiet.append(decision.name)
            continue
        heading = decision.place.partition(".")[0].replace("-", " ")
        lines = told.setdefault(heading, [])
        lines += [_entry(decision.name if first else "", text) for first, text in _numbered(texts)]
    return told, quiet


def _numbered(texts: Iterable[str]) -> Iterable[tuple[bool, str]]:
    return ((place == 0, text) for place, text in enumerate(texts))


def _sentences(advice: Advice, decision: Decision, decided: Decided) -> tuple[bool, list[str]]:
    """Return whether a decision calls for anything, and its sentences: one line an alert, else all in one."""
    if not decided.answered:
        return True, ["No rule of the guideline answers here. This is a gap, not an all-clear."]
    plain: list[str] = []
    alerts: list[str] = []
    loud = False
    for output in decision.outputs:
        for code in _codes(decided.outputs[output.name]):
            value = advice.compiled.VALUES.get(output.list, {}).get(str(code))
            if value is None:
                loud = True
                plain.append(f"{output.label}: {words(code, advice.compiled, output.list, output.unit)}.")
            elif value.severity:
                loud = True
                alerts.append(f"{value.severity.upper()} {code} {value.sentence}")
            elif not _repeats(output, decision, advice):
                loud = loud or not value.quiet
                plain.append(value.sentence)
    lines = [" ".join(dict.fromkeys(plain))] if plain else []
    return loud, [*lines, *sorted(alerts, key=_by_severity(advice))]


def _codes(result: object) -> list[object]:
    return [] if result is None else list(result) if isinstance(result, list) else [result]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _repeats(output: Output, decision: Decision, advice: Advice) -> bool:
    """Tell whether an output only repeats the severities that the decision's alerts carry themselves."""
    if output.list != SEVERITY_LIST:
        return False
    lists = [advice.compiled.VALUES.get(other.list, {}) for other in decision.outputs if other is not output]
    return any(value.severity for values in lists for value in values.values())


def _by_severity(advice: Advice):  # noqa: ANN202 - a sort key, of no interest outside
    order = [code.upper() for code in advice.compiled.VALUES.get(SEVERITY_LIST, dict[str, Value]())]
    return lambda line: order.index(line.split(" ", 1)[0])  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType, reportUnknownVariableType]


def _notice(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="! ", subsequent_indent="  ")


def _entry(name: str, text: str) -> str:
    """Return a line that begins with a name in a column of its own; a long name stands on a line above."""
    column = " " * (NAME_WIDTH + 4)
    if len(name) > NAME_WIDTH:
        return f"  {name}\n" + textwrap.fill(text, WIDTH, initial_indent=column, subsequent_indent=column)
    return textwrap.fill(text, WIDTH, initial_indent=f"  {name:<{NAME_WIDTH}}  ", subsequent_indent=column)


def _wrapped(text: str, first: int, rest: int) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * rest)


def _count(number: int) -> str:
    return "1 result hangs" if number == 1 else f"{number} results hang"
