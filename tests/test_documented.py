"""Every code has its page in words for clinicians, an example of bad input that shows it, and a use in the source."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from b12dt.catalogue import Entry, catalogue
from b12dt.cli import main

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "b12dt"
BAD = ROOT / "tests" / "cases" / "bad"
CODE = re.compile(r"DT[1-9][0-9]{2}")

NOT_PROVOKED = {
    "DT231": "an empty cell of a case means: as the base patient, and an empty default is told as DT308",
    "DT429": "tables so large that their proof is given up do not fit a document",
    "DT901": "a defect of b12dt: if one could be provoked it would be mended",
}
"""Codes that no workbook leads to, and why."""

# STYLE.md names the first ones; the others are words of programmers that a clinician would stumble over.
NEVER = ("illegal", "token", "parse", "null", "exception", "enum", "schema", "invalid")
FORBIDDEN = (
    *NEVER,
    *("string", "boolean", "integer", "float", "array", "object", "syntax", "identifier", "variable", "regex", "stack"),
    *("traceback", "runtime", "module", "json", "xml", "python", "openpyxl", "codec", "byte", "parameter", "argument"),
    *(
        "undefined",
        "validate",
        "validation",
        "buffer",
        "serialize",
        "namespace",
        "hash",
        "boilerplate",
        "config",
        "node",
    ),
)


def forbidden(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of words and what is made of them."""
    return re.compile(rf"\b(?:{'|'.join(words)})(?:s|d|ed|r|ing|able)?\b", re.IGNORECASE)


def used_codes() -> set[str]:
    """Return the codes that stand in the source."""
    texts = (place.read_text(encoding="utf-8") for place in SOURCE.rglob("*.py") if place.name != "compiled.py")
    return {code for text in texts for code in re.findall(r'"(DT[1-9][0-9]{2})"', text)}


def waiting_codes() -> set[str]:
    """Return the code of mutants, as long as no command looks for them."""
    commands = "".join(place.read_text(encoding="utf-8") for place in (SOURCE / "cli").glob("*.py"))
    return set() if "check_mutants" in commands else {"DT607"}


def said_of_workbooks(codes: set[str]) -> set[str]:
    """Return the codes that `b12dt check` can say of workbooks: 7xx and up are of DMN files and other things."""
    return {code for code in codes if code < "DT700" or code == "DT901"}


def shown_codes() -> dict[str, list[str]]:
    """Return the documents by the code that they are there to show."""
    shown: dict[str, list[str]] = {}
    for place in sorted(BAD.rglob("*.md")):
        heading = place.read_text(encoding="utf-8").partition("\n")[0]
        shown.setdefault(heading.split()[1], []).append(place.name)
    return shown


def entries() -> list[Entry]:
    """Return all entries."""
    return list(catalogue().values())


def each(name: str) -> pytest.MarkDecorator:
    """Run a test for every entry."""
    return pytest.mark.parametrize(name, entries(), ids=lambda entry: entry.code)


def test_every_code_in_the_source_has_an_entry() -> None:
    """What the source says can be looked up."""
    assert used_codes() - set(catalogue()) == set()


def test_every_entry_is_used() -> None:
    """No entry is left over from what is no longer said; DT901 has a test of its own."""
    assert set(catalogue()) - used_codes() - {"DT901"} == set()


def test_defect_is_told_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where b12dt itself fails, the user is told so in the words of DT901."""

    def fail(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("b12dt.pipeline.read", fail)
    assert main(["check", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "error DT901" in printed.err
    assert "ZeroDivisionError" not in printed.err
    assert main(["check", str(tmp_path), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["code"] == "DT901"
    assert document["reference"] in printed.err
    monkeypatch.setenv("B12DT_DEBUG", "1")
    assert main(["check", str(tmp_path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_every_code_has_an_example() -> None:
    """Each code has a document that shows it, except those of which it is said why not."""
    assert said_of_workbooks(set(catalogue())) - set(shown_codes()) - waiting_codes() == set(NOT_PROVOKED)


def test_every_example_is_of_a_code() -> None:
    """No document shows a code that there is not."""
    assert set(shown_codes()) - set(catalogue()) == set()


def test_names_of_examples_are_plain() -> None:
    """Documents are named in small letters with hyphens, so that a path can be typed."""
    assert not [place for place in BAD.rglob("*.md") if not re.fullmatch(r"[a-z-]+", place.stem)]


def test_each_code_stands_in_the_file_of_its_band() -> None:
    """A code's first digit is its file's, codes rise within a file, and none stands in two."""
    seen: list[str] = []
    for place in sorted((SOURCE / "catalogue").glob("*.toml")):
        codes = list(tomllib.loads(place.read_text(encoding="utf-8")))
        assert {code[2] for code in codes} == {place.name[0]}, place.name
        assert codes == sorted(codes)
        seen += codes
    assert len(seen) == len(set(seen))
    assert all(CODE.fullmatch(code) for code in seen)


@each("entry")
def test_words_are_those_of_clinicians(entry: Entry) -> None:
    """No forbidden word in the title, the meaning or the mend. Who exchanges DMN files (7xx) may be told of XML."""
    pattern = forbidden(NEVER if entry.code.startswith("DT7") else FORBIDDEN)
    assert [found[0] for text in (entry.title, entry.meaning, entry.mend) for found in pattern.finditer(text)] == []


@each("entry")
def test_texts_are_sentences(entry: Entry) -> None:
    """Meaning and mend begin with a capital and end with a full stop; a title may end with what it quotes."""
    for text in (entry.meaning, entry.mend):
        assert re.match(r"[A-Z0-9`'(\[]|b12dt|not\b", text), text
        assert text.endswith(".")
        assert "  " not in text
        assert "\n" not in text
    assert re.match(r"[A-Z`'“{]|b12dt", entry.title)
    assert entry.title.endswith((".", "}"))
    assert len(entry.title) < 120


@each("entry")
def test_mend_says_more_than_to_correct_it(entry: Entry) -> None:
    """What to do is said in four words at least."""
    assert len(entry.mend.split()) >= 4 or entry.code in {"DT317", "DT320", "DT303", "DT137", "DT327", "DT502"}


@each("entry")
def test_code_is_explained(entry: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    """`b12dt explain` prints severity, meaning and mend, in words and as JSON; no gap of a sentence shows its braces."""
    assert main(["explain", entry.code]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert words.startswith(f"{entry.code} · ")
    assert entry.meaning in words
    assert entry.mend in words
    assert not re.search(r"\{\w+\}", words)
    assert main(["explain", entry.code, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mend"] == entry.mend


def test_page_and_report_use_one_word() -> None:
    """A remark is called so on its page, too."""
    from b12dt.words.pages import page

    assert "remark" in page(catalogue()["DT216"]).partition("\n")[0]


def test_book_has_the_titles_of_the_catalogue() -> None:
    """Where the page on the cell language quotes a title, it is the catalogue's."""
    book = (ROOT / "book" / "cell-language.md").read_text(encoding="utf-8")
    quoted = re.findall(r"\| (?:an empty result[^|]*\| )?(DT2\d\d) ([A-Z'][^|.:]*\.)", book)
    assert len(quoted) > 15
    wrong = [
        (code, text)
        for code, text in quoted
        if "{" not in catalogue()[code].title and catalogue()[code].title != text.replace('\\"', '"')
    ]
    assert wrong == []
