"""What the pages show of a rule: its cells in words, and itself as one sentence."""

from __future__ import annotations

from typing import NamedTuple

from b12dt.model import DecisionTable, Rule
from b12dt.prove.tables import NEXT_REGION
from b12dt.publish import wording
from b12dt.publish.site import Site


class RuleShown(NamedTuple):
    """A rule as a page shows it; `remains` are the regions that the rules above leave to it, in words."""

    rule: Rule
    asked: tuple[wording.Asked, ...]
    stated: tuple[wording.Stated, ...]
    remains: tuple[str, ...]
    cases: tuple[str, ...]


class Recommended(NamedTuple):
    """A rule as one sentence; `remains` are the regions that the rules above leave to it, in words."""

    rule: Rule
    asked: tuple[wording.Asked, ...]
    remains: tuple[str, ...]
    told: tuple[str, ...]


def rule_shown(site: Site, table: DecisionTable, rule: Rule) -> RuleShown:
    """Return a rule with its cells in words and the cases that fire it."""
    return RuleShown(
        rule=rule,
        asked=wording.conditions(table, rule),
        stated=wording.results(table, rule),
        remains=_left_to(site, rule),
        cases=site.cases_firing.get(rule.id, ()),
    )


def recommended(site: Site, table: DecisionTable, rule: Rule) -> Recommended:
    """Return a rule as one sentence; what is quiet in its results is left out."""
    return Recommended(rule, wording.conditions(table, rule), _left_to(site, rule), _told(table, rule))


def _left_to(site: Site, rule: Rule) -> tuple[str, ...]:
    """Return the true regions of a rule of a FIRST table, in words; none where its own conditions say it all."""
    left = site.findings_about("DT413", rule.id)
    return tuple((left[0].read or "").split(NEXT_REGION)) if left else ()


def _told(table: DecisionTable, rule: Rule) -> tuple[str, ...]:
    pairs = zip(table.outputs, rule.outputs, strict=True)
    return tuple(sentence for output, entry in pairs for sentence in wording.loud(output, entry.value))
