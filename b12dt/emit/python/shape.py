"""What the parts of the writer agree on: names in the module, and how a table's rules make its results."""

from __future__ import annotations

import keyword
import re

from b12dt.emit.python.conditions import literal
from b12dt.model import Decision, DecisionTable, Kind, Takes
from b12dt.policies import FIRST_COUNTS, owes_an_answer
from b12dt.program import Program, Table
from b12dt.resolve.order import requirements
from b12dt.runtime.structure import Union
from b12dt.tree import Leaf, Tree, decision_tree

RESERVED = frozenset({*keyword.kwlist, *keyword.softkwlist, "facts", "met", "gathered", "united"})
"""Names that a fact cannot have in the module; it gets an underscore there."""


def identifier(path: str) -> str:
    """Return the name of a fact, or of a decision's output, in the module."""
    name = path.replace(".", "__")
    return f"{name}_" if name in RESERVED or name.startswith("decide_") else name


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


def grows_tree(decision: DecisionTable) -> bool:
    """Tell whether one rule counts and no column holds several values: only then is a tree plain to read."""
    return decision.hit_policy in FIRST_COUNTS and all(one.kind is not Kind.SEVERAL for one in decision.inputs)


def has_gap(program: Program, table: Table) -> bool:
    """Tell whether some combination of the table's own columns meets no rule of a table that owes an answer."""
    if not owes_an_answer(table.decision):
        return False
    return _reaches_nothing(table_tree(program, table))


def _reaches_nothing(tree: Tree) -> bool:
    if isinstance(tree, Leaf):
        return tree.rule is None
    return any(_reaches_nothing(branch) for _, branch in tree.branches)


def silent_decisions(program: Program) -> frozenset[str]:
    """Return the keys of the decisions that may have no answer: by a gap of their own, or of one they need."""
    silent: set[str] = set()
    for decision in program.guideline.decisions:
        needs = set(requirements(decision)) & silent
        if needs or _may_be_silent(program, decision):
            silent.add(decision.key)
    return frozenset(silent)


def _may_be_silent(program: Program, decision: Decision) -> bool:
    """Tell whether a decision may have no answer of its own: no rule, or nothing of which to take the highest."""
    if isinstance(decision, DecisionTable):
        return has_gap(program, program.tables[decision.key])
    return any(union.takes is Takes.HIGHEST for union in decision.unions)


def table_domain(program: Program, decision: DecisionTable) -> tuple[int, ...]:
    """Return the atoms that each column of a table can hold."""
    return tuple(program.atoms[one.path].domain for one in decision.inputs)


def table_tree(program: Program, table: Table) -> Tree:
    """Return the decision tree of a table."""
    return decision_tree(table.boxes, table_domain(program, table.decision))


def write_union(union: Union) -> str:
    """Return a summary's union as the module writes it."""
    return f"Union({literal(union.takes)}, {literal(union.sources)}, {literal(union.order)})"
