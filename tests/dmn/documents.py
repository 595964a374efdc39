"""DMN texts of our own for the tests, and a second, slow reading of FEEL's unary tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from b12dt.catalogue import title
from b12dt.diagnostics import Finding
from b12dt.dmn.read import read_content
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Guideline as Model
from b12dt.program import compile_guideline

DMN15 = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def document(body: str, namespace: str = DMN15, name: str = "Made up") -> bytes:
    """Return a DMN file."""
    return f'<definitions xmlns="{namespace}" name="{name}" namespace="urn:x">{body}</definitions>'.encode()


def item(name: str, base: str, allowed: str = "", *, several: bool = False) -> str:
    """Return an item definition."""
    values = f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    return f'<itemDefinition name="{name}" isCollection="{str(several).lower()}"><typeRef>{base}</typeRef>{values}</itemDefinition>'


def fact(name: str, reference: str = "") -> str:
    """Return an input datum; its id is its name with `i_` before."""
    return f'<inputData id="i_{name}" name={quoteattr(name)}><variable name={quoteattr(name)} typeRef="{reference}"/></inputData>'


def decision(
    name: str,
    rules: str,
    *,
    policy: str = "UNIQUE",
    aggregation: str = "",
    inputs: Sequence[str] = ("a",),
    outputs: Sequence[tuple[str, str, str]] = (("", "", ""),),
    decisions: Sequence[str] = (),
    reference: str = "",
    expressions: Sequence[str] = (),
) -> str:
    """Return a decision table. Rules are lines `"x" | > 5 => "y" | 3`; outputs are (name, values, default)."""
    needs = [f'<informationRequirement><requiredInput href="#i_{one}"/></informationRequirement>' for one in inputs]
    needs += [
        f'<informationRequirement><requiredDecision href="#d_{one}"/></informationRequirement>' for one in decisions
    ]
    asked = expressions or (*inputs, *decisions)
    columns = [f"<input><inputExpression><text>{escape(one)}</text></inputExpression></input>" for one in asked]
    results = [
        f"<output name={quoteattr(one)}>"
        + (f"<outputValues><text>{escape(values)}</text></outputValues>" if values else "")
        + (f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else "")
        + "</output>"
        for one, values, default in outputs
    ]
    gathered = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decision id="d_{name}" name={quoteattr(name)}><variable name={quoteattr(name)} typeRef="{reference}"/>'
        f'{"".join(needs)}<decisionTable hitPolicy="{policy}"{gathered}>{"".join(columns)}{"".join(results)}'
        f"{''.join(_rule(line) for line in rules.strip().splitlines())}</decisionTable></decision>"
    )


def _rule(line: str) -> str:
    asked, _, stated = line.partition("=>")
    cells = [f"<inputEntry><text>{escape(_cell(one))}</text></inputEntry>" for one in asked.split("|")]
    cells += [f"<outputEntry><text>{escape(_cell(one))}</text></outputEntry>" for one in stated.split("|")]
    return f"<rule>{''.join(cells)}</rule>"


def _cell(text: str) -> str:
    return text.strip().removeprefix("EMPTY")


def read(body: str, **more: Any) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return what is read of a body; every finding can be put into words."""
    model, findings = read_content("made-up.dmn", document(body), **more)
    assert all(title(one) for one in findings)
    return model, findings


def ready(body: str) -> Guideline:
    """Return a guideline that can be evaluated; nothing may have been left out."""
    model, findings = read(body)
    assert model is not None, findings
    assert not [one for one in findings if one.code.startswith("DT71")], findings
    program, conflicts = compile_guideline(model)
    assert program is not None, conflicts
    return Guideline(loaded(program), program)


def codes(findings: Sequence[Finding]) -> list[str]:
    """Return the codes of findings."""
    return [one.code for one in findings]


# --- FEEL a second time: true, false, or None for what has no answer -------------------------------------------------


def feel_meets(text: str, value: Any) -> bool:
    """Tell whether a value meets an input entry, by FEEL's logic of three values; `value` is None for null."""
    if text == "-":
        return True
    if match := re.fullmatch(r"\? (=|!=) null (?:or|and) (not)?\(?(list contains\(\?, .*\))", text):
        inner = match[3].removesuffix(")") if match[3].endswith("))") else match[3]
        has = _any([_one(part, value) for part in inner.split(" or ")])
        has = _not(has) if match[2] else has
        return value is None if value is None and match[1] == "=" else value is not None and has is True
    if match := re.fullmatch(r"not\((.*)\)", text):
        return _not(_any([_one(part, value) for part in _parts(match[1])])) is True
    return _any([_one(part, value) for part in _parts(text)]) is True


def _parts(text: str) -> list[str]:
    return re.findall(r'list contains\(\?, "[^"]*"\)|"[^"]*"|[\[(][^\])]*[\])]|[^,\s][^,]*', text)


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _any(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def _one(text: str, value: Any) -> bool | None:
    if text == "null":
        return value is None
    if match := re.fullmatch(r'list contains\(\?, "(.*)"\)', text):
        return None if value is None else match[1] in value
    if text.startswith('"'):
        return value == text[1:-1]
    if match := re.fullmatch(r"([\[(])(.*)\.\.(.*)([\])])", text):
        low, high = Decimal(match[2]), Decimal(match[3])
        if value is None:
            return None
        return (low < value or (match[1] == "[" and low == value)) and (
            value < high or (match[4] == "]" and high == value)
        )
    match = re.fullmatch(r"(<=|>=|<|>)?\s*(-?[\d.]+)", text)
    assert match, text
    bound = Decimal(match[2])
    if not match[1]:
        return value is not None and value == bound
    if value is None:
        return None
    return {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}[match[1]]
