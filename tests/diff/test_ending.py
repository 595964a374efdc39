"""The exit code of `b12dt diff`: 0 where nothing but words and sources differ, else 1, and the edit is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from b12dt.diff import compare
from b12dt.model import DecisionTable, Guideline, Summary
from b12dt.words.difference import difference_text
from tests.support.models import category, guideline, output, table
from tests.support.workbooks import Guide, put

Run = Callable[..., Any]
Version = Callable[..., Path]


def add(sheet: str, row: str) -> Callable[[Guide], None]:
    """Return an edit that adds a row."""
    return lambda guide: guide.add_row(sheet, row)


def another_answer(guide: Guide) -> None:
    """Have one more answer to a question."""
    guide.add_row("Values", "plan | wait | wait | Wait. | |")


def another_table(guide: Guide) -> None:
    """Have one more decision."""
    guide.add_row("Outputs", "rest.rest | Rest | category | | route | |")
    guide.add_table("Rest", "Rule ID | Anemia || Rest\nQ1 | - || tablet", key="rest")


ALTERS: dict[str, Callable[[Guide], None]] = {
    "a range": put("Inputs", "age", "Highest", "130"),
    "a narrower range": put("Inputs", "age", "Highest", "110"),
    "whether unknown is an answer": put("Inputs", "plan", "May be unknown", "yes"),
    "one more answer": another_answer,
    "one more table": another_table,
    "one more question": add(
        "Inputs", "weight | Weight | Patient | How heavy? | number | kg | kg | 0 | 300 | | yes | unknown |"
    ),
    "what an interpretation tells": put("Interpretations", "A1", "Shown to the reader", "Read as an adult's."),
    "what a rule interprets": put("Route", "R5", "Interpretation(s)", "-"),
    "the notice": add("About", "Notice | Not for patients."),
}
WORDS: dict[str, Callable[[Guide], None]] = {
    "the version": put("About", "Version", "Text", "2"),
    "a question": put("Inputs", "age", "Question", "Which age?"),
    "a statement": put("Statements", "S1", "Statement", "Other words."),
    "what a rule cites": put("Route", "R5", "Reference(s)", "S1"),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", ALTERS)
def test_what_may_alter_advice_is_never_zero(run: Run, version: Version, name: str, *, turned: bool) -> None:
    """What is asked, taken, decided or told with every advice ends with 1, says that advice may change, and how."""
    folders = [version("old"), version("new", ALTERS[name])]
    folders = list(reversed(folders)) if turned else folders
    ran = run(*folders)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("The advice ")
    assert "No patient gets other advice." not in ran.out
    said = run(*folders, "--json").document
    assert said["alters"]
    assert said["notices"] or said["readings"] or any(edit["uncompared"] for edit in said["edits"])


@pytest.mark.parametrize("name", WORDS)
def test_words_and_sources_are_zero(run: Run, version: Version, name: str) -> None:
    """Words that decide nothing and are told with no result end with 0, and are listed as such."""
    folders = version("old"), version("new", WORDS[name])
    ran = run(*folders)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "No patient gets other advice.")
    assert "EDITS OF WORDS, WHICH DECIDE NOTHING" in ran.out
    assert not run(*folders, "--json").document["alters"]


A = category("a")


def of_tables(*tables: DecisionTable | Summary) -> Guideline:
    """Return a guideline of these tables."""
    return guideline([A], tables)


T = table("t", "U", [A], [output("t.x")], "- || x")
U = table("u", "U", [A], [output("u.x")], "- || x")


def with_rule(**fields: Any) -> DecisionTable:
    """Return the table with something else told by its rule."""
    return replace(T, rules=(replace(T.rules[0], **fields),))


@pytest.mark.parametrize(
    "other",
    [
        of_tables(T, U),
        of_tables(replace(T, working_step=True)),
        of_tables(with_rule(guidance="Do so.")),
        of_tables(with_rule(annotation="Do so.")),
        of_tables(with_rule(basis="not_covered")),
        of_tables(table("t", "U", [A], [output("t.x"), output("t.y")], "- || x | y")),
        guideline([replace(A, values=replace(category("b", "abcd").values, name="b"))], [T]),
        of_tables(replace(T, outputs=(replace(T.outputs[0], label="Another"),))),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_may_alter_what_is_told(other: Guideline, *, turned: bool) -> None:
    """A decision, a result, a role, a sentence, a basis or a list of answers that is another alters what is told."""
    versions = (other, of_tables(T)) if turned else (of_tables(T), other)
    difference = compare(*versions)
    assert difference.changes == ()
    assert difference.alters


def test_an_annotation_that_is_not_displayed_alters_nothing() -> None:
    """Where a rule has guidance to display, its annotation is words."""
    old, new = (of_tables(with_rule(guidance="Do so.", annotation=text)) for text in ("", "Because."))
    assert not compare(old, new).alters
    assert [edit.what for edit in compare(old, new).edits] == ["annotation"]


def test_nobody_in_common() -> None:
    """Where no patient can be advised by both versions, that is said, nothing is said of patients, and it is not 0."""
    one, other = category("a", "ab", may_be_unknown=False, default="a"), category("a", "cd", may_be_unknown=False)
    old = guideline([one], [table("t", "U", [one], [output("t.x")], "- || x")])
    other = replace(other, default="c")
    new = guideline([other], [table("t", "U", [other], [output("t.x")], "- || y")])
    difference = compare(old, new)
    assert (difference.patients, difference.changes, difference.alters) == (0, (), True)
    assert difference_text(difference).startswith("Nobody can be advised by both versions")


def test_versions_too_large_to_be_compared(run: Run, version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the diagrams outgrow their bound, one sentence says so and that nothing is known: 1, as text and as JSON."""
    from b12dt.prove.ground import Ground

    under = Ground.under
    folder = version("same")
    monkeypatch.setattr(Ground, "under", lambda inputs, atoms: under(inputs, atoms, 30))
    ran = run(folder, folder)
    assert ran.code == 1
    assert ran.out.startswith("These versions cannot be compared for every patient")
    assert "error" in run(folder, folder, "--json").document
