"""Two versions of small guidelines compared, held against every patient whom both can advise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from b12dt.atoms import sample_of
from b12dt.diff import Change, Difference, compare
from b12dt.diff.compare import NOTHING
from b12dt.diff.ground import common_ground
from b12dt.model import DecisionTable, Guideline, HitPolicy, Input, Interval, Kind, OneOf, Rule, UnaryTest, Within
from b12dt.program import compile_guideline, outputs_of, tables_of
from b12dt.prove.graph import Graph
from tests.prove.brute import Point, lies_in, read_region, small
from tests.support.interpreter import interpret
from tests.support.models import (
    AGGREGATES,
    LISTS,
    ONE_ANSWER,
    Policies,
    category,
    conditions,
    guideline,
    number,
    output,
    several,
    summary,
    table,
)

SETTLED = (*ONE_ANSWER, *LISTS, *AGGREGATES)
MODELS = st.one_of(
    small(Policies(last=SETTLED), most=150),
    small(Policies(inner=LISTS, last=(HitPolicy.FIRST, *LISTS)), most=150),
)
MOST = 400
Key = tuple[str, Any, Any]


# --- brute force -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Both:
    """All patients of two versions: their facts, and who gets what change."""

    inputs: tuple[Input, ...]
    facts: dict[Point, dict[str, Any]]
    base: Point
    changed: dict[Key, set[Point]]


def try_both(old: Guideline, new: Guideline) -> Both:
    """Give every patient of both versions the advice of each, and note what differs."""
    ground = common_ground(old, new)
    graph = Graph(new, ground=ground)
    facts: dict[Point, dict[str, Any]] = {}
    changed: dict[Key, set[Point]] = {}
    lists = _in_no_order(old) | _in_no_order(new)
    for point in product(*(range(len(atoms)) for atoms in ground.facts)):
        known = facts[point] = {
            one.name: sample_of(atoms[place], ground.atoms[one.name], one)
            for one, atoms, place in zip(ground.inputs, ground.facts, point, strict=True)
        }
        was, now = (interpret(model, {one.name: known[one.name] for one in model.inputs})[1] for model in (old, new))
        for path in was.keys() & now.keys():
            for before, after in _changes(was[path], now[path], is_list=path in lists):
                changed.setdefault((path, before, after), set()).add(point)
    return Both(ground.inputs, facts, graph.base, changed)


def _in_no_order(model: Guideline) -> set[str]:
    """Return the outputs that hold values in no order, of which each is a change by itself."""
    return {
        one.path
        for decision in model.decisions
        if not isinstance(decision, DecisionTable) or decision.hit_policy not in "RO"
        for one in outputs_of(decision)
        if one.kind is Kind.SEVERAL
    }


def _changes(was: Any, now: Any, *, is_list: bool) -> list[tuple[Any, Any]]:
    if is_list:
        before, after = ({NOTHING} if value is None else set(value) for value in (was, now))
        return [(code, "") for code in before - after] + [("", code) for code in after - before]
    return [] if was == now else [(_word(was), _word(now))]


def _word(value: Any) -> Any:
    if value is None:
        return NOTHING
    if isinstance(value, tuple):
        return "; ".join(value) or "(none)"
    return value if isinstance(value, str) else float(value)


def key_of(change: Change) -> Key:
    """Return what a change says, numbers as numbers."""
    before, after = change.codes
    return change.output, _number(before), _number(after)


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def check(old: Guideline, new: Guideline) -> Difference:
    """Hold a comparison against every patient, and return it."""
    difference = compare(old, new)
    both = try_both(old, new)
    changes = difference.changes
    assert {key_of(one): one.patients for one in changes} == {key: len(points) for key, points in both.changed.items()}
    assert len(changes) == len(both.changed)
    assert difference.patients == len(both.facts)
    assert difference.concerned == len(set().union(*both.changed.values()))
    for change in changes:
        _check_regions(change, both)
        _check_patient(change, both)
    return difference


def _check_regions(change: Change, both: Both) -> None:
    """Each region holds changed patients only, adds as many as it says, and all are there where nothing is left out."""
    wanted = both.changed[key_of(change)]
    told: set[Point] = set()
    for region in change.regions:
        asked = read_region(
            ", ".join(f"{label} {text}" for label, text in region.facts) or "every patient", both.inputs
        )
        if asked is None:
            return
        mine = {point for point, facts in both.facts.items() if lies_in(asked, facts)}
        assert mine <= wanted
        assert len(mine - told) == region.patients
        told |= mine
    assert told == wanted
    assert sum(region.patients for region in change.regions) == change.patients


def _check_patient(change: Change, both: Both) -> None:
    """Check that the patient shown changes, and that none who does is nearer to the base patient."""
    wanted = both.changed[key_of(change)]
    facts = {**both.facts[both.base], **change.patient}
    (point,) = [one for one, known in both.facts.items() if known == facts]
    assert point in wanted

    def distance(one: Point) -> int:
        return sum(a != b for a, b in zip(one, both.base, strict=True))

    assert distance(point) == min(map(distance, wanted))


# --- random edits ----------------------------------------------------------------------------------------------------


def exchange(model: Guideline, old: DecisionTable, new: DecisionTable) -> Guideline:
    """Return a guideline with one table in the place of another."""
    return replace(model, decisions=tuple(new if one is old else one for one in model.decisions))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Guideline, Guideline, str]:
    """Return a guideline, the same with one thing about one rule changed, and that rule."""
    model = draw(MODELS)
    decision = draw(st.sampled_from(tables_of(model)))
    place = draw(st.integers(0, len(decision.rules) - 1))
    rule, rules = decision.rules[place], list(decision.rules)
    match draw(st.sampled_from(["cell", "cell", "result", "drop", "add"])):
        case "cell":
            column = draw(st.integers(0, len(decision.inputs) - 1))
            test = draw(conditions(decision.inputs[column]))
            rules[place] = with_cell(rule, column, test)
        case "result":
            other = draw(st.sampled_from(decision.rules))
            rules[place] = replace(rule, outputs=other.outputs)
        case "drop":
            del rules[place]
        case _:
            inputs = [
                replace(entry, test=draw(conditions(one)))
                for one, entry in zip(decision.inputs, rule.inputs, strict=True)
            ]
            rule = replace(draw(st.sampled_from(decision.rules)), id="added", inputs=tuple(inputs))
            rules.insert(place, rule)
    new = exchange(model, decision, replace(decision, rules=tuple(rules)))
    assume(compile_guideline(new)[0] is not None)
    ground = common_ground(model, new)
    assume(ground.space.count(ground.space.true) <= MOST)
    return model, new, rule.id


def with_cell(rule: Rule, column: int, test: UnaryTest) -> Rule:
    """Return a rule with another cell."""
    entries = list(rule.inputs)
    entries[column] = replace(entries[column], test=test, text="edited")
    return replace(rule, inputs=tuple(entries))


@settings(max_examples=200)
@given(edited())
def test_what_changes_is_exactly_what_changes(drawn: tuple[Guideline, Guideline, str]) -> None:
    """Every change of any patient's result is listed, counted and described truly, no other, with the rule that caused it."""
    old, new, rule = drawn
    difference = check(old, new)
    for change in difference.changes:
        assert rule in {one.rule for one in change.causes}
    again = check(new, old)
    turned = {(path, after, before): points for (path, before, after), points in _counts(difference).items()}
    assert _counts(again) == turned


def _counts(difference: Difference) -> dict[Key, int]:
    return {key_of(one): one.patients for one in difference.changes}


@settings(max_examples=60)
@given(MODELS)
def test_a_guideline_does_not_differ_from_itself(model: Guideline) -> None:
    """Nothing is listed where nothing was edited."""
    difference = compare(model, model)
    assert (difference.edits, difference.changes, difference.concerned, difference.alters) == ((), (), 0, False)
    assert difference.patients == Graph(model).space.count(Graph(model).space.true)


@settings(max_examples=60)
@given(MODELS, st.randoms(use_true_random=False))
def test_words_and_order_change_nothing(model: Guideline, sample: Any) -> None:
    """Cells in other words, reordered rules of UNIQUE tables, and sheets of other names are no change of any result."""
    decisions = []
    for one in model.decisions:
        if isinstance(one, DecisionTable):
            rules = [
                replace(
                    rule, inputs=tuple(replace(entry, text=f" {entry.text} ") for entry in rule.inputs), annotation="?"
                )
                for rule in one.rules
            ]
            if one.hit_policy is HitPolicy.UNIQUE:
                sample.shuffle(rules)
            one = replace(one, rules=tuple(rules), span=replace(one.span, sheet="Another"))  # noqa: PLW2901 - the same table, told otherwise
        decisions.append(one)
    difference = compare(model, replace(model, decisions=tuple(decisions)))
    assert difference.changes == ()
    assert difference.concerned == 0
    assert {one.what for one in difference.edits} <= {"annotation", "order of the rules"}
    assert all(one.wording for one in difference.edits if one.what == "annotation")


@settings(max_examples=60)
@given(st.data())
def test_another_range_or_list_of_a_fact(data: st.DataObject) -> None:
    """Where a fact's range is narrower, or a value or `unknown` is gone, the patients whom both versions know are compared."""
    old, new, _ = data.draw(edited())
    place = data.draw(st.integers(0, len(new.inputs) - 1))
    one = new.inputs[place]
    if one.kind is Kind.NUMBER:
        other = replace(
            one, lowest=Decimal(data.draw(st.integers(0, 4))), highest=Decimal(data.draw(st.integers(5, 10)))
        )
        other = replace(other, default=other.lowest or Decimal(0), may_be_unknown=one.may_be_unknown)
    else:
        assume(one.may_be_unknown)
        other = replace(one, may_be_unknown=False, default="a" if one.kind is Kind.CATEGORY else ())
    new = _with_input(new, one, other)
    assume(_base_is_common(old, new))
    check(old, new)


def _with_input(model: Guideline, one: Input, other: Input) -> Guideline:
    decisions = tuple(
        replace(made_of, inputs=tuple(other if column == one else column for column in made_of.inputs))
        if isinstance(made_of, DecisionTable)
        else made_of
        for made_of in model.decisions
    )
    inputs = tuple(other if fact == one else fact for fact in model.inputs)
    return replace(model, inputs=inputs, decisions=decisions, base=tuple((fact.name, fact.default) for fact in inputs))


def _base_is_common(old: Guideline, new: Guideline) -> bool:
    known = {one.name: one for one in old.inputs}
    return all(
        not (isinstance(one.default, str) and one.default == "unknown" and not known[one.name].may_be_unknown)
        for one in new.inputs
    )


# --- by hand ---------------------------------------------------------------------------------------------------------

A, N = category("a"), number("n")
X = output("t.x")


def one_table(policy: str, rules: str, inputs: Any = (A,), outputs: Any = (X,)) -> Guideline:
    """Return a guideline of one table."""
    return guideline(inputs, [table("t", policy, inputs, outputs, rules)])


def told(difference: Difference) -> list[tuple[str, str, str, int]]:
    """Return output, before, after and patients of each change."""
    return [(one.output, one.before, one.after, one.patients) for one in difference.changes]


def test_a_rule_added_and_a_rule_removed() -> None:
    """A rule that came or went is an edit of its name, and the cause of what changes."""
    old, new = one_table("F", "a || x\n- || y"), one_table("F", "a || x\n- || y\n")
    new = exchange(new, tables_of(new)[0], table("t", "F", [A], [X], [tables_of(old)[0].rules[1]]))
    difference = check(old, new)
    assert told(difference) == [("t.x", "x", "y", 1)]
    assert [(one.what, one.rule, one.before, one.after) for one in difference.changes[0].causes] == [
        ("rule t1", "t1", "if a a, then t.x x", "(nothing)")
    ]
    assert told(check(new, old)) == [("t.x", "y", "x", 1)]


def test_a_decision_added_and_removed() -> None:
    """A decision that only one version makes is an edit; what both decide is compared."""
    old = one_table("U", "a || x\nnot(a) || y")
    more = table("u", "U", [A], [output("u.x")], "- || x")
    new = replace(old, decisions=(*old.decisions, more))
    for one, other, before, after in ((old, new, "(nothing)", "u"), (new, old, "u", "(nothing)")):
        difference = check(one, other)
        assert difference.changes == ()
        assert [(edit.what, edit.before, edit.after) for edit in difference.edits if edit.kind == "decision"] == [
            ("decision u", before, after)
        ]


def test_a_fact_that_only_one_version_asks() -> None:
    """A fact that came or went is open for the version without it: who changes is told by it."""
    old = one_table("U", "- || x", [A])
    b = category("b", "pq", may_be_unknown=False, default="p")
    new = guideline([A, b], [table("t", "U", [A, b], [X], "- | p || x\n- | q || y")])
    for one, other in ((old, new), (new, old)):
        difference = check(one, other)
        assert [(change.patients, change.regions[0].facts) for change in difference.changes] == [(4, (("b", "q"),))]
        assert "columns" in {edit.what for edit in difference.changes[0].causes}
        assert "input b" in {edit.what for edit in difference.edits}


def test_a_value_that_only_one_version_knows() -> None:
    """Patients with a value that is new, or gone, are not compared; the value is an edit."""
    fewer, more = category("a", "ab"), category("a", "abc")
    old = one_table("F", "a || x\n- || y", [fewer])
    new = one_table("F", "a, c || x\n- || y", [more])
    for one, other in ((old, new), (new, old)):
        difference = check(one, other)
        assert difference.changes == ()
        assert difference.patients == 3
        assert "value a: c" in {edit.what for edit in difference.edits}


def test_several_values_of_which_one_is_new() -> None:
    """Of a fact with several values the combinations of those that both know are compared."""
    fewer, more = several("s", "ab"), several("s", "abc")
    old = one_table("F", "a || x\nb || z\n- || y", [fewer])
    new = one_table("F", "a, c || x\n- || y", [more])
    difference = check(old, new)
    assert told(difference) == [("t.x", "z", "y", 1)]


def test_a_range_that_changed() -> None:
    """Numbers that only one version allows are not compared; the range is an edit."""
    wide, narrow = number("n", "0", "10", may_be_unknown=False), number("n", "4", "20", may_be_unknown=False)
    wide, narrow = replace(wide, default=Decimal(5)), replace(narrow, default=Decimal(5))
    old = one_table("F", "< 2 || x\n> 8 || y\n- || z", [wide])
    new = one_table("F", "> 7 || y\n- || z", [narrow])
    difference = check(old, new)
    assert told(difference) == [("t.x", "z", "y", 1)]
    assert [one.facts for one in difference.changes[0].regions] == [(("n", "(7..8]"),)]
    assert {edit.what for edit in difference.edits} >= {"input n, lowest", "input n, highest"}


def test_gaps_come_and_go() -> None:
    """A patient who loses the answer, or gets one, is a change from or to no answer."""
    old, new = one_table("U", "a || x\nb || y"), one_table("U", "a || x\nc || y")
    assert sorted(told(check(old, new))) == [("t.x", NOTHING, "y", 1), ("t.x", "y", NOTHING, 1)]


def test_an_edit_upstream_is_a_cause_downstream() -> None:
    """A change in a later decision is told with the edit of the earlier one, through a summary, too."""
    first, high = X, output("s.high")

    def version(cell: str) -> Guideline:
        decisions = [
            table("t", "F", [N], [first], f"{cell} || x\n- || y"),
            table("u", "U", [first], [output("u.x")], "x || z\nnot(x) || y"),
            summary("s", (high, "highest of", [first, output("u.x")])),
        ]
        return guideline([N], decisions)

    difference = check(version("> 5"), version(">= 5"))
    assert {one.output for one in difference.changes} == {"t.x", "u.x", "s.high"}
    for change in difference.changes:
        assert [(one.rule, one.before, one.after) for one in change.causes] == [("t1", "> 5", ">= 5")]
        assert [one.facts for one in change.regions] == [(("n", "5"),)]


def test_another_edit_is_no_cause() -> None:
    """An edit of a rule that nobody concerned fires, or of a decision that is not needed, causes nothing."""
    other = table("u", "F", [A], [output("u.x")], "a || x\n- || y")
    old = replace(
        one_table("F", "a || x\nb || y\n- || z"), decisions=(*one_table("F", "a || x\nb || y\n- || z").decisions, other)
    )
    first = table("t", "F", [A], [X], "a || z\nb || x\n- || z")
    new = replace(old, decisions=(first, table("u", "F", [A], [output("u.x")], "a || z\n- || y")))
    difference = check(old, new)
    causes = {one.before + one.after + one.output: [edit.rule for edit in one.causes] for one in difference.changes}
    assert causes == {"xzt.x": ["t1"], "yxt.x": ["t2"], "xzu.x": ["u1"]}


def test_another_hit_policy() -> None:
    """Another hit policy is an edit of the table as a whole, and a cause."""
    old, new = one_table("F", "a || y\n- || x"), one_table("P", "a || y\n- || x")
    difference = check(old, new)
    assert told(difference) == [("t.x", "y", "x", 1)]
    assert [(one.what, one.before, one.after) for one in difference.changes[0].causes] == [("hit policy", "F", "P")]


def test_edits_of_words_are_known_as_such() -> None:
    """A label, a question, a sentence and a rule's statements are words; a result and a range are not."""
    old = one_table("U", "- || x")
    fact = replace(A, label="Another", question="What now?")
    rule_ = replace(tables_of(old)[0].rules[0], guidance="Say so.", statements=("S1",))
    new = replace(old, inputs=(fact,), decisions=(replace(tables_of(old)[0], inputs=(fact,), rules=(rule_,)),))
    edits = {one.what: one.wording for one in compare(old, new).edits}
    assert edits == {"statements": True, "guidance": True, "input a, label": True, "input a, question": True}


# --- defects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "kind", "rules", "more"),
    [
        ("O", Kind.CATEGORY, "a || x", "a || y"),
        ("C", Kind.CATEGORY, "a || x", "a || y"),
        ("C", Kind.NUMBER, "a || 1", "a || 2"),
    ],
)
def test_what_is_collected_beside_another_value(policy: str, kind: Kind, rules: str, more: str) -> None:
    """A second result beside the first one is a change, whatever kind of output collects it."""
    result = output("t.x", kind=kind)
    difference = compare(one_table(policy, rules, [A], [result]), one_table(policy, f"{rules}\n{more}", [A], [result]))
    assert difference.concerned == 1


def test_another_order_under_rule_order() -> None:
    """Under RULE ORDER, results in another order are other advice, as they are to open questions."""
    result = output("t.x", kind=Kind.SEVERAL)
    old = one_table("R", "a || x\na || y", [A], [result])
    new = exchange(old, tables_of(old)[0], replace(tables_of(old)[0], rules=tuple(reversed(tables_of(old)[0].rules))))
    assert compare(old, new).concerned == 1


def test_an_empty_list_is_an_answer() -> None:
    """A list that becomes empty instead of unanswered is a change for the patient who now gets an answer."""
    result = output("t.x", kind=Kind.SEVERAL)
    old, new = (one_table("U", f"a || x\n{cell} ||", [A], [result]) for cell in ("b", "b, c"))
    assert compare(old, new).concerned == 1


def test_a_list_that_a_summary_unites_beside_a_gap() -> None:
    """Where one table of a summary loses its answer and the summary's list is the same, the list has not changed."""
    first, second = X, output("u.x", kind=Kind.SEVERAL)
    unions = ((output("s.all", kind=Kind.SEVERAL), "all of", [second]), (output("s.high"), "highest of", [first]))
    old, new = (
        guideline(
            [A],
            [
                table("t", "U", [A], [first], f"{cell} || x"),
                table("u", "U", [A], [second], "- || y"),
                summary("s", *unions),
            ],
        )
        for cell in ("-", "not(a)")
    )
    assert {one.output for one in compare(old, new).changes} == {"t.x", "s.high"}


@pytest.mark.parametrize("where", ["table", "summary"])
def test_the_order_of_a_value_list_is_an_edit(where: str) -> None:
    """Where a list's order decides, its change is listed as an edit and as the cause."""

    def version(codes: str) -> Guideline:
        if where == "table":
            return one_table("P", "a || x\n- || y", [A], [output("t.x", codes)])
        first, second = output("t.x", codes), output("u.x", codes)
        decisions = [table("t", "U", [A], [first], "- || x"), table("u", "U", [A], [second], "- || y")]
        return guideline([A], [*decisions, summary("s", (output("s.x", codes), "highest of", [first, second]))])

    difference = compare(version("xy"), version("yx"))
    assert len(difference.changes) == 1
    assert difference.changes[0].causes
    assert [edit for edit in difference.edits if not edit.wording and edit.before]


@pytest.mark.parametrize("turned", [False, True])
def test_an_output_added_or_removed_is_an_edit(*, turned: bool) -> None:
    """A column of results that only one version has is told."""
    shared = output("t.x")
    more = replace(output("t.y"), values=shared.values)
    versions = [one_table("U", "- || x", [A], [shared]), one_table("U", "- || x | y", [A], [shared, more])]
    old, new = reversed(versions) if turned else versions
    assert compare(old, new).edits


def test_a_label_is_no_edit_of_a_summary() -> None:
    """Another label of a value is an edit of words only, also where a summary unites the value."""

    def version(label: str) -> Guideline:
        values = X.values
        assert values is not None
        values = replace(values, values=tuple(replace(one, label=one.label + label) for one in values.values))
        first, high = replace(X, values=values), replace(output("s.x"), values=values)
        return guideline(
            [A],
            [
                table("t", "U", [A], [first], [tables_of(one_table("U", "- || x"))[0].rules[0]]),
                summary("s", (high, "highest of", [first])),
            ],
        )

    assert all(edit.wording for edit in compare(version(""), version("!")).edits)


def test_the_order_of_unique_rules_causes_nothing() -> None:
    """Moved rules of a UNIQUE table are not named as the cause of what an edited cell changes."""
    old, new = one_table("U", "a || x\nb || y"), one_table("U", "a || z\nb || y")
    new = exchange(new, tables_of(new)[0], replace(tables_of(new)[0], rules=tuple(reversed(tables_of(new)[0].rules))))
    (change,) = compare(old, new).changes
    assert [edit.rule for edit in change.causes] == ["t1"]


@pytest.mark.parametrize("kind", ["unknown", "value", "range"])
def test_a_base_patient_whom_the_old_version_does_not_know(kind: str) -> None:
    """A base patient with a value that is new is no reason to fail; the change is told."""
    match kind:
        case "unknown":
            one, other = category("a", may_be_unknown=False, default="b"), category("a")
        case "value":
            one = category("a", "ab", may_be_unknown=False, default="b")
            other = category("a", "abc", may_be_unknown=False, default="c")
        case _:
            one = replace(number("a", "0", "10", may_be_unknown=False), default=Decimal(5))
            other = replace(number("a", "0", "100", may_be_unknown=False), default=Decimal(50))
    cells = ("< 3", "> 20") if kind == "range" else ("a", "-")
    old = one_table("F", f"{cells[0]} || x\n- || y", [one])
    new = one_table("F", f"{cells[0]} || z\n{cells[1]} || y\n- || y", [other])
    assert [(change.before, change.after) for change in compare(old, new).changes] == [("x", "z")]


def test_ranges_without_a_common_number() -> None:
    """Where no number is allowed in both versions, nobody with a number is compared."""
    one, other = number("n", "0", "10"), number("n", "20", "30")
    difference = compare(one_table("F", "> 5 || x\n- || y", [one]), one_table("F", "> 25 || x\n- || y", [other]))
    assert difference.patients == 1
    assert difference.changes == ()


def test_a_fact_of_another_kind() -> None:
    """A fact that became `several of` has no patient in common but the unknown one, for whom nothing changes here."""
    one, other = category("a"), several("a")
    difference = compare(one_table("F", "a || x\n- || y", [one]), one_table("F", "a || x\n- || y", [other]))
    assert difference.changes == ()


def test_the_same_number_from_another_policy() -> None:
    """A sum of 1 and a stated 1 are the same result."""
    result = output("t.x", kind=Kind.NUMBER)
    old = one_table("C+", "- || 0.5\n- || 0.5", [A], [result])
    new = one_table("F", "- || 1", [A], [result])
    assert compare(old, new).changes == ()


def test_what_outgrows_the_bound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guidelines too large to be compared are told to be so by an error that says it, not by a missing key."""
    from b12dt.prove.diagram import TooLargeError
    from b12dt.prove.graph import Ground

    facts = [category(f"i{place}") for place in range(6)]
    rules = "\n".join(" | ".join(["-"] * place + ["a"] + ["-"] * (5 - place)) + " || x" for place in range(6))
    model = one_table("F", rules + "\n" + " | ".join("-" * 6) + " || y", facts)
    under = Ground.under
    monkeypatch.setattr(Ground, "under", lambda inputs, atoms: under(inputs, atoms, 20))
    with pytest.raises(TooLargeError):
        compare(model, model)


def test_cells_that_cannot_be_read_from_regions_are_few() -> None:
    """The reading of regions in these tests is not blind: intervals and negated words are read as they were meant."""
    asked = read_region("i0 not(a, unknown), i1 [2..5), > 7, unknown", [category("i0"), number("i1")])
    assert asked is not None
    assert [test for _, test in asked] == [
        OneOf(codes=("a", "unknown"), negated=True),
        Within(
            intervals=(
                Interval(low=Decimal(2), low_closed=True, high=Decimal(5)),
                Interval(low=Decimal(7)),
            ),
            unknown=True,
        ),
    ]
    facts: Mapping[str, Any] = {"i0": "b", "i1": 5.0}
    assert not lies_in(asked, facts)
    assert lies_in(asked, {**facts, "i1": 2.0})
