"""Every finding's permanent code: its severity, its sentence, what it means and how it is mended.

One TOML file a band of codes: 1xx workbook and layout, 2xx cells, 3xx names and units, 4xx one table,
5xx the graph of tables, 6xx cases, 9xx a defect of b12dt itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from b12dt.diagnostics import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code. `title` may hold `{details}` of the finding; `meaning` and `mend` are the page `b12dt explain CODE` shows.

    `read` and `expected` introduce what was found and what would have been right; an empty one leaves it out.
    """

    code: str
    severity: Severity
    title: str
    meaning: str
    mend: str
    read: str = "I read"
    expected: str = "I expected"


@cache
def catalogue() -> dict[str, Entry]:
    """Return all entries by code, in the order of their codes."""
    entries: dict[str, Entry] = {}
    bands = sorted(file.name for file in files("b12dt.catalogue").iterdir() if file.name.endswith(".toml"))
    for band in bands:
        table = tomllib.loads((files("b12dt.catalogue") / band).read_text(encoding="utf-8"))
        for code, fields in table.items():
            texts: dict[str, str] = {name: text for name, text in fields.items() if name != "severity"}
            entries[code] = Entry(code=code, severity=Severity(fields["severity"]), **texts)
    return dict(sorted(entries.items()))


def severity(finding: Finding) -> Severity:
    """Return how grave a finding is."""
    return catalogue()[finding.code].severity


def title(finding: Finding) -> str:
    """Return the finding's headline with its details filled in."""
    entry = catalogue()[finding.code]
    fields = {"read": finding.read or "", "rule": finding.rule, "column": finding.column, **dict(finding.details)}
    return entry.title.format_map(fields)
