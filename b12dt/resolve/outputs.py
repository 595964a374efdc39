"""What a sheet gives: its columns of results, and whether they are told to the reader."""

from __future__ import annotations

from collections.abc import Iterable

from b12dt.diagnostics import finding
from b12dt.model import Output
from b12dt.recognise.layout import ROLE
from b12dt.recognise.sheets import Field, ListSheet, TableSheet
from b12dt.resolve.dictionary import Dictionary
from b12dt.resolve.fields import Findings, word
from b12dt.runtime.closest import closest

ADVICE, FIRST, WORKING_STEP = ROLES = ("advice", "told first", "working step")


def output_columns(titles: Iterable[Field], dictionary: Dictionary, key: str, found: Findings) -> list[Output | None]:
    """Return the output that each title stands for, None where there is none, which is reported."""
    own = [output.name for output in dictionary.outputs.values() if output.decision == key]
    named = names_of_outputs(dictionary, key)
    columns: list[Output | None] = []
    for title in titles:
        output = named.get(title.text.casefold())
        if output is None:
            found.append(
                finding("DT315", title.span, read=title.text, expected=own, closest=closest(title.text, named), key=key)
            )
        elif output in columns:
            found.append(finding("DT327", title.span, read=title.text))
            output = None
        columns.append(output)
    return columns


def names_of_outputs(dictionary: Dictionary, key: str) -> dict[str, Output]:
    """Return a decision's outputs by all that their columns may be titled, folded."""
    own = [output for output in dictionary.outputs.values() if output.decision == key]
    return {text.casefold(): one for one in own for text in (one.name, one.path, one.label)}


def role_of(sheet: TableSheet | ListSheet, found: Findings) -> str:
    """Return whether a decision is told as advice, before all other advice, or serves other decisions only."""
    role = sheet.header.get(ROLE)
    return ADVICE if role is None else word(role, ROLE, ROLES, found, ADVICE)
