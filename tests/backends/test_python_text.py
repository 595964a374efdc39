"""The compiled Python as a text: what it says whatever the names, and that the one which ships is not stale."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

import b12dt
from b12dt.emit.python import write_python
from b12dt.guideline import Guideline, load
from b12dt.loading import loaded
from b12dt.model import HitPolicy, Kind
from b12dt.program import compile_guideline
from b12dt.runtime.advice import evaluate
from tests.support.models import as_facts, asked_of, category, compiled, number, output, points, several, summary, table

NAMES = (
    "facts",
    "met",
    "gathered",
    "united",
    "fired_t",
    "decide",
    "decide_t",
    "rule",
    "any",
    "tuple",
    "type",
    "match",
    "float",
)


def test_names_do_not_collide_in_the_code() -> None:
    """Inputs and decisions may be called like names of Python or of the generated code."""
    facts = [category(name) for name in NAMES]
    first = table("t", "U", facts[:1], [output("t.x")], "a || x\nnot(a) || y")
    others = [
        table(f"d_{one.name}", "P", [one, first.outputs[0]], [output(f"d_{one.name}.x")], "a | - || x\n- | - || y")
        for one in facts
    ]
    last = table(
        "facts", "C", [first.outputs[0], facts[8]], [output("facts.met", kind=Kind.SEVERAL)], "x | a || x\ny | b || y;z"
    )
    united = summary("gathered", (output("gathered.x", kind=Kind.SEVERAL), "all of", [last.outputs[0]]))
    asking = table("united", "F", [united.unions[0].output, facts[0]], [output("united.x")], "x | - || x\n- | - || y")
    model = compiled(facts, [first, *others, last, united, asking])
    advice = evaluate(loaded(model), {"facts": "a", "any": "a", "met": "a"})
    assert (advice["t.x"], advice["facts.met"], advice["gathered.x"], advice["united.x"]) == ("x", ["x"], ["x"], "x")
    assert {one.name for one in facts if advice[f"d_{one.name}.x"] == "x"} == {"facts", "any", "met"}


@pytest.mark.parametrize("text", ['"""', "\\", "\\N{x}", '"', "a\nb", '"""\nraise SystemExit\n"""', "'''", "{x}", "#"])
@pytest.mark.parametrize("field", ["name", "id", "question"])
def test_no_text_of_a_table_becomes_code(text: str, field: str) -> None:
    """Whatever stands in a decision's ID, name or question, the generated module runs and decides."""
    from dataclasses import replace

    fact = category("a")
    made = replace(table("t", "U", [fact], [output("t.x")], "- || x"), **{field: text})
    assert evaluate(loaded(compiled([fact], [made])), {})["t.x"] == "x"


@pytest.mark.parametrize("text", ['"""', "\\", "\\N{x}", 'ends in "', "a\nb", '"""\nraise SystemExit\n"""'])
def test_no_title_becomes_code(text: str) -> None:
    """Whatever the title and the version of a guideline are, the generated module runs and states them."""
    from dataclasses import replace

    from tests.support.models import guideline as made_of

    fact = category("a")
    model = made_of([fact], [table("t", "U", [fact], [output("t.x")], "- || x")])
    program, _ = compile_guideline(replace(model, about=(("Title", text), ("Version", text))))
    assert program is not None
    advice = evaluate(loaded(program), {})
    assert (advice["t.x"], advice.guideline["title"], advice.guideline["version"]) == ("x", text, text)


@pytest.mark.parametrize("where", ["workbook", "sheet"])
@pytest.mark.parametrize("text", ["a\nraise SystemExit", "a\rraise SystemExit", '"""', "\\x"])
def test_no_place_becomes_code(text: str, where: str) -> None:
    """Whatever a workbook or a sheet is called, the generated module runs and decides."""
    from dataclasses import replace

    from tests.support.models import NOWHERE

    fact = category("a")
    place = replace(NOWHERE, **{where: text})
    for policy in ("U", "C"):
        made = table("t", policy, [fact], [output("t.x", kind=Kind.SEVERAL)], "- || x")
        made = replace(made, span=place, rules=tuple(replace(one, span=place) for one in made.rules))
        assert evaluate(loaded(compiled([fact], [made])), {})["t.x"] == ["x"]


@pytest.mark.parametrize("policy", [policy.value for policy in HitPolicy])
@pytest.mark.parametrize("maker", [category, several, number])
def test_a_table_without_rules_answers_nothing(policy: str, maker: Any) -> None:
    """A table of which all rules are retired never answers, and breaks nothing."""
    fact = maker("a")
    kind = Kind.NUMBER if policy in ("C+", "C<", "C>", "C#") else Kind.SEVERAL if policy in "CR" else Kind.CATEGORY
    advice = evaluate(loaded(compiled([fact], [table("t", policy, [fact], [output("t.x", kind=kind)], [])])), {})
    assert advice.decisions["t"].rules == ()


def test_compiled_module_is_not_stale(guideline: Guideline) -> None:
    """`b12dt/compiled.py` is what `tables/` compile to now; if not, run `b12dt compile`."""
    assert guideline.program is not None
    shipped = Path(b12dt.__file__).with_name("compiled.py").read_text(encoding="utf-8")
    assert shipped == write_python(guideline.program)


def test_written_module_is_the_same_each_time(guideline: Guideline) -> None:
    """The same workbooks give the same text, so that a difference in it is a difference in them."""
    assert guideline.program is not None
    again = load(Path(__file__).parent.parent.parent / "tables")
    assert again.program is not None
    assert write_python(again.program) == write_python(guideline.program)


def test_shipped_and_loaded_guideline_advise_alike(guideline: Guideline) -> None:
    """`b12dt.evaluate` and `load("tables").evaluate` give the same, down to questions and notices."""
    assert guideline.program is not None
    sample = random.Random(3)
    model = guideline.program.guideline
    for _ in range(25):
        chosen = sample.sample(list(model.inputs), 8)
        facts = as_facts({one.name: sample.choice(points(one, asked_of(one, model.decisions))) for one in chosen})
        shipped, now = b12dt.evaluate(**facts).to_dict(), guideline.evaluate(facts).to_dict()
        shipped.pop("guideline")
        now.pop("guideline")
        assert shipped == now
