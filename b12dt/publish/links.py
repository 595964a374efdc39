"""Where things stand in the book: pages by name, and permanent anchors for rules, statements, facts and cases."""

from __future__ import annotations

import posixpath

from b12dt.model import Input, Output
from b12dt.publish.site import Site
from b12dt.show.places import anchor

ROOT = "guideline"
"""The folder of all pages that are written from the workbooks."""


def page_of(key: str) -> str:
    """Return the page of a decision, below the root."""
    return f"decisions/{anchor(key)}"


class Links:
    """Addresses as seen from one document of the book; a page that is asked for is named without root and ending."""

    def __init__(self, site: Site, document: str) -> None:
        """Stand on a document, named from the root of the book."""
        self._site = site
        self._here = posixpath.dirname(document)

    def __call__(self, page: str, name: str = "") -> str:
        """Return the address of a page, of one thing on it where one is named."""
        address = posixpath.relpath(f"/{ROOT}/{page}", f"/{self._here}") + ".html"
        return f"{address}#{anchor(name)}" if name else address

    def decision(self, key: str) -> str:
        """Return the address of a decision's page."""
        return self(page_of(key))

    def rule(self, rule: str) -> str:
        """Return the address of a rule."""
        return self(page_of(self._site.rules[rule][0].key), rule)

    def variable(self, variable: Input | Output) -> str:
        """Return the address of a fact in the dictionary, or of the decision that gives a result."""
        return self.decision(variable.decision) if isinstance(variable, Output) else self("dictionary", variable.name)

    def case(self, case: str) -> str:
        """Return the address of a worked case."""
        return self(cases_page(self._site, case), case)


def cases_page(site: Site, case: str) -> str:
    """Return the page that shows a case: those of the first sheet of cases have one, those of the others another."""
    first = site.program.guideline.cases[0].span.sheet
    return "cases" if site.cases[case].span.sheet == first else "cases-edges"
