"""The pages that are written from the workbooks: for each kind what it shows, in the order of the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from b12dt.catalogue import catalogue
from b12dt.cells.numbers import plain
from b12dt.check.coverage import bounds_of
from b12dt.check.trail import asked_in
from b12dt.diff import compare
from b12dt.diff.regions import MOST_REGIONS
from b12dt.model import Basis, Decision, DecisionTable, Input, Invariant, Output
from b12dt.patient_page import Fragment, fragment
from b12dt.patient_page import Links as PatientLinks
from b12dt.program import outputs_of
from b12dt.publish import evidence, wording
from b12dt.publish.cases import cases
from b12dt.publish.files import Download
from b12dt.publish.graph import drawing
from b12dt.publish.links import ROOT, Links, page_of
from b12dt.publish.page import Page, page
from b12dt.publish.render import render
from b12dt.publish.rules import Recommended, recommended, rule_shown
from b12dt.publish.site import Chapter, Site, number_of_rules
from b12dt.words.difference_page import difference_page

RULE_ID = re.compile(r"\b[A-Z][\w.]*\.\d+\b")
"""What may be the ID of a rule."""

BANDS = {
    "1": "The workbook and its layout",
    "2": "Cells",
    "3": "Names, types, units",
    "4": "One table",
    "5": "The guideline as a whole",
    "6": "Worked cases",
    "7": "DMN files",
    "8": "Writing workbooks",
    "9": "b12dt itself",
}
"""The bands of codes, by their first digit."""


def pages(site: Site, files: Sequence[tuple[str, Sequence[Download]]], patient: Fragment) -> Iterator[Page]:
    """Return every page; `files`: what can be downloaded, by heading; `patient`: the interactive page in parts."""
    needs = {key: _decisions_read(site, one) for key, one in site.decisions.items()}
    yield page(site, "index", graph=drawing(site, Links(site, f"{ROOT}/index")), needs=needs)
    for chapter in site.chapters:
        yield page(
            site,
            f"chapters/{chapter.name}",
            "chapter.md",
            chapter=chapter,
            rules=number_of_rules(chapter.decisions),
        )
    for decision in site.decisions.values():
        yield _decision(site, decision)
    yield _recommendations(site)
    yield _dictionary(site)
    yield page(site, "regimens", named_by=_named_by(site))
    yield evidence.interpretations(site)
    yield evidence.invariants(site)
    yield evidence.statements(site)
    yield evidence.trace(site)
    yield evidence.references(site)
    yield _findings(site)
    yield from cases(site)
    yield _changes(site)
    yield page(site, "try", body=Markup(patient.body))  # noqa: S704 - the page escapes what it shows
    yield page(site, "downloads", groups=files)
    yield page(site, "cite", example=next(iter(site.rules.values()))[1])


def _decision(site: Site, decision: Decision) -> Page:
    reads = site.reads(decision)
    table = decision if isinstance(decision, DecisionTable) else None
    rules = tuple(rule_shown(site, table, rule) for rule in table.rules) if table else ()
    counted = Counter(rule.basis for rule in table.rules) if table else Counter[Basis]()
    return page(
        site,
        page_of(decision.key),
        "decision.md",
        decision=decision,
        is_table=table is not None,
        policy=wording.POLICIES[table.hit_policy] if table else (),
        by_basis=[(basis, counted[basis]) for basis in Basis if counted[basis]],
        facts_read=[one for one in reads if isinstance(one, Input)],
        decisions_read=[site.decisions[key] for key in _decisions_read(site, decision)],
        users=[site.decisions[key] for key in site.used_by.get(decision.key, ())],
        outputs=outputs_of(decision),
        rules=rules,
        proofs=wording.proofs(site, decision),
        invariants=[(one, wording.status(site, one)[0]) for one in _invariants_on(site, decision)],
        remarks=[one for one in site.findings_at(decision.span) if one.code != "DT413"],
        exercised=sum(bool(one.cases) for one in rules),
        cases=sorted({case for one in rules for case in one.cases}),
    )


def _decisions_read(site: Site, decision: Decision) -> list[str]:
    """Return the keys of the decisions whose results another one needs."""
    return list(dict.fromkeys(one.decision for one in site.reads(decision) if isinstance(one, Output)))


def _invariants_on(site: Site, decision: Decision) -> list[Invariant]:
    """Return the invariants that promise something about the results of a decision."""
    return [
        one
        for one in site.program.guideline.invariants
        if any(asked.output.decision == decision.key for asked in asked_in(one.conclusion))
    ]


def _recommendations(site: Site) -> Page:
    chapters: list[tuple[Chapter, list[tuple[Decision, list[Recommended]]]]] = []
    quiet = count = 0
    for chapter in site.chapters:
        entries: list[tuple[Decision, list[Recommended]]] = []
        for table in chapter.decisions:
            if not isinstance(table, DecisionTable) or table.working_step:
                continue
            rules = [recommended(site, table, rule) for rule in table.rules]
            told = [one for one in rules if one.told]
            count, quiet = count + len(told), quiet + len(rules) - len(told)
            if told:
                entries.append((table, told))
        if entries:
            chapters.append((chapter, entries))
    return page(site, "recommendations", chapters=chapters, count=count, quiet=quiet)


def _dictionary(site: Site) -> Page:
    guideline = site.program.guideline
    sections: dict[str, list[Input]] = {}
    for one in guideline.inputs:
        sections.setdefault(one.section, []).append(one)
    thresholds = {one.name: [plain(bound) for bound in bounds_of(one, guideline)] for one in guideline.inputs}
    return page(site, "dictionary", sections=sections.items(), thresholds=thresholds)


def _named_by(site: Site) -> dict[str, list[str]]:
    """Return the keys of the tables whose rules name a regimen, by the regimen's ID."""
    named: dict[str, dict[str, None]] = {one.id: {} for one in site.program.guideline.regimens}
    for table in site.tables.values():
        for rule in table.rules:
            for entry in rule.outputs:
                for code in entry.value if isinstance(entry.value, tuple) else (str(entry.value),):
                    if code in named:
                        named[code][table.key] = None
    return {regimen: list(keys) for regimen, keys in named.items()}


def _findings(site: Site) -> Page:
    entries = catalogue().values()
    bands = [(title, [one for one in entries if one.code[2] == digit]) for digit, title in BANDS.items()]
    return page(site, "findings", bands=[(title, listed) for title, listed in bands if listed])


def _changes(site: Site) -> Page:
    """Return what `b12dt diff` tells between the previous version and this one, the rules it names linked."""
    earlier = site.previous
    if earlier is None:
        return page(site, "changes", earlier="", difference="")
    told = difference_page(compare(earlier, site.program.guideline, MOST_REGIONS))
    _, _, body = told.partition("\n\n")
    to = Links(site, f"{ROOT}/changes")
    linked = RULE_ID.sub(lambda found: _to_rule(site, to, found[0]), body)
    difference = Markup(linked)  # noqa: S704 - it is Markdown, made safe where it was made
    return page(site, "changes", earlier=dict(earlier.about).get("Version", "before"), difference=difference)


def _to_rule(site: Site, to: Links, rule: str) -> str:
    return f'<a class="b12-id" href="{to.rule(rule)}">{rule}</a>' if rule in site.rules else rule


def patient_page(site: Site) -> Fragment:
    """Return the page on which a reader answers questions about a patient, its reasons linked to the pages of the book.

    Its style and script stand beside the pages.
    """
    to = Links(site, f"{ROOT}/try")
    links = PatientLinks(
        rule=lambda _, rule: to.rule(rule),
        statement=lambda one: to("statements", one),
        interpretation=lambda one: to("interpretations", one),
    )
    return fragment(site.program, links=links, heading="h2")


def chosen(site: Site, rules: Iterable[str], document: str) -> str:
    """Return some rules as sentences, in HTML, for a page of the book anywhere; `document` is its name from the book's root."""
    shown = [recommended(site, *site.rules[rule]) for rule in rules]
    return render(site, document, "chosen.html", {"rules": shown})
