"""The program as one Python module: standard library only, typed, each rule with its cell and its statements.

A table whose rules exclude one another, or of which the first counts, becomes a decision tree; one of which several
rules count becomes a list of conditions. Beside the code stand the data that explain it: the dictionary, the rules
with their masks, the statements. No text of a cell is ever run: what is written are names that were checked, numbers,
and strings in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from b12dt.emit.python.conditions import literal, prose
from b12dt.emit.python.data import write_data
from b12dt.emit.python.functions import write_decide, write_decision
from b12dt.emit.python.shape import rule_names
from b12dt.model import UNKNOWN, DecisionTable, Input, Kind
from b12dt.program import Program


def write_python(program: Program) -> str:
    """Return the source of the module."""
    return "\n\n".join(python_parts(program))


def python_parts(program: Program) -> list[str]:
    """Return the source of the module in parts, each of them whole statements; run one after the other they are it."""
    names = rule_names(program)
    about = dict(program.guideline.about)
    parts = [
        _head(program, about),
        _structure(),
        _facts(program.guideline.inputs),
        *(
            write_decision(program, decision, names)
            for decision in program.guideline.decisions
            if isinstance(decision, DecisionTable)
        ),
        write_decide(program),
        write_data(program, names),
    ]
    return [part.strip("\n") + "\n" for part in parts]


def _head(program: Program, about: Mapping[str, str]) -> str:
    title, version = about.get("Title", "Guideline"), about.get("Version", "")
    text = (
        f'"""{prose(title)}, version {prose(version)}. Written by `b12dt compile` from the workbooks: do not edit.\n\n'
        "Research and teaching only; not validated for clinical use: see SAFETY.md.\n"
        '"""'
    )
    return "\n".join(
        [
            text,
            "",
            "from typing import Any, Literal, NamedTuple, TypedDict, cast",
            "",
            f"TITLE = {literal(title)}",
            f"VERSION = {literal(version)}",
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
        "class Quantity(TypedDict):",
        '    """A number with its unit, which must be that of the dictionary."""',
        "",
        "    value: float",
        "    unit: str",
        "",
        "",
        "class Facts(TypedDict, total=False):",
        '    """The facts about one patient; one that is left out takes its default."""',
        "",
    ]
    for one in inputs:
        codes = [literal(value.code) for value in one.values.values if value.code != UNKNOWN] if one.values else []
        words = f"Literal[{', '.join(codes)}]"
        several = f"list[{words}] | tuple[{words}, ...]"
        kind = {Kind.CATEGORY: words, Kind.SEVERAL: several}.get(one.kind, "float | Quantity")
        unknown = ' | Literal["unknown"] | None' if one.may_be_unknown else ""
        lines.append(f"    {one.name}: {kind}{unknown}")
    return "\n".join(lines)
