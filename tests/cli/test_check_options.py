"""What `b12dt check` does besides telling: mutants, a marked copy, SARIF, watching."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.workbooks import Guide

Run = Callable[..., Any]


def test_mutants_are_counted(run: Run, tables: Path) -> None:
    """One line says what became of the mutants; where all are noticed the command ends with 0."""
    ran = run("check", tables, "--mutants")
    assert ran.out.splitlines()[-1].startswith("46 mutants: a case notices ")
    score = run("check", tables, "--mutants", "--json").document["mutants"]
    assert score["made"] == sum(number for name, number in score.items() if name != "made") == 46
    assert ran.code == (1 if score["survived"] else 0)
    assert ran.err == ""


def test_no_mutants_of_broken_tables(run: Run, broken: Path) -> None:
    """Tables with errors are not changed further, and that is said."""
    ran = run("check", broken, "--mutants")
    assert ran.code == 1
    assert "No mutants were made" in ran.out
    assert run("check", broken, "--mutants", "--json").document["mutants"] is None


def test_marked_copy(run: Run, broken: Path, tmp_path: Path) -> None:
    """The workbooks are copied with their findings, the copies are named, and the exit code is the check's."""
    out = tmp_path / "marked"
    ran = run("check", broken, "--annotate", out)
    assert ran.code == 1
    assert "guideline.xlsx was written." in ran.out
    assert (out / "guideline.xlsx").exists()
    document = run("check", broken, "--annotate", out, "--json").document
    assert document["written"] == [str(out / "guideline.xlsx")]


def test_marked_copy_never_over_the_workbooks(run: Run, tables: Path) -> None:
    """The folder of the workbooks is refused as a place for the copies: 2."""
    ran = run("check", tables, "--annotate", tables)
    assert ran.code == 2
    assert "name another folder" in ran.err


def test_sarif(run: Run, broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings are written as SARIF, the files named as seen from the folder the command was run in."""
    monkeypatch.chdir(tmp_path)
    ran = run("check", broken, "--sarif", "out.sarif")
    assert ran.code == 1
    (result,) = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "DT204"
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (tmp_path / uri).samefile(broken / "guideline.xlsx")


def test_sarif_that_cannot_be_written(run: Run, tables: Path, tmp_path: Path) -> None:
    """A place that cannot be written is wrong use, told in one line."""
    ran = run("check", tables, "--sarif", tmp_path / "nowhere" / "out.sarif")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_watching_prints_no_document(run: Run, tables: Path) -> None:
    """--watch goes on and on, so that --json is refused beside it."""
    assert run("check", tables, "--watch", "--json").code == 2


def test_watching_nothing(run: Run, tmp_path: Path) -> None:
    """A place that is not there is told and not watched."""
    ran = run("check", tmp_path / "nowhere", "--watch")
    assert ran.code == 2
    assert "DT101" in ran.out


def test_watching(run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is run by the watch, and its exit code is the last check's."""

    def once_only(place: Path, once: Callable[[], int], *, tell: Callable[[str], None], stop: Any) -> int:
        assert not stop()
        tell(f"Watching {place}.")
        return once()

    monkeypatch.setattr("b12dt.cli.watch.watch", once_only)
    ran = run("check", broken, "--watch")
    assert ran.code == 1
    assert "Watching" in ran.out
    assert "DT204" in ran.out


def test_causes_stand_before_consequences(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A rule that is retired leaves a gap: that is told first, then the cases, each missing rule once."""
    tiny["Route"][tiny.at("Route", "R2", "Basis")] = "retired"
    place = tiny.write(tmp_path)
    findings = run("check", place, "--json").document["findings"]
    told = [one["code"] for one in findings]
    assert told[0] == "DT410"
    assert told.count("DT324") == 1
    assert told == sorted(told, key=lambda code: (code != "DT410", ""))
    (missing,) = (one for one in findings if one["code"] == "DT324")
    assert missing["details"]["cases"] == "X2, X3, X4, X5"


def test_missing_sheet_is_told_first(run: Run, tiny: Guide, tmp_path: Path) -> None:
    """A sheet that is a draft is told by the output that nobody gives any more, not by its cases."""
    del tiny["Route"]
    ran = run("check", tiny.write(tmp_path))
    assert ran.out.startswith("error DT316")
