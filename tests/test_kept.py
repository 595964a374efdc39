"""Kept work: a check after an edit finds what a check finds that knows nothing, whatever was edited before."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from b12dt import check as checks
from b12dt.emit.python import write_python
from b12dt.kept import Kept
from b12dt.pipeline import Outcome, run
from b12dt.prove.diagram import Space
from b12dt.prove.graph import Graph
from b12dt.words.report import report
from tests.conftest import TABLES
from tests.support.workbooks import tiny_guideline

WORDS = ("yes", "tabelt", "unknown", "> 75", "", "S9", "tablet", "injection", "warn", "never stop")


def told(outcome: Outcome) -> tuple[object, ...]:
    """Return everything that a check tells: its findings, in words with the rows they show, and the compiled tables."""
    words = report(outcome.findings, outcome.grids, most=10_000, infos=True)
    return outcome.findings, words, write_python(outcome.program) if outcome.program else None


def edit(sheet: Worksheet, random: Random) -> None:
    """Make a slip of any kind in a sheet: a cell with another text, a row that goes, comes twice or moves."""
    row, column = random.randint(3, sheet.max_row), random.randint(2, sheet.max_column)
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    match random.randrange(6):
        case 0:
            sheet.delete_rows(row)
        case 1:
            sheet.insert_rows(row)
        case 2:
            other = random.randint(3, sheet.max_row)
            for place in range(1, sheet.max_column + 1):
                sheet.cell(row, place).value = sheet.cell(other, place).value
        case 3:
            random.choice(cells).value = random.choice(WORDS)
        case _:
            sheet.cell(row, column).value = random.choice(cells).value


@pytest.mark.parametrize("seed", range(8))
def test_random_edits(tmp_path: Path, seed: int) -> None:
    """After each of some random edits, one upon the other or taken back, kept work changes nothing that is told."""
    random = Random(seed)
    kept = Kept()
    guide = tiny_guideline()
    for _ in range(8):
        if random.random() < 0.5:
            guide = tiny_guideline()
        edit(random.choice(guide.worksheets), random)
        place = guide.write(tmp_path)
        assert told(run(place, checks=True, kept=kept)) == told(run(place, checks=True))


def test_edits_of_the_guideline(tmp_path: Path) -> None:
    """So it is for the guideline's own workbooks: a rule that goes and comes, a workbook that goes and comes."""
    place = tmp_path / "tables"
    shutil.copytree(TABLES, place)
    kept = Kept()
    run(place, checks=True, kept=kept)

    def same() -> Outcome:
        outcome = run(place, checks=True, kept=kept)
        assert told(outcome) == told(run(place, checks=True))
        return outcome

    book = openpyxl.load_workbook(place / "treatment.xlsx")
    first = next(cell.row for cell in book["Route"]["B"] if cell.value == "Rule ID") + 1
    book["Route"].delete_rows(first)
    book.save(place / "treatment.xlsx")
    assert "DT410" in [one.code for one in same().findings]
    shutil.copy(TABLES / "treatment.xlsx", place)
    (place / "safety.xlsx").rename(tmp_path / "safety.xlsx")
    assert "DT423" in [one.code for one in same().findings]
    (tmp_path / "safety.xlsx").rename(place / "safety.xlsx")
    assert same().findings == run(TABLES, checks=True).findings


def test_another_threshold(tmp_path: Path) -> None:
    """Where an edit tells more patients apart, the nodes of the last check fit no more; a like number of them still do."""
    kept = Kept()
    guide = tiny_guideline()
    spaces: list[Space] = []
    for premise, broken in (("age < 18", 0), ("age < 20", 1), ("age < 30", 1), ("age < 18", 0)):
        guide["Safety"][guide.at("Safety", "I1", "If")] = premise
        outcome = run(guide.write(tmp_path), checks=True, kept=kept)
        assert [one.code for one in outcome.findings].count("DT420") == broken
        assert told(outcome) == told(run(tmp_path / "guideline", checks=True))
        spaces.append(kept.last("diagrams"))
    assert [one is spaces[1] for one in spaces] == [False, True, True, False]


def test_nothing_is_made_twice(tmp_path: Path) -> None:
    """A check of the same workbooks reads no workbook, recognises no sheet and makes no node again."""
    kept = Kept()
    place = tiny_guideline().write(tmp_path)
    first = run(place, checks=True, kept=kept)
    space: Space = kept.last("diagrams")
    nodes = len(space)
    second = run(place, checks=True, kept=kept)
    assert [one is other for one, other in zip(first.grids, second.grids, strict=True)] == [True] * len(first.grids)
    assert kept.last("diagrams") is space
    assert len(space) == nodes


def test_of_another_source() -> None:
    """A step's result is given again for an equal source, and made anew for another one."""
    kept = Kept()
    assert kept.of("step", [1], lambda: "one") == "one"
    assert kept.of("step", [1], lambda: "another") == "one"
    assert kept.of("step", [2], lambda: "two") == "two"
    assert kept.of("step", [1], lambda: "one again") == "one again"
    assert kept.of("other step", [1], lambda: "other") == "other"


def test_nodes_that_left_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the nodes of earlier checks fill the space, the proof is made on a space of its own."""
    model = tiny_guideline().model(tmp_path)
    needed = Graph(model).space
    assert not needed.full
    crowded = Space(needed.sizes, most_nodes=len(needed) // 2)
    kept = Kept()
    kept.keep("diagrams", crowded)
    outcome = run(tmp_path / "guideline", checks=True, kept=kept)
    assert crowded.full
    assert outcome.findings == run(tmp_path / "guideline", checks=True).findings
    # And nodes are not gathered for ever.
    monkeypatch.setattr(checks, "MOST_KEPT", 2)
    run(tmp_path / "guideline", checks=True, kept=kept)
    assert kept.last("diagrams") is None
