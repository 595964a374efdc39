"""What each backend can do, as data: every gap with its reason. The tests hold it against what the backends do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Support(NamedTuple):
    """Whether a backend can do something; where it cannot, or only in part, `reason` says why."""

    backend: str
    capability: str
    level: str
    reason: str


BACKENDS = (
    "Python", "evaluate_frame", "Spark mapInArrow", "JavaScript", "DuckDB", "SQLite", "Spark SQL", "PostgreSQL", "BigQuery",
    "Snowflake", "SQL Server",
)  # fmt: skip
SQL = ("DuckDB", "SQLite", "Spark SQL", "PostgreSQL", "BigQuery", "Snowflake", "SQL Server")
DIALECT_OF = {
    "DuckDB": "duckdb", "SQLite": "sqlite", "Spark SQL": "spark", "PostgreSQL": "postgres", "BigQuery": "bigquery",
    "Snowflake": "snowflake", "SQL Server": "tsql",
}  # fmt: skip

ANSWERS = "all hit policies, outputs, rules that fired, gaps"
EXECUTED = "executed in the tests, held against Python"
LISTS = "several values come as a list"
NUMBERS = "lists of numbers come as lists of numbers"
SUMMARY_GAPS = "a gap behind a summary is told in the row"
CHECKED = "a fact outside the dictionary gets no advice, and is named"
SUGGESTED = "what was read, and the closest word, are told"
DEFAULTS = "a fact left out stands at its default"
UNITS = "units are checked"
LABELS = "labels are read as well as codes"
SINGLE = "numbers of single precision are read"
TYPES = "numbers kept as texts, or as yes and no, get no advice"
SUMS = "sums of any number of digits"
REASONS = "statements and basis of the rules"
EXPLAINED = "why, why not, open questions"

_NO_TEXT = "A query gives out rule IDs; what a rule rests on is looked up by them."
_ONE_ROW = "It is worked out for one patient at a time, by the Python or the JavaScript."
_COLUMN = "A column that is not there stops the query; that is safer than a default nobody sees."
_TEXT_LISTS = "It has no arrays that a query could give out: the text `a; b`, `(none)` for none."

_GAPS: dict[str, dict[str, tuple[str, str]]] = {
    EXECUTED: {
        "BigQuery": ("partly", "Its text is read again and walked; it runs nowhere but in its cloud."),
        "Snowflake": ("partly", "Its text is read again and walked; it runs nowhere but in its cloud."),
        "SQL Server": ("partly", "Its text is read again and walked; no server is started in the tests."),
    },
    LISTS: {
        "SQLite": ("no", _TEXT_LISTS),
        "SQL Server": ("no", _TEXT_LISTS),
        "BigQuery": ("no", "It gives out an array that is NULL as an empty one, so that a gap would read as nothing: the text `a; b`."),
    },
    NUMBERS: {
        "SQLite": ("no", _TEXT_LISTS),
        "SQL Server": ("no", _TEXT_LISTS),
        "BigQuery": ("no", "As for other lists."),
        "Snowflake": ("no", "A text cannot be split there into an array of numbers at once: the text `1; 2.5`."),
    },
    SUMMARY_GAPS: {
        "evaluate_frame": ("partly", "The summary states what some of its tables gave; the gap stands with the table that has it, and in the report."),
        "Spark mapInArrow": ("partly", "As for evaluate_frame; there is no report, as nothing has run yet."),
    },
    SUGGESTED: dict.fromkeys(SQL, ("partly", "The problem names the fact and what is allowed; the row itself shows what was read.")),
    DEFAULTS: dict.fromkeys(SQL, ("no", _COLUMN)),
    UNITS: dict.fromkeys(SQL, ("no", "A column of SQL has no unit: it must be in the dictionary's.")),
    LABELS: {
        **dict.fromkeys(SQL, ("no", "Comparing by labels too would double every check; a table of facts holds codes.")),
        "Python": ("no", "Facts are given by code; the interview and the frames read labels."),
        "JavaScript": ("no", "As for Python; its page offers the labels to choose from."),
    },
    SINGLE: {
        "DuckDB": ("no", "2.8 in single precision is not 2.8: the column is a problem; cast it to DECIMAL."),
        "Spark SQL": ("no", "As for DuckDB."),
        "PostgreSQL": ("no", "As for DuckDB."),
        "SQL Server": ("no", "As for DuckDB."),
    },
    TYPES: {"SQLite": ("partly", "Texts and bytes are a problem; yes and no are kept there as the numbers 1 and 0, and are read so.")},
    SUMS: dict.fromkeys(SQL, ("partly", "Refused where the numbers of a table could add up to more than 15 digits: no engine but Python rounds them alike.")),
    REASONS: dict.fromkeys(SQL, ("no", _NO_TEXT)),
    EXPLAINED: dict.fromkeys(("evaluate_frame", "Spark mapInArrow", *SQL), ("no", _ONE_ROW)),
}  # fmt: skip

CAPABILITIES = (
    ANSWERS, EXECUTED, LISTS, NUMBERS, SUMMARY_GAPS, CHECKED, SUGGESTED, DEFAULTS, UNITS, LABELS, SINGLE, TYPES, SUMS,
    REASONS, EXPLAINED,
)  # fmt: skip


def support() -> Iterator[Support]:
    """Return what each backend can do, capability by capability."""
    for capability in CAPABILITIES:
        for backend in BACKENDS:
            level, reason = _GAPS.get(capability, {}).get(backend, ("yes", ""))
            yield Support(backend, capability, level, reason)


def level(backend: str, capability: str) -> str:
    """Return how far a backend can do something: yes, partly or no."""
    return _GAPS.get(capability, {}).get(backend, ("yes", ""))[0]


def support_page() -> str:
    """Return the table as a page of Markdown, the reasons as notes below it."""
    notes: dict[str, int] = {}
    lines = [
        "# What each backend can do",
        "",
        "Every backend is made from the same program, and the tests hold each that can be executed against the Python, on",
        "every answer to every table, the worked cases and random patients; [a run of 100,000](measured.md) of them through each",
        "is among what was measured. A number leads to the reason of a gap.",
        "",
        f"| | {' | '.join(BACKENDS)} |",
        f"|---|{'---|' * len(BACKENDS)}",
    ]
    for capability in CAPABILITIES:
        cells: list[str] = []
        for one in support():
            if one.capability == capability:
                note = notes.setdefault(one.reason, len(notes) + 1) if one.reason else 0
                cells.append(f"{one.level} ({note})" if note else one.level)
        lines.append(f"| {capability} | {' | '.join(cells)} |")
    lines += ["", *(f"{number}. {reason}" for reason, number in notes.items())]
    return "\n".join(lines) + "\n"
