"""Flaws to plant in workbooks, each kind as clinicians make it, and changes that are no flaw.

A kind takes a random number generator and the clean guideline and returns a `Plant`: what to do to the workbooks, and
which finding at which place would be right; None where this draw makes no such flaw. Whether a flaw of meaning is one
(a gap, an overlap, a dead rule, a broken invariant) is decided without b12dt's proofs: by the slow interpreter of the
tests on a few thousand patients, or point by point on a table's own columns.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from b12dt.check.conditions import holds, meets
from b12dt.diagnostics import Finding, Span
from b12dt.model import (
    UNKNOWN,
    Anything,
    Decision,
    DecisionTable,
    Guideline,
    Has,
    HitPolicy,
    Input,
    InputEntry,
    Kind,
    OneOf,
    Output,
    Rule,
    Variable,
    Within,
)
from b12dt.read import Grid
from b12dt.resolve.order import requirements
from tests.support.interpreter import interpret, rules_that_fire
from tests.support.models import cell, share_a_patient

ONE_ANSWER = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
OTHER_UNITS = ("mm", "kg", "weeks", "mg", "mmol/L")
CASE_CODES = frozenset({"DT601", "DT602"})
FOLLOWING = frozenset({*CASE_CODES, "DT603", "DT420", "DT421"})

Known = dict[str, Any]
"""A patient's facts and all results, by path."""


@dataclass(frozen=True, kw_only=True)
class Patient:
    """A patient of the pool as the interpreter has it: the facts, which rules fire, all facts and results together."""

    facts: Known
    fired: dict[str, tuple[str, ...] | None]
    known: Known


class Ground:
    """The clean guideline, where it stands in its workbooks, and patients with what the interpreter makes of them."""

    def __init__(self, place: Path, guideline: Guideline, grids: Sequence[Grid], patients: Iterable[Known]) -> None:
        """Interpret every patient once."""
        self.place = place
        self.guideline = guideline
        self.grids = {(grid.workbook, grid.sheet): grid for grid in grids}
        self.tables = [one for one in guideline.decisions if isinstance(one, DecisionTable)]
        self.pool = [_interpreted(guideline, patient) for patient in patients]

    @cached_property
    def after(self) -> dict[str, set[str]]:
        """Return for each decision the keys of itself and of all that need it, directly or not."""
        found: dict[str, set[str]] = {}
        for one in reversed(self.guideline.decisions):
            users = [other.key for other in self.guideline.decisions if one.key in requirements(other)]
            found[one.key] = {one.key}.union(*(found[key] for key in users))
        return found

    def grid(self, span: Span) -> Grid:
        """Return the sheet that a place lies on."""
        return self.grids[span.workbook, span.sheet]

    def title_row(self, table: DecisionTable) -> int:
        """Return the number of the row with the column titles."""
        return next(row for (row, _), one in self.grid(table.span).cells.items() if one.text == "Rule ID")

    def column(self, span: Span, title: str) -> int:
        """Return the number of the column that a sheet has under a title."""
        return next(column for (_, column), one in self.grid(span).cells.items() if one.text == title)


def _interpreted(guideline: Guideline, facts: Known) -> Patient:
    fired, results = interpret(guideline, facts)
    return Patient(facts=facts, fired=fired, known=facts | results)


class Books:
    """Copies of the workbooks, each opened when it is first changed."""

    def __init__(self, place: Path) -> None:
        """Take the workbooks of a folder."""
        self.place = place
        self.open: dict[str, openpyxl.Workbook] = {}

    def book(self, name: str) -> openpyxl.Workbook:
        """Return a workbook to be changed."""
        if name not in self.open:
            self.open[name] = openpyxl.load_workbook(self.place / name)
        return self.open[name]

    def sheet(self, span: Span) -> Worksheet:
        """Return a sheet to be changed."""
        return self.book(span.workbook)[span.sheet]

    def write(self, span: Span, text: str | None) -> None:
        """Write text into a cell, as text whatever it looks like."""
        put(self.sheet(span)[span.cells], text)

    def save(self, folder: Path) -> None:
        """Write all workbooks into a folder, those that nobody touched as they were."""
        for book in self.place.glob("*.xlsx"):
            target = folder / book.name
            if book.name in self.open:
                self.open[book.name].save(target)
            else:
                target.write_bytes(book.read_bytes())


def put(place: Any, text: str | None) -> None:
    """Put text into a cell of openpyxl."""
    place.value = text
    if text is not None:
        place.data_type = "s"


@dataclass(frozen=True, kw_only=True)
class Right:
    """A finding that would be right: one of `codes` at a cell, anywhere in a row, or (neither given) on a sheet.

    `also`: what else it has to say. `beside`: the place may be among the related ones.
    """

    codes: frozenset[str]
    workbook: str
    sheet: str
    cell: str = ""
    row: int = 0
    beside: bool = False
    also: Callable[[Finding], bool] = lambda _: True

    def fits(self, one: Finding) -> bool:
        """Tell whether a finding is such a one."""
        spans = (one.span, *one.related) if self.beside else (one.span,)
        return one.code in self.codes and any(self._at(span) for span in spans) and self.also(one)

    def _at(self, span: Span) -> bool:
        if (span.workbook, span.sheet) != (self.workbook, self.sheet):
            return False
        if self.cell:
            return span.cells == self.cell
        return not self.row or self.row in rows_of(span)


@dataclass(frozen=True, kw_only=True)
class Plant:
    """A change of the workbooks: what was done, in words; what to do; which findings would be right, one being enough.

    `harmless`: no flaw. `every`: all of `right` are needed. `hint`: a finding that only informs is what is expected.
    """

    text: str
    act: Callable[[Books], None]
    right: tuple[Right, ...] = ()
    every: bool = False
    harmless: bool = False
    hint: bool = False


Maker = Callable[[Random, Ground], "Plant | None"]
KINDS: dict[str, Maker] = {}


def kind(name: str) -> Callable[[Maker], Maker]:
    """Name a kind of change."""

    def add(maker: Maker) -> Maker:
        KINDS[name] = maker
        return maker

    return add


def rows_of(span: Span) -> range:
    """Return the numbers of the rows that a place covers."""
    _, first, _, last = range_boundaries(span.cells or "A1:A1048576")
    return range(first, last + 1)


def row_of(span: Span) -> int:
    """Return the number of a place's first row."""
    return rows_of(span).start


def at(codes: str, span: Span, **more: Any) -> Right:
    """Return the right finding at a cell."""
    return Right(codes=frozenset(codes.split()), workbook=span.workbook, sheet=span.sheet, cell=span.cells, **more)


def on_row(codes: str, span: Span, row: int | None = None, **more: Any) -> Right:
    """Return the right finding on a row."""
    number = row_of(span) if row is None else row
    return Right(codes=frozenset(codes.split()), workbook=span.workbook, sheet=span.sheet, row=number, **more)


def on_sheet(codes: str, span: Span, **more: Any) -> Right:
    """Return the right finding on a sheet."""
    return Right(codes=frozenset(codes.split()), workbook=span.workbook, sheet=span.sheet, **more)


@dataclass(frozen=True, kw_only=True)
class Elsewhere(Right):
    """A finding about results: right wherever it stands, if it is about the table or one that needs it."""

    workbook: str = ""
    sheet: str = ""
    keys: frozenset[str] = field(default_factory=frozenset)

    def fits(self, one: Finding) -> bool:
        """Tell whether a finding is such a one."""
        if one.code not in self.codes:
            return False
        return one.code != "DT601" or one.column.split(".")[0] in self.keys


def noticed(ground: Ground, table: DecisionTable, codes: frozenset[str] = FOLLOWING) -> Elsewhere:
    """Return the right finding where results become wrong: a case or an invariant that the table leads to."""
    return Elsewhere(codes=codes, keys=frozenset(ground.after[table.key]))


def wrote(span: Span, before: str, after: str | None) -> str:
    """Return in words what was written where."""
    return f"{span}: {before!r} becomes {after!r}"


def in_cell(span: Span, before: str, after: str | None, codes: str) -> Plant:
    """Return the plant of one cell's text."""
    return Plant(text=wrote(span, before, after), act=lambda books: books.write(span, after), right=(at(codes, span),))


Conditions = tuple[DecisionTable, Rule, int, InputEntry, Variable]


def condition(random: Random, ground: Ground, fits: Callable[[InputEntry, Variable], bool]) -> Conditions | None:
    """Return a random condition among those that fit."""
    found = [
        (table, rule, place, entry, table.inputs[place])
        for table in ground.tables
        for rule in table.rules
        for place, entry in enumerate(rule.inputs)
        if fits(entry, table.inputs[place])
    ]
    return random.choice(found) if found else None


def labels(variable: Variable) -> dict[str, str]:
    """Return the labels of a variable's values by their codes."""
    return {one.code: one.label for one in variable.values.values} if variable.values else {}


def misspelt(word: str, random: Random, known: Iterable[str]) -> str | None:
    """Return a word with a letter left out, doubled, exchanged for another or for its neighbour; none of the known."""
    taken = {one.casefold() for one in known} | {UNKNOWN, "not"}
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    for _ in range(20):
        if not letters:
            return None
        place = random.choice(letters)
        slip = random.randrange(4)
        if slip == 0:
            made = word[:place] + word[place + 1 :]
        elif slip == 1:
            made = word[: place + 1] + word[place:]
        elif slip == 2:
            made = word[:place] + random.choice("aeinrst") + word[place + 1 :]
        else:
            made = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
        if made.strip() and made.strip().casefold() not in taken and made.casefold() != word.casefold():
            return made.strip()
    return None


def named_in(entry: InputEntry, variable: Variable) -> list[str]:
    """Return the labels that stand in a condition."""
    test = entry.test
    codes = test.codes if isinstance(test, OneOf | Has) else ()
    words = [labels(variable).get(code, code) for code in codes]
    return [word for word in words if len(word) > 2 and word.casefold() in entry.text.casefold()]


def instead(text: str, word: str, other: str) -> str:
    """Return text with one whole word, or group of words, replaced."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: other, text, count=1, flags=re.IGNORECASE)


class NoSuchFlawError(Exception):
    """What was drawn is no flaw of its kind: the cell language does not take the text."""


def with_test(table: DecisionTable, rule: Rule, place: int, text: str) -> DecisionTable:
    """Return a table with one condition exchanged."""
    try:
        test = cell(text, table.inputs[place])
    except AssertionError as error:
        raise NoSuchFlawError from error
    entry = replace(rule.inputs[place], test=test, text=text)
    changed = replace(rule, inputs=(*rule.inputs[:place], entry, *rule.inputs[place + 1 :]))
    return replace(table, rules=tuple(changed if one is rule else one for one in table.rules))


def has_gap(ground: Ground, table: DecisionTable) -> bool:
    """Tell whether the interpreter knows a patient for whom a table has no answer, its own columns being answered."""
    needed = {one.decision for one in table.inputs if isinstance(one, Output)}
    seen: set[tuple[Any, ...]] = set()
    for patient in ground.pool:
        if any(patient.fired[key] is None for key in needed):
            continue
        point = tuple(patient.known[one.path] for one in table.inputs)
        if point not in seen:
            seen.add(point)
            if not any(_met(rule, table, patient.known) for rule in table.rules):
                return True
    return False


def _met(rule: Rule, table: DecisionTable, known: Known) -> bool:
    return all(meets(entry.test, known[one.path]) for one, entry in zip(table.inputs, rule.inputs, strict=True))


def overlapping(table: DecisionTable, rule: Rule) -> list[Rule]:
    """Return the rules that share a point with a rule, found by trying points column by column."""
    return [one for one in table.rules if one.id != rule.id and share_a_patient(one, rule, table.inputs)]


# --- cells -----------------------------------------------------------------------------------------------------------


@kind("value misspelt in a condition")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda entry, variable: bool(named_in(entry, variable)))
    assert found
    *_, entry, variable = found
    word = random.choice(named_in(entry, variable))
    known = [*labels(variable), *labels(variable).values()]
    wrong = misspelt(word, random, known)
    return (wrong and in_cell(entry.span, entry.text, instead(entry.text, word, wrong), "DT204")) or None


@kind("value of another list in a condition")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda entry, variable: bool(named_in(entry, variable)))
    assert found
    *_, entry, variable = found
    own = {text.casefold() for pair in labels(variable).items() for text in pair} | {UNKNOWN}
    value = random.choice([one for listed in ground.guideline.value_lists for one in listed.values])
    if value.label.casefold() in own or not re.fullmatch(r"[\w ]+", value.label):
        return None
    word = random.choice(named_in(entry, variable))
    return in_cell(entry.span, entry.text, instead(entry.text, word, value.label), "DT204")


@kind("empty condition")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda *_: True)
    assert found
    return in_cell(found[3].span, found[3].text, None, "DT201")


@kind("empty result")
def _(random: Random, ground: Ground) -> Plant | None:
    entry = random.choice(random.choice(random.choice(ground.tables).rules).outputs)
    return in_cell(entry.span, entry.text, None, "DT224")


def is_numeric(entry: InputEntry, variable: Variable) -> bool:
    """Tell whether a condition names a number."""
    return variable.kind is Kind.NUMBER and NUMBER.search(entry.text) is not None


@kind("wrong unit")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda entry, variable: is_numeric(entry, variable) and bool(variable.unit))
    assert found
    *_, entry, variable = found
    unit = random.choice([one for one in OTHER_UNITS if one != variable.unit])
    return in_cell(entry.span, entry.text, NUMBER.sub(lambda one: f"{one[0]} {unit}", entry.text, count=1), "DT222")


@kind("number out of range")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, is_numeric)
    assert found
    *_, entry, variable = found
    assert isinstance(variable, Input)
    assert variable.highest is not None
    far = random.choice([variable.highest + 1, variable.highest * 10, variable.highest + random.randrange(2, 500)])
    numbers = list(NUMBER.finditer(entry.text))
    last = numbers[-1]
    return in_cell(entry.span, entry.text, f"{entry.text[: last.start()]}{far}{entry.text[last.end() :]}", "DT219")


@kind("decimal comma")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, is_numeric)
    assert found
    entry = found[3]
    return in_cell(
        entry.span,
        entry.text,
        NUMBER.sub(lambda one: f"{one[0]},{random.randrange(1, 10)}", entry.text, count=1),
        "DT202",
    )


@kind("date instead of a range")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda _, variable: variable.kind is Kind.NUMBER)
    assert found
    entry = found[3]
    day = dt.date(2026, random.randrange(1, 13), random.randrange(1, 28))

    def act(books: Books) -> None:
        place = books.sheet(entry.span)[entry.span.cells]
        place.value, place.number_format = day, random.choice(("d-mmm", "mmm-yy", "dd/mm/yyyy"))

    return Plant(text=wrote(entry.span, entry.text, f"the date {day}"), act=act, right=(at("DT120", entry.span),))


@kind("formula without a stored result")
def _(random: Random, ground: Ground) -> Plant | None:
    rule = random.choice(random.choice(ground.tables).rules)
    entry = random.choice((*rule.inputs, *rule.outputs))

    def act(books: Books) -> None:
        books.sheet(entry.span)[entry.span.cells].value = f'="{entry.text}"'

    return Plant(text=wrote(entry.span, entry.text, "a formula"), act=act, right=(at("DT123", entry.span),))


@kind("result misspelt")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = random.choice(table.rules)
    output, entry = random.choice(list(zip(table.outputs, rule.outputs, strict=True)))
    known = [*labels(output), *labels(output).values()]
    words = [word for word in labels(output).values() if word.casefold() in entry.text.casefold()]
    if not words:
        return None
    word = max(words, key=len)
    wrong = misspelt(word, random, known)
    return (wrong and in_cell(entry.span, entry.text, instead(entry.text, word, wrong), "DT205")) or None


# --- names and titles ------------------------------------------------------------------------------------------------


def title_span(ground: Ground, table: DecisionTable, entry: Span) -> Span:
    """Return where the title of a column stands."""
    letters = re.match(r"[A-Z]+", entry.cells)
    assert letters
    return replace(entry, cells=f"{letters[0]}{ground.title_row(table)}")


@kind("column title misspelt")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = table.rules[0]
    asked = random.random() < 0.6
    spans = [entry.span for entry in (rule.inputs if asked else rule.outputs)]
    span = title_span(ground, table, random.choice(spans))
    column = column_index_from_string(re.match(r"[A-Z]+", span.cells)[0])  # type: ignore[index]
    text = ground.grid(span).text(ground.title_row(table), column)
    everything = [*ground.guideline.inputs, *(one for other in ground.tables for one in other.outputs)]
    wrong = misspelt(text, random, [one.label for one in everything])
    return (wrong and in_cell(span, text, wrong, "DT301" if asked else "DT315")) or None


@kind("column title of a list misspelt")
def _(random: Random, ground: Ground) -> Plant | None:
    first = {
        "Inputs": ground.guideline.inputs[0].span,
        "Values": ground.guideline.value_lists[0].values[0].span,
        "Statements": ground.guideline.statements[0].span,
        "Invariants": ground.guideline.invariants[0].span,
        "Cases": ground.guideline.cases[0].span,
    }
    span = first[random.choice(list(first))]
    titles = [one for one in ground.grid(span).cells.values() if one.row == _titles_above(ground, span)]
    one = random.choice(titles)
    wrong = misspelt(one.text, random, [other.text for other in titles])
    if wrong is None:
        return None
    here = replace(span, cells=one.address)
    return Plant(
        text=wrote(here, one.text, wrong),
        act=lambda books: books.write(here, wrong),
        right=(at("DT139 DT301", here), on_row("DT140", here, one.row, also=lambda found: found.column == one.text)),
    )


def _titles_above(ground: Ground, span: Span) -> int:
    """Return the row of titles of a list: the one below the last empty row above it."""
    rows = ground.grid(span).rows
    row = row_of(span)
    while row - 1 in rows:
        row -= 1
    return row


@kind("rule ID twice")
def _(random: Random, ground: Ground) -> Plant | None:
    rules = [rule for table in ground.tables for rule in table.rules]
    one, other = random.sample(rules, 2)
    span = replace(one.span, cells=one.span.cells.split(":")[0])
    first = replace(other.span, cells=other.span.cells.split(":")[0])
    return Plant(
        text=wrote(span, one.id, other.id),
        act=lambda books: books.write(span, other.id),
        right=(at("DT302", span, beside=True), at("DT302", first)),
    )


@kind("alert with the wrong severity")
def _(random: Random, ground: Ground) -> Plant | None:
    tables = [table for table in ground.tables if table.outputs[-1].name == "severity"]
    table = random.choice(tables)
    rule = random.choice(table.rules)
    entry = rule.outputs[-1]
    words = [word for word in labels(table.outputs[-1]).values() if word.casefold() != entry.text.casefold()]
    return in_cell(entry.span, entry.text, random.choice(words), "DT312")


@kind("severity changed in the dictionary")
def _(random: Random, ground: Ground) -> Plant | None:
    listed = [
        (rule, value)
        for table in ground.tables
        if table.outputs[-1].name == "severity"
        for rule in table.rules
        for value in (table.outputs[0].values.values if table.outputs[0].values else ())
        if value.code in rule.outputs[0].value
    ]
    rule, value = random.choice(listed)
    severities = sorted({one.severity for _, one in listed} - {value.severity})
    column = ground.column(value.span, "Severity")
    span = replace(value.span, cells=f"{get_column_letter(column)}{row_of(value.span)}")
    other = random.choice(severities)
    return Plant(
        text=wrote(span, value.severity, other),
        act=lambda books: books.write(span, other),
        right=(at("DT312", rule.outputs[-1].span),),
    )


def reference_span(ground: Ground, rule: Rule, title: str = "Reference(s)") -> Span:
    """Return where a rule names its statements, or what another column holds."""
    column = ground.column(rule.span, title)
    return replace(rule.span, cells=f"{get_column_letter(column)}{row_of(rule.span)}")


@kind("statement or interpretation ID wrong")
def _(random: Random, ground: Ground) -> Plant | None:
    rules = [rule for table in ground.tables for rule in table.rules]
    if random.random() < 0.3:
        rule = random.choice([one for one in rules if one.interpretations])
        title, code, names = "Interpretation(s)", "DT306", rule.interpretations
        known = {one.id for one in ground.guideline.interpretations}
    else:
        rule = random.choice([one for one in rules if one.statements])
        title, code, names = "Reference(s)", "DT305", rule.statements
        known = {one.id for one in ground.guideline.statements}
    span = reference_span(ground, rule, title)
    text = ground.grid(span).text(row_of(span), ground.column(span, title))
    wrong = f"{names[0][0]}{random.randrange(100, 999)}"
    name = random.choice(names)
    return None if wrong in known else in_cell(span, text, instead(text, name, wrong), code)


# --- one table -------------------------------------------------------------------------------------------------------


def _without_in_cases(books: Books, ground: Ground, gone: str) -> None:
    """Take a rule's ID out of the cases that expect it, as whoever drops the rule would."""
    for case in ground.guideline.cases:
        if gone in case.rules:
            books.write(case.rules_span, " ".join(one for one in case.rules if one != gone) or None)


def dropping(ground: Ground, table: DecisionTable, rule: Rule, right: tuple[Right, ...]) -> Plant:
    """Return the plant of a rule's row deleted, its ID taken out of the cases."""

    def act(books: Books) -> None:
        books.sheet(table.span).delete_rows(row_of(rule.span))
        _without_in_cases(books, ground, rule.id)

    return Plant(text=f"{rule.span}: rule {rule.id} dropped, and from the cases", act=act, right=right)


def _dropped(random: Random, ground: Ground) -> tuple[DecisionTable, Rule, DecisionTable] | None:
    table = random.choice(ground.tables)
    if len(table.rules) < 2:
        return None
    rule = random.choice(table.rules)
    return table, rule, replace(table, rules=tuple(one for one in table.rules if one is not rule))


@kind("rule dropped that cases name")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = random.choice(table.rules)
    cases = [case for case in ground.guideline.cases if rule.id in case.rules]
    if not cases:
        return None
    return Plant(
        text=f"{rule.span}: rule {rule.id} dropped, the cases kept",
        act=lambda books: books.sheet(table.span).delete_rows(row_of(rule.span)),
        right=(*(at("DT324", case.rules_span) for case in cases), on_sheet("DT410", table.span)),
    )


@kind("rule dropped: a gap")
def _(random: Random, ground: Ground) -> Plant | None:
    found = _dropped(random, ground)
    if found is None or found[0].hit_policy not in ONE_ANSWER or not has_gap(ground, found[2]):
        return None
    return dropping(ground, found[0], found[1], (on_sheet("DT410", found[0].span),))


@kind("rule dropped: another answers, or none is owed")
def _(random: Random, ground: Ground) -> Plant | None:
    found = _dropped(random, ground)
    if found is None or (found[0].hit_policy in ONE_ANSWER and has_gap(ground, found[2])):
        return None
    table, rule, _ = found
    return dropping(ground, table, rule, (noticed(ground, table), on_sheet("DT410", table.span)))


def another_result(random: Random, table: DecisionTable, rule: Rule) -> tuple[int, str, Any] | None:
    """Return another result for one output: its place, its text and its value. An alert keeps its severity."""
    place = random.randrange(len(table.outputs))
    output, entry = table.outputs[place], rule.outputs[place]
    alerts = table.outputs[-1].name == "severity"
    if output.values is None or (alerts and place == len(table.outputs) - 1):
        return None
    held = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    old = [one for one in output.values.values if one.code in held]
    others = [
        one
        for one in output.values.values
        if one.code not in held and (not alerts or (old and one.severity == old[0].severity))
    ]
    if not others:
        return None
    other = random.choice(others)
    return place, other.label, (other.code,) if output.kind is Kind.SEVERAL else other.code


def copy_row(sheet: Worksheet, source: int, target: int, name: str) -> None:
    """Copy the texts of a row, under another rule ID."""
    for one in list(sheet[source]):
        if one.value is not None:
            put(sheet.cell(target, one.column), str(one.value))
    put(next(one for one in sheet[target] if one.value is not None), name)


@kind("rule twice with another result: an overlap")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice([one for one in ground.tables if one.hit_policy is HitPolicy.UNIQUE])
    rule = random.choice(table.rules)
    other = another_result(random, table, rule)
    if other is None:
        return None
    row = max(row_of(one.span) for one in table.rules) + 1
    place, text, _ = other

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        copy_row(sheet, row_of(rule.span), row, f"{table.id}.99")
        column = re.match(r"[A-Z]+", rule.outputs[place].span.cells)
        assert column
        put(sheet[f"{column[0]}{row}"], text)

    return Plant(
        text=f"{table.span} › row {row}: {rule.id} again as {table.id}.99, {table.outputs[place].label} {text}",
        act=act,
        right=(on_row("DT401", table.span, row, beside=True),),
    )


def wider(random: Random, entry: InputEntry, variable: Variable) -> str:
    """Return a condition that more patients meet, not always for sure."""
    more = [word for word in labels(variable).values() if word.casefold() not in entry.text.casefold()]
    if more and isinstance(entry.test, OneOf | Has) and not entry.test.negated and random.random() < 0.6:
        return f"{entry.text}, {random.choice(more)}"
    if isinstance(entry.test, Within) and not entry.test.unknown and random.random() < 0.4:
        return f"{entry.text}, unknown"
    return "-"


@kind("condition widened: an overlap")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda entry, _: not isinstance(entry.test, Anything))
    assert found
    table, rule, place, entry, variable = found
    if table.hit_policy is not HitPolicy.UNIQUE:
        return None
    text = wider(random, entry, variable)
    changed = with_test(table, rule, place, text)
    new = next(one for one in changed.rules if one.id == rule.id)
    if not overlapping(changed, new):
        return None
    return Plant(
        text=wrote(entry.span, entry.text, text),
        act=lambda books: books.write(entry.span, text),
        right=(on_row("DT401", rule.span, beside=True),),
    )


@kind("rule above others in a FIRST table: a dead rule")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice([one for one in ground.tables if one.hit_policy is HitPolicy.FIRST])
    rule, giver = random.sample(table.rules, 2)
    if [one.value for one in rule.outputs] == [one.value for one in giver.outputs]:
        return None
    row = row_of(rule.span)
    opened = [entry for entry in rule.inputs if not isinstance(entry.test, Anything) and random.random() < 0.3]

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        sheet.insert_rows(row)
        copy_row(sheet, row + 1, row, f"{table.id}.99")
        for entry in opened:
            put(sheet[entry.span.cells], "-")
        for mine, theirs in zip(rule.outputs, giver.outputs, strict=True):
            put(sheet[mine.span.cells], theirs.text)

    return Plant(
        text=f"{table.span} › row {row}: new rule with the conditions of {rule.id} ({len(opened)} opened) above it, results of {giver.id}",
        act=act,
        right=(on_row("DT411", table.span, row + 1),),
    )


@kind("rule moved up in a FIRST table: a dead rule")
def _(random: Random, ground: Ground) -> Plant | None:
    tables = [one for one in ground.tables if one.hit_policy is HitPolicy.FIRST]
    pairs = [
        (table, first, second)
        for table in tables
        for place, first in enumerate(table.rules)
        for second in table.rules[place + 1 :]
        if _covers(second, first)
    ]
    table, first, second = random.choice(pairs)
    low, high = row_of(first.span), row_of(second.span)

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        sheet.insert_rows(low)
        for one in list(sheet[high + 1]):
            if one.value is not None:
                put(sheet.cell(low, one.column), str(one.value))
        sheet.delete_rows(high + 1)

    return Plant(
        text=f"{table.span}: {second.id} moved above {first.id}", act=act, right=(on_row("DT411", table.span, low + 1),)
    )


def _covers(wide: Rule, narrow: Rule) -> bool:
    """Tell whether each condition of a rule is open or word for word the other's: enough for a sure cover."""
    pairs = zip(wide.inputs, narrow.inputs, strict=True)
    return all(isinstance(one.test, Anything) or one.test == other.test for one, other in pairs)


@kind("unknown left out: a gap")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, lambda entry, _: bool(_without_unknown(entry)))
    assert found
    table, rule, place, entry, _ = found
    text = _without_unknown(entry)
    if table.hit_policy not in ONE_ANSWER or not has_gap(ground, with_test(table, rule, place, text)):
        return None
    return Plant(
        text=wrote(entry.span, entry.text, text),
        act=lambda books: books.write(entry.span, text),
        right=(on_sheet("DT410", table.span),),
    )


def _without_unknown(entry: InputEntry) -> str:
    """Return a condition without unknown; nothing where it did not hold for unknown by name, or for it alone."""
    test = entry.test
    if isinstance(test, OneOf | Has) and test.negated and UNKNOWN not in test.codes and entry.text.endswith(")"):
        return f"{entry.text[:-1]}, unknown)"
    if isinstance(test, Anything | Has) or test.negated or "unknown" not in entry.text.casefold():
        return ""
    parts = [part.strip() for part in entry.text.split(",")]
    return ", ".join(part for part in parts if part.casefold() != UNKNOWN)


def insert_column(sheet: Worksheet, column: int) -> None:
    """Insert a column; merged areas are parted first, since openpyxl does not move them."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(column)


def new_column(ground: Ground, table: DecisionTable, title: str) -> tuple[Callable[[Books], None], Span]:
    """Return how a table gets one more column of conditions, open everywhere, and where its title stands."""
    last = table.rules[0].inputs[-1].span
    letters = re.match(r"[A-Z]+", last.cells)
    assert letters
    column = column_index_from_string(letters[0]) + 1
    top = ground.title_row(table)

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        insert_column(sheet, column)
        put(sheet.cell(top, column), title)
        for rule in table.rules:
            put(sheet.cell(row_of(rule.span), column), "-")

    return act, replace(last, cells=f"{get_column_letter(column)}{top}")


@kind("column open in every rule")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    if table.hit_policy is HitPolicy.UNIQUE or random.random() < 0.5:
        asked = [one for one in ground.guideline.inputs if one not in table.inputs]
        one = random.choice(asked)
        act, _ = new_column(ground, table, one.label)
        text = f"{table.span}: new column {one.label}, `-` in every rule"
    else:
        place = random.randrange(len(table.inputs))
        one = table.inputs[place]

        def act(books: Books) -> None:
            for rule in table.rules:
                books.write(rule.inputs[place].span, "-")

        text = f"{table.span}: `-` in every rule under {one.label}"
    label = one.label
    return Plant(text=text, act=act, right=(on_sheet("DT414", table.span, also=lambda found: found.read == label),))


@kind("column with a title and nothing below")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    place = random.randrange(len(table.inputs))
    spans = [rule.inputs[place].span for rule in table.rules]

    def act(books: Books) -> None:
        for span in spans:
            books.write(span, None)

    return Plant(
        text=f"{table.span}: nothing under {table.inputs[place].label}",
        act=act,
        right=tuple(at("DT201", span) for span in spans),
        every=True,
    )


@kind("threshold moved by one in one cell: a gap or an overlap")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, is_numeric)
    assert found
    table, rule, place, entry, _ = found
    text = _moved(random, entry.text)
    if table.hit_policy is not HitPolicy.UNIQUE:
        return None
    changed = with_test(table, rule, place, text)
    new = next(one for one in changed.rules if one.id == rule.id)
    if overlapping(changed, new):
        right: Right = on_row("DT401", rule.span, beside=True)
    elif has_gap(ground, changed):
        right = on_sheet("DT410", rule.span)
    else:
        return None
    return Plant(
        text=wrote(entry.span, entry.text, text), act=lambda books: books.write(entry.span, text), right=(right,)
    )


def _moved(random: Random, text: str) -> str:
    one = random.choice(list(NUMBER.finditer(text)))
    moved = int(float(one[0])) + random.choice((-1, 1))
    return f"{text[: one.start()]}{max(moved, 0)}{text[one.end() :]}"


@kind("threshold moved by one in a whole table")
def _(random: Random, ground: Ground) -> Plant | None:
    found = condition(random, ground, is_numeric)
    assert found
    table, _, place, entry, _ = found
    bound = random.choice(NUMBER.findall(entry.text))
    moved = str(int(float(bound)) + random.choice((-1, 1)))
    changes: dict[Span, tuple[str, str]] = {}
    for rule in table.rules:
        cell_of = rule.inputs[place]
        text = re.sub(rf"(?<![\d.]){re.escape(bound)}(?![\d]|\.\d)", moved, cell_of.text)
        if text != cell_of.text:
            with_test(table, rule, place, text)
            changes[cell_of.span] = cell_of.text, text

    def act(books: Books) -> None:
        for span, (_, text) in changes.items():
            books.write(span, text)

    words = "; ".join(wrote(span, *texts) for span, texts in changes.items())
    return Plant(text=words, act=act, right=(noticed(ground, table, CASE_CODES), on_sheet("DT401 DT410", table.span)))


# --- the graph -------------------------------------------------------------------------------------------------------


@kind("circle of tables")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    own = random.random() < 0.25
    later = ground.after[table.key] - {table.key}
    givers = [table] if own else [one for one in ground.tables if one.key in later]
    if not givers:
        return None
    output = random.choice(random.choice(givers).outputs)
    act, title = new_column(ground, table, output.path)
    text = f"{table.span}: new column {output.path}, `-` in every rule"
    if own:
        return Plant(text=text, act=act, right=(at("DT502", title),))
    return Plant(text=text, act=act, right=(on_sheet("DT501", table.span, beside=True),))


@kind("result flipped: an invariant broken")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = random.choice(table.rules)
    other = another_result(random, table, rule)
    if other is None:
        return None
    place, text, value = other
    entry = rule.outputs[place]
    outputs = (*rule.outputs[:place], replace(entry, value=value), *rule.outputs[place + 1 :])
    changed = replace(table, rules=tuple(replace(one, outputs=outputs) if one is rule else one for one in table.rules))
    decisions: tuple[Decision, ...] = tuple(changed if one is table else one for one in ground.guideline.decisions)
    guideline = replace(ground.guideline, decisions=decisions)
    concerned = [one for one in ground.pool if rule.id in (one.fired[table.key] or ())]
    broken = {
        invariant.id: invariant
        for patient in concerned[:150]
        for known in [_interpreted(guideline, patient.facts).known]
        for invariant in guideline.invariants
        if holds(invariant.premise, known) and not holds(invariant.conclusion, known)
    }
    if not broken:
        return None
    return Plant(
        text=wrote(entry.span, entry.text, text),
        act=lambda books: books.write(entry.span, text),
        right=tuple(on_row("DT420", one.span) for one in broken.values()),
        every=True,
    )


@kind("result flipped: a case fails")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = random.choice(table.rules)
    other = another_result(random, table, rule)
    if other is None:
        return None
    entry = rule.outputs[other[0]]
    return Plant(
        text=wrote(entry.span, entry.text, other[1]),
        act=lambda books: books.write(entry.span, other[1]),
        right=(noticed(ground, table, CASE_CODES),),
    )


@kind("input that no table asks for")
def _(random: Random, ground: Ground) -> Plant | None:
    inputs = ground.guideline.inputs
    span = inputs[0].span
    row = max(row_of(one.span) for one in inputs) + 1
    name = f"new_fact_{random.randrange(1000)}"
    values = {"Name": name, "Label": name.replace("_", " "), "Section": "Patient", "Question": "Is it so?"}
    values |= {"Type": "category", "Values": "yes_no", "May be unknown": "yes", "Default": "unknown"}
    return Plant(
        text=f"{span.sheet}, row {row}: new input {name}",
        act=_new_row(ground, span, row, values),
        right=(on_row("DT503", span, row),),
    )


def _new_row(ground: Ground, span: Span, row: int, values: Mapping[str, str]) -> Callable[[Books], None]:
    """Return what writes a row, by the titles of its columns, into the sheet of a span."""
    columns = {title: ground.column(span, title) for title in values}

    def act(books: Books) -> None:
        for title, text in values.items():
            put(books.sheet(span).cell(row, columns[title]), text)

    return act


@kind("statement that no rule cites any more")
def _(random: Random, ground: Ground) -> Plant | None:
    statement = random.choice(ground.guideline.statements)
    rules = [rule for table in ground.tables for rule in table.rules if statement.id in rule.statements]

    def act(books: Books) -> None:
        for rule in rules:
            rest = " ".join(one for one in rule.statements if one != statement.id)
            books.write(reference_span(ground, rule), rest or "-")

    return Plant(
        text=f"{statement.id} taken out of {', '.join(rule.id for rule in rules)}",
        act=act,
        right=(on_row("DT507", statement.span),),
    )


@kind("value that no rule gives")
def _(random: Random, ground: Ground) -> Plant | None:
    asked = {one.values.name for one in ground.guideline.inputs if one.values}
    given = {one.values.name for table in ground.tables for one in table.outputs if one.values} - asked
    name = random.choice(sorted(given))
    listed = next(one for one in ground.guideline.value_lists if one.name == name)
    span = listed.values[0].span
    row = max(row_of(value.span) for one in ground.guideline.value_lists for value in one.values) + 1
    values = {"List": name, "Code": "brand_new", "Label": "brand new word", "Sentence": "A new sentence."}
    return Plant(
        text=f"{span.sheet}, row {row}: new value in {name}",
        act=_new_row(ground, span, row, values),
        right=(on_row("DT505", span, row),),
    )


# --- cases -----------------------------------------------------------------------------------------------------------


@kind("case expects another result")
def _(random: Random, ground: Ground) -> Plant | None:
    case = random.choice([one for one in ground.guideline.cases if one.expectations])
    expected = random.choice(list(case.expectations))
    output = expected.output
    if output.values is None:
        return None
    held = expected.value if isinstance(expected.value, tuple) else (expected.value,)
    other = random.choice([one for one in output.values.values if one.code not in held] or [None])
    if other is None:
        return None
    grid = ground.grid(expected.span)
    text = grid.text(row_of(expected.span), _column_of(expected.span))
    lines = [line for line in text.split("\n") if line.partition("=")[0].strip() == output.path]
    changed = text.replace(lines[0], f"{output.path} = {other.label}")
    return in_cell(expected.span, text, changed, "DT601")


def _column_of(span: Span) -> int:
    return range_boundaries(span.cells)[0]


@kind("case expects another rule")
def _(random: Random, ground: Ground) -> Plant | None:
    case = random.choice([one for one in ground.guideline.cases if one.rules])
    name = random.choice(case.rules)
    table = next(one for one in ground.tables if any(rule.id == name for rule in one.rules))
    known = _interpreted(ground.guideline, dict(case.facts))
    fired = known.fired[table.key] or ()
    others = [rule.id for rule in table.rules if rule.id not in fired]
    if not others:
        return None
    text = " ".join(case.rules)
    return in_cell(case.rules_span, text, instead(text, name, random.choice(others)), "DT602")


# --- no flaws, or only a hint ----------------------------------------------------------------------------------------


def every_sheet(ground: Ground) -> list[Span]:
    """Return the sheets that state something: tables, and the lists that tables rest on."""
    guideline = ground.guideline
    lists = [guideline.inputs[0].span, guideline.statements[0].span, guideline.cases[0].span]
    lists += [guideline.value_lists[0].values[0].span, guideline.invariants[0].span, guideline.regimens[0].span]
    return [one.span for one in ground.tables] + lists


@kind("hint: sheet hidden")
def _(random: Random, ground: Ground) -> Plant | None:
    span = random.choice(every_sheet(ground))

    def act(books: Books) -> None:
        books.sheet(span).sheet_state = "hidden"

    return Plant(text=f"{span} hidden", act=act, right=(on_sheet("DT126", span),), harmless=True, hint=True)


@kind("hint: rows or a column hidden")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    rule = random.choice(table.rules)
    whole = random.random() < 0.5

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        if whole:
            sheet.row_dimensions[row_of(rule.span)].hidden = True
        else:
            letters = re.match(r"[A-Z]+", rule.inputs[0].span.cells)
            assert letters
            sheet.column_dimensions[letters[0]].hidden = True

    text = f"{table.span}: {'the row of ' + rule.id if whole else 'the first condition'} hidden"
    return Plant(text=text, act=act, right=(on_sheet("DT127", table.span),), harmless=True, hint=True)


@kind("harmless: equal cells merged")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice(ground.tables)
    pairs = [
        (one.inputs[place].span, other.inputs[place].span)
        for one, other in zip(table.rules, table.rules[1:], strict=False)
        for place in range(len(table.inputs))
        if one.inputs[place].text == other.inputs[place].text and row_of(other.span) == row_of(one.span) + 1
    ]
    pairs += [
        (one.span, other.span)
        for rule in table.rules
        for one, other in zip(rule.inputs, rule.inputs[1:], strict=False)
        if one.text == other.text
    ]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    area = f"{first.cells}:{second.cells}"
    return Plant(
        text=f"{table.span}: {area} merged", act=lambda books: books.sheet(table.span).merge_cells(area), harmless=True
    )


@kind("harmless: columns in another order")
def _(random: Random, ground: Ground) -> Plant | None:
    if random.random() < 0.6:
        table = random.choice([one for one in ground.tables if len(one.inputs) > 1])
        span, top = table.span, ground.title_row(table)
        first, second = random.sample([_column_of(entry.span) for entry in table.rules[0].inputs], 2)
    else:
        span = random.choice(every_sheet(ground)[len(ground.tables) :])
        top = _titles_above(ground, span)
        first, second = random.sample([one.column for one in ground.grid(span).row(top)], 2)

    def act(books: Books) -> None:
        sheet = books.sheet(span)
        for row in range(top, sheet.max_row + 1):
            one, other = sheet.cell(row, first), sheet.cell(row, second)
            one.value, other.value = other.value, one.value
            one.number_format, other.number_format = other.number_format, one.number_format
            for place in (one, other):
                if isinstance(place.value, str):
                    place.data_type = "s"

    letters = f"{get_column_letter(first)} and {get_column_letter(second)}"
    return Plant(text=f"{span}: columns {letters} exchanged", act=act, harmless=True)


@kind("harmless: rules of a UNIQUE table in another order")
def _(random: Random, ground: Ground) -> Plant | None:
    table = random.choice([one for one in ground.tables if one.hit_policy is HitPolicy.UNIQUE])
    first, second = random.sample(table.rules, 2)

    def act(books: Books) -> None:
        sheet = books.sheet(table.span)
        for one, other in zip(sheet[row_of(first.span)], sheet[row_of(second.span)], strict=True):
            mine, theirs = one.value, other.value
            put(one, theirs)
            put(other, mine)

    return Plant(text=f"{table.span}: {first.id} and {second.id} exchanged", act=act, harmless=True)


@kind("harmless: saved again by openpyxl")
def _(random: Random, ground: Ground) -> Plant | None:
    names = sorted(book.name for book in ground.place.glob("*.xlsx"))
    chosen = random.sample(names, random.randrange(1, len(names) + 1))

    def act(books: Books) -> None:
        for name in chosen:
            books.book(name)

    return Plant(text=f"saved again: {', '.join(chosen)}", act=act, harmless=True)


@kind("harmless: saved again by LibreOffice")
def _(random: Random, ground: Ground) -> Plant | None:
    converted = ground.place.parent / "libreoffice"
    names = sorted(book.name for book in converted.glob("*.xlsx"))
    if not names:
        return None
    chosen = random.sample(names, random.randrange(1, len(names) + 1))

    def act(books: Books) -> None:
        for name in chosen:
            books.open[name] = Converted(converted / name)  # type: ignore[assignment]

    return Plant(text=f"saved again by LibreOffice: {', '.join(chosen)}", act=act, harmless=True)


class Converted:
    """A workbook that another program has saved."""

    def __init__(self, place: Path) -> None:
        """Take a workbook as it is."""
        self.place = place

    def save(self, target: Path) -> None:
        """Copy it."""
        target.write_bytes(self.place.read_bytes())


@kind("harmless: spaces, capitals, signs")
def _(random: Random, ground: Ground) -> Plant | None:
    changes: list[tuple[Span, str, str]] = []
    for _ in range(6):
        table = random.choice(ground.tables)
        rule = random.choice(table.rules)
        entry = random.choice((*rule.inputs, *rule.outputs))
        changes.append((entry.span, entry.text, _dressed(random, entry.text)))
        title = title_span(ground, table, random.choice(rule.inputs).span)
        text = ground.grid(title).text(ground.title_row(table), _column_of(title))
        changes.append(
            (title, text, random.choice((text.upper(), text.lower(), f" {text}  ", text.replace(" ", "\u00a0"))))
        )

    def act(books: Books) -> None:
        for span, _, after in changes:
            books.write(span, after)

    return Plant(text="; ".join(wrote(*one) for one in changes), act=act, harmless=True)


def _dressed(random: Random, text: str) -> str:
    """Return a text as another author would have written it."""
    ways: list[Callable[[str], str]] = [
        str.upper,
        str.title,
        lambda one: f"  {one}\u00a0",
        lambda one: one.replace(", ", " ,  ").replace("; ", " ;  "),
        lambda one: one.replace(">=", "≥").replace("<=", "≤").replace("-", "–" if one == "-" else "-"),
        lambda one: one.replace("not(", "not ( ").replace(">", "> ").replace("> =", ">="),
    ]
    return random.choice(ways)(text)


@kind("harmless: sheet moved to another workbook")
def _(random: Random, ground: Ground) -> Plant | None:
    span = random.choice(ground.tables).span
    others = sorted(book.name for book in ground.place.glob("*.xlsx") if book.name != span.workbook)
    target = random.choice(others)

    def act(books: Books) -> None:
        source = books.sheet(span)
        new = books.book(target).create_sheet(span.sheet)
        for row in source.iter_rows():
            for one in row:
                if one.value is not None:
                    put(new.cell(one.row, one.column), str(one.value))
        del books.book(span.workbook)[span.sheet]

    return Plant(text=f"{span} moved to {target}", act=act, harmless=True)


def fires_none(table: DecisionTable, known: Known) -> bool:
    """Tell whether a table has no answer for a patient, by the interpreter."""
    return rules_that_fire(table, known) is None
