"""The code: one function a table, and one that calls them in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from b12dt.described import described_rule, described_union, outputs_of
from b12dt.emit.python.conditions import condition, condition_of_test, literal, prose
from b12dt.emit.python.shape import (
    grows_tree,
    has_gap,
    identifier,
    silent_decisions,
    table_domain,
    table_tree,
    write_union,
)
from b12dt.model import Decision, DecisionTable, HitPolicy, Kind, Output, Rule, Summary
from b12dt.policies import gathers, owes_an_answer, trials
from b12dt.program import Box, Program, Table
from b12dt.runtime.structure import Atoms
from b12dt.tree import Leaf, Tree

TYPES = {Kind.CATEGORY: "str", Kind.NUMBER: "float | None", Kind.SEVERAL: "tuple[str, ...]"}


def write_decision(program: Program, decision: DecisionTable, names: Mapping[str, str]) -> str:
    """Return a table's rules as constants, and the function that finds those that count."""
    table = program.tables[decision.key]
    rules = "\n".join(_rule(rule, names[rule.id], box) for rule, box in zip(decision.rules, table.boxes, strict=True))
    arguments = ", ".join(f"{identifier(one.path)}: {TYPES[one.kind]}" for one in decision.inputs)
    docstring = f'    """{prose(f"{decision.id} {decision.name} ({decision.hit_policy.value}, {decision.span.workbook}): {decision.question}")}"""'
    body = _tree_body(program, table, names) if grows_tree(decision) else _list_body(program, table, names)
    result = "tuple[Rule, ...]" if not grows_tree(decision) else "Rule | None" if has_gap(program, table) else "Rule"
    return "\n".join([rules, "", "", f"def decide_{decision.key}({arguments}) -> {result}:", docstring, *body])


def _rule(rule: Rule, name: str, box: Box) -> str:
    fields = [literal(field) for field in described_rule(rule, box)]
    return f"{name} = Rule(\n    " + ", ".join(fields[:4]) + ",\n    " + ", ".join(fields[4:]) + ",\n)"


def _note(rule: Rule) -> str:
    return prose(f"{rule.span.sheet} {rule.span.cells.split(':')[0]} · {' '.join(rule.statements)}")


def _tree_body(program: Program, table: Table, names: Mapping[str, str]) -> list[str]:
    decision = table.decision

    def write(tree: Tree, domain: tuple[int, ...], indent: str) -> list[str]:
        if isinstance(tree, Leaf):
            if tree.rule is None:
                return [f"{indent}return None  # no rule answers"]
            rule = decision.rules[tree.rule]
            note = _note(rule)
            return [f"{indent}return {names[rule.id]}  # {note}"]
        variable = decision.inputs[tree.column]
        atoms = program.atoms[variable.path]
        left = domain[tree.column]
        lines: list[str] = []
        branches = _in_order(tree.branches, atoms)
        for place, (mask, subtree) in enumerate(branches):
            inner = (*domain[: tree.column], mask, *domain[tree.column + 1 :])
            if place == len(branches) - 1:
                # The last group needs no question: every earlier branch has returned.
                lines += write(subtree, inner, indent)
            else:
                lines.append(f"{indent}if {condition(identifier(variable.path), mask, atoms, left)}:")
                lines += write(subtree, inner, indent + "    ")
                left &= ~mask
        return lines

    return write(table_tree(program, table), table_domain(program, decision), "    ")


def _in_order(branches: tuple[tuple[int, Tree], ...], atoms: Atoms) -> list[tuple[int, Tree]]:
    """Return the branches with the widest last, and, for a number, the unknown one first."""
    ordered = sorted(branches, key=lambda branch: branch[0].bit_count())
    if atoms.kind == "number":
        ordered.sort(key=lambda branch: not branch[0] & 1)
    return ordered


def _list_body(program: Program, table: Table, names: Mapping[str, str]) -> list[str]:
    decision = table.decision
    lines = [*_guard(program, table), "    met: tuple[Rule, ...] = ()"]
    groups = [[place for place in group if all(table.boxes[place])] for group in trials(decision)]
    for place, group in enumerate(groups):
        asked = [(_asked_by_rule(program, table, rule), _added(decision.rules[rule], names)) for rule in group]
        if _stops(decision) and place == len(groups) - 1 and len(group) == 1 and not has_gap(program, table):
            # Whoever met no rule so far meets this one: some rule answers everybody.
            asked = [((), asked[0][1])]
        lines += _nested(asked, "    ")
        if _stops(decision) and place < len(groups) - 1:
            lines += ["    if met:", "        return met"]
    return [*lines, "    return met"]


def _asked_by_rule(program: Program, table: Table, place: int) -> tuple[str, ...]:
    """Return the conditions of a rule's cells, one for each cell that asks something."""
    decision = table.decision
    asked = (
        condition_of_test(identifier(one.path), entry.test, mask, program.atoms[one.path])
        for one, entry, mask in zip(decision.inputs, decision.rules[place].inputs, table.boxes[place], strict=True)
    )
    return tuple(one for one in asked if one)


def _added(rule: Rule, names: Mapping[str, str]) -> str:
    return f"met += ({names[rule.id]},)  # {_note(rule)}"


def _nested(asked: Sequence[tuple[tuple[str, ...], str]], indent: str) -> list[str]:
    """Return rules with their conditions, in order; what neighbours all ask is asked once for them together."""
    lines: list[str] = []
    place = 0
    while place < len(asked):
        conditions, add = asked[place]
        shared, end = max(
            ((one, _run_of(asked, place, one)) for one in conditions), key=lambda one: one[1], default=("", 0)
        )
        if end - place > 1:
            inner = [(tuple(one for one in each if one != shared), line) for each, line in asked[place:end]]
            lines += [f"{indent}if {shared}:", *_nested(inner, indent + "    ")]
            place = end
            continue
        lines += [f"{indent}if {' and '.join(conditions)}:", f"{indent}    {add}"] if conditions else [f"{indent}{add}"]
        place += 1
    return lines


def _run_of(asked: Sequence[tuple[tuple[str, ...], str]], begin: int, shared: str) -> int:
    """Return where the run of neighbours that all ask the same ends."""
    return next((place for place in range(begin, len(asked)) if shared not in asked[place][0]), len(asked))


def _guard(program: Program, table: Table) -> list[str]:
    """Return the lines that leave early where one column rules every rule out; none where no column does.

    Of several such columns the one that leaves for most answers is asked.
    """
    best: tuple[int, str] | None = None
    for place, variable in enumerate(table.decision.inputs):
        atoms = program.atoms[variable.path]
        if variable.kind is Kind.SEVERAL:
            continue
        wanted = 0
        for box in table.boxes:
            wanted |= box[place]
        others = atoms.domain & ~wanted
        if others and (best is None or others.bit_count() > best[0]):
            best = (others.bit_count(), condition(identifier(variable.path), others, atoms, atoms.domain))
    return [f"    if {best[1]}:", "        return ()"] if best else []


def _stops(decision: DecisionTable) -> bool:
    """Tell whether the first group of rules that is met ends the search."""
    return owes_an_answer(decision) and decision.hit_policy is not HitPolicy.ANY


def write_decide(program: Program) -> str:
    """Return the function that makes every decision in order, handing results on to the tables that ask for them."""
    guideline = program.guideline
    asked = _asked(guideline.decisions)
    silent = silent_decisions(program)
    by_key = {decision.key: decision for decision in guideline.decisions}
    lines = [
        "def decide(facts: dict[str, Any]) -> tuple[tuple[Rule, ...] | None, ...]:",
        '    """Return, for each decision in the order of DECISIONS, the rules that fired; None where no rule answers.',
        "",
        "    `facts` are complete and checked: codes, tuples of codes, floats, None for an unknown number.",
        '    """',
    ]
    lines += [f'    {identifier(one.name)} = facts["{one.name}"]' for one in guideline.inputs if one.path in asked]
    for decision in guideline.decisions:
        needed = [one for one in outputs_of(decision) if one.path in asked]
        if isinstance(decision, Summary):
            lines += [f"    {identifier(one.path)} = {_united(decision, one, by_key, silent)}" for one in needed]
        else:
            lines += _call(decision, needed, by_key, silent)
    results = [_fired(decision, silent) for decision in guideline.decisions]
    return "\n".join([*lines, f"    return ({', '.join(results)},)"])


def _asked(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the paths that some table asks about, and those that a summary it asks about is made of."""
    tables = [decision for decision in decisions if isinstance(decision, DecisionTable)]
    asked = {one.path for decision in tables for one in decision.inputs}
    for decision in reversed(tuple(decisions)):
        if isinstance(decision, Summary):
            needed = [union for union in decision.unions if union.output.path in asked]
            asked |= {source.path for union in needed for source in union.sources}
    return frozenset(asked)


def _call(
    decision: DecisionTable, needed: Iterable[Output], decisions: Mapping[str, Decision], silent: frozenset[str]
) -> list[str]:
    call = f"decide_{decision.key}({', '.join(identifier(one.path) for one in decision.inputs)})"
    guards = _guards([one for one in decision.inputs if isinstance(one, Output)], decisions, silent)
    name = _fired_name(decision.key)
    tree = grows_tree(decision)
    if not tree and decision.key in silent and owes_an_answer(decision):
        call += " or None"
    if guards:
        call = f"({call}) if {' and '.join(f'{guard} is not None' for guard in guards)} else None"
    lines = [f"    {name} = {call}"]
    for output in needed:
        index = decision.outputs.index(output)
        how = gathers(decision, output)
        if how == "one":
            value = f"{name}.outputs[{index}]" if tree else f"{name}[0].outputs[{index}]"
        else:
            value = f"gathered({literal(how)}, {index}, {name})"
        # Where no rule answers, what needs the answer is not made either.
        lines.append(
            f"    {identifier(output.path)} = {value}"
            + (f" if {name} is not None else None" if decision.key in silent else "")
        )
    return lines


def _guards(columns: Iterable[Output], decisions: Mapping[str, Decision], silent: frozenset[str]) -> list[str]:
    """Return the names that are None where what a table needs has no answer: then it has none itself."""
    asked = [one for one in columns if one.decision in silent]
    names = (
        identifier(one.path) if isinstance(decisions[one.decision], Summary) else _fired_name(one.decision)
        for one in asked
    )
    return list(dict.fromkeys(names))


def _fired_name(key: str) -> str:
    return f"_{key}"


def _fired(decision: Decision, silent: frozenset[str]) -> str:
    if isinstance(decision, Summary):
        return "()"
    name = _fired_name(decision.key)
    if not grows_tree(decision):
        return name
    return f"({name},) if {name} is not None else None" if decision.key in silent else f"({name},)"


def _united(summary: Summary, output: Output, decisions: Mapping[str, Decision], silent: frozenset[str]) -> str:
    union = next(union for union in summary.unions if union.output is output)
    values = ", ".join(identifier(source.path) for source in union.sources)
    united = f"united({write_union(described_union(union))}, [{values}])"
    guards = _guards(union.sources, decisions, silent)
    return f"{united} if {' and '.join(f'{guard} is not None' for guard in guards)} else None" if guards else united
