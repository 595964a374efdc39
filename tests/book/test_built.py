"""The book as it is built: whole, closed in itself, the same each time."""

from __future__ import annotations

import hashlib
import json
import pickle
import posixpath
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from b12dt.dmn.read import read_dmn
from b12dt.pipeline import failed
from b12dt.publish.links import cases_page, page_of
from b12dt.publish.site import Site
from b12dt.show.places import anchor
from tests.support.book import COMMANDS, ROOT, Seen, build, copy_project


def test_every_link_inside_the_book_leads_somewhere(html: Path, seen: dict[str, Seen]) -> None:
    """A link leads to a page or a file that is there, and to an anchor that is on it."""
    broken: list[str] = []
    for address, page in seen.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link in ("#", ""):
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
                if parts.path
                else address
            )
            there = target in seen or (html / target).is_file()
            held = target not in seen or not parts.fragment or unquote(parts.fragment) in seen[target].ids
            if not (there and held):
                broken.append(f"{address}: {link}")
    assert broken == []


def test_no_page_asks_another_machine_for_anything(seen: dict[str, Seen]) -> None:
    """Whatever a page loads lies beside it."""
    assert {(address, load) for address, page in seen.items() for load in page.loads if urlsplit(load).netloc} == set()


def test_nothing_of_the_sources_shows_through(seen: dict[str, Seen]) -> None:
    """No mark of Markdown or of a template is left in what a reader sees, but where a page tells of them."""
    about_markup = ("workbooks.html", "cell-language.html")
    marks = ("``````", "{raw}", "{{", "{%", "}}")
    found = {
        address: [mark for mark in marks if mark in "".join(page.text)]
        for address, page in seen.items()
        if address not in about_markup
    }
    assert {address: marks for address, marks in found.items() if marks} == {}
    assert "`" not in "".join(seen["guideline/findings.html"].text)


def test_no_anchor_stands_twice_on_a_page(seen: dict[str, Seen]) -> None:
    """An anchor names one place."""
    twice = {address: {one for one in page.ids if page.ids.count(one) > 1} for address, page in seen.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_pages_that_quote_rules_are_read_anew(html: Path) -> None:
    """A page that people write and that quotes the workbooks is not kept from an earlier build, in which they said else."""
    quoting = {path.stem for path in (ROOT / "book").glob("*.md") if "```{rules}" in path.read_text(encoding="utf-8")}
    kept = next(html.parent.rglob("environment.pickle"))
    assert quoting
    assert quoting == pickle.loads(kept.read_bytes()).reread_always


def test_everything_in_the_workbooks_has_its_place(seen: dict[str, Seen], site: Site) -> None:
    """Each decision has its page; each rule, statement, fact, regimen, invariant, interpretation and case its anchor."""
    guideline = site.program.guideline
    wanted = [(page_of(table.key), rule) for rule, (table, _) in site.rules.items()]
    wanted += [("statements", one.id) for one in guideline.statements]
    wanted += [("dictionary", one.name) for one in guideline.inputs]
    wanted += [("regimens", one.id) for one in guideline.regimens]
    wanted += [("invariants", one.id) for one in site.invariants]
    wanted += [("interpretations", one.id) for one in guideline.interpretations]
    wanted += [(cases_page(site, one.id), one.id) for one in guideline.cases]
    missing = [(page, name) for page, name in wanted if anchor(name) not in seen[f"guideline/{page}.html"].ids]
    assert missing == []
    assert {f"guideline/{page_of(key)}.html" for key in site.decisions} <= seen.keys()


def test_every_result_of_every_rule_is_told(seen: dict[str, Seen], site: Site) -> None:
    """The page of a decision shows each cell of its table as the clinicians wrote it."""
    for table in site.tables.values():
        text = " ".join(" ".join(seen[f"guideline/{page_of(table.key)}.html"].text).split())
        cells = {entry.text for rule in table.rules for entry in (*rule.inputs, *rule.outputs) if entry.text != "-"}
        assert {cell for cell in cells if " ".join(cell.split()) not in text} == set(), table.key


def test_each_page_tells_its_version_and_what_it_is_not_for(seen: dict[str, Seen], site: Site) -> None:
    """Version, date, review and the notice stand on every page, with the way to cite it."""
    for address, page in seen.items():
        text = " ".join(" ".join(page.text).split())
        told = (
            site.about["Notice"],
            f"Version: {site.about['Version']}",
            site.about["Date"],
            "Last reviewed",
            "Review by",
            "Cite this",
        )
        assert [one for one in told if one not in text] == [], address


def test_what_is_downloaded_is_what_the_book_was_made_of(html: Path, site: Site) -> None:
    """The workbooks and notebooks are the very files; the DMN and the JSON can be read."""
    for path in [*(ROOT / "tables").glob("*.xlsx"), *(ROOT / "notebooks").glob("*.ipynb")]:
        assert (html / "files" / path.name).read_bytes() == path.read_bytes()
    guideline, found = read_dmn(html / "files" / "guideline.dmn")
    assert guideline is not None
    assert not failed(found)
    data = json.loads((html / "files" / "guideline.json").read_text(encoding="utf-8"))
    rules = [rule["id"] for decision in data["decisions"] for rule in decision.get("rules", ())]
    assert sorted(rules) == sorted(site.rules)
    assert [one["name"] for one in data["inputs"]] == [one.name for one in site.program.guideline.inputs]


def test_two_builds_are_the_same_to_the_byte(html: Path, tmp_path: Path) -> None:
    """The same sources, elsewhere, at another time, give the same files."""
    project = copy_project(tmp_path)
    assert build(project).returncode == 0
    assert _sums(project / "book" / "_build" / "html") == _sums(html)


def test_plain_sphinx_builds_it(tmp_path: Path) -> None:
    """The way out of Jupyter Book: the configuration it writes lets Sphinx and MyST-NB build the book by themselves."""
    project = copy_project(tmp_path)
    subprocess.run(
        [COMMANDS / "jupyter-book", "config", "sphinx", "book"], cwd=project, check=True, capture_output=True
    )
    configuration = (project / "book" / "conf.py").read_text(encoding="utf-8")
    (project / "book" / "conf.py").write_text(configuration.replace("'jupyter_book', ", ""), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "book", "out"]
    done = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert (project / "out" / "guideline" / "decisions" / "route.html").is_file()


def _sums(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
