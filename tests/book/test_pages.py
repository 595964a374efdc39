"""The pages written from the workbooks, before Sphinx sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from b12dt.cells.said import in_words
from b12dt.publish import wording
from b12dt.publish.files import downloads
from b12dt.publish.graph import edges, in_lines, place
from b12dt.publish.links import Links
from b12dt.publish.pages import chosen, pages, patient_page
from b12dt.publish.site import NotPublishedError, Site, survey
from b12dt.runtime.numbers import pretty
from b12dt.show.places import anchor
from tests.support import models
from tests.support.book import ROOT


def test_workbooks_with_errors_are_not_published(tmp_path: Path) -> None:
    """A book of tables that are wrong would give wrong advice: it is not built, and says what is wrong and where."""
    for path in (ROOT / "tables").glob("*.xlsx"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    book = openpyxl.load_workbook(tmp_path / "treatment.xlsx")
    book["Route"]["G15"] = "injecton"
    book.save(tmp_path / "treatment.xlsx")
    with pytest.raises(NotPublishedError, match=r"(?s)DT205.*G15"):
        survey(tmp_path)


def test_what_clinicians_write_cannot_become_markup(site: Site) -> None:
    """A label that looks like HTML, or like Markdown, is shown as it is written."""
    key, table = next(iter(site.tables.items()))
    strange = replace(table, name="*Scope* <b>", question="<script>alert(1)</script>", rules=table.rules)
    guideline = site.program.guideline
    others = tuple(strange if one.key == key else one for one in guideline.decisions)
    changed = replace(site, program=replace(site.program, guideline=replace(guideline, decisions=others)))
    text = next(
        page.text for page in pages(changed, [], patient_page(changed)) if page.name == f"decisions/{anchor(key)}"
    )
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert r"# \*Scope\* \<b\>" in text


def test_addresses_are_seen_from_the_page_they_stand_on(site: Site) -> None:
    """The same rule has another address from a page beside it than from one above."""
    rule = "B12.D14.04"
    assert Links(site, "guideline/recommendations").rule(rule) == "decisions/route.html#b12-d14-04"
    assert Links(site, "guideline/decisions/neuro").rule(rule) == "route.html#b12-d14-04"
    assert Links(site, "index").rule(rule) == "guideline/decisions/route.html#b12-d14-04"


def test_every_decision_and_every_arrow_is_in_the_graph(site: Site) -> None:
    """The drawing holds each decision once, and an arrow for each use of one decision by another."""
    placed = place(site)
    assert sorted(node.key for node in placed.nodes) == sorted(site.decisions)
    assert sorted((edge.source, edge.target) for edge in placed.edges) == sorted(edges(site))


def test_the_graph_fits_a_page(site: Site) -> None:
    """The drawing is no wider than the text of a page on a wide screen, and no word of a name is cut."""
    assert place(site).width < 900
    for decision in site.decisions.values():
        assert " ".join(in_lines(decision.name)) == decision.name


def test_what_the_graph_shows_stands_in_words(site: Site) -> None:
    """Whoever does not see the drawing reads beneath it what each decision needs, link by link."""
    text = next(page.text for page in pages(site, [], patient_page(site)) if page.name == "index")
    listed = text.partition("## The same in words")[2]
    entries = dict(re.findall(r'<li><a href="decisions/([^"]+)\.html">[^<]*</a> (.*)</li>', listed))
    for key in site.decisions:
        needed = {source for source, target in edges(site) if target == key}
        assert set(re.findall(r'href="decisions/([^"]+)\.html"', entries[anchor(key)])) == set(map(anchor, needed)), key


def test_boxes_of_the_graph_do_not_cover_each_other(site: Site) -> None:
    """Each box can be read and followed."""
    nodes = place(site).nodes
    covered = [
        (one.key, other.key)
        for place_of, one in enumerate(nodes)
        for other in nodes[place_of + 1 :]
        if abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    ]
    assert covered == []


def test_a_table_that_was_not_proved_does_not_say_that_it_was(site: Site) -> None:
    """What the checks could not prove is told so on the page."""
    table = site.tables["route"]
    from b12dt.diagnostics import finding

    doubtful = replace(site, findings=(*site.findings, finding("DT429", table.span, read=table.name)))
    assert wording.proofs(doubtful, table) == ("Not proved: the table grew too large for it, and says so.",)
    assert "Exactly one rule" in wording.proofs(site, table)[0]


def test_an_invariant_that_was_not_proved_does_not_say_that_it_was(site: Site) -> None:
    """The status is read from what the checks found."""
    from b12dt.diagnostics import finding

    one = site.invariants[0]
    for code, word in (("DT429", "not proved"), ("DT422", "idle")):
        doubtful = replace(site, findings=(*site.findings, finding(code, one.span, read=one.id, rule=one.id)))
        assert wording.status(doubtful, one)[0] == word
    assert wording.status(site, one)[0] == "proved"


def test_rules_are_quoted_as_the_workbooks_have_them(site: Site) -> None:
    """A page that people write takes the sentence of a rule from the tables."""
    text = chosen(site, ["B12.D09.01"], "index")
    assert "Never delay treatment; the damage may become permanent." in text
    assert "guideline/decisions/urgency.html#b12-d09-01" in text


def test_a_pdf_that_is_not_there_or_of_earlier_workbooks_is_not_offered(site: Site, tmp_path: Path) -> None:
    """The whole book as PDF is listed only when it was printed of these very workbooks."""
    path = tmp_path / "book.pdf"

    def is_offered() -> bool:
        offered = downloads(site, ROOT / "tables", [], {"the whole book": path})
        return path.name in {one.name for _, listed in offered for one in listed}

    assert not is_offered()
    path.write_bytes(b"no PDF at all")
    assert not is_offered()
    for sha256, right in (("0" * 64, False), (site.program.guideline.sha256, True)):
        with pikepdf.new() as document:
            document.docinfo["/Keywords"] = sha256
            document.save(path)
        assert is_offered() == right


@pytest.mark.parametrize(
    ("cell", "fact", "said"),
    [
        ("[25..50]", "platelets_10e9_l", "25 to 50 {unit}"),
        ("[10..25)", "platelets_10e9_l", "10 to under 25 {unit}"),
        ("(10..25], unknown", "platelets_10e9_l", "over 10 to 25 {unit} or unknown"),
        ("not(< 10)", "platelets_10e9_l", "anything but under 10 {unit}"),
        (">= 18", "age_years", "18 {unit} or more"),
        ("<= 1", "order_interval_days", "1 day or less"),
        ("[1..2]", "months_since_start", "1 to 2 months"),
        ("unknown", "age_years", "unknown"),
        ("not(yes, unknown)", "anemia", "anything but yes or unknown"),
        ("yes", "anemia", "yes"),
    ],
)
def test_conditions_are_said_in_words(site: Site, cell: str, fact: str, said: str) -> None:
    """What a cell asks for is told as a colleague would say it."""
    variable = next(one for one in site.program.guideline.inputs if one.name == fact)
    assert in_words(models.cell(cell, variable), variable) == said.format(unit=pretty(variable.unit))
