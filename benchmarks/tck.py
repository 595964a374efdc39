"""Run the decision tables of the DMN Technology Compatibility Kit: `python -m benchmarks.tck CHECKOUT/TestCases`.

Every model of compliance levels 2 and 3 is looked at, every test case of every model with a decision table is counted:
it agrees, it differs, or it is outside, with the reason. With `--write` the figures go into TCK.md. The kit is not
part of this project: https://github.com/dmn-tck/tck.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from b12dt.catalogue import title
from b12dt.diagnostics import Finding
from b12dt.dmn.columns import ANY_OTHER
from b12dt.dmn.document import Document, open_document
from b12dt.dmn.read import read_content
from b12dt.dmn.regions import LISTS
from b12dt.loading import loaded
from b12dt.model import DecisionTable, Guideline, Input, Kind, Output
from b12dt.program import compile_guideline
from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.decided import Compiled
from b12dt.runtime.facts import FactError

KIT = "{http://www.omg.org/spec/DMN/20160719/testcase}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
LEVELS = ("compliance-level-2", "compliance-level-3")
REPORT = Path(__file__).with_name("TCK.md")
BEGIN, END = "<!-- figures: written by benchmarks/tck.py -->", "<!-- end of figures -->"

AGREES, DIFFERS, OUTSIDE, PARTLY = "agrees", "differs", "outside", "partly"
ONCE = "b12dt states each value of a list once, DMN once for each rule"


@dataclass(slots=True)
class Verdict:
    """What came of one expected result."""

    case: str
    decision: str
    outcome: str
    reason: str = ""


@dataclass(slots=True)
class Model:
    """A model of the kit that has decision tables, and what came of its test cases."""

    name: str
    level: str
    tables: int
    elsewhere: int
    read: int = 0
    findings: tuple[Finding, ...] = ()
    verdicts: list[Verdict] = field(default_factory=list[Verdict])
    cases: Counter[str] = field(default_factory=Counter[str])


class _Missing(Exception):  # noqa: N818 - a fact that is not there is no error
    """The test does not give what the table needs."""


# --- the kit's files -------------------------------------------------------------------------------------------------


def value_of(element: ET.Element | None) -> Any:
    """Return a value of a test case: text, Decimal, bool, None, a list, or a dict of components."""
    if element is None or element.get(NIL) == "true":
        return None
    components = element.findall(f"{KIT}component")
    if components:
        return {one.get("name", ""): value_of(one) for one in components}
    items = element.find(f"{KIT}list")
    if items is not None:
        return None if items.get(NIL) == "true" else [value_of(one) for one in items.findall(f"{KIT}item")]
    value = element.find(f"{KIT}value")
    if value is None or value.get(NIL) == "true":
        return None
    text, kind = value.text or "", value.get(TYPE, "").rpartition(":")[2]
    if kind == "boolean":
        return text.strip() in {"true", "1"}
    return Decimal(text.strip()) if kind in {"decimal", "double", "integer", "int", "float", "long"} else text


def test_cases(folder: Path, model: str) -> Iterator[tuple[str, ET.Element]]:
    """Return the test cases of a model, with their names."""
    for file in sorted(folder.glob("*test*.xml")):
        root = ET.parse(file).getroot()
        if (root.findtext(f"{KIT}modelName") or "").strip() == model:
            for case in root.iter(f"{KIT}testCase"):
                yield f"{file.stem} {case.get('id', '')}", case


# --- one expected result ---------------------------------------------------------------------------------------------


def fact(one: Input, given: Mapping[str, Any]) -> Any:
    """Return what a test gives for an input, as b12dt takes it. Raises: _Missing."""
    name = next((name for name in given if one.label == name or one.label.startswith(f"{name}.")), None)
    if name is None:
        raise _Missing(f"the test does not give `{one.label}`")
    value = given[name]
    for part in [part for part in one.label[len(name) + 1 :].split(".") if part]:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return str(value).lower()
    known = {item.code for item in one.values.values} if one.values else set[str]()
    if isinstance(value, str) and value not in known and ANY_OTHER in known:
        return ANY_OTHER
    return value


def stated(advice: Advice, table: DecisionTable) -> Any:
    """Return what a decision states, in the shape that DMN gives it."""
    decided = advice.decisions[table.key]
    if len(table.outputs) == 1:
        return decided.outputs[table.outputs[0].name]
    if table.hit_policy in LISTS:
        # The lists of several results stand side by side in DMN, row by row: our rows are the rules that fired.
        return [_row(table.outputs, rule.outputs) for rule in decided.rules]
    return {one.label: decided.outputs[one.name] for one in table.outputs} if decided.answered else None


def _row(outputs: tuple[Output, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    return {
        one.label: value[0] if isinstance(value, tuple) and len(value) == 1 else value
        for one, value in zip(outputs, values, strict=True)
    }


def alike(ours: Any, expected: Any) -> bool:
    """Tell whether two results are the same; lists in the same order, numbers exactly."""
    if isinstance(expected, dict):
        return isinstance(ours, dict) and set(ours) == set(expected) and all(alike(ours[k], expected[k]) for k in ours)
    if isinstance(expected, list):
        return isinstance(ours, list) and len(ours) == len(expected) and all(map(alike, ours, expected))
    if isinstance(expected, bool):
        return ours == str(expected).lower()
    if isinstance(expected, Decimal):
        return isinstance(ours, int | float) and Decimal(str(ours)) == expected
    return ours == expected


def _needed(guideline: Guideline, table: DecisionTable) -> dict[str, Input]:
    """Return the inputs that a table needs, itself or through other tables."""
    tables = {one.key: one for one in guideline.decisions if isinstance(one, DecisionTable)}
    found: dict[str, Input] = {}
    waiting = [table]
    while waiting:
        for column in waiting.pop().inputs:
            if isinstance(column, Input):
                found[column.name] = column
            elif column.decision in tables:
                waiting.append(tables[column.decision])
    return found


def judge(
    compiled: Compiled, guideline: Guideline, table: DecisionTable, given: dict[str, Any], expected: Any
) -> Verdict:
    """Return what comes of one expected result of a table that was read."""
    verdict = Verdict("", table.name, AGREES)
    try:
        facts = {name: fact(one, given) for name, one in _needed(guideline, table).items()}
        ours = stated(evaluate(compiled, facts), table)
    except (_Missing, FactError) as problem:
        return Verdict("", table.name, OUTSIDE, str(problem))
    if not alike(ours, expected):
        once = (
            list(dict.fromkeys(expected))
            if isinstance(expected, list) and table.outputs[0].kind is Kind.SEVERAL
            else None
        )
        verdict.outcome = DIFFERS
        verdict.reason = ONCE if once is not None and alike(ours, once) else f"ours {ours!r}, the kit's {expected!r}"
    return verdict


# --- models ----------------------------------------------------------------------------------------------------------


def look_at(file: Path, document: Document) -> Model:
    """Run one model."""
    total = sum(document.kind(one) == "decisionTable" for one in document.root.iter())
    own = sum(document.child(one, "decisionTable") is not None for one in document.children(document.root, "decision"))
    level = file.parent.parent.name
    model = Model(file.stem, level.rpartition("-")[2], own, total - own)
    guideline, model.findings = read_content(file.name, file.read_bytes())
    program, conflicts = compile_guideline(guideline) if guideline else (None, ())
    model.findings += conflicts
    tables = {one.name: one for one in (guideline.decisions if guideline else ()) if isinstance(one, DecisionTable)}
    model.read = len(tables)
    compiled = loaded(program) if program else None
    for name, case in test_cases(file.parent, file.name):
        given = {one.get("name", ""): value_of(one) for one in case.findall(f"{KIT}inputNode")}
        results = [
            (one.get("name", ""), value_of(one.find(f"{KIT}expected"))) for one in case.findall(f"{KIT}resultNode")
        ]
        # A table that needs a decision which is left out is run on the result that the kit expects of that decision.
        given = {**dict(results), **given}
        verdicts: list[Verdict] = []
        for decision, expected in results:
            if compiled is None or guideline is None or decision not in tables:
                verdict = Verdict("", decision, OUTSIDE, why_outside(decision, model.findings))
            else:
                others = {key: value for key, value in given.items() if key != decision}
                verdict = judge(compiled, guideline, tables[decision], others, expected)
            verdict.case = name
            verdicts.append(verdict)
        model.verdicts += verdicts
        model.cases[outcome_of([one.outcome for one in verdicts])] += 1
    return model


def why_outside(decision: str, findings: tuple[Finding, ...]) -> str:
    """Return why a decision was not read."""
    own = [one for one in findings if one.span.sheet == decision and one.code.startswith("DT71")]
    every = own or [one for one in findings if one.code in {"DT401", "DT402", "DT704"}]
    return f"{every[0].code}: {title(every[0])}" if every else "the model has no such decision"


def outcome_of(outcomes: list[str]) -> str:
    """Return what came of a test case: one expected result that differs is enough."""
    if DIFFERS in outcomes or not outcomes:
        return DIFFERS if outcomes else OUTSIDE
    return next(iter(set(outcomes))) if len(set(outcomes)) == 1 else PARTLY


def run(kit: Path) -> tuple[list[Model], int]:
    """Return the models with decision tables, and how many files of the two levels have none."""
    models: list[Model] = []
    without = 0
    for level in LEVELS:
        for file in sorted((kit / level).rglob("*.dmn")):
            document = open_document(file.name, file.read_bytes())
            assert isinstance(document, Document), f"{file} cannot be read: {document}"
            if any(document.kind(one) == "decisionTable" for one in document.root.iter()):
                models.append(look_at(file, document))
            else:
                without += 1
    return models, without


# --- the report ------------------------------------------------------------------------------------------------------


def report(models: list[Model], without: int) -> str:
    """Return the figures as Markdown."""
    cases, results = Counter[str](), Counter[str]()
    for model in models:
        cases += model.cases
        results += Counter(one.outcome for one in model.verdicts)
    scope = f"{len(models)} of {len(models) + without} model files have a decision table; {without} have none."
    head = "| level | model | tables of decisions | read | other tables | cases | agree | differ | partly | outside |"
    lines = [scope, "", "| | all | agree | differ | partly outside | outside |", "|---|---:|---:|---:|---:|---:|"]
    lines += [_totals("test cases", cases), _totals("expected results", results)]
    lines += ["", head, "|---|---|" + "---:|" * 8]
    for model in models:
        counts = " | ".join(str(model.cases[one] or "") for one in (AGREES, DIFFERS, PARTLY, OUTSIDE))
        lines.append(
            f"| {model.level} | {model.name} | {model.tables} | {model.read} | {model.elsewhere or ''} "
            f"| {model.cases.total()} | {counts} |"
        )
    lines += ["", "### What differs", "", *_listed(models, DIFFERS)]
    lines += ["", "### Tables of decisions that are left out", "", *_left_out(models)]
    return "\n".join([*lines, "", "### Expected results that are outside", "", *_listed(models, OUTSIDE)])


def _totals(name: str, counts: Counter[str]) -> str:
    return f"| {name} | {counts.total()} | " + " | ".join(
        str(counts[one]) for one in (AGREES, DIFFERS, PARTLY, OUTSIDE)
    ) + " |"  # fmt: skip


def _listed(models: list[Model], outcome: str) -> list[str]:
    """Return one line for each decision and reason, with the number of test cases."""
    lines: list[str] = []
    for model in models:
        counts = Counter((one.decision, one.reason) for one in model.verdicts if one.outcome == outcome)
        lines += [
            f"- {model.name}, `{decision}` ({count} test case{'s' * (count > 1)}). {reason}"
            for (decision, reason), count in counts.items()
        ]
    return lines or ["- nothing"]


def _left_out(models: list[Model]) -> list[str]:
    return [
        f"- {model.name}, {one.span.cells or 'the table'}. {one.code}: {title(one)}"
        for model in models
        for one in model.findings
        if one.code.startswith("DT71") and one.code not in {"DT710", "DT719"}
    ] or ["- none"]


def main() -> None:
    """Run the kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kit", type=Path, help="the folder TestCases of a checkout of the kit")
    parser.add_argument("--write", action="store_true", help="write the figures into TCK.md")
    arguments = parser.parse_args()
    text = report(*run(arguments.kit))
    if arguments.write:
        before, _, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
        REPORT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
