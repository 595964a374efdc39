"""Invariants: what must hold for every patient."""

from __future__ import annotations

from collections.abc import Mapping

from b12dt.catalogue import severity
from b12dt.cells.understand import understand_condition, understand_test
from b12dt.diagnostics import Severity, Span, finding
from b12dt.model import UNKNOWN, Anything, Condition, Input, Invariant, OneOf, Output, PairInvariant, UnaryTest
from b12dt.recognise.layout import REFERENCES
from b12dt.recognise.sheets import Field, Row
from b12dt.resolve.dictionary import Dictionary
from b12dt.resolve.fields import Findings, Lists, first_of, ids, required, rows


def read_invariants(
    sheets: Lists, dictionary: Dictionary, statements: Mapping[str, object], found: Findings
) -> tuple[Invariant, ...]:
    """Return the invariants in the order of their rows."""
    seen: dict[str, Span] = {}
    invariants: list[Invariant] = []
    for row in rows(sheets, "Invariants"):
        key = required(row["ID"], "ID", found)
        if not key or not first_of(seen, key, row["ID"].span, "ID", found):
            continue
        premise, conclusion = (
            understand_condition(row.text(title), dictionary.variables, row[title].span) for title in ("If", "Then")
        )
        found.extend((*premise[1], *conclusion[1]))
        if premise[0] is None or conclusion[0] is None:
            continue
        invariants.append(
            Invariant(
                id=key,
                sentence=required(row["In words"], "In words", found),
                premise=premise[0],
                conclusion=conclusion[0],
                premise_text=row.text("If"),
                conclusion_text=row.text("Then"),
                statements=ids(row[REFERENCES], statements, "DT305", found),
                span=row.span,
            )
        )
    return tuple(invariants)


def read_pairs(
    sheets: Lists, dictionary: Dictionary, statements: Mapping[str, object], found: Findings
) -> tuple[PairInvariant, ...]:
    """Return the invariants between two patients in the order of their rows."""
    seen: dict[str, Span] = {}
    pairs: list[PairInvariant] = []
    for row in rows(sheets, "Pairs"):
        key = required(row["ID"], "ID", found)
        if key and first_of(seen, key, row["ID"].span, "ID", found):
            pair = _pair(row, key, dictionary, statements, found)
            if pair is not None:
                pairs.append(pair)
    return tuple(pairs)


def _pair(
    row: Row, key: str, dictionary: Dictionary, statements: Mapping[str, object], found: Findings
) -> PairInvariant | None:
    problems = len(found)
    inputs = {one.name: one for one in dictionary.inputs}
    facts = _facts(row["Facts"], inputs, found)
    tests = {title: [_test(row[title], one, key, found) for one in facts] for title in ("From", "To")}
    conditions = {title: _condition(row[title], dictionary, found) for title in ("If", "After", "Before")}
    unchanged = _outputs(row["Unchanged"], dictionary, found)
    if not unchanged and conditions["After"] is None:
        found.append(finding("DT317", row["After"].span, column="Unchanged, After"))
    if len(found) > problems:
        return None
    return PairInvariant(
        id=key,
        sentence=required(row["In words"], "In words", found),
        facts=facts,
        from_tests=tuple(test or Anything() for test in tests["From"]),
        to_tests=tuple(test or Anything() for test in tests["To"]),
        premise=conditions["If"],
        unchanged=unchanged,
        after=conditions["After"],
        before=conditions["Before"],
        text=row.text("After") or row.text("Unchanged"),
        statements=ids(row[REFERENCES], statements, "DT305", found),
        span=row.span,
    )


def _facts(field: Field, inputs: Mapping[str, Input], found: Findings) -> tuple[Input, ...]:
    """Return the facts listed; `any` stands for all of them, `any but a b` for all but those."""
    text = field.text.casefold()
    if not text.startswith("any"):
        return tuple(inputs[name] for name in ids(field, inputs, "DT338", found))
    _, _, rest = field.text.partition(" but ")
    left_out = ids(Field(text=rest, span=field.span), inputs, "DT338", found)
    return tuple(one for name, one in inputs.items() if name not in left_out)


def _test(field: Field, one: Input, key: str, found: Findings) -> UnaryTest | None:
    """Return what a fact is changed from or to. A fact that cannot be that (`unknown`, say) is not changed at all."""
    if field.text in ("", "-"):
        return Anything()
    if field.text.casefold() == UNKNOWN and not one.may_be_unknown:
        return OneOf(codes=())
    test, problems = understand_test(field.text, one, field.span, rule=key, column=one.label)
    found.extend(problem for problem in problems if severity(problem) is Severity.ERROR)
    return test


def _condition(field: Field, dictionary: Dictionary, found: Findings) -> Condition | None:
    if not field.text:
        return None
    condition, problems = understand_condition(field.text, dictionary.variables, field.span)
    found.extend(problems)
    return condition


def _outputs(field: Field, dictionary: Dictionary, found: Findings) -> tuple[Output, ...]:
    """Return the outputs listed; the key of a decision stands for all of its outputs."""
    keys = {output.decision for output in dictionary.outputs.values()}
    listed = ids(field, {**dict.fromkeys(keys), **dictionary.outputs}, "DT311", found)
    return tuple(output for path, output in dictionary.outputs.items() if path in listed or output.decision in listed)
