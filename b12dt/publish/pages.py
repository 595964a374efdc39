"""The pages that are written from the workbooks: for each kind what it shows, in the order of the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from b12dt.catalogue import catalogue
from b12dt.cells.numbers import plain
from b12dt.check.coverage import bounds_of
from b12dt.check.trail import asked_in
from b12dt.diff import compare
from b12dt.diff.regions import MOST_REGIONS
from b12dt.model import Basis, Decision, DecisionTable, Input, Invariant, Output, PairInvariant
from b12dt.patient_page import Fragment, fragment
from b12dt.patient_page import Links as PatientLinks
from b12dt.program import outputs_of
from b12dt.publish import wording
from b12dt.publish.files import Download
from b12dt.publish.graph import drawing
from b12dt.publish.links import ROOT, Links, page_of
from b12dt.publish.render import render
from b12dt.publish.shown import Recommended, case_shown, recommended, references_shown, rule_shown
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


class Page(NamedTuple):
    """A page: its name below the root, without ending, and its text."""

    name: str
    text: str


def pages(site: Site, files: Sequence[tuple[str, Sequence[Download]]], patient: Fragment) -> Iterator[Page]:
    """Return every page; `files`: what can be downloaded, by heading; `patient`: the interactive page in parts."""
    needs = {key: _decisions_read(site, one) for key, one in site.decisions.items()}
    yield _page(site, "index", graph=drawing(site, Links(site, f"{ROOT}/index")), needs=needs)
    for chapter in site.chapters:
        yield _page(
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
    yield _page(site, "regimens", named_by=_named_by(site))
    yield _interpretations(site)
    yield _invariants(site)
    yield _statements(site)
    yield _trace(site)
    yield _references(site)
    yield _findings(site)
    yield from _cases(site)
    yield _changes(site)
    yield _page(site, "try", body=Markup(patient.body))  # noqa: S704 - the page escapes what it shows
    yield _page(site, "downloads", groups=files)
    yield _page(site, "cite", example=next(iter(site.rules.values()))[1])


def _page(site: Site, name: str, template: str = "", **context: Any) -> Page:
    return Page(name, render(site, f"{ROOT}/{name}", template or f"{name}.md", context))


def _decision(site: Site, decision: Decision) -> Page:
    reads = site.reads(decision)
    table = decision if isinstance(decision, DecisionTable) else None
    rules = tuple(rule_shown(site, table, rule) for rule in table.rules) if table else ()
    counted = Counter(rule.basis for rule in table.rules) if table else Counter[Basis]()
    return _page(
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
    return _page(site, "recommendations", chapters=chapters, count=count, quiet=quiet)


def _dictionary(site: Site) -> Page:
    guideline = site.program.guideline
    sections: dict[str, list[Input]] = {}
    for one in guideline.inputs:
        sections.setdefault(one.section, []).append(one)
    thresholds = {one.name: [plain(bound) for bound in bounds_of(one, guideline)] for one in guideline.inputs}
    return _page(site, "dictionary", sections=sections.items(), thresholds=thresholds)


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


def _interpretations(site: Site) -> Page:
    everything = site.program.guideline.interpretations
    weights = sorted({one.weight for one in everything}, key=["high", "medium", "low"].index)
    by_weight = [(weight, [one for one in everything if one.weight == weight]) for weight in weights]
    return _page(site, "interpretations", by_weight=by_weight, first=[one for one in everything if one.look_first])


def _invariants(site: Site) -> Page:
    guideline = site.program.guideline
    kinds: list[tuple[str, list[tuple[Invariant | PairInvariant, tuple[str, str]]]]] = [
        ("Of one patient", [(one, wording.status(site, one)) for one in guideline.invariants]),
        (
            "Between a patient and the same patient with one answer changed",
            [(one, wording.status(site, one)) for one in guideline.pairs],
        ),
    ]
    statuses = [status for _, entries in kinds for _, (status, _) in entries]
    return _page(site, "invariants", kinds=kinds, proved=statuses.count("proved"), total=len(statuses))


def _statements(site: Site) -> Page:
    sections: dict[str, list[Any]] = {}
    for one in site.program.guideline.statements:
        sections.setdefault(one.section, []).append(one)
    cited = sum(bool(site.rules_citing.get(one.id)) for one in site.program.guideline.statements)
    return _page(site, "statements", sections=sections.items(), cited=cited)


def _trace(site: Site) -> Page:
    guideline, to = site.program.guideline, Links(site, f"{ROOT}/trace")
    bare = [rule.id for _, rule in site.rules.values() if not rule.statements]
    uncited = [one.id for one in guideline.statements if not site.rules_citing.get(one.id)]
    unused = [one.id for one in guideline.interpretations if not site.rules_citing.get(one.id)]
    coverage = [
        (
            "Rules that cite a statement",
            len(site.rules),
            len(site.rules) - len(bare),
            [(one, to.rule(one)) for one in bare],
        ),
        (
            "Statements that a rule cites",
            len(guideline.statements),
            len(guideline.statements) - len(uncited),
            [(one, to("statements", one)) for one in uncited],
        ),
        (
            "Interpretations that a rule follows",
            len(guideline.interpretations),
            len(guideline.interpretations) - len(unused),
            [(one, to("interpretations", one)) for one in unused],
        ),
    ]
    return _page(site, "trace", coverage=coverage)


def _references(site: Site) -> Page:
    everything = site.program.guideline.references
    counts = Counter(one.status for one in everything)
    return _page(site, "references", references=references_shown(site), counts=counts.most_common())


def _findings(site: Site) -> Page:
    entries = catalogue().values()
    bands = [(title, [one for one in entries if one.code[2] == digit]) for digit, title in BANDS.items()]
    return _page(site, "findings", bands=[(title, listed) for title, listed in bands if listed])


def _changes(site: Site) -> Page:
    """Return what `b12dt diff` tells between the previous version and this one, the rules it names linked."""
    earlier = site.previous
    if earlier is None:
        return _page(site, "changes", earlier="", difference="")
    told = difference_page(compare(earlier, site.program.guideline, MOST_REGIONS))
    _, _, body = told.partition("\n\n")
    to = Links(site, f"{ROOT}/changes")
    linked = RULE_ID.sub(lambda found: _to_rule(site, to, found[0]), body)
    difference = Markup(linked)  # noqa: S704 - it is Markdown, made safe where it was made
    return _page(site, "changes", earlier=dict(earlier.about).get("Version", "before"), difference=difference)


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


def _cases(site: Site) -> Iterator[Page]:
    everything = site.program.guideline.cases
    first = everything[0].span.sheet if everything else ""
    worked = [case_shown(site, one) for one in everything if one.span.sheet == first]
    edges = [case_shown(site, one) for one in everything if one.span.sheet != first]
    lead = f"{len(worked)} cases reasoned from the source. Each is run whenever the guideline is checked."
    yield _page(site, "cases", title="Worked cases, all of them", lead=lead, matrix=_matrix(site), entries=worked)
    lead = f"{len(edges)} cases at the edges. Their results were taken from the tables: they notice changes, and do not show that a result is right."
    yield _page(site, "cases-edges", "cases.md", title="Cases at the edges", lead=lead, matrix=(), entries=edges)


def _matrix(site: Site) -> list[tuple[DecisionTable, int, int, tuple[str, int]]]:
    matrix: list[tuple[DecisionTable, int, int, tuple[str, int]]] = []
    for table in site.tables.values():
        counts = {rule.id: len(site.cases_firing.get(rule.id, ())) for rule in table.rules}
        least = min(counts.items(), key=lambda pair: pair[1])
        matrix.append((table, len(counts), sum(bool(count) for count in counts.values()), least))
    return matrix


def chosen(site: Site, rules: Iterable[str], document: str) -> str:
    """Return some rules as sentences, in HTML, for a page of the book anywhere; `document` is its name from the book's root."""
    shown = [recommended(site, *site.rules[rule]) for rule in rules]
    return render(site, document, "chosen.html", {"rules": shown})
