"""From a rule to its page, its row and the basis it stands on."""

from __future__ import annotations

import re
from html import escape

from b12dt.runtime.decided import BASES, Compiled
from b12dt.show.shown import tag

BASE = "../guideline/decisions/"
"""Where the pages of the decisions are, seen from a notebook."""
SIGNS = {"explicit": "●", "interpretation": "◐", "not_covered": "○"}
"""What a basis looks like, for readers who do not see colours."""


def anchor(name: str) -> str:
    """Return a name as addresses have it: lower case, with `-` for what an address had better not hold."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def page_of(key: str, base: str) -> str:
    """Return the address of a decision's page."""
    return f"{base}{anchor(key)}.html"


def rule_link(rule_id: str, key: str, base: str, text: str = "") -> str:
    """Return a link to a rule on its decision's page."""
    return tag("a", escape(text or rule_id), href=f"{page_of(key, base)}#{anchor(rule_id)}")


def homes(compiled: Compiled) -> dict[str, str]:
    """Return for each rule's ID the key of its decision."""
    return {rule.id: decision.key for decision in compiled.DECISIONS.values() for rule in decision.rules}


def badge(basis: str) -> str:
    """Return the basis of a rule as a badge that does not rest on colour."""
    word, meaning = BASES[basis]
    sign = f'<span aria-hidden="true">{SIGNS[basis]}</span>'
    return tag("span", f"{sign} {word}", class_=f"b12dt-basis b12dt-{basis}", title=meaning)


def basis_words(basis: str) -> str:
    """Return the basis of a rule as text."""
    return BASES[basis][0]
