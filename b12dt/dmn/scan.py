"""What stands in a DMN document, before any of it is understood: facts, decisions, the rows of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from b12dt.diagnostics import Finding, Span, finding
from b12dt.dmn.document import Document, Element
from b12dt.dmn.names import same

LOGIC = {
    "literalExpression": "a literal expression",
    "context": "a context",
    "invocation": "an invocation",
    "list": "a list",
    "relation": "a relation",
    "functionDefinition": "a function definition",
    "conditional": "a conditional",
    "filter": "a filter",
    "for": "an iteration (for)",
    "every": "a quantifier (every)",
    "some": "a quantifier (some)",
}
"""What a decision may be made by, besides a table, in the words of a finding."""

PASSED = {
    "businessKnowledgeModel": "business knowledge model",
    "decisionService": "decision service",
    "import": "import of another file",
}
"""Elements that are named and passed by. What is no logic at all (diagrams, sources of knowledge) is not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A column: `text` its input expression, or its name; `values` its allowed values; `default` of a result."""

    text: str
    reference: str
    values: str
    default: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A rule: the texts of its entries."""

    label: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A decision table."""

    policy: str
    aggregation: str
    label: str
    reference: str
    inputs: tuple[Clause, ...]
    outputs: tuple[Clause, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDecision:
    """A decision. `logic` is the name of the element that makes it; `table` and `text` what that holds.

    `needs` are the ids of what it requires, `logic_label` is the label of what makes it, and
    `language` the expression language of its cells where that is not FEEL.
    """

    id: str
    name: str
    label: str
    question: str
    reference: str
    needs: tuple[str, ...]
    language: str
    logic: str
    logic_label: str
    table: RawTable | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RawInput:
    """An input datum."""

    id: str
    name: str
    label: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A document, taken apart."""

    inputs: dict[str, RawInput]
    decisions: dict[str, RawDecision]
    passed: tuple[Finding, ...]


def scan(document: Document) -> Scanned:
    """Return what a document holds. Diagnostics: DT719."""
    inputs: dict[str, RawInput] = {}
    decisions: dict[str, RawDecision] = {}
    passed = list(_passed(document))
    for one in document.root:
        kind = document.kind(one)
        if kind not in {"inputData", "decision"}:
            continue
        raw = _input(document, one) if kind == "inputData" else _decision(document, one)
        key = raw.id or raw.name
        if key in inputs or key in decisions:
            place = Span(workbook=document.name, sheet=raw.name)
            passed.append(finding("DT719", place, read=raw.name, kind="second element with the same id"))
        elif isinstance(raw, RawInput):
            inputs[key] = raw
        else:
            decisions[key] = raw
    return Scanned(inputs=inputs, decisions=decisions, passed=tuple(passed))


def _passed(document: Document) -> Iterable[Finding]:
    for kind, words in PASSED.items():
        for one in document.children(document.root, kind):
            name = same(one.get("name", ""))
            yield finding("DT719", Span(workbook=document.name, sheet=name), read=name, kind=words)


def _input(document: Document, element: Element) -> RawInput:
    name = same(element.get("name", ""))
    variable = document.child(element, "variable")
    return RawInput(
        id=element.get("id", ""),
        name=name,
        label=element.get("label", ""),
        reference="" if variable is None else variable.get("typeRef", ""),
    )


def _decision(document: Document, element: Element) -> RawDecision:
    name = same(element.get("name", ""))
    variable = document.child(element, "variable")
    logic = next((one for one in element if document.kind(one) in {*LOGIC, "decisionTable"}), None)
    kind = "" if logic is None else document.kind(logic)
    return RawDecision(
        id=element.get("id", ""),
        name=name,
        label=element.get("label", ""),
        question=document.text(element, "question"),
        reference="" if variable is None else variable.get("typeRef", ""),
        needs=tuple(_needs(document, element)),
        language=next((one for one in _languages(document, element) if "feel" not in one.casefold()), ""),
        logic=kind,
        logic_label="" if logic is None else logic.get("label", ""),
        table=_table(document, logic) if logic is not None and kind == "decisionTable" else None,
        text=document.text(logic) if kind == "literalExpression" else "",
        span=Span(workbook=document.name, sheet=name),
    )


def _languages(document: Document, element: Element) -> Iterable[str]:
    """Return the expression languages that a file states for a decision's cells."""
    for one in (document.root, *element.iter()):
        language = one.get("expressionLanguage")
        if language:
            yield language


def _needs(document: Document, element: Element) -> Iterable[str]:
    for requirement in document.children(element, "informationRequirement"):
        for one in requirement:
            if document.kind(one) in {"requiredInput", "requiredDecision"}:
                # A reference into an imported file names its namespace before the sign; nothing here has such an id.
                yield one.get("href", "").removeprefix("#")


def _table(document: Document, element: Element) -> RawTable:
    notes = [one.get("name", "") for one in document.children(element, "annotation")]
    return RawTable(
        policy=element.get("hitPolicy", "UNIQUE"),
        aggregation=element.get("aggregation", ""),
        label=element.get("outputLabel", ""),
        reference=element.get("typeRef", ""),
        inputs=tuple(_input_clause(document, one) for one in document.children(element, "input")),
        outputs=tuple(_output_clause(document, one) for one in document.children(element, "output")),
        rows=tuple(_row(document, one, notes) for one in document.children(element, "rule")),
    )


def _input_clause(document: Document, element: Element) -> Clause:
    expression = document.child(element, "inputExpression")
    return Clause(
        text=document.text(expression),
        reference="" if expression is None else expression.get("typeRef", ""),
        values=document.text(document.child(element, "inputValues")),
        label=element.get("label", ""),
    )


def _output_clause(document: Document, element: Element) -> Clause:
    return Clause(
        text=same(element.get("name", "")),
        reference=element.get("typeRef", ""),
        values=document.text(document.child(element, "outputValues")),
        default=document.text(document.child(element, "defaultOutputEntry")),
        label=element.get("label", ""),
    )


def _row(document: Document, element: Element, notes: list[str]) -> Row:
    texts = [document.text(one) for one in document.children(element, "annotationEntry")]
    titles = [*notes, *[""] * len(texts)]
    return Row(
        label=element.get("label", ""),
        inputs=tuple(document.text(one) for one in document.children(element, "inputEntry")),
        outputs=tuple(document.text(one) for one in document.children(element, "outputEntry")),
        notes=tuple((title, text) for title, text in zip(titles, texts, strict=False) if text),
    )
