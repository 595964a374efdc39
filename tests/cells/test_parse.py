"""The grammar: which signs, brackets and words a cell holds, and where the reading stops."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from b12dt.cells.parse import parse_condition, parse_result, parse_test
from b12dt.cells.syntax import (
    Alternatives,
    Both,
    Compared,
    Contrary,
    DoesNotMatter,
    Either,
    Entries,
    LooseRange,
    Question,
    Range,
    Unreadable,
    Words,
)


def _texts(text: str) -> list[str]:
    read = parse_test(text)
    assert isinstance(read, Alternatives), read
    return [item.text for item in read.items if isinstance(item, Words)]


@pytest.mark.parametrize("text", ["-", " - ", "–", "—", "−"])
def test_dash(text: str) -> None:
    """A dash of any length means: does not matter."""
    assert parse_test(text) == DoesNotMatter()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yes", ["yes"]),
        ("im, oral", ["im", "oral"]),
        ("im,oral", ["im", "oral"]),
        ("Roux-en-Y, H2 blocker, Crohn's disease", ["Roux-en-Y", "H2 blocker", "Crohn's disease"]),
        ("not tested, not  applicable", ["not tested", "not applicable"]),
        ("50 %, 1.5 mg/day, A+B", ["50 %", "1.5 mg/day", "A+B"]),
        ("Ménière, Sjögren, Aß42", ["Ménière", "Sjögren", "Aß42"]),
        ('"a, b", c', ["a, b", "c"]),
        ("“a, b”, c", ["a, b", "c"]),
        ("im,\noral", ["im", "oral"]),
        ("notes", ["notes"]),
        ("25-50", ["25-50"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Commas separate labels; spaces, hyphens, apostrophes and other letters belong to them."""
    assert _texts(text) == words


@pytest.mark.parametrize("text", ["not(oral)", "NOT (oral)", "not( oral )"])
def test_not(text: str) -> None:
    """`not` with a bracket excludes what stands in it, however it is spaced."""
    assert parse_test(text) == Alternatives((Words("oral", quoted=False, position=text.index("oral")),), negated=True)


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        (">= 50", ">=", "50"),
        (">=50 cm", ">=", "50 cm"),
        ("> = 50", ">=", "50"),
        ("≥50", ">=", "50"),
        ("≤ 50", "<=", "50"),
        ("<50", "<", "50"),
        ("= yes", "=", "yes"),
        ("> -5", ">", "-5"),
    ],
)
def test_comparisons(text: str, sign: str, words: str) -> None:
    """A sign stands before a number or a value, with or without spaces."""
    read = parse_test(text)
    assert isinstance(read, Alternatives)
    assert isinstance(read.items[0], Compared)
    assert (read.items[0].sign, read.items[0].words.text) == (sign, words)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("[25..50]", (True, True)),
        ("(25..50]", (False, True)),
        ("]25..50]", (False, True)),
        ("[25..50)", (True, False)),
        ("[25..50[", (True, False)),
        ("(25..50)", (False, False)),
        ("]25 .. 50[ cm", (False, False)),
    ],
)
def test_ranges(text: str, closed: tuple[bool, bool]) -> None:
    """A bracket that faces its number includes it; a round one, or one that turns away, leaves it out."""
    read = parse_test(text)
    assert isinstance(read, Alternatives)
    item = read.items[0]
    assert isinstance(item, Range)
    assert (item.low.text, item.high.text, item.low_closed, item.high_closed) == ("25", "50", *closed)
    assert (item.unit.text if item.unit else "") == ("cm" if "cm" in text else "")


def test_ranges_in_not() -> None:
    """Round brackets of a range and of `not` do not get in each other's way."""
    read = parse_test("not((1..2), [5..10))")
    assert isinstance(read, Alternatives)
    assert [type(item) for item in read.items] == [Range, Range]


def test_loose_range() -> None:
    """A range without brackets is read as what it is: one that does not say which ends are meant."""
    read = parse_test("25..50")
    assert isinstance(read, Alternatives)
    assert isinstance(read.items[0], LooseRange)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "DT201", ""),
        (" \n", "DT201", ""),
        ("2,8", "DT202", 'after "2"'),
        ("> 2,8", "DT202", 'after "> 2"'),
        ("not(", "DT203", 'after "not("'),
        ("not(oral", "DT203", 'after "not(oral"'),
        (") oral", "DT203", "at its beginning"),
        ("im,", "DT203", 'after "im,"'),
        ("im,,oral", "DT203", 'after "im,"'),
        (">", "DT203", 'after ">"'),
        ("> 10 and < 20", "DT203", 'after "> 10 and"'),
        ("not(not(oral))", "DT203", 'after "not(not"'),
        ("not(oral), im", "DT203", 'after "not(oral)"'),
        ("a very long sentence that nobody can read) at all", "DT203", 'after "…that nobody can read"'),
        ("im; oral", "DT208", 'after "im"'),
        ("-, yes", "DT210", "at its beginning"),
        ("not(-)", "DT210", 'after "not("'),
        ("!= yes", "DT223", "at its beginning"),
        ("=> 50", "DT223", "at its beginning"),
        ("<> 50", "DT223", "at its beginning"),
        ('im, "oral', "DT238", 'after "im,"'),
        ("[0...5]", "DT239", 'after "[0"'),
        ("[0…5]", "DT239", 'after "[0"'),
    ],
)
def test_what_cannot_be_read(text: str, code: str, where: str) -> None:
    """What cannot be read is named by its code, and its place is told in words."""
    read = parse_test(text)
    assert isinstance(read, Unreadable)
    assert (read.code, read.where) == (code, where)


def test_decimal_comma_names_the_number() -> None:
    """The finding on a decimal comma shows the number, not the whole cell."""
    read = parse_test("im, >= 12.5, < 1,000 ug")
    assert isinstance(read, Unreadable)
    assert read.read == "1,000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a; b", ["a", "b"]),
        ("a;b c", ["a", "b c"]),
        ("(none)", []),
        ("( None )", []),
        ("1000", ["1000"]),
        ('"a; b"; c', ["a; b", "c"]),
        ("im, oral", ["im, oral"]),
    ],
)
def test_results(text: str, words: list[str]) -> None:
    """Semicolons separate results; `(none)` is the empty list."""
    read = parse_result(text)
    assert isinstance(read, Entries)
    assert [item.text for item in read.items] == words


@pytest.mark.parametrize("text", ["a;", ";", "a;;b", "(none); a", "", '"a" b', "2,8"])
def test_results_that_cannot_be_read(text: str) -> None:
    """A result that is missing between semicolons is not passed over."""
    assert isinstance(parse_result(text), Unreadable)


def _question(text: str) -> Question:
    read = parse_condition(text)
    assert isinstance(read, Question), read
    return read


@pytest.mark.parametrize(
    ("text", "name", "relation", "values"),
    [
        ("age_years < 18", "age_years", "<", ["18"]),
        ("age_years<18 years", "age_years", "<", ["18 years"]),
        ("neuro.neuro = present", "neuro.neuro", "=", ["present"]),
        ("a != unknown", "a", "!=", ["unknown"]),
        ("a ≠ b", "a", "!=", ["b"]),
        ("a in (b, c d)", "a", "in", ["b", "c d"]),
        ("a contains b", "a", "contains", ["b"]),
        ("a CONTAINS Any (b, c)", "a", "contains", ["b", "c"]),
        ("a is empty", "a", "is empty", []),
        ("a is not empty", "a", "is not empty", []),
        ('"Order: drug" = x', "Order: drug", "=", ["x"]),
        ("Months in therapy > 3", "Months in therapy", ">", ["3"]),
        ("a = not tested", "a", "=", ["not tested"]),
        ('a = "this and that"', "a", "=", ["this and that"]),
    ],
)
def test_questions(text: str, name: str, relation: str, values: list[str]) -> None:
    """Each form of a condition on one variable is read."""
    read = _question(text)
    assert (read.name.text, read.relation, [value.text for value in read.values]) == (name, relation, values)


def test_binding() -> None:
    """`not` binds tighter than `and`, `and` tighter than `or`; brackets overrule."""
    read = parse_condition("not a = x and b = x or c = x")
    assert isinstance(read, Either)
    first, last = read.operands
    assert isinstance(first, Both)
    assert isinstance(first.operands[0], Contrary)
    assert isinstance(first.operands[1], Question)
    assert isinstance(last, Question)
    assert (first.operands[1].name.text, last.name.text) == ("b", "c")
    bracketed = parse_condition("not (a = x and (b = x or c = x))")
    assert isinstance(bracketed, Contrary)
    assert isinstance(bracketed.operand, Both)
    assert isinstance(bracketed.operand.operands[1], Either)


@pytest.mark.parametrize("text", ["", "a", "a =", "a = b and", "a = b or c", "(a = b", "a = b)", "a in b", "a <> b"])
def test_conditions_that_cannot_be_read(text: str) -> None:
    """Half a condition is not a condition."""
    assert isinstance(parse_condition(text), Unreadable)


@pytest.mark.parametrize("text", ["(" * 9_000 + "a = b" + ")" * 9_000, "not " * 8_000 + "a = b", "a = b and " * 3_000])
def test_depth(text: str) -> None:
    """However long and deep a cell is, reading it neither fails nor exhausts the stack."""
    parse_condition(text)


def test_lark_is_imported_when_the_first_cell_is_read() -> None:
    """Importing the cell language does not import Lark; reading a cell does."""
    program = (
        "import sys, b12dt.cells.understand, b12dt.cells.write\n"
        "assert 'lark' not in sys.modules\n"
        "b12dt.cells.understand.parse_test('yes')\n"
        "assert 'lark' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
