"""What the pages say in words: conditions, results, hit policies, and what is proved."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from b12dt.cells.numbers import plain
from b12dt.cells.said import in_words
from b12dt.cells.write import canonical_answer
from b12dt.model import (
    Anything,
    Decision,
    DecisionTable,
    HitPolicy,
    Input,
    Invariant,
    Kind,
    Output,
    PairInvariant,
    Regimen,
    Rule,
    Summary,
    Takes,
    Union,
    Value,
)
from b12dt.policies import owes_an_answer
from b12dt.publish.site import Site
from b12dt.resolve.regimens import ROUTES, UNITS
from b12dt.runtime.telling import REGIMEN_LIST, one_or_other

POLICIES: Final = {
    HitPolicy.UNIQUE: ("Unique", "each patient meets exactly one rule"),
    HitPolicy.ANY: ("Any", "rules may overlap where they say the same"),
    HitPolicy.PRIORITY: ("Priority", "of the rules that hold, the result listed first counts"),
    HitPolicy.FIRST: ("First", "rules are tried from the top; the first that holds counts"),
    HitPolicy.RULE_ORDER: ("Rule order", "every rule that holds adds its result, in the order of the rules"),
    HitPolicy.OUTPUT_ORDER: ("Output order", "every rule that holds adds its result, in the order of the results"),
    HitPolicy.COLLECT: ("Collect", "every rule that holds adds its result"),
    HitPolicy.SUM: ("Collect, sum", "the results of the rules that hold are added up"),
    HitPolicy.LEAST: ("Collect, least", "the least result of the rules that hold counts"),
    HitPolicy.GREATEST: ("Collect, greatest", "the greatest result of the rules that hold counts"),
    HitPolicy.COUNT: ("Collect, count", "the rules that hold are counted"),
}
"""Each hit policy's name and what it means (DMN 1.5, section 8.2.8)."""


class Asked(NamedTuple):
    """One condition of a rule: the column's label, and what its cell asks for."""

    label: str
    text: str


class Stated(NamedTuple):
    """One result of a rule: the output's label, the text of the cell, and the sentences told to the reader."""

    label: str
    text: str
    sentences: tuple[str, ...]


def conditions(table: DecisionTable, rule: Rule) -> tuple[Asked, ...]:
    """Return what a rule asks for; nothing of what it leaves open."""
    return tuple(
        Asked(column.label, in_words(entry.test, column))
        for column, entry in zip(table.inputs, rule.inputs, strict=True)
        if not isinstance(entry.test, Anything)
    )


def results(table: DecisionTable, rule: Rule) -> tuple[Stated, ...]:
    """Return what a rule states."""
    return tuple(
        Stated(output.label, canonical_answer(entry.value, output), sentences(output, entry.value))
        for output, entry in zip(table.outputs, rule.outputs, strict=True)
    )


def sentences(output: Output, value: str | tuple[str, ...] | Decimal | None) -> tuple[str, ...]:
    """Return what the reader is told of a rule's result: its sentences, alternatives as such; a number with its unit."""
    if value is None:
        return ()
    if isinstance(value, Decimal):
        return (f"{plain(value)} {output.unit}".rstrip(),)
    codes = value if isinstance(value, tuple) else (value,)
    if not codes:
        return (output.when_empty,) if output.when_empty else ()
    told = {one.code: one.sentence or one.label for one in output.values.values} if output.values else {}
    said = tuple(told.get(code, code) for code in codes)
    return tuple(one_or_other(said)) if output.values and output.values.name == REGIMEN_LIST else said


def loud(output: Output, value: str | tuple[str, ...] | Decimal) -> tuple[str, ...]:
    """Return the sentences of the values that call for something."""
    codes = value if isinstance(value, tuple) else (value,)
    quiet = {one.code for one in output.values.values if one.quiet} if output.values else frozenset[str]()
    kept = tuple(code for code in codes if not (isinstance(code, str) and code in quiet))
    if not kept or isinstance(value, Decimal):
        return sentences(output, value) if isinstance(value, Decimal) else ()
    return sentences(output, tuple(str(code) for code in kept))


def kind(variable: Input | Output) -> str:
    """Return what a fact or a result can hold."""
    match variable.kind:
        case Kind.CATEGORY:
            return "one of the values"
        case Kind.SEVERAL:
            return "any number of the values"
        case Kind.NUMBER:
            return "a number" + (f" in {variable.unit}" if variable.unit else "")


def allowed(one: Input) -> str:
    """Return the allowed range of a number; empty where it has no bounds."""
    low, high = (None if bound is None else plain(bound) for bound in (one.lowest, one.highest))
    if low is not None and high is not None:
        return f"from {low} to {high} {one.unit}".rstrip()
    bound = f"at least {low}" if low is not None else f"at most {high}" if high is not None else ""
    return f"{bound} {one.unit}".strip() if bound else ""


def default(one: Input) -> str:
    """Return what is taken where a fact is not given."""
    return canonical_answer(one.default, one)


def united(union: Union) -> str:
    """Return how a summary makes a result."""
    return "every value, each once" if union.takes is Takes.ALL else "the value that its list names first"


def values(variable: Input | Output) -> tuple[Value, ...]:
    """Return the words a fact or a result can take; none for a number."""
    return variable.values.values if variable.values else ()


def proofs(site: Site, decision: Decision) -> tuple[str, ...]:
    """Return what is proved about a decision, each as a sentence that holds for every possible patient."""
    if isinstance(decision, Summary):
        return ("It unites other tables, and adds and drops nothing; what is proved of them holds for it.",)
    found = {one.code for one in site.findings_at(decision.span)}
    if "DT429" in found:
        return ("Not proved: the table grew too large for it, and says so.",)
    told: list[str] = []
    if decision.hit_policy is HitPolicy.UNIQUE:
        told.append("Exactly one rule holds for every possible patient: none is without an answer, none has two.")
    elif decision.hit_policy is HitPolicy.ANY:
        told.append("Some rule holds for every possible patient; where several do, they say the same.")
    elif owes_an_answer(decision):
        told.append("Some rule holds for every possible patient: none is without an answer.")
    else:
        told.append("It collects: for some patients no rule may hold, and the list is then empty, which is an answer.")
    if not found & {"DT411", "DT412"}:
        told.append("Every rule holds for some patient: none is hidden by others or asks for what cannot be.")
    if "DT414" not in found:
        told.append("Every column makes a difference.")
    return tuple(told)


def status(site: Site, one: Invariant | PairInvariant) -> tuple[str, str]:
    """Return whether an invariant is proved: a word, and what it means."""
    if any(found.code == "DT429" and found.read == one.id for found in site.findings):
        return "not proved", "It grew too large to be proved."
    if site.findings_about("DT422", one.id):
        return "idle", "No patient meets its IF part, so it says nothing."
    return "proved", "It holds for every possible patient, unknown answers included."


def route(regimen: Regimen) -> str:
    """Return how a regimen is given, in words."""
    return ROUTES.get(regimen.route, regimen.route)


def dose_unit(regimen: Regimen) -> str:
    """Return the unit of a dose as people write it."""
    return UNITS.get(regimen.dose_unit, regimen.dose_unit)


def rhythm(regimen: Regimen) -> str:
    """Return how often a regimen is given: so many times in a span of time."""
    if regimen.period is None:
        return "once" if regimen.frequency == 1 else f"{regimen.frequency} times"
    last = regimen.period_high or regimen.period
    span = f"{regimen.period}" if last == regimen.period else f"{regimen.period} to {last}"
    times = "once" if regimen.frequency == 1 else f"{regimen.frequency} times"
    return f"{times} in {span} {regimen.period_unit}{'s' if last > 1 else ''}"


def how_long(regimen: Regimen) -> str:
    """Return how long a regimen lasts, as far as it is stated."""
    parts: list[str] = []
    if regimen.duration:
        parts.append(f"{regimen.duration} {regimen.duration_unit}{'s' if regimen.duration > 1 else ''}")
    if regimen.until:
        parts.append(f"until {regimen.until}")
    if regimen.for_life == "yes":
        parts.append("for life")
    return ", ".join(parts) or "not stated with the regimen"
