"""Bad input as documents: each of `tests/cases/bad` shows what is wrong, and exactly what `b12dt check` says of it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from b12dt.cli import main
from tests.support.documents import read_document
from tests.support.golden import settle

BAD = Path(__file__).parent / "cases" / "bad"
DOCUMENTS = sorted(BAD.rglob("*.md"))


@pytest.mark.parametrize("place", DOCUMENTS, ids=lambda place: f"{place.parent.name}/{place.stem}")
def test_bad_input(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], accept: bool
) -> None:
    """The command says what the document shows, names the document's code, and ends as the severities ask for."""
    document = read_document(place)
    document.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(document.command)
    assert program == "b12dt"
    ended = main(arguments)
    came = capsys.readouterr().out
    assert f"{document.code} · " in came
    assert ended == (2 if "DT101" in came else 1 if re.search("^(error|warning) DT", came, re.MULTILINE) else 0)
    for private in (str(tmp_path), str(Path.home())):
        assert private not in came
    settle(place, document.printed, came, accept=accept, around=(document.before, document.after))
