"""Made-up guidelines in JavaScript: every hit policy, gaps, summaries, sums of nothing, masks too wide for a number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.emit.javascript import script_json, write_javascript
from b12dt.emit.javascript.data import data_of
from b12dt.loading import loaded
from b12dt.model import HitPolicy, Kind
from b12dt.program import Program, compile_guideline
from b12dt.runtime.advice import evaluate
from b12dt.runtime.questions import facts_that_matter
from tests.support.models import (
    Policies,
    category,
    compiled,
    guidelines,
    number,
    output,
    patients,
    several,
    summary,
    table,
)
from tests.support.node import Node

LISTS = (HitPolicy.COLLECT, HitPolicy.RULE_ORDER)
SUMS = (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST, HitPolicy.COUNT)
ASKED = {
    "one answer": Policies(),
    "lists": Policies(inner=LISTS, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *LISTS)),
    "sums": Policies(inner=SUMS, last=(HitPolicy.FIRST, HitPolicy.UNIQUE, *SUMS)),
}


def _compare(node: Node, program: Program, facts: list[dict[str, Any]]) -> None:
    module = loaded(program)
    node.use(write_javascript(program))
    names = list(module.INPUTS)
    asked = node.ask([{"do": "matter", "facts": one, "names": names} for one in facts])
    for one, came, matter in zip(facts, node.evaluate(*facts), asked, strict=True):
        advice = evaluate(module, one)
        assert came == advice.to_dict(), one
        assert matter == list(facts_that_matter(advice, names)), one


@pytest.mark.parametrize("asked", ASKED)
@settings(max_examples=120)
@given(data=st.data())
def test_whole_patients_get_the_same_advice(process: Node, asked: str, data: st.DataObject) -> None:
    """Chained tables of every hit policy give each patient the same results, rules, gaps and open questions."""
    model = data.draw(guidelines(ASKED[asked]))
    program, _ = compile_guideline(model)
    if program is not None:
        _compare(process, program, [data.draw(patients(model)) for _ in range(6)])


@pytest.mark.parametrize("policy", [policy.value for policy in HitPolicy])
def test_every_hit_policy(process: Node, policy: str) -> None:
    """Each of the eleven hit policies picks and unites the same rules, and an empty table says the same."""
    fact, size = category("a"), number("n")
    sums = policy in ("C+", "C<", "C>", "C#")
    kind = Kind.NUMBER if sums else Kind.SEVERAL if policy in ("C", "R") else Kind.CATEGORY
    given_ = output("t.x", kind=kind)
    rows = (
        ["a | - || 0.1", "- | > 5 || 0.2", "b | <= 5 || 7"] if sums else ["a | - || y", "- | > 5 || x", "b | <= 5 || z"]
    )
    if policy == "U":
        rows = ["a | - || y", "not(a) | > 5 || x", "b | <= 5 || z"]
    if policy == "A":
        rows = ["a | - || x", "- | > 5 || x", "b | <= 5 || z"]
    patients_ = [{"a": one, "n": many} for one in ("a", "b", "c", "unknown") for many in (5, 5.5, None)]
    for text in ("\n".join(rows), ()):
        _compare(process, compiled([fact, size], [table("t", policy, [fact, size], [given_], text)]), patients_)


@pytest.mark.parametrize("policy", ["C", "R", "O"])
def test_a_rule_that_adds_nothing_new(process: Node, policy: str) -> None:
    """Whether a rule that may fire matters where its value is there already: only if the order of results means something."""
    fact, kind = category("a"), Kind.CATEGORY if policy == "O" else Kind.SEVERAL
    rows = "- || x\na || x\nb || x"
    _compare(
        process, compiled([fact], [table("t", policy, [fact], [output("t.x", kind=kind)], rows)]), [{}, {"a": "a"}]
    )


def test_what_could_matter_beside_the_best_rule(process: Node) -> None:
    """Beside a rule that is certain, rules of the same priority and of a higher one are looked at, lower ones are not."""
    one, other, third = category("a"), category("b"), category("c")
    rows = "- | - | - || y\na | - | - || x\n- | a | - || y\n- | - | a || z"
    program = compiled([one, other, third], [table("t", "P", [one, other, third], [output("t.x")], rows)])
    _compare(process, program, [{}, {"a": "a"}, {"a": "b"}])


def test_rules_that_cover_everyone_together(process: Node) -> None:
    """Rules that say the same and together meet every patient leave nothing open; one patient less does."""
    one, other = category("a"), category("b")
    for last, settled in (("not(a) | - || x", True), ("b, c | - || x", False)):
        rows = f"a | a || x\na | not(a) || x\n{last}"
        program = compiled([one, other], [table("t", "U", [one, other], [output("t.x")], rows)])
        assert evaluate(loaded(program), {}).settled == settled
        _compare(process, program, [{}, {"b": "a"}, {"a": "b"}])


def test_masks_too_wide_for_a_number(process: Node) -> None:
    """A column over twelve codes has 4097 atoms: its masks, its questions and what could matter come out the same."""
    codes = [f"c{place}" for place in range(12)]
    many, plain = several("many", codes), category("a")
    given_ = output("t.x", codes, Kind.SEVERAL)
    rows = "\n".join(f"{code} | - || {code}" for code in codes)
    first = table("t", "C", [many, plain], [given_], f"{rows}\n- | a || c3;c0")
    second = table("u", "F", [given_, many], [output("u.x")], "c3, c7 | not(c1) || x\nnot(c11) | - || y\n- | - || z")
    program = compiled([many, plain], [first, second])
    facts = [
        {"many": codes[::3], "a": "a"},
        {"many": ["c11"], "a": "b"},
        {"many": []},
        {"many": ["c1", "c7"]},
        {"a": "a"},
        {},
    ]
    _compare(process, program, facts)
    assert isinstance(data_of(program, "")["inputs"][0]["atoms"]["domain"], str)


@pytest.mark.parametrize("count", [29, 30, 31, 32])
def test_masks_at_the_edge_of_a_number(process: Node, count: int) -> None:
    """Masks of just as many bits as a number holds, and of one more, are told apart from none."""
    codes = [f"c{place}" for place in range(count)]
    fact = category("a", codes)
    program = compiled([fact], [table("t", "U", [fact], [output("t.x")], f"{codes[-1]} || x\nnot({codes[-1]}) || y")])
    _compare(process, program, [{"a": codes[-1]}, {"a": codes[0]}, {"a": codes[-2]}, {}])


def test_gaps_go_on_through_tables_and_summaries(process: Node) -> None:
    """Where a table has no answer, neither has what needs it; what a summary's other tables gave is still told."""
    fact, given_, more = category("a"), output("t.x"), output("v.x", kind=Kind.SEVERAL)
    high, everything, last = output("s.high"), output("s.all", kind=Kind.SEVERAL), output("u.x")
    decisions = [
        table("t", "U", [fact], [given_], "a || x"),
        table("v", "C", [fact], [more], "b || y"),
        summary("s", (high, "highest of", [given_]), (everything, "all of", [given_, more])),
        table("u", "F", [high], [last], "not(x) || y\n- || z"),
        table("w", "F", [everything], [output("w.x")], "y || y\n- || z"),
    ]
    _compare(process, compiled([fact], decisions), [{"a": one} for one in ("a", "b", "c", "unknown")])


def test_codes_that_look_like_numbers_or_names_of_the_language(process: Node) -> None:
    """Codes keep the order of their list and mean themselves, whatever they look like."""
    codes = ["10", "9", "constructor", "__proto__", "length"]
    fact = category("a", codes)
    given_ = output("t.x", codes)
    rows = "\n".join(f"{code} || {codes[-1 - place]}" for place, code in enumerate(codes))
    ranked = table("p", "P", [fact], [output("p.x", codes)], f"{rows}\n- || 9")
    decisions = [table("t", "F", [fact], [given_], rows), ranked]
    _compare(process, compiled([fact], decisions), [{"a": one} for one in [*codes, "unknown"]])


def test_no_text_ends_the_script(process: Node) -> None:
    """Whatever is written in a table, the script in a page does not end there, and reads it as it is."""
    text = '</script><!--<script>\u2028\u2029"\\`${x}&amp;'
    written = script_json({"a": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": text}
    fact = category("a", [text])
    from dataclasses import replace

    made = replace(table("t", "U", [fact], [output("t.x")], "- || x"), name=text, question=text)
    _compare(process, compiled([fact], [made]), [{"a": text}, {}])
