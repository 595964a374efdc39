"""Watching a folder: what makes it check again, what does not, and how it ends.

Time is played: `wait` is not a sleep but a step in which the test changes files.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from b12dt.cli.progress import steps
from b12dt.cli.watch import STOPPED, look, watch
from tests.support.zips import rezip

Step = Callable[[], object]


class Watched:
    """A folder, the checks that were run on it, and the lines that were told."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.checks: list[set[str]] = []
        self.lines: list[str] = []
        self.waited = 0.0

    def play(self, *acts: Step | None, codes: Iterator[int] | None = None) -> int:
        """Watch while one act happens in each pause, then until all has been quiet for two seconds; return the code."""
        left = [*acts]
        quiet = 0.0

        def wait(seconds: float) -> None:
            nonlocal quiet
            self.waited += seconds
            quiet = 0.0 if left else quiet + seconds
            act = left.pop(0) if left else None
            if act:
                act()

        def once() -> int:
            self.checks.append(set(look(self.place)))
            return next(codes) if codes else 0

        return watch(self.place, once, tell=self.lines.append, stop=lambda: quiet > 2, wait=wait)

    @property
    def changes(self) -> list[str]:
        """Return what was told of changes, without the time of day."""
        return [re.sub(r"^\d\d:\d\d:\d\d  ", "", line) for line in self.lines[1:]]


def book(content: str = "x") -> bytes:
    """Return a whole zip, which is all that watching asks of a workbook."""
    return rezip({"part": content.encode()})


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """Return a folder with two workbooks."""
    for name in ("route.xlsx", "doses.xlsx"):
        (tmp_path / name).write_bytes(book())
    return Watched(tmp_path)


def test_checks_at_once(watched: Watched) -> None:
    """The first check does not wait for a change, and its exit code is the result."""
    assert watched.play(codes=iter([1])) == 1
    assert len(watched.checks) == 1
    assert "Ctrl-C" in watched.lines[0]


def test_save(watched: Watched) -> None:
    """A save is told with the time of day and checked once; the last exit code counts."""
    route = watched.place / "route.xlsx"
    assert watched.play(lambda: route.write_bytes(book("longer")), codes=iter([1, 0])) == 0
    assert len(watched.checks) == 2
    assert re.fullmatch(r"\d\d:\d\d:\d\d  route\.xlsx saved\.", watched.lines[1])


def test_same_size(watched: Watched) -> None:
    """A save that leaves the size as it was is seen by its time."""
    route = watched.place / "route.xlsx"
    watched.play(lambda: os.utime(route, ns=(1, 1)))
    assert watched.changes == ["route.xlsx saved."]


def test_added_and_removed(watched: Watched) -> None:
    """A new workbook and one that is gone for good are changes, told together."""

    def act() -> None:
        (watched.place / "new.xlsx").write_bytes(book())
        (watched.place / "doses.xlsx").unlink()

    watched.play(act)
    assert watched.changes == ["new.xlsx added; doses.xlsx removed."]
    assert watched.checks[-1] == {"route.xlsx", "new.xlsx"}


def test_the_dance_of_excel(watched: Watched) -> None:
    """Excel writes a temporary file, moves the old one away and the new one in: one save, checked when all is there."""
    folder = watched.place
    route, old, new = folder / "route.xlsx", folder / "5F3A.tmp", folder / "C1B2A000"
    watched.play(
        lambda: new.write_bytes(book("saved")),
        lambda: route.rename(old),
        None,
        None,
        lambda: new.rename(route),
        old.unlink,
    )
    assert watched.changes == ["route.xlsx saved."]
    assert watched.checks[-1] == {"route.xlsx", "doses.xlsx"}


def test_locks_are_no_change(watched: Watched) -> None:
    """Opening a workbook in Excel or LibreOffice, and files that are no workbooks, start no check."""
    names = ("~$route.xlsx", ".~lock.route.xlsx#", ".route.xlsx", "notes.txt", "lu12ab.tmp")
    watched.play(*[lambda name=name: (watched.place / name).write_bytes(b"x") for name in names])
    assert watched.changes == []
    assert len(watched.checks) == 1


def test_waits_for_the_end_of_a_slow_save(watched: Watched) -> None:
    """A workbook that is written in pieces is checked once, when it is whole, however long the pauses between them."""
    route, content = watched.place / "route.xlsx", book("slow" * 50)
    sizes: list[int] = []

    def write(end: int) -> Step:
        return lambda: route.write_bytes(content[:end])

    def note() -> None:
        sizes.append(route.stat().st_size)

    watched.play(write(20), note, None, None, write(90), None, None, None, write(len(content)))
    assert watched.changes == ["route.xlsx saved."]
    assert len(watched.checks) == 2
    assert sizes == [20]


def test_damage_is_checked_all_the_same(watched: Watched) -> None:
    """A workbook that stays broken is not waited for for ever: the check is to tell of it."""
    watched.play(lambda: (watched.place / "route.xlsx").write_bytes(b"broken"))
    assert watched.changes == ["route.xlsx saved."]


def test_a_save_during_the_check(watched: Watched) -> None:
    """What is saved while a check runs is checked after it."""
    route = watched.place / "route.xlsx"
    saves = iter([b"", book("second"), b""])

    def codes() -> Iterator[int]:
        for content in saves:
            if content:
                route.write_bytes(content)
            yield 0

    watched.play(lambda: route.write_bytes(book("the first")), codes=codes())
    assert watched.changes == ["route.xlsx saved.", "route.xlsx saved."]


def test_one_workbook(watched: Watched) -> None:
    """One workbook can be watched by itself; its neighbours are nobody's concern, and its going is a change."""
    folder, watched.place = watched.place, watched.place / "route.xlsx"
    watched.play(lambda: (folder / "doses.xlsx").write_bytes(b"other"), None, None, watched.place.unlink)
    assert watched.changes == ["route.xlsx removed."]


def test_a_model_in_dmn(watched: Watched) -> None:
    """A DMN file, which is no workbook and no zip, is watched, too."""
    watched.place = watched.place / "model.dmn"
    watched.place.write_text("<definitions/>")
    watched.play(lambda: watched.place.write_text("<definitions></definitions>"))
    assert watched.changes == ["model.dmn saved."]


def test_the_folder_goes(watched: Watched) -> None:
    """A folder that goes away is a change, not a failure."""
    watched.play(lambda: watched.place.rename(watched.place.with_name("elsewhere")))
    assert watched.changes == ["doses.xlsx, route.xlsx removed."]


def _interrupt() -> None:
    raise KeyboardInterrupt


def test_ctrl_c(watched: Watched) -> None:
    """Ctrl-C ends watching with the exit code of the last check."""
    assert watched.play(None, _interrupt, codes=iter([1])) == 1


def test_ctrl_c_in_the_first_check(watched: Watched) -> None:
    """Ctrl-C before any check has ended gives the exit code of a command that was stopped."""

    def codes() -> Iterator[int]:
        _interrupt()
        yield 0

    assert watched.play(codes=codes()) == STOPPED


def test_steps_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody watches, work goes on without a bar."""
    assert list(steps(iter("abc"), 3, "Working")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_steps_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal the bar names the work on standard error, and the items are the same."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, other = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", other)
    monkeypatch.setenv("TERM", "xterm")
    assert list(steps(iter("abc"), 3, "Checking mutants")) == ["a", "b", "c"]
    assert "Checking mutants" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()
    assert other.getvalue() == ""
