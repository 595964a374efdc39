"""What a guideline looks like in DMN: the names of its elements, the types of its facts and results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from b12dt.model import LISTS, Decision, DecisionTable, HitPolicy, Input, Kind, Output, Variable
from b12dt.program import Program, outputs_of

POLICIES = {
    HitPolicy.UNIQUE: ("UNIQUE", ""),
    HitPolicy.ANY: ("ANY", ""),
    HitPolicy.PRIORITY: ("PRIORITY", ""),
    HitPolicy.FIRST: ("FIRST", ""),
    HitPolicy.RULE_ORDER: ("RULE ORDER", ""),
    HitPolicy.OUTPUT_ORDER: ("OUTPUT ORDER", ""),
    HitPolicy.COLLECT: ("COLLECT", ""),
    HitPolicy.SUM: ("COLLECT", "SUM"),
    HitPolicy.LEAST: ("COLLECT", "MIN"),
    HitPolicy.GREATEST: ("COLLECT", "MAX"),
    HitPolicy.COUNT: ("COLLECT", "COUNT"),
}
WORDS = frozenset({
    "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "instance", "of", "function", "external",
    "between", "and", "or", "not", "true", "false", "null", "item", "partial", "date", "time", "duration", "context",
    "list", "range", "string", "number", "boolean",
})  # fmt: skip
"""Words of FEEL that no name may be."""

_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(slots=True)
class Shapes:
    """The names in a DMN file, and which lists it makes of several results."""

    program: Program
    names: dict[str, str] = field(default_factory=dict[str, str])
    ids: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        # DMN keeps facts and decisions in one room, we do not.
        for one in self.program.guideline.inputs:
            self.names[one.name] = self._free(one.name, "fact")
            self.id(f"input_{one.name}")
        for one in self.program.guideline.decisions:
            self.names[f"{one.key}."] = self._free(one.key, "decision")
            self.id(f"decision_{one.key}")

    def _free(self, name: str, what: str) -> str:
        taken = {*self.names.values(), *WORDS}
        while name in taken:
            name += f"_{what}"
        return name

    def id(self, text: str) -> str:
        """Return an id that no other element has: letters, digits, dots, dashes and underscores."""
        plain = _NOT_OF_AN_ID.sub("_", text)
        plain = plain if plain[:1].isalpha() else f"n_{plain}"
        free, number = plain, 2
        while free in self.ids:
            free, number = f"{plain}_{number}", number + 1
        self.ids.add(free)
        return free

    def element_id(self, one: Input | Decision) -> str:
        """Return the id of a fact or a decision. They were given first, so nothing else has them."""
        return f"input_{one.name}" if isinstance(one, Input) else f"decision_{one.key}"

    def name(self, one: Input | Decision) -> str:
        """Return the DMN name of a fact or a decision."""
        return self.names[one.name] if isinstance(one, Input) else self.names[f"{one.key}."]

    def path(self, variable: Variable) -> str:
        """Return how FEEL names a fact or a result: a decision with one result is its result."""
        if isinstance(variable, Input):
            return self.names[variable.name]
        name = self.names[f"{variable.decision}."]
        return name if self.is_alone(self.decision(variable)) else f"{name}.{variable.name}"

    def expression(self, variable: Variable) -> str:
        """Return the input expression of a column; lists of lists are made one list."""
        path = self.path(variable)
        if isinstance(variable, Output):
            decision = self.decision(variable)
            nested = isinstance(decision, DecisionTable) and self.in_list(decision) and variable.kind is Kind.SEVERAL
            if nested and not self.is_bare(decision, variable):
                return f"flatten({path})"
        return path

    def decision(self, output: Output) -> Decision:
        """Return the decision that states an output."""
        return next(one for one in self.program.guideline.decisions if one.key == output.decision)

    def is_alone(self, decision: Decision) -> bool:
        """Tell whether a decision has one result only."""
        return len(outputs_of(decision)) == 1

    def in_list(self, decision: Decision) -> bool:
        """Tell whether a table's result is a list, an entry for each rule that holds."""
        return isinstance(decision, DecisionTable) and decision.hit_policy in LISTS

    def is_bare(self, decision: Decision, output: Output) -> bool:
        """Tell whether every rule of a table that makes a list states one value for an output: then it is no list."""
        if not (isinstance(decision, DecisionTable) and self.in_list(decision)):
            return False
        place = decision.outputs.index(output)
        values = [rule.outputs[place].value for rule in decision.rules]
        return all(not isinstance(value, tuple) or len(value) == 1 for value in values)

    def type_name(self, variable: Variable) -> str:
        """Return the name of a fact's or a result's type."""
        return "t_" + variable.path.replace(".", "__")

    def decision_type(self, decision: Decision) -> str:
        """Return the name of the type of a decision's whole result."""
        if isinstance(decision, DecisionTable) and decision.hit_policy is HitPolicy.COUNT:
            return "number"
        outputs = outputs_of(decision)
        if len(outputs) == 1 and not self.in_list(decision):
            return self.type_name(outputs[0])
        # Two underscores: no fact and no result has them there.
        return f"t_{decision.key}__all"

    def needs(self, decision: Decision) -> Iterable[Input | Decision]:
        """Return what a decision requires, each once."""
        if isinstance(decision, DecisionTable):
            asked: Iterable[Variable] = decision.inputs
        else:
            asked = [source for union in decision.unions for source in union.sources]
        found: dict[str, Input | Decision] = {}
        for one in asked:
            element = one if isinstance(one, Input) else self.decision(one)
            found.setdefault(self.name(element), element)
        return found.values()
