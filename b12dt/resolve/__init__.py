"""Third stage: sheets become the guideline. Every name, type, unit and reference is understood, or reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from b12dt.catalogue import severity
from b12dt.diagnostics import Finding, Severity, Span, finding
from b12dt.kept import Kept
from b12dt.model import ADDS_UP, Guideline, Output
from b12dt.recognise.layout import HIT_POLICY, KEY, fold
from b12dt.recognise.sheets import ListSheet, Sheet, TableSheet
from b12dt.recognise.tables import hit_policy
from b12dt.resolve.cases import read_cases
from b12dt.resolve.decisions import RETIRED, Evidence, read_decisions
from b12dt.resolve.dictionary import Dictionary, read_about, read_dictionary
from b12dt.resolve.echoes import without_echoes
from b12dt.resolve.evidence import read_interpretations, read_references, read_statements
from b12dt.resolve.fields import Findings
from b12dt.resolve.order import in_order
from b12dt.resolve.safety import read_invariants, read_pairs

NEEDED = ("Inputs", "Outputs", "Values")
OF_THE_DICTIONARY = (*NEEDED, "Regimens", "Codes")

T = TypeVar("T")


def resolve(
    sheets: Iterable[Sheet], place: Span, sha256: str, *, despite: Collection[str] = (), kept: Kept | None = None
) -> tuple[Guideline | None, tuple[Finding, ...]]:
    """Return the guideline that the sheets state, None where an error leaves any part of it open.

    `place` is where the workbooks are, for what cannot be said of one sheet; `sha256` is their fingerprint. Errors
    with a code of `despite` are reported and leave only their own case open.
    """
    sheets = tuple(sheets)
    lists: dict[str, list[ListSheet]] = {}
    for sheet in sheets:
        if isinstance(sheet, ListSheet):
            lists.setdefault(sheet.kind, []).append(sheet)
    found: Findings = [finding("DT318", place, column=kind) for kind in NEEDED if kind not in lists]
    tables = [sheet for sheet in sheets if isinstance(sheet, TableSheet)]
    if not tables:
        found.append(finding("DT318", place, column="decision table"))
    if found:
        return None, tuple(found)
    kept = kept or Kept()
    words = {kind: lists[kind] for kind in OF_THE_DICTIONARY if kind in lists}
    policies = {sheet.header[KEY].text: hit_policy(sheet.header[HIT_POLICY].text) for sheet in tables}
    sums = tuple(key for key, policy in policies.items() if policy in ADDS_UP)
    dictionary = _kept(kept, "dictionary", (words, sums), lambda own: read_dictionary(words, sums, own), found)
    statements = read_statements(lists, found)
    interpretations = read_interpretations(lists, statements, found)
    evidence = Evidence(statements=statements, interpretations=interpretations)
    decisions = read_decisions(tables, lists.get("Summary", ()), dictionary, evidence, found)
    rules = {row.id.text: row.span for sheet in tables for row in sheet.rows if fold(row.basis.text) != RETIRED}
    decisions = in_order(decisions, found)
    _report_unused(dictionary, tables, found)
    patients = {"Cases": lists.get("Cases", [])}
    named = (patients, dictionary, list(rules), list(statements))
    base, cases = _kept(
        kept, "cases", named, lambda own: read_cases(patients, dictionary, rules, statements, own), found
    )
    guideline = Guideline(
        about=read_about(lists, lists["About"][0].span if "About" in lists else place, found),
        inputs=dictionary.inputs,
        value_lists=tuple(dictionary.lists.values()),
        decisions=decisions,
        regimens=dictionary.regimens,
        codes=dictionary.codes,
        statements=tuple(statements.values()),
        interpretations=tuple(interpretations.values()),
        references=read_references(lists, found),
        invariants=read_invariants(lists, dictionary, statements, found),
        pairs=read_pairs(lists, dictionary, statements, found),
        base=tuple(base.items()),
        cases=cases,
        sha256=sha256,
    )
    found = without_echoes(found, lists, tables, dictionary)
    failed = any(severity(one) is Severity.ERROR and one.code not in despite for one in found)
    return (None if failed else guideline), tuple(found)


def _kept(kept: Kept, step: str, source: object, make: Callable[[Findings], T], found: Findings) -> T:
    """Return what a step makes of its source, now or in an earlier run, and add what it finds there."""

    def anew() -> tuple[T, Findings]:
        own: Findings = []
        return make(own), own

    made, own = kept.of(step, source, anew)
    found += own
    return made


def _report_unused(dictionary: Dictionary, tables: Iterable[TableSheet], found: Findings) -> None:
    """Report inputs that no table has a column for; what else is wrong with a table does not matter here."""
    if any(one.code in ("DT316", "DT327") for one in found):
        # Their table may be the one that is missing, their column the one whose title stands twice.
        return
    titles = [(title.text.casefold(), sheet.header[KEY].text) for sheet in tables for title in sheet.inputs]
    columns = [(dictionary.variables.get(title), key) for title, key in titles]
    if any(one is None or (isinstance(one, Output) and one.decision == key) for one, key in columns):
        # A title that is not understood, or asks the table for its own result, may have been meant for any of them.
        return
    asked = {one.path for one, _ in columns if one is not None}
    for one in dictionary.inputs:
        if one.name not in asked:
            found.append(finding("DT503", one.span, read=one.name))
