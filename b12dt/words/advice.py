"""Advice as a colleague would say it: what is called for, what is not, what is still open, and the reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import NamedTuple

from b12dt.runtime.advice import Advice
from b12dt.runtime.decided import Decided
from b12dt.runtime.explanation import words
from b12dt.runtime.questions import questions_among
from b12dt.runtime.structure import Decision, Output, Value
from b12dt.runtime.telling import are_alternatives, empty, listed, one_or_other, to_check

WIDTH = 100
NAME_WIDTH = 26
MOST_QUESTIONS = 8
SEVERITY_LIST = "severity"
FIRST = "first"
"""The heading of what the workbooks want told first."""


def advice_text(advice: Advice, *, reasons: bool = True) -> str:
    """Return the advice for one patient: notices, results by workbook, open questions, and `reasons` below."""
    guideline = advice.guideline
    parts = [f"{guideline['title']} · version {guideline['version']}", *(_notice(text) for text in advice.notices)]
    told, quiet = _told(advice)
    parts += ["\n".join([heading.upper(), *lines]) for heading, lines in told.items()]
    if quiet:
        parts.append(_entry("No action stated for", ", ".join(quiet) + "."))
    parts.append(open_text(advice))
    if reasons:
        parts.append(reasons_text(advice))
    return "\n\n".join(parts)


def open_text(advice: Advice) -> str:
    """Return what is still open: the questions whose answers could change the advice, or that none can."""
    questions = advice.open_questions
    if advice.settled:
        settled, told = settled_words(advice)
        return f"{_wrapped(settled.replace('Settled', 'SETTLED', 1), 0, 2)}\n{_entry('', told)}"
    if not questions:
        text = "No single answer changes this advice; several together still could."
        return "STILL OPEN\n" + _entry("", text)
    lines = [
        _entry(question.label, f"{question.question} ({_count(len(question.changes))} on it)")
        for question in questions[:MOST_QUESTIONS]
    ]
    if len(questions) > MOST_QUESTIONS:
        more = len(questions) - MOST_QUESTIONS
        lines.append(_entry("", f"... and {more} more question{'' if more == 1 else 's'}."))
    return "\n".join(["STILL OPEN, the most decisive first", *lines])


def settled_words(advice: Advice) -> tuple[str, str]:
    """Return of settled advice that it is settled, and what that means: what is assumed, not unknown, could still change it."""
    assumed = [
        name
        for name, one in advice.compiled.INPUTS.items()
        if advice.facts[name] != "unknown" and advice.checked_facts[name] == one.default
    ]
    matter = questions_among(advice, assumed)
    sections = list(dict.fromkeys(advice.compiled.INPUTS[one.name].section for one in matter))
    told = "No answer to the facts that are still unknown can change this advice."
    if not sections:
        return "Settled", told
    return (
        f"Settled, unless there is something to answer under {listed(sections, 'and')}",
        f"{told} What is assumed there could.",
    )


def reasons_text(advice: Advice) -> str:
    """Return, for each decision that is told, the rules that fired, their cells, statements and interpretations."""
    compiled = advice.compiled
    lines = ["WHY"]
    interpretations: dict[str, str] = {}
    for decision in told_decisions(advice):
        decided = advice.decisions[decision.key]
        if not decided.rules or not said_of(advice, decision).loud:
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
    """Return the results by heading, alerts first, treatment early, and the names of the decisions that call for nothing."""
    told: dict[str, list[str]] = {}
    quiet: list[str] = []
    for decision in told_decisions(advice):
        said = said_of(advice, decision)
        if not said.loud:
            quiet.append(decision.name)
        elif said.lines:
            lines = told.setdefault(heading_of(decision), [])
            lines += [_entry(decision.name if line is said.lines[0] else "", line) for line in said.lines]
    told = {heading: told[heading] for heading in headings(advice) if heading in told}
    listed = [_entry(f"{severity.upper()} {code}", sentence) for severity, code, sentence in alerts_of(advice)]
    return ({"Alerts": listed} if listed else {}) | told, quiet


def alerts_of(advice: Advice) -> list[tuple[str, str, str]]:
    """Return the alerts as severity, code and sentence, the gravest first."""
    # A table and the summary that unites it give the same alert, which is one thing to be told.
    alerts = dict.fromkeys(alert for one in told_decisions(advice) for alert in said_of(advice, one).alerts)
    gravest = list(advice.compiled.VALUES.get(SEVERITY_LIST, dict[str, Value]()))
    return sorted(alerts, key=lambda alert: gravest.index(alert[0]))


def told_decisions(advice: Advice) -> list[Decision]:
    """Return the decisions that are told: those the workbooks want told first, then the others, each by their IDs."""
    told = (one for one in advice.compiled.DECISIONS.values() if not one.working_step)
    return sorted(told, key=lambda decision: (not decision.told_first, decision.id))


def heading_of(decision: Decision) -> str:
    """Return the heading that a decision is told under: the name of its workbook, but for what is told first."""
    return FIRST if decision.told_first else decision.place.partition(".")[0].replace("-", " ")


def headings(advice: Advice) -> list[str]:
    """Return every heading in the order they are told: what is told first, what is to be given, then what that rests on."""
    decisions = told_decisions(advice)
    given = {heading_of(one) for one in decisions if any(map(are_alternatives, one.outputs))}
    return sorted(
        dict.fromkeys(map(heading_of, decisions)), key=lambda heading: (heading != FIRST, heading not in given)
    )


class Said(NamedTuple):
    """What a decision says: its lines, its alerts (severity, code, sentence), and whether it calls for anything."""

    loud: bool
    lines: list[str]
    alerts: list[tuple[str, str, str]]


def said_of(advice: Advice, decision: Decision) -> Said:
    """Return what one decision says of the patient; a gap is said, and loud."""
    decided = advice.decisions[decision.key]
    said = _results_told(advice, decision, decided)
    # What the tables of a summary did give is told even where one of them has no answer: an alert is never lost.
    return said if decided.answered else Said(loud=True, lines=[_gap(advice, decision)], alerts=said.alerts)


def _gap(advice: Advice, decision: Decision) -> str:
    """Return the words for a decision without an answer: for a summary, which of its tables has none."""
    if not decision.unions:
        return "No rule of the guideline answers here. This is a gap, not an all-clear."
    sources = dict.fromkeys(path.partition(".")[0] for union in decision.unions for path in union.sources)
    missing = [advice.decisions[key].name for key in sources if not advice.decisions[key].answered]
    return f"Incomplete: no rule answers in {', '.join(missing)}. This is a gap, not an all-clear."


def _results_told(advice: Advice, decision: Decision, decided: Decided) -> Said:
    if not decided.answered and not decision.unions:
        return Said(loud=True, lines=[], alerts=[])
    told = [_line(advice, decision, results) for results in _results(decision, decided)]
    return Said(
        loud=any(one.loud for one in told),
        lines=[line for one in told for line in one.lines],
        alerts=list(dict.fromkeys(alert for one in told for alert in one.alerts)),
    )


def _line(advice: Advice, decision: Decision, results: list[tuple[Output, list[object]]]) -> Said:
    """Return what results say that stand together: at most one line, in it each sentence once."""
    alerts: list[tuple[str, str, str]] = []
    line: list[str] = []
    loud = False
    for output, codes in results:
        sentences: list[str] = []
        if output.when_empty and not codes:
            loud = True
            sentences.append(_empty(advice, decision, output))
        for code in codes:
            value = advice.compiled.VALUES.get(output.list, {}).get(str(code))
            if value is None:
                sentences.append(f"{output.label}: {words(code, advice.compiled, output.list, output.unit)}.")
            elif value.severity:
                alerts.append((value.severity, str(code), value.sentence))
            elif output.list != SEVERITY_LIST:
                sentences.append(value.sentence)
            loud = loud or value is None or not value.quiet
        line += one_or_other(sentences) if are_alternatives(output) else sentences
    return Said(loud=loud, lines=[" ".join(dict.fromkeys(line))] if line else [], alerts=alerts)


def _empty(advice: Advice, decision: Decision, output: Output) -> str:
    compiled = advice.compiled
    sections = to_check(decision.key, compiled.DECISIONS, compiled.INPUTS, compiled.VALUES)
    return empty(output.when_empty, sections, advice.checked_facts, compiled.INPUTS)


def _results(decision: Decision, decided: Decided) -> Iterable[list[tuple[Output, list[object]]]]:
    """Return the results line by line: of a table of which several rules count, one line a rule."""
    if decision.outputs[0].gathers == "all" and not decision.unions:
        for rule in decided.rules:
            yield [(output, _codes(result)) for output, result in zip(decision.outputs, rule.outputs, strict=True)]
    else:
        yield [(output, _codes(decided.outputs[output.name])) for output in decision.outputs]


def _codes(result: object) -> list[object]:
    return [] if result is None else list(result) if isinstance(result, list | tuple) else [result]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _fill(text: str, width: int, *, initial_indent: str, subsequent_indent: str) -> str:
    """Return a text in lines that break between words only: `high-risk` and doses such as `1000-2000` stay whole."""
    return textwrap.fill(
        text,
        width,
        initial_indent=initial_indent,
        subsequent_indent=subsequent_indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _notice(text: str) -> str:
    return _fill(text, WIDTH, initial_indent="! ", subsequent_indent="  ")


def _entry(name: str, text: str) -> str:
    """Return a line that begins with a name in a column of its own; a long name stands on a line above."""
    column = " " * (NAME_WIDTH + 4)
    if len(name) > NAME_WIDTH:
        return f"  {name}\n" + _fill(text, WIDTH, initial_indent=column, subsequent_indent=column)
    return _fill(text, WIDTH, initial_indent=f"  {name:<{NAME_WIDTH}}  ", subsequent_indent=column)


def _wrapped(text: str, first: int, rest: int) -> str:
    return _fill(text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * rest)


def _count(number: int) -> str:
    return "1 result hangs" if number == 1 else f"{number} results hang"
