"""The interview: one question at a time, and only those whose answer still matters."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.closest import closest
from b12dt.runtime.decided import Compiled, listed
from b12dt.runtime.explanation import words
from b12dt.runtime.facts import FactError
from b12dt.runtime.numbers import number_text
from b12dt.runtime.questions import facts_that_matter, questions_among
from b12dt.runtime.structure import Input

WIDTH = 100
STOP, HELP = ".", "?"

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A number written plainly, as in a cell of a table."""
_PLACE = re.compile(r"[1-9][0-9]{0,2}")
LONGEST_ECHO = 40

Ask = Callable[[str], str]
Tell = Callable[[str], None]


def interview(compiled: Compiled, ask: Ask, tell: Tell) -> dict[str, Any]:
    """Ask until no answer matters any more, or until the answer is a full stop or the end of input; return the facts."""
    tell("Answer with a number or a word. Enter keeps the answer in brackets, ? explains, . goes to the advice now.")
    facts: dict[str, Any] = {}
    section = ""
    while (one := next_question(compiled, facts)) is not None:
        if one.section != section:
            section = one.section
            tell(f"\n{section.upper()}")
        try:
            answer = _answer(one, compiled, ask, tell)
        except EOFError:
            tell("")
            return facts
        if answer == STOP:
            return facts
        facts[one.name] = answer
    return facts


def next_question(compiled: Compiled, facts: Mapping[str, Any]) -> Input | None:
    """Return the first fact, in the dictionary's order, whose answer still matters; None where the advice is settled.

    Facts that change something by themselves come first. Where none does, those that could in combination are asked.
    """
    advice = evaluate(compiled, facts)
    left = [name for name in compiled.INPUTS if name not in facts]
    for name in left:
        if questions_among(advice, [name]):
            return compiled.INPUTS[name]
    # A fact with a default of its own (no order, nothing planned) is answered already, unless it is asked for above.
    waiting = [name for name in left if advice.facts[name] == "unknown"]
    together = facts_that_matter(advice, waiting)
    return compiled.INPUTS[together[0]] if together else None


def _answer(one: Input, compiled: Compiled, ask: Ask, tell: Tell) -> Any:
    tell(textwrap.fill(one.question, WIDTH))
    choices = _choices(one, compiled)
    for number, (code, label) in enumerate(choices, 1):
        tell(
            f"  {number}  {label}" + (f"   ({sentence})" if (sentence := _sentence(one, code, compiled, label)) else "")
        )
    while True:
        typed = ask(f"{_hint(one, compiled)}> ").strip()
        if typed == STOP:
            return STOP
        if typed == HELP:
            tell(
                textwrap.fill(
                    one.meaning if one.meaning not in ("", "-") else "No more is written about this question.", WIDTH
                )
            )
            continue
        try:
            answer = _understood(typed, one, choices)
            evaluate(compiled, {one.name: answer})
        except FactError as error:
            for problem in error.problems:
                tell(
                    f"{problem.problem} Allowed: {problem.allowed}."
                    + (f" Closest: {problem.closest}." if problem.closest else "")
                )
        except ValueError as error:
            tell(str(error))
        else:
            return answer


def _choices(one: Input, compiled: Compiled) -> list[tuple[str, str]]:
    labels = compiled.VALUES.get(one.list, {})
    return [(code, labels[code].label if code in labels else code) for code in one.values]


def _sentence(one: Input, code: str, compiled: Compiled, label: str) -> str:
    value = compiled.VALUES.get(one.list, {}).get(code)
    if value is None or value.sentence.rstrip(".").casefold() == label.casefold():
        return ""
    return value.sentence.rstrip(".")


def _hint(one: Input, compiled: Compiled) -> str:
    default = words(one.default, compiled, one.list)
    if one.kind == "number":
        return f"{number_text(one.lowest or 0)} to {number_text(one.highest or 0)} {one.unit} [{default}] "
    return f"{'one or several, with ; between ' if one.kind == 'several of' else ''}[{default}] "


def _understood(typed: str, one: Input, choices: list[tuple[str, str]]) -> Any:
    """Return the answer as a fact. Raises ValueError with a sentence where it cannot be understood."""
    if not typed:
        return listed(one.default)
    if one.kind == "number":
        return _number(typed, one)
    if one.kind == "several of":
        if typed.casefold() in ("none", "(none)"):
            return []
        parts = [part.strip() for part in typed.split(";") if part.strip()]
        if not parts:
            raise ValueError("I read no answer between the semicolons. For none of them write (none).")
        return [_choice(part, choices) for part in parts]
    return _choice(typed, choices)


def _number(typed: str, one: Input) -> Any:
    if typed.casefold() == "unknown":
        return "unknown"
    if "," in typed:
        raise ValueError("Write decimals with a point, such as 2.8.")
    number, _, unit = typed.partition(" ")
    if not _NUMBER.fullmatch(number):
        raise ValueError(f"I expected a number in {one.unit}, written plainly such as 70 or 2.8, or unknown.")
    value = Decimal(number)
    return {"value": value, "unit": unit.strip()} if unit.strip() else value


def _choice(typed: str, choices: list[tuple[str, str]]) -> str:
    if _PLACE.fullmatch(typed) and int(typed) <= len(choices):
        return choices[int(typed) - 1][0]
    folded = " ".join(typed.casefold().split())
    for code, label in choices:
        if folded in (code.casefold(), label.casefold()):
            return code
    near = closest(typed, [label for _, label in choices])
    hint = f" Did you mean {near}? Nothing was assumed." if near else ""
    raise ValueError(
        f"I did not understand {_echo(typed)}. Choose a number from 1 to {len(choices)}, or one of the words.{hint}"
    )


def _echo(typed: str) -> str:
    return repr(typed if len(typed) <= LONGEST_ECHO else f"{typed[:LONGEST_ECHO]}...")


def advise(compiled: Compiled, ask: Ask, tell: Tell) -> tuple[dict[str, Any], Advice]:
    """Interview, then return the facts that were given and the advice."""
    facts = interview(compiled, ask, tell)
    return facts, evaluate(compiled, facts)
