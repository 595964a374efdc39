"""What is told already: one mistake in the dictionary would otherwise be told again wherever its words are used."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diagnostics import Finding
from b12dt.recognise.layout import KEY, RULE_ID
from b12dt.recognise.sheets import TableSheet
from b12dt.resolve.cases import NO_RULE
from b12dt.resolve.dictionary import Dictionary
from b12dt.resolve.fields import Lists, rows

UNLISTED = {"DT204", "DT205", "DT230"}
UNNAMED = {"DT234", "DT301", "DT311", "DT315", "DT329", "DT338"}


def without_echoes(
    found: Iterable[Finding], sheets: Lists, tables: Iterable[TableSheet], dictionary: Dictionary
) -> list[Finding]:
    """Return the findings without those that only repeat what is wrong with an entry of the dictionary.

    Words cannot be looked up where the value list itself is missing, names cannot where the row of the dictionary
    that has them could not be read, nor outputs where two sheets claim to be one decision, nor rules where one has
    no ID of its own.
    """
    found = tuple(found)
    unread = _unread_names(sheets, dictionary)
    series = _series_with_a_gap(found, tables)
    doubled = {one.read for one in found if one.code == "DT302" and one.column == KEY}
    return [
        one
        for one in found
        if not _without_a_list(one)
        and not _of_an_unread_row(one, unread)
        and not _of_a_doubled_key(one, doubled)
        and not (one.code == NO_RULE and one.read and _series(one.read) in series)
    ]


def _without_a_list(one: Finding) -> bool:
    return one.code in UNLISTED and one.listed_in is None


def _of_an_unread_row(one: Finding, unread: set[str]) -> bool:
    return one.code in UNNAMED and one.read is not None and one.read.casefold() in unread


def _of_a_doubled_key(one: Finding, doubled: set[str | None]) -> bool:
    # The sheet with a key that another sheet has, too, was meant for another decision, with other outputs.
    return one.code == "DT315" and dict(one.details).get("key") in doubled


def _series_with_a_gap(found: Iterable[Finding], tables: Iterable[TableSheet]) -> set[str]:
    """Return how the rule IDs of the tables begin in which a rule has no ID of its own: that one is missing."""
    doubtful = {
        (one.span.workbook, one.span.sheet)
        for one in found
        if one.code == "DT310" or (one.code == "DT302" and one.column == RULE_ID)
    }
    listed = [sheet for sheet in tables if (sheet.span.workbook, sheet.span.sheet) in doubtful]
    return {_series(row.id.text) for sheet in listed for row in sheet.rows if row.id.text}


def _series(rule: str) -> str:
    """Return a rule ID without its number."""
    return rule.rstrip("0123456789").casefold()


def _unread_names(sheets: Lists, dictionary: Dictionary) -> set[str]:
    """Return the names and labels of inputs and outputs whose rows are wrong, folded."""
    inputs = {one.name for one in dictionary.inputs}
    names: set[str] = set()
    for row in rows(sheets, "Inputs"):
        if row.text("Name") not in inputs:
            names |= {row.text("Name"), row.text("Label")}
    for row in rows(sheets, "Outputs"):
        path = row.text("Output")
        if path not in dictionary.outputs:
            names |= {path, path.rpartition(".")[2], row.text("Label")}
    return {name.casefold() for name in names if name}
