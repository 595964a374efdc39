"""Nothing is cut in silence: all patients of a change in JSON and with --all, what is left out counted, causes exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from b12dt import load
from b12dt.diff import Difference, compare
from b12dt.diff.tables import moved
from b12dt.guideline import Guideline as Loaded
from b12dt.model import DecisionTable, Guideline, Kind, Rule
from b12dt.words.difference import difference_text
from b12dt.words.difference_data import difference_data
from b12dt.words.difference_page import difference_page
from b12dt.words.edits import number, share
from tests.conftest import TABLES
from tests.support.models import category, guideline, output, several, table

A = category("a")


@pytest.fixture(scope="module")
def whole() -> Loaded:
    """Return the guideline of this project."""
    return load(TABLES)


@pytest.fixture(scope="module")
def model(whole: Loaded) -> Guideline:
    """Return the same as data."""
    assert whole.program is not None
    return whole.program.guideline


@pytest.fixture(scope="module")
def wide(model: Guideline) -> Difference:
    """Return what retiring one alert changes: the highest severity of hundreds of kinds of patients."""
    return compare(model, without(model, "B12.D47.11"))


def without(model: Guideline, name: str) -> Guideline:
    """Return the guideline without a rule."""

    def kept(rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.id != name)

    return replace(
        model,
        decisions=tuple(
            replace(one, rules=kept(one.rules)) if isinstance(one, DecisionTable) else one for one in model.decisions
        ),
    )


def test_the_regions_of_a_wide_change_are_all_of_it(wide: Difference) -> None:
    """As data every change has regions that add up to its patients, however many they are, each said in words."""
    said = difference_data(wide)
    assert max(len(one["regions"]) for one in said["changes"]) > 100
    for one in said["changes"]:
        assert one["complete"]
        assert sum(region["added"] for region in one["regions"]) == one["patients"]
        assert all(region["added"] > 0 for region in one["regions"])
        assert not any("combinations" in text for region in one["regions"] for text in region["facts"].values())


@pytest.mark.parametrize("write", [difference_text, difference_page])
def test_what_is_cut_is_counted(wide: Difference, write: Callable[..., str]) -> None:
    """The short form says how many descriptions it leaves out and how to see them; the whole form leaves out none."""
    short, every = write(wide), write(wide, every=True)
    widest = max(wide.changes, key=lambda one: len(one.regions))
    assert f"in {len(widest.regions) - 4} more descriptions" in short
    assert "b12dt diff --all" in short
    assert "more description" not in every
    assert "Descriptions may overlap" in every
    assert len(every) > 5 * len(short)


def test_the_same_patients_are_described_once(wide: Difference) -> None:
    """A change of the very same patients as an earlier one names that one."""
    again = [one for one in wide.changes if one.same_as is not None]
    assert again
    for one in again:
        assert one.same_as is not None
        earlier = wide.changes[one.same_as]
        assert (one.regions, one.patients) == (earlier.regions, earlier.patients)
    assert "for the same patients as under All order alerts, no longer G61" in difference_text(wide)


def test_working_steps_come_last(wide: Difference) -> None:
    """What is told as advice comes before the steps on the way to it, which are called so."""
    steps = [one.working_step for one in wide.changes]
    assert steps == sorted(steps)
    assert any(steps)
    assert "PLAN CHECK: ALERT (WORKING STEP)" in difference_text(wide)


def test_an_alert_says_what_it_says(wide: Difference) -> None:
    """An alert whose label is its code is told with its sentence."""
    assert "· G61: Injections are to stop although malabsorption is excluded" in difference_text(wide)


def test_a_patient_of_a_change_can_be_evaluated(whole: Loaded, model: Guideline) -> None:
    """The patient in the JSON is whole: evaluated as he stands, he gets what the change says he got."""
    steps = ("B12.D47.11", "B12.D34.02", "B12.D14.05")
    for name in steps:
        for one in difference_data(compare(model, without(model, name)))["changes"]:
            had = whole.evaluate(one["patient"])[one["output"]]
            before, after = one["codes"]
            if before is None:
                assert after not in (had or ())
            elif before == "no answer":
                assert had is None
            else:
                assert before in had if isinstance(had, list) else before == had


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole_number", "text"),
    [
        (0, "0"),
        (1536, "1,536"),
        (999_999, "999,999"),
        (1_000_000, "1.0·10⁶"),
        (9_830_000_000, "9.8·10⁹"),
        (10**24, "1.0·10²⁴"),
    ],
)
def test_a_number_of_combinations(whole_number: int, text: str) -> None:
    """Small numbers are told digit by digit, large ones by how large they are."""
    assert number(whole_number) == text


def test_a_share_is_never_all_or_none_where_it_is_not() -> None:
    """All but one is not a hundred percent, and one of very many is not none."""
    assert [share(part, 10**9) for part in (1, 10**9 - 1, 10**9)] == ["less than 0.01 %", "more than 99 %", "100 %"]


def test_signs_of_markdown_stand_for_themselves() -> None:
    """A bar in a label, a star, a link or a tag in a sentence is shown as it is and ends no cell."""
    result = output("t.x")
    assert result.values is not None
    first, *others = result.values.values
    values = replace(result.values, values=(replace(first, label="a | b*", sentence="[x](y) <b>$1$ `c`"), *others))
    old = guideline([A], [table("t", "U", [A], [result], "- || x")])
    result = replace(result, values=values)
    new = guideline([A], [table("t", "U", [A], [result], "- || x")])
    page = difference_page(compare(old, new))
    assert "a \\| b\\*" in page
    assert "[x\\](y) \\<b>\\$1\\$ \\`c\\`" in page
    for line in page.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") in (3, 5, 6)


def test_combinations_of_several_values_are_said() -> None:
    """Where only some combinations of several values change, they are said by what they hold and lack."""
    fact, result = several("s", "ab"), output("t.x")
    old = guideline([fact], [table("t", "F", [fact], [result], "b || y\na || x\n- || z")])
    new = guideline([fact], [table("t", "F", [fact], [result], "b || y\n- || z")])
    (change,) = compare(old, new).changes
    assert [region.facts for region in change.regions] == [(("s", "a without b"),)]


# --- causes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", list(permutations("abcd")))
def test_the_fewest_names_are_moved(after: tuple[str, ...]) -> None:
    """Those that were not moved stand in the same order; to move fewer would not do."""
    before = "abcd"
    names = moved(before, after)
    assert [one for one in before if one not in names] == [one for one in after if one not in names]
    longest = max(
        length
        for length in range(5)
        for some in permutations(before, length)
        if [one for one in before if one in some] == [one for one in after if one in some]
    )
    assert len(names) == 4 - longest


def first(rules: str, *, order: str = "") -> Guideline:
    """Return a guideline of one FIRST table, its rules in another order where one is given."""
    one = table("t", "F", [A], [output("t.x")], rules)
    by_name = {rule.id: rule for rule in one.rules}
    return guideline([A], [replace(one, rules=tuple(by_name[name] for name in order.split()))] if order else [one])


def test_a_moved_rule_is_a_cause_for_those_who_meet_both() -> None:
    """Of a FIRST table the rule that was moved is named, to those for whom it takes, or leaves, another's place."""
    rules = "a || x\na, b || y\nc || z\n- || z"
    (change,) = compare(first(rules), first(rules, order="t2 t1 t3 t4")).changes
    (cause,) = change.causes
    assert {cause.before, cause.after} in ({"at the top", "below t1"}, {"at the top", "below t2"})
    old, new = first(rules), first("a || x\na, b || y\nc || y\n- || z", order="t2 t1 t3 t4")
    causes = {one.codes: [edit.what for edit in one.causes] for one in compare(old, new).changes}
    assert causes == {("x", "y"): ["place among the rules"], ("z", "y"): ["t.x"]}


def test_the_order_of_a_list_is_no_cause_of_what_a_cell_changed() -> None:
    """A list in another order is named only to those who meet two of the values that changed places."""
    old, new = (
        guideline([A], [table("t", "P", [A], [output("t.x", codes)], rules)])
        for codes, rules in (("xyz", "a || x\na || y\nb || z"), ("yxz", "a || x\na || y\nb || x"))
    )
    causes = {one.codes: [edit.what for edit in one.causes] for one in compare(old, new).changes}
    assert causes == {("x", "y"): ["order of the list t.x"], ("z", "x"): ["t.x"]}


def test_a_table_that_became_a_list() -> None:
    """A result that is collected where it was one is compared by what it holds."""
    old, new = (guideline([A], [table("t", policy, [A], [output("t.x")], "- || x")]) for policy in "UC")
    assert compare(old, new).changes == ()
    assert compare(new, old).changes == ()


def test_a_new_value_is_a_cause_to_those_who_get_it() -> None:
    """A value that only one version knows, and gives, is named with the change and is no idle edit."""
    old, new = (
        guideline([A], [table("t", "U", [A], [output("t.x", codes)], f"- || {codes[-1]}")]) for codes in ("xy", "xyz")
    )
    (change,) = compare(old, new).changes
    assert {edit.what for edit in change.causes} == {"t.x", "value t.x: z"}
    assert "EDITS THAT CHANGE" not in difference_text(compare(old, new))


def test_numbers_collected_in_no_order() -> None:
    """Numbers that a table collects are the same list in whatever order of the rules."""
    result = output("t.x", kind=Kind.NUMBER)
    one = table("t", "C", [A], [result], "- || 1\n- || 2")
    other = replace(one, rules=tuple(reversed(one.rules)))
    assert compare(guideline([A], [one]), guideline([A], [other])).changes == ()
    assert one.rules[0].outputs[0].value == Decimal(1)
