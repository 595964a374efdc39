"""The pages of what the rules rest on: statements, interpretations, references, and what is proved of them."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from b12dt.model import Invariant, PairInvariant, Reference
from b12dt.publish import wording
from b12dt.publish.links import ROOT, Links
from b12dt.publish.page import Page, page
from b12dt.publish.site import Site
from b12dt.show.places import anchor


class ReferenceShown(NamedTuple):
    """A reference, its anchor where the source's citations lead to it, and the statements it is about."""

    reference: Reference
    anchor: str
    statements: tuple[str, ...]


def interpretations(site: Site) -> Page:
    """Return the page of the choices made where the source leaves room, the weightiest first."""
    everything = site.program.guideline.interpretations
    weights = sorted({one.weight for one in everything}, key=["high", "medium", "low"].index)
    by_weight = [(weight, [one for one in everything if one.weight == weight]) for weight in weights]
    return page(site, "interpretations", by_weight=by_weight, first=[one for one in everything if one.look_first])


def invariants(site: Site) -> Page:
    """Return the page of what must hold, each with whether it is proved."""
    guideline = site.program.guideline
    kinds: list[tuple[str, list[tuple[Invariant | PairInvariant, tuple[str, str]]]]] = [
        ("Of one patient", [(one, wording.status(site, one)) for one in guideline.invariants]),
        (
            "Between a patient and the same patient with one answer changed",
            [(one, wording.status(site, one)) for one in guideline.pairs],
        ),
    ]
    statuses = [status for _, entries in kinds for _, (status, _) in entries]
    return page(site, "invariants", kinds=kinds, proved=statuses.count("proved"), total=len(statuses))


def statements(site: Site) -> Page:
    """Return the page of the statements of the source, by section."""
    sections: dict[str, list[Any]] = {}
    for one in site.program.guideline.statements:
        sections.setdefault(one.section, []).append(one)
    cited = sum(bool(site.rules_citing.get(one.id)) for one in site.program.guideline.statements)
    return page(site, "statements", sections=sections.items(), cited=cited)


def trace(site: Site) -> Page:
    """Return the page that leads from the rules to what they rest on, with what is not linked."""
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
    return page(site, "trace", coverage=coverage)


def references(site: Site) -> Page:
    """Return the page of the references, each with what was verified."""
    known = {one.id for one in site.program.guideline.statements}
    seen: set[str] = set()
    shown: list[ReferenceShown] = []
    for one in site.program.guideline.references:
        first = one.citation not in ("", "-") and one.citation not in seen
        seen.add(one.citation)
        named = one.statements.replace(",", " ").replace(";", " ").split()
        exact = named and all(word in known for word in named)
        shown.append(ReferenceShown(one, anchor(f"r{one.citation}") if first else "", tuple(named) if exact else ()))
    counts = Counter(one.status for one in site.program.guideline.references)
    return page(site, "references", references=shown, counts=counts.most_common())
