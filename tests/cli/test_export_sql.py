"""`b12dt export --to sql` as its users type it."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from b12dt.cli import main
from b12dt.cli.export_sql import DIALECTS
from b12dt.emit import sql

TABLES = str(Path(__file__).parent.parent.parent / "tables")


def test_the_dialects_offered_are_those_there_are() -> None:
    """Every dialect can be asked for, and no other."""
    assert tuple(sql.DIALECTS) == DIALECTS


def test_a_view_is_written_and_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file holds a statement that makes the view, over the table and with the keys that were named."""
    place = tmp_path / "advice.sql"
    words = ["export", TABLES, "--to", "sql", "--dialect", "sqlite", "--table", "seen", "--view", "advice"]
    assert main([*words, "--key", "ward", "bed", "--decisions", "scope", "--output", str(place)]) == 0
    assert "was written" in capsys.readouterr().out
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE seen (ward, bed, age_years)")
    connection.executemany("INSERT INTO seen VALUES (?, ?, ?)", [(1, "a", 52), (1, "b", 520), (2, "a", None)])
    connection.executescript(place.read_text(encoding="utf-8"))
    rows = connection.execute("SELECT ward, bed, problem, scope__rule, gaps FROM advice ORDER BY 1, 2").fetchall()
    assert [row[:2] for row in rows] == [(1, "a"), (1, "b"), (2, "a")]
    assert [row[2] is None for row in rows] == [True, False, True]
    assert [row[3] is None for row in rows] == [False, True, False]
    assert [row[4] for row in rows] == ["(none)", None, "(none)"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "sql"], "--to sql needs a --dialect, one of duckdb"),
        (["--to", "sql", "--dialect", "duckdb", "--decisions", "rout"], "There is no decision rout. Closest: route."),
        (["--to", "sql", "--dialect", "duckdb", "--key", "plan"], "A key cannot be called plan"),
        (["--to", "sql", "--dialect", "duckdb", "--table", "decided_1"], "give the table another name"),
        (["--to", "sql", "--dialect", "duckdb", "--table", "a.b.c.d.e ("], "is not the name of a table in DuckDB"),
        (["--to", "sql", "--dialect", "duckdb", "--table", ""], "is not the name of a table in DuckDB"),
        (["--dialect", "duckdb"], "--dialect goes with --to sql only"),
        (["--to", "javascript", "--view", "x"], "--view goes with --to sql only"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be done is told in one sentence, with exit code 2."""
    assert main(["export", TABLES, *words]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


def test_without_sqlglot_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where sqlglot is missing the command says in one sentence how to get it."""
    found = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == "sqlglot" else found(name, package)

    monkeypatch.setattr("b12dt.cli.export_sql.find_spec", without)
    assert main(["export", TABLES, "--to", "sql", "--dialect", "duckdb"]) == 2
    assert capsys.readouterr().err.strip() == (
        "b12dt: Writing SQL needs the package sqlglot; pip install 'b12dt[sql]' installs it."
    )
