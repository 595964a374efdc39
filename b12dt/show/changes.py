"""What would change the advice: the facts that do so alone, and the question to ask next."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, cast

from b12dt.runtime.advice import Advice
from b12dt.runtime.atoms import atom_of
from b12dt.runtime.explanation import words
from b12dt.runtime.facts import allowed
from b12dt.runtime.numbers import number_text, pretty
from b12dt.runtime.structure import Input
from b12dt.show.shown import Shown, columns, table, tag, wrapped
from b12dt.words.advice import said_of, settled_words, told_decisions

Told = tuple[tuple[str, str], ...]
"""What other answers make of the advice: the decision's name and what it then says, for each that says something else."""
MORE = 5
"""How many questions are named after the first."""


def what_if(advice: Advice, *keys: str, facts: Iterable[str] = ()) -> Shown:
    """Return every fact of which another answer alone would change these decisions, and into what.

    Exact: each fact is given a value of each group of values that some cell tells apart, unknown among them, and the
    patient is decided again. Of a fact that holds several values at once, each is added or taken away. Without keys
    all decisions that are told are compared; `facts` limits which are tried.

    Raises: KeyError, for a name that is no decision or no fact.
    """
    names = tuple(facts) or tuple(advice.compiled.INPUTS)
    changes: dict[Told, list[str]] = {}
    for name in names:
        for told, answers in _by_change(advice, name, keys):
            changes.setdefault(told, []).append(f"{_label(advice, name)}: {answers}")
    if not changes:
        none = "No other answer to a single fact would change this."
        return Shown(tag("p", none), none)
    rows = [("<br>".join(map(escape, facts)), _told_html(told)) for told, facts in changes.items()]
    html = table(("If one of these alone were so", "Then"), rows)
    text = "\n".join(
        "\n".join(wrapped(f"If {fact}", 0, 6) for fact in facts) + "\n" + columns(told, 4)
        for told, facts in changes.items()
    )
    return Shown(html, text)


def next_question(advice: Advice, *keys: str) -> Shown:
    """Return the unknown fact to ask for next, the answers it may have and what each makes of these decisions.

    The first is the one on which most results hang; with keys only what changes one of these decisions is asked.

    Raises: KeyError, for a name that is no decision.
    """
    _known(advice, keys)
    open_ = [
        (one, [path for path in one.changes if not keys or path.partition(".")[0] in keys])
        for one in advice.open_questions
    ]
    asked = sorted((pair for pair in open_ if pair[1]), key=lambda pair: -len(pair[1]))
    if not asked:
        told = _nothing_to_ask(advice, keys)
        return Shown(tag("p", told), told)
    first, paths = asked[0]
    changed = dict.fromkeys(path.partition(".")[0] for path in paths)
    told = [one.key for one in told_decisions(advice) if one.key in changed]
    then = what_if(advice, *(keys or told), facts=[first.name])
    others = ", ".join(one.label for one, _ in asked[1 : MORE + 1])
    more = len(asked) - 1 - MORE
    rest = (
        f"After that: {others}{f', and {more} more' if more > 0 else ''}."
        if others
        else "No other single answer changes this."
    )
    answers = f"Answers: {_allowed(advice, advice.compiled.INPUTS[first.name])}."
    html = [
        tag("p", f"<strong>{escape(first.question)}</strong>", class_="b12dt-question"),
        tag("p", escape(answers), class_="b12dt-small"),
        then.html,
        tag("p", escape(rest), class_="b12dt-small"),
    ]
    return Shown("\n".join(html), "\n".join([first.question, wrapped(answers, 2, 4), then.text, wrapped(rest, 0, 2)]))


def _allowed(advice: Advice, one: Input) -> str:
    """Return in words what may be answered."""
    if one.kind == "number":
        return allowed(one).replace(one.unit, pretty(one.unit)) if one.unit else allowed(one)
    labels = [words(code, advice.compiled, one.list) for code in one.values if code != "unknown"]
    return ", ".join(labels) + (", or unknown" if one.may_be_unknown else "")


def _nothing_to_ask(advice: Advice, keys: tuple[str, ...]) -> str:
    if advice.settled:
        return ". ".join(settled_words(advice))
    if keys:
        return "No single answer to what is still unknown changes this; several together still could."
    return "No single answer changes the advice; several together still could."


def _known(advice: Advice, keys: Iterable[str]) -> None:
    decisions = advice.compiled.DECISIONS
    for key in keys:
        if key not in decisions:
            raise KeyError(f"{key!r} is no decision. The decisions are: {', '.join(decisions)}")


def _label(advice: Advice, name: str) -> str:
    """Return a fact with the answer it has now, where it has one."""
    one = advice.compiled.INPUTS[name]
    now = words(advice.checked_facts[name], advice.compiled, one.list, pretty(one.unit))
    return one.label if advice.facts[name] == "unknown" else f"{one.label} (now {now})"


def _by_change(advice: Advice, name: str, keys: tuple[str, ...]) -> Iterable[tuple[Told, str]]:
    """Return the changes that other answers to a fact make, each with the answers that make it."""
    one = advice.compiled.INPUTS[name]
    changes: dict[Told, list[Any]] = {}
    for value in _other_answers(advice, one):
        told = _change(advice, Advice(advice.compiled, {**advice.checked_facts, name: value}), keys)
        if told:
            changes.setdefault(told, []).append(value)
    for told, values in changes.items():
        yield told, _answers(advice, one, values)


def _other_answers(advice: Advice, one: Input) -> Iterable[Any]:
    """Return a value for every answer that some cell tells from the present one."""
    now = advice.checked_facts[one.name]
    if one.kind == "several of":
        has = cast("tuple[str, ...]", now)
        for code in one.atoms.codes:
            yield tuple(other for other in one.values if (other in has) != (other == code))
        return
    atom = atom_of(now, one.atoms)
    yield from (sample for sample in one.samples if atom_of(sample, one.atoms) != atom)
    if one.may_be_unknown and atom:
        yield None if one.kind == "number" else "unknown"


def _change(advice: Advice, other: Advice, keys: tuple[str, ...]) -> Told:
    _known(advice, keys)
    changed: list[tuple[str, str]] = []
    for decision in told_decisions(advice) if not keys else (advice.compiled.DECISIONS[key] for key in keys):
        before, after = (_said(one, decision.key) for one in (advice, other))
        if set(before) == set(after):
            continue
        told = [line for line in after if line not in before]
        # One result takes the place of another; of several that were collected, each that is gone has to be told.
        if not told or decision.unions or decision.outputs[0].gathers == "all":
            told += [f"No longer: {line}" for line in before if line not in after]
        changed.append((decision.name, " ".join(told)))
    return tuple(changed)


def _said(advice: Advice, key: str) -> list[str]:
    said = said_of(advice, advice.compiled.DECISIONS[key])
    alerts = [f"{severity.upper()} {code}: {text}" for severity, code, text in said.alerts]
    decision = advice.compiled.DECISIONS[key]
    if decision.unions and advice.decisions[key].answered:
        # A summary says much at once; what is new in it is wanted, not all of it.
        paths = [f"{key}.{output.name}" for output in decision.outputs if output.kind == "several of"]
        values = [(path, code) for path in paths for code in advice[path]]
        return [*alerts, *(advice.sentence(*pair) for pair in values if not advice.value(*pair).severity)]
    return [*alerts, *said.lines]


def _answers(advice: Advice, one: Input, values: list[Any]) -> str:
    """Return the answers that make one change: stretches of numbers, values by their labels."""
    if one.kind == "number":
        atoms = sorted(atom_of(value, one.atoms) for value in values)
        stretches = [_stretch(one, first, last) for first, last in _runs(atoms)]
        return " or ".join(stretches)
    if one.kind == "several of":
        now = set(advice.checked_facts[one.name])
        return " or ".join(
            f"{'with' if set(value) - now else 'without'} {words(tuple(set(value) ^ now), advice.compiled, one.list)}"
            for value in values
        )
    return " or ".join(words(value, advice.compiled, one.list) for value in values)


def _runs(atoms: list[int]) -> list[tuple[int, int]]:
    """Return neighbouring atoms as runs; unknown, which is atom 0, is no number's neighbour."""
    runs: list[tuple[int, int]] = []
    for atom in atoms:
        if runs and atom == runs[-1][1] + 1 and runs[-1][1] != 0:
            runs[-1] = (runs[-1][0], atom)
        else:
            runs.append((atom, atom))
    return runs


def _stretch(one: Input, first: int, last: int) -> str:
    """Return the numbers from one atom to another in words."""
    if first == 0:
        return "unknown"
    cuts, unit = one.atoms.cuts, pretty(one.unit)
    low = cuts[first - 2] if first > 1 else None
    high = cuts[last - 1] if last <= len(cuts) else None
    # A cut below the least number that is allowed, or above the greatest, bounds nothing.
    if one.lowest is not None and high == (one.lowest, 1):
        return f"{number_text(one.lowest)} {unit}".rstrip()
    low = None if low and one.lowest is not None and low <= (one.lowest, 0) else low
    high = None if high and one.highest is not None and high >= (one.highest, 1) else high
    start = "" if low is None else number_text(low[0])
    end = "" if high is None else number_text(high[0])
    if low is None and high is None:
        return "any number"
    if low is None or high is None:
        if high is not None:
            text = f"{end} or less" if high[1] else f"less than {end}"
        else:
            text = f"{start} or more" if low and not low[1] else f"more than {start}"
        return f"{text} {unit}".rstrip()
    if low[0] == high[0]:
        return f"{start} {unit}".rstrip()
    left, right = ("more than " if low[1] else ""), ("" if high[1] else "less than ")
    return f"{left}{start} to {right}{end} {unit}".rstrip()


def _told_html(told: Told) -> str:
    return "<br>".join(f"<b>{escape(name)}:</b> {escape(text)}" for name, text in told)
