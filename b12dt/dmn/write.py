"""A guideline as DMN 1.5 XML: types, inputs, and one decision for each table and each summary.

Every cell keeps its meaning; see `feel_text`. What DMN has no place for (sentences, regimens, statements, cases) stays
in the workbooks; references, basis and interpretations are annotations of the rules.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from b12dt.cells.numbers import plain
from b12dt.dmn.document import Element
from b12dt.dmn.feel_text import listed, result_text, test_text
from b12dt.dmn.shapes import POLICIES, Shapes
from b12dt.dmn.summaries import summary_text
from b12dt.model import Decision, DecisionTable, Input, Kind, Output, Rule, Summary, ValueList, Variable
from b12dt.program import Program, outputs_of

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
FEEL = "https://www.omg.org/spec/DMN/20230324/FEEL/"
NOTES = ("Guidance", "Annotation", "References", "Basis", "Interpretations")
SUMMARY_NOTE = "A summary: it unites the results of other decisions. b12dt reads it back by the exact form it has here."
LIST_NOTE = "DMN lists a value once for each rule that states it; b12dt states each value once."

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_dmn(program: Program) -> str:
    """Return the guideline as a DMN 1.5 document. The same guideline gives the same text."""
    guideline = program.guideline
    about = dict(guideline.about)
    shapes = Shapes(program)
    root = ET.Element(
        "definitions",
        {
            "xmlns": NAMESPACE,
            "id": shapes.id("guideline"),
            "name": _clean(about.get("Title", "Guideline")),
            "namespace": f"urn:sha256:{_clean(guideline.sha256)}",
            "expressionLanguage": FEEL,
            "typeLanguage": FEEL,
            "exporter": "b12dt",
            "exporterVersion": _clean(about.get("Version", "")),
        },
    )
    _text(root, "description", "\n".join(f"{title}: {text}" for title, text in guideline.about))
    for one in guideline.inputs:
        _item(root, one, shapes)
    for decision in guideline.decisions:
        _items_of(root, decision, shapes)
    for one in guideline.inputs:
        _input(root, one, shapes)
    for decision in guideline.decisions:
        _decision(root, decision, shapes)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _UNPRINTABLE.sub(" ", text)


def _add(parent: Element, name: str, /, **attributes: str) -> Element:
    """Add a child; attributes that are empty are left out."""
    return ET.SubElement(parent, name, {key: _clean(value) for key, value in attributes.items() if value})


def _text(parent: Element, name: str, text: str) -> None:
    """Add a child that holds a text, unless there is none."""
    if text:
        ET.SubElement(parent, name).text = _clean(text)


def _tests(parent: Element, name: str, text: str) -> None:
    if text:
        _text(_add(parent, name), "text", text)


# --- types -----------------------------------------------------------------------------------------------------------


def _item(parent: Element, variable: Variable, shapes: Shapes) -> None:
    """Add the type of a fact or a result."""
    bare = isinstance(variable, Output) and shapes.is_bare(shapes.decision(variable), variable)
    several = variable.kind is Kind.SEVERAL and not bare
    item = _add(
        parent,
        "itemDefinition",
        id=shapes.id(f"type_{variable.path}"),
        name=shapes.type_name(variable),
        label=variable.label,
        isCollection="true" if several else "",
    )
    _text(item, "description", _meanings(variable.values))
    _text(item, "typeRef", "number" if variable.kind is Kind.NUMBER else "string")
    # What may be null says so; the items of a list never are.
    null = isinstance(variable, Input) and variable.may_be_unknown and not several
    if variable.kind is not Kind.NUMBER:
        _tests(item, "allowedValues", listed(variable.words, null=null))
    elif isinstance(variable, Input) and variable.lowest is not None and variable.highest is not None:
        allowed = f"[{plain(variable.lowest)}..{plain(variable.highest)}]"
        _tests(item, "allowedValues", f"{allowed}, null" if null else allowed)


def _meanings(values: ValueList | None) -> str:
    return "\n".join(f"{one.code}: {one.label}" for one in values.values if one.label != one.code) if values else ""


def _items_of(parent: Element, decision: Decision, shapes: Shapes) -> None:
    """Add the types of a decision's results: of each, of a row of them, of the list of rows."""
    outputs = outputs_of(decision)
    for output in outputs:
        _item(parent, output, shapes)
    whole, is_list = shapes.decision_type(decision), shapes.in_list(decision)
    if len(outputs) > 1:
        item = _add(
            parent,
            "itemDefinition",
            id=shapes.id(f"type_{decision.key}"),
            name=whole,
            isCollection="true" if is_list else "",
        )
        for output in outputs:
            component = _add(item, "itemComponent", id=shapes.id(f"part_{output.path}"), name=output.name)
            _text(component, "typeRef", shapes.type_name(output))
    elif is_list:
        item = _add(parent, "itemDefinition", id=shapes.id(f"type_{decision.key}"), name=whole, isCollection="true")
        _text(item, "typeRef", shapes.type_name(next(iter(outputs))))


# --- facts and decisions ---------------------------------------------------------------------------------------------


def _input(parent: Element, one: Input, shapes: Shapes) -> None:
    element = _add(
        parent, "inputData", id=shapes.element_id(one), name=shapes.name(one), label=one.question or one.label
    )
    _text(element, "description", "\n".join(text for text in (one.label, one.unit, one.meaning) if text))
    _add(element, "variable", id=shapes.id(f"fact_{one.name}"), name=shapes.name(one), typeRef=shapes.type_name(one))


def _decision(parent: Element, decision: Decision, shapes: Shapes) -> None:
    name = shapes.name(decision)
    element = _add(parent, "decision", id=shapes.element_id(decision), name=name, label=decision.name)
    notes = [decision.id, SUMMARY_NOTE if isinstance(decision, Summary) else decision.hit_policy_reason]
    notes += [LIST_NOTE] if shapes.in_list(decision) else []
    _text(element, "description", "\n".join(note for note in notes if note))
    _text(element, "question", decision.question)
    _add(
        element,
        "variable",
        id=shapes.id(f"result_{decision.key}"),
        name=name,
        typeRef=shapes.decision_type(decision),
    )
    for need in shapes.needs(decision):
        other = need.name if isinstance(need, Input) else need.key
        requirement = _add(element, "informationRequirement", id=shapes.id(f"{decision.key}_needs_{other}"))
        kind = "requiredInput" if isinstance(need, Input) else "requiredDecision"
        _add(requirement, kind, href=f"#{shapes.element_id(need)}")
    if isinstance(decision, DecisionTable):
        _table(element, decision, shapes)
    else:
        alone = decision.unions[0].output.name if len(decision.unions) == 1 else ""
        logic = _add(element, "literalExpression", id=shapes.id(f"logic_{decision.key}"), label=alone)
        _text(logic, "text", summary_text(decision, shapes.path))


def _table(parent: Element, table: DecisionTable, shapes: Shapes) -> None:
    policy, aggregation = POLICIES[table.hit_policy]
    element = _add(
        parent,
        "decisionTable",
        id=shapes.id(f"table_{table.key}"),
        hitPolicy=policy,
        aggregation=aggregation,
        outputLabel=table.outputs[0].label if len(table.outputs) == 1 else table.name,
    )
    for column in table.inputs:
        clause = _add(element, "input", id=shapes.id(f"{table.key}_asks_{column.path}"), label=column.label)
        expression = _add(
            clause,
            "inputExpression",
            id=shapes.id(f"{table.key}_expression_{column.path}"),
            typeRef=shapes.type_name(column),
        )
        _text(expression, "text", shapes.expression(column))
    for output in table.outputs:
        alone = len(table.outputs) == 1
        clause = _add(
            element,
            "output",
            id=shapes.id(f"{table.key}_states_{output.name}"),
            # DMN names results only where there are several.
            label=output.name if alone else output.label,
            name="" if alone else output.name,
            typeRef=shapes.type_name(output),
        )
        _tests(clause, "outputValues", listed(output.words))
    for note in NOTES:
        _add(element, "annotation", name=note)
    for rule in table.rules:
        _rule(element, rule, table, shapes)


def _rule(parent: Element, rule: Rule, table: DecisionTable, shapes: Shapes) -> None:
    element = _add(parent, "rule", id=shapes.id(f"rule_{rule.id}"), label=rule.id)
    for entry, column in zip(rule.inputs, table.inputs, strict=True):
        cell = _add(element, "inputEntry", id=shapes.id(f"{rule.id}_if_{column.path}"))
        _text(cell, "text", test_text(entry.test, column, shapes.program.atoms[column.path]))
    for entry, output in zip(rule.outputs, table.outputs, strict=True):
        cell = _add(element, "outputEntry", id=shapes.id(f"{rule.id}_then_{output.name}"))
        _text(cell, "text", result_text(entry, output, bare=shapes.is_bare(table, output)))
    interpretations = " ".join(rule.interpretations)
    notes = (rule.guidance, rule.annotation, " ".join(rule.statements), rule.basis.value, interpretations)
    for note in notes:
        _text(_add(element, "annotationEntry"), "text", note)
