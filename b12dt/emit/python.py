"""The program as one Python module: standard library only, typed, each rule with its cell and its statements.

A table whose rules exclude one another, or of which the first counts, becomes a decision tree; one of which several
rules count becomes a list of conditions. Beside the code stand the data that explain it: the dictionary, the rules
with their masks, the statements. No text of a cell is ever run: what is written are names that were checked, numbers,
and strings in quotes.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from importlib.resources import files

from b12dt.atoms import sample_of, size
from b12dt.diagnostics import Span
from b12dt.emit.conditions import condition, condition_of_test, literal
from b12dt.emit.tree import Leaf, Tree, decision_tree
from b12dt.model import (
    UNKNOWN,
    Decision,
    DecisionTable,
    HitPolicy,
    Input,
    Kind,
    Output,
    OutputValue,
    Rule,
    Summary,
    Takes,
)
from b12dt.program import Program, Table
from b12dt.resolve.order import requirements
from b12dt.runtime.structure import Atoms

SINGLE = (HitPolicy.UNIQUE, HitPolicy.FIRST)
RANKED = (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)
GATHERS = {
    HitPolicy.UNIQUE: "one",
    HitPolicy.ANY: "one",
    HitPolicy.PRIORITY: "one",
    HitPolicy.FIRST: "one",
    HitPolicy.SUM: "sum",
    HitPolicy.LEAST: "least",
    HitPolicy.GREATEST: "greatest",
    HitPolicy.COUNT: "count",
}
TYPES = {Kind.CATEGORY: "str", Kind.NUMBER: "float | None", Kind.SEVERAL: "tuple[str, ...]"}


def write_python(program: Program) -> str:
    """Return the source of the module."""
    names = rule_names(program)
    about = dict(program.guideline.about)
    parts = [
        _head(program, about),
        _structure(),
        _facts(program.guideline.inputs),
        *(
            _decision(program, decision, names)
            for decision in program.guideline.decisions
            if isinstance(decision, DecisionTable)
        ),
        _decide(program),
        _data(program, names),
    ]
    return "\n\n".join(part.strip("\n") + "\n" for part in parts)


def rule_names(program: Program) -> dict[str, str]:
    """Return for each rule ID the name of its constant."""
    names: dict[str, str] = {}
    taken = set(keyword.kwlist)
    for table in program.tables.values():
        for rule in table.decision.rules:
            name = "RULE_" + re.sub(r"\W", "_", rule.id, flags=re.ASCII)
            while name in taken:
                name += "_"
            taken.add(name)
            names[rule.id] = name
    return names


def _variable(path: str) -> str:
    return path.replace(".", "__") + ("_" if keyword.iskeyword(path) else "")


def _head(program: Program, about: Mapping[str, str]) -> str:
    title = about.get("Title", "Guideline")
    text = (
        f'"""{title}, version {about.get("Version", "unknown")}. Written by `b12dt compile` from the workbooks: do not edit.\n\n'
        "Research and teaching only; not validated for clinical use. Wrong advice harms somebody.\n"
        '"""'
    ).replace("\\", "/")
    return "\n".join(
        [
            text,
            "",
            "from typing import Any, Literal, NamedTuple, TypedDict, cast",
            "",
            f"TITLE = {literal(title)}",
            f"VERSION = {literal(about.get('Version', ''))}",
            f"SHA256 = {literal(program.guideline.sha256)}",
            f"ABOUT = {{{', '.join(f'{literal(key)}: {literal(value)}' for key, value in about.items())}}}",
        ]
    )


def _structure() -> str:
    """Return the definitions that the module shares with the runtime, without their docstring and import."""
    text = (files("b12dt.runtime") / "structure.py").read_text(encoding="utf-8")
    return text[text.index("Kind = ") :]


def _facts(inputs: Iterable[Input]) -> str:
    lines = [
        "class Facts(TypedDict, total=False):",
        '    """The facts about one patient; one that is left out takes its default."""',
        "",
    ]
    for one in inputs:
        codes = [value.code for value in one.values.values] if one.values else []
        if one.may_be_unknown and UNKNOWN not in codes:
            codes.append(UNKNOWN)
        words = f"Literal[{', '.join(literal(code) for code in codes)}]"
        kind = {Kind.CATEGORY: words, Kind.SEVERAL: f"list[{words}] | tuple[{words}, ...]"}.get(
            one.kind, 'float | Literal["unknown"]'
        )
        lines.append(f"    {one.name}: {kind}")
    return "\n".join(lines)


def _rule(rule: Rule, name: str, boxes: tuple[int, ...]) -> str:
    fields = [
        literal(rule.id),
        literal(_place(rule)),
        literal(tuple(entry.text or "-" for entry in rule.inputs)),
        literal(tuple(_result(entry.value) for entry in rule.outputs)),
        literal(rule.statements),
        literal(rule.basis.value),
        literal(rule.interpretations),
        literal(rule.guidance or rule.annotation),
        literal(boxes),
    ]
    return f"{name} = Rule(\n    " + ", ".join(fields[:4]) + ",\n    " + ", ".join(fields[4:]) + ",\n)"


def _place(rule: Rule) -> str:
    """Return where a rule stands: the first cell of its row, which holds its ID."""
    span = rule.span
    return str(Span(workbook=span.workbook, sheet=span.sheet, cells=span.cells.split(":")[0]))


def _note(rule: Rule) -> str:
    return f"{rule.span.sheet} {rule.span.cells.split(':')[0]} · {' '.join(rule.statements)}"


def _result(value: OutputValue) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _decision(program: Program, decision: DecisionTable, names: Mapping[str, str]) -> str:
    table = program.tables[decision.key]
    rules = "\n".join(_rule(rule, names[rule.id], box) for rule, box in zip(decision.rules, table.boxes, strict=True))
    arguments = ", ".join(f"{_variable(one.path)}: {TYPES[one.kind]}" for one in decision.inputs)
    question = decision.question.replace("\\", "/").replace('"', "'")
    docstring = (
        f'    """{decision.id} {decision.name} ({decision.hit_policy.value}, {decision.span.workbook}): {question}"""'
    )
    body = _tree_body(program, table, names) if _grows_tree(decision) else _list_body(program, table, names)
    result = "Rule | None" if _grows_tree(decision) else "tuple[Rule, ...]"
    return "\n".join([rules, "", "", f"def decide_{decision.key}({arguments}) -> {result}:", docstring, *body])


def _grows_tree(decision: DecisionTable) -> bool:
    """Tell whether one rule counts and no column holds several values: only then is a tree plain to read."""
    return decision.hit_policy in SINGLE and all(one.kind is not Kind.SEVERAL for one in decision.inputs)


def _domain(program: Program, decision: DecisionTable) -> tuple[int, ...]:
    return tuple(program.atoms[one.path].domain for one in decision.inputs)


def _tree(program: Program, table: Table) -> Tree:
    return decision_tree(table.boxes, _domain(program, table.decision))


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
                lines.append(f"{indent}if {condition(_variable(variable.path), mask, atoms, left)}:")
                lines += write(subtree, inner, indent + "    ")
                left &= ~mask
        return lines

    return write(_tree(program, table), _domain(program, decision), "    ")


def _in_order(branches: tuple[tuple[int, Tree], ...], atoms: Atoms) -> list[tuple[int, Tree]]:
    """Return the branches with the widest last, and, for a number, the unknown one first."""
    ordered = sorted(branches, key=lambda branch: branch[0].bit_count())
    if atoms.kind == "number":
        ordered.sort(key=lambda branch: not branch[0] & 1)
    return ordered


def _list_body(program: Program, table: Table, names: Mapping[str, str]) -> list[str]:
    decision = table.decision
    lines = ["    met: tuple[Rule, ...] = ()"]
    for group in _groups(decision):
        for place in group:
            rule, box = decision.rules[place], table.boxes[place]
            if not all(box):
                continue
            asked = [
                condition_of_test(_variable(one.path), entry.test, mask, program.atoms[one.path])
                for one, entry, mask in zip(decision.inputs, rule.inputs, box, strict=True)
            ]
            conditions = [one for one in asked if one]
            note = _note(rule)
            add = f"met += ({names[rule.id]},)  # {note}"
            lines += [f"    if {' and '.join(conditions)}:", f"        {add}"] if conditions else [f"    {add}"]
        if _stops(decision):
            lines += ["    if met:", "        return met"]
    if _stops(decision):
        return [*lines[:-2], "    return met"]
    return [*lines, "    return met"]


def _stops(decision: DecisionTable) -> bool:
    """Tell whether the first group of rules that is met ends the search."""
    return decision.hit_policy in (*SINGLE, HitPolicy.PRIORITY)


def _groups(decision: DecisionTable) -> list[list[int]]:
    """Return the places of the rules in the order in which they are tried, together where they count together."""
    places = list(range(len(decision.rules)))
    if decision.hit_policy in SINGLE:
        return [[place] for place in places]
    if decision.hit_policy not in RANKED:
        return [places]
    groups: dict[tuple[int, ...], list[int]] = {}
    for place in places:
        groups.setdefault(rank(decision.rules[place], decision.outputs), []).append(place)
    return [groups[key] for key in sorted(groups)]


def rank(rule: Rule, outputs: tuple[Output, ...]) -> tuple[int, ...]:
    """Return a rule's priority: the places of its results in their value lists, the first output first."""
    return tuple(
        [value.code for value in output.values.values].index(str(entry.value)) if output.values else 0
        for output, entry in zip(outputs, rule.outputs, strict=True)
    )


def _has_gap(program: Program, table: Table) -> bool:
    """Tell whether some combination of the table's own columns meets no rule of a table that owes an answer."""
    if GATHERS.get(table.decision.hit_policy, "all") != "one":
        return False
    return _reaches_nothing(_tree(program, table))


def _reaches_nothing(tree: Tree) -> bool:
    if isinstance(tree, Leaf):
        return tree.rule is None
    return any(_reaches_nothing(branch) for _, branch in tree.branches)


def silent_decisions(program: Program) -> frozenset[str]:
    """Return the keys of the decisions that may have no answer: by a gap of their own, or of one they need."""
    silent: set[str] = set()
    for decision in program.guideline.decisions:
        needs = set(requirements(decision)) & silent
        if isinstance(decision, DecisionTable) and (needs or _has_gap(program, program.tables[decision.key])):
            silent.add(decision.key)
    return frozenset(silent)


def _decide(program: Program) -> str:
    guideline = program.guideline
    asked = _asked(guideline.decisions)
    silent = silent_decisions(program)
    lines = [
        "def decide(facts: dict[str, Any]) -> tuple[tuple[Rule, ...] | None, ...]:",
        '    """Return, for each decision in the order of DECISIONS, the rules that fired; None where no rule answers.',
        "",
        "    `facts` are complete and checked: codes, tuples of codes, floats, None for an unknown number.",
        '    """',
    ]
    lines += [f'    {_variable(one.name)} = facts["{one.name}"]' for one in guideline.inputs if one.path in asked]
    for decision in guideline.decisions:
        needed = [one for one in _outputs(decision) if one.path in asked]
        if isinstance(decision, Summary):
            lines += [f"    {_variable(one.path)} = {_united(decision, one)}" for one in needed]
        else:
            lines += _call(decision, needed, silent)
    results = [_fired(decision) for decision in guideline.decisions]
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


def _outputs(decision: Decision) -> tuple[Output, ...]:
    if isinstance(decision, DecisionTable):
        return decision.outputs
    return tuple(union.output for union in decision.unions)


def _call(decision: DecisionTable, needed: Iterable[Output], silent: frozenset[str]) -> list[str]:
    call = f"decide_{decision.key}({', '.join(_variable(one.path) for one in decision.inputs)})"
    guards = [_fired_name(need) for need in requirements(decision) if need in silent]
    name = _fired_name(decision.key)
    tree = _grows_tree(decision)
    if not tree and GATHERS.get(decision.hit_policy, "all") == "one":
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
            f"    {_variable(output.path)} = {value}"
            + (f" if {name} is not None else None" if decision.key in silent else "")
        )
    return lines


def _fired_name(key: str) -> str:
    return f"fired_{key}"


def _fired(decision: Decision) -> str:
    if isinstance(decision, Summary):
        return "()"
    name = _fired_name(decision.key)
    return f"({name},) if {name} is not None else None" if _grows_tree(decision) else name


def gathers(decision: DecisionTable, output: Output) -> str:
    """Return how the rules that fire make an output; see the runtime's `Output`."""
    how = GATHERS.get(decision.hit_policy, "all")
    return "each" if how == "all" and output.kind is Kind.NUMBER else how


def _united(summary: Summary, output: Output) -> str:
    union = next(union for union in summary.unions if union.output is output)
    values = ", ".join(_variable(source.path) for source in union.sources)
    order = tuple(value.code for value in output.values.values) if output.values else ()
    takes = Takes.ALL.value if union.takes is Takes.ALL else Takes.HIGHEST.value
    return f"united({literal(takes)}, [{values}], {literal(order)})"


def _data(program: Program, names: Mapping[str, str]) -> str:
    guideline = program.guideline
    lists = [
        f"    {literal(one.name)}: {{\n"
        + "".join(
            f"        {literal(value.code)}: Value({literal(value.label)}, {literal(value.sentence)}, {literal(value.severity)}, {value.quiet}),\n"
            for value in one.values
        )
        + "    },\n"
        for one in guideline.value_lists
    ]
    statements = [
        f"    {literal(one.id)}: Statement({literal(one.text)}, {literal(one.section)}, {one.line}, {literal(one.citations)}),\n"
        for one in guideline.statements
    ]
    interpretations = [f"    {literal(one.id)}: {literal(one.shown)},\n" for one in guideline.interpretations]
    return "\n\n".join(
        [
            "INPUTS = {\n"
            + "".join(f"    {literal(one.name)}: {_input(program, one)},\n" for one in guideline.inputs)
            + "}",
            "DECISIONS = {\n"
            + "".join(f"    {literal(one.key)}: {_described(program, one, names)},\n" for one in guideline.decisions)
            + "}",
            "VALUES = {\n" + "".join(lists) + "}",
            "REGIMENS = {\n" + "".join(_regimens(program)) + "}",
            "STATEMENTS = {\n" + "".join(statements) + "}",
            "INTERPRETATIONS = {\n" + "".join(interpretations) + "}",
        ]
    )


def _atoms(atoms: Atoms) -> str:
    return f"Atoms({literal(atoms.kind)}, {literal(atoms.codes)}, {literal(atoms.cuts)}, {atoms.domain})"


def _input(program: Program, one: Input) -> str:
    atoms = program.atoms[one.path]
    codes = tuple(value.code for value in one.values.values) if one.values else ()
    default = one.default
    if one.default == UNKNOWN:
        default = {Kind.NUMBER: None, Kind.SEVERAL: (UNKNOWN,)}.get(one.kind, UNKNOWN)
    if one.kind is Kind.CATEGORY and one.may_be_unknown and UNKNOWN not in codes:
        codes = (*codes, UNKNOWN)
    samples = tuple(sample_of(atom, atoms, one) for atom in range(1, size(atoms)) if atoms.domain >> atom & 1)
    fields = [
        one.name, one.label, one.section, one.question, one.kind.value, one.unit, one.ucum,
        None if one.lowest is None else float(one.lowest), None if one.highest is None else float(one.highest),
        codes, one.values.name if one.values else "", one.may_be_unknown, default, one.meaning, samples,
    ]  # fmt: skip
    return f"Input(\n        {', '.join(literal(field) for field in fields)},\n        {_atoms(atoms)},\n    )"


def _described(program: Program, decision: Decision, names: Mapping[str, str]) -> str:
    outputs = "".join(_output(program, decision, output) for output in _outputs(decision))
    if isinstance(decision, DecisionTable):
        policy = decision.hit_policy.value
        inputs = literal(tuple(one.path for one in decision.inputs))
        rules = "(" + "".join(f"{names[rule.id]}, " for rule in decision.rules) + ")"
        unions = "()"
    else:
        policy, inputs, rules = "", "()", "()"
        unions = literal(
            tuple((union.takes.value, tuple(one.path for one in union.sources)) for union in decision.unions)
        )
    heading = ", ".join(
        literal(text)
        for text in (
            decision.id,
            decision.key,
            decision.name,
            decision.question,
            policy,
            str(decision.span),
            decision.working_step,
        )
    )
    return f"Decision(\n        {heading},\n        {inputs},\n        ({outputs}),\n        {rules},\n        {unions},\n    )"


def _output(program: Program, decision: Decision, output: Output) -> str:
    how = gathers(decision, output) if isinstance(decision, DecisionTable) else "united"
    name = output.values.name if output.values else ""
    fields = ", ".join(
        literal(text)
        for text in (output.name, output.label, output.kind.value, output.unit, name, output.when_empty, how)
    )
    return f"Output({fields}, {_atoms(program.atoms[output.path])}), "


def _regimens(program: Program) -> Iterable[str]:
    for one in program.guideline.regimens:
        fields = (
            one.id, one.label, one.drug, one.atc, float(one.dose_low), float(one.dose_high), one.dose_unit, one.route,
            one.frequency, one.period, one.period_high, one.period_unit, one.duration, one.duration_unit, one.until,
            one.for_life, one.statements, one.sentence,
        )  # fmt: skip
        yield f"    {literal(one.id)}: Regimen({', '.join(literal(field) for field in fields)}),\n"
