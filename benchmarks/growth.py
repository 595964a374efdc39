"""How the proofs grow: tables, rules, columns, atoms, chains of tables; where they explode, and what b12dt says then.

python -m benchmarks.growth
python -m benchmarks.growth --z3 PYTHON     # next to z3: a Python that has z3-solver, in an environment of its own

Each line is the median of 3 runs in processes of their own, in time of the processor, given up after a minute. Tables are made up, with a seed:
*split* tables cut the space of patients in two again and again, so that every patient has one rule, are shuffled, and
lose one rule or none; *scattered* tables have rules that ask for two to four columns each, whatever the others ask. z3 gets the same
boxes in two forms, one-hot and integers, and the quicker one counts; its process is started before the clock is. z3 gives one patient without a rule, the diagram all of
them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
from collections.abc import Callable
from decimal import Decimal
from random import Random
from statistics import median
from time import process_time
from typing import Any

from b12dt.boxes import left_of
from b12dt.model import Anything, DecisionTable, Guideline, Interval, OneOf, Output, Rule, UnaryTest, Variable, Within
from b12dt.program import Box, compile_guideline, tables_of
from b12dt.prove import prove
from b12dt.prove.graph import Graph
from tests.support.models import category, guideline, number, output, rule, table

CODES = "abc"
ATOMS = len(CODES) + 1
RUNS, MOST_SECONDS = 3, 60.0

Z3 = """
import json, sys, time
import z3
def one_hot(sizes):
    columns = [[z3.Bool(f"x{c}_{a}") for a in range(size)] for c, size in enumerate(sizes)]
    domain = [z3.PbEq([(a, 1) for a in column], 1) for column in columns]
    return domain, lambda c, mask: z3.Or([a for i, a in enumerate(columns[c]) if mask >> i & 1])
def integers(sizes):
    columns = [z3.Int(f"x{c}") for c in range(len(sizes))]
    domain = [z3.And(column >= 0, column < size) for column, size in zip(columns, sizes)]
    return domain, lambda c, mask: z3.Or([columns[c] == i for i in range(sizes[c]) if mask >> i & 1])
def gap(sizes, boxes, form):
    domain, within = form(sizes)
    solver = z3.Solver(); solver.add(domain)
    for box in boxes:
        solver.add(z3.Not(z3.And([within(c, m) for c, m in enumerate(box) if m != (1 << sizes[c]) - 1])))
    return str(solver.check())
def overlaps(sizes, boxes, form):
    domain, within = form(sizes)
    solver = z3.Solver(); solver.add(domain)
    meets = [z3.And([within(c, m) for c, m in enumerate(box) if m != (1 << sizes[c]) - 1]) for box in boxes]
    for i in range(len(meets)):
        for j in range(i):
            solver.push(); solver.add(meets[i], meets[j]); solver.check(); solver.pop()
    return "done"
for line in sys.stdin:
    sizes, boxes = json.loads(line)
    told = {}
    for name, question in (("gap", gap), ("overlaps", overlaps)):
        for form in (one_hot, integers):
            if name == "overlaps" and len(boxes) > 100: continue
            begun = time.process_time(); answer = question(sizes, boxes, form); took = time.process_time() - begun
            told[name] = min(told.get(name, (1e9, "")), (took, answer))
    print(json.dumps(told), flush=True)
"""

Measure = dict[str, Any]


def main() -> None:
    """Print one table a way of growing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--z3", default="", help="a Python that has z3-solver")
    peer = parser.parse_args().z3
    print("### One table\n")
    print(
        "| table | inputs | rules | gap by boxes, ms | boxes left | gap by diagram, ms | nodes | overlaps, ms |", end=""
    )
    print(" z3 gap, times the diagram | z3 overlaps, times |" if peer else "")
    print("|---" * (10 if peer else 8) + "|")
    for name, maker in (("split", split), ("split, none lost", whole), ("scattered", scattered)):
        for inputs in (4, 8, 12):
            for rules in (50, 100, 200):
                one_table(name, maker, inputs, rules, peer)
    print("\n### Chains of tables\n")
    print(
        "| each table asks the one before and | tables | facts | build, ms | prove, ms | nodes |\n|---|---|---|---|---|---|"
    )
    for words, facts in (("two facts of its own", None), ("two of 12 facts", 12)):
        for tables in (10, 20, 50, 100, 200):
            chain(words, tables, facts)
    print("\n### Rules and atoms\n")
    print("| one number, as many thresholds as rules | check of the table, ms | nodes |\n|---|---|---|")
    for rules in (50, 100, 200, 400, 800):
        told = _alone(_proved, thresholds(rules))
        print(f"| {rules} | {_ms(told, 'prove')} | {_shown(told, 'nodes')} |", flush=True)
    print("\n### Where it explodes\n")
    print(
        "| layers of tables that ask 4 things at random | facts | tables | seconds | nodes | what is said |\n|---|---|---|---|---|---|"
    )
    for facts in (6, 8, 10, 12, 14, 16, 20, 24):
        explosion(facts)


def one_table(name: str, maker: Callable[[Random, int, int], list[Box]], inputs: int, rules: int, peer: str) -> None:
    """Measure the gap and overlap analysis of one table, next to z3 if there is one."""
    boxes = maker(Random(f"{name}{inputs}{rules}"), inputs, rules)
    by_boxes = _alone(_left, boxes)
    made = of_boxes(boxes, "F" if name == "scattered" else "U")
    by_diagram = _alone(_graph_gap, made)
    pairs = _alone(_conflicts, made)
    line = [name, inputs, len(boxes), _ms(by_boxes, "left"), _shown(by_boxes, "boxes"), _ms(by_diagram, "gap")]
    line += [_shown(by_diagram, "nodes"), _ms(pairs, "conflicts") if name != "scattered" else "-"]
    if peer:
        told = _z3(peer, boxes)
        line.append(_times(told.get("gap"), by_diagram.get("gap")))
        line.append(_times(told.get("overlaps"), pairs.get("conflicts")) if name != "scattered" else "-")
        gap = told.get("gap", (0, ""))[1]
        assert not gap or "boxes" not in by_boxes or (gap == "sat") == bool(by_boxes["boxes"]), "z3 answers otherwise"
    print("| " + " | ".join(str(one) for one in line) + " |", flush=True)


def split(random: Random, inputs: int, rules: int) -> list[Box]:
    """Return boxes that share no patient and leave one of theirs out."""
    whole = (1 << ATOMS) - 1
    boxes: list[Box] = [(whole,) * inputs]
    while len(boxes) < rules + 1:
        box = boxes.pop(random.randrange(len(boxes)))
        open_columns = [place for place, mask in enumerate(box) if mask.bit_count() > 1]
        if not open_columns:
            boxes.append(box)
            continue
        place = random.choice(open_columns)
        atoms = [1 << atom for atom in range(ATOMS) if box[place] >> atom & 1]
        taken = sum(random.sample(atoms, random.randrange(1, len(atoms))))
        boxes += [(*box[:place], mask, *box[place + 1 :]) for mask in (taken, box[place] & ~taken)]
    boxes.pop(random.randrange(len(boxes)))
    random.shuffle(boxes)
    return boxes


def whole(random: Random, inputs: int, rules: int) -> list[Box]:
    """Return boxes that share no patient and leave nobody out."""
    boxes = split(random, inputs, rules - 1)
    return boxes + left_of(((1 << ATOMS) - 1,) * inputs, sorted(boxes, reverse=True))


def scattered(random: Random, inputs: int, rules: int) -> list[Box]:
    """Return boxes that ask for two to four columns each."""
    whole = (1 << ATOMS) - 1
    boxes: list[Box] = []
    for _ in range(rules):
        asked = random.sample(range(inputs), random.randrange(2, 5))
        boxes.append(tuple(random.randrange(1, whole) if place in asked else whole for place in range(inputs)))
    return boxes


def of_boxes(boxes: list[Box], policy: str) -> Guideline:
    """Return a guideline of one table with these boxes."""
    facts = [category(f"i{place}", CODES) for place in range(len(boxes[0]))]
    result = output("t.o")
    rules = [
        rule(f"r{place}", [_test(mask) for mask in box], [random_code(place)], ["?"] * len(box))
        for place, box in enumerate(boxes)
    ]
    return guideline(facts, [table("t", policy, facts, [result], rules)])


def random_code(place: int) -> str:
    """Return one of the results, in turn."""
    return "xyz"[place % 3]


def _test(mask: int) -> UnaryTest:
    if mask == (1 << ATOMS) - 1:
        return Anything()
    return OneOf(codes=tuple("unknown" if not atom else CODES[atom - 1] for atom in range(ATOMS) if mask >> atom & 1))


def _left(boxes: list[Box]) -> Measure:
    """Return how long one box subtracted from the others takes, and how many regions are left."""
    begun = process_time()
    left = left_of(((1 << ATOMS) - 1,) * len(boxes[0]), boxes)
    return {"left": process_time() - begun, "boxes": len(left)}


def _graph_gap(made: Guideline) -> Measure:
    begun = process_time()
    graph = Graph(made)
    _ = [graph.unanswered[key] == graph.space.false for key in graph.unanswered]
    return {"gap": process_time() - begun, "nodes": len(graph.space)}


def _conflicts(made: Guideline) -> Measure:
    begun = process_time()
    compile_guideline(made)
    return {"conflicts": process_time() - begun}


def _proved(made: Guideline) -> Measure:
    begun = process_time()
    graph = Graph(made)
    built = process_time()
    nodes = len(graph.space)
    found = prove(graph)
    unproved = [one.read or "" for one in found if one.code == "DT429"]
    return {"build": built - begun, "prove": process_time() - begun, "nodes": nodes, "unproved": unproved}


def chain(words: str, tables: int, shared: int | None) -> None:
    """Measure a chain of tables."""
    random = Random(f"{words}{tables}")
    facts = [category(f"i{place}", CODES) for place in range(shared or 2 * tables)]
    before: list[Output] = []
    made: list[DecisionTable] = []
    for place in range(tables):
        own = random.sample(facts, 2) if shared else facts[2 * place : 2 * place + 2]
        made.append(_random_table(random, f"t{place:03}", [*before, *own]))
        before = [made[-1].outputs[0]]
    told = _alone(_proved, guideline(facts, made))
    line = (words, tables, len(facts), _ms(told, "build"), _ms(told, "prove"), _shown(told, "nodes"))
    print("| " + " | ".join(str(one) for one in line) + " |", flush=True)


def _random_table(random: Random, key: str, columns: list[Variable]) -> DecisionTable:
    """Return a table without gaps: some rules on any values, and one for all others."""
    result = output(f"{key}.o", CODES)
    rules: list[Rule] = [
        rule(f"{key}_{place}", [_any_of(random, one) for one in columns], [random.choice(CODES)], ["?"] * len(columns))
        for place in range(8)
    ]
    rules.append(rule(f"{key}_rest", [Anything()] * len(columns), [random.choice(CODES)], ["-"] * len(columns)))
    return table(key, "F", columns, [result], rules)


def _any_of(random: Random, column: Variable) -> UnaryTest:
    words = [*CODES] if isinstance(column, Output) else [*CODES, "unknown"]
    if random.random() < 0.3:
        return Anything()
    return OneOf(codes=tuple(random.sample(words, random.randrange(1, len(words)))))


def thresholds(rules: int) -> Guideline:
    """Return a table on one number: a rule for each stretch between neighbouring thresholds, and one for unknown."""
    fact = number("n", "0", str(rules))
    bounds = range(rules - 1)
    tests = [
        Within(
            intervals=(
                Interval(low=Decimal(one), low_closed=True, high=Decimal(one + 1), high_closed=one == rules - 2),
            )
        )
        for one in bounds
    ]
    tests.append(Within(intervals=(Interval(low=Decimal(rules - 1), low_closed=False),), unknown=True))
    result = output("t.o")
    made = [rule(f"r{place}", [test], [random_code(place)], ["?"]) for place, test in enumerate(tests)]
    return guideline([fact], [table("t", "U", [fact], [result], made)])


def explosion(width: int) -> None:
    """Measure tables in three layers, each asking four things of the layer before at random."""
    random = Random(f"explosion{width}")
    facts: list[Variable] = [category(f"i{place:02}", CODES) for place in range(width)]
    layer, made = facts, list[DecisionTable]()
    for depth in range(3):
        tables = [_random_table(random, f"t{depth}_{place:02}", random.sample(layer, 4)) for place in range(width)]
        made += tables
        layer = [one.outputs[0] for one in tables]
    given = guideline(facts, made)  # type: ignore[arg-type]
    told = _alone(_proved, given, runs=1, seconds=180.0)
    names = told.get("unproved")
    said = "nothing: given up after 180 s" if names is None else "all proved" if not names else _named(names, given)
    took = f"{told['prove']:.2f}" if "prove" in told else "> 180"
    print(f"| 3 | {width} | {len(made)} | {took} | {_shown(told, 'nodes')} | {said} |", flush=True)


def _named(names: list[str], given: Guideline) -> str:
    return f"DT429 for {len(names)} of {len(tables_of(given))} tables, from {names[0]} on"


def _alone(way: Callable[..., Measure], *arguments: Any, runs: int = RUNS, seconds: float = MOST_SECONDS) -> Measure:
    """Run a measurement in processes of its own; return the medians, nothing if it takes too long."""
    told: list[Measure] = []
    for _ in range(runs):
        with multiprocessing.get_context("fork").Pool(1) as pool:
            try:
                told.append(pool.apply_async(way, arguments).get(seconds))
            except multiprocessing.TimeoutError:
                return {}
    return {
        key: median(one[key] for one in told) if isinstance(value, int | float) else value
        for key, value in told[0].items()
    }


def _z3(python: str, boxes: list[Box]) -> dict[str, tuple[float, str]]:
    line = json.dumps([[ATOMS] * len(boxes[0]), boxes])
    try:
        done = subprocess.run(
            [python, "-c", Z3], input=line, capture_output=True, text=True, timeout=MOST_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        return {}
    return {name: (took, answer) for name, (took, answer) in json.loads(done.stdout).items()}


def _ms(told: Measure, key: str) -> str:
    return f"{told[key] * 1e3:.1f}" if key in told else f"> {MOST_SECONDS * 1e3:.0f}"


def _shown(told: Measure, key: str) -> str:
    return f"{told[key]:,.0f}" if key in told else "-"


def _times(theirs: tuple[float, str] | None, ours: Any) -> str:
    if theirs is None or ours is None:
        return "-"
    return f"{theirs[0] / ours:.2g}" if theirs[0] < 10 * ours else f"{theirs[0] / ours:.0f}"


if __name__ == "__main__":
    main()
